//! Finds identifiers in prose: those with a label ("PMID: 123"), an address (`doi.org/…`) or an unmistakable
//! beginning (NCT, ISRCTN, 10.NNNN/…). A bare number is never one.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;

use super::{Identifier, IdentifierKind};
use crate::span::ProseSpan;

/// One alternative a kind, named so that the group tells which. Labelled forms are lenient about what follows, so that
/// a number of the wrong length is found and reported rather than overlooked.
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?i: (?-u:\b) (?: doi (?: \s* : \s* | \.org/ | \s+ ) | dx\.doi\.org/ ) (?: https?://(?:dx\.)?doi\.org/ )? ) (?P<doi> 10\.[0-9.]* (?: /\S* )? | [0-9]{1,2}\.[0-9]{4,9}/\S+ )
        | (?P<bare> (?-u:\b) 10\.[0-9]{4,9} / [^\s]+ )
        | (?i: (?-u:\b) PMID \s* :? \s* | pubmed\.ncbi\.nlm\.nih\.gov/ ) (?P<pmid> [0-9]+ )
        | (?-u:\b) (?P<pmcid> PMC \s? [0-9]+ ) (?-u:\b)
        | (?i: (?-u:\b) ISBN (?: -1[03] )? \s* :? \s* ) (?P<isbn> [0-9][0-9\ \-‐–]{7,20}[0-9Xx] )
        | (?i: (?-u:\b) e? -? ISSN \s* :? \s* ) (?P<issn> [0-9]{4}[\-‐–]?[0-9]{3}[0-9Xx] )
        | (?i: (?-u:\b) orcid (?: \.org/ | \s* (?: iD )? \s* :? \s* (?: https?://orcid\.org/ )? ) ) (?P<orcid> [0-9]{4}(?:-?[0-9]{3}[0-9Xx]){3} )
        | (?-u:\b) (?P<nct> NCT \s? [0-9]{2,} ) (?-u:\b)
        | (?-u:\b) (?P<isrctn> ISRCTN \s? [0-9]+ ) (?-u:\b)
        | (?-u:\b) (?P<actrn> ACTRN \s? p? [0-9]+ ) (?-u:\b)
        | (?-u:\b) (?P<chictr> ChiCTR (?: -[A-Za-z]+ )* -? [0-9]+ ) (?-u:\b)
        | (?i: (?-u:\b) EudraCT (?: \s* (?: number | no\.? ) )? \s* :? \s* ) (?P<eudract> [0-9]+ (?: -[0-9]+ )+ )
        | (?i: (?-u:\b) EU \s* -? CT (?: \s* (?: number | no\.? ) )? \s* :? \s* ) (?P<euct> [0-9]+ (?: -[0-9]+ )+ )
        | (?i: (?-u:\b) arxiv (?: \s* : \s* | \.org/abs/ ) ) (?P<arxiv> [0-9]{4}\.[0-9]+ (?: v[0-9]+ )? | [a-z\-]+(?:\.[A-Z]{2})?/[0-9]{7} )
        | (?i: (?-u:\b) CAS (?: \s* (?: registry )? \s* (?: numbers? | no\.? | rn | \# ) )? \s* :? \s* ) (?P<cas> [0-9]{2,7}-[0-9]{2}-[0-9] ) (?-u:\b)",
    )
    .expect("the pattern is valid")
});

/// A number stands within so many bytes behind its label.
const LABEL_REACH: usize = 40;

const GROUPS: [(&str, IdentifierKind); 15] = [
    ("doi", IdentifierKind::Doi),
    ("bare", IdentifierKind::Doi),
    ("pmid", IdentifierKind::Pmid),
    ("pmcid", IdentifierKind::Pmcid),
    ("isbn", IdentifierKind::Isbn),
    ("issn", IdentifierKind::Issn),
    ("orcid", IdentifierKind::Orcid),
    ("nct", IdentifierKind::Nct),
    ("isrctn", IdentifierKind::Isrctn),
    ("actrn", IdentifierKind::Actrn),
    ("chictr", IdentifierKind::ChiCtr),
    ("eudract", IdentifierKind::EudraCt),
    ("euct", IdentifierKind::EuCt),
    ("arxiv", IdentifierKind::Arxiv),
    ("cas", IdentifierKind::Cas),
];

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
    if !may_hold_identifier(text) {
        return Vec::new();
    }
    PATTERN
        .captures_iter(text)
        .filter_map(|captures| {
            let (kind, group) =
                GROUPS.iter().find_map(|(name, kind)| captures.name(name).map(|group| (*kind, group)))?;
            let found = match kind {
                IdentifierKind::Doi => trim_doi(group.as_str()),
                _ => group.as_str().trim_end(),
            };
            if found.is_empty() {
                return None;
            }
            let start = offset + group.start() as u32;
            Some(Identifier {
                kind,
                span: ProseSpan::new(start, start + found.len() as u32),
                key: identifier_key(kind, found),
            })
        })
        .collect()
}

/// Whether one of the labels stands in the text, or what a bare DOI begins with: a cheap test before the pattern, which is
/// slow to build and is spared most articles.
fn may_hold_identifier(text: &str) -> bool {
    static LABELS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let labels = [
            "doi",
            "pmid",
            "pubmed.ncbi",
            "pmc",
            "isbn",
            "issn",
            "orcid",
            "nct",
            "isrctn",
            "actrn",
            "chictr",
            "eudract",
            "eu ct",
            "euct",
            "eu-ct",
            "arxiv",
            "cas",
            "10.",
        ];
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(labels)
            .expect("the labels are few and short")
    });
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    LABELS.find_overlapping_iter(text).any(|found| {
        if text[found.range()].starts_with('1') {
            (found.end()..found.end() + 4).all(is_digit)
        } else {
            // Not within a word ("function", "cases"), and a number behind it.
            let behind = &text.as_bytes()[found.end()..];
            !text[..found.start()].ends_with(|c: char| c.is_ascii_alphanumeric())
                && !behind.first().is_some_and(u8::is_ascii_lowercase)
                && behind.iter().take(LABEL_REACH).any(u8::is_ascii_digit)
        }
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
