//! What the parsers call: they report text and markup in the order of the source, the builder keeps the books.

use super::blank::{self, Blank};
use super::parse::address;
use super::{Block, BlockId, BlockKind, Document, Format, Mark, MarkKind, Metadata, Prose, Region};
use crate::span::{ProseSpan, Span};

/// Builds a document piece by piece.
///
/// A parser opens a block, adds its text (`copy`, `replace`) and marks, and closes it. White space is folded by
/// the builder: a run of blanks shows as one, none stands at the start or the end of a block.
///
/// ```
/// use factlint::document::{BlockKind, DocumentBuilder, Format, MarkKind};
/// use factlint::span::Span;
///
/// // Source: `Take **5** mg.`
/// let mut builder = DocumentBuilder::new(Format::Markdown, 14);
/// builder.open(BlockKind::Paragraph, Span::new(0, 14));
/// builder.copy(0, "Take ");
/// let strong = builder.open_mark(MarkKind::Strong, 5);
/// builder.copy(7, "5");
/// builder.close_mark(strong, 10);
/// builder.copy(10, " mg.");
/// builder.close();
/// let document = builder.finish();
/// assert_eq!(document.prose.text(), "Take 5 mg.\n");
/// assert_eq!(document.marks[0].source, Span::new(5, 10));
/// ```
#[derive(Debug)]
pub struct DocumentBuilder {
    format: Format,
    prose: Prose,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    metadata: Metadata,
    comments: Vec<Comment>,
    skipped: Vec<Region>,
    open_marks: Vec<Option<Marking>>,
    /// Whether some of them wait for their first text.
    has_fresh_marks: bool,
    current: Option<Open>,
    /// Images of the open block, whose alternative texts follow it.
    images: Vec<(Span, ImageText)>,
    next_list: u32,
    next_table: u32,
}

/// A mark that is open.
#[derive(Debug)]
struct Marking {
    kind: MarkKind,
    /// Where its text begins, once there is some.
    start: Option<u32>,
    source: u32,
}

/// The alternative text of an image, in pieces with their places in the source.
#[derive(Clone, Debug, Default)]
pub struct ImageText {
    pieces: Vec<(Span, Box<str>)>,
}

impl ImageText {
    /// Adds a piece.
    pub fn push(&mut self, source: Span, text: &str) {
        self.pieces.push((source, text.into()));
    }
}

#[derive(Debug)]
struct Open {
    block: Block,
    /// A blank that was seen but not yet shown, and where.
    pending_blank: Option<(Span, Blank)>,
    /// The number of marks before its first one.
    first_mark: usize,
}

/// A comment of the source (`<!-- … -->`, `{/* … */}`, a `%%` line of plain text): suppressions live there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it says, delimiters and outer blanks removed.
    pub text: Box<str>,
    /// All of it in the source.
    pub source: Span,
    /// The block it stands inside, if it does.
    pub inside: Option<BlockId>,
    /// The number of blocks that were complete or open before it: the next block has this number, or this block
    /// is the one it stands inside plus one.
    pub next_block: BlockId,
}

/// A handle to a mark that is open.
#[derive(Clone, Copy, Debug)]
pub struct OpenMark(usize);

impl DocumentBuilder {
    /// For a source of `bytes`.
    pub fn new(format: Format, bytes: usize) -> Self {
        Self {
            format,
            prose: Prose::with_capacity(bytes + bytes / 64),
            blocks: Vec::with_capacity(bytes / 200),
            marks: Vec::new(),
            metadata: Metadata::default(),
            comments: Vec::new(),
            skipped: Vec::new(),
            open_marks: Vec::new(),
            has_fresh_marks: false,
            current: None,
            images: Vec::new(),
            next_list: 0,
            next_table: 0,
        }
    }

    /// Opens a block; one that is open is closed first.
    pub fn open(&mut self, kind: BlockKind, source: Span) {
        self.close();
        let start = self.prose.end();
        self.current = Some(Open {
            block: Block {
                kind,
                prose: ProseSpan::empty(start),
                source,
                sentences: 0..0,
                heading: None,
                list: None,
                lead_in: None,
                quote_depth: 0,
                reference: false,
                anchor: None,
            },
            pending_blank: None,
            first_mark: self.marks.len(),
        });
    }

    /// The open block, to set its list, anchor, quotation depth or extent.
    pub fn block_mut(&mut self) -> Option<&mut Block> {
        self.current.as_mut().map(|open| &mut open.block)
    }

    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// Whether the open block shows any text yet.
    pub fn has_text(&self) -> bool {
        self.current.as_ref().is_some_and(|open| open.block.prose.start() < self.prose.end())
    }

