//! Reading level: the Flesch-Kincaid grade (Kincaid et al. 1975) with words of the rules' own lists counted as two
//! syllables, because names of drugs and diseases say nothing about the prose around them.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Sentence};
use crate::rules::Article;

/// Syllables a listed term counts for.
const TERM_SYLLABLES: usize = 2;

/// `readability-over-target`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let options = article.options("readability-over-target");
    let sentences: Vec<&Sentence> = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(id, block)| block.is_running_text() && !article.is_masked(*id))
        .flat_map(|(_, block)| document.sentences_of(block))
        .collect();
    if sentences.len() < usize::try_from(options.integer("min-sentences")).unwrap_or(0) {
        return;
    }
    let (mut words, mut syllables) = (0_usize, 0_usize);
    for token in sentences.iter().flat_map(|sentence| document.tokens_of(sentence)).filter(|token| token.is_word()) {
        words += 1;
        let text = document.token_text(token);
        let counted = count_syllables(text);
        let is_term = token.word.is_known() && counted > 3;
        syllables += if is_term { TERM_SYLLABLES } else { counted };
    }
    if words == 0 {
        return;
    }
    let grade = grade(words, sentences.len(), syllables);
    let target = options.number("target-grade");
    if grade <= target {
        return;
    }
    let mut longest = sentences;
    longest.sort_by_key(|sentence| std::cmp::Reverse(word_count(document, sentence)));
    let message = format!("reads at grade {grade:.1} (Flesch-Kincaid), over the target of {target}");
    let finding = Diagnostic::document("readability-over-target", message);
    findings.push(longest.iter().take(3).fold(finding, |finding, sentence| {
        let words = word_count(document, sentence);
        finding.related(article.span(sentence.prose), format!("{words} words in one sentence"))
    }));
}

fn word_count(document: &Document, sentence: &Sentence) -> usize {
    document.tokens_of(sentence).iter().filter(|token| token.is_word()).count()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn grade(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (words, sentences, syllables) = (words as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels, a silent final e not counted; at least one.
fn count_syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let mut groups = 0;
    let mut in_group = false;
    for c in lower.chars() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        groups += usize::from(vowel && !in_group);
        in_group = vowel;
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le")
        || lower.ends_with("es") && !lower.ends_with("ses")
        || lower.ends_with("ed") && !lower.ends_with("ted") && !lower.ends_with("ded");
    (groups - usize::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_syllables() {
        for (word, syllables) in [
            ("cat", 1),
            ("table", 2),
            ("made", 1),
            ("walked", 1),
            ("treated", 2),
            ("medicine", 3),
            ("you", 1),
            ("patients", 2),
        ] {
            assert_eq!(count_syllables(word), syllables, "{word}");
        }
    }
}
