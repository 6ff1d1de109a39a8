//! A quantity in the making: what the grammar alone can tell of it.

use super::bounds::Bounds;
use crate::facts::{Approx, Number, Roles, Shape, Unit};

/// A quantity in the making: what the grammar alone can tell.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) lo: Option<Number>,
    pub(super) hi: Option<Number>,
    pub(super) spread: Option<Number>,
    pub(super) shape: Shape,
    pub(super) approx: Approx,
    pub(super) roles: Roles,
    pub(super) unit: Unit,
    pub(super) form: Form,
    /// The first token of number and unit.
    pub(super) start: usize,
    /// The place behind the last.
    pub(super) end: usize,
    /// The place behind the number.
    pub(super) digits_end: usize,
    /// The first token of the words before it that belong to it ("at least").
    pub(super) from: usize,
}

impl Draft {
    /// The number at `start` with what the words `before` it say, and no unit yet. `end` is the place behind it.
    pub(super) fn point(number: Number, start: usize, end: usize, before: &Bounds) -> Self {
        Self {
            lo: Some(number),
            hi: Some(number),
            spread: None,
            shape: Shape::Point,
            approx: before.approx,
            roles: before.roles,
            unit: Unit::NONE,
            form: Form::Plain,
            start,
            end,
            digits_end: end,
            from: before.start,
        }
    }
}

/// What the grammar saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A number, perhaps with a unit.
    Plain,
    /// "twice a day".
    Frequency,
    /// "1 in 8", "79 of 132": so many of so many.
    Proportion,
    /// "120/80".
    Pressure,
    /// "7 out of 10" on a scale.
    Score,
    /// An amount of money.
    Money,
}

/// Makes a point one-sided.
pub(super) fn bound(draft: &mut Draft, shape: Shape) {
    match shape {
        Shape::AtLeast | Shape::MoreThan => draft.hi = None,
        Shape::AtMost | Shape::LessThan => draft.lo = None,
        _ => return,
    }
    draft.shape = shape;
}
