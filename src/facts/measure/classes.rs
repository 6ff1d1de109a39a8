//! The word classes that the grammar asks for.

use rustc_hash::FxHashSet;

use super::bounds::Phrases;
use crate::facts::{Role, Roles};
use crate::lexicon::{ClassId, ClassSet, Lexicon, WordId, class};

/// Words that can be the first of a quantity or a frequency, besides those that are numbers. Abbreviations of
/// prescriptions that begin with a q are told by it.
const OPENERS: [&str; 27] = [
    "a", "an", "half", "once", "twice", "thrice", "every", "each", "minus", "negative", "daily", "nightly", "weekly",
    "monthly", "yearly", "annually", "hourly", "od", "o.d.", "bid", "b.i.d.", "bd", "b.d.", "tid", "t.i.d.", "tds",
    "t.d.s.",
];

/// Classes by what they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// What a quantity can begin with besides a number.
    pub(super) openers: FxHashSet<WordId>,
    /// What stands before a number and bounds it.
    pub(super) bounds: Phrases,
    /// The words of all roles.
    any_role: ClassSet,
}

impl Classes {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        Self {
            openers: OPENERS.iter().map(|word| lexicon.find(word)).collect(),
            bounds: Phrases::new(lexicon),
            any_role: Role::ALL.into_iter().map(class_of).collect(),
        }
    }

    /// The roles that the single word names.
    pub(super) fn roles_of(&self, lexicon: &Lexicon, word: WordId) -> Roles {
        if !lexicon.begins(word).may_share(&self.any_role) {
            return Roles::default();
        }
        let named = Role::ALL.into_iter().filter(|role| lexicon.is(word, class_of(*role)));
        named.fold(Roles::default(), Roles::with)
    }
}

pub(super) fn class_of(role: Role) -> ClassId {
    match role {
        Role::Fatal => class!("role-fatal"),
        Role::Toxic => class!("role-toxic"),
        Role::Overdose => class!("role-overdose"),
        Role::Maximum => class!("role-maximum"),
        Role::Minimum => class!("role-minimum"),
        Role::Start => class!("role-start"),
        Role::Loading => class!("role-loading"),
        Role::Maintenance => class!("role-maintenance"),
        Role::Low => class!("role-low"),
        Role::High => class!("role-high"),
        Role::Recreational => class!("role-recreational"),
        Role::Trial => class!("role-trial"),
        Role::Pediatric => class!("role-pediatric"),
        Role::Usual => class!("role-usual"),
    }
}
