//! Where a text is published and what it is for.

use serde::{Deserialize, Serialize};

/// The country whose regulators, helplines and over-the-counter limits apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Market {
    /// United States.
    #[default]
    Us,
    /// Canada.
    Ca,
    /// United Kingdom.
    Uk,
    /// Ireland.
    Ie,
    /// European Union.
    Eu,
    /// Australia.
    Au,
    /// New Zealand.
    Nz,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// It informs.
    #[default]
    Article,
    /// It sells or promotes a product.
    Product,
}
