//! Years of sources: against the text, against the day, against the limit of age.

use jiff::civil::Date;

use super::evidence::Evidence;
use super::uncited::is_statistic;
use crate::diagnostic::Diagnostic;
use crate::facts::Kind;
use crate::facts::citation::{Reference, Target};
use crate::facts::date::{self, StatedDate};
use crate::facts::identifier::IdentifierKind;
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// Online first and print may lie a year apart.
const ONLINE_FIRST: i16 = 1;

/// `--today`, or the newest date that the article gives itself.
fn today(article: &Article<'_>) -> Option<Date> {
    article.settings().today.or_else(|| article.facts().editorial.newest().map(StatedDate::last))
}

/// `source-year-mismatch`.
pub(super) fn mismatch(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let citations = &article.facts().citations;
    for marker in &citations.markers {
        for target in &marker.targets {
            let Target::OtherYear { entry, year } = target else { continue };
            let Some(listed) = citations.references[*entry].year else { continue };
            if (listed.value - year).abs() > ONLINE_FIRST {
                let message = format!("the text says {year}, the reference list {}", listed.value);
                findings.push(
                    Diagnostic::new("source-year-mismatch", article.span(marker.span), message)
                        .related(article.span(listed.span), format!("{} here", listed.value)),
                );
            }
        }
    }
    for reference in &citations.references {
        let Some(listed) = reference.year else { continue };
        let Some((place, posted)) = year_of_preprint(article, reference.span) else { continue };
        if (listed.value - posted).abs() > ONLINE_FIRST {
            let message = format!("the entry says {}, its identifier {posted}", listed.value);
            findings.push(
                Diagnostic::new("source-year-mismatch", article.span(listed.span), message)
                    .related(place, format!("from {posted}")),
            );
        }
    }
}

/// Identifiers of preprints hold the date they were posted: arXiv 2101.12345, 10.1101/2020.05.01.20087619.
fn year_of_preprint(article: &Article<'_>, span: ProseSpan) -> Option<(Span, i16)> {
    let identifiers = &article.facts().identifiers;
    let from = identifiers.partition_point(|identifier| identifier.span.start() < span.start());
    identifiers[from..].iter().take_while(|identifier| identifier.span.end() <= span.end()).find_map(|identifier| {
        let year = match identifier.kind {
            IdentifierKind::Arxiv => 2000 + identifier.key.get(..2)?.parse::<i16>().ok()?,
            IdentifierKind::Doi => identifier.key.strip_prefix("10.1101/")?.get(..4)?.parse().ok()?,
            _ => return None,
        };
        (1991..2100).contains(&year).then(|| (article.span(identifier.span), year))
    })
}

/// `future-dated-source`.
pub(super) fn future(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(today) = today(article) else { return };
    let document = article.document();
    for reference in &article.facts().citations.references {
        let text = document.text(reference.span);
        if is_forthcoming(text) {
            continue;
        }
        if let Some(year) = reference.year.filter(|year| year.value > today.year()) {
            let message = format!("dated {}, which lies after {today}", year.value);
            findings.push(Diagnostic::new("future-dated-source", article.span(year.span), message));
        } else if let Some((place, read)) = access_date(text)
            && read.first > today.tomorrow().unwrap_or(today)
        {
            let start = reference.span.start();
            let span = ProseSpan::new(start + place.start as u32, start + place.end as u32);
            let message = format!("read on {}, which lies after {today}", read.first);
            findings.push(Diagnostic::new("future-dated-source", article.span(span), message));
        }
    }
}

fn is_forthcoming(text: &str) -> bool {
    let text = text.to_lowercase();
    ["in press", "forthcoming", "accepted", "estimated", "expected", "clinicaltrials.gov", "planned", "ahead of print"]
        .iter()
        .any(|word| text.contains(word))
}

/// "Accessed 3 May 2024".
fn access_date(text: &str) -> Option<(std::ops::Range<usize>, StatedDate)> {
    let lower = text.to_ascii_lowercase();
    let label = ["accessed", "retrieved", "viewed", "last visited"]
        .iter()
        .find_map(|label| lower.find(label).map(|at| at + label.len()))?;
    let (place, date) = date::find(&text[label..])?;
    (place.start < 12).then(|| (label + place.start..label + place.end, date))
}

/// `stale-source`: an old source under a figure, a dose or advice on treatment.
pub(super) fn stale(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(today) = today(article) else { return };
    let limit = article.options("stale-source").integer("max-age-years");
    let evidence = Evidence::new(article);
    let document = article.document();
    let citations = &article.facts().citations;
    let mut told = vec![false; citations.references.len()];
    for marker in &citations.markers {
        let sentence = document.sentence_at(marker.span.start().saturating_sub(1));
        for target in &marker.targets {
            let Target::Entry(entry) = target else { continue };
            let reference: &Reference = &citations.references[*entry];
            let Some(year) = reference.year else { continue };
            let age = i64::from(today.year()) - i64::from(year.value);
            if age <= limit || told[*entry] || !depends_on_age(&evidence, sentence) || is_history(&evidence, sentence) {
                continue;
            }
            told[*entry] = true;
            let message = format!("the source is from {}, {age} years old", year.value);
            findings.push(
                Diagnostic::new("stale-source", article.span(year.span), message)
                    .related(article.span(document.sentences[sentence].prose), "used here"),
            );
        }
    }
}

/// A figure, a dose, or advice on treatment.
fn depends_on_age(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let quantities = evidence.article.facts().quantities.in_sentence(sentence);
    let figure = quantities.iter().any(|quantity| match quantity.kind {
        Kind::Count => is_statistic(quantity),
        kind => matches!(kind, Kind::Share | Kind::Rate | Kind::Dose | Kind::Change | Kind::RatioMeasure | Kind::Money),
    });
    let text = evidence.text(sentence).to_lowercase();
    figure
        || ["treat", "recommend", "guideline", "should", "prescri", "first-line", "therapy"]
            .iter()
            .any(|word| text.contains(word))
}

fn is_history(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let text = evidence.text(sentence).to_lowercase();
    let words = [
        "first described",
        "first reported",
        "history",
        "historical",
        "discovered",
        "introduced",
        "landmark",
        "classic",
        "original",
        "pioneer",
        "since then",
        "in the 19",
        "century",
        "at the time",
    ];
    // A year in the running text, not in brackets, where it belongs to the citation.
    let running: String = text.split('(').map(|part| part.rsplit(')').next().unwrap_or(part)).collect();
    let year = running
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("200")));
    words.iter().any(|word| text.contains(word)) || year
}
