//! Which rules are on, and at which severity.

use crate::config::Settings;
use crate::diagnostic::Severity;
use crate::rules::Registry;

/// The outcome of the settings for every rule.
#[derive(Clone, Debug)]
pub(crate) struct Selection<'a> {
    registry: &'a Registry,
    /// By place in the registry.
    on: Vec<bool>,
    severities: Vec<Option<Severity>>,
}

impl<'a> Selection<'a> {
    /// Applies the selectors. One that names a rule beats one that names its family, which beats `all`; of two
    /// alike the later wins. Severities follow the same order.
    pub(crate) fn new(registry: &'a Registry, settings: &Settings) -> Self {
        let on = registry.iter().map(|rule| {
            let selectors = settings.selectors.iter().map(|selector| (selector.name.as_str(), selector.on));
            most_specific(selectors, &rule.name, &rule.family).unwrap_or(rule.enabled)
        });
        let severities = registry.iter().map(|rule| {
            let given = settings.severities.iter().map(|(name, severity)| (name.as_str(), *severity));
            most_specific(given, &rule.name, &rule.family)
        });
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

fn most_specific<'a, T>(given: impl Iterator<Item = (&'a str, T)>, rule: &str, family: &str) -> Option<T> {
    let rank = |name: &str| match name {
        _ if name == rule => Some(2),
        _ if name == family => Some(1),
        "all" => Some(0),
        _ => None,
    };
    given
        .filter_map(|(name, value)| rank(name).map(|rank| (rank, value)))
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::most_specific;

    #[test]
    fn the_narrower_name_wins_and_then_the_later() {
        let given = [("all", 0), ("some-rule", 1), ("family", 2), ("all", 3)];
        assert_eq!(most_specific(given.into_iter(), "some-rule", "family"), Some(1));
        assert_eq!(most_specific(given.into_iter(), "other", "family"), Some(2));
        assert_eq!(most_specific(given.into_iter(), "other", "others"), Some(3));
        assert_eq!(most_specific([("rule", 1), ("rule", 2)].into_iter(), "rule", "family"), Some(2));
    }
}
