//! The public helplines by market, and what an article gives of them.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::config::Market;
use crate::document::{Document, MarkKind, Sentence};
use crate::facts::address::Address;
use crate::facts::phone;
use crate::lexicon::{ClassId, class};
use crate::rules::{Article, data_table};
use crate::span::ProseSpan;

/// A line of `rules/data/helplines.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Helpline {
    /// Where it can be dialled.
    pub(super) markets: Vec<Market>,
    /// What it is for.
    pub(super) topics: Vec<String>,
    /// What it is called.
    pub(super) name: String,
    /// The number as usually printed.
    pub(super) number: String,
    /// Sites that lead to it.
    #[serde(default)]
    pub(super) domains: Vec<String>,
    /// The day on which it closed or was replaced, as ISO 8601.
    until: Option<String>,
    /// The number that took its place.
    pub(super) replaced_by: Option<String>,
    /// Whether calls still arrive.
    #[serde(default)]
    pub(super) still_routes: bool,
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Helpline>,
}

static HELPLINES: LazyLock<Vec<Helpline>> = LazyLock::new(|| {
    let table: Table = data_table!("helplines");
    table.row
});

/// A number of the article that is a known helpline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// The line.
    pub(super) line: &'static Helpline,
    /// Where its number stands.
    pub(super) prose: ProseSpan,
}

impl Helpline {
    /// All lines.
    pub(super) fn all() -> &'static [Self] {
        &HELPLINES
    }

    /// Lines of a market that answer today, for a topic, those made for it first.
    pub(super) fn open_for(market: Market, topic: &str) -> Vec<&'static Self> {
        let mut lines: Vec<&Self> = Self::all()
            .iter()
            .filter(|line| line.closed().is_none() && line.markets.contains(&market))
            .filter(|line| line.topics.iter().any(|of| of == topic))
            .collect();
        lines.sort_by_key(|line| line.topics.first().is_none_or(|first| first != topic));
        lines
    }

    /// The lines with these digits, in the order of the table.
    fn all_by_digits(digits: &str) -> &'static [&'static Self] {
        static BY_DIGITS: LazyLock<FxHashMap<String, Vec<&Helpline>>> = LazyLock::new(|| {
            let mut lines: FxHashMap<String, Vec<&Helpline>> = FxHashMap::default();
            for line in Helpline::all() {
                lines.entry(phone::national(&line.digits()).to_owned()).or_default().push(line);
            }
            lines
        });
        BY_DIGITS.get(digits).map_or(&[], Vec::as_slice)
    }

    /// The line with these digits, whatever the market: of several with one number the first of the table is meant.
    pub(super) fn by_digits(digits: &str) -> Option<&'static Self> {
        Self::all_by_digits(phone::national(digits)).first().copied()
    }

    /// The day on which it closed or was replaced.
    pub(super) fn closed(&self) -> Option<Date> {
        self.until.as_deref().and_then(|day| day.parse().ok())
    }

    /// Its digits only.
    pub(super) fn digits(&self) -> String {
        self.number.chars().filter(char::is_ascii_digit).collect()
    }

    /// Whether it is a crisis line rather than an information service.
    pub(super) fn is_for_crises(&self) -> bool {
        self.topics.iter().any(|topic| !matches!(topic.as_str(), "information" | "smoking" | "gambling"))
    }
}

/// The helplines whose numbers the article prints, in order. A number of three or four digits counts only near a word
/// for calling, and where two lines share a number that of the market does.
pub(super) fn given(article: &Article<'_>) -> Vec<Given> {
    let document = article.document();
    let market = article.settings().market;
    let long = article.facts().phones.iter().filter_map(|phone| {
        let digits = phone::national(&phone.digits);
        Some(Given { line: line_of(market, digits)?, prose: phone.prose })
    });
    let short = document.sentences.iter().flat_map(|sentence| {
        let tokens = document.tokens_of(sentence);
        let numbers = tokens.iter().filter(|token| token.is_number() && matches!(token.span().len(), 3 | 4));
        numbers.filter_map(move |token| {
            let line = line_of(market, document.token_text(token))?;
            speaks_of_calling(article, sentence).then_some(Given { line, prose: token.span() })
        })
    });
    let hyphenated = document.sentences.iter().filter_map(move |sentence| nine_eight_eight(article, sentence, market));
    let linked = document.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link(destination) => {
            let number = destination.strip_prefix("tel:")?;
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            Some(Given { line: line_of(market, phone::national(&digits))?, prose: mark.prose })
        }
        _ => None,
    });
    let mut all: Vec<Given> = long.chain(short).chain(hyphenated).chain(linked).collect();
    all.sort_by_key(|given| given.prose.start());
    all
}

fn line_of(market: Market, digits: &str) -> Option<&'static Helpline> {
    let lines = Helpline::all_by_digits(digits);
    lines.iter().find(|line| line.markets.contains(&market)).or(lines.first()).copied()
}

/// "9-8-8" and "9-1-1".
fn nine_eight_eight(article: &Article<'_>, sentence: &Sentence, market: Market) -> Option<Given> {
    let document = article.document();
    let text = document.text(sentence.prose);
    [("9-8-8", "988"), ("9-1-1", "911")].into_iter().find_map(|(written, digits)| {
        let at = text.find(written)? as u32 + sentence.prose.start();
        Some(Given { line: line_of(market, digits)?, prose: ProseSpan::new(at, at + written.len() as u32) })
    })
}

/// Whether the sentence is about calling somebody.
pub(super) fn speaks_of_calling(article: &Article<'_>, sentence: &Sentence) -> bool {
    holds_word_of(article, sentence, class!("calling"))
}

/// Whether a word of the class stands in the sentence.
pub(super) fn holds_word_of(article: &Article<'_>, sentence: &Sentence, class: ClassId) -> bool {
    let document = article.document();
    let tokens = document.tokens_of(sentence);
    (0..tokens.len()).any(|at| article.lexicon().member_at(document, tokens, at, class).is_some())
}

/// The sites that the article links to or names.
pub(super) fn sites(document: &Document) -> impl Iterator<Item = Address> + '_ {
    document.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link(destination) => Address::parse(destination),
        _ => None,
    })
}
