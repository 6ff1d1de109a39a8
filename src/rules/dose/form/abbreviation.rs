//! error-prone-abbreviation: abbreviations that have led to wrong doses, where they stand as unit or beside a dose.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::{is_given, is_open};
use crate::config::Market;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity, Suggestion};
use crate::document::{Document, TokenFlags};
use crate::facts::{Dimension, Quantity};
use crate::rules::{Article, data_table};
use crate::span::ProseSpan;

/// How many tokens from a dose a term of directions may stand.
const NEAR: usize = 4;

/// Where an abbreviation counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Position {
    /// As the unit of a dose.
    Unit,
    /// Within a few words of a dose.
    Beside,
    /// Directly behind a dose: elsewhere it is a word or another abbreviation.
    Behind,
}

/// A row of `rules/data/error_prone.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// All spellings, exactly.
    written: Vec<Box<str>>,
    place: Position,
    instead: Box<str>,
    /// What is written in the United Kingdom, Ireland, Australia and New Zealand, where it differs.
    #[serde(default)]
    commonwealth: Option<Box<str>>,
    why: Box<str>,
    apply: Applicability,
    #[serde(rename = "source")]
    _source: Box<str>,
    #[serde(rename = "year")]
    _year: u16,
}

/// Spellings by their first token.
static SPELLINGS: LazyLock<FxHashMap<&'static str, Vec<(&'static str, &'static Row)>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        row: Vec<Row>,
    }
    static FILE: LazyLock<File> = LazyLock::new(|| data_table!("error_prone"));
    let mut spellings: FxHashMap<&'static str, Vec<_>> = FxHashMap::default();
    for row in &FILE.row {
        for written in &row.written {
            // "D/C", "sub q" are several tokens, "q.d." is one.
            let first = written.split(['/', ' ', '-']).next().unwrap_or(written);
            spellings.entry(first).or_default().push((&**written, row));
        }
    }
    spellings
});

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let facts = article.facts();
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    let mut report = |found: Option<(ProseSpan, &Row)>, severity: Option<Severity>| {
        if let Some((span, row)) = found.filter(|(span, _)| seen.insert(span.start())) {
            findings.push(diagnostic(article, span, row, severity));
        }
    };
    for quantity in &facts.quantities.all {
        // "20 IU/mL" is a level in blood.
        let level = is_international(quantity) && quantity.unit.per(Dimension::Volume).is_some();
        if level || !is_given(article, quantity) || !is_open(article, quantity) {
            continue;
        }
        let lightest = lightened(article, quantity);
        for at in quantity.tokens.clone() {
            report(find(document, at, |row| row.place == Position::Unit), lightest);
        }
    }
    for dose in &facts.doses.all {
        let quantity = &facts.quantities.all[dose.amount];
        if !is_given(article, quantity) || !is_open(article, quantity) {
            continue;
        }
        let sentence = &document.sentences[quantity.sentence].tokens;
        let (start, end) = (quantity.tokens.start, quantity.tokens.end);
        report(find(document, end, |row| row.place == Position::Behind), None);
        for at in (start.saturating_sub(NEAR).max(sentence.start)..start).chain(end..(end + NEAR).min(sentence.end)) {
            report(find(document, at, |row| row.place == Position::Beside), None);
        }
    }
}

/// Labels of supplements state international units and micrograms by law, so there they are worth knowing at most.
fn lightened(article: &Article<'_>, quantity: &Quantity) -> Option<Severity> {
    let in_table = article.document().blocks[quantity.block].is_cell();
    (in_table || is_international(quantity)).then_some(Severity::Info)
}

fn is_international(quantity: &Quantity) -> bool {
    quantity.unit.base.is_some_and(|unit| unit.code() == "[iU]")
}

/// The abbreviation that begins with the token `at`, if it may stand there.
fn find(document: &Document, at: usize, fits: impl Fn(&Row) -> bool) -> Option<(ProseSpan, &'static Row)> {
    let token = document.tokens.get(at).filter(|token| !token.has(TokenFlags::QUOTED))?;
    let rest = document.prose.text().get(token.start() as usize..)?;
    let spellings = SPELLINGS.get(document.token_text(token))?;
    spellings.iter().find_map(|(written, row)| {
        let behind = rest.strip_prefix(written)?;
        // "MS Contin", "SC-1", "abaloparatide-SC" are names.
        let joined = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
        let named = row.place == Position::Behind && behind.trim_start().starts_with(|c: char| c.is_uppercase());
        // "Charleston, SC": a state.
        let state = at.checked_sub(2).is_some_and(|before| {
            document.tokens[before].has(TokenFlags::CAPITALIZED) && document.token_text(&document.tokens[at - 1]) == ","
        });
        let hyphen = at.checked_sub(1).is_some_and(|before| {
            row.place != Position::Unit && !token.is_spaced() && document.token_text(&document.tokens[before]) == "-"
        });
        let span = ProseSpan::new(token.start(), token.start() + written.len() as u32);
        (fits(row) && !joined && !named && !hyphen && !state).then_some((span, *row))
    })
}

fn diagnostic(article: &Article<'_>, span: ProseSpan, row: &Row, severity: Option<Severity>) -> Diagnostic {
    let document = article.document();
    let written = document.text(span);
    let local = matches!(article.settings().market, Market::Uk | Market::Ie | Market::Au | Market::Nz);
    let instead = row.commonwealth.as_deref().filter(|_| local).unwrap_or(&row.instead);
    let source = article.span(span);
    let spaced = document.prose.text()[..span.start() as usize].ends_with(|c: char| !c.is_ascii_digit());
    let replacement = if spaced { instead.to_owned() } else { format!(" {instead}") };
    let message = format!("“{written}” {}: write “{instead}”", row.why);
    let mut finding = Diagnostic::new("error-prone-abbreviation", source, message).group(&*row.written[0]);
    // What has two meanings is for the writer to resolve.
    if !instead.contains(" or ") {
        finding =
            finding.suggest(Suggestion { applicability: row.apply, edits: vec![Edit { span: source, replacement }] });
    }
    finding.severity = severity;
    finding
}
