//! `factlint rules` and `factlint explain`: the identity cards, for people and programs.

use std::fmt::Write;

use factlint::config::nearest;
use factlint::rules::card::Example;
use factlint::rules::{Registry, Rule};
use serde_json::{Value, json};

use super::args::ListFormat;

/// All rules, by family.
pub(super) fn list(registry: &Registry, format: ListFormat) -> String {
    match format {
        ListFormat::Human => table(registry),
        ListFormat::Json => {
            let rules: Vec<Value> = registry.iter().map(to_json).collect();
            format!("{:#}\n", Value::Array(rules))
        }
    }
}

fn table(registry: &Registry) -> String {
    let width = registry.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut family = "";
    for rule in registry {
        if rule.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            family = &rule.family;
            let _ = writeln!(text, "{gap}{family}");
        }
        let level = if rule.enabled { rule.severity.name() } else { "off" };
        let _ = writeln!(text, "  {:width$}  {level:7}  {}", rule.name, rule.summary);
    }
    text
}

fn to_json(rule: &Rule) -> Value {
    let options = rule.options.iter().map(|option| {
        json!({
            "name": option.name,
            "type": option.kind,
            "default": option.value(),
            "help": option.help,
        })
    });
    json!({
        "name": rule.name,
        "family": rule.family,
        "summary": rule.summary,
        "severity": rule.severity,
        "enabled": rule.enabled,
        "confidence": rule.confidence,
        "why": rule.why,
        "fix": rule.fix,
        "sources": rule.sources,
        "options": options.collect::<Vec<_>>(),
    })
}

/// One rule, in full.
///
/// # Errors
/// That there is no such rule, and which one may be meant.
pub(super) fn explain(registry: &Registry, name: &str) -> Result<String, String> {
    let Some(rule) = registry.get(name) else {
        let meant = nearest(name, registry.iter().map(|rule| rule.name.as_str()));
        let hint = meant.map_or("all rules: factlint rules".to_owned(), |name| format!("did you mean `{name}`?"));
        return Err(format!("no rule is called `{name}`; {hint}"));
    };
    let examples = Registry::examples().into_iter().find(|examples| examples.rule == rule.name);
    let examples = examples.map(|examples| examples.examples).unwrap_or_default();
    Ok(describe(rule, &examples))
}

fn describe(rule: &Rule, examples: &[Example]) -> String {
    let mut text = format!("{}: {}\n\n", rule.name, rule.summary);
    let (severity, confidence) = (rule.severity.name(), rule.confidence.name());
    let state = if rule.enabled { "on" } else { "off unless selected" };
    let _ = writeln!(text, "Family {}, {severity}, confidence {confidence}, {state}.\n", rule.family);
    let _ = writeln!(text, "Why\n{}\n", indented(&rule.why));
    let _ = writeln!(text, "What to do\n{}\n", indented(&rule.fix));
    if !rule.options.is_empty() {
        text.push_str("Options\n");
        for option in &rule.options {
            let _ = writeln!(text, "  {} = {}\n    {}", option.name, option.default, option.help);
        }
        text.push('\n');
    }
    text.push_str("Sources\n");
    for source in &rule.sources {
        let _ = writeln!(text, "  {source}");
    }
    for (title, shown) in [("It fires on", true), ("It is silent on", false)] {
        let texts = examples.iter().filter_map(|example| if shown { &example.fires } else { &example.silent }.as_ref());
        let texts: Vec<String> = texts.map(|text| indented(text.trim())).collect();
        if !texts.is_empty() {
            let _ = writeln!(text, "\n{title}\n{}", texts.join("\n\n"));
        }
    }
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
