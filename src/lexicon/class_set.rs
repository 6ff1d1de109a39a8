//! Word classes as numbers, and sets of them that fit into a few machine words.

use rustc_hash::FxHashMap;

use super::bits::Bits;

/// A word class's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub(crate) u16);

/// The names of the built-in classes in the order of their numbers.
const BUILT_IN: &[&str] = &include!(concat!(env!("OUT_DIR"), "/classes.rs"));

impl ClassId {
    /// The built-in class of that name. See [`class!`](crate::lexicon::class).
    ///
    /// # Panics
    /// When there is none: names are written in the source and looked up when it is compiled.
    pub(crate) const fn built_in(name: &str) -> Self {
        let mut number = 0;
        while number < BUILT_IN.len() {
            if is_same(BUILT_IN[number], name) {
                return Self(number as u16);
            }
            number += 1;
        }
        panic!("there is no such word class")
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The number of a built-in word class by its name, known when the program is compiled: one that does not exist stops
/// the build.
macro_rules! class {
    ($name:literal) => {
        const { $crate::lexicon::ClassId::built_in($name) }
    };
}
pub(crate) use class;

/// A set of word classes that answers "no" for certain and "yes" with a little doubt: classes 256 apart share a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClassSet(Bits);

impl ClassSet {
    /// The set of none.
    pub(super) const EMPTY: Self = Self(Bits::EMPTY);

    /// As long as there are no more classes than this, no two share a bit.
    pub(super) const EXACT: usize = 256;

    /// Adds a class.
    #[inline]
    pub(crate) fn insert(&mut self, class: ClassId) {
        self.0.insert(class.0 as u8);
    }

    /// Adds all classes of `other`.
    #[inline]
    pub(crate) fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// How many classes it holds.
    pub(crate) fn len(&self) -> u32 {
        self.0.len()
    }

    /// Whether the class may be in it.
    #[inline]
    pub fn may_hold(&self, class: ClassId) -> bool {
        self.0.holds(class.0 as u8)
    }

    /// Whether one of the classes may be in it.
    #[inline]
    pub fn may_hold_any(&self, classes: &[ClassId]) -> bool {
        classes.iter().any(|class| self.may_hold(*class))
    }

    /// Whether a class may be in both.
    #[inline]
    pub(crate) fn may_share(&self, other: &Self) -> bool {
        self.0.shares(&other.0)
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<T: IntoIterator<Item = ClassId>>(classes: T) -> Self {
        let mut set = Self::default();
        classes.into_iter().for_each(|class| set.insert(class));
        set
    }
}

/// Different sets of classes, numbered as they come; the first is empty.
pub(super) struct Sets {
    pub(super) all: Vec<ClassSet>,
    places: FxHashMap<ClassSet, u16>,
}

impl Default for Sets {
    fn default() -> Self {
        Self { all: vec![ClassSet::default()], places: FxHashMap::from_iter([(ClassSet::default(), 0)]) }
    }
}

impl Sets {
    /// The number of a set.
    pub(super) fn place(&mut self, set: ClassSet) -> u16 {
        if set == ClassSet::EMPTY {
            return 0;
        }
        *self.places.entry(set).or_insert_with(|| {
            self.all.push(set);
            self.all.len() as u16 - 1
        })
    }
}
