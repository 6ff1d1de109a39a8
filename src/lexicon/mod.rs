//! The words that any rule knows, each with a number and the classes it belongs to.
//!
//! Every word of a document is looked up once, when it becomes a token; from then on rules compare numbers. The
//! vocabulary is gathered from `rules/` when the program is built; house rules add to it.

pub mod inflect;
pub mod scan;
pub mod vocabulary;

use rustc_hash::FxHashMap;

use crate::document::{Document, Token, TokenKind};
use vocabulary::Vocabulary;

/// A word's number in the lexicon. Tokens carry it, so matching is comparing numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// A word that no rule knows.
    pub const UNKNOWN: Self = Self(0);

    /// Whether any rule knows it.
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }
}

/// A word class's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub(crate) u16);

impl ClassId {
    /// Its bit among 128, shared with the classes 128 before and after it.
    const fn bit(self) -> u128 {
        1 << (self.0 % 128)
    }
}

/// Words and word classes, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    classes: FxHashMap<Box<str>, ClassId>,
    /// Classes of single words: `memberships[starts[word]..starts[word + 1]]`.
    starts: Vec<u32>,
    memberships: Vec<ClassId>,
    /// Entries of several words, and those in exact case, by first word; longest first.
    longer: FxHashMap<WordId, Vec<LongEntry>>,
}

#[derive(Clone, Debug)]
struct LongEntry {
    class: ClassId,
    words: Box<[u32]>,
    exact: Option<Box<[String]>>,
}

impl Lexicon {
    /// Prepares a vocabulary for look-up.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let words = vocabulary.words.len();
        let ids = vocabulary.words.iter().zip(1..).map(|(word, id)| (word.as_str().into(), WordId(id))).collect();
        let mut classes = FxHashMap::default();
        let mut single: Vec<(u32, ClassId)> = Vec::new();
        let mut longer: FxHashMap<WordId, Vec<LongEntry>> = FxHashMap::default();
        for (class, number) in vocabulary.classes.iter().zip(0..) {
            let id = ClassId(number);
            classes.insert(class.name.as_str().into(), id);
            for entry in &class.entries {
                if let ([word], None) = (entry.words.as_slice(), &entry.exact) {
                    single.push((*word, id));
                } else if let Some(first) = entry.words.first() {
                    longer.entry(WordId(*first)).or_default().push(LongEntry {
                        class: id,
                        words: entry.words.as_slice().into(),
                        exact: entry.exact.as_deref().map(Into::into),
                    });
                }
            }
        }
        for entries in longer.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        single.sort_unstable();
        single.dedup();
        let mut starts = vec![0; words + 2];
        for (word, _) in &single {
            starts[*word as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { ids, classes, starts, memberships: single.into_iter().map(|(_, class)| class).collect(), longer }
    }

    /// The number of a word in folded form (see [`scan::fold`]).
    #[inline]
    pub fn find(&self, folded: &str) -> WordId {
        self.ids.get(folded).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The number of a class.
    ///
    /// # Panics
    /// When there is no such class: names are written in the source, so this is a mistake in the program.
    pub fn class(&self, name: &str) -> ClassId {
        self.classes.get(name).copied().unwrap_or_else(|| panic!("there is no word class {name}"))
    }

    /// The number of a class, if there is one of that name.
    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        self.classes.get(name).copied()
    }

    /// The classes of the entries of several words that begin with `word`, by number.
    pub(crate) fn longer_entries(&self, word: WordId) -> impl Iterator<Item = u16> + '_ {
        self.longer.get(&word).into_iter().flatten().map(|entry| entry.class.0)
    }

    /// The classes that the single word belongs to.
    #[inline]
    pub fn classes_of(&self, word: WordId) -> &[ClassId] {
        let at = word.0 as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.memberships[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// Whether the single word belongs to the class.
    #[inline]
    pub fn is(&self, word: WordId, class: ClassId) -> bool {
        self.classes_of(word).contains(&class)
    }

    /// Whether an entry of several words begins with `word`.
    #[inline]
    pub fn begins_longer(&self, word: WordId) -> bool {
        word.is_known() && self.longer.contains_key(&word)
    }

    /// The members of any class that begin with `tokens[at]`, longest first: the class and the place behind the
    /// last token. `tokens` are those of one sentence.
    pub fn members_at<'a>(
        &'a self,
        document: &'a Document,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = (ClassId, usize)> + 'a {
        let word = tokens.get(at).map_or(WordId::UNKNOWN, |token| token.word);
        let longer = if word.is_known() { self.longer.get(&word).map_or(&[][..], Vec::as_slice) } else { &[] };
        let several = longer.iter().filter_map(move |entry| {
            let mut place = at;
            for (number, expected) in entry.words.iter().enumerate() {
                if number > 0 {
                    place = skip_hyphen(document, tokens, place);
                }
                let token = tokens.get(place)?;
                if token.word.0 != *expected {
                    return None;
                }
                if let Some(exact) = &entry.exact
                    && document.token_text(token) != exact[number]
                {
                    return None;
                }
                place += 1;
            }
            Some((entry.class, place))
        });
        several.chain(self.classes_of(word).iter().map(move |class| (*class, at + 1)))
    }

    /// The longest member of `class` that begins with `tokens[at]`: the place behind its last token.
    pub fn member_at(&self, document: &Document, tokens: &[Token], at: usize, class: ClassId) -> Option<usize> {
        let word = tokens.get(at)?.word;
        if self.begins.get(word.0 as usize)? & class.bit() == 0 {
            return None;
        }
        self.members_at(document, tokens, at).find(|(found, _)| *found == class).map(|(_, end)| end)
    }
}

/// `at`, or the place behind a hyphen that joins two words there.
#[inline]
pub(crate) fn skip_hyphen(document: &Document, tokens: &[Token], at: usize) -> usize {
    let Some(token) = tokens.get(at) else { return at };
    let joins = token.kind == TokenKind::Punct
        && !token.is_spaced()
        && tokens.get(at + 1).is_some_and(|next| !next.is_spaced())
        && vocabulary::is_hyphen(document.token_text(token));
    if joins { at + 1 } else { at }
}
