//! Bylines, review lines, datelines and stamps as a reader sees them: "By Ana Lopez", "Medically reviewed by …",
//! "Updated on 3 May 2024", "CHICAGO (Reuters) –".

mod author;

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};
use regex::Regex;

use super::date::{self, Precision};
use super::editorial::{Editorial, Stated};
use crate::document::{Block, Document};
use crate::span::ProseSpan;

/// This many blocks from the top and from the bottom are looked at.
const HEAD: usize = 14;
const FOOT: usize = 12;
/// A line with more words is text, where "reviewed" and "published" are ordinary verbs.
const LINE_WORDS: usize = 40;

const UPDATED: [&str; 5] = ["updated", "modified", "revised", "amended", "last edited"];
const REVIEWED: [&str; 2] = ["reviewed", "checked"];
const PUBLISHED: [&str; 9] =
    ["published", "posted", "publication date", "release date", "released", "issued", "date", "created", "written"];
/// What makes a date one that is still to come.
const LIES_AHEAD: [&str; 7] = ["next", "due", "expires", "expire", "expiry", "valid until", "review by"];
const ARCHIVED: [&str; 6] = [
    "archived content",
    "this page is archived",
    "this page has been archived",
    "this article is archived",
    "this article has been archived",
    "for historical reference",
];

/// "CHICAGO (Reuters) –", "LONDON, March 3 —". Latin letters are spelled out: an automaton for all letters of Unicode
/// takes a millisecond to build.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[A-ZÀ-ÖØ-Þ]{2,}[A-ZÀ-ÖØ-Þ .,'’-]*(?:, ?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+\.?)?|[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+(?: [A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+)?,? (?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]*\.?,? )?)(?:\([A-Za-zÀ-ÖØ-öø-ſ ]+\)|,? ?(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}(?:, [0-9]{4})?)[^.]{0,30}?(?:[—–]| --? |-- )",
    )
    .expect("the pattern is valid")
});

/// Whether a line opens with a place, an agency or a day, and a dash.
fn has_dateline(text: &str) -> bool {
    let text = head(text, 120);
    // Most lines have no dash, no bracket and no month; the pattern is for those that have.
    let named = || text.contains('(') || date::MONTHS.iter().any(|month| text.contains(&month[..3]));
    text.starts_with(char::is_uppercase) && has_dash(text.as_bytes()) && named() && DATELINE.is_match(text)
}

/// Whether a dash stands in a line, long or between blanks.
fn has_dash(line: &[u8]) -> bool {
    memchr::memchr2_iter(b'-', 0xe2, line).any(|at| match line[at..] {
        [0xe2, 0x80, 0x93 | 0x94, ..] | [b'-', b'-', b' ', ..] => true,
        [b'-', b' ', ..] => line[..at].ends_with(b" "),
        _ => false,
    })
}

/// Adds what the visible lines say to what the metadata said.
pub(super) fn read(document: &Document, editorial: &mut Editorial) {
    let blocks = &document.blocks;
    for (id, block) in blocks.iter().enumerate() {
        let text = document.text(block.prose);
        let outside = id < HEAD || id + FOOT >= blocks.len();
        if !outside {
            // An article that was taken apart may hold its byline anywhere, as the start of a paragraph.
            if editorial.author.is_none() && text.starts_with("By ") {
                author(document, block, text, is_short(text), editorial);
            }
            continue;
        }
        if id < HEAD {
            editorial.has_dateline |= has_dateline(text);
            editorial.is_archived |= is_archived(head(text, 200));
        }
        let short = is_short(text);
        author(document, block, text, short, editorial);
        // Review and date lines are short; a news paragraph that opens with its place and day is not.
        if short && !block.reference {
            if editorial.reviewer.is_none()
                && let Some(name) = author::reviewed_by(text)
            {
                let said = text[name.clone()].into();
                editorial.reviewer = Some(stated(document, block, name, said));
            }
            dates(document, block, text, id < HEAD, editorial);
        } else if id < HEAD && editorial.published.is_none() && has_dateline(text) {
            editorial.published = date::find(head(text, 120)).map(|(place, date)| stated(document, block, place, date));
        }
    }
}

fn author(document: &Document, block: &Block, text: &str, short: bool, editorial: &mut Editorial) {
    if editorial.author.is_some() || block.reference {
        return;
    }
    let found = author::byline(text)
        .filter(|name| date::find(&text[name.clone()]).is_none() && !starts_with_time(&text[name.clone()]))
        .or_else(|| if short { author::written_by(text) } else { None })
        .or_else(|| if text.len() < 120 { author::with_degree(text) } else { None })
        .or_else(|| author::wire(head(text, 160)))
        .or_else(|| if short { author::signed(text) } else { None });
    if let Some(place) = found {
        let name = text[place.clone()].trim().into();
        editorial.author = Some(stated(document, block, place, name));
    }
}

fn is_archived(text: &str) -> bool {
    static PARTS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["rchived", "istorical"].map(Finder::new));
    let may_be = || PARTS.iter().any(|part| part.find(text.as_bytes()).is_some());
    may_be() && label(&text.to_ascii_lowercase(), &ARCHIVED).is_some()
}

/// Where `part` stands in `text`.
fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    memmem::find_iter(text.as_bytes(), part).map(move |at| (at, part))
}

