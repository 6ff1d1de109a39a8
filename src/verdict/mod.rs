//! From what the rules say to what is reported: selection, suppressions, precedence, grouping, severity.
//!
//! The order matters and is fixed: selection and suppression act on single occurrences, then rules that compete for
//! one claim are settled, then repeats of one cause become one finding, then the user's severities apply.

mod fingerprint;
mod grouping;
mod precedence;
mod selection;
mod suppression;

pub(crate) use selection::Selection;
pub(crate) use suppression::silenced;

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::report::{Finding, Locator, Place};
use crate::rules::{Article, Registry};

/// Findings are handed to the cores in runs of this many.
const CHUNK: usize = 256;

/// What becomes of several findings of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// They are one finding with a count.
    Joined,
    /// Each is reported.
    Apart,
}

/// Settles what is reported of an article, sorted by place and rule.
pub(crate) fn judge(
    article: &Article<'_>,
    selection: &Selection<'_>,
    mut found: Vec<Diagnostic>,
    repeats: Repeats,
) -> Vec<Finding> {
    found.sort_by(|a, b| (a.span, &a.rule, &a.message).cmp(&(b.span, &b.rule, &b.message)));
    found.dedup();
    found.retain(|finding| selection.is_on(&finding.rule));
    let mut found = suppression::apply(article, selection, found);
    found.retain(|finding| {
        let confidence = finding.confidence.or_else(|| article.registry.get(&finding.rule).map(|rule| rule.confidence));
        confidence.is_none_or(|confidence| confidence >= article.settings.min_confidence)
    });
    let found = precedence::settle(found);
    let found = match repeats {
        Repeats::Joined => grouping::group(found),
        Repeats::Apart => found.into_iter().map(|finding| (finding, 1)).collect(),
    };
    let locator = Locator::new(article.source);
    let report = |(finding, count)| report(article, selection, &locator, finding, count);
    let mut findings: Vec<Finding> = found.into_par_iter().with_min_len(CHUNK).filter_map(report).collect();
    findings.sort_by(|a, b| (a.place.start, a.place.end, &a.rule).cmp(&(b.place.start, b.place.end, &b.rule)));
    findings
}

/// A finding between articles as it is reported: with the locators of its primary place and of the others.
pub(crate) fn report_across(
    registry: &Registry,
    settings: &Settings,
    selection: &Selection<'_>,
    finding: Diagnostic,
    locator: &Locator<'_>,
    others: Vec<Place>,
) -> Option<Finding> {
    let rule = registry.get(&finding.rule)?;
    let place = locator.place(finding.span, finding.label);
    let fingerprint = fingerprint::of_texts(&rule.name, [place.text.as_str()]);
    let confidence = finding.confidence.unwrap_or(rule.confidence);
    (confidence >= settings.min_confidence).then(|| Finding {
        rule: Arc::from(rule.name.as_str()),
        family: Arc::from(rule.family.as_str()),
        severity: selection.severity(&rule.name).or(finding.severity).unwrap_or(rule.severity),
        confidence,
        message: finding.message,
        occurrences: 1 + others.len(),
        place,
        related: others,
        help: finding.help.unwrap_or_else(|| rule.fix.clone()),
        suggestion: None,
        fingerprint,
        baseline: None,
    })
}

fn report(
    article: &Article<'_>,
    selection: &Selection<'_>,
    locator: &Locator<'_>,
    finding: Diagnostic,
    occurrences: usize,
) -> Option<Finding> {
    let rule = article.registry.get(&finding.rule)?;
    let place =
        if finding.is_about_document() { locator.document() } else { locator.place(finding.span, finding.label) };
    let related: Vec<Place> =
        finding.related.into_iter().map(|other| locator.place(other.span, other.message)).collect();
    let fingerprint = match &finding.group {
        Some(cause) => fingerprint::of_texts(&rule.name, [cause.as_str()]),
        None => {
            fingerprint::of_texts(&rule.name, [&place].into_iter().chain(&related).map(|place| place.text.as_str()))
        }
    };
    Some(Finding {
        rule: Arc::from(rule.name.as_str()),
        family: Arc::from(rule.family.as_str()),
        severity: selection.severity(&rule.name).or(finding.severity).unwrap_or(rule.severity),
        confidence: finding.confidence.unwrap_or(rule.confidence),
        message: finding.message,
        place,
        related,
        help: finding.help.unwrap_or_else(|| rule.fix.clone()),
        suggestion: finding.suggestion.as_ref().map(|suggestion| locator.suggestion(suggestion)),
        occurrences,
        fingerprint,
        baseline: None,
    })
}
