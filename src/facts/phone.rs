//! Telephone numbers as they are printed: "1-800-273-8255", "(800) 931-2237", "1-800-662-HELP", "0808 801 0677",
//! "13 11 14", "+44 20 7946 0000".
//!
//! A run of digit groups that only looks like one ("2015-2016", "1 000 000") may slip through: rules compare the
//! digits with known lines, or ask for [`Phone::is_subscriber`], which wants the shape of a national number.

use std::ops::Range;

use super::number::next_digit;
use crate::span::ProseSpan;

/// Digits that a number has at most (ITU-T E.164).
const MOST_DIGITS: usize = 15;

/// With fewer digits in its first group it has other groups of digits behind it.
const SHORTEST: usize = 4;

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Where it stands.
    pub prose: ProseSpan,
    /// Its digits, letters turned into those of their keys.
    pub digits: Box<str>,
    /// The lengths of its groups.
    groups: Box<[u8]>,
}

impl Phone {
    /// The digits without a trunk or country prefix of North America.
    pub fn national(&self) -> &str {
        national(&self.digits)
    }

    /// Whether it has the shape of a subscriber's number: North American 3-3-4, or 8 to 12 digits that begin with 0
    /// or with 1300 or 1800, in groups.
    pub fn is_subscriber(&self) -> bool {
        let groups = match &*self.groups {
            [1, rest @ ..] if self.digits.starts_with('1') => rest,
            all => all,
        };
        let north_american = matches!(groups, [3, 3, 4]) && !self.national().starts_with(['0', '1']);
        let local = self.groups.len() >= 2
            && (8..=12).contains(&self.digits.len())
            && (self.digits.starts_with("1300") || self.digits.starts_with("1800") || is_trunk(&self.digits));
        north_american || local
    }
}

/// Digits without the leading 1 of a North American number.
pub fn national(digits: &str) -> &str {
    digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(digits)
}

fn is_trunk(digits: &str) -> bool {
    digits.starts_with('0') && !digits.starts_with("000")
}

/// Finds all numbers of at least two groups, or of five digits and more, in prose.
pub fn scan(text: &str) -> Vec<Phone> {
    let bytes = text.as_bytes();
    let mut phones = Vec::new();
    let mut at = 0;
    while let Some(digit) = next_digit(bytes, at) {
        at = digit;
        let group = take(bytes, at, u8::is_ascii_digit);
        if group.len() < SHORTEST && is_alone(&bytes[group.end..]) {
            at = group.end;
            continue;
        }
        let run = read(bytes, at);
        let glued = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'$' | b'.' | b','))
            || run.end + 1 < bytes.len() && bytes[run.end] == b'-' && bytes[run.end + 1].is_ascii_alphanumeric()
            || run.end < bytes.len() && matches!(bytes[run.end], b'%' | b'@')
            || runs_into_word(&bytes[run.end..]);
        let long_enough = run.groups.len() >= 2 || run.digits.len() >= 5;
        if !glued && long_enough && (5..=MOST_DIGITS).contains(&run.digits.len()) {
            let start = if at > 0 && bytes[at - 1] == b'(' && run.closes_bracket { at - 1 } else { at };
            phones.push(Phone {
                prose: ProseSpan::from(start..run.end),
                digits: run.digits.into_boxed_str(),
                groups: run.groups.into_boxed_slice(),
            });
        }
        at = run.end.max(at + 1);
    }
    phones
}

/// Whether no other group of digits can follow at once.
fn is_alone(rest: &[u8]) -> bool {
    match rest {
        [b' ' | b'-' | b'.', next, ..] => !next.is_ascii_digit(),
        [first, ..] => !matches!(first, b')' | 0xc2 | 0xe2),
        [] => true,
    }
}

/// Whether letters follow at once. A word with a capital belongs to the next sentence ("0800 123 4567Lines are open").
fn runs_into_word(rest: &[u8]) -> bool {
    match rest {
        [first, second, ..] if first.is_ascii_uppercase() => !second.is_ascii_lowercase(),
        [first, ..] => first.is_ascii_alphabetic(),
        [] => false,
    }
}

