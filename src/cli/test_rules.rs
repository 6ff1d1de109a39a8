//! `factlint test-rules`: do the rules of a house do what their examples say?

use std::path::Path;

use factlint::Engine;
use factlint::config::{ConfigError, House};
use factlint::examples::verify;
use factlint::rules::HouseRuleError;
use factlint::rules::card::Card;

use super::summary::counted;
use super::{Status, output};

/// Reads all cards of a folder, runs their examples, and says what is wrong where.
pub(super) fn run(folder: &Path) -> Status {
    let (mut house, mut errors) = House::open(folder);
    let engine = loop {
        match Engine::with_house_rules(house.packs()) {
            Ok(engine) => break Some(engine),
            Err(error) => {
                errors.push(house.explain(&error));
                let (HouseRuleError::Duplicate(rule) | HouseRuleError::Pattern { rule, .. }) = &error else {
                    break None;
                };
                if !house.drop_rule(rule) {
                    break None;
                }
            }
        }
    };
    let (mut rules, mut examples) = (0, 0);
    let packs = house.packs();
    for (rule, _, card) in packs.iter().flat_map(|pack| &pack.cards) {
        rules += 1;
        examples += card.example.len();
        errors.extend(missing(&house, rule, card));
        for (number, example) in card.example.iter().enumerate() {
            let held = engine.as_ref().map_or(Ok(()), |engine| verify(engine, rule, example));
            if let Err(failure) = held {
                errors.push(house.about_example(rule, number, failure.key, format!("{rule}: {}", failure.reason)));
            }
        }
    }
    let report: Vec<String> = errors.iter().map(ConfigError::render).collect();
    let written = output::print(&report.join("\n"));
    output::note(&format!(
        "{} with {}: {}.\n",
        counted(rules, "rule"),
        counted(examples, "example"),
        if errors.is_empty() { "all of them hold".to_owned() } else { counted(errors.len(), "error") }
    ));
    match (written, errors.is_empty(), rules) {
        (Status::Clean, true, 0) => Status::NothingChecked,
        (Status::Clean, true, _) => Status::Clean,
        (Status::Clean, false, _) => Status::Findings,
        (status, ..) => status,
    }
}

/// What a card should have but has not.
fn missing(house: &House, rule: &str, card: &Card) -> Vec<ConfigError> {
    let is_kebab = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    let checks = [
        (!rule.chars().all(is_kebab), "the name of a rule is written in-this-way"),
        (card.phrase.is_empty(), "it has no [[phrase]], so it can never fire"),
        (card.sources.is_empty(), "it names no source"),
        (card.example.iter().all(|example| example.fires.is_none()), "it has no example on which it fires"),
        (card.example.iter().all(|example| example.silent.is_none()), "it has no example on which it is silent"),
    ];
    let wrong = checks.into_iter().filter(|(wrong, _)| *wrong);
    wrong.map(|(_, what)| house.about_rule(rule, format!("{rule}: {what}"))).collect()
}
