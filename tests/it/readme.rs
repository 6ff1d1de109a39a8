//! The generated parts of the README are in step with the program.
//!
//! Like golden files they are rewritten only on request, by `FACTLINT_BLESS=1 cargo test`.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

use factlint::Engine;

/// The article that the example shows.
const ARTICLE: &str = "fixtures/broken/fever-in-children.md";

/// Compares, or replaces, what stands between `<!-- name -->` and `<!-- /name -->`.
fn check(name: &str, expected: &str) {
    // Tests run side by side, and two of them may rewrite the same file.
    static README: Mutex<()> = Mutex::new(());
    let _alone = README.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("there is a README");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the part begins") + open.len();
    let end = start + text[start..].find(&close).expect("the part ends");
    if env::var_os("FACTLINT_BLESS").is_some() {
        fs::write(&path, format!("{}{expected}{}", &text[..start], &text[end..])).expect("the README can be written");
        return;
    }
    assert!(
        text[start..end] == *expected,
        "the part {name} of README.md is out of step; FACTLINT_BLESS=1 cargo test readme mends it:\n{expected}"
    );
}

#[test]
fn the_table_lists_all_rules() {
    let engine = Engine::new();
    let mut table = String::new();
    let mut family = "";
    for rule in engine.rules() {
        if rule.family != family {
            family = &rule.family;
            write!(table, "\n### {family}\n\n| rule | level | what it finds |\n| --- | --- | --- |\n")
                .expect("a string");
        }
        let level = if rule.enabled { rule.severity.name() } else { "off" };
        let summary = rule.summary.replace('|', "\\|");
        writeln!(table, "| [{0}](rules/{family}/{0}.toml) | {level} | {summary} |", rule.name).expect("a string");
    }
    table.push('\n');
    check("rules", &table);
}

#[test]
fn the_example_is_what_the_program_prints() {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["check", "--quiet", "--color=never", "--no-config", ARTICLE])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let lines: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
    check("example", &format!("```console\n$ factlint check {ARTICLE}\n{}\n```\n", lines.join("\n")));
}
