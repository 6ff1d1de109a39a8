//! Sentences and tokens.
//!
//! A sentence ends at a stop, question or exclamation mark that is not part of an abbreviation, an initial or a
//! number; closing quotation marks and brackets belong to it. Blocks are independent, so long documents are cut on
//! all cores.

mod boundary;

use rayon::prelude::*;

use self::boundary::{ends_sentence, may_end_sentence};
use super::quoting::mark_quotations;
use super::{Block, BlockKind, Document, Mark, MarkKind, Sentence, Token, TokenFlags, TokenKind};
use crate::lexicon::scan::{self, Piece};
use crate::lexicon::{ClassSet, Lexicon, ShortWord, WordId};
use crate::span::ProseSpan;

/// Blocks are handed to the cores in runs of about this many bytes of prose.
const CHUNK_BYTES: u32 = 128 * 1024;

/// So many runs are cut at a time.
const BATCH: usize = 8;

/// Prose has hardly more tokens than one in so many bytes.
const BYTES_OF_TOKEN: usize = 4;

/// Prose has hardly more sentences than one in so many bytes.
const BYTES_OF_SENTENCE: usize = 64;

/// Nobody writes longer sentences, but a table dumped into a line looks like one. What rules do for each match within
/// its sentence stays bounded.
const MAX_SENTENCE: usize = 300;

/// A word longer than this is cut in two: no language has one.
const MAX_TOKEN: usize = u16::MAX as usize;

impl Document {
    /// Finds the sentences and tokens of all blocks.
    pub fn segment(&mut self, lexicon: &Lexicon) {
        let chunks = chunks(&self.blocks);
        if let [whole] = &chunks[..] {
            self.append(Cut::new(self, lexicon, whole.clone()));
        } else {
            // Room for all of them is no memory until it is filled; what is left over is given back.
            let bytes = self.prose.text().len();
            self.tokens.reserve(bytes / BYTES_OF_TOKEN);
            self.sentences.reserve(bytes / BYTES_OF_SENTENCE);
            // Batch by batch, so that few tokens are held twice for long.
            for batch in chunks.chunks(BATCH) {
                let cut: Vec<Cut> = batch.par_iter().map(|range| Cut::new(self, lexicon, range.clone())).collect();
                for part in cut {
                    self.append(part);
                }
            }
        }
        self.sentences.shrink_to_fit();
        self.tokens.shrink_to_fit();
        mark_quotations(self);
    }
}

impl Document {
    /// Adds what was found in the next run of blocks.
    fn append(&mut self, part: Cut) {
        let (first_token, first_sentence) = (self.tokens.len(), self.sentences.len());
        self.tokens.extend_from_slice(&part.tokens);
        for mut sentence in part.sentences {
            sentence.tokens = sentence.tokens.start + first_token..sentence.tokens.end + first_token;
            self.sentences.push(sentence);
        }
        for (block, sentences) in part.blocks {
            self.blocks[block].sentences = sentences.start + first_sentence..sentences.end + first_sentence;
        }
    }
}

fn chunks(blocks: &[Block]) -> Vec<std::ops::Range<usize>> {
    let mut chunks = Vec::new();
    let mut first = 0;
    for (id, block) in blocks.iter().enumerate() {
        if block.prose.end() - blocks[first].prose.start() >= CHUNK_BYTES {
            chunks.push(first..id + 1);
            first = id + 1;
            if first == blocks.len() {
                return chunks;
            }
        }
    }
    chunks.push(first..blocks.len());
    chunks
}

/// What was found in a run of blocks, numbered from zero.
struct Cut {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    blocks: Vec<(usize, std::ops::Range<usize>)>,
}

impl Cut {
    fn new(document: &Document, lexicon: &Lexicon, blocks: std::ops::Range<usize>) -> Self {
        let bytes = blocks.clone().map(|id| document.blocks[id].prose.len() as usize).sum::<usize>();
        let mut cut = Self {
            tokens: Vec::with_capacity(bytes / BYTES_OF_TOKEN),
            sentences: Vec::with_capacity(bytes / BYTES_OF_SENTENCE),
            blocks: Vec::with_capacity(blocks.len()),
        };
        let Some(first) = document.blocks.get(blocks.start) else { return cut };
        let from = document.marks.partition_point(|mark| mark.prose.start() < first.prose.start());
        let mut marks = Marks { all: &document.marks[from..], next: 0, open: Vec::new() };
        let mut folded = String::new();
        for id in blocks {
            let first_sentence = cut.sentences.len();
            cut.block(document, lexicon, id, &mut marks, &mut folded);
            cut.blocks.push((id, first_sentence..cut.sentences.len()));
        }
        cut
    }

