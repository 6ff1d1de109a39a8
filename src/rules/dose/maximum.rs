//! max-daily-exceeded: an instruction that comes to more a day than the article itself, or the label, allows.
//!
//! Only instructions count: what was given in a trial, what a doctor may prescribe and what somebody overdosed on are
//! descriptions. The message names the limit's source and market.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::link::{is_ceiling, sentence_says, text_at};
use super::{Place, dose_text, is_authors};
use crate::config::Market;
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{Dimension, Dose, DrugId, Interval, Kind, Quantity, Rational, Unit, UnitId, Working, describe};
use crate::rules::{Article, data_table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Box<str>,
    limit: Box<str>,
    unit: Box<str>,
    markets: Vec<Market>,
    source: Box<str>,
    year: u16,
}

static LIMITS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        row: Vec<Row>,
    }
    let file: File = data_table!("limits");
    file.row
});

/// More ceilings of one drug than this are a table in words.
const MOST_CEILINGS: usize = 16;

/// Words of an instruction to the reader.
const INSTRUCTS: &[&str] =
    &["take", "takes", "give", "use", "swallow", "recommended", "dose", "dosage", "adults", "try", "chew"];
/// Words that make of a dose a description, or a matter of a doctor.
const DESCRIBES: &[&str] = &[
    "trial",
    "study",
    "prescription",
    "prescribed",
    "prescribe",
    "doctor",
    "supervision",
    "overdose",
    "overdosed",
    "took",
    "taken",
    "received",
    "given",
    "hospital",
    "not",
    "never",
    "avoid",
    "don't",
    "toxic",
    "exceed",
    "more",
    "researchers",
    "participants",
    "if",
    "rheumatoid",
    "deficiency",
    "would",
];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let quantities = &facts.quantities.all;
    let ceilings = daily_ceilings(article);
    for dose in &facts.doses.all {
        let quantity = &quantities[dose.amount];
        if is_ceiling(quantity)
            || !is_authors(quantity)
            || !quantity.stance.is_asserted()
            || article.is_masked(quantity.block)
        {
            continue;
        }
        if !sentence_says(article, quantity, INSTRUCTS)
            || sentence_says(article, quantity, DESCRIBES)
            || may_happen(article, quantity)
            || quantity.roles.harms()
        {
            continue;
        }
        let Some(drug) = dose.drug_id() else { continue };
        let Some((total, unit)) = daily_total(article, dose) else { continue };
        if let Some(finding) = own_maximum(article, dose, ceilings.get(&drug).map_or(&[], Vec::as_slice), &total, unit)
            .or_else(|| label_limit(article, quantity, drug, &total, unit))
        {
            findings.push(finding);
        }
    }
}

/// "It may cause …", but not "adults may take".
fn may_happen(article: &Article<'_>, quantity: &Quantity) -> bool {
    let document = article.document();
    let allowed = |at: usize| ["take", "use", "give", "repeat"].contains(&text_at(document, at));
    document.sentences[quantity.sentence].tokens.clone().any(|at| text_at(document, at) == "may" && !allowed(at + 1))
}

/// What the instruction comes to in a day, with its working. The lower figure of a range counts.
fn daily_total(article: &Article<'_>, dose: &Dose) -> Option<(Working, UnitId)> {
    let quantities = &article.facts().quantities.all;
    let quantity = &quantities[dose.amount];
    let base = quantity.unit.base?;
    if quantity.unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() == "d")) {
        let unit = Unit::single(base);
        let printed = quantity.unit.without_per(Dimension::Time).convert(quantity.printed(), unit)?;
        return Some((Working::exact(printed, describe(printed, unit)), base));
    }
    let frequency = &quantities[dose.frequency?];
    let per = frequency.unit.per(Dimension::Time)?;
    if per.amount() != Rational::ONE || per.unit?.code() != "d" || frequency.lo.is_none() {
        return None;
    }
    let (each, base) = mass_each(article, dose)?;
    let times = Working::exact(frequency.printed(), frequency.printed().to_string());
    Some((each.times(&times)?, base))
}

