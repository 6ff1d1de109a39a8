//! Residue and integrity: what is left of templates, forms and models, and text that fell apart.

mod brackets;
mod byline;
mod encoding;
mod endings;
mod fused;
mod glued;
mod interface;
mod machine;
mod orphan;
mod promise;
mod remove;
mod scrambled;
mod sections;
mod slots;

pub(crate) use remove::block_removal;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::residue(&["template-residue"], slots::check),
    Check::residue(&["cms-form-residue"], interface::check),
    Check::residue(&["llm-residue"], machine::check),
    Check::residue(&["encoding-damage"], encoding::check),
    Check::residue(&["byline-in-body"], byline::check),
    Check::residue(&["truncated-sentence"], endings::truncated),
    Check::residue(&["unbalanced-mark"], endings::unbalanced),
    Check::residue(&["fused-text"], fused::check),
    Check::residue(&["empty-section"], sections::empty),
    Check::new(&["orphan-reference"], orphan::check),
    Check::new(&["heading-content-mismatch"], promise::check),
    Check::verdict(&["scrambled-article"], scrambled::NEEDS, scrambled::check),
];