    /// The number of blocks so far; the next closed block gets this number.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The blocks that are complete.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// A fresh number for a list.
    pub fn new_list(&mut self) -> u32 {
        self.next_list += 1;
        self.next_list
    }

    /// A fresh number for a table.
    pub fn new_table(&mut self) -> u32 {
        self.next_table += 1;
        self.next_table
    }

    /// Numbers the rows of a table's cells from 1 on: its first row turned out to be no header.
    /// `first` is the table's first block.
    pub(super) fn shift_rows(&mut self, table: u32, first: BlockId) {
        for block in self.blocks.iter_mut().skip(first) {
            if let BlockKind::Cell { table: of, row, .. } = &mut block.kind
                && *of == table
            {
                *row += 1;
            }
        }
    }

    /// Closes the open block and returns its number. A block without text is dropped, unless it is a table cell.
    ///
    /// Addresses in its text become marks, and the alternative texts of its images follow as blocks of their own.
    pub fn close(&mut self) -> Option<BlockId> {
        let Open { mut block, first_mark, .. } = self.current.take()?;
        block.prose = ProseSpan::new(block.prose.start(), self.prose.end());
        let id = if block.prose.is_empty() && !block.is_cell() {
            None
        } else {
            address::mark(&self.prose, block.prose, &mut self.marks, first_mark);
            // Blocks never touch: a line feed keeps tokens and patterns from running across.
            self.prose.replace(Span::empty(block.source.end()), "\n");
            self.blocks.push(block);
            Some(self.blocks.len() - 1)
        };
        for (source, text) in std::mem::take(&mut self.images) {
            self.open(BlockKind::Alt, source);
            for (source, text) in &text.pieces {
                self.replace(*source, text);
            }
            self.close();
        }
        id
    }

    /// Adds text that stands in the source at `source` exactly so; blanks in it are folded.
    pub fn copy(&mut self, source: u32, text: &str) {
        let Some(open) = self.current.as_mut() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let piece = blank::next(bytes, at);
            if piece.end > at {
                flush_blank(open, &mut self.prose, &text[at..piece.end]);
                if std::mem::take(&mut self.has_fresh_marks) {
                    start_marks(&mut self.open_marks, self.prose.end());
                }
                self.prose.copy(source + at as u32, &text[at..piece.end]);
            }
            at = piece.end;
            if let Some((len, blank)) = piece.blank {
                open.add_blank(Span::new(source + at as u32, source + (at + len) as u32), blank);
                at += len;
            }
        }
    }

    /// Adds text that stands for other bytes of the source: a decoded entity, a hard line break. A blank (also a
    /// decoded non-breaking space) is folded like any other.
    pub fn replace(&mut self, source: Span, text: &str) {
        let Some(open) = self.current.as_mut() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let piece = blank::next(bytes, at);
            if piece.end > at {
                flush_blank(open, &mut self.prose, &text[at..piece.end]);
                if std::mem::take(&mut self.has_fresh_marks) {
                    start_marks(&mut self.open_marks, self.prose.end());
                }
                self.prose.replace(source, &text[at..piece.end]);
            }
            at = piece.end;
            if let Some((len, blank)) = piece.blank {
                open.add_blank(source, blank);
                at += len;
            }
        }
    }

    /// An image. Its alternative text becomes a block of its own behind the open one.
    pub fn image(&mut self, address: Box<str>, source: Span, alt: ImageText) {
        self.empty_mark(MarkKind::Image(address), source);
        if !alt.pieces.is_empty() {
            self.images.push((source, alt));
        }
        if self.current.is_none() {
            // Nothing to wait for.
            self.open(BlockKind::Paragraph, source);
            self.close();
        }
    }

    /// Opens a mark whose source begins at `source`. What it covers begins with the next text, not with a blank before it.
    pub fn open_mark(&mut self, kind: MarkKind, source: u32) -> OpenMark {
        self.open_marks.push(Some(Marking { kind, start: None, source }));
        self.has_fresh_marks = true;
        OpenMark(self.open_marks.len() - 1)
    }

    /// Closes a mark; its source ends at `source`.
    pub fn close_mark(&mut self, mark: OpenMark, source: u32) {
        let Some(Marking { kind, start, source: from }) = self.open_marks.get_mut(mark.0).and_then(Option::take) else {
            return;
        };
        let end = self.prose.end();
        self.marks.push(Mark {
            kind,
            prose: ProseSpan::new(start.unwrap_or(end), end),
            source: Span::new(from, source.max(from)),
        });
        while self.open_marks.last().is_some_and(Option::is_none) {
            self.open_marks.pop();
        }
    }

    /// A mark without text of its own: a footnote reference, an image.
    pub fn empty_mark(&mut self, kind: MarkKind, source: Span) {
        let at = self.prose.end();
        self.marks.push(Mark { kind, prose: ProseSpan::empty(at), source });
    }

    /// A comment of the source.
    pub fn comment(&mut self, text: &str, source: Span) {
        let inside = self.has_text().then_some(self.blocks.len());
        let next_block = self.blocks.len() + usize::from(inside.is_some());
        self.comments.push(Comment { text: text.trim().into(), source, inside, next_block });
    }

    /// A stretch that was not read as prose: code, scripts, navigation.
    pub fn skip(&mut self, region: Region) {
        self.skipped.push(region);
    }

    /// The metadata, to be filled.
    pub fn metadata(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// The document with its blocks. It has no sentences and tokens yet: [`Document::segment`] finds them.
    pub fn finish(mut self) -> Document {
        self.close();
        self.prose.shrink();
        self.blocks.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.marks.sort_by_key(|mark| (mark.prose.start(), std::cmp::Reverse(mark.prose.end())));
        self.skipped.sort_by_key(|region| region.source.start());
        let mut document = Document {
            format: self.format,
            prose: self.prose,
            blocks: self.blocks,
            marks: self.marks,
            metadata: self.metadata,
            comments: self.comments,
            skipped: self.skipped,
            sentences: Vec::new(),
            tokens: Vec::new(),
            quoted: Vec::new(),
        };
        document.link_headings();
        document
    }
}

