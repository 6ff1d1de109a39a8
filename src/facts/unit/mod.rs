//! Units of measure: single ones from the table `rules/data/units.toml`, and compounds such as mg/kg/day.
//!
//! Inside, a unit is known by its UCUM code. Two quantities can be compared when their units have the same
//! shape: the same dimension above the line and the same dimensions below it. (mg/kg is not a percentage,
//! although both are pure numbers.) Factors are exact.

mod table;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write};

pub use table::{Dimension, UnitId};

use super::{Interval, Rational};

/// What stands below the line: "per kg", "per 5 mL", "per 100,000".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Per {
    /// The digits of the amount.
    digits: u32,
    /// How many of them are decimals.
    decimals: u8,
    /// The unit; `None` for "per 100,000".
    pub unit: Option<UnitId>,
}

impl Per {
    /// Per one of `unit`.
    pub const fn one(unit: UnitId) -> Self {
        Self { digits: 1, decimals: 0, unit: Some(unit) }
    }

    /// Per `amount` of `unit`. `None` where the amount has more than nine digits or is not above 0.
    pub fn amount_of(amount: Rational, unit: Option<UnitId>) -> Option<Self> {
        const LIMIT: u32 = 6;
        let decimals = amount.decimals(LIMIT)?;
        let digits = amount.times(Rational::decimal(10_i128.pow(decimals), 0)?)?.to_integer()?;
        let digits = u32::try_from(digits).ok().filter(|digits| *digits > 0)?;
        Some(Self { digits, decimals: decimals as u8, unit })
    }

    /// How many of the unit.
    pub fn amount(self) -> Rational {
        Rational::decimal(i128::from(self.digits), u32::from(self.decimals)).unwrap_or(Rational::ONE)
    }

    fn write(self, text: &mut String, unit: impl Fn(UnitId) -> &'static str, ucum: bool) {
        text.push('/');
        match self.unit {
            Some(unit_id) if self.digits == 1 && self.decimals == 0 => text.push_str(unit(unit_id)),
            Some(unit_id) if ucum => {
                let _ = write!(text, "({}.{})", plain(self.amount()), unit(unit_id));
            }
            Some(unit_id) => {
                let _ = write!(text, "{} {}", self.amount(), unit(unit_id));
            }
            None if ucum => text.push_str(&plain(self.amount())),
            None => text.push_str(&self.amount().to_string()),
        }
    }
}

fn plain(amount: Rational) -> String {
    amount.to_decimal(amount.decimals(6).unwrap_or(0)).replace(',', "")
}

/// The unit of a quantity: a single unit, a compound, or a bare rate such as "/d".
///
/// ```
/// use factlint::facts::{Rational, Unit};
///
/// let per_kilogram = Unit::from_codes("mg", &["kg", "d"]).unwrap();
/// assert_eq!(per_kilogram.code(), "mg/kg/d");
/// let in_pounds = Unit::from_codes("ug", &["[lb_av]", "d"]).unwrap();
/// assert_eq!(per_kilogram.factor_to(in_pounds), Rational::parse("453.59237"));
/// assert_eq!(per_kilogram.factor_to(Unit::from_codes("mg", &["d"]).unwrap()), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Above the line; `None` for a count or a bare rate.
    pub base: Option<UnitId>,
    /// Below the line, in the order of the text.
    per: [Option<Per>; 3],
}

impl Unit {
    /// No unit: a bare count.
    pub const NONE: Self = Self { base: None, per: [None; 3] };

    /// A single unit.
    pub const fn single(unit: UnitId) -> Self {
        Self { base: Some(unit), per: [None; 3] }
    }

    /// The unit with this UCUM code; a single one.
    ///
    /// # Panics
    /// When the table does not hold the code. For the codes that rules name themselves.
    pub fn known(code: &str) -> Self {
        Self::single(UnitId::from_code(code).unwrap_or_else(|| panic!("{code} is in the unit table")))
    }

    /// A compound of units that are in the table.
    pub fn from_codes(base: &str, per: &[&str]) -> Option<Self> {
        let base = if base.is_empty() { None } else { Some(UnitId::from_code(base)?) };
        per.iter()
            .try_fold(Self { base, per: [None; 3] }, |unit, code| unit.with_per(Per::one(UnitId::from_code(code)?)))
    }

    /// With another unit above the line.
    #[must_use]
    pub const fn with_base(mut self, base: Option<UnitId>) -> Self {
        self.base = base;
        self
    }

