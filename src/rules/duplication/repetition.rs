//! Repetition that a reader expects: summaries, lists that are expanded, refrains, disclaimers, calls to act.

use rustc_hash::FxHashSet;

use crate::document::{Block, BlockId, Document, Sentence, Token};
use crate::rules::Article;

/// A label has no more tokens than this.
const LONGEST_LABEL: usize = 12;

/// Whether the heading or a label above the block announces a summary.
pub(crate) fn announces_summary(article: &Article<'_>, block: BlockId) -> bool {
    let document = article.document();
    let block = &document.blocks[block];
    let mut above = block.heading;
    while let Some(heading) = above {
        if is_summary_label(article, &document.blocks[heading]) {
            return true;
        }
        above = document.blocks[heading].heading;
    }
    block.lead_in.is_some_and(|lead_in| is_summary_label(article, &document.blocks[lead_in]))
}

/// Whether a block is a summary label: "Key points:", "What is flu? At a glance".
fn is_summary_label(article: &Article<'_>, block: &Block) -> bool {
    let document = article.document();
    let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last()) else {
        return false;
    };
    let tokens = &document.tokens[first.tokens.start..last.tokens.end];
    tokens.len() <= LONGEST_LABEL && holds(article, tokens, "summary-label")
}

/// Whether the sentence is a disclaimer or a call to act.
pub(crate) fn is_standing(article: &Article<'_>, sentence: &Sentence) -> bool {
    holds(article, article.document().tokens_of(sentence), "standing-text")
}

fn holds(article: &Article<'_>, tokens: &[Token], class: &str) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let class = lexicon.class(class);
    (0..tokens.len()).any(|at| tokens[at].word.is_known() && lexicon.member_at(document, tokens, at, class).is_some())
}

/// Whether `earlier` is an item of a list that `later` takes up to expand on it: the later one opens its block.
pub(crate) fn is_expanded(document: &Document, earlier: usize, later: usize) -> bool {
    let (first, second) = (&document.sentences[earlier], &document.sentences[later]);
    document.blocks[first.block].is_item()
        && document.blocks[second.block].sentences.start == later
        && !document.blocks[second.block].is_item()
}

/// Whether the sentence leads into something: it ends with a colon.
pub(crate) fn leads_in(document: &Document, sentence: &Sentence) -> bool {
    document.text(sentence.prose).ends_with(':')
}

/// Whether the sentence is a fragment: nothing ends it.
pub(crate) fn is_fragment(document: &Document, sentence: &Sentence) -> bool {
    !document.text(sentence.prose).trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…'])
}

/// Whether the copies are a refrain: at least three, each in a section of its own and in the same place of it.
pub(crate) fn is_refrain(document: &Document, copies: &[u32]) -> bool {
    let mut sections = FxHashSet::default();
    let mut places = FxHashSet::default();
    for copy in copies {
        let sentence = &document.sentences[*copy as usize];
        let block = &document.blocks[sentence.block];
        let Some(heading) = block.heading else { return false };
        sections.insert(heading);
        places.insert((sentence.block - heading, *copy as usize - block.sentences.start));
    }
    copies.len() >= 3 && sections.len() == copies.len() && places.len() == 1
}
