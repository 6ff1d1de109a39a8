//! Pairs of sentences that share nearly all of their word pairs.
//!
//! Exact, without sampling: if a sentence of n bigrams shares at least k of them with a longer one, then one of its
//! n − k + 1 rarest is among the shared ones (the prefix filter of Chaudhuri, Ganti and Kaushik, "A primitive
//! operator for similarity joins in data cleaning", ICDE 2006). A bigram that stands in more than [`FORMULA`]
//! different sentences is a formula of the article and weighs nothing, which keeps the cost linear.

use std::borrow::Cow;

use rayon::prelude::*;

use super::lines::Word;

/// Lines are handed to the cores in runs of this many.
const CHUNK: usize = 1024;

/// So many lines are read at a time.
const BATCH: usize = 8 * CHUNK;

/// A bigram in more different sentences than this tells nothing about two of them.
const FORMULA: usize = 32;

/// Two lines, by number, the shorter first, and how many bigrams they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The shorter line, or the earlier of two of equal length.
    pub(crate) short: usize,
    /// The other line.
    pub(crate) long: usize,
    /// Bigrams that both have.
    shared: u32,
    /// Bigrams of the shorter line.
    fewer: u32,
    /// Bigrams that either has.
    all: u32,
}

impl Pair {
    /// Whether one is a light rewrite of the other: seven in ten of all bigrams are shared, or nine in ten of the
    /// shorter line's.
    pub(crate) fn is_rewrite(&self) -> bool {
        self.shared * 10 >= self.all * 7 || self.shared * 10 >= self.fewer * 9
    }
}

/// All pairs of `count` lines of which the shorter shares nearly all bigrams with the other: all but two, or 82 % of them.
///
/// Jaccard similarity of 0.7 implies the 82 %: shared ≥ 0.7 ÷ 1.7 × (a + b) ≥ 0.82 a where b ≥ a.
pub(crate) fn pairs<'w>(count: usize, words: impl Fn(usize) -> Cow<'w, [Word]> + Sync) -> Vec<Pair> {
    let Some((repeating, again)) = repeating(count, &words) else { return Vec::new() };
    let telling = |line: &u32| bigrams(&words(*line as usize)).filter(|gram| again.holds(*gram)).count();
    let mut totals = Vec::with_capacity(repeating.len());
    let mut postings: Vec<Posting> = Vec::with_capacity(repeating.par_iter().with_min_len(CHUNK).map(telling).sum());
    // Batch by batch, so that no posting is held twice for long.
    for (batch, of_batch) in repeating.chunks(BATCH).enumerate() {
        let post = |(at, line): (usize, &u32)| {
            let mut own: Vec<u64> = bigrams(&words(*line as usize)).collect();
            own.sort_unstable();
            own.dedup();
            let total = own.len() as u32;
            own.retain(|gram| again.holds(*gram));
            (total, own.into_iter().map(|gram| Posting::new(gram, batch * BATCH + at)).collect::<Vec<_>>())
        };
        let posted: Vec<_> = of_batch.par_iter().enumerate().with_min_len(CHUNK).map(post).collect();
        for (total, own) in posted {
            totals.push(total);
            postings.extend(own);
        }
    }
    drop(again);
    postings.par_sort_unstable();
    drop_formulas(&mut postings, &mut totals);
    let groups = Groups::of(&postings, totals.len());
    let of_line = |line: usize| {
        let (total, own) = (totals[line], groups.of_line(line));
        let Some(needed) = needed(total).filter(|needed| own.len() >= *needed as usize) else { return Vec::new() };
        let mut rarest: Vec<&[Posting]> = own.iter().map(|start| holders(&postings, *start)).collect();
        rarest.sort_unstable_by_key(|holders| holders.len());
        // Those that stand nowhere else are the rarest of all.
        let held = rarest[..=own.len() - needed as usize].iter().flat_map(|holders| holders.iter());
        let longer = held.map(|other| other.line()).filter(|other| (totals[*other], *other) > (total, line));
        let mut candidates: Vec<usize> = longer.collect();
        candidates.sort_unstable();
        candidates.dedup();
        let pair = |long: usize| {
            let shared = shared(own, groups.of_line(long));
            let [all, long, short] = [total + totals[long] - shared, repeating[long], repeating[line]];
            let pair = Pair { short: short as usize, long: long as usize, shared, fewer: total, all };
            (shared >= needed).then_some(pair)
        };
        candidates.into_iter().filter_map(pair).collect()
    };
    (0..totals.len()).into_par_iter().with_min_len(CHUNK).flat_map_iter(of_line).collect()
}

