//! Which rules are on, and at which severity.

use crate::config::Settings;
use crate::diagnostic::Severity;
use crate::rules::{Registry, Rule};

/// The outcome of the settings for every rule.
#[derive(Clone, Debug)]
pub(crate) struct Selection<'a> {
    registry: &'a Registry,
    /// By place in the registry.
    on: Vec<bool>,
    severities: Vec<Option<Severity>>,
}

impl<'a> Selection<'a> {
    /// Applies the selectors and severities: of those that name a rule, its family or `all`, the last decides. Which
    /// comes last when several sources speak is for the configuration to say.
    pub(crate) fn new(registry: &'a Registry, settings: &Settings) -> Self {
        let on = registry.iter().map(|rule| {
            let selectors = settings.selectors.iter().map(|selector| (selector.name.as_str(), selector.on));
            last_for(rule, selectors).unwrap_or(rule.enabled)
        });
        let severities = registry
            .iter()
            .map(|rule| last_for(rule, settings.severities.iter().map(|(name, severity)| (name.as_str(), *severity))));
        Self { registry, on: on.collect(), severities: severities.collect() }
    }

    /// Whether the rule is on.
    pub(crate) fn is_on(&self, rule: &str) -> bool {
        self.registry.position(rule).is_some_and(|at| self.on[at])
    }

    /// The severity that the user wants for the rule.
    pub(crate) fn severity(&self, rule: &str) -> Option<Severity> {
        self.registry.position(rule).and_then(|at| self.severities[at])
    }
}

fn last_for<'a, T>(rule: &Rule, given: impl DoubleEndedIterator<Item = (&'a str, T)>) -> Option<T> {
    let mut given = given.rev();
    given.find(|(name, _)| *name == "all" || *name == rule.name || *name == rule.family).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Selector;

    #[test]
    fn the_last_that_names_a_rule_decides() {
        let registry = Registry::built_in();
        let is_on = |selectors: &[(&str, bool)]| {
            let selectors = selectors.iter().map(|(name, on)| Selector { name: (*name).to_owned(), on: *on });
            let settings = Settings { selectors: selectors.collect(), ..Settings::default() };
            Selection::new(&registry, &settings).is_on("unknown-rule")
        };
        assert!(is_on(&[]));
        assert!(!is_on(&[("all", false)]));
        assert!(is_on(&[("all", false), ("suppression", true), ("missing-reason", false)]));
        assert!(!is_on(&[("unknown-rule", true), ("suppression", false)]));
    }
}
