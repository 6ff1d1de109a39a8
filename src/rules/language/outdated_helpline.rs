//! Lines that have closed, or whose number has been replaced.

use super::helplines::{self, Helpline};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::Block;
use crate::lexicon::class;
use crate::rules::Article;

const RULE: &str = "outdated-helpline";

/// Looks for numbers of the past, unless the text says that they are, or was written when they still were current.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let editorial = &article.facts().editorial;
    let stated = [&editorial.updated, &editorial.reviewed, &editorial.published];
    let written = stated.into_iter().flatten().map(|stated| stated.value.last()).max();
    for phone in &article.facts().phones {
        let Some(line) = Helpline::by_digits(&phone.digits) else { continue };
        let Some(until) = line.closed() else { continue };
        if article.settings().today.or(written).is_some_and(|today| today < until) {
            continue;
        }
        let sentence = &document.sentences[document.sentence_at(phone.prose.start())];
        let block = &document.blocks[sentence.block];
        let new = line.replaced_by.as_deref().unwrap_or_default();
        if is_given(article, block, new) || helplines::holds_word_of(article, sentence, class!("history-cue")) {
            continue;
        }
        let fate = if line.still_routes { "has been replaced" } else { "has closed" };
        let span = article.span(phone.prose);
        let message = format!("{} {fate} ({}): give {new}", line.name, until.strftime("%B %Y"));
        let mut finding = Diagnostic::new(RULE, span, message).group(line.digits());
        if !new.is_empty() {
            finding = finding.suggest(Suggestion::r#unsafe(span, new));
        }
        findings.push(finding);
    }
}

/// Whether the block prints the new number.
fn is_given(article: &Article<'_>, block: &Block, number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let text = article.document().text(block.prose);
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    !digits.is_empty() && plain.contains(&digits)
}
