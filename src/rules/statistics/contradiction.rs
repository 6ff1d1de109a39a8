//! One statement, made twice with two values: "affects 1 in 8 women" here, "affects 1 in 6 women" there.
//!
//! Two sentences make one statement when their keys are equal (see `statement`): the same words but for idle ones,
//! whatever their order. So this is linear; what is said in other words altogether is left to a reader.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::passage::{Passage, is_fraction, proportion};
use super::statement::{Reader, Statement};
use super::step::same_unit;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::facts::{Qualifiers, Quantity, Rational, year};
use crate::rules::Article;
use crate::rules::duplication::series;

/// "1 in N" up to here is a way of speaking.
const SPOKEN: i64 = 6;

/// How many points off a share in words may be.
const FEW_POINTS: i64 = 4;

/// More copies than this are a form, not a statement.
const MOST_COPIES: usize = 8;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let reader = Reader::new(article.lexicon());
    let studies = Studies { article, reader: &reader, sentences: OnceCell::new() };
    let mut first: FxHashMap<u64, Vec<Statement<'_>>> = FxHashMap::default();
    for passage in Passage::all(article) {
        let sentence = &document.sentences[passage.sentence];
        let question = document.text(sentence.prose).ends_with('?');
        if question || !document.blocks[sentence.block].is_running_text() {
            continue;
        }
        let mut reported = false;
        for statement in reader.statements(passage) {
            let earlier = first.entry(statement.key).or_default();
            let found = earlier.iter().rev().find_map(|other| contradicts(other, &statement, &studies));
            // Two figures of a sentence may contradict the same other sentence: it is said once.
            findings.extend(found.filter(|_| !std::mem::replace(&mut reported, true)));
            if earlier.len() < MOST_COPIES {
                earlier.push(statement);
            }
        }
    }
}

/// The sentences that bring in a study, looked for when it first matters.
struct Studies<'a> {
    article: &'a Article<'a>,
    reader: &'a Reader,
    sentences: OnceCell<Vec<usize>>,
}

impl Studies<'_> {
    /// Whether the article brings in more than one study, so that "the participants" may be those of either.
    fn are_several(&self) -> bool {
        let find = || {
            let all = 0..self.article.document().sentences.len();
            let introduces = |number: &usize| {
                Passage::at(self.article, *number).is_some_and(|passage| self.reader.introduces_study(&passage))
            };
            all.filter(introduces).take(2).collect()
        };
        self.sentences.get_or_init(find).len() > 1
    }
}

fn contradicts(earlier: &Statement<'_>, later: &Statement<'_>, studies: &Studies<'_>) -> Option<Diagnostic> {
    let (one, two) = (&earlier.passage, &later.passage);
    let (first, second) = (earlier.figure, later.figure);
    let same_sentence = one.sentence == two.sentence;
    if same_sentence || !differ(first, second) || holds_elsewhere(earlier, later) {
        return None;
    }
    if (earlier.sampled || later.sampled) && studies.are_several() {
        return None;
    }
    let article = later.passage.article;
    let show =
        |passage: &Passage<'_>, figure: &Quantity| passage.slice(passage.start(figure)..passage.end(figure)).to_owned();
    let (before, after) = (show(one, first), show(two, second));
    // The same words in another order may, once in a while, say something else.
    let confidence = if earlier.wording == later.wording { Confidence::High } else { Confidence::Medium };
    Some(
        Diagnostic::new("statistic-contradiction", two.span(second), format!("{after} here, but {before} in the same statement before"))
            .label("the same statement with another value")
            .related(one.span(first), format!("{before} here"))
            .help("The two sentences say the same but for this figure, and name no other year, place or group. Find out which one is right, or say what makes them different.")
            .confidence(confidence)
            .claim(article.span(article.document().sentences[two.sentence].prose)),
    )
}

/// Whether no reading makes the two figures meet.
fn differ(one: &Quantity, two: &Quantity) -> bool {
    // "Half" and "one in five" are ways of speaking where the other figure is a percentage.
    let spoken = |figure: &Quantity| {
        is_fraction(figure) || proportion(figure).is_some_and(|(_, whole)| whole <= Rational::from(SPOKEN))
    };
    let loose = one.unit.is("%") != two.unit.is("%") && (spoken(one) || spoken(two));
    let points = if loose { FEW_POINTS } else { 0 };
    match same_unit(one, two) {
        Some((a, b)) => {
            Rational::fraction(points, 100).and_then(|slack| a.widen(slack)).is_some_and(|a| a.is_disjoint(b))
        }
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
