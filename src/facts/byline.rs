//! Bylines, review lines, datelines and stamps as a reader sees them: "By Ana Lopez", "Medically reviewed by …",
//! "Updated on 3 May 2024", "CHICAGO (Reuters) –".

use std::sync::LazyLock;

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

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is valid"));
    };
}

/// Latin letters are spelled out here and in the other patterns of facts and rules: an automaton for all letters of
/// Unicode takes a millisecond to build, and an article is checked in a few.
const NAME: &str = r"(?:Dr\.? |Prof\.? |Professor )?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ.'’-]*(?: (?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ.'’-]*|de|van|von|der|den|la|al|bin|and|&)){1,6}";

pattern!(
    BYLINE,
    &format!(r"^(?:[Bb]y|BY|Author|Authors|AUTHOR|Words|Story|Text|Reporting)(?: by|:)? ({NAME})(?P<after>.?.?.?)")
);
pattern!(
    WRITTEN_BY,
    &format!(
        r"(?-u:\b)(?:[Ww]ritten|[Rr]eported|[Cc]ontributed|[Pp]osted|[Aa]uthored|[Rr]eporting|[Ee]dited|[Pp]roduced)(?: and [0-9A-Za-z_À-ÖØ-öø-ſ]+)? [Bb]y:? ({NAME}|the [A-Za-zÀ-ÖØ-öø-ſ ]+ [Tt]eam)"
    )
);
pattern!(
    REVIEWED_BY,
    &format!(
        r"(?-u:\b)(?:[Mm]edical(?:ly)? |[Cc]linical(?:ly)? |[Ff]act[- ]|[Ee]xpert )?(?:[Rr]eviewed|[Cc]hecked|[Rr]eviewer|[Aa]pproved)(?: for accuracy| and [0-9A-Za-z_À-ÖØ-öø-ſ]+)?(?: [Bb]y|:)(?: an?)?:? ({NAME}|the [A-Za-zÀ-ÖØ-öø-ſ ]+)"
    )
);
pattern!(
    CREDENTIALED,
    &format!(r"^({NAME}),? (?:MD|M\.D\.|PhD|Ph\.D\.|RN|RD|RDN|MPH|DO|PharmD|MS|MBBS|NP|PA-C|PsyD|DPT)(?-u:\b)")
);
pattern!(
    WIRE,
    r"(?:^|[ (/—–-])(?:Reuters(?: Health)?|HealthDay(?: News)?|Associated Press|AP|AFP|UPI|PRNewswire|PR Newswire|BUSINESS WIRE|GLOBE NEWSWIRE|EurekAlert!?|Newswise|Xinhua|Kaiser Health News|CNN|NPR|The Conversation)(?:\)|/| ?[—–-])"
);
pattern!(
    ORGANISATION,
    r"^(?:source|contact|media contacts?|press contacts?|press office|news release|for immediate release|published by|about (?:the )?[A-Za-zÀ-ÖØ-öø-ſ][A-Za-zÀ-ÖØ-öø-ſ ]+ (?:university|institute|hospital|society|association|center|centre|foundation|college))(?-u:\b)"
);
pattern!(
    DATELINE,
    r"^(?:[A-ZÀ-ÖØ-Þ]{2,}[A-ZÀ-ÖØ-Þ .,'’-]*(?:, ?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+\.?)?|[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+(?: [A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]+)?,? (?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ]*\.?,? )?)(?:\([A-Za-zÀ-ÖØ-öø-ſ ]+\)|,? ?(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}(?:, [0-9]{4})?)[^.]{0,30}?(?:[—–]| --? |-- )"
);
pattern!(UPDATED, r"(?-u:\b)(?:last |page last )?(?:updated|modified|revised|amended|last edited)(?-u:\b)");
pattern!(REVIEWED, r"(?-u:\b)(?:medically |clinically |last |page last |fact[- ])?(?:reviewed|checked)(?-u:\b)");
pattern!(
    PUBLISHED,
    r"(?-u:\b)(?:published|posted|publication date|release date|released|issued|date|created|written)(?-u:\b)"
);
pattern!(LIES_AHEAD, r"(?-u:\b)(?:next|due|expires?|expiry|valid until|review by)(?-u:\b)");
pattern!(
    ARCHIVED,
    r"(?-u:\b)(?:archived content|this (?:page|article) (?:is|has been) archived|for historical reference)(?-u:\b)"
);

