//! Text that stops or opens in the middle: a paragraph without an end, a bracket or quotation without its partner.

use super::sections::shows_code_after;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, BlockKind, Document, Token, TokenKind};
use crate::rules::Article;

/// A paragraph shorter than this is a label or a line of verse.
const FEWEST_WORDS: usize = 6;

/// Words that no sentence ends with. Particles ("in", "with") and auxiliaries ("how severe it is") are left out.
const NEVER_LAST: &[&str] = &[
    "the", "a", "an", "and", "or", "of", "because", "than", "their", "your", "our", "its", "my", "if", "although",
    "whereas", "while", "which", "whose", "into", "between", "very", "but", "when", "unless", "until",
];

/// Verbs that a sentence may end with ("how severe it is"), though not right behind one of [`CONJUNCTIONS`].
const AUXILIARIES: &[&str] = &["is", "are", "was", "were", "has", "have", "can", "may", "should", "will"];
const CONJUNCTIONS: &[&str] = &["and", "or", "but"];

/// `truncated-sentence`: a paragraph whose last sentence stops at a word that leads on.
pub(super) fn truncated(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (id, block) in document.blocks.iter().enumerate() {
        if block.kind != BlockKind::Paragraph || block.reference || block.quote_depth > 0 || leads_on(document, id) {
            continue;
        }
        let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last())
        else {
            continue;
        };
        let all = &document.tokens[first.tokens.start..last.tokens.end];
        let tokens = if excerpt(document, all).is_some() { all } else { document.tokens_of(last) };
        if tokens.iter().filter(|token| token.is_word()).count() < FEWEST_WORDS {
            continue;
        }
        let Some((from, what)) = cut_off(document, tokens) else { continue };
        let place = tokens[from].span().cover(tokens[tokens.len() - 1].span());
        let message = format!("the paragraph ends with “{}”{what}", document.text(place));
        findings.push(Diagnostic::new("truncated-sentence", article.span(place), message));
    }
}

/// Whether what follows belongs to the paragraph: a list, a table, code, an image.
fn leads_on(document: &Document, id: BlockId) -> bool {
    let block = &document.blocks[id];
    let next = document.blocks.get(id + 1);
    next.is_some_and(|next| {
        next.is_item()
            || next.is_cell()
            || next.quote_depth > block.quote_depth
            || matches!(next.kind, BlockKind::Caption | BlockKind::Alt)
    }) || shows_code_after(document, id)
}

/// Where the end of an unfinished sentence begins, and what is wrong with it.
fn cut_off(document: &Document, tokens: &[Token]) -> Option<(usize, &'static str)> {
    let last = tokens.len() - 1;
    let text = document.token_text(&tokens[last]);
    if let Some(from) = excerpt(document, tokens) {
        return Some((from, ", where an excerpt breaks off: the rest is missing"));
    }
    if tokens[last].is_word() {
        let before = last.checked_sub(1).map_or("", |before| document.token_text(&tokens[before]));
        if is_word(AUXILIARIES, text) && is_word(CONJUNCTIONS, before) {
            return Some((last - 1, ": the rest is missing"));
        }
        let leads = is_word(NEVER_LAST, text);
        // "vitamin A", "hepatitis C and A": a letter is a name.
        let letter = text.len() == 1 && text == "A";
        return (leads && !letter).then_some((last.saturating_sub(2), ": the rest is missing"));
    }
    // "… and then [...]", "the dose […]"
    let opens = last >= 2 && document.token_text(&tokens[last]) == "]";
    if opens {
        let open = (0..last).rev().take(4).find(|at| document.token_text(&tokens[*at]) == "[")?;
        let dots = tokens[open + 1..last].iter().all(|token| matches!(document.token_text(token), "." | "…"));
        return dots.then_some((open, ", the mark of an excerpt: the rest is missing"));
    }
    None
}

/// Where "… Read more" begins, the end of an excerpt.
fn excerpt(document: &Document, tokens: &[Token]) -> Option<usize> {
    let text = |at: usize| document.token_text(&tokens[at]);
    let end = tokens.iter().rposition(|token| token.is_word())? + 1;
    let from = end.checked_sub(2)?;
    let opens = text(from).eq_ignore_ascii_case("read") && text(from + 1).eq_ignore_ascii_case("more")
        || text(from).eq_ignore_ascii_case("continue") && text(from + 1).eq_ignore_ascii_case("reading");
    let dots = tokens[..from].iter().rev().take_while(|token| matches!(document.token_text(token), "." | "…"));
    let broken = dots.clone().count() >= 3 || dots.clone().any(|token| document.token_text(token) == "…");
    (opens && broken).then(|| from - dots.count())
}

