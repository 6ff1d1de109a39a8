//! Sourcing: a reader must be able to check what is stated.

mod dates;
mod entries;
mod evidence;
mod identifiers;
mod links;
mod names;
mod quotes;
mod regulation;
mod sites;
mod uncited;
mod unreviewed;
mod weasel;

use super::Check;

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["name-only-source"], names::check),
    Check::new(&["uncited-statistic"], uncited::statistics),
    Check::new(&["uncited-dose"], uncited::doses),
    Check::new(&["uncited-study"], uncited::studies),
    Check::judging(&["uncited-regulatory-claim"], regulation::check),
    Check::new(&["uncited-claim"], uncited::claims),
    Check::judging(&["weasel-attribution"], weasel::check),
    Check::new(&["quote-unattributed"], quotes::check),
    Check::new(&["citation-unresolved"], entries::unresolved),
    Check::new(&["reference-unused"], entries::unused),
    Check::new(&["reference-duplicate"], entries::duplicates),
    Check::new(&["citation-order"], entries::order),
    Check::new(&["invalid-identifier"], identifiers::check),
    Check::new(&["retracted-source"], identifiers::retracted),
    Check::new(&["source-year-mismatch"], dates::mismatch),
    Check::new(&["future-dated-source"], dates::future),
    Check::new(&["stale-source"], dates::stale),
    Check::new(&["attribution-link-mismatch"], links::mismatch),
    Check::new(&["homepage-citation"], links::front_doors),
    Check::new(&["low-tier-source"], links::low_tier),
    Check::new(&["preprint-unlabelled"], unreviewed::preprints),
    Check::new(&["press-release-source"], unreviewed::press_releases),
];
