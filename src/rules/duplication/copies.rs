//! Sentences that stand in the article more than once, word for word.
//!
//! Copies are found by sorting hashes, so a sentence that is repeated ten thousand times costs no more than ten
//! thousand different ones. Copies that follow one another as their originals do are one pasted passage and one
//! finding; a copied paragraph is told by `paragraphs`.

use super::lines::{self, Lines};
use super::repetition::Structure;
use super::runs::{Copied, Run, passages};
use super::{paragraphs, repetition};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity, Suggestion};
use crate::document::{Document, MarkKind, Sentence};
use crate::rules::Article;
use crate::rules::residue::block_removal;
use crate::span::{ProseSpan, Span};

/// A sentence shorter than this is repeated without anybody noticing.
pub(super) const FEWEST_WORDS: usize = 6;
/// So many copies are a matter for an error.
const MANY: usize = 3;
/// Copies that a finding lists beside the first.
pub(super) const MAX_LISTED: usize = 9;
/// Sentences that may stand between two sentences of one passage: short or changed ones, headings.
const LARGEST_GAP: usize = 3;

/// `duplicate-sentence` and `duplicate-paragraph`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let allowed = Allowed::of(article);
    let mut hashes = sentence_hashes(article);
    let mut copies: Vec<u32> =
        hashes.chunk_by(|a, b| a.0 == b.0).flat_map(|group| group[1..].iter().map(|(_, sentence)| *sentence)).collect();
    copies.sort_unstable();
    let structure = Structure::of(article, &copies);
    let copied_blocks = paragraphs::check(article, &allowed, &structure, findings);
    hashes.retain(|(_, sentence)| !copied_blocks.contains(&document.sentences[*sentence as usize].block));
    let pairs: Vec<Copied> =
        hashes.chunk_by(|a, b| a.0 == b.0).flat_map(|group| copies_in(article, group, &allowed)).collect();
    // Within a paragraph, a sentence that was changed does not part a pasted passage.
    let follows = |first: usize, second: usize| {
        let same_block = || document.sentences[first].block == document.sentences[second].block;
        (first + 1..=first + 1 + LARGEST_GAP).contains(&second)
            && (same_block() || (first + 1..second).all(|between| !is_counted(article, &document.sentences[between])))
    };
    for passage in passages(pairs, follows) {
        findings.push(finding(article, &structure, &passage));
    }
}

/// The hashes of all sentences that take part, sorted, each with its place.
fn sentence_hashes(article: &Article<'_>) -> Vec<(u64, u32)> {
    let sentences = article.document().sentences.iter().enumerate();
    let mut hashes: Vec<(u64, u32)> = sentences
        .filter(|(_, sentence)| is_counted(article, sentence))
        .map(|(index, sentence)| (sentence.hash, index as u32))
        .collect();
    hashes.sort_unstable();
    hashes
}

/// Whether a sentence is long enough and stands where copies count.
fn is_counted(article: &Article<'_>, sentence: &Sentence) -> bool {
    let document = article.document();
    !article.is_masked(sentence.block)
        && lines::is_comparable(document, sentence)
        && lines::has_words(document, sentence, FEWEST_WORDS)
}

/// What may be repeated: standing text, lead-ins, and what the house names.
pub(super) struct Allowed(Vec<String>);

impl Allowed {
    fn of(article: &Article<'_>) -> Self {
        let texts = article.options("duplicate-sentence").strings("allow");
        Self(texts.iter().map(|text| text.to_lowercase()).collect())
    }

    pub(super) fn holds(&self, article: &Article<'_>, sentence: &Sentence) -> bool {
        let document = article.document();
        if repetition::is_standing(article, sentence) || repetition::leads_in(document, sentence) {
            return true;
        }
        let mut folded = String::new();
        lines::fold(document.text(sentence.prose), &mut folded);
        self.0.iter().any(|text| folded.contains(text.as_str()))
    }
}

/// The copies of a sentence among sentences of one hash, without those that are repeated on purpose.
fn copies_in(article: &Article<'_>, group: &[(u64, u32)], allowed: &Allowed) -> Vec<Copied> {
    let document = article.document();
    let places: Vec<u32> = group.iter().map(|(_, sentence)| *sentence).collect();
    let original = places[0] as usize;
    let first = &document.sentences[original];
    if places.len() < 2 || allowed.holds(article, first) || repetition::is_refrain(document, &places) {
        return Vec::new();
    }
    // Equal hashes are checked once more on the words themselves.
    let lines = Lines::new(document, article.lexicon());
    places[1..]
        .iter()
        .map(|copy| *copy as usize)
        .filter(|copy| lines.are_equal(first, &document.sentences[*copy]))
        .map(|copy| Copied { copy, original })
        .collect()
}

