//! `factlint check` as scripts meet it: exit status, streams, files in and out.

use std::io::Read;
use std::process::Stdio;

use crate::project::{Outcome, Project};

/// Two findings of `unknown-rule`, which is a warning.
const BAD: &str = "<!-- factlint-ignore no-such-rule: to see it reported -->\n\nTwo words.\n\n\
    <!-- factlint-ignore no-such-rule-either: again -->\n\nThree more words.\n";
const GOOD: &str = "Water is wet.\n";

/// Only this rule, whatever else may be added.
const ONLY: &str = "--select=unknown-rule";

fn lines(outcome: &Outcome) -> Vec<&str> {
    outcome.stdout.lines().collect()
}

#[test]
fn exit_status_says_what_happened() {
    let project = Project::new(&[("bad.md", BAD), ("good.md", GOOD), ("empty/notes.pdf", "")]);
    assert_eq!(project.check(&[ONLY, "good.md"]).status, 0);
    assert_eq!(project.check(&[ONLY, "bad.md"]).status, 0, "warnings do not fail by default");
    assert_eq!(project.check(&[ONLY, "bad.md", "--fail-on", "warning"]).status, 1);
    assert_eq!(project.check(&[ONLY, "bad.md", "--fail-on", "info"]).status, 1);
    assert_eq!(project.check(&[ONLY, "bad.md", "--severity", "unknown-rule=error"]).status, 1);
    let never = project.check(&[ONLY, "bad.md", "--severity=unknown-rule=error", "--fail-on=never"]);
    assert_eq!((never.status, lines(&never).len()), (0, 2));
    assert_eq!(project.check(&["--no-such-option"]).status, 2);
    assert_eq!(project.check(&["--select", "no-such-rule"]).status, 2);
    assert_eq!(project.check(&["empty"]).status, 3);
}

#[test]
fn what_cannot_be_read_does_not_keep_the_rest_from_being_checked() {
    let project = Project::new(&[("bad.md", BAD)]);
    project.write("latin1.md", b"ca\xf1a\n");
    let outcome = project.check(&[ONLY, "--fail-on=warning", "bad.md", "latin1.md", "missing.md"]);
    assert_eq!((outcome.status, lines(&outcome).len()), (2, 2), "{outcome:?}");
    assert!(outcome.stderr.contains("latin1.md") && outcome.stderr.contains("missing.md"), "{outcome:?}");
}

