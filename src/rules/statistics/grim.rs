//! GRIM, GRIMMER and DEBIT: which percentages, means and deviations whole numbers can give.
//!
//! Brown and Heathers, "The GRIM Test", Social Psychological and Personality Science, 2017; Anaya, "The GRIMMER test",
//! 2016, in Allard's form of 2018; Heathers and Brown, "DEBIT", 2019. A figure is impossible only when no whole number
//! rounds to it, whichever way halves are rounded.

use super::ratio::is_read;
use super::share::base;
use crate::diagnostic::Diagnostic;
use crate::facts::inference::Mean;
use crate::facts::{Kind, Number, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_exact, is_unstated};

/// Figures that are no simple shares of the sample.
const ADJUSTED: &[&str] = &[
    "weighted",
    "adjusted",
    "standardised",
    "standardized",
    "imputed",
    "modelled",
    "modeled",
    "average",
    "mean",
    "median",
    "averaged",
    "estimated",
    "projected",
];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        if passage.figures.len() < 2 || passage.any(0..passage.len(), ADJUSTED) {
            continue;
        }
        for (share, whole) in shares(&passage) {
            findings.extend(share_of(&passage, share, whole));
        }
    }
    for mean in &article.facts().inference.means {
        findings.extend(mean_of(article, mean));
    }
}

/// A mean and a deviation of whole numbers: a count of something, points of a scale, zeros and ones.
fn mean_of(article: &Article<'_>, mean: &Mean) -> Option<Diagnostic> {
    let passage = Passage::at(article, article.document().sentence_at(mean.at.start()))?;
    if !is_read(article, mean.at) {
        return None;
    }
    let words = 0..passage.len();
    let counted = words.clone().any(|at| passage.is(at, "number") && passage.is(at + 1, "of"));
    let binary = passage.any(words.clone(), &["yes", "binary", "proportion"]);
    let whole = counted || binary || passage.any(words.clone(), &["Likert", "point", "points", "items"]);
    let adjusted = passage.any(words.clone(), &["weighted", "adjusted", "scores", "subscale", "items"]) && !counted;
    let size =
        words.clone().find(|at| passage.is(*at, "n") && passage.text(at + 1) == "=" && passage.is_number(at + 2))?;
    let sizes = words.filter(|at| passage.is(*at, "n") && passage.text(at + 1) == "=").count();
    let count = Number::parse(passage.text(size + 2))?.value.to_integer()?;
    let limit = 10_i64.checked_pow(u32::from(mean.value.decimals))?;
    if !whole || adjusted || sizes != 1 || count < 2 || count >= limit || mean.value.value.is_negative() {
        return None;
    }
    let sample = passage.cover(size..size + 3);
    let (at, message) = if !is_possible_mean(mean.value, count)? {
        (mean.at, format!("no sum of {count} whole numbers has a mean of {}", shown(mean.value)))
    } else if binary && mean.value.value < Rational::ONE && !is_possible_binary(mean.value, mean.deviation, count)? {
        let message = format!(
            "{count} zeros and ones with a mean of {} do not deviate by {}",
            shown(mean.value),
            shown(mean.deviation)
        );
        (mean.deviation_at, message)
    } else if !is_possible_deviation(mean.value, mean.deviation, count)? {
        let message = format!(
            "{count} whole numbers with a mean of {} do not deviate by {}",
            shown(mean.value),
            shown(mean.deviation)
        );
        (mean.deviation_at, message)
    } else {
        return None;
    };
    let finding = Diagnostic::new("grim-percent", article.span(at), message);
    Some(finding.related(sample, format!("a sample of {count}")).claim(passage.claim()))
}

fn shown(number: Number) -> String {
    number.value.to_decimal(u32::from(number.decimals))
}

