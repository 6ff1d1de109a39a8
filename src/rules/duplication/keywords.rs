//! Keywords written for search engines: pushed between a modal verb and its verb, or stuffed into every heading.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{self, Lines};
use super::topic::{self, Topic};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::{Block, Sentence};
use crate::lexicon::{ClassId, WordId, class};
use crate::rules::Article;
use crate::span::ProseSpan;

/// `keyword-injection`: a keyword between a modal verb and the verb it belongs to.
pub(super) fn injected(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let topic = Topic::of(article);
    let modal = class!("modal-verb");
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
    let lexicon = article.lexicon();
    let [modal_verb, function, base, opener] =
        [class!("modal-verb"), class!("function-word"), class!("base-verb"), class!("inversion-opener")];
    let is = |at: usize, class: ClassId| lexicon.is(tokens[at].word, class);
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.is_word());
    let folded = |at: usize| {
        let mut folded = String::new();
        lines::fold(document.token_text(&tokens[at]), &mut folded);
        folded
    };
    for modal in 1..tokens.len().saturating_sub(3) {
        if !is(modal, modal_verb) {
            continue;
        }
        // A subject stands right before the modal, and nothing turns the clause round.
        let subject = modal - 1;
        let pronoun = |word: &str| matches!(word, "it" | "they" | "you" | "he" | "she" | "we" | "this");
        if !is_word(subject) || is(subject, opener) || is(subject, function) && !pronoun(&folded(subject)) {
            continue;
        }
        let clause =
            tokens[..modal].iter().rposition(|token| !token.is_word() && !token.is_number()).map_or(0, |at| at + 1);
        if clause == subject && !is_noun_form(&folded(subject))
            || (clause..modal).any(|at| is(at, modal_verb) || is_word(at) && is(at, opener))
        {
            continue;
        }
        let (first, second) = (modal + 1, modal + 2);
        if !is_word(first) || !is_word(second) {
            continue;
        }
        let (one, other) = (tokens[first].word.0, tokens[second].word.0);
        // "may sleep better": a verb before another topic word is no keyword, unless the heading has just this pair.
        let keyword = topic.has_pair(one, other) || (!is(first, base) && topic.holds(one) && topic.holds(other));
        if !keyword || is(first, function) || is(second, function) || folded(first).ends_with("ly") {
            continue;
        }
        let passes = |at: usize| {
            let word = folded(at);
            word.ends_with("ly") || matches!(word.as_str(), "also" | "often" | "never" | "not")
        };
        let mut verb = modal + 3;
        while is_word(verb) && passes(verb) {
            verb += 1;
        }
        if !is_word(verb) || !is(verb, base) {
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
    let class = class!("commercial-intent");
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
