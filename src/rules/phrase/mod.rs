//! The phrase engine: patterns over the words of one sentence, with the contexts in which they count.
//!
//! Sentences are passed over once for all rules. A word that begins no pattern costs one look-up; where a pattern
//! can begin it is tried, and only what matches is looked at in context.

pub mod context;
pub mod index;
pub mod matcher;
pub mod opening;

pub mod pattern;

use rayon::prelude::*;

use super::Article;
use super::rule::{Phrase, Rule};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Suggestion};
use crate::document::Sentence;
use crate::lexicon::ClassId;
use crate::span::ProseSpan;
use context::Place;
use matcher::Matcher;

/// Sentences are handed to the cores in runs of this many.
const CHUNK: usize = 2048;

/// What a phrase of a rule matched.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The rule's place in the registry.
    pub rule: usize,
    /// The phrase's place in the rule.
    pub phrase: usize,
    /// The sentence.
    pub sentence: usize,
    /// All tokens that matched, within the sentence.
    pub tokens: std::ops::Range<usize>,
    /// Those that are reported.
    pub report: std::ops::Range<usize>,
}

/// Finds all phrases of the rules that `is_on`, contexts respected, in the order of the text.
pub fn scan(article: &Article<'_>, is_on: &(dyn Fn(usize) -> bool + Sync)) -> Vec<Hit> {
    let sentences = article.document.sentences.len();
    let scan_range = |range: std::ops::Range<usize>| {
        let (mut hits, mut candidates) = (Vec::new(), Vec::new());
        for sentence in range {
            scan_sentence(article, sentence, is_on, &mut candidates, &mut hits);
        }
        hits
    };
    if sentences <= CHUNK {
        return scan_range(0..sentences);
    }
    let chunks: Vec<_> = (0..sentences).step_by(CHUNK).map(|from| from..(from + CHUNK).min(sentences)).collect();
    chunks.into_par_iter().map(scan_range).collect::<Vec<_>>().concat()
}

fn scan_sentence(
    article: &Article<'_>,
    number: usize,
    is_on: &dyn Fn(usize) -> bool,
    candidates: &mut Vec<u32>,
    hits: &mut Vec<Hit>,
) {
    let (document, registry) = (article.document, article.registry);
    let sentence = &document.sentences[number];
    let tokens = document.tokens_of(sentence);
    let index = &registry.phrases;
    let first_hit = hits.len();
    let mut matcher = Matcher::new(document, &registry.lexicon, tokens);
    let holding = index.needed_words.held(sentence, tokens);
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if !index.may_begin(token) {
            continue;
        }
        candidates.clear();
        let possible = |opening: &u32| index.possible(*opening, &holding);
        candidates.extend(index.of_followed(&registry.lexicon, tokens, at).filter_map(possible));
        let mut add = |openings: &[u32]| candidates.extend(openings.iter().filter_map(possible));
        add(index.of_word(token.word));
        add(index.of_classes(&registry.lexicon, token.word));
        if index.may_begin_longer(token.word) {
            for (class, _) in registry.lexicon.longer_at(document, tokens, at) {
                add(index.of_class(class));
            }
        }
        if matcher.is_number(at) {
            add(index.of_number());
        }
        candidates.sort_unstable();
        candidates.dedup();
        for candidate in candidates.iter() {
            let place = index.place(*candidate);
            if !is_on(place.rule) {
                continue;
            }
            let rule = &registry.rules()[place.rule];
            let phrase = &rule.phrases[place.phrase];
            if !applies(article, rule, phrase, sentence) {
                continue;
            }
            let Some(found) = matcher.match_at(&phrase.patterns[place.pattern], at) else { continue };
            let hit = Hit {
                rule: place.rule,
                phrase: place.phrase,
                sentence: number,
                tokens: at..found.end,
                report: found.report.unwrap_or(at..found.end),
            };
            let surroundings = Place { article, sentence: number, tokens: hit.report.clone() };
            if holds(&mut matcher, phrase, &surroundings) {
                keep_longest(hits, first_hit, hit);
            }
        }
    }
}