    fn block(&mut self, document: &Document, lexicon: &Lexicon, id: usize, marks: &mut Marks<'_>, folded: &mut String) {
        let block = &document.blocks[id];
        let text = document.text(block.prose);
        let offset = block.prose.start();
        let first = self.tokens.len();
        let percent = lexicon.find("%");
        let mut opaque_until = 0;
        scan::scan(text, |start, end, piece, blank| {
            let at = offset + start as u32;
            if at < opaque_until {
                return;
            }
            let (flags, opaque) = marks.at(at);
            if let Some(span) = opaque.filter(|span| span.end() <= block.prose.end()) {
                opaque_until = span.end();
                let word = WordId::stranger(document.text(span));
                push_token(&mut self.tokens, span, TokenKind::Opaque, flags, blank, word);
                return;
            }
            let kind = match piece {
                Piece::Word => TokenKind::Word,
                Piece::Number => TokenKind::Number,
                Piece::Punct => TokenKind::Punct,
                Piece::Symbol => TokenKind::Symbol,
            };
            let mut push = |from: usize, to: usize, kind, mut flags: TokenFlags, blank| {
                let (word, letters) = if let Some(short) = ShortWord::read(text, from..to) {
                    (lexicon.find_short(short.folded()), short_shape(short))
                } else {
                    folded.clear();
                    scan::fold(&text[from..to], folded);
                    (lexicon.find(folded), shape(&text[from..to]))
                };
                if kind == TokenKind::Word {
                    flags.insert(letters);
                }
                let span = ProseSpan::new(offset + from as u32, offset + to as u32);
                push_token(&mut self.tokens, span, kind, flags, blank, word);
            };
            // "10<sup>9</sup>", "patients<sup>3</sup>": raised digits are a token of their own.
            let raised = marks.raised_before(offset + end as u32).map(|raised| (raised - offset) as usize);
            match raised.filter(|raised| text[*raised..end].bytes().all(|byte| byte.is_ascii_digit())) {
                Some(raised) => {
                    push(start, raised, kind, flags, blank);
                    let (flags, _) = marks.at(offset + raised as u32);
                    push(raised, end, TokenKind::Number, flags, false);
                }
                None => push(start, end, kind, flags, blank),
            }
        });
        let tokens = first..self.tokens.len();
        mark_parentheses(document, &mut self.tokens[tokens.clone()]);
        let whole = matches!(block.kind, BlockKind::Alt | BlockKind::Cell { .. }) && tokens.len() < 8;
        let mut start = tokens.start;
        for at in tokens.clone() {
            let last = at + 1 == tokens.end || at + 1 - start >= MAX_SENTENCE;
            let may_end = !whole && may_end_sentence(document, &self.tokens[at]);
            if last || (may_end && ends_sentence(document, &self.tokens[start..tokens.end], at - start)) {
                let span = ProseSpan::new(self.tokens[start].start, self.tokens[at].end());
                let tokens = &self.tokens[start..=at];
                let hash = hash_of(tokens, percent);
                let mut classes = ClassSet::default();
                for token in tokens {
                    classes.extend(lexicon.begins(token.word));
                }
                self.sentences.push(Sentence { block: id, prose: span, tokens: start..at + 1, hash, classes });
                start = at + 1;
            }
        }
    }
}

/// Adds a token.
fn push_token(
    tokens: &mut Vec<Token>,
    span: ProseSpan,
    kind: TokenKind,
    mut flags: TokenFlags,
    blank: bool,
    word: WordId,
) {
    if blank {
        flags.insert(TokenFlags::SPACE_BEFORE);
    }
    if span.len() as usize <= MAX_TOKEN {
        tokens.push(Token { start: span.start(), len: span.len() as u16, kind, flags, word });
        return;
    }
    // Never looked into, so the cut need not respect characters: only the first part is ever shown.
    tokens.push(Token { start: span.start(), len: 0, kind: TokenKind::Opaque, flags, word });
}

