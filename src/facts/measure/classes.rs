//! The word classes that the grammar asks for.

use crate::facts::Role;
use crate::lexicon::{ClassId, Lexicon};

/// Classes by what they are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes {
    /// "twenty", "million".
    pub(super) number: ClassId,
    /// "half", "third", "twice".
    pub(super) implied: ClassId,
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
    /// By role, in the order of [`Role::ALL`].
    roles: [ClassId; 14],
}

impl Classes {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        Self {
            number: lexicon.class("number-word"),
            implied: lexicon.class("implied-number"),
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
            roles: Role::ALL.map(|role| lexicon.class(class_of(role))),
        }
    }

    /// The words that name `role`.
    pub(super) fn of_role(&self, role: Role) -> ClassId {
        self.roles[Role::ALL.iter().position(|other| *other == role).unwrap_or(0)]
    }

    /// The roles with the class of words that name each.
    pub(super) fn roles(&self) -> impl Iterator<Item = (Role, ClassId)> {
        Role::ALL.into_iter().zip(self.roles)
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
