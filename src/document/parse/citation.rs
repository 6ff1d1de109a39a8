//! Citation markers in square brackets that Markdown leaves as text: pandoc's `[@key]` and `[^note]` without a
//! definition. They become footnote marks and leave the prose, as defined notes do.

use crate::document::{DocumentBuilder, MarkKind};
use crate::span::Span;

/// The longest marker that is looked for, in bytes.
const LONGEST: usize = 300;

/// Reads the marker at the start of `text`, which stands at `source`, and returns its length.
pub(super) fn read_marker(builder: &mut DocumentBuilder, text: &str, source: u32) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'[') || !matches!(bytes.get(1), Some(b'@' | b'^' | b'-')) {
        return None;
    }
    let window = &bytes[..bytes.len().min(LONGEST)];
    let end = memchr::memchr3(b']', b'[', b'\n', &window[1..])? + 1;
    if window[end] != b']' || bytes.get(end + 1) == Some(&b'(') {
        return None;
    }
    let whole = Span::new(source, source + end as u32 + 1);
    let inner = &text[1..end];
    if let Some(label) = inner.strip_prefix('^') {
        if label.is_empty() || label.contains(char::is_whitespace) {
            return None;
        }
        builder.empty_mark(MarkKind::Footnote(label.into()), whole);
        return Some(end + 1);
    }
    let keys: Vec<&str> = inner.split(';').map(key).collect::<Option<_>>()?;
    for key in keys {
        builder.empty_mark(MarkKind::Footnote(key.into()), whole);
    }
    Some(end + 1)
}

/// The citation key of `@key, p. 3` or `-@key`.
fn key(citation: &str) -> Option<&str> {
    let key = citation.trim().trim_start_matches('-').strip_prefix('@')?;
    let end = key.find(|c: char| !c.is_alphanumeric() && !"_:.#$%&+?<>~/-".contains(c)).unwrap_or(key.len());
    let key = key[..end].trim_end_matches(['.', ':', '?']);
    (!key.is_empty()).then_some(key)
}