/// Where the first of some labels ends in a line in lower case, as whole words.
fn label(lower: &str, labels: &[&str]) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let places = labels.iter().flat_map(|label| places(lower, label));
    let whole = places
        .filter(|(at, label)| !lower[..*at].ends_with(is_word) && !lower[at + label.len()..].starts_with(is_word));
    whole.map(|(at, label)| (at, at + label.len())).min().map(|(_, end)| end)
}

/// Whether a line has no more words than a line about the text has.
fn is_short(text: &str) -> bool {
    memchr::memchr_iter(b' ', text.as_bytes()).count() < LINE_WORDS
}

/// "By March …", "By Monday Evening": no name.
fn starts_with_time(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| date::MONTHS.contains(&first) || date::WEEKDAYS.contains(&first))
}

fn dates(document: &Document, block: &Block, text: &str, in_head: bool, editorial: &mut Editorial) {
    if !date::holds_year(text) {
        return;
    }
    let mut labelled = false;
    let lower = text.to_ascii_lowercase();
    if label(&lower, &LIES_AHEAD).is_some() {
        return;
    }
    for (labels, slot) in [
        (&REVIEWED[..], &mut editorial.reviewed),
        (&UPDATED[..], &mut editorial.updated),
        (&PUBLISHED[..], &mut editorial.published),
    ] {
        let Some(end) = label(&lower, labels) else { continue };
        let Some((place, date)) = date::find(head(&text[end..], 60)) else { continue };
        labelled = true;
        if slot.is_none() {
            let place = end + place.start..end + place.end;
            *slot = Some(stated(document, block, place, date));
        }
    }
    // A stamp without a label: a line that is little more than a date.
    if !labelled
        && in_head
        && editorial.published.is_none()
        && text.split_whitespace().nth(16).is_none()
        && let Some((place, date)) = date::find(text)
        && date.precision != Precision::Year
        && !text.contains('©')
        && (place.start == 0
            || place.end == text.len()
            || text[..place.start].trim_end().ends_with(['|', '•', '·', '–', '—', '-', ',', ')']))
        && !text.ends_with('?')
    {
        editorial.published = Some(stated(document, block, place, date));
    }
}

fn stated<T>(document: &Document, block: &Block, place: std::ops::Range<usize>, value: T) -> Stated<T> {
    let start = block.prose.start();
    let span = ProseSpan::new(start + place.start as u32, start + place.end as u32);
    Stated { value, span: document.prose.source(span) }
}

/// The first `bytes` of `text` or a little less, at a character boundary.
fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::super::editorial::Editorial;
    use crate::document::{BlockKind, DocumentBuilder, Format};
    use crate::span::Span;

    fn editorial(lines: &[&str]) -> Editorial {
        let mut builder = DocumentBuilder::new(Format::Text, 100);
        let mut at = 0;
        for line in lines {
            builder.open(BlockKind::Paragraph, Span::new(at, at + line.len() as u32));
            builder.copy(at, line);
            builder.close();
            at += line.len() as u32 + 2;
        }
        Editorial::find(&builder.finish())
    }

    fn author(line: &str) -> Option<String> {
        editorial(&["Living with asthma", line, "Asthma narrows the airways."]).author.map(|said| said.value.into())
    }

    #[test]
    fn reads_bylines() {
        for (line, name) in [
            ("By Ana Lopez", "Ana Lopez"),
            ("By Ana M. Lopez, MD | 3 May 2024", "Ana M. Lopez"),
            ("Written by Tom de Vries and reviewed by Kim Lee", "Tom de Vries and"),
            ("By Elizabeth PlumptreElizabeth is a writer on wellness.", "Elizabeth PlumptreElizabeth"),
            ("Written by the Northside Editorial Team", "the Northside Editorial Team"),
            ("LONDON (Reuters) - More people sleep badly, a survey found.", "Reuters"),
        ] {
            assert!(
                author(line).is_some_and(|found| found.contains(name.trim_end_matches(" and"))),
                "{line}: {:?}",
                author(line)
            );
        }
        for line in [
            "By March Last Year, things had changed for most of them.",
            "By taking it daily, you help your heart.",
            "Reviews were mixed.",
        ] {
            assert_eq!(author(line), None, "{line}");
        }
    }

    #[test]
    fn reads_reviewers_and_dates() {
        let found =
            editorial(&["Gout", "Medically reviewed by Kim Lee, MD", "Updated on 3 May 2024", "Gout is painful."]);
        assert_eq!(found.reviewer.as_ref().map(|said| &*said.value), Some("Kim Lee"));
        assert_eq!(found.updated.map(|stated| stated.value.first.to_string()).as_deref(), Some("2024-05-03"));
        let found = editorial(&["Gout", "Page last reviewed: 12 March 2023", "Gout is painful."]);
        assert_eq!(found.reviewed.map(|stated| stated.value.first.to_string()).as_deref(), Some("2023-03-12"));
        let found = editorial(&["Gout", "March 12, 2023", "Gout is painful."]);
        assert!(found.published.is_some());
        let found = editorial(&["Gout", "Next review due: 12 March 2030", "Gout is painful."]);
        assert!(!found.is_dated());
    }

    #[test]
    fn text_and_copyright_lines_are_no_stamps() {
        let found = editorial(&[
            "Gout",
            "© 2024 Northside Clinic",
            "The rule was issued in the spring and reviewed by many doctors.",
        ]);
        assert!(!found.is_dated() && found.reviewer.is_none());
        assert!(editorial(&["Gout", "CHICAGO, March 3 — Gout is on the rise."]).is_dated());
    }
}
