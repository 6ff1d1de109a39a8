//! SARIF 2.1.0, for code scanning.
//!
//! GitHub refuses a whole file when one result has no location, so findings about a document point at its first
//! character. Columns and offsets count Unicode scalar values; `byteOffset` counts the file's bytes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Invocation, Location, Message, MultiformatMessageString,
    Notification, PhysicalLocation, PropertyBag, Region, Replacement, ReportingConfiguration, ReportingDescriptor,
    Result as SarifResult, ResultLevel, Run as SarifRun, SCHEMA_URL, Sarif, Tool, ToolComponent,
};

use super::uri::uri;
use super::{
    BaselineState, Finding, FindingSuggestion, Place, Position, RuleDescription, Run, fingerprints, rule_page,
};
use crate::diagnostic::Severity;

/// Writes the log.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let numbers: FxHashMap<&str, usize> = run.rules.iter().zip(0..).map(|(rule, number)| (rule.name, number)).collect();
    let results: Vec<SarifResult> = run
        .findings
        .iter()
        .zip(fingerprints(run))
        .map(|(finding, fingerprint)| result(finding, fingerprint, numbers.get(&*finding.rule).copied(), run))
        .collect();
    let driver = ToolComponent::builder()
        .name("factlint")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(run.rules.iter().map(descriptor).collect::<Vec<_>>())
        .build();
    let sarif_run = SarifRun::builder()
        .tool(Tool::builder().driver(driver).build())
        .results(results)
        .invocations(vec![invocation(run)])
        .column_kind(json!("unicodeCodePoints"))
        .newline_sequences(["\r\n", "\n", "\r"].map(str::to_owned).to_vec())
        .build();
    let log = Sarif::builder().version(json!("2.1.0")).schema(SCHEMA_URL).runs(vec![sarif_run]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

const fn level_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

fn message(text: &str) -> Message {
    Message::builder().text(text).build()
}

fn descriptor(rule: &RuleDescription) -> ReportingDescriptor {
    let help = format!("{}\n\n{}\n\nSources:\n- {}", rule.why.trim(), rule.fix.trim(), rule.sources.join("\n- "));
    // `precision` and `problem.severity` are what GitHub sorts and filters by.
    let properties: BTreeMap<String, Value> = [
        ("precision", rule.confidence.name()),
        ("problem.severity", if rule.severity == Severity::Info { "recommendation" } else { rule.severity.name() }),
    ]
    .map(|(key, value)| (key.to_owned(), json!(value)))
    .into();
    ReportingDescriptor::builder()
        .id(rule.name)
        .name(rule.name)
        .short_description(text(rule.summary))
        .full_description(text(rule.why.trim()))
        .help(text(&help))
        .help_uri(rule_page(rule.family, rule.name))
        .default_configuration(
            ReportingConfiguration::builder().enabled(rule.enabled).level(json!(level_name(rule.severity))).build(),
        )
        .properties(PropertyBag::builder().tags(vec![rule.family.to_owned()]).additional_properties(properties).build())
        .build()
}

fn invocation(run: &Run) -> Invocation {
    let failures = run.failures.iter();
    let notifications: Vec<Notification> = failures
        .map(|failure| Notification::builder().message(message(failure)).level(json!("error")).build())
        .collect();
    Invocation::builder()
        .execution_successful(run.failures.is_empty())
        .tool_execution_notifications(notifications)
        .build()
}

fn result(finding: &Finding, fingerprint: String, rule: Option<usize>, run: &Run) -> SarifResult {
    let properties = BTreeMap::from([("confidence".to_owned(), json!(finding.confidence))]);
    let related: Vec<Location> = finding
        .related
        .iter()
        .zip(1..)
        .map(|(place, id)| Location { id: Some(id), message: Some(message(&place.message)), ..location(place, run) })
        .collect();
    let text = [finding.message.as_str(), &finding.help].join("\n");
    let mut result = SarifResult::builder()
        .rule_id(&*finding.rule)
        .level(match finding.severity {
            Severity::Error => ResultLevel::Error,
            Severity::Warning => ResultLevel::Warning,
            Severity::Info => ResultLevel::Note,
        })
        .message(message(text.trim_end()))
        .locations(vec![location(&finding.place, run)])
        .partial_fingerprints(BTreeMap::from([("factlint/v1".to_owned(), fingerprint)]))
        .properties(PropertyBag::builder().additional_properties(properties).build())
        .build();
    result.rule_index = rule.map(number);
    result.baseline_state = finding.baseline.map(|state| match state {
        BaselineState::New => json!("new"),
        BaselineState::Unchanged => json!("unchanged"),
    });
    result.related_locations = (!related.is_empty()).then_some(related);
    result.fixes = finding.suggestion.as_ref().map(|suggestion| vec![fix(suggestion, &finding.place, run)]);
    result
}

fn artifact(path: &str, run: &Run) -> ArtifactLocation {
    ArtifactLocation::builder().uri(uri(path, run.directory)).build()
}

fn location(place: &Place, run: &Run) -> Location {
    let physical = PhysicalLocation::builder()
        .artifact_location(artifact(&place.path, run))
        .region(region(place.start, place.end, place.from, place.to))
        .build();
    Location::builder().physical_location(physical).build()
}

fn region(start: usize, end: usize, from: Position, to: Position) -> Region {
    Region::builder()
        .start_line(number(from.line))
        .start_column(number(from.column))
        .end_line(number(to.line))
        .end_column(number(to.column))
        .char_offset(number(from.char_offset))
        .char_length(number(to.char_offset - from.char_offset))
        .byte_offset(number(start))
        .byte_length(number(end - start))
        .build()
}

fn fix(suggestion: &FindingSuggestion, place: &Place, run: &Run) -> Fix {
    let replacements: Vec<Replacement> = suggestion
        .edits
        .iter()
        .map(|edit| {
            Replacement::builder()
                .deleted_region(region(edit.start, edit.end, edit.from, edit.to))
                .inserted_content(ArtifactContent::builder().text(&edit.replacement).build())
                .build()
        })
        .collect();
    let change =
        ArtifactChange::builder().artifact_location(artifact(&place.path, run)).replacements(replacements).build();
    Fix::builder().artifact_changes(vec![change]).build()
}
