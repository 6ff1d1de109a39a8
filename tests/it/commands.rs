//! The commands beside `check`.

use serde_json::Value;

use crate::project::{Outcome, Project};

fn run(arguments: &[&str]) -> Outcome {
    Project::new(&[]).run(arguments)
}

#[test]
fn rules_are_listed_for_people_and_programs() {
    let table = run(&["rules"]).stdout;
    assert!(table.contains("\nsuppression\n") || table.starts_with("suppression\n"), "{table}");
    let list: Value = serde_json::from_str(&run(&["rules", "--format", "json"]).stdout).expect("JSON");
    for rule in list.as_array().expect("an array") {
        let name = rule["name"].as_str().expect("a name");
        assert!(table.contains(&format!("  {name} ")), "{name}");
        for field in ["family", "summary", "severity", "enabled", "confidence", "why", "fix", "sources", "options"] {
            assert!(!rule[field].is_null(), "{name}: {field}");
        }
    }
}

#[test]
fn rules_are_explained_with_their_examples() {
    let explained = run(&["explain", "missing-reason"]);
    assert_eq!(explained.status, 0);
    for part in ["Why\n", "What to do\n", "Sources\n", "It fires on\n", "It is silent on\n"] {
        assert!(explained.stdout.contains(part), "{part}");
    }
    let unknown = run(&["explain", "mising-reason"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("did you mean `missing-reason`?"), "{unknown:?}");
}

#[test]
fn init_writes_a_configuration_that_is_valid_and_keeps_one_that_is_there() {
    let project = Project::new(&[("a.md", "Water is wet.\n")]);
    assert_eq!(project.run(&["init"]).status, 0);
    assert_eq!(project.check(&["--ignore=all", "a.md"]).status, 0);
    project.write("factlint.toml", "market = \"uk\"\n");
    assert_eq!(project.run(&["init"]).status, 2);
    assert_eq!(project.read("factlint.toml"), "market = \"uk\"\n");
}

#[test]
fn every_key_that_init_offers_is_one() {
    let project = Project::new(&[("a.md", "Water is wet.\n")]);
    project.run(&["init"]);
    // The commented lines that are settings, made real; rules and files in them are inventions.
    let text: String = project
        .read("factlint.toml")
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|line| line.contains(" = ") || line.starts_with('[')).unwrap_or(line)
        })
        .filter(|line| !line.starts_with("extends"))
        .flat_map(|line| [line, "\n"])
        .collect();
    project.write("factlint.toml", text);
    let outcome = project.check(&["a.md"]);
    assert!(!outcome.stderr.contains("unknown field") && !outcome.stderr.contains("TOML"), "{outcome:?}");
}

#[test]
fn completions_and_manual_are_complete() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).stdout;
        assert!(script.contains("stdin-filename"), "{shell}");
    }
    let page = run(&["man"]).stdout;
    assert!(page.starts_with(".ie") || page.starts_with(".TH"), "{page}");
    let help = run(&["check", "--help"]).stdout;
    for part in ["--format", "--fail-on", "--today", "--force-exclude", "Exit status:", "rdjson"] {
        assert!(help.contains(part), "{part}");
    }
}
