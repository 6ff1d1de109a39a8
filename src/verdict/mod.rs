//! From what the rules say to what is reported: selection, suppressions, precedence, grouping, severity.
//!
//! The order matters and is fixed: selection and suppression act on single occurrences, then rules that compete for
//! one claim are settled, then repeats of one cause become one finding, then the user's severities apply.

mod grouping;
mod precedence;
mod selection;
mod suppression;

pub(crate) use selection::Selection;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::report::{Finding, Locator};
use crate::rules::Article;

/// Settles what is reported of an article, sorted by place and rule.
pub(crate) fn judge(article: &Article<'_>, selection: &Selection<'_>, mut found: Vec<Diagnostic>) -> Vec<Finding> {
    found.sort_by(|a, b| (a.span, &a.rule, &a.message).cmp(&(b.span, &b.rule, &b.message)));
    found.dedup();
    found.retain(|finding| selection.is_on(&finding.rule));
    let mut found = suppression::apply(article, selection, found);
    found.retain(|finding| {
        let confidence = finding.confidence.or_else(|| article.registry.get(&finding.rule).map(|rule| rule.confidence));
        confidence.is_none_or(|confidence| confidence >= article.settings.min_confidence)
    });
    let found = grouping::group(precedence::settle(found));
    let locator = Locator::new(article.source);
    let mut findings: Vec<Finding> =
        found.into_iter().filter_map(|finding| report(article, selection, &locator, finding)).collect();
    findings.sort_by(|a, b| (a.place.start, a.place.end, &a.rule).cmp(&(b.place.start, b.place.end, &b.rule)));
    findings
}

fn report(
    article: &Article<'_>,
    selection: &Selection<'_>,
    locator: &Locator<'_>,
    finding: Diagnostic,
) -> Option<Finding> {
    let rule = article.registry.get(&finding.rule)?;
    let place =
        if finding.is_about_document() { locator.document() } else { locator.place(finding.span, finding.label) };
    let fingerprint = fingerprint(&[&rule.name, &article.source.path, &place.text]);
    Some(Finding {
        rule: Arc::from(rule.name.as_str()),
        family: Arc::from(rule.family.as_str()),
        severity: selection.severity(&rule.name).or(finding.severity).unwrap_or(rule.severity),
        confidence: finding.confidence.unwrap_or(rule.confidence),
        message: finding.message,
        place,
        related: finding.related.into_iter().map(|other| locator.place(other.span, other.message)).collect(),
        help: finding.help.unwrap_or_else(|| rule.fix.clone()),
        suggestion: finding.suggestion.as_ref().map(|suggestion| locator.suggestion(suggestion)),
        fingerprint,
    })
}

/// FNV-1a over the parts, white space and case folded: the same in every version and on every machine.
fn fingerprint(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        for word in part.split_whitespace() {
            word.to_lowercase().bytes().for_each(&mut add);
            add(b' ');
        }
        add(0xff);
    }
    hash
}
