//! p values from test statistics, with the rounding of the statistic (as in Nuijten et al., "The prevalence of
//! statistical reporting errors in psychology", Behavior Research Methods, 2016), and limits on confidence intervals.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

use crate::facts::inference::{Relation, Statistic, Test};

/// The two-tailed p value of a statistic; for F and χ² the upper tail. `None` for degrees of freedom that there are not.
pub(super) fn p_value(statistic: Statistic, value: f64) -> Option<f64> {
    let size = value.abs();
    Some(match statistic {
        Statistic::T(df) => 2.0 * StudentsT::new(0.0, 1.0, df.to_f64()).ok()?.sf(size),
        Statistic::F(one, two) => FisherSnedecor::new(one.to_f64(), two.to_f64()).ok()?.sf(size),
        Statistic::ChiSquared(df) => ChiSquared::new(df.to_f64()).ok()?.sf(size),
        Statistic::Z => 2.0 * Normal::new(0.0, 1.0).ok()?.sf(size),
        Statistic::R(df) => {
            let df = df.to_f64();
            if size >= 1.0 || df <= 0.0 {
                return None;
            }
            let t = size * (df / (1.0 - size * size)).sqrt();
            2.0 * StudentsT::new(0.0, 1.0, df).ok()?.sf(t)
        }
    })
}

/// The p values that the rounding of the statistic allows, smallest first.
pub(super) fn p_range(test: &Test) -> Option<(f64, f64)> {
    let rounded = test.value.rounded();
    let ends = [rounded.low()?.to_f64().abs(), rounded.high()?.to_f64().abs()];
    let (near, far) = if ends[0] < ends[1] { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
    let far = if matches!(test.statistic, Statistic::R(_)) { far.min(1.0 - f64::EPSILON) } else { far };
    // A statistic that may be 0 has any p up to 1.
    let crosses = rounded.low()?.is_negative() != rounded.high()?.is_negative();
    let near = if crosses { 0.0 } else { near };
    Some((p_value(test.statistic, far)?, p_value(test.statistic, near)?))
}

/// Whether the printed p value fits one that the statistic allows.
pub(super) fn fits(test: &Test, (low, high): (f64, f64)) -> bool {
    let printed = test.p.value.to_f64();
    match test.relation {
        Relation::Less => low < printed,
        Relation::Greater => high > printed,
        Relation::Equal => {
            let half = 0.5 * 10f64.powi(-i32::from(test.p.decimals)) * (1.0 + 1e-9);
            low <= printed + half && printed - half <= high
        }
    }
}

/// Where an estimate lies between its bounds on the scale of logarithms: 0 at the lower, 1 at the upper, about a half
/// for intervals from a model. The smallest and the largest place that rounding allows.
pub(super) fn log_place(estimate: (f64, f64), low: (f64, f64), high: (f64, f64)) -> Option<(f64, f64)> {
    let ends = [low.0, low.1, high.0, high.1, estimate.0, estimate.1];
    if ends.iter().any(|end| *end <= 0.0) || low.1 >= high.0 {
        return None;
    }
    let place = |estimate: f64, low: f64, high: f64| (estimate.ln() - low.ln()) / (high.ln() - low.ln());
    let mut places = [0.0; 8];
    for (slot, place_at) in places.iter_mut().enumerate() {
        let pick = |bit: usize, ends: (f64, f64)| if slot >> bit & 1 == 0 { ends.0 } else { ends.1 };
        *place_at = place(pick(0, estimate), pick(1, low), pick(2, high));
    }
    Some((
        places.iter().copied().fold(f64::INFINITY, f64::min),
        places.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Rational;

    #[test]
    fn p_values_agree_with_published_tables() {
        let df = |value: i64| Rational::from(value);
        // Critical values: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7, 2012.
        for (statistic, value, expected) in [
            (Statistic::T(df(28)), 2.048, 0.05),
            (Statistic::T(df(10)), 3.169, 0.01),
            (Statistic::F(df(2), df(20)), 3.493, 0.05),
            (Statistic::F(df(1), df(10)), 10.044, 0.01),
            (Statistic::ChiSquared(df(1)), 3.841, 0.05),
            (Statistic::ChiSquared(df(4)), 13.277, 0.01),
            (Statistic::Z, 1.96, 0.05),
            (Statistic::Z, -2.576, 0.01),
            (Statistic::R(df(28)), 0.361, 0.05),
        ] {
            let p = p_value(statistic, value).unwrap();
            assert!((p - expected).abs() < expected * 0.01, "{statistic:?} {value}: {p}");
        }
        assert_eq!(p_value(Statistic::R(df(10)), 1.2), None);
        assert_eq!(p_value(Statistic::T(df(0)), 1.2), None);
    }

    #[test]
    fn an_estimate_lies_in_the_middle_of_its_logarithms() {
        let exact = |value: f64| (value, value);
        let (low, high) = log_place(exact(0.47), exact(0.24), exact(0.92)).unwrap();
        assert!((low - 0.5).abs() < 0.01 && (high - 0.5).abs() < 0.01);
        let (low, _) = log_place(exact(1.9), exact(1.1), exact(2.1)).unwrap();
        assert!(low > 0.8);
        assert_eq!(log_place(exact(1.0), exact(-0.5), exact(2.0)), None);
    }
}
