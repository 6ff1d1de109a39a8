//! `factlint.toml`: where it is found, what wins, and how mistakes in it are shown.

use crate::golden;
use crate::project::{Outcome, Project};

/// A finding of `unknown-rule` and one of `missing-reason`, both warnings by default.
const ARTICLE: &str = "<!-- factlint-ignore no-such-rule: a test -->\n\nTwo words.\n\n\
    <!-- factlint-ignore unknown-rule -->\n\nThree more words.\n";

/// The severity and rule of each finding.
fn found(outcome: &Outcome) -> Vec<&str> {
    assert!(outcome.status < 2, "{outcome:?}");
    let names = outcome.stdout.lines().map(|line| line.split(' ').nth(1).unwrap_or_default());
    names.filter(|name| name.contains("unknown-rule") || name.contains("missing-reason")).collect()
}

#[test]
fn the_nearest_file_above_an_article_applies() {
    let project = Project::new(&[
        ("factlint.toml", "ignore = [\"unknown-rule\"]\n"),
        ("a/article.md", ARTICLE),
        ("b/factlint.toml", "ignore = [\"missing-reason\"]\n"),
        ("b/deep/article.md", ARTICLE),
        ("c/.git/HEAD", ""),
        ("c/article.md", ARTICLE),
    ]);
    assert_eq!(found(&project.check(&["a"])), ["warning[missing-reason]"]);
    assert_eq!(found(&project.check(&["b"])), ["warning[unknown-rule]"]);
    assert_eq!(found(&project.check(&["c"])).len(), 2, "the search ends at the root of a repository");
    assert_eq!(found(&project.check(&["a", "--no-config"])).len(), 2);
    assert_eq!(found(&project.check(&["a", "--config", "b/factlint.toml"])), ["warning[unknown-rule]"]);
    let mut elsewhere = project.command(&["check", "--quiet", "--format=short", "../a/article.md"]);
    let outcome: Outcome = elsewhere.current_dir(project.path("b")).output().expect("the program runs").into();
    assert_eq!(found(&outcome), ["warning[missing-reason]"], "not the working directory decides");
}

#[test]
fn a_rule_beats_its_family_and_a_family_beats_all() {
    let project = Project::new(&[("article.md", ARTICLE)]);
    let found = |config: &str, arguments: &[&str]| {
        project.write("factlint.toml", config);
        found(&project.check(&[&["article.md"], arguments].concat())).len()
    };
    assert_eq!(found("select = [\"suppression\"]\nignore = [\"all\"]", &[]), 2);
    assert_eq!(found("select = [\"all\"]\nignore = [\"suppression\"]", &[]), 0);
    assert_eq!(found("select = [\"unknown-rule\"]\nignore = [\"suppression\"]", &[]), 1);
    assert_eq!(found("select = [\"unknown-rule\"]\nignore = [\"unknown-rule\"]", &[]), 0);
    assert_eq!(found("select = [\"unknown-rule\"]", &["--extend-select", "missing-reason"]), 2);
    assert_eq!(found("select = [\"unknown-rule\"]", &["--select", "missing-reason"]), 1);
    assert_eq!(found("ignore = [\"unknown-rule\"]", &["--select", "all"]), 2, "the command line beats the file");
    assert_eq!(found("extend-select = [\"unknown-rule\"]", &["--ignore", "suppression"]), 0);
}

#[test]
fn severities_and_fail_level_come_from_the_file_unless_the_command_line_says_more() {
    let config = "fail-on = \"warning\"\n[severity]\nsuppression = \"info\"\nunknown-rule = \"warning\"\n";
    let project = Project::new(&[("article.md", ARTICLE), ("factlint.toml", config)]);
    let outcome = project.check(&["--select=suppression"]);
    assert_eq!(found(&outcome), ["warning[unknown-rule]", "info[missing-reason]"]);
    assert_eq!(outcome.status, 1);
    let outcome = project.check(&["--select=suppression", "--severity=suppression=error", "--fail-on=never"]);
    assert_eq!(found(&outcome), ["error[unknown-rule]", "error[missing-reason]"]);
    assert_eq!(outcome.status, 0);
}

#[test]
fn overrides_apply_to_their_paths() {
    let config = "[[override]]\npaths = [\"shop/\", \"*.txt\"]\nignore = [\"suppression\"]\n\
        [[override]]\npaths = [\"shop/new.md\"]\nselect = [\"unknown-rule\"]\n";
    let project = Project::new(&[
        ("factlint.toml", config),
        ("article.md", ARTICLE),
        ("shop/old/page.md", ARTICLE),
        ("shop/new.md", ARTICLE),
    ]);
    assert_eq!(found(&project.check(&["article.md"])).len(), 2);
    assert_eq!(found(&project.check(&["shop/old/page.md"])).len(), 0);
    assert_eq!(found(&project.check(&["shop/new.md"])), ["warning[unknown-rule]"]);
}

