//! Every example of every card, through the real pipeline with only that rule on.
//!
//! `RULE=name cargo test --test it examples` runs those of one rule (or of all whose name contains it).

use std::fmt::Write as _;
use std::sync::Arc;

use factlint::Engine;
use factlint::config::{Selector, Settings};
use factlint::data::Retractions;
use factlint::document::Format;
use factlint::document::parse::ParseError;
use factlint::report::Finding;
use factlint::rules::Registry;
use factlint::rules::card::Example;
use factlint::source::Source;

#[test]
fn every_example_holds() {
    let retractions = Retractions::from_csv(include_str!("retractions.csv")).expect("the table is well formed");
    let engine = Engine::new().with_retractions(Arc::new(retractions));
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard chooses the rule")]
    let wanted = std::env::var("RULE").unwrap_or_default();
    let mut failures = String::new();
    let mut examples = 0;
    for rule in Registry::examples().iter().filter(|rule| rule.rule.contains(&wanted)) {
        for example in &rule.examples {
            for (name, format) in formats(example) {
                examples += 1;
                if let Err(reason) = holds(&engine, &rule.rule, example, name, format) {
                    writeln!(failures, "{} as {name}: {reason}", rule.rule).expect("writing to a string");
                }
            }
        }
    }
    assert!(examples > 0, "no examples of rules named like {wanted:?}");
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_card_has_examples_of_both_kinds() {
    let thin: Vec<String> = Registry::examples()
        .iter()
        .filter_map(|rule| {
            let fires = rule.examples.iter().filter(|example| example.fires.is_some()).count();
            let silent = rule.examples.iter().filter(|example| example.silent.is_some()).count();
            let mixed = rule.examples.iter().any(|example| example.fires.is_some() == example.silent.is_some());
            (fires == 0 || silent == 0 || mixed).then(|| format!("{}: {fires} fires, {silent} silent", rule.rule))
        })
        .collect();
    assert!(thin.is_empty(), "cards that lack examples, or one with both or neither: {thin:#?}");
}

fn formats(example: &Example) -> Vec<(&'static str, Format)> {
    match example.format.as_deref() {
        None | Some("markdown") => vec![("markdown", Format::Markdown)],
        Some("html") => vec![("html", Format::Html)],
        Some("text") => vec![("text", Format::Text)],
        Some("mdx") => vec![("mdx", Format::Mdx)],
        Some("all") => vec![("markdown", Format::Markdown), ("html", Format::Html), ("text", Format::Text)],
        Some(other) => panic!("no such format: {other}"),
    }
}

fn settings(rule: &str, example: &Example) -> Settings {
    let mut options = example.options.clone().unwrap_or_default();
    // `with` turns on further rules whose findings this one needs.
    let with = options.remove("with");
    let with = with.as_ref().and_then(|names| names.as_array()).map_or(&[][..], Vec::as_slice);
    let names = [rule].into_iter().chain(with.iter().filter_map(|name| name.as_str()));
    let off = Selector { name: "all".into(), on: false };
    Settings {
        selectors: std::iter::once(off).chain(names.map(|name| Selector { name: name.into(), on: true })).collect(),
        market: example.market.unwrap_or_default(),
        content: example.content.unwrap_or_default(),
        today: example.today.as_deref().map(|date| date.parse().expect("a date")),
        options: [(rule.to_owned(), options)].into(),
        ..Settings::default()
    }
}

fn holds(engine: &Engine, rule: &str, example: &Example, name: &str, format: Format) -> Result<(), String> {
    let written = example.fires.as_ref().or(example.silent.as_ref()).expect("fires or silent");
    let text =
        if name == "html" && example.format.as_deref() == Some("all") { as_html(written) } else { written.clone() };
    let source = Source::new(format!("example.{name}"), format, text);
    let settings = settings(rule, example);
    let found = check(engine, source, example, &settings).map_err(|error| format!("{written:?}: {error:?}"))?;
    let findings: Vec<&Finding> = found.iter().filter(|finding| &*finding.rule == rule).collect();
    let shown = || {
        let lines = findings.iter().map(|finding| {
            let related: Vec<&str> = finding.related.iter().map(|place| place.message.as_str()).collect();
            format!(
                "\n    {} at {:?}: {} [{}] {related:?}",
                finding.severity.name(),
                finding.place.text,
                finding.message,
                finding.place.message
            )
        });
        lines.collect::<String>()
    };
    if example.silent.is_some() {
        return if findings.is_empty() {
            Ok(())
        } else {
            Err(format!("must be silent on {written:?} but says{}", shown()))
        };
    }
    if findings.is_empty() {
        return Err(format!("does not fire on {written:?}"));
    }
    let fits = |finding: &&&Finding| {
        let said = [&finding.message, &finding.help, &finding.place.message];
        let said = said.into_iter().chain(finding.related.iter().map(|place| &place.message));
        example.at.as_ref().is_none_or(|at| *at == finding.place.text)
            && example.severity.is_none_or(|severity| severity == finding.severity)
            && example.message.as_ref().is_none_or(|part| said.clone().any(|text| text.contains(part.as_str())))
    };
    if !findings.iter().any(|finding| fits(&finding)) {
        let wanted = (&example.at, &example.message, &example.severity);
        return Err(format!("on {written:?} expected {wanted:?} but it says{}", shown()));
    }
    match example.count {
        Some(count) if count as usize != findings.len() => {
            Err(format!("on {written:?} expected {count} findings but it says{}", shown()))
        }
        _ => Ok(()),
    }
}

/// What is found in the article, and between it and those beside it.
fn check(engine: &Engine, source: Source, example: &Example, settings: &Settings) -> Result<Vec<Finding>, ParseError> {
    if example.beside.is_empty() {
        return Ok(engine.check(&source, settings)?.findings);
    }
    let beside = example.beside.iter().zip(1..);
    let mut site: Vec<Source> =
        beside.map(|(text, number)| Source::new(format!("{number}.md"), source.format, text.as_str())).collect();
    site.push(source);
    let checked = site.iter().map(|source| engine.check(source, settings)).collect::<Result<Vec<_>, _>>()?;
    let digests: Vec<_> = checked.iter().map(|checked| checked.digest.as_ref()).collect();
    let settings = Arc::new(settings.clone());
    let across = engine.across(&digests, &|_| Arc::clone(&settings), &|article| site.get(article).cloned());
    let mut found: Vec<Finding> = across.into_iter().map(|(_, finding)| finding).collect();
    found.extend(checked.iter().flat_map(|checked| checked.findings.iter().cloned()));
    Ok(found)
}

/// Paragraphs, headings (`# `) and list items (`- `) of a plain example as HTML.
fn as_html(text: &str) -> String {
    let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut html = String::new();
    let mut in_list = false;
    for paragraph in text.split("\n\n") {
        for line in paragraph.lines() {
            let item = line.strip_prefix("- ");
            if item.is_some() != in_list {
                html.push_str(if in_list { "</ul>\n" } else { "<ul>\n" });
                in_list = !in_list;
            }
            let (tag, line) = match (item, line.strip_prefix("# "), line.strip_prefix("## ")) {
                (Some(item), ..) => ("li", item),
                (_, Some(heading), _) => ("h1", heading),
                (.., Some(heading)) => ("h2", heading),
                _ => ("p", line),
            };
            writeln!(html, "<{tag}>{}</{tag}>", escape(line)).expect("writing to a string");
        }
    }
    if in_list {
        html.push_str("</ul>\n");
    }
    html
}
