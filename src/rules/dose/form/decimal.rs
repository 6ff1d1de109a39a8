//! Points, commas and zeros: error-prone-decimal, ambiguous-decimal, ungrouped-large-dose.

use super::{REACH, around, given, is_open, numbers, speaks_of_writing};
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::facts::{Dimension, Number, Quantity, Shape};
use crate::rules::Article;
use crate::rules::dose::dose_text;
use crate::rules::dose::link::says;
use crate::span::{ProseSpan, Span};

/// Words of statistics: a mean of 5.0 mg is measured to a tenth, as a laboratory value is.
const STATISTICS: &[&str] =
    &["mean", "median", "average", "averaged", "averaging", "sd", "se", "ci", "iqr", "deviation"];

/// error-prone-decimal: "5.0 mg" is read as 50 mg, ".5 mg" as 5 mg.
pub(in crate::rules::dose) fn decimals(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in given(article) {
        for (at, text) in numbers(document, quantity) {
            let Some((written, misread, severity)) = mended(text) else { continue };
            if is_statistic(article, quantity) {
                continue;
            }
            let unit = quantity.unit;
            let message =
                format!("“{}” can be read as {misread} {unit}: write {written} {unit}", dose_text(article, quantity));
            let digits = article.span(document.tokens[at].span());
            findings.push(
                Diagnostic::new("error-prone-decimal", article.span(quantity.span), message)
                    .severity(severity)
                    .suggest(Suggestion::safe(digits, written)),
            );
        }
    }
}

/// How the number should be written, how it can be misread, and how bad that is.
fn mended(text: &str) -> Option<(String, String, Severity)> {
    let (whole, fraction) = text.split_once(['.', '\u{b7}'])?;
    if whole.is_empty() {
        return Some((format!("0{text}"), fraction.trim_start_matches('0').to_owned(), Severity::Error));
    }
    let zeros = fraction.bytes().all(|byte| byte == b'0');
    // "2.000" may be two thousand: that is for ambiguous-decimal to say.
    (zeros && !fraction.is_empty() && fraction.len() != 3)
        .then(|| (whole.to_owned(), format!("{whole}{fraction}"), Severity::Warning))
}

fn is_statistic(article: &Article<'_>, quantity: &Quantity) -> bool {
    let rated = quantity.unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() != "d"));
    let document = article.document();
    quantity.shape == Shape::PlusMinus
        || rated && quantity.unit.per(Dimension::Mass).is_none()
        || says(document, around(document, quantity), STATISTICS)
}

/// ambiguous-decimal: "0,5 mg", and "2.000 units", which is two in one country and two thousand in another.
pub(in crate::rules::dose) fn ambiguous(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for comma in &article.facts().quantities.commas {
        let quoted = article.facts().quotations.holds(*comma);
        if quoted || article.is_masked(document.block_at(comma.start())) || is_about_writing(article, *comma) {
            continue;
        }
        let text = document.text(*comma);
        let point = text.replace(',', ".");
        let message =
            format!("“{text}” has a decimal comma, which English readers take for a separator: write {point}");
        findings
            .push(finding(article.span(*comma), message).suggest(Suggestion::r#unsafe(article.span(*comma), point)));
    }
    for quantity in given(article) {
        for (_, text) in numbers(document, quantity) {
            let Some((whole, fraction)) = text.split_once('.') else { continue };
            if fraction.len() == 3 && fraction.ends_with("00") && (1..=3).contains(&whole.len()) && whole != "0" {
                let message = format!(
                    "“{text}” can be read as {whole},{fraction}: leave out the zeros, or use a comma for thousands"
                );
                findings.push(finding(article.span(quantity.span), message));
            }
        }
    }
}

/// Whether the sentence around the number speaks of how numbers are written.
fn is_about_writing(article: &Article<'_>, number: ProseSpan) -> bool {
    let document = article.document();
    let Some(sentence) = document.sentences.get(document.sentence_at(number.start())) else { return false };
    let tokens = sentence.tokens.clone();
    let at = tokens.start + document.tokens[tokens.clone()].partition_point(|token| token.start() < number.start());
    speaks_of_writing(article, at.saturating_sub(REACH).max(tokens.start)..(at + REACH).min(tokens.end))
}

fn finding(span: Span, message: String) -> Diagnostic {
    Diagnostic::new("ambiguous-decimal", span, message)
}

/// ungrouped-large-dose: "100000 units".
pub(in crate::rules::dose) fn ungrouped(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    const FEWEST_DIGITS: usize = 5;
    let document = article.document();
    for quantity in given(article) {
        for (at, text) in numbers(document, quantity) {
            let is_long = text.len() >= FEWEST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
            if !is_long || !is_open(article, quantity) {
                continue;
            }
            let Some(grouped) = Number::parse(text).map(|number| number.value.to_decimal(0)) else { continue };
            let message = format!("Zeros are easily miscounted in “{text}”: write {grouped}");
            let digits = article.span(document.tokens[at].span());
            findings.push(
                Diagnostic::new("ungrouped-large-dose", article.span(quantity.span), message)
                    .suggest(Suggestion::safe(digits, grouped)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_is_mended() {
        let written = |text| mended(text).map(|(written, misread, _)| (written, misread));
        assert_eq!(written("5.0"), Some(("5".to_owned(), "50".to_owned())));
        assert_eq!(written(".5"), Some(("0.5".to_owned(), "5".to_owned())));
        assert_eq!(written(".05"), Some(("0.05".to_owned(), "5".to_owned())));
        assert_eq!(written("1,250.0"), Some(("1,250".to_owned(), "1,2500".to_owned())));
        for text in ["5", "0.5", "2.50", "2.000", "10.25"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
