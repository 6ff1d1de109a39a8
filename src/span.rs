//! Two kinds of half-open byte range that must never be mixed up.
//!
//! A [`Span`] points into the decoded source file, a [`ProseSpan`] into the text that a reader sees
//! (see [`crate::document::Prose`]). Only `Prose::source` turns one into the other. Offsets are `u32`:
//! files of 4 GiB and more are refused when they are read.

use std::ops::Range;

use serde::{Deserialize, Serialize};

macro_rules! byte_range {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name {
            start: u32,
            end: u32,
        }

        impl $name {
            /// The range `start..end`.
            ///
            /// # Panics
            /// When `start` lies behind `end`.
            #[inline]
            pub const fn new(start: u32, end: u32) -> Self {
                assert!(start <= end, "a range must not end before it starts");
                Self { start, end }
            }

            /// The empty range at `offset`.
            #[inline]
            pub const fn empty(offset: u32) -> Self {
                Self { start: offset, end: offset }
            }

            /// The first byte.
            #[inline]
            pub const fn start(self) -> u32 {
                self.start
            }

            /// The byte after the last one.
            #[inline]
            pub const fn end(self) -> u32 {
                self.end
            }

            /// The number of bytes.
            #[inline]
            pub const fn len(self) -> u32 {
                self.end - self.start
            }

            /// Whether there is nothing in it.
            #[inline]
            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `offset` lies inside.
            #[inline]
            pub const fn contains(self, offset: u32) -> bool {
                self.start <= offset && offset < self.end
            }

            /// Whether `other` lies wholly inside, its ends included.
            #[inline]
            pub const fn encloses(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share at least one byte.
            #[inline]
            pub const fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest range that encloses both.
            #[inline]
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }

            /// As a range to slice text with.
            #[inline]
            pub const fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }
        }

        impl From<Range<usize>> for $name {
            fn from(range: Range<usize>) -> Self {
                Self::new(range.start as u32, range.end as u32)
            }
        }
    };
}

byte_range! {
    /// Bytes of the decoded source file.
    ///
    /// ```
    /// use factlint::span::Span;
    /// let dose = Span::new(4, 10);
    /// assert_eq!(&"take 680 mg now"[dose.range()], " 680 m");
    /// assert!(dose.overlaps(Span::new(9, 12)) && !dose.overlaps(Span::new(10, 12)));
    /// ```
    Span
}

byte_range! {
    /// Bytes of the prose, the text that a reader sees.
    ProseSpan
}
