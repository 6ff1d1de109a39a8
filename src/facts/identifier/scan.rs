//! Finds identifiers in prose: those with a label ("PMID: 123"), an address (`doi.org/…`) or an unmistakable
//! beginning (NCT, ISRCTN, 10.NNNN/…). A bare number is never one.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use regex::Regex;

use super::{Identifier, IdentifierKind};
use crate::facts::number::next_digit;
use crate::span::ProseSpan;

/// How identifiers of one kind are written.
struct Form {
    kind: IdentifierKind,
    /// What each begins with, in any case.
    label: &'static str,
    /// What stands from the label on; the first group is the identifier. Labelled forms are lenient about what follows,
    /// so that a number of the wrong length is found and reported rather than overlooked.
    pattern: &'static str,
    /// The pattern, built when its label is met: few texts have many.
    built: OnceLock<Regex>,
}

const DOI: &str =
    r"^(?i:doi(?:\s*:\s*|\.org/|\s+)(?:https?://(?:dx\.)?doi\.org/)?)(10\.[0-9.]*(?:/\S*)?|[0-9]{1,2}\.[0-9]{4,9}/\S+)";
const BARE_DOI: &str = r"^(10\.[0-9]{4,9}/\S+)";
const PMID: &str = r"^(?i:PMID\s*:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/)([0-9]+)";
const PMCID: &str = r"^(PMC\s?[0-9]+)(?-u:\b)";
const ISBN: &str = r"^(?i:ISBN(?:-1[03])?\s*:?\s*)([0-9][0-9 \-‐–]{7,20}[0-9Xx])";
const ISSN: &str = r"^(?i:e?-?ISSN\s*:?\s*)([0-9]{4}[\-‐–]?[0-9]{3}[0-9Xx])";
const ORCID: &str =
    r"^(?i:orcid(?:\.org/|\s*(?:iD)?\s*:?\s*(?:https?://orcid\.org/)?))([0-9]{4}(?:-?[0-9]{3}[0-9Xx]){3})";
const NCT: &str = r"^(NCT\s?[0-9]{2,})(?-u:\b)";
const ISRCTN: &str = r"^(ISRCTN\s?[0-9]+)(?-u:\b)";
const ACTRN: &str = r"^(ACTRN\s?p?[0-9]+)(?-u:\b)";
const CHICTR: &str = r"^(ChiCTR(?:-[A-Za-z]+)*-?[0-9]+)(?-u:\b)";
const EUDRACT: &str = r"^(?i:EudraCT(?:\s*(?:number|no\.?))?\s*:?\s*)([0-9]+(?:-[0-9]+)+)";
const EUCT: &str = r"^(?i:EU\s*-?CT(?:\s*(?:number|no\.?))?\s*:?\s*)([0-9]+(?:-[0-9]+)+)";
const ARXIV: &str = r"^(?i:arxiv(?:\s*:\s*|\.org/abs/))([0-9]{4}\.[0-9]+(?:v[0-9]+)?|[a-z\-]+(?:\.[A-Z]{2})?/[0-9]{7})";
const CAS: &str =
    r"^(?i:CAS(?:\s*(?:registry)?\s*(?:numbers?|no\.?|rn|\#))?\s*:?\s*)([0-9]{2,7}-[0-9]{2}-[0-9])(?-u:\b)";

static FORMS: [Form; 19] = [
    Form::new(IdentifierKind::Doi, "doi", DOI),
    Form::new(IdentifierKind::Doi, "10.", BARE_DOI),
    Form::new(IdentifierKind::Pmid, "pmid", PMID),
    Form::new(IdentifierKind::Pmid, "pubmed.ncbi", PMID),
    Form::new(IdentifierKind::Pmcid, "pmc", PMCID),
    Form::new(IdentifierKind::Isbn, "isbn", ISBN),
    Form::new(IdentifierKind::Issn, "issn", ISSN),
    Form::new(IdentifierKind::Issn, "eissn", ISSN),
    Form::new(IdentifierKind::Orcid, "orcid", ORCID),
    Form::new(IdentifierKind::Nct, "nct", NCT),
    Form::new(IdentifierKind::Isrctn, "isrctn", ISRCTN),
    Form::new(IdentifierKind::Actrn, "actrn", ACTRN),
    Form::new(IdentifierKind::ChiCtr, "chictr", CHICTR),
    Form::new(IdentifierKind::EudraCt, "eudract", EUDRACT),
    Form::new(IdentifierKind::EuCt, "eu ct", EUCT),
    Form::new(IdentifierKind::EuCt, "euct", EUCT),
    Form::new(IdentifierKind::EuCt, "eu-ct", EUCT),
    Form::new(IdentifierKind::Arxiv, "arxiv", ARXIV),
    Form::new(IdentifierKind::Cas, "cas", CAS),
];

impl Form {
    const fn new(kind: IdentifierKind, label: &'static str, pattern: &'static str) -> Self {
        Self { kind, label, pattern, built: OnceLock::new() }
    }

    /// The identifier in `text`, which begins with the label, and where all of it ends.
    fn read(&self, text: &str) -> Option<(Range<usize>, usize)> {
        let pattern = self.built.get_or_init(|| Regex::new(self.pattern).expect("the pattern is valid"));
        let found = pattern.captures(text)?;
        let group = found.get(1)?.range();
        let identifier = match self.kind {
            IdentifierKind::Doi => trim_doi(&text[group.clone()]),
            _ => text[group.clone()].trim_end(),
        };
        let identifier = group.start..group.start + identifier.len();
        Some((identifier, found.get(0)?.end()))
    }
}

