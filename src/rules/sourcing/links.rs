//! Links as sources: to the wrong site, to a front door, to a site that carries no health claim alone. Those to work
//! that nobody has reviewed are in `unreviewed`.

use super::evidence::Evidence;
use super::sites;
use crate::diagnostic::Diagnostic;
use crate::facts::citation::SourceLink;
use crate::facts::institution::{self, Institution, InstitutionKind};
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// A link with the sentence or the reference entry it stands in.
pub(super) struct Placed<'a> {
    pub(super) link: &'a SourceLink,
    pub(super) text: &'a str,
    anchor: &'a str,
    pub(super) span: Span,
    sentence: usize,
    /// What it is the source of: its sentence, or its entry of the reference list.
    pub(super) around: ProseSpan,
}

/// Links to other sites in the running text and in the reference list.
pub(super) fn placed<'a>(article: &'a Article<'a>) -> impl Iterator<Item = Placed<'a>> {
    let document = article.document();
    let citations = &article.facts().citations;
    citations.outward().filter_map(move |link| {
        let mark = &document.marks[link.mark];
        let block = document.block_at(mark.prose.start());
        if article.is_masked(block) || document.blocks[block].is_heading() {
            return None;
        }
        let sentence = document.sentence_at(mark.prose.start());
        let around = match link.entry {
            Some(entry) => citations.references[entry].span,
            None => document.sentences.get(sentence)?.prose,
        };
        Some(Placed {
            link,
            text: document.text(around),
            anchor: document.text(mark.prose),
            span: mark.source,
            sentence,
            around,
        })
    })
}

/// Links that stand in the same sentence or entry, this one included.
pub(super) fn companions<'a>(
    article: &'a Article<'_>,
    place: &Placed<'_>,
) -> impl Iterator<Item = &'a SourceLink> + use<'a> {
    let document = article.document();
    let links = &article.facts().citations.links;
    let around = place.around;
    let from = links.partition_point(|link| document.marks[link.mark].prose.start() < around.start());
    links[from..]
        .iter()
        .take_while(move |link| document.marks[link.mark].prose.start() < around.end())
        .filter(|link| !link.is_own)
}

/// `attribution-link-mismatch`.
pub(super) fn mismatch(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for place in placed(article) {
        let mark = &document.marks[place.link.mark];
        let named =
            if is_generic(place.anchor) { attributed(article, &place) } else { institutions(article, mark.prose) };
        let Some(first) = named.first() else { continue };
        let address = &place.link.address;
        let fits = |institution: &&Institution| institution.domains.iter().any(|domain| address.is_under(domain));
        // The papers of an agency stand on many official sites.
        let top = address.host().rsplit('.').next().unwrap_or_default();
        let official =
            first.kind == InstitutionKind::Agency && matches!(top, "gov" | "int") || address.host().contains(".gov.");
        if named.iter().any(fits) || official || sites::is_mirror(address) {
            continue;
        }
        let message = format!("{} is named, but the link leads to {}", first.name, address.domain());
        findings.push(Diagnostic::new("attribution-link-mismatch", place.span, message));
    }
}

/// "source", "here", "[1]": words that say nothing about where the link leads.
fn is_generic(anchor: &str) -> bool {
    let anchor = anchor.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        anchor.as_str(),
        "" | "source"
            | "here"
            | "link"
            | "report"
            | "study"
            | "data"
            | "read more"
            | "this report"
            | "this study"
            | "reports"
            | "says"
            | "warns"
            | "states"
            | "notes"
            | "advises"
            | "recommends"
            | "estimates"
            | "found"
            | "guidance"
            | "advice"
            | "statement"
            | "guidelines"
            | "recommendations"
            | "statistics"
            | "according to"
            | "website"
            | "see here"
            | "page"
            | "figures"
    ) || anchor.chars().all(|c| c.is_ascii_digit())
}

