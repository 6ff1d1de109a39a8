//! Pairs of sentences that share nearly all of their word pairs.
//!
//! Exact, without sampling: if a sentence of n bigrams shares at least k of them with a longer one, then one of its
//! n − k + 1 rarest is among the shared ones (the prefix filter of Chaudhuri, Ganti and Kaushik, "A primitive
//! operator for similarity joins in data cleaning", ICDE 2006). A bigram that stands in more than [`FORMULA`]
//! different sentences is a formula of the article and weighs nothing, which keeps the cost linear.

use super::lines::Ids;

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
pub(crate) fn pairs(lines: Ids) -> Vec<Pair> {
    let (mut repeating, again) = repeating(&lines);
    repeating.truncate(Posting::MOST_LINES);
    let mut totals = Vec::with_capacity(repeating.len());
    let repeats = |line: &usize| windows(lines.line(*line)).filter(|gram| again.holds(*gram)).count();
    let mut postings: Vec<Posting> = Vec::with_capacity(repeating.iter().map(repeats).sum());
    for (at, line) in repeating.iter().enumerate() {
        let grams = bigrams(lines.line(*line));
        totals.push(grams.len());
        postings.extend(grams.into_iter().filter(|gram| again.holds(*gram)).map(|gram| Posting::new(gram, at)));
    }
    drop((lines, again));
    postings.sort_unstable();
    let groups = group(&postings, &mut totals);
    let mut found = Vec::new();
    let mut candidates: Vec<usize> = Vec::new();
    let mut rarest: Vec<Group> = Vec::new();
    for (line, own) in groups.iter().enumerate() {
        let total = totals[line];
        let Some(needed) = needed(total).filter(|needed| own.len() >= *needed) else { continue };
        rarest.clear();
        rarest.extend(own);
        rarest.sort_unstable_by_key(|group| (group.size, group.start));
        candidates.clear();
        // Those that stand nowhere else are the rarest of all.
        for group in &rarest[..=own.len() - needed] {
            let others = &postings[group.start as usize..(group.start + group.size) as usize];
            candidates.extend(
                others
                    .iter()
                    .map(|other| other.line())
                    .filter(|other| totals[*other] > total || (totals[*other] == total && *other > line)),
            );
        }
        candidates.sort_unstable();
        candidates.dedup();
        for &long in &candidates {
            let shared = shared(own, &groups[long]);
            if shared >= needed {
                let all = total + totals[long] - shared;
                let [short, long] = [line, long].map(|at| repeating[at]);
                found.push(Pair { short, long, shared, fewer: total, all });
            }
        }
    }
    found
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

/// The lines that hold one bigram: a stretch of the postings.
#[derive(Clone, Copy)]
struct Group {
    start: u32,
    size: u32,
}

/// The groups of each line in order, formulas left out; these are taken off the lines' `totals` too.
fn group(postings: &[Posting], totals: &mut [usize]) -> Vec<Vec<Group>> {
    let mut groups: Vec<Vec<Group>> = vec![Vec::new(); totals.len()];
    let mut start = 0;
    for holders in postings.chunk_by(|a, b| a.gram() == b.gram()) {
        let size = holders.len() as u32;
        for line in holders.iter().map(|posting| posting.line()) {
            if size > FORMULA {
                totals[line] -= 1;
            } else if size > 1 {
                groups[line].push(Group { start, size });
            }
        }
        start += size;
    }
    groups
}

/// The lines that may be one of a pair – those of which as many bigrams stand elsewhere as a pair must share, and those
/// that hold some of these bigrams – and the bigrams that stand more than once. Most lines are ruled out here, at the
/// price of a few bits for each bigram; chance lets some through.
fn repeating(lines: &Ids) -> (Vec<usize>, Bits) {
    /// A pair shares at least so many.
    const FEWEST: usize = 2;
    let count = lines.iter().map(|words| words.len().saturating_sub(1)).sum::<usize>();
    let (mut once, mut again) = (Bits::for_items(count), Bits::for_items(count));
    for gram in lines.iter().flat_map(windows) {
        if once.holds(gram) {
            again.insert(gram);
        }
        once.insert(gram);
    }
    let mut wanted = once;
    wanted.0.fill(0);
    for words in lines.iter() {
        let needed = needed(words.len().saturating_sub(1));
        if needed.is_some_and(|needed| windows(words).filter(|gram| again.holds(*gram)).count() >= needed) {
            windows(words).for_each(|gram| wanted.insert(gram));
        }
    }
    let may_pair = |words: &[u32]| windows(words).filter(|gram| wanted.holds(*gram)).nth(FEWEST - 1).is_some();
    (lines.iter().enumerate().filter(|(_, words)| may_pair(words)).map(|(at, _)| at).collect(), again)
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
fn windows(words: &[u32]) -> impl Iterator<Item = u64> {
    words.windows(2).map(|pair| u64::from(pair[0]) << 32 | u64::from(pair[1]))
}

/// The different bigrams of a line, sorted.
fn bigrams(words: &[u32]) -> Vec<u64> {
    let mut grams: Vec<u64> = windows(words).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// How many groups two lines share.
fn shared(a: &[Group], b: &[Group]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].start.cmp(&b[j].start) {
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

    fn all(lines: &[Vec<u32>]) -> Ids {
        let mut ids = Ids::default();
        for line in lines {
            ids.push(line.iter().copied());
        }
        ids
    }

    fn line(text: &str) -> Vec<u32> {
        text.split(' ')
            .map(|word| word.bytes().fold(7, |id: u32, byte| id.wrapping_mul(31) + u32::from(byte)))
            .collect()
    }

    /// What a nested loop over all pairs finds.
    fn by_brute_force(lines: &[Vec<u32>]) -> Vec<(usize, usize)> {
        let grams: Vec<_> = lines.iter().map(|words| bigrams(words)).collect();
        let mut found = Vec::new();
        for a in 0..grams.len() {
            for b in 0..grams.len() {
                let shorter = grams[a].len() < grams[b].len() || (grams[a].len() == grams[b].len() && a < b);
                if shorter
                    && needed(grams[a].len())
                        .is_some_and(|needed| grams[a].iter().filter(|gram| grams[b].contains(gram)).count() >= needed)
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
            let mut found: Vec<_> = pairs(all(&lines)).iter().map(|pair| (pair.short, pair.long)).collect();
            found.sort_unstable();
            proptest::prop_assert_eq!(found, by_brute_force(&lines));
        }
    }

    #[test]
    fn one_inserted_word_is_found() {
        let lines =
            [line("the clinic writes warm and honest stories"), line("the clinic writes warm and very honest stories")];
        let found = pairs(all(&lines));
        assert_eq!((found[0].short, found[0].long), (0, 1));
        assert_eq!((found[0].shared, found[0].fewer, found[0].all), (5, 6, 8));
    }
}
