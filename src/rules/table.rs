//! Tables as checks read them: rows of cells by column, each cell with its figures.

use std::ops::Range;

use super::Article;
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::facts::Quantity;

/// A table of the article.
pub(super) struct Table<'a> {
    article: &'a Article<'a>,
    /// Its cells, in reading order.
    pub(super) cells: Range<BlockId>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    article: &'a Article<'a>,
    /// The header row is row 0, the first of the others row 1.
    pub(super) number: u32,
    /// The number of its first cell's block.
    first: BlockId,
    blocks: &'a [Block],
}

impl<'a> Table<'a> {
    /// All tables of an article.
    pub(super) fn all(article: &'a Article<'a>) -> impl Iterator<Item = Self> {
        let blocks = &article.document().blocks;
        let mut from = 0;
        std::iter::from_fn(move || {
            from += blocks[from..].iter().position(Block::is_cell)?;
            let table = place(&blocks[from]).map(|(table, _)| table);
            let len = blocks[from..].iter().take_while(|block| place(block).map(|(table, _)| table) == table).count();
            let cells = from..from + len;
            from = cells.end;
            Some(Self { article, cells })
        })
    }

    /// Its rows, the header among them.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        let article = self.article;
        let blocks: &'a [Block] = &article.document().blocks;
        let mut first = self.cells.start;
        blocks[self.cells.clone()].chunk_by(|one, two| place(one) == place(two)).map(move |blocks| {
            let row = Row { article, number: place(&blocks[0]).map_or(0, |(_, row)| row), first, blocks };
            first += blocks.len();
            row
        })
    }
}

impl<'a> Row<'a> {
    /// Whether it is the header.
    pub(super) fn is_header(&self) -> bool {
        self.number == 0
    }

    /// Its cells with their columns and blocks.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u16, BlockId)> + use<'a> {
        let first = self.first;
        self.blocks.iter().enumerate().filter_map(move |(at, block)| match block.kind {
            BlockKind::Cell { column, .. } => Some((column, first + at)),
            _ => None,
        })
    }

    /// The block of its cell in that column.
    pub(super) fn cell(&self, column: u16) -> Option<BlockId> {
        self.cells().find(|(found, _)| *found == column).map(|(_, block)| block)
    }

    /// The figures of the cell in that column.
    pub(super) fn figures(&self, column: u16) -> Vec<&'a Quantity> {
        let Some(block) = self.cell(column) else { return Vec::new() };
        figures(self.article, block)
    }

    /// The one figure of the cell in that column.
    pub(super) fn sole(&self, column: u16) -> Option<&'a Quantity> {
        match self.figures(column)[..] {
            [figure] => Some(figure),
            _ => None,
        }
    }
}

/// The figures of a cell.
pub(super) fn figures<'a>(article: &'a Article<'_>, cell: BlockId) -> Vec<&'a Quantity> {
    let sentences = article.document().blocks[cell].sentences.clone();
    sentences.flat_map(|sentence| article.facts().quantities.in_sentence(sentence)).collect()
}

/// The tokens of a block.
pub(super) fn tokens_of(document: &Document, block: &Block) -> Range<usize> {
    let sentences = &document.sentences[block.sentences.clone()];
    match (sentences.first(), sentences.last()) {
        (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
        _ => 0..0,
    }
}

/// The table and the row of a cell.
fn place(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::Cell { table, row, .. } => Some((table, row)),
        _ => None,
    }
}
