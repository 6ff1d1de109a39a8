//! MDX: Markdown with JSX.
//!
//! Imports, exports, expressions and component tags are blanked out byte for byte before the Markdown parser sees
//! them, so offsets stay true. Lower-case tags are HTML to the reader and are left to [`super::html`]. What does not
//! close is text.

use std::ops::Range;

use super::ParseError;
use super::markdown::{self, Note};
use crate::document::{Document, DocumentBuilder, Region, RegionKind};
use crate::span::Span;

/// Strings and code spans inside expressions are looked for this far.
const LONGEST_STRING: usize = 300;

/// Reads `text`, which stands in the source at `base`.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str, base: u32) -> Result<(), ParseError> {
    let mut scan = Scan { text, bytes: text.as_bytes(), ..Scan::default() };
    scan.lines();
    let outer = scan.outermost();
    let mut blanked = blank(text, &outer);
    let tags = component_tags(&blanked);
    blanked = blank(&blanked, &tags);
    let mut notes = Vec::new();
    for range in &outer {
        let source = Span::from(range.start + base as usize..range.end + base as usize);
        builder.skip(Region { kind: RegionKind::Markup, source });
        let comment = text[range.clone()].strip_prefix("{/*").and_then(|rest| rest.strip_suffix("*/}"));
        notes.extend(comment.map(|comment| Note { text: comment, source }));
    }
    markdown::read_mdx(builder, &blanked, base, notes)
}

/// Moves places in `document` that lie inside a character of `text`: characters were blanked out byte by byte.
pub(super) fn align(document: &mut Document, text: &str) {
    let align = |span: &mut Span| {
        let (start, end) = (span.start() as usize, span.end() as usize);
        *span = Span::from(text.floor_char_boundary(start)..text.ceil_char_boundary(end));
    };
    document.blocks.iter_mut().for_each(|block| align(&mut block.source));
    document.marks.iter_mut().for_each(|mark| align(&mut mark.source));
    document.skipped.iter_mut().for_each(|region| align(&mut region.source));
}

/// `text` with `ranges` blanked out; line breaks stay.
fn blank(text: &str, ranges: &[Range<usize>]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut copied = 0;
    for range in ranges {
        blanked.push_str(&text[copied..range.start]);
        blanked.extend(
            text[range.clone()].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }),
        );
        copied = range.end;
    }
    blanked.push_str(&text[copied..]);
    blanked
}

/// Finds what is JavaScript.
#[derive(Debug, Default)]
struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Braces that are open.
    open: Vec<usize>,
    /// Whole expressions and module statements, inner ones before outer ones.
    found: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn lines(&mut self) {
        let mut fence: Option<&[u8]> = None;
        let mut at_block_start = true;
        let mut start = 0;
        while start < self.bytes.len() {
            let end = memchr::memchr(b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |at| start + at + 1);
            let line = self.text[start..end].trim();
            let sign = fence_of(line);
            if let Some(open) = fence {
                if sign.is_some_and(|sign| sign.len() >= open.len() && sign[0] == open[0] && sign.len() == line.len()) {
                    fence = None;
                }
            } else if self.open.is_empty() && sign.is_some() {
                fence = sign;
            } else if self.open.is_empty() && at_block_start && is_module_statement(&self.text[start..end]) {
                start = self.module_statement(start);
                continue;
            } else {
                self.line(start, end);
            }
            at_block_start = line.is_empty();
            start = end;
        }
    }

    /// Takes a statement up to a blank line outside its braces.
    fn module_statement(&mut self, start: usize) -> usize {
        let mut depth = 0_i64;
        let mut end = start;
        for line in self.text[start..].split_inclusive('\n') {
            if line.trim().is_empty() && depth <= 0 {
                break;
            }
            end += line.len();
            for byte in line.bytes() {
                match byte {
                    b'{' | b'(' | b'[' => depth += 1,
                    b'}' | b')' | b']' => depth -= 1,
                    _ => {}
                }
            }
        }
        self.found.push(start..end);
        end
    }

    /// Follows the braces of one line, code spans left out.
    fn line(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(sign) = self.bytes[at..end].iter().position(|byte| b"\\`{}\"'/".contains(byte)) {
            at += sign;
            let in_expression = !self.open.is_empty();
            match self.bytes[at] {
                b'\\' => at += 1,
                b'{' => self.open.push(at),
                b'}' => {
                    if let Some(open) = self.open.pop() {
                        self.found.push(self.with_attribute_name(open)..at + 1);
                    }
                }
                b'/' if in_expression && self.bytes[at..].starts_with(b"/*") => {
                    // A comment runs over lines; braces in it don't count, and it is closed by the next line's walk.
                    let close = memchr::memmem::find(&self.bytes[at..end], b"*/");
                    at = close.map_or(at + 1, |close| at + close + 1);
                }
                quote @ (b'"' | b'\'' | b'`') if in_expression || quote == b'`' => {
                    let limit = end.min(at + LONGEST_STRING);
                    let width =
                        self.bytes[at..end].iter().take_while(|byte| **byte == quote && quote == b'`').count().max(1);
                    let close =
                        memchr::memmem::find(&self.bytes[(at + width).min(limit)..limit], &self.bytes[at..at + width]);
                    at += close.map_or(width - 1, |close| close + 2 * width - 1);
                }
                _ => {}
            }
            at += 1;
            if at >= end {
                break;
            }
        }
    }

    /// Where `name={…}` begins: without its value an attribute's name would be no HTML.
    fn with_attribute_name(&self, brace: usize) -> usize {
        if brace == 0 || self.bytes[brace - 1] != b'=' {
            return brace;
        }
        let name = self.bytes[..brace - 1]
            .iter()
            .rev()
            .take(80)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
            .count();
        if name == 0 { brace } else { brace - 1 - name }
    }

    /// The ranges that no other encloses, in order.
    fn outermost(mut self) -> Vec<Range<usize>> {
        self.found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut outer: Vec<Range<usize>> = Vec::new();
        for range in self.found {
            if outer.last().is_none_or(|last| last.end <= range.start) {
                outer.push(range);
            }
        }
        outer
    }
}

