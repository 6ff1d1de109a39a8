//! What a sentence states, but for one of its figures: a key that is equal for two sentences only if they say the
//! same of the same thing, in whatever order and in whichever of a few exchangeable words.
//!
//! Every word that is not idle is part of the key, and so is every other figure as it is printed: subject, year,
//! place, population, source. A word with the preposition before it counts once more, so that "adults with asthma"
//! and "asthma in adults" are two things. The words are summed up, which makes the key independent of their order
//! and cheap to have for each figure of a sentence.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::passage::{Passage, part};

mod clause;
mod scene;
mod synonym;

use crate::document::TokenFlags;
use crate::facts::{Dimension, Kind, Per, Quantity, Stance, Unit, UnitId};
use crate::lexicon::{WordList, class};
pub(super) use scene::Scene;
use synonym::{Role, Synonyms, YEARLY, stem};

/// The fewest words besides figures and idle ones that make a statement.
const FEWEST: u32 = 3;

/// Sentences with more figures than this are lists, not statements.
const MOST_FIGURES: usize = 6;

/// Words that tie the next word to what stands before them.
static TIES: WordList<'_> = WordList::new(&[
    "with", "without", "of", "in", "for", "among", "from", "to", "than", "as", "after", "before", "on", "at", "who",
    "whose", "under", "over", "between", "per", "not", "no", "during", "within",
]);

/// Words that stand for people named before, where they begin a sentence.
static PERSONS: WordList<'_> = WordList::new(&["they", "them", "their", "those", "he", "she", "his", "her", "one"]);

/// A statement without one of its figures.
#[derive(Clone, Copy)]
pub(super) struct Statement<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) figure: &'a Quantity,
    /// Equal for two statements about the same thing.
    pub(super) key: u64,
    /// The same with the order of the words.
    pub(super) wording: u64,
    /// Whether it points back at something.
    pub(super) anaphoric: bool,
    /// Whether it names a measure that its subject has one of: "half-life", "prevalence".
    pub(super) measured: bool,
    /// Whether it holds for the people of one study.
    pub(super) sampled: bool,
}

/// The word classes that statements are read with.
pub(super) struct Reader {
    synonyms: Synonyms,
}

/// What the words of a clause amount to.
#[derive(Default)]
struct Sum {
    /// Of the words and their ties, in any order.
    words: u64,
    count: u32,
    anaphoric: bool,
    sampled: bool,
    /// The words in their order.
    order: FxHasher,
}

/// Whether the sentence brings in a study that was not spoken of before: "a survey", "another trial".
fn introduces_study(passage: &Passage<'_>) -> bool {
    (0..passage.len()).any(|at| is_new_study(passage, at))
}

/// Whether a word for a study stands in `range`.
fn names_study(passage: &Passage<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| passage.member(at, class!("study-noun")).is_some())
}

