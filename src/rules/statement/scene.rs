//! Around two statements with the same words: what says that they hold for different things all the same, such as
//! their headings, the sentence before, or a second study that "the participants" may belong to.

use std::cell::OnceCell;

use super::{Statement, introduces_study, names_study};
use crate::document::BlockId;
use crate::facts::{Qualifiers, year};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;
use crate::rules::duplication::series;
use crate::rules::passage::Passage;

/// Words of the sentence before by which a statement speaks of another study or group than its twin.
const OTHERS: &[&str] = &["another", "second", "third", "other", "earlier", "later"];

/// Words for what there may be another one of.
const GROUPS: &[&str] = &[
    "group",
    "groups",
    "arm",
    "arms",
    "cohort",
    "sample",
    "patients",
    "participants",
    "people",
    "women",
    "men",
    "children",
    "adults",
    "team",
    "analysis",
    "report",
    "year",
    "hospital",
    "country",
    "town",
    "clinic",
];

/// An article, as far as it decides what its statements are about.
pub(in crate::rules) struct Scene<'a> {
    article: &'a Article<'a>,
    /// Diseases and complaints.
    conditions: [ClassId; 2],
    /// Whether it brings in more than one study; found when it first matters.
    several_studies: OnceCell<bool>,
}

/// What the headings above a sentence name and it does not.
#[derive(Default)]
struct Heads {
    conditions: Vec<String>,
    qualifiers: Qualifiers,
    /// "Without a prescription".
    negated: bool,
}

impl<'a> Scene<'a> {
    pub(in crate::rules) fn new(article: &'a Article<'a>) -> Self {
        let conditions = [class!("disease"), class!("symptom")];
        Self { article, conditions, several_studies: OnceCell::new() }
    }

    /// Whether the two statements may hold for different things: other headings, groups, years, studies or sources.
    pub(in crate::rules) fn parts(&self, earlier: &Statement<'_>, later: &Statement<'_>) -> bool {
        let blocks = &self.article.document().blocks;
        let both = [earlier, later];
        let sentences = both.map(|statement| statement.passage.sentence);
        let [one, two] = sentences.map(|sentence| &blocks[self.block(sentence)]);
        let anaphoric = both.iter().any(|statement| statement.anaphoric);
        sentences[0] == sentences[1]
            || anaphoric && one.heading != two.heading
            || one.list.is_some() && one.list == two.list
            || self.sections_differ(sentences)
            || both.iter().any(|statement| statement.sampled) && self.has_several_studies()
            || self.set_up_apart(sentences, anaphoric)
    }

    /// Whether the headings and lead-ins above two sentences name other groups, years, diseases or complaints, or
    /// announce what is refuted.
    pub(in crate::rules) fn sections_differ(&self, sentences: [usize; 2]) -> bool {
        let [one, two] = sentences.map(|sentence| self.block(sentence));
        series::contexts_differ(self.article, one, two)
            || [one, two].into_iter().any(|block| series::tells_myths(self.article, block))
            || self.subjects_differ(sentences)
    }

    /// Whether the headings above two sentences name different diseases, complaints or groups that the sentences do not
    /// name themselves. A general heading ("Outlook") goes with any.
    fn subjects_differ(&self, sentences: [usize; 2]) -> bool {
        let [one, two] = sentences.map(|sentence| self.block(sentence));
        let blocks = &self.article.document().blocks;
        if blocks[one].heading == blocks[two].heading {
            return false;
        }
        let [one, two] = sentences.map(|sentence| self.heads(sentence));
        let named = !one.conditions.is_empty() && !two.conditions.is_empty();
        let apart = named && one.conditions.iter().all(|name| !two.conditions.contains(name));
        apart || one.qualifiers != two.qualifiers || one.negated != two.negated
    }

    fn block(&self, sentence: usize) -> BlockId {
        self.article.document().sentences[sentence].block
    }

    /// The diseases, complaints and qualifiers that the headings above a sentence name and it does not.
    fn heads(&self, sentence: usize) -> Heads {
        let document = self.article.document();
        let heading = document.blocks[self.block(sentence)].heading;
        let headings = std::iter::successors(heading, |above| document.blocks[*above].heading);
        let mut found = Heads::default();
        let Some(said) = Passage::at(self.article, sentence) else { return found };
        for title in headings.flat_map(|heading| document.blocks[heading].sentences.clone()) {
            let Some(title) = Passage::at(self.article, title) else { continue };
            let unsaid = |at: &usize| !(0..said.len()).any(|other| said.is(other, title.text(*at)));
            for at in (0..title.len()).filter(unsaid) {
                if self.conditions.iter().any(|class| title.in_class(at, *class)) {
                    found.conditions.push(title.text(at).to_lowercase());
                }
                found.negated |= title.in_class(at, class!("negator"));
                found.qualifiers = found.qualifiers.union(title.qualifiers(at..at + 1));
            }
        }
        found
    }

    /// Whether the sentences before set up different groups, years or studies.
    fn set_up_apart(&self, sentences: [usize; 2], anaphoric: bool) -> bool {
        let document = self.article.document();
        let before = sentences.map(|number| {
            let previous = number.checked_sub(1)?;
            (document.sentences[previous].block == document.sentences[number].block).then_some(previous)
        });
        let [one, two] =
            before.map(|number| number.map(|at| Qualifiers::of(document, document.sentences[at].tokens.clone())));
        let other_group = one.zip(two).is_some_and(|(one, two)| !one.agree_with(two));
        let years = before.map(|number| {
            let years = number.map_or(&[][..], |at| year::in_sentence(&self.article.facts().years, at));
            years.iter().map(|year| year.year).collect::<Vec<_>>()
        });
        let other_study = before.into_iter().flatten().any(|number| {
            Passage::at(self.article, number).is_some_and(|passage| {
                let named = |at: usize| passage.any(at + 1..at + 4, GROUPS) || names_study(&passage, at + 1..at + 4);
                (0..passage.len()).any(|at| passage.is_any(at, OTHERS) && (anaphoric || named(at)))
            })
        });
        other_group || other_study || (!years[0].is_empty() && !years[1].is_empty() && years[0] != years[1])
    }

    /// Whether "the participants" may be those of either of two studies.
    fn has_several_studies(&self) -> bool {
        *self.several_studies.get_or_init(|| {
            let sentences = 0..self.article.document().sentences.len();
            let introduces =
                |number: &usize| Passage::at(self.article, *number).is_some_and(|passage| introduces_study(&passage));
            sentences.filter(introduces).nth(1).is_some()
        })
    }
}
