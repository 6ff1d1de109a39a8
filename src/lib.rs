//! factlint checks health articles the way a compiler checks types: self-contradictions, arithmetic, sourcing,
//! residue and language, each finding at its exact place and with its working shown.
//!
//! The library is the engine. It prints nothing and never exits; data flows one way:
//! source → document → facts → rules → verdict → report.

pub mod baseline;
pub mod config;
mod corpus;
pub mod data;
pub mod diagnostic;
pub mod document;
mod engine;
pub mod examples;
pub mod facts;
pub mod fix;
pub mod lexicon;
pub mod report;
pub mod rules;
pub mod source;
pub mod span;
mod verdict;

pub use corpus::Digest;
pub use engine::{Checked, Engine};
