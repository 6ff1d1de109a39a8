//! Lines of plain text, each told by its first characters.

/// A line without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where its text (its list marker too) begins and ends.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Columns of white space before it.
    pub(super) indent: u32,
    /// `>` signs before it.
    pub(super) quotes: u8,
    pub(super) shape: Shape,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing in it.
    Blank,
    /// `%% …`.
    Comment,
    /// A row of one sign, as a rule or under a heading; `double` when it is `=`.
    Rule { double: bool },
    /// A list marker of so many bytes, blanks included.
    Item { marker: u32, ordered: bool },
    /// `## Heading`, whose sign takes so many bytes.
    Marked { level: u8, sign: u32 },
    /// Anything else.
    Text,
}

/// Lines beyond this many characters are not hard-wrapped.
const WIDEST: u32 = 140;

/// How much shorter than the margin a wrapped line may be though the next word would have fitted.
const RAGGED: u32 = 6;

/// The lines of `text`.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 80 + 1);
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        if end >= start {
            lines.push(line(&text[start..end], start));
        }
        start = if bytes[end.min(bytes.len())..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
    }
    lines
}

fn line(text: &str, offset: usize) -> Line {
    let mut rest = text;
    let mut quotes = 0_u8;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        // "> text" is quoted mail; ">5 mg" is a number.
        if !(inner.is_empty() || inner.starts_with([' ', '>', '\t'])) {
            break;
        }
        quotes = quotes.saturating_add(1);
        rest = inner;
    }
    let trimmed = rest.trim_start();
    let indent = rest[..rest.len() - trimmed.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let start = offset + text.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    Line { start: start as u32, end: (start + trimmed.len()) as u32, indent, quotes, shape: shape(trimmed) }
}

fn shape(text: &str) -> Shape {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return Shape::Blank };
    if text.starts_with("%%") {
        return Shape::Comment;
    }
    if matches!(first, b'-' | b'=' | b'_' | b'*' | b'~' | b'#') && bytes.len() >= 3 && bytes.iter().all(|b| *b == first)
    {
        return Shape::Rule { double: first == b'=' };
    }
    if first == b'#' {
        let level = bytes.iter().take_while(|byte| **byte == b'#').count();
        let sign = level + blanks(&text[level..]);
        if level <= 6 && sign > level {
            return Shape::Marked { level: level as u8, sign: sign as u32 };
        }
    }
    match marker(text) {
        Some((marker, ordered)) if marker < text.len() => Shape::Item { marker: marker as u32, ordered },
        _ => Shape::Text,
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The length of the list marker at the head of `text`, blanks included, and whether it numbers.
fn marker(text: &str) -> Option<(usize, bool)> {
    const BULLETS: &[char] = &['-', '*', '+', '–', '•', '◦', '▪', '‣', '●', '○', '■', '·', '➢', '✓', '✔'];
    let first = text.chars().next()?;
    let (sign, ordered) = if BULLETS.contains(&first) {
        (first.len_utf8(), false)
    } else {
        let open = usize::from(first == '(');
        let label = text[open..].bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
        let is_number = (1..=3).contains(&label) && text[open..open + label].bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = label == 1 && text.as_bytes()[open].is_ascii_lowercase();
        let close = text.as_bytes().get(open + label)?;
        let is_closed = match close {
            b')' => is_number || is_letter,
            b'.' => is_number && open == 0,
            _ => false,
        };
        if !is_closed {
            return None;
        }
        (open + label + 1, true)
    };
    let gap = blanks(&text[sign..]);
    // A bullet that is no ASCII sign needs no blank.
    (gap > 0 || (!ordered && !first.is_ascii() && first != '–' && first != '·')).then_some((sign + gap, ordered))
}

impl Line {
    fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// Bytes of its text, columns before it included.
    pub(super) fn width(&self) -> u32 {
        self.indent + self.end - self.start
    }

    /// Whether the first word of `next` would not have fitted behind it.
    pub(super) fn is_full(&self, next: &Self, margin: u32, text: &str) -> bool {
        let word = next.text(text).bytes().take(80).take_while(|byte| !byte.is_ascii_whitespace()).count() as u32;
        self.width() + 1 + word + RAGGED > margin
    }

    /// Whether it begins with a lower-case letter.
    pub(super) fn starts_lower(&self, text: &str) -> bool {
        self.text(text).chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether it ends as a sentence or a lead-in does.
    pub(super) fn ends_sentence(&self, text: &str) -> bool {
        self.text(text)
            .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
            .ends_with(['.', '!', '?', ':', '…', '。'])
    }

    /// Whether an ordered item can begin a list: it is number 1, or a letter.
    pub(super) fn starts_list(&self, text: &str) -> bool {
        let label = self.text(text).trim_start_matches('(');
        label.starts_with(['a', 'i']) || label.starts_with("1.") || label.starts_with("1)")
    }
}

/// The width at which the file is hard-wrapped, if it is.
///
/// A file whose lines run on for longer than a page is wide has one paragraph a line.
pub(super) fn margin(lines: &[Line]) -> Option<u32> {
    let texts = || lines.iter().filter(|line| line.shape != Shape::Blank);
    let long = texts().filter(|line| line.width() > WIDEST).count();
    if long * 20 > texts().count() {
        return None;
    }
    texts().map(Line::width).filter(|width| *width <= WIDEST).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(text: &str) -> Shape {
        split(text)[0].shape
    }

    #[test]
    fn lines_end_at_any_line_break() {
        let lines = split("one\r\n  two\n\n> three\rfour");
        let texts: Vec<_> = lines.iter().map(|line| (line.start, line.end, line.indent, line.quotes)).collect();
        assert_eq!(texts, [(0, 3, 0, 0), (7, 10, 2, 0), (11, 11, 0, 0), (14, 19, 1, 1), (20, 24, 0, 0)]);
    }

    #[test]
    fn markers_are_told_from_numbers() {
        for (text, marker) in
            [("- Dry mouth", 2), ("• Dry", 4), ("•Dry", 3), ("1. Dry", 3), ("12) Dry", 4), ("(a) Dry", 4)]
        {
            assert!(matches!(shape_of(text), Shape::Item { marker: len, .. } if len == marker), "{text}");
        }
        for text in ["-5 °C", "2.5 mg", "2020. In that year", "–5 to 3", "A. Smith", "**bold**", "5 mg", "- "] {
            assert!(!matches!(shape_of(text), Shape::Item { .. }), "{text}");
        }
    }
}
