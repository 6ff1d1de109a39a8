//! Editorial metadata and readability: who wrote it, when, and for whom.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
