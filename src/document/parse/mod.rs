//! From a source to a document.

use super::{BlockKind, Document, DocumentBuilder};
use crate::source::Source;
use crate::span::Span;

/// Why a source can't be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where in the source.
    pub span: Span,
    /// What is wrong, for a person.
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// Reads `source` in its format.
///
/// # Errors
/// When it cannot be read.
#[allow(clippy::unnecessary_wraps)]
pub fn parse(source: &Source) -> Result<Document, ParseError> {
    let mut builder = DocumentBuilder::new(source.format, source.text.len());
    let mut at = 0u32;
    for line in source.text.split_inclusive('\n') {
        let end = at + line.len() as u32;
        let (kind, skip) = match line {
            _ if line.starts_with("- ") => (BlockKind::ListItem { depth: 1, ordered: false }, 2),
            _ if line.starts_with("# ") => (BlockKind::Heading { level: 1, inferred: false }, 2),
            _ => (BlockKind::Paragraph, 0),
        };
        builder.open(kind, Span::new(at, end));
        builder.copy(at + skip, &line[skip as usize..]);
        builder.close();
        at = end;
    }
    Ok(builder.finish())
}
