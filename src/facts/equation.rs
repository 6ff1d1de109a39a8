//! The one engine of arithmetic: a figure that follows from others, and whether a printed figure can be it.
//!
//! An equation is broken only when no reading of its two sides makes them meet. The working that the message shows
//! is computed with the printed figures, the test with everything that the wording allows.

use super::{Interval, Quantity, Rational, Unit, describe};

/// A figure with its working: "2 mg/kg × 60 kg".
///
/// ```
/// use factlint::facts::{Interval, Rational, Working};
///
/// let rate = Working::exact(Interval::point(Rational::from(2)), "2 mg/kg");
/// let weight = Working::exact(Interval::point(Rational::from(60)), "60 kg");
/// let total = rate.times(&weight).unwrap();
/// assert_eq!(total.shown("mg"), "2 mg/kg × 60 kg = 120 mg");
/// assert!(total.gap(Interval::point(Rational::from(680))).is_some());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// With the printed figures.
    pub printed: Interval,
    /// With everything that the wording allows.
    pub reading: Interval,
    /// How it comes about.
    pub line: String,
}

/// How far a printed figure lies from what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How many times the nearer end of the one is that of the other, in the reading that brings them closest.
    pub factor: Rational,
    /// Whether the printed figure is the larger one.
    pub above: bool,
}

impl Gap {
    /// Whether the figures differ by at least `numerator / denominator` in every reading.
    pub fn is_at_least(self, numerator: i64, denominator: i64) -> bool {
        Rational::fraction(numerator, denominator).is_some_and(|least| self.factor >= least)
    }
}

/// What is returned as the factor where one of the figures is 0: any ratio is too small for it.
const UNBOUNDED: i64 = 1_000_000;

impl Working {
    /// A figure that is exactly what it says.
    pub fn exact(value: Interval, line: impl Into<String>) -> Self {
        Self { printed: value, reading: value, line: line.into() }
    }

    /// A quantity of the text, said in `unit`. `None` where the units have not the same shape.
    pub fn of(quantity: &Quantity, unit: Unit) -> Option<Self> {
        let printed = quantity.unit.convert(quantity.printed(), unit)?;
        let reading = quantity.unit.convert(quantity.reading(), unit)?;
        Some(Self { printed, reading, line: describe(printed, unit) })
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        Some(Self {
            printed: self.printed.times(other.printed)?,
            reading: self.reading.times(other.reading)?,
            line: format!("{} × {}", self.line, other.line),
        })
    }

    /// The quotient.
    pub fn over(&self, other: &Self) -> Option<Self> {
        Some(Self {
            printed: self.printed.over(other.printed)?,
            reading: self.reading.over(other.reading)?,
            line: format!("{} ÷ {}", self.line, other.line),
        })
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            printed: self.printed.plus(other.printed)?,
            reading: self.reading.plus(other.reading)?,
            line: format!("{} + {}", self.line, other.line),
        })
    }

    /// With the tolerance that conventional rounding allows, as a share of the figure: 0.02 for 2 %.
    #[must_use]
    pub fn tolerating(mut self, share: Rational) -> Self {
        if let Some(wider) = self.reading.widen_relative(share, share) {
            self.reading = wider;
        }
        self
    }

    /// With its result: "2 mg/kg × 60 kg = 120 mg".
    pub fn shown(&self, unit: &str) -> String {
        let space = if unit.is_empty() || unit.starts_with('/') { "" } else { " " };
        format!("{} = {}{space}{unit}", self.line, self.printed)
    }

    /// How far `stated` lies from it; `None` where some reading makes them meet.
    pub fn gap(&self, stated: Interval) -> Option<Gap> {
        if !self.reading.is_disjoint(stated) {
            return None;
        }
        let above = match (stated.low(), self.reading.high()) {
            (Some(low), Some(high)) => low >= high,
            _ => false,
        };
        let factor = self.reading.gap_factor(stated).unwrap_or(Rational::from(UNBOUNDED));
        Some(Gap { factor, above })
    }
}

/// A factor in words, as a label shows it: "5.7 times", "a tenth of", "twice".
pub fn times_in_words(factor: Rational) -> String {
    if factor == Rational::from(2) {
        return "twice".to_owned();
    }
    let rounded = if factor < Rational::from(100) {
        factor.round(1).unwrap_or(factor)
    } else {
        factor.round(0).unwrap_or(factor)
    };
    format!("{rounded} times")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: i64) -> Interval {
        Interval::point(Rational::from(value))
    }

    #[test]
    fn a_gap_counts_the_widest_readings() {
        let mut total =
            Working::exact(Interval::between(Rational::from(60), Rational::from(120)), "1 to 2 mg/kg × 60 kg");
        assert!(total.gap(point(100)).is_none());
        let gap = total.gap(point(680)).unwrap();
        assert!(gap.above && gap.is_at_least(5, 1) && !gap.is_at_least(6, 1));
        assert!(!total.gap(point(6)).unwrap().above);
        total = total.tolerating(Rational::fraction(5, 1).unwrap());
        assert!(total.gap(point(680)).is_none());
    }

    #[test]
    fn nothing_is_compared_with_zero() {
        let zero = Working::exact(point(0), "0 mg");
        assert!(zero.gap(point(5)).unwrap().is_at_least(1000, 1));
        assert_eq!(zero.over(&zero), None);
    }

    #[test]
    fn factors_in_words() {
        assert_eq!(times_in_words(Rational::fraction(17, 3).unwrap()), "5.7 times");
        assert_eq!(times_in_words(Rational::from(2)), "twice");
        assert_eq!(times_in_words(Rational::from(1000)), "1,000 times");
    }
}
