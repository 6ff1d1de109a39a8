//! What a page says about itself: `<title>`, `<meta>`, `<link rel="canonical">`, `<time datetime>`; and what it hides.

use super::element::{Element, Role};
use super::tokens::{self, Tag};
use crate::document::{Metadata, MetadataEntry, MetadataOrigin};
use crate::span::Span;

/// Reads the element `tag`, if it says something.
pub(super) fn read(metadata: &mut Metadata, element: Element, tag: &Tag) {
    match element.role {
        Role::Meta => {
            let key = ["name", "property", "itemprop", "http-equiv"].iter().find_map(|name| tag.attribute(name));
            if let (Some(key), Some((value, source))) = (key, tag.attribute_with_span("content")) {
                add(metadata, key, value, source);
            }
        }
        Role::Link if tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
            if let Some((value, source)) = tag.attribute_with_span("href") {
                add(metadata, "canonical", value, source);
            }
        }
        Role::Time => {
            if let Some((value, source)) = tag.attribute_with_span("datetime") {
                add(metadata, time_key(tag), value, source);
            }
        }
        _ => {}
    }
}

/// The page's title, which stands in the source at `source`.
pub(super) fn title(metadata: &mut Metadata, text: &str, source: Span) {
    let mut title = String::new();
    for piece in text.split_inclusive(';') {
        match piece.rfind('&').and_then(|amp| Some((amp, tokens::decode_entity(&piece[amp..])?))) {
            Some((amp, (decoded, len))) => {
                title.push_str(&piece[..amp]);
                title.push_str(&decoded);
                title.push_str(&piece[amp + len..]);
            }
            None => title.push_str(piece),
        }
    }
    add(metadata, "title", &title, source);
}

/// Which date a `<time>` element gives: microdata and the usual classes tell.
fn time_key(tag: &Tag) -> &str {
    let class = tag.attribute("class").unwrap_or_default();
    let has = |words: &[&str]| class.split([' ', '-', '_']).any(|word| words.contains(&word));
    match tag.attribute("itemprop") {
        Some(property) => property,
        None if has(&["updated", "modified"]) && !has(&["published"]) => "time.modified",
        None if has(&["published"]) || tag.attribute("pubdate").is_some() => "time.published",
        None => "time",
    }
}

fn add(metadata: &mut Metadata, key: &str, value: &str, source: Span) {
    let value = value.trim();
    if !value.is_empty() {
        metadata.entries.push(MetadataEntry {
            key: key.trim().to_lowercase().into(),
            value: value.into(),
            source,
            origin: MetadataOrigin::Html,
        });
    }
}

/// Whether the element is not shown: `hidden`, `display: none`, or text for screen readers only, which repeats or
/// explains what is seen ("opens in a new tab").
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let is_styled_away = |style: &str| {
        style.split(';').any(|rule| {
            rule.split_once(':').is_some_and(|(property, value)| {
                property.trim().eq_ignore_ascii_case("display") && value.trim().to_ascii_lowercase().starts_with("none")
            })
        })
    };
    let for_readers = |class: &str| {
        class
            .split_ascii_whitespace()
            .any(|name| matches!(name, "screen-reader-text" | "sr-only" | "visually-hidden" | "visuallyhidden"))
    };
    tag.attribute("hidden").is_some()
        || tag.attribute("style").is_some_and(is_styled_away)
        || tag.attribute("class").is_some_and(for_readers)
}
