//! A number as it is printed: 2.0 is not 2.

use super::{Interval, Rational};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// "2.5", "1,000".
    Digits,
    /// "twenty-five", "a dozen", "2 million".
    Words,
    /// "½", "1/2", "a third", "two and a half".
    Fraction,
}

/// A number with what its spelling says about its precision.
///
/// ```
/// use factlint::facts::{Number, Rational};
///
/// let number = Number::parse("37.0").unwrap();
/// assert_eq!(number.value, Rational::from(37));
/// assert_eq!(number.rounded().low(), Rational::parse("36.95"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Its value.
    pub value: Rational,
    /// The decimals that are printed.
    pub decimals: u8,
    /// The place of the last digit that counts, as a power of ten: -1 for "37.0", 0 for "37", 6 for "2 million",
    /// 5 for "2.5 million".
    pub scale: i8,
    /// How it is written.
    pub form: Form,
}

/// The widest scale that a number can have.
const MAX_SCALE: u8 = 24;

/// So many digits always fit into a machine word.
const PLAIN_DIGITS: usize = 18;

impl Number {
    /// Reads digits with commas or thin spaces between thousands and a decimal point ("1,234.50", "1 000", ".5"), or
    /// with points between thousands ("1.234.567"). `None` for separators that do not stand before three digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() <= PLAIN_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let value = Rational::from(text.parse::<i64>().ok()?);
            return Some(Self { value, decimals: 0, scale: 0, form: Form::Digits });
        }
        if is_grouped_by_points(text) {
            return Self::parse(&text.replace('.', ""));
        }
        let mut digits = 0_i128;
        let mut decimals: Option<u8> = None;
        let mut since_separator: Option<u32> = None;
        let mut count = 0;
        for c in text.chars() {
            match c {
                '0'..='9' => {
                    count += 1;
                    if count > 30 {
                        return None;
                    }
                    digits = digits * 10 + i128::from(c as u32 - '0' as u32);
                    decimals = decimals.map(|places| places + 1);
                    since_separator = since_separator.map(|length| length + 1);
                }
                '.' | '\u{b7}' if decimals.is_none() => {
                    if since_separator.is_some_and(|length| length != 3) {
                        return None;
                    }
                    since_separator = None;
                    decimals = Some(0);
                }
                ',' | '\u{a0}' | '\u{2009}' | '\u{202f}' | ' ' if decimals.is_none() && count > 0 => {
                    // "0,125" is no number of thousands but a decimal comma.
                    let leading_zero = since_separator.is_none() && digits == 0;
                    if leading_zero || since_separator.is_some_and(|length| length != 3) {
                        return None;
                    }
                    since_separator = Some(0);
                }
                _ => return None,
            }
        }
        if count == 0 || since_separator.is_some_and(|length| length != 3) || decimals == Some(0) {
            return None;
        }
        let decimals = decimals.unwrap_or(0);
        let value = Rational::decimal(digits, u32::from(decimals))?;
        Some(Self { value, decimals, scale: -decimals.cast_signed(), form: Form::Digits })
    }

    /// A whole number in words.
    pub fn word(value: i64) -> Self {
        Self { value: Rational::from(value), decimals: 0, scale: 0, form: Form::Words }
    }

    /// A fraction, which is exact.
    pub fn fraction(value: Rational) -> Self {
        Self { value, decimals: 0, scale: 0, form: Form::Fraction }
    }

    /// Multiplied by a power of ten: `2.5` times `10^6`, `5` times `10^-8`.
    pub fn scaled(self, power: i8) -> Option<Self> {
        if power.unsigned_abs() > MAX_SCALE {
            return None;
        }
        let factor = if power < 0 {
            Rational::decimal(1, u32::from(power.unsigned_abs()))?
        } else {
            Rational::from(10_i64.checked_pow(u32::from(power.unsigned_abs()))?)
        };
        Some(Self { value: self.value.times(factor)?, scale: self.scale + power, ..self })
    }

    /// The power of ten that is written behind its digits: 6 for "2.5 million", 0 for "2,500,000".
    pub fn power(self) -> i8 {
        self.scale + self.decimals.cast_signed()
    }

    /// What a measured value with this spelling can stand for: half a unit of the last digit on each side.
    /// Numbers in words and fractions of one are taken at their word.
    pub fn rounded(self) -> Interval {
        let point = Interval::point(self.value);
        if self.form == Form::Fraction || (self.form == Form::Words && self.scale == 0) {
            return point;
        }
        half_unit(self.scale).and_then(|half| point.widen(half)).unwrap_or(point)
    }

    /// What a free count with this spelling can stand for: trailing zeros may be rounding ("700" is 650 to 750).
    pub fn round_figure(self) -> Interval {
        let zeros = self.trailing_zeros();
        if zeros < 2 {
            return self.rounded();
        }
        let point = Interval::point(self.value);
        half_unit(zeros as i8).and_then(|half| point.widen(half)).unwrap_or(point)
    }

    /// How many zeros it ends with before the point.
    pub fn trailing_zeros(self) -> u32 {
        let Some(mut value) = self.value.to_integer().filter(|value| *value != 0) else { return 0 };
        let mut zeros = 0;
        while value % 10 == 0 {
            value /= 10;
            zeros += 1;
        }
        zeros
    }
}