/// The finding for a sentence or passage and all its copies.
fn finding(article: &Article<'_>, structure: &Structure, passage: &[Run]) -> Diagnostic {
    let document = article.document();
    let span =
        |first: usize, last: usize| article.span(document.sentences[first].prose.cover(document.sentences[last].prose));
    let place = |run: &Run| span(run[0].copy, run[run.len() - 1].copy);
    let slips: Vec<&Run> = passage
        .iter()
        .filter(|run| !run.iter().all(|copied| is_expected(article, structure, copied.original, copied.copy)))
        .collect();
    let primary = slips.first().copied().unwrap_or(&passage[0]);
    let message = match (primary.len(), passage.len()) {
        (1, 1) => "repeats a sentence of this article word for word".to_owned(),
        (1, copies) => format!("this sentence stands in the article {} times, word for word", copies + 1),
        (count, 1) => format!("repeats a passage of this article word for word ({count} sentences)"),
        (count, copies) => {
            format!("this passage ({count} sentences) stands in the article {} times, word for word", copies + 1)
        }
    };
    let mut finding = Diagnostic::new("duplicate-sentence", place(primary), message)
        .related(span(primary[0].original, primary[primary.len() - 1].original), "first here");
    for other in passage.iter().filter(|other| *other != primary).take(MAX_LISTED) {
        finding = finding.related(place(other), "also here");
    }
    match slips.len() {
        0 => finding.severity(Severity::Info),
        count if count + 1 >= MANY => finding.severity(Severity::Error).suggest(delete_all(article, &slips)),
        _ => finding.suggest(delete_all(article, &slips)),
    }
}

/// Whether a reader expects the later copy: one of the two is a summary, a list item is taken up, both stand in
/// lists or sections of one pattern, the words before it give it another meaning, or it is a fragment.
fn is_expected(article: &Article<'_>, structure: &Structure, original: usize, copy: usize) -> bool {
    let document = article.document();
    let both = [original, copy].map(|at| &document.sentences[at]);
    both.iter().any(|one| {
        repetition::announces_summary(article, one.block)
            || structure.is_digest(&document.blocks[one.block])
            || repetition::is_pulled(article, one)
    }) || structure.answers_apart(both[0].block, both[1].block)
        || repetition::is_expanded(document, original, copy)
        || repetition::is_parallel(document, original, copy)
        || repetition::points_back(article, original, copy)
        || repetition::is_fragment(article, both[1])
}

/// Deletes the copies. That loses nothing where each stands right behind its original; elsewhere, which of the two
/// stands in the wrong place is for the writer to say.
fn delete_all(article: &Article<'_>, slips: &[&Run]) -> Suggestion {
    let sentences = &article.document().sentences;
    let copies = slips.iter().flat_map(|run| run.iter());
    let mut edits: Vec<Edit> = copies
        .map(|copied| Edit { span: removal(article, &sentences[copied.copy]), replacement: String::new() })
        .collect();
    edits.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    let at_once = slips.iter().all(|run| follows_at_once(article.document(), run));
    let applicability = if at_once { Applicability::Safe } else { Applicability::Unsafe };
    Suggestion { applicability, edits }
}

/// Whether the copies begin right where the originals end, in the same block or in the next item or paragraph, and
/// hold no link that the originals may lack.
fn follows_at_once(document: &Document, run: &Run) -> bool {
    let (first, last) = (run[0], run[run.len() - 1]);
    let block = |sentence: usize| document.sentences[sentence].block;
    let neighbours = || {
        let [before, behind] = [first.original, first.copy].map(|at| &document.blocks[block(at)]);
        block(first.copy) == block(first.original) + 1
            && before.sentences == (first.original..first.copy)
            && behind.sentences == (first.copy..last.copy + 1)
            && before.heading == behind.heading
            && before.list == behind.list
    };
    first.copy == last.original + 1
        && last.copy - first.copy + 1 == run.len()
        && (block(first.original) == block(last.copy) || neighbours())
        && !has_links(document, document.sentences[first.copy].prose.cover(document.sentences[last.copy].prose))
}

/// Whether a link, an image or a footnote would be lost with the text.
pub(super) fn has_links(document: &Document, prose: ProseSpan) -> bool {
    document
        .marks_in(prose)
        .any(|mark| matches!(mark.kind, MarkKind::Link(_) | MarkKind::Image(_) | MarkKind::Footnote(_)))
}

pub(super) fn word_count(document: &Document, sentence: &Sentence) -> usize {
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
