//! The scanner: text → words, numbers and marks. The document and the rules' patterns are cut by the same code,
//! so that what a card says is found as it is written. It is pure and knows no lexicon.

/// What a scanned piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Letters, with inner apostrophes and digits; initials with their stops ("e.g.", "U.S.").
    Word,
    /// Digits with grouping and a decimal point, a vulgar fraction, superscript digits.
    Number,
    /// A mark of punctuation.
    Punct,
    /// Any other character.
    Symbol,
}

/// Cuts `text` and calls `emit(start, end, piece, blank_before)` for each piece in order.
pub fn scan(text: &str, mut emit: impl FnMut(usize, usize, Piece, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut blank = false;
    while at < bytes.len() {
        let byte = bytes[at];
        let (end, piece) = if byte.is_ascii() {
            if byte.is_ascii_whitespace() {
                blank = true;
                at += 1;
                continue;
            }
            if byte.is_ascii_alphabetic() {
                (initials_end(bytes, at).unwrap_or_else(|| word_end(text, at)), Piece::Word)
            } else if byte.is_ascii_digit() || (byte == b'.' && starts_decimal(bytes, at)) {
                (number_end(text, at), Piece::Number)
            } else if is_ascii_punct(byte) {
                (at + 1, Piece::Punct)
            } else {
                (at + 1, Piece::Symbol)
            }
        } else {
            let c = char_at(text, at);
            let next = at + c.len_utf8();
            if c.is_whitespace() {
                blank = true;
                at = next;
                continue;
            }
            if is_joiner(c) && blank {
                // An invisible character on its own belongs to no word.
                (next, Piece::Symbol)
            } else if is_fraction(c) || is_superscript_digit(c) {
                (number_end(text, at), Piece::Number)
            } else if c.is_alphanumeric() || is_joiner(c) {
                (word_end(text, at), Piece::Word)
            } else if is_punct(c) {
                (next, Piece::Punct)
            } else {
                (next, Piece::Symbol)
            }
        };
        emit(at, end, piece, blank);
        blank = false;
        at = end;
    }
}

/// Whether two words differ in case only. Most are told apart by their lengths or first letters.
#[inline]
pub fn is_same_word(one: &str, other: &str) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    a.len() == b.len()
        && match (a.first(), b.first()) {
            (Some(a), Some(b)) => (a ^ b) & !0x20 == 0 && one.eq_ignore_ascii_case(other),
            _ => true,
        }
}

/// Appends `word` in lower case, with straight apostrophes and without soft hyphens and joiners.
pub fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c if is_joiner(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// The bytes of which words are made: ASCII letters and digits.
const IN_WORD: [bool; 256] = {
    let mut in_word = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        in_word[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    in_word
};

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\0')
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while at < bytes.len() && IN_WORD[usize::from(bytes[at])] {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { break };
        if byte == b'\'' {
            if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) { at += 1 } else { break }
        } else if byte.is_ascii() {
            break;
        } else {
            let c = char_at(text, at);
            let next = at + c.len_utf8();
            if c == '\u{2019}' {
                if text[next..].starts_with(char::is_alphabetic) { at = next } else { break }
            } else if is_joiner(c)
                || is_combining(c)
                || (c.is_alphanumeric() && !is_superscript_digit(c) && !is_fraction(c))
            {
                at = next;
            } else {
                break;
            }
        }
    }
    if at > start { at } else { start + char_at(text, start).len_utf8() }
}

/// "e.g.", "U.S.", "Ph.D.": at least two groups of one or two letters, each with a stop.
fn initials_end(bytes: &[u8], start: usize) -> Option<usize> {
    let is_stop = |at: usize| bytes.get(at) == Some(&b'.');
    if !is_stop(start + 1) && !is_stop(start + 2) {
        return None;
    }
    let mut at = start;
    let mut groups = 0;
    loop {
        let letters = bytes[at..].iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if !(1..=2).contains(&letters) || bytes.get(at + letters) != Some(&b'.') {
            break;
        }
        groups += 1;
        at += letters + 1;
    }
    (groups >= 2 && !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some(at)
}

fn starts_decimal(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
        && !at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric() || bytes[before] == b'.')
}

fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let first = char_at(text, start);
    if is_superscript_digit(first) {
        return start
            + text[start..].chars().take_while(|c| is_superscript_digit(*c)).map(char::len_utf8).sum::<usize>();
    }
    if is_fraction(first) {
        return start + first.len_utf8();
    }
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = start + digits(start);
    let mut group = at - start;
    loop {
        let Some(&byte) = bytes.get(at) else { return at };
        let separator = match byte {
            b',' | b'.' => 1,
            // Thin, narrow and non-breaking spaces and the raised dot are the separators of print.
            0xc2 | 0xe2 => match char_at(text, at) {
                c @ ('\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{b7}') => c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        };
        let following = digits(at + separator);
        let raised_dot = byte == 0xc2 && bytes.get(at + 1) == Some(&0xb7);
        let takes = if byte == b'.' || raised_dot { following > 0 } else { following == 3 && (1..=3).contains(&group) };
        if !takes {
            return at;
        }
        group = if byte == b'.' || raised_dot { 0 } else { 3 };
        at += separator + following;
    }
}

const fn is_ascii_punct(byte: u8) -> bool {
    matches!(
        byte,
        b'.' | b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'-' | b'/'
    )
}

const fn is_punct(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{2026}' | '\u{ab}' | '\u{bb}' | '\u{2022}' | '\u{b7}' | '\u{2039}' | '\u{203a}'
    )
}

const fn is_fraction(c: char) -> bool {
    matches!(c, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215e}')
}

const fn is_superscript_digit(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Invisible characters that stand inside words: soft hyphen, zero-width space and joiners, word joiner.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        scan(text, |start, end, piece, blank| {
            let mark = match piece {
                Piece::Word => 'w',
                Piece::Number => 'n',
                Piece::Punct => 'p',
                Piece::Symbol => 's',
            };
            out.push(format!("{}{mark}{}", if blank { " " } else { "" }, &text[start..end]));
        });
        out
    }

    #[test]
    fn words_and_numbers() {
        assert_eq!(pieces("Don’t take 1,000.5 mg"), ["wDon’t", " wtake", " n1,000.5", " wmg"]);
        assert_eq!(pieces("10mg/kg B12"), ["n10", "wmg", "p/", "wkg", " wB12"]);
        assert_eq!(pieces("p<.05"), ["wp", "s<", "n.05"]);
        assert_eq!(pieces("0,5 [3,7]"), ["n0", "p,", "n5", " p[", "n3", "p,", "n7", "p]"]);
        assert_eq!(pieces("1\u{202f}000 2·5 2½ m²"), ["n1\u{202f}000", " n2·5", " n2", "n½", " wm", "n²"]);
        assert_eq!(pieces("800-915-1270"), ["n800", "p-", "n915", "p-", "n1270"]);
    }

    #[test]
    fn initials_keep_their_stops() {
        assert_eq!(pieces("the U.S. and e.g. this"), ["wthe", " wU.S.", " wand", " we.g.", " wthis"]);
        assert_eq!(pieces("vitamin C.The"), ["wvitamin", " wC", "p.", "wThe"]);
        assert_eq!(pieces("at 5 p.m."), ["wat", " n5", " wp.m."]);
    }

    #[test]
    fn every_byte_but_blanks_is_covered() {
        let text = "a\u{301}b “c” 7\u{a0}000€ \u{200b}x\u{ad}y … ﬁ 漢字 🙂";
        let mut last = 0;
        scan(text, |start, end, _, _| {
            assert!(text[last..start].chars().all(char::is_whitespace));
            assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
            last = end;
        });
        assert_eq!(last, text.len());
    }

    #[test]
    fn folding() {
        let mut out = String::new();
        fold("Don’t", &mut out);
        fold("CO\u{ad}PD", &mut out);
        assert_eq!(out, "don'tcopd");
    }
}
