//! Reviewdog's diagnostic format (reviewdog/proto/rdf, `DiagnosticResult`). Its columns count bytes.

use std::io::{self, Write};

use serde::Serialize;

use super::uri::relative_to;
use super::{Finding, FindingEdit, Place, Position, Run, rule_page};
use crate::diagnostic::{Applicability, Severity};

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Tool,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(rename = "related_locations", skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    url: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.byte_column }
    }
}

impl<'a> From<&'a FindingEdit> for Suggestion<'a> {
    fn from(edit: &'a FindingEdit) -> Self {
        Self { range: Range { start: edit.from.into(), end: edit.to.into() }, text: &edit.replacement }
    }
}

fn location<'a>(place: &'a Place, run: &Run) -> Location<'a> {
    Location {
        path: relative_to(&place.path, run.directory),
        range: Range { start: place.from.into(), end: place.to.into() },
    }
}

fn diagnostic<'a>(finding: &'a Finding, run: &Run) -> Diagnostic<'a> {
    // Reviewdog offers a suggestion as a button, so what a person must decide is not one.
    let offered = finding.suggestion.iter().filter(|suggestion| suggestion.applicability != Applicability::Display);
    Diagnostic {
        message: [finding.message.as_str(), &finding.help].join("\n").trim_end().to_owned(),
        location: location(&finding.place, run),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: &finding.rule, url: rule_page(&finding.family, &finding.rule) },
        suggestions: offered.flat_map(|suggestion| &suggestion.edits).map(Suggestion::from).collect(),
        related: finding
            .related
            .iter()
            .map(|place| Related { message: &place.message, location: location(place, run) })
            .collect(),
    }
}

/// Writes the result.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let result = DiagnosticResult {
        source: Tool { name: "factlint", url: env!("CARGO_PKG_REPOSITORY") },
        diagnostics: run.findings.iter().map(|finding| diagnostic(finding, run)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}
