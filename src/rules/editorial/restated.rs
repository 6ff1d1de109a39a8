//! Numbers that an article states twice, in its title, a caption or an image's alternative text and in its body, and
//! that differ.
//!
//! Nothing is said unless the body speaks of the same thing (the same noun for counts, the same words for shares) and
//! nowhere gives the number of the title.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document, DocumentBuilder, Format};
use crate::facts::{Approx, Interval, Kind, Quantities, Quantity, Rational, Unit};
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// `title-body-number`: the first heading, and the title and the description in the metadata where they say more.
pub(super) fn title(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    // The title is the first heading; what stands above it is navigation.
    let heading = document.blocks.iter().position(Block::is_heading);
    for quantity in heading.into_iter().flat_map(|title| in_block(article, title)) {
        let place = article.span(quantity.span);
        findings.extend(contradicted(article, "title-body-number", "the title", (document, quantity), place));
    }
    let shown = heading.map_or("", |title| document.text(document.blocks[title].prose)).trim();
    let editorial = &article.facts().editorial;
    for (stated, name) in [(&editorial.title, "the title"), (&editorial.description, "the description")] {
        let Some(stated) = stated.as_ref().filter(|stated| shown.is_empty() || !stated.value.contains(shown)) else {
            continue;
        };
        let said = line(article, &stated.value);
        for quantity in &Quantities::find(&said, article.lexicon()).all {
            findings.extend(contradicted(article, "title-body-number", name, (&said, quantity), stated.span));
        }
    }
}

/// A line of the metadata as a document of its own.
fn line(article: &Article<'_>, text: &str) -> Document {
    let mut builder = DocumentBuilder::new(Format::Text, text.len());
    builder.open(BlockKind::Heading { level: 1, inferred: false }, Span::new(0, text.len() as u32));
    builder.copy(0, text);
    let mut document = builder.finish();
    document.segment(article.lexicon());
    document
}

/// `alt-text-number`.
pub(super) fn alt_text(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (id, block) in document.blocks.iter().enumerate() {
        let name = match block.kind {
            BlockKind::Alt => "the alternative text",
            BlockKind::Caption => "the caption",
            _ => continue,
        };
        for quantity in in_block(article, id) {
            let place = article.span(quantity.span);
            findings.extend(contradicted(article, "alt-text-number", name, (document, quantity), place));
        }
    }
}

fn in_block<'a>(article: &'a Article<'_>, block: usize) -> impl Iterator<Item = &'a Quantity> {
    let document = article.document();
    let quantities = &article.facts().quantities;
    document.blocks[block].sentences.clone().flat_map(move |sentence| quantities.in_sentence(sentence))
}

/// The finding at `place` if the text contradicts what `name` says.
fn contradicted(
    article: &Article<'_>,
    rule: &'static str,
    name: &str,
    (said, quantity): (&Document, &Quantity),
    place: Span,
) -> Option<Diagnostic> {
    let body = contradiction(article, said, quantity)?;
    let stated = article.document().text(body.span);
    let message = format!("{name} says {}, the text {stated}", said.text(quantity.span));
    Some(Diagnostic::new(rule, place, message).related(article.span(body.span), "in the text"))
}

/// The figure of the body that takes the place of `quantity` of the document `said`, if the body speaks of the same
/// thing and never agrees.
fn contradiction<'a>(article: &'a Article<'_>, said: &Document, quantity: &Quantity) -> Option<&'a Quantity> {
    if !matches!(quantity.kind, Kind::Share | Kind::Change | Kind::Count | Kind::Rate) {
        return None;
    }
    let document = article.document();
    let own_words = content_words(said, said.sentences[quantity.sentence].prose);
    let noun = quantity.head.map(|head| stem(said.text(head)));
    let own = reading(quantity);
    let mut other = None;
    for body in &article.facts().quantities.all {
        let block = &document.blocks[body.block];
        if !block.is_running_text() || article.is_masked(body.block) || sort(body) != sort(quantity) {
            continue;
        }
        let stated = reading(body);
        if !stated.is_disjoint(own) {
            return None;
        }
        let same_kind = body.stance.is_asserted() && (body.kind == quantity.kind || whole(body) != whole(quantity));
        let same_noun = noun.is_some() && body.head.map(|head| stem(document.text(head))) == noun;
        let shared = content_words(document, document.sentences[body.sentence].prose).intersection(&own_words).count();
        // "12 foods … eat 2 foods from each group": far apart, two counts of one noun count different things.
        let near = || stated.gap_factor(own).is_some_and(|gap| gap <= *MOST_FACTOR);
        let same_thing = shared >= 2 && (quantity.kind != Kind::Count || same_noun && near());
        if same_kind && same_thing {
            other = other.or(Some(body));
        }
    }
    other
}

/// The denominator of "1 in 8".
fn whole(quantity: &Quantity) -> Option<Rational> {
    let mut below = quantity.unit.denominators();
    let per = below.next().filter(|per| per.unit.is_none() && quantity.unit.base.is_none())?;
    below.next().is_none().then(|| per.amount())
}

/// What can be compared: parts of a whole with one another, whether they are printed "20 %" or "1 in 5", all else
/// in its own unit.
fn sort(quantity: &Quantity) -> Option<Unit> {
    (whole(quantity).is_none() && !(quantity.unit.is("%") && quantity.kind == Kind::Share)).then_some(quantity.unit)
}

/// The values that a figure may stand for; of "1 in 8" in percent, an eighth rounded to a whole denominator.
fn reading(quantity: &Quantity) -> Interval {
    let part = || {
        let half = Rational::fraction(1, 2)?;
        let (count, whole) = (quantity.value()?.times(Rational::from(100))?, whole(quantity)?);
        let slack = if quantity.approx == Approx::Exact { half } else { whole.over(Rational::from(5))?.max(half) };
        Some(Interval::between(count.over(whole.plus(slack)?)?, count.over(whole.minus(slack)?)?))
    };
    part().unwrap_or_else(|| quantity.reading())
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
