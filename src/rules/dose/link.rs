//! How two quantities of a sentence hang together: as two ways of saying one amount, or as a total.

use crate::document::Document;
use crate::facts::{Quantity, Role, Shape};
use crate::lexicon::WordList;
use crate::rules::Article;

/// What joins two quantities that stand next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// "154 lb (70 kg)": the second alone in parentheses.
    Parenthesis,
    /// "= 70 kg", "which is 70 kg", "or about 70 kg in all": said to be the same.
    Equals,
    /// "or 70 kg".
    Or,
    /// "154 lb/70 kg".
    Slash,
}

/// Words that may stand between the joint and the second quantity.
const FILLERS: &[&str] = &[
    "about",
    "around",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "some",
    "~",
    "≈",
    "or",
    "just",
    "over",
    "under",
    "i.e.",
    "ie",
    ",",
    "a",
    "the",
    "total",
    "of",
    "close",
    "to",
    "equal",
    "equivalent",
    "=",
    "is",
    "that",
    "for",
    "up",
];

/// The texts of the tokens between two quantities; `None` when they are more than `limit` apart.
pub(super) fn between<'a>(
    document: &'a Document,
    one: &Quantity,
    two: &Quantity,
    limit: usize,
) -> Option<Vec<&'a str>> {
    let gap = one.tokens.end..two.tokens.start;
    (one.sentence == two.sentence && gap.start <= gap.end && gap.len() <= limit)
        .then(|| document.tokens[gap].iter().map(|token| document.token_text(token)).collect())
}

/// The text of the token at `at`; empty behind the end.
pub(super) fn text_at(document: &Document, at: usize) -> &str {
    document.tokens.get(at).map_or("", |token| document.token_text(token))
}

/// What joins `one` and `two`, if nothing but a joint stands between them.
pub(super) fn joint(document: &Document, one: &Quantity, two: &Quantity) -> Option<Joint> {
    const FARTHEST: usize = 7;
    let words = between(document, one, two, FARTHEST)?;
    let (first, rest) = words.split_first()?;
    let is = |word: &&str, list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let filled = |words: &[&str]| words.iter().all(|word| is(word, FILLERS));
    match *first {
        "(" | "[" => {
            let closed = matches!(text_at(document, two.tokens.end), ")" | "]" | ";" | ",");
            (filled(rest) && closed).then_some(Joint::Parenthesis)
        }
        "=" | "≈" => filled(rest).then_some(Joint::Equals),
        "/" => rest.is_empty().then_some(Joint::Slash),
        "or" => filled(rest).then_some(Joint::Or),
        "," | "which" | "that" | "equals" | "is" => {
            let said = words.iter().any(|word| is(word, &["which", "that", "equals", "equal", "equivalent", "="]));
            let or = words.get(1).is_some_and(|word| *word == "or");
            let verb =
                words.iter().all(|word| is(word, FILLERS) || is(word, &["which", "equals", "that's", "works", "out"]));
            if verb && said { Some(Joint::Equals) } else { (or && filled(rest)).then_some(Joint::Or) }
        }
        _ => None,
    }
}

/// Whether `total` is said to be the sum of what stands before it: "(1,600 mg total)", "for a total of 1,600 mg".
pub(super) fn is_total(document: &Document, total: &Quantity) -> bool {
    const BEFORE: usize = 5;
    const BEHIND: usize = 3;
    let from = total.tokens.start.saturating_sub(BEFORE).max(document.sentences[total.sentence].tokens.start);
    let to = (total.tokens.end + BEHIND).min(document.sentences[total.sentence].tokens.end);
    let cue = |text: &str| {
        ["total", "totaling", "totalling", "altogether", "totals", "sum"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
    };
    let near =
        |range: std::ops::Range<usize>| document.tokens[range].iter().any(|token| cue(document.token_text(token)));
    near(from..total.tokens.start)
        || near(total.tokens.end..to)
        || (text_at(document, total.tokens.end) == "in"
            && matches!(text_at(document, total.tokens.end + 1), "all" | "total"))
}

/// Whether the quantity is a ceiling, which no sum has to reach.
pub(super) fn is_ceiling(quantity: &Quantity) -> bool {
    quantity.roles.has(Role::Maximum) || matches!(quantity.shape, Shape::AtMost | Shape::LessThan)
}

/// Whether the quantity stands alone in parentheses.
pub(super) fn is_enclosed(document: &Document, quantity: &Quantity) -> bool {
    let before = quantity.tokens.start.checked_sub(1).map_or("", |at| text_at(document, at));
    before == "(" && text_at(document, quantity.tokens.end) == ")"
}

/// Whether any token from `range` is one of `words`, in any case.
pub(super) fn says(document: &Document, range: std::ops::Range<usize>, words: &[&str]) -> bool {
    let words = WordList::new(words);
    document.tokens[range].iter().any(|token| words.holds(document.token_text(token)))
}

/// Whether the sentence of `quantity` says one of `words`.
pub(super) fn sentence_says(article: &Article<'_>, quantity: &Quantity, words: &[&str]) -> bool {
    let document = article.document();
    says(document, document.sentences[quantity.sentence].tokens.clone(), words)
}
