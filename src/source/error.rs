//! Why a file was not read, and where in it.

use std::fmt;
use std::io;
use std::sync::Arc;

/// A file that can't be read.
#[derive(Debug)]
pub struct ReadError {
    /// The path as it is reported.
    pub path: Arc<str>,
    /// What is wrong with it.
    pub reason: ReadErrorReason,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum ReadErrorReason {
    /// The system says no.
    Io(io::Error),
    /// Its name ends in nothing that can be checked.
    UnsupportedType,
    /// It has 4 GiB or more.
    TooLarge {
        /// Its bytes.
        bytes: u64,
    },
    /// It is no text.
    NotText {
        /// What was found.
        found: NotText,
        /// Where.
        place: Place,
    },
}

/// What does not belong in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// A lone surrogate or half a unit in UTF-16.
    InvalidUtf16,
    /// A NUL byte.
    Nul,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it, from the start of the file.
    pub offset: u64,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
}

impl Place {
    /// The place `offset` of a file, behind the text `before` in its last line.
    pub(super) fn after(before: &str, offset: u64) -> Self {
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        let lines = memchr::memchr_iter(b'\n', before.as_bytes()).count();
        Self { offset, line: lines as u32 + 1, column: before[line_start..].chars().count() as u32 + 1 }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.reason {
            ReadErrorReason::Io(error) => write!(f, "{path}: {error}"),
            ReadErrorReason::UnsupportedType => {
                write!(
                    f,
                    "{path}: this type of file can't be checked (.md, .markdown, .mdx, .html, .htm, .xhtml and .txt can)"
                )
            }
            ReadErrorReason::TooLarge { bytes } => {
                write!(f, "{path}: {bytes} bytes are too many, files of 4 GiB and more are not read")
            }
            ReadErrorReason::NotText { found, place: Place { offset, line, column } } => {
                let what = match found {
                    NotText::InvalidUtf8 => "invalid UTF-8",
                    NotText::InvalidUtf16 => "invalid UTF-16",
                    NotText::Nul => "a NUL byte, so this is no text",
                };
                write!(f, "{path}:{line}:{column}: {what} at byte {offset}")
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            ReadErrorReason::Io(error) => Some(error),
            _ => None,
        }
    }
}
