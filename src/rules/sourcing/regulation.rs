//! `uncited-regulatory-claim`: an approval, clearance, recall or ban without a source and a date. The phrases of the
//! card find the status; here it is judged whether it is stated as a fact, and whether the text says since when.

use super::evidence::Evidence;
use crate::diagnostic::Diagnostic;
use crate::lexicon::class;
use crate::rules::Article;
use crate::rules::phrase::{self, Hit};

/// Words before the status within which "must", "until", "ask whether" makes it no statement.
const REACH: usize = 8;

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let hits: Vec<&Hit> = article.hits("uncited-regulatory-claim").collect();
    for of_sentence in hits.chunk_by(|a, b| a.sentence == b.sentence) {
        // One finding a sentence, at the first status; a law only where nothing is said of a product.
        let of_law = |hit: &&&Hit| phrase::of(article, hit).severity.is_some();
        let Some(hit) = of_sentence.iter().min_by_key(|hit| (of_law(hit), hit.report.start)) else { continue };
        let sentence = &document.sentences[hit.sentence];
        let place = document.prose_of(sentence, hit.report.clone());
        if !evidence.is_considered(sentence)
            || is_supposed(article, hit)
            || article.lexicon().stands_in(document, sentence, class!("day-of-news"))
            || evidence.neighbours(hit.sentence).any(|near| article.facts().is_cited(near))
            || evidence.is_sourced(hit.sentence)
            || evidence.is_boilerplate(&document.blocks[sentence.block])
            || evidence.is_not_asserted(hit.sentence)
            || article.facts().quotations.holds(place)
        {
            continue;
        }
        findings.push(phrase::diagnostic(article, hit));
    }
}

/// "Ask whether the drug is approved", "must be approved", "until the FDA has cleared it": no status that it has.
fn is_supposed(article: &Article<'_>, hit: &Hit) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let sentence = &document.sentences[hit.sentence];
    let tokens = document.tokens_of(sentence);
    let from = hit.report.start.saturating_sub(REACH);
    let ends_part = |at: &usize| matches!(document.token_text(&tokens[*at]), "." | ";");
    let from = (from..hit.report.start).rev().find(ends_part).map_or(from, |at| at + 1);
    lexicon
        .places(document, sentence, class!("status-supposed"))
        .any(|cue| from <= cue.start && cue.end <= hit.report.start)
}
