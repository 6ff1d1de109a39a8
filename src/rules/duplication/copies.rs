//! Sentences and paragraphs that stand in the article more than once, word for word.
//!
//! Copies are found by sorting hashes, so a sentence that is repeated ten thousand times costs no more than ten
//! thousand different ones. A copied paragraph is one finding, not one for each of its sentences.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::repetition::Structure;
use super::{lines, repetition};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity, Suggestion};
use crate::document::{Document, Sentence};
use crate::rules::Article;
use crate::rules::residue::block_removal;
use crate::span::Span;

/// A sentence shorter than this is repeated without anybody noticing.
const FEWEST_WORDS: usize = 6;
/// A paragraph of one sentence counts as a paragraph from this length on.
const PARAGRAPH_WORDS: usize = 25;
/// So many copies are a matter for an error.
const MANY: usize = 3;
/// Copies that a finding lists beside the first.
const MAX_LISTED: usize = 9;

/// `duplicate-sentence` and `duplicate-paragraph`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let allowed = allowed(article);
    let mut hashes = sentence_hashes(article);
    let mut copies: Vec<u32> =
        hashes.chunk_by(|a, b| a.0 == b.0).flat_map(|group| group[1..].iter().map(|(_, sentence)| *sentence)).collect();
    copies.sort_unstable();
    let structure = Structure::of(article, &copies);
    let copied_blocks = paragraphs(article, &allowed, &structure, findings);
    hashes.retain(|(_, sentence)| !copied_blocks.contains(&document.sentences[*sentence as usize].block));
    for group in hashes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let copies: Vec<u32> = group.iter().map(|(_, sentence)| *sentence).collect();
        report(article, &copies, &allowed, &structure, findings);
    }
}

/// The hashes of all sentences that take part, sorted, each with its place.
fn sentence_hashes(article: &Article<'_>) -> Vec<(u64, u32)> {
    let document = article.document();
    let mut hashes: Vec<(u64, u32)> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        if !article.is_masked(sentence.block)
            && lines::is_comparable(document, sentence)
            && word_count(document, sentence) >= FEWEST_WORDS
        {
            hashes.push((sentence.hash, index as u32));
        }
    }
    hashes.sort_unstable();
    hashes
}

/// Texts that the house repeats on purpose.
fn allowed(article: &Article<'_>) -> Vec<String> {
    article.options("duplicate-sentence").strings("allow").iter().map(|text| text.to_lowercase()).collect()
}

fn is_allowed(article: &Article<'_>, sentence: &Sentence, allowed: &[String]) -> bool {
    let document = article.document();
    if repetition::is_standing(article, sentence) || repetition::leads_in(document, sentence) {
        return true;
    }
    let mut folded = String::new();
    lines::fold(document.text(sentence.prose), &mut folded);
    allowed.iter().any(|text| folded.contains(text.as_str()))
}

fn report(
    article: &Article<'_>,
    copies: &[u32],
    allowed: &[String],
    structure: &Structure,
    findings: &mut Vec<Diagnostic>,
) {
    let document = article.document();
    let original = &document.sentences[copies[0] as usize];
    if is_allowed(article, original, allowed) || repetition::is_refrain(document, copies) {
        return;
    }
    // Equal hashes are checked once more on the words themselves.
    let words = lines::words(document, original);
    let later: Vec<(&Sentence, bool)> = copies[1..]
        .iter()
        .map(|copy| {
            (&document.sentences[*copy as usize], is_expected(article, structure, copies[0] as usize, *copy as usize))
        })
        .filter(|(sentence, _)| lines::are_equal(&words, &lines::words(document, sentence)))
        .collect();
    let slips: Vec<&Sentence> = later.iter().filter(|(_, expected)| !expected).map(|(sentence, _)| *sentence).collect();
    let Some(primary) = slips.first().copied().or(later.first().map(|(sentence, _)| *sentence)) else { return };
    let message = match later.len() {
        1 => "repeats a sentence of this article word for word".to_owned(),
        count => format!("this sentence stands in the article {} times, word for word", count + 1),
    };
    let mut finding = Diagnostic::new("duplicate-sentence", article.span(primary.prose), message)
        .related(article.span(original.prose), "first here");
    let others = later.iter().map(|(sentence, _)| *sentence).filter(|sentence| sentence.prose != primary.prose);
    for other in others.take(MAX_LISTED) {
        finding = finding.related(article.span(other.prose), "also here");
    }
    findings.push(match slips.len() {
        0 => finding.severity(Severity::Info),
        count if count + 1 >= MANY => finding.severity(Severity::Error).suggest(delete_all(article, &slips)),
        _ => finding.suggest(delete_all(article, &slips)),
    });
}

