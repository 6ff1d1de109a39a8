//! Marks that the interface of a chatbot leaves in copied text: citation tokens, tracking parameters in addresses, its
//! opening line. What it says about itself is a matter of phrases and stands in the card.

use memchr::memmem;

use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::{Block, Document, MarkKind, Token, TokenKind};
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// Hosts that chatbots put into `utm_source` of the links they hand out.
const TRACKERS: &[&str] = &["chatgpt", "openai", "copilot", "perplexity", "gemini", "claude", "grok", "deepseek"];

/// What stands between "turn" and number in a citation token ("turn0search3").
const TURNS: &[&str] =
    &["search", "view", "news", "image", "file", "fetch", "academia", "forecast", "maps", "product", "video"];

/// A mark is no longer than this many tokens.
const LONGEST_MARK: usize = 12;

/// `llm-residue`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    findings.extend(document.blocks.iter().find(|block| !block.is_heading()).and_then(|block| opening(article, block)));
    let blocks = if may_hold_mark(document.prose.text()) { document.blocks.as_slice() } else { &[] };
    for block in blocks {
        for sentence in document.sentences_of(block) {
            let tokens = document.tokens_of(sentence);
            let mut at = 0;
            while at < tokens.len() {
                match citation_mark(document, tokens, at) {
                    Some((from, end)) => {
                        let place = tokens[from].span().cover(tokens[end - 1].span());
                        findings.push(mark_finding(article, place));
                        at = end;
                    }
                    None => at += 1,
                }
            }
        }
    }
    for mark in &document.marks {
        if let MarkKind::Link(address) = &mark.kind {
            findings.extend(tracked_link(article, mark.source, address));
        }
    }
}

/// "Certainly! Here is …" at the start of the text.
fn opening(article: &Article<'_>, block: &Block) -> Option<Diagnostic> {
    let document = article.document();
    let [first, second, ..] = document.sentences_of(block) else { return None };
    let answer = document.text(first.prose);
    let next = document.text(second.prose);
    let obliging =
        matches!(answer, "Certainly!" | "Sure!" | "Sure thing!" | "Absolutely!" | "Of course!" | "Great question!");
    let hands_over =
        ["Here is", "Here are", "Here’s", "Here's", "Below is"].iter().any(|start| next.starts_with(start));
    (obliging && hands_over).then(|| {
        let message =
            format!("“{answer} {}…” is the answer of a chatbot to its user", next.chars().take(24).collect::<String>());
        Diagnostic::new("llm-residue", article.span(first.prose), message)
    })
}

fn mark_finding(article: &Article<'_>, place: ProseSpan) -> Diagnostic {
    let message =
        format!("“{}” is a citation mark of a chatbot's interface; its source is lost", article.document().text(place));
    Diagnostic::new("llm-residue", article.span(place), message)
        .group("citation mark")
        .suggest(Suggestion::display(article.span(place), ""))
}

/// Whether a text may hold a citation token at all: most do not.
fn may_hold_mark(text: &str) -> bool {
    let holds = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    ["_", "oaicite", "contentReference", "【"].into_iter().any(holds)
        || memmem::find_iter(text.as_bytes(), "turn")
            .any(|at| text.as_bytes().get(at + 4).is_some_and(u8::is_ascii_digit))
}

/// A citation token that stands at or around `at`: its first token and the place behind its last.
fn citation_mark(document: &Document, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let close =
        |from: usize, mark: &str| (from..(from + LONGEST_MARK).min(tokens.len())).find(|index| text(*index) == mark);
    match tokens[at].kind {
        TokenKind::Word if tokens[at].word.is_known() => None,
        TokenKind::Word => {
            let word = text(at);
            if is_turn(word) {
                return Some((at, at + 1));
            }
            match word {
                "contentReference" => {
                    let from = if at > 0 && text(at - 1) == ":" && !tokens[at].is_spaced() { at - 1 } else { at };
                    let mut end = at + 1;
                    if text(end) == "[" {
                        end = close(end, "]")? + 1;
                    }
                    if text(end) == "{" {
                        end = close(end, "}")? + 1;
                    }
                    Some((from, end))
                }
                "oaicite" => Some((at, at + 1)),
                "oai" if text(at + 1) == "_" && text(at + 2) == "citation" => Some((at, at + 3)),
                _ => None,
            }
        }
        TokenKind::Symbol if text(at) == "【" => {
            let end = close(at, "】")?;
            (at + 1..end).any(|index| matches!(text(index), "†" | "source")).then_some((at, end + 1))
        }
        TokenKind::Punct if text(at) == "[" && text(at + 1).eq_ignore_ascii_case("insert") && text(at + 2) == "_" => {
            close(at, "]").map(|end| (at, end + 1))
        }
        _ => None,
    }
}

/// "turn0search3", "citeturn0view1".
fn is_turn(word: &str) -> bool {
    let Some(rest) = word.strip_prefix("turn").or_else(|| word.strip_prefix("citeturn")) else { return false };
    let kind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    kind.len() < rest.len()
        && TURNS
            .iter()
            .any(|turn| kind.strip_prefix(turn).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit())))
}

/// A link with the tracking parameter of a chatbot. The parameter is removed, the link stays.
fn tracked_link(article: &Article<'_>, mark: Span, address: &str) -> Option<Diagnostic> {
    let source = article.source().slice(mark);
    if !address.contains("utm_source=") {
        return None;
    }
    let (from, value) = source.match_indices("utm_source=").find_map(|(from, key)| {
        let value = &source[from + key.len()..];
        let end =
            value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(value.len());
        let host = value[..end].to_ascii_lowercase();
        TRACKERS.iter().any(|tracker| host.contains(tracker)).then(|| (from, &value[..end]))
    })?;
    let (start, end) = (mark.start() + from as u32, mark.start() + (from + "utm_source=".len() + value.len()) as u32);
    let message = format!(
        "the address was handed out by a chatbot (utm_source={value}): check that the page says what is claimed"
    );
    Some(
        Diagnostic::new("llm-residue", Span::new(start, end), message)
            .group("tracking parameter")
            .suggest(Suggestion::safe(parameter(article, start, end), "")),
    )
}

/// The parameter with the `&` or `?` before it, or with the `&` behind it where it is the first of several.
fn parameter(article: &Article<'_>, start: u32, end: u32) -> Span {
    let text = &article.source().text;
    let (before, after) = (&text[..start as usize], &text[end as usize..]);
    for joint in ["&amp;", "&"] {
        if before.ends_with(joint) {
            return Span::new(start - joint.len() as u32, end);
        }
        if before.ends_with('?') && after.starts_with(joint) {
            return Span::new(start, end + joint.len() as u32);
        }
    }
    Span::new(start - u32::from(before.ends_with('?')), end)
}
