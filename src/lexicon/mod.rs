//! The words that any rule knows, each with a number and the classes it belongs to.
//!
//! Every word of a document is looked up once, when it becomes a token; from then on rules compare numbers. The
//! vocabulary is gathered from `rules/` when the program is built; house rules add to it.

pub(crate) mod bits;
mod class_set;
pub mod inflect;
pub mod scan;
pub mod vocabulary;
mod word;
mod word_list;

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::document::{Document, Sentence, Token, TokenKind};
use class_set::Sets;
pub(crate) use class_set::class;
pub use class_set::{ClassId, ClassSet};
use vocabulary::{Entry, Vocabulary};
pub use word::{ShortWord, WordId};
pub(crate) use word_list::WordList;

/// Words and word classes, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words of up to 16 ASCII characters, and all others.
    short: FxHashMap<ShortWord, WordId>,
    long: FxHashMap<Box<str>, WordId>,
    /// How many classes there are; they are numbered from zero.
    class_count: u16,
    /// Classes of single words: `memberships[starts[word]..starts[word + 1]]`.
    starts: Vec<u32>,
    memberships: Vec<ClassId>,
    /// Entries of several words, and those in exact case, by first and second word, longest first:
    /// `longer[longer_starts[word]..longer_starts[word + 1]]`.
    longer_starts: Vec<u32>,
    longer: Vec<LongEntry>,
    longer_words: Vec<u32>,
    spellings: Vec<Box<[String]>>,
    /// By word: the classes with an entry that begins with it, as a place in `sets`. Most questions are answered "no" by
    /// it alone.
    begins: Vec<u16>,
    /// By word: the classes that it belongs to by itself, as a place in `sets`.
    singles: Vec<u16>,
    /// The different sets, the first one empty.
    sets: Vec<ClassSet>,
}

/// An entry of several words, or one in exact case.
#[derive(Clone, Copy, Debug)]
struct LongEntry {
    class: ClassId,
    /// How many words it has.
    len: u16,
    /// The second word, 0 for a single word in exact case.
    second: u32,
    /// Where its words begin in `longer_words`.
    words: u32,
    /// Its place in `spellings`, if its case counts.
    spelling: Option<u32>,
}

