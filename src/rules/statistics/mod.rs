//! Statistics: shares, changes, ratios and counts must follow from each other.

mod change;
mod grim;
mod p_value;
mod passage;
mod quantifier;
mod ratio;
mod recompute;
mod share;
mod step;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["percent-count-mismatch", "rate-scale-mismatch", "verbal-quantifier-mismatch"], share::check),
    Check::new(&["verbal-quantifier-mismatch"], quantifier::check),
    Check::new(&["percent-change-mismatch", "percent-vs-points", "change-direction-mismatch"], change::check),
    Check::new(&["ratio-ci-inconsistent", "mean-outside-range"], ratio::intervals),
    Check::new(&["ratio-misread"], ratio::misread),
    Check::new(&["p-value-impossible", "p-test-mismatch"], p_value::check),
    Check::new(&["grim-percent"], grim::check),
];
