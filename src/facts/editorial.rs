//! Who wrote and reviewed an article and when, from its metadata or, failing that, from the lines around its text.
//!
//! Keys are those that Hugo, Jekyll, Astro, Gatsby, WordPress exports, HTML meta elements and schema.org use. Visible
//! lines count near the head and the foot only, because a name or a date in the middle of an article says something else.

use super::address::Address;
use super::byline;
use super::date::{self, StatedDate};
use crate::document::{BlockKind, Document, MetadataEntry};
use crate::span::Span;

/// A statement about the article, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What an article says about itself.
#[derive(Clone, Debug, Default)]
pub struct Editorial {
    /// Its title in the metadata.
    pub title: Option<Stated<Box<str>>>,
    /// Its description in the metadata.
    pub description: Option<Stated<Box<str>>>,
    /// A person or an organisation that answers for it.
    pub author: Option<Stated<Box<str>>>,
    /// Who checked it.
    pub reviewer: Option<Stated<Box<str>>>,
    /// When it was published or written.
    pub published: Option<Stated<StatedDate>>,
    /// When it was last changed.
    pub updated: Option<Stated<StatedDate>>,
    /// When it was last reviewed.
    pub reviewed: Option<Stated<StatedDate>>,
    /// Whether a news agency's line opens it, which dates it even where the day is not printed.
    pub has_dateline: bool,
    /// Whether it is marked as kept for the record.
    pub is_archived: bool,
    /// Whether a bibliography file resolves its citation keys.
    pub has_bibliography: bool,
    /// The domain it is published under.
    pub site: Option<Box<str>>,
}

/// A paragraph of so many bytes is text, not a line above it.
const STAMP_TEXT: u32 = 120;

const TITLE: [&str; 5] = ["title", "headline", "og:title", "dc.title", "citation_title"];
const DESCRIPTION: [&str; 6] = ["description", "og:description", "summary", "excerpt", "subtitle", "dek"];
const AUTHOR: [&str; 20] = [
    "author",
    "authors",
    "byline",
    "by",
    "writer",
    "writers",
    "written_by",
    "writtenby",
    "written-by",
    "creator",
    "dc.creator",
    "dc:creator",
    "article:author",
    "citation_author",
    "parsely-author",
    "post_author",
    "contributors",
    "sailthru.author",
    "author_name",
    "authorname",
];
const REVIEWER: [&str; 15] = [
    "reviewer",
    "reviewers",
    "reviewed_by",
    "reviewedby",
    "reviewed-by",
    "medical_reviewer",
    "medicalreviewer",
    "medical-reviewer",
    "medically_reviewed_by",
    "medicallyreviewedby",
    "medically-reviewed-by",
    "fact_checked_by",
    "factcheckedby",
    "fact-checked-by",
    "fact_checker",
];
const PUBLISHED: [&str; 25] = [
    "date",
    "published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_at",
    "publishedat",
    "published_date",
    "publisheddate",
    "publishedon",
    "published_on",
    "pubdate",
    "pub_date",
    "pub-date",
    "datepublished",
    "date_published",
    "article:published_time",
    "dc.date",
    "dc.date.issued",
    "citation_publication_date",
    "citation_date",
    "post_date",
    "wp:post_date",
    "created",
    "datecreated",
];
const UPDATED: [&str; 22] = [
    "lastmod",
    "updated",
    "modified",
    "last_updated",
    "lastupdated",
    "last-updated",
    "last_modified",
    "lastmodified",
    "last-modified",
    "last_modified_at",
    "datemodified",
    "date_modified",
    "updated_at",
    "updatedat",
    "updateddate",
    "updated_date",
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "moddate",
    "revised",
    "wp:post_modified",
];
const REVIEWED: [&str; 16] = [
    "reviewed",
    "last_reviewed",
    "lastreviewed",
    "last-reviewed",
    "review_date",
    "reviewdate",
    "review-date",
    "reviewed_at",
    "reviewed_on",
    "reviewedon",
    "date_reviewed",
    "datereviewed",
    "medically_reviewed",
    "medicallyreviewed",
    "medically_reviewed_on",
    "medically-reviewed",
];

/// The date of a `<time>` element above the text that nothing else explains.
fn stamp(document: &Document) -> Option<Stated<StatedDate>> {
    let text =
        document.blocks.iter().find(|block| block.kind == BlockKind::Paragraph && block.prose.len() >= STAMP_TEXT)?;
    let mut entries = document.metadata.find(&["time"]).filter(|entry| entry.source.start() < text.source.start());
    entries.find_map(|entry| Some(Stated { value: date::parse(entry.value.trim())?, span: entry.source }))
}

impl Editorial {
    /// Reads the metadata and the lines around the text.
    pub fn find(document: &Document) -> Self {
        let mut editorial = Self::default();
        for entry in &document.metadata.entries {
            editorial.read(entry);
        }
        byline::read(document, &mut editorial);
        if editorial.newest().is_none() {
            editorial.published = stamp(document);
        }
        editorial
    }

    /// The newest date that the article gives itself.
    pub fn newest(&self) -> Option<StatedDate> {
        [&self.published, &self.updated, &self.reviewed]
            .into_iter()
            .flatten()
            .map(|stated| stated.value)
            .max_by_key(|date| date.first)
    }

    /// Whether a reader can tell when it is from.
    pub fn is_dated(&self) -> bool {
        self.has_dateline || self.newest().is_some()
    }

    fn read(&mut self, entry: &MetadataEntry) {
        let text = entry.value.trim();
        if text.is_empty() || matches!(text, "null" | "~" | "[]" | "\"\"") {
            return;
        }
        // "@graph.author.name" and "params.author" end in what matters; a bare "name" belongs to the level above it.
        let key = &*entry.key;
        let key = key.strip_suffix(".name").or_else(|| key.strip_suffix(".display_name")).unwrap_or(key);
        let is = |keys: &[&str]| {
            keys.iter().any(|known| key == *known || key.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
        };
        let said = || Stated { value: text.into(), span: entry.source };
        let dated = || date::parse(text).map(|value| Stated { value, span: entry.source });
        if is(&TITLE) {
            self.title.get_or_insert_with(said);
        } else if is(&DESCRIPTION) {
            self.description.get_or_insert_with(said);
        } else if is(&REVIEWER) {
            self.reviewer.get_or_insert_with(said);
        } else if is(&AUTHOR) && !text.starts_with("http") {
            self.author.get_or_insert_with(said);
        } else if is(&PUBLISHED) {
            self.published = self.published.take().or_else(dated);
        } else if is(&UPDATED) {
            self.updated = self.updated.take().or_else(dated);
        } else if is(&REVIEWED) {
            // Some sites put the reviewer there.
            match dated() {
                Some(date) => self.reviewed = self.reviewed.take().or(Some(date)),
                None if text.split_whitespace().count() > 1 => {
                    self.reviewer.get_or_insert_with(said);
                }
                None => {}
            }
        } else if is(&["canonical", "canonical_url", "og:url", "url", "permalink"]) {
            let site = || Address::parse(text).map(|address| address.domain().into());
            self.site = self.site.take().or_else(site);
        } else if is(&["archived", "archive", "archived_at"]) {
            self.is_archived = text != "false";
        } else if is(&["bibliography", "references.id", "references"]) {
            self.has_bibliography = true;
        }
    }
}
