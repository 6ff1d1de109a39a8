//! `weasel-attribution`: an authority that is not named vouches for what is said.
//!
//! "Studies show", "experts agree" are warnings; "it is believed", "has been shown to", "clinically proven" and "some
//! say", which hide even the authority, are info. The phrases of the card find both; here it is judged whether the
//! authority really has no name.

use super::evidence::Evidence;
use crate::diagnostic::Diagnostic;
use crate::document::{Token, TokenFlags};
use crate::lexicon::class;
use crate::rules::Article;
use crate::rules::phrase::{self, Hit};

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let hits: Vec<&Hit> = article.hits("weasel-attribution").collect();
    for of_sentence in hits.chunk_by(|a, b| a.sentence == b.sentence) {
        // One finding a sentence: the first authority, else the first that is hidden.
        let authority = |hit: &&&Hit| !is_hidden(article, hit) && is_unnamed(article, hit);
        let hidden = || of_sentence.iter().find(|hit| is_hidden(article, hit));
        let Some(hit) = of_sentence.iter().find(authority).or_else(hidden) else { continue };
        let id = hit.sentence;
        let sentence = &document.sentences[id];
        let place = document.prose_of(sentence, hit.report.clone());
        if !evidence.is_considered(sentence)
            || is_named_near(&evidence, id)
            || evidence.is_not_asserted(id)
            || evidence.is_boilerplate(&document.blocks[sentence.block])
            || article.facts().quotations.holds(place)
            || is_uncertain(document.text(place), evidence.text(id))
        {
            continue;
        }
        findings.push(phrase::diagnostic(article, hit).group(authority_of(document.text(place))));
    }
}

/// Whether even the authority is hidden: a phrase of the card that is an info.
fn is_hidden(article: &Article<'_>, hit: &Hit) -> bool {
    phrase::of(article, hit).severity.is_some()
}

/// One cause: the same authority, or the same hidden one.
fn authority_of(words: &str) -> String {
    let lower = words.to_lowercase();
    let noun = ["research", "stud", "evidence", "scientist", "expert", "doctor", "survey", "trial", "report"]
        .iter()
        .find(|noun| lower.contains(**noun));
    noun.map_or(lower.clone(), |noun| (*noun).to_owned())
}

/// Whether the authority is called on for its doubts: "scientists believe it may play a role".
fn is_uncertain(words: &str, text: &str) -> bool {
    let opinion = ["believe", "think", "thought"].iter().any(|verb| words.contains(verb));
    let doubt = [
        " may ",
        " might ",
        " could ",
        "possibl",
        "not sure",
        "unclear",
        "unknown",
        "play a role",
        "plays a role",
        "but ",
    ];
    opinion && doubt.iter().any(|word| text.contains(word))
}

/// Whether the words really are an authority without a name: not "the study shows", "few studies have shown", "experts at
/// the clinic say", "our doctors", "COH researchers", "12 studies".
fn is_unnamed(article: &Article<'_>, hit: &Hit) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let tokens = document.tokens_of(&document.sentences[hit.sentence]);
    let Some(before) = hit.report.start.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let capitals = |token: &Token| {
        token.has(TokenFlags::UPPER) || document.token_text(token).chars().filter(|c| c.is_uppercase()).count() > 1
    };
    // "Professor Lund's research".
    let is_owned = || document.token_text(before).trim_end_matches('s').ends_with(['\'', '’']);
    let is_definite = || lexicon.is(before.word, class!("definite-word")) || is_owned();
    !before.is_number() && !(before.is_word() && (capitals(before) || is_definite()))
}

/// Whether the sentence, or one next to it, says who it is.
fn is_named_near(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let facts = evidence.article.facts();
    let document = evidence.article.document();
    let named = |id: usize| {
        facts.is_cited(id)
            || facts.attributions.is_spoken(id)
            || facts.attributions.names_study(id)
            || facts.attributions.institutions.binary_search_by_key(&id, |source| source.sentence).is_ok()
    };
    let next = sentence + 1;
    evidence.is_sourced(sentence)
        || named(sentence)
        || evidence.neighbours(sentence).any(named)
        || next < document.sentences.len() && named(next)
}
