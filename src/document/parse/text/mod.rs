//! Plain text, where nothing is marked and everything is inferred from the shape of lines.
//!
//! Paragraphs are hard-wrapped lines joined, or one line each: the file's margin tells which. Headings and list items
//! are told by their looks and their neighbours. One pass, each line looked at a fixed number of times.

mod heading;
mod line;

use self::line::{Line, Shape};
use crate::document::{BlockKind, DocumentBuilder, Region, RegionKind};
use crate::span::Span;

/// Reads `text`, which stands in the source at `base`.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str, base: u32) {
    let lines = line::split(text);
    let margin = line::margin(&lines);
    let mut reader = Reader { builder, text, base, margin, lists: Vec::new(), last: None };
    for index in 0..lines.len() {
        reader.line(&lines, index);
    }
    reader.close();
}

struct Reader<'a, 'b> {
    builder: &'b mut DocumentBuilder,
    text: &'a str,
    base: u32,
    /// The longest line of a hard-wrapped file.
    margin: Option<u32>,
    /// The lists that are open, outermost first.
    lists: Vec<List>,
    /// The line that the open block ends with so far.
    last: Option<Line>,
}

struct List {
    number: u32,
    ordered: bool,
    /// The columns at which its markers and its text stand.
    marker: u32,
    content: u32,
}

impl Reader<'_, '_> {
    fn line(&mut self, lines: &[Line], index: usize) {
        let line = &lines[index];
        match line.shape {
            Shape::Blank => self.close(),
            Shape::Comment => {
                self.close();
                let source = self.span(line);
                let text = &self.text[line.start as usize..line.end as usize];
                self.builder.comment(text.trim_start_matches('%'), source);
            }
            Shape::Rule { .. } => {
                self.close();
                let source = self.span(line);
                self.builder.skip(Region { kind: RegionKind::Markup, source });
            }
            Shape::Item { marker, ordered } => {
                // A wrapped line may begin with a number and a stop: "was approved in" / "12. In the …".
                let in_list = self.lists.last().is_some_and(|list| list.ordered);
                if ordered && !in_list && !line.starts_list(self.text) && self.goes_on(lines, index) {
                    self.continue_block(line);
                } else {
                    self.item(line, marker, ordered);
                }
            }
            Shape::Marked { level, sign } => {
                self.close();
                self.lists.clear();
                self.open(BlockKind::Heading { level, inferred: false }, line.start);
                self.add(line, sign);
                self.close();
            }
            Shape::Text => self.text_line(lines, index),
        }
    }

    fn text_line(&mut self, lines: &[Line], index: usize) {
        let line = &lines[index];
        if self.builder.is_open() && self.goes_on(lines, index) {
            self.continue_block(line);
            return;
        }
        self.close();
        let heading = match heading::underline(lines, index) {
            Some(level) => Some(BlockKind::Heading { level, inferred: false }),
            None => {
                heading::is_heading(self.text, lines, index).then_some(BlockKind::Heading { level: 2, inferred: true })
            }
        };
        if let Some(kind) = heading {
            self.lists.clear();
            self.open(kind, line.start);
            self.add(line, 0);
            self.close();
            return;
        }
        // A paragraph indented like an item's text belongs to the item.
        let is_in_list = self.lists.first().is_some_and(|list| line.indent > list.marker);
        if is_in_list {
            self.lists.truncate(self.lists.iter().take_while(|list| line.indent > list.marker).count());
        } else {
            self.lists.clear();
        }
        self.open(BlockKind::Paragraph, line.start);
        self.add(line, 0);
    }

    /// Whether the line continues the open block.
    fn goes_on(&self, lines: &[Line], index: usize) -> bool {
        let line = &lines[index];
        let Some(last) = &self.last else { return false };
        if !self.builder.is_open() || last.quotes != line.quotes {
            return false;
        }
        if let Some(list) = self.lists.last()
            && matches!(last.shape, Shape::Item { .. } | Shape::Text)
            && line.indent >= list.content.min(list.marker + 2)
            && line.shape == Shape::Text
        {
            return true;
        }
        let Some(margin) = self.margin else { return false };
        if heading::underline(lines, index).is_some() {
            return false;
        }
        last.is_full(line, margin, self.text) || (line.starts_lower(self.text) && !last.ends_sentence(self.text))
    }

    fn item(&mut self, line: &Line, marker: u32, ordered: bool) {
        self.close();
        let content = line.indent + marker;
        while self.lists.last().is_some_and(|list| line.indent < list.marker) {
            self.lists.pop();
        }
        // Another kind of marker begins another list.
        self.lists.pop_if(|list| list.ordered != ordered && line.indent < list.content.min(list.marker + 2));
        if self.lists.last().is_none_or(|list| line.indent >= list.content.min(list.marker + 2)) {
            let number = self.builder.new_list();
            self.lists.push(List { number, ordered, marker: line.indent, content });
        }
        let depth = self.lists.len().min(255) as u8;
        self.open(BlockKind::ListItem { depth, ordered }, line.start);
        self.add(line, marker);
    }

    fn open(&mut self, kind: BlockKind, start: u32) {
        self.builder.open(kind, Span::empty(self.base + start));
        let list = self.lists.last().map(|list| list.number);
        if let Some(block) = self.builder.block_mut() {
            block.list = list;
        }
    }

    fn continue_block(&mut self, line: &Line) {
        // The line break between the two.
        let from = self.last.map_or(line.start, |last| last.end);
        self.builder.replace(Span::new(self.base + from, self.base + line.start), " ");
        self.add(line, 0);
    }

    /// Adds a line's text but its first `skip` bytes.
    fn add(&mut self, line: &Line, skip: u32) {
        let text = &self.text[(line.start + skip) as usize..line.end as usize];
        self.builder.copy(self.base + line.start + skip, text);
        let end = self.base + line.end;
        if let Some(block) = self.builder.block_mut() {
            block.source = Span::new(block.source.start(), end);
            block.quote_depth = line.quotes;
        }
        self.last = Some(*line);
    }

    fn close(&mut self) {
        self.builder.close();
        self.last = None;
    }

    fn span(&self, line: &Line) -> Span {
        Span::new(self.base + line.start, self.base + line.end)
    }
}
