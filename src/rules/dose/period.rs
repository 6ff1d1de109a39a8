//! dose-period-conflict: the same dose of the same drug by the day here and by the week there.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::circumstance::circumstances;
use super::link::sentence_says;
use super::{Place, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{
    Dimension, Dose, DrugId, Known, Qualifiers, Quantity, Rational, Role, Unit, UnitId, describe, period_of,
};
use crate::rules::{Article, data_table};

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

/// Words of a sentence that speaks of a mistake, a choice or another disease.
const MARKED: &[&str] =
    &["instead", "not", "never", "mistake", "mistakenly", "error", "rather", "cancer", "leukemia", "leukaemia", "or"];

/// More regimens of one drug than this are a table in words.
const MOST: usize = 16;

/// An amount that is taken once in a period.
struct Regimen<'a> {
    amount: &'a Quantity,
    period: UnitId,
    /// What says how often: the amount itself ("15 mg a week"), or a frequency beside it.
    often: &'a Quantity,
    /// For what, where and when.
    around: u64,
}

/// dose-period-conflict: the same dose of the same drug by the day here and by the week there.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let mut regimens: FxHashMap<(DrugId, Qualifiers), Vec<Regimen<'_>>> = FxHashMap::default();
    for dose in &article.facts().doses.all {
        let Some((drug, later)) = regimen(article, dose) else { continue };
        let known = regimens.entry((drug, dose.qualifiers)).or_default();
        let conflicts = |earlier: &&Regimen<'_>| {
            earlier.period != later.period
                && earlier.amount.sentence != later.amount.sentence
                && same_amount(earlier.amount, later.amount)
                // What is said of one circumstance only may be meant for the other statement too.
                && (earlier.around == later.around || earlier.around == 0 || later.around == 0)
        };
        findings.extend(known.iter().find(conflicts).map(|earlier| conflict(article, drug, earlier, &later)));
        if known.len() < MOST {
            known.push(later);
        }
    }
}

fn regimen<'a>(article: &'a Article<'_>, dose: &Dose) -> Option<(DrugId, Regimen<'a>)> {
    let quantities = &article.facts().quantities.all;
    let amount = &quantities[dose.amount];
    let (drug, known) = dose.drug?;
    let own = amount.unit.per(Dimension::Time).and_then(|per| per.unit);
    let often = if own.is_some() { amount } else { &quantities[dose.frequency?] };
    let once = own.is_some() || often.value() == Some(Rational::ONE);
    let period = own.or_else(|| period_of(often)).filter(|_| once)?;
    let stated = known != Known::Topic
        && is_authors(amount)
        && amount.stance.is_asserted()
        && !amount.roles.harms()
        && !amount.roles.has(Role::Trial)
        && !article.is_masked(amount.block)
        && !sentence_says(article, amount, MARKED);
    let around = circumstances(article, amount)?;
    stated.then_some((drug, Regimen { amount, period, often, around }))
}

fn conflict(article: &Article<'_>, drug: DrugId, earlier: &Regimen<'_>, later: &Regimen<'_>) -> Diagnostic {
    let note = if WEEKLY.contains(&drug) {
        format!("; {} is mostly taken once a week: the same dose every day is an overdose", drug.name())
    } else {
        String::new()
    };
    let base = Unit::NONE.with_base(later.amount.unit.base);
    let plain = later.amount.unit.without_per(Dimension::Time).convert(later.amount.printed(), base);
    let place = |regimen: &Regimen<'_>| article.span(regimen.amount.span.cover(regimen.often.span));
    let message = format!(
        "{} of {} is taken once a {} here and once a {} {}{note}",
        describe(plain.unwrap_or(later.amount.printed()), base),
        drug.name(),
        period_word(later.period),
        period_word(earlier.period),
        Place::of(earlier.amount, later.amount).word()
    );
    Diagnostic::new("dose-period-conflict", place(later), message)
        .related(place(earlier), "the same dose, another period")
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