struct Run {
    digits: String,
    groups: Vec<u8>,
    end: usize,
    closes_bracket: bool,
}

/// Reads digit groups with single separators from `start` on; a last group of capitals counts by its keys.
fn read(bytes: &[u8], start: usize) -> Run {
    let mut run = Run { digits: String::new(), groups: Vec::new(), end: start, closes_bracket: false };
    let mut at = start;
    loop {
        let group = take(bytes, at, u8::is_ascii_digit);
        let letters = take(bytes, group.end, u8::is_ascii_uppercase);
        let with_letters = run.digits.len() >= 4 && letters.len() + group.len() >= 4 && letters.len() >= 3;
        if group.is_empty() && !with_letters {
            break;
        }
        run.digits.extend(bytes[group.clone()].iter().map(|byte| char::from(*byte)));
        let mut end = group.end;
        if with_letters {
            run.digits.extend(bytes[letters.clone()].iter().map(|letter| key_of(*letter)));
            end = letters.end;
        }
        run.groups.push((end - at).min(9) as u8);
        run.end = end;
        at = end;
        if bytes.get(at) == Some(&b')') && run.groups.len() <= 2 && start > 0 && bytes[start - 1] == b'(' {
            run.closes_bracket = true;
            at += 1;
        }
        if matches!(bytes.get(at), Some(b' ' | b'-' | b'.')) {
            at += 1;
        } else if bytes[at..].starts_with("\u{a0}".as_bytes()) {
            at += 2;
        } else if ["‑", "–"].iter().any(|dash| bytes[at..].starts_with(dash.as_bytes())) {
            at += 3;
        } else if !run.closes_bracket || at == end {
            break;
        }
        if run.digits.len() > MOST_DIGITS {
            break;
        }
    }
    run
}

fn take(bytes: &[u8], from: usize, wanted: impl Fn(&u8) -> bool) -> Range<usize> {
    let rest = bytes.get(from..).unwrap_or_default();
    from..from + rest.iter().take_while(|byte| wanted(byte)).count()
}

/// The digit on whose key a letter stands (ITU-T E.161).
fn key_of(letter: u8) -> char {
    match letter {
        b'A'..=b'C' => '2',
        b'D'..=b'F' => '3',
        b'G'..=b'I' => '4',
        b'J'..=b'L' => '5',
        b'M'..=b'O' => '6',
        b'P'..=b'S' => '7',
        b'T'..=b'V' => '8',
        _ => '9',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let phones = scan(text);
        phones.iter().map(|phone| (text[phone.prose.range()].to_owned(), phone.digits.to_string())).collect()
    }

    #[test]
    fn usual_spellings() {
        for (text, written, digits) in [
            ("Call 1-800-273-8255 now.", "1-800-273-8255", "18002738255"),
            ("Call (800) 931-2237.", "(800) 931-2237", "8009312237"),
            ("Call 866.555.0177 today", "866.555.0177", "8665550177"),
            ("Phone 1-800-662-HELP (4357).", "1-800-662-HELP", "18006624357"),
            ("Ring 08457 90 90 90.", "08457 90 90 90", "08457909090"),
            ("Call Lifeline on 13 11 14.", "13 11 14", "131114"),
            ("Ring 0800 123 4567Lines are open", "0800 123 4567", "08001234567"),
            ("1-800-4-CANCER", "1-800-4-CANCER", "18004226237"),
        ] {
            assert_eq!(found(text), [(written.to_owned(), digits.to_owned())], "{text}");
        }
    }

    #[test]
    fn other_numbers() {
        for text in ["Order 18002738255-X", "It cost $1.50.", "In 2015 there were 7.", "25% of 300", "a1-800-273-8255"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
        assert!(scan("Call 800-915-1270").iter().all(Phone::is_subscriber));
        assert!(!scan("from 2015 2016 2017").iter().any(Phone::is_subscriber));
    }
}
