//! `invalid-identifier`: an identifier that cannot be right, or one whose link leads to another.

use crate::diagnostic::{Diagnostic, Suggestion};
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

fn identifiers_in(identifiers: &[Identifier], span: ProseSpan) -> &[Identifier] {
    let from = identifiers.partition_point(|identifier| identifier.span.start() < span.start());
    let to = identifiers.partition_point(|identifier| identifier.span.start() < span.end());
    &identifiers[from..to.max(from)]
}
