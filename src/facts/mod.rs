//! What the text states, as typed values with exact places: the rules compare these and never search the text.

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
