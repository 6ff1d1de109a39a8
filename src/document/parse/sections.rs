//! What blocks are to each other: the reference list, and the line that introduces a list.

use crate::document::{Block, BlockId, BlockKind, Document, MarkKind};

/// Headings and labels that announce the sources of an article.
const REFERENCE_TITLES: &[&str] = &[
    "article references",
    "article sources",
    "bibliography",
    "citations",
    "endnotes",
    "footnotes",
    "literature",
    "literature cited",
    "notes",
    "notes and references",
    "our sources",
    "reference",
    "reference list",
    "references",
    "references and notes",
    "references cited",
    "selected references",
    "source",
    "sources",
    "sources and references",
    "references and sources",
    "works cited",
];

/// The longest label that can announce a reference list, in bytes.
const LONGEST_TITLE: usize = 40;

/// Marks the reference lists and sets the lead-ins.
pub(super) fn find(document: &mut Document) {
    mark_references(document);
    link_lead_ins(document);
}

fn mark_references(document: &mut Document) {
    // The level of the heading that opened the list; a bold line or a label ends at any heading.
    let mut open: Option<u8> = None;
    for id in 0..document.blocks.len() {
        let title = is_reference_title(document, id);
        match document.blocks[id].kind {
            BlockKind::Heading { level, .. } => {
                if title {
                    open = Some(level);
                } else if open.is_some_and(|opened| level <= opened) {
                    open = None;
                }
            }
            BlockKind::Paragraph if title => open = Some(6),
            _ => document.blocks[id].reference = open.is_some(),
        }
    }
}

/// Whether the block is a heading, or a line that is bold or ends in a colon, that announces references.
fn is_reference_title(document: &Document, id: BlockId) -> bool {
    let block = &document.blocks[id];
    let text = document.text(block.prose);
    if text.len() > LONGEST_TITLE {
        return false;
    }
    let label =
        text.trim_end_matches([':', '.']).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    if !REFERENCE_TITLES.contains(&label.to_lowercase().as_str()) {
        return false;
    }
    block.is_heading() || text.ends_with(':') || is_all_strong(document, block)
}

fn is_all_strong(document: &Document, block: &Block) -> bool {
    document.marks_in(block.prose).any(|mark| mark.kind == MarkKind::Strong && mark.prose.encloses(block.prose))
}

fn link_lead_ins(document: &mut Document) {
    let mut lead_ins: Vec<(u32, Option<BlockId>)> = Vec::new();
    for id in 0..document.blocks.len() {
        let block = &document.blocks[id];
        let Some(list) = block.list.filter(|_| block.is_item()) else { continue };
        // Lists nest: the one that is meant is among the last that were opened.
        while lead_ins.last().is_some_and(|(inner, _)| *inner > list) {
            lead_ins.pop();
        }
        let lead_in = match lead_ins.last() {
            Some((known, lead_in)) if *known == list => *lead_in,
            _ => {
                let lead_in = id.checked_sub(1).filter(|before| introduces(document, *before, block));
                lead_ins.push((list, lead_in));
                lead_in
            }
        };
        document.blocks[id].lead_in = lead_in;
    }
}

/// Whether the block before a list introduces it: it ends in a colon or in the middle of a sentence, or says that
/// something follows.
fn introduces(document: &Document, before: BlockId, first: &Block) -> bool {
    let block = &document.blocks[before];
    let is_above = match (block.kind, first.kind) {
        (BlockKind::ListItem { depth: outer, .. }, BlockKind::ListItem { depth, .. }) => outer < depth,
        (kind, _) => kind == BlockKind::Paragraph,
    };
    if !is_above || block.quote_depth != first.quote_depth {
        return false;
    }
    let text = document.text(block.prose);
    let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', '*']);
    if bare.ends_with([':', ',', '—', '–', '…']) || bare.ends_with(char::is_alphanumeric) {
        return true;
    }
    let tail_from = text.floor_char_boundary(text.len().saturating_sub(200));
    let last_sentence =
        text[tail_from..].trim_end_matches(['.', '!', '?']).rsplit(['.', '!', '?']).next().unwrap_or_default();
    last_sentence.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "following" | "below" | "these"))
}
