//! What the user wants: `factlint.toml`, the command line, and what follows from both for one file.

mod market;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use market::{Content, Market};

use crate::diagnostic::{Confidence, Severity};

/// Who publishes: what is theirs is neither a source nor a hidden advertisement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Publisher {
    /// Name of the publisher, as it appears in bylines.
    pub name: Option<String>,
    /// Own domains ("example.org"; subdomains included).
    pub domains: Vec<String>,
    /// Own telephone numbers, in any spelling.
    pub phones: Vec<String>,
    /// Own mail addresses.
    pub emails: Vec<String>,
    /// Authors whose bylines are expected.
    pub authors: Vec<String>,
}

/// Everything that decides what is found in one file. Rules see nothing else of the outside world.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Whose regulators and helplines apply.
    pub market: Market,
    /// Article or product page.
    pub content: Content,
    /// The date to compare with; without one, the document's own date serves.
    pub today: Option<Date>,
    /// The publisher.
    pub publisher: Arc<Publisher>,
    /// Selectors in order: the last that names a rule decides (see [`Selector`]).
    pub selectors: Vec<Selector>,
    /// Severity by rule or family name, later ones win.
    pub severities: Vec<(String, Severity)>,
    /// Findings below it are dropped.
    pub min_confidence: Confidence,
    /// Options by rule.
    pub options: BTreeMap<String, toml::Table>,
}

/// Turns rules on or off. `name` is a rule, a family or `all`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// What it names.
    pub name: String,
    /// On or off.
    pub on: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            market: Market::default(),
            content: Content::default(),
            today: None,
            publisher: Arc::default(),
            selectors: Vec::new(),
            severities: Vec::new(),
            min_confidence: Confidence::Low,
            options: BTreeMap::new(),
        }
    }
}
