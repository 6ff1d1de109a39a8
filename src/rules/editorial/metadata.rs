//! Author, reviewer, dates and references: whether they are there, and whether they make sense together.

use std::cell::LazyCell;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::facts::date::StatedDate;
use crate::facts::editorial::Stated;
use crate::rules::Article;

/// Words of running text.
fn words(article: &Article<'_>) -> usize {
    let document = article.document();
    let running = document.blocks.iter().filter(|block| block.is_running_text());
    let tokens =
        running.flat_map(|block| document.sentences_of(block)).flat_map(|sentence| document.tokens_of(sentence));
    tokens.filter(|token| token.is_word()).count()
}

fn least_words(article: &Article<'_>, rule: &str) -> usize {
    usize::try_from(article.options(rule).integer("min-words")).unwrap_or(0)
}

/// `missing-author`, `missing-date`, `missing-reviewer`.
pub(super) fn missing(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let editorial = &article.facts().editorial;
    let words = LazyCell::new(|| words(article));
    let long_enough = |rule: &str| *words >= least_words(article, rule);
    let has_publisher = article.settings().publisher.name.is_some() && !article.settings().publisher.authors.is_empty();
    if editorial.author.is_none() && !has_publisher && long_enough("missing-author") {
        findings.push(Diagnostic::document(
            "missing-author",
            "no author is named, neither in the metadata nor in a byline",
        ));
    }
    if !editorial.is_dated() && long_enough("missing-date") {
        findings.push(Diagnostic::document("missing-date", "no date of publication or update is given"));
    }
    if editorial.reviewer.is_none() && editorial.reviewed.is_none() && long_enough("missing-reviewer") {
        findings.push(Diagnostic::document("missing-reviewer", "no medical reviewer and no date of review is given"));
    }
}

/// `missing-references`.
pub(super) fn references(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let cites = !facts.citations.references.is_empty()
        || facts.citations.outward().any(|link| !link.address.is_home_page())
        || facts.attributions.any_study();
    if cites {
        return;
    }
    let words = words(article);
    if words > least_words(article, "missing-references") {
        let message = format!("no reference and no link to another site in about {words} words");
        findings.push(Diagnostic::document("missing-references", message));
    }
}

/// `review-overdue`: against `--today` only, because an article cannot be overdue on its own date.
pub(super) fn overdue(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let editorial = &article.facts().editorial;
    let (Some(today), false) = (article.settings().today, editorial.is_archived) else { return };
    let newest =
        [(&editorial.reviewed, "reviewed"), (&editorial.updated, "updated"), (&editorial.published, "published")]
            .into_iter()
            .filter_map(|(stated, what)| stated.as_ref().map(|stated| (stated, what)))
            .max_by_key(|(stated, _)| stated.value.last());
    let Some((stated, what)) = newest else { return };
    let months = months_between(stated.value.last(), today);
    let limit = article.options("review-overdue").integer("max-age-months");
    if months > limit {
        let message =
            format!("last {what} {}, {months} months before {today}: over the limit of {limit}", stated.value.first);
        findings.push(Diagnostic::new("review-overdue", stated.span, message));
    }
}

/// Whole months from `from` to `to`; zero when `from` is later.
fn months_between(from: Date, to: Date) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month());
    (months - i64::from(to.day() < from.day())).max(0)
}

/// A text is reviewed some days before it goes out.
const REVIEW_BEFORE_PUBLICATION: i32 = 14;

/// `date-order`.
pub(super) fn order(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let editorial = &article.facts().editorial;
    let mut later = |late: &Option<Stated<StatedDate>>, what: &str, slack: i32| {
        if let (Some(early), Some(late)) = (&editorial.published, late)
            && early.value.is_after(late.value)
            && late.value.last().checked_add(slack.days()).is_ok_and(|limit| early.value.first > limit)
        {
            let message = format!("{what} {} lies before published {}", late.value.first, early.value.first);
            findings.push(Diagnostic::new("date-order", late.span, message).related(early.span, "published"));
        }
    };
    later(&editorial.updated, "updated", 0);
    later(&editorial.reviewed, "reviewed", REVIEW_BEFORE_PUBLICATION);
    let Some(today) = article.settings().today else { return };
    for (stated, name) in
        [(&editorial.published, "published"), (&editorial.updated, "updated"), (&editorial.reviewed, "reviewed")]
    {
        if let Some(stated) = stated
            && today.tomorrow().is_ok_and(|limit| stated.value.first > limit)
        {
            let message = format!("{name} {} lies after today, {today}", stated.value.first);
            findings.push(Diagnostic::new("date-order", stated.span, message));
        }
    }
}
