//! A sentence with its figures, as the checks of statistics and doses read it: words by place, figures by the places of their
//! tokens. Sentences without figures, residue and reference lists are never looked at.

use std::ops::Range;

use crate::document::{BlockKind, Token, TokenFlags};
use crate::facts::{Approx, Interval, Qualifiers, Quantity, Rational, Stance};
use crate::lexicon::scan::is_same_word;
use crate::lexicon::{ClassId, ClassSet, WordId, WordList};
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// A sentence that holds at least one figure. Places behind its end read as empty.
#[derive(Clone, Copy)]
pub(super) struct Passage<'a> {
    pub(super) article: &'a Article<'a>,
    /// Its number in the document.
    pub(super) sentence: usize,
    /// Its figures in order.
    pub(super) figures: &'a [Quantity],
    tokens: &'a [Token],
    from: usize,
    classes: &'a ClassSet,
}

impl<'a> Passage<'a> {
    /// All sentences of an article that hold figures.
    pub(super) fn all(article: &'a Article<'a>) -> impl Iterator<Item = Self> {
        let quantities = &article.facts().quantities.all;
        quantities
            .chunk_by(|one, other| one.sentence == other.sentence)
            .filter_map(move |figures| Self::new(article, figures[0].sentence, figures))
    }

    /// The sentence numbered `sentence`, with or without figures.
    pub(super) fn at(article: &'a Article<'a>, sentence: usize) -> Option<Self> {
        Self::new(article, sentence, article.facts().quantities.in_sentence(sentence))
    }

    fn new(article: &'a Article<'a>, number: usize, figures: &'a [Quantity]) -> Option<Self> {
        let document = article.document();
        let sentence = document.sentences.get(number)?;
        let block = &document.blocks[sentence.block];
        let read = !block.reference && block.kind != BlockKind::Alt && !article.is_masked(sentence.block);
        let tokens = document.tokens_of(sentence);
        let (from, classes) = (sentence.tokens.start, &sentence.classes);
        read.then_some(Self { article, sentence: number, figures, tokens, from, classes })
    }

    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The numbers of its words and marks in the lexicon.
    pub(super) fn words(&self) -> impl Iterator<Item = WordId> + use<'a> {
        self.tokens.iter().map(|token| token.word)
    }

    /// The text at `at`; empty outside the sentence.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| self.article.document().token_text(token))
    }

    /// The last token, mostly its stop.
    pub(super) fn last(&self) -> &'a str {
        self.text(self.tokens.len().saturating_sub(1))
    }

    /// Whether the text at `at` is `word`, in any case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        is_same_word(self.text(at), word)
    }

    /// Whether the text at `at` is one of `words`, in any case.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| is_same_word(text, word))
    }

    /// Whether any text in `range` is one of `words`.
    pub(super) fn any(&self, mut range: Range<usize>, words: &[&str]) -> bool {
        let words = WordList::new(words);
        range.any(|at| self.is_in(at, &words))
    }

    /// Whether the text at `at` is one of `words`.
    pub(super) fn is_in(&self, at: usize, words: &WordList<'_>) -> bool {
        words.holds(self.text(at))
    }

    /// Whether the word at `at` belongs to `class`.
    pub(super) fn in_class(&self, at: usize, class: ClassId) -> bool {
        self.classes.may_hold(class)
            && self.tokens.get(at).is_some_and(|token| self.article.lexicon().is(token.word, class))
    }

    /// Whether members of any of `classes` may begin with the word at `at`.
    pub(super) fn opens(&self, at: usize, classes: &ClassSet) -> bool {
        self.classes.may_share(classes)
            && self.tokens.get(at).is_some_and(|token| self.article.lexicon().begins(token.word).may_share(classes))
    }

    /// The members of all classes that begin at `at`: their class and the place behind them.
    pub(super) fn members(&self, at: usize) -> impl Iterator<Item = (ClassId, usize)> {
        self.article.lexicon().members_at(self.article.document(), self.tokens, at)
    }

    /// The place behind the longest member of `class` that begins at `at`.
    pub(super) fn member(&self, at: usize, class: ClassId) -> Option<usize> {
        if !self.classes.may_hold(class) {
            return None;
        }
        self.article.lexicon().member_at(self.article.document(), self.tokens, at, class)
    }

    /// Whether the token at `at` has `flag`.
    pub(super) fn has(&self, at: usize, flag: TokenFlags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.has(flag))
    }

    /// The qualifiers that the tokens `range` name.
    pub(super) fn qualifiers(&self, range: Range<usize>) -> Qualifiers {
        Qualifiers::of(self.article.document(), self.from + range.start..self.from + range.end)
    }

    /// Whether the token at `at` is a word.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_word())
    }

    /// Whether the token at `at` is a number in digits.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_number())
    }

    /// A year printed at `at`.
    pub(super) fn year(&self, at: usize) -> Option<i64> {
        let text = self.text(at);
        let year: i64 = if text.len() == 4 && self.is_number(at) { text.parse().ok()? } else { return None };
        (1800..2200).contains(&year).then_some(year)
    }

    /// The place of the first token of a figure.
    pub(super) fn start(&self, figure: &Quantity) -> usize {
        figure.tokens.start.saturating_sub(self.from)
    }

    /// The place behind the last token of a figure.
    pub(super) fn end(&self, figure: &Quantity) -> usize {
        figure.tokens.end.saturating_sub(self.from)
    }

    /// The place of the first of the words before a figure that soften it ("about", "more than"), else its start.
    pub(super) fn lead(&self, figure: &Quantity) -> usize {
        let mut at = self.start(figure);
        while at > 0 && self.is_in(at - 1, &SOFTENERS) {
            at -= 1;
        }
        // "No more than".
        at - usize::from(at > 0 && self.is(at - 1, "no") && self.is_any(at, &["more", "less", "fewer"]))
    }

    /// What stands between two neighbouring figures, softeners of the second left out.
    pub(super) fn gap(&self, one: &Quantity, other: &Quantity) -> Range<usize> {
        let from = self.end(one);
        from..self.lead(other).max(from)
    }

    /// Where figures stand in the source.
    pub(super) fn span(&self, figure: &Quantity) -> Span {
        self.article.span(figure.span)
    }

    /// Where the tokens `range` stand in the source.
    pub(super) fn cover(&self, range: Range<usize>) -> Span {
        let (Some(first), Some(last)) =
            (self.tokens.get(range.start), self.tokens.get(range.end.max(range.start + 1) - 1))
        else {
            return self.claim();
        };
        self.article.span(ProseSpan::new(first.start(), last.end()))
    }

    /// The text of the tokens `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        match (self.tokens.get(range.start), self.tokens.get(range.end.max(range.start + 1) - 1)) {
            (Some(first), Some(last)) => self.article.document().text(ProseSpan::new(first.start(), last.end())),
            _ => "",
        }
    }

    /// The sentence in the source: what competing rules would speak of as well.
    pub(super) fn claim(&self) -> Span {
        self.article.span(self.article.document().sentences[self.sentence].prose)
    }

    /// Whether the next sentence belongs to the same block: then it may speak of this one.
    pub(super) fn next(&self) -> Option<Self> {
        let sentences = &self.article.document().sentences;
        let next = sentences.get(self.sentence + 1)?;
        if next.block == sentences[self.sentence].block { Self::at(self.article, self.sentence + 1) } else { None }
    }
}

