//! The way back from a run to its articles, for the formats that show them whole.

use std::fmt;

use crate::document::Document;
use crate::source::Source;

type Open<'a> = dyn Fn(&str) -> Option<(Source, Document)> + 'a;

/// Opens the articles of a run again, one at a time: a run keeps none of them.
#[derive(Clone, Copy, Default)]
pub struct Articles<'a>(Option<&'a Open<'a>>);

impl<'a> Articles<'a> {
    /// `open` gets a path as it is reported, and gives nothing when the file is gone or cannot be read any more.
    pub fn new(open: &'a Open<'a>) -> Self {
        Self(Some(open))
    }

    /// The article that is reported under `path`.
    pub(super) fn open(self, path: &str) -> Option<(Source, Document)> {
        self.0.and_then(|open| open(path))
    }
}

impl fmt::Debug for Articles<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Articles").field(&self.0.is_some()).finish()
    }
}
