//! What one run keeps of each article so that articles can be compared with each other.
//!
//! An article leaves a [`Digest`]: for every sentence of some length two hashes and a place, 32 bytes, and for every
//! longer paragraph a sketch of 32 bytes. So a hundred thousand articles of 10 KB take a few hundred megabytes and no
//! text. Groups of equal hashes are found by sorting; whatever is reported is read again and compared word by word.

mod digest;
mod joined;
mod library;
mod passages;
mod sketch;
mod values;
mod verify;

pub use digest::Digest;
pub(crate) use library::Library;
pub(crate) use verify::Reader;

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The rules that compare articles.
pub(crate) const RULES: [&str; 2] = ["cross-article-duplicate", "cross-article-contradiction"];

/// A place in another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    /// The article's place in the run.
    pub(crate) article: usize,
    /// Where in it.
    pub(crate) span: Span,
    /// What there is to see.
    pub(crate) message: String,
}

/// A finding about several articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CrossFinding {
    /// The article of the primary place.
    pub(crate) article: usize,
    /// What is wrong there.
    pub(crate) diagnostic: Diagnostic,
    /// The other places, the first article first.
    pub(crate) elsewhere: Vec<Elsewhere>,
    /// Whether it is a hint only, unless the same two articles share more.
    pub(crate) is_slight: bool,
}

/// Places of other articles that a finding lists at most.
const MAX_LISTED: usize = 10;

/// Compares all articles of a run. `digests` are in the order of the files; a file that was not read has none.
pub(crate) fn compare(digests: &[Option<&Digest>], reader: &Reader<'_>) -> Vec<CrossFinding> {
    let (found, values) = rayon::join(|| passages::find(digests, reader), || values::find(digests, reader));
    let mut found = joined::by_articles(found);
    found.extend(values);
    found.sort_by(|a, b| {
        (a.article, a.diagnostic.span, &a.diagnostic.rule).cmp(&(b.article, b.diagnostic.span, &b.diagnostic.rule))
    });
    found
}
