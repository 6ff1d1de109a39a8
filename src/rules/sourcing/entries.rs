//! Markers and reference lists: what points nowhere, what nobody points to, what stands there twice, what is out of
//! order.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::facts::citation::{Citations, Marker, MarkerKind, Reference, Target};
use crate::facts::identifier::IdentifierKind;
use crate::rules::Article;
use crate::span::Span;

/// Where a marker stands in the source; footnotes leave no prose.
fn place(article: &Article<'_>, marker: &Marker) -> Span {
    match marker.mark {
        Some(mark) if marker.span.is_empty() => article.document().marks[mark].source,
        _ => article.span(marker.span),
    }
}

fn cites_something_linked(article: &Article<'_>, marker: &Marker) -> bool {
    let document = article.document();
    let sentence = document.sentences.get(document.sentence_at(marker.span.start()));
    let span = sentence.map_or(marker.span, |sentence| sentence.prose);
    article.facts().citations.outward().any(|link| {
        let place = document.marks[link.mark].prose;
        place.overlaps(marker.span) || marker.kind == MarkerKind::AuthorYear && span.encloses(place)
    })
}

/// `citation-unresolved`.
pub(super) fn unresolved(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let citations = &article.facts().citations;
    let document = article.document();
    let highest = citations.references.iter().filter_map(|reference| reference.number).max();
    for marker in &citations.markers {
        let missing: Vec<&str> = marker
            .targets
            .iter()
            .filter_map(|target| match target {
                Target::Missing(what) => Some(&**what),
                _ => None,
            })
            .collect();
        if missing.is_empty() || article.is_masked(document.block_at(marker.span.start())) {
            continue;
        }
        if cites_something_linked(article, marker) {
            continue;
        }
        let asked = missing.join(", ");
        let mut finding = Diagnostic::new(
            "citation-unresolved",
            place(article, marker),
            match (marker.kind, highest) {
                (MarkerKind::Footnote, _) => format!("there is no note or entry “{asked}”"),
                (MarkerKind::Anchor, _) => format!("the link leads to “#{asked}”, which is not on the page"),
                (MarkerKind::AuthorYear, _) if citations.references.is_empty() => {
                    format!("{asked} is cited, but there is no reference list")
                }
                (MarkerKind::AuthorYear, _) => format!("no entry of the reference list is by {asked}"),
                (_, None) => format!("marker {asked}, but there is no reference list"),
                (_, Some(highest)) => format!("there is no reference {asked}: the list ends at {highest}"),
            },
        );
        if citations.references.is_empty() {
            finding = finding.group("no reference list");
        }
        findings.push(finding);
    }
}

/// Whether the text points into the reference list at all.
fn uses_markers(citations: &Citations) -> bool {
    citations.used().contains(&true)
}

/// `reference-unused`.
pub(super) fn unused(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let citations = &article.facts().citations;
    if !uses_markers(citations) {
        return;
    }
    let used = citations.used();
    let notes_used = citations.references.iter().zip(&used).any(|(reference, used)| reference.is_note && *used);
    let list_used = citations.references.iter().zip(&used).any(|(reference, used)| !reference.is_note && *used);
    for (reference, used) in citations.references.iter().zip(&used) {
        // Notes and list may stand side by side; only the one that the text uses can have unused entries.
        let in_use = if reference.is_note { notes_used } else { list_used };
        // An entry that a link in the text leads to as well is used.
        if *used || !in_use || is_linked(article, reference) {
            continue;
        }
        let name = reference.number.map_or_else(|| "this entry".to_owned(), |number| format!("reference {number}"));
        let span = article.span(reference.span);
        findings.push(Diagnostic::new("reference-unused", span, format!("{name} is not cited in the text")));
    }
}

fn is_linked(article: &Article<'_>, reference: &Reference) -> bool {
    let citations = &article.facts().citations;
    let inside =
        |link: &&crate::facts::citation::SourceLink| reference.span.encloses(article.document().marks[link.mark].prose);
    citations
        .links
        .iter()
        .filter(inside)
        .any(|own| citations.links.iter().any(|other| other.entry.is_none() && other.address == own.address))
}