fn is_new_study(passage: &Passage<'_>, at: usize) -> bool {
    let named = at.saturating_sub(3)..at;
    passage.member(at, class!("study-noun")).is_some() && !passage.any(named, &["the", "this", "that", "our", "these"])
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { synonyms: Synonyms::new() }
    }

    /// The statements of a sentence of running text: one for each of its figures that is `wanted`,
    /// which is told whether the sentence names a measure.
    pub(super) fn statements<'a>(
        &self,
        passage: Passage<'a>,
        wanted: impl Fn(&Quantity, bool) -> bool,
    ) -> Vec<Statement<'a>> {
        let figures = passage.figures;
        let stated = figures.iter().all(|figure| figure.stance == Stance::ASSERTED);
        let document = passage.article.document();
        let running = document.blocks[document.sentences[passage.sentence].block].is_running_text();
        let measured = passage.article.lexicon().stands_in(
            document,
            &document.sentences[passage.sentence],
            class!("template-measure"),
        );
        let wanted = |figure: &Quantity| wanted(figure, measured);
        let plain = stated && running && passage.last() != "?" && figures.len() <= MOST_FIGURES;
        if !plain || !figures.iter().any(wanted) {
            return Vec::new();
        }
        let Some(sum) = self.sum(&passage, clause::of(&passage)) else { return Vec::new() };
        // A single figure is always the one that may differ.
        let alone = figures.len() == 1;
        let literal = |figure: &Quantity| if alone { 0 } else { literal(&passage, figure) };
        let literal: Vec<u64> = figures.iter().map(literal).collect();
        let all = literal.iter().fold(sum.words, |all, one| all.wrapping_add(*one));
        let statement = |at: usize| {
            let figure = &figures[at];
            let masked = self.masked(&passage, figure);
            Statement {
                passage,
                figure,
                key: all.wrapping_sub(literal[at]).wrapping_add(masked),
                wording: sum.order.finish(),
                anaphoric: sum.anaphoric,
                sampled: sum.sampled,
                measured,
            }
        };
        (0..figures.len()).filter(|at| wanted(&figures[*at])).map(statement).collect()
    }

    /// The words of `range`; `None` where they are too few, or speak of some study or group that is not named.
    fn sum(&self, passage: &Passage<'_>, range: Range<usize>) -> Option<Sum> {
        let mut sum = Sum::default();
        let aside = |at: usize| passage.has(at, TokenFlags::PARENTHESIZED);
        let plain_aside = range.clone().filter(|at| aside(*at)).all(|at| !clause::narrows(passage, at));
        let mut tie: Option<&str> = None;
        let (mut at, mut behind) = (range.start, range.end);
        let mut figures = passage.figures.iter().map(|figure| (passage.lead(figure), figure)).peekable();
        let mut word = String::new();
        let mut passed = false;
        while at < range.end {
            if let Some((_, figure)) = figures.next_if(|(lead, _)| *lead <= at) {
                // "Falls to 20 %" and "falls from 20 %" are two things, "in 20 %" and "20 %" are one.
                if let Some(tie @ ("from" | "to" | "than" | "by")) = tie {
                    sum.add(&[tie, "#"]);
                }
                sum.order.write_u8(1);
                at = passage.end(figure).max(at + 1);
                // "20 % of adults", "1 in 5 adults".
                at += usize::from(passage.is(at, "of"));
                behind = at;
                tie = None;
                passed = true;
                continue;
            }
            if plain_aside && aside(at) {
                at += 1;
                continue;
            }
            // "They" at the head of a sentence and "20 % of them" point out of it, "their" further on to its subject.
            let outside = (at < range.start + 3 || at == behind) && passage.is_in(at, &PERSONS);
            if outside || is_new_study(passage, at) || passage.member(at, class!("group-reference")).is_some() {
                return None;
            }
            let idle = passage.member(at, class!("statement-idle"));
            // Not the "it" of "it is estimated that".
            sum.anaphoric |= passage.member(at, class!("anaphor")).is_some() && idle.is_none_or(|end| end == at + 1);
            sum.sampled |= passage.member(at, class!("study-sample")).is_some();
            if let Some(end) = passage.member(at, class!("template-measure")) {
                sum.count += FEWEST - 2;
                sum.word(tie.take(), &passage.slice(at..end).to_lowercase());
                // "The half-life of caffeine", "caffeine has a half-life".
                at = end + usize::from(passage.is(end, "of"));
                continue;
            }
            if let Some((name, role, end)) = self.synonyms.at(passage, at) {
                match role {
                    Role::Plain => sum.word(tie.take(), name),
                    // "American adults", "adults in the United States".
                    Role::Place => sum.word(tie.take().or(Some("in")), name),
                    Role::Bearer => {
                        sum.word(tie, name);
                        tie = Some("with");
                    }
                    Role::Acting => sum.relation(name, passed),
                    Role::Undergoing => sum.relation(name, !passed),
                }
                // "Show no symptoms" says as much as two words.
                sum.count += u32::from(end >= at + 3);
                at = end;
                continue;
            }
            // "In fact" is idle, "in" is not.
            let tied = TIES.find(passage.text(at)).filter(|_| idle.is_none_or(|end| end == at + 1));
            if let Some(word) = tied {
                tie = Some(word);
            } else if let Some(end) = idle {
                // "20 % of adults have asthma": it is what "asthma affects" says.
                sum.count += u32::from(passed && passage.is_any(at, &["have", "has"]));
                at = end;
                continue;
            } else if passage.is_word(at) || (passage.is_number(at) && !is_marker(passage, at)) {
                // A name says more than a word.
                sum.count += u32::from(at > 0 && passage.has(at, TokenFlags::CAPITALIZED));
                stem(passage, at, &mut word);
                if !passed && is_done_by_figure(passage, at) {
                    synonym::to_active(&mut word);
                }
                sum.word(tie.take(), &word);
            } else if !matches!(passage.text(at), "-" | "'" | "\"" | "“" | "”") {
                tie = None;
            }
            at += 1;
        }
        (sum.count >= FEWEST).then_some(sum)
    }

    /// A figure that may differ: its unit, and the word that it counts.
    fn masked(&self, passage: &Passage<'_>, figure: &Quantity) -> u64 {
        let end = passage.end(figure);
        let place = |at| matches!(self.synonyms.at(passage, at), Some((_, Role::Place, _)));
        let counted = (end..end + 4)
            .find(|at| !passage.is_any(*at, &["of", "the", "all", "a", "an", "-", "every"]) && !place(*at));
        let counted = counted.filter(|at| passage.is_word(*at) && !passage.is_in(*at, &TIES));
        let mut word = String::new();
        let counted = counted.map_or("", |at| match self.synonyms.at(passage, at) {
            Some((YEARLY, ..)) => "",
            Some((name, ..)) => name,
            None => {
                stem(passage, at, &mut word);
                &word
            }
        });
        // Amounts convert: "500 mg" and "5 g".
        let (unit, yearly) = apart_from_year(figure.unit);
        let unit = match unit.dimension() {
            Some(Dimension::Mass) => unit.with_base(Unit::known("g").base).to_string(),
            Some(Dimension::Time) => unit.with_base(Unit::known("h").base).to_string(),
            _ => unit.to_string(),
        };
        let class = if part(figure).is_some() { "part" } else { unit.as_str() };
        let year = if yearly { hash(&[YEARLY]) } else { 0 };
        hash(&["#", class, counted]).wrapping_add(year)
    }
}

