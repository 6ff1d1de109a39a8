//! What is checked: the registry of rules, the phrase engine for rules that are patterns, and one module a family
//! for those that compute.

pub mod article;
pub mod card;
mod claims;
mod dose;
pub(crate) mod duplication;
mod editorial;
mod language;
mod passage;
pub mod phrase;
pub mod registry;
mod residue;
pub mod rule;
mod sourcing;
mod statement;
mod statistics;
mod table;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules that neither a phrase nor a check speaks for: the verdict does, or the comparison between files.
    const ELSEWHERE: &[&str] = &[
        "unknown-rule",
        "missing-reason",
        "unused-suppression",
        "cross-article-duplicate",
        "cross-article-contradiction",
    ];

    #[test]
    fn every_card_has_a_rule_behind_it() {
        let registry = Registry::built_in();
        let checked: Vec<&str> = checks().flat_map(|check| check.rules.iter().copied()).collect();
        for rule in &registry {
            let backed = !rule.phrases.is_empty()
                || checked.contains(&rule.name.as_str())
                || ELSEWHERE.contains(&rule.name.as_str());
            assert!(backed, "rules/{}/{}.toml has no rule behind it", rule.family, rule.name);
        }
    }

    #[test]
    fn every_rule_has_a_card() {
        let registry = Registry::built_in();
        for check in checks() {
            for rule in check.rules.iter().chain(check.needs) {
                assert!(registry.get(rule).is_some(), "there is no card for {rule}");
            }
        }
        assert!(ELSEWHERE.iter().all(|rule| registry.get(rule).is_some()));
    }

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let registry = Registry::built_in();
        let mut names: Vec<&str> = registry.iter().map(|rule| rule.name.as_str()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        let kebab =
            |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(names.iter().all(|name| kebab(name)));
        assert!(registry.families().iter().all(|family| kebab(family) && !names.contains(family)));
    }
}
