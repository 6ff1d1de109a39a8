//! Citation markers in the running text: [3], [3,7], [3–5], superscripts, footnotes, anchors, (Lopez 2019), (3).
//!
//! What only looks like a marker is left alone: exponents and isotopes, intervals, years of events, place names.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use super::Reference;
use super::index::Index;
use super::list::{self, List, Setting, expand};
use crate::document::{Block, BlockKind, Document, MarkKind};
use crate::facts::date::{self, is_year};
use crate::span::ProseSpan;

/// How a marker is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerKind {
    /// "[3]", "[3, 7]", "[3–5]".
    Bracket,
    /// A raised number.
    Superscript,
    /// "people.3 Later": a raised number that lost its markup. It is a sign of a source, never of a missing entry.
    Flattened,
    /// "(3)": counts only where a numbered list answers to it.
    Parenthesis,
    /// A footnote or a citation key.
    Footnote,
    /// A link to an entry of the same page.
    Anchor,
    /// "(Lopez 2019)", "Lopez et al. (2019)".
    AuthorYear,
}

/// What a marker points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry, by its place in [`Citations::references`](super::Citations).
    Entry(usize),
    /// An entry by the same author whose year differs.
    OtherYear {
        /// The entry.
        entry: usize,
        /// The year that the text prints.
        year: i16,
    },
    /// Nothing: what it asked for.
    Missing(Box<str>),
    /// A bibliography outside the file.
    Outside,
}

/// A marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub kind: MarkerKind,
    /// Where it stands; empty for footnotes, which leave no text.
    pub span: ProseSpan,
    /// The mark of the markup that it is, by its place in [`Document::marks`].
    pub mark: Option<usize>,
    /// What it points to, ranges expanded.
    pub targets: Vec<Target>,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is valid"));
    };
}

pattern!(
    FLATTENED,
    r"[A-Za-zÀ-ÖØ-öø-ſ)”\x22%][.,]([0-9]{1,2}(?:[,–-][0-9]{1,2})*)(?:\s+[A-ZÀ-ÖØ-Þ]|\s*$)|[A-Za-zÀ-ÖØ-öø-ſ)],([0-9]{1,2}(?:[,–-][0-9]{1,2})*)\s+[a-zß-öø-ÿ]"
);
pattern!(
    AUTHOR_YEAR,
    r"^(?:(?i:see also|see|e\.g\.,?|cf\.|reviewed in|adapted from|from)\s+)?(?P<name>[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+(?:\s+(?:of|for|and|on|the)?\s*[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+){0,6}?)(?P<more>(?:,\s+[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+)*,?\s+(?:and|&)\s+[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+|,?\s+et\s+al\.?|\s+and colleagues)?(?P<comma>,)?\s+(?P<year>(?:19|20)[0-9][0-9])(?P<letter>[a-z])?(?:[,:]\s*(?:pp?\.?\s*)?[0-9][0-9–-]*)?$"
);
pattern!(
    NARRATIVE,
    r"(?P<name>[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+)(?P<more>\s+et\s+al\.?|\s+(?:and|&)\s+[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ſ'’-]+|\s+and colleagues)?(?:'s|’s)?\s+\((?P<year>(?:19|20)[0-9][0-9])(?P<letter>[a-z])?\)"
);

/// Markers of a document against its references. `outside`: a bibliography file resolves citation keys.
pub(super) fn find(document: &Document, references: &[Reference], outside: bool) -> Vec<Marker> {
    let mut search =
        Search { document, references, outside, index: Index::new(document, references), markers: Vec::new() };
    for (at, mark) in document.marks.iter().enumerate() {
        // A mark stands outside all blocks where the text is nothing but markup.
        let Some(block) = document.blocks.get(document.block_at(mark.prose.start())) else { continue };
        if block.reference {
            continue;
        }
        search.mark(at, &mark.kind, mark.prose);
    }
    for block in &document.blocks {
        if !block.reference && !matches!(block.kind, BlockKind::Footnote | BlockKind::Alt) {
            search.numbers(block);
            search.flattened(block);
            search.names(block);
        }
    }
    search.markers.sort_by_key(|marker| marker.span.start());
    search.markers
}

struct Search<'a> {
    document: &'a Document,
    references: &'a [Reference],
    outside: bool,
    index: Index,
    markers: Vec<Marker>,
}

