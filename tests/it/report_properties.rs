//! Whatever an article holds and wherever findings stand in it, every report can be written and every position is true.

use std::sync::Arc;

use clap::ValueEnum;
use factlint::diagnostic::{Confidence, Severity, Suggestion};
use factlint::document;
use factlint::report::{Finding, Format, Locator, Run, write};
use factlint::source::Source;
use factlint::span::Span;
use proptest::prelude::*;
use proptest::sample::Index;

/// Text with everything that makes columns hard: line ends of all kinds, tabs, characters of no width and of double
/// width, controls, and lines longer than what is shown of them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z]{1,9} ",
        1 => Just("\r\n".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => "[\t\u{0}\u{1b}\u{9b}\u{202e}\u{feff}\u{200b}é漢👩\u{200d}⚕\u{301}\u{a0}]",
        1 => "[x漢]{150,400}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A span between two character boundaries.
fn span(text: &str, (a, b): (Index, Index)) -> Span {
    let [a, b] = [a, b].map(|at| text.floor_char_boundary(at.index(text.len() + 1)));
    (a.min(b)..a.max(b)).into()
}

/// Line and column, counted one character after the other.
fn counted(before: &str, after: &str) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    let mut chars = before.chars().chain(after.chars().take(1)).peekable();
    for _ in 0..before.chars().count() {
        match (chars.next(), chars.peek()) {
            (Some('\r'), next) if next != Some(&'\n') => (line, column) = (line + 1, 1),
            (Some('\n'), _) => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    (line, column)
}

proptest! {
    #[test]
    fn reports_never_fail_and_positions_are_true(
        text in text(),
        places in prop::collection::vec(any::<(Index, Index)>(), 1..5),
    ) {
        let source = Source::new("a.md", document::Format::Markdown, text.as_str());
        let locator = Locator::new(&source);
        let spans: Vec<Span> = places.iter().map(|place| span(&text, *place)).collect();
        let place = |span: &Span| locator.place(*span, "what \u{1b}there\nis");
        for span in &spans {
            let place = place(span);
            let range = span.range();
            prop_assert_eq!((place.from.line, place.from.column), counted(&text[..range.start], &text[range.start..]));
            prop_assert_eq!((place.to.line, place.to.column), counted(&text[..range.end], &text[range.end..]));
            prop_assert_eq!(&place.text, &text[range]);
        }
        let finding = Finding {
            rule: "some-rule".into(),
            family: "dose".into(),
            severity: Severity::Info,
            confidence: Confidence::Low,
            message: text.clone(),
            place: place(&spans[0]),
            related: spans[1..].iter().map(place).collect(),
            help: text.clone(),
            suggestion: Some(locator.suggestion(&Suggestion::safe(spans[0], text.as_str()))),
            fingerprint: 7,
            occurrences: 1,
            baseline: None,
        };
        let findings = [finding];
        let files = [Arc::from("a.md")];
        for format in Format::value_variants() {
            let run = Run { findings: &findings, files: &files, ..Run::default() };
            let mut out = Vec::new();
            write(*format, &run, &mut out).expect("a vector takes everything");
            let written = String::from_utf8(out).expect("reports are UTF-8");
            prop_assert!(!written.contains('\u{1b}'), "{:?}: {}", format, written);
        }
    }
}
