//! Editorial metadata and readability: who answers for an article, when it was checked, how it reads.

mod abbreviation;
mod disclosure;
mod metadata;
mod readability;
mod restated;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["missing-author", "missing-date", "missing-reviewer"], metadata::missing),
    Check::new(&["missing-references"], metadata::references),
    Check::new(&["review-overdue"], metadata::overdue),
    Check::new(&["date-order"], metadata::order),
    Check::new(&["missing-disclosure"], disclosure::disclosure),
    Check::new(&["missing-disclaimer"], disclosure::disclaimer),
    Check::new(&["undefined-abbreviation"], abbreviation::check),
    Check::new(&["readability-over-target"], readability::check),
    Check::new(&["title-body-number"], restated::title),
    Check::new(&["alt-text-number"], restated::alt_text),
];
