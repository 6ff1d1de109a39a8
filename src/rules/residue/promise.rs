//! Headings whose section does not keep what they promise.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, Document, Sentence};
use crate::lexicon::{WordId, class, scan};
use crate::rules::Article;
use crate::span::ProseSpan;

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
    let openings = OnceCell::new();
    let mut sought: Vec<Sought<'_>> = Vec::new();
    for (number, section) in sections.iter().enumerate() {
        let heading = &document.blocks[section.heading];
        if section.word_count(document) < FEWEST_WORDS || article.is_masked(section.heading) {
            continue;
        }
        if let Some(term) = defined_term(document, heading) {
            let openings = openings.get_or_init(|| Openings::of(article));
            if !section.may_define(article, &term)
                && let Some(place) = openings.definition(article, &term, section)
            {
                let message =
                    format!("“{}” asks what {term} is, but its section does not say it", document.text(heading.prose));
                findings.push(
                    Diagnostic::new("heading-content-mismatch", article.span(heading.prose), message)
                        .related(article.span(place), "the definition stands under this heading"),
                );
            }
        } else if let Some(word) = promised_word(article, heading) {
            sought.push(Sought { section: number, word, here: false, elsewhere: None });
        }
    }
    look_for(article, &sections, &mut sought);
    for Sought { section, word, here, elsewhere } in sought {
        if let (false, Some(place)) = (here, elsewhere) {
            let heading = &document.blocks[sections[section].heading];
            let message = format!("“{word}” of the heading does not occur in its section");
            findings.push(
                Diagnostic::new("heading-content-mismatch", article.span(heading.prose), message)
                    .related(article.span(document.blocks[place].prose), "here it does"),
            );
        }
    }
}

/// A word of a heading, and where it was found.
struct Sought<'a> {
    /// The section of the heading.
    section: usize,
    word: &'a str,
    /// Whether the section has it.
    here: bool,
    /// The first block of another section that has it.
    elsewhere: Option<BlockId>,
}

/// Looks for all words in one pass over the text.
fn look_for(article: &Article<'_>, sections: &[Section], sought: &mut [Sought<'_>]) {
    let document = article.document();
    let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, word) in sought.iter().enumerate() {
        by_stem.entry(stem(word.word)).or_default().push(at);
    }
    if by_stem.is_empty() {
        return;
    }
    let mut folded = String::new();
    for (number, section) in sections.iter().enumerate() {
        for id in section.blocks.clone() {
            let tokens = document.sentences_of(&document.blocks[id]).iter().flat_map(|one| document.tokens_of(one));
            for token in tokens.filter(|token| token.is_word()) {
                stem_into(document.token_text(token), &mut folded);
                for at in by_stem.get(&folded).into_iter().flatten() {
                    let word = &mut sought[*at];
                    if word.section == number {
                        word.here = true;
                    } else {
                        word.elsewhere.get_or_insert(id);
                    }
                }
            }
        }
    }
}

/// Sentences by their first word, an article left out: where definitions of a term stand.
struct Openings(FxHashMap<WordId, Vec<u32>>);

impl Openings {
    fn of(article: &Article<'_>) -> Self {
        let document = article.document();
        let articles = ["the", "an", "a"].map(|word| article.lexicon().find(word));
        let mut openings: FxHashMap<WordId, Vec<u32>> = FxHashMap::default();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let first = document.tokens_of(sentence).iter().find(|token| !articles.contains(&token.word));
            if let Some(first) = first.filter(|_| !document.blocks[sentence.block].is_heading()) {
                openings.entry(first.word).or_default().push(number as u32);
            }
        }
        Self(openings)
    }

    /// The heading of the first section but `own` that defines the term.
    fn definition(&self, article: &Article<'_>, term: &str, own: &Section) -> Option<ProseSpan> {
        let document = article.document();
        let mut first = None;
        scan::scan(term, |start, end, _, _| _ = first.get_or_insert(start..end));
        let opening = article.lexicon().find(&term[first?]);
        self.0.get(&opening)?.iter().find_map(|number| {
            let sentence = &document.sentences[*number as usize];
            let heading = document.blocks[..sentence.block].iter().rposition(Block::is_heading)?;
            let elsewhere = !own.blocks.contains(&sentence.block);
            (elsewhere && defines(document, sentence, term)).then(|| document.blocks[heading].prose)
        })
    }
}

/// Whether a sentence defines the term: "term is a …", "term, also known as …, is an …".
fn defines(document: &Document, sentence: &Sentence, term: &str) -> bool {
    let text = document.text(sentence.prose).to_lowercase();
    without_article(&text).strip_prefix(term).is_some_and(is_definition)
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

    /// Whether the section defines the term in any way: besides, "it is a …" first of all, "in gout, …", "doctors call
    /// gout …", "…, or gout, is a …".
    fn may_define(&self, article: &Article<'_>, term: &str) -> bool {
        let document = article.document();
        let sentences = document.blocks[self.blocks.clone()].iter().flat_map(|block| document.sentences_of(block));
        sentences.enumerate().any(|(number, sentence)| {
            let text = document.text(sentence.prose).to_lowercase();
            let opens = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
            without_article(&text).strip_prefix(term).is_some_and(is_definition)
                || number == 0 && opens(&["it is ", "it's ", "it’s ", "they are ", "this is "])
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

fn stem(word: &str) -> String {
    let mut folded = String::new();
    stem_into(word, &mut folded);
    folded
}

fn stem_into(word: &str, folded: &mut String) {
    folded.clear();
    scan::fold(word, folded);
    if let Some((end, _)) = folded.char_indices().nth(STEM) {
        folded.truncate(end);
    }
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

/// The content word that a heading like "Symptoms of …" promises to speak of.
fn promised_word<'a>(article: &Article<'a>, heading: &Block) -> Option<&'a str> {
    const PROMISES: [&str; 6] =
        ["What Happens", "What happens", "Signs of", "Symptoms of", "Side Effects of", "Side effects of"];
    let (document, lexicon) = (article.document(), article.lexicon());
    if !PROMISES.iter().any(|start| document.text(heading.prose).starts_with(start)) {
        return None;
    }
    let function = class!("function-word");
    let words = document.sentences_of(heading).iter().flat_map(|sentence| document.tokens_of(sentence));
    let content = words.filter(|token| token.is_word() && !lexicon.is(token.word, function));
    content.map(|token| document.token_text(token)).rfind(|word| word.len() >= 5)
}
