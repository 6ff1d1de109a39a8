//! For people: each finding over the lines that it is about, the way a compiler shows an error.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::Error;
use codespan_reporting::term::{Config, GeneralWriteResult, Renderer, RichDiagnostic, WriteStyle};

use super::excerpt::FIRST_LINES;
use super::sheet::{Sheet, Sheets};
use super::{Finding, FindingSuggestion, Place, Run, rule_page, visible, write_each};
use crate::diagnostic::Severity;

/// Writes all findings, each followed by an empty line.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let config = Config { start_context_lines: FIRST_LINES - 1, end_context_lines: 1, ..Config::default() };
    let (color, hyperlinks) = (run.color, run.hyperlinks);
    write_each(run.findings, out, |finding, out| {
        let rule = if hyperlinks { linked(finding) } else { finding.rule.to_string() };
        let mut painter = Painter { out, color, naming: false };
        show(finding, rule, &mut Renderer::new(&mut painter, &config), &config).map_err(into_io)
    })
}

fn show(finding: &Finding, rule: String, renderer: &mut Renderer, config: &Config) -> Result<(), Error> {
    let level = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    };
    let notes: Vec<String> = [Some(visible(&finding.help).into_owned()), finding.suggestion.as_ref().map(proposal)]
        .into_iter()
        .flatten()
        .filter(|note| !note.is_empty())
        .collect();
    let message = visible(&finding.message);
    if finding.place.excerpt.lines.is_empty() {
        renderer.render_header(None, level, Some(&rule), &message)?;
        renderer.set_source_border()?;
        write!(renderer, "  {}", config.chars.snippet_start)?;
        renderer.reset()?;
        writeln!(renderer, " {}:1:1", visible(&finding.place.path))?;
        for note in &notes {
            renderer.render_snippet_note(1, note)?;
        }
        return renderer.render_empty();
    }

    let (sheets, labels) = lay_out(finding);
    let diagnostic = Diagnostic::new(level).with_code(rule).with_message(message).with_labels(labels).with_notes(notes);
    RichDiagnostic::new(&diagnostic, config).render(&sheets, renderer)
}

/// The sheets of all files that a finding speaks of, its own first, and the labels on them.
fn lay_out(finding: &Finding) -> (Sheets, Vec<Label<usize>>) {
    let mut by_file: Vec<Vec<&Place>> = vec![vec![&finding.place]];
    for place in finding.related.iter().filter(|place| !place.excerpt.lines.is_empty()) {
        match by_file.iter_mut().find(|places| places[0].path == place.path) {
            Some(places) => places.push(place),
            None => by_file.push(vec![place]),
        }
    }
    let sheets = Sheets(by_file.iter().map(|places| Sheet::new(places)).collect());
    let mut labels = Vec::new();
    for (id, places) in by_file.iter().enumerate() {
        for (number, place) in places.iter().enumerate() {
            let style = if id == 0 && number == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
            labels.push(Label::new(style, id, sheets.0[id].range(place)).with_message(visible(&place.message)));
        }
    }
    (sheets, labels)
}

/// What the suggestion would put in place of the text.
fn proposal(suggestion: &FindingSuggestion) -> String {
    let edits = suggestion.edits.iter().map(|edit| match edit.replacement.as_str() {
        "" => "delete it".to_owned(),
        text => format!("“{}”", visible(text)),
    });
    format!("suggestion: {}", edits.collect::<Vec<_>>().join(", "))
}

/// The rule's name as a link in the terminal (OSC 8).
fn linked(finding: &Finding) -> String {
    format!("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", rule_page(&finding.family, &finding.rule), finding.rule)
}

fn into_io(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Colours, and the one word in which codespan differs: it says "note" where factlint says "info".
struct Painter<'a> {
    out: &'a mut dyn Write,
    color: bool,
    /// Whether the next thing written is the name of the severity `note`.
    naming: bool,
}