impl Sum {
    fn word(&mut self, tie: Option<&str>, word: &str) {
        self.count += 1;
        self.order.write(word.as_bytes());
        self.order.write_u8(0);
        self.add(&[word]);
        if let Some(tie) = tie {
            self.add(&[tie, word]);
        }
    }

    /// A verb that has another one for the same thing seen from the other side, and whether the figure acts: it does
    /// before "cause" and behind "are caused by".
    fn relation(&mut self, name: &str, acts: bool) {
        self.count += 1;
        self.order.write(name.as_bytes());
        // "Asthma affects 20 % of adults", "20 % of adults have asthma": what is left unsaid of most things.
        if acts || name != synonym::AFFLICTION {
            self.add(&[name, if acts { "acts" } else { "" }]);
        }
    }

    fn add(&mut self, parts: &[&str]) {
        self.words = self.words.wrapping_add(hash(parts));
    }
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

/// A figure that has to be the same on both sides.
fn literal(passage: &Passage<'_>, figure: &Quantity) -> u64 {
    let end = passage.end(figure);
    // What stands behind an age belongs to those who are so old, or is the verb.
    let counted = if figure.kind != Kind::Age && passage.is_word(end) { passage.text(end) } else { "" };
    hash(&["=", &figure.describe(), counted])
}

/// Whether the number at `at` is a citation marker.
fn is_marker(passage: &Passage<'_>, at: usize) -> bool {
    let bracketed = passage.text(at.wrapping_sub(1)) == "[" || passage.text(at + 1) == "]";
    bracketed || passage.has(at, TokenFlags::SUPERSCRIPT)
}

/// Whether the word at `at` is what a figure does, in the passive: "is needed by 25 % of patients".
fn is_done_by_figure(passage: &Passage<'_>, at: usize) -> bool {
    passage.is(at + 1, "by") && passage.figures.iter().any(|figure| passage.lead(figure) == at + 2)
}

/// A unit without the year that it is counted per, and whether there is one: the year may stand elsewhere as well
/// ("annually").
pub(super) fn apart_from_year(unit: Unit) -> (Unit, bool) {
    let yearly = unit.base.is_some() && unit.per(Dimension::Time) == UnitId::from_code("a").map(Per::one);
    if yearly { (unit.without_per(Dimension::Time), true) } else { (unit, false) }
}
