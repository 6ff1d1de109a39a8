//! White space and what is not shown: where text can be copied as it stands and where it can't.

/// How a stretch of white space reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    /// As a space.
    Space,
    /// As a space that doesn't break lines: between digits it groups them ("10 000") and is kept.
    NonBreaking,
    /// Not at all: a soft hyphen.
    Nothing,
}

/// A stretch of text that is shown as it stands, up to `end`, and the blank after it: its length and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) end: usize,
    pub(super) blank: Option<(usize, Blank)>,
}

/// The piece that begins at byte `from`. A single space between words is part of the piece.
pub(super) fn next(bytes: &[u8], from: usize) -> Piece {
    let mut at = from;
    let goes_on = |at: usize| bytes.get(at).is_some_and(|byte| !STOP[*byte as usize]);
    while at < bytes.len() {
        // Inside the text a single space is copied along.
        if goes_on(at) || (bytes[at] == b' ' && at > from && goes_on(at + 1)) {
            at += 1;
            continue;
        }
        match blank_at(bytes, at) {
            None => at += 1,
            Some(blank) => return Piece { end: at, blank: Some(blank) },
        }
    }
    Piece { end: at, blank: None }
}

/// Bytes at which a blank may begin.
const STOP: [bool; 256] = {
    let mut stop = [false; 256];
    let first = *b" \t\n\r\x0b\x0c\xc2\xe1\xe2\xe3";
    let mut index = 0;
    while index < first.len() {
        stop[first[index] as usize] = true;
        index += 1;
    }
    stop
};

/// The blank at `at`, if there is one: its length and kind. ASCII white space is taken together.
fn blank_at(bytes: &[u8], at: usize) -> Option<(usize, Blank)> {
    match &bytes[at..] {
        [0xc2, 0xa0, ..] => Some((2, Blank::NonBreaking)),
        [0xc2, 0xad, ..] => Some((2, Blank::Nothing)),
        // U+0085, a line break of mainframes.
        [0xc2, 0x85, ..] => Some((2, Blank::Space)),
        // U+2007 figure space, U+2009 thin space, U+202F narrow no-break space.
        [0xe2, 0x80, 0x87 | 0x89 | 0xaf, ..] => Some((3, Blank::NonBreaking)),
        // U+2000 to U+200A: spaces by width; U+2028 and U+2029: line and paragraph separator; U+205F, U+1680, U+3000.
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe1, 0x9a, 0x80, ..]
        | [0xe3, 0x80, 0x80, ..] => Some((3, Blank::Space)),
        rest => {
            let len = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)).count();
            (len > 0).then_some((len, Blank::Space))
        }
    }
}
