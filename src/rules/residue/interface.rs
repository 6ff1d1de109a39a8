//! Text of the page around the article: comment forms, share bars, cookie notices, menus, form hints, call widgets.
//!
//! A line that consists of nothing but interface phrases is residue without doubt. Inside a sentence the same words
//! may be meant, so only captions that are no part of any sentence count there, as errors where they repeat.

use rustc_hash::FxHashMap;

use super::remove::block_removal;
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::{Block, BlockId, BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;
use crate::span::ProseSpan;

/// A line of interface is no longer than this.
const LONGEST_LINE: usize = 40;
/// A line that only opens like interface is no longer than this.
const LONGEST_OPENING: usize = 14;

/// `cms-form-residue`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let [line, opening, inline] = [class!("interface-line"), class!("interface-opening"), class!("interface-inline")];
    let mut inside: Vec<ProseSpan> = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        if block.reference || matches!(block.kind, BlockKind::Alt | BlockKind::Cell { .. } | BlockKind::Caption) {
            continue;
        }
        let Some(tokens) = tokens_of(document, block) else { continue };
        if heads_text(article, id, tokens) {
            continue;
        }
        if tokens.len() <= LONGEST_LINE
            && (is_covered(article, tokens, line)
                || is_number_mask(document, tokens)
                || counts_comments(document, tokens))
        {
            findings.push(line_finding(article, block));
        } else if tokens.len() <= LONGEST_OPENING
            && let Some(finding) = opening_finding(article, block, tokens, opening)
        {
            findings.push(finding);
        } else {
            let sentences = document.sentences_of(block);
            if sentences.iter().any(|sentence| sentence.classes.may_hold(inline)) {
                collect_inline(article, tokens, inline, &mut inside);
            }
        }
    }
    report_inline(article, &inside, findings);
}

/// Whether a marked heading ("Learn more") stands over text of the article.
fn heads_text(article: &Article<'_>, id: BlockId, tokens: &[Token]) -> bool {
    let blocks = &article.document().blocks;
    matches!(blocks[id].kind, BlockKind::Heading { inferred: false, .. })
        && is_covered(article, tokens, class!("section-label"))
        && blocks.get(id + 1).is_some_and(|next| next.is_running_text() && !is_line(article, next))
}

/// Whether a block consists of nothing but interface text.
pub(super) fn is_line(article: &Article<'_>, block: &Block) -> bool {
    let class = class!("interface-line");
    tokens_of(article.document(), block)
        .is_some_and(|tokens| tokens.len() <= LONGEST_LINE && is_covered(article, tokens, class))
}

fn tokens_of<'a>(document: &'a Document, block: &Block) -> Option<&'a [Token]> {
    let (first, last) = (document.sentences_of(block).first()?, document.sentences_of(block).last()?);
    Some(&document.tokens[first.tokens.start..last.tokens.end])
}

/// Whether interface phrases cover every word.
fn is_covered(article: &Article<'_>, tokens: &[Token], class: ClassId) -> bool {
    let (mut at, mut found) = (0, false);
    while at < tokens.len() {
        if !tokens[at].is_word() {
            if tokens[at].kind == TokenKind::Opaque {
                return false;
            }
            at += 1;
            continue;
        }
        let Some(end) = member(article, tokens, at, class) else { return false };
        (at, found) = (end, true);
    }
    found
}

fn member(article: &Article<'_>, tokens: &[Token], at: usize, class: ClassId) -> Option<usize> {
    if !tokens[at].word.is_known() {
        return None;
    }
    article.lexicon().member_at(article.document(), tokens, at, class)
}

/// Whether a line shows the mask of a telephone field: "(###) ###-####".
fn is_number_mask(document: &Document, tokens: &[Token]) -> bool {
    let marks = tokens.iter().filter(|token| !token.is_word() && !token.is_number());
    marks.filter(|token| document.token_text(token) == "#").count() >= 7
}

