//! A rule's identity card as it is written: the TOML shape, shared by the build and by house rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::config::{Content, Market};
use crate::diagnostic::{Applicability, Confidence, Severity};

/// `rules/<family>/<name>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// One line: what is wrong.
    pub summary: String,
    /// What it reports when it is on.
    pub severity: Severity,
    /// Whether it is on unless deselected.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// How sure it is.
    #[serde(default = "high")]
    pub confidence: Confidence,
    /// Why it matters, for a writer.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What to do.
    pub fix: String,
    /// Options with their defaults.
    #[serde(default)]
    pub options: BTreeMap<String, CardOption>,
    /// Texts on which it must fire or be silent.
    #[serde(default)]
    pub example: Vec<Example>,
    /// Patterns over one sentence.
    #[serde(default)]
    pub phrase: Vec<CardPhrase>,
}

/// `[options.NAME]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardOption {
    /// The type of the value.
    #[serde(rename = "type")]
    pub kind: OptionType,
    /// The value without configuration.
    pub default: toml::Value,
    /// What it does.
    pub help: String,
}

/// The type of an option's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionType {
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// true or false.
    Boolean,
    /// Text.
    String,
    /// A list of texts.
    Strings,
}

/// `[[example]]`: exactly one of `fires` and `silent`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Example {
    /// Text in which the rule must fire.
    pub fires: Option<String>,
    /// The exact text of a finding; empty for a finding about the whole document.
    pub at: Option<String>,
    /// Part of the message, a label or the help.
    pub message: Option<String>,
    /// Text in which it must not fire.
    pub silent: Option<String>,
    /// Other articles of the same site, read before this one.
    pub beside: Vec<String>,
    /// markdown (default), html, text, mdx or all.
    pub format: Option<String>,
    /// The severity that is expected.
    pub severity: Option<Severity>,
    /// The number of findings that is expected.
    pub count: Option<u32>,
    /// The market to check for.
    pub market: Option<Market>,
    /// What the text is for.
    pub content: Option<Content>,
    /// The date to compare with.
    pub today: Option<String>,
    /// Options of the rule, as TOML.
    pub options: Option<toml::Table>,
}

/// `[[phrase]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardPhrase {
    /// Patterns, any of which may match.
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
    /// The message; `{match}` and `{suggest}` are filled in.
    pub message: String,
    /// Contexts that silence it.
    #[serde(default)]
    pub unless: Vec<Context>,
    /// Contexts that must hold.
    #[serde(default)]
    pub needs: Vec<Context>,
    /// The sentence must contain one of these as well.
    #[serde(default)]
    pub within: Vec<String>,
    /// The sentence must contain none of these.
    #[serde(default)]
    pub without: Vec<String>,
    /// The clause must have one of these before the match.
    #[serde(default)]
    pub subject: Vec<String>,
    /// What to write instead; `{rest}` stands for the matched words behind the first.
    #[serde(default)]
    pub suggest: Option<Suggest>,
    /// Whether it may be applied unseen.
    #[serde(default = "display")]
    pub apply: Applicability,
    /// Overrides the rule's.
    pub severity: Option<Severity>,
    /// Overrides the rule's.
    pub confidence: Option<Confidence>,
    /// Whether repeats of the same words are one finding.
    #[serde(default = "yes")]
    pub group: bool,
    /// Only for these markets.
    #[serde(default)]
    pub market: Vec<Market>,
    /// Only for this kind of text.
    pub content: Option<Content>,
}

/// A proposal: one text, or one for each of the matched words.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Suggest {
    /// The same for all.
    One(String),
    /// By matched text in lower case.
    Each(BTreeMap<String, String>),
}

/// A context that the phrase engine recognises around a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// A negation governs it: "does not cure", "there is no cure", "without curing".
    Negated,
    /// It is stated to be false: under "Myth:", after "contrary to", "no evidence that", "falsely claims".
    Refuted,
    /// It stands in quotation marks or a block quotation.
    Quoted,
    /// The sentence is a question.
    Question,
    /// A hedge weakens it: may, might, could, can, possibly.
    Hedged,
    /// It is a condition or a supposition: "if it cures", "imagine".
    Conditional,
    /// A citation marker, link or footnote stands in the sentence or at the end of its paragraph.
    Cited,
    /// It is part of a proper name: a run of capitalised words in running text.
    Named,
    /// It stands in a heading.
    Heading,
    /// It stands in a table cell.
    Cell,
    /// A person in the text is speaking: "said Dr Lopez", "according to".
    Attributed,
    /// It is somebody else's claim: "claims to", "marketed as", "touted as", "advertised".
    Reported,
    /// A figure stands in the sentence or the next one of the block.
    Figures,
    /// The text says when it was published, changed or reviewed.
    Dated,
}

const fn yes() -> bool {
    true
}

const fn high() -> Confidence {
    Confidence::High
}

const fn display() -> Applicability {
    Applicability::Display
}
