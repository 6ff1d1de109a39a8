//! Sourcing: a reader must be able to check what is stated.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
