//! What to cut from the source so that a block disappears with its lines.

use crate::document::Block;
use crate::rules::Article;
use crate::span::Span;

/// The lines that a block stands on when it fills them, its source otherwise.
pub(crate) fn block_removal(article: &Article<'_>, block: &Block) -> Span {
    let text = article.source().text.as_bytes();
    let span = block.source.cover(article.span(block.prose));
    let (mut start, mut end) = (span.start() as usize, span.end() as usize);
    while start > 0 && matches!(text[start - 1], b' ' | b'\t') {
        start -= 1;
    }
    if start > 0 && text[start - 1] != b'\n' {
        return span;
    }
    while end < text.len() && matches!(text[end], b' ' | b'\t' | b'\r') {
        end += 1;
    }
    if end < text.len() && text[end] == b'\n' && text[end - 1] != b'\n' {
        end += 1;
    }
    Span::from(start..end)
}
