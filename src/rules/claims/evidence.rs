//! Claims of cause that outrun the study behind them: from observation to cause, from animals to people.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::BlockId;
use crate::facts::claim::{Claim, Design, Strength};
use crate::lexicon::class;
use crate::rules::Article;
use crate::rules::card::Context;
use crate::rules::phrase::context::Place;

/// Where a sentence is not the author's plain statement, the claim is not theirs either.
const NOT_ASSERTED: [Context; 6] =
    [Context::Negated, Context::Refuted, Context::Quoted, Context::Question, Context::Conditional, Context::Reported];

/// Tokens behind a verb within which the people must stand for whom it promises something.
const PEOPLE_REACH: usize = 9;

/// A cause is claimed where the paragraph calls the study observational.
pub(super) fn causal_from_observational(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = &article.facts().claims;
    // An article about a trial may well mention a survey: its causal words are earned.
    if facts.evidence().iter().any(|evidence| evidence.design == Design::Randomised) {
        return;
    }
    for claim in facts.all().iter().filter(|claim| is_asserted_cause(article, claim)) {
        let block = article.document().sentences[claim.sentence].block;
        let upto = article.document().blocks[block].sentences.start..claim.sentence + 1;
        let observed = facts.evidence_in(upto).iter().rev().find(|evidence| evidence.design == Design::Observational);
        let Some(observed) = observed else { continue };
        let told = observed.sentence == claim.sentence || reports_finding(article, claim.sentence);
        if !told || is_done_by_study(article, claim) {
            continue;
        }
        let document = article.document();
        let sentence = &document.sentences[claim.sentence];
        let prose = document.prose_of(sentence, claim.verb.clone());
        let (span, verb) = (article.span(prose), document.text(prose));
        let message = format!("“{verb}” claims a cause, but the study only observed");
        let mut finding = Diagnostic::new("causal-from-observational", span, message)
            .claim(article.span(sentence.prose))
            .related(article.span(document.sentences[observed.sentence].prose), "the kind of study");
        if let Some(softer) = softened(verb) {
            finding = finding.suggest(Suggestion::display(span, softer));
        }
        findings.push(finding);
    }
}

/// People are promised something where the paragraph knows of animals or cells only.
pub(super) fn animal_to_human(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (block, designs) in paragraphs_of_animals(article) {
        for number in document.blocks[block].sentences.clone() {
            let Some(source) = designs.iter().find(|(sentence, _)| *sentence <= number) else { continue };
            let claims = article.facts().claims.of_sentence(number).iter();
            let told = claims
                .filter(|claim| is_asserted_cause(article, claim))
                .find_map(|claim| people_behind(article, claim))
                .or_else(|| people_will(article, number));
            let Some(tokens) = told else { continue };
            if source.0 != number && !speaks_of_the_same(article, number, tokens.start, source.0) {
                continue;
            }
            let sentence = &document.sentences[number];
            let prose = document.prose_of(sentence, tokens);
            let studied = if source.1 == Design::Animal { "animals" } else { "cells" };
            let message = format!("“{}” speaks of people, but only {studied} were studied", document.text(prose));
            findings.push(
                Diagnostic::new("animal-to-human", article.span(prose), message)
                    .claim(article.span(sentence.prose))
                    .related(article.span(document.sentences[source.0].prose), "what was studied"),
            );
        }
    }
}

/// Whether the author asserts a cause.
fn is_asserted_cause(article: &Article<'_>, claim: &Claim) -> bool {
    let document = article.document();
    let place = Place { article, sentence: claim.sentence, tokens: claim.verb.clone() };
    let block = &document.blocks[document.sentences[claim.sentence].block];
    claim.strength == Strength::Causal
        && !block.reference
        && !block.is_cell()
        && !NOT_ASSERTED.iter().any(|context| place.is(*context))
}

/// Whether what stands before token `verb` takes up the study's sentence: by a pronoun, or by one of its words.
fn speaks_of_the_same(article: &Article<'_>, sentence: usize, verb: usize, study: usize) -> bool {
    let document = article.document();
    let words_of = |number: usize| document.tokens_of(&document.sentences[number]).iter();
    let studied: Vec<String> = words_of(study)
        .map(|token| stem(&document.token_text(token).to_lowercase()))
        .filter(|word| word.len() > 3)
        .collect();
    words_of(sentence).take(verb).any(|token| {
        let word = document.token_text(token).to_lowercase();
        matches!(word.as_str(), "it" | "this" | "they" | "these" | "taking") || studied.contains(&stem(&word))
    })
}

