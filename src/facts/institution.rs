//! Institutions and journals that a text names as its sources: those of the shipped list, and any run of capitals
//! that an institution's noun gives away ("Center for Sleep Research").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::sieve::Sieve;
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::lexicon::{ClassId, Lexicon, class, scan};
use crate::rules::data_table;
use crate::span::ProseSpan;

/// What an institution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InstitutionKind {
    /// Of a state or of states.
    Agency,
    /// Of a profession.
    Society,
    /// Charity or foundation.
    Charity,
    /// Hospital or university.
    Hospital,
    /// A journal.
    Journal,
}

/// A row of `rules/data/institutions.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Its full name.
    pub name: Box<str>,
    /// Its abbreviations, matched in capitals only.
    #[serde(default)]
    pub short: Vec<Box<str>>,
    /// Other names.
    #[serde(default)]
    pub also: Vec<Box<str>>,
    /// The domains it publishes under.
    pub domains: Vec<Box<str>>,
    /// What it is.
    pub kind: InstitutionKind,
    /// Where the row is from.
    pub source: Box<str>,
    /// When that was read.
    pub year: u16,
}

/// An institution as a text names it.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its row, if it is listed.
    pub known: Option<&'static Institution>,
    /// The name in the text, without an article.
    pub span: ProseSpan,
    /// The token behind it.
    pub end: usize,
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Institution>,
}

struct Name {
    text: &'static str,
    exact: bool,
    institution: &'static Institution,
}

/// All names.
struct Names {
    /// By their first word in lower case, longest first.
    by_word: FxHashMap<String, Vec<Name>>,
    first_words: Sieve,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    static TABLE: LazyLock<Table> = LazyLock::new(|| data_table!("institutions"));
    let mut by_word: FxHashMap<String, Vec<Name>> = FxHashMap::default();
    for institution in &TABLE.row {
        let long = std::iter::once(&institution.name).chain(&institution.also).map(|name| (name, false));
        let short = institution.short.iter().map(|name| (name, true));
        for (name, exact) in long.chain(short) {
            let name = name.strip_prefix("The ").unwrap_or(name);
            by_word.entry(first_word(name)).or_default().push(Name { text: name, exact, institution });
        }
    }
    for list in by_word.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
    }
    let first_words = Sieve::of(by_word.keys().map(String::as_str));
    Names { by_word, first_words }
});

fn first_word(text: &str) -> String {
    text.split([' ', '\u{a0}', '-', '\'', '’']).next().unwrap_or(text).trim_end_matches(',').to_lowercase()
}

/// The institutions that a document names, each with the token that it begins with. They may overlap: "Institute on Drug
/// Abuse" stands within "National Institute on Drug Abuse".
#[derive(Debug, Default)]
pub struct Mentions {
    all: Vec<(usize, Mention)>,
}

impl Mentions {
    /// Finds all institutions of a segmented document.
    pub fn find(document: &Document, lexicon: &Lexicon) -> Self {
        let noun = class!("institution-noun");
        let mut finder = Finder { document, lexicon, noun, folded: String::new() };
        let mut found = Self::default();
        for sentence in &document.sentences {
            let tokens = document.tokens_of(sentence);
            let has_noun = sentence.classes.may_hold(noun);
            for at in 0..tokens.len() {
                if let Some(mention) = finder.at(tokens, at, has_noun) {
                    found.all.push((sentence.tokens.start + at, mention));
                }
            }
        }
        found
    }

    /// The institution that begins with the token of this number in the document.
    pub fn at(&self, token: usize) -> Option<&Mention> {
        self.all.binary_search_by_key(&token, |(at, _)| *at).ok().map(|place| &self.all[place].1)
    }

    /// The institutions of a sentence, each with the token of the sentence that it begins with.
    pub fn of_sentence(&self, document: &Document, sentence: usize) -> impl Iterator<Item = (usize, &Mention)> {
        let tokens = document.sentences[sentence].tokens.clone();
        let from = self.all.partition_point(|(at, _)| *at < tokens.start);
        let inside = self.all[from..].iter().take_while(move |(at, _)| *at < tokens.end);
        inside.map(move |(at, mention)| (at - tokens.start, mention))
    }
}

/// The listed institutions that begin with one of `tokens`.
pub fn listed_in(document: &Document, tokens: &[Token]) -> Vec<&'static Institution> {
    let mut folded = String::new();
    (0..tokens.len())
        .filter(|at| may_begin(&tokens[*at]))
        .filter_map(|at| listed(document, tokens, at, &mut folded)?.known)
        .collect()
}

