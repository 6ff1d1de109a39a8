//! Copies that follow one another as their originals do: one passage that was pasted, not so many single slips.

/// A later copy with the first of its kind, both by number (of sentences or of blocks).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Copied {
    /// The later one.
    pub(super) copy: usize,
    /// The first one.
    pub(super) original: usize,
}

/// Copies in the order of the text whose originals stand in the same order.
pub(super) type Run = Vec<Copied>;

/// Joins copies into runs and puts runs with the same originals together. `follows` says whether the second of two
/// numbers comes right behind the first.
pub(super) fn passages(mut copies: Vec<Copied>, follows: impl Fn(usize, usize) -> bool) -> Vec<Vec<Run>> {
    copies.sort_unstable();
    let mut runs: Vec<Run> = copies
        .chunk_by(|a, b| follows(a.copy, b.copy) && follows(a.original, b.original))
        .map(<[Copied]>::to_vec)
        .collect();
    runs.sort_by(|a, b| originals(a).cmp(originals(b)));
    runs.chunk_by(|a, b| originals(a).eq(originals(b))).map(<[Run]>::to_vec).collect()
}

fn originals(run: &Run) -> impl Iterator<Item = usize> {
    run.iter().map(|copied| copied.original)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_the_same_order_are_one_passage() {
        let copied = |copy, original| Copied { copy, original };
        let next = |a, b| a + 1 == b;
        // 0 1 2 stand again at 5 6 7 and at 10 11 12; 3 follows 1 the first time only; 20 is a copy of 2.
        let pairs = vec![
            copied(10, 0),
            copied(5, 0),
            copied(6, 1),
            copied(7, 2),
            copied(11, 1),
            copied(12, 2),
            copied(20, 2),
            copied(21, 0),
        ];
        let found = passages(pairs, next);
        let starts: Vec<Vec<(usize, usize)>> =
            found.iter().map(|group| group.iter().map(|run| (run[0].copy, run.len())).collect()).collect();
        assert_eq!(starts, vec![vec![(21, 1)], vec![(5, 3), (10, 3)], vec![(20, 1)]]);
    }
}
