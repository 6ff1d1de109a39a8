//! `json` and `jsonl`: the stable shape that other programs rely on.
//!
//! Fields are only ever added here, never renamed; all of them are always there, null where there is nothing.

use std::io::{self, Write};

use serde::Serialize;

use super::{Finding, FindingSuggestion, Place, Run, write_each};
use crate::diagnostic::{Confidence, Severity};

#[derive(Serialize)]
struct Report<'a> {
    version: &'static str,
    files: usize,
    words: usize,
    diagnostics: Vec<Object<'a>>,
}

#[derive(Serialize)]
struct Object<'a> {
    path: &'a str,
    rule: &'a str,
    family: &'a str,
    severity: Severity,
    confidence: Confidence,
    message: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    related: Vec<RelatedPlace<'a>>,
    help: &'a str,
    suggestion: Option<&'a FindingSuggestion>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    message: &'a str,
}

impl<'a> From<&'a Finding> for Object<'a> {
    fn from(finding: &'a Finding) -> Self {
        let place = &finding.place;
        Self {
            path: &place.path,
            rule: &finding.rule,
            family: &finding.family,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            start: place.start,
            end: place.end,
            line: place.from.line,
            column: place.from.column,
            end_line: place.to.line,
            end_column: place.to.column,
            text: &place.text,
            related: finding.related.iter().map(RelatedPlace::from).collect(),
            help: &finding.help,
            suggestion: finding.suggestion.as_ref(),
        }
    }
}

impl<'a> From<&'a Place> for RelatedPlace<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            path: &place.path,
            start: place.start,
            end: place.end,
            line: place.from.line,
            column: place.from.column,
            text: &place.text,
            message: &place.message,
        }
    }
}

/// Writes one object with everything.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        files: run.files.len(),
        words: run.words,
        diagnostics: run.findings.iter().map(Object::from).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

/// Writes one object a line and finding.
pub(super) fn write_lines(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    write_each(run.findings, out, |finding, out| {
        serde_json::to_writer(&mut *out, &Object::from(finding))?;
        writeln!(out)
    })
}
