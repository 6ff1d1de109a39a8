//! Rules of a house: the guide does what it says, and `test-rules` points at what is wrong.

use crate::project::Project;

const GUIDE: &str = include_str!("../../docs/your-own-rules.md");

/// The files that the guide shows: a path in backquotes, and the next block of TOML.
fn files_of_the_guide() -> Vec<(&'static str, &'static str)> {
    let paths = GUIDE.match_indices("`house-rules/").filter_map(|(at, _)| {
        let (path, rest) = GUIDE[at + 1..].split_once('`')?;
        let (_, block) = rest.split_once("```toml\n")?;
        path.strip_suffix(".toml").is_some().then_some((path, block.split_once("```")?.0))
    });
    paths.collect()
}

fn project_of_the_guide() -> Project {
    let project = Project::new(&[("factlint.toml", "extends = [\"house-rules\"]\n")]);
    let files = files_of_the_guide();
    assert_eq!(files.len(), 3);
    for (path, text) in files {
        project.write(path, text);
    }
    project
}

#[test]
fn the_guide_works() {
    let project = project_of_the_guide();
    let tested = project.run(&["test-rules", "house-rules"]);
    assert_eq!((tested.status, tested.stdout.as_str()), (0, ""), "{tested:?}");
    assert!(tested.stderr.contains("2 rules with 6 examples: all of them hold"), "{tested:?}");
    project.write("a.md", "This is a game changer. Write an e-mail or see the web site.\n");
    let found = project.check(&["a.md", "--select", "praise-for-treatment,tone"]);
    assert_eq!(found.stdout.lines().count(), 3, "{found:?}");
    project.check(&["a.md", "--fix", "--select", "tone"]);
    assert_eq!(project.read("a.md"), "This is a game changer. Write an email or see the website.\n");
}

#[test]
fn what_is_wrong_with_a_card_is_shown_in_place() {
    let project = project_of_the_guide();
    let card = project.read("house-rules/praise-for-treatment.toml");
    let edit = |name: &str, from: &str, to: &str| {
        assert!(card.contains(from));
        project.write(&format!("house-rules/{name}.toml"), card.replacen(from, to, 1));
    };
    edit("misspelt-key", "severity", "severty");
    edit("broken-pattern", "silver bullet)", "silver bullet");
    edit("wrong-place", "at    = \"game changer\"", "at    = \"a game changer\"");
    edit("fires-anyway", "It is not a wonder drug.", "It is a wonder drug.");
    edit("no-such-format", "silent = \"It is not", "format = \"word\"\nsilent = \"It is not");
    edit("Wrong_Name", "why ", "why ");
    let tested = project.run(&["test-rules", "house-rules"]);
    assert_eq!(tested.status, 1, "{tested:?}");
    for part in [
        "misspelt-key.toml:2:1",
        "did you mean `severity`?",
        "broken-pattern.toml:8:",
        "wrong-place.toml:14:9",
        "fires-anyway.toml:21:10",
        "no-such-format.toml:21:10",
        "in-this-way",
    ] {
        assert!(tested.stdout.contains(part), "{part} is not in {}", tested.stdout);
    }
    assert_eq!(project.run(&["test-rules", "no-such-folder"]).status, 1);
    project.write("empty/notes.txt", "none");
    assert_eq!(project.run(&["test-rules", "empty"]).status, 3);
}