/// Whether a reader expects the later copy: one of the two is a summary, a list item is taken up, or it is a fragment.
fn is_expected(article: &Article<'_>, structure: &Structure, original: usize, copy: usize) -> bool {
    let document = article.document();
    let both = [original, copy].map(|at| &document.sentences[at]);
    both.iter().any(|one| {
        repetition::announces_summary(article, one.block)
            || structure.is_digest(&document.blocks[one.block])
            || repetition::is_pulled(article, one)
    }) || structure.answers_apart(both[0].block, both[1].block)
        || repetition::is_expanded(document, original, copy)
        || repetition::is_fragment(article, both[1])
}

/// Which of two copies stands in the wrong place is for the writer to say, so it is not done unseen.
fn delete_all(article: &Article<'_>, slips: &[&Sentence]) -> Suggestion {
    let mut edits: Vec<Edit> =
        slips.iter().map(|sentence| Edit { span: removal(article, sentence), replacement: String::new() }).collect();
    edits.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    Suggestion { applicability: Applicability::Unsafe, edits }
}

/// Reports paragraphs that occur again; gives the blocks of all later copies.
fn paragraphs(
    article: &Article<'_>,
    allowed: &[String],
    structure: &Structure,
    findings: &mut Vec<Diagnostic>,
) -> FxHashSet<usize> {
    let document = article.document();
    let mut blocks: Vec<(u64, usize)> = Vec::new();
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
            blocks.push((hasher.finish(), id));
        }
    }
    blocks.sort_unstable();
    let mut copied = FxHashSet::default();
    for group in blocks.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let original = &document.blocks[group[0].1];
        let sentences = document.sentences_of(original);
        if sentences.iter().all(|sentence| is_allowed(article, sentence, allowed)) {
            continue;
        }
        let same = |id: &usize| same_words(document, sentences, document.sentences_of(&document.blocks[*id]));
        let later: Vec<usize> = group[1..].iter().map(|(_, id)| *id).filter(same).collect();
        copied.extend(&later);
        findings.extend(paragraph_finding(article, structure, group[0].1, &later));
    }
    copied
}

fn paragraph_finding(
    article: &Article<'_>,
    structure: &Structure,
    original: usize,
    later: &[usize],
) -> Option<Diagnostic> {
    let blocks = &article.document().blocks;
    let (first, others) = later.split_first()?;
    let sentences = match blocks[original].sentences.len() {
        1 => "1 sentence".to_owned(),
        count => format!("{count} sentences"),
    };
    let message = match later.len() {
        1 => format!("repeats a paragraph of this article word for word ({sentences})"),
        count => format!("This paragraph ({sentences}) stands in the article {} times, word for word", count + 1),
    };
    let mut finding = Diagnostic::new("duplicate-paragraph", article.span(blocks[*first].prose), message)
        .related(article.span(blocks[original].prose), "first here");
    for other in others.iter().take(MAX_LISTED) {
        finding = finding.related(article.span(blocks[*other].prose), "also here");
    }
    let expected = |id: &usize| {
        [original, *id]
            .iter()
            .any(|id| repetition::announces_summary(article, *id) || structure.is_digest(&blocks[*id]))
            || structure.answers_apart(original, *id)
    };
    if later.iter().all(expected) {
        return Some(finding.severity(Severity::Info));
    }
    let removal = |id: &usize| Edit { span: block_removal(article, &blocks[*id]), replacement: String::new() };
    let edits = later.iter().map(removal).collect();
    Some(finding.suggest(Suggestion { applicability: Applicability::Unsafe, edits }))
}

fn same_words(document: &Document, first: &[Sentence], second: &[Sentence]) -> bool {
    let same = |(a, b)| lines::are_equal(&lines::words(document, a), &lines::words(document, b));
    first.len() == second.len() && first.iter().zip(second).all(same)
}

fn word_count(document: &Document, sentence: &Sentence) -> usize {
    document.tokens_of(sentence).iter().filter(|token| token.is_word() || token.is_number()).count()
}

/// What to cut to delete the sentence: with the blank before or after it, or with its block when it stands alone.
fn removal(article: &Article<'_>, sentence: &Sentence) -> Span {
    let document = article.document();
    let block = &document.blocks[sentence.block];
    if block.sentences.len() == 1 {
        return block_removal(article, block);
    }
    let text = &article.source().text;
    let span = article.span(sentence.prose);
    let before = blank_before(text, span.start());
    if before < span.start() && sentence.prose.start() > block.prose.start() {
        Span::new(before, span.end())
    } else {
        Span::new(span.start(), blank_after(text, span.end()))
    }
}

fn blank_before(text: &str, offset: u32) -> u32 {
    text[..offset as usize].trim_end_matches([' ', '\t']).len() as u32
}

fn blank_after(text: &str, offset: u32) -> u32 {
    let rest = &text[offset as usize..];
    offset + (rest.len() - rest.trim_start_matches([' ', '\t']).len()) as u32
}
