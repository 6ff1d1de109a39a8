//! Sketches of paragraphs: six numbers that paragraphs with mostly the same words share at least one of.
//!
//! `MinHash` over shingles of three words (Broder, "On the resemblance and containment of documents", 1997), all minima
//! from one hash function whose values are dealt into as many bins (Li, Owen and Zhang, "One permutation hashing", NIPS
//! 2012), with banding: six bands of two rows. A pair with a resemblance of 0.7 shares a band with a probability of
//! 98 %, one of 0.3 with 43 %. It only proposes; what is reported was compared word by word.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::rules::duplication::lines::Word;
use crate::span::Span;

/// Bands of a sketch.
pub(super) const BANDS: usize = 6;
/// Minima in a band.
const ROWS: usize = 2;
/// Words in a shingle.
const SHINGLE: usize = 3;

/// The sketch of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sketch {
    pub(super) bands: [u32; BANDS],
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Sketch {
    pub(super) fn new(words: &[Word], span: Span) -> Self {
        let mut minima = [u32::MAX; BANDS * ROWS];
        for shingle in words.windows(SHINGLE) {
            let hash = shingle_hash(shingle).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            // The high half chooses the bin, the low half competes in it.
            let hash = hash ^ (hash >> 29);
            let bin = (((hash >> 32) * minima.len() as u64) >> 32) as usize;
            minima[bin] = minima[bin].min(hash as u32);
        }
        let mut bands = [0; BANDS];
        for (band, rows) in bands.iter_mut().zip(minima.chunks(ROWS)) {
            let mut hasher = FxHasher::default();
            for row in rows {
                hasher.write_u32(*row);
            }
            let hash = hasher.finish();
            *band = (hash ^ (hash >> 32)) as u32;
        }
        Self { bands, start: span.start(), end: span.end() }
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The resemblance of two texts in percent: shared shingles of all shingles.
pub(super) fn resemblance(first: &[Word], second: &[Word]) -> usize {
    let set = |words: &[Word]| {
        let mut shingles: Vec<u64> = words.windows(SHINGLE).map(shingle_hash).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    };
    let (a, b) = (set(first), set(second));
    let shared = a.iter().filter(|shingle| b.binary_search(shingle).is_ok()).count();
    let all = a.len() + b.len() - shared;
    (shared * 100).checked_div(all).unwrap_or(0)
}

fn shingle_hash(words: &[Word]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        hasher.write_u32(word.id);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: u32, to: u32) -> Vec<Word> {
        (from..to).map(|hash| Word { id: hash.wrapping_mul(2_654_435_761) | 2, token: 0 }).collect()
    }

    /// Of 500 pairs of paragraphs, how many share a band.
    fn proposed(changed: u32) -> usize {
        (0..500)
            .filter(|seed| {
                let original = words(seed * 1000, seed * 1000 + 80);
                let mut edited = original.clone();
                for at in 0..changed {
                    edited[(at * 17 % 80) as usize].id ^= 0x5555;
                }
                let (a, b) = (Sketch::new(&original, Span::new(0, 1)), Sketch::new(&edited, Span::new(0, 1)));
                a.bands.iter().zip(b.bands).any(|(a, b)| *a == b)
            })
            .count()
    }

    #[test]
    fn light_edits_are_proposed_and_other_texts_are_not() {
        assert_eq!(proposed(0), 500);
        assert!(proposed(2) > 430, "{}", proposed(2));
        assert!(proposed(40) < 25, "{}", proposed(40));
    }

    #[test]
    fn resemblance_counts_shared_shingles() {
        assert_eq!(resemblance(&words(0, 50), &words(0, 50)), 100);
        assert_eq!(resemblance(&words(0, 50), &words(100, 150)), 0);
        assert_eq!(resemblance(&words(0, 52), &words(0, 102)), 50);
    }
}
