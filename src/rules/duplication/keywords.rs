//! Keywords written for search engines: pushed between a modal verb and its verb, or stuffed into every heading.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{self, Lines};
use super::topic::{self, Topic};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::{Block, Sentence, Token};
use crate::lexicon::WordId;
use crate::rules::Article;
use crate::span::ProseSpan;

/// `keyword-injection`: a keyword between a modal verb and the verb it belongs to.
pub(super) fn injected(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let (document, lexicon) = (article.document(), article.lexicon());
    let topic = Topic::of(article);
    let modal = lexicon.class("modal-verb");
    for sentence in &document.sentences {
        let block = &document.blocks[sentence.block];
        if !sentence.classes.may_hold(modal) {
            continue;
        }
        if !block.is_running_text() || block.quote_depth > 0 || article.is_masked(sentence.block) {
            continue;
        }
        if let Some(finding) = injection(article, sentence, &topic) {
            findings.push(finding);
        }
    }
}

fn injection(article: &Article<'_>, sentence: &Sentence, topic: &Topic) -> Option<Diagnostic> {
    let document = article.document();
    let tokens = document.tokens_of(sentence);
    if document.text(sentence.prose).ends_with('?') {
        return None;
    }
    let mut folded = String::new();
    let mut word = |at: usize| -> Option<String> {
        let token: &Token = tokens.get(at).filter(|token| token.is_word())?;
        lines::fold(document.token_text(token), &mut folded);
        Some(folded.clone())
    };
    let modal_verb = article.lexicon().class("modal-verb");
    let is_modal = |word: WordId| article.lexicon().is(word, modal_verb);
    for modal in 1..tokens.len().saturating_sub(3) {
        if !is_modal(tokens[modal].word) {
            continue;
        }
        // A subject stands right before the modal, and nothing turns the clause round.
        let Some(subject) = word(modal - 1) else { continue };
        if is_function_word(article, &subject)
            && !matches!(subject.as_str(), "it" | "they" | "you" | "he" | "she" | "we" | "this")
            || inverts(article, &subject)
        {
            continue;
        }
        let clause =
            tokens[..modal].iter().rposition(|token| !token.is_word() && !token.is_number()).map_or(0, |at| at + 1);
        if clause == modal - 1 && !is_noun_form(&subject)
            || (clause..modal)
                .any(|at| is_modal(tokens[at].word) || word(at).is_some_and(|word| inverts(article, &word)))
        {
            continue;
        }
        let (Some(first), Some(second)) = (word(modal + 1), word(modal + 2)) else { continue };
        let (hash, next) = (tokens[modal + 1].word.0, tokens[modal + 2].word.0);
        let noun = |text: &str| !is_function_word(article, text) && !text.ends_with("ly");
        // "may sleep better": a verb before another topic word is no keyword, unless the heading has just this pair.
        let keyword =
            topic.has_pair(hash, next) || (!is_base_verb(article, &first) && topic.holds(hash) && topic.holds(next));
        if !noun(&first) || is_function_word(article, &second) || !keyword {
            continue;
        }
        let mut verb = modal + 3;
        while word(verb)
            .is_some_and(|word| word.ends_with("ly") || matches!(word.as_str(), "also" | "often" | "never" | "not"))
        {
            verb += 1;
        }
        if !word(verb).is_some_and(|word| is_base_verb(article, &word)) {
            continue;
        }
        let place = tokens[modal + 1].span().cover(tokens[modal + 2].span());
        let cut = ProseSpan::new(place.start(), tokens[modal + 3].start());
        let message = format!(
            "“{}” stands between “{}” and “{}”, where the sentence has a subject already",
            document.text(place),
            document.token_text(&tokens[modal]),
            document.token_text(&tokens[verb])
        );
        return Some(
            Diagnostic::new("keyword-injection", article.span(place), message)
                .label("inserted keyword")
                .suggest(Suggestion::safe(article.span(cut), "")),
        );
    }
    None
}

/// Whether a word that stands alone before a modal verb can be its subject: a plural or a gerund.
fn is_noun_form(folded: &str) -> bool {
    folded.len() > 4 && (folded.ends_with("ing") || folded.ends_with('s') && !folded.ends_with("ss"))
}

/// Words after which a modal stands before its subject ("only then can anxiety symptoms ease").
fn inverts(article: &Article<'_>, folded: &str) -> bool {
    let lexicon = article.lexicon();
    lexicon.is(lexicon.find(folded), lexicon.class("inversion-opener"))
}

