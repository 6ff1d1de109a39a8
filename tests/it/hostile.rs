//! Whatever the text is, the whole engine with every rule on gives findings at true places, in linear time, and
//! never panics.

use std::time::{Duration, Instant};

use factlint::Engine;
use factlint::config::{Selector, Settings};
use factlint::document::Format;
use factlint::source::Source;
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Mdx, Format::Html, Format::Text];

/// Pieces that rules look for, markup that bends them and characters that mislead offsets.
const PIECES: &[&str] = &[
    "Take 5.0 mg/kg twice a day ",
    "for a 60-kg adult ",
    "about 680 mg ",
    "12 of 40 people (31%) ",
    "rose from 10% to 15%, a 5% increase. ",
    "1 in 8 ",
    "HR 0.47 (95% CI 0.52-0.92; p = 0.2) ",
    "101 °F (36 °C) ",
    "½ tablet, 2½ cups, 1 000 IU ",
    "$5–10 million ",
    "call 800-555-0199 now ",
    "This tea cures diabetes. ",
    "There is no cure. ",
    "Studies show ",
    "According to the NIDA, “it works.” ",
    "[3–5] ",
    "[^1] ",
    "(Smith et al., 2019) ",
    "^3^ ",
    "doi:10.1000/182 ",
    "ISBN 978-0-306-40615-8 ",
    "Top doctors in ,",
    "Leave a Reply",
    "{{name}} ",
    "[Insert date] ",
    "TK ",
    "wordWord ",
    "drug addicts ",
    "commit suicide ",
    "â€™ ",
    "\u{fffd}",
    "\u{202e}",
    "e\u{301}",
    "🙂",
    "\u{200b}",
    "ﬁ",
    "İ",
    "ß",
    "\u{feff}",
    "²",
    "٣",
    "# Heading\n\n",
    "## What Is It?\n\n",
    "- item ",
    "1. item ",
    "> quoted ",
    "| a | b |\n|---|---|\n| 5 mg | 10% |\n",
    "**bold** ",
    "*5* mg ",
    "`code` ",
    "[link](https://example.org/x?y=1) ",
    "<b>5</b>00&nbsp;mg ",
    "<p>",
    "</div>",
    "<!-- factlint-ignore uncited-dose: x -->",
    "&#160;",
    "<sup>3</sup>",
    "---\nauthor: A\n---\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    ". ",
    "? ",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "—",
    "…",
    "%",
    "0",
    "9,999,999,999,999,999,999,999",
    "1e999",
];

fn everything() -> Settings {
    Settings {
        selectors: vec![Selector { name: "all".into(), on: true }],
        today: "2026-01-31".parse().ok(),
        ..Settings::default()
    }
}

fn check(engine: &Engine, format: Format, text: &str) {
    let source = Source::new("a", format, text);
    let Ok(checked) = engine.check(&source, &everything()) else { return };
    let mut last = 0;
    for finding in &checked.findings {
        assert!(finding.place.start >= last, "findings are sorted");
        last = finding.place.start;
        for place in std::iter::once(&finding.place).chain(&finding.related) {
            assert_eq!(text.get(place.start..place.end), Some(place.text.as_str()), "{}", finding.rule);
        }
        for edit in finding.suggestion.iter().flat_map(|suggestion| &suggestion.edits) {
            assert!(text.get(edit.start..edit.end).is_some(), "{}", finding.rule);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let engine = engine();
        let text = pieces.concat();
        for format in FORMATS {
            check(engine, format, &text);
        }
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        for format in FORMATS {
            check(engine(), format, &text);
        }
    }
}

fn engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(Engine::new)
}

/// Doubling the text must not take four times as long. Debug builds are slow, so sizes are small and the bound wide.
#[test]
fn time_grows_no_faster_than_the_text() {
    let repeated = [
        "5 mg ",
        "1 in 8 ",
        "cure ",
        "[",
        "(",
        "“",
        "\"",
        "(95% CI 1-2) ",
        "<b>",
        "&amp;",
        "12 of 40 people (31%) ",
        "a\n\n",
        "- a\n",
        "# a\n\n",
        "The risk rose. ",
        "| a ",
        "[a](b) ",
        "[1] ",
        "not ",
        "5-",
        "1,",
        "may ",
        "addicts ",
        "This tea cures diabetes. ",
    ];
    for piece in repeated {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let start = Instant::now();
            check(engine(), Format::Markdown, &text);
            start.elapsed()
        };
        time(500);
        let (small, large) = (time(2_000), time(8_000));
        let bound = small * 10 + Duration::from_millis(600);
        assert!(large < bound, "{piece:?}: {small:?} for 2 kB, {large:?} for 8 kB");
    }
}
