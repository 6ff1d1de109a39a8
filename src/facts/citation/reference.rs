//! Entries of a reference list and footnotes, taken apart: number, first author, year, title, identifiers, addresses.
//!
//! Entries come in every style, so only what can be told from its shape is taken. What cannot is left empty, and a
//! rule that needs it is silent.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::facts::date::is_year;
use crate::span::ProseSpan;

/// An entry of the reference list, or a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its first block.
    pub block: BlockId,
    /// Its text.
    pub span: ProseSpan,
    /// Its number in a numbered list.
    pub number: Option<u32>,
    /// Its `id`, or the label of a footnote.
    pub anchor: Option<Box<str>>,
    /// Whether it is a footnote rather than an entry of a list.
    pub is_note: bool,
    /// The part before year and title, where the authors stand.
    pub authors: ProseSpan,
    /// The year of publication, with its letter ("2019a").
    pub year: Option<Year>,
    /// The words of the title, lower case, joined by single blanks; empty where it cannot be told.
    pub title: Box<str>,
}

/// A year as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub value: i16,
    /// The letter that tells two papers of one year apart, or a blank.
    pub letter: char,
    /// Where it stands.
    pub span: ProseSpan,
}

/// What follows these is the day a page was read, not the year of the source; addresses and page ranges hold numbers that
/// look like years.
static NOT_PUBLICATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:accessed|retrieved|viewed|cited|last (?:visited|accessed)|available (?:at|from))(?-u:\b).*$|https?://\S+|(?-u:\b)doi:?\s*\S+|(?-u:\b)10\.[0-9]{4,9}/\S+|[0-9]+\s*[-–]\s*[0-9]+|\[cited[^\]]*\]",
    )
    .expect("the pattern is valid")
});

/// The number that an entry begins with, "[3]", "(3)", "3." or "3)", and what stands behind it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let rest = text.strip_prefix(['[', '(']).unwrap_or(text);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at(digits);
    let behind = match text.as_bytes().first()? {
        b'[' => rest.strip_prefix(']'),
        b'(' => rest.strip_prefix(')'),
        _ => rest.strip_prefix(['.', ')']),
    }?;
    if digits <= 3 { Some((number.parse().ok()?, behind)) } else { None }
}

/// "[3] Lopez A": an entry outside the list.
fn is_bracketed(text: &str) -> bool {
    text.starts_with('[') && leading_number(text).is_some_and(|(_, behind)| !behind.trim_start().is_empty())
}

/// "Source: the ministry", "Journal reference: …".
fn is_source_line(text: &str) -> bool {
    const LABELS: [&str; 5] = ["journal reference", "source", "sources", "reference", "references"];
    let is_behind = |label: &str| {
        let said = text.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label));
        let behind = said.and_then(|said| text[said.len()..].trim_start().strip_prefix(':'));
        behind.is_some_and(|behind| behind.starts_with(char::is_whitespace) && !behind.trim_start().is_empty())
    };
    text.starts_with(['j', 'J', 's', 'S', 'r', 'R']) && LABELS.into_iter().any(is_behind)
}

/// The years in a text, each with its place and letter.
fn years(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, i16, char)> {
    let bytes = text.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    memchr::memchr2_iter(b'1', b'2', bytes).filter_map(move |at| {
        let year = bytes.get(at..at + 4).filter(|year| is_year(year))?;
        let letter = bytes.get(at + 4).filter(|byte| byte.is_ascii_lowercase());
        let end = at + 4 + usize::from(letter.is_some());
        let apart = !bytes[..at].last().is_some_and(is_word) && !bytes.get(end).is_some_and(is_word);
        let value = year.iter().fold(0, |value, digit| value * 10 + i16::from(digit - b'0'));
        apart.then(|| (at..end, value, letter.map_or(' ', |letter| char::from(*letter))))
    })
}

/// Where the segments of an entry end, and where the next ones begin.
fn cuts(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    text.match_indices(['.', '?', '!', ')', '“', '”']).filter_map(move |(at, mark)| {
        let behind = &text[at + mark.len()..];
        let behind = if mark == ")" { behind.strip_prefix(['.', ','])? } else { behind };
        let next = if matches!(mark, "“" | "”") { behind } else { behind.trim_start() };
        let parts = at >= from && (next.len() < behind.len() || matches!(mark, "“" | "”"));
        parts.then(|| {
            from = text.len() - next.len();
            (at, from)
        })
    })
}

