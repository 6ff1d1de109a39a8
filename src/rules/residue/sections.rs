//! Headings and what stands under them.

use super::interface;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, BlockKind, Document, RegionKind};
use crate::rules::Article;

/// `empty-section`: a heading that is followed by one of the same or a higher level, or by nothing.
pub(super) fn empty(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (id, block) in document.blocks.iter().enumerate() {
        let BlockKind::Heading { level, inferred } = block.kind else { continue };
        if is_opening(document, id) || interface::is_line(article, block) {
            continue;
        }
        let next = document.blocks.get(id + 1);
        let empty = match next.map(|next| next.kind) {
            Some(BlockKind::Heading { level: other, .. }) => other <= level,
            Some(_) => false,
            // A last short line of plain text may be a signature.
            None => !inferred,
        };
        if !empty || shows_something(document, block, next) {
            continue;
        }
        let text = document.text(block.prose);
        let message = match next {
            Some(next) => {
                format!("Nothing stands under “{text}” before the next heading, “{}”", document.text(next.prose))
            }
            None => format!("Nothing stands under “{text}”, the last heading"),
        };
        findings.push(Diagnostic::new("empty-section", article.span(block.prose), message));
    }
}

/// Whether only headings stand before it: title, subtitle, kicker.
fn is_opening(document: &Document, id: BlockId) -> bool {
    document.blocks[..id].iter().all(Block::is_heading) && id < 2
}

/// Whether code, an image or raw markup stands between the heading and the next.
fn shows_something(document: &Document, block: &Block, next: Option<&Block>) -> bool {
    let end = next.map_or(u32::MAX, |next| next.source.start());
    let between = |start: u32| block.source.end() <= start && start < end;
    document
        .skipped
        .iter()
        .any(|region| matches!(region.kind, RegionKind::Code | RegionKind::Markup) && between(region.source.start()))
        || document.marks.iter().any(|mark| {
            matches!(mark.kind, crate::document::MarkKind::Image(_))
                && (between(mark.source.start()) || block.source.encloses(mark.source))
        })
}
