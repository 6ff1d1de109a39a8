//! Headings whose section does not keep what they promise.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, Document};
use crate::lexicon::scan;
use crate::rules::Article;

/// A shorter section may well answer in passing.
const FEWEST_WORDS: usize = 30;
/// What a definition goes on with after its term.
const DEFINING: &[&str] = &[
    " is a ",
    " is an ",
    " is the ",
    " are a ",
    " are the ",
    " is when ",
    " refers to ",
    " means ",
    " is one of ",
    " is any ",
    " occurs when ",
    " happens when ",
    " is caused ",
    " are small ",
    " is not a ",
    " is inflammation ",
    " is swelling ",
];
/// Words are compared by their first letters, which inflections and most derivations share.
const STEM: usize = 6;

/// `heading-content-mismatch`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let sections = sections(document);
    if sections.len() < 2 {
        return;
    }
    // Counted once, and only when a heading names something to look for.
    let counted = OnceCell::new();
    let stems = || counted.get_or_init(|| sections.iter().map(|section| stems(article, section)).collect::<Vec<_>>());
    for (number, section) in sections.iter().enumerate() {
        let heading = &document.blocks[section.heading];
        if section.word_count(document) < FEWEST_WORDS || article.is_masked(section.heading) {
            continue;
        }
        if let Some(term) = defined_term(document, heading) {
            if !section.may_define(article, &term)
                && let Some(other) = sections
                    .iter()
                    .enumerate()
                    .find(|(other, section)| *other != number && section.defines(article, &term))
            {
                let place = document.blocks[other.1.heading].prose;
                let message =
                    format!("“{}” asks what {term} is, but its section does not say it", document.text(heading.prose));
                findings.push(
                    Diagnostic::new("heading-content-mismatch", article.span(heading.prose), message)
                        .related(article.span(place), "the definition stands under this heading"),
                );
            }
        } else if let Some((word, place)) = missing_word(article, heading, number, &stems, &sections) {
            let message = format!("“{word}” of the heading does not occur in its section");
            findings.push(
                Diagnostic::new("heading-content-mismatch", article.span(heading.prose), message)
                    .related(article.span(document.blocks[place].prose), "here it does"),
            );
        }
    }
}

/// A heading with the blocks under it, up to the next heading.
struct Section {
    heading: BlockId,
    blocks: std::ops::Range<BlockId>,
}

impl Section {
    fn word_count(&self, document: &Document) -> usize {
        let sentences = document.blocks[self.blocks.clone()].iter().flat_map(|block| document.sentences_of(block));
        sentences.flat_map(|sentence| document.tokens_of(sentence)).filter(|token| token.is_word()).count()
    }

    /// Whether a sentence of the section defines the term: "term is a …", "term, also known as …, is an …".
    fn defines(&self, article: &Article<'_>, term: &str) -> bool {
        let document = article.document();
        document.blocks[self.blocks.clone()].iter().flat_map(|block| document.sentences_of(block)).any(|sentence| {
            let text = document.text(sentence.prose).to_lowercase();
            without_article(&text).strip_prefix(term).is_some_and(is_definition)
        })
    }

    /// Whether the section defines the term in any way: besides, "it is a …" first of all, "in gout, …", "doctors call
    /// gout …", "…, or gout, is a …".
    fn may_define(&self, article: &Article<'_>, term: &str) -> bool {
        let document = article.document();
        let sentences = document.blocks[self.blocks.clone()].iter().flat_map(|block| document.sentences_of(block));
        self.defines(article, term)
            || sentences.enumerate().any(|(number, sentence)| {
                let text = document.text(sentence.prose).to_lowercase();
                let opens = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
                number == 0 && opens(&["it is ", "it's ", "it’s ", "they are ", "this is "])
                    || text.match_indices(term).any(|(at, _)| {
                        let before = text[..at].trim_end_matches(['"', '“', '‘', '(', ' ']);
                        let led_in = before == "in"
                            || [", or", " called", " known as", " named", " term", " call"]
                                .iter()
                                .any(|words| before.ends_with(words));
                        led_in || is_definition(&text[at + term.len()..]) && before.ends_with(',')
                    })
            })
    }
}

