//! A finding and a run for the tests of the formats.

use std::sync::Arc;

use super::{Finding, Format, Locator, RuleDescription, Run, write};
use crate::diagnostic::{Confidence, Severity, Suggestion};
use crate::document;
use crate::source::Source;
use crate::span::Span;

const ARTICLE: &str = "A medicinal dose is about 1 to 2 mg/kg.\n\nThat is 680 mg for a person around 60 kg.\n";

fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("the part is in the text");
    (start..start + part.len()).into()
}

/// A finding with all there is to one.
pub(super) fn dose_finding() -> Finding {
    let source = Source::new("health/ketamine, basics.md", document::Format::Markdown, ARTICLE);
    let locator = Locator::new(&source);
    let dose = span_of(ARTICLE, "680 mg");
    Finding {
        rule: "dose-per-weight-mismatch".into(),
        family: "dose".into(),
        severity: Severity::Error,
        confidence: Confidence::High,
        message: "680 mg for 60 kg is 11.3 mg/kg, 100% of it wrong".into(),
        place: locator.place(dose, "5.7 times the highest of these"),
        related: vec![
            locator.place(span_of(ARTICLE, "1 to 2 mg/kg"), "1 to 2 mg/kg × 60 kg = 60 to 120 mg"),
            locator.place(span_of(ARTICLE, "60 kg"), "body weight"),
        ],
        help: "Check both.".into(),
        suggestion: Some(locator.suggestion(&Suggestion::display(dose, "68 mg"))),
        occurrences: 1,
        fingerprint: 0x1234_5678_9abc_def0,
        baseline: None,
    }
}

/// What a format makes of some findings.
pub(super) fn report(format: Format, findings: &[Finding]) -> String {
    let files: Vec<Arc<str>> = findings.iter().map(|finding| Arc::clone(&finding.place.path)).collect();
    let rule = RuleDescription {
        name: "dose-per-weight-mismatch",
        family: "dose",
        summary: "A dose disagrees with the dose per kilogram",
        why: "One of the two is wrong.",
        fix: "Check both.",
        sources: &["A guideline, 2024".to_owned()],
        severity: Severity::Error,
        confidence: Confidence::High,
        enabled: true,
    };
    let run = Run { findings, files: &files, words: 18, rules: vec![rule], ..Run::default() };
    let mut written = Vec::new();
    write(format, &run, &mut written).expect("a vector takes all");
    String::from_utf8(written).expect("reports are UTF-8")
}
