//! Where to write a comment that silences a finding, and what it says in each format.

use factlint::document::{Document, Format, RegionKind};
use factlint::report::Finding;

/// What stands for the reason until the writer has given one.
const REASON: &str = "say why here";

/// The comment that silences `finding`, and the byte of `text` at which it is put in.
///
/// In markup it goes to the end of the block, where it breaks neither lists nor tables; in plain text and MDX to a line
/// of its own before the block. A finding about the whole document is silenced at the top, behind the front matter.
pub(super) fn suppression(document: &Document, text: &str, finding: &Finding) -> (usize, String) {
    let end_of_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let comment = |kind: &str| {
        let words = format!("factlint-ignore{kind} {}: {REASON}", finding.rule);
        match document.format {
            Format::Markdown | Format::Html => format!("<!-- {words} -->"),
            Format::Mdx => format!("{{/* {words} */}}"),
            Format::Text => format!("%% {words}"),
        }
    };
    let start = finding.place.start as u32;
    let of_all = finding.place.start == 0 && finding.place.end == 0;
    let at = document.prose.at_source(start);
    let block = document.blocks.get(document.block_at(at)).filter(|_| !of_all && at < document.prose.end());
    match block {
        None => {
            let front = document.skipped.iter().find(|region| region.kind == RegionKind::FrontMatter);
            let at = front.map_or(0, |region| line_after(text, region.source.end() as usize));
            (at, format!("{}{end_of_line}{end_of_line}", comment("-file")))
        }
        Some(block) if matches!(document.format, Format::Text | Format::Mdx) => {
            let shown = document.prose.source(block.prose).start() as usize;
            let line = text[..shown].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            (line, format!("{}{end_of_line}{end_of_line}", comment("")))
        }
        Some(block) => (document.prose.source(block.prose).end() as usize, format!(" {}", comment(""))),
    }
}

/// The start of the line behind byte `at`, which ends a region that may or may not include its line end.
fn line_after(text: &str, at: usize) -> usize {
    if text[..at].ends_with('\n') {
        return at;
    }
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}