/// Adds what the visible lines say to what the metadata said.
pub(super) fn read(document: &Document, editorial: &mut Editorial) {
    let blocks = &document.blocks;
    for (id, block) in blocks.iter().enumerate() {
        let text = document.text(block.prose);
        let outside = id < HEAD || id + FOOT >= blocks.len();
        if !outside {
            // An article that was taken apart may hold its byline anywhere, as the start of a paragraph.
            if editorial.author.is_none() && text.starts_with("By ") {
                author(document, block, text, editorial);
            }
            continue;
        }
        if id < HEAD {
            editorial.has_dateline |= DATELINE.is_match(head(text, 120));
            editorial.is_archived |= ARCHIVED.is_match(&head(text, 200).to_ascii_lowercase());
        }
        author(document, block, text, editorial);
        // Review and date lines are short; a news paragraph that opens with its place and day is not.
        if text.split_whitespace().nth(LINE_WORDS).is_none() && !block.reference {
            if editorial.reviewer.is_none()
                && let Some(name) = REVIEWED_BY.captures(text).and_then(|found| found.get(1))
            {
                editorial.reviewer = Some(stated(document, block, name.range(), name.as_str().into()));
            }
            dates(document, block, text, id < HEAD, editorial);
        } else if id < HEAD && editorial.published.is_none() && DATELINE.is_match(head(text, 120)) {
            editorial.published = date::find(head(text, 120)).map(|(place, date)| stated(document, block, place, date));
        }
    }
}

fn author(document: &Document, block: &Block, text: &str, editorial: &mut Editorial) {
    if editorial.author.is_some() || block.reference {
        return;
    }
    let byline = BYLINE.captures(text).filter(|found| {
        let after = found.name("after").map_or("", |after| after.as_str());
        let ends = after.is_empty() || after.starts_with([',', '|', '.', '…', '(', '/', '•', '·', '–', '—']);
        ends || after.starts_with(" is")
            || after.starts_with(" | ")
            || after.starts_with(" on")
            || after.starts_with(" –")
    });
    let short = text.split_whitespace().nth(LINE_WORDS).is_none();
    let found = byline
        .and_then(|found| found.get(1))
        .filter(|name| date::find(name.as_str()).is_none() && !starts_with_time(name.as_str()))
        .or_else(|| if short { WRITTEN_BY.captures(text)?.get(1) } else { None })
        .or_else(|| if text.len() < 120 { CREDENTIALED.captures(text)?.get(1) } else { None })
        .or_else(|| WIRE.find(head(text, 160)))
        .map(|found| found.range())
        .or_else(|| if short { Some(ORGANISATION.find(&text.to_ascii_lowercase())?.range()) } else { None });
    if let Some(place) = found {
        let name = text[place.clone()].trim().into();
        editorial.author = Some(stated(document, block, place, name));
    }
}

/// "By March …", "By Monday Evening": no name.
fn starts_with_time(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| date::MONTHS.contains(&first) || date::WEEKDAYS.contains(&first))
}

fn dates(document: &Document, block: &Block, text: &str, in_head: bool, editorial: &mut Editorial) {
    let mut labelled = false;
    let lower = text.to_ascii_lowercase();
    if LIES_AHEAD.is_match(&lower) {
        return;
    }
    for (label, slot) in [
        (&*REVIEWED, &mut editorial.reviewed),
        (&*UPDATED, &mut editorial.updated),
        (&*PUBLISHED, &mut editorial.published),
    ] {
        let Some(label) = label.find(&lower) else { continue };
        let Some((place, date)) = date::find(head(&text[label.end()..], 60)) else { continue };
        labelled = true;
        if slot.is_none() {
            let place = label.end() + place.start..label.end() + place.end;
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
            ("LONDON (Reuters) - More people sleep badly, a survey found.", "(Reuters)"),
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
