//! The vocabulary while it is gathered: words get numbers, word classes their entries. Used when the program is
//! built and again when house rules bring words of their own.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::lexicon::inflect::inflections;
use crate::lexicon::scan;

/// Words, classes and their entries, as they are embedded in the program.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The words in folded form, one a line; the number of a word is its place plus one. None holds a line break.
    words: String,
    /// How many there are.
    count: u32,
    /// The classes; the number of a class is its place.
    pub classes: Vec<Class>,
    #[serde(skip)]
    ids: HashMap<String, u32>,
}

/// A word class.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its name: the file's.
    pub name: String,
    /// Its members of one word in any case.
    pub words: Vec<u32>,
    /// All others.
    pub entries: Vec<Entry>,
}

/// A member of a class: one or more words in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// The words' numbers.
    pub words: Vec<u32>,
    /// The spelling that is required, word by word, for an entry in exact case.
    pub exact: Option<Vec<String>>,
}

impl Class {
    fn add(&mut self, entry: Entry) {
        match (entry.words.as_slice(), &entry.exact) {
            ([], _) => {}
            ([word], None) => self.words.push(*word),
            _ => self.entries.push(entry),
        }
    }

    /// Sorts the members and leaves each in once.
    fn tidy(&mut self) {
        self.words.sort_unstable();
        self.words.dedup();
        self.entries.sort_by(|a, b| (&a.words, &a.exact).cmp(&(&b.words, &b.exact)));
        self.entries.dedup();
    }
}

/// A word-class file, `rules/data/words/<class>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassFile {
    /// What its members have in common.
    pub summary: String,
    /// Where they come from.
    pub sources: Vec<String>,
    /// The members; see [`Vocabulary::entries`].
    #[serde(default)]
    pub words: Vec<String>,
    /// Classes whose members belong to it too.
    #[serde(default)]
    pub include: Vec<String>,
}

impl Vocabulary {
    /// Prepares an embedded vocabulary for more words.
    pub fn reopen(&mut self) {
        self.ids = self.words().zip(1..).map(|(word, id)| (word.to_owned(), id)).collect();
    }

    /// The words in order of their numbers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.lines()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of a word in folded form, a new one if need be.
    pub fn word(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.ids.get(folded) {
            return *id;
        }
        self.words.push_str(folded);
        self.words.push('\n');
        self.count += 1;
        let id = self.count;
        self.ids.insert(folded.to_owned(), id);
        id
    }

    /// The number of a class.
    pub fn class(&self, name: &str) -> Option<u16> {
        self.classes.iter().position(|class| class.name == name).map(|at| at as u16)
    }

    /// The words of `text` in order, each with its spelling; hyphens between words are left out.
    pub fn pieces(&mut self, text: &str) -> Vec<(u32, String)> {
        let mut pieces = Vec::new();
        let mut spans = Vec::new();
        scan::scan(text, |start, end, _, _| spans.push(start..end));
        for span in spans {
            let spelling = &text[span];
            if is_hyphen(spelling) {
                continue;
            }
            let mut folded = String::new();
            scan::fold(spelling, &mut folded);
            pieces.push((self.word(&folded), spelling.to_owned()));
        }
        pieces
    }

    /// The entries that a line of a class file stands for: `~word` is inflected, `=Word` keeps its case.
    pub fn entries(&mut self, line: &str) -> Vec<Entry> {
        if let Some(exact) = line.strip_prefix('=') {
            let (words, spellings) = self.pieces(exact).into_iter().unzip();
            return vec![Entry { words, exact: Some(spellings) }];
        }
        let mut entries: Vec<Vec<u32>> = vec![Vec::new()];
        for part in line.split_whitespace() {
            let alternatives: Vec<Vec<u32>> = match part.strip_prefix('~') {
                Some(word) => inflections(&word.to_lowercase())
                    .iter()
                    .map(|form| self.pieces(form).into_iter().map(|(id, _)| id).collect())
                    .collect(),
                None => vec![self.pieces(part).into_iter().map(|(id, _)| id).collect()],
            };
            entries = entries
                .iter()
                .flat_map(|entry| alternatives.iter().map(move |more| [entry.as_slice(), more].concat()))
                .collect();
        }
        entries.into_iter().filter(|words| !words.is_empty()).map(|words| Entry { words, exact: None }).collect()
    }

    /// Adds the classes of all files at once, so that they may include each other.
    ///
    /// # Errors
    /// An included class that does not exist, or classes that include each other in a circle.
    pub fn add_classes(&mut self, files: &[(String, ClassFile)]) -> Result<(), String> {
        let first = self.classes.len();
        for (name, file) in files {
            let mut class = Class { name: name.clone(), ..Class::default() };
            file.words.iter().flat_map(|line| self.entries(line)).for_each(|entry| class.add(entry));
            self.classes.push(class);
        }
        for (at, (name, file)) in files.iter().enumerate() {
            let mut pending: Vec<&str> = file.include.iter().map(String::as_str).collect();
            let mut seen: Vec<&str> = vec![name];
            while let Some(other) = pending.pop() {
                if seen.contains(&other) {
                    continue;
                }
                seen.push(other);
                let id =
                    self.class(other).ok_or_else(|| format!("class {name} includes {other}, which does not exist"))?;
                if let Some((_, file)) = files.iter().find(|(name, _)| name == other) {
                    pending.extend(file.include.iter().map(String::as_str));
                }
                let included = match files.iter().find(|(name, _)| name == other) {
                    Some((_, file)) => {
                        let mut own = Class::default();
                        file.words.iter().flat_map(|line| self.entries(line)).for_each(|entry| own.add(entry));
                        own
                    }
                    None => self.classes[usize::from(id)].clone(),
                };
                let class = &mut self.classes[first + at];
                class.words.extend(included.words);
                class.entries.extend(included.entries);
            }
        }
        self.classes[first..].iter_mut().for_each(Class::tidy);
        Ok(())
    }
}

/// Whether `mark` is a hyphen.
pub fn is_hyphen(mark: &str) -> bool {
    matches!(mark, "-" | "\u{2010}" | "\u{2011}")
}
