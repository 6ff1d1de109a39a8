//! When two sentences of the same shape speak of different things: series over years, parallel statements, other
//! populations, myths and facts.

use std::cell::OnceCell;

use super::change::Difference;
use super::lines::{self, NUMBER, Word};
use crate::document::{BlockId, Document, Token, TokenFlags};
use crate::lexicon::{WordId, WordList, class};
use crate::rules::Article;

/// What the headings and the lead-in above a block narrow its sentences to, read when it is first asked for.
pub(crate) struct Context<'a> {
    article: &'a Article<'a>,
    block: BlockId,
    qualifiers: OnceCell<Vec<WordId>>,
}

impl<'a> Context<'a> {
    pub(crate) fn of(article: &'a Article<'a>, block: BlockId) -> Self {
        Self { article, block, qualifiers: OnceCell::new() }
    }

    /// Whether the sentences of another block hold for different things.
    pub(crate) fn differs_from(&self, other: BlockId) -> bool {
        let blocks = &self.article.document().blocks;
        let place = |block: BlockId| (blocks[block].heading, blocks[block].lead_in);
        place(self.block) != place(other)
            && *self.qualifiers.get_or_init(|| qualifiers(self.article, self.block)) != qualifiers(self.article, other)
    }
}

/// Whether the sentences of two blocks hold for different things.
pub(crate) fn contexts_differ(article: &Article<'_>, first: BlockId, second: BlockId) -> bool {
    Context::of(article, first).differs_from(second)
}

