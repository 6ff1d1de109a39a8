//! The words and signs that announce a result. Few sentences hold one, and only those are searched, each for what it
//! announces.

use rustc_hash::FxHashMap;

use crate::document::{Document, Sentence, Token, TokenKind};
use crate::lexicon::{ClassId, Lexicon, WordId, class};

/// What a sentence announces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    pub(super) const P: Self = Self(1);
    /// The name of a ratio measure.
    pub(super) const RATIO: Self = Self(1 << 1);
    /// A confidence interval.
    pub(super) const INTERVAL: Self = Self(1 << 2);
    /// A mean that may have a deviation.
    pub(super) const MEAN: Self = Self(1 << 3);
    /// A mean or median that may have a range.
    pub(super) const AVERAGE: Self = Self(1 << 4);
    /// A standard deviation.
    pub(super) const DEVIATION: Self = Self(1 << 5);
    /// A range behind an average.
    pub(super) const RANGE: Self = Self(1 << 6);
    /// A range before an average.
    pub(super) const SPAN: Self = Self(1 << 7);
    pub(super) const EQUALS: Self = Self(1 << 8);
    #[cfg(test)]
    pub(super) const ALL: Self = Self(u16::MAX);

    /// The words and signs that announce each.
    const WORDS: [(Self, &'static [&'static str]); 9] = [
        (Self::P, &["p", "pvalue", "pvalues"]),
        (Self::RATIO, &["ratio", "ratios"]),
        (Self::INTERVAL, &["ci", "cis", "cri", "ui"]),
        (Self::MEAN, &["mean", "m"]),
        (Self::AVERAGE, &["mean", "median", "average"]),
        (Self::DEVIATION, &["sd", "deviation", "±"]),
        (Self::RANGE, &["range", "ranges", "ranged", "ranging", "iqr", "interquartile"]),
        (Self::SPAN, &["aged", "range", "ranged", "ranging"]),
        (Self::EQUALS, &["="]),
    ];

    /// Those that take two words.
    const PAIRS: [(Self, &'static str, &'static [&'static str]); 3] = [
        (Self::RATIO, "relative", &["risk", "risks"]),
        (Self::INTERVAL, "confidence", &["interval", "intervals", "limits"]),
        (Self::INTERVAL, "credible", &["interval", "intervals"]),
    ];

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there are none.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `cue` is one of them.
    pub(super) const fn have(self, cue: Self) -> bool {
        self.0 & cue.0 != 0
    }
}

/// The words that announce results, by their numbers.
pub(super) struct Announcements {
    words: FxHashMap<WordId, Cues>,
    pairs: FxHashMap<(WordId, WordId), Cues>,
    class: ClassId,
}

impl Announcements {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut words: FxHashMap<WordId, Cues> = FxHashMap::default();
        for (cue, names) in Cues::WORDS {
            for name in names {
                let cues = words.entry(lexicon.find(name)).or_default();
                *cues = cues.with(cue);
            }
        }
        let pairs = Cues::PAIRS.iter().flat_map(|(cue, first, seconds)| {
            seconds.iter().map(|second| ((lexicon.find(first), lexicon.find(second)), *cue))
        });
        Self { words, pairs: pairs.collect(), class: class!("inference-cue") }
    }

    /// What the sentence announces; nothing where it holds no number.
    pub(super) fn cues(&self, document: &Document, sentence: &Sentence) -> Cues {
        let tokens = document.tokens_of(sentence);
        let has = |kind| tokens.iter().any(|token| token.kind == kind);
        if !has(TokenKind::Number) || !sentence.classes.may_hold(self.class) && !has(TokenKind::Symbol) {
            return Cues::default();
        }
        let cues = |token: &Token| {
            let named = self.words.get(&token.word).copied().unwrap_or_default();
            if is_ratio(document, token) { named.with(Cues::RATIO) } else { named }
        };
        let pair = |pair: &[Token]| self.pairs.get(&(pair[0].word, pair[1].word)).copied().unwrap_or_default();
        tokens.iter().map(cues).chain(tokens.windows(2).map(pair)).fold(Cues::default(), Cues::with)
    }
}

/// "OR", "aHR": the name of a ratio measure in capitals, which "or" is not.
fn is_ratio(document: &Document, token: &Token) -> bool {
    token.is_word() && (2..=4).contains(&token.len) && {
        let name = document.token_text(token);
        let name = name.strip_prefix(['a', 'c', 'm', 'A']).unwrap_or(name);
        matches!(name, "OR" | "HR" | "RR" | "IRR" | "PR")
    }
}
