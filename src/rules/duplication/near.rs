//! Pairs of sentences that share nearly all of their word pairs.
//!
//! Exact, without sampling: if a sentence of n bigrams shares at least k of them with a longer one, then one of its
//! n − k + 1 rarest is among the shared ones (the prefix filter of Chaudhuri, Ganti and Kaushik, "A primitive
//! operator for similarity joins in data cleaning", ICDE 2006). A bigram that stands in more than [`FORMULA`]
//! different sentences is a formula of the article and weighs nothing, which keeps the cost linear.

use rustc_hash::FxHashMap;

use super::lines::Word;

/// A bigram in more different sentences than this tells nothing about two of them.
const FORMULA: u32 = 32;

/// Two lines, by number, the shorter first, and how many bigrams they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The shorter line, or the earlier of two of equal length.
    pub(crate) short: usize,
    /// The other line.
    pub(crate) long: usize,
    /// Bigrams that both have.
    shared: usize,
    /// Bigrams of the shorter line.
    fewer: usize,
    /// Bigrams that either has.
    all: usize,
}

impl Pair {
    /// Whether one is a light rewrite of the other: seven in ten of all bigrams are shared, or nine in ten of the
    /// shorter line's.
    pub(crate) fn is_rewrite(&self) -> bool {
        self.shared * 10 >= self.all * 7 || self.shared * 10 >= self.fewer * 9
    }
}

/// All pairs of `lines` of which the shorter shares nearly all bigrams with the other: all but two, or 82 % of them.
///
/// Jaccard similarity of 0.7 implies the 82 %: shared ≥ 0.7 ÷ 1.7 × (a + b) ≥ 0.82 a where b ≥ a.
pub(crate) fn pairs(lines: &[Vec<Word>]) -> Vec<Pair> {
    let (repeating, mut grams) = repeating(lines);
    let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
    for gram in grams.iter().flatten() {
        *frequency.entry(*gram).or_default() += 1;
    }
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (line, grams) in grams.iter_mut().enumerate() {
        grams.retain(|gram| frequency[gram] <= FORMULA);
        for gram in grams.iter().filter(|gram| frequency[gram] > 1) {
            postings.entry(*gram).or_default().push(line as u32);
        }
    }
    let mut found = Vec::new();
    let mut candidates: Vec<u32> = Vec::new();
    let mut by_rarity: Vec<(u32, u64)> = Vec::new();
    for (line, own) in grams.iter().enumerate() {
        let Some(needed) = needed(own.len()) else { continue };
        by_rarity.clear();
        by_rarity.extend(own.iter().map(|gram| (frequency[gram], *gram)));
        by_rarity.sort_unstable();
        candidates.clear();
        for (_, gram) in &by_rarity[..=own.len() - needed] {
            let Some(others) = postings.get(gram) else { continue };
            candidates.extend(others.iter().filter(|other| {
                let other = **other as usize;
                grams[other].len() > own.len() || (grams[other].len() == own.len() && other > line)
            }));
        }
        candidates.sort_unstable();
        candidates.dedup();
        for &long in &candidates {
            let other = &grams[long as usize];
            let shared = shared(own, other);
            if shared >= needed {
                let all = own.len() + other.len() - shared;
                let [short, long] = [line, long as usize].map(|at| repeating[at]);
                found.push(Pair { short, long, shared, fewer: own.len(), all });
            }
        }
    }
    found
}