/// Shares with the sample that they are shares of: "33 % of the 20 people", "Of 20 people, 33 %".
fn shares<'a>(passage: &Passage<'a>) -> Vec<(&'a Quantity, &'a Quantity)> {
    let mut found = Vec::new();
    for pair in passage.figures.windows(2) {
        let gap = passage.end(&pair[0])..passage.start(&pair[1]);
        let of = passage.is(gap.start, "of")
            && gap.clone().skip(1).all(|at| passage.is_any(at, &["the", "all", "these", "our", "those"]));
        if of && is_sample(passage, &pair[1]) {
            found.push((&pair[0], &pair[1]));
        }
    }
    if let Some((whole, _)) = base(passage)
        && is_sample(passage, whole)
    {
        let direct = passage.figures[1..].iter().take(1).filter(|share| {
            let gap = passage.end(whole)..passage.start(share);
            gap.len() <= 4 && passage.text(gap.end - 1) == "," && !passage.is_any(passage.end(share), &["of", "per"])
        });
        found.extend(direct.map(|share| (share, whole)));
    }
    found
}

/// A stated number of people or things, not a round figure of speech.
fn is_sample(passage: &Passage<'_>, whole: &Quantity) -> bool {
    let named =
        passage.is_word(passage.end(whole)) && !passage.is_any(passage.end(whole), &["million", "billion", "thousand"]);
    whole.kind == Kind::Count && whole.unit.is_none() && is_exact(whole) && !is_unstated(whole) && named
}

fn share_of(passage: &Passage<'_>, share: &Quantity, whole: &Quantity) -> Option<Diagnostic> {
    if share.kind != Kind::Share || !share.unit.is("%") || !is_exact(share) || is_unstated(share) {
        return None;
    }
    let printed = share.lo?;
    let count = whole.value()?.to_integer()?;
    if is_possible_percentage(printed, count)? {
        return None;
    }
    let (below, above) = neighbours(printed.value, count)?;
    let message = format!("no whole number of {count} is {}", share.describe());
    let near = format!("{below} of {count} is {}, {above} of {count} is {}", of(below, count)?, of(above, count)?);
    Some(
        Diagnostic::new("grim-percent", passage.span(share), message)
            .related(passage.span(whole), near)
            .claim(passage.claim()),
    )
}

fn of(some: i64, whole: i64) -> Option<String> {
    let value = Rational::from(some).times(Rational::from(100))?.over(Rational::from(whole))?.round(1)?;
    Some(format!("{value} %"))
}

/// The whole numbers below and above a percentage of `count`.
fn neighbours(percentage: Rational, count: i64) -> Option<(i64, i64)> {
    let exact = percentage.times(Rational::from(count))?.over(Rational::from(100))?;
    Some((exact.floor().to_integer()?, exact.ceil().to_integer()?))
}

/// Whether some whole number of `count` rounds to the printed percentage. `None` where the sample is too large for
/// the question: from `10^(2 + decimals)` on every percentage is possible.
pub(super) fn is_possible_percentage(printed: Number, count: i64) -> Option<bool> {
    let limit = 10_i64.checked_pow(2 + u32::from(printed.decimals))?;
    if count < 2 || count >= limit || printed.value > Rational::from(100) {
        return None;
    }
    is_possible_mean(
        Number { value: printed.value.over(Rational::from(100))?, scale: printed.scale - 2, ..printed },
        count,
    )
}

/// Whether a sum of whole numbers over `count` rounds to the printed mean.
pub(super) fn is_possible_mean(printed: Number, count: i64) -> Option<bool> {
    let sums = printed.rounded().scale(Rational::from(count))?;
    Some(sums.low()?.ceil() <= sums.high()?)
}

