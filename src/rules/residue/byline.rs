//! A byline or a note about the author in the middle of the text, where a page's head or foot was copied along.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, BlockKind, Document, Sentence, Token, TokenFlags};
use crate::lexicon::class;
use crate::rules::Article;

/// So many blocks at the start and at the end of the document are its head and foot.
const MARGIN: usize = 3;
/// A biographical note names the profession within so many tokens of the verb.
const REACH: usize = 12;

/// `byline-in-body`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let running: Vec<BlockId> = (0..document.blocks.len()).filter(|id| may_hold_note(&document.blocks[*id])).collect();
    if running.len() <= 2 * MARGIN {
        return;
    }
    for id in &running[MARGIN..running.len() - MARGIN] {
        let block = &document.blocks[*id];
        if block.quote_depth > 0 {
            continue;
        }
        let place = document.sentences_of(block).iter().enumerate().find(|(number, sentence)| {
            let tokens = document.tokens_of(sentence);
            (*number == 0 && is_byline(article, tokens)) || !block.is_heading() && is_biography(article, tokens)
        });
        if let Some((_, sentence)) = place.filter(|_| !is_about_authors(document, block)) {
            findings.push(finding(article, sentence));
        }
    }
}

/// Whether the block is running text, or a line of plain text that looks like a heading, as a byline does.
fn may_hold_note(block: &Block) -> bool {
    block.is_running_text() || matches!(block.kind, BlockKind::Heading { inferred: true, .. })
}

fn finding(article: &Article<'_>, sentence: &Sentence) -> Diagnostic {
    Diagnostic::new(
        "byline-in-body",
        article.span(sentence.prose),
        "a byline or a note about the author stands inside the article",
    )
}

/// Whether the block stands under a heading such as "About the author".
fn is_about_authors(document: &Document, block: &Block) -> bool {
    block.heading.is_some_and(|heading| {
        let text = document.text(document.blocks[heading].prose).to_lowercase();
        ["author", "writer", "editor", "about us", "about the", "contributor", "team", "reviewer"]
            .iter()
            .any(|word| text.contains(word))
    })
}

/// "By Ana Lopez" and nothing more, or followed by a role or the first words of a biography.
fn is_byline(article: &Article<'_>, tokens: &[Token]) -> bool {
    let document = article.document();
    let text = |at: usize| tokens.get(at).map_or("", |token| document.token_text(token));
    let from = match (text(0), text(1)) {
        ("By" | "BY", _) => 1,
        ("Written" | "Reviewed" | "Posted" | "Authored", "by") => 2,
        _ => return false,
    };
    let names = tokens[from.min(tokens.len())..].iter().take_while(|token| is_name(document, token)).count();
    let end = from + names;
    if !(2..=4).contains(&names) {
        return false;
    }
    let role = |at: usize| article.lexicon().member_at(document, tokens, at, class!("writer-role")).is_some();
    end == tokens.len()
        || (end..(end + REACH).min(tokens.len())).any(role)
        || (matches!(text(end), "," | "|" | "–" | "—" | "-") && tokens.len() - end <= 8)
        // "Posted by Ana Lopez on 3 May 2021"
        || (text(end) == "on" && tokens.len() - end <= 6 && tokens[end..].iter().any(|token| token.is_number()))
}

fn is_name(document: &Document, token: &Token) -> bool {
    let text = document.token_text(token);
    token.is_word() && token.has(TokenFlags::CAPITALIZED) && !token.has(TokenFlags::QUOTED) && text.chars().count() > 1
        || text == "."
}

/// "Ana is a freelance health writer", "She has written for …", "He helps companies tell …".
fn is_biography(article: &Article<'_>, tokens: &[Token]) -> bool {
    let document = article.document();
    let lexicon = article.lexicon();
    let text = |at: usize| tokens.get(at).map_or("", |token| document.token_text(token));
    if !tokens.first().is_some_and(|token| token.has(TokenFlags::CAPITALIZED)) {
        return false;
    }
    let pronoun = matches!(text(0), "She" | "He");
    let names = tokens.iter().take_while(|token| is_name(document, token)).count();
    let verb = if pronoun { 1 } else { names };
    if names == 0 || names > 4 {
        return false;
    }
    let is_one_of = |at: usize, words: &[&str]| words.iter().any(|word| text(at).eq_ignore_ascii_case(word));
    let of_books = |of: usize| {
        (of + 1..of + 5).any(|at| {
            is_one_of(at, &["book", "books", "cookbook", "cookbooks", "novel", "novels", "memoir", "bestseller"])
        })
    };
    let role = |at: usize| {
        // "the author of the study", "editor of the journal" is a role in the story.
        lexicon
            .member_at(document, tokens, at, class!("writer-role"))
            .is_some_and(|end| text(end) != "of" || of_books(end))
    };
    let by_role = text(verb) == "is"
        && matches!(text(verb + 1), "a" | "an" | "the" | "our")
        && tokens[verb..]
            .iter()
            .take(REACH)
            .take_while(|token| document.token_text(token) != ",")
            .enumerate()
            .any(|(at, _)| role(verb + at))
        && !tokens.iter().any(|token| token.has(TokenFlags::QUOTED));
    // "She helps brands …", "Ana Lopez writes about food for several magazines."
    let writes = (pronoun || names >= 2) && is_one_of(verb, &["writes", "covers"]);
    let serves = pronoun && is_one_of(verb, &["helps", "specializes", "specialises", "creates"]);
    let for_hire = |at: usize| {
        is_one_of(
            at,
            &["brands", "businesses", "startups", "clients", "companies", "publications", "magazines", "newspapers"],
        )
    };
    let by_work = (writes || serves) && (verb + 1..tokens.len().min(verb + REACH)).any(for_hire);
    by_role || by_work
}
