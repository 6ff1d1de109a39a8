//! Ranges of exact numbers: what a printed figure can stand for.
//!
//! A check fires only when two intervals have no number in common, so every operation errs on the wide side:
//! a product of ranges runs from its smallest to its largest value, a missing end stays missing.

use std::fmt;

use super::Rational;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct End {
    /// Where it lies.
    pub value: Rational,
    /// Whether the value itself belongs to the interval.
    pub closed: bool,
}

/// A range of numbers. An end that is `None` is infinite.
///
/// ```
/// use factlint::facts::{Interval, Rational};
///
/// let rate = Interval::between(Rational::from(1), Rational::from(2));
/// let total = rate.times(Interval::point(Rational::from(60))).unwrap();
/// assert_eq!(total.to_string(), "60 to 120");
/// assert!(total.is_disjoint(Interval::point(Rational::from(680))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub lo: Option<End>,
    /// The upper end.
    pub hi: Option<End>,
}

impl Interval {
    /// All numbers.
    pub const ALL: Self = Self { lo: None, hi: None };

    /// One number.
    pub fn point(value: Rational) -> Self {
        Self::between(value, value)
    }

    /// From one number to another, both included, in either order.
    pub fn between(one: Rational, other: Rational) -> Self {
        let (lo, hi) = if one <= other { (one, other) } else { (other, one) };
        Self { lo: Some(End { value: lo, closed: true }), hi: Some(End { value: hi, closed: true }) }
    }

    /// `value` and all above it; without `value` itself where it is not `closed`.
    pub fn above(value: Rational, closed: bool) -> Self {
        Self { lo: Some(End { value, closed }), hi: None }
    }

    /// `value` and all below it; without `value` itself where it is not `closed`.
    pub fn below(value: Rational, closed: bool) -> Self {
        Self { lo: None, hi: Some(End { value, closed }) }
    }

    /// The lowest value, where there is one.
    pub fn low(self) -> Option<Rational> {
        self.lo.map(|end| end.value)
    }

    /// The highest value, where there is one.
    pub fn high(self) -> Option<Rational> {
        self.hi.map(|end| end.value)
    }

    /// The single number it consists of.
    pub fn single(self) -> Option<Rational> {
        self.low().filter(|low| Some(*low) == self.high())
    }

    /// Whether both ends are finite.
    pub fn is_bounded(self) -> bool {
        self.lo.is_some() && self.hi.is_some()
    }

    /// Whether `value` belongs to it.
    pub fn contains(self, value: Rational) -> bool {
        !self.is_disjoint(Self::point(value))
    }

    /// Whether the two have no number in common.
    pub fn is_disjoint(self, other: Self) -> bool {
        ends_before(self.hi, other.lo) || ends_before(other.hi, self.lo)
    }

    /// How many times the lower end of the higher one is the upper end of the lower one: 680 against 60 to 120 is 5.7.
    /// `None` where they meet, where one of the two figures is 0, or where their signs differ.
    pub fn gap_factor(self, other: Self) -> Option<Rational> {
        let (lower, upper) = if ends_before(self.hi, other.lo) {
            (self.high()?, other.low()?)
        } else if ends_before(other.hi, self.lo) {
            (other.high()?, self.low()?)
        } else {
            return None;
        };
        if lower > Rational::ZERO { upper.over(lower) } else { None }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let lo = match (self.lo, other.lo) {
            (Some(one), Some(two)) => Some(if starts_at_or_before(one, two) { one } else { two }),
            _ => None,
        };
        let hi = match (self.hi, other.hi) {
            (Some(one), Some(two)) => {
                Some(if one.value > two.value || (one.value == two.value && one.closed) { one } else { two })
            }
            _ => None,
        };
        Self { lo, hi }
    }