/// Words before a number that only say how exactly it is meant.
pub(super) static SOFTENERS: WordList<'_> = WordList::new(&[
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "nearly",
    "almost",
    "some",
    "circa",
    "just",
    "over",
    "under",
    "than",
    "more",
    "less",
    "fewer",
    "least",
    "at",
    "most",
    "to",
    "up",
    "slightly",
    "only",
    "an",
    "estimated",
    "close",
    "~",
    "≈",
    "<",
    ">",
    "≥",
    "≤",
    "above",
    "below",
]);

/// What the wording of a figure allows, as a part of one: "63 %", "1 in 8", "12 per 100,000", "a third".
pub(super) fn part(figure: &Quantity) -> Option<Interval> {
    let reading = figure.reading();
    if figure.unit.is("%") {
        return reading.scale(Rational::fraction(1, 100)?);
    }
    if figure.unit.base.is_some() {
        return None;
    }
    let mut below = figure.unit.denominators();
    match (below.next(), below.next()) {
        (None, _) if is_fraction(figure) => Some(reading),
        (Some(per), None) if per.unit.is_none() => rate(figure, per.amount()),
        _ => None,
    }
}

/// What the wording of "1 in 8" and "12 per 100,000" allows: the last printed digit of the one that carries the
/// precision, which is the whole of "1 in 8", the cases of a rate per round number, and neither of "79 of 132".
fn rate(figure: &Quantity, whole: Rational) -> Option<Interval> {
    let Some(cases) = figure.value() else {
        // The 1 of "more than 1 in 8" is not rounded.
        let one = figure.lo.or(figure.hi).is_some_and(|cases| cases.value == Rational::ONE);
        return if one { figure.printed() } else { figure.reading() }.over(Interval::point(whole));
    };
    let is_round = std::iter::successors(Some(1_i64), |power| power.checked_mul(10))
        .take(10)
        .any(|power| whole == Rational::from(power));
    let exact = Interval::point(cases);
    let base = if cases == Rational::ONE {
        exact.over(Interval::point(whole).widen(Rational::fraction(1, 2)?)?)?
    } else if is_round {
        figure.rounded().over(Interval::point(whole))?
    } else {
        exact.over(Interval::point(whole))?
    };
    let tenth = Rational::fraction(1, 10)?;
    match figure.approx {
        Approx::Exact => Some(base),
        Approx::About => base.widen_relative(tenth, tenth),
        Approx::Nearly => base.widen_relative(tenth, Rational::ZERO),
        Approx::JustOver => base.widen_relative(Rational::ZERO, tenth),
    }
}

/// Whether the figure is a fraction of one ("half", "a third", "three-quarters").
pub(super) fn is_fraction(figure: &Quantity) -> bool {
    figure.unit.is_none()
        && figure.lo.or(figure.hi).is_some_and(|number| {
            number.form == crate::facts::Form::Fraction && number.value < Rational::ONE && number.value > Rational::ZERO
        })
}

/// Numerator and denominator of "79 of 132", "79/132", "1 in 8".
pub(super) fn proportion(figure: &Quantity) -> Option<(Rational, Rational)> {
    if figure.unit.base.is_some() {
        return None;
    }
    let mut below = figure.unit.denominators();
    match (below.next(), below.next()) {
        (Some(per), None) if per.unit.is_none() => Some((figure.value()?, per.amount())),
        _ => None,
    }
}

/// Whether the figure is exact as printed: one value without "about".
pub(super) fn is_exact(figure: &Quantity) -> bool {
    figure.approx == Approx::Exact && figure.value().is_some()
}

/// Whether the article does not state the figure itself but quotes or supposes it.
pub(super) fn is_unstated(figure: &Quantity) -> bool {
    figure.stance.has(Stance::QUOTED) || figure.stance.has(Stance::HYPOTHETICAL)
}

/// A part of one as a percentage, to show.
pub(super) fn percent(part: Rational, decimals: u32) -> String {
    part.times(Rational::from(100)).map_or_else(String::new, |value| format!("{} %", value.to_decimal(decimals)))
}
