//! Relative changes of risk and what they mean in absolute terms.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::document::BlockId;
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational, Shape};
use crate::lexicon::{WordId, class};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_unstated, part};
use crate::span::Span;

/// How far a word of risk may stand from the change, in tokens.
const REACH: usize = 7;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let names = ["nnt", "number"].map(|word| article.lexicon().find(word));
    findings.extend(Passage::all(article).filter_map(|passage| needed_to_treat(&passage, names)));
    let document = article.document();
    let risk = class!("risk-word");
    for (id, block) in document.blocks.iter().enumerate().filter(|(_, block)| block.is_running_text()) {
        // One finding a paragraph.
        let of_risk = |id: &usize| document.sentences[*id].classes.may_hold(risk);
        let first = block.sentences.clone().filter(of_risk).find_map(|sentence| {
            let passage = Passage::at(article, sentence)?;
            Some((relative(&passage)?, passage.claim()))
        });
        if let Some((span, claim)) = first
            && !says_absolute(article, id)
        {
            let change = article.source().text.get(span.range()).unwrap_or("the change");
            let message =
                format!("“{change}” is relative, and no absolute risk stands in this paragraph or next to it");
            findings.push(Diagnostic::new("relative-without-absolute", span, message).claim(claim));
        }
    }
}

/// A relative change of a risk: "cuts the risk by 30 %", "twice as likely", "doubles the risk".
fn relative(passage: &Passage<'_>) -> Option<Span> {
    let multiple = class!("multiple");
    let said = !passage.figures.is_empty()
        || (0..passage.len()).any(|at| passage.in_class(at, multiple) || passage.is(at, "by"));
    if !said || passage.is(0, "if") || passage.last() == "?" {
        return None;
    }
    let figure = passage.figures.iter().find(|figure| {
        let (from, to) = (passage.lead(figure), passage.end(figure));
        let near = from.saturating_sub(REACH)..to + 4;
        let percent = figure.unit.is("%") && figure.kind == Kind::Change;
        let times =
            passage.is(to, "times") && passage.is_any(to + 1, &["as", "more", "less", "the", "higher", "greater"]);
        (percent || times) && !is_unstated(figure) && speaks_of_risk(passage, near)
    });
    if let Some(figure) = figure {
        let to = passage.end(figure);
        return Some(passage.cover(passage.start(figure)..if passage.is(to, "times") { to + 1 } else { to }));
    }
    (0..passage.len()).find_map(|at| word(passage, at))
}

fn speaks_of_risk(passage: &Passage<'_>, mut range: Range<usize>) -> bool {
    let risk = class!("risk-word");
    range.any(|at| passage.in_class(at, risk))
}

/// "Twice as likely", "doubles the risk": multiples in words.
fn word(passage: &Passage<'_>, at: usize) -> Option<Span> {
    let twice = passage.is(at, "twice")
        && passage.is_any(at + 1, &["as", "the"])
        && passage.any(at + 1..at + 4, &["likely", "risk"]);
    let doubles = passage.is_any(at, &["doubles", "doubled", "triples", "tripled", "halves", "halved"])
        && passage.is_any(at + 1, &["the", "your", "their", "a"])
        && passage.any(at + 2..at + 5, &["risk", "chance", "chances", "odds", "likelihood"]);
    if twice || doubles {
        return Some(passage.cover(at..at + 1));
    }
    // "Cuts the risk by a third".
    let part = at + 1 + usize::from(passage.is_any(at + 1, &["a", "one"]));
    let by = passage.is(at, "by")
        && passage.is_any(part, &["half", "third", "quarter", "fifth"])
        && speaks_of_risk(passage, at.saturating_sub(REACH)..at);
    by.then(|| passage.cover(at..part + 1))
}

/// Whether the paragraph, or the one before or behind it in the section, says how common the outcome is.
fn says_absolute(article: &Article<'_>, block: BlockId) -> bool {
    let document = article.document();
    let heading = document.blocks[block].heading;
    let near = block.saturating_sub(1)..(block + 2).min(document.blocks.len());
    near.filter(|id| *id == block || document.blocks[*id].heading == heading).any(|id| {
        document.blocks[id].sentences.clone().any(|sentence| {
            article.facts().quantities.in_sentence(sentence).iter().any(is_absolute)
                || Passage::at(article, sentence).is_some_and(|passage| {
                    passage.any(0..passage.len(), &["absolute"])
                        || passage.figures.iter().any(|figure| is_base(&passage, figure))
                })
        })
    })
}

