//! What stands inside quotation marks.
//!
//! Marks are paired within a block, so a stray one cannot swallow the article. Speech that runs over several
//! paragraphs opens each of them and closes only the last. Apostrophes, feet and inches are not quotation marks;
//! where a single mark could be either, it is read as an apostrophe.

use std::ops::Range;

use super::{Document, TokenFlags, TokenKind};
use crate::span::ProseSpan;

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// All of it, its marks included.
    pub span: ProseSpan,
    /// What stands between the marks.
    pub inner: ProseSpan,
    /// Whether the closing mark stands in a later paragraph.
    pub is_open: bool,
}

impl Quoted {
    fn closed(offset: u32, place: Range<usize>, (open, close): (char, char)) -> Self {
        let span = ProseSpan::new(offset + place.start as u32, offset + place.end as u32);
        let inner = ProseSpan::new(span.start() + open.len_utf8() as u32, span.end() - close.len_utf8() as u32);
        Self { span, inner, is_open: false }
    }
}

/// Finds the quotations of all blocks and flags their tokens, and those of block quotations.
pub(super) fn mark_quotations(document: &mut Document) {
    let mut quoted = Vec::new();
    let mut set_off = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        if block.quote_depth > 0 {
            set_off.push(block.prose);
        }
        let next = document.blocks.get(id + 1).map_or("", |next| document.text(next.prose));
        let sentences = document.sentences_of(block);
        let tokens =
            sentences.first().map_or(0, |first| first.tokens.start)..sentences.last().map_or(0, |last| last.tokens.end);
        let marks = document.tokens[tokens].iter().filter(|token| token.kind == TokenKind::Punct);
        let places = marks.map(|mark| (mark.start() - block.prose.start()) as usize);
        let text = document.text(block.prose);
        pair_marks(text, places, block.prose.start(), next.starts_with(['“', '"']), &mut quoted);
    }
    for inner in quoted.iter().map(|quoted: &Quoted| quoted.inner).chain(set_off) {
        let first = document.tokens.partition_point(|token| token.start() < inner.start());
        let last = document.tokens.partition_point(|token| token.start() < inner.end());
        for token in &mut document.tokens[first..last] {
            token.flags.insert(TokenFlags::QUOTED);
        }
    }
    document.quoted = quoted;
}

/// Pairs the marks of one block, of which the marks of punctuation stand at `places`. `speech_goes_on`: the next block begins with an opening mark.
fn pair_marks(
    text: &str,
    places: impl Iterator<Item = usize>,
    offset: u32,
    speech_goes_on: bool,
    all: &mut Vec<Quoted>,
) {
    let mut double: Option<(usize, char)> = None;
    let mut single: Option<(usize, char)> = None;
    for (at, mark) in places.filter_map(|at| Some((at, text[at..].chars().next()?))) {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len_utf8()..].chars().next();
        match mark {
            '“' | '„' | '«' if double.is_none() => double = Some((at, mark)),
            // „…“: the mark that opens in English closes in German.
            '“' if double.is_some_and(|(_, open)| open == '„') => {
                let start = double.take().map_or(at, |(start, _)| start);
                all.push(Quoted::closed(offset, start..at + mark.len_utf8(), ('„', mark)));
            }
            '”' | '»' => {
                if let Some((start, open)) = double.take() {
                    all.push(Quoted::closed(offset, start..at + mark.len_utf8(), (open, mark)));
                    single = None;
                }
            }
            '"' => match double {
                Some((start, '"')) if closes(before, after) || !opens(before, after) => {
                    double = None;
                    all.push(Quoted::closed(offset, start..at + 1, ('"', '"')));
                    single = None;
                }
                None if opens(before, after) => double = Some((at, '"')),
                _ => {}
            },
            '‘' if double.is_none() && single.is_none() => single = Some((at, mark)),
            '\'' if double.is_none() && single.is_none() && opens(before, after) && !elides(&text[at + 1..]) => {
                single = Some((at, mark));
            }
            '’' | '\'' => {
                if let Some((start, open)) = single
                    && (open == '‘') == (mark == '’')
                    && closes(before, after)
                    && !is_possessive(before, &text[at + mark.len_utf8()..], mark)
                {
                    single = None;
                    all.push(Quoted::closed(offset, start..at + mark.len_utf8(), (open, mark)));
                }
            }
            _ => {}
        }
    }
    // An opening mark without its partner: speech that goes on in the next paragraph, or a slip.
    if let Some((start, open)) = double
        && speech_goes_on
    {
        let span = ProseSpan::new(offset + start as u32, offset + text.len() as u32);
        let inner = ProseSpan::new(span.start() + open.len_utf8() as u32, span.end());
        all.push(Quoted { span, inner, is_open: true });
    }
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '‘' | '\''))
        && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ')' | ';'))
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

/// "'90s", "'til", "'em": an apostrophe at the start of a word.
fn elides(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
        || ["em ", "til ", "tis ", "twas ", "cause ", "n' ", "round "].iter().any(|word| rest.starts_with(word))
}

/// "patients' care" inside a single quotation that has its own end further on.
fn is_possessive(before: Option<char>, rest: &str, mark: char) -> bool {
    before == Some('s')
        && rest.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
        && rest.match_indices(mark).any(|(at, _)| {
            !rest[at + mark.len_utf8()..].starts_with(char::is_alphanumeric)
                && rest[..at].ends_with(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation())
        })
}
