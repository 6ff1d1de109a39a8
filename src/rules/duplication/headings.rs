//! Headings that say the same.

use rustc_hash::FxHashMap;

use super::lines;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Block;
use crate::rules::Article;

/// A heading of one content word ("Symptoms") may stand in several places.
const FEWEST_WORDS: usize = 2;

/// `duplicate-heading`: headings with the same content words under the same parent.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let mut seen: FxHashMap<(Option<usize>, Vec<String>), usize> = FxHashMap::default();
    for (id, block) in document.blocks.iter().enumerate() {
        if !block.is_heading() || article.is_masked(id) {
            continue;
        }
        let words = content(article, block);
        if words.len() < FEWEST_WORDS {
            continue;
        }
        // The title may be repeated by the first heading under it; otherwise only sisters are compared.
        let parent = block.heading;
        let earlier = parent
            .filter(|above| content(article, &document.blocks[*above]) == words)
            .or_else(|| seen.get(&(parent, words.clone())).copied());
        let Some(earlier) = earlier else {
            seen.insert((parent, words), id);
            continue;
        };
        let finding = Diagnostic::new(
            "duplicate-heading",
            article.span(block.prose),
            format!("Says the same as the heading “{}”", document.text(document.blocks[earlier].prose)),
        )
        .related(article.span(document.blocks[earlier].prose), "first here")
        .severity(Severity::Info);
        findings.push(finding);
    }
}

/// The content words of a heading, in the singular, sorted.
fn content(article: &Article<'_>, heading: &Block) -> Vec<String> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let function = lexicon.class("function-word");
    let mut words: Vec<String> = document
        .sentences_of(heading)
        .iter()
        .flat_map(|sentence| document.tokens_of(sentence))
        .filter(|token| token.is_word() || token.is_number())
        .filter_map(|token| {
            let mut folded = String::new();
            lines::fold(document.token_text(token), &mut folded);
            (!lexicon.is(token.word, function)).then(|| singular(folded))
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn singular(mut word: String) -> String {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("is") && !word.ends_with("us")
    {
        word.pop();
    }
    word
}