/// What anchors of notes begin with.
const NOTES: [&str; 12] =
    ["ref", "cite", "fn", "note", "footnote", "endnote", "bib", "_ftn", "_edn", "citation", "source", "r"];
/// Units of length and statistics that are squared.
const SQUARED: [&str; 13] = ["m", "cm", "mm", "km", "µm", "nm", "ft", "in", "yd", "dm", "s", "R", "r"];

/// The insides of the parentheses of a text that hold no others and are no longer than a citation.
fn parentheses(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=720;
    text.match_indices('(').filter_map(|(open, _)| {
        let rest = &text[open + 1..];
        let end = rest.find(['(', ')']).filter(|end| rest[*end..].starts_with(')') && LENGTHS.contains(end))?;
        Some(open + 1..open + 1 + end)
    })
}

/// Whether an author and a year may stand in a part of a parenthesis: a cheap test before the pattern.
fn may_name(part: &str) -> bool {
    let dated = part.contains(" 19") || part.contains(" 20");
    dated
        && part.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || matches!(c, '-' | '–'))
        && !part.starts_with(|c: char| c.is_ascii_digit())
        && part.contains(char::is_uppercase)
}

/// Whether a digit stands right behind a stop or comma that ends a word: a cheap test before the pattern.
fn may_hold_flattened(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'.', b',', text).any(|at| {
        text.get(at + 1).is_some_and(u8::is_ascii_digit)
            && at > 0
            && !text[at - 1].is_ascii_digit()
            && !text[at - 1].is_ascii_whitespace()
    })
}

