//! One statement, made twice with two values: "affects 1 in 8 women" here, "affects 1 in 6 women" there.
//!
//! Two sentences make one statement when their keys are equal (see `statement`): the same words but for idle ones,
//! whatever their order. So this is linear; what is said in other words altogether is left to a reader.

use rustc_hash::FxHashMap;

use super::step::same_unit;
use crate::diagnostic::{Confidence, Diagnostic, Severity};
use crate::facts::{Kind, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_fraction, proportion};
use crate::rules::statement::{Reader, Scene, Statement, apart_from_year};

/// "1 in N" up to here is a way of speaking.
const SPOKEN: i64 = 6;

/// How many points off a share in words may be.
const FEW_POINTS: i64 = 4;

/// More copies than this are a form, not a statement.
const MOST_COPIES: usize = 8;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let reader = Reader::new();
    let scene = Scene::new(article);
    let mut first: FxHashMap<u64, Vec<Statement<'_>>> = FxHashMap::default();
    for passage in Passage::all(article) {
        let mut reported = false;
        for statement in reader.statements(passage, is_statistic) {
            let earlier = first.entry(statement.key).or_default();
            let found = earlier.iter().rev().find_map(|other| contradicts(other, &statement, &scene));
            // Two figures of a sentence may contradict the same other sentence: it is said once.
            findings.extend(found.filter(|_| !std::mem::replace(&mut reported, true)));
            if earlier.len() < MOST_COPIES {
                earlier.push(statement);
            }
        }
    }
}

fn contradicts(earlier: &Statement<'_>, later: &Statement<'_>, scene: &Scene<'_>) -> Option<Diagnostic> {
    let (one, two) = (&earlier.passage, &later.passage);
    let (first, second) = (earlier.figure, later.figure);
    if !differ(first, second) || scene.parts(earlier, later) {
        return None;
    }
    let article = later.passage.article;
    let show =
        |passage: &Passage<'_>, figure: &Quantity| passage.slice(passage.start(figure)..passage.end(figure)).to_owned();
    let (before, after) = (show(one, first), show(two, second));
    let finding = Diagnostic::new(
        "statistic-contradiction",
        two.span(second),
        format!("{after} here, but {before} in the same statement before"),
    )
    .label("the same statement with another value")
    .related(one.span(first), format!("{before} here"))
    .help("The two sentences say the same but for this figure, and name no other year, place or group. Find out which one is right, or say what makes them different.")
    .claim(article.span(article.document().sentences[two.sentence].prose));
    // The same words in another order may, once in a while, say something else; a template leaves more open.
    Some(match (earlier.wording == later.wording, later.measured) {
        (true, _) => finding.confidence(Confidence::High),
        (false, false) => finding.confidence(Confidence::Medium),
        (false, true) => finding.confidence(Confidence::Medium).severity(Severity::Warning),
    })
}

/// Whether no reading makes the two figures meet.
fn differ(one: &Quantity, two: &Quantity) -> bool {
    // "Half" and "one in five" are ways of speaking where the other figure is a percentage.
    let spoken = |figure: &Quantity| {
        is_fraction(figure) || proportion(figure).is_some_and(|(_, whole)| whole <= Rational::from(SPOKEN))
    };
    let loose = one.unit.is("%") != two.unit.is("%") && (spoken(one) || spoken(two));
    let points = if loose { FEW_POINTS } else { 0 };
    let [plain, other] = [one, two].map(|figure| apart_from_year(figure.unit).0);
    let found = if plain == other && one.unit != two.unit {
        let plain = [one, two].map(|figure| Quantity { unit: plain, ..figure.clone() });
        same_unit(&plain[0], &plain[1])
    } else {
        same_unit(one, two)
    };
    match found {
        Some((a, b)) => {
            Rational::fraction(points, 100).and_then(|slack| a.widen(slack)).is_some_and(|a| a.is_disjoint(b))
        }
        None => one.printed() != two.printed(),
    }
}

/// Whether the figure is one that two sentences can contradict each other in; a duration is where the sentence names
/// a measure.
fn is_statistic(figure: &Quantity, measured: bool) -> bool {
    // "Example 2": a bare number that counts nothing is a label.
    let counts = figure.kind != Kind::Count || figure.head.is_some();
    measured && matches!(figure.kind, Kind::Duration | Kind::Age)
        || counts
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
