//! GitLab code quality: a JSON array. GitLab drops an issue whose fingerprint it has already seen in the report.

use std::io::{self, Write};

use serde::Serialize;

use super::uri::relative_to;
use super::{Run, fingerprints};
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the array.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Issue> = run
        .findings
        .iter()
        .zip(fingerprints(run))
        .map(|(finding, fingerprint)| Issue {
            description: &finding.message,
            check_name: &finding.rule,
            fingerprint,
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: relative_to(&finding.place.path, run.directory),
                lines: Lines { begin: finding.place.from.line, end: finding.place.to.line },
            },
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
