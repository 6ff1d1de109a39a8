//! What the user wants: `factlint.toml`, the command line, and what follows from both for one file.

mod discover;
mod error;
mod file;
mod house;
mod layer;
mod market;
mod names;
mod resolve;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use discover::{FILE_NAME, Lookup};
pub use error::ConfigError;
pub use house::House;
pub use layer::{Layer, Selection};
pub use market::{Content, Market};
pub use names::nearest;
pub use resolve::{Configuration, FileSettings, Found};

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

/// The severity from which findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Info,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails the run.
    ///
    /// ```
    /// use factlint::config::FailOn;
    /// use factlint::diagnostic::Severity;
    /// assert!(FailOn::Warning.fails(Severity::Error) && !FailOn::Error.fails(Severity::Warning));
    /// ```
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// Reads `YYYY-MM-DD`, or `now` for the present date in UTC: the one way to let the clock in.
///
/// # Errors
/// What is wrong with the text.
#[expect(clippy::disallowed_methods, reason = "the user asked for the clock")]
pub fn date(text: &str) -> Result<Date, String> {
    if text == "now" {
        return Ok(jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date());
    }
    text.parse().map_err(|_| format!("`{text}` is no date: write YYYY-MM-DD, or `now`"))
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
