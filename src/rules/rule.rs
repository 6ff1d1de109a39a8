//! A rule as the program knows it: its card without examples, patterns compiled.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::config::{Content, Market};
use crate::diagnostic::{Applicability, Confidence, Severity};
use crate::lexicon::vocabulary::Vocabulary;
use crate::rules::card::{Card, CardPhrase, Context, Example, OptionType, Suggest};
use crate::rules::phrase::pattern::{Node, PatternError};

/// A rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Kebab-case, unique.
    pub name: String,
    /// The family: the folder that its card is in.
    pub family: String,
    /// One line: what is wrong.
    pub summary: String,
    /// What it reports when it is on.
    pub severity: Severity,
    /// Whether it is on unless deselected.
    pub enabled: bool,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why it matters, for a writer.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What to do.
    pub fix: String,
    /// Its options.
    pub options: Vec<RuleOption>,
    /// Its phrases.
    pub phrases: Vec<Phrase>,
}

/// An option of a rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleOption {
    /// Its name.
    pub name: String,
    /// The type of its value.
    pub kind: OptionType,
    /// The value without configuration, as TOML.
    pub default: String,
    /// The same, once it was asked for.
    #[serde(skip)]
    value: OnceLock<Option<toml::Value>>,
    /// What it does.
    pub help: String,
}

impl RuleOption {
    /// The value without configuration.
    pub fn value(&self) -> Option<&toml::Value> {
        let read = || {
            let mut table: toml::Table = format!("value = {}", self.default).parse().ok()?;
            table.remove("value")
        };
        self.value.get_or_init(read).as_ref()
    }
}

/// Patterns with the contexts in which they count.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// Any of them may match.
    pub patterns: Vec<Node>,
    /// The message; `{match}` and `{suggest}` are filled in.
    pub message: String,
    /// Contexts that silence it.
    pub unless: Vec<Context>,
    /// Contexts that must hold.
    pub needs: Vec<Context>,
    /// The sentence must contain one of these as well.
    pub within: Vec<Node>,
    /// The sentence must contain none of these.
    pub without: Vec<Node>,
    /// The clause must have one of these before the match.
    pub subject: Vec<Node>,
    /// What to write instead: one text under the empty key, or one for each of the matched words.
    pub suggest: Vec<(String, String)>,
    /// Whether it may be applied unseen.
    pub apply: Applicability,
    /// Overrides the rule's.
    pub severity: Option<Severity>,
    /// Overrides the rule's.
    pub confidence: Option<Confidence>,
    /// Whether repeats of the same words are one finding.
    pub group: bool,
    /// Only for these markets; empty for all.
    pub market: Vec<Market>,
    /// Only for this kind of text.
    pub content: Option<Content>,
}

/// All that is embedded in the program.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Embedded {
    /// The rules, by family and name.
    pub rules: Vec<Rule>,
    /// The words of all patterns and classes.
    pub vocabulary: Vocabulary,
}

/// The examples of a rule, kept apart because only `explain` and the tests need them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Examples {
    /// The rule's name.
    pub rule: String,
    /// Its examples.
    pub examples: Vec<Example>,
}

impl Rule {
    /// Compiles a card.
    ///
    /// # Errors
    /// The pattern that could not be read, and why.
    pub fn new(
        name: &str,
        family: &str,
        card: &Card,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, (String, PatternError)> {
        let phrases = card.phrase.iter().map(|phrase| Phrase::new(phrase, vocabulary)).collect::<Result<_, _>>()?;
        let options = card
            .options
            .iter()
            .map(|(name, option)| RuleOption {
                name: name.clone(),
                kind: option.kind,
                default: option.default.to_string(),
                value: OnceLock::new(),
                help: option.help.clone(),
            })
            .collect();
        Ok(Self {
            name: name.to_owned(),
            family: family.to_owned(),
            summary: card.summary.clone(),
            severity: card.severity,
            enabled: card.enabled,
            confidence: card.confidence,
            why: card.why.trim().to_owned(),
            sources: card.sources.clone(),
            fix: card.fix.trim().to_owned(),
            options,
            phrases,
        })
    }
}

impl Phrase {
    fn new(card: &CardPhrase, vocabulary: &mut Vocabulary) -> Result<Self, (String, PatternError)> {
        let mut compile = |patterns: &[String]| {
            patterns
                .iter()
                .map(|pattern| Node::parse(pattern, vocabulary).map_err(|error| (pattern.clone(), error)))
                .collect::<Result<Vec<_>, _>>()
        };
        let patterns = compile(&card.patterns)?;
        for (node, pattern) in patterns.iter().zip(&card.patterns) {
            if node.first().any {
                let reason = "the pattern begins with anything at all: begin with a word, a class or a number".into();
                return Err((pattern.clone(), PatternError { at: 0, reason }));
            }
        }
        Ok(Self {
            patterns,
            message: card.message.clone(),
            unless: card.unless.clone(),
            needs: card.needs.clone(),
            within: compile(&card.within)?,
            without: compile(&card.without)?,
            subject: compile(&card.subject)?,
            suggest: match &card.suggest {
                None => Vec::new(),
                Some(Suggest::One(text)) => vec![(String::new(), text.clone())],
                Some(Suggest::Each(table)) => {
                    table.iter().map(|(word, text)| (word.to_lowercase(), text.clone())).collect()
                }
            },
            apply: card.apply,
            severity: card.severity,
            confidence: card.confidence,
            group: card.group,
            market: card.market.clone(),
            content: card.content,
        })
    }
}
