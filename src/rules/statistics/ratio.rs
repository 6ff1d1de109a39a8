//! Estimates with their intervals and p values, and ratio measures put into words.

use super::recompute::log_place;
use crate::diagnostic::{Confidence, Diagnostic, Severity};
use crate::document::Document;
use crate::facts::inference::{Centre, Estimate, PValue, Ratio, RatioKind, Relation, Spread};
use crate::facts::{Dimension, Kind, Number, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::Passage;
use crate::span::ProseSpan;

/// Words that say that a p value or interval is of something else than the estimate beside it.
const OTHER_TEST: &[&str] =
    &["interaction", "trend", "heterogeneity", "noninferiority", "non-inferiority", "one-sided", "one-tailed"];

/// Words before an estimate that is no ratio after which the interval may be that of a difference.
const COMPARED: &[&str] = &["vs", "versus", "compared", "difference", "than", "against", "respectively"];

/// How far off the middle of its interval an estimate may lie on the scale of logarithms.
const LOPSIDED: (f64, f64) = (0.12, 0.88);

pub(super) fn intervals(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let inference = &article.facts().inference;
    for estimate in &inference.estimates {
        if !is_read(article, estimate.at) {
            continue;
        }
        let ratio = inference.ratio_at(estimate.at);
        let found = inverted(article, estimate)
            .or_else(|| outside(article, estimate, ratio))
            .or_else(|| ratio.and_then(|ratio| impossible(article, estimate, ratio)))
            .or_else(|| ratio.and_then(|ratio| against_p(article, estimate, ratio, &inference.p_values)))
            .or_else(|| ratio.and_then(|ratio| lopsided(article, estimate, ratio)));
        findings.extend(found);
    }
    for centre in &inference.centres {
        if is_read(article, centre.at) {
            findings.extend(beyond(article, centre));
        }
    }
}

/// Whether the place belongs to the article's own running text or tables.
pub(super) fn is_read(article: &Article<'_>, place: ProseSpan) -> bool {
    let document = article.document();
    let block = document.block_at(place.start());
    document.blocks.get(block).is_some_and(|block| !block.reference) && !article.is_masked(block)
}

fn sentence(document: &Document, place: ProseSpan) -> (ProseSpan, &str) {
    let span = document.sentences.get(document.sentence_at(place.start())).map_or(place, |sentence| sentence.prose);
    (span, document.text(span))
}

fn report(article: &Article<'_>, rule: &'static str, at: ProseSpan, message: String) -> Diagnostic {
    let (claim, _) = sentence(article.document(), at);
    Diagnostic::new(rule, article.span(at), message).claim(article.span(claim))
}

fn inverted(article: &Article<'_>, estimate: &Estimate) -> Option<Diagnostic> {
    if estimate.low.value <= estimate.high.value {
        return None;
    }
    let (low, high) = (print(estimate.low), print(estimate.high));
    let message = format!("the interval runs from {low} down to {high}");
    Some(
        report(article, "ratio-ci-inconsistent", estimate.interval, message).label("the lower bound is the higher one"),
    )
}

fn outside(article: &Article<'_>, estimate: &Estimate, ratio: Option<&Ratio>) -> Option<Diagnostic> {
    let bounds = crate::facts::inference::between(estimate.low, estimate.high);
    if !estimate.value.rounded().is_disjoint(bounds) {
        return None;
    }
    let (claim, text) = sentence(article.document(), estimate.at);
    let before = text.get(..estimate.at.start().saturating_sub(claim.start()) as usize).unwrap_or("");
    let has = |words: &[&str]| {
        before
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
    };
    let mean = has(&["mean", "median", "average"]);
    if ratio.is_none()
        && (has(COMPARED) || before.contains(" to ") && before.contains("from ") || !(estimate.percent || mean))
    {
        return None;
    }
    // "0.63 (95 % CI 55 to 70)" is one figure on two scales.
    let hundred = Rational::from(100);
    let scaled = estimate.value.rounded().scale(hundred)?;
    let divided = estimate.value.rounded().scale(Rational::fraction(1, 100)?)?;
    if !scaled.is_disjoint(bounds) || !divided.is_disjoint(bounds) {
        return None;
    }
    let rule = if ratio.is_none() && mean { "mean-outside-range" } else { "ratio-ci-inconsistent" };
    let (value, low, high) = (print(estimate.value), print(estimate.low), print(estimate.high));
    let message = format!("{value} lies outside its own confidence interval, {low} to {high}");
    let found =
        report(article, rule, estimate.at, message).related(article.span(estimate.interval), "does not contain it");
    // A percentage before an interval may belong to another part of the sentence.
    Some(if ratio.is_none() { found.severity(Severity::Warning).confidence(Confidence::Medium) } else { found })
}

fn impossible(article: &Article<'_>, estimate: &Estimate, ratio: &Ratio) -> Option<Diagnostic> {
    if !estimate.low.value.is_negative() || estimate.value.value.is_negative() {
        return None;
    }
    let message = format!("no {} is negative, but the interval begins at {}", ratio.kind.name(), print(estimate.low));
    Some(report(article, "ratio-ci-inconsistent", estimate.interval, message))
}

fn against_p(article: &Article<'_>, estimate: &Estimate, ratio: &Ratio, p_values: &[PValue]) -> Option<Diagnostic> {
    let document = article.document();
    let p = p_values.get(p_values.partition_point(|p| p.span.start() < estimate.interval.end()))?;
    let between = document.prose.text().get(estimate.interval.end() as usize..p.span.start() as usize)?;
    let joined = between.len() <= 12
        && between.chars().all(|c| c.is_whitespace() || matches!(c, ')' | ']' | ';' | ',' | '(' | '['));
    let (claim, text) = sentence(document, p.span);
    let behind = text.get(p.span.end().saturating_sub(claim.start()) as usize..).unwrap_or("");
    let other = OTHER_TEST.iter().any(|word| text.contains(word)) || behind.trim_start().starts_with("for ");
    if !joined || other || estimate.level != Some(Rational::from(95)) {
        return None;
    }
    let one = Rational::ONE;
    let (low, high) = (estimate.low.rounded(), estimate.high.rounded());
    let excludes = low.low()? > one || high.high()? < one;
    let includes = low.high()? < one && high.low()? > one;
    let threshold = Rational::fraction(5, 100)?;
    let printed = p.value.rounded();
    let above = match p.relation {
        Relation::Equal => printed.low()? > threshold,
        Relation::Greater => p.value.value >= threshold,
        Relation::Less => false,
    };
    let below = match p.relation {
        Relation::Equal => printed.high()? < threshold,
        Relation::Less => p.value.value <= threshold,
        Relation::Greater => false,
    };
    let stated = document.text(p.span);
    let (low, high) = (print(estimate.low), print(estimate.high));
    let message = if excludes && above {
        format!("the interval {low} to {high} excludes 1, so p is below 0.05, not {stated}")
    } else if includes && below {
        format!("the interval {low} to {high} includes 1, so p is above 0.05, not {stated}")
    } else {
        return None;
    };
    Some(
        report(article, "ratio-ci-inconsistent", p.span, message)
            .related(article.span(estimate.interval), format!("95 % interval of the {}", ratio.kind.name())),
    )
}

/// Intervals of ratios from models are even on the scale of logarithms; one that is not hides a mistyped digit.
fn lopsided(article: &Article<'_>, estimate: &Estimate, ratio: &Ratio) -> Option<Diagnostic> {
    let ends = |number: Number| {
        let rounded = number.rounded();
        Some((rounded.low()?.to_f64(), rounded.high()?.to_f64()))
    };
    let (least, most) = log_place(ends(estimate.value)?, ends(estimate.low)?, ends(estimate.high)?)?;
    if least <= LOPSIDED.1 && most >= LOPSIDED.0 {
        return None;
    }
    let (value, low, high) = (print(estimate.value), print(estimate.low), print(estimate.high));
    let side = if least > LOPSIDED.1 { "upper" } else { "lower" };
    let message = format!(
        "{value} lies at the {side} end of its interval, {low} to {high}; the interval of a ratio is even on the scale of logarithms"
    );
    let middle = (estimate.low.value.to_f64() * estimate.high.value.to_f64()).sqrt();
    Some(
        report(article, "ratio-ci-inconsistent", estimate.at, message)
            .related(
                article.span(estimate.interval),
                format!("the middle of this {} interval is {middle:.2}", ratio.kind.name()),
            )
            .severity(Severity::Warning)
            .confidence(Confidence::Medium),
    )
}

/// A mean outside its range, a median outside its quartiles.
fn beyond(article: &Article<'_>, centre: &Centre) -> Option<Diagnostic> {
    if centre.spread == Spread::Quartiles && !centre.median || centre.low.value >= centre.high.value {
        return None;
    }
    let bounds = crate::facts::inference::between(centre.low, centre.high);
    if !centre.value.rounded().is_disjoint(bounds) {
        return None;
    }
    let name = if centre.median { "median" } else { "mean" };
    let what = if centre.spread == Spread::Range { "range" } else { "interquartile range" };
    let (value, low, high) = (print(centre.value), print(centre.low), print(centre.high));
    let message = format!("a {name} of {value} cannot lie outside the {what} of {low} to {high}");
    Some(
        report(article, "mean-outside-range", centre.at, message)
            .related(article.span(centre.bounds), format!("does not contain {value}")),
    )
}

/// A number as it is printed.
fn print(number: Number) -> String {
    number.value.to_decimal(u32::from(number.decimals))
}

pub(super) fn misread(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for ratio in &article.facts().inference.ratios {
        if !is_read(article, ratio.span) {
            continue;
        }
        if let Some(passage) = Passage::at(article, document.sentence_at(ratio.span.start())) {
            let found = match ratio.kind {
                RatioKind::Odds => odds_as_risk(&passage, ratio),
                RatioKind::Risk | RatioKind::Hazard => None,
            };
            findings.extend(found.or_else(|| complement(&passage, ratio)));
        }
    }
}

/// "an odds ratio of 3.2, so they were 3.2 times as likely".
fn odds_as_risk(passage: &Passage<'_>, ratio: &Ratio) -> Option<Diagnostic> {
    let rare = passage.any(0..passage.len(), &["rare", "rarely", "uncommon"])
        || passage.figures.iter().any(|figure| {
            figure.kind == Kind::Share
                && crate::rules::passage::part(figure).is_some_and(|part| {
                    part.high()
                        .is_some_and(|high| high < Rational::ONE.over(Rational::from(10)).unwrap_or(Rational::ZERO))
                })
        });
    if rare || ratio.value.value <= Rational::ONE {
        return None;
    }
    let figure = passage.figures.iter().find(|figure| {
        let end = passage.end(figure);
        figure.digits != ratio.digits
            && passage.is(end, "times")
            && !figure.rounded().is_disjoint(ratio.value.rounded())
            && is_risk_gloss(passage, end + 1)
    })?;
    let end = passage.end(figure);
    let place = passage.cover(passage.start(figure)..(end + 1));
    let value = print(ratio.value);
    let message =
        format!("an odds ratio of {value} is not “{} times” the risk: odds grow faster than risks", figure.printed());
    Some(
        Diagnostic::new("ratio-misread", place, message)
            .related(passage.article.span(ratio.span), "a ratio of odds")
            .confidence(Confidence::Medium)
            .claim(passage.claim()),
    )
}

/// "… as likely", "… more likely", "… the risk", "… higher risk".
fn is_risk_gloss(passage: &Passage<'_>, at: usize) -> bool {
    let compared = passage.is_any(at, &["as", "more", "higher", "greater", "the"]);
    compared
        && passage.any(at..at + 4, &["likely", "risk", "chance", "probability", "apt", "prone"])
        && !passage.any(at..at + 4, &["odds"])
}

/// "HR 0.47, so 47 % less likely": the share that is left taken for the share that is gone.
fn complement(passage: &Passage<'_>, ratio: &Ratio) -> Option<Diagnostic> {
    let hundred = Rational::from(100);
    let value = ratio.value.rounded();
    let below = value.high()? < Rational::ONE;
    let above = value.low()? > Rational::ONE;
    if !below && !above {
        return None;
    }
    let figure = passage.figures.iter().find(|figure| is_gloss(passage, figure, ratio, below))?;
    let stated = figure.reading();
    let percent = value.scale(hundred)?;
    let change = if below {
        crate::facts::Interval::point(hundred).minus(percent)?
    } else {
        percent.minus(crate::facts::Interval::point(hundred))?
    };
    let slack = change.widen(Rational::ONE)?;
    if !stated.is_disjoint(slack) {
        return None;
    }
    let exact = ratio.value.value.minus(Rational::ONE)?.abs().times(hundred)?;
    let way = if below { "lower" } else { "higher" };
    let said = figure.describe();
    let printed = print(ratio.value);
    let taken = !stated.is_disjoint(percent);
    let message = format!("a {} of {printed} is {exact} % {way}, not {said} {way}", ratio.kind.name());
    let finding = Diagnostic::new("ratio-misread", passage.span(figure), message)
        .related(passage.article.span(ratio.span), format!("{printed} is {exact} % {way} than 1"))
        .claim(passage.claim());
    Some(if taken { finding } else { finding.confidence(Confidence::Medium) })
}

/// Whether the figure puts the ratio into words: "47 % less likely (HR 0.47)", "HR 0.47, or 47 % lower risk".
fn is_gloss(passage: &Passage<'_>, figure: &Quantity, ratio: &Ratio, below: bool) -> bool {
    if !figure.unit.measures(Dimension::Share) || !matches!(figure.kind, Kind::Change | Kind::Share) {
        return false;
    }
    let end = passage.end(figure);
    let fewer = &["less", "lower", "reduction", "decrease", "reduced", "drop", "fewer"][..];
    let more = &["more", "higher", "increase", "increased", "greater", "rise"][..];
    let way = if below { fewer } else { more };
    let verbs = if below {
        &["reduced", "lowered", "cut", "reduces", "lowers", "cuts", "by"][..]
    } else {
        &["increased", "raised", "raises", "increases", "by"][..]
    };
    let before = passage.lead(figure);
    let worded = passage.any(end..end + 3, way)
        || (before > 1 && passage.is(before - 1, "by") && passage.any(before.saturating_sub(8)..before, verbs));
    // One sentence part: nothing but words, a parenthesis or a comma between the two, and no other ratio.
    let document = passage.article.document();
    let (from, to) = if figure.span.end() <= ratio.span.start() {
        (figure.span.end(), ratio.span.start())
    } else {
        (ratio.span.end(), figure.span.start())
    };
    let between = document.prose.text().get(from as usize..to as usize).unwrap_or("");
    let outside_interval = if figure.span.end() <= ratio.span.start() {
        between.len() <= 60 && !between.contains([';', '.', '%']) && between.contains('(') && !between.contains(')')
    } else {
        between.len() <= 70 && !between.contains([';', '.', '(']) && between.contains([',', '—', '–', ':'])
            || between.starts_with(" (95") && between.len() <= 90
    };
    let ratios = &passage.article.facts().inference.ratios;
    let next = ratios.get(ratios.partition_point(|other| other.span.start() < from));
    let others = next.is_some_and(|other| other.span.end() <= to);
    worded && outside_interval && !others && !between.contains(" and ") && !between.contains(" while ")
}
