//! Words that may be two without a space between them: a capital inside, a function word at one end. Whether they are
//! is told by the halves: they stand in the document by themselves.

use rustc_hash::FxHashMap;

use crate::document::{Token, TokenFlags};
use crate::lexicon::{Lexicon, WordId, class, scan};
use crate::rules::Article;

/// Beginnings of names with a capital inside.
const NAME_PARTS: &[&str] = &[
    "mc", "mac", "de", "di", "da", "la", "le", "van", "von", "fitz", "o", "du", "del", "st", "san", "al", "el", "ben",
    "te", "ter",
];

/// A word that may be two, if the document has its halves by themselves.
pub(super) struct Doubt {
    pub(super) token: Token,
    /// Where the second half begins, in bytes.
    pub(super) cut: usize,
    kind: Doubtful,
}

/// What makes a word doubtful.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubtful {
    /// A capital inside.
    Capital,
    /// A function word glued to the one before it.
    Behind,
    /// A function word glued to the one after it.
    Before,
}

/// How often the words in doubt and their halves stand in the document, and how often with a capital.
pub(super) struct Counts<'a> {
    lexicon: &'a Lexicon,
    counts: FxHashMap<WordId, (u32, u32)>,
}

impl<'a> Counts<'a> {
    pub(super) fn of(article: &Article<'a>, doubts: &[Doubt]) -> Self {
        let (document, lexicon) = (article.document(), article.lexicon());
        let mut counts: FxHashMap<WordId, (u32, u32)> = FxHashMap::default();
        for Doubt { token, cut, .. } in doubts {
            let (left, right) = document.token_text(token).split_at(*cut);
            let halves = [left, right].map(|half| lexicon.find(&fold(half)));
            counts.extend([token.word, halves[0], halves[1]].map(|word| (word, (0, 0))));
        }
        // Few words are in doubt, so a bit for each rules out nearly all others.
        let bit = |word: WordId| 1_u64 << (word.0 % 64);
        let wanted = counts.keys().fold(0, |bits, word| bits | bit(*word));
        let may_count = |token: &&Token| wanted & bit(token.word) != 0 && token.is_word();
        let tokens = if counts.is_empty() { &[] } else { document.tokens.as_slice() };
        for token in tokens.iter().filter(may_count) {
            if let Some((all, capitalised)) = counts.get_mut(&token.word) {
                *all += 1;
                *capitalised += u32::from(token.has(TokenFlags::CAPITALIZED));
            }
        }
        Self { lexicon, counts }
    }

    fn get(&self, word: WordId) -> u32 {
        self.counts.get(&word).map_or(0, |(all, _)| *all)
    }

    /// Whether the word always has a capital: a name of the text.
    fn is_name(&self, folded: &str) -> bool {
        self.counts.get(&self.lexicon.find(folded)).is_some_and(|(all, capitalised)| *all > 0 && all == capitalised)
    }

    fn of_folded(&self, folded: &str) -> u32 {
        self.get(self.lexicon.find(folded))
    }

    /// Whether a word in doubt stands once – a name of a product or a site is repeated as it is, a joint happens once –
    /// and its halves are words of the document.
    pub(super) fn are_two(&self, article: &Article<'_>, doubt: &Doubt) -> bool {
        let (left, right) = article.document().token_text(&doubt.token).split_at(doubt.cut);
        let occurs = |part: &str| self.of_folded(part) > 0 || self.lexicon.find(part).is_known();
        let has_halves = || match doubt.kind {
            Doubtful::Behind => self.of_folded(left) >= 2,
            Doubtful::Before => self.of_folded(right) >= 2,
            Doubtful::Capital if left.starts_with(char::is_lowercase) => {
                left.len() >= 3 && occurs(&fold(left)) && occurs(&fold(right))
            }
            // "CareHealth" may be a brand: the second half must be a word that opens a sentence, or a name of the text.
            Doubtful::Capital => {
                let right = fold(right);
                left.chars().skip(1).all(char::is_lowercase) && (opens(self.lexicon, &right) || self.is_name(&right))
            }
        };
        self.get(doubt.token.word) <= 1 && has_halves()
    }
}