impl Lexicon {
    /// Prepares a vocabulary for look-up.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let words = vocabulary.len();
        let mut short = FxHashMap::with_capacity_and_hasher(words, FxBuildHasher);
        let mut long = FxHashMap::default();
        for (word, id) in vocabulary.words().zip(1..) {
            match ShortWord::new(word) {
                Some(word) => short.insert(word, WordId(id)),
                None => long.insert(word.into(), WordId(id)),
            };
        }
        let entries = vocabulary.classes.iter().zip(0..);
        let mut entries: Vec<(ClassId, &Entry)> =
            entries.flat_map(|(class, id)| class.entries.iter().map(move |entry| (ClassId(id), entry))).collect();
        let second = |entry: &Entry| entry.words.get(1).copied().unwrap_or(0);
        entries.sort_by_key(|(_, entry)| (entry.words[0], second(entry), std::cmp::Reverse(entry.words.len())));
        let mut longer = Vec::with_capacity(entries.len());
        let (mut longer_words, mut spellings) = (Vec::new(), Vec::<Box<[String]>>::new());
        for (class, entry) in &entries {
            longer.push(LongEntry {
                class: *class,
                len: entry.words.len() as u16,
                second: second(entry),
                words: longer_words.len() as u32,
                spelling: entry.exact.is_some().then_some(spellings.len() as u32),
            });
            longer_words.extend(&entry.words);
            spellings.extend(entry.exact.as_deref().map(Into::into));
        }
        let single = || {
            let numbered = vocabulary.classes.iter().zip(0..);
            numbered.flat_map(|(class, number)| class.words.iter().map(move |word| (*word, ClassId(number))))
        };
        let starts_of_words = starts(words, single().map(|(word, _)| word));
        let mut memberships = vec![ClassId(0); single().count()];
        let mut next = starts_of_words.clone();
        for (word, class) in single() {
            memberships[next[word as usize] as usize] = class;
            next[word as usize] += 1;
        }
        let mut by_word = vec![ClassSet::default(); words + 1];
        let mut sets = Sets::default();
        for (word, class) in single() {
            by_word[word as usize].insert(class);
        }
        let singles = by_word.iter().map(|set| sets.place(*set)).collect();
        for (class, entry) in &entries {
            by_word[entry.words[0] as usize].insert(*class);
        }
        let begins = by_word.iter().map(|set| sets.place(*set)).collect();
        Self {
            begins,
            singles,
            sets: sets.all,
            short,
            long,
            class_count: vocabulary.classes.len() as u16,
            starts: starts_of_words,
            memberships,
            longer_starts: starts(words, entries.iter().map(|(_, entry)| entry.words[0])),
            longer,
            longer_words,
            spellings,
        }
    }

    /// The number of a word in folded form (see [`scan::fold`]).
    pub fn find(&self, folded: &str) -> WordId {
        match ShortWord::new(folded) {
            Some(short) => self.find_short(short),
            None => self.long.get(folded).copied().unwrap_or_else(|| WordId::stranger(folded)),
        }
    }

    /// The number of a short word in lower case.
    #[inline]
    pub fn find_short(&self, folded: ShortWord) -> WordId {
        self.short.get(&folded).copied().unwrap_or_else(|| WordId::short_stranger(folded))
    }

    /// How many classes there are; they are numbered from zero.
    pub(crate) fn class_count(&self) -> u16 {
        self.class_count
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
        let singles = self.sets.get(self.singles(word) as usize);
        singles.is_some_and(|set| set.may_hold(class))
            && (usize::from(self.class_count) <= ClassSet::EXACT || self.classes_of(word).contains(&class))
    }

    /// The classes with an entry, of one or more words, that begins with `word`.
    #[inline]
    pub fn begins(&self, word: WordId) -> &ClassSet {
        let place = self.begins.get(word.0 as usize).copied().unwrap_or(0);
        self.sets.get(usize::from(place)).unwrap_or(&ClassSet::EMPTY)
    }

    /// The set of the classes that the word belongs to by itself, by its number among [`Lexicon::sets`].
    #[inline]
    pub(crate) fn singles(&self, word: WordId) -> u32 {
        u32::from(self.singles.get(word.0 as usize).copied().unwrap_or(0))
    }

    /// The different sets of classes, the first one empty.
    pub(crate) fn sets(&self) -> &[ClassSet] {
        &self.sets
    }

    /// The classes of the entries of several words, and of those in exact case, that begin with `word`.
    pub(crate) fn longer_classes(&self, word: WordId) -> impl Iterator<Item = ClassId> {
        self.longer_of(word).iter().map(|entry| entry.class)
    }

    /// Whether an entry of several words begins with `word`.
    #[inline]
    pub fn begins_longer(&self, word: WordId) -> bool {
        !self.longer_of(word).is_empty()
    }

    /// The members of any class that begin with `tokens[at]`, longest first: the class and the place behind the
    /// last token. `tokens` are those of one sentence.
    pub fn members_at<'a>(
        &'a self,
        document: &'a Document,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = (ClassId, usize)> + 'a {
        let word = tokens.get(at).map_or(WordId::NONE, |token| token.word);
        self.longer_at(document, tokens, at).chain(self.classes_of(word).iter().map(move |class| (*class, at + 1)))
    }

    /// Of these members, those of several words and those in exact case.
    pub(crate) fn longer_at<'a>(
        &'a self,
        document: &'a Document,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = (ClassId, usize)> + 'a {
        let word = tokens.get(at).map_or(WordId::NONE, |token| token.word);
        let longer = self.longer_of(word);
        let (exact, several) = if longer.is_empty() {
            (longer, longer)
        } else {
            let second = tokens.get(skip_hyphen(document, tokens, at + 1)).map_or(0, |token| token.word.0);
            // Few words have entries in exact case.
            let (exact, longer) = longer.split_at(longer.iter().take_while(|entry| entry.second == 0).count());
            let longer = &longer[longer.partition_point(|entry| entry.second < second)..];
            let several = longer.iter().take_while(|entry| entry.second == second).count();
            (exact, &longer[..several])
        };
        let fits = move |entry: &LongEntry| self.end_of(entry, document, tokens, at).map(|end| (entry.class, end));
        several.iter().chain(exact).filter_map(fits)
    }

    /// The place behind the last word of an entry when it begins at `tokens[at]`.
    fn end_of(&self, entry: &LongEntry, document: &Document, tokens: &[Token], at: usize) -> Option<usize> {
        let words = &self.longer_words[entry.words as usize..][..usize::from(entry.len)];
        let exact = entry.spelling.map(|place| &self.spellings[place as usize]);
        let mut place = at;
        for (number, expected) in words.iter().enumerate() {
            if number > 0 {
                place = skip_hyphen(document, tokens, place);
            }
            let token = tokens.get(place)?;
            let spelled = exact.is_none_or(|exact| document.token_text(token) == exact[number]);
            if token.word.0 != *expected || !spelled {
                return None;
            }
            place += 1;
        }
        Some(place)
    }

    /// The entries of several words, and those in exact case, that begin with `word`.
    #[inline]
    fn longer_of(&self, word: WordId) -> &[LongEntry] {
        let at = word.0 as usize;
        match (self.longer_starts.get(at), self.longer_starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.longer[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The longest member of `class` that begins with `tokens[at]`: the place behind its last token.
    #[inline]
    pub fn member_at(&self, document: &Document, tokens: &[Token], at: usize, class: ClassId) -> Option<usize> {
        let word = tokens.get(at)?.word;
        if self.begins(word).may_hold(class) { self.longest_at(document, tokens, at, class) } else { None }
    }

    fn longest_at(&self, document: &Document, tokens: &[Token], at: usize, class: ClassId) -> Option<usize> {
        self.members_at(document, tokens, at).find(|(found, _)| *found == class).map(|(_, end)| end)
    }

    /// Where members of `class` stand in a sentence: their first token and the place behind their last, within the
    /// sentence.
    pub fn places<'a>(
        &'a self,
        document: &'a Document,
        sentence: &'a Sentence,
        class: ClassId,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let tokens = if sentence.classes.may_hold(class) { document.tokens_of(sentence) } else { &[] };
        (0..tokens.len()).filter_map(move |at| Some(at..self.member_at(document, tokens, at, class)?))
    }

    /// Whether a member of `class` stands in a sentence.
    pub fn stands_in(&self, document: &Document, sentence: &Sentence, class: ClassId) -> bool {
        self.places(document, sentence, class).next().is_some()
    }
}

/// For each number from 0 to `words`, and one beyond, how many of the sorted `keys` are smaller.
fn starts(words: usize, keys: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0; words + 2];
    for key in keys {
        starts[key as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
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