/// Families that leave the reference list alone: its titles are other people's words.
const NOT_IN_REFERENCES: [&str; 2] = ["claims", "language"];

fn applies(article: &Article<'_>, rule: &Rule, phrase: &Phrase, sentence: &Sentence) -> bool {
    let is_reference = article.document.blocks[sentence.block].reference;
    !(is_reference && NOT_IN_REFERENCES.contains(&rule.family.as_str()))
        && (phrase.market.is_empty() || phrase.market.contains(&article.settings.market))
        && phrase.content.is_none_or(|content| content == article.settings.content)
}

/// Of overlapping findings of one rule only the longest counts, of equally long ones the first.
fn keep_longest(hits: &mut Vec<Hit>, from: usize, hit: Hit) {
    let overlaps = |other: &Hit| {
        other.rule == hit.rule && other.tokens.start < hit.tokens.end && hit.tokens.start < other.tokens.end
    };
    if hits[from..].iter().any(|other| overlaps(other) && other.tokens.len() >= hit.tokens.len()) {
        return;
    }
    let mut at = from;
    while at < hits.len() {
        if overlaps(&hits[at]) {
            hits.remove(at);
        } else {
            at += 1;
        }
    }
    hits.push(hit);
}

fn holds(matcher: &mut Matcher<'_>, phrase: &Phrase, place: &Place<'_>) -> bool {
    let anywhere = |matcher: &mut Matcher<'_>, nodes: &[pattern::Node], range: std::ops::Range<usize>| {
        nodes.iter().any(|node| {
            let first = node.first();
            range.clone().any(|at| matcher.may_begin(&first, at) && matcher.match_at(node, at).is_some())
        })
    };
    let whole = 0..matcher.len();
    (phrase.within.is_empty() || anywhere(matcher, &phrase.within, whole.clone()))
        && (phrase.without.is_empty() || !anywhere(matcher, &phrase.without, whole))
        && (phrase.subject.is_empty() || anywhere(matcher, &phrase.subject, place.clause().start..place.tokens.start))
        && !phrase.unless.iter().any(|context| place.is(*context))
        && phrase.needs.iter().all(|context| place.is(*context))
}

/// The phrase that a hit is of.
pub fn of<'a>(article: &Article<'a>, hit: &Hit) -> &'a Phrase {
    &article.registry.rules()[hit.rule].phrases[hit.phrase]
}

/// The finding that a hit stands for.
pub fn diagnostic(article: &Article<'_>, hit: &Hit) -> Diagnostic {
    let document = article.document;
    let rule: &Rule = &article.registry.rules()[hit.rule];
    let phrase = of(article, hit);
    let sentence = &document.sentences[hit.sentence];
    let tokens = document.tokens_of(sentence);
    let prose = ProseSpan::new(tokens[hit.report.start].start(), tokens[hit.report.end - 1].end());
    let span = article.span(prose);
    let words = document.text(prose);
    let key = words.to_lowercase().replace('’', "'");
    let rest = words.split_once(' ').map_or("", |(_, rest)| rest);
    let proposal = phrase.suggest.iter().find(|(word, _)| word.is_empty() || *word == key);
    let proposal = proposal.map(|(_, text)| text.replace("{rest}", rest));
    let message =
        phrase.message.replace("{match}", words).replace("{suggest}", proposal.as_deref().unwrap_or_default());
    let mut finding = Diagnostic::new(rule.name.clone(), span, message).claim(article.span(sentence.prose));
    finding.severity = phrase.severity;
    finding.confidence = phrase.confidence;
    if phrase.group {
        finding = finding.group(key);
    }
    if let Some(proposal) = proposal {
        let replacement = in_case_of(words, &proposal);
        finding.suggestion = Some(Suggestion {
            // Text that markup or entities run through is not replaced unseen.
            applicability: if article.source.slice(span) == words { phrase.apply } else { Applicability::Display },
            edits: vec![Edit { span, replacement }],
        });
    }
    finding
}

/// `text` with a capital where the original has one.
fn in_case_of(original: &str, text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if original.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The classes named in patterns, for the index.
pub(crate) fn class_of(number: u16) -> ClassId {
    ClassId(number)
}
