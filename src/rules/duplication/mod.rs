//! Duplication: text that stands twice, in an article or across a site.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