/// A number stands within so many bytes behind its label.
const LABEL_REACH: usize = 40;
/// The longest label, in bytes.
const LONGEST_LABEL: usize = 11;

/// All identifiers of `text`, in order. `offset` is where the text begins in the prose.
///
/// ```
/// use factlint::facts::identifier::{IdentifierKind, scan};
///
/// let found = scan("See (doi:10.1056/NEJMoa2034577).", 0);
/// assert_eq!(found[0].kind, IdentifierKind::Doi);
/// assert_eq!(&*found[0].key, "10.1056/nejmoa2034577");
/// ```
pub fn scan(text: &str, offset: u32) -> Vec<Identifier> {
    let mut all = Vec::new();
    let mut free = 0;
    for stretch in before_digits(text.as_bytes()) {
        for (form, start) in labels_in(text, stretch) {
            if start < free {
                continue;
            }
            let Some((identifier, end)) = form.read(&text[start..]) else { continue };
            free = start + end;
            if !identifier.is_empty() {
                let place = start + identifier.start..start + identifier.end;
                all.push(Identifier {
                    kind: form.kind,
                    span: ProseSpan::new(offset + place.start as u32, offset + place.end as u32),
                    key: identifier_key(form.kind, &text[place]),
                });
            }
        }
    }
    all
}

/// The parts of a text in which a label can have a number behind it: nothing else is searched for labels.
fn before_digits(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut next = next_digit(text, 0);
    std::iter::from_fn(move || {
        let first = next?;
        let mut last = first;
        // A label may itself hold digits ("10.").
        let end = loop {
            let end = text.len().min(last + LONGEST_LABEL);
            next = next_digit(text, end);
            match next {
                Some(at) if at <= end + LABEL_REACH + LONGEST_LABEL => last = at,
                _ => break end,
            }
        };
        Some(first.saturating_sub(LABEL_REACH + LONGEST_LABEL)..end)
    })
}

/// The labels in a part of the text with their places: not those within a word ("function", "cases").
fn labels_in(text: &str, part: Range<usize>) -> impl Iterator<Item = (&'static Form, usize)> + '_ {
    static LABELS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(FORMS.iter().map(|form| form.label))
            .expect("the labels are few and short")
    });
    let bytes = text.as_bytes();
    LABELS.find_overlapping_iter(Input::new(bytes).span(part)).filter_map(move |found| {
        let within_word =
            bytes[..found.start()].last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
                || bytes.get(found.end()).is_some_and(u8::is_ascii_lowercase);
        let behind = &bytes[found.end()..];
        let numbered = match bytes[found.start()] {
            b'1' => behind.len() >= 4 && behind[..4].iter().all(u8::is_ascii_digit),
            _ => behind.iter().take(LABEL_REACH).any(u8::is_ascii_digit),
        };
        (!within_word && numbered).then(|| (&FORMS[found.pattern().as_usize()], found.start()))
    })
}

/// The spelling that all spellings share.
pub fn identifier_key(kind: IdentifierKind, text: &str) -> Box<str> {
    match kind {
        IdentifierKind::Doi => text.to_ascii_lowercase().into(),
        IdentifierKind::Arxiv => text.split('v').next().unwrap_or(text).to_ascii_lowercase().into(),
        IdentifierKind::EudraCt | IdentifierKind::EuCt | IdentifierKind::Cas => text.into(),
        _ => text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect(),
    }
}

/// A DOI may hold nearly any character, so what ends a sentence or a bracket around it is taken off its end.
fn trim_doi(text: &str) -> &str {
    let mut doi = text.split(['"', '“', '”', '<', '>', '|', '{', '}']).next().unwrap_or(text);
    loop {
        let shorter = doi.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '…', '/']);
        let shorter = match shorter.chars().last() {
            Some(')') if unbalanced(shorter, '(', ')') => &shorter[..shorter.len() - 1],
            Some(']') if unbalanced(shorter, '[', ']') => &shorter[..shorter.len() - 1],
            _ => shorter,
        };
        if shorter.len() == doi.len() {
            return doi;
        }
        doi = shorter;
    }
}

fn unbalanced(text: &str, open: char, close: char) -> bool {
    text.matches(close).count() > text.matches(open).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(IdentifierKind, String, bool)> {
        let wrong = |kind, found| super::super::check(kind, found, None).is_err();
        let spans = scan(text, 0).into_iter().map(|id| (id.kind, &text[id.span.range()]));
        spans.map(|(kind, found)| (kind, found.to_owned(), wrong(kind, found))).collect()
    }

    #[test]
    fn takes_a_doi_out_of_brackets_and_stops() {
        let text = "Trial (doi: 10.1016/S0140-6736(20)31180-6). More.";
        assert_eq!(found(text), [(IdentifierKind::Doi, "10.1016/S0140-6736(20)31180-6".into(), false)]);
        assert_eq!(found("https://doi.org/10.1001/jama.2020.17529.")[0].1, "10.1001/jama.2020.17529");
        assert_eq!(found("[10.1001/jama.2020.17529]")[0].1, "10.1001/jama.2020.17529");
    }

    #[test]
    fn finds_labelled_numbers_of_the_wrong_length() {
        assert_eq!(found("registered as NCT123."), [(IdentifierKind::Nct, "NCT123".into(), true)]);
        assert_eq!(found("PMID: 123456789."), [(IdentifierKind::Pmid, "123456789".into(), true)]);
        assert!(found("ISBN 978-0-306-40615-8")[0].2);
        assert!(found("doi:10.99/x")[0].2);
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in
            ["about 10.5/20 points", "call 800-915-1270", "NCT", "a 10.1 mg/L level", "CASE 12-34-5", "5-HT 50-00-0"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
