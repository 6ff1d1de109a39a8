//! Articles of the run, opened again for what is said about several of them. Those that were opened last are kept, so
//! that an article with many findings is not read for each of them.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::report::{Locator, Positions};
use crate::source::Source;

/// Text that is kept at most, in bytes.
const MOST_KEPT: usize = 16 * 1024 * 1024;

/// Opens articles by their place in the run.
pub(crate) struct Library<'a> {
    open: &'a (dyn Fn(usize) -> Option<Source> + Sync),
    kept: Mutex<Shelf>,
}

#[derive(Default)]
struct Shelf {
    volumes: FxHashMap<usize, Volume>,
    bytes: usize,
}

/// An open article.
#[derive(Clone)]
pub(crate) struct Volume {
    pub(crate) source: Source,
    positions: Arc<Positions>,
}

impl Volume {
    /// Finds lines and columns in it.
    pub(crate) fn locator(&self) -> Locator<'_> {
        Locator::with(&self.source, Arc::clone(&self.positions))
    }
}

impl<'a> Library<'a> {
    /// `open` reads an article; nothing if it cannot be read any more.
    pub(crate) fn new(open: &'a (dyn Fn(usize) -> Option<Source> + Sync)) -> Self {
        Self { open, kept: Mutex::default() }
    }

    /// The article at a place of the run.
    pub(crate) fn open(&self, article: usize) -> Option<Volume> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(volume) = kept().volumes.get(&article) {
            return Some(volume.clone());
        }
        let source = (self.open)(article)?;
        let volume = Volume { positions: Arc::new(Positions::of(&source)), source };
        let mut all = kept();
        all.bytes += volume.source.text.len();
        if all.bytes > MOST_KEPT {
            *all = Shelf { bytes: volume.source.text.len(), ..Shelf::default() };
        }
        all.volumes.insert(article, volume.clone());
        Some(volume)
    }
}
