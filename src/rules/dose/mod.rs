//! Dose and unit arithmetic: what is to be taken must agree with itself.

mod analyte;
mod body;
mod circumstance;
mod contradiction;
mod conversion;
mod course;
mod daily;
mod daily_table;
mod dose_per_weight;
mod form;
mod link;
mod maximum;
mod period;
mod restated;
mod solution;
mod tablet;

use super::{Article, Check};
use crate::facts::{Quantity, Stance};

/// The checks of this family.
pub(crate) const CHECKS: &[Check] = &[
    Check::new(&["ambiguous-decimal"], form::ambiguous),
    Check::new(&["bare-dose"], form::bare_doses),
    Check::new(&["bmi-mismatch"], body::bmi),
    Check::new(&["dose-contradiction"], contradiction::check),
    Check::new(&["dose-period-conflict"], period::check),
    Check::new(&["dose-run-together"], form::spaces),
    Check::new(&["error-prone-abbreviation"], form::abbreviations),
    Check::new(&["error-prone-decimal"], form::decimals),
    Check::new(&["implausible-value"], body::implausible),
    Check::new(&["max-daily-exceeded"], maximum::check),
    Check::new(&["range-inverted"], form::ranges),
    Check::new(&["tall-man"], form::tall_man),
    Check::new(&["ungrouped-large-dose"], form::ungrouped),
    Check::new(&["volume-without-strength"], form::volumes),
    Check::new(&["analyte-conversion-mismatch"], analyte::check),
    Check::new(&["concentration-volume-mismatch"], solution::concentration),
    Check::new(&["course-count-mismatch"], course::course),
    Check::new(&["daily-total-mismatch"], daily::check),
    Check::new(&["dose-per-weight-mismatch"], dose_per_weight::check),
    Check::new(&["infusion-rate-mismatch"], solution::infusion),
    Check::new(&["tablet-strength-mismatch"], tablet::tablets),
    Check::new(&["unit-conversion-mismatch"], conversion::check),
];

/// Whether the author states it: not in a quotation, not supposed, not said to be wrong.
fn is_authors(quantity: &Quantity) -> bool {
    !quantity.stance.has(Stance::QUOTED)
        && !quantity.stance.has(Stance::HYPOTHETICAL)
        && !quantity.stance.has(Stance::REPORTED)
}

/// The quantity as it is printed.
fn dose_text<'a>(article: &Article<'a>, quantity: &Quantity) -> &'a str {
    article.document().text(quantity.span)
}

/// Where one quantity stands, seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Here,
    Above,
    Below,
}

impl Place {
    /// Where `other` stands, seen from `subject`.
    fn of(other: &Quantity, subject: &Quantity) -> Self {
        match other.sentence.cmp(&subject.sentence) {
            std::cmp::Ordering::Equal => Self::Here,
            std::cmp::Ordering::Less => Self::Above,
            std::cmp::Ordering::Greater => Self::Below,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Here => "in the same sentence",
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}
