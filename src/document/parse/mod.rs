//! From a source to a document: one parser a format, all reporting to the same [`DocumentBuilder`].
//!
//! Whatever the bytes are, parsing takes linear time and never panics. The one thing that is refused is nesting too
//! deep for a reader to follow, because block parsers are not linear there.

pub(super) mod address;
mod citation;
mod front_matter;
mod html;
mod json_ld;
mod markdown;
mod mdx;
mod nesting;
mod sections;
mod text;

use std::fmt;

use super::{Document, DocumentBuilder, Format};
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

impl ParseError {
    fn new(span: Span, message: String) -> Self {
        Self { span, message }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// Whether `text` ("&eacute;", "&#160;") is a character reference of HTML with its semicolon, and nothing else.
pub(crate) fn is_character_reference(text: &str) -> bool {
    html::decode_entity(text).is_some_and(|(_, len)| len == text.len()) && text.ends_with(';')
}

/// Reads `source` in its format. Sentences and tokens are not there yet.
///
/// ```
/// use factlint::document::{Format, parse::parse};
/// use factlint::source::Source;
///
/// let source = Source::new("a.md", Format::Markdown, "Take **5**&nbsp;mg.");
/// let document = parse(&source).unwrap();
/// assert_eq!(document.prose.text(), "Take 5 mg.\n");
/// ```
///
/// # Errors
/// When blocks are nested more than 500 levels deep.
pub fn parse(source: &Source) -> Result<Document, ParseError> {
    let text = &*source.text;
    let mut builder = DocumentBuilder::new(source.format, text.len());
    let body = front_matter::read(&mut builder, text);
    let base = body as u32;
    match source.format {
        Format::Markdown => markdown::read(&mut builder, &text[body..], base)?,
        Format::Mdx => mdx::read(&mut builder, &text[body..], base)?,
        Format::Html => html::read(&mut builder, &text[body..], base)?,
        Format::Text => text::read(&mut builder, &text[body..], base),
    }
    let mut document = builder.finish();
    if source.format == Format::Mdx {
        mdx::align(&mut document, text);
    }
    sections::find(&mut document, text);
    Ok(document)
}
