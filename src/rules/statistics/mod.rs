//! Statistics: shares, changes, ratios and counts must follow from each other.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
