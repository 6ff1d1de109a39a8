//! Exact numbers. A comparison of doses must not depend on how a float was rounded.
//!
//! Every operation is checked: a result that does not fit is `None`, and a rule that gets `None` stays silent.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Signed, ToPrimitive, Zero};

/// An exact number.
///
/// ```
/// use factlint::facts::Rational;
///
/// let dose = Rational::from(680);
/// let weight = Rational::from(60);
/// let rate = dose.over(weight).unwrap();
/// assert_eq!(rate.to_string(), "11.3");
/// assert_eq!(rate.times(weight), Some(dose));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rational(Ratio<i128>);

/// Numbers with more digits than this are not read: no quantity of an article has them.
const MAX_DIGITS: usize = 30;

impl Rational {
    /// 0.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// 1.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));

    /// `numerator / denominator`; `None` for a denominator of 0.
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(Ratio::new(i128::from(numerator), i128::from(denominator))))
    }

    /// `digits × 10^-decimals`, as a decimal is printed: 25 with one decimal is 2.5.
    pub fn decimal(digits: i128, decimals: u32) -> Option<Self> {
        let scale = power_of_ten(decimals)?;
        Some(Self(if scale == 1 { Ratio::new_raw(digits, 1) } else { Ratio::new(digits, scale) }))
    }

    /// Reads "12", "-0.45359237", "9/5" or "38.67/1000" (the form of data tables; no separators of thousands).
    ///
    /// ```
    /// use factlint::facts::Rational;
    /// assert_eq!(Rational::parse("2.50"), Rational::fraction(5, 2));
    /// assert_eq!(Rational::parse("9/5"), Rational::fraction(9, 5));
    /// assert_eq!(Rational::parse("1,5"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((numerator, denominator)) => Self::parse_decimal(numerator)?.over(Self::parse_decimal(denominator)?),
            None => Self::parse_decimal(text),
        }
    }

    fn parse_decimal(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let count = whole.len() + fraction.len();
        if count == 0 || count > MAX_DIGITS {
            return None;
        }
        let value = whole
            .bytes()
            .chain(fraction.bytes())
            .try_fold(0_i128, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i128::from(byte - b'0')))?;
        Self::decimal(sign * value, fraction.len() as u32)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        if !self.is_integer() && !other.is_integer() {
            return self.0.checked_add(&other.0).map(Self);
        }
        // A whole number and a fraction in lowest terms add up to one in lowest terms.
        let (one, two) = self.over_one_denominator(other)?;
        Some(Self(Ratio::new_raw(one.checked_add(two)?, self.0.denom() * other.0.denom())))
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self(Ratio::new_raw(other.0.numer().checked_neg()?, *other.0.denom())))
    }

    /// The numerators of the two over the product of their denominators.
    fn over_one_denominator(self, other: Self) -> Option<(i128, i128)> {
        let (one, two) = (self.0, other.0);
        Some((one.numer().checked_mul(two.denom())?, two.numer().checked_mul(one.denom())?))
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return Some(Self(Ratio::new_raw(self.0.numer().checked_mul(other.0.numer())?, 1)));
        }
        self.0.checked_mul(&other.0).map(Self)
    }

    /// The quotient; `None` for a divisor of 0.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.is_zero() { None } else { self.0.checked_div(&other.0).map(Self) }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        self.0.is_integer()
    }

    /// As a whole number, where it is one and fits.
    pub fn to_integer(self) -> Option<i64> {
        if self.is_integer() { self.0.to_integer().to_i64() } else { None }
    }

    /// The nearest float, for reports and distributions. Never for a comparison.
    pub fn to_f64(self) -> f64 {
        match (self.0.numer().to_f64(), self.0.denom().to_f64()) {
            (Some(numerator), Some(denominator)) => numerator / denominator,
            _ => f64::NAN,
        }
    }

    /// Rounded to `decimals` places, halves away from 0.
    pub fn round(self, decimals: u32) -> Option<Self> {
        let scale = Ratio::new_raw(power_of_ten(decimals)?, 1);
        Some(Self(self.0.checked_mul(&scale)?.round().checked_div(&scale)?))
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        Self(self.0.floor())
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceil(self) -> Self {
        Self(self.0.ceil())
    }

    /// How many decimals it takes to write it exactly; `None` if more than `limit`.
    pub fn decimals(self, limit: u32) -> Option<u32> {
        if self.is_integer() {
            return Some(0);
        }
        (1..=limit).find(|&decimals| {
            power_of_ten(decimals)
                .and_then(|scale| self.0.checked_mul(&Ratio::new_raw(scale, 1)))
                .is_some_and(|scaled| scaled.is_integer())
        })
    }

    /// Written with exactly `decimals` places and commas between thousands.
    pub fn to_decimal(self, decimals: u32) -> String {
        let Some(scaled) = power_of_ten(decimals)
            .and_then(|scale| self.0.checked_mul(&Ratio::new_raw(scale, 1)))
            .map(|scaled| scaled.round().to_integer())
        else {
            return self.to_f64().to_string();
        };
        let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = decimals as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
        let mut text = String::from(if scaled < 0 { "-" } else { "" });
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(',');
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
        text
    }
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

/// Fractions are in lowest terms and their denominators above 0, so equal numbers are written alike.
impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        self.0.numer() == other.0.numer() && self.0.denom() == other.0.denom()
    }
}

