//! Numbers that an article states twice, in its title, a caption or an image's alternative text and in its body, and
//! that differ.
//!
//! Nothing is said unless the body speaks of the same thing (the same noun for counts, the same words for shares) and
//! nowhere gives the number of the title.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document};
use crate::facts::{Kind, Quantity, Rational};
use crate::rules::Article;
use crate::span::ProseSpan;

/// `title-body-number`.
pub(super) fn title(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let blocks = &article.document().blocks;
    // The title is the first heading; what stands above it is navigation.
    let Some(title) = blocks.iter().position(Block::is_heading) else { return };
    for quantity in in_block(article, title) {
        if let Some(body) = contradiction(article, quantity) {
            findings.push(finding(article, "title-body-number", "the title", quantity, body));
        }
    }
}

/// `alt-text-number`.
pub(super) fn alt_text(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for (id, block) in article.document().blocks.iter().enumerate() {
        let place = match block.kind {
            BlockKind::Alt => "the alternative text",
            BlockKind::Caption => "the caption",
            _ => continue,
        };
        for quantity in in_block(article, id) {
            if let Some(body) = contradiction(article, quantity) {
                findings.push(finding(article, "alt-text-number", place, quantity, body));
            }
        }
    }
}

fn finding(article: &Article<'_>, rule: &'static str, place: &str, quantity: &Quantity, body: &Quantity) -> Diagnostic {
    let document = article.document();
    let (said, stated) = (document.text(quantity.span), document.text(body.span));
    Diagnostic::new(rule, article.span(quantity.span), format!("{place} says {said}, the text {stated}"))
        .related(article.span(body.span), "in the text")
}

fn in_block<'a>(article: &'a Article<'_>, block: usize) -> impl Iterator<Item = &'a Quantity> {
    let document = article.document();
    let quantities = &article.facts().quantities;
    document.blocks[block].sentences.clone().flat_map(move |sentence| quantities.in_sentence(sentence))
}

/// The figure of the body that takes the place of `quantity`, if the body speaks of the same thing and never agrees.
fn contradiction<'a>(article: &'a Article<'_>, quantity: &Quantity) -> Option<&'a Quantity> {
    if !matches!(quantity.kind, Kind::Share | Kind::Change | Kind::Count | Kind::Rate) {
        return None;
    }
    let document = article.document();
    let own_words = content_words(document, document.sentences[quantity.sentence].prose);
    let noun = quantity.head.map(|head| stem(document.text(head)));
    let mut other = None;
    for body in &article.facts().quantities.all {
        let block = &document.blocks[body.block];
        if !block.is_running_text() || article.is_masked(body.block) || body.unit != quantity.unit {
            continue;
        }
        if !body.reading().is_disjoint(quantity.reading()) {
            return None;
        }
        let same_kind = body.kind == quantity.kind && body.stance.is_asserted();
        let same_noun = noun.is_some() && body.head.map(|head| stem(document.text(head))) == noun;
        let shared =
            || content_words(document, document.sentences[body.sentence].prose).intersection(&own_words).count();
        // "12 foods … eat 2 foods from each group": far apart, two counts of one noun count different things.
        let near = || body.reading().gap_factor(quantity.reading()).is_some_and(|gap| gap <= *MOST_FACTOR);
        let same_thing =
            if quantity.kind == Kind::Count { same_noun && shared() >= 1 && near() } else { shared() >= 2 };
        if same_kind && same_thing {
            other = other.or(Some(body));
        }
    }
    other
}

/// Two counts of the same thing lie no further apart.
static MOST_FACTOR: LazyLock<Rational> = LazyLock::new(|| Rational::fraction(2, 1).unwrap_or(Rational::ZERO));

fn stem(noun: &str) -> String {
    noun.to_lowercase().trim_end_matches('s').to_owned()
}

/// Words of four letters and more, without their endings.
fn content_words(document: &Document, span: ProseSpan) -> FxHashSet<String> {
    let words = document.text(span).split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
    words.map(|word| stem(word).chars().take(6).collect()).collect()
}