/// Whether what follows a term says what it is.
fn is_definition(rest: &str) -> bool {
    let rest = rest.trim_start_matches('s');
    // "gout, also known as …, is a …", "gout (podagra) is a …"
    let aside = rest.starts_with(", ") || rest.starts_with(" (");
    let of_kind = |verb: &str| {
        rest.strip_prefix(verb)
            .is_some_and(|kind| [" that ", " which ", " used "].iter().any(|word| kind.contains(word)))
    };
    DEFINING.iter().any(|verb| rest.starts_with(verb) || aside && rest.contains(verb)) || of_kind(" are ")
}

fn sections(document: &Document) -> Vec<Section> {
    let headings: Vec<BlockId> = (0..document.blocks.len()).filter(|id| document.blocks[*id].is_heading()).collect();
    let ends = headings.iter().skip(1).copied().chain([document.blocks.len()]);
    headings.iter().zip(ends).map(|(heading, end)| Section { heading: *heading, blocks: heading + 1..end }).collect()
}

fn stems(article: &Article<'_>, section: &Section) -> FxHashSet<String> {
    let document = article.document();
    let mut stems = FxHashSet::default();
    for block in &document.blocks[section.blocks.clone()] {
        for sentence in document.sentences_of(block) {
            for token in document.tokens_of(sentence).iter().filter(|token| token.is_word()) {
                stems.insert(stem(document.token_text(token)));
            }
        }
    }
    stems
}

fn stem(word: &str) -> String {
    let mut folded = String::new();
    scan::fold(word, &mut folded);
    if let Some((end, _)) = folded.char_indices().nth(STEM) {
        folded.truncate(end);
    }
    folded
}

/// The term of "What is gout?", folded; nothing for other headings.
fn defined_term(document: &Document, heading: &Block) -> Option<String> {
    let text = document.text(heading.prose).to_lowercase();
    let term = text.strip_prefix("what is ").or_else(|| text.strip_prefix("what are "))?.strip_suffix('?')?.trim();
    let term = without_article(term);
    let plain = term.split(' ').count() <= 4
        && !term.contains(['(', ',', ':'])
        && ![" of ", " for ", " like", " the "].iter().any(|part| term.contains(part));
    plain.then(|| term.to_owned())
}

fn without_article(text: &str) -> &str {
    ["the ", "an ", "a "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// The content word of a heading that only this heading has, that its section lacks and another section uses often.
fn missing_word<'s>(
    article: &Article<'_>,
    heading: &Block,
    number: usize,
    stems: &dyn Fn() -> &'s Vec<FxHashSet<String>>,
    sections: &[Section],
) -> Option<(String, BlockId)> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let text = document.text(heading.prose);
    let happens = ["What Happens", "What happens", "Signs of", "Symptoms of", "Side Effects of", "Side effects of"]
        .iter()
        .any(|start| text.starts_with(start));
    if !happens {
        return None;
    }
    let function = lexicon.class("function-word");
    let words = document.sentences_of(heading).iter().flat_map(|sentence| document.tokens_of(sentence));
    let mut content = words
        .filter(|token| token.is_word() && !lexicon.is(token.word, function))
        .map(|token| document.token_text(token));
    let last = content.by_ref().filter(|word| word.len() >= 5).last()?;
    let key = stem(last);
    let stems = stems();
    if stems[number].contains(&key) {
        return None;
    }
    let other = (0..sections.len()).find(|other| *other != number && stems[*other].contains(&key))?;
    let block = sections[other].blocks.clone().find(|id| {
        document.sentences_of(&document.blocks[*id]).iter().any(|sentence| {
            document.tokens_of(sentence).iter().any(|token| token.is_word() && stem(document.token_text(token)) == key)
        })
    })?;
    Some((last.to_owned(), block))
}
