//! `name-only-source`: an institution or journal is named as the source, but nothing leads there.
//!
//! Only where it vouches for a quotation, a figure or a superlative. What an institution says of itself (its funding,
//! its staff, its statements to the press) needs no source.

use super::evidence::Evidence;
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::attribution::{Form, NamedSource};
use crate::facts::institution::InstitutionKind;
use crate::facts::{Kind, Quantity, year};
use crate::lexicon::{class, scan};
use crate::rules::Article;

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let facts = article.facts();
    for source in &facts.attributions.institutions {
        let sentence = &document.sentences[source.sentence];
        let block = &document.blocks[sentence.block];
        if !block.is_running_text() || article.is_masked(sentence.block) || evidence.is_boilerplate(block) {
            continue;
        }
        if is_traceable(&evidence, source) || speaks_of_itself(&evidence, source.sentence) {
            continue;
        }
        let name = document.text(source.mention.span);
        let quote = evidence.speech(source.sentence);
        let proof = if quote.is_some() {
            "a quotation is"
        } else if facts.quantities.in_sentence(source.sentence).iter().any(is_figure) {
            "a figure is"
        } else if has_superlative(&evidence, source.sentence) {
            "a superlative is"
        } else {
            continue;
        };
        let message = format!("{proof} credited to {name} without a title, a date or a link");
        let mut finding = Diagnostic::new("name-only-source", article.span(source.span), message)
            .claim(article.span(sentence.prose))
            .group(source.mention.known.map_or_else(|| scan_key(name), |known| known.name.to_string()));
        if let Some(quote) = quote {
            finding = finding.severity(Severity::Error).related(article.span(quote), "the quotation");
        }
        findings.push(finding);
    }
}

fn scan_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    scan::fold(name, &mut key);
    key
}

/// Whether a citation covers it, a link stands in its paragraph, a person says it, or the reference list has an entry.
fn is_traceable(evidence: &Evidence<'_>, source: &NamedSource) -> bool {
    let article = evidence.article;
    let (document, facts) = (article.document(), article.facts());
    if facts.is_cited(source.sentence) || facts.attributions.is_spoken(source.sentence) {
        return true;
    }
    let block = document.blocks[document.sentences[source.sentence].block].prose;
    let linked = facts.citations.outward().any(|link| {
        let place = document.marks[link.mark].prose;
        block.encloses(place)
            || source
                .mention
                .known
                .is_some_and(|known| known.domains.iter().any(|domain| link.address.is_under(domain)))
    });
    let name = document.text(source.mention.span);
    let listed = || {
        facts.citations.references.iter().any(|reference| {
            let text = document.text(reference.span);
            text.contains(name)
                || source.mention.known.is_some_and(|known| {
                    text.contains(&*known.name)
                        || known.also.iter().chain(&known.short).any(|other| text.contains(&**other))
                })
        })
    };
    linked
        || listed()
        || source.form != Form::AccordingTo
            && facts.attributions.names_study(source.sentence)
            && source.form != Form::Parenthesis
            && !is_bare_journal(evidence, source)
}

/// "The Lancet reports that …": a journal without a year names no study.
fn is_bare_journal(evidence: &Evidence<'_>, source: &NamedSource) -> bool {
    let years = &evidence.article.facts().years;
    source.form == Form::Says
        && source.mention.known.is_some_and(|known| known.kind == InstitutionKind::Journal)
        && year::in_sentence(years, source.sentence).is_empty()
}

/// Statements to the press, money, staff: acts of the institution itself.
fn speaks_of_itself(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let class = class!("own-act");
    evidence.has(sentence, class)
}

/// Figures that describe the world; years, ages and durations do not.
fn is_figure(quantity: &Quantity) -> bool {
    matches!(
        quantity.kind,
        Kind::Share
            | Kind::Count
            | Kind::Rate
            | Kind::Change
            | Kind::RatioMeasure
            | Kind::Dose
            | Kind::Money
            | Kind::Lab
    )
}

/// "the most common", "the leading cause", "the safest".
fn has_superlative(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let document = evidence.article.document();
    let tokens = evidence.tokens(sentence);
    tokens.windows(2).any(|pair| {
        let (first, second) = (document.token_text(&pair[0]), document.token_text(&pair[1]));
        first.eq_ignore_ascii_case("most")
            && !matches!(second, "of" | "people" | "patients" | "adults" | "children" | "women" | "men" | "cases")
            || first.eq_ignore_ascii_case("the")
                && (matches!(
                    second,
                    "leading"
                        | "best"
                        | "worst"
                        | "largest"
                        | "biggest"
                        | "safest"
                        | "highest"
                        | "lowest"
                        | "fastest"
                        | "deadliest"
                        | "only"
                        | "first"
                ) || second.len() > 6 && second.ends_with("iest"))
    })
}
