//! Figures of the body: implausible-value and bmi-mismatch.

use std::sync::LazyLock;

use serde::Deserialize;

use super::link::{says, sentence_says};
use super::{dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational, Shape, Unit, Working};
use crate::rules::{Article, data_table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    name: Box<str>,
    words: Vec<Box<str>>,
    #[serde(default)]
    needs: Vec<Box<str>>,
    unit: Box<str>,
    low: Box<str>,
    high: Box<str>,
    #[serde(rename = "source")]
    _source: Box<str>,
    #[serde(rename = "year")]
    _year: u16,
}

static ENVELOPES: LazyLock<Vec<Envelope>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        row: Vec<Envelope>,
    }
    let file: File = data_table!("envelopes");
    file.row
});

/// How many tokens before a figure its measure may be named.
const REACH: usize = 7;
/// Words by which a figure is no value of a body.
const ELSEWHERE: &[&str] = &[
    "minus",
    "subtract",
    "oven",
    "water",
    "bake",
    "store",
    "freezer",
    "boil",
    "boiling",
    "percentile",
    "rise",
    "rose",
    "increase",
    "increased",
    "drop",
    "dropped",
    "fell",
    "decrease",
    "decreased",
    "higher",
    "lower",
    "reduction",
    "difference",
    "by",
    "change",
    "diet",
    "intake",
    "sterilize",
    "wash",
    "cook",
    "room",
    "air",
    "weather",
    "urine",
    "gel",
    "freeze",
    "million",
    "genome",
    "species",
    "burn",
    "mountain",
    "degrees-days",
    "times",
    "odds",
    "risk",
    "machine",
    "laundry",
];

/// Words by which a percentage is a share of people.
const PEOPLE: &[&str] = &["patients", "people", "adults", "children", "participants"];

/// implausible-value: outside of what any living person has.
pub(super) fn implausible(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in &article.facts().quantities.all {
        let usable = matches!(
            quantity.kind,
            Kind::Temperature | Kind::Lab | Kind::Share | Kind::Other | Kind::Count | Kind::Dose
        );
        if !usable || !is_authors(quantity) || article.is_masked(quantity.block) {
            continue;
        }
        let from = quantity.tokens.start.saturating_sub(REACH).max(document.sentences[quantity.sentence].tokens.start);
        let before = from..quantity.tokens.start;
        let code = quantity.unit.code();
        let envelope = ENVELOPES.iter().find(|row| {
            *row.unit == *code
                && says(document, before.clone(), &row.words.iter().map(|word| &**word).collect::<Vec<_>>())
                && (row.needs.is_empty()
                    || sentence_says(article, quantity, &row.needs.iter().map(|word| &**word).collect::<Vec<_>>()))
        });
        let Some(row) = envelope else { continue };
        let share = quantity.unit.is("%") && sentence_says(article, quantity, PEOPLE);
        if share
            || sentence_says(article, quantity, ELSEWHERE)
            || (quantity.kind == Kind::Count
                && quantity.unit.is_none()
                && !says(document, before.clone(), &["of", "is", "was", "="]))
        {
            continue;
        }
        let (Some(low), Some(high)) = (Rational::parse(&row.low), Rational::parse(&row.high)) else { continue };
        let possible = Interval::between(low, high);
        let pair_out =
            quantity.shape == Shape::Pair && quantity.lo.is_some_and(|upper| upper.value < low || upper.value > high);
        let out = if quantity.shape == Shape::Pair { pair_out } else { possible.is_disjoint(quantity.reading()) };
        if out && !quantity.is_open() {
            findings.push(Diagnostic::new(
                "implausible-value",
                article.span(quantity.span),
                format!(
                    "no living person has a {} of {}: a digit, a decimal point or the unit is wrong",
                    row.name,
                    dose_text(article, quantity)
                ),
            ));
        }
    }
}

/// bmi-mismatch: weight, height and BMI of one person in one sentence.
pub(super) fn bmi(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let quantities = &article.facts().quantities;
    for value in &quantities.all {
        let from = value.tokens.start.saturating_sub(5).max(document.sentences[value.sentence].tokens.start);
        let named = says(document, from..value.tokens.start, &["BMI"])
            || (says(document, from..value.tokens.start, &["index"]));
        let plain = value.unit.is_none() || value.unit.code() == "kg/m2";
        if !named || !plain || value.value().is_none() || article.is_masked(value.block) || !is_authors(value) {
            continue;
        }
        let sentence = quantities.in_sentence(value.sentence);
        let heights: Vec<&Quantity> =
            sentence.iter().filter(|quantity| quantity.unit.measures(Dimension::Length)).collect();
        let weights: Vec<&Quantity> = sentence
            .iter()
            .filter(|quantity| {
                quantity.unit.measures(Dimension::Mass)
                    && quantity.unit.base.is_some_and(|unit| matches!(unit.code(), "kg" | "[lb_av]" | "[stone_av]"))
            })
            .collect();
        let ([height, ..], [weight, ..]) = (&heights[..], &weights[..]) else { continue };
        if sentence_says(article, value, &["lost", "gained", "waist", "or", "below", "above", "from", "range"])
            || value.is_open()
        {
            continue;
        }
        if let Some(finding) = bmi_finding(article, value, weight, height) {
            findings.push(finding);
        }
    }
}

fn bmi_finding(article: &Article<'_>, value: &Quantity, weight: &Quantity, height: &Quantity) -> Option<Diagnostic> {
    let kilograms = measured(weight, "kg")?;
    let metres = measured(height, "m")?;
    let expected = kilograms.over(&metres)?.over(&metres)?;
    let mean = sentence_says(article, value, &["mean", "average", "median", "group", "participants"]);
    let tolerance = if mean { Rational::fraction(5, 100)? } else { Rational::fraction(1, 200)? };
    let gap = expected.clone().tolerating(tolerance).gap(value.rounded().hull(value.reading()))?;
    gap.is_at_least(101, 100).then(|| {
        let shown = expected.printed.low().and_then(|low| low.round(1)).map_or_else(String::new, |bmi| bmi.to_string());
        Diagnostic::new(
            "bmi-mismatch",
            article.span(value.span),
            format!(
                "{} at {} is a BMI of {shown}, not {}",
                dose_text(article, weight),
                dose_text(article, height),
                dose_text(article, value)
            ),
        )
        .label("stated BMI")
        .related(article.span(weight.span), "weight")
        .related(article.span(height.span), "height")
    })
}

/// A measured figure in `unit`, with the rounding of its last digit.
fn measured(quantity: &Quantity, unit: &str) -> Option<Working> {
    let unit = Unit::known(unit);
    Some(Working {
        printed: quantity.unit.convert(quantity.printed(), unit)?,
        reading: quantity.unit.convert(quantity.rounded().hull(quantity.reading()), unit)?,
        line: quantity.describe(),
    })
}