fn is_function_word(article: &Article<'_>, folded: &str) -> bool {
    let lexicon = article.lexicon();
    lexicon.is(lexicon.find(folded), lexicon.class("function-word"))
}

/// Whether a word is the base form of a common verb.
fn is_base_verb(article: &Article<'_>, folded: &str) -> bool {
    let lexicon = article.lexicon();
    lexicon.is(lexicon.find(folded), lexicon.class("base-verb"))
}

/// So many headings are needed to speak of all of them.
const FEWEST_HEADINGS: usize = 5;
/// An article shorter than this has no density.
const FEWEST_WORDS: usize = 150;

/// `keyword-stuffing`: one pair of words in nearly every heading, with words that sell; or in every few words of the text.
pub(super) fn stuffed(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let headings: Vec<&Block> = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(id, block)| block.is_heading() && !article.is_masked(*id))
        .map(|(_, block)| block)
        .collect();
    if headings.len() < FEWEST_HEADINGS {
        return;
    }
    let Some(((first, second), holders)) = commonest_pair(article, &headings) else { return };
    if holders.len() * 100 < headings.len() * 80 || holders.len() < FEWEST_HEADINGS {
        return;
    }
    let (count, words) = density(article, (first, second));
    let limit = article.options("keyword-stuffing").number("bigram-share");
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let dense = words >= FEWEST_WORDS && 100.0 * count as f64 > limit * words as f64;
    let selling: FxHashSet<WordId> =
        holders.iter().flat_map(|(heading, _)| commercial_words(article, headings[*heading])).collect();
    let statements = holders.iter().filter(|(heading, _)| {
        let text = document.text(headings[*heading].prose);
        !text.ends_with('?') && !commercial_words(article, headings[*heading]).is_empty()
    });
    if !dense && (statements.count() < 2 || selling.len() < 2) {
        return;
    }
    let keyword = document.text(holders[0].1);
    let message = format!(
        "“{keyword}” stands in {} of {} headings and {count} times in {words} words of text",
        holders.len(),
        headings.len()
    );
    let mut finding = Diagnostic::new("keyword-stuffing", article.span(holders[0].1), message);
    for (_, place) in holders.iter().skip(1).take(9) {
        finding = finding.related(article.span(*place), "again in this heading");
    }
    findings.push(finding);
}

type Holders = Vec<(usize, ProseSpan)>;

/// The pair of content words that the most headings have, with those headings.
fn commonest_pair(article: &Article<'_>, headings: &[&Block]) -> Option<((u32, u32), Holders)> {
    let document = article.document();
    let mut holders: FxHashMap<(u32, u32), Holders> = FxHashMap::default();
    for (number, heading) in headings.iter().enumerate() {
        for sentence in document.sentences_of(heading) {
            let words = topic::content_words(article, sentence);
            let tokens = document.tokens_of(sentence);
            for (at, pair) in words.windows(2).enumerate() {
                let (Some(first), Some(second)) = (pair[0], pair[1]) else { continue };
                let entry = holders.entry((first, second)).or_default();
                if entry.last().is_none_or(|(last, _)| *last != number) {
                    entry.push((number, tokens[at].span().cover(tokens[at + 1].span())));
                }
            }
        }
    }
    holders.into_iter().max_by_key(|(pair, holders)| (holders.len(), *pair))
}

fn commercial_words(article: &Article<'_>, heading: &Block) -> Vec<WordId> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let class = lexicon.class("commercial-intent");
    let tokens = document.sentences_of(heading).iter().flat_map(|sentence| document.tokens_of(sentence));
    tokens.map(|token| token.word).filter(|word| lexicon.is(*word, class)).collect()
}

/// How often the pair stands in the text, and how many words there are. A heading is not text.
fn density(article: &Article<'_>, (first, second): (u32, u32)) -> (usize, usize) {
    let document = article.document();
    let reader = Lines::new(document, article.lexicon());
    let (mut count, mut words) = (0, 0);
    for sentence in document.sentences.iter().filter(|sentence| !document.blocks[sentence.block].is_heading()) {
        let line = reader.words(sentence);
        words += line.len();
        count += line.windows(2).filter(|pair| pair[0].id == first && pair[1].id == second).count();
    }
    (count, words)
}
