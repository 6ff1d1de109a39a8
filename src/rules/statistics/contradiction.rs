//! One statement, made twice with two values: "affects 1 in 8 women" here, "affects 1 in 6 women" there.
//!
//! Two sentences are one statement when they are equal after their figures are masked and words that carry nothing
//! (articles, "about", "also") are left out. Everything else is part of the key: the subject, the year, the place,
//! the population. So this is exact and linear; what is said in other words is left to a reader.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::passage::Passage;
use super::step::same_unit;
use crate::diagnostic::Diagnostic;
use crate::facts::{Kind, Qualifiers, Quantity, Stance, year};
use crate::rules::Article;
use crate::rules::duplication::series;

/// Words that do not change what a sentence states.
const IDLE: &[&str] = &[
    "a",
    "an",
    "the",
    "is",
    "are",
    "be",
    "been",
    "has",
    "have",
    "will",
    "also",
    "that",
    "overall",
    "however",
    "in",
    "fact",
    "actually",
    "indeed",
    "now",
    "estimated",
    "thus",
    "so",
    "and",
    "but",
];

/// Words that stand for something named before.
const ANAPHORS: &[&str] = &[
    "this",
    "these",
    "it",
    "its",
    "they",
    "their",
    "them",
    "he",
    "she",
    "his",
    "her",
    "such",
    "that",
    "those",
    "here",
    "there",
    "one",
    "another",
    "other",
    "both",
    "same",
    "condition",
    "disorder",
    "disease",
    "test",
    "drug",
];

/// The fewest words besides figures and idle ones that make a statement.
const FEWEST: usize = 3;

/// A statement: where it is made.
struct Statement<'a> {
    passage: Passage<'a>,
    anaphoric: bool,
}

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<u64, Vec<Statement<'_>>> = FxHashMap::default();
    for passage in Passage::all(article) {
        let Some((key, anaphoric)) = key(&passage) else { continue };
        let statement = Statement { passage, anaphoric };
        let earlier = first.entry(key).or_default();
        if let Some(finding) = earlier.iter().rev().find_map(|other| contradicts(other, &statement)) {
            findings.push(finding);
        }
        // More copies than this are a form, not a statement.
        if earlier.len() < 8 {
            earlier.push(statement);
        }
    }
}

fn is_statistic(figure: &Quantity) -> bool {
    // "Example 2": a bare number that counts nothing is a label.
    let counts = figure.kind != Kind::Count || figure.head.is_some();
    counts
        && matches!(
            figure.kind,
            Kind::Share
                | Kind::Rate
                | Kind::Count
                | Kind::RatioMeasure
                | Kind::Change
                | Kind::Money
                | Kind::Score
                | Kind::Lab
        )
}

/// What the sentence states but for its figures, and whether it points back at something.
fn key(passage: &Passage<'_>) -> Option<(u64, bool)> {
    let document = passage.article.document();
    let sentence = &document.sentences[passage.sentence];
    let block = &document.blocks[sentence.block];
    let question = document.text(sentence.prose).ends_with('?');
    let stated = passage.figures.iter().all(|figure| figure.stance == Stance::ASSERTED);
    if !block.is_running_text() || question || !stated || !passage.figures.iter().any(is_statistic) {
        return None;
    }
    let mut hasher = FxHasher::default();
    let (mut words, mut anaphoric, mut at) = (0, false, 0);
    let mut figures = passage.figures.iter().peekable();
    while at < passage.len() {
        if let Some(figure) = figures.peek().filter(|figure| passage.lead(figure) <= at) {
            hasher.write_u8(figure.kind as u8);
            hasher.write(figure.unit.base.map_or("", |base| base.code()).as_bytes());
            at = passage.end(figure).max(at + 1);
            figures.next();
            continue;
        }
        let text = passage.text(at);
        if passage.is_number(at) || (passage.is_word(at) && !passage.is_any(at, IDLE)) {
            text.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(c as u32));
            hasher.write_u8(0xff);
            words += 1;
        }
        anaphoric |= passage.is_any(at, ANAPHORS);
        at += 1;
    }
    (words >= FEWEST).then(|| (hasher.finish(), anaphoric))
}

fn contradicts(earlier: &Statement<'_>, later: &Statement<'_>) -> Option<Diagnostic> {
    let (one, two) = (&earlier.passage, &later.passage);
    if one.figures.len() != two.figures.len() {
        return None;
    }
    let mut apart = one.figures.iter().zip(two.figures).filter(|(a, b)| differ(a, b));
    let (first, second) = apart.next()?;
    if apart.next().is_some() || !is_statistic(second) || holds_elsewhere(earlier, later) {
        return None;
    }
    let article = later.passage.article;
    let show =
        |passage: &Passage<'_>, figure: &Quantity| passage.slice(passage.start(figure)..passage.end(figure)).to_owned();
    let (before, after) = (show(one, first), show(two, second));
    Some(
        Diagnostic::new("statistic-contradiction", two.span(second), format!("{after} here, but {before} in the same statement before"))
            .label("the same statement with another value")
            .related(one.span(first), format!("{before} here"))
            .help("The two sentences are the same but for this figure, and name no other year, place or group. Find out which one is right, or say what makes them different.")
            .claim(article.span(article.document().sentences[two.sentence].prose)),
    )
}

/// Whether no reading makes the two figures meet.
fn differ(one: &Quantity, two: &Quantity) -> bool {
    match same_unit(one, two) {
        Some((a, b)) => a.is_disjoint(b),
        None => one.printed() != two.printed(),
    }
}

/// Whether the two sentences may hold for different things: other headings, groups, years or sources around them.
fn holds_elsewhere(earlier: &Statement<'_>, later: &Statement<'_>) -> bool {
    let article = later.passage.article;
    let document = article.document();
    let sentences = [earlier.passage.sentence, later.passage.sentence];
    let [one, two] = sentences.map(|number| document.sentences[number].block);
    let blocks = [&document.blocks[one], &document.blocks[two]];
    let same_heading = blocks[0].heading == blocks[1].heading;
    if (earlier.anaphoric || later.anaphoric) && !same_heading
        || blocks[0].list.is_some() && blocks[0].list == blocks[1].list
    {
        return true;
    }
    if series::contexts_differ(article, one, two)
        || series::tells_myths(article, one)
        || series::tells_myths(article, two)
    {
        return true;
    }
    // What the sentence before sets up holds for the next one too.
    let before = sentences.map(|number| {
        let previous = number.checked_sub(1)?;
        let sentence = &document.sentences[previous];
        (sentence.block == document.sentences[number].block).then_some(previous)
    });
    let qualifiers =
        before.map(|number| number.map(|number| Qualifiers::of(document, document.sentences[number].tokens.clone())));
    let years = before.map(|number| {
        number
            .map_or(&[][..], |number| year::in_sentence(&article.facts().years, number))
            .iter()
            .map(|year| year.year)
            .collect::<Vec<_>>()
    });
    let other_group = match qualifiers {
        [Some(one), Some(two)] => !one.agree_with(two),
        _ => false,
    };
    let other_study = before.into_iter().flatten().any(|number| {
        Passage::at(article, number)
            .is_some_and(|passage| passage.any(0..passage.len(), &["another", "second", "other", "earlier", "whereas"]))
    });
    other_group || other_study || (!years[0].is_empty() && !years[1].is_empty() && years[0] != years[1])
}
