//! What a document says about itself outside its text: front matter, HTML meta elements, JSON-LD.

use crate::span::Span;

/// Where an entry was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataOrigin {
    /// YAML (`---`) or TOML (`+++`) front matter.
    FrontMatter,
    /// `<meta>`, `<title>`, `<link>` and `<time>` elements of an HTML page.
    Html,
    /// A JSON-LD script.
    JsonLd,
}

/// One key with one value. Lists and nested tables are flattened: `authors: [{name: A}]` becomes `authors.name = A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataEntry {
    /// Lower case, dots between levels, list positions dropped: `author`, `author.name`, `article:published_time`.
    pub key: Box<str>,
    /// The value as text.
    pub value: Box<str>,
    /// The value in the source, or the whole element or line where it can't be told more exactly.
    pub source: Span,
    /// Where it was found.
    pub origin: MetadataOrigin,
}

/// All entries, in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The entries.
    pub entries: Vec<MetadataEntry>,
    /// Front matter that could not be read: where and why.
    pub problems: Vec<(Span, String)>,
}

impl Metadata {
    /// The entries whose key is one of `keys` (lower case).
    pub fn find<'a>(&'a self, keys: &'a [&str]) -> impl Iterator<Item = &'a MetadataEntry> {
        self.entries.iter().filter(|entry| keys.contains(&&*entry.key))
    }
}
