//! Retracted papers, from the Retraction Watch database in the form that Crossref publishes.
//!
//! The licence of the list leaves open whether it may be shipped, so the user fetches it; what is kept of it is an
//! index of hashes, twelve bytes a paper, with the date of its newest row.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::csv;
use crate::facts::identifier::{IdentifierKind, identifier_key};

/// What was done about a paper. The graver comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Nature {
    /// It was corrected.
    Correction,
    /// Doubts were published.
    Concern,
    /// It was withdrawn.
    Retraction,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetractionsError {
    /// It lacks a column.
    Column(&'static str),
    /// It has no row with a date.
    Empty,
    /// It is no index that this version wrote.
    Index,
}

impl std::fmt::Display for RetractionsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Column(name) => write!(f, "there is no column “{name}”: this is not the Retraction Watch table"),
            Self::Empty => f.write_str("the table has no dated row"),
            Self::Index => f.write_str("the index cannot be read: run `factlint data update retractions FILE` again"),
        }
    }
}

impl std::error::Error for RetractionsError {}

/// The index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retractions {
    version: u32,
    /// The newest row, as ISO 8601.
    date: String,
    /// Hashes of identifiers, ascending.
    papers: Vec<(u64, Nature)>,
}

/// Goes up when the form of the index changes.
const VERSION: u32 = 1;

impl Retractions {
    /// Reads the table: its columns are found by name.
    ///
    /// # Errors
    /// When it is another table, or empty.
    ///
    /// ```
    /// use factlint::data::{Nature, Retractions};
    /// use factlint::facts::identifier::IdentifierKind;
    ///
    /// let table = "RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n\
    ///              3/14/2023 0:00,10.1234/JHM.2019.7,0,Retraction\n";
    /// let index = Retractions::from_csv(table)?;
    /// assert_eq!(index.find(IdentifierKind::Doi, "10.1234/jhm.2019.7"), Some(Nature::Retraction));
    /// assert_eq!(index.date(), "2023-03-14");
    /// # Ok::<(), factlint::data::RetractionsError>(())
    /// ```
    pub fn from_csv(table: &str) -> Result<Self, RetractionsError> {
        let mut records = csv::records(table);
        let header = records.next().unwrap_or_default();
        let column = |name: &'static str| {
            header
                .iter()
                .position(|field| field.trim().eq_ignore_ascii_case(name))
                .ok_or(RetractionsError::Column(name))
        };
        let (date, doi, pmid, nature) = (
            column("RetractionDate")?,
            column("OriginalPaperDOI")?,
            column("OriginalPaperPubMedID")?,
            column("RetractionNature")?,
        );
        let mut newest: Option<Date> = None;
        let mut papers = Vec::new();
        for record in records {
            let field = |at: usize| record.get(at).map_or("", |field| field.trim());
            let Some(nature) = nature_of(field(nature)) else { continue };
            newest = newest.max(read_date(field(date)));
            if field(doi).starts_with("10.") {
                papers.push((hash(IdentifierKind::Doi, &identifier_key(IdentifierKind::Doi, field(doi))), nature));
            }
            if !matches!(field(pmid), "" | "0") {
                papers.push((hash(IdentifierKind::Pmid, field(pmid)), nature));
            }
        }
        // Of several notices on one paper the gravest counts.
        papers.sort_unstable();
        papers.reverse();
        papers.dedup_by_key(|(hash, _)| *hash);
        papers.reverse();
        let date = newest.ok_or(RetractionsError::Empty)?.to_string();
        Ok(Self { version: VERSION, date, papers })
    }

    /// The index as it is stored.
    ///
    /// # Errors
    /// Never in practice: there is nothing in it that cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, RetractionsError> {
        postcard::to_stdvec(self).map_err(|_| RetractionsError::Index)
    }

    /// Reads a stored index.
    ///
    /// # Errors
    /// When it is damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RetractionsError> {
        let index: Self = postcard::from_bytes(bytes).map_err(|_| RetractionsError::Index)?;
        if index.version == VERSION { Ok(index) } else { Err(RetractionsError::Index) }
    }

    /// What was done about a paper; `key` in the spelling of [`identifier_key`].
    pub fn find(&self, kind: IdentifierKind, key: &str) -> Option<Nature> {
        let wanted = hash(kind, key);
        let at = self.papers.binary_search_by_key(&wanted, |(hash, _)| *hash).ok()?;
        Some(self.papers[at].1)
    }

    /// The date of the newest notice in it.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// How many identifiers it holds.
    pub fn len(&self) -> usize {
        self.papers.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.papers.is_empty()
    }
}

fn nature_of(text: &str) -> Option<Nature> {
    Some(match text.to_ascii_lowercase().as_str() {
        "retraction" => Nature::Retraction,
        "expression of concern" => Nature::Concern,
        "correction" => Nature::Correction,
        _ => return None,
    })
}

/// "3/14/2023 0:00" as the table has it, or ISO 8601.
fn read_date(text: &str) -> Option<Date> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    day.parse().ok().or_else(|| Date::strptime("%m/%d/%Y", day).ok())
}

/// FNV-1a, the same on every machine.
fn hash(kind: IdentifierKind, key: &str) -> u64 {
    let label = kind.name().bytes().chain([0]);
    label
        .chain(key.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Record ID,Title,RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n\
        1,\"Walking, and more\",1/2/2021 0:00,10.1234/a.1,111,Expression of concern\n\
        2,\"Walking, and more\",2024-05-06,10.1234/A.1,0,Retraction\n\
        3,Running,3/4/2022 0:00,unavailable,222,Correction\n\
        4,Back,3/4/2022 0:00,10.1234/a.4,0,Reinstatement\n";

    #[test]
    fn keeps_the_gravest_notice_and_the_newest_date() {
        let index = Retractions::from_csv(TABLE).expect("a table");
        assert_eq!(index.date(), "2024-05-06");
        assert_eq!(index.find(IdentifierKind::Doi, "10.1234/a.1"), Some(Nature::Retraction));
        assert_eq!(index.find(IdentifierKind::Pmid, "111"), Some(Nature::Concern));
        assert_eq!(index.find(IdentifierKind::Pmid, "222"), Some(Nature::Correction));
        assert_eq!(index.find(IdentifierKind::Doi, "10.1234/a.4"), None);
        assert_eq!(Retractions::from_bytes(&index.to_bytes().expect("bytes")), Ok(index));
    }

    #[test]
    fn refuses_other_files() {
        assert_eq!(Retractions::from_csv("a,b\n1,2\n"), Err(RetractionsError::Column("RetractionDate")));
        assert_eq!(Retractions::from_bytes(b"nonsense"), Err(RetractionsError::Index));
    }
}
