//! Passages that stand in several articles: runs of sentences that the same articles share, and paragraphs that were
//! lightly edited. One finding a passage, however many articles have it.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::digest::Line;
use super::sketch::{BANDS, resemblance};
use super::{CrossFinding, Digest, Elsewhere, MAX_LISTED, Reader};
use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;

/// Paragraphs are reported as edited copies from this resemblance on, in percent.
const EDITED: usize = 70;
/// A passage that so many articles have is a text of the house, which stands there on purpose.
const HOUSE_TEXT: usize = 5;
/// A band that more paragraphs than this share is a formula of the site.
const CROWD: usize = 64;

/// A passage in one article.
#[derive(Clone, Copy, Debug)]
struct Passage {
    key: u64,
    article: u32,
    start: u32,
    end: u32,
    sentences: u32,
    words: u32,
}

impl Passage {
    /// A passage that begins with a line and holds nothing yet.
    fn at(article: u32, line: &Line) -> Self {
        Self { key: 0, article, start: line.start, end: line.end, sentences: 0, words: 0 }
    }

    fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Finds repeated passages.
pub(super) fn find(digests: &[Option<&Digest>], reader: &Reader<'_>) -> Vec<CrossFinding> {
    let sharers = sharers(digests);
    let mut passages: Vec<Passage> =
        digests.par_iter().enumerate().flat_map_iter(|(article, digest)| runs(article, *digest, &sharers)).collect();
    let (groups, alone): (Vec<&[Passage]>, Vec<&[Passage]>) = equal(&mut passages).partition(|group| is_shared(group));
    // Sentences that the other article has in another order.
    let mut reordered: Vec<Passage> =
        alone.par_iter().flat_map_iter(|group| group.iter()).flat_map_iter(|passage| split(digests, passage)).collect();
    let reordered = equal(&mut reordered).filter(|group| is_shared(group));
    let groups: Vec<&[Passage]> = groups.into_iter().chain(reordered).collect();
    let mut found: Vec<CrossFinding> = groups.par_iter().filter_map(|group| report(group, reader)).collect();
    found.extend(edited(digests, &sharers, reader));
    found
}

/// Passages with the same words together, each with its first article first.
fn equal(passages: &mut [Passage]) -> impl Iterator<Item = &[Passage]> {
    passages.par_sort_unstable_by_key(|passage| (passage.key, passage.article, passage.start));
    passages.chunk_by(|a, b| a.key == b.key)
}

fn is_shared(group: &[Passage]) -> bool {
    group.first().map(|one| one.article) != group.last().map(|one| one.article)
}

/// The sentences of a passage that are long enough, each as a passage of its own.
fn split<'d>(digests: &[Option<&'d Digest>], passage: &Passage) -> impl Iterator<Item = Passage> + use<'d> {
    let Passage { article, start, end, .. } = *passage;
    digests[article as usize].into_iter().flat_map(move |digest| {
        let from = digest.lines.partition_point(|line| line.start < start);
        let lines = digest.lines[from..].iter().take_while(move |line| line.end <= end);
        let fewest = digest.fewest_words.unwrap_or(u32::MAX);
        lines.filter(move |line| line.hash != 0 && line.words >= fewest).map(move |line| {
            let mut passage = Passage::at(article, line);
            extend(&mut passage, line);
            passage
        })
    })
}

/// For each sentence that stands in several articles: a hash of which articles these are.
fn sharers(digests: &[Option<&Digest>]) -> FxHashMap<u64, u64> {
    let mut places: Vec<(u64, u32)> = digests
        .par_iter()
        .enumerate()
        .flat_map_iter(|(article, digest)| {
            let lines = digest.filter(|digest| digest.fewest_words.is_some()).map_or(&[][..], |digest| &digest.lines);
            lines.iter().filter(|line| line.hash != 0).map(move |line| (line.hash, article as u32))
        })
        .collect();
    places.par_sort_unstable();
    places.dedup();
    let shared = places.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    shared
        .map(|group| {
            let mut hasher = FxHasher::default();
            for (_, article) in group {
                hasher.write_u32(*article);
            }
            (group[0].0, hasher.finish())
        })
        .collect()
}

/// The longest runs of neighbouring sentences of an article that the same articles share.
fn runs(article: usize, digest: Option<&Digest>, sharers: &FxHashMap<u64, u64>) -> Vec<Passage> {
    let Some((digest, fewest)) = digest.and_then(|digest| Some((digest, digest.fewest_words?))) else {
        return Vec::new();
    };
    let mut passages = Vec::new();
    let mut open: Option<(Passage, u64, u32)> = None;
    let mut close = |open: &mut Option<(Passage, u64, u32)>| {
        passages.extend(open.take().map(|(passage, ..)| passage).filter(|passage| passage.words >= fewest));
    };
    for line in &digest.lines {
        let Some(&set) = sharers.get(&line.hash) else {
            close(&mut open);
            continue;
        };
        match &mut open {
            // One short sentence between, which no digest keeps, does not part a passage.
            Some((passage, of, last)) if *of == set && line.ordinal - *last <= 2 => {
                extend(passage, line);
                *last = line.ordinal;
            }
            _ => {
                close(&mut open);
                let mut passage = Passage::at(article as u32, line);
                extend(&mut passage, line);
                open = Some((passage, set, line.ordinal));
            }
        }
    }
    close(&mut open);
    passages
}