fn is_word(list: &[&str], text: &str) -> bool {
    list.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `unbalanced-mark`: a bracket or quotation mark without its partner in the paragraph.
pub(super) fn unbalanced(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (id, block) in document.blocks.iter().enumerate() {
        if !block.is_running_text() {
            continue;
        }
        let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last())
        else {
            continue;
        };
        let tokens = &document.tokens[first.tokens.start..last.tokens.end];
        if let Some(at) = lone_mark(document, tokens) {
            let mark = document.token_text(&tokens[at]);
            let quotation = matches!(mark, "“" | "”");
            if quotation && runs_over_blocks(document, id, mark) {
                continue;
            }
            let message = match mark {
                "(" | "[" => format!("“{mark}” is opened and not closed in this paragraph"),
                ")" | "]" => format!("“{mark}” is closed and not opened in this paragraph"),
                "“" => "the quotation is opened and not closed in this paragraph".to_owned(),
                _ => "the quotation is closed and not opened in this paragraph".to_owned(),
            };
            findings.push(Diagnostic::new("unbalanced-mark", article.span(tokens[at].span()), message));
        }
    }
}

/// The first mark without a partner.
fn lone_mark(document: &Document, tokens: &[Token]) -> Option<usize> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Punct) {
        match document.token_text(token) {
            // „…“: the mark that opens in English closes in German.
            "“" if open.last().is_some_and(|(_, mark)| *mark == "„") => drop(open.pop()),
            mark @ ("(" | "[" | "“" | "„") => open.push((at, mark)),
            ")" | "]" if closes_interval(tokens, &open, at) => drop(open.pop()),
            mark @ (")" | "]" | "”") => {
                let pairs = |other: &str| match mark {
                    ")" => other == "(",
                    "]" => other == "[",
                    _ => matches!(other, "“" | "„"),
                };
                match open.iter().rposition(|(_, other)| pairs(other)) {
                    // What was opened inside and never closed is lone itself.
                    Some(found) if found + 1 < open.len() => return Some(open[found + 1].0),
                    Some(_) => {
                        open.pop();
                    }
                    None if mark == ")" && (is_label(document, tokens, at) || is_smiley(document, tokens, at)) => {}
                    None if mark == "”" && closes_after_number(tokens, at) => {}
                    None => return Some(at),
                }
            }
            _ => {}
        }
    }
    open.first().map(|(at, _)| *at).filter(|at| !is_smiley(document, tokens, *at))
}

/// "[0, 5)": an interval that is open on one side.
fn closes_interval(tokens: &[Token], open: &[(usize, &str)], at: usize) -> bool {
    open.last().is_some_and(|(from, mark)| {
        matches!(*mark, "(" | "[")
            && matches!(&tokens[from + 1..at], [low, comma, high] if low.is_number() && high.is_number() && comma.kind == TokenKind::Punct)
    })
}

/// "a)", "2)", "iv)": the label of an enumeration.
fn is_label(document: &Document, tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let text = document.token_text(&tokens[before]);
        let opens = before == 0 || tokens[before].is_spaced();
        opens
            && (text.chars().count() <= 2 || text.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
            && !tokens[at].is_spaced()
    })
}

/// ":)", ";-)", ":(".
fn is_smiley(document: &Document, tokens: &[Token], at: usize) -> bool {
    (1..=2).any(|back| {
        at.checked_sub(back)
            .and_then(|before| tokens.get(before))
            .is_some_and(|token| matches!(document.token_text(token), ":" | ";"))
    }) && tokens.get(at).is_some_and(|token| !token.is_spaced())
}

/// 6” of rain: inches.
fn closes_after_number(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].is_number() && !tokens[at].is_spaced()
}

/// A quotation of several paragraphs opens each of them and closes only the last.
fn runs_over_blocks(document: &Document, id: BlockId, mark: &str) -> bool {
    let neighbour = if mark == "“" {
        document.blocks.get(id + 1)
    } else {
        id.checked_sub(1).map(|before| &document.blocks[before])
    };
    neighbour.is_some_and(|block| {
        let text = document.text(block.prose);
        if mark == "“" { text.starts_with('“') || text.contains('”') } else { text.contains('“') }
    })
}
