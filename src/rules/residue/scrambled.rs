//! The verdict on an article that was put together from pieces: at least three kinds of damage that a careful text
//! does not have, named with their counts. It says what was found, not who wrote it.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::Article;

/// So many different kinds of damage make the verdict.
const FEWEST_KINDS: usize = 3;
/// So many findings in all, so that three slips in a long text do not.
const FEWEST_FINDINGS: usize = 4;
/// Words of text for each further finding that is needed.
const WORDS_PER_FINDING: usize = 1500;

/// Rules that count, with what their findings are called, grouped by kind.
pub(super) const SIGNALS: &[(&[&str], &str, &str)] = &[
    (&["duplicate-sentence", "duplicate-paragraph"], "copied sentence", "copied sentences"),
    (&["keyword-injection"], "inserted keyword", "inserted keywords"),
    (&["orphan-reference"], "reference to nothing", "references to nothing"),
    (
        &["template-residue", "cms-form-residue", "draft-marker", "llm-residue", "byline-in-body"],
        "piece of residue",
        "pieces of residue",
    ),
    (&["heading-content-mismatch", "empty-section"], "heading without its content", "headings without their content"),
    (&["fused-text", "truncated-sentence"], "broken joint", "broken joints"),
];

/// The rules whose findings are weighed.
pub(super) const NEEDS: &[&str] = &[
    "duplicate-sentence",
    "duplicate-paragraph",
    "keyword-injection",
    "orphan-reference",
    "template-residue",
    "cms-form-residue",
    "draft-marker",
    "llm-residue",
    "byline-in-body",
    "heading-content-mismatch",
    "empty-section",
    "fused-text",
    "truncated-sentence",
];

/// `scrambled-article`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let counts: Vec<usize> = SIGNALS
        .iter()
        .map(|(rules, _, _)| {
            findings
                .iter()
                .filter(|finding| rules.contains(&finding.rule.as_ref()))
                // A repetition that is expected and a related-links box are no damage; a missing definition is a hint.
                .filter(|finding| finding.severity != Some(Severity::Info))
                .count()
        })
        .collect();
    let kinds = counts.iter().filter(|count| **count > 0).count();
    let all: usize = counts.iter().sum();
    let words = article.document().tokens.iter().filter(|token| token.is_word()).count();
    // Copies and orphans come from shuffling; residue alone comes from careless copying.
    let shuffled = counts[0] + counts[1] + counts[2] > 0;
    if kinds < FEWEST_KINDS || all < FEWEST_FINDINGS + words / WORDS_PER_FINDING || !shuffled {
        return;
    }
    let mut signals = String::new();
    for ((_, one, many), count) in SIGNALS.iter().zip(&counts).filter(|(_, count)| **count > 0) {
        let separator = if signals.is_empty() { "" } else { ", " };
        let name = if *count == 1 { one } else { many };
        write!(signals, "{separator}{count} {name}").expect("writing to a string");
    }
    findings
        .push(Diagnostic::document("scrambled-article", format!("the text looks put together from pieces: {signals}")));
}
