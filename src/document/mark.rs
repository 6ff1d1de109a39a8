//! Inline marks: what the markup says about a stretch of prose.

use crate::span::{ProseSpan, Span};

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A link with its destination as written (entities decoded). Also bare addresses in any format.
    Link(Box<str>),
    /// An image with its address; the alternative text is a block of its own.
    Image(Box<str>),
    /// A reference to a footnote, with its label. Its marker is not in the prose: the span is empty, where it stood.
    Footnote(Box<str>),
    /// Emphasis (`*…*`, `<em>`, `<i>`).
    Emphasis,
    /// Strong emphasis (`**…**`, `<strong>`, `<b>`).
    Strong,
    /// Superscript text (`<sup>`, `^3^`).
    Superscript,
    /// Subscript text.
    Subscript,
    /// Inline code, `<kbd>`, `<samp>`, `<var>`: not prose, one opaque token.
    Code,
    /// A web or mail address standing in the text: one opaque token.
    Address,
    /// A quotation that the markup marks (`<q>`).
    Quotation,
    /// The title of a work (`<cite>`).
    Cite,
    /// Text that was struck out (`~~…~~`, `<del>`, `<s>`): it is not asserted.
    Struck,
    /// Inserted text of a tracked change (`<ins>`).
    Inserted,
}

/// A mark over a stretch of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it says.
    pub kind: MarkKind,
    /// The prose it covers.
    pub prose: ProseSpan,
    /// All of it in the source, delimiters included.
    pub source: Span,
}
