//! Slots and codes in square brackets: "[Insert clinic name]", "[City], [State]", `[gallery ids="1,2"]`.

use crate::document::{Token, TokenFlags};
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::ProseSpan;

/// A bracketed instruction is no longer than this many tokens.
const LONGEST_SLOT: usize = 12;
/// A code with its attributes is no longer than this many tokens.
const LONGEST_CODE: usize = 48;

/// A slot or code that begins with the bracket at `at`: the place behind it.
pub(super) fn slot(article: &Article<'_>, tokens: &[Token], at: usize) -> Option<usize> {
    let document = article.document();
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let end = (at + 1..(at + LONGEST_CODE).min(tokens.len())).find(|index| text(*index) == "]")?;
    let inside = &tokens[at + 1..end];
    // A link whose target is missing is no slot, and neither is the text of a link.
    let targeted = matches!(text(end + 1), "[" | "(") && tokens.get(end + 1).is_some_and(|next| !next.is_spaced());
    if targeted || inside.iter().any(|token| token.has(TokenFlags::LINKED)) {
        return None;
    }
    let code = is_code(document.text(ProseSpan::new(tokens[at].end(), tokens[end].start())));
    let is_slot =
        code || inside.len() < LONGEST_SLOT && (is_shouted(article, inside) || instructs(article, tokens, at, end));
    is_slot.then_some(end + 1)
}

/// A raw code of a content system: `[/caption]`, `[vc_row]`, `[gallery ids="1,2"]`.
fn is_code(inside: &str) -> bool {
    let named = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
    };
    if let Some(name) = inside.strip_prefix('/') {
        return named(name);
    }
    match inside.split_once(' ') {
        Some((name, attributes)) => {
            let valued = attributes
                .split_once('=')
                .is_some_and(|(key, value)| named(key.trim()) && value.starts_with(['"', '\'', '“', '”', '’', '″']));
            named(name) && valued
        }
        None => named(inside) && (inside.contains('_') || inside == "gallery"),
    }
}

/// "[INSERT CLINIC NAME]", "[YOUR CITY]".
fn is_shouted(article: &Article<'_>, inside: &[Token]) -> bool {
    let document = article.document();
    let shouted = |text: &str| text.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'));
    inside.len() >= 2
        && document.token_text(&inside[0]).len() >= 3
        && inside.iter().all(|token| shouted(document.token_text(token)))
        && inside.iter().any(|token| is_instruction(article, token))
}

/// "[Insert name]", "[First name]", "[City]". In a quotation, brackets hold what the editor changed.
fn instructs(article: &Article<'_>, tokens: &[Token], at: usize, end: usize) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let inside = &tokens[at + 1..end];
    let text =
        |index: usize| tokens.get(index).map_or(String::new(), |token| document.token_text(token).to_lowercase());
    let (first, second) = (text(at + 1), text(at + 2));
    if tokens[at].has(TokenFlags::QUOTED) {
        return false;
    }
    let words = inside.iter().filter(|token| token.is_word()).count();
    match first.as_str() {
        "insert" | "enter" => words >= 2 && text(end + 1) != "key",
        "your" => words >= 2,
        "placeholder" | "tbd" | "tbc" => true,
        "object" => second == "object",
        _ if words == 1 => {
            // "Our office in [City]", but "the [Name] field of the form".
            let field = matches!(text(end + 1).as_str(), "field" | "box" | "button" | "key" | "tab" | "column");
            inside.len() == 1
                && inside[0].has(TokenFlags::CAPITALIZED)
                && lexicon.is(inside[0].word, class!("slot-noun"))
                && !field
        }
        _ => {
            is_instruction(article, &tokens[at + 1])
                && matches!(second.as_str(), "name" | "here" | "number" | "title" | "date" | "placeholder" | "address")
        }
    }
}

/// Whether a word opens an instruction of a template: "insert", "your", "city".
pub(super) fn is_instruction(article: &Article<'_>, token: &Token) -> bool {
    let lexicon = article.lexicon();
    lexicon.is(token.word, class!("slot-word"))
}