    /// With one more denominator; `None` if there are three already.
    pub fn with_per(mut self, per: Per) -> Option<Self> {
        *self.per.iter_mut().find(|slot| slot.is_none())? = Some(per);
        Some(self)
    }

    /// Without the denominators that measure `dimension`.
    #[must_use]
    pub fn without_per(self, dimension: Dimension) -> Self {
        let mut rest = Self { base: self.base, per: [None; 3] };
        let kept = self.denominators().filter(|per| per.unit.is_none_or(|unit| unit.dimension() != dimension));
        for (slot, per) in rest.per.iter_mut().zip(kept) {
            *slot = Some(per);
        }
        rest
    }

    /// What stands below the line.
    pub fn denominators(self) -> impl Iterator<Item = Per> {
        self.per.into_iter().flatten()
    }

    /// The denominator that measures `dimension`.
    pub fn per(self, dimension: Dimension) -> Option<Per> {
        self.denominators().find(|per| per.unit.is_some_and(|unit| unit.dimension() == dimension))
    }

    /// Whether nothing stands below the line.
    pub fn is_single(self) -> bool {
        self.per[0].is_none()
    }

    /// Whether it is no unit at all.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether it is the single unit with this code.
    pub fn is(self, code: &str) -> bool {
        self.is_single() && self.base.is_some_and(|base| base.code() == code)
    }

    /// What the unit above the line measures; `None` for a bare count or rate.
    pub fn dimension(self) -> Option<Dimension> {
        self.base.map(UnitId::dimension)
    }

    /// Whether it is a single unit of `dimension`.
    pub fn measures(self, dimension: Dimension) -> bool {
        self.is_single() && self.dimension() == Some(dimension)
    }

    /// By what a value in this unit is multiplied to give the same in `other`. `None` where the two have not the
    /// same shape. For temperatures it is the factor of a difference.
    pub fn factor_to(self, other: Self) -> Option<Rational> {
        let mut factor = match (self.base, other.base) {
            (Some(one), Some(two)) if one.dimension() == two.dimension() => one.factor().over(two.factor())?,
            (None, None) => Rational::ONE,
            _ => return None,
        };
        let mut used = [false; 3];
        for per in self.denominators() {
            let (slot, same) = other.denominators().enumerate().find(|(slot, candidate)| {
                !used[*slot] && candidate.unit.map(UnitId::dimension) == per.unit.map(UnitId::dimension)
            })?;
            used[slot] = true;
            let size = |per: Per| per.amount().times(per.unit.map_or(Rational::ONE, UnitId::factor));
            factor = factor.times(size(same)?)?.over(size(per)?)?;
        }
        (self.denominators().count() == other.denominators().count()).then_some(factor)
    }

    /// A value or range in this unit, said in `other`. Absolute temperatures are shifted as well as scaled.
    pub fn convert(self, value: Interval, other: Self) -> Option<Interval> {
        let factor = self.factor_to(other)?;
        match (self.base, other.base) {
            (Some(from), Some(to)) if self.is_single() && from.dimension() == Dimension::Temperature => {
                value.map(|value| value.minus(zero_point(from)?)?.times(factor)?.plus(zero_point(to)?))
            }
            _ => value.scale(factor),
        }
    }

    /// The UCUM code: `mg/kg/d`, `mg/(5.mL)`, `/100000`; empty for a bare count.
    pub fn code(self) -> String {
        let mut code = self.base.map_or_else(String::new, |base| base.code().to_owned());
        for per in self.denominators() {
            per.write(&mut code, UnitId::code, true);
        }
        code
    }
}

/// What 0 °C is on this scale.
fn zero_point(scale: UnitId) -> Option<Rational> {
    match scale.code() {
        "[degF]" => Some(Rational::from(32)),
        "K" => Rational::parse("273.15"),
        _ => Some(Rational::ZERO),
    }
}

/// As a message shows it: "mg/kg per day" is written `mg/kg/day`.
impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.base.map_or_else(String::new, |base| base.label().to_owned());
        for per in self.denominators() {
            per.write(&mut text, singular, false);
        }
        formatter.write_str(&text)
    }
}

/// The label of a unit below the line.
fn singular(unit: UnitId) -> &'static str {
    match unit.code() {
        "a" | "mo" | "wk" | "d" => unit.label().trim_end_matches('s'),
        // The code in braces is the name of one: "{dose}".
        code if unit.label().ends_with('s') => code.trim_matches(['{', '}']),
        _ => unit.label(),
    }
}
