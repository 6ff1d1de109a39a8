//! Who is said to have said it: named people, identified studies, institutions that are only named.
//!
//! People and studies are recognised generously, because they make rules silent; institutions strictly, because
//! naming one without a link is what a rule reports.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::date;
use super::identifier::{Identifier, IdentifierKind};
use super::institution::{self, InstitutionKind, Mention};
use super::quotation::{QuotationKind, Quotations};
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::lexicon::{ClassId, Lexicon};
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
        let surnames = reader.surnames();
        for (id, sentence) in document.sentences.iter().enumerate() {
            let tokens = document.tokens_of(sentence);
            let names = reader.names(tokens);
            found.people[id] = reader.has_speaker(tokens, &names, &surnames);
            found.studies[id] = reader.identifies_study(tokens, &names);
            reader.institutions(id, tokens, &mut found.institutions);
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
        for (study, sentence) in found.studies.iter_mut().zip(&document.sentences) {
            *study |= reader.names_dated_work(document.tokens_of(sentence));
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

/// A name: its tokens within the sentence.
type Name = std::ops::Range<usize>;

struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    verb: ClassId,
    noun: ClassId,
    role: ClassId,
    publication: ClassId,
    dated_work: ClassId,
    number: ClassId,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        Self {
            document,
            lexicon,
            verb: lexicon.class("reporting-verb"),
            noun: lexicon.class("institution-noun"),
            role: lexicon.class("author-role"),
            publication: lexicon.class("publication-verb"),
            dated_work: lexicon.class("dated-work"),
            number: lexicon.class("number-word"),
        }
    }

    fn text(&self, token: &Token) -> &'a str {
        self.document.token_text(token)
    }

    fn is_verb(&self, token: &Token) -> bool {
        token.is_word() && self.lexicon.is(token.word, self.verb)
    }

    fn begins(&self, tokens: &[Token], at: usize, class: ClassId) -> bool {
        tokens[at].is_word() && self.lexicon.member_at(self.document, tokens, at, class).is_some()
    }

    fn has_verb(&self, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.begins(tokens, at, self.verb))
    }

    /// Runs of two and more capitalised words that are no institution, and words behind a title ("Dr Lopez").
    fn names(&self, tokens: &[Token]) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(institution) = institution::at(self.document, self.lexicon, tokens, at) {
                at = institution.end;
                continue;
            }
            let title = self.is_title(&tokens[at]);
            let start = at
                + usize::from(title)
                + usize::from(title && tokens.get(at + 1).is_some_and(|next| self.text(next) == "."));
            let mut end = start;
            while let Some(token) = tokens.get(end) {
                let initial_stop = self.text(token) == "."
                    && end > start
                    && tokens[end - 1].end() - tokens[end - 1].start() <= 2
                    && end + 1 < tokens.len();
                let particle = end > start
                    && matches!(
                        self.text(token),
                        "de" | "van" | "von" | "der" | "den" | "la" | "al" | "bin" | "’" | "'" | "-"
                    )
                    && tokens.get(end + 1).is_some_and(|next| next.has(TokenFlags::CAPITALIZED));
                if !(initial_stop
                    || particle
                    || token.is_word() && token.has(TokenFlags::CAPITALIZED) && !self.is_no_name(token, end == 0))
                {
                    break;
                }
                end += 1;
            }
            let words = end.saturating_sub(start);
            let is_institution = tokens
                .get(start..end)
                .is_some_and(|run| run.iter().any(|token| self.lexicon.is(token.word, self.noun)));
            if (words >= 2 || title && words == 1) && !is_institution {
                names.push(start..end);
            }
            at = end.max(at + 1);
        }
        names
    }

    fn is_title(&self, token: &Token) -> bool {
        matches!(
            self.text(token).trim_end_matches('.'),
            "Dr" | "Drs"
                | "Prof"
                | "Professor"
                | "Mr"
                | "Mrs"
                | "Ms"
                | "Sir"
                | "Dame"
                | "Sen"
                | "Gov"
                | "Rep"
                | "Doctor"
                | "President"
                | "Minister"
                | "Secretary"
                | "Commissioner"
        )
    }

    /// Capitalised words that are not part of a person's name.
    fn is_no_name(&self, token: &Token, opens: bool) -> bool {
        let text = self.text(token);
        token.has(TokenFlags::UPPER) && text.len() > 3
            || opens && self.lexicon.is(token.word, self.number)
            || opens
                && matches!(
                    text,
                    "The"
                        | "A"
                        | "An"
                        | "In"
                        | "But"
                        | "And"
                        | "For"
                        | "This"
                        | "That"
                        | "These"
                        | "Those"
                        | "It"
                        | "While"
                        | "When"
                        | "If"
                        | "As"
                        | "According"
                        | "However"
                        | "Although"
                        | "After"
                        | "Before"
                        | "At"
                        | "On"
                        | "Since"
                        | "Last"
                        | "Both"
                        | "Most"
                        | "Some"
                        | "Many"
                        | "Researchers"
                        | "Scientists"
                        | "Doctors"
                        | "Experts"
                        | "Studies"
                        | "Study"
                )
            || date::MONTHS.contains(&text)
            || date::WEEKDAYS.contains(&text)
            || matches!(
                text,
                "United"
                    | "States"
                    | "Kingdom"
                    | "New"
                    | "South"
                    | "North"
                    | "West"
                    | "East"
                    | "American"
                    | "Americans"
                    | "British"
                    | "European"
                    | "National"
                    | "I"
            )
    }

    /// Last names of people who are introduced with a title or speak somewhere.
    fn surnames(&self) -> FxHashSet<&'a str> {
        let mut surnames = FxHashSet::default();
        for sentence in &self.document.sentences {
            let tokens = self.document.tokens_of(sentence);
            let speaks = self.has_verb(tokens);
            for name in self.names(tokens) {
                let introduced = name.start > 0
                    && (self.is_title(&tokens[name.start - 1]) || self.text(&tokens[name.start - 1]) == ".")
                    || tokens.get(name.end).is_some_and(|next| self.text(next) == ",");
                if (speaks || introduced)
                    && let Some(last) = tokens.get(name.end - 1)
                {
                    surnames.insert(self.text(last));
                }
            }
        }
        surnames
    }

    fn has_speaker(&self, tokens: &[Token], names: &[Name], surnames: &FxHashSet<&str>) -> bool {
        if !self.has_verb(tokens) {
            return false;
        }
        let known = |token: &Token| token.is_word() && surnames.contains(self.text(token));
        let pronoun = || {
            tokens.windows(2).any(|pair| {
                let (first, second) = (self.text(&pair[0]), self.text(&pair[1]));
                let is_pronoun = |text: &str| matches!(text, "he" | "she" | "He" | "She");
                is_pronoun(first) && self.is_verb(&pair[1]) || is_pronoun(second) && self.is_verb(&pair[0])
            })
        };
        !names.is_empty() || tokens.iter().any(known) || !surnames.is_empty() && pronoun()
    }

    /// "published in the journal …", "lead author Ana Lopez", "the RECOVERY trial", "(J Hypothet Med, 2021)".
    fn identifies_study(&self, tokens: &[Token], names: &[Name]) -> bool {
        for (at, token) in tokens.iter().enumerate() {
            if !token.is_word() {
                continue;
            }
            if self.begins(tokens, at, self.role) && !names.is_empty() {
                return true;
            }
            if self.begins(tokens, at, self.publication) && self.is_placed(tokens, at) {
                return true;
            }
            if self.is_source_in_brackets(tokens, at) {
                return true;
            }
            let text = self.text(token);
            let capital = token.has(TokenFlags::CAPITALIZED);
            if text.eq_ignore_ascii_case("journal")
                && (at > 0 && tokens[at - 1].has(TokenFlags::CAPITALIZED)
                    || tokens.get(at + 1).is_some_and(|next| {
                        next.has(TokenFlags::CAPITALIZED) || matches!(self.text(next), "of" | "“" | "\"" | "‘")
                    }))
            {
                return true;
            }
            if matches!(text, "Study" | "Trial" | "Survey" | "Initiative" | "Cohort")
                && capital
                && at > 0
                && tokens[at - 1].has(TokenFlags::CAPITALIZED)
                && at > 1
            {
                return true;
            }
            let acronym =
                at > 0 && tokens[at - 1].has(TokenFlags::UPPER) && tokens[at - 1].end() - tokens[at - 1].start() > 3;
            if acronym && matches!(text, "trial" | "study" | "trials") {
                return true;
            }
            let journal = institution::at(self.document, self.lexicon, tokens, at)
                .and_then(|mention| mention.known)
                .is_some_and(|known| known.kind == InstitutionKind::Journal);
            if journal {
                return true;
            }
        }
        false
    }

    /// "a 2021 Cochrane review", "the 2019 statement by the AHA", "the CDC's 2022 report": an institution and a year.
    fn names_dated_work(&self, tokens: &[Token]) -> bool {
        (1..tokens.len()).any(|at| self.begins(tokens, at, self.dated_work) && self.is_dated(tokens, at))
    }

    fn is_dated(&self, tokens: &[Token], work: usize) -> bool {
        const REACH: usize = 4;
        let is_year = |at: usize| {
            tokens[at].is_number() && self.text(&tokens[at]).parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
        };
        let names = |at: usize| institution::at(self.document, self.lexicon, tokens, at).is_some();
        let Some(year) = (work.saturating_sub(REACH)..work).rev().find(|at| is_year(*at)) else { return false };
        let behind = tokens.get(work + 1).is_some_and(|next| matches!(self.text(next), "by" | "from" | "of" | "in"));
        let last = if behind { tokens.len().min(work + REACH) } else { work };
        (year.saturating_sub(REACH)..last).any(names)
    }

    /// "(Forbes, 10 February 2010)": brackets that open with a name and end with a year.
    fn is_source_in_brackets(&self, tokens: &[Token], at: usize) -> bool {
        let opens = at > 0
            && self.text(&tokens[at - 1]) == "("
            && tokens[at].has(TokenFlags::CAPITALIZED)
            && !self.is_no_name(&tokens[at], false);
        let close = || (at..tokens.len().min(at + 24)).find(|close| self.text(&tokens[*close]) == ")");
        opens
            && close().is_some_and(|close| {
                let year = self.text(&tokens[close - 1]);
                close > at + 1
                    && year.len() == 4
                    && (year.starts_with("19") || year.starts_with("20"))
                    && year.bytes().all(|byte| byte.is_ascii_digit())
            })
    }

    /// Whether "in", "at", "by" and a name follow a verb of publication.
    fn is_placed(&self, tokens: &[Token], verb: usize) -> bool {
        let window = &tokens[verb + 1..tokens.len().min(verb + 16)];
        window.iter().enumerate().any(|(at, token)| {
            let mut next = at + 1;
            while window
                .get(next)
                .is_some_and(|token| matches!(self.text(token), "the" | "journal" | "“" | "\"" | "‘" | "a" | "annual"))
            {
                next += 1;
            }
            matches!(self.text(token), "in" | "at" | "by" | "on")
                && window.get(next).is_some_and(|name| {
                    name.is_word() && name.has(TokenFlags::CAPITALIZED) && !self.is_no_name(name, false)
                })
        })
    }

    fn institutions(&self, id: usize, tokens: &[Token], found: &mut Vec<NamedSource>) {
        let mut at = 0;
        while at < tokens.len() {
            let Some(mention) = institution::at(self.document, self.lexicon, tokens, at) else {
                at += 1;
                continue;
            };
            let end = mention.end;
            if let Some((form, span)) = self.form(tokens, at, &mention) {
                found.push(NamedSource { sentence: id, form, mention, span });
            }
            at = end.max(at + 1);
        }
    }

    fn form(&self, tokens: &[Token], at: usize, mention: &Mention) -> Option<(Form, ProseSpan)> {
        let word = |index: usize| tokens.get(index).map_or("", |token| self.text(token));
        let before = if at > 0 && matches!(word(at - 1), "the" | "The" | "a") { at - 1 } else { at };
        let back = |count: usize| before.checked_sub(count).map_or("", |index| word(index));
        if back(1) == "to" && back(2).eq_ignore_ascii_case("according") {
            return Some((Form::AccordingTo, ProseSpan::new(tokens[before - 2].start(), mention.span.end())));
        }
        // "(The National Institute on Drug Abuse)", "(CDC, 2020)".
        if back(1) == "(" {
            let mut close = mention.end;
            if word(close) == "," && tokens.get(close + 1).is_some_and(|token| token.kind == TokenKind::Number) {
                close += 2;
            }
            // An abbreviation in brackets explains the name before it.
            let abbreviates = before >= 2
                && tokens[mention.end - 1].has(TokenFlags::UPPER)
                && tokens[before - 2].is_word()
                && tokens[before - 2].has(TokenFlags::CAPITALIZED);
            if word(close) == ")" && !abbreviates {
                return Some((Form::Parenthesis, ProseSpan::new(tokens[before - 1].start(), tokens[close].end())));
            }
            return None;
        }
        // "(NIDA)" between a name and its verb is skipped.
        let mut next = mention.end;
        if word(next) == "(" && word(next + 2) == ")" {
            next += 3;
        }
        let from_institution = matches!(back(1), "of" | "at" | "from" | "with" | "in" | "by" | "for" | "to" | "and");
        if !from_institution
            && tokens.get(next).is_some_and(|token| is_assertion(self.text(token)))
            && word(next + 1) != "in"
        {
            return Some((Form::Says, ProseSpan::new(mention.span.start(), tokens[next].end())));
        }
        let data = |index: usize| {
            let word = word(index).to_ascii_lowercase();
            matches!(&*word, "data" | "figures" | "statistics" | "estimates" | "numbers" | "surveys")
        };
        let finds = || tokens.get(next + 1).is_some_and(|token| is_assertion(self.text(token)));
        if !from_institution && (data(next) || matches!(word(next), "report" | "survey" | "analysis") && finds()) {
            return Some((Form::Data, ProseSpan::new(mention.span.start(), tokens[next].end())));
        }
        if matches!(back(1), "from" | "by") && before >= 2 && data(before - 2) {
            return Some((Form::Data, ProseSpan::new(tokens[before - 2].start(), mention.span.end())));
        }
        // "…, says the NIDA."
        let closes = matches!(word(next), "" | "." | "," | ";");
        if closes && matches!(back(1), "says" | "said" | "reports" | "estimates" | "notes") && back(2) == "," {
            return Some((Form::Says, ProseSpan::new(tokens[before - 1].start(), mention.span.end())));
        }
        None
    }
}

/// Verbs with which an institution vouches for a fact. "Recommends" and "announced" are acts of its own.
fn is_assertion(verb: &str) -> bool {
    matches!(
        verb,
        "says"
            | "said"
            | "states"
            | "stated"
            | "reports"
            | "reported"
            | "estimates"
            | "estimated"
            | "notes"
            | "noted"
            | "writes"
            | "wrote"
            | "claims"
            | "claimed"
            | "found"
            | "finds"
            | "explains"
            | "warns"
            | "concludes"
            | "concluded"
    )
}