/// A bigram, as 40 bits of its hash, and a line that holds it. Two bigrams of a text of 10 MB share the bits by chance
/// once or twice; what is reported is compared word by word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting(u64);

impl Posting {
    const LINE_BITS: u32 = 24;
    /// Lines that can be told apart; a text has so many at 1 GB.
    const MOST_LINES: usize = 1 << Self::LINE_BITS;

    fn new(gram: u64, line: usize) -> Self {
        let hash = gram.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self((hash ^ (hash >> 32)) << Self::LINE_BITS | line as u64)
    }

    fn gram(self) -> u64 {
        self.0 >> Self::LINE_BITS
    }

    fn line(self) -> usize {
        self.0 as usize & (Self::MOST_LINES - 1)
    }
}

/// Leaves only the bigrams of more than one line that are no formulas; these are taken off the lines' `totals` too.
fn drop_formulas(postings: &mut Vec<Posting>, totals: &mut [u32]) {
    let (mut start, mut kept) = (0, 0);
    while start < postings.len() {
        let group = start..start + holders(postings, start as u32).len();
        start = group.end;
        if group.len() > FORMULA {
            postings[group].iter().for_each(|posting| totals[posting.line()] -= 1);
        } else if group.len() > 1 {
            let len = group.len();
            postings.copy_within(group, kept);
            kept += len;
        }
    }
    postings.truncate(kept);
    postings.shrink_to_fit();
}

/// The lines that hold one bigram: the stretch of the postings that begins at `start`.
fn holders(postings: &[Posting], start: u32) -> &[Posting] {
    let rest = &postings[start as usize..];
    let size = rest.iter().take_while(|posting| posting.gram() == rest[0].gram()).count();
    &rest[..size]
}

/// The bigrams of each line in order, each as the place where its holders begin in the postings.
struct Groups {
    /// `starts[ends[line - 1]..ends[line]]` belong to a line.
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Groups {
    fn of(postings: &[Posting], lines: usize) -> Self {
        let mut next = vec![0; lines + 1];
        for posting in postings {
            next[posting.line() + 1] += 1;
        }
        for line in 1..next.len() {
            next[line] += next[line - 1];
        }
        let mut starts = vec![0; postings.len()];
        let mut start = 0;
        for holders in postings.chunk_by(|a, b| a.gram() == b.gram()) {
            for line in holders.iter().map(|posting| posting.line()) {
                starts[next[line] as usize] = start;
                next[line] += 1;
            }
            start += holders.len() as u32;
        }
        Self { starts, ends: next }
    }

    fn of_line(&self, line: usize) -> &[u32] {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.starts[start as usize..self.ends[line] as usize]
    }
}

/// The lines that may be one of a pair – those of which as many bigrams stand elsewhere as a pair must share, and those
/// that hold some of these bigrams – and the bigrams that stand more than once; nothing if there are no such lines.
/// Most lines are ruled out here, at the price of a few bits for each bigram; chance lets some through.
fn repeating<'w>(count: usize, words: impl Fn(usize) -> Cow<'w, [Word]> + Sync) -> Option<(Vec<u32>, Bits)> {
    /// A pair shares at least so many.
    const FEWEST: usize = 2;
    let all = (0..count).map(|line| bigrams(&words(line)).len()).sum();
    let (mut once, mut again) = (Bits::for_items(all), Bits::for_items(all));
    for line in 0..count {
        for gram in bigrams(&words(line)) {
            if once.insert(gram) {
                again.insert(gram);
            }
        }
    }
    let may_repeat = |line: &usize| {
        let words = words(*line);
        let size = bigrams(&words).len() as u32;
        needed(size).is_some_and(|needed| {
            bigrams(&words).filter(|gram| !again.holds(*gram)).nth((size - needed) as usize).is_none()
        })
    };
    let lines = || (0..count).into_par_iter().with_min_len(CHUNK);
    let known: Vec<usize> = lines().filter(may_repeat).collect();
    if known.is_empty() {
        return None;
    }
    let mut wanted = once;
    wanted.0.fill(0);
    for line in known {
        bigrams(&words(line)).for_each(|gram| _ = wanted.insert(gram));
    }
    let may_pair = |line: &usize| bigrams(&words(*line)).filter(|gram| wanted.holds(*gram)).nth(FEWEST - 1).is_some();
    let repeating = lines().take(Posting::MOST_LINES).filter(may_pair).map(|line| line as u32).collect();
    Some((repeating, again))
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

    /// Whether it was there already.
    fn insert(&mut self, gram: u64) -> bool {
        let (at, bit) = self.place(gram);
        let held = self.0[at] & bit != 0;
        self.0[at] |= bit;
        held
    }

    fn holds(&self, gram: u64) -> bool {
        let (at, bit) = self.place(gram);
        self.0[at] & bit != 0
    }
}

