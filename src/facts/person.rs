//! Names of people as bylines write them: "Dr. Ana M. Lopez", "Tom de Vries and Kim Lee".

/// Small words inside a name or between two.
const INSIDE: [&str; 10] = ["de", "van", "von", "der", "den", "la", "al", "bin", "and", "&"];
const TITLES: [&str; 5] = ["Dr. ", "Dr ", "Prof. ", "Prof ", "Professor "];
/// Words of one byline at most.
const MOST_WORDS: usize = 7;

/// Where the name that `text` begins with may end, the longest last: behind its second and each further word.
///
/// ```
/// # use factlint::facts::person::name_ends;
/// assert_eq!(name_ends("Ana M. Lopez, MD"), [6, 12]);
/// assert!(name_ends("Ana").is_empty());
/// ```
pub fn name_ends(text: &str) -> Vec<usize> {
    let title = TITLES.iter().find(|title| text.starts_with(**title)).map_or(0, |title| title.len());
    let mut ends = Vec::new();
    let mut at = title;
    for number in 0..MOST_WORDS {
        let rest = &text[at..];
        let inside = || {
            let word = rest.split(|c: char| !(c.is_alphabetic() || c == '&')).next().unwrap_or_default();
            INSIDE.contains(&word).then_some(word.len())
        };
        let Some(length) = capitalised(rest).or_else(|| inside().filter(|_| number > 0)) else { break };
        at += length;
        if number > 0 {
            ends.push(at);
        }
        if !text[at..].starts_with(' ') {
            break;
        }
        at += 1;
    }
    ends
}

/// The length of the capitalised word that `text` begins with; initials and hyphens belong to it.
fn capitalised(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    if !characters.next()?.is_uppercase() {
        return None;
    }
    let end = text.find(|c: char| !(c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-')));
    Some(end.unwrap_or(text.len()))
}
