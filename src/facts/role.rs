//! In what light a dose or figure is mentioned: as fatal, as the most that may be taken, as usual.

/// The light in which a dose or figure is mentioned; a quantity has a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It kills.
    Fatal,
    /// It harms.
    Toxic,
    /// Too much was taken.
    Overdose,
    /// The most that may be taken.
    Maximum,
    /// The least that helps.
    Minimum,
    /// What is begun with.
    Start,
    /// A single large first dose.
    Loading,
    /// What is kept up.
    Maintenance,
    /// Called low.
    Low,
    /// Called high.
    High,
    /// Taken for pleasure.
    Recreational,
    /// Given in a study.
    Trial,
    /// For children.
    Pediatric,
    /// What is usual, recommended or medicinal.
    Usual,
}

impl Role {
    /// All roles, the most telling first.
    pub const ALL: [Self; 14] = [
        Self::Fatal,
        Self::Toxic,
        Self::Overdose,
        Self::Maximum,
        Self::Minimum,
        Self::Start,
        Self::Loading,
        Self::Maintenance,
        Self::Low,
        Self::High,
        Self::Recreational,
        Self::Trial,
        Self::Pediatric,
        Self::Usual,
    ];

    /// As it is written in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Toxic => "toxic",
            Self::Overdose => "overdose",
            Self::Maximum => "max",
            Self::Minimum => "min",
            Self::Start => "start",
            Self::Loading => "loading",
            Self::Maintenance => "maintenance",
            Self::Low => "low",
            Self::High => "high",
            Self::Recreational => "recreational",
            Self::Trial => "trial",
            Self::Pediatric => "pediatric",
            Self::Usual => "usual",
        }
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u16);

impl Roles {
    /// With `role`.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u16)
    }

    /// Those of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `role` is one of them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The most telling one.
    pub fn main(self) -> Option<Role> {
        Role::ALL.into_iter().find(|role| self.has(*role))
    }

    /// Whether it is a dose of harm: fatal, toxic or an overdose.
    pub fn harms(self) -> bool {
        self.has(Role::Fatal) || self.has(Role::Toxic) || self.has(Role::Overdose)
    }
}
