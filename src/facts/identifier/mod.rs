//! Identifiers of papers, books, people, trials and substances: found in the text, checked without a network.
//!
//! Only what is certain is called wrong: a check digit that does not fit, a number of the wrong length, a number
//! that the registry has not reached yet. Whether a well-formed number belongs to the paper it stands beside is
//! for a person to see.

mod check;
mod scan;

pub use check::{NEWEST_PMID, Problem, check, newest_pmid};
pub use scan::{identifier_key, scan};

use crate::document::{Document, MarkKind};
use crate::span::ProseSpan;

/// What an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// Digital Object Identifier.
    Doi,
    /// PubMed record.
    Pmid,
    /// PubMed Central full text.
    Pmcid,
    /// Book, 10 or 13 digits.
    Isbn,
    /// Serial.
    Issn,
    /// Researcher.
    Orcid,
    /// ClinicalTrials.gov.
    Nct,
    /// ISRCTN registry.
    Isrctn,
    /// European register up to 2023.
    EudraCt,
    /// European trial number since 2022.
    EuCt,
    /// Australian New Zealand register.
    Actrn,
    /// Chinese register.
    ChiCtr,
    /// arXiv preprint.
    Arxiv,
    /// Chemical Abstracts substance.
    Cas,
}

impl IdentifierKind {
    /// As it is written in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Doi => "DOI",
            Self::Pmid => "PMID",
            Self::Pmcid => "PMCID",
            Self::Isbn => "ISBN",
            Self::Issn => "ISSN",
            Self::Orcid => "ORCID iD",
            Self::Nct => "ClinicalTrials.gov number",
            Self::Isrctn => "ISRCTN",
            Self::EudraCt => "EudraCT number",
            Self::EuCt => "EU trial number",
            Self::Actrn => "ACTRN",
            Self::ChiCtr => "ChiCTR number",
            Self::Arxiv => "arXiv number",
            Self::Cas => "CAS number",
        }
    }

    /// Whether it names a clinical trial in a register.
    pub const fn is_trial(self) -> bool {
        matches!(self, Self::Nct | Self::Isrctn | Self::EudraCt | Self::EuCt | Self::Actrn | Self::ChiCtr)
    }
}

/// An identifier in the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What it names.
    pub kind: IdentifierKind,
    /// The identifier itself, without its label ("PMID:").
    pub span: ProseSpan,
    /// The one spelling that all spellings of it share: DOI in lower case, numbers without hyphens and blanks.
    pub key: Box<str>,
}

/// The identifiers of a document's prose, in order; what stands in code is none.
pub fn find(document: &Document) -> Vec<Identifier> {
    let mut found = scan(document.prose.text(), 0);
    found.retain(|identifier| {
        let span = identifier.span;
        !document.marks_in(span).any(|mark| mark.kind == MarkKind::Code && mark.prose.overlaps(span))
    });
    found
}
