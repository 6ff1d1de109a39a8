//! What a check sees of an article, and what a check is.

use crate::config::Settings;
use crate::data::Retractions;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, Document};
use crate::facts::Facts;
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::span::{ProseSpan, Span};

use super::Registry;
use super::phrase::Hit;

/// Rules that compute are functions from an article to findings.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The rules it speaks for. It is not run when all of them are off.
    pub rules: &'static [&'static str],
    /// When it runs.
    pub phase: Phase,
    /// Rules whose findings it weighs: they run even where they are off.
    pub needs: &'static [&'static str],
    /// Whether it judges what the phrases of its rules match, which are no findings by themselves then.
    pub judges: bool,
    /// Looks at an article.
    pub run: fn(&Article<'_>, &mut Vec<Diagnostic>),
}

impl Check {
    /// A check of the main phase.
    pub const fn new(rules: &'static [&'static str], run: fn(&Article<'_>, &mut Vec<Diagnostic>)) -> Self {
        Self { rules, phase: Phase::Main, needs: &[], judges: false, run }
    }

    /// A check of the main phase that judges what the phrases of its rules match: see [`Article::hits`].
    pub const fn judging(rules: &'static [&'static str], run: fn(&Article<'_>, &mut Vec<Diagnostic>)) -> Self {
        Self { judges: true, ..Self::new(rules, run) }
    }

    /// A check whose error-level findings mask their blocks for the rest.
    pub const fn residue(rules: &'static [&'static str], run: fn(&Article<'_>, &mut Vec<Diagnostic>)) -> Self {
        Self { rules, phase: Phase::Residue, needs: &[], judges: false, run }
    }

    /// A check that weighs the findings of all others: they are in the list that it is given.
    pub const fn verdict(
        rules: &'static [&'static str],
        needs: &'static [&'static str],
        run: fn(&Article<'_>, &mut Vec<Diagnostic>),
    ) -> Self {
        Self { rules, phase: Phase::Verdict, needs, judges: false, run }
    }
}

/// When a check runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// First: what is not article text.
    Residue,
    /// Then everything else, in any order.
    Main,
    /// Last, with the findings of the others in view.
    Verdict,
}

/// An article with all that is known about it.
#[derive(Debug)]
pub struct Article<'a> {
    pub(crate) source: &'a Source,
    pub(crate) document: &'a Document,
    pub(crate) facts: &'a Facts,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) registry: &'a Registry,
    pub(crate) retractions: Option<&'a Retractions>,
    pub(crate) settings: &'a Settings,
    /// By block: whether it was found to be residue.
    pub(crate) masked: Vec<bool>,
    /// What the phrases of rules matched whose checks judge it, in the order of the text.
    pub(crate) hits: Vec<Hit>,
}

impl<'a> Article<'a> {
    /// The file.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Its text and structure.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// What its sentences state.
    pub fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// The words that rules know.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The snapshot of retracted papers that the user fetched.
    pub fn retractions(&self) -> Option<&'a Retractions> {
        self.retractions
    }

    /// What the user wants.
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// Where prose stands in the source.
    pub fn span(&self, prose: ProseSpan) -> Span {
        self.document.prose.source(prose)
    }

    /// Whether the block was found to be residue, so that other rules leave it alone.
    pub fn is_masked(&self, block: BlockId) -> bool {
        self.masked.get(block).copied().unwrap_or(false)
    }

    /// What the phrases of a rule matched, in the order of the text, for the check that judges it.
    pub fn hits(&self, rule: &str) -> impl Iterator<Item = &Hit> {
        let rule = self.registry.position(rule);
        self.hits.iter().filter(move |hit| Some(hit.rule) == rule)
    }

    /// The options of a rule: the user's over the card's.
    pub fn options(&self, rule: &str) -> Options<'a> {
        Options { given: self.settings.options.get(rule), rule: self.registry.get(rule) }
    }
}

/// The options of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    given: Option<&'a toml::Table>,
    rule: Option<&'a super::Rule>,
}

impl<'a> Options<'a> {
    fn value(&self, name: &str) -> &'a toml::Value {
        let default = || self.rule?.options.iter().find(|option| option.name == name)?.value();
        let given = self.given.and_then(|given| given.get(name));
        given.or_else(default).unwrap_or_else(|| panic!("the card declares no option {name}"))
    }

    /// A whole number.
    pub fn integer(&self, name: &str) -> i64 {
        self.value(name).as_integer().unwrap_or_default()
    }

    /// A number.
    pub fn number(&self, name: &str) -> f64 {
        let value = self.value(name);
        #[expect(clippy::cast_precision_loss, reason = "options are small numbers")]
        value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64)).unwrap_or_default()
    }

    /// true or false.
    pub fn boolean(&self, name: &str) -> bool {
        self.value(name).as_bool().unwrap_or_default()
    }

    /// Text.
    pub fn string(&self, name: &str) -> String {
        self.value(name).as_str().unwrap_or_default().to_owned()
    }

    /// A list of texts.
    pub fn strings(&self, name: &str) -> Vec<String> {
        let value = self.value(name);
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }
}
