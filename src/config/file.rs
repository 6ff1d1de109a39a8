//! The shape of `factlint.toml`: what may stand where. Whether it makes sense is for [`super::layer`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Content, FailOn, Market, Publisher};
use crate::diagnostic::{Confidence, Severity};

/// A list of names or globs, each with its place.
pub(super) type Names = Vec<Spanned<String>>;
/// `[severity]`.
pub(super) type Severities = BTreeMap<Spanned<String>, Severity>;
/// `[rules.NAME]`, by rule and option.
pub(super) type RuleOptions = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<toml::Value>>>;

/// A whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConfigFile {
    /// Configuration files that this one builds on, and folders with rules of the house.
    pub(super) extends: Names,
    /// Exactly these rules are on.
    pub(super) select: Option<Names>,
    /// These are on as well.
    pub(super) extend_select: Names,
    /// These are off.
    pub(super) ignore: Names,
    pub(super) severity: Severities,
    pub(super) rules: RuleOptions,
    pub(super) market: Option<Market>,
    pub(super) content: Option<Content>,
    /// A date, or "now".
    pub(super) today: Option<Spanned<toml::Value>>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) min_confidence: Option<Confidence>,
    /// Files that are not checked, in the notation of `.gitignore`.
    pub(super) exclude: Names,
    pub(super) publisher: Option<Publisher>,
    #[serde(rename = "override")]
    pub(super) overrides: Vec<Override>,
}

/// `[[override]]`: other settings for some files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Override {
    /// In the notation of `.gitignore`.
    pub(super) paths: Names,
    pub(super) select: Option<Names>,
    #[serde(default)]
    pub(super) extend_select: Names,
    #[serde(default)]
    pub(super) ignore: Names,
    #[serde(default)]
    pub(super) severity: Severities,
    #[serde(default)]
    pub(super) rules: RuleOptions,
    pub(super) market: Option<Market>,
    pub(super) content: Option<Content>,
    pub(super) today: Option<Spanned<toml::Value>>,
    pub(super) min_confidence: Option<Confidence>,
}
