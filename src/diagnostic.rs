//! What a rule says: where, how sure, why, and what to do about it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much it matters. Ordered: `Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be looked at before publishing.
    Warning,
    /// Must not be published so.
    Error,
}

impl Severity {
    /// As it is written in reports and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure the rule is that an editor would agree. Ordered: `Low < Medium < High`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Often a matter of taste.
    Low,
    /// Usually right.
    Medium,
    /// Hardly ever wrong.
    High,
}

impl Confidence {
    /// As it is written in reports and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What the user may lose when a suggestion is applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Nothing: the meaning stays as it is. Applied by `--fix`.
    Safe,
    /// Perhaps a shade of meaning. Applied by `--unsafe-fixes` only.
    Unsafe,
    /// Only to be shown: a person has to decide.
    Display,
}

/// One replacement in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what; empty to delete.
    pub replacement: String,
}

/// Edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Whether they may be applied unseen.
    pub applicability: Applicability,
    /// In order, not overlapping.
    pub edits: Vec<Edit>,
}

impl Suggestion {
    /// A change of form that keeps the meaning.
    pub fn safe(span: Span, replacement: impl Into<String>) -> Self {
        Self::new(Applicability::Safe, span, replacement)
    }

    /// A change of wording that a person should look at.
    pub fn r#unsafe(span: Span, replacement: impl Into<String>) -> Self {
        Self::new(Applicability::Unsafe, span, replacement)
    }

    /// A proposal that is only shown.
    pub fn display(span: Span, replacement: impl Into<String>) -> Self {
        Self::new(Applicability::Display, span, replacement)
    }

    fn new(applicability: Applicability, span: Span, replacement: impl Into<String>) -> Self {
        Self { applicability, edits: vec![Edit { span, replacement: replacement.into() }] }
    }
}

/// Another place that the finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in the same file.
    pub span: Span,
    /// What there is to see; short, in the worked style ("1 to 2 mg/kg × 60 kg = 60 to 120 mg").
    pub message: String,
}

/// One thing a rule found.
///
/// ```
/// use factlint::diagnostic::{Confidence, Diagnostic};
/// use factlint::span::Span;
///
/// let finding = Diagnostic::new("daily-total-mismatch", Span::new(4, 12), "3 × 400 mg is 1,200 mg, not 1,600 mg")
///     .label("stated total")
///     .related(Span::new(0, 3), "dose")
///     .confidence(Confidence::High);
/// assert_eq!(finding.related.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: Cow<'static, str>,
    /// The text it is about. Empty at 0 for a finding about the whole document.
    pub span: Span,
    /// One line, with the figures.
    pub message: String,
    /// What the primary place shows, if there is something to add to the message.
    pub label: String,
    /// Other places, most important first.
    pub related: Vec<Related>,
    /// What to do, when it can be said better than the rule's own `fix`.
    pub help: Option<String>,
    /// A fix.
    pub suggestion: Option<Suggestion>,
    /// Overrides the rule's severity when this case is graver or lighter than most.
    pub severity: Option<Severity>,
    /// Overrides the rule's confidence.
    pub confidence: Option<Confidence>,
    /// Findings of one rule with the same key are one finding with a count and related places.
    pub group: Option<String>,
    /// The claim it is about (clause or sentence) where rules compete to speak of it; the span itself otherwise.
    pub claim: Option<Span>,
}

impl Diagnostic {
    /// A finding of `rule` about `span`.
    pub fn new(rule: impl Into<Cow<'static, str>>, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            span,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            help: None,
            suggestion: None,
            severity: None,
            confidence: None,
            group: None,
            claim: None,
        }
    }

    /// A finding about the whole document.
    pub fn document(rule: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::new(rule, Span::empty(0), message)
    }

    /// Whether it is about the whole document.
    pub fn is_about_document(&self) -> bool {
        self.span.is_empty() && self.span.start() == 0
    }

    /// Says what the primary place shows.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Says what to do in this very case.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Proposes a change.
    #[must_use]
    pub fn suggest(mut self, suggestion: Suggestion) -> Self {
        self.suggestion = Some(suggestion);
        self
    }

    /// This case is graver or lighter than the rule's severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// This case is less or more sure than the rule.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }

    /// One finding for all that share `key`.
    #[must_use]
    pub fn group(mut self, key: impl Into<String>) -> Self {
        self.group = Some(key.into());
        self
    }

    /// The clause or sentence that competing rules would speak of as well.
    #[must_use]
    pub fn claim(mut self, span: Span) -> Self {
        self.claim = Some(span);
        self
    }
}
