//! "About 23.47 %": a figure that is more exact than its sentence says it is.

use crate::diagnostic::Diagnostic;
use crate::facts::{Approx, Kind, Number, Quantity, Rational, Shape};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_unstated};

/// Digits from which on "about" is a contradiction.
const TOO_MANY: usize = 3;

/// Samples smaller than this do not carry two decimals of a percentage.
const LARGE_SAMPLE: i64 = 10_000;

/// Words that say that a figure is not exact.
const SOFT: &[&str] = &["about", "around", "approximately", "roughly", "some", "nearly", "almost", "~"];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        let surveyed = passage.any(0..passage.len(), &["survey", "surveyed", "respondents", "poll", "polled"]);
        let large = passage.figures.iter().any(|figure| {
            figure.kind == Kind::Count
                && figure.value().and_then(Rational::to_integer).is_some_and(|count| count >= LARGE_SAMPLE)
        });
        for figure in passage.figures {
            let Some(number) = figure.lo.or(figure.hi).filter(|_| figure.shape == Shape::Point && !is_unstated(figure))
            else {
                continue;
            };
            let shown = passage.slice(passage.start(figure)..passage.end(figure));
            let message =
                if is_softened(&passage, figure) && digits(number) >= TOO_MANY && is_measured(&passage, figure) {
                    format!(
                        "“{} {shown}” is softened and exact at once",
                        passage.slice(passage.lead(figure)..passage.start(figure))
                    )
                } else if surveyed && !large && figure.kind == Kind::Share && number.decimals >= 2 {
                    format!("no survey of this size is exact to {shown}")
                } else {
                    continue;
                };
            findings.push(Diagnostic::new("false-precision", passage.span(figure), message).claim(passage.claim()));
        }
    }
}

/// Whether a word before the figure says that it is not exact.
fn is_softened(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let words = passage.lead(figure)..passage.start(figure);
    figure.approx != Approx::Exact && passage.any(words, SOFT)
}

/// Whether it is a figure about people or the world: no conversion, laboratory value, price or span of time.
fn is_measured(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let at = passage.lead(figure);
    let converted = at > 0 && matches!(passage.slice(at - 1..at), "(" | "=" | "/");
    matches!(figure.kind, Kind::Share | Kind::Count | Kind::Change | Kind::Rate) && !converted
}

/// The digits that count, those of "8.1 million" being two: without zeros around them, and a final 5 is round too.
fn digits(number: Number) -> usize {
    let scale = u32::from(number.scale.unsigned_abs());
    let Some(power) = Rational::decimal(1, scale) else { return 0 };
    let whole = if number.scale < 0 { number.value.over(power) } else { number.value.times(power) };
    let Some(whole) = whole.and_then(Rational::to_integer) else { return 0 };
    let printed = whole.unsigned_abs().to_string();
    let plain = if number.scale < 0 { &printed } else { printed.trim_end_matches('0') };
    plain.strip_suffix('5').unwrap_or(plain).len()
}
