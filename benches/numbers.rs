//! Pages full of numbers: all dose and statistics rules on 625 to 5,000 quantities.
//!
//! `cargo bench --bench numbers`. Time per item stays level where no rule compares every number with every other.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::ItemsCount;
use factlint::Engine;
use factlint::config::{Selector, Settings};
use factlint::document::Format;
use factlint::source::Source;

fn main() {
    divan::main();
}

/// An article with about `numbers` quantities, no two sentences alike.
fn page(numbers: usize) -> String {
    let mut page = String::from("# Doses and outcomes\n\n");
    for at in 0..numbers / 5 {
        write!(
            page,
            "In group {at}, {} of {} people took {} mg twice a day for {} days, and {}% felt better. ",
            at % 90 + 3,
            at % 90 + 110,
            at % 70 * 5 + 5,
            at % 12 + 2,
            at % 60 + 20
        )
        .expect("a string");
        if at % 6 == 5 {
            page.push_str("\n\n");
        }
    }
    page
}

#[divan::bench(args = [625, 1250, 2500, 5000])]
fn numeric_rules(bencher: Bencher<'_, '_>, numbers: usize) {
    let engine = Engine::new();
    let on = |name: &str, on| Selector { name: name.into(), on };
    let settings =
        Settings { selectors: vec![on("all", false), on("dose", true), on("statistics", true)], ..Settings::default() };
    let source = Source::new("page.md", Format::Markdown, page(numbers));
    bencher.counter(ItemsCount::new(numbers)).bench(|| engine.check(&source, &settings));
}
