//! Annotations of GitHub Actions: workflow commands on standard output.
//!
//! The escapes are those of the runner's own toolkit (actions/toolkit, `command.ts`). GitHub drops an annotation that
//! has columns but spans several lines, so those have none.

use std::io::{self, Write};

use super::uri::relative_to;
use super::{Run, visible};
use crate::diagnostic::Severity;

/// Writes one command a finding.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    for finding in run.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = &finding.place;
        let (from, to) = (place.from, place.to);
        let file = property(relative_to(&place.path, run.directory));
        write!(out, "::{command} file={file},line={},endLine={}", from.line, to.line)?;
        if from.line == to.line {
            write!(out, ",col={},endColumn={}", from.column, to.column)?;
        }
        write!(out, ",title={}::", property(&format!("factlint ({})", finding.rule)))?;
        let message = [&finding.message, &finding.help].map(|text| visible(text)).join("\n");
        writeln!(out, "{}", data(message.trim_end()))?;
    }
    Ok(())
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dose_finding, report};
    use super::super::{Format, Locator};
    use crate::source::Source;

    #[test]
    fn a_finding_is_one_command() {
        let written = report(Format::Github, &[dose_finding()]);
        let expected = "::error file=health/ketamine, basics.md,line=3,endLine=3,col=9,endColumn=15,\
            title=factlint (dose-per-weight-mismatch)::680 mg for 60 kg is 11.3 mg/kg, 100%25 of it wrong%0ACheck both.\n";
        assert_eq!(written, expected.replace("ketamine, basics", "ketamine%2C basics"));
    }

    #[test]
    fn no_columns_over_several_lines() {
        let source = Source::new("a.md", crate::document::Format::Markdown, "one\ntwo\n");
        let mut finding = dose_finding();
        finding.place = Locator::new(&source).place((1..6).into(), "");
        assert!(report(Format::Github, &[finding]).starts_with("::error file=a.md,line=1,endLine=2,title="));
    }
}
