//! A word that was typed twice.

use super::lines;
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::{BlockKind, Token, TokenFlags};
use crate::rules::Article;
use crate::span::ProseSpan;

/// Words that may follow themselves: grammar ("had had"), emphasis, and names of things.
const MAY_REPEAT: &[&str] = &[
    "that", "had", "very", "so", "really", "bye", "no", "blah", "night", "ha", "knock", "hush", "many", "far", "tut",
    "chop", "yo", "bora", "pago", "walla", "duran", "tsetse", "beri", "aye", "cha", "tam", "ylang", "couscous", "pom",
    "can", "long", "now", "there", "well", "hip", "twin", "baden", "sing", "choo", "win", "her", "who", "what", "do",
    "same", "more", "much", "never", "quack", "boo", "tom", "wee", "mama", "nene", "dik", "aye-aye", "yada", "chi",
];

/// Words that never follow themselves, not even with a capital at the start of the sentence.
const NEVER_REPEAT: &[&str] = &[
    "the", "a", "an", "of", "to", "and", "or", "for", "with", "from", "at", "by", "be", "are", "was", "were", "your",
    "their", "this", "they", "we", "you", "it", "is", "if", "when", "as",
];

/// `repeated-word`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let (mut folded, mut before) = (String::new(), String::new());
    for sentence in &document.sentences {
        let block = &document.blocks[sentence.block];
        if matches!(block.kind, BlockKind::Alt) || block.reference || article.is_masked(sentence.block) {
            continue;
        }
        let tokens = document.tokens_of(sentence);
        for (at, pair) in tokens.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if first.word != second.word
                || !first.is_word()
                || !second.is_word()
                || !second.is_spaced()
                || first.len != second.len
            {
                continue;
            }
            lines::fold(document.token_text(first), &mut before);
            lines::fold(document.token_text(second), &mut folded);
            let never = NEVER_REPEAT.contains(&folded.as_str());
            if before != folded
                || MAY_REPEAT.contains(&folded.as_str())
                || second.has(TokenFlags::CAPITALIZED)
                    && !(never
                        && first.has(TokenFlags::CAPITALIZED) == second.has(TokenFlags::CAPITALIZED)
                        && !first.has(TokenFlags::UPPER))
                || !never && (first.has(TokenFlags::CAPITALIZED) || folded.len() < 3)
                || first.has(TokenFlags::QUOTED) != second.has(TokenFlags::QUOTED)
                || first.has(TokenFlags::LINKED) != second.has(TokenFlags::LINKED)
            {
                continue;
            }
            // "What it is is a rash."
            let asks = |token: &&Token| document.token_text(token).eq_ignore_ascii_case("what");
            if folded == "is" && tokens[..at].iter().any(|token| asks(&token)) {
                continue;
            }
            let place = first.span().cover(second.span());
            let cut = ProseSpan::new(first.end(), second.end());
            findings.push(
                Diagnostic::new("repeated-word", article.span(place), format!("“{folded}” stands twice"))
                    .suggest(Suggestion::safe(article.span(cut), "")),
            );
        }
    }
}
