//! The quantity lexer: from the tokens of a sentence to [`Quantity`] values.
//!
//! Only sentences that hold a digit or a number word are looked at. The grammar is written by hand over tokens, looks
//! ahead and back a bounded number of them, and so takes linear time.

mod age;
mod bounds;
mod classes;
mod composite;
pub(super) mod context;
mod draft;
mod fraction;
mod frequency;
mod grouping;
mod kind;
mod line;
mod money;
mod number_words;
mod numeral;
mod qualifiers;
mod quantify;
mod range;
mod ratio;
mod skip;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
mod unit_phrase;

pub use qualifiers::Qualifiers;
use rayon::prelude::*;

use classes::Classes;
use context::Window;
use draft::Draft;
use grouping::Separators;
use line::Line;

use super::Quantity;
use crate::document::{Document, Sentence, Token};
use crate::lexicon::{Lexicon, class};
use crate::span::ProseSpan;

/// Sentences are handed to the cores in runs of this many.
const CHUNK: usize = 512;

/// So many runs are read at a time.
const BATCH: usize = 16;

/// All quantities of a document, in order.
#[derive(Clone, Debug, Default)]
pub struct Quantities {
    /// By start; they do not overlap.
    pub all: Vec<Quantity>,
    /// Numbers with a decimal comma before a unit ("0,5 mg"), which are not read.
    pub commas: Vec<ProseSpan>,
    /// Words of letters and then digits before a unit ("Tegretol300 mg").
    pub fused: Vec<ProseSpan>,
}

impl Quantities {
    /// Reads the quantities of all sentences of a segmented document.
    pub fn find(document: &Document, lexicon: &Lexicon) -> Self {
        let classes = Classes::new(lexicon);
        let separators = Separators::of(document);
        let count = document.sentences.len();
        let run = |range: std::ops::Range<usize>| {
            let mut found = Self::default();
            for index in range {
                measure(document, lexicon, &classes, separators, index, &mut found);
            }
            found
        };
        if count <= CHUNK {
            return run(0..count);
        }
        let starts: Vec<usize> = (0..count).step_by(CHUNK).collect();
        let mut whole = Self::default();
        // Batch by batch, so that no quantity is held twice for long.
        for batch in starts.chunks(BATCH) {
            let part = |start: &usize| run(*start..(start + CHUNK).min(count));
            let parts: Vec<Self> = batch.par_iter().map(part).collect();
            whole.all.reserve_exact(parts.iter().map(|part| part.all.len()).sum());
            for part in parts {
                whole.all.extend(part.all);
                whole.commas.extend(part.commas);
                whole.fused.extend(part.fused);
            }
        }
        whole
    }

    /// Those of the sentence numbered `sentence`.
    pub fn in_sentence(&self, sentence: usize) -> &[Quantity] {
        let from = self.all.partition_point(|quantity| quantity.sentence < sentence);
        let to = from + self.all[from..].partition_point(|quantity| quantity.sentence == sentence);
        &self.all[from..to]
    }
}

/// The quantities of the sentence numbered `index`, in order.
fn measure(
    document: &Document,
    lexicon: &Lexicon,
    classes: &Classes,
    separators: Separators,
    index: usize,
    found: &mut Quantities,
) {
    let sentence = &document.sentences[index];
    if !holds_number(document, lexicon, sentence) {
        return;
    }
    let line = Line::new(document, lexicon, classes, separators, sentence);
    let first = document.blocks[sentence.block].sentences.start == index;
    found.commas.extend(skip::decimal_commas(&line));
    found.fused.extend(skip::fused_names(&line));
    let drafts = quantify::quantify(&line, first);
    for (number, draft) in drafts.iter().enumerate() {
        let previous = number.checked_sub(1).map_or(0, |before| drafts[before].end);
        let next = drafts.get(number + 1).map_or(line.len(), |after| after.from);
        let mut quantity = complete(&line, draft, &Window::new(&line, draft, previous, next), sentence, index);
        // "150 lb (68 kg)": said again, it is of the same kind.
        if number > 0
            && let Some(said) = found.all.last().filter(|said| repeats(&line, &drafts[number - 1], draft, said))
        {
            quantity.kind = said.kind;
        }
        found.all.push(quantity);
    }
}

/// Whether `draft` says the quantity before it in another unit: alone in a parenthesis directly behind it.
fn repeats(line: &Line<'_>, before: &Draft, draft: &Draft, said: &Quantity) -> bool {
    let aside = before.end + 1 == draft.from && line.text(before.end) == "(" && line.text(draft.end) == ")";
    aside && draft.unit != before.unit && said.unit.factor_to(draft.unit).is_some()
}

/// Whether the sentence holds a digit or a number word.
fn holds_number(document: &Document, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    let tokens = document.tokens_of(sentence);
    let prose = document.prose.text().as_bytes();
    let fused = |token: &Token| token.len > 4 && prose[token.end() as usize - 1].is_ascii_digit();
    let named = |class| sentence.classes.may_hold(class) && tokens.iter().any(|token| lexicon.is(token.word, class));
    named(class!("number-word"))
        || named(class!("implied-number"))
        || tokens.iter().any(|token| token.is_number() || token.is_word() && fused(token))
}

fn complete(line: &Line<'_>, draft: &Draft, window: &Window, sentence: &Sentence, index: usize) -> Quantity {
    Quantity {
        lo: draft.lo,
        hi: draft.hi,
        spread: draft.spread,
        shape: draft.shape,
        approx: draft.approx,
        unit: draft.unit,
        kind: kind::kind(line, draft, window),
        roles: context::roles(line, draft, window),
        stance: context::stance(line, draft, window),
        head: context::head(line, draft, window),
        span: line.span(draft.start, draft.end),
        digits: line.span(draft.start, draft.digits_end),
        tokens: sentence.tokens.start + draft.start..sentence.tokens.start + draft.end,
        sentence: index,
        block: sentence.block,
    }
}
