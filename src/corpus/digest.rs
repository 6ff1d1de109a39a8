//! What is kept of one article.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::sketch::Sketch;
use crate::document::{Document, Sentence, TokenFlags};
use crate::lexicon::{Lexicon, class};
use crate::rules::Article;
use crate::rules::duplication::lines::{self, Lines};
use crate::rules::duplication::{repetition, series};
use crate::span::Span;

/// A sentence shorter than this is common property.
const FEWEST_WORDS: usize = 8;
/// A paragraph shorter than this gets no sketch.
const SKETCH_WORDS: usize = 40;

/// What is kept of one article to compare it with others.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    pub(super) lines: Vec<Line>,
    pub(super) sketches: Vec<Sketch>,
    /// Words that a passage needs to be reported; `None` if copies are of no interest here.
    pub(super) fewest_words: Option<u32>,
}

/// A sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Hash of its words.
    pub(super) hash: u64,
    /// Hash of its words with numbers masked, and of what its headings narrow it to; 0 if it states no value.
    pub(super) masked: u64,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its number in the article.
    pub(super) ordinal: u32,
    pub(super) words: u32,
}

impl Digest {
    /// Reads what may be compared: running text that is neither quoted, masked, silenced nor allowed to repeat.
    pub(crate) fn of(article: &Article<'_>, rules: [bool; 2], silenced: [&[Option<Span>]; 2]) -> Self {
        let document = article.document();
        let options = article.options("cross-article-duplicate");
        let allowed: Vec<String> = options.strings("allow").iter().map(|text| text.to_lowercase()).collect();
        let open = |at: usize, span: Span| {
            rules[at] && !silenced[at].iter().any(|region| region.is_none_or(|region| region.overlaps(span)))
        };
        let is_allowed = |sentence: usize| is_allowed(article, &document.sentences[sentence], &allowed);
        let mut digest = Self {
            fewest_words: rules[0].then(|| u32::try_from(options.integer("min-words")).unwrap_or(0)),
            ..Self::default()
        };
        let lines = Lines::new(document, article.lexicon());
        let (mut words, mut short) = (Vec::new(), Vec::new());
        for (id, block) in document.blocks.iter().enumerate() {
            if !block.is_running_text() || block.quote_depth > 0 || article.is_masked(id) {
                continue;
            }
            words.clear();
            short.clear();
            let mut may_repeat = false;
            for ordinal in block.sentences.clone() {
                let sentence = &document.sentences[ordinal];
                let before = words.len();
                words.extend(lines.read(sentence));
                let own = &words[before..];
                if own.len() < FEWEST_WORDS {
                    short.push(ordinal);
                } else if is_allowed(ordinal) {
                    may_repeat = true;
                } else {
                    let span = article.span(sentence.prose);
                    let masked = if open(1, span) { masked_hash(article, sentence, own) } else { 0 };
                    let hash = if open(0, span) { sentence.hash } else { 0 };
                    if hash != 0 || masked != 0 {
                        let (start, end) = (span.start(), span.end());
                        let (ordinal, words) = (ordinal as u32, own.len() as u32);
                        digest.lines.push(Line { hash, masked, start, end, ordinal, words });
                    }
                }
            }
            let span = article.span(block.prose);
            if words.len() >= SKETCH_WORDS && open(0, span) && !may_repeat && !short.iter().copied().any(is_allowed) {
                digest.sketches.push(Sketch::new(&words, span));
            }
        }
        digest.lines.shrink_to_fit();
        digest.sketches.shrink_to_fit();
        digest
    }
}

fn is_allowed(article: &Article<'_>, sentence: &Sentence, allowed: &[String]) -> bool {
    if repetition::is_standing(article, sentence) {
        return true;
    }
    if allowed.is_empty() {
        return false;
    }
    let text = article.document().text(sentence.prose).to_lowercase();
    allowed.iter().any(|part| text.contains(part.as_str()))
}

/// The hash of a sentence whose value can be compared with that of another article: it is asserted, says by itself
/// what it speaks of, and holds at least one number that is no name or date.
fn masked_hash(article: &Article<'_>, sentence: &Sentence, words: &[lines::Word]) -> u64 {
    let document = article.document();
    if !words.iter().any(|word| word.id == lines::NUMBER) || !speaks_for_itself(article, sentence) {
        return 0;
    }
    let mut hasher = FxHasher::default();
    let mut values = 0;
    let mut text = String::new();
    for word in words {
        let token = word.token as usize;
        if word.id == lines::NUMBER && series::is_key(document, token) {
            lines::fold(document.token_text(&document.tokens[token]), &mut text);
            hasher.write(text.as_bytes());
        } else {
            values += u32::from(word.id == lines::NUMBER);
            hasher.write_u32(word.id);
        }
    }
    if values == 0 {
        return 0;
    }
    for qualifier in series::qualifiers(article, sentence.block) {
        hasher.write_u32(qualifier.0);
    }
    hasher.finish() | 1
}

/// Whether a sentence can be understood alone: a statement of the article's own without words that point elsewhere.
fn speaks_for_itself(article: &Article<'_>, sentence: &Sentence) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let pointing = class!("pointing-word");
    let general = [class!("research-noun"), class!("medicine-noun"), class!("general-condition")];
    let tokens = document.tokens_of(sentence);
    let text = document.text(sentence.prose);
    let is_any = |at: usize, words: &[&str]| {
        let text = tokens.get(at).map_or("", |token| document.token_text(token));
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    };
    let points = |at: usize| {
        let token = &tokens[at];
        // "one woman in eight … in her life": what it points to stands in the sentence.
        let bound = at >= FEWEST_WORDS / 2 && is_any(at, &["her", "his", "its", "their"]);
        token.has(TokenFlags::QUOTED)
            || lexicon.is(token.word, pointing) && !bound
            // "the condition", "the vaccine": which one, the other article does not say, but "the risk of stroke",
            // "the children who had two doses" do.
            || is_any(at, &["the"])
                && tokens.get(at + 1).is_some_and(|next| general.iter().any(|class| lexicon.is(next.word, *class)))
                && !is_any(at + 2, &["of", "who", "whose", "that", "which", "with"])
    };
    text.ends_with('.') && !(0..tokens.len()).any(points)
}

/// The words of a sentence that stands alone in `document`, for the last comparison.
pub(super) fn words_of(document: &Document, lexicon: &Lexicon) -> Vec<lines::Word> {
    let lines = Lines::new(document, lexicon);
    document.sentences.iter().flat_map(|sentence| lines.words(sentence)).collect()
}
