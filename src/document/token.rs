//! Tokens: words, numbers, marks of punctuation. Twelve bytes each, because a long article has millions.

use crate::lexicon::WordId;
use crate::span::ProseSpan;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and digits ("don't", "B12", "mg"). Hyphens and slashes separate.
    Word,
    /// Digits with inner separators ("1,000", "2.5", "1 000" with a thin or non-breaking space, "½").
    Number,
    /// A single mark of punctuation: . , ; : ! ? ( ) [ ] { } quotation marks, dashes, slash.
    Punct,
    /// Any other single character: % ° + = < > ~ $ £ € # * and so on.
    Symbol,
    /// An address, inline code or the like: never looked into.
    Opaque,
}

/// Properties of a token that are asked for all the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenFlags(u8);

impl TokenFlags {
    /// White space stands before it.
    pub const SPACE_BEFORE: Self = Self(1);
    /// It begins with an upper-case letter.
    pub const CAPITALIZED: Self = Self(1 << 1);
    /// All its letters are upper case, and there are at least two.
    pub const UPPER: Self = Self(1 << 2);
    /// An upper-case letter follows a lower-case one ("PubMed", "youFind").
    pub const CAMEL: Self = Self(1 << 3);
    /// It stands inside quotation marks or a marked quotation.
    pub const QUOTED: Self = Self(1 << 4);
    /// It stands inside a link.
    pub const LINKED: Self = Self(1 << 5);
    /// Superscript: an exponent, an ordinal's ending or a citation marker.
    pub const SUPERSCRIPT: Self = Self(1 << 6);
    /// It stands inside parentheses.
    pub const PARENTHESIZED: Self = Self(1 << 7);

    /// Whether all of `other` are set.
    #[inline]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets `other`.
    #[inline]
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A token of the prose.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub(crate) start: u32,
    pub(crate) len: u16,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its properties.
    pub flags: TokenFlags,
    /// Which word or mark; [`WordId::NONE`] where it is opaque.
    pub word: WordId,
}

impl Token {
    /// Where it stands.
    #[inline]
    pub fn span(self) -> ProseSpan {
        ProseSpan::new(self.start, self.start + u32::from(self.len))
    }

    /// Its first byte.
    #[inline]
    pub fn start(self) -> u32 {
        self.start
    }

    /// The byte after its last.
    #[inline]
    pub fn end(self) -> u32 {
        self.start + u32::from(self.len)
    }

    /// Whether `flag` is set.
    #[inline]
    pub fn has(self, flag: TokenFlags) -> bool {
        self.flags.has(flag)
    }

    /// Whether white space stands before it.
    #[inline]
    pub fn is_spaced(self) -> bool {
        self.flags.has(TokenFlags::SPACE_BEFORE)
    }

    /// Whether it is a word.
    #[inline]
    pub fn is_word(self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is a number in digits.
    #[inline]
    pub fn is_number(self) -> bool {
        self.kind == TokenKind::Number
    }
}
