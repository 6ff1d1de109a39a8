//! What the text states, as typed values with exact places: the rules compare these and never search the text.

pub mod address;
mod byline;
pub mod citation;
pub mod date;
pub mod editorial;
pub mod identifier;
mod interval;
mod number;
mod quantity;
pub mod quotation;
mod rational;
mod unit;

pub use interval::{End, Interval};
pub use number::{Form, Number};
pub use quantity::{Approx, Kind, Quantity, Role, Roles, Shape, Stance, describe};
pub use rational::Rational;
pub use unit::{Dimension, Per, Unit, UnitId};

use crate::document::{Document, MarkKind};
use crate::lexicon::Lexicon;

/// Everything that the text states.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// By sentence: whether a link, a footnote or a citation marker stands in it or covers it.
    cited: Vec<bool>,
}

impl Facts {
    /// Reads the facts of a segmented document.
    pub fn extract(document: &Document, _lexicon: &Lexicon) -> Self {
        let mut cited = vec![false; document.sentences.len()];
        for mark in &document.marks {
            if matches!(mark.kind, MarkKind::Link(_) | MarkKind::Footnote(_)) && !cited.is_empty() {
                cited[document.sentence_at(mark.prose.start())] = true;
            }
        }
        Self { cited }
    }

    /// How many quantities were understood.
    pub fn quantity_count(&self) -> usize {
        0
    }

    /// Whether a citation covers the sentence.
    pub fn is_cited(&self, sentence: usize) -> bool {
        self.cited.get(sentence).copied().unwrap_or(false)
    }
}
