//! Data that users bring themselves because it may not be shipped, or grows stale too fast to be.

mod csv;
mod retractions;

pub use retractions::{Nature, Retractions, RetractionsError};