/// Whether a word may open a sentence.
fn opens(lexicon: &Lexicon, folded: &str) -> bool {
    lexicon.is(lexicon.find(folded), class!("function-word"))
}

/// "outcomesResearchers": a capital inside a word whose second half is a word of the document, as is the first
/// (or it is a name).
pub(super) fn camel(article: &Article<'_>, tokens: &[Token], at: usize) -> Option<Doubt> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let token = &tokens[at];
    let text = document.token_text(token);
    if lexicon.is(token.word, class!("camel-case")) {
        return None;
    }
    let mut before_lower = false;
    let mut cuts = text.char_indices().filter_map(|(index, c)| {
        let cut = before_lower && c.is_uppercase();
        before_lower = c.is_lowercase();
        cut.then_some(index)
    });
    let cut = cuts.next()?;
    let (left, right) = text.split_at(cut);
    // "foodDo": two letters are enough where they are a word that opens a sentence.
    let fewest = if left.starts_with(char::is_lowercase) && opens(lexicon, &fold(right)) { 2 } else { 3 };
    if left.chars().count() < 2
        || right.chars().count() < fewest
        || cuts.next().is_some()
        || right.chars().skip(1).any(|c| !c.is_lowercase() && c != '\'' && c != '’')
        || NAME_PARTS.iter().any(|part| left.eq_ignore_ascii_case(part))
        || tokens.get(at + 1).is_some_and(|next| {
            !next.is_spaced()
                && matches!(document.token_text(next), "." | "-" | "/")
                && tokens
                    .get(at + 2)
                    .is_some_and(|after| after.is_word() && !after.is_spaced() && !after.has(TokenFlags::CAPITALIZED))
        })
    {
        return None;
    }
    Some(Doubt { token: *token, cut, kind: Doubtful::Capital })
}

fn fold(part: &str) -> String {
    let mut folded = String::new();
    scan::fold(part, &mut folded);
    folded
}

/// Words that a lost space glues to the word before them.
const GLUED_BEHIND: &[&str] =
    &["and", "the", "with", "that", "from", "which", "were", "their", "your", "have", "of", "for"];
/// Words that a lost space glues to the word after them.
const GLUED_BEFORE: &[&str] = &["the", "and", "of"];
/// Words that only look glued.
const LOOK_GLUED: &[&str] = &[
    "thereof",
    "whereof",
    "hereof",
    "therefor",
    "wherefor",
    "therewith",
    "wherewith",
    "herewith",
    "forthwith",
    "theretofore",
];

/// "treatmentof", "andthe": a word of the document with a function word glued to it. The fused form stands once and
/// no list knows it; the other half stands in the document at least twice.
pub(super) fn swallowed(article: &Article<'_>, token: &Token, doubts: &mut Vec<Doubt>) {
    if token.len < 6 || token.word.is_known() {
        return;
    }
    let text = article.document().token_text(token);
    if !may_be_glued(text.as_bytes())
        || !text.bytes().all(|byte| byte.is_ascii_lowercase())
        || LOOK_GLUED.contains(&text)
    {
        return;
    }
    let mut doubt = |half: Option<&str>, fewest: usize, kind: Doubtful| {
        let Some(half) = half.filter(|half| half.len() >= fewest) else { return };
        let cut = if kind == Doubtful::Behind { half.len() } else { text.len() - half.len() };
        doubts.push(Doubt { token: *token, cut, kind });
    };
    for glued in GLUED_BEHIND {
        doubt(text.strip_suffix(glued), 4, Doubtful::Behind);
    }
    for glued in GLUED_BEFORE {
        doubt(text.strip_prefix(glued), 5, Doubtful::Before);
    }
}

/// A cheap test on the letters at either end.
fn may_be_glued(text: &[u8]) -> bool {
    let [.., last_but_one, last] = text else { return false };
    matches!(
        [*last_but_one, *last],
        [b'n', b'd']
            | [b'h' | b'r' | b'v', b'e']
            | [b't' | b'c', b'h']
            | [b'a', b't']
            | [b'o', b'm' | b'f' | b'r']
            | [b'i' | b'u', b'r']
    ) || matches!(text, [b't', b'h', ..] | [b'a', b'n', ..] | [b'o', b'f', ..])
}
