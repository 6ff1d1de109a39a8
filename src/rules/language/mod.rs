//! Safe language: words that harm, and help that must be offered.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
