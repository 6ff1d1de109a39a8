//! dose-run-together: "10mg", "Tegretol300 mg".

use super::given;
use crate::config::Market;
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::{Document, TokenFlags};
use crate::facts::{DrugId, Kind, Quantity, UnitId};
use crate::rules::Article;
use crate::span::Span;

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    // House style of the NHS joins number and unit.
    if article.settings().market != Market::Uk {
        units(article, findings);
    }
    names(article, findings);
}

/// Number and unit without a blank: all of an article are one finding.
fn units(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in given(article).filter(|quantity| quantity.kind != Kind::Volume) {
        let Some(unit) = joined_unit(document, quantity).filter(|_| !is_in_name(document, quantity)) else { continue };
        let (number, rest) =
            document.text(quantity.span).split_at((document.tokens[unit].start() - quantity.span.start()) as usize);
        let blank = Span::empty(article.span(document.tokens[unit].span()).start());
        let message = format!("put a space between number and unit: {number} {rest}");
        findings.push(
            Diagnostic::new("dose-run-together", article.span(quantity.span), message)
                .group("unit")
                .suggest(Suggestion::safe(blank, " ")),
        );
    }
}

/// The unit that stands directly behind a number.
fn joined_unit(document: &Document, quantity: &Quantity) -> Option<usize> {
    let mut places = quantity.tokens.clone().skip(1);
    places.find(|at| {
        let token = &document.tokens[*at];
        let text = document.token_text(token);
        token.is_word()
            && !token.is_spaced()
            && document.tokens[*at - 1].is_number()
            && (UnitId::from_symbol(text).is_some() || UnitId::from_name(&text.to_ascii_lowercase()).is_some())
    })
}

/// "Zapain 30mg Tablets", "Nurofen 200mg Liquid": capitals on both sides make it part of a product's name.
fn is_in_name(document: &Document, quantity: &Quantity) -> bool {
    let sentence = &document.sentences[quantity.sentence].tokens;
    let tokens = &document.tokens;
    // "30mg/500mg" is one string of characters.
    let start =
        sentence.clone().take(quantity.tokens.start + 1 - sentence.start).rev().find(|at| tokens[*at].is_spaced());
    let end = (quantity.tokens.end..sentence.end).find(|at| tokens[*at].is_spaced());
    let capital = |at: usize| tokens[at].has(TokenFlags::CAPITALIZED);
    let before = start.and_then(|start| start.checked_sub(1)).is_some_and(|at| at >= sentence.start && capital(at));
    before && end.is_some_and(capital)
}

/// A drug's name that has run into its dose.
fn names(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for word in &article.facts().quantities.fused {
        let text = document.text(*word);
        let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { continue };
        let (name, dose) = text.split_at(at);
        if article.is_masked(document.block_at(word.start())) || DrugId::named(&name.to_lowercase()).is_none() {
            continue;
        }
        let digits = crate::span::ProseSpan::new(word.start() + at as u32, word.end());
        let blank = Span::empty(article.span(digits).start());
        findings.push(
            Diagnostic::new(
                "dose-run-together",
                article.span(*word),
                format!("put a space between drug and dose: {name} {dose}"),
            )
            .severity(Severity::Warning)
            .suggest(Suggestion::safe(blank, " ")),
        );
    }
}
