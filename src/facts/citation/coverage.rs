//! Which sentences a citation covers.

use rustc_hash::FxHashMap;

use super::{Marker, SourceLink};
use crate::document::{Block, BlockId, Document};
use crate::span::ProseSpan;

/// A citation at the end of a paragraph reaches back this far.
const REACH: usize = 3;

/// By sentence: whether a marker or a link to another site covers it.
pub(super) fn covered(document: &Document, markers: &[Marker], links: &[SourceLink]) -> Vec<bool> {
    let mut direct = vec![false; document.sentences.len()];
    if direct.is_empty() {
        return direct;
    }
    for marker in markers {
        direct[citing_sentence(document, marker.span)] = true;
    }
    for link in links.iter().filter(|link| !link.is_own) {
        direct[citing_sentence(document, document.marks[link.mark].prose)] = true;
    }
    let mut covered = direct.clone();
    for block in document.blocks.iter().filter(|block| !block.sentences.is_empty()) {
        within_block(document, block, &direct, &mut covered);
    }
    across_blocks(document, &direct, &mut covered);
    covered
}

/// The sentence that a citation at `span` belongs to. One that opens a sentence ("… recovered. [3] Later …") or stands
/// behind its stop belongs to the sentence before, if the block has one.
fn citing_sentence(document: &Document, span: ProseSpan) -> usize {
    let sentence = document.sentence_at(span.start());
    let own = &document.sentences[sentence];
    let first = document.blocks[own.block].sentences.start;
    let text = document.text(span);
    let is_marker = span.is_empty() || text.trim_matches(['[', ']', '(', ')', '^']).chars().all(|c| !c.is_alphabetic());
    if is_marker && sentence > first && span.start() <= own.prose.start() { sentence - 1 } else { sentence }
}

fn within_block(document: &Document, block: &Block, direct: &[bool], covered: &mut [bool]) {
    let sentences = block.sentences.clone();
    let last = sentences.end - 1;
    if direct[last] {
        for sentence in (sentences.start..last).rev().take(REACH) {
            if direct[sentence] {
                break;
            }
            covered[sentence] = true;
        }
    }
    for sentence in sentences.clone().skip(1) {
        if !(direct[sentence] || covered[sentence - 1]) || !refers_back(document, sentence) {
            continue;
        }
        // "… fell by 12 %. The trial (link) …" and "… (link). The trial also …".
        if direct[sentence] {
            covered[sentence - 1] = true;
        }
        if covered[sentence - 1] {
            covered[sentence] = true;
        }
    }
}

/// A list under a cited lead-in is covered, and so is one whose last item carries the citation; a line "Source: …" covers
/// the block above it.
fn across_blocks(document: &Document, direct: &[bool], covered: &mut [bool]) {
    let cites = |id: BlockId| document.blocks[id].sentences.clone().any(|sentence| direct[sentence]);
    let last_of_list: FxHashMap<u32, BlockId> =
        document.blocks.iter().enumerate().filter_map(|(id, block)| Some((block.list?, id))).collect();
    for (id, block) in document.blocks.iter().enumerate() {
        let lead_in = block.lead_in.is_some_and(cites);
        let list_end = block.list.and_then(|list| last_of_list.get(&list)).is_some_and(|last| cites(*last));
        let source_line = document.blocks.get(id + 1).is_some_and(|next| {
            let text = document.text(next.prose);
            (text.starts_with("Source") || text.starts_with('—') || text.starts_with("– "))
                && !next.is_heading()
                && cites(id + 1)
        });
        if lead_in || list_end || source_line {
            covered[block.sentences.clone()].fill(true);
        }
    }
}

/// Whether a sentence goes on about what the one before it was about: "The trial …", "They …", "These …".
fn refers_back(document: &Document, sentence: usize) -> bool {
    let text = document.text(document.sentences[sentence].prose);
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match first {
        "This" | "These" | "Those" | "They" | "Their" | "It" | "Its" | "He" | "She" | "His" | "Her" | "Such"
        | "Both" | "Another" | "Among" | "Overall" => true,
        "The" | "In" => matches!(
            second,
            "study"
                | "studies"
                | "trial"
                | "trials"
                | "researchers"
                | "authors"
                | "investigators"
                | "scientists"
                | "team"
                | "review"
                | "analysis"
                | "report"
                | "survey"
                | "paper"
                | "findings"
                | "finding"
                | "results"
                | "data"
                | "figure"
                | "figures"
                | "participants"
                | "patients"
                | "same"
                | "guideline"
                | "guidelines"
                | "this"
                | "that"
                | "these"
                | "those"
                | "addition"
                | "contrast"
        ),
        _ => false,
    }
}
