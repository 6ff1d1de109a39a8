//! Residue and integrity: what is left of templates, forms and models, and text that fell apart.

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[];
