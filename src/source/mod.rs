//! Files as they are found, read and decoded.

mod error;
mod read;
mod walk;

use std::sync::Arc;

pub use error::{NotText, Place, ReadError, ReadErrorReason};
pub use read::{decode, read};
pub use walk::{Walked, WalkedFile, walk};

use crate::document::Format;
use crate::span::Span;

/// A decoded file.
///
/// All offsets inside the engine count bytes of `text`. Where the file was decoded (UTF-16) or begins with a
/// byte order mark they differ from those of the file; [`Source::file_offset`] converts at the very end.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as it is reported.
    pub path: Arc<str>,
    /// What it is written in.
    pub format: Format,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// How it was encoded.
    pub encoding: Encoding,
}

/// How a file was encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark of three bytes.
    Utf8Bom,
    /// UTF-16 with a byte order mark of two bytes.
    Utf16,
}

impl Source {
    /// Text that is already decoded.
    pub fn new(path: impl Into<Arc<str>>, format: Format, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), format, text: text.into(), encoding: Encoding::Utf8 }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The byte of the file at which byte `offset` of the text stands.
    pub fn file_offset(&self, offset: u32) -> usize {
        let offset = offset as usize;
        match self.encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf8Bom => offset + 3,
            Encoding::Utf16 => 2 + 2 * self.text[..offset].encode_utf16().count(),
        }
    }
}
