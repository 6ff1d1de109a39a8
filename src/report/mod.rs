//! Findings in every format that people and programs read.
//!
//! A [`Finding`] is complete in itself (text, lines, columns, excerpts), so a report never needs the sources and a
//! run over many files keeps none of them. [`write`] is the one way in; each format has a file of its own.

mod articles;
mod excerpt;
mod facts;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod junit;
mod locate;
mod markdown;
mod rdjson;
mod sarif;
mod sheet;
mod short;
#[cfg(test)]
mod testing;
mod uri;
mod visible;

pub use articles::Articles;
pub use excerpt::{Excerpt, ExcerptLine};
pub use facts::FactSheet;
pub use locate::{Locator, Position, Positions};
pub use visible::visible;

use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostic::{Applicability, Confidence, Severity};

/// A place with everything a report shows of it. Made by [`Locator::place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as given on the command line joined with the walked part, with forward slashes.
    pub path: Arc<str>,
    /// First byte in the file.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Position of the first character.
    pub from: Position,
    /// Position behind the last character.
    pub to: Position,
    /// What stands there, `start..end` of the file.
    pub text: String,
    /// What there is to see; empty if nothing needs to be added.
    pub message: String,
    /// The lines around it, cut to a readable width; empty for a finding about the whole document.
    pub excerpt: Excerpt,
}

impl Place {
    /// The place of a finding about the whole document.
    pub fn document(path: Arc<str>) -> Self {
        Self {
            path,
            start: 0,
            end: 0,
            from: Position::START,
            to: Position::START,
            text: String::new(),
            message: String::new(),
            excerpt: Excerpt::default(),
        }
    }
}

/// A replacement, in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingEdit {
    /// First byte in the file.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The new text.
    pub replacement: String,
    /// Position of the first character.
    #[serde(skip)]
    pub from: Position,
    /// Position behind the last character.
    #[serde(skip)]
    pub to: Position,
}

/// Edits that belong together. Made by [`Locator::suggestion`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingSuggestion {
    /// Whether they may be applied unseen.
    pub applicability: Applicability,
    /// In order, not overlapping.
    pub edits: Vec<FindingEdit>,
}

/// A finding as it is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: Arc<str>,
    /// The rule's family.
    pub family: Arc<str>,
    /// After overrides.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// One line, with the figures.
    pub message: String,
    /// Where. A finding about the whole document has start = end = 0, line and column 1.
    pub place: Place,
    /// Other places.
    pub related: Vec<Place>,
    /// What to do.
    pub help: String,
    /// A fix.
    pub suggestion: Option<FindingSuggestion>,
    /// How many places of one cause it stands for.
    pub occurrences: usize,
    /// Stable identity within its file: rule and normalised text, no positions. Two findings of a file may share it.
    pub fingerprint: u64,
    /// Whether the baseline knows it; `None` where there is no baseline.
    pub baseline: Option<BaselineState>,
}

/// What a baseline says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineState {
    /// It was not there when the baseline was written.
    New,
    /// It was.
    Unchanged,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the lines with what was found in them
    #[default]
    Human,
    /// For people in a hurry and editors: one line a finding
    Short,
    /// One JSON object
    Json,
    /// One JSON object a line and finding
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab code quality
    Gitlab,
    /// `JUnit` XML, one test case a file and finding
    Junit,
    /// Reviewdog diagnostics
    Rdjson,
    /// One page with the articles and what was found in them, for a browser
    Html,
    /// A summary for the comment of a pull request or of a job
    Markdown,
}

/// A rule, as far as reports describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDescription<'a> {
    /// Kebab-case, unique.
    pub name: &'a str,
    /// Its family.
    pub family: &'a str,
    /// One line.
    pub summary: &'a str,
    /// Why it matters.
    pub why: &'a str,
    /// What to do.
    pub fix: &'a str,
    /// What it rests on.
    pub sources: &'a [String],
    /// What it reports unless configured otherwise.
    pub severity: Severity,
    /// How sure it usually is.
    pub confidence: Confidence,
    /// Whether it is on unless configured otherwise.
    pub enabled: bool,
}

/// All that was found, and in what.
#[derive(Clone, Debug, Default)]
pub struct Run<'a> {
    /// Sorted by path, offset, rule.
    pub findings: &'a [Finding],
    /// The files that were checked, sorted.
    pub files: &'a [Arc<str>],
    /// Words of prose in them.
    pub words: usize,
    /// Every rule there is.
    pub rules: Vec<RuleDescription<'a>>,
    /// Files that could not be checked, with the reason: "a.md:3:7: invalid UTF-8".
    pub failures: &'a [String],
    /// The directory that relative paths start from, with forward slashes; URIs of files below it are relative.
    pub directory: &'a str,
    /// Whether to colour what people read.
    pub color: bool,
    /// Whether rule names are links in the terminal.
    pub hyperlinks: bool,
    /// The texts of the articles, for the formats that show them.
    pub articles: Articles<'a>,
}

/// Writes the findings of a run in one format.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(format: Format, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(run, out),
        Format::Short => short::write(run, out),
        Format::Json => json::write(run, out),
        Format::Jsonl => json::write_lines(run, out),
        Format::Sarif => sarif::write(run, out),
        Format::Github => github::write(run, out),
        Format::Gitlab => gitlab::write(run, out),
        Format::Junit => junit::write(run, out),
        Format::Rdjson => rdjson::write(run, out),
        Format::Html => html::write(run, out),
        Format::Markdown => markdown::write(run, out),
    }
}

/// Lets all cores `render` findings, some hundred at a time, and writes them in order.
fn write_each(
    findings: &[Finding],
    out: &mut dyn io::Write,
    render: impl Fn(&Finding, &mut dyn io::Write) -> io::Result<()> + Sync,
) -> io::Result<()> {
    const CHUNK: usize = 128;
    const CHUNKS: usize = 16;
    let render_all = |chunk: &[Finding]| {
        let mut bytes = Vec::new();
        chunk.iter().try_for_each(|finding| render(finding, &mut bytes)).map(|()| bytes)
    };
    for stretch in findings.chunks(CHUNK * CHUNKS) {
        for rendered in stretch.par_chunks(CHUNK).map(render_all).collect::<Vec<_>>() {
            out.write_all(&rendered?)?;
        }
    }
    Ok(())
}

/// Where a rule is described for readers.
pub fn rule_page(family: &str, rule: &str) -> String {
    format!("{}/blob/main/rules/{family}/{rule}.toml", env!("CARGO_PKG_REPOSITORY"))
}

/// A fingerprint for each finding, unique within the run: path and finding, and a number where a file has it twice.
fn fingerprints(run: &Run) -> impl Iterator<Item = String> {
    let mut seen = rustc_hash::FxHashMap::<(&str, u64), usize>::default();
    run.findings.iter().map(move |finding| {
        let path = uri::relative_to(&finding.place.path, run.directory);
        let times = seen.entry((path, finding.fingerprint)).and_modify(|times| *times += 1).or_default();
        // FNV-1a goes on over the path.
        let hash = path
            .bytes()
            .fold(finding.fingerprint, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}:{times}")
    })
}
