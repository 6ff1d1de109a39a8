//! Numbers that readers in a crisis are told to call and that are no public line: often a sales desk.

use super::crisis;
use super::helplines::{Helpline, holds_word_of, speaks_of_calling};
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Sentence};
use crate::facts::phone::{Phone, national};
use crate::lexicon::class;
use crate::rules::Article;

const RULE: &str = "commercial-helpline";

/// From so many mentions of a crisis on the whole article is taken to be about it.
const MENTIONS: usize = 3;

/// Looks for such numbers; where the text says later that calls are paid for, the finding points there.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let facts = article.facts();
    let mut unknown = facts.phones.iter().filter(|phone| phone.is_subscriber() && !is_known(article, phone)).peekable();
    if unknown.peek().is_none() {
        return;
    }
    let is_article_about_it =
        crisis::topics(article).iter().any(|topic| topic.in_heading || topic.mentions >= MENTIONS);
    let disclosure = document.sentences.iter().find(|sentence| holds_word_of(article, sentence, class!("paid-call")));
    for phone in unknown {
        let number = document.sentence_at(phone.prose.start());
        let sentence = &document.sentences[number];
        let block = &document.blocks[sentence.block];
        let is_disclosed = disclosure.is_some_and(|said| said.prose.start() <= sentence.prose.start());
        if is_disclosed
            || !(is_article_about_it || crisis::is_about_crisis(article, block))
            || !is_urged(article, number, sentence)
            || is_contact(article, block)
        {
            continue;
        }
        let printed = document.text(phone.prose);
        let paid = if disclosure.is_some() { ", and only later is it said that the calls are paid for" } else { "" };
        let message = format!("readers are told to call {printed}, which is no public helpline{paid}");
        let mut finding = Diagnostic::new(RULE, article.span(phone.prose), message).group(national(&phone.digits));
        if let Some(said) = disclosure {
            finding = finding.related(article.span(said.prose), "here it is said who answers");
        }
        findings.push(finding);
    }
}

fn is_known(article: &Article<'_>, phone: &Phone) -> bool {
    let same = |own: &String| {
        let digits: String = own.chars().filter(char::is_ascii_digit).collect();
        national(&digits) == phone.national()
    };
    Helpline::by_digits(&phone.digits).is_some() || article.settings().publisher.phones.iter().any(same)
}

/// Whether this sentence or the one before it tells readers to call.
fn is_urged(article: &Article<'_>, number: usize, sentence: &Sentence) -> bool {
    let document = article.document();
    let before = number.checked_sub(1).map(|before| &document.sentences[before]);
    speaks_of_calling(article, sentence)
        || before.is_some_and(|before| before.block == sentence.block && speaks_of_calling(article, before))
        || document.text(document.blocks[sentence.block].prose).len() <= 60
}

/// Whether the block is about reaching an office: appointments, the press, opening hours.
fn is_contact(article: &Article<'_>, block: &Block) -> bool {
    article
        .document()
        .sentences_of(block)
        .iter()
        .any(|sentence| holds_word_of(article, sentence, class!("contact-cue")))
}