fn extend(passage: &mut Passage, line: &Line) {
    passage.key = (passage.key.rotate_left(7) ^ line.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    passage.end = passage.end.max(line.end);
    passage.sentences += 1;
    passage.words += line.words;
}

/// The finding for one passage: at its second article, with the first and further ones beside it.
fn report(group: &[Passage], reader: &Reader<'_>) -> Option<CrossFinding> {
    let mut articles: Vec<&Passage> = Vec::new();
    for passage in group {
        if articles.last().is_none_or(|last| last.article != passage.article) {
            articles.push(passage);
        }
    }
    let place = |passage: &Passage| (passage.article as usize, passage.span());
    let same = |passage: &&&Passage| reader.have_equal_words(place(articles[0]), place(passage));
    let later = &articles[1..];
    let listed: Vec<&Passage> = later.iter().take(MAX_LISTED + 1).filter(same).copied().collect();
    let (primary, others) = listed.split_first()?;
    // Equal hashes of 64 bits are trusted for the articles that are only counted.
    let count = articles.len() - (later.len().min(MAX_LISTED + 1) - listed.len());
    let sentences = if primary.sentences == 1 { "sentence" } else { "sentences" };
    let message = format!(
        "this passage ({} {sentences}, {} words) stands in {count} articles, word for word",
        primary.sentences, primary.words
    );
    let elsewhere = |passage: &Passage, message: &str| Elsewhere {
        article: passage.article as usize,
        span: passage.span(),
        message: message.to_owned(),
    };
    let diagnostic = Diagnostic::new("cross-article-duplicate", primary.span(), message);
    Some(CrossFinding {
        article: primary.article as usize,
        is_slight: primary.sentences == 1 && count == 2,
        diagnostic: if count >= HOUSE_TEXT { diagnostic.severity(Severity::Info) } else { diagnostic },
        elsewhere: std::iter::once(elsewhere(articles[0], "first here"))
            .chain(others.iter().map(|passage| elsewhere(passage, "also here")))
            .collect(),
    })
}

/// A paragraph in the table of bands: band number and hash, article, number of the paragraph.
type Banded = (u8, u32, u32, u32);

/// Paragraphs of different articles that were edited lightly: each with the first that it resembles.
fn edited(digests: &[Option<&Digest>], sharers: &FxHashMap<u64, u64>, reader: &Reader<'_>) -> Vec<CrossFinding> {
    let mut banded: Vec<Banded> = digests
        .par_iter()
        .enumerate()
        .flat_map_iter(|(article, digest)| {
            let sketches = digest.map_or(&[][..], |digest| &digest.sketches);
            let of = move |(number, sketch): (usize, &super::sketch::Sketch)| {
                let bands = sketch.bands;
                (0..BANDS).map(move |band| (band as u8, bands[band], article as u32, number as u32))
            };
            sketches.iter().enumerate().flat_map(of)
        })
        .collect();
    banded.par_sort_unstable();
    let mut candidates: Vec<((u32, u32), (u32, u32))> = Vec::new();
    for group in banded.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|group| (2..=CROWD).contains(&group.len())) {
        let (_, _, article, number) = group[0];
        let later = group[1..].iter().filter(|(_, _, other, _)| *other != article);
        candidates.extend(later.map(|(_, _, other, at)| ((*other, *at), (article, number))));
    }
    candidates.sort_unstable();
    candidates.dedup();
    // Copies word for word are reported by their sentences.
    candidates.retain(|(later, _)| !is_copied(digests, sharers, *later));
    let mut found: Vec<((u32, u32), CrossFinding)> = candidates
        .par_iter()
        .filter_map(|(later, earlier)| Some((*later, compare(digests, *later, *earlier, reader)?)))
        .collect();
    let mut seen = FxHashSet::default();
    found.retain(|(later, _)| seen.insert(*later));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether most sentences of a paragraph stand in other articles word for word.
fn is_copied(digests: &[Option<&Digest>], sharers: &FxHashMap<u64, u64>, (article, number): (u32, u32)) -> bool {
    let Some(digest) = digests[article as usize] else { return true };
    let span = digest.sketches[number as usize].span();
    let from = digest.lines.partition_point(|line| line.start < span.start());
    let inside = digest.lines[from..].iter().take_while(|line| line.end <= span.end());
    let (mut all, mut shared) = (0, 0);
    for line in inside {
        all += line.words;
        shared += if sharers.contains_key(&line.hash) { line.words } else { 0 };
    }
    shared * 2 > all
}

fn compare(
    digests: &[Option<&Digest>],
    later: (u32, u32),
    earlier: (u32, u32),
    reader: &Reader<'_>,
) -> Option<CrossFinding> {
    let place = |(article, number): (u32, u32)| {
        Some((article as usize, digests[article as usize]?.sketches[number as usize].span()))
    };
    let ((article, span), (other, place)) = (place(later)?, place(earlier)?);
    let percent = resemblance(&reader.piece(article, span)?.words, &reader.piece(other, place)?.words);
    (percent >= EDITED).then(|| CrossFinding {
        article,
        is_slight: false,
        diagnostic: Diagnostic::new(
            "cross-article-duplicate",
            span,
            format!("this paragraph is an edited copy of one in another article ({percent} % of its word triples are the same)"),
        ),
        elsewhere: vec![Elsewhere { article: other, span: place, message: "first here".to_owned() }],
    })
}