#[test]
fn a_file_of_an_unsupported_type_is_refused_by_name() {
    let project = Project::new(&[("bad.md", BAD), ("table.xlsx", "x")]);
    let outcome = project.check(&["table.xlsx"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("table.xlsx"), "{outcome:?}");
}

#[test]
fn the_summary_says_what_was_checked_and_what_was_not() {
    let project = Project::new(&[("bad.md", BAD), ("good.md", GOOD), ("a.pdf", ""), ("drafts/d.md", BAD)]);
    let outcome = project.run(&["check", ONLY, "--exclude", "drafts/"]);
    assert!(outcome.stderr.contains("Checked 2 files (8 words, "), "{outcome:?}");
    assert!(outcome.stderr.contains(": 2 warnings."), "{outcome:?}");
    assert!(outcome.stderr.contains("1 excluded"), "{outcome:?}");
    assert_eq!(project.check(&[ONLY, "good.md"]).stderr, "", "--quiet");
}

#[test]
fn findings_are_sorted_and_each_file_is_checked_once() {
    let project = Project::new(&[("b.md", BAD), ("a/z.md", BAD), ("a/y.html", "<p>Text.</p>")]);
    let expected = ["a/z.md:1:1", "a/z.md:5:1", "b.md:1:1", "b.md:5:1"];
    for arguments in [["b.md", "a", "./a/z.md"], ["a/z.md", "b.md", "a"], ["a", "b.md", "a/../b.md"]] {
        let outcome = project.check(&[&[ONLY, "-j", "4"], arguments.as_slice()].concat());
        let found: Vec<&str> = lines(&outcome).iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(found, expected, "{arguments:?}");
        assert_eq!(outcome.stdout, project.check(&[&[ONLY, "-j1"], arguments.as_slice()].concat()).stdout);
    }
}

#[test]
fn standard_input_is_checked_like_the_file_that_it_stands_for() {
    let project = Project::new(&[("a/page.html", &BAD.replace("Two words.", "<p>Two words.</p>")), ("bad.md", BAD)]);
    project.write("a/factlint.toml", "[severity]\nunknown-rule = \"error\"\n");
    for name in ["a/page.html", "bad.md"] {
        let file = project.run(&["check", "--quiet", "--format", "jsonl", name]);
        let text = project.read(name);
        let stdin = project.run_on(&text, &["check", "--quiet", "--format", "jsonl", "-", "--stdin-filename", name]);
        assert_eq!(file.stdout, stdin.stdout);
        assert_eq!(file.status, stdin.status);
        assert!(!file.stdout.is_empty());
    }
    let implied = project.run_on(BAD, &["check", "--quiet", "--format", "short", ONLY, "--stdin-filename", "new.md"]);
    assert!(implied.stdout.starts_with("new.md:1:1: "), "{implied:?}");
    let unnamed = project.run_on(BAD, &["check", "--quiet", "--format", "short", ONLY, "-"]);
    assert!(unnamed.stdout.starts_with("-:1:1: warning[unknown-rule]"), "{unnamed:?}");
}

#[test]
fn an_output_file_holds_what_would_have_been_printed() {
    let project = Project::new(&[("bad.md", BAD)]);
    let printed = project.check(&[ONLY, "bad.md"]);
    let written = project.check(&[ONLY, "bad.md", "--output-file", "out.txt"]);
    assert_eq!((written.stdout.as_str(), written.status), ("", printed.status));
    assert_eq!(project.read("out.txt"), printed.stdout);
    let failed = project.check(&[ONLY, "bad.md", "--output-file", "no/such/directory/out.txt"]);
    assert_eq!(failed.status, 2, "{failed:?}");
    let names: Vec<_> = std::fs::read_dir(project.path("")).expect("a directory").flatten().collect();
    assert_eq!(names.len(), 3, "no draft is left behind: {names:?}");
}

#[test]
fn colors_and_links_are_for_those_who_ask() {
    let project = Project::new(&[("bad.md", BAD)]);
    let escapes = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = project.command(&[&["check", "--quiet", ONLY, "bad.md"], arguments].concat());
        let output = command.envs(variables.iter().copied()).output().expect("the program runs");
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        (stdout.contains("\u{1b}["), stdout.contains("\u{1b}]8;;"))
    };
    assert_eq!(escapes(&[], &[]), (false, false), "a pipe is no terminal");
    assert_eq!(escapes(&["--color=always"], &[]), (true, false));
    assert_eq!(escapes(&["--color=always"], &[("FORCE_HYPERLINK", "1")]), (true, true));
    assert_eq!(escapes(&["--color=never"], &[("FORCE_HYPERLINK", "1"), ("CLICOLOR_FORCE", "1")]), (false, false));
    assert_eq!(escapes(&[], &[("CLICOLOR_FORCE", "1")]), (true, false));
    assert_eq!(escapes(&[], &[("NO_COLOR", "1")]), (false, false));
    assert_eq!(escapes(&["--color=always", "--format=json"], &[]), (false, false));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::new(&[("bad.md", &BAD.repeat(400))]);
    let mut command = project.command(&["check", "--quiet", ONLY, "bad.md"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut few = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut few).expect("it prints");
    let outcome: Outcome = child.wait_with_output().expect("it ends").into();
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn excluded_files_are_checked_only_where_they_are_named() {
    let project = Project::new(&[("bad.md", BAD), ("factlint.toml", "exclude = [\"bad.md\"]\n")]);
    assert_eq!(project.check(&[ONLY]).status, 3);
    assert_eq!(lines(&project.check(&[ONLY, "bad.md"])).len(), 2);
    assert_eq!(project.check(&[ONLY, "bad.md", "--force-exclude"]).status, 3);
    assert_eq!(lines(&project.check(&[ONLY, "--no-config"])).len(), 2);
}

#[cfg(unix)]
#[test]
fn file_names_cannot_speak_to_the_terminal() {
    let name = "a\u{1b}[31m\nb.md";
    let project = Project::new(&[(name, BAD)]);
    project.write("c\u{1b}[2J.md", [0xff]);
    // Not `github`: a runner reads it, and has to find the file.
    let formats = ["human", "short", "json", "jsonl", "sarif", "gitlab", "junit", "rdjson"];
    for format in formats {
        let outcome = project.run(&["check", ONLY, "--format", format]);
        assert_eq!(outcome.status, 2);
        assert!(!outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'), "{format}: {outcome:?}");
    }
    assert_eq!(project.check(&[ONLY]).stdout.lines().count(), 2);
}
