//! A section on the signs of an emergency should say how to get help.

use std::cell::LazyCell;

use super::helplines::{self, Helpline, holds_word_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{BlockId, Document};
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::ProseSpan;

const RULE: &str = "overdose-without-emergency";

/// A section of fewer words is a stub, or leads to another.
const LEAST_WORDS: usize = 25;

/// Looks at the sections whose heading names an emergency and its signs or course.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let lines: LazyCell<Vec<ProseSpan>, _> = LazyCell::new(|| {
        let serves = |line: &Helpline| line.topics.iter().any(|topic| topic == "emergency" || topic == "poisoning");
        helplines::given(article).iter().filter(|given| serves(given.line)).map(|given| given.prose).collect()
    });
    let first_help = LazyCell::new(|| {
        document.sentences.iter().position(|sentence| holds_word_of(article, sentence, class!("emergency-help")))
    });
    let headings = document.blocks.iter().enumerate().filter(|(_, block)| block.is_heading());
    for (id, heading) in headings {
        let Some(title) = document.sentences_of(heading).first() else { continue };
        if !holds_word_of(article, title, class!("emergency-topic"))
            || !holds_word_of(article, title, class!("emergency-aspect"))
            || holds_word_of(article, title, class!("emergency-exception"))
        {
            continue;
        }
        let section = section(document, id);
        let is_long_enough = document.text(section).split_whitespace().count() >= LEAST_WORDS;
        let sentences = document.sentence_at(section.start())..=document.sentence_at(section.end());
        let says_how = document.sentences[sentences]
            .iter()
            .any(|sentence| holds_word_of(article, sentence, class!("emergency-help")));
        // The number may stand above, where the article opens with it.
        let has_number = lines.iter().any(|line| line.start() < section.end());
        // So may the advice to get help.
        let is_announced = first_help.is_some_and(|first| first < heading.sentences.start);
        if !is_long_enough || says_how || has_number || is_announced {
            continue;
        }
        let number = Helpline::open_for(article.settings().market, "emergency")
            .first()
            .map_or("the emergency number", |line| line.number.as_str());
        let span = article.span(heading.prose);
        let message = format!("the section tells the signs but not what to do: say to call {number} at once");
        findings.push(Diagnostic::new(RULE, span, message).severity(Severity::Warning));
    }
}

/// The prose under a heading, up to the next one.
fn section(document: &Document, heading: BlockId) -> ProseSpan {
    let start = document.blocks[heading].prose.end();
    let rest = &document.blocks[heading + 1..];
    let end = rest.iter().take_while(|block| !block.is_heading()).last().map_or(start, |block| block.prose.end());
    ProseSpan::new(start, end.max(start))
}
