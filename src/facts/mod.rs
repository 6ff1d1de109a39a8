//! What the text states, as typed values with exact places: the rules compare these and never search the text.

pub mod identifier;
pub mod quotation;
