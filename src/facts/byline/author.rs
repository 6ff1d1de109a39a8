//! Who wrote an article and who reviewed it, as a line says: "By Ana Lopez", "Medically reviewed by Kim Lee, MD".

use std::ops::Range;

use super::places;
use crate::facts::person;

/// What opens a byline.
const OPENERS: [&str; 10] = ["By", "by", "BY", "Authors", "Author", "AUTHOR", "Words", "Story", "Text", "Reporting"];
/// What somebody did to an article, before "by".
const WRITTEN: [&str; 8] =
    ["written", "reported", "contributed", "posted", "authored", "reporting", "edited", "produced"];
/// What a reviewer did, without the first letter, which may be a capital.
const REVIEWED_BY: [&str; 4] = ["eviewed", "eviewer", "hecked", "pproved"];
/// Degrees behind the name of an author.
const DEGREES: [&str; 16] =
    ["MD", "M.D.", "PhD", "Ph.D.", "RN", "RDN", "RD", "MPH", "DO", "PharmD", "MS", "MBBS", "NP", "PA-C", "PsyD", "DPT"];
/// News agencies.
const WIRES: [&str; 19] = [
    "Reuters Health",
    "Reuters",
    "HealthDay News",
    "HealthDay",
    "Associated Press",
    "AP",
    "AFP",
    "UPI",
    "PRNewswire",
    "PR Newswire",
    "BUSINESS WIRE",
    "GLOBE NEWSWIRE",
    "EurekAlert",
    "Newswise",
    "Xinhua",
    "Kaiser Health News",
    "CNN",
    "NPR",
    "The Conversation",
];
/// What opens the lines by which an organisation signs.
const SIGNED: [&str; 9] = [
    "source",
    "contact",
    "media contact",
    "press contact",
    "press office",
    "news release",
    "for immediate release",
    "published by",
    "about",
];
/// What makes "about the …" the self-portrait of an organisation.
const ORGANISATIONS: [&str; 9] =
    ["university", "institute", "hospital", "society", "association", "center", "centre", "foundation", "college"];
/// "By Ana Lopez", "Author: Ana Lopez": the name.
pub(super) fn byline(text: &str) -> Option<Range<usize>> {
    let opener = OPENERS.iter().find(|opener| text.starts_with(**opener))?;
    let rest = &text[opener.len()..];
    let rest = rest.strip_prefix(" by").or_else(|| rest.strip_prefix(':')).unwrap_or(rest);
    let rest = rest.strip_prefix(' ')?;
    let start = text.len() - rest.len();
    let end = start + person::name_ends(rest).pop()?;
    let after = &text[end..];
    let ends = after.is_empty()
        || after.starts_with([',', '|', '.', '…', '(', '/', '•', '·', '–', '—'])
        || [" is", " | ", " on", " –"].iter().any(|next| after.starts_with(next));
    ends.then_some(start..end)
}

/// "Written by Ana Lopez", "Reported and edited by the Northside Team": the name.
pub(super) fn written_by(text: &str) -> Option<Range<usize>> {
    if !says_by(text) {
        return None;
    }
    places(text, " by").chain(places(text, " By")).find_map(|(at, by)| {
        let mut before = text[..at].rsplit(' ');
        let is_written = |word: Option<&str>| {
            let word = word.unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
            WRITTEN.iter().any(|verb| word.eq_ignore_ascii_case(verb) && word[1..] == verb[1..])
        };
        let done = is_written(before.next()) || before.next() == Some("and") && is_written(before.next());
        let rest = &text[at + by.len()..];
        let rest = rest.strip_prefix(':').unwrap_or(rest).strip_prefix(' ').filter(|_| done)?;
        let start = text.len() - rest.len();
        let team = || {
            let run = letters(rest.strip_prefix("the ")?);
            let end = run.rfind(" team").max(run.rfind(" Team")).filter(|end| *end > 0)?;
            Some("the ".len() + end + " team".len())
        };
        Some(start..start + person::name_ends(rest).pop().or_else(team)?)
    })
}

/// Whether " by" stands in a line, as in few.
fn says_by(text: &str) -> bool {
    let text = text.as_bytes();
    memchr::memchr_iter(b'y', text).any(|at| text[..at].ends_with(b" b") || text[..at].ends_with(b" B"))
}

