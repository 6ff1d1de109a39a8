//! Who is said to have said it: named people, identified studies, institutions that are only named.
//!
//! People and studies are recognised generously, because they make rules silent; institutions strictly, because
//! naming one without a link is what a rule reports.

mod institutions;
mod people;
mod studies;

use serde::Serialize;

use super::identifier::{Identifier, IdentifierKind};
use super::institution::{Mention, Mentions};
use super::quotation::{QuotationKind, Quotations};
use crate::document::{Document, Token};
use crate::lexicon::{ClassId, Lexicon, WordId, class};
use crate::span::ProseSpan;

/// How an institution is brought in as a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// "according to the NIDA".
    AccordingTo,
    /// "The NIDA states".
    Says,
    /// "(National Institute on Drug Abuse)" behind what it is to prove.
    Parenthesis,
    /// "NIDA data show", "figures from the NIDA".
    Data,
}

/// An institution or journal that is named as a source.
#[derive(Clone, Debug)]
pub struct NamedSource {
    /// The sentence.
    pub sentence: usize,
    /// How.
    pub form: Form,
    /// Which.
    pub mention: Mention,
    /// Name with the words that bring it in ("according to the NIDA"), or the parenthesis.
    pub span: ProseSpan,
}

/// Attributions of a document.
#[derive(Clone, Debug, Default)]
pub struct Attributions {
    /// Institutions named as sources, in order.
    pub institutions: Vec<NamedSource>,
    /// By sentence: whether a named person is its source.
    people: Vec<bool>,
    /// By sentence: whether it tells which study it speaks of.
    studies: Vec<bool>,
    /// Whether any sentence does.
    any_study: bool,
}

impl Attributions {
    /// Reads the attributions of a segmented document.
    pub fn find(document: &Document, lexicon: &Lexicon, quotations: &Quotations, identifiers: &[Identifier]) -> Self {
        let reader = Reader::new(document, lexicon);
        let mut found = Self {
            people: vec![false; document.sentences.len()],
            studies: vec![false; document.sentences.len()],
            ..Self::default()
        };
        let names = reader.names();
        let surnames = reader.surnames(&names);
        for sentence in 0..document.sentences.len() {
            found.people[sentence] = reader.has_speaker(sentence, &names, &surnames);
            found.studies[sentence] = reader.identifies_study(sentence, &names);
            reader.institutions(sentence, &mut found.institutions);
        }
        for identifier in identifiers {
            let names_study = matches!(
                identifier.kind,
                IdentifierKind::Doi | IdentifierKind::Pmid | IdentifierKind::Pmcid | IdentifierKind::Arxiv
            );
            if (names_study || identifier.kind.is_trial()) && !found.studies.is_empty() {
                found.studies[document.sentence_at(identifier.span.start())] = true;
            }
        }
        found.any_study = found.studies.contains(&true);
        // What an institution published covers the sentence that names it; no text is a report of it as of one study.
        for (sentence, study) in found.studies.iter_mut().enumerate() {
            *study |= reader.names_dated_work(sentence);
        }
        found.spread_over_speech(document, quotations);
        found
    }

    /// Whether a named person says it.
    pub fn is_spoken(&self, sentence: usize) -> bool {
        self.people.get(sentence).copied().unwrap_or(false)
    }

    /// Whether the sentence tells which study it speaks of.
    pub fn names_study(&self, sentence: usize) -> bool {
        self.studies.get(sentence).copied().unwrap_or(false)
    }

    /// Whether any sentence tells which study the text is about.
    pub fn any_study(&self) -> bool {
        self.any_study
    }

    /// A speech of several sentences has one speaker, named before, within or behind it; one that is a paragraph of its
    /// own may have its speaker in the paragraph beside it. What an institution says has no speaker.
    fn spread_over_speech(&mut self, document: &Document, quotations: &Quotations) {
        for quotation in &quotations.all {
            if !matches!(quotation.kind, QuotationKind::Speech | QuotationKind::Block) {
                continue;
            }
            let first = document.sentence_at(quotation.span.start());
            let last = document.sentence_at(quotation.span.end().saturating_sub(1)).max(first);
            let block = &document.blocks[document.block_at(quotation.span.start())];
            let by_institution = self.institutions.partition_point(|source| source.sentence < first);
            if self.institutions.get(by_institution).is_some_and(|source| source.sentence <= last) {
                continue;
            }
            let before = first
                .checked_sub(1)
                .filter(|before| block.sentences.contains(before) || quotation.span.start() == block.prose.start());
            let after = Some(last + 1)
                .filter(|after| block.sentences.contains(after) || quotation.span.end() == block.prose.end());
            let is_spoken = |id: usize| self.people.get(id).copied().unwrap_or(false);
            if (first..=last).chain(before).chain(after).any(is_spoken) {
                self.people[first..=last].fill(true);
            }
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    mentions: Mentions,
    he: WordId,
    she: WordId,
    journal: WordId,
    stop: WordId,
    open: WordId,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        Self {
            document,
            lexicon,
            mentions: Mentions::find(document, lexicon),
            he: lexicon.find("he"),
            she: lexicon.find("she"),
            journal: lexicon.find("journal"),
            stop: lexicon.find("."),
            open: lexicon.find("("),
        }
    }

    fn tokens(&self, sentence: usize) -> &'a [Token] {
        self.document.tokens_of(&self.document.sentences[sentence])
    }

    fn text(&self, token: &Token) -> &'a str {
        self.document.token_text(token)
    }

    fn begins(&self, tokens: &[Token], at: usize, class: ClassId) -> bool {
        tokens[at].is_word() && self.lexicon.member_at(self.document, tokens, at, class).is_some()
    }

    fn has_verb(&self, sentence: usize) -> bool {
        let tokens = self.tokens(sentence);
        self.document.sentences[sentence].classes.may_hold(class!("reporting-verb"))
            && (0..tokens.len()).any(|at| self.begins(tokens, at, class!("reporting-verb")))
    }
}
