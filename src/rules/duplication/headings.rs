//! Headings that say the same.

use rustc_hash::FxHashMap;

use super::lines;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::lexicon::class;
use crate::rules::Article;

/// A heading of one content word ("Symptoms") may stand in several places.
const FEWEST_WORDS: usize = 2;

/// `duplicate-heading`: headings with the same content words under the same parent.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let mut seen: FxHashMap<(Option<usize>, Vec<String>), usize> = FxHashMap::default();
    for (id, block) in document.blocks.iter().enumerate() {
        if !block.is_heading() || article.is_masked(id) || !opens_text(document, id) {
            continue;
        }
        let words = content(article, block);
        if words.len() < FEWEST_WORDS {
            continue;
        }
        // "What is gout?" under the title "Gout" is no repetition, the title once more is; else sisters are compared.
        let parent = block.heading;
        let earlier = parent
            .filter(|above| says_the_same(document, *above, id))
            .or_else(|| seen.get(&(parent, words.clone())).copied());
        let Some(earlier) = earlier else {
            seen.insert((parent, words), id);
            continue;
        };
        let finding = Diagnostic::new(
            "duplicate-heading",
            article.span(block.prose),
            format!("says the same as the heading “{}”", document.text(document.blocks[earlier].prose)),
        )
        .related(article.span(document.blocks[earlier].prose), "first here")
        .severity(Severity::Info)
        .group(words.join(" "));
        findings.push(finding);
    }
}

/// Whether text stands under the heading. A short line that only looks like one (a name, an address) is followed by
/// others of its kind.
fn opens_text(document: &Document, id: BlockId) -> bool {
    !matches!(document.blocks[id].kind, BlockKind::Heading { inferred: true, .. })
        || document.blocks.get(id + 1).is_some_and(|next| !next.is_heading())
}

/// Whether two headings have the same words.
fn says_the_same(document: &Document, first: BlockId, second: BlockId) -> bool {
    let hash = |id: BlockId| {
        document.sentences_of(&document.blocks[id]).iter().map(|sentence| sentence.hash).collect::<Vec<_>>()
    };
    hash(first) == hash(second)
}

/// The content words of a heading, in the singular, sorted.
fn content(article: &Article<'_>, heading: &Block) -> Vec<String> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let [function, negator] = [class!("function-word"), class!("negator")];
    let mut words: Vec<String> = document
        .sentences_of(heading)
        .iter()
        .flat_map(|sentence| document.tokens_of(sentence))
        .filter(|token| token.is_word() || token.is_number())
        .filter_map(|token| {
            let mut folded = String::new();
            lines::fold(document.token_text(token), &mut folded);
            (!lexicon.is(token.word, function) || lexicon.is(token.word, negator)).then(|| singular(folded))
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
