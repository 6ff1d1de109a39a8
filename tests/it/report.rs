//! Every report format, on findings made by hand so that no change of a rule changes them.

use std::sync::Arc;

use factlint::diagnostic::{Confidence, Severity, Suggestion};
use factlint::document;
use factlint::report::{Finding, Format, Locator, Place, RuleDescription, Run, write};
use factlint::source::Source;
use factlint::span::Span;
use serde_json::Value;

use crate::golden;

const PAIN: &str = "# Für müde Gelenke\n\nThe usual dose is 1 to 2 mg/kg.\r\n\r\nThat is 680 mg for a person around 60 kg.\n\
    Take **addicts** seriously, 100% of them: always.\n";
const SLEEP: &str = "The usual dose is 3 mg/kg.\n";

fn source(path: &str, text: &str) -> Source {
    Source::new(path, document::Format::Markdown, text)
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("the part is in the text");
    (start..start + part.len()).into()
}

fn finding(rule: &str, family: &str, severity: Severity, message: &str, place: Place) -> Finding {
    Finding {
        rule: rule.into(),
        family: family.into(),
        severity,
        confidence: Confidence::High,
        message: message.into(),
        place,
        related: Vec::new(),
        help: String::new(),
        suggestion: None,
        occurrences: 1,
        fingerprint: 0xfeed_beef,
        baseline: None,
    }
}

