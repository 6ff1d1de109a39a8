//! Findings as the editor shows them.

use std::str::FromStr;

use factlint::diagnostic::Severity;
use factlint::document::parse::ParseError;
use factlint::report::{Finding, rule_page};
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Uri,
};

use super::documents::OpenDocument;

/// What the editor shows as the origin.
const SOURCE: &str = "factlint";

/// All findings of a document.
pub(super) fn diagnostics(document: &OpenDocument) -> Vec<Diagnostic> {
    document.findings.iter().map(|finding| diagnostic(document, finding)).collect()
}

/// One finding.
pub(super) fn diagnostic(document: &OpenDocument, finding: &Finding) -> Diagnostic {
    let related = finding.related.iter().map(|place| DiagnosticRelatedInformation {
        location: Location::new(document.uri.clone(), range(document, place.start, place.end)),
        message: if place.message.is_empty() { format!("“{}”", place.text) } else { place.message.clone() },
    });
    let lines = [finding.message.as_str(), &finding.place.message, &finding.help];
    let message: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    // Text that should simply go is shown faded.
    let goes = finding.suggestion.as_ref().is_some_and(|suggestion| {
        suggestion.edits.iter().all(|edit| edit.replacement.is_empty() && edit.start < edit.end)
    });
    Diagnostic {
        range: range(document, finding.place.start, finding.place.end),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: Uri::from_str(&rule_page(&finding.family, &finding.rule))
            .ok()
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: message.join("\n"),
        related_information: Some(related.collect()),
        tags: goes.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// Why a document cannot be read.
pub(super) fn unreadable(document: &OpenDocument, error: &ParseError) -> Diagnostic {
    Diagnostic {
        range: range(document, error.span.start() as usize, error.span.end() as usize),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: error.to_string(),
        ..Diagnostic::default()
    }
}

fn range(document: &OpenDocument, start: usize, end: usize) -> Range {
    document.lines.range(&document.source.text, start..end)
}