/// The words and numbers of the headings and the lead-in above a block that narrow what it says, in the order of their
/// numbers.
pub(crate) fn qualifiers(article: &Article<'_>, block: BlockId) -> Vec<WordId> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let scope = class!("scope-word");
    let mut found = Vec::new();
    for above in announcers(document, block) {
        for sentence in document.sentences_of(&document.blocks[above]) {
            let tokens = document.tokens_of(sentence).iter();
            let narrows = |token: &&Token| token.is_number() || lexicon.is(token.word, scope);
            found.extend(tokens.filter(narrows).map(|token| token.word));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The headings above a block and the block that introduces its list.
fn announcers(document: &Document, block: BlockId) -> impl Iterator<Item = BlockId> {
    let block = &document.blocks[block];
    let headings = std::iter::successors(block.heading, |heading| document.blocks[*heading].heading);
    headings.chain(block.lead_in)
}

/// Whether a block stands where statements are set up to be refuted, or is one of them.
pub(crate) fn tells_myths(article: &Article<'_>, block: BlockId) -> bool {
    let document = article.document();
    let says = |block: BlockId| {
        let mut folded = String::new();
        let text = document.text(document.blocks[block].prose);
        lines::fold(text.get(..text.len().min(80)).unwrap_or(text), &mut folded);
        ["myth", "misconception", "true or false", "fact or fiction", "quiz", "fact:", "false:", "claim:"]
            .iter()
            .any(|word| folded.contains(word))
    };
    says(block) || announcers(document, block).any(says)
}

/// What a number behind it names or dates.
static KEYS: WordList<'_> = WordList::new(&[
    "type",
    "types",
    "grade",
    "stage",
    "phase",
    "step",
    "day",
    "week",
    "month",
    "year",
    "table",
    "figure",
    "fig",
    "group",
    "class",
    "level",
    "chapter",
    "section",
    "part",
    "factor",
    "number",
    "no",
    "page",
    "question",
    "answer",
    "tip",
    "rule",
    "reason",
    "case",
    "patient",
    "example",
    "version",
    "vitamin",
    "chromosome",
    "schedule",
    "category",
    "tier",
    "round",
    "cycle",
    "dose",
    "option",
    "[",
    "#",
    "age",
    "ages",
    "aged",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]);

/// Whether the number at a token names or dates something, so that another number there is another thing:
/// a year, an ordinal, "type 2", "step 3", a citation marker, a clock time.
pub(crate) fn is_key(document: &Document, token: usize) -> bool {
    let number = &document.tokens[token];
    let text = document.token_text(number);
    let is_year = text.len() == 4 && matches!(text.as_bytes(), [b'1', b'8' | b'9', _, _] | [b'2', b'0', _, _]);
    if is_year || number.has(TokenFlags::SUPERSCRIPT) {
        return true;
    }
    let Some(before) = token.checked_sub(1).map(|at| &document.tokens[at]) else { return false };
    let text = document.token_text(before);
    // Part of a longer sign: "10.1001/jama.2015.1306".
    let joined = !number.is_spaced() && (before.is_word() || matches!(text, "." | "/" | "_"));
    joined || KEYS.holds(text)
}

/// Whether a bound stands before the number at a token ("at least 5", "above 5"): then 5 and 8 can both hold.
pub(crate) fn is_bound(document: &Document, token: usize) -> bool {
    let before = |back: usize| token.checked_sub(back).map_or("", |at| document.token_text(&document.tokens[at]));
    match (before(2).to_lowercase().as_str(), before(1).to_lowercase().as_str()) {
        ("at", "least" | "most")
        | ("more" | "less" | "fewer" | "greater" | "higher" | "lower", "than")
        | ("up", "to") => true,
        (_, one) => {
            matches!(one, "above" | "over" | "under" | "below" | "beyond" | "minimum" | "maximum" | "exceeding")
        }
    }
}

/// Whether a word is a unit of time, mass, volume, length, share or energy.
pub(crate) fn is_unit(folded: &str) -> bool {
    matches!(
        folded.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(folded),
        "second"
            | "minute"
            | "min"
            | "hour"
            | "hr"
            | "day"
            | "week"
            | "month"
            | "year"
            | "decade"
            | "mg"
            | "mcg"
            | "g"
            | "kg"
            | "ml"
            | "l"
            | "microgram"
            | "milligram"
            | "gram"
            | "kilogram"
            | "liter"
            | "litre"
            | "milliliter"
            | "millilitre"
            | "ounce"
            | "oz"
            | "pound"
            | "lb"
            | "inche"
            | "inch"
            | "foot"
            | "feet"
            | "cm"
            | "mm"
            | "m"
            | "meter"
            | "metre"
            | "mile"
            | "km"
            | "cup"
            | "teaspoon"
            | "tablespoon"
            | "tablet"
            | "capsule"
            | "drop"
            | "percent"
            | "%"
            | "calorie"
            | "kcal"
            | "kj"
            | "iu"
            | "unit"
            | "time"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
    )
}

/// Whether `after` is `before` with a negation: "can" and "cannot", nothing and "not", "safe" and "unsafe".
pub(crate) fn negates(before: &[String], after: &[String]) -> bool {
    let negated = |word: &str| matches!(word, "not" | "never" | "cannot" | "no" | "n't");
    match (before, after) {
        ([], [one]) => negated(one) || matches!(one.as_str(), "don't" | "doesn't" | "didn't"),
        ([], [helper, one]) => matches!(helper.as_str(), "do" | "does" | "did" | "should" | "must") && negated(one),
        ([verb], [helper, one, base]) => {
            matches!(helper.as_str(), "do" | "does" | "did") && negated(one) && same_verb(verb, base)
        }
        ([verb], [helper, base]) => matches!(helper.as_str(), "don't" | "doesn't" | "didn't") && same_verb(verb, base),
        ([word], [other]) => {
            ["un", "in", "im", "ir", "il"].iter().any(|prefix| other.strip_prefix(prefix) == Some(word))
                && word.len() >= 4
                || other.strip_suffix("n't") == Some(word)
                || (word == "can" && matches!(other.as_str(), "cannot" | "can't"))
                || (word == "will" && other == "won't")
                || matches!(
                    (word.as_str(), other.as_str()),
                    ("always", "never") | ("a" | "some" | "any", "no") | ("with", "without")
                )
        }
        _ => false,
    }
}

fn same_verb(inflected: &str, base: &str) -> bool {
    inflected.strip_prefix(base).is_some_and(|ending| matches!(ending, "" | "s" | "es" | "d" | "ed"))
        || inflected.strip_suffix("ies").is_some_and(|stem| base.strip_suffix('y') == Some(stem))
}

/// Whether the two sentences say the same of different things: a parallel statement, no rewrite. So it is when words
/// are exchanged one for one rather than added, or when the subject differs.
pub(crate) fn are_parallel(first: &[Word], second: &[Word], difference: &Difference) -> bool {
    difference.changes.iter().any(|change| {
        let exchanged = !change.first.is_empty() && !change.second.is_empty();
        exchanged
            && (change.first.start < first.len().min(second.len()) / 3 || change.first.len() == change.second.len())
    }) || first.iter().chain(second).filter(|word| word.id == NUMBER).count() > 4
}
