//! bare-dose: "take 500 twice a day". Five hundred of what?

use super::{around, is_open};
use crate::diagnostic::Diagnostic;
use crate::facts::{Kind, Quantity, Rational, Shape};
use crate::rules::Article;
use crate::rules::dose::link::{says, text_at};
use crate::rules::dose::{dose_text, is_authors};

/// Below it the number counts tablets, as readers see from the context.
const LEAST: i64 = 20;
/// Above it the number counts steps, calories or money.
const MOST: i64 = 2000;

const TAKING: &[&str] = &["take", "takes", "taking", "took", "taken", "give", "gives", "giving", "gave", "given"];
const DOSE: &[&str] = &["dose", "doses", "dosage"];
/// Times and occasions behind a dose: a word, and the words that may follow it.
const OCCASIONS: &[(&str, &[&str])] = &[
    ("daily", &[]),
    ("nightly", &[]),
    ("weekly", &[]),
    ("at", &["bedtime", "night", "breakfast", "lunch", "dinner"]),
    ("with", &["food", "meals", "water", "breakfast", "lunch", "dinner"]),
    ("before", &["bed", "bedtime", "meals", "breakfast", "lunch", "dinner"]),
    ("after", &["meals", "breakfast", "lunch", "dinner"]),
    ("every", &["day", "morning", "evening", "night"]),
    ("each", &["day", "morning", "evening", "night"]),
];
/// What else is taken in such numbers.
const OTHERS: &[&str] =
    &["step", "steps", "breath", "breaths", "photo", "photos", "calorie", "calories", "reps", "squats", "pages"];

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities.all;
    for (number, quantity) in quantities.iter().enumerate() {
        let next = quantities.get(number + 1).filter(|next| next.tokens.start == quantity.tokens.end);
        let frequency = next.is_some_and(|next| next.kind == Kind::Frequency);
        if is_bare(quantity)
            && is_authors(quantity)
            && is_taken(article, quantity, frequency)
            && !is_said_before(article, number)
            && !says(article.document(), around(article.document(), quantity), OTHERS)
            && is_open(article, quantity)
        {
            let message = format!("“{}” of what? The dose has no unit", dose_text(article, quantity));
            findings.push(Diagnostic::new("bare-dose", article.span(quantity.span), message));
        }
    }
}

/// Whether it is a number alone, such as doses in milligrams have.
fn is_bare(quantity: &Quantity) -> bool {
    let low = quantity.lo.or(quantity.hi).map(|bound| bound.value);
    quantity.unit.is_none()
        && matches!(quantity.shape, Shape::Point | Shape::Range | Shape::AtMost)
        && matches!(quantity.kind, Kind::Count | Kind::Other)
        && quantity.digits == quantity.span
        && low.is_some_and(|low| low >= Rational::from(LEAST) && low <= Rational::from(MOST))
}

/// Whether it is what a verb of taking or "a dose of" asks for, and no noun follows.
fn is_taken(article: &Article<'_>, quantity: &Quantity, frequency: bool) -> bool {
    let document = article.document();
    let sentence = &document.sentences[quantity.sentence].tokens;
    let (start, end) = (quantity.tokens.start, quantity.tokens.end);
    let word =
        |back: usize| start.checked_sub(back).filter(|at| *at >= sentence.start).map_or("", |at| text_at(document, at));
    let is = |text: &str, words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let behind = |ahead: usize| if end + ahead < sentence.end { text_at(document, end + ahead) } else { "" };
    let occasion = OCCASIONS
        .iter()
        .any(|(first, then)| behind(0).eq_ignore_ascii_case(first) && (then.is_empty() || is(behind(1), then)));
    let taken = is(word(1), TAKING);
    let dosed = word(1) == "of" && is(word(2), DOSE);
    (taken || dosed) && (frequency || occasion) || dosed && matches!(behind(0), "" | "." | "," | ";" | ")")
}

/// Whether a quantity shortly before lends it its unit ("from 250 mg to 500").
fn is_said_before(article: &Article<'_>, number: usize) -> bool {
    let quantities = &article.facts().quantities.all;
    let (Some(before), quantity) = (number.checked_sub(1).map(|at| &quantities[at]), &quantities[number]) else {
        return false;
    };
    before.block == quantity.block && before.unit.base.is_some()
}
