//! `--fix`, `--unsafe-fixes`, `--diff`: what changes in files, and what never does.

use factlint::Engine;
use factlint::config::Settings;
use factlint::diagnostic::Applicability;
use factlint::document::Format;
use factlint::document::parse::parse;
use factlint::fix::{Level, fix};
use factlint::source::Source;
use proptest::prelude::*;

use crate::project::Project;

const TEXT: &str =
    "# Tea\r\n\r\nTake .5 mg. He committed suicide. They said: “Take .5 mg, and he committed suicide.”\r\n";

#[test]
fn files_keep_bytes_permissions_and_links() {
    let project = Project::new(&[]);
    project.write("a.md", format!("\u{feff}{TEXT}"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        std::fs::set_permissions(project.path("a.md"), std::fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink(project.path("a.md"), project.path("link.md")).expect("a link");
    }
    let before = project.read("a.md");
    let shown = project.check(&["link.md", "--diff"]);
    assert_eq!((shown.status, project.read("a.md") == before), (1, true), "{shown:?}");
    assert!(
        shown.stdout.contains("-Take .5 mg. He committed") && shown.stdout.contains("+Take 0.5 mg. He committed"),
        "{shown:?}"
    );
    let fixed = project.run(&["check", "link.md", "--fix"]);
    assert!(fixed.stderr.contains("Applied 1 suggestion in 1 file."), "{fixed:?}");
    let safe = before.replacen(".5 mg", "0.5 mg", 1);
    assert_eq!(project.read("a.md"), safe);
    project.run(&["check", "link.md", "--unsafe-fixes"]);
    let all = safe.replacen("committed suicide", "died by suicide", 1);
    assert_eq!(project.read("a.md"), all);
    assert_eq!(project.check(&["link.md", "--unsafe-fixes", "--diff"]).status, 0, "nothing is left to do");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(project.path("a.md")).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(std::fs::symlink_metadata(project.path("link.md")).expect("it is there").is_symlink());
    }
}

#[test]
fn every_repeat_is_mended() {
    let project = Project::new(&[("a.md", &"He committed suicide.\n\n".repeat(40))]);
    project.check(&["a.md", "--unsafe-fixes", "--select", "suicide-phrasing"]);
    assert_eq!(project.read("a.md"), "He died by suicide.\n\n".repeat(40));
}

#[test]
fn the_ends_of_a_range_change_places_with_their_units() {
    let before = "Take 40–20 mg, or 1 g–500 mg.\n\nIt takes four to two weeks. Drink **40**-20 mL.\n";
    let project = Project::new(&[("a.md", before)]);
    project.check(&["a.md", "--fix", "--select", "range-inverted"]);
    assert_eq!(project.read("a.md"), before, "a digit may be wrong: no fix unseen");
    project.check(&["a.md", "--unsafe-fixes", "--select", "range-inverted"]);
    let after = "Take 20–40 mg, or 500 mg–1 g.\n\nIt takes two to four weeks. Drink **40**-20 mL.\n";
    assert_eq!(project.read("a.md"), after);
}

#[test]
fn copies_are_deleted_unasked_only_right_behind_their_originals() {
    let near = "Croup sounds like the bark of a seal. Croup sounds like the bark of a seal. Cool air calms it.\n";
    let linked =
        "Croup sounds like the bark of a seal. Croup sounds like [the bark](/seal) of a seal. Cool air calms it.\n";
    let apart = "Croup sounds like the bark of a seal. Cool air calms it. Croup sounds like the bark of a seal.\n";
    let paragraphs = "Mumps swells both cheeks of a child. The swelling lasts for about one week.\n\n".repeat(2);
    let project =
        Project::new(&[("near.md", near), ("linked.md", linked), ("apart.md", apart), ("paragraphs.md", &paragraphs)]);
    project.run(&["check", "--fix", "--select", "duplication"]);
    assert_eq!(project.read("near.md"), "Croup sounds like the bark of a seal. Cool air calms it.\n");
    assert_eq!(project.read("linked.md"), linked);
    assert_eq!(project.read("apart.md"), apart);
    assert_eq!(
        project.read("paragraphs.md").trim_end(),
        "Mumps swells both cheeks of a child. The swelling lasts for about one week."
    );
}

#[test]
fn what_cannot_be_changed_in_place_is_refused() {
    let project = Project::new(&[]);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    project.write("wide.md", &utf16);
    let outcome = project.check(&["wide.md", "--fix"]);
    assert!(outcome.status == 2 && outcome.stderr.contains("UTF-16"), "{outcome:?}");
    assert_eq!(std::fs::read(project.path("wide.md")).expect("it is there"), utf16);
    let outcome = project.check(&["-", "--fix"]);
    assert!(outcome.status == 2 && outcome.stderr.contains("--diff"), "{outcome:?}");
}

/// Sentences with something to mend, and without.
const SENTENCES: &[&str] = &[
    "He committed suicide at 45.",
    "Addicts need time.",
    "Drug abuse costs £1,200 a year.",
    "“Addicts committed suicide,” said Dr Amin.",
    "Take 2.5 mg twice a day.",
    "Take .5 mg or 5.0 mg at night.",
    "Some 100000 mg were sold.",
    "The clinic opened in 2010.",
    "She suffers from depression.",
    "Rest helped 12 of 30 people.",
    "It is usually always safe.",
    "Call now now to ask.",
    "Grüße an alle 👩‍⚕️.",
];

fn document() -> impl Strategy<Value = (Format, String)> {
    let paragraph =
        prop::collection::vec(prop::sample::select(SENTENCES), 1..5).prop_map(|sentences| sentences.join(" "));
    let block = (paragraph, 0..5).prop_map(|(text, kind)| (kind, text));
    let blocks = prop::collection::vec(block, 1..7);
    (blocks, prop::sample::select(vec!["\n", "\r\n"]), 0..3).prop_map(|(blocks, end, format)| {
        let markdown = |(kind, text): &(i32, String)| match kind {
            0 => format!("## {text}"),
            1 => format!("- {text}"),
            2 => format!("> {text}"),
            3 => text.replace("Addicts", "**Addicts**"),
            _ => text.clone(),
        };
        let html = |(kind, text): &(i32, String)| match kind {
            0 => format!("<h2>{text}</h2>"),
            1 => format!("<ul><li>{text}</li></ul>"),
            2 => format!("<blockquote><p>{text}</p></blockquote>"),
            _ => format!("<p>{}</p>", text.replace("drug", "<b>drug</b>")),
        };
        let (format, blocks): (Format, Vec<String>) = match format {
            0 => (Format::Markdown, blocks.iter().map(markdown).collect()),
            1 => (Format::Html, blocks.iter().map(html).collect()),
            _ => (Format::Text, blocks.into_iter().map(|(_, text)| text).collect()),
        };
        (format, blocks.join(&[end, end].concat()) + end)
    })
}

/// The values in a text, each once: a repeated sentence may go, and 5.0 may become 5.
fn numbers(text: &str) -> Vec<String> {
    let figures = text.split(|char: char| !char.is_ascii_digit() && char != '.' && char != ',');
    let mut values: Vec<String> = figures
        .filter(|figure| figure.contains(|char: char| char.is_ascii_digit()))
        .map(|figure| {
            let figure = figure.trim_end_matches(['.', ',']).replace(',', "");
            let (whole, fraction) = figure.split_once('.').unwrap_or((&figure, ""));
            format!("{}.{}", whole.trim_start_matches('0'), fraction.trim_end_matches('0'))
        })
        .collect();
    values.sort_unstable();
    values.dedup();
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn fixes_change_what_they_say_and_nothing_else((format, text) in document()) {
        let engine = Engine::new();
        let settings = Settings::default();
        let source = Source::new("a", format, text.as_str());
        for level in [Level::Safe, Level::Unsafe] {
            let fixed = fix(&engine, &source, &settings, level).expect("it can be parsed");
            let after = Source::new("a", format, fixed.text.as_str());
            parse(&after).expect("the result can be parsed");
            prop_assert_eq!(fix(&engine, &after, &settings, level).expect("it can be parsed").applied, 0);
            prop_assert_eq!(numbers(&fixed.text), numbers(&text));
            // Of two copies the one with emphasis inside may be the one that stays.
            let words = |text: &str| text.replace("**", "");
            if words(&text).contains("“Addicts committed suicide,”") {
                prop_assert!(words(&fixed.text).contains("“Addicts committed suicide,”"));
            }
            // Before the first change nothing differs. (A deletion may empty a paragraph, which goes in a later round.)
            let findings = engine.check_each(&source, &settings).expect("it can be parsed").findings;
            let suggestions = findings.iter().filter_map(|finding| finding.suggestion.as_ref());
            let taken = suggestions.filter(|suggestion| match level {
                Level::Safe => suggestion.applicability == Applicability::Safe,
                Level::Unsafe => suggestion.applicability != Applicability::Display,
            });
            let edits: Vec<_> = taken.flat_map(|suggestion| &suggestion.edits).collect();
            let deletes = edits.iter().any(|edit| edit.replacement.is_empty());
            if edits.is_empty() {
                prop_assert_eq!(&fixed.text, &text);
            } else if !deletes {
                let first = edits.iter().map(|edit| edit.start).min().unwrap_or(0);
                prop_assert!(fixed.text.starts_with(&text[..first]), "{:?} from {:?}", fixed.text, text);
            }
            let endings = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
            prop_assert_eq!(endings(&fixed.text), if text.contains('\r') { 0 } else { endings(&fixed.text) });
        }
    }
}