    /// Widened by an absolute amount at both ends.
    pub fn widen(self, amount: Rational) -> Option<Self> {
        let shift = |end: Option<End>, value: fn(Rational, Rational) -> Option<Rational>| match end {
            None => Some(None),
            Some(end) => value(end.value, amount).map(|value| Some(End { value, closed: true })),
        };
        Some(Self { lo: shift(self.lo, Rational::minus)?, hi: shift(self.hi, Rational::plus)? })
    }

    /// Widened by a share of each end: 0.1 makes 100 to 200 into 90 to 220.
    pub fn widen_relative(self, below: Rational, above: Rational) -> Option<Self> {
        let stretch = |end: Option<End>, share: Rational, sign: i64| match end {
            None => Some(None),
            Some(end) => {
                let shift = end.value.abs().times(share)?.times(Rational::from(sign))?;
                let closed = end.closed || !share.is_zero();
                Some(Some(End { value: end.value.plus(shift)?, closed }))
            }
        };
        Some(Self { lo: stretch(self.lo, below, -1)?, hi: stretch(self.hi, above, 1)? })
    }

    /// The sums of one number of each.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self { lo: combine(self.lo, other.lo, Rational::plus)?, hi: combine(self.hi, other.hi, Rational::plus)? })
    }

    /// The differences of one number of each.
    pub fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            lo: combine(self.lo, other.hi, Rational::minus)?,
            hi: combine(self.hi, other.lo, Rational::minus)?,
        })
    }

    /// The products of one number of each. `None` where one of them reaches below 0.
    pub fn times(self, other: Self) -> Option<Self> {
        if !self.is_non_negative() || !other.is_non_negative() {
            return None;
        }
        Some(Self {
            lo: combine(self.lo, other.lo, Rational::times)?,
            hi: combine(self.hi, other.hi, Rational::times)?,
        })
    }

    /// The quotients of one number of each. `None` where one of them reaches below 0; a divisor that reaches 0
    /// leaves the upper end open.
    pub fn over(self, other: Self) -> Option<Self> {
        if !self.is_non_negative() || !other.is_non_negative() {
            return None;
        }
        let divisor_reaches_zero = other.low().is_none_or(Rational::is_zero);
        let hi = if divisor_reaches_zero { None } else { combine(self.hi, other.lo, Rational::over)? };
        let lo = match other.hi {
            None => Some(End { value: Rational::ZERO, closed: true }),
            Some(end) if end.value.is_zero() => return None,
            Some(_) => combine(self.lo, other.hi, Rational::over)?,
        };
        Some(Self { lo, hi })
    }

    /// All its numbers times one positive factor.
    pub fn scale(self, factor: Rational) -> Option<Self> {
        if factor <= Rational::ZERO {
            return None;
        }
        self.map(|value| value.times(factor))
    }

    /// Each end passed through a rising function.
    pub fn map(self, rising: impl Fn(Rational) -> Option<Rational>) -> Option<Self> {
        let apply = |end: Option<End>| match end {
            None => Some(None),
            Some(end) => rising(end.value).map(|value| Some(End { value, closed: end.closed })),
        };
        Some(Self { lo: apply(self.lo)?, hi: apply(self.hi)? })
    }

    fn is_non_negative(self) -> bool {
        self.low().is_none_or(|low| !low.is_negative()) && self.high().is_none_or(|high| !high.is_negative())
    }
}

/// Whether everything up to `hi` lies below everything from `lo` on.
fn ends_before(hi: Option<End>, lo: Option<End>) -> bool {
    match (hi, lo) {
        (Some(hi), Some(lo)) => hi.value < lo.value || (hi.value == lo.value && !(hi.closed && lo.closed)),
        _ => false,
    }
}

fn starts_at_or_before(one: End, two: End) -> bool {
    one.value < two.value || (one.value == two.value && one.closed)
}

/// Combines two ends; an infinite one makes the result infinite. The outer `None` is an overflow.
#[expect(clippy::option_option, reason = "no result and an infinite end are different things")]
fn combine(
    one: Option<End>,
    two: Option<End>,
    operation: fn(Rational, Rational) -> Option<Rational>,
) -> Option<Option<End>> {
    match (one, two) {
        (Some(one), Some(two)) => {
            operation(one.value, two.value).map(|value| Some(End { value, closed: one.closed && two.closed }))
        }
        _ => Some(None),
    }
}

