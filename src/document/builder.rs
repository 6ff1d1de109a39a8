//! What the parsers call: they report text and markup in the order of the source, the builder keeps the books.

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
    open_marks: Vec<Option<(MarkKind, u32, u32)>>,
    current: Option<Open>,
    next_list: u32,
}

#[derive(Debug)]
struct Open {
    block: Block,
    /// A blank that was seen but not yet shown: its place and length in the source.
    pending_blank: Option<Span>,
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
            current: None,
            next_list: 0,
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

    /// Closes the open block and returns its number. A block without text and without an anchor is dropped.
    pub fn close(&mut self) -> Option<BlockId> {
        let Open { mut block, .. } = self.current.take()?;
        let end = self.prose.end();
        block.prose = ProseSpan::new(block.prose.start(), end);
        if block.prose.is_empty() && !block.is_cell() {
            return None;
        }
        // Blocks never touch: a line feed keeps tokens and patterns from running across.
        self.prose.replace(Span::empty(block.source.end()), "\n");
        self.blocks.push(block);
        Some(self.blocks.len() - 1)
    }

    /// Adds text that stands in the source at `source` exactly so; blanks in it are folded.
    pub fn copy(&mut self, source: u32, text: &str) {
        let Some(open) = self.current.as_mut() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let blank = bytes[at..].iter().take_while(|byte| is_blank(**byte)).count();
            if blank > 0 {
                let span = Span::new(source + at as u32, source + (at + blank) as u32);
                open.pending_blank = Some(open.pending_blank.map_or(span, |before| before.cover(span)));
                at += blank;
                continue;
            }
            // A single inner space stays part of the copied run.
            let mut end = at;
            while end < bytes.len() {
                if !is_blank(bytes[end]) {
                    end += 1;
                } else if bytes[end] == b' ' && bytes.get(end + 1).is_some_and(|next| !is_blank(*next)) {
                    end += 2;
                } else {
                    break;
                }
            }
            flush_blank(open, &mut self.prose);
            self.prose.copy(source + at as u32, &text[at..end]);
            at = end;
        }
    }

    /// Adds text that stands for other bytes of the source: a decoded entity, a hard line break. A blank (also a
    /// decoded non-breaking space) is folded like any other.
    pub fn replace(&mut self, source: Span, text: &str) {
        let Some(open) = self.current.as_mut() else { return };
        if text.chars().all(|c| c == '\u{a0}' || (c.is_ascii() && is_blank(c as u8))) {
            open.pending_blank = Some(open.pending_blank.map_or(source, |before| before.cover(source)));
            return;
        }
        flush_blank(open, &mut self.prose);
        self.prose.replace(source, text);
    }

    /// Opens a mark whose source begins at `source`.
    pub fn open_mark(&mut self, kind: MarkKind, source: u32) -> OpenMark {
        // The mark starts at the next visible byte, so a blank before it is shown first.
        if let Some(open) = self.current.as_mut() {
            flush_blank(open, &mut self.prose);
        }
        self.open_marks.push(Some((kind, self.prose.end(), source)));
        OpenMark(self.open_marks.len() - 1)
    }

    /// Closes a mark; its source ends at `source`.
    pub fn close_mark(&mut self, mark: OpenMark, source: u32) {
        let Some(Some((kind, start, source_start))) = self.open_marks.get_mut(mark.0).map(Option::take) else { return };
        let end = self.prose.end().max(start);
        self.marks.push(Mark {
            kind,
            prose: ProseSpan::new(start, end),
            source: Span::new(source_start, source.max(source_start)),
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
        self.marks.sort_by_key(|mark| (mark.prose.start(), std::cmp::Reverse(mark.prose.end())));
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
        };
        document.link_headings();
        document
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

fn flush_blank(open: &mut Open, prose: &mut Prose) {
    if let Some(blank) = open.pending_blank.take()
        && open.block.prose.start() < prose.end()
    {
        if blank.len() == 1 { prose.copy(blank.start(), " ") } else { prose.replace(blank, " ") }
    }
}
