//! Liquids: volume × concentration (concentration-volume-mismatch) and rate × time (infusion-rate-mismatch).

use super::link::{Joint, is_ceiling, is_enclosed, is_total, joint, sentence_says, text_at};
use super::{dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::facts::{Dimension, Kind, Per, Quantity, Rational, Unit, UnitId, Working, describe};
use crate::rules::Article;

/// concentration-volume-mismatch: volume × concentration against the stated mass.
pub(super) fn concentration(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    for (at, strength) in quantities.all.iter().enumerate() {
        if strength.unit.per(Dimension::Volume).is_none()
            || strength.unit.dimension() != Some(Dimension::Mass)
            || strength.kind != Kind::Strength
        {
            continue;
        }
        let sentence = quantities.in_sentence(strength.sentence);
        let single = sentence.iter().filter(|quantity| quantity.unit.per(Dimension::Volume).is_some()).count() == 1;
        if !single || article.is_masked(strength.block) || !is_authors(strength) {
            continue;
        }
        let volumes: Vec<&Quantity> =
            sentence.iter().filter(|quantity| quantity.unit.measures(Dimension::Volume)).collect();
        let masses: Vec<&Quantity> = sentence
            .iter()
            .filter(|quantity| quantity.unit.measures(Dimension::Mass) && quantity.kind != Kind::BodyWeight)
            .collect();
        if let ([volume], [mass]) = (&volumes[..], &masses[..]) {
            let document = article.document();
            let before = at.checked_sub(1).map(|at| &quantities.all[at]);
            let linked = joint(document, volume, mass).is_some_and(|joint| joint != Joint::Or)
                || joint(document, mass, volume).is_some()
                || joint(document, strength, mass).is_some()
                || is_total(document, mass)
                || is_result(document, mass)
                || (before == Some(*volume) && is_enclosed(article.document(), mass));
            if linked && !is_ceiling(mass) {
                findings.extend(concentration_finding(article, strength, volume, mass));
            }
        }
    }
}

/// Whether the sentence calls it what the rest comes to: "…, which is 200 mg".
fn is_result(document: &Document, mass: &Quantity) -> bool {
    let before = |back: usize| mass.tokens.start.checked_sub(back).map_or("", |at| text_at(document, at));
    matches!(before(1), "is" | "equals" | "gives" | "provides" | "delivers" | "contains")
        && matches!(before(2), "which" | "that" | "this" | "it" | "That" | "This" | "It")
}

fn concentration_finding(
    article: &Article<'_>,
    strength: &Quantity,
    volume: &Quantity,
    mass: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(mass.unit.base?);
    let per_volume = unit.with_per(Per::one(volume.unit.base?))?;
    let expected = Working::of(volume, Unit::single(volume.unit.base?))?.times(&Working::of(strength, per_volume)?)?;
    let gap = expected.clone().tolerating(Rational::fraction(3, 100)?).gap(mass.reading())?;
    gap.is_at_least(101, 100).then(|| {
        Diagnostic::new(
            "concentration-volume-mismatch",
            article.span(mass.span),
            format!(
                "{} of {} holds {}, not {}",
                dose_text(article, volume),
                dose_text(article, strength),
                describe(expected.printed, unit),
                dose_text(article, mass)
            ),
        )
        .related(article.span(volume.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}

/// infusion-rate-mismatch: rate × time (× weight) against the stated total.
pub(super) fn infusion(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    for dose in &article.facts().doses.all {
        let rate = &quantities.all[dose.amount];
        let Some(duration) = dose.duration.map(|at| &quantities.all[at]) else { continue };
        let timed = rate
            .unit
            .per(Dimension::Time)
            .filter(|per| per.unit.is_some_and(|unit| matches!(unit.code(), "h" | "min")));
        let weighted = rate.unit.per(Dimension::Mass).is_some();
        if !(timed.is_some() || weighted) || article.is_masked(rate.block) || !is_authors(rate) {
            continue;
        }
        let sentence = quantities.in_sentence(rate.sentence);
        let weight = sentence.iter().find(|quantity| quantity.kind == Kind::BodyWeight);
        let total = sentence.iter().find(|quantity| {
            quantity.tokens.start > duration.tokens.start
                && quantity.unit.is_single()
                && quantity.unit.dimension() == rate.unit.dimension()
                && quantity.kind != Kind::BodyWeight
                && !is_ceiling(quantity)
                && (is_enclosed(article.document(), quantity) || is_total(article.document(), quantity))
        });
        let Some(total) = total else { continue };
        if sentence_says(article, rate, &["then", "followed", "bolus", "loading", "maintenance"]) {
            continue;
        }
        findings.extend(infusion_finding(article, rate, duration, weight, total));
    }
}

fn infusion_finding(
    article: &Article<'_>,
    rate: &Quantity,
    duration: &Quantity,
    weight: Option<&Quantity>,
    total: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(total.unit.base?);
    let mut shape = unit;
    let mut factors = Vec::new();
    for per in rate.unit.denominators() {
        let below = per.unit?;
        shape = shape.with_per(Per::one(below))?;
        factors.push(match below.dimension() {
            Dimension::Mass => Working::of(weight?, Unit::single(below))?,
            Dimension::Time => Working::of(duration, Unit::single(below))?,
            _ => return None,
        });
    }
    let expected = factors.iter().try_fold(Working::of(rate, shape)?, |product, factor| product.times(factor))?;
    let gap = expected.gap(total.reading())?;
    gap.is_at_least(5, 4).then(|| {
        Diagnostic::new(
            "infusion-rate-mismatch",
            article.span(total.span),
            format!(
                "{} comes to {}, not {}",
                dose_text(article, rate),
                describe(expected.printed, unit),
                dose_text(article, total)
            ),
        )
        .label("stated total")
        .related(article.span(rate.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}