/// Listed institutions that the words of a link name.
fn institutions(article: &Article<'_>, span: ProseSpan) -> Vec<&'static Institution> {
    let document = article.document();
    let from = document.tokens.partition_point(|token| token.start() < span.start());
    let to = document.tokens.partition_point(|token| token.start() < span.end());
    institution::listed_in(document, &document.tokens[from..to])
}

/// The one institution that the sentence of a link without telling words is attributed to.
fn attributed(article: &Article<'_>, place: &Placed<'_>) -> Vec<&'static Institution> {
    let sources = &article.facts().attributions.institutions;
    let from = sources.partition_point(|source| source.sentence < place.sentence);
    let here: Vec<_> = sources[from..].iter().take_while(|source| source.sentence == place.sentence).collect();
    let alone = companions(article, place).count() == 1 && place.link.entry.is_none();
    match here.as_slice() {
        [only] if alone => only.mention.known.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// `homepage-citation`.
pub(super) fn front_doors(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    for place in placed(article) {
        let address = &place.link.address;
        let what = if address.is_home_page() {
            "the front page"
        } else if address.is_listing() {
            "a list of results"
        } else {
            continue;
        };
        // In the text the link is a source only where the sentence states something; "visit the NHS" names a place to go.
        if place.link.entry.is_none()
            && (!states_something(article, &evidence, &place) || invites(place.text) || is_directed(article, &place))
        {
            continue;
        }
        if place.link.entry.is_some() && companions(article, &place).count() > 1 {
            continue;
        }
        let message = format!("the source is {what} of {}, not the page with the statement", address.domain());
        findings.push(Diagnostic::new("homepage-citation", place.span, message));
    }
}

/// A figure, a quotation or a reported finding.
fn states_something(article: &Article<'_>, evidence: &Evidence<'_>, place: &Placed<'_>) -> bool {
    let facts = article.facts();
    let attributed =
        facts.attributions.institutions.binary_search_by_key(&place.sentence, |source| source.sentence).is_ok();
    is_generic(place.anchor) && !place.anchor.to_lowercase().contains("here")
        || attributed
        || evidence.speech(place.sentence).is_some()
        || !facts.quantities.in_sentence(place.sentence).is_empty()
        || evidence.has(place.sentence, class!("finding-verb"))
}

/// An address printed as a place to go: "at www.example.org". In brackets it is a source.
pub(super) fn is_directed(article: &Article<'_>, place: &Placed<'_>) -> bool {
    let printed = place.anchor.starts_with("http") || place.anchor.starts_with("www");
    let document = article.document();
    let start = document.marks[place.link.mark].prose.start();
    let before = document.text(ProseSpan::new(place.around.start().min(start), start)).trim_end();
    let word = before.rsplit(' ').next().unwrap_or_default().trim_end_matches(':').to_lowercase();
    printed
        && (matches!(
            word.as_str(),
            "at" | "to"
                | "visit"
                | "on"
                | "via"
                | "see"
                | "website"
                | "online"
                | "-"
                | "–"
                | "or"
                | "and"
                | "site"
                | "web"
        ) || before.split(' ').count() < 4)
}

/// A call to go somewhere, buy, follow, share.
pub(super) fn invites(text: &str) -> bool {
    const CALLS: [&str; 30] = [
        "see our",
        "e-mail",
        "email",
        "phone:",
        "fax",
        "internet:",
        "originally published",
        "originally appeared",
        "visit",
        "follow",
        "join",
        "contact",
        "call",
        "subscribe",
        "sign up",
        "learn more",
        "find out more",
        "more information",
        "for help",
        "helpline",
        "donate",
        "buy",
        "download",
        "go to",
        "watch",
        "share",
        "available at",
        "available from",
        "chat",
        "website",
    ];
    let text = text.to_lowercase();
    CALLS.iter().any(|call| text.contains(call))
}

/// A sentence of fewer words states nothing that needs a source ("Our channel").
const FEWEST_WORDS: usize = 4;

/// `low-tier-source`: a claim rests on nothing better than a site of a listed class.
pub(super) fn low_tier(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for place in placed(article) {
        let Some(tier) = sites::tier(&place.link.address) else { continue };
        let better = companions(article, &place).any(|other| sites::tier(&other.address).is_none());
        let is_bare = place.link.entry.is_none() && place.text.split_whitespace().count() < FEWEST_WORDS;
        if better || invites(place.text) || is_about_the_site(place.text) || is_bare {
            continue;
        }
        let message = format!("the only source here is {}: {}", tier.what, place.link.address.domain());
        findings.push(
            Diagnostic::new("low-tier-source", place.span, message)
                .severity(tier.severity)
                .group(place.link.address.domain()),
        );
    }
}

/// The sentence is about what the site says, not about what is so.
fn is_about_the_site(text: &str) -> bool {
    const CRITICISM: [&str; 30] = [
        "misinformation",
        "disinformation",
        "false",
        "debunk",
        "myth",
        "hoax",
        "rumor",
        "rumour",
        "viral",
        "conspiracy",
        "posted",
        "a post",
        "posts",
        "claims that",
        "claimed",
        "claiming",
        "sued",
        "banned",
        "warned",
        "warning letter",
        "misleading",
        "unproven",
        "no evidence",
        "photo",
        "image",
        "hashtag",
        "forum",
        "group",
        "listing",
        "sold on",
    ];
    let text = text.to_lowercase();
    CRITICISM.iter().any(|word| text.contains(word))
}
