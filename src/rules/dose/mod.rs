//! Dose and unit arithmetic: what is to be taken must agree with itself.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
