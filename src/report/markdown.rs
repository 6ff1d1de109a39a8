//! `markdown`: a summary for the comment of a pull request or the summary of a job.
//!
//! It ends before the limit of a comment on GitHub (65,536 characters) and says what it left out. Text of an article
//! is escaped so that it neither formats, links nor notifies anybody.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Finding, Run, rule_page, visible};
use crate::diagnostic::Severity;

/// Bytes after which no further finding is written: room is left for what follows.
const LIMIT: usize = 60_000;

/// Characters of a finding's text that are quoted.
const MAX_QUOTED: usize = 80;

/// Writes a heading with the counts and a table a file.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("## factlint: {}\n\n", verdict(run.findings));
    let _ = writeln!(text, "Checked {} with {}.", counted(run.files.len(), "article"), counted(run.words, "word"));
    for failure in run.failures {
        let _ = writeln!(text, "\n> Could not be checked: {}", escaped(failure));
    }
    let mut left_out = 0;
    for findings in run.findings.chunk_by(|a, b| a.place.path == b.place.path) {
        if text.len() > LIMIT {
            left_out += findings.len();
            continue;
        }
        let _ = write!(
            text,
            "\n### {}\n\n| Line | | What was found | Rule |\n| ---: | --- | --- | --- |\n",
            escaped(&findings[0].place.path)
        );
        for finding in findings {
            if text.len() > LIMIT {
                left_out += 1;
            } else {
                row(finding, &mut text);
            }
        }
    }
    if left_out > 0 {
        let _ = writeln!(text, "\n… and {} that do not fit here.", counted(left_out, "more finding"));
    }
    out.write_all(text.as_bytes())
}

fn row(finding: &Finding, text: &mut String) {
    let place = &finding.place;
    let line = if place.excerpt.lines.is_empty() { String::new() } else { place.from.line.to_string() };
    let sign = match finding.severity {
        Severity::Error => "❌ error",
        Severity::Warning => "⚠️ warning",
        Severity::Info => "ℹ️ info",
    };
    let _ = write!(text, "| {line} | {sign} | **{}**", escaped(&finding.message));
    for place in [place].into_iter().chain(&finding.related).filter(|place| !place.text.is_empty()) {
        let quoted: String = place.text.chars().take(MAX_QUOTED).collect();
        let rest = if quoted.len() < place.text.len() { "…" } else { "" };
        let _ = write!(text, "<br>line {}: “{}{rest}” {}", place.from.line, escaped(&quoted), escaped(&place.message));
    }
    if !finding.help.is_empty() {
        let _ = write!(text, "<br>{}", escaped(&finding.help));
    }
    let _ = writeln!(text, " | [{}]({}) |", finding.rule, rule_page(&finding.family, &finding.rule));
}

fn verdict(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "no findings ✅".to_owned();
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let levels = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")];
    let parts = levels.map(|(severity, name)| (count(severity), name));
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| counted(*count, name));
    parts.collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Text that a Markdown renderer shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in visible(text).chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // A comment of HTML after the sign keeps GitHub from notifying people and linking issues.
            '@' | '#' => {
                escaped.push(char);
                escaped.push_str("<!-- -->");
            }
            ':' => escaped.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(char);
            }
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::testing::{dose_finding, report};
    use super::*;

    #[test]
    fn a_table_a_file() {
        let expected = "\
## factlint: 1 error

Checked 1 article with 18 words.

### health/ketamine, basics.md

| Line | | What was found | Rule |
| ---: | --- | --- | --- |
| 3 | ❌ error | **680 mg for 60 kg is 11.3 mg/kg, 100% of it wrong**\
<br>line 3: “680 mg” 5.7 times the highest of these\
<br>line 1: “1 to 2 mg/kg” 1 to 2 mg/kg × 60 kg = 60 to 120 mg<br>line 3: “60 kg” body weight<br>Check both. | \
[dose-per-weight-mismatch](https://github.com/factlint/factlint/blob/main/rules/dose/dose-per-weight-mismatch.toml) |
";
        assert_eq!(report(Format::Markdown, &[dose_finding()]), expected);
        assert!(report(Format::Markdown, &[]).contains("no findings"));
    }

    #[test]
    fn text_of_an_article_neither_formats_nor_notifies() {
        let text = escaped("@team see #12 | <b>x</b> [a](https://x.example) `c`\n# h");
        assert!(text.starts_with("@<!-- -->team see #<!-- -->12 \\| &lt;b&gt;x&lt;/b&gt; \\[a\\]("), "{text}");
        assert!(!text.contains("https://") && !text.contains('\n'), "{text}");
    }

    #[test]
    fn it_fits_into_a_comment() {
        let findings = vec![dose_finding(); 2000];
        let text = report(Format::Markdown, &findings);
        assert!(text.len() < 65_536 && text.contains("more findings that do not fit here"), "{}", text.len());
    }
}