/// How many of `bigrams` must be shared; nothing for lines too short to compare.
fn needed(bigrams: u32) -> Option<u32> {
    (bigrams >= 4).then(|| (bigrams * 82).div_ceil(100).min(bigrams - 2))
}

/// The bigrams of a line in order.
fn bigrams(line: &[Word]) -> impl ExactSizeIterator<Item = u64> {
    line.windows(2).map(|pair| u64::from(pair[0].id) << 32 | u64::from(pair[1].id))
}

/// How many bigrams two lines share.
fn shared(a: &[u32], b: &[u32]) -> u32 {
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
    use std::collections::BTreeSet;

    use super::*;

    fn all(lines: &[Vec<Word>]) -> Vec<Pair> {
        pairs(lines.len(), |line| Cow::Borrowed(&lines[line]))
    }

    fn words(ids: impl IntoIterator<Item = u32>) -> Vec<Word> {
        ids.into_iter().zip(0..).map(|(id, token)| Word { id, token }).collect()
    }

    fn line(text: &str) -> Vec<Word> {
        words(text.split(' ').map(|word| word.bytes().fold(7, |id: u32, byte| id.wrapping_mul(31) + u32::from(byte))))
    }

    /// What a nested loop over all pairs finds.
    fn by_brute_force(lines: &[Vec<Word>]) -> Vec<(usize, usize)> {
        let grams: Vec<BTreeSet<u64>> = lines.iter().map(|line| bigrams(line).collect()).collect();
        let mut found = Vec::new();
        for a in 0..grams.len() {
            for b in 0..grams.len() {
                let shorter = grams[a].len() < grams[b].len() || (grams[a].len() == grams[b].len() && a < b);
                if shorter
                    && needed(grams[a].len() as u32)
                        .is_some_and(|needed| grams[a].intersection(&grams[b]).count() >= needed as usize)
                {
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
            let lines: Vec<Vec<Word>> = lines.into_iter().map(words).collect();
            let mut found: Vec<_> = all(&lines).iter().map(|pair| (pair.short, pair.long)).collect();
            found.sort_unstable();
            proptest::prop_assert_eq!(found, by_brute_force(&lines));
        }
    }

    #[test]
    fn one_inserted_word_is_found() {
        let lines =
            [line("the clinic writes warm and honest stories"), line("the clinic writes warm and very honest stories")];
        let found = all(&lines);
        assert_eq!((found[0].short, found[0].long), (0, 1));
        assert_eq!((found[0].shared, found[0].fewer, found[0].all), (5, 6, 8));
    }
}
