//! Headings of plain text, told by their shape and their neighbours.

use super::line::{Line, Shape};

/// The most words that a heading has.
const WORDS: usize = 12;

/// The most words of a heading in sentence case, which looks more like a sentence.
const WORDS_IN_SENTENCE_CASE: usize = 9;

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
    if words.len() > WORDS || !has_heading_end(&words) || !has_heading_start(&words) {
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
    let next_blank = next.is_none_or(|next| matches!(next.shape, Shape::Blank | Shape::Comment));
    let body = lines[index + 1..].iter().find(|line| !matches!(line.shape, Shape::Blank | Shape::Comment));
    let is_longer = |next: &Line| slice(text, next).split_whitespace().take(WORDS + 1).count() > words.len();
    if words.last().is_some_and(|word| word.ends_with('?')) || is_title_case(&words) {
        return next_blank || next.is_some_and(is_longer);
    }
    is_apart
        && words.len() <= WORDS_IN_SENTENCE_CASE
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

/// A heading begins with a capital, a digit or an opening quotation mark, and is no byline and no address.
fn has_heading_start(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    let starts = first
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'' | '¿'));
    let is_byline = matches!(*first, "By" | "BY") && words.len() > 1;
    let is_quotation = first.starts_with(['“', '"']) && words.last().is_some_and(|word| word.ends_with(['”', '"']));
    starts && !is_byline && !is_quotation && !words.iter().any(|word| word.contains('@') || word.contains("://"))
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
