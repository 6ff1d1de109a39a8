//! One paragraph as a document, for the tests of the facts.

use crate::document::{BlockKind, Document, DocumentBuilder, Format};
use crate::rules::Registry;
use crate::span::Span;

/// A document of one paragraph, segmented.
pub(in crate::facts) fn document(text: &str) -> Document {
    let mut builder = DocumentBuilder::new(Format::Text, text.len());
    builder.open(BlockKind::Paragraph, Span::new(0, text.len() as u32));
    builder.copy(0, text);
    builder.close();
    let mut document = builder.finish();
    document.segment(&Registry::built_in().lexicon);
    document
}
