//! The word classes that the grammar asks for.

use rustc_hash::FxHashSet;

use super::bounds::Phrases;
use crate::facts::{Role, Roles};
use crate::lexicon::{ClassId, ClassSet, Lexicon, WordId};

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
    /// "twenty", "million".
    pub(super) number: ClassId,
    /// "half", "third", "twice".
    pub(super) implied: ClassId,
    /// What a quantity can begin with besides a number.
    pub(super) openers: FxHashSet<WordId>,
    /// "Road", "Avenue".
    pub(super) street: ClassId,
    /// "type", "grade", "table".
    pub(super) designator: ClassId,
    /// "adult", "patients".
    pub(super) person: ClassId,
    /// "people", "cases", "dollars".
    pub(super) crowd: ClassId,
    /// "rose", "cut".
    pub(super) change: ClassId,
    /// "higher", "reduction".
    pub(super) comparison: ClassId,
    /// "cream", "saline".
    pub(super) preparation: ClassId,
    /// "of", "was".
    pub(super) stop: ClassId,
    /// "not", "avoid".
    pub(super) denial: ClassId,
    /// "imagine".
    pub(super) supposition: ClassId,
    /// "myth", "was thought".
    pub(super) reported: ClassId,
    /// What stands before a number and bounds it.
    pub(super) bounds: Phrases,
    /// The words of all roles.
    any_role: ClassSet,
    /// By role, in the order of [`Role::ALL`].
    roles: [ClassId; 14],
}

impl Classes {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let roles = Role::ALL.map(|role| lexicon.class(class_of(role)));
        Self {
            number: lexicon.class("number-word"),
            implied: lexicon.class("implied-number"),
            openers: OPENERS.iter().map(|word| lexicon.find(word)).collect(),
            street: lexicon.class("street"),
            designator: lexicon.class("designator"),
            person: lexicon.class("weighed-person"),
            crowd: lexicon.class("crowd"),
            change: lexicon.class("change-verb"),
            comparison: lexicon.class("comparison"),
            preparation: lexicon.class("preparation"),
            stop: lexicon.class("noun-stop"),
            denial: lexicon.class("figure-denial"),
            supposition: lexicon.class("supposition"),
            reported: lexicon.class("reported-figure"),
            bounds: Phrases::new(lexicon),
            any_role: roles.into_iter().collect(),
            roles,
        }
    }

    /// The words that name `role`.
    pub(super) fn of_role(&self, role: Role) -> ClassId {
        self.roles[Role::ALL.iter().position(|other| *other == role).unwrap_or(0)]
    }

    /// The roles that the single word names.
    pub(super) fn roles_of(&self, lexicon: &Lexicon, word: WordId) -> Roles {
        if !lexicon.begins(word).may_share(&self.any_role) {
            return Roles::default();
        }
        let named = Role::ALL.into_iter().zip(self.roles).filter(|(_, class)| lexicon.is(word, *class));
        named.fold(Roles::default(), |roles, (role, _)| roles.with(role))
    }
}

fn class_of(role: Role) -> &'static str {
    match role {
        Role::Fatal => "role-fatal",
        Role::Toxic => "role-toxic",
        Role::Overdose => "role-overdose",
        Role::Maximum => "role-maximum",
        Role::Minimum => "role-minimum",
        Role::Start => "role-start",
        Role::Loading => "role-loading",
        Role::Maintenance => "role-maintenance",
        Role::Low => "role-low",
        Role::High => "role-high",
        Role::Recreational => "role-recreational",
        Role::Trial => "role-trial",
        Role::Pediatric => "role-pediatric",
        Role::Usual => "role-usual",
    }
}
