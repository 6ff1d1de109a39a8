//! Duplication: text that stands twice, in an article or across a site.

pub(crate) mod change;
mod compare;
mod copies;
mod headings;
mod keywords;
pub(crate) mod lines;
mod near;
mod paragraphs;
mod repeats;
pub(crate) mod repetition;
mod runs;
pub(crate) mod series;
mod topic;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["duplicate-sentence", "duplicate-paragraph"], copies::check),
    Check::new(
        &["near-duplicate-changed-number", "near-duplicate-negation", "near-duplicate-sentence", "keyword-injection"],
        compare::check,
    ),
    Check::new(&["keyword-injection"], keywords::injected),
    Check::new(&["keyword-stuffing"], keywords::stuffed),
    Check::new(&["duplicate-heading"], headings::check),
    Check::new(&["repeated-word"], repeats::check),
];
