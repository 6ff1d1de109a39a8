//! Documents: what holds for every source, and the same article in each format.

use std::time::{Duration, Instant};

use factlint::document::parse::parse;
use factlint::document::{BlockKind, Document, Format, MarkKind};
use factlint::source::Source;
use factlint::span::ProseSpan;
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Mdx, Format::Html, Format::Text];

fn read(format: Format, text: &str) -> Document {
    parse(&Source::new("article", format, text)).unwrap()
}

fn blocks(document: &Document) -> Vec<(String, String)> {
    document
        .blocks
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Heading { .. } => "heading".to_owned(),
                other => format!("{other:?}"),
            };
            (kind, document.text(block.prose).to_owned())
        })
        .collect()
}

/// What must hold for any document, whatever its source.
fn check(source: &Source, document: &Document) {
    let prose = document.prose.text();
    let in_source = |span: factlint::span::Span| source.text.get(span.range()).is_some();
    let mut prose_end = 0;
    let mut source_start = 0;
    for (id, block) in document.blocks.iter().enumerate() {
        assert!(block.prose.start() >= prose_end, "blocks overlap");
        prose_end = block.prose.end();
        let text = document.text(block.prose);
        assert_eq!(text.trim(), text, "blanks around a block");
        assert!(!text.contains("  ") && !text.contains('\n'), "blanks that are not folded: {text:?}");
        assert!(in_source(block.source), "{block:?}");
        if block.kind != BlockKind::Alt {
            assert!(block.source.start() >= source_start, "blocks out of order: {block:?}");
            source_start = block.source.start();
        }
        assert!(block.heading.is_none_or(|heading| heading < id));
        assert!(block.lead_in.is_none_or(|lead_in| lead_in < id));
    }
    // Any span of the prose maps into the source, and copied text is the text of the source.
    let places: Vec<u32> = prose.char_indices().map(|(at, _)| at as u32).chain([prose.len() as u32]).collect();
    for window in places.windows(2) {
        let span = ProseSpan::new(window[0], window[1]);
        let place = document.prose.source(span);
        assert!(in_source(place), "{span:?} maps to {place:?}");
        let at = document.prose.source(ProseSpan::empty(span.start()));
        assert!(in_source(at));
        assert!(document.prose.at_source(place.start()) as usize <= prose.len());
    }
    let whole = document.prose.source(ProseSpan::new(0, prose.len() as u32));
    assert!(in_source(whole));
    for mark in &document.marks {
        assert!(prose.get(mark.prose.range()).is_some() && in_source(mark.source), "{mark:?}");
        if mark.kind == MarkKind::Address {
            assert!(!mark.prose.is_empty());
        }
    }
    assert!(document.marks.is_sorted_by_key(|mark| mark.prose.start()));
    for entry in &document.metadata.entries {
        assert!(in_source(entry.source), "{entry:?}");
    }
    for (place, _) in &document.metadata.problems {
        assert!(in_source(*place), "{place:?}");
    }
    for comment in &document.comments {
        assert!(in_source(comment.source) && comment.next_block <= document.blocks.len() + 1);
    }
    for region in &document.skipped {
        assert!(in_source(region.source), "{region:?}");
    }
}

const MARKDOWN: &str = "\
# Gout and Your Diet

Gout is a painful form of arthritis. A usual dose is **500** mg
twice a day, see https://www.example.org/gout.

## What Should You Avoid?

Foods that raise uric acid include:

- red meat & liver
- beer, at more than 5 % alcohol

1. Drink 2 litres of water.
2. Lose weight slowly.

## References

1. Reed A. Gout. 2021.
";

const HTML: &str = "\
<html><body><h1>Gout and Your Diet</h1>
<p>Gout is a painful form of arthritis. A usual dose is <b>5</b>00&nbsp;mg
twice a day, see https://www.example.org/gout.</p>
<h2>What Should You Avoid?</h2>
<p>Foods that raise uric acid include:<ul><li>red meat &amp; liver</li>
<li>beer, at more than 5&#160;% alcohol</ul>
<ol><li>Drink 2 litres of water.<li>Lose weight slowly.</ol>
<h2>References</h2><ol><li>Reed A. Gout. 2021.</ol></body></html>";

const TEXT: &str = "\
Gout and Your Diet

Gout is a painful form of arthritis. A usual dose is 500 mg
twice a day, see https://www.example.org/gout.

What Should You Avoid?

Foods that raise uric acid include:
• red meat & liver
• beer, at more than 5\u{a0}% alcohol

1. Drink 2 litres of water.
2. Lose weight slowly.

References

1. Reed A. Gout. 2021.
";

#[test]
fn each_format_reads_the_same() {
    let markdown = read(Format::Markdown, MARKDOWN);
    for (format, text) in [(Format::Html, HTML), (Format::Text, TEXT), (Format::Mdx, MARKDOWN)] {
        let other = read(format, text);
        assert_eq!(blocks(&other), blocks(&markdown), "{format:?}");
        // In plain text all headings are of one level, so what they stand under differs.
        let structure = |document: &Document| -> Vec<_> {
            document.blocks.iter().map(|block| (block.lead_in, block.list.is_some(), block.reference)).collect()
        };
        assert_eq!(structure(&other), structure(&markdown), "{format:?}");
        let addresses =
            |document: &Document| document.marks.iter().filter(|mark| mark.kind == MarkKind::Address).count();
        assert_eq!((addresses(&other), addresses(&markdown)), (1, 1), "{format:?}");
    }
    let list: Vec<_> = markdown.blocks.iter().filter(|block| block.reference).collect();
    assert_eq!(list.len(), 1);
}