/// "2 fewer strokes per 1,000 people", "of every 100 smokers": a round number of people to count in.
fn is_base(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let round = [10, 100, 1000, 10_000, 100_000].into_iter().any(|base| figure.value() == Some(Rational::from(base)));
    let before = passage.lead(figure).saturating_sub(2)..passage.lead(figure);
    round && figure.unit.is_none() && passage.any(before, &["per", "every", "among", "of", "each", "in"])
}

fn is_absolute(figure: &Quantity) -> bool {
    match figure.kind {
        Kind::Share => figure.unit.is("%"),
        Kind::Rate => figure.unit.denominators().any(|per| per.unit.is_none()),
        _ => figure.unit.measures(Dimension::Points),
    }
}

/// "ARR 2 % (NNT 20)".
fn needed_to_treat(passage: &Passage<'_>, [nnt, number]: [WordId; 2]) -> Option<Diagnostic> {
    let (at, end) = passage.words().enumerate().find_map(|(at, word)| {
        if word == nnt && passage.text(at) == "NNT" {
            Some((at, at + 1))
        } else if word == number
            && passage.is(at + 1, "needed")
            && passage.is(at + 2, "to")
            && passage.is(at + 3, "treat")
        {
            Some((at, at + 4))
        } else {
            None
        }
    })?;
    let count = passage.figures.iter().find(|figure| passage.start(figure) >= end)?;
    let link = end..passage.lead(count);
    let bound = link.len() <= 6
        && link.clone().all(|at| passage.is_any(at, &["(", ")", "NNT", "of", "was", "is", "=", ":", ",", "a", "were"]));
    if !bound
        || !matches!(count.kind, Kind::Count | Kind::Other)
        || !count.unit.is_none()
        || count.shape != Shape::Point
    {
        return None;
    }
    let horizons = passage.figures.iter().filter(|figure| figure.kind == Kind::Duration).count();
    let yearly = passage.any(0..passage.len(), &["per", "annual", "annually", "yearly"]);
    let (reduction, span) = reduction(passage)?;
    if horizons > 1 || yearly || is_unstated(count) {
        return None;
    }
    let expected = Interval::point(Rational::ONE).over(reduction)?;
    // Numbers needed to treat are rounded, by custom upwards.
    let allowed = Interval::between(expected.low()?.minus(Rational::ONE)?, expected.high()?.plus(Rational::ONE)?);
    if !count.reading().is_disjoint(allowed) {
        return None;
    }
    let exact = reduction.low()?.plus(reduction.high()?)?.over(Rational::from(2))?;
    let needed = Rational::ONE.over(exact)?;
    let shown = exact.times(Rational::from(100))?;
    let message = format!(
        "an absolute reduction of {shown} % means that {} people need treatment, not {}",
        needed.ceil(),
        count.describe()
    );
    Some(
        Diagnostic::new("nnt-mismatch", passage.span(count), message)
            .label(passage.slice(at..end).to_owned())
            .related(span, format!("1 ÷ {shown} % = {needed}"))
            .claim(passage.claim()),
    )
}

/// The absolute risk reduction of a sentence, named as such or as two risks.
fn reduction(passage: &Passage<'_>) -> Option<(Interval, Span)> {
    let named = passage.figures.iter().find(|figure| {
        let (from, to) = (passage.lead(figure), passage.end(figure));
        let floor =
            passage.figures.iter().map(|other| passage.end(other)).filter(|end| *end <= from).max().unwrap_or(0);
        let before = floor.max(from.saturating_sub(6))..from;
        let percent = figure.unit.is("%") || figure.unit.measures(Dimension::Points);
        let fall = class!("fall-word");
        let falls = figure.unit.measures(Dimension::Points) && before.clone().any(|at| passage.in_class(at, fall));
        falls || percent && (passage.any(before, &["ARR", "absolute"]) || passage.any(to..to + 3, &["ARR", "absolute"]))
    });
    if let Some(figure) = named {
        let reading =
            if figure.unit.is("%") { part(figure)? } else { figure.reading().scale(Rational::fraction(1, 100)?)? };
        return Some((reading, passage.span(figure)));
    }
    let shares: Vec<&Quantity> = passage
        .figures
        .iter()
        .filter(|figure| figure.unit.is("%") && figure.kind == Kind::Share && figure.shape == Shape::Point)
        .collect();
    let [one, two] = shares[..] else { return None };
    let joined = passage.is(passage.lead(one).wrapping_sub(1), "from")
        && passage.any(passage.end(one)..passage.start(two), &["to"]);
    let (high, low) = (part(one)?, part(two)?);
    let falls = joined && high.low()? > low.high()?;
    falls.then(|| Some((high.minus(low)?, passage.span(one).cover(passage.span(two)))))?
}