/// "Medically reviewed by Kim Lee", "Fact-checked: Kim Lee": the name.
pub(super) fn reviewed_by(text: &str) -> Option<Range<usize>> {
    if !says_by(text) && !text.contains(':') {
        return None;
    }
    let places = REVIEWED_BY.iter().flat_map(|verb| places(text, verb));
    places
        .filter_map(|(at, verb)| {
            let first = text[..at].chars().next_back()?;
            let opens = |c: char| !c.is_alphanumeric();
            let starts = matches!(first, 'r' | 'R' | 'c' | 'C' | 'a' | 'A')
                && text[..at - 1].chars().next_back().is_none_or(opens);
            let rest = &text[at + verb.len()..];
            let rest = match rest.strip_prefix(" and ") {
                Some(more) => more.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
                None => rest.strip_prefix(" for accuracy").unwrap_or(rest),
            };
            let rest = [" by", " By", ":"].iter().find_map(|by| rest.strip_prefix(by))?;
            let article = rest.strip_prefix(" an").or_else(|| rest.strip_prefix(" a"));
            let rest = article.filter(|rest| rest.starts_with([' ', ':'])).unwrap_or(rest);
            let rest = rest.strip_prefix(':').unwrap_or(rest).strip_prefix(' ').filter(|_| starts)?;
            let start = text.len() - rest.len();
            let team = || {
                let run = letters(rest.strip_prefix("the ")?);
                (!run.is_empty()).then(|| "the ".len() + run.len())
            };
            Some(start..start + person::name_ends(rest).pop().or_else(team)?)
        })
        .min_by_key(|name| name.start)
}

/// "Ana Lopez, MD": the name.
pub(super) fn with_degree(text: &str) -> Option<Range<usize>> {
    let has_degree = |end: &usize| {
        let rest = &text[*end..];
        let rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ').unwrap_or_default();
        DEGREES.iter().any(|degree| {
            rest.strip_prefix(degree).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    };
    person::name_ends(text).into_iter().rev().find(has_degree).map(|end| 0..end)
}

/// "(Reuters) –", "AP—": the agency.
pub(super) fn wire(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let hyphens = memchr::memchr3_iter(b')', b'/', b'-', bytes);
    let dashes = memchr::memchr_iter(0xe2, bytes).filter(|at| matches!(bytes[at + 1..], [0x80, 0x93 | 0x94, ..]));
    let agency = |close: usize| {
        let before = &text[..close];
        let bracket = matches!(bytes[close], b')' | b'/');
        let before = if bracket { before } else { before.strip_suffix(' ').unwrap_or(before) };
        let before = before.strip_suffix('!').unwrap_or(before);
        WIRES.iter().find_map(|name| {
            let start = before.strip_suffix(*name)?;
            let open = start.is_empty() || start.ends_with([' ', '(', '/', '—', '–', '-']);
            open.then_some(start.len()..before.len())
        })
    };
    let (mut hyphens, mut dashes) = (hyphens.filter_map(agency), dashes.filter_map(agency));
    [hyphens.next(), dashes.next()].into_iter().flatten().min_by_key(|place| place.start)
}

/// "Source: …", "About the Northside Institute": the words by which an organisation signs a line.
pub(super) fn signed(text: &str) -> Option<Range<usize>> {
    let opens = |opener: &&&str| text.get(..opener.len()).is_some_and(|start| start.eq_ignore_ascii_case(opener));
    let opener = SIGNED.iter().find(opens)?;
    let lower = text[opener.len()..].to_ascii_lowercase();
    let rest = lower.as_str();
    if *opener == "about" {
        let run = letters(rest.strip_prefix(' ')?);
        let named = ORGANISATIONS.iter().filter_map(|noun| {
            let at = run.find(&format!(" {noun}")).filter(|at| *at > 1)?;
            let end = at + 1 + noun.len();
            (!run[end..].starts_with(|c: char| c.is_alphanumeric())).then_some(end)
        });
        return named.max().map(|end| 0.."about ".len() + end);
    }
    let rest = rest.strip_prefix('s').filter(|_| opener.ends_with("contact")).unwrap_or(rest);
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(0..opener.len())
}

/// The letters and blanks that `text` begins with.
fn letters(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphabetic() || c == ' ')).unwrap_or(text.len());
    text[..end].trim_end()
}
