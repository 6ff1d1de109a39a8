//! Front matter: YAML between `---` lines or TOML between `+++` lines at the top of a file of any format.
//!
//! It is flattened into [`Metadata`] with the place of each value. YAML is read as events and aliases are not
//! followed, so nothing can be blown up. What can't be read becomes a problem, and the article is still read.

use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::de::{DeTable, DeValue};

use crate::document::{DocumentBuilder, Metadata, MetadataEntry, MetadataOrigin, Region, RegionKind};
use crate::span::Span;

/// Reads the front matter of `text`, if it has some, and returns where the article begins.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str) -> usize {
    let Some(found) = find(text) else { return 0 };
    builder.skip(Region { kind: RegionKind::FrontMatter, source: Span::new(0, found.end as u32) });
    let content = &text[found.content.clone()];
    let start = found.content.start;
    let metadata = builder.metadata();
    if !found.is_closed {
        let source = Span::new(0, found.end as u32);
        metadata.problems.push((source, format!("this front matter is not closed by a line of “{}”", found.fence)));
    }
    if found.fence == "---" {
        read_yaml(metadata, content, start);
    } else {
        read_toml(metadata, content, start);
    }
    found.end
}

struct FrontMatter {
    fence: &'static str,
    content: std::ops::Range<usize>,
    /// Where the article begins.
    end: usize,
    is_closed: bool,
}

fn find(text: &str) -> Option<FrontMatter> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != fence || !first.ends_with('\n') {
        return None;
    }
    let separator = if fence == "---" { ':' } else { '=' };
    let mut at = first.len();
    let mut blank_line = None;
    for (number, line) in lines.enumerate() {
        let trimmed = line.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return Some(FrontMatter { fence, content: first.len()..at, end: at + line.len(), is_closed: true });
        }
        // Without a key at its head it is a rule across the page.
        if number == 0 && !is_entry(trimmed, separator) {
            return None;
        }
        if trimmed.is_empty() {
            blank_line.get_or_insert(at);
        }
        at += line.len();
    }
    let end = blank_line.unwrap_or(at);
    Some(FrontMatter { fence, content: first.len()..end, end, is_closed: false })
}

fn is_entry(line: &str, separator: char) -> bool {
    line.starts_with(['#', '[', '{'])
        || line.split_once(separator).is_some_and(|(key, _)| {
            let key = key.trim().trim_matches(['"', '\'']);
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' '))
        })
}

fn add(metadata: &mut Metadata, key: &str, value: &str, source: Span) {
    let value = value.trim();
    if !value.is_empty() {
        metadata.entries.push(MetadataEntry {
            key: key.to_lowercase().into(),
            value: value.into(),
            source,
            origin: MetadataOrigin::FrontMatter,
        });
    }
}

/// A collection of YAML that is open.
enum Level {
    List,
    /// `path` is how long the path was before the current key; `in_value` whether the key was read.
    Table {
        path: usize,
        in_value: bool,
    },
}

fn read_yaml(metadata: &mut Metadata, text: &str, start: usize) {
    // The parser counts characters.
    let offsets: Vec<u32> = text.char_indices().map(|(offset, _)| offset as u32).collect();
    let offset = |index: usize| start as u32 + offsets.get(index).copied().unwrap_or(text.len() as u32);
    let mut path = String::new();
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, place) = match event {
            Ok(event) => event,
            Err(error) => {
                let at = offset(error.marker().index());
                metadata.problems.push((Span::empty(at), format!("this front matter can't be read: {}", error.info())));
                return;
            }
        };
        let place = Span::new(offset(place.start.index()), offset(place.end.index()));
        match event {
            Event::Scalar(value, style, _, _) => {
                if let Some(Level::Table { path: outer, in_value: in_value @ false }) = levels.last_mut() {
                    *in_value = true;
                    *outer = path.len();
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&value);
                    continue;
                }
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && place.len() >= 2;
                let inner = if quoted { Span::new(place.start() + 1, place.end() - 1) } else { place };
                let is_null = style == ScalarStyle::Plain && matches!(&*value, "~" | "null");
                add(metadata, &path, if is_null { "" } else { &value }, inner);
                end_value(&mut levels, &mut path);
            }
            Event::Alias(_) => end_value(&mut levels, &mut path),
            Event::SequenceStart(..) => levels.push(Level::List),
            Event::MappingStart(..) => levels.push(Level::Table { path: path.len(), in_value: false }),
            Event::SequenceEnd | Event::MappingEnd => {
                levels.pop();
                end_value(&mut levels, &mut path);
            }
            _ => {}
        }
    }
}

/// A value is complete: in a table the next thing is a key.
fn end_value(levels: &mut [Level], path: &mut String) {
    if let Some(Level::Table { path: outer, in_value }) = levels.last_mut() {
        path.truncate(*outer);
        *in_value = false;
    }
}

fn read_toml(metadata: &mut Metadata, text: &str, start: usize) {
    match DeTable::parse(text) {
        Ok(table) => {
            for (key, value) in table.get_ref() {
                flatten_toml(metadata, key.get_ref(), value.get_ref(), value.span(), start);
            }
            // The table is sorted by key; readers expect the order of the file.
            metadata.entries.sort_by_key(|entry| entry.source);
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let message = format!("this front matter can't be read: {}", error.message());
            metadata.problems.push((Span::empty((start + at) as u32), message));
        }
    }
}

fn flatten_toml(metadata: &mut Metadata, key: &str, value: &DeValue<'_>, place: std::ops::Range<usize>, start: usize) {
    let source = Span::from(place.start + start..place.end + start);
    match value {
        DeValue::String(text) => {
            let quote = if source.len() >= text.len() as u32 + 6 { 3 } else { 1 };
            let inner = if source.len() >= 2 * quote {
                Span::new(source.start() + quote, source.end() - quote)
            } else {
                source
            };
            add(metadata, key, text, inner);
        }
        DeValue::Integer(number) => add(metadata, key, &number.to_string(), source),
        DeValue::Float(number) => add(metadata, key, &number.to_string(), source),
        DeValue::Boolean(is) => add(metadata, key, &is.to_string(), source),
        DeValue::Datetime(date) => add(metadata, key, &date.to_string(), source),
        DeValue::Array(values) => {
            for value in values {
                flatten_toml(metadata, key, value.get_ref(), value.span(), start);
            }
        }
        DeValue::Table(table) => {
            for (name, value) in table {
                flatten_toml(metadata, &format!("{key}.{}", name.get_ref()), value.get_ref(), value.span(), start);
            }
        }
    }
}