#[test]
fn line_breaks_of_windows_read_the_same() {
    for (format, text) in
        [(Format::Markdown, MARKDOWN), (Format::Html, HTML), (Format::Text, TEXT), (Format::Mdx, MARKDOWN)]
    {
        let windows = text.replace('\n', "\r\n");
        assert_eq!(read(format, &windows).prose.text(), read(format, text).prose.text(), "{format:?}");
    }
}

#[test]
fn deep_nesting_is_refused_where_it_begins() {
    let cases = [
        (Format::Markdown, ">".repeat(100_000), 500),
        (Format::Markdown, "- ".repeat(100_000), 1000),
        (Format::Markdown, (0..600).flat_map(|depth| ["  ".repeat(depth), "- a\n".to_owned()]).collect(), 252_000),
        (Format::Html, "<div>".repeat(100_000), 2500),
        (Format::Html, "<ul><li>".repeat(100_000), 2000),
        (Format::Markdown, "<div>".repeat(100_000), 2500),
    ];
    for (format, text, near) in cases {
        let start = Instant::now();
        let error = parse(&Source::new("deep", format, text)).unwrap_err();
        assert!(error.span.start().abs_diff(near) < 1500, "{error:?} is not near {near}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    for unit in ["[", "*", "_", "`", "<", "&", "(", "![", "[a](", "<!--", "{", "**a ", "a|", "&a", "\\", "www.a."] {
        let text = unit.repeat(300_000 / unit.len());
        for format in FORMATS {
            let start = Instant::now();
            let document = read(format, &text);
            // Quadratic time would take minutes in a debug build.
            assert!(start.elapsed() < Duration::from_secs(20), "{unit:?} as {format:?}");
            assert!(document.prose.text().len() <= 2 * text.len() + 2);
        }
    }
}

#[test]
fn one_long_line_takes_linear_time() {
    let text = "Take 500 mg of the drug twice a day, with food. ".repeat(100_000);
    for format in FORMATS {
        let start = Instant::now();
        let document = read(format, &text);
        assert_eq!(document.blocks.len(), 1, "{format:?}");
        assert!(start.elapsed() < Duration::from_secs(20), "{format:?}");
    }
}

/// Pieces that parsers stumble over.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<!--", "-->", "<!-- x -->", "<p>", "</p>", "<b>", "</b>", "<div", "\"", "'", "=", ">", "<", "&", "&#x110000;",
    "&#xD800;", "&nbsp;", "&notit;", "&amp", "&#0;", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<th>",
    "</table>", "<h2>", "</h2>", "<script>", "</script>", "<a href='x'>", "</a>", "<img alt=\"é\" src=a>", "<br>",
    "<span hidden>", "<p hidden>", "</span>", "<main>", "</main>", "<article>", "<nav>", "</nav>", "<title>a&amp;b",
    "</title>", "<sup>3</sup>", "<pre>", "</pre>", "<blockquote>", "<dl><dt>", "<form>", "<header>", "\n", "\r\n",
    "\r", "\n\n", " ", "  \n", "    ", "\t", "- ", "* ", "1. ", "2) ", "> ", "# ", "## ", "---\n", "+++\n", "===\n",
    "***", "**", "*", "_", "__", "~~", "~", "^", "`", "```\n", "[", "]", "](", ")", "![", "[^1]", "[^1]: ",
    "[@a; @b]", "|", "|-|-|\n", "a | b\n", ": ", "{", "}", "{/* c */}", "<Foo>", "</Foo>", "import x from 'y'\n",
    "export const a = {", "%% factlint", "title: x\n", "a = 1\n", "https://a.org/b_(c)", "www.b.org.", "me@c.org",
    "\u{202e}", "\u{200b}", "\u{ad}", "\u{a0}", "\u{2009}", "😀", "e\u{301}", "é", "“", "”", "\u{feff}", "\0", "5 mg",
    "Take one.", "References", "Sources:", "A Title", "- [ ] ", "\\", "&lt;b&gt;",
    "<script type=\"application/ld+json\">{\"author\":{\"name\":\"A\"}}",
];

fn fragment() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(PIECES).prop_map(str::to_owned);
    prop_oneof![8 => fixed, 1 => any::<String>(), 1 => "[a-zA-Z .,]{1,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_source_is_read(fragments in prop::collection::vec(fragment(), 0..40)) {
        let text = fragments.concat();
        for format in FORMATS {
            let source = Source::new("hostile", format, text.clone());
            if let Ok(document) = parse(&source) {
                check(&source, &document);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            if let Ok(source) = factlint::source::decode(bytes.clone(), "bytes".into(), format) {
                let document = parse(&source).unwrap();
                check(&source, &document);
            }
        }
    }
}

#[test]
fn an_element_left_open_in_a_paragraph_of_markdown_hides_no_further_one() {
    let document = read(
        Format::Markdown,
        "One <svg onload=x> hidden\n\nTwo <iframe src=y>\n\n| Three <math> | Four |\n| --- | --- |\n\nFive.\n",
    );
    let texts: Vec<String> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["One", "Two", "Three", "Four", "Five."]);
}