/// `reference-duplicate`.
pub(super) fn duplicates(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let references = &article.facts().citations.references;
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    for (entry, reference) in references.iter().enumerate() {
        if reference.is_note {
            continue;
        }
        let keys = keys(article, reference);
        let first = keys.iter().find_map(|key| by_key.get(key).copied());
        for key in &keys {
            by_key.entry(key.clone()).or_insert(entry);
        }
        let Some(first) = first else { continue };
        let other = &references[first];
        if differs_in_place(document, other, reference) {
            continue;
        }
        let name = |reference: &Reference| {
            reference.number.map_or_else(|| "an entry above".to_owned(), |number| format!("reference {number}"))
        };
        let message = format!("the same source as {}", name(other));
        findings.push(
            Diagnostic::new("reference-duplicate", article.span(reference.span), message)
                .related(article.span(other.span), "first here"),
        );
    }
}

/// What makes two entries the same source: DOI, PMID, or title and year.
fn keys(article: &Article<'_>, reference: &Reference) -> Vec<String> {
    let facts = article.facts();
    let identifiers = &facts.identifiers;
    let from = identifiers.partition_point(|identifier| identifier.span.start() < reference.span.start());
    let printed = identifiers[from..]
        .iter()
        .take_while(|identifier| identifier.span.end() <= reference.span.end())
        .map(|identifier| (identifier.kind, identifier.key.clone()));
    let linked = facts
        .citations
        .links
        .iter()
        .filter(|link| reference.span.encloses(article.document().marks[link.mark].prose))
        .filter_map(|link| link.address.identifier());
    let mut keys: Vec<String> = printed
        .chain(linked)
        .filter(|(kind, _)| matches!(kind, IdentifierKind::Doi | IdentifierKind::Pmid | IdentifierKind::Pmcid))
        .map(|(kind, key)| format!("{}:{key}", kind.name()))
        .collect();
    let pages =
        facts.citations.links.iter().filter(|link| reference.span.encloses(article.document().marks[link.mark].prose));
    keys.extend(
        pages.filter(|link| !link.address.is_home_page()).map(|link| format!("page:{}", link.address.as_str())),
    );
    if reference.title.split(' ').count() >= 5 {
        let year = reference.year.map_or(0, |year| year.value);
        keys.push(format!("{year}:{}", reference.title));
    }
    keys
}

/// Other pages, chapters or editions of one work; notes that repeat a source on purpose.
fn differs_in_place(document: &Document, first: &Reference, second: &Reference) -> bool {
    let (a, b) = (document.text(first.span).to_lowercase(), document.text(second.span).to_lowercase());
    let marks = [
        "ibid",
        "op. cit",
        "edition",
        " ed.",
        "chapter",
        "chap.",
        " vol.",
        "appendix",
        " table ",
        "supplement",
        " p. ",
        " pp. ",
    ];
    let tail = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).skip(4).collect::<String>();
    marks.iter().any(|mark| a.contains(mark) || b.contains(mark)) && tail(&a) != tail(&b)
}

/// `citation-order`: numbers are first used in ascending order, unless the list is in alphabetical order.
pub(super) fn order(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let citations = &article.facts().citations;
    if is_alphabetical(article) {
        return;
    }
    let mut next = 1;
    let mut finding: Option<Diagnostic> = None;
    for marker in &citations.markers {
        if !matches!(marker.kind, MarkerKind::Bracket | MarkerKind::Superscript | MarkerKind::Parenthesis) {
            continue;
        }
        for target in &marker.targets {
            let Target::Entry(entry) = target else { continue };
            let Some(number) = citations.references[*entry].number else { continue };
            if number > next {
                let message = format!("reference {number} is cited before reference {next}");
                finding = Some(match finding.take() {
                    None => Diagnostic::new("citation-order", place(article, marker), message),
                    Some(first) if first.related.len() < 10 => first.related(place(article, marker), message),
                    Some(first) => first,
                });
            }
            next = next.max(number + 1);
        }
    }
    findings.extend(finding);
}

fn is_alphabetical(article: &Article<'_>) -> bool {
    let document = article.document();
    let heads: Vec<String> = article
        .facts()
        .citations
        .references
        .iter()
        .filter(|reference| !reference.is_note)
        .map(|reference| {
            document.text(reference.authors).trim_start().chars().take(4).collect::<String>().to_lowercase()
        })
        .collect();
    heads.len() >= 4 && heads.is_sorted()
}
