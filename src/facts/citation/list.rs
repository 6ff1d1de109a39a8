//! Lists of numbers as markers print them: "[3, 7]", "^3–5^", "³,⁵", "(3)".

use std::ops::Range;

/// No range of citations is longer; "[1-300]" is something else.
const LONGEST_RANGE: u32 = 60;
/// Numbers of entries have no more digits.
const MOST_DIGITS: usize = 3;

/// What a list stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// "[3]".
    Brackets,
    /// "^3^" and "^[3]^".
    Carets,
    /// "³".
    Raised,
    /// "(3)".
    Parentheses,
}

/// A list of numbers in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List<'a> {
    pub(super) setting: Setting,
    /// Where it stands, what it stands in included.
    pub(super) place: Range<usize>,
    /// The numbers with what parts them.
    pub(super) numbers: &'a str,
}

/// All lists in a text, in order.
pub(super) fn all(text: &str) -> impl Iterator<Item = List<'_>> {
    let mut from = 0;
    text.match_indices(|c| matches!(c, '[' | '^' | '(') || is_raised(c)).filter_map(move |(at, _)| {
        let (setting, numbers, length) = if at < from { None } else { opening(&text[at..]) }?;
        from = at + length;
        Some(List { setting, place: at..from, numbers })
    })
}

/// The list that opens `text`: what it stands in, its numbers, and the length of all of it.
fn opening(text: &str) -> Option<(Setting, &str, usize)> {
    const NARROW: &[char] = &[',', '–', '-'];
    let (setting, start, marks) = match text.as_bytes().first()? {
        b'[' => (Setting::Brackets, 1, WIDE),
        b'(' => (Setting::Parentheses, 1, NARROW),
        b'^' => (Setting::Carets, if text[1..].starts_with('[') { 2 } else { 1 }, NARROW),
        _ => {
            let length = raised_length(text);
            return Some((Setting::Raised, &text[..length], length));
        }
    };
    let inner = &text[start..];
    let (numbers, rest) = inner.split_at(length(inner, marks)?);
    let rest = match setting {
        Setting::Brackets => rest.strip_prefix(']'),
        Setting::Parentheses => rest.strip_prefix(')'),
        _ => rest.strip_prefix(']').unwrap_or(rest).strip_prefix('^'),
    }?;
    Some((setting, numbers, text.len() - rest.len()))
}

/// What parts the numbers of a list in brackets.
const WIDE: &[char] = &[',', ';', '–', '—', '-'];

/// The numbers of a text that is nothing but a list, in brackets or not.
pub(super) fn alone(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let (numbers, mut rest) = inner.split_at(length(inner, WIDE)?);
    for end in [')', ']', ','] {
        rest = rest.strip_prefix(end).unwrap_or(rest);
    }
    rest.is_empty().then_some(numbers)
}

/// The length of the numbers that `text` begins with, parted by `marks` with or without blanks.
fn length(text: &str, marks: &[char]) -> Option<usize> {
    let digits = |text: &str| {
        let count = text.bytes().take(MOST_DIGITS).take_while(u8::is_ascii_digit).count();
        (count > 0).then_some(count)
    };
    let mut end = digits(text)?;
    while let Some(next) = text[end..].trim_start().strip_prefix(marks).map(str::trim_start)
        && let Some(count) = digits(next)
    {
        end = text.len() - next.len() + count;
    }
    Some(end)
}

/// The length of the raised numbers that `text` begins with.
fn raised_length(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(is_raised);
        match rest.strip_prefix([',', '⁻', '⁃', '˒', '–', '-']) {
            Some(more) if more.starts_with(is_raised) => rest = more,
            _ => return text.len() - rest.len(),
        }
    }
}

/// The numbers of a list, ranges expanded.
pub(super) fn expand(list: &str) -> impl Iterator<Item = u32> + '_ {
    list.split([',', ';']).flat_map(|part| {
        let mut ends = part.split(['-', '–', '—', '⁻', '⁃']).filter_map(|end| end.trim().parse::<u32>().ok());
        let from = ends.next();
        let to = ends.next_back().or(from);
        match (from, to) {
            (Some(from), Some(to)) if from <= to && to - from <= LONGEST_RANGE => from..to + 1,
            (Some(from), _) => from..from + 1,
            _ => 0..0,
        }
    })
}

const fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Raised digits and marks as plain ones.
pub(super) fn lowered(raised: &str) -> String {
    let plain = |raised| match raised {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(raised as u32 - '⁰' as u32, 10).unwrap_or(raised),
        '⁻' | '⁃' => '-',
        '˒' => ',',
        other => other,
    };
    raised.chars().map(plain).collect()
}

/// Whether a digit stands right behind a bracket or caret, or a raised one anywhere: a cheap test before all others.
/// Parentheses count only where they are `numbered`.
pub(super) fn may_hold(text: &[u8], numbered: bool) -> bool {
    let opens = |at: usize| {
        let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
        digit(at + 1) || text[at] == b'^' && digit(at + 2)
    };
    let round = || numbered && memchr::memchr_iter(b'(', text).any(opens);
    memchr::memchr2_iter(b'[', b'^', text).any(opens) || round() || holds_raised(text)
}

/// Whether one of ¹²³ (C2 B2, B3, B9) or ⁰⁴⁵⁶⁷⁸⁹ (E2 81 B0, B4 to B9) stands in UTF-8.
fn holds_raised(text: &[u8]) -> bool {
    memchr::memchr2_iter(0xc2, 0xe2, text)
        .any(|at| matches!(text[at..], [0xc2, 0xb2 | 0xb3 | 0xb9, ..] | [0xe2, 0x81, 0xb0 | 0xb4..=0xb9, ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_every_kind() {
        for (text, setting, numbers) in [
            ("It helps.[3]", Setting::Brackets, "3"),
            ("It helps [3, 7–9; 12].", Setting::Brackets, "3, 7–9; 12"),
            ("It helps.^3,5^", Setting::Carets, "3,5"),
            ("It helps.^[12]^", Setting::Carets, "12"),
            ("It helps.³⁻⁵ Later", Setting::Raised, "³⁻⁵"),
            ("It helps (3 - 5).", Setting::Parentheses, "3 - 5"),
        ] {
            let found: Vec<List<'_>> = all(text).collect();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].setting, found[0].numbers), (setting, numbers), "{text}");
        }
        assert_eq!(all("In [2019] and (3; 4) and [a] and [3 and ^3 too, ( 5)").count(), 0);
        assert_eq!(all("a [1][2] (3)").map(|list| list.place).collect::<Vec<_>>(), [2..5, 5..8, 9..12]);
    }

    #[test]
    fn a_list_alone() {
        assert_eq!(alone("[3, 7]"), Some("3, 7"));
        assert_eq!(alone("(12),"), Some("12"));
        assert_eq!(alone("3 studies"), None);
    }

    #[test]
    fn ranges_expand() {
        assert_eq!(expand("3, 5–7").collect::<Vec<_>>(), [3, 5, 6, 7]);
        assert_eq!(expand(&lowered("³˒⁵⁻⁶")).collect::<Vec<_>>(), [3, 5, 6]);
        assert_eq!(expand("1-300").collect::<Vec<_>>(), [1]);
    }
}
