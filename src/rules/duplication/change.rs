//! What differs between two sentences that are nearly the same.

use super::lines::{NUMBER, Word};
use crate::document::Document;

/// Words of one line that stand in place of words of another. One of the sides may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Words of the first line.
    pub(crate) first: std::ops::Range<usize>,
    /// Words of the second line.
    pub(crate) second: std::ops::Range<usize>,
}

/// The differences of two lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Difference {
    /// Changed words, in order. Numbers are equal to one another here.
    pub(crate) changes: Vec<Change>,
    /// The aligned numbers that are not printed alike: their positions in the first and the second line.
    pub(crate) number: Option<(usize, usize)>,
}

/// Lines whose different middle is longer than this are not aligned word by word.
const LONGEST_MIDDLE: usize = 64;

/// Aligns two lines by their longest common subsequence; nothing if more than one number differs.
pub(crate) fn difference(document: &Document, first: &[Word], second: &[Word]) -> Option<Difference> {
    let same = |(a, b): &(&Word, &Word)| a.id == b.id;
    let prefix = first.iter().zip(second).take_while(same).count();
    let suffix = first[prefix..].iter().rev().zip(second[prefix..].iter().rev()).take_while(same).count();
    let (from, to) = (first.len() - suffix, second.len() - suffix);

    let mut difference = Difference::default();
    let mut align = |at: usize, other: usize| {
        let changed = first[at].id == NUMBER && !are_printed_alike((document, first[at]), (document, second[other]));
        !changed || difference.number.replace((at, other)).is_none()
    };
    if !(0..prefix).all(|at| align(at, at)) || !(0..suffix).all(|at| align(from + at, to + at)) {
        return None;
    }
    let (a, b) = (&first[prefix..from], &second[prefix..to]);
    let short = a.len() <= LONGEST_MIDDLE && b.len() <= LONGEST_MIDDLE;
    let middle: Vec<_> = if short { common(a, b) } else { Vec::new() };
    let middle = middle.into_iter().map(|(i, j)| (i + prefix, j + prefix));
    let (mut i, mut j) = (prefix, prefix);
    for (at, other) in middle.chain([(from, to)]) {
        if at < from && !align(at, other) {
            return None;
        }
        if i < at || j < other {
            difference.changes.push(Change { first: i..at, second: j..other });
        }
        (i, j) = (at + 1, other + 1);
    }
    Some(difference)
}

/// The numbers that two lines with otherwise equal words do not print alike; nothing if their words differ.
pub(crate) fn differing_numbers(
    first: (&Document, &[Word]),
    second: (&Document, &[Word]),
) -> Option<Vec<(Word, Word)>> {
    let equal = super::lines::are_equal(first.1, second.1);
    equal.then(|| {
        let pairs = first.1.iter().copied().zip(second.1.iter().copied());
        pairs.filter(|(a, b)| a.id == NUMBER && !are_printed_alike((first.0, *a), (second.0, *b))).collect()
    })
}

/// Number words that stand for the same value as digits.
const DIGITS: [(&str, &str); 12] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
];

/// Whether two numbers are the same but for separators, and digits for words.
fn are_printed_alike(first: (&Document, Word), second: (&Document, Word)) -> bool {
    let tokens = [first, second].map(|(document, word)| (document, &document.tokens[word.token as usize]));
    if tokens[0].1.word == tokens[1].1.word {
        return true;
    }
    let [one, other] = tokens.map(|(document, token)| document.token_text(token));
    let is_plain = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let grouped = |number: &str, other: &str| without_points(number).is_some_and(|whole| whole == in_digits(other));
    one == other
        || !(is_plain(one) && is_plain(other)) && in_digits(one) == in_digits(other)
        || grouped(one, other)
        || grouped(other, one)
}

/// "1.500" as the thousands that it is where others write "1,500" or "1500".
fn without_points(number: &str) -> Option<String> {
    let (first, rest) = number.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&first.len()) && rest.len() == 3 && rest.ends_with("00") && !first.starts_with('0');
    (grouped && digits(first) && digits(rest)).then(|| format!("{first}{rest}"))
}

/// A number as it is compared: without separators, in digits.
fn in_digits(number: &str) -> String {
    let mut folded = String::new();
    super::lines::fold(number, &mut folded);
    folded.retain(|c| c != ',' && c != '\u{a0}' && c != '\u{202f}');
    DIGITS.iter().find(|(name, _)| *name == folded).map_or(folded, |(_, digits)| (*digits).to_owned())
}

/// The longest common subsequence, as pairs of positions.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut lengths = vec![0u8; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i].id == b[j].id {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].id == b[j].id {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
