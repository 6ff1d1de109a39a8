//! How doses are written: trailing zeros and naked decimals, error-prone abbreviations, missing blanks and separators,
//! inverted ranges, decimal commas. Fixes change the form and never the value.

use super::link::{sentence_says, text_at};
use super::{dose_text, is_authors};
use crate::config::Market;
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::{Document, TokenKind};
use crate::facts::{Dimension, Kind, Quantity, Shape, UnitId};
use crate::rules::Article;

/// Doses, strengths and volumes that are given: what the rules on form are about. Laboratory values are not.
fn is_given(quantity: &Quantity) -> bool {
    let single = quantity.unit.is_single();
    match quantity.kind {
        Kind::Dose | Kind::Strength => quantity.unit.base.is_some_and(|unit| unit.code() != "%"),
        Kind::Volume => {
            single
                && quantity.unit.base.is_some_and(|unit| matches!(unit.code(), "mL" | "cm3" | "[tsp_us]" | "[tbs_us]"))
        }
        _ => false,
    }
}

fn given<'a>(article: &'a Article<'_>) -> impl Iterator<Item = &'a Quantity> {
    article.facts().quantities.all.iter().filter(|quantity| is_given(quantity) && !article.is_masked(quantity.block))
}

/// The number tokens of a quantity with their places.
fn numbers<'a>(document: &'a Document, quantity: &Quantity) -> impl Iterator<Item = (usize, &'a str)> {
    let range = quantity.tokens.clone();
    range
        .filter(|at| document.tokens[*at].kind == TokenKind::Number)
        .map(|at| (at, document.token_text(&document.tokens[at])))
}

/// error-prone-decimal: "5.0 mg" is read as 50 mg, ".5 mg" as 5 mg.
pub(super) fn decimals(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    // "3.0 puffs per week" is a mean, not a dose.
    let rated = |quantity: &Quantity| {
        quantity.unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() != "d"))
    };
    for quantity in given(article).filter(|quantity| !rated(quantity)) {
        for (at, text) in numbers(document, quantity) {
            let span = article.span(document.tokens[at].span());
            if let Some(rest) = text.strip_prefix('.') {
                findings.push(
                    Diagnostic::new(
                        "error-prone-decimal",
                        article.span(quantity.span),
                        format!("“{}” can be read as {rest}: write 0{text}", dose_text(article, quantity)),
                    )
                    .severity(Severity::Error)
                    .suggest(Suggestion::safe(span, format!("0{text}"))),
                );
            } else if let Some((whole, fraction)) = text.split_once('.')
                && fraction.bytes().all(|byte| byte == b'0')
            {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                findings.push(
                    Diagnostic::new(
                        "error-prone-decimal",
                        article.span(quantity.span),
                        format!("“{}” can be read as {digits}: write {whole}", dose_text(article, quantity)),
                    )
                    .suggest(Suggestion::safe(span, whole)),
                );
            }
        }
    }
}

/// A taper or a fall is said downwards on purpose.
const CHANGES: &[&str] = &[
    "taper",
    "tapered",
    "tapering",
    "from",
    "reduce",
    "reduced",
    "reducing",
    "lower",
    "lowered",
    "fell",
    "fall",
    "dropped",
    "decreased",
    "decrease",
    "declined",
    "down",
    "countdown",
    "improved",
    "went",
];

/// range-inverted: the lower end of a range above the upper one.
pub(super) fn ranges(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for quantity in &article.facts().quantities.all {
        let (Some(lo), Some(hi)) = (quantity.lo, quantity.hi) else { continue };
        let measured = !quantity.unit.is_none() && quantity.unit.base.is_some();
        if quantity.shape != Shape::Range
            || lo.value <= hi.value
            || !measured
            || article.is_masked(quantity.block)
            || !is_authors(quantity)
        {
            continue;
        }
        if sentence_says(article, quantity, CHANGES) {
            continue;
        }
        let unit = quantity.unit;
        findings.push(
            Diagnostic::new(
                "range-inverted",
                article.span(quantity.span),
                format!("The range begins with its larger end: {}", crate::facts::describe(quantity.printed(), unit)),
            )
            .label("from high to low"),
        );
    }
}

