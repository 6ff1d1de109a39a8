//! One article as it reads, in rows: a block on the left, what was found in it on the right.

use std::fmt::Write;
use std::ops::Range;

use super::note::note;
use super::reading::{Stretch, read};
use super::{Escaped, Touch};
use crate::document::{Block, BlockKind, Document};
use crate::report::Run;
use crate::source::{Encoding, Source};
use crate::span::ProseSpan;

/// The section of an article.
pub(super) fn article(run: &Run, number: usize, path: &str, touches: &[Touch<'_>]) -> String {
    let mut html = format!("<section class=\"article\" id=\"a{number}\">\n<h2>{}</h2>\n", Escaped(path));
    let own = |touch: &&Touch<'_>| touch.related == 0;
    if let Some((source, document)) = run.articles.open(path) {
        Layout::new(run, &source, &document, touches).write(&mut html);
    } else {
        html.push_str("<p>The text cannot be shown: the file is gone or has changed.</p>\n");
        touches.iter().filter(own).for_each(|touch| note(run, *touch, &mut html));
    }
    html.push_str("</section>\n");
    html
}

/// Everything that is needed to write the rows of an article.
struct Layout<'a> {
    run: &'a Run<'a>,
    document: &'a Document,
    /// In order of their start.
    stretches: Vec<Stretch>,
    /// Those that end in a later block than they start in.
    reaching: Vec<Stretch>,
    /// Which block each note stands beside: `None` for what is about no text.
    notes: Vec<(Option<usize>, Touch<'a>)>,
    /// The position of the next entry of a numbered list.
    ordinal: usize,
}

impl<'a> Layout<'a> {
    fn new(run: &'a Run<'a>, source: &Source, document: &'a Document, touches: &[Touch<'a>]) -> Self {
        let offset = text_offsets(source);
        let (mut stretches, mut notes) = (Vec::new(), Vec::new());
        for touch in touches {
            let span = offset(touch.place.start)..offset(touch.place.end);
            let prose = prose_of(document, &span);
            let about_text = (touch.place.start, touch.place.end) != (0, 0) && prose.is_some();
            let prose = prose.filter(|_| about_text);
            if touch.related == 0 {
                notes.push((prose.map(|prose| document.block_at(prose.start())), *touch));
            }
            if let Some(prose) = prose {
                let (number, related, severity) = (touch.number, touch.related, touch.finding.severity);
                stretches.push(Stretch { prose, number, related, severity });
            }
        }
        stretches.sort_by_key(|stretch| stretch.prose);
        notes.sort_by_key(|(block, touch)| (*block, touch.number));
        let ends_later = |stretch: &&Stretch| {
            let block = &document.blocks[document.block_at(stretch.prose.start())];
            stretch.prose.end() > block.prose.end()
        };
        let reaching = stretches.iter().filter(ends_later).copied().collect();
        Self { run, document, stretches, reaching, notes, ordinal: 1 }
    }

    fn write(mut self, html: &mut String) {
        let about_all: Range<usize> = 0..self.notes.partition_point(|(block, _)| block.is_none());
        if !about_all.is_empty() {
            html.push_str("<div class=\"overall\"><p class=\"aside\">");
            html.push_str("About the article as a whole, or about what is not shown as text:</p>");
            self.notes_of(about_all, html);
            html.push_str("</div>\n");
        }
        let blocks = &self.document.blocks;
        let mut at = 0;
        while at < blocks.len() {
            let end = match blocks[at].kind {
                BlockKind::Cell { table, .. } => {
                    let same =
                        |block: &&Block| matches!(block.kind, BlockKind::Cell { table: other, .. } if other == table);
                    at + blocks[at..].iter().take_while(same).count()
                }
                _ => at + 1,
            };
            html.push_str("<div class=\"row\"><div class=\"text\">");
            if blocks[at].is_cell() {
                self.table(at..end, html);
            } else {
                self.block(at, html);
            }
            html.push_str("</div>");
            let beside =
                |bound: usize| self.notes.partition_point(|(block, _)| block.is_none_or(|block| block < bound));
            self.notes_of(beside(at)..beside(end), html);
            html.push_str("</div>\n");
            at = end;
        }
    }

    fn notes_of(&self, notes: Range<usize>, html: &mut String) {
        if notes.is_empty() {
            return;
        }
        html.push_str("<aside class=\"notes\">\n");
        for (_, touch) in &self.notes[notes] {
            note(self.run, *touch, html);
        }
        html.push_str("</aside>");
    }

    fn block(&mut self, at: usize, html: &mut String) {
        let block = &self.document.blocks[at];
        let mut class = match block.kind {
            BlockKind::Heading { level, .. } => format!("heading level{}", level.clamp(1, 3)),
            BlockKind::ListItem { depth, .. } => format!("item depth{}", depth.clamp(1, 4)),
            BlockKind::Caption | BlockKind::Footnote | BlockKind::Alt => "aside".to_owned(),
            BlockKind::Paragraph | BlockKind::Cell { .. } => String::new(),
        };
        if block.quote_depth > 0 {
            class.push_str(" quote");
        }
        // The headings of the article would make a second outline beside that of the report.
        let (element, role) = match block.kind {
            BlockKind::Heading { level, .. } => {
                ("div", format!(" role=\"heading\" aria-level=\"{}\"", usize::from(level) + 2))
            }
            _ => ("p", String::new()),
        };
        let _ = write!(html, "<{element} class=\"{class}\"{role}>");
        match block.kind {
            BlockKind::ListItem { ordered, .. } => {
                let follows = at > 0 && self.document.blocks[at - 1].list == block.list;
                self.ordinal = if follows { self.ordinal + 1 } else { 1 };
                let bullet = if ordered { format!("{}.", self.ordinal) } else { "•".to_owned() };
                let _ = write!(html, "<span class=\"bullet\">{bullet}</span><span>");
                self.read(block, html);
                html.push_str("</span>");
            }
            BlockKind::Alt => {
                html.push_str("Image: ");
                self.read(block, html);
            }
            _ => self.read(block, html),
        }
        let _ = write!(html, "</{element}>");
    }

    fn table(&self, cells: Range<usize>, html: &mut String) {
        html.push_str("<div class=\"tablebox\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>");
        let mut current = None;
        for block in &self.document.blocks[cells] {
            let BlockKind::Cell { row, .. } = block.kind else { continue };
            if current != Some(row) {
                html.push_str(if current.is_some() { "</tr><tr>" } else { "<tr>" });
                current = Some(row);
            }
            let element = if row == 0 { "th" } else { "td" };
            let _ = write!(html, "<{element}>");
            self.read(block, html);
            let _ = write!(html, "</{element}>");
        }
        html.push_str("</tr></table></div>");
    }

    fn read(&self, block: &Block, html: &mut String) {
        let first = self.stretches.partition_point(|stretch| stretch.prose.start() < block.prose.start());
        let end = self.stretches.partition_point(|stretch| stretch.prose.start() <= block.prose.end());
        let reaches = |stretch: &&Stretch| {
            stretch.prose.start() < block.prose.start() && stretch.prose.end() > block.prose.start()
        };
        let reaching = self.reaching.iter().filter(reaches);
        let stretches: Vec<Stretch> = reaching.chain(&self.stretches[first..end]).copied().collect();
        read(self.document, block.prose, &stretches, html);
    }
}

