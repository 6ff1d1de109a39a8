//! "7 signs of …" over a list of six.
//!
//! A number announces a list when it counts a noun of enumeration in the sentence that leads into the list, or opens
//! the heading over a section with a single list, or over numbered headings.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::facts::{Kind, Quantity};
use crate::lexicon::class;
use crate::rules::Article;
use crate::rules::passage::{Passage, is_exact, is_unstated};
use crate::span::Span;

/// No one counts on after this.
const MOST: i64 = 60;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for list in lists(document) {
        let first = &document.blocks[list.items[0]];
        if article.is_masked(list.items[0]) || first.reference || holds_others(document, &list) {
            continue;
        }
        let announced =
            first.lead_in.filter(|lead| !document.blocks[*lead].is_heading()).and_then(|lead| in_lead(article, lead));
        let announced = announced.or_else(|| {
            let heading = first.heading?;
            if is_only_list(document, heading, &list) { in_heading(article, heading) } else { None }
        });
        if let Some((span, count)) = announced {
            let place = article.document().blocks[list.items[0]].source;
            findings.extend(compare(span, count, list.items.len(), place, "item"));
        }
    }
    for id in 0..document.blocks.len() {
        if document.blocks[id].is_heading()
            && let Some(numbered) = numbered_below(document, id)
        {
            let announced = in_heading(article, id);
            findings.extend(announced.and_then(|(span, count)| {
                compare(span, count, numbered.1, document.blocks[numbered.0].source, "numbered heading")
            }));
        }
    }
}

fn compare(span: Span, count: i64, items: usize, place: Span, what: &str) -> Option<Diagnostic> {
    let counted = i64::try_from(items).ok()?;
    if counted == count || items < 2 {
        return None;
    }
    let message = format!("{count} are announced, but {items} {what}s follow");
    Some(
        Diagnostic::new("enumeration-count-mismatch", span, message)
            .related(place, format!("the first of {items} {what}s"))
            .claim(span),
    )
}

/// The outer items of a list.
struct List {
    number: u32,
    items: Vec<BlockId>,
}

fn lists(document: &Document) -> Vec<List> {
    let mut lists: Vec<(List, u8)> = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        let (BlockKind::ListItem { depth, .. }, Some(number)) = (block.kind, block.list) else { continue };
        match lists.last_mut() {
            Some((list, outer)) if list.number == number && depth == *outer => list.items.push(id),
            Some((list, _)) if list.number == number => {}
            _ if depth == 1 => lists.push((List { number, items: vec![id] }, depth)),
            _ => {}
        }
    }
    // A list that nested ones interrupt comes back under its number.
    let mut whole: Vec<List> = Vec::new();
    for (list, _) in lists {
        match whole.iter_mut().rev().take(4).find(|other| other.number == list.number) {
            Some(other) => other.items.extend(list.items),
            None => whole.push(list),
        }
    }
    whole
}

/// Whether an item leads into a list of its own, whose items the source does not set apart.
fn holds_others(document: &Document, list: &List) -> bool {
    list.items.iter().rev().skip(1).any(|item| {
        let text = document.text(document.blocks[*item].prose).trim_end();
        [":", " or", " and", "; or", "; and"].iter().any(|ending| text.ends_with(ending))
    })
}

/// Whether the section holds no other list, no table and no heading below its own, and the list stands near its top:
/// what comes before is a word of introduction, not the enumeration itself.
fn is_only_list(document: &Document, heading: BlockId, list: &List) -> bool {
    const INTRODUCTION: usize = 2;
    if list.items[0] > heading + 1 + INTRODUCTION {
        return false;
    }
    for block in &document.blocks[heading + 1..] {
        if let Some(next) = level(block) {
            return Some(next) <= level(&document.blocks[heading]);
        }
        if block.is_cell() || block.list.is_some_and(|other| other != list.number) {
            return false;
        }
    }
    true
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

/// "There are five types of …:".
fn in_lead(article: &Article<'_>, lead: BlockId) -> Option<(Span, i64)> {
    let document = article.document();
    let sentence = document.blocks[lead].sentences.clone().last()?;
    let passage = Passage::at(article, sentence)?;
    if passage.last() != ":" {
        return None;
    }
    let [figure] = passage.figures else { return None };
    let noun = class!("list-noun");
    let end = passage.end(figure);
    let named = (end..end + 3).find(|at| passage.in_class(*at, noun))?;
    let near = (end..named).all(|at| passage.is_word(at) && !passage.is_any(at, &["of", "in", "for", "to", "the"]));
    // "If you have two of these signs:" chooses from the list.
    let chosen = passage
        .any(0..passage.len(), &["if", "any", "least", "following", "more", "one", "among", "choose", "when"])
        && !passage.any(0..passage.start(figure), &["the", "these"]);
    let partial =
        passage.is_any(named + 1, &["include", "are"]) && passage.is(passage.len().saturating_sub(2), "include");
    let count = count(&passage, figure)?;
    (near && !chosen && !partial).then(|| (passage.span(figure), count))
}

/// "7 signs of …", "The 5 stages of …", "Top 10 foods for …".
fn in_heading(article: &Article<'_>, heading: BlockId) -> Option<(Span, i64)> {
    let document = article.document();
    let sentence = document.blocks[heading].sentences.clone().next()?;
    let passage = Passage::at(article, sentence)?;
    let figure = passage.figures.first()?;
    let start = passage.start(figure);
    let opens = start == 0 || (start <= 2 && (0..start).all(|at| passage.is_any(at, &["the", "top", "our", "these"])));
    let end = passage.end(figure);
    let noun = class!("list-noun");
    let named = (end..end + 4).find(|at| passage.in_class(*at, noun))?;
    let near = (end..named).all(|at| passage.is_word(at) && !passage.is_any(at, &["of", "in", "for", "to"]));
    (opens && near).then_some(())?;
    Some((passage.span(figure), count(&passage, figure)?))
}

fn count(passage: &Passage<'_>, figure: &Quantity) -> Option<i64> {
    let plain = figure.kind == Kind::Count && figure.unit.is_none() && is_exact(figure) && !is_unstated(figure);
    let more = passage.is_any(passage.end(figure), &["or", "of", "+"]);
    figure.value()?.to_integer().filter(|count| plain && !more && (2..=MOST).contains(count))
}

/// The first of the headings "1. …" to "n. …" directly below a heading, and how many there are.
fn numbered_below(document: &Document, heading: BlockId) -> Option<(BlockId, usize)> {
    let own = level(&document.blocks[heading]);
    let section = (heading + 1..document.blocks.len())
        .take_while(|id| level(&document.blocks[*id]).is_none_or(|level| Some(level) > own));
    let below = section.filter(|id| {
        let block = &document.blocks[*id];
        block.is_heading() && block.heading == Some(heading)
    });
    let mut first = None;
    let mut next = 1;
    for id in below {
        let text = document.text(document.blocks[id].prose);
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let marked = text[digits.len()..].starts_with(['.', ')', ':']);
        match digits.parse::<usize>() {
            Ok(number) if marked && number == next => {
                first = first.or(Some(id));
                next += 1;
            }
            // A number that is left out or repeated is another story.
            Ok(_) if marked => return None,
            _ => {}
        }
    }
    first.map(|first| (first, next - 1))
}
