//! The program as its users meet it.

mod contexts;
mod examples;
mod formats;