/// The lines that may be one of a pair, each with its bigrams: those of which as many bigrams stand elsewhere as a pair
/// must share, and those that hold some of these bigrams. Most lines are ruled out here, at the price of a few bits
/// for each bigram; chance lets some through.
fn repeating(lines: &[Vec<Word>]) -> (Vec<usize>, Vec<Vec<u64>>) {
    /// A pair shares at least so many.
    const FEWEST: usize = 2;
    let count = lines.iter().map(|words| words.len().saturating_sub(1)).sum::<usize>();
    let (mut once, mut again, mut wanted) = (Bits::for_items(count), Bits::for_items(count), Bits::for_items(count));
    for gram in lines.iter().flat_map(|words| windows(words)) {
        if once.holds(gram) {
            again.insert(gram);
        }
        once.insert(gram);
    }
    for words in lines {
        let needed = needed(words.len().saturating_sub(1));
        if needed.is_some_and(|needed| windows(words).filter(|gram| again.holds(*gram)).count() >= needed) {
            windows(words).for_each(|gram| wanted.insert(gram));
        }
    }
    let may_pair = |words: &[Word]| windows(words).filter(|gram| wanted.holds(*gram)).nth(FEWEST - 1).is_some();
    lines.iter().enumerate().filter(|(_, words)| may_pair(words)).map(|(at, words)| (at, bigrams(words))).unzip()
}

/// A set of bigrams, of one bit each, that holds some more by chance (Bloom, CACM 1970).
struct Bits(Vec<u64>);

impl Bits {
    fn for_items(count: usize) -> Self {
        const BITS: usize = 8;
        Self(vec![0; (count * BITS / 64).next_power_of_two()])
    }

    fn place(&self, gram: u64) -> (usize, u64) {
        let hash = gram.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((hash >> 32) as usize & (self.0.len() - 1), 1 << (hash >> 26 & 63))
    }

    fn insert(&mut self, gram: u64) {
        let (at, bit) = self.place(gram);
        self.0[at] |= bit;
    }

    fn holds(&self, gram: u64) -> bool {
        let (at, bit) = self.place(gram);
        self.0[at] & bit != 0
    }
}

/// How many of `bigrams` must be shared; nothing for lines too short to compare.
fn needed(bigrams: usize) -> Option<usize> {
    (bigrams >= 4).then(|| (bigrams * 82).div_ceil(100).min(bigrams - 2))
}

/// The bigrams of a line in order.
fn windows(words: &[Word]) -> impl Iterator<Item = u64> {
    words.windows(2).map(|pair| u64::from(pair[0].id) << 32 | u64::from(pair[1].id))
}

/// The different bigrams of a line, sorted.
fn bigrams(words: &[Word]) -> Vec<u64> {
    let mut grams: Vec<u64> = windows(words).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// How many elements two sorted lists share.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<Word> {
        text.split(' ')
            .map(|word| Word {
                id: word.bytes().fold(7, |id: u32, byte| id.wrapping_mul(31) + u32::from(byte)),
                token: 0,
            })
            .collect()
    }

    /// What a nested loop over all pairs finds.
    fn by_brute_force(lines: &[Vec<Word>]) -> Vec<(usize, usize)> {
        let grams: Vec<_> = lines.iter().map(|words| bigrams(words)).collect();
        let mut found = Vec::new();
        for a in 0..grams.len() {
            for b in 0..grams.len() {
                let shorter = grams[a].len() < grams[b].len() || (grams[a].len() == grams[b].len() && a < b);
                if shorter && needed(grams[a].len()).is_some_and(|needed| shared(&grams[a], &grams[b]) >= needed) {
                    found.push((a, b));
                }
            }
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn the_prefix_filter_loses_no_pair(
            lines in proptest::collection::vec(proptest::collection::vec(0u32..12, 5..14), 0..24)
        ) {
            let lines: Vec<Vec<Word>> =
                lines.iter().map(|line| line.iter().map(|id| Word { id: id + 2, token: 0 }).collect()).collect();
            let mut found: Vec<_> = pairs(&lines).iter().map(|pair| (pair.short, pair.long)).collect();
            found.sort_unstable();
            proptest::prop_assert_eq!(found, by_brute_force(&lines));
        }
    }

    #[test]
    fn one_inserted_word_is_found() {
        let lines =
            [line("the clinic writes warm and honest stories"), line("the clinic writes warm and very honest stories")];
        let found = pairs(&lines);
        assert_eq!((found[0].short, found[0].long), (0, 1));
        assert_eq!((found[0].shared, found[0].fewer, found[0].all), (5, 6, 8));
    }
}