#[test]
fn files_build_on_others() {
    let project = Project::new(&[
        ("base.toml", "ignore = [\"suppression\"]\n"),
        ("site/factlint.toml", "extends = [\"../base.toml\"]\nextend-select = [\"missing-reason\"]\n"),
        ("site/article.md", ARTICLE),
    ]);
    assert_eq!(found(&project.check(&["site"])), ["warning[missing-reason]"]);
}

#[test]
fn a_folder_with_rules_of_the_house_is_read() {
    let card = "summary = \"A word that the house avoids\"\nseverity = \"error\"\nwhy = \"House style.\"\n\
        sources = [\"House style guide, 2024\"]\nfix = \"Write plainly.\"\n\
        [[phrase]]\nmatch = [\"{fillers} amazing\"]\nmessage = \"“{match}” is not our style\"\n";
    let class = "summary = \"Words that add nothing\"\nsources = [\"House style guide, 2024\"]\nwords = [\"really\"]\n";
    let project = Project::new(&[
        ("factlint.toml", "extends = [\"house/\"]\nselect = [\"plain-words\"]\n"),
        ("house/plain-words.toml", card),
        ("house/words/fillers.toml", class),
        ("article.md", "This tea is really amazing for the heart.\n"),
    ]);
    let outcome = project.check(&[]);
    assert_eq!(outcome.stdout, "./article.md:1:13: error[plain-words] “really amazing” is not our style\n");
    assert_eq!(outcome.status, 1);
}

/// What the program says of a configuration.
fn complaint(files: &[(&str, &str)]) -> String {
    let project = Project::new(files);
    project.write("article.md", ARTICLE);
    let outcome = project.check(&["article.md"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
    outcome.stderr
}

#[test]
fn mistakes_are_shown_at_their_place() {
    let names = "select = [\"unknwon-rule\", \"all\"]\nignore = [\"suppresion\"]\ntoday = \"2025-02-30\"\n\
        exclude = [\"a[b\"]\n\n[severity]\nno-rule-like-it = \"error\"\n\n[rules.missing-reason]\nlimit = 3\n\n\
        [rules.missing-reasons]\n\n[[override]]\npaths = [\"{a\"]\nselect = [\"unused-supression\"]\n";
    let cases: [(&str, &[(&str, &str)]); 8] = [
        ("syntax", &[("factlint.toml", "market = \"us\"\nselect = [\"all\"\n")]),
        ("unknown key", &[("factlint.toml", "# settings\nselct = [\"all\"]\n")]),
        ("unknown value", &[("factlint.toml", "fail-on = \"warnings\"\n")]),
        ("wrong type", &[("factlint.toml", "select = \"all\"\n")]),
        ("key of the top level in an override", &[("factlint.toml", "[[override]]\npaths = []\nfail-on = \"info\"\n")]),
        ("names, dates, globs", &[("factlint.toml", names)]),
        ("no such base", &[("factlint.toml", "extends = [\"no-such-file.toml\"]\n")]),
        ("circle", &[("factlint.toml", "extends = [\"a.toml\"]\n"), ("a.toml", "extends = [\"./factlint.toml\"]\n")]),
    ];
    let complaints: Vec<String> =
        cases.iter().map(|(name, files)| format!("## {name}\n\n{}", complaint(files))).collect();
    golden::check("config-errors.txt", &complaints.join("\n"));
}

#[test]
fn mistakes_in_rules_of_the_house_are_shown_at_their_place() {
    let card = |phrase: &str| {
        format!(
            "summary = \"A word\"\nseverity = \"info\"\nwhy = \"Style.\"\nsources = []\nfix = \"Write plainly.\"\n{phrase}"
        )
    };
    let config = ("factlint.toml", "extends = [\"house\"]\n");
    let phrase = card("[[phrase]]\nmatch = [\"so {no-such-class}\"]\nmessage = \"no\"\n");
    let (taken, key) = (card(""), card("colour = \"red\"\n"));
    let complaints = [
        complaint(&[config, ("house/plain-words.toml", &phrase)]),
        complaint(&[config, ("house/style/missing-reason.toml", &taken)]),
        complaint(&[config, ("house/plain-words.toml", &key)]),
    ];
    golden::check("house-errors.txt", &complaints.join("\n"));
}
