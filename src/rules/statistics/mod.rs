//! Statistics: shares, changes, ratios and counts must follow from each other.

mod absolute;
mod accuracy;
mod change;
mod change_words;
mod comparison;
mod contradiction;
mod dated;
mod enumeration;
mod grim;
mod p_value;
mod precision;
mod quantifier;
mod ratio;
mod recompute;
mod share;
mod step;
mod table;
mod whole;
mod years;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["percent-count-mismatch", "rate-scale-mismatch", "verbal-quantifier-mismatch"], share::check),
    Check::new(&["verbal-quantifier-mismatch"], quantifier::check),
    Check::new(&["percent-change-mismatch", "percent-vs-points", "change-direction-mismatch"], change::check),
    Check::new(&["statistic-contradiction"], contradiction::check),
    Check::new(&["parts-do-not-sum", "percent-out-of-range"], whole::check),
    Check::new(&["parts-do-not-sum", "percent-count-mismatch"], table::check),
    Check::new(&["ratio-ci-inconsistent", "mean-outside-range"], ratio::intervals),
    Check::new(&["ratio-misread"], ratio::misread),
    Check::new(&["p-value-impossible", "p-test-mismatch"], p_value::check),
    Check::new(&["relative-without-absolute", "nnt-mismatch"], absolute::check),
    Check::new(&["test-accuracy-inconsistent"], accuracy::check),
    Check::new(&["grim-percent"], grim::check),
    Check::new(&["enumeration-count-mismatch"], enumeration::check),
    Check::new(&["year-arithmetic", "stale-statistic"], years::check),
    Check::new(&["false-precision"], precision::check),
];
