//! What is checked: the registry of rules, the phrase engine for rules that are patterns, and one module a family
//! for those that compute.

pub mod article;
pub mod card;
mod claims;
mod dose;
mod duplication;
mod editorial;
mod language;
pub mod phrase;
pub mod registry;
mod residue;
pub mod rule;
mod sourcing;
mod statistics;

pub use article::{Article, Check, Options, Phase};
pub use registry::{HousePack, HouseRuleError, Registry};
pub use rule::{Rule, RuleOption};

/// Deserialises `rules/data/<name>.toml`, which the build has turned into JSON.
#[allow(unused_macros)]
macro_rules! data_table {
    ($name:literal) => {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/data/", $name, ".json"))).expect(concat!(
            "rules/data/",
            $name,
            ".toml does not have the shape that the program expects"
        ))
    };
}
#[allow(unused_imports)]
pub(crate) use data_table;

/// All checks that compute, by family.
#[allow(dead_code)]
pub(crate) fn checks() -> impl Iterator<Item = &'static Check> {
    [
        claims::CHECKS,
        dose::CHECKS,
        duplication::CHECKS,
        editorial::CHECKS,
        language::CHECKS,
        residue::CHECKS,
        sourcing::CHECKS,
        statistics::CHECKS,
    ]
    .into_iter()
    .flatten()
}