impl Search<'_> {
    fn mark(&mut self, at: usize, kind: &MarkKind, span: ProseSpan) {
        let text = self.document.text(span);
        let found = match kind {
            MarkKind::Footnote(label) => Some((MarkerKind::Footnote, vec![self.label(label)])),
            MarkKind::Superscript => list::alone(text.trim())
                .filter(|_| !self.is_exponent(span.start(), span.end(), text))
                .map(|numbers| (MarkerKind::Superscript, self.entries(numbers))),
            MarkKind::Link(href) => self.anchor(href, text).map(|target| (MarkerKind::Anchor, vec![target])),
            _ => None,
        };
        if let Some((kind, targets)) = found {
            self.add(Marker { kind, span, mark: Some(at), targets });
        }
    }

    /// One marker a place: `<sup><a href="#ref1">[1]</a></sup>` is one, and what resolves wins.
    fn add(&mut self, marker: Marker) {
        let resolves = |marker: &Marker| !marker.targets.iter().any(|target| matches!(target, Target::Missing(_)));
        let same =
            self.markers.iter_mut().rev().take(8).find(|other| {
                !marker.span.is_empty() && (other.span.overlaps(marker.span) || other.span == marker.span)
            });
        match same {
            Some(other) if !resolves(other) && resolves(&marker) && marker.kind != MarkerKind::Flattened => {
                *other = marker;
            }
            Some(_) => {}
            None => self.markers.push(marker),
        }
    }

    fn numbers(&mut self, block: &Block) {
        let text = self.document.text(block.prose);
        let numbered = self.references.iter().any(|reference| !reference.is_note);
        if !list::may_hold(text.as_bytes(), numbered) {
            return;
        }
        for List { setting, place, numbers } in list::all(text) {
            let span = ProseSpan::new(block.prose.start() + place.start as u32, block.prose.start() + place.end as u32);
            let (before, after) = (&text[..place.start], &text[place.end..]);
            let (kind, targets) = match setting {
                Setting::Brackets => {
                    let is_place =
                        place.start > 0 && !after.starts_with('(') && expand(numbers).all(|number| number > 0);
                    if !is_place || is_interval(before) || is_measured(after) {
                        continue;
                    }
                    (MarkerKind::Bracket, self.entries(numbers))
                }
                Setting::Carets => (MarkerKind::Superscript, self.entries(numbers)),
                Setting::Raised if !self.is_exponent(span.start(), span.end(), numbers) => {
                    (MarkerKind::Superscript, self.entries(&list::lowered(numbers)))
                }
                // "(1)" also numbers the items of a sentence, so it counts only where a numbered entry answers.
                Setting::Parentheses
                    if numbered
                        && !before.is_empty()
                        && !is_interval(before)
                        && self.all_resolve(numbers)
                        && !before.ends_with(char::is_alphanumeric) =>
                {
                    (MarkerKind::Parenthesis, self.entries(numbers))
                }
                Setting::Raised | Setting::Parentheses => continue,
            };
            self.add(Marker { kind, span, mark: None, targets });
        }
    }

    fn flattened(&mut self, block: &Block) {
        let text = self.document.text(block.prose);
        if !may_hold_flattened(text.as_bytes()) {
            return;
        }
        for found in FLATTENED.captures_iter(text) {
            let Some(list) = found.get(1).or_else(|| found.get(2)) else { continue };
            let word = text[..list.start() - 1].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            if ["no", "vol", "fig", "v", "p", "pp", "ch", "eq"].contains(&word.to_lowercase().as_str()) {
                continue;
            }
            let resolve = |number| match self.entry(number) {
                Target::Missing(_) => Target::Outside,
                found => found,
            };
            let targets = expand(list.as_str()).map(resolve).collect();
            let start = block.prose.start();
            let span = ProseSpan::new(start + list.start() as u32, start + list.end() as u32);
            self.add(Marker { kind: MarkerKind::Flattened, span, mark: None, targets });
        }
    }

    fn names(&mut self, block: &Block) {
        let text = self.document.text(block.prose);
        if !(text.contains('(') && (text.contains("19") || text.contains("20"))) {
            return;
        }
        let at = |range: std::ops::Range<usize>| {
            ProseSpan::new(block.prose.start() + range.start as u32, block.prose.start() + range.end as u32)
        };
        for inner in parentheses(text) {
            let mut start = inner.start;
            for part in text[inner].split(';') {
                let from = start + part.len() - part.trim_start().len();
                let span = at(from..from + part.trim().len());
                start += part.len() + 1;
                if may_name(part.trim())
                    && let Some(found) = AUTHOR_YEAR.captures(part.trim())
                {
                    self.name(&found, span, found.name("comma").is_some());
                }
            }
        }
        let year = |at: usize| text.as_bytes().get(at + 1..at + 5).is_some_and(is_year);
        let closes = |at: usize| text.as_bytes()[at + 5..].iter().take(2).any(|byte| *byte == b')');
        if !memchr::memchr_iter(b'(', text.as_bytes()).any(|at| year(at) && closes(at)) {
            return;
        }
        for found in NARRATIVE.captures_iter(text) {
            let span = at(found.get(0).map_or(0..0, |whole| whole.range()));
            self.name(&found, span, false);
        }
    }

    fn name(&mut self, found: &regex::Captures<'_>, span: ProseSpan, comma: bool) {
        let text = |group: &str| found.name(group).map_or("", |group| group.as_str());
        let (name, several) = (text("name"), !text("more").is_empty());
        let Ok(year) = text("year").parse::<i16>() else { return };
        let letter = text("letter").chars().next().unwrap_or(' ');
        if is_time_or_label(name) {
            return;
        }
        let is_by = |entry: &usize| self.references[*entry].is_by(self.document, name);
        let by_name: Vec<usize> = self.index.by_name(name).iter().copied().filter(is_by).collect();
        let same_year = by_name.iter().find(|entry| {
            let entry = self.references[**entry].year;
            entry.is_none_or(|entry| entry.value == year && (letter == ' ' || entry.letter == letter))
        });
        let target = match (same_year, by_name.as_slice()) {
            (Some(entry), _) => Target::Entry(*entry),
            (None, [entry]) => Target::OtherYear { entry: *entry, year },
            // A lone name with a year may be a place or an event; a list of authors and years tells what it is.
            _ if several || (comma || letter != ' ') && self.index.lists_names && name.split(' ').count() == 1 => {
                if self.outside {
                    Target::Outside
                } else {
                    Target::Missing(format!("{name} {year}").into())
                }
            }
            _ if self.index.lists_names && name.split(' ').count() == 1 && self.has_no_numbers() => {
                Target::Missing(format!("{name} {year}").into())
            }
            _ => return,
        };
        self.add(Marker { kind: MarkerKind::AuthorYear, span, mark: None, targets: vec![target] });
    }

    fn has_no_numbers(&self) -> bool {
        self.markers.iter().all(|marker| marker.kind == MarkerKind::AuthorYear)
    }

    fn label(&self, label: &str) -> Target {
        match self.index.anchors.get(label).or_else(|| self.index.anchors.get(&*format!("ref-{label}"))) {
            Some(entry) => Target::Entry(*entry),
            None if self.outside => Target::Outside,
            None => Target::Missing(label.into()),
        }
    }

    /// The target of a link inside the page, if it is one to a reference.
    fn anchor(&self, href: &str, text: &str) -> Option<Target> {
        let anchor = href.strip_prefix('#').filter(|anchor| !anchor.is_empty())?;
        if let Some(entry) = self.index.anchors.get(anchor) {
            return Some(Target::Entry(*entry));
        }
        let number = list::alone(text.trim());
        if let Some([Target::Entry(entry)]) = number.map(|numbers| self.entries(numbers)).as_deref() {
            return Some(Target::Entry(*entry));
        }
        let stem = anchor.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
        let is_note = stem.len() < anchor.len()
            && NOTES.iter().any(|note| stem.eq_ignore_ascii_case(note) || stem.starts_with("cite_"));
        (is_note && number.is_some() && !self.index.elsewhere.contains(anchor)).then(|| Target::Missing(anchor.into()))
    }

    /// The entries of "3, 7" and "3–5".
    fn entries(&self, list: &str) -> Vec<Target> {
        expand(list).map(|number| self.entry(number)).collect()
    }

    fn entry(&self, number: u32) -> Target {
        match self.index.numbers.get(&number) {
            Some(entry) => Target::Entry(*entry),
            None => Target::Missing(number.to_string().into()),
        }
    }

    fn all_resolve(&self, list: &str) -> bool {
        expand(list).all(|number| matches!(self.entry(number), Target::Entry(_)))
    }

    /// "m²", "10⁶", "¹⁸F", "x²": raised digits that are no marker.
    fn is_exponent(&self, start: u32, end: u32, raised: &str) -> bool {
        let text = self.document.prose.text();
        let (before, after) = (&text[..start as usize], &text[end as usize..]);
        let word = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | 'µ'))).next().unwrap_or_default();
        let unit = word.rsplit('/').next().unwrap_or_default();
        let short = raised.chars().count() == 1;
        word.is_empty()
            && after.starts_with(char::is_uppercase)
            && !before.ends_with(['.', ',', ';', ':', ')', '”', '"', '?', '!'])
            || before.ends_with(|c: char| c.is_ascii_digit() && word.chars().all(|c| c.is_ascii_digit()))
            || short && SQUARED.contains(&unit)
            || short && word.chars().count() == 1 && !matches!(word, "a" | "I")
    }
}

