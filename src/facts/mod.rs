//! What the text states, as typed values with exact places: the rules compare these and never search the text.

pub mod identifier;
mod interval;
pub mod quotation;
mod rational;
mod unit;

pub use interval::{End, Interval};
pub use rational::Rational;
pub use unit::{Dimension, Per, Unit, UnitId};