impl Reference {
    /// All entries and footnotes of a document, in order.
    pub(super) fn find(document: &Document) -> Vec<Self> {
        let mut references: Vec<Self> = Vec::new();
        let mut list: Option<(u32, u32)> = None;
        for (id, block) in document.blocks.iter().enumerate() {
            let text = document.text(block.prose);
            let is_note = block.kind == BlockKind::Footnote;
            let listed = block.reference && !block.is_heading() && !block.is_cell();
            if !(is_note || listed || is_bracketed(text) || is_source_line(text)) || block.prose.is_empty() {
                continue;
            }
            // A second paragraph of an item goes with the first.
            if listed
                && block.kind == BlockKind::Paragraph
                && block.list.is_some()
                && let Some(last) = references.last_mut()
                && document.blocks[last.block].list == block.list
            {
                last.span = last.span.cover(block.prose);
                continue;
            }
            // So does an address on a line of its own under an entry that has none.
            let is_address = text.starts_with("http") && !text.contains(char::is_whitespace);
            if is_address
                && listed
                && block.list.is_none()
                && let Some(last) = references.last_mut()
                && !document.text(last.span).contains("http")
            {
                last.span = last.span.cover(block.prose);
                continue;
            }
            let mut reference = Self::parse(id, block, text);
            if let (BlockKind::ListItem { ordered: true, .. }, Some(number), None) =
                (block.kind, block.list, reference.number)
            {
                // Printed by the list, not by the text: it counts on from the number of its first item.
                let next = list.filter(|(open, _)| *open == number).map_or(1, |(_, last)| last + 1);
                list = Some((number, next));
                reference.number = Some(next);
            }
            references.push(reference);
        }
        // In a list that prints no numbers an entry's place is its number.
        if references.iter().all(|reference| reference.number.is_none()) {
            for (reference, number) in references.iter_mut().zip(1..) {
                reference.number = Some(number);
            }
        }
        references
    }

    fn parse(id: BlockId, block: &Block, text: &str) -> Self {
        let leading = leading_number(text).filter(|(_, behind)| behind.starts_with(char::is_whitespace));
        let number = leading.map(|(number, _)| number);
        let body = leading.map_or(0, |(_, behind)| text.len() - behind.trim_start().len());
        let at = |start: usize, end: usize| {
            ProseSpan::new(block.prose.start() + start as u32, block.prose.start() + end as u32)
        };
        let year = year(&text[body..]).map(|(place, value, letter)| Year {
            value,
            letter,
            span: at(body + place.start, body + place.end),
        });
        let (authors, title) = authors_and_title(&text[body..]);
        Self {
            block: id,
            span: block.prose,
            number,
            anchor: block.anchor.clone(),
            is_note: block.kind == BlockKind::Footnote,
            authors: at(body, body + authors),
            year,
            title,
        }
    }

    /// Whether `surname` is one of the names at its head, or the capitals of an organisation's name that stands there.
    pub fn is_by(&self, document: &Document, surname: &str) -> bool {
        let head = document.text(self.authors);
        if name_words(head).any(|word| same_name(word, surname)) {
            return true;
        }
        // "(World Health Organization, 2021)" and "(CDC, 2021)" against the name written out.
        let wanted: Vec<&str> = surname.split_whitespace().collect();
        if wanted.len() > 1 {
            return head.to_lowercase().contains(&surname.to_lowercase())
                || wanted.first().is_some_and(|first| name_words(head).any(|word| same_name(word, first)));
        }
        let initials = initials(head);
        surname.chars().count() > 1 && surname.chars().all(char::is_uppercase) && initials.starts_with(surname)
    }
}

/// The words of the part where the authors stand.
pub(super) fn name_words(head: &str) -> impl Iterator<Item = &str> {
    head.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’' | '\''))).filter(|word| !word.is_empty())
}

/// The capitals that its words begin with: "CDC" of "Centers for Disease Control and Prevention" (and "P").
pub(super) fn initials(head: &str) -> String {
    name_words(head).filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect()
}

fn same_name(a: &str, b: &str) -> bool {
    let fold = |c: char| if c == '’' { '\'' } else { c.to_lowercase().next().unwrap_or(c) };
    a.chars().map(fold).eq(b.chars().map(fold))
}

