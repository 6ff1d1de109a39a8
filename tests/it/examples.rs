//! Every example of every card, through the real pipeline with only that rule on.
//!
//! `RULE=name cargo test --test it examples` runs those of one rule (or of all whose name contains it).

use std::fmt::Write as _;
use std::sync::Arc;

use factlint::Engine;
use factlint::data::Retractions;
use factlint::examples::verify;
use factlint::rules::Registry;

#[test]
fn every_example_holds() {
    let retractions = Retractions::from_csv(include_str!("retractions.csv")).expect("the table is well formed");
    let engine = Engine::new().with_retractions(Arc::new(retractions));
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard chooses the rule")]
    let wanted = std::env::var("RULE").unwrap_or_default();
    let mut failures = String::new();
    let mut examples = 0;
    for rule in Registry::examples().iter().filter(|rule| rule.rule.contains(&wanted)) {
        for example in &rule.examples {
            examples += 1;
            if let Err(failure) = verify(&engine, &rule.rule, example) {
                let text = example.fires.as_ref().or(example.silent.as_ref());
                writeln!(failures, "{}: on {text:?}, {}", rule.rule, failure.reason).expect("writing to a string");
            }
        }
    }
    assert!(examples > 0, "no examples of rules named like {wanted:?}");
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_card_has_examples_of_both_kinds() {
    let thin: Vec<String> = Registry::examples()
        .iter()
        .filter_map(|rule| {
            let fires = rule.examples.iter().filter(|example| example.fires.is_some()).count();
            let silent = rule.examples.iter().filter(|example| example.silent.is_some()).count();
            let mixed = rule.examples.iter().any(|example| example.fires.is_some() == example.silent.is_some());
            (fires == 0 || silent == 0 || mixed).then(|| format!("{}: {fires} fires, {silent} silent", rule.rule))
        })
        .collect();
    assert!(thin.is_empty(), "cards that lack examples, or one with both or neither: {thin:#?}");
}
