//! `quote-unattributed`: words in quotation marks, and nobody said them.

use super::evidence::Evidence;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::facts::quotation::QuotationKind;
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::ProseSpan;

/// Shorter ones are terms and turns of phrase.
const LEAST_WORDS: u32 = 8;

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let introduces = class!("quote-introduction");
    for quotation in &article.facts().quotations.all {
        if quotation.words < LEAST_WORDS || quotation.kind != QuotationKind::Speech {
            continue;
        }
        let block_id = document.block_at(quotation.span.start());
        let Some(block) = document.blocks.get(block_id) else { continue };
        if !block.is_running_text()
            || block.quote_depth > 0
            || article.is_masked(block_id)
            || block.sentences.is_empty()
        {
            continue;
        }
        let first = document.sentence_at(quotation.span.start());
        let last = document.sentence_at(quotation.span.end().saturating_sub(1)).max(first);
        // The speaker may stand in the paragraph before or behind.
        let near = first.saturating_sub(1)..(last + 2).min(document.sentences.len());
        let heading =
            |id: usize| matches!(document.blocks[document.sentences[id].block].kind, BlockKind::Heading { .. });
        let is_introduced = near.clone().filter(|id| !heading(*id)).any(|id| {
            evidence.is_sourced(id)
                || evidence.has(id, introduces)
                || article.facts().attributions.institutions.binary_search_by_key(&id, |source| source.sentence).is_ok()
        });
        let before = document.text(ProseSpan::new(block.prose.start(), quotation.span.start())).trim_end();
        let after = document.text(ProseSpan::new(quotation.span.end(), block.prose.end())).trim_start();
        // "…: “”", "“” – Ana Lopez", "“” (Lopez, 2019)", and the name on the next line.
        let next = document.blocks.get(block_id + 1).map_or("", |next| document.text(next.prose));
        let credited = before.ends_with(':')
            || after.starts_with(['-', '–', '—', '('])
            || after.is_empty() && next.starts_with(['–', '—']);
        if is_introduced || credited || is_personal(document.text(quotation.inner)) {
            continue;
        }
        let message = format!("a quotation of {} words, and nothing says whose they are", quotation.words);
        findings.push(
            Diagnostic::new("quote-unattributed", article.span(quotation.span), message)
                .claim(article.span(quotation.span)),
        );
    }
}

/// Dialogue: someone speaks to someone, thinks aloud or tells their own story.
fn is_personal(words: &str) -> bool {
    let own =
        words.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "I" | "my" | "My" | "me" | "myself"));
    own || words.trim_end().ends_with(['?', '!'])
        || ["You ", "Your ", "Do ", "Don", "Please", "Can "].iter().any(|start| words.starts_with(start))
}
