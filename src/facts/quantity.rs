//! A quantity: a number as it is printed, what it measures, and in what light the text puts it.

use serde::Serialize;

use crate::document::BlockId;
use crate::span::ProseSpan;

use super::{Interval, Number, Rational, Roles, Unit};

/// How the bounds are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One value.
    Point,
    /// From one to another.
    Range,
    /// "5 or more", "at least 5", "≥ 5".
    AtLeast,
    /// "up to 5", "at most 5", "≤ 5".
    AtMost,
    /// "more than 5", "over 5", "> 5".
    MoreThan,
    /// "less than 5", "under 5", "< 5".
    LessThan,
    /// "2.500": the lower bound with a decimal point, or the upper one with a point between thousands.
    Either,
    /// "5 ± 2": the bounds are the value, the deviation is [`Quantity::spread`].
    PlusMinus,
    /// "120/80": the bounds are the first and the second figure.
    Pair,
    /// "25, 50 and 100 mg": the bounds are the smallest and the largest.
    List,
}

/// Words that make a figure less exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approx {
    /// None of them.
    Exact,
    /// "about", "around", "roughly"; also "usually", "typically", "can be".
    About,
    /// "nearly", "almost", "just under".
    Nearly,
    /// "just over", "slightly more than".
    JustOver,
}

/// What kind of thing is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An amount that is taken or given, also per kilogram or per day.
    Dose,
    /// How much one tablet or millilitre holds.
    Strength,
    /// An amount of liquid.
    Volume,
    /// A person's weight.
    BodyWeight,
    /// How old someone is.
    Age,
    /// How long.
    Duration,
    /// How often.
    Frequency,
    /// A part of a whole, 0 to 100 %.
    Share,
    /// How many.
    Count,
    /// Cases per population, 1 in 8.
    Rate,
    /// Odds, risk or hazard ratio.
    RatioMeasure,
    /// A laboratory value or vital sign.
    Lab,
    /// An amount of money.
    Money,
    /// A score on a scale.
    Score,
    /// A relative change ("rose by 20 %", "three times as many").
    Change,
    /// The level of a confidence interval.
    Confidence,
    /// How much of a substance a preparation holds ("a 2 % cream").
    Concentration,
    /// A temperature, absolute or a difference.
    Temperature,
    /// Anything else.
    Other,
}

impl Kind {
    /// As it is written in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dose => "dose",
            Self::Strength | Self::Concentration => "strength",
            Self::Volume => "volume",
            Self::BodyWeight => "body-weight",
            Self::Age => "age",
            Self::Duration => "duration",
            Self::Frequency => "frequency",
            Self::Share => "share",
            Self::Count => "count",
            Self::Rate => "rate",
            Self::RatioMeasure => "ratio-measure",
            Self::Lab => "lab",
            Self::Money => "money",
            Self::Score => "score",
            Self::Change | Self::Confidence | Self::Temperature | Self::Other => "other",
        }
    }

    /// Whether such figures are printed exactly: a strength of 500 mg is not 499.5 to 500.5.
    const fn is_exact(self) -> bool {
        matches!(self, Self::Dose | Self::Strength | Self::Volume | Self::Age | Self::Frequency | Self::Count)
            || matches!(self, Self::Score | Self::Confidence | Self::Concentration | Self::Duration)
    }
}

/// Why a quantity may not be the author's own statement of fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stance(u8);

impl Stance {
    /// Nothing speaks against it.
    pub const ASSERTED: Self = Self(0);
    /// It stands in a quotation.
    pub const QUOTED: Self = Self(1);
    /// It is denied or forbidden: "do not take", "no longer".
    pub const NEGATED: Self = Self(1 << 1);
    /// It is supposed: "if", "imagine", "for example, say".
    pub const HYPOTHETICAL: Self = Self(1 << 2);
    /// Others say or once said it: "myth", "was thought", "previously", "some experts", "claims that".
    pub const REPORTED: Self = Self(1 << 3);

    /// With those of `other`.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` hold.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is the author's own plain statement.
    pub const fn is_asserted(self) -> bool {
        self.0 == 0
    }
}

/// A quantity of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The lower bound as printed; `None` for "up to 5".
    pub lo: Option<Number>,
    /// The upper bound as printed; `None` for "at least 5".
    pub hi: Option<Number>,
    /// The deviation of "5 ± 2".
    pub spread: Option<Number>,
    /// How the bounds are meant.
    pub shape: Shape,
    /// How exact it claims to be.
    pub approx: Approx,
    /// The unit; [`Unit::NONE`] for a bare count.
    pub unit: Unit,
    /// What kind of thing it is.
    pub kind: Kind,
    /// In what light it is mentioned.
    pub roles: Roles,
    /// Whether it is the author's own statement.
    pub stance: Stance,
    /// The noun that it counts or measures.
    pub head: Option<ProseSpan>,
    /// Number and unit, without approximator.
    pub span: ProseSpan,
    /// The number or range alone.
    pub digits: ProseSpan,
    /// Its tokens in [`Document::tokens`](crate::document::Document::tokens).
    pub tokens: std::ops::Range<usize>,
    /// Its sentence in [`Document::sentences`](crate::document::Document::sentences).
    pub sentence: usize,
    /// Its block.
    pub block: BlockId,
}

