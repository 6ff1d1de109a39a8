//! Slots of a template that were never filled: `{{city}}`, `[Insert name]`, `%s`, "Top clinics in ,".

use super::brackets;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Token, TokenKind};
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::ProseSpan;

/// A slot is no longer than this.
const LONGEST_SLOT: usize = 12;
/// A line with an empty slot is no longer than this many words.
const LONGEST_LINE: usize = 8;

/// `template-residue`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let (document, lexicon) = (article.document(), article.lexicon());
    let dummy = class!("dummy-text");
    for block in &document.blocks {
        for sentence in document.sentences_of(block) {
            let tokens = document.tokens_of(sentence);
            let may_be_dummy = sentence.classes.may_hold(dummy);
            let mut at = 0;
            while at < tokens.len() {
                let end = match tokens[at].kind {
                    TokenKind::Punct | TokenKind::Symbol => slot(article, tokens, at),
                    TokenKind::Word if may_be_dummy => lexicon.member_at(document, tokens, at, dummy),
                    TokenKind::Word | TokenKind::Number | TokenKind::Opaque => None,
                };
                if let Some(end) = end {
                    let place = tokens[at].span().cover(tokens[end - 1].span());
                    findings.push(finding(article, place));
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
        if let Some(place) = empty_slot(article, block) {
            findings.push(
                Diagnostic::new(
                    "template-residue",
                    article.span(place),
                    format!("“{}” ends where a template should have put in a name", document.text(place)),
                )
                .label("nothing stands between the preposition and the mark"),
            );
        }
    }
}

fn finding(article: &Article<'_>, place: ProseSpan) -> Diagnostic {
    let text = article.document().text(place);
    Diagnostic::new(
        "template-residue",
        article.span(place),
        format!("“{text}” is a slot of a template that was not filled"),
    )
    .group(text.to_lowercase())
}

/// A slot that begins with the mark at `at`: the place behind it.
fn slot(article: &Article<'_>, tokens: &[Token], at: usize) -> Option<usize> {
    let document = article.document();
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let tight = |index: usize| tokens.get(index).is_some_and(|token| !token.is_spaced());
    let close =
        |from: usize, mark: &str| (from..(from + LONGEST_SLOT).min(tokens.len())).find(|index| text(*index) == mark);
    let inside = |end: usize| document.text(ProseSpan::new(tokens[at].end(), tokens[end].start()));
    match text(at) {
        "{" if text(at + 1) == "{" && tight(at + 1) => {
            let end = close(at + 2, "}")?;
            (text(end + 1) == "}" && tight(end + 1)).then_some(end + 2)
        }
        "{" if text(at + 1) == "%" && tight(at + 1) => {
            let end = close(at + 2, "%")?;
            (text(end + 1) == "}").then_some(end + 2)
        }
        "{" => {
            // One identifier: {city}, {first_name}.
            let end = close(at + 1, "}")?;
            let inner = inside(end);
            let identifier = inner.len() >= 3
                && inner.starts_with(|c: char| c.is_ascii_lowercase())
                && inner.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-' | '.'));
            identifier.then_some(end + 1)
        }
        "$" if text(at + 1) == "{" && tight(at + 1) => close(at + 2, "}").map(|end| end + 1),
        // "%%title%%"
        "%" if text(at + 1) == "%" && tight(at + 1) && tight(at + 2) => {
            let end = close(at + 2, "%")?;
            let named = inside(end)[1..].chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            (named && end > at + 2 && text(end + 1) == "%" && tight(end + 1)).then_some(end + 2)
        }
        // "%FIRSTNAME%", "*|FNAME|*"
        mark @ ("%" | "|") if text(at + 2) == mark && tight(at + 1) && tight(at + 2) => {
            let field = text(at + 1);
            (field.len() >= 3 && field.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')).then_some(at + 3)
        }
        "%" if matches!(text(at + 1), "s" | "d" | "1") && tight(at + 1) && !follows_number(tokens, at) => {
            let end = if text(at + 1) == "1" { at + 4 } else { at + 2 };
            let free = tokens.get(end).is_none_or(|token| token.is_spaced() || !token.is_word());
            (free && (end == at + 2 || (text(at + 2) == "$" && text(at + 3) == "s"))).then_some(end)
        }
        "[" => brackets::slot(article, tokens, at),
        "<" => {
            // "<name>", "<your city>", "<clinic_name>" as shown text.
            let end = close(at + 1, ">")?;
            let inner = inside(end);
            (tight(at + 1)
                && inner.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '_' | '-'))
                && (brackets::is_instruction(article, &tokens[at + 1]) || inner.contains('_')))
            .then_some(end + 1)
        }
        _ => None,
    }
}

fn follows_number(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].is_number() && !tokens[at].is_spaced()
}

/// A short line in which a preposition stands right before a comma or stop with a blank, or whose last words are a
/// preposition and a comma.
fn empty_slot(article: &Article<'_>, block: &Block) -> Option<ProseSpan> {
    let document = article.document();
    if matches!(block.kind, BlockKind::Cell { .. } | BlockKind::Alt) || block.reference {
        return None;
    }
    let (first, last) = (document.sentences_of(block).first()?, document.sentences_of(block).last()?);
    let tokens = &document.tokens[first.tokens.start..last.tokens.end];
    let words = tokens.iter().filter(|token| token.is_word()).take(LONGEST_LINE + 1).count();
    if !(2..=LONGEST_LINE).contains(&words) {
        return None;
    }
    let mark = (1..tokens.len()).find(|at| {
        let text = document.token_text(&tokens[*at]);
        let before = document.token_text(&tokens[at - 1]);
        let spaced = tokens[*at].is_spaced();
        let ends = *at + 1 == tokens.len();
        is_place_preposition(before)
            && (matches!(text, "," | "." | "?" | "!") && spaced || text == "," && ends && words <= 6)
    })?;
    // "- Breathe in," is the first line of a sentence that goes on in the next item.
    if block.is_item()
        && tokens.last().is_some_and(|token| document.token_text(token) == ",")
        && !tokens[mark].is_spaced()
    {
        return None;
    }
    // A verb makes it a sentence: "the place he lived in,".
    let has_verb = tokens[..mark].iter().any(|token| {
        let lexicon = article.lexicon();
        lexicon.is(token.word, class!("function-verb")) || document.token_text(token).ends_with("ed")
    });
    (!has_verb || tokens[mark].is_spaced()).then(|| tokens[0].span().cover(tokens[mark].span()))
}

fn is_place_preposition(text: &str) -> bool {
    ["in", "near", "at", "for", "of", "from", "to", "with", "by", "around", "about", "on", "within"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}