impl Eq for Rational {}

impl Hash for Rational {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.numer().hash(state);
        self.0.denom().hash(state);
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.over_one_denominator(*other) {
            Some((one, two)) => one.cmp(&two),
            None => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(Ratio::new_raw(i128::from(value), 1))
    }
}

/// As a message shows it: whole numbers in full, others with three significant digits, commas between thousands.
impl fmt::Display for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = if self.is_integer() { 0 } else { significant_decimals(self.abs()) };
        let text = self.to_decimal(decimals);
        let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        formatter.write_str(text)
    }
}

/// The decimals that leave three significant digits.
fn significant_decimals(value: Rational) -> u32 {
    const SIGNIFICANT: u32 = 3;
    const LIMIT: u32 = 12;
    let mut bound = Rational::from(100);
    for decimals in 0..LIMIT {
        if value >= bound {
            return decimals;
        }
        let Some(next) = bound.over(Rational::from(10)) else { break };
        bound = next;
    }
    LIMIT.max(SIGNIFICANT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        Rational::parse(text).expect("a number")
    }

    #[test]
    fn shows_three_significant_digits() {
        for (exact, shown) in [
            ("34/3", "11.3"),
            ("1200", "1,200"),
            ("1234567", "1,234,567"),
            ("69.85", "69.9"),
            ("1234.5", "1,235"),
            ("0.00123456", "0.00123"),
            ("2.0", "2"),
            ("0.5", "0.5"),
            ("-40.25", "-40.3"),
            ("199.96", "200"),
        ] {
            assert_eq!(number(exact).to_string(), shown, "{exact}");
        }
    }

    #[test]
    fn overflow_is_none() {
        let huge = number("999999999999999999999999999999");
        assert_eq!(huge.times(huge), None);
        assert_eq!(Rational::ONE.over(Rational::ZERO), None);
        assert_eq!(Rational::decimal(1, 40), None);
        assert_eq!(Rational::parse(&"9".repeat(31)), None);
        assert_eq!(Rational::fraction(1, 0), None);
    }

    #[test]
    fn sums_and_order_are_exact() {
        assert_eq!(number("2").plus(number("1/3")), Some(number("7/3")));
        assert_eq!(number("1/6").plus(number("1/3")), Some(number("1/2")));
        assert_eq!(number("1/3").minus(number("1")), Some(number("-2/3")));
        assert!(number("-1/2") < number("-1/3") && number("1/3") < number("1/2") && number("3/7") > number("0.4"));
        let huge = number("999999999999999999999999999999");
        assert!(huge.over(number("7")) > huge.over(number("8")));
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(number("2.345").round(2), Some(number("2.35")));
        assert_eq!(number("-2.5").round(0), Some(number("-3")));
        assert_eq!(number("2.5").decimals(4), Some(1));
        assert_eq!(number("1/3").decimals(6), None);
    }
}
