//! What was done, for standard error: a gate that silently checks nothing must be seen to do so.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use factlint::diagnostic::Severity;
use factlint::report::Finding;

/// Stale entries of a baseline that are listed.
const MAX_STALE: usize = 10;

/// What the summary says.
#[derive(Debug, Default)]
pub(super) struct Summary {
    /// Files that were checked.
    pub(super) files: usize,
    /// Words of prose in them.
    pub(super) words: usize,
    /// Quantities that were understood.
    pub(super) quantities: usize,
    /// Files that could not be checked.
    pub(super) failures: usize,
    /// Files that were left out, by reason.
    pub(super) skipped: BTreeMap<String, usize>,
    /// Findings that the baseline knows.
    pub(super) known: usize,
    /// What the baseline knows but nobody finds any more, a line each.
    pub(super) stale: Vec<String>,
}

impl Summary {
    /// One line on what was checked, and one on what was not if there is anything to say.
    pub(super) fn render(&self, findings: &[Finding], time: Duration) -> String {
        let Self { files, words, quantities, failures, known, ref skipped, ref stale } = *self;
        let mut text = match files {
            0 => "Nothing was checked.\n".to_owned(),
            _ => format!(
                "Checked {} ({}, {}) in {:.2} s: {}.\n",
                counted(files, "file"),
                counted(words, "word"),
                counted(quantities, "quantity"),
                time.as_secs_f64(),
                verdict(findings),
            ),
        };
        if failures > 0 {
            let _ = writeln!(text, "Could not check {}.", counted(failures, "file"));
        }
        if !skipped.is_empty() {
            let reasons = skipped.iter().map(|(reason, count)| format!("{} {reason}", grouped(*count)));
            let _ = writeln!(text, "Skipped: {}.", reasons.collect::<Vec<_>>().join(", "));
        }
        if known > 0 {
            let _ = writeln!(text, "Left out, because the baseline knows them: {}.", counted(known, "finding"));
        }
        if !stale.is_empty() {
            let _ = writeln!(text, "No longer found (`factlint baseline prune` takes them out of the baseline):");
            for line in stale.iter().take(MAX_STALE) {
                let _ = writeln!(text, "  {line}");
            }
            if stale.len() > MAX_STALE {
                let _ = writeln!(text, "  and {} more", grouped(stale.len() - MAX_STALE));
            }
        }
        text
    }
}

fn verdict(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    if findings.is_empty() {
        return "no findings".to_owned();
    }
    let levels = [(Severity::Error, "error"), (Severity::Warning, "warning")].map(|(level, name)| (count(level), name));
    let mut parts: Vec<String> =
        levels.iter().filter(|(count, _)| *count > 0).map(|(count, name)| counted(*count, name)).collect();
    match count(Severity::Info) {
        0 => {}
        infos => parts.push(format!("{} info", grouped(infos))),
    }
    parts.join(", ")
}

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{} {stem}ies", grouped(count)),
        (_, None) => format!("{} {noun}s", grouped(count)),
    }
}

/// `12345` as `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(["7", "1,000", "1,234,567"].map(str::to_owned), [7, 1000, 1_234_567].map(grouped));
        let summary = Summary { files: 1, words: 1200, quantities: 1, ..Summary::default() };
        let expected = "Checked 1 file (1,200 words, 1 quantity) in 0.25 s: no findings.\n";
        assert_eq!(summary.render(&[], Duration::from_millis(250)), expected);
    }

    #[test]
    fn what_was_not_checked_is_said() {
        let summary = Summary { failures: 2, skipped: [("excluded".to_owned(), 3)].into(), ..Summary::default() };
        let text = summary.render(&[], Duration::ZERO);
        assert!(text.ends_with("Could not check 2 files.\nSkipped: 3 excluded.\n"), "{text}");
    }
}
