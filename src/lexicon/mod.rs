//! The words that any rule knows, each with a number and the classes it belongs to.

/// A word's number in the lexicon. Tokens carry it, so matching is comparing numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// A word that no rule knows.
    pub const UNKNOWN: Self = Self(0);
}