/// The prose that shows a part of the source, if any does.
fn prose_of(document: &Document, span: &Range<u32>) -> Option<ProseSpan> {
    let prose = &document.prose;
    let (start, end) = (prose.at_source(span.start), prose.at_source(span.end));
    if start >= prose.end() {
        return None;
    }
    // What is shown first at or behind the start may lie behind the end: then nothing of it is shown.
    let shown = prose.source(ProseSpan::new(start, start.max(end)));
    if shown.start() >= span.end.max(span.start + 1) || end < start {
        return None;
    }
    // What ends with a block does not reach to the start of the next.
    let last = document.blocks.get(document.block_at(end.saturating_sub(1).max(start)))?;
    Some(ProseSpan::new(start, end.min(last.prose.end()).max(start)))
}

/// From bytes of the file to bytes of the text.
fn text_offsets(source: &Source) -> impl Fn(usize) -> u32 + use<> {
    let units: Option<Vec<u32>> = (source.encoding == Encoding::Utf16).then(|| {
        let starts = source.text.char_indices().flat_map(|(at, char)| std::iter::repeat_n(at as u32, char.len_utf16()));
        starts.chain([source.text.len() as u32]).collect()
    });
    let (skipped, end) = (if source.encoding == Encoding::Utf8Bom { 3 } else { 0 }, source.text.len());
    move |offset| match &units {
        Some(units) => units[(offset.saturating_sub(2) / 2).min(units.len() - 1)],
        None => offset.saturating_sub(skipped).min(end) as u32,
    }
}
