//! analyte-conversion-mismatch: a laboratory value or a vitamin said in two units that differ by substance.
//!
//! The substance must be named in the sentence or its heading; where several are, the one that fits is meant.

use std::sync::LazyLock;

use serde::Deserialize;

use super::link::joint;
use super::{dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{Interval, Quantity, Rational, Shape, Unit, describe};
use crate::rules::{Article, data_table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Box<str>,
    words: Vec<Box<str>>,
    from: Box<str>,
    to: Box<str>,
    factors: Vec<Box<str>>,
    #[serde(default)]
    offset: Option<Box<str>>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the independent value of the tests"))]
    #[serde(default)]
    molar_mass: Option<Box<str>>,
    #[serde(rename = "source")]
    _source: Box<str>,
    #[serde(rename = "year")]
    _year: u16,
}

/// A conversion for one substance.
struct Analyte {
    name: Box<str>,
    words: Vec<Box<str>>,
    from: Unit,
    to: Unit,
    factors: Vec<Rational>,
    offset: Rational,
}

fn rows() -> Vec<Row> {
    #[derive(Deserialize)]
    struct File {
        row: Vec<Row>,
    }
    let file: File = data_table!("analytes");
    file.row
}

static ANALYTES: LazyLock<Vec<Analyte>> = LazyLock::new(|| {
    let number = |text: &str| Rational::parse(text).expect("a factor is a number");
    rows()
        .into_iter()
        .map(|row| Analyte {
            from: unit(&row.from),
            to: unit(&row.to),
            factors: row.factors.iter().map(|factor| number(factor)).collect(),
            offset: row.offset.as_deref().map_or(Rational::ZERO, number),
            name: row.name,
            words: row.words,
        })
        .collect()
});

fn unit(code: &str) -> Unit {
    let mut parts = code.split('/');
    let base = parts.next().unwrap_or_default();
    Unit::from_codes(base, &parts.collect::<Vec<_>>()).expect("the unit of an analyte is in the table")
}

/// Beyond the rounding of both figures.
const TOLERANCE: (i64, i64) = (15, 1000);

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for pair in article.facts().quantities.all.windows(2) {
        let [one, two] = pair else { continue };
        if one.sentence != two.sentence || article.is_masked(one.block) || !(is_authors(one) && is_authors(two)) {
            continue;
        }
        if one.shape == Shape::Pair
            || one.unit.factor_to(two.unit).is_some()
            || joint(article.document(), one, two).is_none()
        {
            continue;
        }
        findings.extend(compare(article, one, two));
    }
}

fn compare(article: &Article<'_>, one: &Quantity, two: &Quantity) -> Option<Diagnostic> {
    let mut nearest: Option<(&Analyte, Interval, Unit)> = None;
    for analyte in ANALYTES.iter() {
        let forwards = one.unit.factor_to(analyte.from).is_some() && two.unit.factor_to(analyte.to).is_some();
        let backwards = one.unit.factor_to(analyte.to).is_some() && two.unit.factor_to(analyte.from).is_some();
        if !(forwards || backwards) || !is_named(article, one, analyte) {
            continue;
        }
        let (source, target, into) =
            if forwards { (analyte.from, analyte.to, two.unit) } else { (analyte.to, analyte.from, two.unit) };
        for factor in &analyte.factors {
            let convert = |value: Interval| {
                let value = one.unit.convert(value, source)?;
                let value = if forwards {
                    value.map(|value| value.times(*factor)?.plus(analyte.offset))?
                } else {
                    value.map(|value| value.minus(analyte.offset)?.over(*factor))?
                };
                target.convert(value, into)
            };
            let tolerance = Rational::fraction(TOLERANCE.0, TOLERANCE.1)?;
            let widest = convert(bound(one)?)?.widen_relative(tolerance, tolerance)?;
            if !widest.is_disjoint(bound(two)?) {
                return None;
            }
            if nearest.is_none() {
                nearest = Some((analyte, convert(one.printed())?, into));
            }
        }
    }
    let (analyte, converted, into) = nearest?;
    let shown = describe(converted, into);
    Some(
        Diagnostic::new(
            "analyte-conversion-mismatch",
            article.span(two.span),
            format!("{} of {} is {shown}, not {}", dose_text(article, one), analyte.name, dose_text(article, two)),
        )
        .related(article.span(one.span), format!("{} = {shown}", describe(one.printed(), one.unit))),
    )
}

/// What the printed figures can stand for. "Above 150" is compared by its bound: the other unit repeats it.
fn bound(quantity: &Quantity) -> Option<Interval> {
    let shown = match (quantity.lo, quantity.hi) {
        (Some(lo), Some(hi)) => lo.rounded().hull(hi.rounded()),
        (Some(one), None) | (None, Some(one)) => one.rounded(),
        (None, None) => return None,
    };
    Some(if quantity.is_open() { shown } else { shown.hull(quantity.reading()) })
}

/// Whether the sentence or its heading names the analyte.
fn is_named(article: &Article<'_>, quantity: &Quantity, analyte: &Analyte) -> bool {
    let document = article.document();
    let heading = document.blocks[quantity.block].heading.map(|heading| document.blocks[heading].sentences.clone());
    let sentences = std::iter::once(quantity.sentence).chain(heading.into_iter().flatten());
    sentences.into_iter().any(|sentence| {
        let tokens = document.tokens_of(&document.sentences[sentence]);
        tokens.iter().enumerate().any(|(at, token)| {
            let text = document.token_text(token);
            // A single letter names a vitamin only behind that word.
            let lettered = text.len() > 1
                || at
                    .checked_sub(1)
                    .is_some_and(|before| document.token_text(&tokens[before]).eq_ignore_ascii_case("vitamin"));
            lettered
                && analyte.words.iter().any(|word| text.eq_ignore_ascii_case(word))
                && !is_other_vitamin(document, tokens, at, analyte)
        })
    })
}

/// "vitamin" followed by the letter of another one.
fn is_other_vitamin(
    document: &crate::document::Document,
    tokens: &[crate::document::Token],
    at: usize,
    analyte: &Analyte,
) -> bool {
    if !document.token_text(&tokens[at]).eq_ignore_ascii_case("vitamin") {
        return false;
    }
    let letter = analyte.name.rsplit(' ').next().unwrap_or_default();
    tokens.get(at + 1).is_none_or(|next| !document.token_text(next).to_ascii_uppercase().starts_with(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 10^6 micromoles in a mole, 10 decilitres in a litre: the factor is the inverse of the molar mass, scaled.
    #[test]
    fn factors_agree_with_molar_masses() {
        for row in rows() {
            let Some(mass) = &row.molar_mass else { continue };
            let moles = Rational::ONE.over(Rational::parse(mass).unwrap()).unwrap();
            let (from, to) = (unit(&row.from), unit(&row.to));
            let size = |unit: Unit| {
                let below = unit.denominators().next().unwrap().unit.unwrap().factor();
                unit.base.unwrap().factor().over(below).unwrap()
            };
            let expected = size(from).over(size(to)).unwrap().times(moles).unwrap();
            for factor in &row.factors {
                let ratio = Rational::parse(factor).unwrap().over(expected).unwrap();
                let error = ratio.minus(Rational::ONE).unwrap().abs();
                assert!(error < Rational::fraction(1, 100).unwrap(), "{}: {factor}, not {expected}", row.name);
            }
        }
    }
}