/// Whether `count` whole numbers can have the printed mean and sample deviation (GRIMMER): the sum of their squares is
/// a whole number, as odd or even as their sum.
pub(super) fn is_possible_deviation(mean: Number, deviation: Number, count: i64) -> Option<bool> {
    let sums = mean.rounded().scale(Rational::from(count))?;
    let (mut sum, last) = (sums.low()?.ceil().to_integer()?, sums.high()?.floor().to_integer()?);
    let spread = deviation.rounded();
    let square = |value: Rational| value.times(value);
    let (low, high) = (square(spread.low()?)?, square(spread.high()?)?);
    let others = Rational::from(count.checked_sub(1).filter(|others| *others > 0)?);
    while sum <= last {
        // Σx² = (n − 1)·s² + (Σx)² ÷ n
        let mean_part = square(Rational::from(sum))?.over(Rational::from(count))?;
        let from = others.times(low)?.plus(mean_part)?.ceil().to_integer()?;
        let to = others.times(high)?.plus(mean_part)?.floor().to_integer()?;
        let parity_fits = from < to || (from == to && (from - sum) % 2 == 0);
        if parity_fits {
            return Some(true);
        }
        sum += 1;
    }
    Some(false)
}

/// Whether `count` zeros and ones can have the printed mean and sample deviation (DEBIT):
/// s² = n ÷ (n − 1) · m · (1 − m).
pub(super) fn is_possible_binary(mean: Number, deviation: Number, count: i64) -> Option<bool> {
    let sums = mean.rounded().scale(Rational::from(count))?;
    let (mut ones, last) = (sums.low()?.ceil().to_integer()?, sums.high()?.floor().to_integer()?);
    let spread = deviation.rounded();
    let (low, high) = (spread.low()?.times(spread.low()?)?, spread.high()?.times(spread.high()?)?);
    while ones <= last {
        let whole = Rational::from(count);
        let share = Rational::from(ones).over(whole)?;
        let rest = Rational::ONE.minus(share)?;
        let variance = share.times(rest)?.times(whole)?.over(whole.minus(Rational::ONE)?)?;
        if low <= variance && variance <= high {
            return Some(true);
        }
        ones += 1;
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn percentages_of_small_samples_come_in_steps() {
        // 7 of 20 is 35 %, 1 of 3 is 33.3 %, 2 of 3 is 66.7 %.
        for (printed, count, expected) in [
            ("35", 20, Some(true)),
            ("33", 20, Some(false)),
            ("33", 3, Some(true)),
            ("66.7", 3, Some(true)),
            ("66.6", 3, Some(false)),
            ("62", 8, Some(true)),
            ("63", 8, Some(true)),
            ("33", 100, None),
            ("33.3", 999, Some(true)),
        ] {
            assert_eq!(is_possible_percentage(number(printed), count), expected, "{printed} % of {count}");
        }
    }

    #[test]
    fn means_of_whole_numbers_come_in_steps() {
        // The example of Brown and Heathers (2017): 5.19 cannot be the mean of 28 whole numbers; 5.18 can.
        assert_eq!(is_possible_mean(number("5.19"), 28), Some(false));
        assert_eq!(is_possible_mean(number("5.18"), 28), Some(true));
        assert_eq!(is_possible_mean(number("3.47"), 25), Some(false));
    }

    #[test]
    fn deviations_of_whole_numbers_come_in_steps() {
        // 1, 2, 3, 4: mean 2.5, deviation 1.29.
        assert_eq!(is_possible_deviation(number("2.50"), number("1.29"), 4), Some(true));
        assert_eq!(is_possible_deviation(number("2.50"), number("1.30"), 4), Some(false));
        assert_eq!(is_possible_deviation(number("2.50"), number("0.50"), 4), Some(false));
    }

    #[test]
    fn deviations_of_zeros_and_ones_follow_from_their_mean() {
        // 7 ones of 20: variance 20 ÷ 19 × 0.35 × 0.65 = 0.2395, deviation 0.489.
        assert_eq!(is_possible_binary(number("0.35"), number("0.49"), 20), Some(true));
        assert_eq!(is_possible_binary(number("0.35"), number("0.20"), 20), Some(false));
    }
}