/// The first digit at or behind byte `from`. Most stretches of a text hold none, so whole chunks are looked at first.
pub(super) fn next_digit(text: &[u8], from: usize) -> Option<usize> {
    const CHUNK: usize = 32;
    let holds_none = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    let rest = text.get(from..)?;
    let skipped = rest.chunks_exact(CHUNK).take_while(holds_none).count() * CHUNK;
    rest[skipped..].iter().position(u8::is_ascii_digit).map(|at| from + skipped + at)
}

/// "1.234.567": two points or more, each before three digits. Four groups are rather an address in a network.
fn is_grouped_by_points(text: &str) -> bool {
    let mut groups = text.split('.');
    let head = groups.next().is_some_and(|head| (1..=3).contains(&head.len()) && !head.starts_with('0'));
    let rest = groups.clone().count();
    head && matches!(rest, 2 | 4) && groups.all(|group| group.len() == 3)
}

/// Half of 10^scale, which is 5 × 10^(scale − 1).
fn half_unit(scale: i8) -> Option<Rational> {
    let power = u32::from(scale.unsigned_abs());
    if scale > 0 {
        Some(Rational::from(5_i64.checked_mul(10_i64.checked_pow(power - 1)?)?))
    } else {
        Rational::decimal(5, power + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Number::parse(text).map(|number| number.value.to_decimal(u32::from(number.decimals)))
    }

    #[test]
    fn reads_digits_with_separators() {
        for (text, value) in [
            ("680", "680"),
            ("1,234.50", "1,234.50"),
            ("1\u{2009}000", "1,000"),
            ("1\u{a0}234\u{a0}567", "1,234,567"),
            (".5", "0.5"),
            ("2\u{b7}5", "2.5"),
            ("100000", "100,000"),
            ("1.234.567", "1,234,567"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(value), "{text}");
        }
        for text in [
            "",
            ".",
            "1.2.3",
            "12,34",
            "1,23,456",
            "192.168.1.2",
            "192.168.100.200",
            "0.123.456",
            "5.",
            "1,2345",
            "0,125",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn rounding_follows_what_is_printed() {
        let range = |interval: Interval| {
            format!("{} {}", interval.low().unwrap().to_decimal(3), interval.high().unwrap().to_decimal(3))
        };
        assert_eq!(range(Number::parse("20").unwrap().rounded()), "19.500 20.500");
        assert_eq!(range(Number::parse("0.7").unwrap().rounded()), "0.650 0.750");
        assert_eq!(range(Number::parse("700").unwrap().round_figure()), "650.000 750.000");
        assert_eq!(range(Number::parse("705").unwrap().round_figure()), "704.500 705.500");
        assert_eq!(range(Number::parse("2.5").unwrap().scaled(6).unwrap().rounded()), "2,450,000.000 2,550,000.000");
        assert_eq!(range(Number::word(2).rounded()), "2.000 2.000");
        assert_eq!(range(Number::word(2).scaled(6).unwrap().rounded()), "1,500,000.000 2,500,000.000");
        assert_eq!(Number::word(5).scaled(-8).unwrap().value, Rational::parse("0.00000005").unwrap());
        assert!(Number::word(2).scaled(100).is_none());
    }
}
