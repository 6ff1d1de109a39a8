//! What counts as a source for a sentence, and what in a sentence needs one.
//!
//! A citation, a named person, a study that can be found by what the text says of it. The study that a release or a
//! news text is about covers its own figures once it is identified anywhere; background figures it does not cover.

use crate::document::{Block, Sentence, Token};
use crate::facts::quotation::QuotationKind;
use crate::facts::{Kind, Quantity, Stance};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;
use crate::span::ProseSpan;

/// Looks at the sentences of an article.
pub(super) struct Evidence<'a> {
    pub(super) article: &'a Article<'a>,
    background: ClassId,
    study_voice: ClassId,
    /// Whether the text is one that reports a study and links nothing: its figures are that study's.
    reports_study: bool,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(article: &'a Article<'a>) -> Self {
        let facts = article.facts();
        Self {
            article,
            background: class!("population-scope"),
            study_voice: class!("study-voice"),
            reports_study: facts.attributions.any_study() && facts.citations.markers.is_empty() && few_links(article),
        }
    }

    /// Sentences of running text that no residue masks, with their numbers.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (usize, &'a Sentence, &'a Block)> + use<'a> {
        let article = self.article;
        let document = article.document();
        document.sentences.iter().enumerate().filter_map(move |(id, sentence)| {
            let block = &document.blocks[sentence.block];
            (block.is_running_text() && !article.is_masked(sentence.block)).then_some((id, sentence, block))
        })
    }

    /// Whether the sentence is running text of the article.
    pub(super) fn is_considered(&self, sentence: &Sentence) -> bool {
        let block = &self.article.document().blocks[sentence.block];
        block.is_running_text() && !self.article.is_masked(sentence.block)
    }

    pub(super) fn tokens(&self, sentence: usize) -> &'a [Token] {
        let document = self.article.document();
        document.tokens_of(&document.sentences[sentence])
    }

    pub(super) fn text(&self, sentence: usize) -> &'a str {
        let document = self.article.document();
        document.text(document.sentences[sentence].prose)
    }

    /// Whether any member of `class` stands in the sentence.
    pub(super) fn has(&self, sentence: usize, class: ClassId) -> bool {
        let document = self.article.document();
        self.article.lexicon().stands_in(document, &document.sentences[sentence], class)
    }

    /// The sentences next to it in the same block.
    pub(super) fn neighbours(&self, sentence: usize) -> impl Iterator<Item = usize> + use<'a> {
        let document = self.article.document();
        let block = document.blocks[document.sentences[sentence].block].sentences.clone();
        let before = sentence.checked_sub(1).filter(|before| block.contains(before));
        let after = Some(sentence + 1).filter(|after| block.contains(after));
        before.into_iter().chain(after)
    }

    /// Whether a reader can find out where the sentence comes from.
    pub(super) fn is_sourced(&self, sentence: usize) -> bool {
        let facts = self.article.facts();
        facts.is_cited(sentence)
            || facts.attributions.is_spoken(sentence)
            || facts.attributions.names_study(sentence)
            || self.neighbours(sentence).any(|near| facts.attributions.names_study(near))
            || self.reports_study && (self.has(sentence, self.study_voice) || !self.has(sentence, self.background))
    }

    /// Whether the text reports one study that it identifies, without linking what it says.
    pub(super) fn reports_study(&self) -> bool {
        self.reports_study
    }

    /// Whether it belongs to a block in which the issuer speaks of itself ("About the clinic", "Media contact").
    pub(super) fn is_boilerplate(&self, block: &Block) -> bool {
        let document = self.article.document();
        // "About Oak Clinic", but not "About Migraine".
        let is_topic = |block: &Block| {
            let has = |class: ClassId| block.sentences.clone().any(|id| self.has(id, class));
            let topics = [class!("disease"), class!("symptom"), class!("treatment")];
            block.is_heading() && topics.into_iter().any(has) && !has(class!("institution-noun"))
        };
        let starts = |block: &Block| {
            let text = document.text(block.prose);
            let about = text
                .strip_prefix("About ")
                .or_else(|| text.strip_prefix("ABOUT "))
                .is_some_and(|name| name.starts_with(char::is_uppercase) || name.starts_with("the "));
            about && !is_topic(block)
                || [
                    "Contact",
                    "Media contact",
                    "Media Contact",
                    "Funding",
                    "Disclosure",
                    "Note to editors",
                    "Notes to editors",
                    "Source:",
                    "###",
                ]
                .iter()
                .any(|start| text.starts_with(start))
        };
        starts(block) || block.heading.is_some_and(|heading| starts(&document.blocks[heading]))
    }

    /// Whether the sentence asks, supposes, or goes on from one that did ("Imagine 100 people. Of these, …").
    pub(super) fn is_not_asserted(&self, sentence: usize) -> bool {
        let supposes = |text: &str| {
            ["Imagine", "Suppose", "Say ", "Let’s say", "Let's say"].iter().any(|start| text.starts_with(start))
        };
        let text = self.text(sentence);
        let document = self.article.document();
        let block = document.blocks[document.sentences[sentence].block].sentences.clone();
        text.trim_end().ends_with('?')
            || text.starts_with("If ")
            || text.starts_with("Myth")
            || (block.start..=sentence).rev().take(3).any(|near| supposes(self.text(near)))
    }

    /// Whether the sentence tells the reader what to do or to aim for, or tells of one person: its percentages and prices
    /// are no findings about the world.
    pub(super) fn is_advice_or_story(&self, sentence: usize) -> bool {
        let tokens = self.tokens(sentence);
        let lexicon = self.article.lexicon();
        let opens_with_verb = tokens.first().is_some_and(|first| lexicon.is(first.word, class!("base-verb")));
        let goes_on = ["of", "in", "is", "was", "are", "were", "has", "and", "falls", "rises"];
        let commands = opens_with_verb && !self.is_any(sentence, 1, &goes_on);
        let addresses = |at: usize| {
            let risk = ["risk", "chance", "chances", "odds", "likelihood"];
            self.is_any(sentence, at, &["your"]) && !self.is_any(sentence, at + 1, &risk)
                || self.is_any(sentence, at, &["you"]) && self.is_any(sentence, at + 1, &["should", "must", "need"])
        };
        commands
            || self.tells_of_one(sentence)
            || (0..tokens.len()).any(addresses)
            || self.has(sentence, class!("target-word"))
    }

    /// Whether the sentence tells of one person, or of what the reader's own doctor does.
    pub(super) fn tells_of_one(&self, sentence: usize) -> bool {
        (0..self.tokens(sentence).len()).any(|at| {
            self.is_any(sentence, at, &["he", "she", "his", "her", "i", "my"])
                || self.is_any(sentence, at, &["your"]) && self.is_any(sentence, at + 1, &["doctor", "gp", "clinician"])
        })
    }

    /// Whether the token `at` is one of some words, in any case.
    fn is_any(&self, sentence: usize, at: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens(sentence).get(at) else { return false };
        let text = self.article.document().token_text(token);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// A quotation of someone's words that begins in or runs over the sentence.
    pub(super) fn speech(&self, sentence: usize) -> Option<ProseSpan> {
        let span = self.article.document().sentences[sentence].prose;
        let quotations = &self.article.facts().quotations;
        let of_words = |kind| matches!(kind, QuotationKind::Speech | QuotationKind::Block);
        let starting = quotations.starting_in(span).iter().find(|quotation| of_words(quotation.kind));
        starting
            .or_else(|| quotations.around(span).filter(|quotation| of_words(quotation.kind)))
            .map(|quotation| quotation.span)
    }

    /// Figures about people, cases, deaths, survival or the cost of care that the author states.
    pub(super) fn figures(&self, sentence: usize) -> Vec<&'a Quantity> {
        let quantities = self.article.facts().quantities.in_sentence(sentence);
        quantities.iter().filter(|quantity| is_stated(quantity) && self.is_about_people(quantity)).collect()
    }

    fn is_about_people(&self, quantity: &Quantity) -> bool {
        let lexicon = self.article.lexicon();
        let population = class!("population-noun");
        let document = self.article.document();
        let may_count = document.sentences[quantity.sentence].classes.may_hold(population);
        let counts_people = || {
            let tokens = self.tokens(quantity.sentence);
            let end = quantity.span.end();
            // The noun may stand a few words behind: "12,000 new cases", "1.3 % of 12th graders".
            let first = tokens.partition_point(|token| token.start() < end);
            let near = first..tokens.len().min(first + 6);
            let stop = near
                .clone()
                .find(|at| matches!(document.token_text(&tokens[*at]), "," | ";" | ":" | ")" | "." | "—" | "–"));
            (near.start..stop.unwrap_or(near.end))
                .any(|at| lexicon.member_at(document, tokens, at, population).is_some())
        };
        let is_about_them = match quantity.kind {
            Kind::Rate => true,
            Kind::Share => may_count && (counts_people() || self.has(quantity.sentence, population)),
            Kind::Count => may_count && counts_people(),
            _ => false,
        };
        is_about_them && !self.has(quantity.sentence, class!("own-size"))
    }
}

/// Whether the text is one that was not written with links: a release has one to its paper and to its issuer at most.
fn few_links(article: &Article<'_>) -> bool {
    const MOST: usize = 2;
    let pages = article.facts().citations.outward().filter(|link| !link.address.is_home_page());
    pages.take(MOST + 1).count() <= MOST
}

/// Whether a figure is stated as a fact in the text's own words. One that is passed on from others still needs a source.
pub(super) fn is_stated(quantity: &Quantity) -> bool {
    !quantity.stance.has(Stance::HYPOTHETICAL) && !quantity.stance.has(Stance::QUOTED)
}
