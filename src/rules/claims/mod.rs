//! Claims: promises and causes that the evidence cannot carry.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
