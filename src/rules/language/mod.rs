//! Language: words that harm, and help that is missing.

mod commercial_helpline;
mod crisis;
mod emergency;
mod helpline_missing;
mod helplines;
mod outdated_helpline;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["helpline-missing"], helpline_missing::check),
    Check::new(&["outdated-helpline"], outdated_helpline::check),
    Check::new(&["commercial-helpline"], commercial_helpline::check),
    Check::new(&["overdose-without-emergency"], emergency::check),
];
