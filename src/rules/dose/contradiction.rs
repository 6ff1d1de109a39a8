//! dose-contradiction: two statements about the dose of one drug that cannot both hold.
//!
//! Statements are compared only on the same key: the same drug, named for both, the same role ("the maximum"), the same
//! period, and the same qualifiers and circumstances, none of which may stand on one side only.

use rustc_hash::FxHashMap;

use super::circumstance::circumstances;
use super::link::{is_ceiling, sentence_says};
use super::restated;
use super::{Place, dose_text, is_authors};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{Dimension, Dose, DrugId, Known, Qualifiers, Quantity, Rational, Role, Unit, UnitId, period_of};
use crate::rules::Article;
use crate::rules::statement::{Reader, Scene};

/// What two statements must have in common to be compared.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    drug: DrugId,
    role: Role,
    /// The period that the amount is for, `None` for a single dose.
    period: Option<UnitId>,
    qualifiers: Qualifiers,
    /// For what, where and when it holds.
    circumstances: u64,
}

/// A statement by its template: the role of an amount of a drug.
#[derive(Clone, Copy)]
struct Statement<'a> {
    dose: &'a Dose,
    quantity: &'a Quantity,
}

/// dose-contradiction: "maximum 4,000 mg a day" here, "no more than 3,000 mg a day" there; then what is said twice in
/// the same words.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let reader = Reader::new();
    let scene = Scene::new(article);
    let mut first: FxHashMap<Key, Vec<Statement<'_>>> = FxHashMap::default();
    let mut told: Vec<usize> = Vec::new();
    for dose in &facts.doses.all {
        let Some((key, later)) = statement(article, dose, &facts.quantities.all) else { continue };
        let (role, drug) = (key.role, key.drug);
        let known = first.entry(key).or_default();
        let elsewhere = known.iter().find(|earlier| {
            let sentences = [earlier.quantity.sentence, later.quantity.sentence];
            sentences[0] != sentences[1] && !scene.sections_differ(sentences)
        });
        if let Some(finding) = elsewhere.and_then(|earlier| contradiction(article, drug, role, earlier, &later)) {
            told.push(later.quantity.sentence);
            findings.push(finding);
        }
        // The first two sentences are enough to compare with.
        if known.iter().all(|other| other.quantity.sentence != later.quantity.sentence) && known.len() < 2 {
            known.push(later);
        }
    }
    restated::check(article, &reader, &scene, &told, findings);
}

/// Words of a statement that is another's, or holds under a condition: sources that differ may differ.
pub(super) const OTHERS: &[&str] = &[
    "some",
    "experts",
    "according",
    "guidelines",
    "study",
    "trial",
    "older",
    "recently",
    "previously",
    "europe",
    "uk",
    "us",
    "if",
    "unless",
    "except",
];

fn statement<'a>(article: &Article<'_>, dose: &'a Dose, quantities: &'a [Quantity]) -> Option<(Key, Statement<'a>)> {
    let quantity = &quantities[dose.amount];
    let (drug, known) = dose.drug?;
    let mass = quantity.unit.base.is_some_and(|unit| {
        matches!(unit.dimension(), Dimension::Mass | Dimension::Own(_)) && !unit.code().starts_with('{')
    });
    if !mass || quantity.unit.denominators().count() > 1 || known == Known::Topic || article.is_masked(quantity.block) {
        return None;
    }
    if !quantity.stance.is_asserted() && !is_ceiling(quantity) || !is_authors(quantity) || dose.weight.is_some() {
        return None;
    }
    if sentence_says(article, quantity, OTHERS) || quantity.roles.has(Role::Trial) || quantity.roles.harms() {
        return None;
    }
    let role = if is_ceiling(quantity) {
        Role::Maximum
    } else {
        [Role::Start, Role::Usual].into_iter().find(|role| quantity.roles.has(*role))?
    };
    let per = quantity.unit.per(Dimension::Time).and_then(|per| per.unit);
    if quantity.unit.denominators().count() == 1 && per.is_none() {
        return None;
    }
    let period = per.or_else(|| dose.frequency.and_then(|at| period_of(&quantities[at])));
    let key = Key { drug, role, period, qualifiers: dose.qualifiers, circumstances: circumstances(article, quantity)? };
    Some((key, Statement { dose, quantity }))
}

fn contradiction(
    article: &Article<'_>,
    drug: DrugId,
    role: Role,
    earlier: &Statement<'_>,
    later: &Statement<'_>,
) -> Option<Diagnostic> {
    let unit = Unit::single(earlier.quantity.unit.base?);
    let plain = |quantity: &Quantity| quantity.unit.without_per(Dimension::Time).convert(quantity.reading(), unit);
    let (mut one, mut two) = (plain(earlier.quantity)?, plain(later.quantity)?);
    if role == Role::Maximum {
        // Two ceilings are compared by their height.
        let ceiling = |interval: crate::facts::Interval| interval.high().map(crate::facts::Interval::point);
        (one, two) = (ceiling(one)?, ceiling(two)?);
        // As many doses or tablets a day on both sides, or none stated.
        if earlier.dose.frequency.is_some() != later.dose.frequency.is_some() {
            return None;
        }
    }
    let severity = severity(one.gap_factor(two)?)?;
    let what = match role {
        Role::Maximum => "maximum",
        Role::Start => "starting dose",
        _ => "usual dose",
    };
    Some(
        Diagnostic::new(
            "dose-contradiction",
            article.span(later.quantity.span),
            format!(
                "the {what} of {} is {} here and {} {}",
                drug.name(),
                dose_text(article, later.quantity),
                dose_text(article, earlier.quantity),
                Place::of(earlier.quantity, later.quantity).word()
            ),
        )
        .severity(severity)
        .related(
            article.span(earlier.quantity.span),
            format!("the same {what} of {}, for the same people", drug.name()),
        ),
    )
}

/// How grave it is that two doses differ by `factor`: a slip of the decimal point or of the unit more than others,
/// less than a quarter not at all.
pub(super) fn severity(factor: Rational) -> Option<Severity> {
    let slipped = [10, 100, 1000].into_iter().any(|slip| factor == Rational::from(slip));
    let apart = factor >= Rational::fraction(5, 4)?;
    apart.then_some(if slipped { Severity::Error } else { Severity::Warning })
}
