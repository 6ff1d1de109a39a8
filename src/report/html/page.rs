//! The frame of the page: head with its policy, counts, chart, filters, index.

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{Escaped, SCRIPT, STYLE, Touch};
use crate::diagnostic::Severity;
use crate::report::{Finding, Run};

/// From the gravest on.
const LEVELS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A source expression of a content security policy: this very text.
fn digest(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Everything up to the body.
pub(super) fn head(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let title = match run.files {
        [path] => Escaped(path).to_string(),
        files => format!("{} articles", files.len()),
    };
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {}; style-src {}; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>factlint: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        digest(SCRIPT),
        digest(STYLE),
    )
}

/// What was checked and found, by family, and the filters.
pub(super) fn overview(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let counts = LEVELS.map(|level| count(run.findings.iter(), level));
    write!(
        out,
        "<a class=\"skip\" href=\"#articles\">Skip to the text</a>\n<header>\n<h1>factlint report</h1>\n\
         <p class=\"summary\">{} in {} ({}): {}, {}, {} info. factlint {}</p>\n",
        counted(run.findings.len(), "finding"),
        counted(run.files.len(), "article"),
        counted(run.words, "word"),
        counted(counts[0], "error"),
        counted(counts[1], "warning"),
        counts[2],
        env!("CARGO_PKG_VERSION"),
    )?;
    if !run.failures.is_empty() {
        out.write_all(b"<p>Could not be checked:</p>\n<ul>\n")?;
        for failure in run.failures {
            writeln!(out, "<li>{}</li>", Escaped(failure))?;
        }
        out.write_all(b"</ul>\n")?;
    }
    chart(run, out)?;
    out.write_all(b"</header>\n")?;
    filters(run, out)
}

/// One bar a family, each severity in its colour.
fn chart(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut families: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in run.findings {
        let level = LEVELS.iter().position(|level| *level == finding.severity).unwrap_or(0);
        families.entry(&finding.family).or_default()[level] += 1;
    }
    let most = families.values().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    out.write_all(b"<table class=\"chart\" aria-label=\"Findings by family\">\n")?;
    for (family, counts) in families {
        let total: usize = counts.iter().sum();
        write!(out, "<tr><th scope=\"row\">{}</th><td class=\"bar\">", Escaped(family))?;
        write!(out, "<svg viewBox=\"0 0 {most} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")?;
        let mut at = 0;
        for (level, count) in LEVELS.iter().zip(counts).filter(|(_, count)| *count > 0) {
            write!(out, "<rect class=\"{}\" x=\"{at}\" y=\"0\" width=\"{count}\" height=\"1\"/>", level.name())?;
            at += count;
        }
        writeln!(out, "</svg></td><td class=\"count\">{total}</td></tr>")?;
    }
    out.write_all(b"</table>\n")
}

fn filters(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<div class=\"filters\" id=\"filters\" role=\"group\" aria-label=\"Filters\" hidden>\n")?;
    for level in LEVELS {
        let name = level.name();
        let count = count(run.findings.iter(), level);
        writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"level\" value=\"{name}\" checked> {name} ({count})</label>"
        )?;
    }
    select(out, "family", "All families", run.findings.iter().map(|finding| &*finding.family))?;
    select(out, "rule", "All rules", run.findings.iter().map(|finding| &*finding.rule))?;
    out.write_all(
        b"<span id=\"shown\" role=\"status\"></span>\n<span class=\"keys\"><kbd>j</kbd> next, <kbd>k</kbd> previous, \
          <kbd>Esc</kbd> none</span>\n</div>\n",
    )
}

fn select<'a>(out: &mut dyn Write, id: &str, all: &str, names: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    writeln!(out, "<label><select id=\"{id}\" aria-label=\"{id}\"><option value=\"\">{all}</option>")?;
    for (name, count) in counts {
        writeln!(out, "<option value=\"{0}\">{0} ({count})</option>", Escaped(name))?;
    }
    out.write_all(b"</select></label>\n")
}

/// A table of the articles with their counts.
pub(super) fn index<'a>(run: &Run, out: &mut dyn Write, touches: &dyn Fn(&str) -> &'a [Touch<'a>]) -> io::Result<()> {
    out.write_all(
        b"<nav aria-label=\"Articles\">\n<table class=\"index\">\n<tr><th scope=\"col\">Article</th>\
          <th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th><th scope=\"col\">Info</th></tr>\n",
    )?;
    for (number, path) in (1..).zip(run.files) {
        let own = || touches(path).iter().filter(|touch| touch.related == 0).map(|touch| touch.finding);
        write!(out, "<tr data-article=\"a{number}\"><td><a href=\"#a{number}\">{}</a></td>", Escaped(path))?;
        for level in LEVELS {
            write!(out, "<td data-level=\"{}\">{}</td>", level.name(), count(own(), level))?;
        }
        out.write_all(b"</tr>\n")?;
    }
    out.write_all(b"</table>\n</nav>\n")
}

fn count<'a>(findings: impl Iterator<Item = &'a Finding>, level: Severity) -> usize {
    findings.filter(|finding| finding.severity == level).count()
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
