//! Groups of digits as telephone numbers and postal codes are written.

use super::is_measured;
use crate::document::TokenFlags;
use crate::facts::measure::line::{Line, is_dash};

/// Words that ask to call the number behind them.
const CALLING: &[&str] = &[
    "call",
    "calling",
    "phone",
    "tel",
    "telephone",
    "dial",
    "text",
    "fax",
    "texting",
    "dialing",
    "ring",
    "hotline",
    "helpline",
    "line",
];

/// Groups of digits as telephone numbers are written, and short numbers to call.
pub(super) fn telephone(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut groups: [usize; 6] = [0; 6];
    let mut count = 0;
    let mut end = at;
    let mut joined = true;
    while count < groups.len() && line.is_number(end) && line.text(end).bytes().all(|byte| byte.is_ascii_digit()) {
        groups[count] = line.text(end).len();
        count += 1;
        end += 1;
        let mut next = end;
        if line.text(next) == ")" {
            next += 1;
        }
        if is_dash(line.text(next)) || line.text(next) == "." {
            next += 1;
        } else {
            joined = joined && (count > 1 || line.text(end) == ")");
        }
        if line.text(next) == "(" {
            next += 1;
        }
        let whole = matches!(groups[..count], [3, 3, 4] | [1, 3, 3, 4]);
        if next == end && (whole || !line.is_spaced(next)) {
            break;
        }
        if !line.is_number(next) {
            break;
        }
        end = next;
    }
    let plus = line.before(at) == "+";
    let groups = &groups[..count];
    let shape = match groups {
        [3, 3, 4] => true,
        [1, 3, 3, 4] | [3, 4] => joined,
        [1..=3, _, 2..=12, ..] if plus => true,
        // A book number, a code: nothing is measured in so many groups.
        [_, _, _, _, ..] => joined && is_dash(line.text(at + 1)),
        [4, 2, 4] | [4, 3, 3] if matches!(line.text(at), "1300" | "1800") => true,
        [first, ..] if line.text(at).starts_with('0') && *first >= 3 && !line.text(at).contains('.') => true,
        [3 | 5 | 6, ..] | [2, 2, 2] if is_called(line, at) => !is_measured(line, end),
        _ => false,
    };
    // "MD 20892-1234": a postal code behind a state.
    if matches!(groups, [5] | [5, 4]) && line.has(at.wrapping_sub(1), TokenFlags::UPPER) && line.before(at).len() == 2 {
        return Some(end);
    }
    // Letters in place of digits: "1-800-QUIT-NOW".
    if matches!(groups, [1, 3]) && line.is_joint(end) && line.has(end + 1, TokenFlags::UPPER) {
        let mut end = end + 2;
        while line.is_joint(end) && (line.is_word(end + 1) || line.is_number(end + 1)) {
            end += 2;
        }
        return Some(end);
    }
    shape.then_some(end)
}

/// Whether words before the number ask to call it, or the numbers it is listed with: "call 911, 988 or 999".
fn is_called(line: &Line<'_>, at: usize) -> bool {
    let mut from = at;
    while from >= 2
        && matches!(line.text(from - 1), "," | "or")
        && line.is_number(from - 2)
        && line.text(from).len() == 3
    {
        from -= 2;
    }
    (from.saturating_sub(4)..from).any(|at| line.is_any(at, CALLING))
}
