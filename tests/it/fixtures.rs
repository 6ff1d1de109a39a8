//! The articles in `fixtures/`, as their editors would check them.

use std::path::Path;
use std::process::Command;

fn check(folder: &str) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["check", "--quiet", "--no-config", "--color=never", folder])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"))
        .output()
        .expect("the program runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("the output is UTF-8"))
}

#[test]
fn nothing_is_found_in_clean_articles() {
    let (status, found) = check("clean");
    assert_eq!((status, found.as_str()), (Some(0), ""), "{found}");
}

#[test]
fn every_broken_article_fails() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken");
    for article in std::fs::read_dir(folder).expect("the folder is there") {
        let name = article.expect("an article").file_name().into_string().expect("a plain name");
        assert_eq!(check(&format!("broken/{name}")).0, Some(1), "{name}");
    }
}
