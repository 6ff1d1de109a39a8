//! Headings of plain text, told by their shape and their neighbours.

use super::line::{Line, Shape};

/// The most words that a heading has.
const WORDS: usize = 12;

/// The most words of a heading in sentence case, which looks more like a sentence.
const WORDS_IN_SENTENCE_CASE: usize = 9;

/// The most words of a title at the head of a file.
const WORDS_IN_TITLE: usize = 20;

/// Longer lines are not looked at.
const BYTES: u32 = 200;

/// The level of a heading that is underlined by the next line: 1 for `===`, 2 for `---`.
pub(super) fn underline(lines: &[Line], index: usize) -> Option<u8> {
    let (line, next) = (&lines[index], lines.get(index + 1)?);
    let Shape::Rule { double } = next.shape else { return None };
    // An underline is about as long as the text above it; a rule across the page is none.
    let (text, rule) = (line.end - line.start, next.end - next.start);
    let is_heading = line.shape == Shape::Text && text <= BYTES && rule <= 2 * text.max(4);
    is_heading.then_some(if double { 1 } else { 2 })
}

/// Whether the line reads as a heading: short, no final stop, title case or a question, at the start or after a
/// paragraph's end, and before a blank or longer line. In sentence case it must stand alone above running text.
pub(super) fn is_heading(text: &str, lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    if line.end - line.start > BYTES || line.indent > 8 {
        return false;
    }
    let words: Vec<&str> = slice(text, line).split_whitespace().collect();
    let is_first = lines[..index].iter().all(|line| matches!(line.shape, Shape::Blank | Shape::Comment));
    let most = if is_first { WORDS_IN_TITLE } else { WORDS };
    if words.len() > most || !has_heading_end(&words) || !has_heading_start(&words) {
        return false;
    }
    let before = index.checked_sub(1).map(|before| &lines[before]);
    let is_apart =
        before.is_none_or(|before| matches!(before.shape, Shape::Blank | Shape::Rule { .. } | Shape::Comment));
    let after_end = before.is_none_or(|before| {
        before.shape != Shape::Text || before.ends_sentence(text) || before.end - before.start < BYTES
    });
    if !is_apart && !after_end {
        return false;
    }
    let next = lines.get(index + 1);
    // A sentence that is wrapped goes on in small letters.
    if next.is_some_and(|next| next.shape == Shape::Text && slice(text, next).starts_with(char::is_lowercase)) {
        return false;
    }
    let next_blank = next.is_none_or(|next| matches!(next.shape, Shape::Blank | Shape::Comment));
    let body = lines[index + 1..].iter().find(|line| !matches!(line.shape, Shape::Blank | Shape::Comment));
    let is_longer = |next: &Line| slice(text, next).split_whitespace().take(WORDS_IN_TITLE + 1).count() > words.len();
    if words.last().is_some_and(|word| word.ends_with('?')) || is_title_case(&words) {
        return next_blank || next.is_some_and(is_longer);
    }
    is_apart
        && (is_first || words.len() <= WORDS_IN_SENTENCE_CASE)
        && body.is_some_and(|body| body.shape == Shape::Text && is_longer(body) && body.ends_sentence(text))
}

fn slice<'t>(text: &'t str, line: &Line) -> &'t str {
    &text[line.start as usize..line.end as usize]
}

fn has_heading_end(words: &[&str]) -> bool {
    words.last().is_some_and(|word| {
        word.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | ')' | '”' | '"' | '’' | '%' | '®' | '™'))
    })
}

/// A heading begins with a capital, a digit or an opening quotation mark, and is no byline, date or contact line.
fn has_heading_start(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    let starts = first
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'' | '¿'));
    starts && !is_person(words) && !is_date(words) && !is_contact(words) && !is_quotation(words)
}

fn is_quotation(words: &[&str]) -> bool {
    words.first().is_some_and(|word| word.starts_with(['“', '"']))
        && words.last().is_some_and(|word| word.ends_with(['”', '"']))
}

/// "By Ann Lee", "Dr. Ann Lee", "Ann Lee, RN, MPH".
fn is_person(words: &[&str]) -> bool {
    const CREDENTIALS: &[&str] = &[
        "MD", "PhD", "MPH", "RN", "DO", "RD", "RDN", "PharmD", "MBBS", "FRCP", "NP", "CNP", "RPh", "MSc", "BSc", "MS",
        "MA",
    ];
    let titled = words.len() > 1 && matches!(words[0], "By" | "BY" | "Dr." | "Prof." | "Professor");
    let plain = |word: &&str| CREDENTIALS.contains(&word.replace('.', "").as_str());
    titled || (words.iter().any(|word| word.ends_with(',')) && words.last().is_some_and(plain))
}

/// "March 4, 2020", "4 March 2020".
fn is_date(words: &[&str]) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_month = |word: &&str| word.get(..3).is_some_and(|start| MONTHS.contains(&start.to_lowercase().as_str()));
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    words.len() <= 3
        && words.iter().any(is_month)
        && words.iter().filter(|word| !is_month(word)).all(is_number)
        && words.len() > 1
}

/// Telephone numbers, mail and web addresses.
fn is_contact(words: &[&str]) -> bool {
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let is_web = |word: &&str| {
        let host = word.trim_end_matches(['.', ',', ')', '?']);
        host.contains('@')
            || host.contains("://")
            || host.rsplit_once('.').is_some_and(|(name, top)| {
                name.len() > 2
                    && matches!(top.to_lowercase().as_str(), "com" | "org" | "net" | "gov" | "edu" | "uk" | "io")
            })
    };
    words.iter().map(|word| digits(word)).sum::<usize>() >= 7 || words.iter().any(is_web)
}

/// Whether all words that carry meaning begin with a capital.
fn is_title_case(words: &[&str]) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "its", "nor", "of",
        "on", "or", "our", "over", "per", "so", "than", "that", "the", "to", "up", "via", "vs", "vs.", "with",
        "without", "your", "you", "are", "do", "does", "can", "be", "about", "after", "before",
    ];
    let letters = |word: &str| word.chars().find(|c| c.is_alphabetic());
    let mut lower = 0;
    let mut upper = 0;
    for word in words {
        match letters(word) {
            Some(c) if c.is_lowercase() => lower += usize::from(!SMALL.contains(&word.to_lowercase().as_str())),
            Some(_) => upper += 1,
            None => {}
        }
    }
    lower == 0 && upper > 0
}
