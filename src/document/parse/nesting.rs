//! Block nesting of Markdown, measured before it is parsed.
//!
//! Block parsers walk all open containers at each line, so deep nesting makes them quadratic. One linear pass over
//! the line prefixes finds it first.

use super::ParseError;
use crate::span::Span;

/// The deepest nesting that is read.
pub(super) const LIMIT: usize = 500;

/// An error for nesting beyond [`LIMIT`], at the byte where it begins.
pub(super) fn error(offset: u32) -> ParseError {
    ParseError::new(Span::empty(offset), format!("blocks are nested more than {LIMIT} levels deep here"))
}

/// Refuses quotations and lists nested beyond [`LIMIT`].
pub(super) fn check_markdown(text: &str, base: u32) -> Result<(), ParseError> {
    // The columns at which the text of the open list items begins.
    let mut items: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = too_deep(line.as_bytes(), &mut items) {
            return Err(error(base + (start + at) as u32));
        }
        start += line.len();
    }
    Ok(())
}

fn too_deep(line: &[u8], items: &mut Vec<usize>) -> Option<usize> {
    let mut quotes = 0;
    let mut at = 0;
    loop {
        match line.get(at)? {
            b' ' | b'\t' => at += 1,
            b'>' => {
                quotes += 1;
                at += 1;
            }
            _ => {
                let marker = marker_len(&line[at..]);
                if marker == 0 {
                    return (quotes > LIMIT).then_some(at);
                }
                while items.last().is_some_and(|column| *column > at) {
                    items.pop();
                }
                at += marker;
                items.push(at);
            }
        }
        if items.len() + quotes > LIMIT {
            return Some(at);
        }
    }
}

/// The length of a list marker with the blank after it, or 0.
fn marker_len(line: &[u8]) -> usize {
    let sign = match line.first() {
        Some(b'-' | b'*' | b'+') => 1,
        Some(b'0'..=b'9') => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits > 9 || !matches!(line.get(digits), Some(b'.' | b')')) {
                return 0;
            }
            digits + 1
        }
        _ => return 0,
    };
    match line.get(sign) {
        Some(b' ' | b'\t' | b'\n' | b'\r') | None => sign + 1,
        _ => 0,
    }
}
