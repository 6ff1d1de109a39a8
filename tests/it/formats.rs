//! The same article in every format, with every line ending, gives the same findings at the same words.

use std::collections::BTreeSet;

use factlint::Engine;
use factlint::config::{Selector, Settings};
use factlint::document::Format;
use factlint::report::Finding;
use factlint::source::Source;

const MARKDOWN: &str = include_str!("../../fixtures/broken/codeine-cough.md");
const HTML: &str = include_str!("../../fixtures/broken/codeine-cough.html");
const TEXT: &str = include_str!("../../fixtures/broken/codeine-cough.txt");

fn findings(engine: &Engine, format: Format, text: &str) -> Vec<Finding> {
    let settings = Settings { selectors: vec![Selector { name: "all".into(), on: true }], ..Settings::default() };
    let source = Source::new("article", format, text);
    let checked = engine.check(&source, &settings).expect("it parses");
    for finding in &checked.findings {
        for place in std::iter::once(&finding.place).chain(&finding.related) {
            assert_eq!(&text[place.start..place.end], place.text, "{}: {}", finding.rule, finding.message);
        }
    }
    checked.findings
}

/// What was found, without positions; line breaks and markup inside a place do not count.
fn said(findings: &[Finding]) -> BTreeSet<String> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    findings
        .iter()
        .map(|finding| {
            format!("{} {} {:?} {}", finding.severity.name(), finding.rule, plain(&finding.place.text), finding.message)
        })
        .collect()
}

#[test]
fn markdown_html_and_text_agree() {
    let engine = Engine::new();
    let markdown = said(&findings(&engine, Format::Markdown, MARKDOWN));
    for (name, format, text) in [("html", Format::Html, HTML), ("text", Format::Text, TEXT)] {
        let other = said(&findings(&engine, format, text));
        let (lost, added): (Vec<_>, Vec<_>) =
            (markdown.difference(&other).collect(), other.difference(&markdown).collect());
        assert!(lost.is_empty() && added.is_empty(), "as {name}: lost {lost:#?}, added {added:#?}");
    }
    assert!(markdown.len() >= 7, "the article is full of defects: {markdown:#?}");
}

#[test]
fn line_endings_do_not_matter() {
    let engine = Engine::new();
    for (format, text) in [(Format::Markdown, MARKDOWN), (Format::Html, HTML), (Format::Text, TEXT)] {
        let unix = said(&findings(&engine, format, text));
        assert_eq!(unix, said(&findings(&engine, format, &text.replace('\n', "\r\n"))), "{format:?}");
    }
}

#[test]
fn two_runs_are_equal() {
    let engine = Engine::new();
    assert_eq!(findings(&engine, Format::Markdown, MARKDOWN), findings(&engine, Format::Markdown, MARKDOWN));
}