impl Open {
    fn add_blank(&mut self, source: Span, blank: Blank) {
        self.pending_blank = Some(match self.pending_blank {
            None => (source, blank),
            Some((before, _)) if blank == Blank::Nothing => {
                (before.cover(source), self.pending_blank.map_or(blank, |p| p.1))
            }
            Some((before, Blank::Nothing)) => (before.cover(source), blank),
            Some((before, _)) => (before.cover(source), Blank::Space),
        });
    }
}

/// The marks without text begin at `start`.
fn start_marks(marks: &mut [Option<Marking>], start: u32) {
    let is_fresh = |mark: &&mut Option<Marking>| mark.as_ref().is_none_or(|mark| mark.start.is_none());
    for mark in marks.iter_mut().rev().take_while(is_fresh).flatten() {
        mark.start = Some(start);
    }
}

/// Shows the blank that was seen before `next`.
fn flush_blank(open: &mut Open, prose: &mut Prose, next: &str) {
    let Some((source, blank)) = open.pending_blank.take() else { return };
    if open.block.prose.start() == prose.end() {
        return;
    }
    let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    match blank {
        Blank::Nothing => {}
        Blank::NonBreaking if is_digit(prose.text().bytes().next_back()) && is_digit(next.bytes().next()) => {
            prose.replace(source, "\u{a0}");
        }
        _ if source.len() == 1 => prose.copy(source.start(), " "),
        _ => prose.replace(source, " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> String {
        let mut builder = DocumentBuilder::new(Format::Text, text.len());
        builder.open(BlockKind::Paragraph, Span::new(0, text.len() as u32));
        builder.copy(0, text);
        let document = builder.finish();
        let whole = ProseSpan::new(0, document.blocks[0].prose.end());
        assert_eq!(document.text(whole).trim_end().len(), document.text(whole).len());
        document.text(whole).to_owned()
    }

    #[test]
    fn blanks_are_folded() {
        assert_eq!(prose("  two\t \r\n  words "), "two words");
        assert_eq!(prose("5\u{a0}mg\u{2009}daily\u{202f}"), "5 mg daily");
    }

    #[test]
    fn a_non_breaking_space_keeps_a_number_together() {
        assert_eq!(prose("1\u{a0}000 mg and 5 000 ml, 10\u{2009}000"), "1\u{a0}000 mg and 5 000 ml, 10\u{a0}000");
    }

    #[test]
    fn soft_hyphens_are_not_shown() {
        assert_eq!(prose("treat\u{ad}ment and \u{ad} more"), "treatment and more");
    }

    #[test]
    fn a_folded_blank_maps_to_all_of_it() {
        let mut builder = DocumentBuilder::new(Format::Text, 10);
        builder.open(BlockKind::Paragraph, Span::new(0, 10));
        builder.copy(0, "one \n\n two");
        let document = builder.finish();
        assert_eq!(document.prose.source(ProseSpan::new(3, 4)), Span::new(3, 7));
        assert_eq!(document.prose.source(ProseSpan::new(0, 7)), Span::new(0, 10));
    }
}
