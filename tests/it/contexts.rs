//! The contexts of the phrase engine, on sentences that try to mislead them.

use factlint::Engine;
use factlint::config::{Selector, Settings};
use factlint::document::Format;
use factlint::rules::HousePack;
use factlint::source::Source;

/// An engine whose one rule looks for cures unless they stand in `context`.
fn engine(context: &str) -> Engine {
    let card = format!(
        "summary = 'cure'\nseverity = 'error'\nwhy = ''\nsources = []\nfix = ''\n\
         [[phrase]]\nmatch = ['~cure']\nmessage = '{{match}}'\nunless = ['{context}']\ngroup = false\n"
    );
    let card = toml::from_str(&card).expect("a card");
    let pack = HousePack { classes: Vec::new(), cards: vec![("house-cure".into(), "house".into(), card)] };
    Engine::with_house_rules(vec![pack]).expect("a house pack")
}

fn fires(engine: &Engine, text: &str) -> bool {
    let settings = Settings {
        selectors: vec![Selector { name: "all".into(), on: false }, Selector { name: "house-cure".into(), on: true }],
        ..Settings::default()
    };
    let source = Source::new("a.md", Format::Markdown, text);
    !engine.check(&source, &settings).expect("it parses").findings.is_empty()
}

#[track_caller]
fn check(context: &str, in_context: &[&str], outside: &[&str]) {
    let engine = engine(context);
    let heard: Vec<&&str> = in_context.iter().filter(|text| fires(&engine, text)).collect();
    assert!(heard.is_empty(), "these are {context}: {heard:#?}");
    let missed: Vec<&&str> = outside.iter().filter(|text| !fires(&engine, text)).collect();
    assert!(missed.is_empty(), "these are not {context}: {missed:#?}");
}

#[test]
fn negation_reaches_as_far_as_its_clause() {
    check(
        "negated",
        &[
            "There is no cure for the common cold.",
            "This tea does not, in any sense of the word, cure diabetes.",
            "The herb can't cure you.",
            "Neither zinc nor honey cures a cold.",
            "It relieves pain without curing the disease.",
            "A cure has not been found.",
            "Doctors have yet to find one, and no known drug cures it.",
            "The cure isn’t known.",
        ],
        &[
            "This tea cures diabetes.",
            "It is not a drug, but it cures diabetes.",
            "Not only does it soothe, it cures.",
            "There is no doubt that it cures diabetes.",
            "It does not just relieve pain; it cures the disease.",
            "It cures diabetes without side effects.",
            "Although it is not approved, it cures diabetes.",
            "Don't miss this cure for diabetes.",
            "It cures the cause, not the symptoms.",
        ],
    );
}

#[test]
fn a_condition_holds_up_to_the_comma() {
    check(
        "conditional",
        &[
            "Ask whether the drug cures the disease.",
            "If this cures you, tell your friends.",
            "A better drug, if there were one, would cure many.",
        ],
        &["If you have diabetes, this tea cures it.", "This tea cures diabetes if you drink it daily."],
    );
}

#[test]
fn refutation_is_found_in_headings_and_neighbours() {
    check(
        "refuted",
        &[
            "Myth: garlic cures colds.",
            "## Myths about garlic\n\nGarlic cures colds.",
            "Contrary to what you may read, honey cures nothing.",
            "Sellers say that it cures cancer. This is false.",
            "There is no evidence that it cures cancer.",
            "Be wary of products that promise a cure.",
        ],
        &[
            "Garlic cures colds.",
            "## Facts about garlic\n\nGarlic cures colds.",
            "It cures colds. Many people take it.",
        ],
    );
}

#[test]
fn quotations_questions_and_hedges() {
    check(
        "quoted",
        &["“It cures cancer,” the seller wrote.", "> It cures cancer.", "She said \"it cured me\" twice."],
        &["“Natural” tea cures cancer.", "It's a cure that isn't cheap."],
    );
    check("question", &["Does it cure cancer?", "“Is there a cure?”"], &["It cures cancer. Does it hurt?"]);
    check(
        "hedged",
        &["It may cure some people.", "This could one day cure the disease."],
        &["It may be expensive, but it cures.", "It cures."],
    );
}

#[test]
fn names_are_runs_of_capitals() {
    check(
        "named",
        &["He led the Cure Alzheimer's Foundation.", "They joined Race for the Cure last May."],
        &["Cures are rare.", "Cure Your Cold in a Day", "The Cure works."],
    );
}
