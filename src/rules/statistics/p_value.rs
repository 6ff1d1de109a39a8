//! p values that cannot be, and p values that their test statistic does not give.

use super::ratio::is_read;
use super::recompute::{fits, p_range};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::facts::Rational;
use crate::facts::inference::{PValue, Relation, Test};
use crate::rules::Article;
use crate::span::ProseSpan;

/// Words that explain a p value other than the two-tailed one.
const ADJUSTED: &[&str] = &[
    "one-tailed",
    "one-sided",
    "one tailed",
    "one sided",
    "directional",
    "Bonferroni",
    "corrected",
    "adjusted",
    "Holm",
    "Greenhouse",
    "Huynh",
    "false discovery",
    "FDR",
    "1-tailed",
];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let inference = &article.facts().inference;
    for p in inference.p_values.iter().filter(|p| is_read(article, p.span)) {
        findings.extend(impossible(article, p));
    }
    for test in inference.tests.iter().filter(|test| is_read(article, test.span)) {
        findings.extend(mismatch(article, test));
    }
}

fn sentence(article: &Article<'_>, place: ProseSpan) -> ProseSpan {
    let document = article.document();
    document.sentences.get(document.sentence_at(place.start())).map_or(place, |sentence| sentence.prose)
}

fn impossible(article: &Article<'_>, p: &PValue) -> Option<Diagnostic> {
    let value = p.value.value;
    let printed = article.document().text(p.span);
    let zero = value.is_zero() && p.relation != Relation::Greater && (p.certain || p.value.decimals >= 2);
    let message = if zero && p.relation == Relation::Equal {
        format!("{printed}: no p value is 0")
    } else if zero {
        format!("{printed}: no p value is below 0")
    } else if p.certain && value.is_negative() {
        format!("{printed}: a p value is a probability and cannot be negative")
    } else if p.certain && (value > Rational::ONE || (value == Rational::ONE && p.relation == Relation::Greater)) {
        format!("{printed}: a p value is a probability and cannot exceed 1")
    } else {
        return None;
    };
    let finding = Diagnostic::new("p-value-impossible", article.span(p.span), message)
        .claim(article.span(sentence(article, p.span)));
    let rounded_away = zero && p.relation == Relation::Equal && p.value.decimals >= 2 && !printed.contains("value");
    Some(if rounded_away {
        let limit = Rational::decimal(1, u32::from(p.value.decimals))?.to_decimal(u32::from(p.value.decimals));
        let letter = &printed[..1];
        finding.suggest(Suggestion::display(article.span(p.span), format!("{letter} < {limit}")))
    } else {
        finding
    })
}

fn mismatch(article: &Article<'_>, test: &Test) -> Option<Diagnostic> {
    let document = article.document();
    let claim = sentence(article, test.span);
    let wording = document.text(claim);
    if ADJUSTED.iter().any(|word| wording.contains(word)) {
        return None;
    }
    let range = p_range(test)?;
    if fits(test, range) {
        return None;
    }
    let printed = document.text(test.p_span);
    let (low, high) = (show(range.0), show(range.1));
    let span = if low == high { low } else { format!("{low} to {high}") };
    let significant = |p: f64| p < 0.05;
    let stated = match test.relation {
        Relation::Less => test.p.value.to_f64() <= 0.05,
        Relation::Equal => significant(test.p.value.to_f64()),
        Relation::Greater => false,
    };
    let flips = significant(range.0) == significant(range.1) && significant(range.0) != stated;
    let turn = if flips { ", which changes whether the result is significant" } else { "" };
    let message = format!("the test statistic gives p = {span} (two-tailed), not {printed}{turn}");
    Some(
        Diagnostic::new("p-test-mismatch", article.span(test.p_span), message)
            .related(article.span(test.span), format!("recomputed p = {span}"))
            .claim(article.span(claim)),
    )
}

fn show(p: f64) -> String {
    if p < 0.0001 { "less than 0.0001".to_owned() } else { format!("{p:.4}") }
}
