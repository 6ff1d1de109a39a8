//! Text of an article made safe to show.
//!
//! An article may hold escape sequences that would reprogram a terminal, or direction marks that would make a line
//! read differently from what it is. Each such character is replaced by one visible character, so columns stay true.

use std::borrow::Cow;

/// `text` with every character that a terminal would obey, hide or reorder replaced by a visible one.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) || text.chars().all(|char| shown(char) == char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(shown).collect())
    }
}

/// Appends `text` as it is shown.
pub(super) fn append(shows: &mut String, text: &str) {
    if is_plain(text) {
        shows.push_str(text);
    } else {
        shows.extend(text.chars().map(shown));
    }
}

/// Whether all is printable ASCII.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// What is shown for one character.
pub(super) fn shown(char: char) -> char {
    match char {
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2028}' | '\u{2029}' => ' ',
        // Unicode has a picture for each C0 control character, in the same order.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + char as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        _ if turns_direction(char) || breaks_words_unseen(char) => char::REPLACEMENT_CHARACTER,
        _ => char,
    }
}

const fn turns_direction(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn breaks_words_unseen(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}2J\u{202e}c\td"), "a␛[31mb�2J�c d");
        assert!(matches!(visible("plain “text” – 5 µg 👩\u{200d}⚕️"), Cow::Borrowed(_)));
    }
}