/// The mass of one dose: printed, or so many tablets of a strength that stands beside them.
fn mass_each(article: &Article<'_>, dose: &Dose) -> Option<(Working, UnitId)> {
    let quantities = &article.facts().quantities.all;
    let quantity = &quantities[dose.amount];
    let base = quantity.unit.base?;
    if !base.code().starts_with('{') {
        return quantity.unit.is_single().then(|| (Working::exact(quantity.printed(), quantity.describe()), base));
    }
    let strength = article.facts().quantities.in_sentence(quantity.sentence).iter().find(|other| {
        (other.kind == Kind::Strength || other.kind == Kind::Dose) && other.unit.measures(Dimension::Mass)
    })?;
    let count = Working::exact(quantity.printed(), quantity.printed().to_string());
    Some((count.times(&Working::exact(strength.printed(), strength.describe()))?, strength.unit.base?))
}

/// The ceilings of a day that the article states, by drug.
fn daily_ceilings<'a>(article: &'a Article<'_>) -> FxHashMap<DrugId, Vec<&'a Dose>> {
    let quantities = &article.facts().quantities.all;
    let mut ceilings: FxHashMap<DrugId, Vec<&Dose>> = FxHashMap::default();
    for dose in &article.facts().doses.all {
        let (Some(drug), ceiling) = (dose.drug_id(), &quantities[dose.amount]) else { continue };
        let by_day =
            ceiling.unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() == "d"));
        let daily = by_day
            || dose.frequency.is_some_and(|at| quantities[at].value() == Some(Rational::ONE))
            || dose
                .duration
                .is_some_and(|at| quantities[at].unit.is("h") && quantities[at].value() == Some(Rational::from(24)));
        let known = ceilings.entry(drug).or_default();
        if is_ceiling(ceiling) && daily && is_authors(ceiling) && known.len() < MOST_CEILINGS {
            known.push(dose);
        }
    }
    ceilings
}

/// Against a ceiling that the article states for the same drug.
fn own_maximum(
    article: &Article<'_>,
    dose: &Dose,
    ceilings: &[&Dose],
    total: &Working,
    unit: UnitId,
) -> Option<Diagnostic> {
    let facts = article.facts();
    let quantities = &facts.quantities.all;
    let quantity = &quantities[dose.amount];
    ceilings.iter().filter(|other| other.is_comparable(dose)).find_map(|other| {
        let ceiling = &quantities[other.amount];
        let limit = ceiling.unit.without_per(Dimension::Time).convert(ceiling.printed(), Unit::single(unit))?.high()?;
        // As-needed dosing that states its own ceiling in the sentence is bounded by it.
        if ceiling.sentence == quantity.sentence && sentence_says(article, quantity, &["needed", "up"]) {
            return None;
        }
        let least = total.printed.low()?;
        (least > limit).then(|| {
            Diagnostic::new(
                "max-daily-exceeded",
                article.span(quantity.span),
                format!(
                    "This comes to {} a day; the maximum {} is {}",
                    describe(total.printed, Unit::single(unit)),
                    Place::of(ceiling, quantity).word(),
                    dose_text(article, ceiling)
                ),
            )
            .label(total.shown(unit.label()))
            .related(article.span(ceiling.span), "the article's own maximum")
            .severity(Severity::Error)
        })
    })
}

/// Against the limit of the label in the reader's market.
fn label_limit(
    article: &Article<'_>,
    quantity: &Quantity,
    drug: DrugId,
    total: &Working,
    unit: UnitId,
) -> Option<Diagnostic> {
    let market = article.settings().market;
    let in_unit = |row: &Row| {
        let limit = Interval::point(Rational::parse(&row.limit)?);
        Unit::known(&row.unit).convert(limit, Unit::single(unit))?.high()
    };
    let (row, limit) = LIMITS
        .iter()
        .filter(|row| *row.name == *drug.name() && row.markets.contains(&market))
        .find_map(|row| in_unit(row).map(|limit| (row, limit)))?;
    let least = total.printed.low()?;
    (least > limit).then(|| {
        let shown = describe(Interval::point(limit), Unit::single(unit));
        Diagnostic::new(
            "max-daily-exceeded",
            article.span(quantity.span),
            format!(
                "This comes to {} of {} a day; without a doctor the limit for adults is {shown}",
                describe(total.printed, Unit::single(unit)),
                drug.name()
            ),
        )
        .label(total.shown(unit.label()))
        .help(format!("Limit: {} ({}).", row.source, row.year))
        .severity(Severity::Warning)
    })
}