/// ungrouped-large-dose: "100000 units".
pub(super) fn grouping(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in given(article) {
        for (at, text) in numbers(document, quantity) {
            if text.len() < 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let Some(number) = crate::facts::Number::parse(text) else { continue };
            let grouped = number.value.to_decimal(0);
            findings.push(
                Diagnostic::new(
                    "ungrouped-large-dose",
                    article.span(quantity.span),
                    format!("Zeros are easily miscounted in “{text}”: write {grouped}"),
                )
                .suggest(Suggestion::safe(article.span(document.tokens[at].span()), grouped)),
            );
        }
    }
}

/// ambiguous-decimal: "0,5 mg".
pub(super) fn commas(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for comma in &article.facts().quantities.commas {
        let block = document.block_at(comma.start());
        if article.is_masked(block) {
            continue;
        }
        let text = document.text(*comma);
        findings.push(
            Diagnostic::new(
                "ambiguous-decimal",
                article.span(*comma),
                format!("“{text}” is a decimal comma, which English readers take for a list or a thousands separator: write {}", text.replace(',', ".")),
            )
            .suggest(Suggestion::r#unsafe(article.span(*comma), text.replace(',', "."))),
        );
    }
}

/// dose-run-together: "10mg", "Tegretol300 mg".
pub(super) fn blanks(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in given(article) {
        let first = quantity.tokens.start;
        // House style of the NHS joins number and unit.
        if article.settings().market != Market::Uk
            && quantity.kind != Kind::Volume
            && let Some(unit) = quantity.tokens.clone().find(|at| {
                let token = &document.tokens[*at];
                token.is_word()
                    && !token.is_spaced()
                    && *at > first
                    && document.tokens[*at - 1].is_number()
                    && is_unit(document.token_text(token))
            })
        {
            let at = article.span(document.tokens[unit].span());
            findings.push(
                Diagnostic::new(
                    "dose-run-together",
                    article.span(quantity.span),
                    format!("Put a space between number and unit: {}", spaced(document, quantity, unit)),
                )
                .group("unit")
                .suggest(Suggestion::safe(crate::span::Span::empty(at.start()), " ")),
            );
        }
    }
    for mention in &article.facts().quantities.fused {
        let block = document.block_at(mention.start());
        let text = document.text(*mention);
        let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { continue };
        if article.is_masked(block) || crate::facts::DrugId::named(&text[..at].to_ascii_lowercase()).is_none() {
            continue;
        }
        let (name, dose) = text.split_at(at);
        findings.push(
            Diagnostic::new(
                "dose-run-together",
                article.span(*mention),
                format!("Put a space between drug and dose: {name} {dose}"),
            )
            .severity(Severity::Warning)
            .suggest(Suggestion::safe(crate::span::Span::empty(article.span(*mention).start() + at as u32), " ")),
        );
    }
}

fn is_unit(text: &str) -> bool {
    UnitId::from_symbol(text).is_some() || UnitId::from_name(&text.to_ascii_lowercase()).is_some()
}

/// The quantity with a blank before the token `unit`.
fn spaced(document: &Document, quantity: &Quantity, unit: usize) -> String {
    let text = document.text(quantity.span);
    let at = (document.tokens[unit].start() - quantity.span.start()) as usize;
    format!("{} {}", &text[..at], &text[at..])
}

/// What is written instead of an error-prone abbreviation.
struct Abbreviation {
    written: &'static str,
    instead: &'static str,
    why: &'static str,
    severity: Option<Severity>,
}

/// ISMP list of 2024: units that stand behind a number.
const UNITS: &[Abbreviation] = &[
    Abbreviation { written: "U", instead: "units", why: "is read as a zero or a four", severity: None },
    Abbreviation { written: "IU", instead: "units", why: "is read as IV or as 10", severity: Some(Severity::Info) },
    Abbreviation { written: "cc", instead: "mL", why: "is read as units (U) or as zeros", severity: None },
    Abbreviation { written: "µg", instead: "mcg", why: "is read as mg", severity: None },
    Abbreviation { written: "μg", instead: "mcg", why: "is read as mg", severity: None },
    Abbreviation { written: "ug", instead: "mcg", why: "is read as mg", severity: None },
];

/// Terms of directions that stand beside a dose.
const TERMS: &[Abbreviation] = &[
    Abbreviation { written: "QD", instead: "daily", why: "is read as QID, four times a day", severity: None },
    Abbreviation { written: "Q.D.", instead: "daily", why: "is read as QID, four times a day", severity: None },
    Abbreviation { written: "q.d.", instead: "daily", why: "is read as QID, four times a day", severity: None },
    Abbreviation { written: "qd", instead: "daily", why: "is read as QID, four times a day", severity: None },
    Abbreviation { written: "QOD", instead: "every other day", why: "is read as daily (QD)", severity: None },
    Abbreviation { written: "q.o.d.", instead: "every other day", why: "is read as daily (q.d.)", severity: None },
    Abbreviation {
        written: "MSO4",
        instead: "morphine sulfate",
        why: "is confused with magnesium sulfate",
        severity: None,
    },
    Abbreviation {
        written: "MgSO4",
        instead: "magnesium sulfate",
        why: "is confused with morphine sulfate",
        severity: None,
    },
    Abbreviation { written: "SQ", instead: "subcutaneously", why: "is read as 5 every", severity: None },
    Abbreviation { written: "SC", instead: "subcutaneously", why: "is read as SL, sublingual", severity: None },
    Abbreviation { written: "HS", instead: "at bedtime", why: "is read as half strength", severity: None },
    Abbreviation { written: "qhs", instead: "nightly at bedtime", why: "is read as every hour", severity: None },
];

/// How many tokens from a dose a term of directions may stand.
const NEAR: usize = 4;

/// error-prone-abbreviation: abbreviations that have led to wrong doses.
pub(super) fn abbreviations(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in &article.facts().quantities.all {
        if article.is_masked(quantity.block) {
            continue;
        }
        let given = is_given(quantity);
        for at in quantity.tokens.clone() {
            let text = text_at(document, at);
            let Some(unit) = UNITS.iter().find(|unit| unit.written == text) else { continue };
            // In laboratory values and tables of nutrients the letter is usual.
            let micro = text != "U" && text != "cc" && text != "IU";
            let in_table = document.blocks[quantity.block].is_cell();
            let severity = if micro && (!given || in_table) { Some(Severity::Info) } else { unit.severity };
            if !given && (!micro || quantity.unit.per(Dimension::Volume).is_some()) && text != "cc" {
                continue;
            }
            let span = article.span(document.tokens[at].span());
            let joined = !document.tokens[at].is_spaced();
            let instead = if joined { format!(" {}", unit.instead) } else { unit.instead.to_owned() };
            findings.push(abbreviation(unit, span, instead, severity));
        }
    }
    for dose in &article.facts().doses.all {
        let quantity = &article.facts().quantities.all[dose.amount];
        if article.is_masked(quantity.block) || !is_given(quantity) {
            continue;
        }
        let sentence = document.sentences[quantity.sentence].tokens.clone();
        let from = quantity.tokens.start.saturating_sub(NEAR).max(sentence.start);
        let to = (quantity.tokens.end + NEAR).min(sentence.end);
        for at in (from..quantity.tokens.start).chain(quantity.tokens.end..to) {
            let text = text_at(document, at);
            // "abaloparatide-SC" is a name.
            let named = at > 0 && text_at(document, at - 1) == "-" && !document.tokens[at].is_spaced();
            let Some(term) = TERMS.iter().find(|term| term.written == text && !named) else { continue };
            let span = article.span(document.tokens[at].span());
            if findings.iter().all(|finding| finding.rule != "error-prone-abbreviation" || finding.span != span) {
                findings.push(abbreviation(term, span, term.instead.to_owned(), term.severity));
            }
        }
    }
}

fn abbreviation(
    term: &Abbreviation,
    span: crate::span::Span,
    instead: String,
    severity: Option<Severity>,
) -> Diagnostic {
    let mut finding = Diagnostic::new(
        "error-prone-abbreviation",
        span,
        format!("“{}” {}: write “{}”", term.written, term.why, term.instead),
    )
    .group(term.written)
    .suggest(Suggestion::safe(span, instead));
    finding.severity = severity;
    finding
}
