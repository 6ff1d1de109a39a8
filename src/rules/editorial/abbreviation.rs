//! Abbreviations that are used before they are explained, or explained in two ways.
//!
//! An abbreviation is explained by its words before it ("cognitive behavioral therapy (CBT)") or behind it. Capitals
//! that are part of a name, a shouted line or a label are none.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Token, TokenFlags};
use crate::rules::{Article, data_table};
use crate::span::ProseSpan;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "reason")]
    _reason: String,
    words: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "year")]
    _year: u16,
}

/// Abbreviations that every reader knows (`rules/data/abbreviations.toml`).
static KNOWN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let table: Table = data_table!("abbreviations");
    table.row.into_iter().flat_map(|row| row.words).collect()
});

/// Shorter ones are initials, longer ones shouted words.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=6;

struct Use {
    place: ProseSpan,
    /// The words that explain it there.
    meaning: Option<String>,
    /// Whether it stands in brackets behind other words, which explain it even if they have other initials.
    in_brackets: bool,
}

/// `undefined-abbreviation`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let allowed: FxHashSet<String> = article.options("undefined-abbreviation").strings("allow").into_iter().collect();
    let mut uses: FxHashMap<&str, Vec<Use>> = FxHashMap::default();
    let mut order: Vec<&str> = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        // Titles do not count as first use, but what they explain is explained.
        if block.reference || article.is_masked(id) {
            continue;
        }
        for sentence in document.sentences_of(block) {
            let tokens = document.tokens_of(sentence);
            for at in 0..tokens.len() {
                if !tokens[at].has(TokenFlags::UPPER) {
                    continue;
                }
                let text = document.token_text(&tokens[at]);
                if !is_abbreviation(&tokens[at], text) || KNOWN.contains(text) || allowed.contains(text) {
                    continue;
                }
                let meaning = meaning(document, tokens, at, text);
                let in_brackets = is_in_brackets(document, tokens, at);
                if meaning.is_none() && !in_brackets && (block.is_heading() || is_name_or_label(document, tokens, at)) {
                    continue;
                }
                let list = uses.entry(text).or_insert_with(|| {
                    order.push(text);
                    Vec::new()
                });
                list.push(Use { place: tokens[at].span(), meaning, in_brackets });
            }
        }
    }
    for text in order {
        let uses = &uses[text];
        let mut meanings = uses.iter().filter_map(|used| used.meaning.as_deref().map(|meaning| (used.place, meaning)));
        let first = &uses[0];
        let explained = meanings.next();
        if explained.is_none_or(|(place, _)| place.start() > first.place.start())
            && first.meaning.is_none()
            && !first.in_brackets
        {
            let mut finding = Diagnostic::new(
                "undefined-abbreviation",
                article.span(first.place),
                match explained {
                    Some((_, meaning)) => format!("“{text}” is used before it is explained ({meaning})"),
                    None => format!("“{text}” is not explained anywhere"),
                },
            );
            if let Some((place, _)) = explained {
                finding = finding.related(article.span(place), "explained only here");
            }
            findings.push(finding);
        } else if let Some((place, meaning)) = explained
            && let Some((other, second)) = meanings.find(|(_, other)| !same_meaning(other, meaning))
        {
            let message = format!("“{text}” is explained in two ways: {meaning}, and {second}");
            findings.push(
                Diagnostic::new("undefined-abbreviation", article.span(other), message)
                    .related(article.span(place), format!("here: {meaning}")),
            );
        }
    }
}