/// "0 comments", "12 Comments".
fn counts_comments(document: &Document, tokens: &[Token]) -> bool {
    matches!(tokens, [number, word] if number.is_number()
        && ["comment", "comments"].iter().any(|name| document.token_text(word).eq_ignore_ascii_case(name)))
}

fn line_finding(article: &Article<'_>, block: &Block) -> Diagnostic {
    let text = article.document().text(block.prose);
    Diagnostic::new(
        "cms-form-residue",
        article.span(block.prose),
        format!("“{}” belongs to the page, not to the article", shorten(text)),
    )
    .group(text.to_lowercase())
    .suggest(Suggestion::safe(block_removal(article, block), ""))
}

fn opening_finding(article: &Article<'_>, block: &Block, tokens: &[Token], class: ClassId) -> Option<Diagnostic> {
    let document = article.document();
    let text = document.text(block.prose);
    let end = member(article, tokens, 0, class);
    let severity = if block.is_heading() {
        // "More on Heart Failure", "You may also like": the title of a widget with related links.
        let mut words = tokens.iter().map(|token| document.token_text(token));
        let is_more = words.next().is_some_and(|word| word.eq_ignore_ascii_case("more"))
            && words
                .next()
                .is_some_and(|word| matches!(word.to_ascii_lowercase().as_str(), "on" | "from" | "about" | "in"));
        let is_widget = end.is_some_and(|end| end >= 2 && end == tokens.len());
        if !(is_more || is_widget) || text.ends_with('?') {
            return None;
        }
        Severity::Info
    } else {
        // "Related: …", "Photo credit: …", "Share on …", "See video below:".
        let end = end?;
        let labelled = tokens.get(end).is_some_and(|token| matches!(document.token_text(token), ":" | "»" | "→" | "|"));
        let several = end >= 2 && (labelled || end == tokens.len());
        let links = tokens[end.min(tokens.len() - 1)..].iter().any(|token| token.has(TokenFlags::LINKED));
        if !(several || labelled && links || is_parenthesized(document, tokens)) {
            return None;
        }
        Severity::Warning
    };
    Some(
        Diagnostic::new(
            "cms-form-residue",
            article.span(block.prose),
            format!("“{}” leads to something that is not in the article", shorten(text)),
        )
        .severity(severity),
    )
}

/// "(Source)", "[Advertisement]".
fn is_parenthesized(document: &Document, tokens: &[Token]) -> bool {
    matches!(tokens.first().map(|token| document.token_text(token)), Some("(" | "["))
        && matches!(tokens.last().map(|token| document.token_text(token)), Some(")" | "]"))
}

fn collect_inline(article: &Article<'_>, tokens: &[Token], class: ClassId, inside: &mut Vec<ProseSpan>) {
    let lexicon = article.lexicon();
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].word;
        let begins = lexicon.begins(word).may_hold(class) && lexicon.begins_longer(word);
        let known = begins && !tokens[at].has(TokenFlags::QUOTED);
        match known.then(|| member(article, tokens, at, class)).flatten() {
            Some(end) => {
                inside.push(tokens[at].span().cover(tokens[end - 1].span()));
                at = end;
            }
            None => at += 1,
        }
    }
}

fn report_inline(article: &Article<'_>, inside: &[ProseSpan], findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for place in inside {
        *counts.entry(document.text(*place).to_lowercase()).or_default() += 1;
    }
    for place in inside {
        let text = document.text(*place);
        let count = counts[&text.to_lowercase()];
        let message = format!("“{text}” stands inside the text: it belongs to the page, not to the article");
        let severity = if count > 1 { Severity::Error } else { Severity::Warning };
        findings.push(
            Diagnostic::new("cms-form-residue", article.span(*place), message)
                .severity(severity)
                .group(text.to_lowercase())
                .suggest(Suggestion::display(article.span(*place), "")),
        );
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