impl Painter<'_> {
    fn set(&mut self, style: Style) -> GeneralWriteResult {
        if self.color { write!(self.out, "{}{style}", anstyle::Reset) } else { Ok(()) }
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.naming) {
            self.out.write_all(Severity::Info.name().as_bytes())?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

const fn color_of(level: Level) -> AnsiColor {
    match level {
        Level::Bug | Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Note | Level::Help => AnsiColor::Green,
    }
}

/// Line numbers, borders and the labels of related places.
const FRAME: Style = AnsiColor::Blue.on_default();

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, level: Level) -> GeneralWriteResult {
        self.set(color_of(level).on_default().bold())?;
        self.naming = level == Level::Note;
        Ok(())
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.set(Style::new().bold())
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.set(FRAME)
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.set(FRAME)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.set(FRAME)
    }

    fn set_label(&mut self, level: Level, label: LabelStyle) -> GeneralWriteResult {
        self.set(match label {
            LabelStyle::Primary => color_of(level).on_default(),
            LabelStyle::Secondary => FRAME,
        })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        if self.color { write!(self.out, "{}", anstyle::Reset) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dose_finding, report};
    use super::super::{Format, Locator};
    use super::*;
    use crate::source::Source;

    fn place(text: &str, part: &str, message: &str) -> Place {
        let source = Source::new("a.txt", crate::document::Format::Text, text);
        let start = text.find(part).expect("the part is in the text");
        Locator::new(&source).place((start..start + part.len()).into(), message)
    }

    #[test]
    fn places_are_shown_in_the_order_of_the_text() {
        let expected = "\
error[dose-per-weight-mismatch]: 680 mg for 60 kg is 11.3 mg/kg, 100% of it wrong
  ┌─ health/ketamine, basics.md:3:9
  │
1 │ A medicinal dose is about 1 to 2 mg/kg.
  │                           ------------ 1 to 2 mg/kg × 60 kg = 60 to 120 mg
  ·
3 │ That is 680 mg for a person around 60 kg.
  │         ^^^^^^                     ----- body weight
  │         │
  │         5.7 times the highest of these
  │
  = Check both.
  = suggestion: “68 mg”

";
        // codespan leaves blanks at the end of the line where a label hangs below another.
        let written = report(Format::Human, &[dose_finding()]).replace("                           \n", "\n");
        assert_eq!(written, expected);
    }

    #[test]
    fn places_far_apart_in_one_line_share_it() {
        let text = format!("Start {}with 5 mg at first, and {}then 9 mg.", "word ".repeat(50), "more ".repeat(50));
        let mut finding = dose_finding();
        finding.place = place(&text, "9 mg", "second");
        finding.related = vec![place(&text, "5 mg", "first")];
        let written = report(Format::Human, &[finding]);
        let line = written.lines().nth(3).expect("the line with the places");
        assert!(line.starts_with("1 │ … ") && line.matches(" … ").count() == 2, "{line}");
        let below = |label: &str| {
            let labels = written.lines().nth(4)?;
            let column = labels[..labels.find(label)?].chars().count();
            Some(line.chars().skip(column).take(4).collect::<String>())
        };
        assert_eq!(below("----").as_deref(), Some("5 mg"), "{written}");
        assert_eq!(below("^^^^ second").as_deref(), Some("9 mg"), "{written}");
        assert!(written.contains("a.txt:1:536"), "{written}");
    }

    #[test]
    fn a_place_of_many_lines_is_shown_by_its_ends() {
        let text: String = "some line\n".repeat(20);
        let mut finding = dose_finding();
        finding.related.clear();
        finding.place = place(&text, &text[5..], "all of it");
        let written = report(Format::Human, &[finding]);
        let shown: Vec<&str> = written.lines().filter(|line| line.ends_with("line")).collect();
        assert_eq!(shown.len(), 5, "{written}");
        assert!(written.contains("   ·") && written.contains("all of it"), "{written}");
    }

    #[test]
    fn a_finding_about_the_document_shows_no_line() {
        let mut finding = dose_finding();
        finding.place = Place::document("a.md".into());
        finding.related.clear();
        finding.suggestion = None;
        finding.severity = Severity::Info;
        finding.message = "no author".into();
        let expected = "info[dose-per-weight-mismatch]: no author\n  ┌─ a.md:1:1\n  = Check both.\n\n";
        assert_eq!(report(Format::Human, &[finding]), expected);
    }

    #[test]
    fn escape_sequences_of_the_article_do_not_reach_the_terminal() {
        let mut finding = dose_finding();
        finding.place = place("a \u{1b}[2J680 mg\u{9b}x", "680 mg", "");
        finding.message = "\u{1b}]0;title\u{7}".into();
        finding.help = "\u{202e}help".into();
        for format in [Format::Human, Format::Short, Format::Github] {
            let written = report(format, std::slice::from_ref(&finding));
            assert!(!written.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{written:?}");
        }
    }

    #[test]
    fn colors_and_links_only_on_request() {
        let findings = [dose_finding()];
        let mut run = Run { findings: &findings, ..Run::default() };
        let mut written = |color, hyperlinks| {
            (run.color, run.hyperlinks) = (color, hyperlinks);
            let mut out = Vec::new();
            write(&run, &mut out).expect("a vector takes all");
            String::from_utf8(out).expect("reports are UTF-8")
        };
        assert!(!written(false, false).contains('\u{1b}'));
        assert!(written(true, false).contains("\u{1b}[31m"));
        assert!(written(false, true).contains("\u{1b}]8;;https://"));
    }
}
