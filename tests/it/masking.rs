//! What is left of templates and forms keeps other rules from its block, but a stray piece does not hide a paragraph.

use factlint::Engine;
use factlint::config::Settings;
use factlint::document::Format;
use factlint::source::Source;

fn rules(text: &str) -> Vec<String> {
    let source = Source::new("a.md", Format::Markdown, text);
    let checked = Engine::new().check(&source, &Settings::default()).expect("it parses");
    checked.findings.iter().map(|finding| finding.rule.to_string()).collect()
}

#[test]
fn a_line_of_residue_is_left_alone() {
    let found = rules("Counselling helps.\n\nLeave a Reply to opioid addicts\n\nIt takes time.");
    assert!(found.iter().any(|rule| rule == "stigmatizing-term"), "a heading of its own words: {found:?}");
    let found = rules("Counselling helps.\n\nTop addicts in ,\n\nIt takes time.");
    assert!(found.iter().any(|rule| rule == "template-residue"), "{found:?}");
    assert!(!found.iter().any(|rule| rule == "stigmatizing-term"), "{found:?}");
}

#[test]
fn a_paragraph_with_a_slot_is_still_read() {
    let found = rules("Ask [Insert name of clinic] what it offers opioid addicts and their families in your town.");
    assert!(found.iter().any(|rule| rule == "template-residue"), "{found:?}");
    assert!(found.iter().any(|rule| rule == "stigmatizing-term"), "{found:?}");
}