/// The fence at the start of a line of code.
fn fence_of(line: &str) -> Option<&[u8]> {
    let sign = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let len = line.bytes().take_while(|byte| *byte == sign).count();
    (len >= 3).then(|| &line.as_bytes()[..len])
}

/// Whether the line begins an import or export of JavaScript, not a sentence on trade.
fn is_module_statement(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import") {
        return rest.trim_start().starts_with(['"', '\'', '{', '*'])
            || (rest.starts_with(' ') && rest.contains(" from "));
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        rest.starts_with(['{', '*'])
            || matches!(word, "const" | "let" | "var" | "default" | "function" | "async" | "class")
    })
}

/// Tags of components (`<Callout …>`, `</Tabs.Item>`) and fragments (`<>`).
fn component_tags(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut tags: Vec<Range<usize>> = Vec::new();
    for start in memchr::memchr_iter(b'<', bytes) {
        if tags.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        if !matches!(bytes.get(name), Some(b'A'..=b'Z' | b'>')) {
            continue;
        }
        if let Some(end) = tag_end(bytes, name) {
            tags.push(start..end);
        }
    }
    tags
}

/// The end of the tag whose name begins at `name`. It may not run into another one.
fn tag_end(bytes: &[u8], name: usize) -> Option<usize> {
    let mut at = name;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'<' => return None,
            quote @ (b'"' | b'\'') => {
                let limit = bytes.len().min(at + 1 + LONGEST_STRING);
                at += memchr::memchr(*quote, &bytes[at + 1..limit]).map_or(1, |close| close + 2);
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::parse::parse;
    use crate::document::{Document, Format};
    use crate::source::Source;

    fn read(text: &str) -> Document {
        parse(&Source::new("a.mdx", Format::Mdx, text)).unwrap()
    }

    #[test]
    fn javascript_is_not_prose() {
        let text = "import Note from './note'\nexport const meta = {\n\n  title: 'x',\n}\n\n# Gout\n\nTake {dose} mg <Dose unit=\"a>b\" x={y > 2} /> <em className={c}>now</em>, not `{x}`.\n";
        let document = read(text);
        assert_eq!(document.prose.text(), "Gout\nTake mg now, not {x}.\n");
        let now = document.prose.text().find("now").unwrap() as u32;
        let source = document.prose.source(crate::span::ProseSpan::new(now, now + 3));
        assert_eq!(&text[source.range()], "now");
    }

    #[test]
    fn components_hold_markdown() {
        let document =
            read("<Callout>\n  Drink **two** litres.\n\n      Rest for a day.\n</Callout>\n\n<>\n- One\n</>\n");
        assert_eq!(document.prose.text(), "Drink two litres.\nRest for a day.\nOne\n");
    }

    #[test]
    fn comments_are_reported_in_their_place() {
        let document = read("One.\n\n{/* factlint-ignore x: y */}\n\nTwo {/* inside */} goes on.\n\n{/* last */}\n");
        let comments: Vec<_> = document.comments.iter().map(|c| (&*c.text, c.inside, c.next_block)).collect();
        assert_eq!(comments, [("factlint-ignore x: y", None, 1), ("inside", Some(1), 2), ("last", None, 2)]);
    }

    #[test]
    fn comments_before_the_text_of_items_do_not_make_it_code() {
        let document = read("- One\n  - {/* why this is so */} Two **or** more\n    - {n} Three\n- Four\n");
        assert_eq!(document.prose.text(), "One\nTwo or more\nThree\nFour\n");
    }

    #[test]
    fn what_does_not_close_is_text() {
        assert_eq!(
            read("A { brace and a < sign, import taxes.\n").prose.text(),
            "A { brace and a < sign, import taxes.\n"
        );
        assert_eq!(read("import duties rise\n").prose.text(), "import duties rise\n");
    }
}
