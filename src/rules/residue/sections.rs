//! Headings and what stands under them.

use super::interface;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, BlockKind, Document, MarkKind, RegionKind};
use crate::rules::Article;

/// `empty-section`: a heading that is followed by one of the same or a higher level, or by nothing.
pub(super) fn empty(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (id, block) in document.blocks.iter().enumerate() {
        let BlockKind::Heading { level, inferred } = block.kind else { continue };
        let wordless = !document.text(block.prose).contains(char::is_alphabetic);
        if wordless || is_opening(document, id) || interface::is_line(article, block) {
            continue;
        }
        let next = document.blocks.get(id + 1);
        let empty = match next.map(|next| next.kind) {
            Some(BlockKind::Heading { level: other, .. }) => {
                other <= level && (!inferred || stands_in_text(document, id))
            }
            Some(_) => false,
            // A last short line of plain text may be a signature.
            None => !inferred,
        };
        if !empty || shows_something(document, id) {
            continue;
        }
        let text = document.text(block.prose);
        let message = match next {
            Some(next) => {
                format!("nothing stands under “{text}” before the next heading, “{}”", document.text(next.prose))
            }
            None => format!("nothing stands under “{text}”, the last heading"),
        };
        findings.push(Diagnostic::new("empty-section", article.span(block.prose), message));
    }
}

/// Whether a line that was taken for a heading is one: sentences stand before it and after the next heading, and it
/// asks or is longer than a name. Addresses, contacts and lists of names come in runs without text between.
fn stands_in_text(document: &Document, id: BlockId) -> bool {
    let is_text = |block: Option<&Block>| {
        block.is_some_and(|block| {
            block.is_item()
                || block.is_running_text()
                    && document.text(block.prose).trim_end_matches(['”', '"', ')']).ends_with(['.', '?', '!', ':'])
        })
    };
    let text = document.text(document.blocks[id].prose);
    let words = document.sentences_of(&document.blocks[id]).iter().flat_map(|sentence| document.tokens_of(sentence));
    let named = text.contains(':') || text.bytes().any(|byte| byte.is_ascii_digit());
    is_text(id.checked_sub(1).map(|before| &document.blocks[before]))
        && is_text(document.blocks.get(id + 2))
        && (text.ends_with('?') || !named && words.filter(|token| token.is_word()).count() >= 4)
}

/// Whether only headings stand before it: title, subtitle, kicker.
fn is_opening(document: &Document, id: BlockId) -> bool {
    id < 2 && document.blocks[..id].iter().all(Block::is_heading)
}

/// Whether an image, code or raw markup stands between the heading and the next block.
fn shows_something(document: &Document, id: BlockId) -> bool {
    let block = &document.blocks[id];
    let until = document.blocks.get(id + 1).map_or(u32::MAX, |next| next.prose.start());
    let from = document.marks.partition_point(|mark| mark.prose.start() < block.prose.start());
    let marks = document.marks[from..].iter().take_while(|mark| mark.prose.start() <= until);
    let mut images = marks.filter(|mark| matches!(mark.kind, MarkKind::Image(_)));
    images.next().is_some() || shows_code_after(document, id)
}

/// Whether code or raw markup stands between a block and the next.
pub(super) fn shows_code_after(document: &Document, id: BlockId) -> bool {
    let from = document.blocks[id].source.end();
    let until = document.blocks.get(id + 1).map_or(u32::MAX, |next| next.source.start());
    let first = document.skipped.partition_point(|region| region.source.start() < from);
    document.skipped[first..]
        .iter()
        .take_while(|region| region.source.start() < until)
        .any(|region| matches!(region.kind, RegionKind::Code | RegionKind::Markup))
}
