//! dose-contradiction and dose-period-conflict: two statements about the dose of one drug that cannot both hold.
//!
//! Statements are compared only on the same key: the same drug, named for both, the same role ("the maximum"), the same
//! period, and the same qualifiers, none of which may stand on one side only.

use super::link::{is_ceiling, sentence_says};
use super::{Place, dose_text, is_authors};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{Dimension, Dose, DrugId, Known, Quantity, Rational, Role, Unit, UnitId, describe, period_of};
use crate::rules::{Article, data_table};
use std::sync::LazyLock;

use serde::Deserialize;

/// A statement with its key.
struct Statement<'a> {
    dose: &'a Dose,
    quantity: &'a Quantity,
    drug: DrugId,
    role: Role,
    /// The period that the amount is for, `None` for a single dose.
    period: Option<UnitId>,
}

/// dose-contradiction: "maximum 4,000 mg a day" here, "no more than 3,000 mg a day" there.
pub(super) fn doses(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let statements: Vec<Statement<'_>> =
        facts.doses.all.iter().filter_map(|dose| statement(article, dose, &facts.quantities.all)).collect();
    for (number, later) in statements.iter().enumerate() {
        let earlier = statements[..number].iter().find(|earlier| {
            earlier.drug == later.drug
                && earlier.role == later.role
                && earlier.period == later.period
                && earlier.quantity.sentence != later.quantity.sentence
                && earlier.dose.qualifiers == later.dose.qualifiers
        });
        if let Some(finding) = earlier.and_then(|earlier| contradiction(article, earlier, later)) {
            findings.push(finding);
        }
    }
}

/// Words of a statement that is another's, or holds under a condition: sources that differ may differ.
const OTHERS: &[&str] = &[
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

fn statement<'a>(article: &Article<'_>, dose: &'a Dose, quantities: &'a [Quantity]) -> Option<Statement<'a>> {
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
    Some(Statement { dose, quantity, drug, role, period })
}

fn contradiction(article: &Article<'_>, earlier: &Statement<'_>, later: &Statement<'_>) -> Option<Diagnostic> {
    let unit = Unit::single(earlier.quantity.unit.base?);
    let plain = |quantity: &Quantity| quantity.unit.without_per(Dimension::Time).convert(quantity.reading(), unit);
    let (mut one, mut two) = (plain(earlier.quantity)?, plain(later.quantity)?);
    if later.role == Role::Maximum {
        // Two ceilings are compared by their height.
        let ceiling = |interval: crate::facts::Interval| interval.high().map(crate::facts::Interval::point);
        (one, two) = (ceiling(one)?, ceiling(two)?);
        // As many doses or tablets a day on both sides, or none stated.
        if earlier.dose.frequency.is_some() != later.dose.frequency.is_some() {
            return None;
        }
    }
    let factor = one.gap_factor(two).filter(|factor| *factor >= Rational::fraction(5, 4).unwrap_or(Rational::ONE))?;
    let slipped = factor == Rational::from(10) || factor == Rational::from(1000) || factor == Rational::from(100);
    let severity = if slipped { Severity::Error } else { Severity::Warning };
    let what = match later.role {
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
                later.drug.name(),
                dose_text(article, later.quantity),
                dose_text(article, earlier.quantity),
                Place::of(earlier.quantity, later.quantity).word()
            ),
        )
        .severity(severity)
        .related(
            article.span(earlier.quantity.span),
            format!("the same {what} of {}, for the same people", earlier.drug.name()),
        ),
    )
}

static WEEKLY: LazyLock<Vec<DrugId>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Row {
        name: Box<str>,
    }
    #[derive(Deserialize)]
    struct File {
        row: Vec<Row>,
    }
    let file: File = data_table!("weekly_drugs");
    file.row.iter().filter_map(|row| DrugId::named(&row.name)).collect()
});

/// dose-period-conflict: the same dose of the same drug by the day here and by the week there.
pub(super) fn periods(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let quantities = &facts.quantities.all;
    let regimens: Vec<(&Dose, &Quantity, DrugId, UnitId, usize)> = facts
        .doses
        .all
        .iter()
        .filter_map(|dose| {
            let quantity = &quantities[dose.amount];
            let (drug, known) = dose.drug?;
            let own = quantity.unit.per(Dimension::Time).and_then(|per| per.unit).map(|unit| (unit, dose.amount));
            let (period, at) = own.or_else(|| {
                let at = dose.frequency?;
                period_of(&quantities[at]).map(|unit| (unit, at))
            })?;
            let once = at == dose.amount || quantities[at].value() == Some(Rational::ONE);
            let marked = sentence_says(
                article,
                quantity,
                &[
                    "instead",
                    "not",
                    "never",
                    "mistake",
                    "mistakenly",
                    "error",
                    "rather",
                    "cancer",
                    "leukemia",
                    "instead of",
                    "or",
                ],
            );
            let usable = once
                && !marked
                && known != Known::Topic
                && is_authors(quantity)
                && quantity.stance.is_asserted()
                && !quantity.roles.harms()
                && !quantity.roles.has(Role::Trial)
                && !article.is_masked(quantity.block);
            usable.then_some((dose, quantity, drug, period, at))
        })
        .collect();
    for (number, (dose, quantity, drug, period, at)) in regimens.iter().enumerate() {
        let earlier = regimens[..number].iter().find(|(other, amount, of, per, _)| {
            of == drug
                && per != period
                && other.qualifiers == dose.qualifiers
                && amount.sentence != quantity.sentence
                && same_amount(amount, quantity)
        });
        let Some((_, amount, _, _, before)) = earlier else { continue };
        let weekly = WEEKLY.contains(drug);
        let note = if weekly {
            format!("; {} is mostly taken once a week: the same dose every day is an overdose", drug.name())
        } else {
            String::new()
        };
        findings.push(
            Diagnostic::new(
                "dose-period-conflict",
                article.span(quantity.span.cover(quantities[*at].span)),
                format!(
                    "{} of {} is taken once a {} here and once a {} {}{note}",
                    describe(
                        quantity
                            .unit
                            .without_per(Dimension::Time)
                            .convert(quantity.printed(), Unit::NONE.with_base(quantity.unit.base))
                            .unwrap_or(quantity.printed()),
                        Unit::NONE.with_base(quantity.unit.base)
                    ),
                    drug.name(),
                    period_word(*period),
                    period_word(
                        quantities[*before].unit.per(Dimension::Time).and_then(|per| per.unit).unwrap_or(*period)
                    ),
                    Place::of(amount, quantity).word()
                ),
            )
            .related(article.span(amount.span.cover(quantities[*before].span)), "the same dose, another period"),
        );
    }
}

fn same_amount(one: &Quantity, two: &Quantity) -> bool {
    let plain = |quantity: &Quantity| quantity.unit.without_per(Dimension::Time);
    let converted = plain(one).convert(one.printed(), plain(two));
    one.lo.is_some() && one.hi.is_some() && converted == Some(two.printed())
}

fn period_word(unit: UnitId) -> &'static str {
    match unit.code() {
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "h" => "hour",
        _ => "year",
    }
}
