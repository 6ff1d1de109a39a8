//! Paragraphs that stand in the article more than once, word for word. Neighbouring ones that were copied together are
//! one finding.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::copies::{Allowed, FEWEST_WORDS, MAX_LISTED, has_links, word_count};
use super::lines::Lines;
use super::repetition;
use super::repetition::Structure;
use super::runs::{Copied, Run, passages};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity, Suggestion};
use crate::document::{Block, BlockId, Sentence};
use crate::rules::Article;
use crate::rules::residue::block_removal;

/// A paragraph of one sentence counts as a paragraph from this length on.
const PARAGRAPH_WORDS: usize = 25;
/// Headings that may stand between two paragraphs of one passage.
const MOST_HEADINGS: usize = 2;

/// Reports paragraphs that occur again; gives the blocks of all later copies.
pub(super) fn check(
    article: &Article<'_>,
    allowed: &Allowed,
    structure: &Structure,
    findings: &mut Vec<Diagnostic>,
) -> FxHashSet<BlockId> {
    let document = article.document();
    let mut pairs: Vec<Copied> = Vec::new();
    for group in paragraphs(article).chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let original = group[0].1;
        let sentences = document.sentences_of(&document.blocks[original]);
        if sentences.iter().all(|sentence| allowed.holds(article, sentence)) {
            continue;
        }
        let lines = Lines::new(document, article.lexicon());
        let same = |id: &BlockId| same_words(lines, sentences, document.sentences_of(&document.blocks[*id]));
        pairs.extend(group[1..].iter().map(|(_, id)| *id).filter(same).map(|copy| Copied { copy, original }));
    }
    let blocks = pairs.iter().map(|copied| copied.copy).collect();
    let follows = |first: BlockId, second: BlockId| {
        (first + 1..=first + 1 + MOST_HEADINGS).contains(&second)
            && document.blocks[first + 1..second].iter().all(Block::is_heading)
    };
    for passage in passages(pairs, follows) {
        findings.push(finding(article, structure, &passage));
    }
    blocks
}

/// The hashes of all paragraphs that take part, sorted, each with its place.
fn paragraphs(article: &Article<'_>) -> Vec<(u64, BlockId)> {
    let document = article.document();
    let mut found: Vec<(u64, BlockId)> = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        let sentences = document.sentences_of(block);
        let words = || sentences.iter().map(|sentence| word_count(document, sentence)).sum::<usize>();
        let is_paragraph = block.is_running_text()
            && block.quote_depth == 0
            && !article.is_masked(id)
            && (sentences.len() >= 2 && words() >= 2 * FEWEST_WORDS || words() >= PARAGRAPH_WORDS);
        if is_paragraph {
            let mut hasher = FxHasher::default();
            for sentence in sentences {
                hasher.write_u64(sentence.hash);
            }
            found.push((hasher.finish(), id));
        }
    }
    found.sort_unstable();
    found
}

fn same_words(lines: Lines<'_>, first: &[Sentence], second: &[Sentence]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(one, other)| lines.are_equal(one, other))
}

/// The finding for a paragraph, or several that follow one another, and all copies of it.
fn finding(article: &Article<'_>, structure: &Structure, passage: &[Run]) -> Diagnostic {
    let blocks = &article.document().blocks;
    let span = |first: BlockId, last: BlockId| article.span(blocks[first].prose.cover(blocks[last].prose));
    let place = |run: &Run| span(run[0].copy, run[run.len() - 1].copy);
    let first = &passage[0];
    let size = match (first.len(), blocks[first[0].original].sentences.len()) {
        (1, 1) => "1 sentence".to_owned(),
        (1, sentences) => format!("{sentences} sentences"),
        (paragraphs, _) => format!("{paragraphs} paragraphs"),
    };
    let noun = if first.len() == 1 { "paragraph" } else { "passage" };
    let message = match passage.len() {
        1 => format!("repeats a {noun} of this article word for word ({size})"),
        copies => format!("this {noun} ({size}) stands in the article {} times, word for word", copies + 1),
    };
    let mut finding = Diagnostic::new("duplicate-paragraph", place(first), message)
        .related(span(first[0].original, first[first.len() - 1].original), "first here");
    for other in passage[1..].iter().take(MAX_LISTED) {
        finding = finding.related(place(other), "also here");
    }
    if passage.iter().flatten().all(|copied| is_expected(article, structure, *copied)) {
        finding.severity(Severity::Info)
    } else {
        finding.suggest(delete_all(article, passage))
    }
}

/// Whether one of the two belongs to a summary, or both to answers that stand on their own or to lists of one pattern.
fn is_expected(article: &Article<'_>, structure: &Structure, Copied { copy, original }: Copied) -> bool {
    let document = article.document();
    let blocks = &document.blocks;
    let [first, second] = [original, copy].map(|id| blocks[id].sentences.start);
    let sums_up = |id: BlockId| repetition::announces_summary(article, id) || structure.is_digest(&blocks[id]);
    sums_up(original)
        || sums_up(copy)
        || structure.answers_apart(original, copy)
        || repetition::is_parallel(document, first, second)
}

/// Deletes the copies. That loses nothing where each stands right behind its original.
fn delete_all(article: &Article<'_>, passage: &[Run]) -> Suggestion {
    let document = article.document();
    let removal = |copied: &Copied| Edit {
        span: block_removal(article, &document.blocks[copied.copy]),
        replacement: String::new(),
    };
    let edits = passage.iter().flatten().map(removal).collect();
    let at_once = passage.iter().all(|run| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let prose = document.blocks[first.copy].prose.cover(document.blocks[last.copy].prose);
        first.copy == last.original + 1
            && last.copy - first.copy + 1 == run.len()
            && document.blocks[first.original].list == document.blocks[last.copy].list
            && !has_links(document, prose)
    });
    let applicability = if at_once { Applicability::Safe } else { Applicability::Unsafe };
    Suggestion { applicability, edits }
}
