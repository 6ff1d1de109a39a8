//! Findings that are known and left for later, so that a back catalogue does not keep a house from checking what is new.
//!
//! An entry is a rule, the normalised text that it found, and how often it found it in one file. Lines, columns,
//! severities and messages are not part of it: text may move and wording may change. A baseline only shrinks by itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::{BaselineState, Finding};

/// The name that is looked for beside the configuration.
pub const FILE_NAME: &str = ".factlint-baseline.json";

/// The version of the file's shape.
const VERSION: u32 = 1;

/// Characters of the found text that are kept for a reader of the file.
const MAX_TEXT: usize = 60;

/// Known findings, by file.
///
/// ```
/// use factlint::baseline::Baseline;
/// let baseline = Baseline::parse(r#"{ "version": 1, "files": {} }"#)?;
/// assert_eq!(baseline.total(), 0);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// Paths are relative to the baseline's folder, with forward slashes.
    files: BTreeMap<String, Vec<Entry>>,
}

/// What one rule found in one text, how often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule.
    pub rule: String,
    /// The beginning of the text, for people.
    pub text: String,
    /// What identifies it: see [`Finding::fingerprint`].
    fingerprint: String,
    /// How often.
    pub count: usize,
}

/// Entries of a file for which less was found than they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The beginning of the text.
    pub text: String,
    fingerprint: String,
    /// How many of them are gone.
    pub gone: usize,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(json: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if baseline.version == VERSION {
            Ok(baseline)
        } else {
            Err(format!("version {} of the baseline is not known; write it anew", baseline.version))
        }
    }

    /// The text of the file: sorted, one entry a line, so that changes read well in a review.
    pub fn to_json(&self) -> String {
        let entry = |entry: &Entry| format!("\n      {}", serde_json::json!(entry));
        let files = self.files.iter().map(|(path, entries)| {
            let lines: Vec<String> = entries.iter().map(entry).collect();
            format!("\n    {}: [{}\n    ]", serde_json::json!(path), lines.join(","))
        });
        let files: Vec<String> = files.collect();
        format!("{{\n  \"version\": {VERSION},\n  \"files\": {{{}\n  }}\n}}\n", files.join(","))
    }

    /// The files that have entries.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[Entry])> {
        self.files.iter().map(|(path, entries)| (path.as_str(), entries.as_slice()))
    }

    /// The number of known findings.
    pub fn total(&self) -> usize {
        self.files.values().flatten().map(|entry| entry.count).sum()
    }

    /// Adds the findings of one file.
    pub fn add(&mut self, path: &str, findings: &[Finding]) {
        let mut counts: BTreeMap<(&str, String), (usize, &str)> = BTreeMap::new();
        for finding in findings {
            let key = (&*finding.rule, fingerprint(finding));
            counts.entry(key).or_insert((0, &finding.place.text)).0 += finding.occurrences;
        }
        let mut entries: Vec<Entry> = counts
            .into_iter()
            .map(|((rule, fingerprint), (count, text))| Entry {
                rule: rule.to_owned(),
                text: shortened(text),
                fingerprint,
                count,
            })
            .collect();
        entries.sort();
        if !entries.is_empty() {
            self.files.insert(path.to_owned(), entries);
        }
    }

    /// Says of each finding of a file whether it is known, and gives the entries for which less was found than they
    /// say. Of several findings that are alike the first are the known ones.
    pub fn mark(&self, path: &str, findings: &mut [Finding]) -> Vec<Stale> {
        let entries = self.files.get(path).map_or(&[][..], Vec::as_slice);
        let identity = |entry: &Entry| (entry.rule.clone(), entry.fingerprint.clone());
        let mut left: BTreeMap<(String, String), usize> =
            entries.iter().map(|entry| (identity(entry), entry.count)).collect();
        for finding in findings {
            let left = left.get_mut(&(finding.rule.to_string(), fingerprint(finding)));
            let known = left.map_or(0, |left| {
                let known = finding.occurrences.min(*left);
                *left -= known;
                known
            });
            let all = known == finding.occurrences;
            finding.baseline = Some(if all { BaselineState::Unchanged } else { BaselineState::New });
        }
        let gone = entries.iter().map(|entry| (entry, left[&identity(entry)]));
        gone.filter(|(_, gone)| *gone > 0).map(|(entry, gone)| entry.stale(path, gone)).collect()
    }

    /// All entries of a file, as stale ones: the file is gone.
    pub fn all_stale(&self, path: &str) -> Vec<Stale> {
        self.files.get(path).into_iter().flatten().map(|entry| entry.stale(path, entry.count)).collect()
    }

    /// Takes what is stale out.
    pub fn prune(&mut self, stale: &[Stale]) {
        for gone in stale {
            let Some(entries) = self.files.get_mut(&gone.path) else { continue };
            let same = |entry: &&mut Entry| entry.rule == gone.rule && entry.fingerprint == gone.fingerprint;
            if let Some(entry) = entries.iter_mut().find(same) {
                entry.count = entry.count.saturating_sub(gone.gone);
            }
            entries.retain(|entry| entry.count > 0);
        }
        self.files.retain(|_, entries| !entries.is_empty());
    }

    /// Takes over the entries of files that `self` says nothing about and that `keep` names.
    pub fn inherit(&mut self, old: &Self, keep: impl Fn(&str) -> bool) {
        for (path, entries) in old.files.iter().filter(|(path, _)| keep(path)) {
            self.files.entry(path.clone()).or_insert_with(|| entries.clone());
        }
    }

    /// How many known findings there are that `old` does not have.
    pub fn growth_over(&self, old: &Self) -> usize {
        let count_in_old = |path: &str, entry: &Entry| {
            let same = |other: &&Entry| other.rule == entry.rule && other.fingerprint == entry.fingerprint;
            old.files.get(path).and_then(|entries| entries.iter().find(same)).map_or(0, |other| other.count)
        };
        let files = self.files.iter();
        files
            .flat_map(|(path, entries)| entries.iter().map(move |entry| (path, entry)))
            .map(|(path, entry)| entry.count.saturating_sub(count_in_old(path, entry)))
            .sum()
    }
}

impl Entry {
    fn stale(&self, path: &str, gone: usize) -> Stale {
        let (rule, text, fingerprint) = (self.rule.clone(), self.text.clone(), self.fingerprint.clone());
        Stale { path: path.to_owned(), rule, text, fingerprint, gone }
    }
}

fn fingerprint(finding: &Finding) -> String {
    format!("{:016x}", finding.fingerprint)
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MAX_TEXT) {
        None => text,
        Some((cut, _)) => format!("{}…", &text[..cut]),
    }
}