impl Quantity {
    /// The bounds as printed, nothing widened.
    pub fn printed(&self) -> Interval {
        let low = self.lo.map(|number| number.value);
        let high = self.hi.map(|number| number.value);
        match (low, high, self.shape) {
            (Some(low), Some(high), _) => Interval::between(low, high),
            (Some(low), None, shape) => Interval::above(low, shape != Shape::MoreThan),
            (None, Some(high), shape) => Interval::below(high, shape != Shape::LessThan),
            (None, None, _) => Interval::ALL,
        }
    }

    /// The one printed value.
    pub fn value(&self) -> Option<Rational> {
        self.printed().single()
    }

    /// The bounds with half a unit of the last printed digit on each side.
    pub fn rounded(&self) -> Interval {
        self.each_bound(Number::rounded)
    }

    /// Everything the wording allows: the rounding of measured values (doses, strengths, ages and counts are printed
    /// exactly), round figures of free counts, and the approximator, whichever is wider at each end.
    pub fn reading(&self) -> Interval {
        let base = if self.kind.is_exact() { self.printed() } else { self.rounded() };
        self.approximated(base)
    }

    /// As [`Quantity::reading`], for counts that may be round figures ("700 people").
    pub fn loose_reading(&self) -> Interval {
        self.approximated(self.each_bound(Number::round_figure))
    }

    /// `base` widened by the approximator, which is relative to what is printed.
    fn approximated(&self, base: Interval) -> Interval {
        let tenth = Rational::decimal(1, 1).unwrap_or(Rational::ZERO);
        let (below, above) = match self.approx {
            Approx::Exact => return base,
            Approx::About => (tenth, tenth),
            Approx::Nearly => (tenth, Rational::ZERO),
            Approx::JustOver => (Rational::ZERO, tenth),
        };
        self.printed().widen_relative(below, above).map_or(base, |wide| wide.hull(base))
    }

    fn each_bound(&self, widen: fn(Number) -> Interval) -> Interval {
        let printed = self.printed();
        let lo = self.lo.filter(|_| printed.lo.is_some()).map(widen);
        let hi = self.hi.filter(|_| printed.hi.is_some()).map(widen);
        match (lo, hi) {
            (Some(lo), Some(hi)) => lo.hull(hi),
            (Some(lo), None) => Interval { lo: lo.lo, hi: None },
            (None, Some(hi)) => Interval { lo: None, hi: hi.hi },
            (None, None) => Interval::ALL,
        }
    }

    /// Each of the two figures that "2.500" can be read as; `None` where it has one reading.
    pub fn alternatives(&self) -> Option<[Self; 2]> {
        let as_point = |bound: Option<Number>| Self { lo: bound, hi: bound, shape: Shape::Point, ..self.clone() };
        (self.shape == Shape::Either).then(|| [as_point(self.lo), as_point(self.hi)])
    }

    /// Whether it has a bound on one side only.
    pub fn is_open(&self) -> bool {
        self.lo.is_none() || self.hi.is_none()
    }

    /// As the text means it: "about 5 mg", "more than 10%", "120/80 mmHg", "2.5 or 2,500 mg".
    pub fn said(&self) -> String {
        let exact = |number: Number| match number.value.decimals(6) {
            Some(decimals) => number.value.to_decimal(decimals),
            None => number.value.to_string(),
        };
        let (lo, hi) = (self.lo.map(exact).unwrap_or_default(), self.hi.map(exact).unwrap_or_default());
        let figure = match self.shape {
            Shape::Point => lo,
            Shape::Range | Shape::List => format!("{lo} to {hi}"),
            Shape::Pair => format!("{lo}/{hi}"),
            Shape::Either => format!("{lo} or {hi}"),
            Shape::PlusMinus => format!("{lo} ± {}", self.spread.map(exact).unwrap_or_default()),
            Shape::AtLeast => format!("at least {lo}"),
            Shape::MoreThan => format!("more than {lo}"),
            Shape::AtMost => format!("up to {hi}"),
            Shape::LessThan => format!("less than {hi}"),
        };
        let approx = match self.approx {
            Approx::Exact => "",
            Approx::About => "about ",
            Approx::Nearly => "nearly ",
            Approx::JustOver => "just over ",
        };
        let unit = self.unit.to_string();
        let blank = if unit.is_empty() || unit.starts_with(['/', '%']) { "" } else { " " };
        format!("{approx}{figure}{blank}{unit}")
    }

    /// As a message shows it: "1 to 2 mg/kg", "at least 5 tablets".
    pub fn describe(&self) -> String {
        describe(self.printed(), self.unit)
    }
}

/// An amount as a message shows it: "60 to 120 mg", "40 %", "5 tablets".
pub fn describe(interval: Interval, unit: Unit) -> String {
    let unit = unit.to_string();
    if unit.is_empty() || unit.starts_with('/') {
        return format!("{interval}{unit}");
    }
    format!("{interval} {unit}")
}