/// "1.5 [1.2, 1.9]", "median 12 [8, 15]", "CI [2, 7]", "the IQR was [2, 7]".
fn is_interval(before: &str) -> bool {
    let mut words = before.trim_end().rsplit(|c: char| c.is_whitespace() || c == '(');
    let last = words.find(|word| !matches!(*word, "was" | "is" | "of")).unwrap_or_default();
    let bare = last.trim_end_matches([':', ',', ';', '=', '%', ')']);
    !bare.is_empty()
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
        && !bare.ends_with('.')
        && before.ends_with(' ')
        || ["CI", "CrI", "IQR", "range", "SD", "interval", "area", "code", "ext", "No", "page", "age"].contains(&bare)
}

/// "[1] mg": a dose in brackets.
fn is_measured(after: &str) -> bool {
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphabetic() || *c == '%').collect();
    matches!(word.as_str(), "mg" | "mcg" | "g" | "mL" | "ml" | "kg" | "%" | "IU" | "mmol")
}

/// "(May 2019)", "(Table 2019)", "(Updated 2020)": no author.
fn is_time_or_label(name: &str) -> bool {
    const WORDS: [&str; 28] = [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Spring",
        "Summer",
        "Autumn",
        "Fall",
        "Winter",
        "Table",
        "Figure",
        "Version",
        "Updated",
        "Since",
        "In",
        "Until",
        "Act",
        "Edition",
        "Published",
        "Accessed",
    ];
    name.split_whitespace().any(|word| date::MONTHS.contains(&word) || WORDS.contains(&word))
}
