//! Syntax, check digits and plausible ranges, one function a kind. All are pure.

use jiff::civil::Date;

use super::IdentifierKind;

/// Why an identifier cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It does not have the form that the registry gives out; what that form is.
    Form(&'static str),
    /// The last digit does not follow from the others; the one that would.
    CheckDigit(char),
    /// The registry has not given out numbers that high.
    NotYetIssued,
    /// A year or month in it is impossible.
    Date(&'static str),
}

impl Problem {
    /// What is wrong, to follow "This DOI …".
    pub fn describe(&self) -> String {
        match self {
            Self::Form(form) => format!("does not have the form {form}"),
            Self::CheckDigit(expected) => {
                format!("fails its check digit: with these digits the last would be {expected}")
            }
            Self::NotYetIssued => "is higher than any number given out so far".into(),
            Self::Date(what) => format!("holds an impossible date: {what}"),
        }
    }
}

/// A PMID given out on the day of [`NEWEST_PMID_DAY`], to within some ten thousand: the 2024 baseline of PubMed (files pubmed24n0001
/// to pubmed24n1219; NLM Technical Bulletin 2023 Nov-Dec;(455):b11).
pub const NEWEST_PMID: u64 = 38_100_000;
/// The day of that baseline.
const NEWEST_PMID_DAY: Date = jiff::civil::date(2023, 12, 19);
/// PubMed grows by 1.5 to 1.8 million records a year; rounded up.
const PMIDS_PER_YEAR: u64 = 2_000_000;
/// What is allowed for where no date is known.
const YEARS_WITHOUT_DATE: u64 = 10;

/// The highest PMID that can exist on `today`; without a date, a generous bound.
pub fn newest_pmid(today: Option<Date>) -> u64 {
    let years = match today {
        Some(today) => u64::try_from(today.year() - NEWEST_PMID_DAY.year()).unwrap_or(0) + 1,
        None => YEARS_WITHOUT_DATE,
    };
    NEWEST_PMID + years * PMIDS_PER_YEAR
}

/// Checks `text`, an identifier of `kind` without its label.
///
/// ```
/// use factlint::facts::identifier::{IdentifierKind, Problem, check};
///
/// assert_eq!(check(IdentifierKind::Isbn, "978-0-306-40615-7", None), Ok(()));
/// assert_eq!(check(IdentifierKind::Isbn, "978-0-306-40615-8", None), Err(Problem::CheckDigit('7')));
/// assert_eq!(check(IdentifierKind::Orcid, "0000-0002-1825-0097", None), Ok(()));
/// ```
///
/// # Errors
/// What is wrong with it.
pub fn check(kind: IdentifierKind, text: &str, today: Option<Date>) -> Result<(), Problem> {
    match kind {
        IdentifierKind::Doi => doi(text),
        IdentifierKind::Pmid => pmid(text, today),
        IdentifierKind::Pmcid => shaped(digits_after(text, "PMC", 1, 8), "PMC and up to 8 digits"),
        IdentifierKind::Isbn => isbn(text),
        IdentifierKind::Issn => issn(text),
        IdentifierKind::Orcid => orcid(text),
        IdentifierKind::Nct => shaped(digits_after(text, "NCT", 8, 8), "NCT and 8 digits"),
        IdentifierKind::Isrctn => shaped(digits_after(text, "ISRCTN", 8, 8), "ISRCTN and 8 digits"),
        IdentifierKind::EudraCt => eudract(text),
        IdentifierKind::EuCt => eu_ct(text),
        IdentifierKind::Actrn => shaped(digits_after(text, "ACTRN", 14, 14), "ACTRN and 14 digits"),
        IdentifierKind::ChiCtr => chictr(text),
        IdentifierKind::Arxiv => arxiv(text),
        IdentifierKind::Cas => cas(text),
    }
}

fn shaped(fits: bool, form: &'static str) -> Result<(), Problem> {
    if fits { Ok(()) } else { Err(Problem::Form(form)) }
}

/// Whether `text` is `prefix` in any case and then `least` to `most` digits, the first blank or hyphen between them ignored.
fn digits_after(text: &str, prefix: &str, least: usize, most: usize) -> bool {
    let (Some(head), Some(tail)) = (text.get(..prefix.len()), text.get(prefix.len()..)) else { return false };
    let tail = tail.strip_prefix([' ', '-', ':', 'p', 'P']).unwrap_or(tail).trim_start();
    head.eq_ignore_ascii_case(prefix) && (least..=most).contains(&tail.len()) && all_digits(tail)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn doi(text: &str) -> Result<(), Problem> {
    const FORM: &str = "10.NNNN/suffix (a prefix of 4 to 9 digits, a slash, a suffix)";
    let (prefix, suffix) = text.split_once('/').ok_or(Problem::Form(FORM))?;
    let registrant = prefix.strip_prefix("10.").ok_or(Problem::Form(FORM))?;
    let main = registrant.split('.').next().unwrap_or_default();
    shaped((4..=9).contains(&main.len()) && registrant.split('.').all(all_digits) && !suffix.is_empty(), FORM)
}

fn pmid(text: &str, today: Option<Date>) -> Result<(), Problem> {
    shaped(all_digits(text) && text.len() <= 8 && !text.starts_with('0'), "of 1 to 8 digits")?;
    let number: u64 = text.parse().unwrap_or(u64::MAX);
    if number > newest_pmid(today) { Err(Problem::NotYetIssued) } else { Ok(()) }
}

/// ISO 2108: ISBN-13 is weighted 1, 3 modulo 10; ISBN-10 is weighted 10 to 1 modulo 11.
fn isbn(text: &str) -> Result<(), Problem> {
    let digits = compact(text);
    match digits.len() {
        13 if all_digits(&digits) => {
            shaped(digits.starts_with("978") || digits.starts_with("979"), "978 or 979 and 10 digits")?;
            let sum: u32 = values(&digits[..12]).zip([1, 3].into_iter().cycle()).map(|(digit, by)| digit * by).sum();
            fits(&digits, (10 - sum % 10) % 10)
        }
        10 => modulo_11(&digits, 10),
        _ => Err(Problem::Form("of 10 or 13 digits")),
    }
}

/// ISO 3297: weighted 8 to 2 modulo 11.
fn issn(text: &str) -> Result<(), Problem> {
    let digits = compact(text);
    if digits.len() == 8 { modulo_11(&digits, 8) } else { Err(Problem::Form("NNNN-NNNN")) }
}

/// The last of `length` digits makes the sum weighted `length` to 1 a multiple of 11; ten is written X.
fn modulo_11(digits: &str, length: usize) -> Result<(), Problem> {
    let body = &digits[..length - 1];
    shaped(all_digits(body), "digits, the last of which may be X")?;
    let sum: u32 = values(body).zip((2..=length as u32).rev()).map(|(digit, by)| digit * by).sum();
    fits(digits, (11 - sum % 11) % 11)
}

/// ISO 7064 MOD 11-2, as ORCID documents it.
fn orcid(text: &str) -> Result<(), Problem> {
    const FORM: &str = "NNNN-NNNN-NNNN-NNNN";
    let digits = compact(text);
    shaped(digits.len() == 16 && all_digits(&digits[..15]), FORM)?;
    let total = values(&digits[..15]).fold(0, |total, digit| (total + digit) * 2 % 11);
    fits(&digits, (12 - total) % 11)
}

fn fits(digits: &str, check: u32) -> Result<(), Problem> {
    let expected = char::from_digit(check, 10).unwrap_or('X');
    if digits.ends_with(expected) { Ok(()) } else { Err(Problem::CheckDigit(expected)) }
}

/// Letters and digits only, upper case. ASCII, so it can be cut anywhere.
fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn values(digits: &str) -> impl DoubleEndedIterator<Item = u32> {
    digits.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0')))
}

fn eudract(text: &str) -> Result<(), Problem> {
    const FORM: &str = "YYYY-NNNNNN-NN";
    let parts: Vec<&str> = text.split('-').collect();
    let [year, serial, country] = parts[..] else { return Err(Problem::Form(FORM)) };
    shaped(
        year.len() == 4
            && serial.len() == 6
            && country.len() == 2
            && [year, serial, country].into_iter().all(all_digits),
        FORM,
    )?;
    // The database opened in May 2004 and took no new trials after January 2023 (EMA).
    if (2004..=2023).contains(&year.parse().unwrap_or(0)) {
        Ok(())
    } else {
        Err(Problem::Date("EudraCT numbers run from 2004 to 2023"))
    }
}

fn eu_ct(text: &str) -> Result<(), Problem> {
    const FORM: &str = "20YY-5NNNNN-NN-NN";
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let shape = parts.iter().all(|part| all_digits(part)) && (lengths == [4, 6, 2] || lengths == [4, 6, 2, 2]);
    shaped(shape && text.starts_with("20") && parts[1].starts_with('5'), FORM)
}

fn chictr(text: &str) -> Result<(), Problem> {
    let tail = text.get(6..).unwrap_or_default().trim_start_matches('-');
    let serial = tail.rsplit('-').next().unwrap_or_default();
    let number = serial.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    shaped((8..=10).contains(&number.len()) && all_digits(number), "ChiCTR and 8 to 10 digits")
}

fn arxiv(text: &str) -> Result<(), Problem> {
    const FORM: &str = "YYMM.NNNNN";
    // Old style: archive/YYMMNNN, up to March 2007.
    if let Some((_, number)) = text.split_once('/') {
        return shaped(number.len() >= 7 && number.as_bytes()[..7].iter().all(u8::is_ascii_digit), "archive/YYMMNNN");
    }
    let (date, serial) = text.split_once('.').ok_or(Problem::Form(FORM))?;
    let serial = serial.split('v').next().unwrap_or_default();
    shaped(date.len() == 4 && all_digits(date) && (4..=5).contains(&serial.len()) && all_digits(serial), FORM)?;
    if (1..=12).contains(&date[2..].parse().unwrap_or(0)) {
        Ok(())
    } else {
        Err(Problem::Date("there is no such month"))
    }
}

/// The last digit is the sum of the others, weighted 1, 2, 3 … from the right, modulo 10 (CAS Registry).
fn cas(text: &str) -> Result<(), Problem> {
    const FORM: &str = "NN-NN-N (2 to 7 digits, 2 digits, 1 digit)";
    let parts: Vec<&str> = text.split('-').collect();
    let [head, middle, check] = parts[..] else { return Err(Problem::Form(FORM)) };
    shaped((2..=7).contains(&head.len()) && middle.len() == 2 && check.len() == 1, FORM)?;
    let body = format!("{head}{middle}");
    shaped(all_digits(&body) && all_digits(check), FORM)?;
    let sum: u32 = values(&body).rev().zip(1..).map(|(digit, by)| digit * by).sum();
    fits(check, sum % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdentifierKind as Kind;

    #[test]
    fn accepts_numbers_that_are_known_to_be_good() {
        for (kind, text) in [
            (Kind::Doi, "10.1056/NEJMoa2034577"),
            (Kind::Doi, "10.1016/S0140-6736(20)31180-6"),
            (Kind::Pmid, "31230464"),
            (Kind::Pmcid, "PMC7745181"),
            (Kind::Isbn, "0-306-40615-2"),
            (Kind::Isbn, "080442957X"),
            (Kind::Isbn, "978-0-306-40615-7"),
            (Kind::Issn, "0378-5955"),
            (Kind::Issn, "2434-561X"),
            (Kind::Orcid, "0000-0002-1825-0097"),
            (Kind::Orcid, "0000-0002-1694-233X"),
            (Kind::Nct, "NCT04368728"),
            (Kind::Isrctn, "ISRCTN50189673"),
            (Kind::EudraCt, "2020-001038-36"),
            (Kind::EuCt, "2022-501417-31-00"),
            (Kind::Actrn, "ACTRN12605000123606"),
            (Kind::ChiCtr, "ChiCTR2000029308"),
            (Kind::ChiCtr, "ChiCTR-TRC-10001234"),
            (Kind::Arxiv, "2101.12345v2"),
            (Kind::Arxiv, "hep-th/9901001"),
            (Kind::Cas, "7732-18-5"),
            (Kind::Cas, "58-08-2"),
        ] {
            assert_eq!(check(kind, text, None), Ok(()), "{text}");
        }
    }

    #[test]
    fn names_the_check_digit_that_would_fit() {
        for (kind, text, digit) in [
            (Kind::Isbn, "978-0-306-40615-8", '7'),
            (Kind::Isbn, "0-306-40615-3", '2'),
            (Kind::Issn, "0378-5956", '5'),
            (Kind::Orcid, "0000-0002-1825-0098", '7'),
            (Kind::Cas, "7732-18-6", '5'),
        ] {
            assert_eq!(check(kind, text, None), Err(Problem::CheckDigit(digit)), "{text}");
        }
    }

    #[test]
    fn rejects_wrong_forms_and_dates() {
        for (kind, text) in [
            (Kind::Doi, "10.12/abc"),
            (Kind::Doi, "10.1056/"),
            (Kind::Nct, "NCT123"),
            (Kind::Pmid, "123456789"),
            (Kind::EudraCt, "1998-001038-36"),
            (Kind::EudraCt, "2020-01038-36"),
            (Kind::Arxiv, "2113.12345"),
            (Kind::Isrctn, "ISRCTN123"),
            (Kind::Actrn, "ACTRN126050001236"),
            (Kind::Pmcid, "PMCé"),
        ] {
            assert!(check(kind, text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn a_pmid_must_have_been_given_out() {
        assert_eq!(check(Kind::Pmid, "99999999", None), Err(Problem::NotYetIssued));
        assert_eq!(check(Kind::Pmid, "48000000", Some(jiff::civil::date(2024, 5, 1))), Err(Problem::NotYetIssued));
        assert_eq!(check(Kind::Pmid, "39500000", Some(jiff::civil::date(2024, 12, 1))), Ok(()));
    }
}
