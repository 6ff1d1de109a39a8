//! Sources that no journal has reviewed: `preprint-unlabelled` and `press-release-source`.
//!
//! Either may be cited; the reader must be told that it is one, or the paper must stand beside it.

use super::links::{companions, invites, is_directed, placed};
use super::sites;
use crate::diagnostic::Diagnostic;
use crate::rules::Article;
use crate::span::Span;

/// `preprint-unlabelled`.
pub(super) fn preprints(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let facts = article.facts();
    let mut told: Option<Span> = None;
    let links = placed(article).filter_map(|place| {
        let server = sites::preprint_at(&place.link.address)?;
        Some((place.span, place.around, place.link.entry.is_some(), server))
    });
    let printed = facts.identifiers.iter().filter_map(|identifier| {
        let server = sites::preprint(identifier.kind, &identifier.key)?;
        let entry = facts.citations.references.iter().find(|reference| reference.span.encloses(identifier.span));
        let sentence = document.sentences.get(document.sentence_at(identifier.span.start()))?.prose;
        Some((article.span(identifier.span), entry.map_or(sentence, |entry| entry.span), entry.is_some(), server))
    });
    let mut all: Vec<_> = links.chain(printed).collect();
    all.sort_by_key(|(span, ..)| *span);
    for (span, around, is_entry, server) in all {
        // A printed DOI that is also a link is one source.
        if told.is_some_and(|told| told.overlaps(span)) || is_labelled(document.text(around), is_entry) {
            continue;
        }
        told = Some(span);
        let message = format!("a preprint ({}) that is not called one", server.name);
        findings.push(Diagnostic::new("preprint-unlabelled", span, message));
    }
}

/// Whether the sentence says it in words, or the entry at least names the server, as reference styles have it.
fn is_labelled(text: &str, is_entry: bool) -> bool {
    let text = text.to_lowercase();
    let says =
        ["preprint", "pre-print", "peer review", "peer-review", "not yet reviewed", "not been reviewed", "unpublished"];
    says.iter().any(|word| text.contains(word))
        || is_entry
            && [
                "medrxiv",
                "biorxiv",
                "arxiv",
                "research square",
                "ssrn",
                "psyarxiv",
                "preprints.org",
                "osf preprints",
                "chemrxiv",
                "authorea",
            ]
            .iter()
            .any(|name| names_in_words(&text, name))
}

/// Whether `name` stands in `text` outside an address.
fn names_in_words(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(['/', '.'])
            && !text[at + name.len()..].starts_with(".org")
            && !text[at + name.len()..].starts_with(".com")
    })
}

/// `press-release-source`.
pub(super) fn press_releases(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for place in placed(article) {
        let Some(wire) = sites::wire(&place.link.address) else { continue };
        let primary = companions(article, &place).any(|other| sites::wire(&other.address).is_none());
        if primary
            || invites(place.text)
            || is_directed(article, &place)
            || place.text.to_lowercase().contains("press release")
            || place.text.to_lowercase().contains("news release")
        {
            continue;
        }
        let message = format!("the only source here is a press release ({})", wire.name);
        findings.push(Diagnostic::new("press-release-source", place.span, message));
    }
}
