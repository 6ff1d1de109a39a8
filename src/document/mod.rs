//! A file as its reader sees it: prose in blocks, sentences and tokens, with exact places in the source.
//!
//! Parsers ([`parse`]) turn a source into blocks, inline marks and prose; [`Document::segment`] adds sentences and
//! tokens. Nothing here reads files, the clock or the environment.

mod blank;
mod block;
mod builder;
mod mark;
mod metadata;
pub mod parse;
mod prose;
mod quoting;
mod segment;
mod token;

pub use block::{Block, BlockId, BlockKind};
pub use builder::{Comment, DocumentBuilder, ImageText, OpenMark};
pub use mark::{Mark, MarkKind};
pub use metadata::{Metadata, MetadataEntry, MetadataOrigin};
pub use prose::Prose;
pub use quoting::Quoted;
pub use token::{Token, TokenFlags, TokenKind};

use crate::lexicon::ClassSet;
use crate::span::{ProseSpan, Span};

/// The language a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CommonMark with tables, footnotes and task lists.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// A page or a fragment.
    Html,
    /// Plain text, where headings and lists are inferred.
    Text,
}

impl Format {
    /// The format that a file name's extension announces.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "mdx" => Self::Mdx,
            "html" | "htm" | "xhtml" => Self::Html,
            "txt" => Self::Text,
            _ => return None,
        })
    }
}

/// Why a stretch of the source is not prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// A code block, script or style sheet.
    Code,
    /// Front matter.
    FrontMatter,
    /// Navigation, page header or footer, form: outside the article.
    Chrome,
    /// JSX, imports and exports of MDX; raw markup.
    Markup,
}

/// A stretch of the source that was not read as prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Why.
    pub kind: RegionKind,
    /// Where.
    pub source: Span,
}

/// A sentence: some tokens of one block.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The block it stands in.
    pub block: BlockId,
    /// Its text, without blanks around it.
    pub prose: ProseSpan,
    /// Its tokens, as a range of [`Document::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// A hash of its words, folded in case and typography, list markers and final stop removed. Equal sentences have equal hashes.
    pub hash: u64,
    /// The word classes with an entry that begins with one of its words.
    pub classes: ClassSet,
}

/// A parsed document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it was written in.
    pub format: Format,
    /// All of its text.
    pub prose: Prose,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// Inline marks, by start.
    pub marks: Vec<Mark>,
    /// What it says about itself outside the text.
    pub metadata: Metadata,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// What was not read as prose, in order.
    pub skipped: Vec<Region>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// What stands between quotation marks, in the order of the closing marks.
    pub quoted: Vec<Quoted>,
}

impl Document {
    /// The text of a span.
    pub fn text(&self, span: ProseSpan) -> &str {
        self.prose.slice(span)
    }

    /// The text of a token.
    pub fn token_text(&self, token: &Token) -> &str {
        self.prose.slice(token.span())
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The prose of some of a sentence's tokens; empty at its start where there are none.
    pub fn prose_of(&self, sentence: &Sentence, tokens: std::ops::Range<usize>) -> ProseSpan {
        let chosen = self.tokens_of(sentence).get(tokens).unwrap_or_default();
        match (chosen.first(), chosen.last()) {
            (Some(first), Some(last)) => ProseSpan::new(first.start(), last.end()),
            _ => ProseSpan::empty(sentence.prose.start()),
        }
    }

    /// The sentences of a block.
    pub fn sentences_of(&self, block: &Block) -> &[Sentence] {
        &self.sentences[block.sentences.clone()]
    }

    /// The number of the sentence that holds the prose byte `offset`, or the last before it.
    pub fn sentence_at(&self, offset: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.prose.start() <= offset).saturating_sub(1)
    }

    /// The number of the block that holds the prose byte `offset`, or the last before it.
    pub fn block_at(&self, offset: u32) -> BlockId {
        self.blocks.partition_point(|block| block.prose.start() <= offset).saturating_sub(1)
    }

    /// The marks that overlap or touch `span`, in order. Marks nest, so the search starts at the block that holds the span.
    pub fn marks_in(&self, span: ProseSpan) -> impl Iterator<Item = &Mark> {
        let from = self.blocks.get(self.block_at(span.start())).map_or(0, |block| block.prose.start());
        let first = self.marks.partition_point(|mark| mark.prose.start() < from);
        self.marks[first..]
            .iter()
            .take_while(move |mark| mark.prose.start() <= span.end())
            .filter(move |mark| mark.prose.end() >= span.start())
    }

    /// Sets each block's heading once all blocks are there.
    fn link_headings(&mut self) {
        let mut open: Vec<(u8, BlockId)> = Vec::new();
        for id in 0..self.blocks.len() {
            if let BlockKind::Heading { level, .. } = self.blocks[id].kind {
                while open.last().is_some_and(|(above, _)| *above >= level) {
                    open.pop();
                }
                self.blocks[id].heading = open.last().map(|(_, heading)| *heading);
                open.push((level, id));
            } else {
                self.blocks[id].heading = open.last().map(|(_, heading)| *heading);
            }
        }
    }
}
