//! Examples of rule cards, run through the real pipeline with only their rule on.
//!
//! The built-in cards are tested so, and `factlint test-rules` tests the rules of a house.

use std::fmt::Write;
use std::sync::Arc;

use crate::Engine;
use crate::config::{Selector, Settings};
use crate::document::Format;
use crate::document::parse::ParseError;
use crate::report::Finding;
use crate::rules::card::Example;
use crate::source::Source;

/// Why an example does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The key of the example that is at fault: `fires`, `silent`, `at`, `format` …
    pub key: &'static str,
    /// What is wrong, for a person.
    pub reason: String,
}

impl Failure {
    fn new(key: &'static str, reason: impl Into<String>) -> Self {
        Self { key, reason: reason.into() }
    }
}

/// Runs an example of `rule`, in each of its formats.
///
/// # Errors
/// The first thing that is not as the example says.
pub fn verify(engine: &Engine, rule: &str, example: &Example) -> Result<(), Failure> {
    let formats = formats(example)?;
    let settings = settings(rule, example)?;
    let (written, fires) = match (&example.fires, &example.silent) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => return Err(Failure::new("fires", "an example has either `fires` or `silent`")),
    };
    let every_format = formats.len() > 1;
    for (name, format) in formats {
        let text = if every_format && format == Format::Html { as_html(written) } else { written.clone() };
        let source = Source::new(format!("example.{name}"), format, text);
        let key = if fires { "fires" } else { "silent" };
        let found = found(engine, source, example, &settings)
            .map_err(|error| Failure::new(key, format!("as {name}, it cannot be read: {error}")))?;
        let own: Vec<&Finding> = found.iter().filter(|finding| &*finding.rule == rule).collect();
        let held = if fires { as_expected(example, &own) } else { nothing(&own) };
        held.map_err(|failure| Failure::new(failure.key, format!("as {name}, {}", failure.reason)))?;
    }
    Ok(())
}

fn formats(example: &Example) -> Result<Vec<(&'static str, Format)>, Failure> {
    let (markdown, html, text) = (("markdown", Format::Markdown), ("html", Format::Html), ("text", Format::Text));
    Ok(match example.format.as_deref() {
        None | Some("markdown") => vec![markdown],
        Some("html") => vec![html],
        Some("text") => vec![text],
        Some("mdx") => vec![("mdx", Format::Mdx)],
        Some("all") => vec![markdown, html, text],
        Some(other) => {
            return Err(Failure::new("format", format!("`{other}` is none of markdown, html, text, mdx and all")));
        }
    })
}

fn settings(rule: &str, example: &Example) -> Result<Settings, Failure> {
    let mut options = example.options.clone().unwrap_or_default();
    // `with` turns on further rules whose findings this one needs.
    let with = options.remove("with");
    let with = with.as_ref().and_then(|names| names.as_array()).map_or(&[][..], Vec::as_slice);
    let names = [rule].into_iter().chain(with.iter().filter_map(|name| name.as_str()));
    let off = Selector { name: "all".into(), on: false };
    let today = example.today.as_deref().map(str::parse).transpose();
    Ok(Settings {
        selectors: std::iter::once(off).chain(names.map(|name| Selector { name: name.into(), on: true })).collect(),
        market: example.market.unwrap_or_default(),
        content: example.content.unwrap_or_default(),
        today: today.map_err(|_| Failure::new("today", "it is no date: write YYYY-MM-DD"))?,
        options: [(rule.to_owned(), options)].into(),
        ..Settings::default()
    })
}

/// What is found in the article, and between it and those beside it.
fn found(engine: &Engine, source: Source, example: &Example, settings: &Settings) -> Result<Vec<Finding>, ParseError> {
    if example.beside.is_empty() {
        return Ok(engine.check(&source, settings)?.findings);
    }
    let beside = example.beside.iter().zip(1..);
    let mut site: Vec<Source> =
        beside.map(|(text, number)| Source::new(format!("{number}.md"), source.format, text.as_str())).collect();
    site.push(source);
    let checked = site.iter().map(|source| engine.check_among(source, settings)).collect::<Result<Vec<_>, _>>()?;
    let digests: Vec<_> = checked.iter().map(|checked| checked.digest.as_ref()).collect();
    let settings = Arc::new(settings.clone());
    let across = engine.across(&digests, &|_| Arc::clone(&settings), &|article| site.get(article).cloned());
    let mut found: Vec<Finding> = across.into_iter().map(|(_, finding)| finding).collect();
    found.extend(checked.iter().flat_map(|checked| checked.findings.iter().cloned()));
    Ok(found)
}

fn nothing(found: &[&Finding]) -> Result<(), Failure> {
    if found.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("silent", format!("it must be silent but says{}", said(found))))
    }
}

fn as_expected(example: &Example, found: &[&Finding]) -> Result<(), Failure> {
    if found.is_empty() {
        return Err(Failure::new("fires", "it does not fire"));
    }
    let mut left = found.to_vec();
    if let Some(at) = &example.at {
        left.retain(|finding| finding.place.text == *at);
        if left.is_empty() {
            return Err(Failure::new("at", format!("it does not fire at “{at}” but says{}", said(found))));
        }
    }
    if let Some(part) = &example.message {
        left.retain(|finding| {
            let texts = [&finding.message, &finding.help, &finding.place.message].into_iter();
            texts.chain(finding.related.iter().map(|place| &place.message)).any(|text| text.contains(part.as_str()))
        });
        if left.is_empty() {
            return Err(Failure::new("message", format!("it does not say “{part}” but{}", said(found))));
        }
    }
    if let Some(severity) = example.severity
        && left.iter().all(|finding| finding.severity != severity)
    {
        return Err(Failure::new("severity", format!("it is no {} but{}", severity.name(), said(found))));
    }
    match example.count {
        Some(count) if count as usize != found.len() => {
            Err(Failure::new("count", format!("there are not {count} findings but{}", said(found))))
        }
        _ => Ok(()),
    }
}

/// What was found, a line each.
fn said(found: &[&Finding]) -> String {
    let mut lines = String::new();
    for finding in found {
        let place = &finding.place;
        let _ = write!(lines, "\n    {} at “{}”: {}", finding.severity.name(), place.text, finding.message);
        for label in [place].into_iter().chain(&finding.related).filter(|label| !label.message.is_empty()) {
            let _ = write!(lines, " [{}]", label.message);
        }
    }
    lines
}

/// Paragraphs, headings (`# `) and list items (`- `) of a plain example as HTML.
fn as_html(text: &str) -> String {
    let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut html = String::new();
    let mut in_list = false;
    for line in text.split("\n\n").flat_map(str::lines) {
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
        let _ = writeln!(html, "<{tag}>{}</{tag}>", escape(line));
    }
    if in_list {
        html.push_str("</ul>\n");
    }
    html
}
