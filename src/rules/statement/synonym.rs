//! Words that say the same in a statement, as classes of exchangeable words, and the stems of the others.
//!
//! Two verbs may tell one thing from its two ends: "smoking causes 85 % of cases", "85 % of cases are caused by
//! smoking". They share a name, and with their place before or behind the figure tell on which end it stands.

use crate::lexicon::{ClassId, ClassSet, class};
use crate::rules::passage::Passage;

/// What a word does in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands for itself.
    Plain,
    /// "American", "in the United States".
    Place,
    /// "People with": it ties the next word.
    Bearer,
    /// What stands before it acts on what stands behind: "affects", "causes".
    Acting,
    /// The other way round: "suffer from", "are caused by".
    Undergoing,
}

pub(super) const AFFLICTION: &str = "affliction";
pub(super) const YEARLY: &str = "yearly";

/// Classes whose members stand for each other.
const SAME: [(&str, Role, ClassId); 26] = [
    ("bearers", Role::Bearer, class!("same-bearers")),
    ("people", Role::Plain, class!("same-people")),
    ("adults", Role::Plain, class!("same-adults")),
    ("children", Role::Plain, class!("same-children")),
    ("teenagers", Role::Plain, class!("same-teenagers")),
    ("elderly", Role::Plain, class!("same-elderly")),
    ("doctors", Role::Plain, class!("same-doctors")),
    ("america", Role::Place, class!("same-america")),
    ("britain", Role::Place, class!("same-britain")),
    (YEARLY, Role::Plain, class!("same-yearly")),
    ("worldwide", Role::Plain, class!("same-worldwide")),
    ("hypertension", Role::Plain, class!("same-hypertension")),
    ("infarction", Role::Plain, class!("same-infarction")),
    ("undiagnosed", Role::Plain, class!("same-undiagnosed")),
    ("symptomless", Role::Plain, class!("same-symptomless")),
    ("developing", Role::Plain, class!("same-developing")),
    ("lowering", Role::Plain, class!("same-lowering")),
    ("preventing", Role::Plain, class!("same-preventing")),
    ("detecting", Role::Plain, class!("same-detecting")),
    (AFFLICTION, Role::Acting, class!("same-affliction")),
    (AFFLICTION, Role::Undergoing, class!("same-suffering")),
    ("death", Role::Acting, class!("same-killing")),
    ("death", Role::Undergoing, class!("same-dying")),
    ("babies", Role::Plain, class!("same-babies")),
    ("cause", Role::Acting, class!("same-cause")),
    ("cause", Role::Undergoing, class!("same-consequence")),
];

/// The classes of exchangeable words.
pub(super) struct Synonyms {
    all: ClassSet,
}

impl Synonyms {
    pub(super) fn new() -> Self {
        Self { all: SAME.iter().map(|(_, _, class)| *class).collect() }
    }

    /// What the longest exchangeable words at `at` stand for, and the place behind them.
    pub(super) fn at(&self, passage: &Passage<'_>, at: usize) -> Option<(&'static str, Role, usize)> {
        if !passage.opens(at, &self.all) {
            return None;
        }
        let meaning = |(class, end)| {
            let (name, role, _) = SAME.iter().find(|(.., same)| *same == class)?;
            Some((*name, *role, end))
        };
        passage.members(at).find_map(meaning)
    }
}

/// Writes the word at `at` without the ending of a plural or of the third person to `word`.
pub(super) fn stem(passage: &Passage<'_>, at: usize, word: &mut String) {
    word.clear();
    let text = passage.text(at);
    if text.is_ascii() {
        word.push_str(text);
        word.make_ascii_lowercase();
    } else {
        word.push_str(&text.to_lowercase());
    }
    if let Some(owner) = word.strip_suffix("'s").or(word.strip_suffix("’s")) {
        word.truncate(owner.len());
    }
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.truncate(word.len() - 1);
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
}

/// Makes the stem of a verb of its participle: "needed" is what those do who need.
pub(super) fn to_active(word: &mut String) {
    if word.len() > 4 && word.ends_with("ed") {
        word.truncate(word.len() - 2);
    }
}
