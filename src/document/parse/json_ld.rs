//! JSON-LD: what a page tells search engines about its author, reviewer and dates.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::document::{Metadata, MetadataEntry, MetadataOrigin};
use crate::span::Span;

/// Objects nested deeper than this are not looked into.
const DEEPEST: u32 = 32;

/// Reads the script `text`, which stands in the source at `start`, into `metadata`.
pub(super) fn read(metadata: &mut Metadata, text: &str, start: u32) {
    // Old pages wrap scripts in comments or CDATA.
    let Some(open) = text.find(['{', '[']) else { return };
    let Some(close) = text.rfind(['}', ']']).filter(|close| *close > open) else { return };
    let json = &text[open..=close];
    let whole = Span::new(start + open as u32, start + close as u32 + 1);
    match serde_json::from_str::<&RawValue>(json) {
        Ok(value) => Flattener { metadata, json, start: whole.start() }.value(value, "", DEEPEST),
        Err(error) => metadata.problems.push((whole, format!("this JSON-LD can't be read: {error}"))),
    }
}

struct Flattener<'a> {
    metadata: &'a mut Metadata,
    json: &'a str,
    start: u32,
}

impl Flattener<'_> {
    /// `value` is a slice of the script, so its address tells where it stands.
    fn value(&mut self, value: &RawValue, key: &str, depth: u32) {
        let text = value.get();
        if depth == 0 {
            return;
        }
        match text.as_bytes().first() {
            Some(b'{') => {
                for (name, value) in
                    serde_json::Deserializer::from_str(text).deserialize_map(Members).unwrap_or_default()
                {
                    let name = name.to_lowercase();
                    // A graph is only a list of objects.
                    let path = match (key, &*name) {
                        (_, "@graph") => key.to_owned(),
                        ("", _) => name,
                        _ => format!("{key}.{name}"),
                    };
                    self.value(value, &path, depth - 1);
                }
            }
            Some(b'[') => {
                for value in serde_json::from_str::<Vec<&RawValue>>(text).unwrap_or_default() {
                    self.value(value, key, depth - 1);
                }
            }
            Some(b'"') => {
                if let Ok(string) = serde_json::from_str::<Cow<'_, str>>(text) {
                    self.add(key, &string, text, 1);
                }
            }
            Some(b'n') | None => {}
            Some(_) => self.add(key, text, text, 0),
        }
    }

    fn add(&mut self, key: &str, value: &str, text: &str, quote: u32) {
        if value.trim().is_empty() {
            return;
        }
        let offset = text.as_ptr() as usize - self.json.as_ptr() as usize;
        let start = self.start + offset as u32;
        self.metadata.entries.push(MetadataEntry {
            key: key.into(),
            value: value.trim().into(),
            source: Span::new(start + quote, start + text.len() as u32 - quote),
            origin: MetadataOrigin::JsonLd,
        });
    }
}

/// The members of an object, in order.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_flattened_with_their_places() {
        let json = r#" { "@graph": [{"@type": "MedicalWebPage", "author": [{"name": "A. Reed"}, {"name": "B. Cole"}],
            "dateModified": "2024-03-01", "wordCount": 812, "image": null}] } "#;
        let mut metadata = Metadata::default();
        read(&mut metadata, json, 100);
        let entries: Vec<_> = metadata
            .entries
            .iter()
            .map(|entry| {
                let range = entry.source.range();
                assert_eq!(&json[range.start - 100..range.end - 100], &*entry.value);
                (&*entry.key, &*entry.value)
            })
            .collect();
        assert_eq!(
            entries,
            [
                ("@type", "MedicalWebPage"),
                ("author.name", "A. Reed"),
                ("author.name", "B. Cole"),
                ("datemodified", "2024-03-01"),
                ("wordcount", "812"),
            ]
        );
        read(&mut metadata, "{ broken", 0);
        read(&mut metadata, "{ broken }", 0);
        assert_eq!(metadata.problems.len(), 1);
    }
}
