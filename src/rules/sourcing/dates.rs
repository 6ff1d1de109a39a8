//! Years of sources: against the text, against the day, against the limit of age.

use jiff::civil::Date;

use super::evidence::Evidence;
use super::uncited::is_statistic;
use crate::diagnostic::Diagnostic;
use crate::facts::Kind;
use crate::facts::citation::{MarkerKind, Reference, Target};
use crate::facts::date::{self, StatedDate};
use crate::facts::identifier::IdentifierKind;
use crate::lexicon::class;
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
    studies_of_another_year(article, findings);
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

/// "A 2016 study [1]", where the entry is from 2020.
fn studies_of_another_year(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let citations = &article.facts().citations;
    for marker in citations.markers.iter().filter(|marker| marker.kind != MarkerKind::AuthorYear) {
        let [Target::Entry(entry)] = marker.targets.as_slice() else { continue };
        let sentence = document.sentence_at(marker.span.start().saturating_sub(1));
        let Some((place, year)) = dated_study(article, sentence) else { continue };
        let Some(listed) = citations.references[*entry].year else { continue };
        let span = document.sentences[sentence].prose;
        let alone = citations.markers.iter().filter(|other| span.encloses(other.span)).count() <= 1;
        if alone && (listed.value - year).abs() > ONLINE_FIRST {
            let message = format!("the text says {year}, the reference list {}", listed.value);
            findings.push(
                Diagnostic::new("source-year-mismatch", article.span(place), message)
                    .related(article.span(listed.span), format!("{} here", listed.value)),
            );
        }
    }
}

/// "a 2016 study", "the 2019 randomised trial": the year in which a study is said to have appeared. The year of a survey
/// is that of its data.
fn dated_study(article: &Article<'_>, sentence: usize) -> Option<(ProseSpan, i16)> {
    const REACH: usize = 4;
    let document = article.document();
    let tokens = document.tokens_of(&document.sentences[sentence]);
    let text = |at: usize| document.token_text(&tokens[at]).to_ascii_lowercase();
    (1..tokens.len()).find_map(|at| {
        let year = tokens[at].is_number().then(|| text(at).parse().ok())??;
        let is_study =
            |at: usize| matches!(&*text(at), "study" | "trial" | "review" | "paper" | "article" | "analysis" | "meta");
        let fits = (1900..2100).contains(&year)
            && matches!(&*text(at - 1), "a" | "the" | "one" | "another" | "this" | "that" | "their")
            && (at + 1..tokens.len().min(at + REACH)).any(is_study);
        fits.then(|| (tokens[at].span(), year))
    })
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
    let evidence = Evidence::new(article);
    let finds = class!("finding-verb");
    for (id, ..) in evidence.sentences() {
        let dated = dated_study(article, id).filter(|(_, year)| *year > today.year());
        let Some((place, year)) = dated.filter(|_| evidence.has(id, finds) && !evidence.is_not_asserted(id)) else {
            continue;
        };
        let message = format!("a study of {year}, which lies after {today}");
        findings.push(Diagnostic::new("future-dated-source", article.span(place), message));
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
            if age <= limit
                || told[*entry]
                || !depends_on_age(&evidence, sentence)
                || is_history(&evidence, sentence, None)
            {
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
    stale_links(article, today, findings);
}

/// `stale-source` for a study that is linked and not listed: "A [2006 study](…) found that 30 % …".
fn stale_links(article: &Article<'_>, today: Date, findings: &mut Vec<Diagnostic>) {
    let limit = article.options("stale-source").integer("max-age-years");
    let evidence = Evidence::new(article);
    let document = article.document();
    for link in article.facts().citations.outward().filter(|link| link.entry.is_none()) {
        let sentence = document.sentence_at(document.marks[link.mark].prose.start());
        if document.sentences.get(sentence).is_none() {
            continue;
        }
        let Some((place, year)) = dated_study(article, sentence) else { continue };
        let age = i64::from(today.year()) - i64::from(year);
        if age > limit && depends_on_age(&evidence, sentence) && !is_history(&evidence, sentence, Some(year)) {
            let message = format!("the source is from {year}, {age} years old");
            findings.push(
                Diagnostic::new("stale-source", article.span(place), message)
                    .related(article.span(document.sentences[sentence].prose), "used here"),
            );
        }
    }
}

/// A figure, a dose, or what a treatment does.
fn depends_on_age(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let quantities = evidence.article.facts().quantities.in_sentence(sentence);
    let figure = quantities.iter().any(|quantity| match quantity.kind {
        Kind::Count => is_statistic(quantity),
        kind => matches!(kind, Kind::Share | Kind::Rate | Kind::Dose | Kind::Change | Kind::RatioMeasure | Kind::Money),
    });
    let text = evidence.text(sentence).to_lowercase();
    let claims = !evidence.article.facts().claims.of_sentence(sentence).is_empty();
    figure
        || claims && evidence.has(sentence, class!("treatment"))
        || ["treat", "recommend", "guideline", "should", "prescri", "first-line", "therapy"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether the sentence tells of the past. `own` is the year of the study that it passes on.
fn is_history(evidence: &Evidence<'_>, sentence: usize, own: Option<i16>) -> bool {
    let text = evidence.text(sentence).to_lowercase();
    let words = [
        "first described",
        "first reported",
        "history",
        "historical",
        "discovered",
        "invented",
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
    let year = running.split(|c: char| !c.is_ascii_digit()).any(|number| {
        number.len() == 4
            && ["17", "18", "19", "200"].iter().any(|start| number.starts_with(start))
            && own.is_none_or(|own| number.parse() != Ok(own))
    });
    words.iter().any(|word| text.contains(word)) || year
}
