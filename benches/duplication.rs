//! Repetition: sentences within one long article, passages across thousands of articles.
//!
//! `cargo bench --bench duplication`. All text is generated: words are drawn with the frequencies of ordinary prose,
//! a share of the sentences and paragraphs is repeated or lightly changed.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use factlint::config::{Selector, Settings};
use factlint::document::Format;
use factlint::source::Source;
use factlint::{Digest, Engine};
use rayon::prelude::*;

const FUNCTION_WORDS: &[&str] =
    &["the", "of", "and", "to", "in", "a", "for", "with", "that", "may", "is", "are", "by", "on", "most", "from"];

fn main() {
    divan::main();
}

/// A generator of pseudo-random numbers (xorshift64), so that each run sees the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn sentence(&mut self) -> String {
        let mut text = String::from("Patients");
        for _ in 0..8 + self.roll(14) {
            if self.roll(5) < 2 {
                write!(text, " {}", FUNCTION_WORDS[self.roll(FUNCTION_WORDS.len())]).expect("a string");
            } else {
                // Squaring makes low numbers, the common words, likelier.
                let rank = self.roll(100);
                write!(text, " term{}", rank * rank + self.roll(20)).expect("a string");
            }
        }
        text.push('.');
        text
    }
}

fn settings(rules: &[&str]) -> Settings {
    let off = Selector { name: "all".into(), on: false };
    let on = rules.iter().map(|rule| Selector { name: (*rule).into(), on: true });
    Settings { selectors: std::iter::once(off).chain(on).collect(), ..Settings::default() }
}

/// An article of `sentences`, of which one in ten is a light rewrite of an earlier one.
fn long_article(sentences: usize) -> Source {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut said: Vec<String> = Vec::with_capacity(sentences);
    let mut text = String::new();
    for number in 0..sentences {
        let sentence = match dice.roll(10) {
            0 if number > 0 => said[dice.roll(number)].replacen(" the", " nearly all the", 1),
            _ => dice.sentence(),
        };
        text.push_str(&sentence);
        text.push_str(if number % 6 == 5 { "\n\n" } else { " " });
        said.push(sentence);
    }
    Source::new("long.md", Format::Markdown, text)
}

/// An article that says one sentence over and over with another word in it.
fn boilerplate(sentences: usize) -> Source {
    let mut text = String::new();
    for number in 0..sentences {
        writeln!(text, "Take remedy{number} with a glass of water after a meal and rest for an hour.\n")
            .expect("a string");
    }
    Source::new("boilerplate.md", Format::Markdown, text)
}

const COPIES: &[&str] = &["duplicate-sentence", "near-duplicate-sentence", "near-duplicate-changed-number"];

#[divan::bench(args = [1_000, 4_000, 16_000, 64_000], sample_count = 5)]
fn near_duplicates(bencher: Bencher, sentences: usize) {
    let (engine, source, settings) = (Engine::new(), long_article(sentences), settings(COPIES));
    bencher
        .counter(BytesCount::new(source.text.len()))
        .bench(|| engine.check(&source, &settings).map(|checked| checked.findings.len()));
}

#[divan::bench(args = [1_000, 4_000, 16_000, 64_000], sample_count = 5)]
fn repeated_boilerplate(bencher: Bencher, sentences: usize) {
    let (engine, source, settings) = (Engine::new(), boilerplate(sentences), settings(COPIES));
    bencher
        .counter(BytesCount::new(source.text.len()))
        .bench(|| engine.check(&source, &settings).map(|checked| checked.findings.len()));
}

/// Articles of 10 KB; one paragraph in twenty stands in other articles too, word for word or lightly changed.
fn site(articles: usize) -> Vec<Source> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut shared: Vec<String> = Vec::new();
    let article = |number: usize| {
        let mut text = format!("# Article {number}\n\n");
        while text.len() < 10_000 {
            let paragraph = match dice.roll(40) {
                0 if !shared.is_empty() => shared[dice.roll(shared.len())].clone(),
                1 if !shared.is_empty() => shared[dice.roll(shared.len())].replacen(" the", " nearly all the", 1),
                _ => (0..5).map(|_| dice.sentence()).collect::<Vec<_>>().join(" "),
            };
            text.push_str(&paragraph);
            text.push_str("\n\n");
            if dice.roll(400) == 0 {
                shared.push(paragraph);
            }
        }
        Source::new(format!("{number}.md"), Format::Markdown, text)
    };
    (0..articles).map(article).collect()
}

#[divan::bench(args = [1_250, 2_500, 5_000, 10_000], sample_count = 1, sample_size = 1)]
fn across_articles(bencher: Bencher, articles: usize) {
    let (engine, site) = (Engine::new(), site(articles));
    let settings = settings(&["cross-article-duplicate", "cross-article-contradiction"]);
    let shared = std::sync::Arc::new(settings.clone());
    bencher.counter(ItemsCount::new(articles)).bench(|| {
        let checked: Vec<_> =
            site.par_iter().map(|source| engine.check_among(source, &settings).expect("it parses")).collect();
        let digests: Vec<Option<&Digest>> = checked.iter().map(|checked| checked.digest.as_ref()).collect();
        engine.across(&digests, &|_| std::sync::Arc::clone(&shared), &|article| site.get(article).cloned()).len()
    });
}