/// As a message shows it: "60 to 120", "60", "at least 5", "under 5".
impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) => {
                let (low, high) = (lo.value.to_string(), hi.value.to_string());
                if low == high { formatter.write_str(&low) } else { write!(formatter, "{low} to {high}") }
            }
            (Some(lo), None) if lo.closed => write!(formatter, "at least {}", lo.value),
            (Some(lo), None) => write!(formatter, "more than {}", lo.value),
            (None, Some(hi)) if hi.closed => write!(formatter, "up to {}", hi.value),
            (None, Some(hi)) => write!(formatter, "under {}", hi.value),
            (None, None) => formatter.write_str("any"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(lo: &str, hi: &str) -> Interval {
        Interval::between(Rational::parse(lo).unwrap(), Rational::parse(hi).unwrap())
    }

    fn number(value: i64) -> Rational {
        Rational::from(value)
    }

    #[test]
    fn touching_ends_meet_only_when_both_are_closed() {
        let up_to_five = Interval::below(number(5), true);
        assert!(!up_to_five.is_disjoint(Interval::point(number(5))));
        assert!(Interval::below(number(5), false).is_disjoint(Interval::point(number(5))));
        assert!(Interval::above(number(5), false).is_disjoint(up_to_five));
        assert!(!Interval::above(number(5), true).is_disjoint(Interval::above(number(900), true)));
        assert!(Interval::above(number(5), true).is_disjoint(Interval::point(number(3))));
        assert!(!Interval::ALL.is_disjoint(up_to_five));
    }

    #[test]
    fn measures_the_gap_between_what_lies_apart() {
        let doses = range("60", "120");
        assert_eq!(doses.gap_factor(Interval::point(number(680))).unwrap().to_string(), "5.67");
        assert_eq!(Interval::point(number(15)).gap_factor(doses), Some(number(4)));
        assert_eq!(doses.gap_factor(range("100", "200")), None);
        assert_eq!(range("-5", "0").gap_factor(Interval::point(number(3))), None);
    }

    #[test]
    fn products_and_quotients_span_all_readings() {
        assert_eq!(range("1", "2").times(range("10", "20")), Some(range("10", "40")));
        assert_eq!(range("10", "20").over(range("2", "5")), Some(range("2", "10")));
        assert_eq!(Interval::point(number(10)).over(range("0", "5")).unwrap().hi, None);
        assert_eq!(Interval::point(number(10)).over(Interval::point(Rational::ZERO)), None);
        assert_eq!(range("-1", "2").times(range("1", "2")), None);
        let open = Interval::above(number(4), true).times(range("2", "3")).unwrap();
        assert_eq!((open.low(), open.hi), (Some(number(8)), None));
        assert_eq!(range("5", "6").minus(range("1", "2")), Some(range("3", "5")));
    }

    #[test]
    fn widening_keeps_an_infinite_end() {
        let tenth = Rational::parse("0.1").unwrap();
        let widened = Interval::above(number(50), true).widen_relative(tenth, tenth).unwrap();
        assert_eq!((widened.low(), widened.hi), (Some(number(45)), None));
        assert_eq!(range("100", "200").widen_relative(tenth, tenth), Some(range("90", "220")));
        assert_eq!(range("1", "2").widen(Rational::parse("0.5").unwrap()), Some(range("0.5", "2.5")));
        assert_eq!(range("1", "2").hull(range("5", "6")), range("1", "6"));
    }

    #[test]
    fn shows_open_ends_in_words() {
        assert_eq!(Interval::above(number(1200), true).to_string(), "at least 1,200");
        assert_eq!(Interval::below(number(5), false).to_string(), "under 5");
        assert_eq!(range("49.4", "145.2").to_string(), "49.4 to 145");
    }
}
