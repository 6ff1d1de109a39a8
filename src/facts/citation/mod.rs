//! The citation graph: markers in the text, entries of the reference list, links to other sites, and which sentence
//! each of them covers.
//!
//! A citation covers its own sentence. At the end of a paragraph it also covers the sentences back to the citation
//! before it, three at most; a sentence that goes on about the same source ("The trial also …") stays covered.

mod coverage;
mod index;
mod list;
mod marker;
mod reference;

pub use marker::{Marker, MarkerKind, Target};
pub use reference::{Reference, Year};

use super::address::Address;
use super::editorial::Editorial;
use crate::document::{BlockKind, Document, MarkKind};

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLink {
    /// Its place in [`Document::marks`].
    pub mark: usize,
    /// Where it leads.
    pub address: Address,
    /// Whether it leads to the site that publishes the article.
    pub is_own: bool,
    /// The entry of the reference list it stands in.
    pub entry: Option<usize>,
}

/// The citation graph of a document.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// The reference list and the footnotes.
    pub references: Vec<Reference>,
    /// The markers, in order.
    pub markers: Vec<Marker>,
    /// The links to other sites, in order.
    pub links: Vec<SourceLink>,
    /// By sentence: whether a citation covers it.
    covered: Vec<bool>,
}

impl Citations {
    /// Reads the graph. `own` are the domains of the publisher.
    pub fn find(document: &Document, editorial: &Editorial, own: &[String]) -> Self {
        let references = Reference::find(document);
        let markers = marker::find(document, &references, editorial.has_bibliography);
        let links = links(document, editorial, own, &references);
        let covered = coverage::covered(document, &markers, &links);
        Self { references, markers, links, covered }
    }

    /// Whether a citation covers the sentence.
    pub fn covers(&self, sentence: usize) -> bool {
        self.covered.get(sentence).copied().unwrap_or(false)
    }

    /// The links that stand in the running text and lead to another site.
    pub fn outward(&self) -> impl Iterator<Item = &SourceLink> {
        self.links.iter().filter(|link| !link.is_own)
    }

    /// Whether the document cites anything at all.
    pub fn is_empty(&self) -> bool {
        self.references.is_empty() && self.markers.is_empty() && self.outward().next().is_none()
    }

    /// The entries that the text cites, each once.
    pub fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.references.len()];
        for target in self.markers.iter().flat_map(|marker| &marker.targets) {
            if let Target::Entry(entry) | Target::OtherYear { entry, .. } = target {
                used[*entry] = true;
            }
        }
        used
    }
}

fn links(document: &Document, editorial: &Editorial, own: &[String], references: &[Reference]) -> Vec<SourceLink> {
    let mut links = Vec::new();
    for (mark, found) in document.marks.iter().enumerate() {
        let MarkKind::Link(href) = &found.kind else { continue };
        let Some(address) = Address::parse(href) else { continue };
        let block = document.block_at(found.prose.start());
        if document.blocks.get(block).is_none_or(|block| block.kind == BlockKind::Alt) {
            continue;
        }
        let is_own = own.iter().any(|domain| address.is_under(domain))
            || editorial.site.as_deref().is_some_and(|site| address.is_under(site));
        let after = references.partition_point(|reference| reference.span.start() <= found.prose.start());
        let entry = after.checked_sub(1).filter(|entry| references[*entry].span.encloses(found.prose));
        links.push(SourceLink { mark, address, is_own, entry });
    }
    links.shrink_to_fit();
    links
}