/// One finding with everything, one over two lines, two of equal fingerprint, one about a document.
fn findings() -> Vec<Finding> {
    let (pain, sleep) = (source("./health/pain, relief.md", PAIN), source("./health/sleep.md", SLEEP));
    let (pain, sleep) = (Locator::new(&pain), Locator::new(&sleep));
    let title = finding("missing-author", "sourcing", Severity::Info, "No author is named", pain.document());
    let dose = Finding {
        related: vec![
            pain.place(span(PAIN, "1 to 2 mg/kg"), "1 to 2 mg/kg × 60 kg = 60 to 120 mg"),
            pain.place(span(PAIN, "60 kg"), "body weight"),
            sleep.place(span(SLEEP, "3 mg/kg"), "another article says this"),
        ],
        help: "Either one of the two numbers is wrong, or they are different kinds of dose.".into(),
        ..finding(
            "dose-per-weight-mismatch",
            "dose",
            Severity::Error,
            "680 mg for 60 kg is 11.3 mg/kg, not 1 to 2 mg/kg",
            pain.place(span(PAIN, "680 mg"), "5.7 times the highest of these"),
        )
    };
    let term = span(PAIN, "addicts");
    let stigma = Finding {
        suggestion: Some(pain.suggestion(&Suggestion::r#unsafe(term, "people with addiction"))),
        confidence: Confidence::Medium,
        ..finding(
            "stigmatizing-term",
            "language",
            Severity::Warning,
            "“addicts” reduces people to an illness",
            pain.place(term, ""),
        )
    };
    let lines = span(PAIN, "kg.\nTake **addicts** seriously");
    let passage = finding("fused-text", "residue", Severity::Warning, "two lines, 100 % fused", pain.place(lines, ""));
    let again = finding("missing-author", "sourcing", Severity::Info, "No author is named", sleep.document());
    vec![title, dose, passage, stigma, again]
}

fn rules() -> Vec<RuleDescription<'static>> {
    let rule = |name, family, severity, enabled| RuleDescription {
        name,
        family,
        summary: "What is wrong",
        why: "Why it matters.",
        fix: "What to do.",
        sources: &[],
        severity,
        confidence: Confidence::High,
        enabled,
    };
    vec![
        rule("dose-per-weight-mismatch", "dose", Severity::Error, true),
        rule("stigmatizing-term", "language", Severity::Warning, true),
        rule("fused-text", "residue", Severity::Warning, false),
        rule("missing-author", "sourcing", Severity::Info, true),
    ]
}

fn report(format: Format) -> String {
    let findings = findings();
    let files: Vec<Arc<str>> =
        ["./health/clean.md", "./health/pain, relief.md", "./health/sleep.md"].map(Arc::from).to_vec();
    let failures = ["health/broken.md:3:7: invalid UTF-8".to_owned()];
    let run = Run {
        findings: &findings,
        files: &files,
        words: 34,
        rules: rules(),
        failures: &failures,
        directory: "/work",
        ..Run::default()
    };
    let mut written = Vec::new();
    write(format, &run, &mut written).expect("a vector takes everything");
    String::from_utf8(written).expect("reports are UTF-8")
}

fn json(format: Format) -> Value {
    serde_json::from_str(&report(format)).expect("the report is JSON")
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

#[test]
fn formats_look_as_they_did() {
    for (format, name) in [
        (Format::Human, "report.human.txt"),
        (Format::Short, "report.short.txt"),
        (Format::Json, "report.json"),
        (Format::Jsonl, "report.jsonl"),
        (Format::Sarif, "report.sarif"),
        (Format::Github, "report.github.txt"),
        (Format::Gitlab, "report.gitlab.json"),
        (Format::Junit, "report.junit.xml"),
        (Format::Rdjson, "report.rdjson"),
    ] {
        golden::check(name, &report(format));
    }
}

#[test]
fn jsonl_has_exactly_the_fields_of_the_contract() {
    let fields = [
        "path",
        "rule",
        "family",
        "severity",
        "confidence",
        "message",
        "start",
        "end",
        "line",
        "column",
        "end_line",
        "end_column",
        "text",
        "related",
        "help",
        "suggestion",
    ];
    let related_fields = ["path", "start", "end", "line", "column", "text", "message"];
    for line in report(Format::Jsonl).lines() {
        let object: Value = serde_json::from_str(line).expect("each line is JSON");
        let keys: Vec<&String> = object.as_object().expect("an object").keys().collect();
        assert_eq!(keys.len(), fields.len());
        assert!(fields.iter().all(|field| object.get(field).is_some()), "{line}");
        for related in array(&object["related"]) {
            assert!(related_fields.iter().all(|field| related.get(field).is_some()), "{line}");
            assert_eq!(related.as_object().map(serde_json::Map::len), Some(related_fields.len()));
        }
    }
}

#[test]
fn places_are_slices_of_the_file() {
    for object in array(&json(Format::Json)["diagnostics"]) {
        let text = if object["path"] == "./health/sleep.md" { SLEEP } else { PAIN };
        let offset = |key: &str| object[key].as_u64().expect("a number") as usize;
        assert_eq!(object["text"], text[offset("start")..offset("end")]);
        let before = &text[..offset("start")];
        assert_eq!(offset("line"), before.matches('\n').count() + 1);
        assert_eq!(offset("column"), before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1);
    }
}

#[test]
fn every_sarif_result_can_be_shown() {
    let log = json(Format::Sarif);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = array(&run["tool"]["driver"]["rules"]);
    let results = array(&run["results"]);
    assert_eq!(results.len(), findings().len());
    let mut fingerprints = Vec::new();
    for result in results {
        let rule = result["ruleIndex"].as_u64().expect("a rule") as usize;
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.starts_with("health/") && !uri.contains(' '), "{uri}");
        assert!(location["region"]["startLine"].as_u64() >= Some(1));
        fingerprints.push(result["partialFingerprints"]["factlint/v1"].as_str().expect("a fingerprint").to_owned());
    }
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), results.len(), "fingerprints are unique");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn sarif_and_rdjson_count_columns_their_own_way() {
    let fix = &json(Format::Sarif)["runs"][0]["results"][3]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let start = PAIN.find("addicts").expect("it is there");
    assert_eq!(fix["deletedRegion"]["byteOffset"], start);
    assert_eq!(fix["deletedRegion"]["charOffset"], PAIN[..start].chars().count());
    assert_eq!(fix["insertedContent"]["text"], "people with addiction");
    let suggestion = &json(Format::Rdjson)["diagnostics"][3]["suggestions"][0];
    assert_eq!(suggestion["range"]["start"]["column"], 8);
}
