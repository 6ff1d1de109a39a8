//! Which tokens stand inside quotation marks.
//!
//! Typographic double marks pair within a block; a speech over several paragraphs opens each with a mark and closes
//! only the last. Straight double marks alternate, told apart from inches by the digit before them. Single marks
//! count only as a clear pair, because the closing one is also the apostrophe.

use super::{BlockKind, Document, TokenFlags, TokenKind};

/// A pair of single marks further apart than this is two apostrophes.
const LONGEST_SINGLE: usize = 60;

pub(super) fn mark_quotations(document: &mut Document) {
    let mut quoted: Vec<std::ops::Range<usize>> = Vec::new();
    for (id, block) in document.blocks.iter().enumerate() {
        let tokens = tokens_of(document, block.sentences.clone());
        if block.quote_depth > 0 {
            quoted.push(tokens);
            continue;
        }
        pairs(document, id, tokens, &mut quoted);
    }
    for range in quoted {
        for token in &mut document.tokens[range] {
            token.flags.insert(TokenFlags::QUOTED);
        }
    }
}

fn tokens_of(document: &Document, sentences: std::ops::Range<usize>) -> std::ops::Range<usize> {
    match (document.sentences.get(sentences.start), sentences.end.checked_sub(1)) {
        (Some(first), Some(last)) if sentences.start < sentences.end => {
            first.tokens.start..document.sentences[last].tokens.end
        }
        _ => 0..0,
    }
}

fn pairs(document: &Document, block: usize, tokens: std::ops::Range<usize>, quoted: &mut Vec<std::ops::Range<usize>>) {
    let (mut double, mut straight, mut single) = (None, None, None);
    for at in tokens.clone() {
        let token = &document.tokens[at];
        if token.kind != TokenKind::Punct {
            continue;
        }
        let space_after = at + 1 >= tokens.end || document.tokens[at + 1].is_spaced();
        let space_before = token.is_spaced() || at == tokens.start;
        match document.token_text(token) {
            "“" | "«" | "„" => double = double.or(Some(at)),
            "”" | "»" => {
                if let Some(start) = double.take() {
                    quoted.push(start + 1..at);
                }
            }
            "\"" => {
                if let Some(start) = straight {
                    if !space_before || space_after {
                        quoted.push(start + 1..at);
                        straight = None;
                    }
                } else if !space_after && (space_before || !document.tokens[at - 1].is_number()) {
                    straight = Some(at);
                }
            }
            "‘" => single = Some(at),
            "’" | "'" => {
                let closes = space_after || document.tokens.get(at + 1).is_some_and(|next| !next.is_word());
                if let Some(start) = single
                    && closes
                {
                    if at - start <= LONGEST_SINGLE {
                        quoted.push(start + 1..at);
                    }
                    single = None;
                }
            }
            _ => {}
        }
    }
    if let Some(start) = double
        && next_paragraph_opens_with_mark(document, block)
    {
        quoted.push(start + 1..tokens.end);
    }
}

fn next_paragraph_opens_with_mark(document: &Document, block: usize) -> bool {
    document.blocks[block + 1..]
        .iter()
        .take(3)
        .find(|next| matches!(next.kind, BlockKind::Paragraph))
        .is_some_and(|next| document.text(next.prose).starts_with(['“', '«']))
}