/// Hashes words, numbers and percent signs in order; other marks do not count.
fn hash_of(tokens: &[Token], percent: WordId) -> u64 {
    tokens
        .iter()
        .filter(|token| token.is_word() || token.is_number() || token.word == percent)
        .fold(0, |all: u64, token| (all.rotate_left(9) ^ u64::from(token.word.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// What the letters of a word are: upper or lower case.
fn shape(word: &str) -> TokenFlags {
    let (mut upper, mut lower, mut camel) = (0u32, false, false);
    for c in word.chars() {
        if c.is_uppercase() {
            camel |= lower;
            upper += 1;
        } else {
            lower |= c.is_lowercase();
        }
    }
    flags_of(word.starts_with(char::is_uppercase), upper >= 2 && !lower, camel)
}

/// The same of a short word, all letters at once.
#[inline]
fn short_shape(word: ShortWord) -> TokenFlags {
    let (upper, lower) = (word.upper(), word.lower());
    if upper == 0 {
        return TokenFlags::default();
    }
    let camel = lower != 0 && upper >> lower.trailing_zeros() != 0;
    flags_of(upper.trailing_zeros() < u8::BITS, lower == 0 && upper.count_ones() >= 2, camel)
}

fn flags_of(capitalized: bool, upper: bool, camel: bool) -> TokenFlags {
    let mut flags = TokenFlags::default();
    for (is_set, flag) in
        [(capitalized, TokenFlags::CAPITALIZED), (upper, TokenFlags::UPPER), (camel, TokenFlags::CAMEL)]
    {
        if is_set {
            flags.insert(flag);
        }
    }
    flags
}

/// Sets the flag of tokens inside parentheses that are closed within the block.
fn mark_parentheses(document: &Document, tokens: &mut [Token]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].kind != TokenKind::Punct {
            continue;
        }
        match document.token_text(&tokens[at]) {
            "(" => open.push(at),
            ")" => {
                if let Some(from) = open.pop()
                    && open.is_empty()
                {
                    for token in &mut tokens[from + 1..at] {
                        token.flags.insert(TokenFlags::PARENTHESIZED);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The marks of the document as the scan passes over them.
struct Marks<'a> {
    all: &'a [Mark],
    next: usize,
    open: Vec<&'a Mark>,
}

impl Marks<'_> {
    /// Where the next superscript begins, if that is before `end`.
    fn raised_before(&self, end: u32) -> Option<u32> {
        let ahead = self.all[self.next..].iter().take_while(|mark| mark.prose.start() < end);
        ahead.filter(|mark| matches!(mark.kind, MarkKind::Superscript)).map(|mark| mark.prose.start()).next()
    }

    /// The flags that marks give the token at `at`, and the opaque mark that begins or reaches there.
    #[inline]
    fn at(&mut self, at: u32) -> (TokenFlags, Option<ProseSpan>) {
        let is_plain = self.open.is_empty() && self.all.get(self.next).is_none_or(|mark| mark.prose.start() > at);
        if is_plain { (TokenFlags::default(), None) } else { self.read(at) }
    }

    fn read(&mut self, at: u32) -> (TokenFlags, Option<ProseSpan>) {
        while let Some(mark) = self.all.get(self.next)
            && mark.prose.start() <= at
        {
            self.next += 1;
            if mark.prose.end() > at {
                self.open.push(mark);
            }
        }
        let mut flags = TokenFlags::default();
        let mut opaque = None;
        self.open.retain(|mark| mark.prose.end() > at);
        for mark in &self.open {
            match mark.kind {
                MarkKind::Link(_) => flags.insert(TokenFlags::LINKED),
                MarkKind::Superscript => flags.insert(TokenFlags::SUPERSCRIPT),
                MarkKind::Quotation => flags.insert(TokenFlags::QUOTED),
                MarkKind::Code | MarkKind::Address => opaque = Some(ProseSpan::new(at, mark.prose.end())),
                _ => {}
            }
        }
        (flags, opaque)
    }
}

#[cfg(test)]
mod tests;
