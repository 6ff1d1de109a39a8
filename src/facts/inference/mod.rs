//! How studies report their results: estimates with confidence intervals, ratio measures, test statistics, p values,
//! means with ranges. These have fixed forms (AMA and APA style), so they are read by pattern, once over the prose.

mod cue;
mod read;

use super::{Interval, Number, Rational};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::span::ProseSpan;

/// A relation between a statistic and its printed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// "=".
    Equal,
    /// "<", "≤".
    Less,
    /// ">", "≥".
    Greater,
}

/// "p = 0.03", "P value of .2".
#[derive(Clone, Copy, Debug)]
pub struct PValue {
    /// As printed.
    pub value: Number,
    /// How it relates to the value.
    pub relation: Relation,
    /// Whether it is certainly a p value: a small letter, or "P value".
    pub certain: bool,
    /// Its place.
    pub span: ProseSpan,
    /// The place of the number alone.
    pub digits: ProseSpan,
}

/// A ratio measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatioKind {
    /// Odds ratio.
    Odds,
    /// Risk ratio, relative risk, rate ratio, prevalence ratio.
    Risk,
    /// Hazard ratio.
    Hazard,
}

impl RatioKind {
    /// As messages call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Odds => "odds ratio",
            Self::Risk => "risk ratio",
            Self::Hazard => "hazard ratio",
        }
    }
}

/// "HR 0.47": a ratio measure with its value.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// Which.
    pub kind: RatioKind,
    /// As printed.
    pub value: Number,
    /// Name and value.
    pub span: ProseSpan,
    /// The value alone.
    pub digits: ProseSpan,
}

/// "0.47 (95 % CI 0.24 to 0.92)": an estimate with its interval.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    /// The estimate as printed.
    pub value: Number,
    /// The lower bound as printed.
    pub low: Number,
    /// The upper bound as printed.
    pub high: Number,
    /// The level of the interval in percent, where it is said.
    pub level: Option<Rational>,
    /// Whether a percent sign stands behind the estimate.
    pub percent: bool,
    /// The place of the estimate.
    pub at: ProseSpan,
    /// From the level to the upper bound.
    pub interval: ProseSpan,
}

/// A test statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Student's t with its degrees of freedom.
    T(Rational),
    /// Fisher's F with both.
    F(Rational, Rational),
    /// χ² or Cochran's Q.
    ChiSquared(Rational),
    /// A standard normal deviate.
    Z,
    /// Pearson's r with n − 2 degrees of freedom.
    R(Rational),
}

/// "t(28) = 2.10, p = .04".
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Which statistic.
    pub statistic: Statistic,
    /// Its value as printed.
    pub value: Number,
    /// How the p value relates to what is printed.
    pub relation: Relation,
    /// The p value as printed.
    pub p: Number,
    /// Everything.
    pub span: ProseSpan,
    /// From "p" on.
    pub p_span: ProseSpan,
}

/// What the bounds of a mean or median are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Smallest to largest.
    Range,
    /// The middle half.
    Quartiles,
}

/// "mean age 72 (range 18 to 65)".
#[derive(Clone, Copy, Debug)]
pub struct Centre {
    /// Whether it is a median.
    pub median: bool,
    /// The value as printed.
    pub value: Number,
    /// The bounds as printed.
    pub low: Number,
    /// The upper bound.
    pub high: Number,
    /// What they are.
    pub spread: Spread,
    /// The place of the value.
    pub at: ProseSpan,
    /// The place of the bounds.
    pub bounds: ProseSpan,
}

/// "mean 3.47 (SD 1.12)".
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    /// As printed.
    pub value: Number,
    /// The standard deviation as printed.
    pub deviation: Number,
    /// The place of the mean.
    pub at: ProseSpan,
    /// The place of the deviation.
    pub deviation_at: ProseSpan,
}

/// All results that a text reports, each list in order.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// p values.
    pub p_values: Vec<PValue>,
    /// Ratio measures.
    pub ratios: Vec<Ratio>,
    /// Estimates with intervals.
    pub estimates: Vec<Estimate>,
    /// Test statistics with p values.
    pub tests: Vec<Test>,
    /// Means and medians with ranges.
    pub centres: Vec<Centre>,
    /// Means with standard deviations.
    pub means: Vec<Mean>,
}

impl Inference {
    /// Reads the results that sentences announce.
    pub fn find(document: &Document, lexicon: &Lexicon) -> Self {
        read::all(document, lexicon)
    }

    /// The ratio measure whose value is printed at `place`.
    pub fn ratio_at(&self, place: ProseSpan) -> Option<&Ratio> {
        let at = self.ratios.partition_point(|ratio| ratio.digits < place);
        self.ratios.get(at).filter(|ratio| ratio.digits == place)
    }
}

/// What two printed bounds can stand for together.
pub fn between(low: Number, high: Number) -> Interval {
    low.rounded().hull(high.rounded())
}
