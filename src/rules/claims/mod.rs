//! Claims: promises and causes that the evidence cannot carry.

mod disclaimer;
mod evidence;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["causal-from-observational"], evidence::causal_from_observational),
    Check::new(&["animal-to-human"], evidence::animal_to_human),
    Check::new(&["supplement-disclaimer-missing"], disclaimer::check),
];
