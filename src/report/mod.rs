//! Findings in every format that people and programs read.
//!
//! A [`Finding`] is complete in itself (text, lines, columns, excerpts), so a report never needs the sources and a
//! run over many files keeps none of them.

use serde::Serialize;

use crate::diagnostic::{Applicability, Confidence, Severity};

/// A place with everything a report shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as given on the command line joined with the walked part, with forward slashes.
    pub path: std::sync::Arc<str>,
    /// First byte in the file.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// 1-based.
    pub line: usize,
    /// 1-based, in Unicode scalar values.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column behind the last character.
    pub end_column: usize,
    /// What stands there, `start..end` of the file.
    pub text: String,
    /// What there is to see; empty if nothing needs to be added.
    pub message: String,
    /// The lines around it, cut to a readable width.
    pub excerpt: Excerpt,
}

/// A window on the line (or lines) where a place stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The text shown; "…" stands for what was cut off. No line breaks but between lines of the source.
    pub text: String,
    /// The place within `text`, in bytes.
    pub highlight: std::ops::Range<usize>,
    /// Columns of the line that were cut off before `text`, the "…" accounted for: excerpt column + this = true column.
    pub column_offset: usize,
}

/// A replacement, in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingEdit {
    /// First byte in the file.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The new text.
    pub replacement: String,
}

/// Edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingSuggestion {
    /// Whether they may be applied unseen.
    pub applicability: Applicability,
    /// In order, not overlapping.
    pub edits: Vec<FindingEdit>,
}

/// A finding as it is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: std::sync::Arc<str>,
    /// The rule's family.
    pub family: std::sync::Arc<str>,
    /// After overrides.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// One line, with the figures.
    pub message: String,
    /// Where. A finding about the whole document has start = end = 0, line and column 1.
    pub place: Place,
    /// Other places.
    pub related: Vec<Place>,
    /// What to do.
    pub help: String,
    /// A fix.
    pub suggestion: Option<FindingSuggestion>,
    /// Stable identity: rule + normalised text + path, no positions. Used for baselines and partial fingerprints.
    pub fingerprint: u64,
}