/// The year of publication: one in parentheses near the head, else the last that is not part of something else.
fn year(text: &str) -> Option<(std::ops::Range<usize>, i16, char)> {
    let hidden: Vec<std::ops::Range<usize>> = NOT_PUBLICATION.find_iter(text).map(|found| found.range()).collect();
    let is_hidden = |start| hidden.iter().any(|range| range.contains(&start));
    let mut years: Vec<_> = years(text).filter(|(place, ..)| !is_hidden(place.start)).collect();
    let in_parentheses = years.iter().position(|(place, ..)| text[..place.start].ends_with('('));
    match in_parentheses {
        Some(at) => Some(years.swap_remove(at)),
        None => years.pop(),
    }
}

/// How far the authors reach, and the title: the first segment behind them that reads like one.
fn authors_and_title(text: &str) -> (usize, Box<str>) {
    let cuts = cuts(text).filter(|(end, _)| !after_initial(&text[..*end]));
    let mut start = 0;
    for (end, next) in cuts.chain([(text.len(), text.len())]).take(6) {
        let segment = text[start..end].trim();
        if start > 0 || !looks_like_authors(segment) {
            let words: Vec<String> = segment
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            if words.len() >= 4
                && !segment.contains("http")
                && !segment.starts_with("doi")
                && !looks_like_authors(segment)
            {
                let head = if start == 0 { text.len().min(end) } else { start };
                return (head, words.join(" ").into());
            }
        }
        start = next;
    }
    (text.floor_char_boundary(120), "".into())
}

/// "Smith J" and "Lopez, A" end in an initial; its stop ends no sentence.
fn after_initial(before: &str) -> bool {
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '.' || c == ',').next().unwrap_or_default();
    let letters = last.chars().count();
    letters == 1
        && last.starts_with(char::is_uppercase)
        && before.trim_end_matches(last).ends_with([',', '.', ' '])
        && before.contains(',')
        && before.trim_end_matches(last).trim_end().ends_with([',', '.'])
}

/// Names with initials or commas: more than half of its words are capitalised and short lists of initials occur.
fn looks_like_authors(segment: &str) -> bool {
    // "Lopez, A., & Marsh, B. (2019a" is cut behind its year.
    if segment.contains("et al")
        || segment
            .rsplit('(')
            .next()
            .is_some_and(|end| end.len() < 20 && years(end).next().is_some() && segment.contains('('))
    {
        return true;
    }
    let words: Vec<&str> = segment.split([' ', ',', '&']).filter(|word| !word.is_empty() && *word != "and").collect();
    let initials = words
        .iter()
        .filter(|word| {
            let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
            (1..=3).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase)
        })
        .count();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    initials > 0 && capitals * 10 >= words.len() * 9 && initials * 4 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{DocumentBuilder, Format};
    use crate::span::Span;

    fn entry(text: &str) -> (Document, Reference) {
        let mut builder = DocumentBuilder::new(Format::Text, text.len());
        builder.open(BlockKind::Paragraph, Span::new(0, text.len() as u32));
        builder.copy(0, text);
        if let Some(block) = builder.block_mut() {
            block.reference = true;
        }
        builder.close();
        let document = builder.finish();
        let reference = Reference::find(&document).remove(0);
        (document, reference)
    }

    #[test]
    fn reads_the_usual_styles() {
        for (text, author, year, title) in [
            (
                "1. Lopez A, Marsh B, Reid C, et al. Walking and blood pressure in older adults. J Hypothet Med. 2019;12(3):45-52. doi:10.1234/jhm.2021.1",
                "Lopez",
                2019,
                "walking and blood pressure in older adults",
            ),
            (
                "Lopez, A., & Marsh, B. (2019a). Walking and blood pressure in older adults. Journal of Hypothetical Medicine, 12(3), 45–52.",
                "Marsh",
                2019,
                "walking and blood pressure in older adults",
            ),
            (
                "Northland Health Agency. Sleep and shift work: a guide for employers. Published 2022. Accessed May 3, 2024. https://example.org/sleep",
                "NHA",
                2022,
                "sleep and shift work a guide for employers",
            ),
        ] {
            let (document, reference) = entry(text);
            assert!(reference.is_by(&document, author), "{text}");
            assert_eq!(reference.year.map(|year| year.value), Some(year), "{text}");
            assert_eq!(&*reference.title, title, "{text}");
        }
    }

    #[test]
    fn the_day_of_access_is_no_year() {
        let (_, reference) = entry(
            "Salt reduction for adults. Northland Heart Trust. Accessed 3 May 2024. https://example.org/2019/salt",
        );
        assert_eq!(reference.year, None);
    }
}
