//! The blocks of a document, flat and in reading order.

use crate::span::{ProseSpan, Span};

/// A block's place in [`Document::blocks`](super::Document::blocks).
pub type BlockId = usize;

/// What a block is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; `inferred` in plain text, where nothing marks it.
    Heading {
        /// 1 to 6; inferred headings are level 2.
        level: u8,
        /// Whether it was guessed from its shape.
        inferred: bool,
    },
    /// A paragraph, also inside a list item or a quotation.
    Paragraph,
    /// The first paragraph of a list item.
    ListItem {
        /// 1 for a top-level item.
        depth: u8,
        /// Whether the list is numbered.
        ordered: bool,
    },
    /// A cell of a table.
    Cell {
        /// The table's number within the document.
        table: u32,
        /// 0 for the header row where there is one, else 1 for the first row.
        row: u32,
        /// 0-based.
        column: u16,
    },
    /// A figure or table caption.
    Caption,
    /// The text of a footnote definition.
    Footnote,
    /// The alternative text of an image. It is not part of the running text.
    Alt,
}

/// One block. Its text is `prose`, one run of the document's prose that no other block shares.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub prose: ProseSpan,
    /// Everything of it in the source, its own markup included.
    pub source: Span,
    /// Its sentences, as a range of [`Document::sentences`](super::Document::sentences). Filled when the document is segmented.
    pub sentences: std::ops::Range<usize>,
    /// The heading it stands under (for a heading: the next one above of a higher level).
    pub heading: Option<BlockId>,
    /// The list it belongs to, a number within the document.
    pub list: Option<u32>,
    /// For an item: the block that introduces its list ("Side effects include:").
    pub lead_in: Option<BlockId>,
    /// How many block quotations enclose it.
    pub quote_depth: u8,
    /// Whether it stands in the reference list (under "References", "Sources" …).
    pub reference: bool,
    /// Its `id` or `name` in the source, where it has one ("ref7", "fn1").
    pub anchor: Option<Box<str>>,
}

impl Block {
    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. })
    }

    /// Whether it is the first paragraph of a list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, BlockKind::ListItem { .. })
    }

    /// Whether it is a table cell.
    pub fn is_cell(&self) -> bool {
        matches!(self.kind, BlockKind::Cell { .. })
    }

    /// Whether it is running text: neither heading, cell, caption nor alternative text, and not an entry of the reference list.
    pub fn is_running_text(&self) -> bool {
        !self.reference && matches!(self.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
    }
}
