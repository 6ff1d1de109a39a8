//! A back catalogue with known findings, as its owner meets it.

use std::fmt::Write;

use crate::project::Project;

/// One finding for each of these, whatever else may be added.
const ONLY: &str = "--select=stigmatizing-term,suicide-phrasing";
const KNOWN: &[&str] =
    &["Addicts need time.", "He committed suicide.", "Drug abuse is common.", "The drug habit grew.", "Junkies exist."];

/// A hundred articles with five findings each.
fn catalogue() -> Project {
    let project = Project::new(&[("factlint.toml", "fail-on = \"warning\"\n")]);
    for number in 0..100 {
        let mut text = format!("# Article {number}\n\n");
        for sentence in KNOWN {
            writeln!(text, "{sentence}\n").expect("writing to a string");
        }
        project.write(&format!("guides/{number:03}.md"), text);
    }
    project
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn only_what_is_new_is_reported() {
    let project = catalogue();
    let known = project.check(&[ONLY, "guides"]);
    assert_eq!((known.status, lines(&known.stdout).len()), (1, 500), "{}", known.stderr);
    let written = project.run(&["baseline", "write", ONLY, "guides"]);
    assert!(written.status == 0 && written.stderr.contains("500 known findings"), "{written:?}");
    let clean = project.run(&["check", ONLY, "guides"]);
    assert_eq!((clean.status, clean.stdout.as_str()), (0, ""), "{}", clean.stderr);
    assert!(clean.stderr.contains("the baseline knows them: 500 findings"), "{}", clean.stderr);

    let article = project.read("guides/042.md");
    project.write(
        "guides/042.md",
        article.replace("# Article 42\n", "# Article 42\n\nHer substance abuse was old news.\n"),
    );
    let new = project.check(&[ONLY, "guides"]);
    assert_eq!(new.status, 1, "{new:?}");
    assert_eq!(lines(&new.stdout).len(), 1, "{}", new.stdout);
    assert!(new.stdout.starts_with("guides/042.md:3:5: warning[stigmatizing-term]"), "{}", new.stdout);

    let grown = project.run(&["baseline", "write", ONLY, "guides"]);
    assert!(grown.status == 1 && grown.stderr.contains("--allow-growth"), "{grown:?}");
    let grown = project.run(&["baseline", "write", ONLY, "guides", "--allow-growth"]);
    assert!(grown.status == 0 && grown.stderr.contains("501 known findings"), "{grown:?}");
}

#[test]
fn moving_text_reports_nothing_and_mending_it_reports_a_stale_entry() {
    let project = catalogue();
    project.run(&["baseline", "write", ONLY, "guides"]);
    for number in 0..100 {
        let name = format!("guides/{number:03}.md");
        let text = project.read(&name);
        let mut paragraphs: Vec<&str> = text.trim_end().split("\n\n").collect();
        paragraphs.reverse();
        project.write(&name, format!("New first words.\n\n{}\n", paragraphs.join("\n\n")));
    }
    let moved = project.run(&["check", ONLY, "guides"]);
    assert_eq!((moved.status, moved.stdout.as_str()), (0, ""), "{}", moved.stderr);
    assert!(!moved.stderr.contains("No longer found"), "{}", moved.stderr);

    let text = project.read("guides/007.md");
    project.write("guides/007.md", text.replace("committed suicide", "died"));
    std::fs::remove_file(project.path("guides/099.md")).expect("the article is there");
    let stale = project.run(&["check", ONLY, "guides"]);
    assert_eq!((stale.status, stale.stdout.as_str()), (0, ""), "{}", stale.stderr);
    assert!(stale.stderr.contains("guides/007.md: suicide-phrasing “committed suicide”"), "{}", stale.stderr);
    assert!(stale.stderr.contains("guides/099.md: "), "{}", stale.stderr);
    let other = project.run(&["check", "--select=stigmatizing-term", "guides/007.md"]);
    assert!(
        !other.stderr.contains("guides/007.md: suicide-phrasing"),
        "a rule that is off finds nothing: {}",
        other.stderr
    );

    let pruned = project.run(&["baseline", "prune", ONLY, "guides"]);
    assert!(pruned.status == 0 && pruned.stderr.contains("took out 6, 494 left"), "{pruned:?}");
    let again = project.run(&["check", ONLY, "guides"]);
    assert!(!again.stderr.contains("No longer found"), "{}", again.stderr);
}

#[test]
fn another_place_of_a_known_cause_is_new() {
    let project = Project::new(&[("a.md", "Addicts wait.\n")]);
    assert_eq!(project.run(&["baseline", "write", ONLY]).status, 0);
    assert_eq!(project.check(&[ONLY, "."]).stdout, "");
    project.write("a.md", "So much for that.\n\nThe addicts went home. Addicts wait.\n");
    assert_eq!(lines(&project.check(&[ONLY, "."]).stdout).len(), 1);
}

#[test]
fn sarif_marks_and_never_drops() {
    let project = Project::new(&[("a.md", "Addicts wait.\n")]);
    project.run(&["baseline", "write", ONLY]);
    project.write("a.md", "Addicts wait. He committed suicide.\n");
    let outcome = project.run(&["check", ONLY, "--format", "sarif", "--fail-on", "warning"]);
    let log: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("SARIF is JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let states: Vec<_> = results.iter().map(|result| result["baselineState"].as_str().unwrap_or_default()).collect();
    assert_eq!((outcome.status, states), (1, vec!["unchanged", "new"]));
}

#[test]
fn a_named_baseline_must_be_there_and_whole() {
    let project = Project::new(&[("a.md", "Addicts wait.\n"), ("sub/known.json", "{}")]);
    assert_eq!(project.check(&[ONLY, ".", "--baseline", "missing.json"]).status, 2);
    assert_eq!(project.check(&[ONLY, ".", "--baseline", "sub/known.json"]).status, 2);
    let written = project.run(&["baseline", "write", ONLY, "--baseline", "sub/other.json"]);
    assert_eq!(written.status, 0, "{written:?}");
    assert!(project.read("sub/other.json").contains("\"../a.md\""));
    assert_eq!(project.check(&[ONLY, ".", "--baseline", "sub/other.json"]).stdout, "");
    assert_eq!(lines(&project.check(&[ONLY, "."]).stdout).len(), 1, "it is not found by itself there");
    let shown = project.run(&["baseline", "show", "--baseline", "sub/other.json"]);
    assert!(shown.stdout.contains("1  stigmatizing-term"), "{shown:?}");
    assert_eq!(project.run(&["baseline", "show"]).status, 2);
}
