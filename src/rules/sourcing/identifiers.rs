//! Identifiers that cannot be right or whose link leads to another, and papers that were retracted.

use rustc_hash::FxHashSet;

use crate::data::Nature;
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::facts::identifier::{Identifier, IdentifierKind, Problem, check as problem_of};
use crate::rules::Article;
use crate::span::ProseSpan;

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let facts = article.facts();
    let today = article.settings().today.or_else(|| facts.editorial.newest().map(crate::facts::date::StatedDate::last));
    for identifier in &facts.identifiers {
        let text = document.text(identifier.span);
        let Err(problem) = problem_of(identifier.kind, text, today) else { continue };
        let span = article.span(identifier.span);
        let message = format!("the {} {text} {}", identifier.kind.name(), problem.describe());
        let mut finding = Diagnostic::new("invalid-identifier", span, message);
        if let Problem::CheckDigit(digit) = problem {
            let kept = text.char_indices().next_back().map_or("", |(last, _)| &text[..last]);
            finding = finding.suggest(Suggestion::display(span, format!("{kept}{digit}")));
        }
        findings.push(finding);
    }
    for link in &facts.citations.links {
        let mark = &document.marks[link.mark];
        let Some((kind, key)) = link.address.identifier() else { continue };
        let printed = identifiers_in(&facts.identifiers, mark.prose).iter().find(|printed| printed.kind == kind);
        match printed {
            Some(printed) if printed.key != key => {
                let message =
                    format!("the text gives {} {}, the link leads to {key}", kind.name(), document.text(printed.span));
                findings.push(Diagnostic::new("invalid-identifier", article.span(printed.span), message));
            }
            // Nothing of it is printed, so the link is all there is to check.
            None if kind == IdentifierKind::Doi => {
                if let Err(problem) = problem_of(kind, &key, today) {
                    let message = format!("the DOI {key} in the link {}", problem.describe());
                    findings.push(Diagnostic::new("invalid-identifier", mark.source, message));
                }
            }
            _ => {}
        }
    }
}

/// `retracted-source`: by the snapshot that the user fetched; without one nothing is said.
pub(super) fn retracted(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(snapshot) = article.retractions() else { return };
    let document = article.document();
    let facts = article.facts();
    let printed =
        facts.identifiers.iter().map(|found| (found.kind, found.key.clone(), found.span, article.span(found.span)));
    let linked = facts.citations.links.iter().filter_map(|link| {
        let mark = &document.marks[link.mark];
        link.address.identifier().map(|(kind, key)| (kind, key, mark.prose, mark.source))
    });
    let mut told: FxHashSet<(IdentifierKind, Box<str>)> = FxHashSet::default();
    for (kind, key, place, span) in printed.chain(linked) {
        let Some(nature) = snapshot.find(kind, &key) else { continue };
        // An article about the retraction says so within two sentences.
        let sentence = document.sentence_at(place.start());
        let near = sentence.saturating_sub(2)..(sentence + 3).min(document.sentences.len());
        let says = |id: usize| document.text(document.sentences[id].prose).to_lowercase().contains("retract");
        if near.clone().any(says) || !told.insert((kind, key.clone())) {
            continue;
        }
        let (what, severity) = match nature {
            Nature::Retraction => ("was retracted", None),
            Nature::Concern => ("is under an expression of concern", None),
            Nature::Correction => ("was corrected", Some(Severity::Info)),
        };
        let message = format!("the paper {} {key} {what} (Retraction Watch, as of {})", kind.name(), snapshot.date());
        let mut finding = Diagnostic::new("retracted-source", span, message);
        finding.severity = severity;
        findings.push(finding);
    }
}

fn identifiers_in(identifiers: &[Identifier], span: ProseSpan) -> &[Identifier] {
    let from = identifiers.partition_point(|identifier| identifier.span.start() < span.start());
    let to = identifiers.partition_point(|identifier| identifier.span.start() < span.end());
    &identifiers[from..to.max(from)]
}