/// A word without the ending of its plural: "blueberries" and "blueberry" are one.
fn stem(word: &str) -> String {
    let root = word.strip_suffix("ies").or_else(|| word.strip_suffix(['y', 's']));
    root.unwrap_or(word).to_owned()
}

/// Whether the study itself is the subject of the verb ("the survey reduced the number of questions").
fn is_done_by_study(article: &Article<'_>, claim: &Claim) -> bool {
    let document = article.document();
    let class = class!("observational-design");
    let tokens = document.tokens_of(&document.sentences[claim.sentence]);
    (0..claim.verb.start).any(|at| article.lexicon().member_at(document, tokens, at, class) == Some(claim.verb.start))
}

/// Whether the sentence passes on what a study found.
fn reports_finding(article: &Article<'_>, sentence: usize) -> bool {
    let document = article.document();
    let class = class!("finding-word");
    let tokens = document.tokens_of(&document.sentences[sentence]);
    (0..tokens.len()).any(|at| article.lexicon().member_at(document, tokens, at, class).is_some())
}

/// Paragraphs that name animals or cells as what was studied, and no people, with those sentences.
fn paragraphs_of_animals(article: &Article<'_>) -> Vec<(BlockId, Vec<(usize, Design)>)> {
    let document = article.document();
    let is_animal = |design: Design| matches!(design, Design::Animal | Design::InVitro);
    let mut paragraphs: Vec<(BlockId, Vec<(usize, Design)>)> = Vec::new();
    for evidence in article.facts().claims.evidence().iter().filter(|evidence| is_animal(evidence.design)) {
        let block = document.sentences[evidence.sentence].block;
        if !document.blocks[block].is_running_text() {
            continue;
        }
        let all = article.facts().claims.evidence_in(document.blocks[block].sentences.clone());
        if all.iter().any(|other| !is_animal(other.design)) {
            continue;
        }
        match paragraphs.last_mut() {
            Some((last, designs)) if *last == block => designs.push((evidence.sentence, evidence.design)),
            _ => paragraphs.push((block, vec![(evidence.sentence, evidence.design)])),
        }
    }
    paragraphs
}

/// The verb with the people that the claim is about ("lowers your risk", "prevents cancer in people").
fn people_behind(article: &Article<'_>, claim: &Claim) -> Option<Range<usize>> {
    let document = article.document();
    let class = class!("person");
    let tokens = document.tokens_of(&document.sentences[claim.sentence]);
    let in_clause =
        |at: &usize| !matches!(document.token_text(&tokens[*at]), "," | ";" | ":" | "but" | "while" | "and");
    let mut reach = (claim.verb.end..tokens.len()).take(PEOPLE_REACH).take_while(in_clause);
    let end = reach.find_map(|at| article.lexicon().member_at(document, tokens, at, class))?;
    Some(claim.verb.start..end.max(claim.tokens.end))
}

/// "Patients will regain their memory", "it helps you sleep".
fn people_will(article: &Article<'_>, number: usize) -> Option<Range<usize>> {
    let document = article.document();
    let lexicon = article.lexicon();
    let (person, recovery) = (class!("person"), class!("recovery-verb"));
    let tokens = document.tokens_of(&document.sentences[number]);
    let text = |at: usize| tokens.get(at).map_or("", |token| document.token_text(token));
    let found = (0..tokens.len()).find_map(|at| {
        let behind = lexicon.member_at(document, tokens, at, person)?;
        let helps = at > 0 && matches!(text(at - 1), "help" | "helps" | "helped");
        let verb = match text(behind) {
            "will" => behind + 1,
            "to" if helps => behind + 1,
            _ if helps => behind,
            _ => return None,
        };
        let end = lexicon.member_at(document, tokens, verb, recovery)?;
        Some(at - usize::from(helps)..end)
    })?;
    let place = Place { article, sentence: number, tokens: found.clone() };
    (!NOT_ASSERTED.iter().any(|context| place.is(*context))).then_some(found)
}

/// What can stand in place of a verb of cause.
fn softened(verb: &str) -> Option<&'static str> {
    Some(match verb.to_ascii_lowercase().as_str() {
        "causes" | "cause" | "leads to" | "lead to" | "results in" | "result in" | "triggers" => "is linked to",
        "caused" | "led to" | "resulted in" | "triggered" => "was linked to",
        "prevents" | "prevent" | "protects against" | "protect against" => "is linked to a lower risk of",
        "prevented" | "protected against" => "was linked to a lower risk of",
        _ => return None,
    })
}
