//! References by what markers ask for: numbers, anchors, names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reference;
use super::reference::{initials, name_words};
use crate::document::Document;

/// Entries by what markers ask for.
pub(super) struct Index {
    pub(super) numbers: FxHashMap<u32, usize>,
    pub(super) anchors: FxHashMap<Box<str>, usize>,
    /// By each word of the authors' part in lower case, and by the initials of an organisation.
    names: FxHashMap<String, Vec<usize>>,
    /// Anchors of other blocks: a link to one of them is no citation.
    pub(super) elsewhere: FxHashSet<Box<str>>,
    /// Whether the reference list is one of authors and years.
    pub(super) lists_names: bool,
}

impl Index {
    pub(super) fn new(document: &Document, references: &[Reference]) -> Self {
        let mut numbers = FxHashMap::default();
        let mut anchors = FxHashMap::default();
        let mut names: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (entry, reference) in references.iter().enumerate() {
            if let Some(number) = reference.number {
                numbers.entry(number).or_insert(entry);
            }
            if let Some(anchor) = &reference.anchor {
                anchors.entry(anchor.clone()).or_insert(entry);
            }
            let head = document.text(reference.authors);
            let mut add = |name: String| {
                let entries = names.entry(name).or_default();
                if entries.last() != Some(&entry) {
                    entries.push(entry);
                }
            };
            name_words(head).for_each(|word| add(word.replace('’', "'").to_lowercase()));
            let initials = initials(head).to_lowercase();
            (2..=initials.chars().count().min(8)).for_each(|length| add(initials.chars().take(length).collect()));
        }
        let lists_names =
            references.iter().filter(|reference| !reference.is_note && reference.year.is_some()).count() >= 2;
        let elsewhere = document.blocks.iter().filter_map(|block| block.anchor.clone()).collect();
        Self { numbers, anchors, names, elsewhere, lists_names }
    }

    /// Entries that may be by `name`, to be looked at.
    pub(super) fn by_name(&self, name: &str) -> &[usize] {
        let first = name.split_whitespace().next().unwrap_or(name).replace('’', "'").to_lowercase();
        self.names.get(&first).map_or(&[], Vec::as_slice)
    }
}