fn may_begin(token: &Token) -> bool {
    token.is_word() && (token.has(TokenFlags::CAPITALIZED) || token.has(TokenFlags::CAMEL))
}

struct Finder<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    noun: ClassId,
    folded: String,
}

impl Finder<'_> {
    fn at(&mut self, tokens: &[Token], at: usize, has_noun: bool) -> Option<Mention> {
        if !may_begin(&tokens[at]) {
            return None;
        }
        let by_noun = || if has_noun { by_noun(self.document, self.lexicon, self.noun, tokens, at) } else { None };
        listed(self.document, tokens, at, &mut self.folded).or_else(by_noun)
    }
}

fn listed(document: &Document, tokens: &[Token], at: usize, folded: &mut String) -> Option<Mention> {
    let token = &tokens[at];
    let text = document.token_text(token);
    if !NAMES.first_words.may_hold(text) {
        return None;
    }
    folded.clear();
    scan::fold(text, folded);
    let names = NAMES.by_word.get(folded.as_str())?;
    let rest = &document.prose.text()[token.start() as usize..tokens.last()?.end() as usize];
    names.iter().find_map(|name| {
        let length = matching_length(rest, name.text, name.exact)?;
        let end_byte = token.start() + length as u32;
        let end = at + tokens[at..].partition_point(|token| token.start() < end_byte);
        let span = ProseSpan::new(token.start(), end_byte);
        // "the agency's advice" names the agency.
        let tail = &document.prose.text()[end_byte as usize..tokens[end - 1].end().max(end_byte) as usize];
        matches!(tail, "" | "'s" | "’s" | "'" | "’").then_some(Mention { known: Some(name.institution), span, end })
    })
}

/// How many bytes of `text` spell `name`, typographic apostrophes and (unless `exact`) case folded.
fn matching_length(text: &str, name: &str, exact: bool) -> Option<usize> {
    let mut characters = text.char_indices();
    for wanted in name.chars() {
        let (_, found) = characters.next()?;
        let found = match found {
            '’' => '\'',
            '\u{a0}' => ' ',
            other => other,
        };
        if found != wanted && (exact || !found.eq_ignore_ascii_case(&wanted)) {
            return None;
        }
    }
    Some(characters.next().map_or(text.len(), |(at, _)| at))
}

/// A run of capitalised words, joined by "of", "for", "and", "on", "the", "&", that holds an institution's noun.
fn by_noun(document: &Document, lexicon: &Lexicon, class: ClassId, tokens: &[Token], at: usize) -> Option<Mention> {
    let is_name = |token: &Token| token.is_word() && token.has(TokenFlags::CAPITALIZED);
    if matches!(
        document.token_text(&tokens[at]),
        "The"
            | "A"
            | "An"
            | "This"
            | "In"
            | "At"
            | "On"
            | "For"
            | "Of"
            | "Our"
            | "Their"
            | "Each"
            | "Every"
            | "According"
            | "Thanks"
            | "Contrary"
            | "Compared"
            | "Due"
    ) {
        return None;
    }
    let mut end = at + 1;
    let mut has_noun = lexicon.is(tokens[at].word, class);
    while let Some(token) = tokens.get(end) {
        let mut next = end;
        if !is_name(token) {
            // At most two joining words, and a name behind them.
            while next - end < 2 && tokens.get(next).is_some_and(|token| joins(document, token)) {
                next += 1;
            }
            // "Anna Berg of Uppsala University": two names.
            let is_person = !has_noun && end - at == 2 && document.token_text(token) == "of";
            // "Although the National …": a sentence's first word is no part of the name behind its article.
            let is_opening = at == 0 && end == 1 && document.token_text(token) == "the";
            if next == end || is_person || is_opening || !tokens.get(next).is_some_and(is_name) {
                break;
            }
        }
        has_noun |= lexicon.is(tokens[next].word, class);
        end = next + 1;
    }
    let long_enough = end - at >= 2;
    (has_noun && long_enough).then(|| Mention {
        known: None,
        span: ProseSpan::new(tokens[at].start(), tokens[end - 1].end()),
        end,
    })
}

fn joins(document: &Document, token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => matches!(document.token_text(token), "of" | "for" | "and" | "on" | "the" | "in" | "to"),
        TokenKind::Symbol | TokenKind::Punct => matches!(document.token_text(token), "&" | "’" | "'" | "-"),
        _ => false,
    }
}
