//! The tokens of HTML with their places: html5gum's events put together to tags.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span as ByteRange, Tokenizer};

use crate::span::Span;

/// One token. Spans count from the source's first byte.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'t> {
    Start(&'t Tag),
    End {
        name: &'t str,
        source: Span,
    },
    /// Text as it stands in the source, entities included.
    Text(Span),
    Comment {
        text: &'t str,
        source: Span,
    },
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) source: Span,
    /// Whether it was written `<…/>`.
    pub(super) self_closing: bool,
    attributes: Vec<Attribute>,
    used: usize,
}

#[derive(Debug, Default)]
struct Attribute {
    name: String,
    value: String,
    source: Span,
}

impl Tag {
    /// The value of the attribute `name`, entities decoded. It is empty for an attribute without a value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_with_span(name).map(|(value, _)| value)
    }

    /// The value of the attribute `name` and where it stands.
    pub(super) fn attribute_with_span(&self, name: &str) -> Option<(&str, Span)> {
        self.attributes[..self.used]
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| (attribute.value.as_str(), attribute.source))
    }

    fn add_attribute(&mut self, name: &[u8]) {
        if self.attributes.len() == self.used {
            self.attributes.push(Attribute::default());
        }
        let attribute = &mut self.attributes[self.used];
        attribute.name.clear();
        attribute.name.push_str(&String::from_utf8_lossy(name));
        attribute.value.clear();
        attribute.source = Span::default();
        self.used += 1;
    }
}

/// Calls `handle` with each token of `text`, which stands in the source at `base`.
pub(super) fn for_each(text: &str, base: u32, handle: impl FnMut(Token<'_>)) {
    let assembler = Assembler { tag: Tag::default(), base, handle };
    let mut emitter = CallbackEmitter::new(assembler);
    // Scripts, styles and titles hold raw text.
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
}

/// The text that `entity` ("&nbsp;", "&#160;") stands for, and how much of it the reference takes.
/// Where it is no character reference, nothing.
pub(in crate::document::parse) fn decode_entity(entity: &str) -> Option<(String, usize)> {
    let mut decoded = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: ByteRange<()>| -> Option<Infallible> {
        if let CallbackEvent::String { value } = event {
            decoded.push_str(&String::from_utf8_lossy(value));
        }
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(entity, emitter).finish();
    if decoded == entity {
        return None;
    }
    // Old references need no semicolon: "&ltx" is "<x". What was not decoded stands at the end of both.
    let mut rest = 0;
    if !entity.ends_with(';') || decoded.ends_with(';') {
        rest = decoded.bytes().rev().zip(entity.bytes().rev()).take_while(|(a, b)| a == b).count();
        while !decoded.is_char_boundary(decoded.len() - rest) {
            rest -= 1;
        }
    }
    decoded.truncate(decoded.len() - rest);
    Some((decoded, entity.len() - rest))
}

struct Assembler<F> {
    tag: Tag,
    base: u32,
    handle: F,
}

impl<F> Assembler<F> {
    fn span(&self, range: ByteRange<usize>) -> Span {
        let start = self.base + range.start as u32;
        Span::new(start, (self.base + range.end as u32).max(start))
    }
}

impl<F: FnMut(Token<'_>)> Callback<Infallible, usize> for Assembler<F> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, range: ByteRange<usize>) -> Option<Infallible> {
        let source = self.span(range);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.name.clear();
                self.tag.name.push_str(&String::from_utf8_lossy(name));
                self.tag.used = 0;
                self.tag.source = source;
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.add_attribute(name);
                self.tag.attributes[self.tag.used - 1].source = source;
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.tag.attributes[..self.tag.used].last_mut() {
                    attribute.value.push_str(&String::from_utf8_lossy(value));
                    attribute.source = source;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.tag.self_closing = self_closing;
                self.tag.source = self.tag.source.cover(source);
                (self.handle)(Token::Start(&self.tag));
            }
            CallbackEvent::EndTag { name } => {
                (self.handle)(Token::End { name: &String::from_utf8_lossy(name), source });
            }
            CallbackEvent::String { .. } => (self.handle)(Token::Text(source)),
            CallbackEvent::Comment { value } => {
                (self.handle)(Token::Comment { text: &String::from_utf8_lossy(value), source });
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded() {
        assert_eq!(decode_entity("&nbsp;"), Some(("\u{a0}".into(), 6)));
        assert_eq!(decode_entity("&#x2013;"), Some(("–".into(), 8)));
        assert_eq!(decode_entity("&ltx"), Some(("<".into(), 3)));
        assert_eq!(decode_entity("&notit;"), Some(("¬".into(), 4)));
        assert_eq!(decode_entity("&#x110000;"), Some(("\u{fffd}".into(), 10)));
        assert_eq!(decode_entity("&bogus;"), None);
        assert_eq!(decode_entity("&"), None);
    }

    #[test]
    fn tags_carry_their_attributes() {
        let text = "é<A Href='x&amp;y' hidden>l</a>";
        let mut seen = Vec::new();
        for_each(text, 100, |token| match token {
            Token::Start(tag) => {
                seen.push(format!("{} {:?} {:?}", tag.name, tag.source, tag.attribute_with_span("href")));
            }
            Token::End { name, source } => seen.push(format!("/{name} {source:?}")),
            Token::Text(source) => seen.push(format!("{source:?}")),
            Token::Comment { .. } => {}
        });
        assert_eq!(
            seen,
            [
                "Span { start: 100, end: 102 }",
                "a Span { start: 102, end: 127 } Some((\"x&y\", Span { start: 111, end: 118 }))",
                "Span { start: 127, end: 128 }",
                "/a Span { start: 128, end: 132 }",
            ]
        );
    }
}
