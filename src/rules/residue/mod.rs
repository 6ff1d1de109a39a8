//! Residue and integrity: what is left of templates, forms and models, and text that fell apart.

mod fused;
mod interface;
mod remove;
mod sections;
mod slots;

pub(crate) use remove::block_removal;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::residue(&["template-residue"], slots::check),
    Check::residue(&["cms-form-residue"], interface::check),
    Check::residue(&["fused-text"], fused::check),
    Check::residue(&["empty-section"], sections::empty),
];