fn is_abbreviation(token: &Token, text: &str) -> bool {
    token.is_word() && LENGTH.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "phencyclidine (PCP)": in brackets of its own, behind a word; "blood clots, known as VTE".
fn is_in_brackets(document: &Document, tokens: &[Token], at: usize) -> bool {
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    at >= 2 && text(at - 1) == "(" && text(at + 1) == ")" && tokens[at - 2].is_word()
        || at >= 2
            && matches!(
                (text(at - 2), text(at - 1)),
                ("known" | "abbreviated", "as") | ("shortened" | "abbreviated", "to")
            )
        || at >= 1 && matches!(text(at - 1), "called" | "abbreviated")
        || text(at + 1) == "for" && text(at + 2) == "short"
}

fn same_meaning(a: &str, b: &str) -> bool {
    let stem = |text: &str| {
        text.to_lowercase()
            .replace(['-', '’', '\''], " ")
            .split_whitespace()
            .map(|word| word.trim_end_matches('s').chars().take(6).collect::<String>())
            .collect::<Vec<_>>()
    };
    stem(a) == stem(b)
}

/// The words that explain `tokens[at]`: those before "(ABC)" whose initials are its letters, or those in "ABC (…)".
fn meaning(document: &Document, tokens: &[Token], at: usize, text: &str) -> Option<String> {
    let word = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let opens = at.checked_sub(1).is_some_and(|before| matches!(word(before), "(" | "[" | "“" | "\""))
        || at >= 2 && matches!(word(at - 1), "or" | "called") && matches!(word(at - 2), "(" | ",");
    if opens {
        let mut end = at - 1;
        while end > 0 && !tokens[end].is_word() {
            end -= 1;
        }
        if let Some(start) = initials_before(document, tokens, end + 1, text) {
            return Some(document.text(ProseSpan::new(tokens[start].start(), tokens[end].end())).to_owned());
        }
    }
    // "ABC: alpha beta charlie."
    if word(at + 1) == ":" {
        let close = (at + 2..tokens.len()).find(|index| !tokens[*index].is_word()).unwrap_or(tokens.len());
        let spelled = tokens[at + 2..close].iter().filter_map(|token| document.token_text(token).chars().next());
        let fits = spelled.map(|c| c.to_ascii_uppercase()).eq(text.chars());
        return fits.then(|| document.text(ProseSpan::new(tokens[at + 2].start(), tokens[close - 1].end())).to_owned());
    }
    // "ABC (alpha beta charlie)", "ABC, or alpha beta charlie", "ABC stands for …".
    let open = match (word(at + 1), word(at + 2)) {
        ("(", _) => at + 2,
        (",", "or") | ("stands" | "means", _) | ("is", "short") => at + 3,
        _ => return None,
    };
    let close = (open..tokens.len()).find(|index| matches!(word(*index), ")" | "," | ";" | "."))?;
    let words: Vec<&Token> = tokens[open..close].iter().filter(|token| token.is_word()).collect();
    let first = words.first()?;
    let begins = document.token_text(first).chars().next()?.eq_ignore_ascii_case(&text.chars().next()?);
    (begins && words.len() >= 2 || words.len() >= text.len().saturating_sub(1) && words.len() > 1)
        .then(|| document.text(ProseSpan::new(first.start(), words[words.len() - 1].end())).to_owned())
}

/// The place from which the words up to `end` have the letters of `text` as initials, small words and inner letters allowed for.
fn initials_before(document: &Document, tokens: &[Token], end: usize, text: &str) -> Option<usize> {
    let letters: Vec<char> = text.chars().map(|c| c.to_ascii_lowercase()).collect();
    let initial = |index: usize| document.token_text(&tokens[index]).chars().next().map(|c| c.to_ascii_lowercase());
    // A start is good when its first letter fits and all letters occur in order in the words that follow.
    let lowest = end.saturating_sub(letters.len() * 2 + 4);
    (lowest..end).rev().find(|start| {
        tokens[*start].is_word() && initial(*start) == letters.first().copied() && {
            let joined = document.text(ProseSpan::new(tokens[*start].start(), tokens[end - 1].end())).to_lowercase();
            let mut rest = joined.chars();
            let words = tokens[*start..end].iter().filter(|token| token.is_word()).count();
            letters.iter().all(|letter| rest.any(|c| c == *letter)) && words * 3 >= letters.len()
        }
    })
}

/// Next to another capitalised word ("UNC School"), in a shouted line, behind a colon of a stock ticker, before "trial".
fn is_name_or_label(document: &Document, tokens: &[Token], at: usize) -> bool {
    let capital =
        |index: usize| tokens.get(index).is_some_and(|token| token.is_word() && token.has(TokenFlags::CAPITALIZED));
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let before = at.checked_sub(1);
    // "PCP." ends a sentence, "U.S.A" and "B-52" go on.
    let follows = |index: usize| tokens.get(index).is_some_and(|token| !token.is_spaced());
    let is_joint = |index: usize| matches!(text(index), "-" | "/" | "&" | "." | "@" | "#");
    let joined = follows(at + 1) && is_joint(at + 1) && follows(at + 2)
        || before.is_some_and(|before| !tokens[at].is_spaced() && is_joint(before));
    capital(at + 1)
        || before.is_some_and(|before| before > 0 && capital(before))
        || text(at + 1) == ":"
        || before.is_some_and(|before| text(before) == ":")
        || matches!(
            text(at + 1),
            "trial" | "study" | "gene" | "genes" | "protein" | "chromosome" | "mutation" | "mutations"
        )
        || joined
}
