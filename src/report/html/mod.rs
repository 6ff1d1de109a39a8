//! `html`: one file that needs nothing else, for people who do not live in a terminal.
//!
//! The article as it reads, each finding marked in it and explained beside it. Everything that comes from an article
//! is written through [`Escaped`], and the policy in the head admits this file's own style and script alone, by their
//! digests: a page cannot load anything, and text of an article cannot run.

mod article;
mod escape;
mod note;
mod page;
mod reading;

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::{Finding, Place, Run};
use article::article;
use escape::Escaped;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// A place in one article that a finding speaks of.
#[derive(Clone, Copy, Debug)]
struct Touch<'a> {
    /// The number of the finding within the report, from 1.
    number: usize,
    finding: &'a Finding,
    place: &'a Place,
    /// Which of the finding's related places it is, from 1; 0 for its own place.
    related: usize,
}

/// Writes the page.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut by_path: FxHashMap<&str, Vec<Touch>> = FxHashMap::default();
    for (number, finding) in (1..).zip(run.findings) {
        let places = [&finding.place].into_iter().chain(&finding.related);
        for (related, place) in places.enumerate() {
            by_path.entry(&place.path).or_default().push(Touch { number, finding, place, related });
        }
    }
    let touches = |path: &str| by_path.get(path).map_or(&[][..], Vec::as_slice);

    page::head(run, out)?;
    page::overview(run, out)?;
    if run.files.len() > 1 {
        page::index(run, out, &touches)?;
    }
    out.write_all(b"<main id=\"articles\">\n")?;
    for (number, path) in (1..).zip(run.files) {
        out.write_all(article(run, number, path, touches(path)).as_bytes())?;
    }
    writeln!(out, "</main>\n<svg id=\"joins\" aria-hidden=\"true\"></svg>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dose_finding, report};
    use super::super::{Articles, Format, Locator, Run, write};
    use crate::document;
    use crate::document::parse::parse;
    use crate::source::{Encoding, Source};

    fn page(source: &Source, marked: &str) -> String {
        let start = source.text.find(marked).expect("the marked text is in the source");
        let mut finding = dose_finding();
        finding.place = Locator::new(source).place((start..start + marked.len()).into(), "here");
        finding.related.clear();
        finding.message = "<b>bold</b> claim".into();
        let open = |_: &str| Some((source.clone(), parse(source).expect("it can be parsed")));
        let files = [finding.place.path.clone()];
        let findings = [finding];
        let run = Run { findings: &findings, files: &files, articles: Articles::new(&open), ..Run::default() };
        let mut written = Vec::new();
        write(Format::Html, &run, &mut written).expect("a vector takes all");
        String::from_utf8(written).expect("reports are UTF-8")
    }

    #[test]
    fn a_finding_is_marked_where_it_stands() {
        let mut source = Source::new("a.md", document::Format::Markdown, "# Doses\n\nTake **680** mg of it.\n");
        let expected = "Take <span id=\"p1\"></span><mark class=\"error\" data-f=\"1\"><strong>680</strong></mark>\
                        <mark class=\"error\" data-f=\"1\"> mg</mark><a class=\"ref\" data-n=\"1\" href=\"#n1\"";
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16] {
            source.encoding = encoding;
            let page = page(&source, "680** mg");
            assert!(page.contains(expected), "{encoding:?}: {page}");
        }
    }

    #[test]
    fn text_of_an_article_is_never_markup() {
        let hostile = "Take <script>alert(1)</script> <img src=x onerror=alert(2)> now &lt;script&gt;alert(3)&lt;/script&gt; \
                       and [click](javascript:alert(4)) or [go](https://example.org/?a=\"><script>).\n";
        let source = Source::new("<i>.md", document::Format::Markdown, hostile);
        let page = page(&source, "now");
        let body = &page[page.find("<body>").expect("a body")..page.rfind("<script>").expect("the script")];
        assert!(!body.contains("<script") && !body.contains("<img") && !body.contains("<i>"), "{body}");
        assert!(!body.contains("href=\"javascript:") && !body.contains("<b>bold"), "{body}");
    }

    #[test]
    fn an_article_that_is_gone_keeps_its_findings() {
        let written = report(Format::Html, &[dose_finding()]);
        assert!(written.contains("11.3 mg/kg") && written.contains("cannot be shown"), "{written}");
    }
}
