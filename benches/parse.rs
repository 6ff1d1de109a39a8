//! Reading and checking articles, next to the Markdown parser alone.
//!
//! `cargo bench --bench parse`. The text is generated: ordinary paragraphs with emphasis, links, lists and headings.

use divan::Bencher;
use divan::counter::BytesCount;
use factlint::Engine;
use factlint::config::Settings;
use factlint::document::Format;
use factlint::document::parse::parse;
use factlint::source::Source;
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

const BYTES: usize = 10_000_000;

fn main() {
    divan::main();
}

/// One section in each format.
fn section(format: Format, number: usize) -> String {
    match format {
        Format::Markdown | Format::Mdx => format!(
            "## What Helps Against Pain {number}?\n\nMost adults take *one* tablet of **{number} mg** twice a day, with food, \
             and drink enough water. In a trial of {number} people, 12.5% had nausea and 3% stopped the drug; see [the \
             report](https://www.example.org/trial/{number}) for details.\n\nThe pain often eases within two weeks. It may \
             come back when the treatment ends, so ask a doctor before you stop it. Nobody should drive while drowsy, and \
             older people should begin with half the dose.\n\nSide effects include:\n\n- nausea, which passes after some \
             days\n- dizziness\n- a dry mouth & thirst\n\n"
        ),
        Format::Html => format!(
            "<h2>What Helps Against Pain {number}?</h2>\n<p>Most adults take <em>one</em> tablet of <b>{number}&nbsp;mg</b> \
             twice a day, with food, and drink enough water. In a trial of {number} people, 12.5% had nausea and 3% stopped \
             the drug; see <a href=\"https://www.example.org/trial/{number}\">the report</a> for details.</p>\n<p>The pain \
             often eases within two weeks. It may come back when the treatment ends, so ask a doctor before you stop it. \
             Nobody should drive while drowsy, and older people should begin with half the dose.</p>\n<p>Side effects \
             include:</p>\n<ul><li>nausea, which passes after some days</li><li>dizziness</li><li>a dry mouth &amp; \
             thirst</li></ul>\n"
        ),
        Format::Text => format!(
            "What Helps Against Pain {number}?\n\nMost adults take one tablet of {number} mg twice a day, with food, and \
             drink enough water. In a trial of {number} people, 12.5% had nausea and 3% stopped the drug; see \
             https://www.example.org/trial/{number} for details.\n\nThe pain often eases within two weeks. It may come back \
             when the treatment ends, so ask a doctor before you stop it. Nobody should drive while drowsy, and older people \
             should begin with half the dose.\n\nSide effects include:\n- nausea, which passes after some days\n- \
             dizziness\n- a dry mouth & thirst\n\n"
        ),
    }
}

fn article(format: Format) -> Source {
    let mut text = String::with_capacity(BYTES + 2000);
    for number in 1.. {
        if text.len() >= BYTES {
            break;
        }
        text.push_str(&section(format, number));
    }
    Source::new("article", format, text)
}

#[divan::bench]
fn pulldown_cmark_alone(bencher: Bencher) {
    let source = article(Format::Markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    bencher
        .counter(BytesCount::new(source.text.len()))
        .bench(|| Parser::new_ext(&source.text, options).into_offset_iter().count());
}

#[divan::bench(args = [Format::Markdown, Format::Mdx, Format::Html, Format::Text])]
fn document(bencher: Bencher, format: Format) {
    let source = article(format);
    bencher.counter(BytesCount::new(source.text.len())).bench(|| parse(&source));
}

/// As many bytes in articles of 10 KB, each with other numbers.
fn articles() -> Vec<Source> {
    const SIZE: usize = 10_000;
    let one = |number: usize| {
        let mut text = String::with_capacity(SIZE + 2000);
        for at in 1.. {
            if text.len() >= SIZE {
                break;
            }
            text.push_str(&section(Format::Markdown, 100 * number + at));
        }
        Source::new(format!("{number}.md"), Format::Markdown, text)
    };
    (0..BYTES / SIZE).map(one).collect()
}

#[divan::bench]
fn thousand_articles_pulldown_cmark_alone(bencher: Bencher) {
    let articles = articles();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = |source: &Source| Parser::new_ext(&source.text, options).into_offset_iter().count();
    bencher.counter(BytesCount::new(BYTES)).bench(|| articles.par_iter().map(events).sum::<usize>());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn thousand_articles_checked(bencher: Bencher) {
    let (engine, articles, settings) = (Engine::new(), articles(), Settings::default());
    let findings = |source: &Source| engine.check(source, &settings).map_or(0, |checked| checked.findings.len());
    bencher.counter(BytesCount::new(BYTES)).bench(|| articles.par_iter().map(findings).sum::<usize>());
}
