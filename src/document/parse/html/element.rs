//! What each HTML element means to a reader.

use crate::document::{MarkKind, RegionKind};

/// The part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds blocks or text: `<div>`, `<section>`, `<dt>`, `<body>` …
    Flow,
    /// `<p>`: ends where the next block begins.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// `<ul>` and `<ol>`.
    List {
        /// Whether it is numbered.
        ordered: bool,
    },
    /// `<li>`.
    Item,
    /// `<dl>`.
    Terms,
    /// `<dt>` and `<dd>`.
    Term,
    /// `<blockquote>`.
    Quote,
    /// `<table>`.
    Table,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    TablePart {
        /// `<thead>`.
        header: bool,
    },
    /// `<tr>`.
    Row,
    /// `<td>` and `<th>`.
    Cell {
        /// `<th>`.
        header: bool,
    },
    /// `<figcaption>` and `<caption>`.
    Caption,
    /// `<br>`.
    Break,
    /// `<hr>`.
    Rule,
    /// `<img>`.
    Image,
    /// `<a>`.
    Anchor,
    /// Inline text with a meaning.
    Inline(Inline),
    /// Inline text without one: `<span>`, `<abbr>`, `<u>` …
    Plain,
    /// Never prose, with all that it holds.
    Skip(RegionKind),
    /// `<nav>`, `<form>`, `<header>`, `<footer>`, `<aside>`: prose or not, by where it stands.
    Chrome,
    /// `<title>`.
    Title,
    /// `<meta>`.
    Meta,
    /// `<link>`.
    Link,
    /// `<time>`.
    Time,
}

/// Inline elements that become marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Emphasis,
    Strong,
    Superscript,
    Subscript,
    Code,
    Quotation,
    Cite,
    Struck,
    Inserted,
}

impl Inline {
    pub(super) fn mark(self) -> MarkKind {
        match self {
            Self::Emphasis => MarkKind::Emphasis,
            Self::Strong => MarkKind::Strong,
            Self::Superscript => MarkKind::Superscript,
            Self::Subscript => MarkKind::Subscript,
            Self::Code => MarkKind::Code,
            Self::Quotation => MarkKind::Quotation,
            Self::Cite => MarkKind::Cite,
            Self::Struck => MarkKind::Struck,
            Self::Inserted => MarkKind::Inserted,
        }
    }
}

/// An element that this reader knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its number: its place in [`ELEMENTS`].
    pub(super) id: u8,
    pub(super) role: Role,
}

impl Element {
    /// The element called `name` (lower case). Elements that are not known mean nothing, their text is read.
    pub(super) fn named(name: &str) -> Option<Self> {
        let id = ELEMENTS.binary_search_by_key(&name, |(known, _)| known).ok()?;
        Some(Self { id: id as u8, role: ELEMENTS[id].1 })
    }

    /// Whether it is a block: text before and after it doesn't run on.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self.role,
            Role::Break
                | Role::Image
                | Role::Anchor
                | Role::Inline(_)
                | Role::Plain
                | Role::Skip(_)
                | Role::Title
                | Role::Meta
                | Role::Link
                | Role::Time
        )
    }

    /// Whether it is text inside a block: where it is hidden, it is so up to the end of the block at most.
    pub(super) fn is_inline(self) -> bool {
        matches!(self.role, Role::Anchor | Role::Inline(_) | Role::Plain | Role::Time)
    }

    /// Whether it never has content.
    pub(super) fn is_void(self) -> bool {
        matches!(self.role, Role::Break | Role::Rule | Role::Image | Role::Meta | Role::Link)
    }
}

/// How many elements there are.
pub(super) const COUNT: usize = ELEMENTS.len();

const CODE: Role = Role::Skip(RegionKind::Code);
const MARKUP: Role = Role::Skip(RegionKind::Markup);
const CONTROL: Role = Role::Skip(RegionKind::Chrome);

/// Sorted by name.
const ELEMENTS: &[(&str, Role)] = &[
    ("a", Role::Anchor),
    ("abbr", Role::Plain),
    ("address", Role::Flow),
    ("article", Role::Flow),
    ("aside", Role::Chrome),
    ("audio", MARKUP),
    ("b", Role::Inline(Inline::Strong)),
    ("blockquote", Role::Quote),
    ("body", Role::Flow),
    ("br", Role::Break),
    ("button", CONTROL),
    ("canvas", MARKUP),
    ("caption", Role::Caption),
    ("center", Role::Flow),
    ("cite", Role::Inline(Inline::Cite)),
    ("code", Role::Inline(Inline::Code)),
    ("dd", Role::Term),
    ("del", Role::Inline(Inline::Struck)),
    ("details", Role::Flow),
    ("dialog", CONTROL),
    ("div", Role::Flow),
    ("dl", Role::Terms),
    ("dt", Role::Term),
    ("em", Role::Inline(Inline::Emphasis)),
    ("fieldset", Role::Flow),
    ("figcaption", Role::Caption),
    ("figure", Role::Flow),
    ("font", Role::Plain),
    ("footer", Role::Chrome),
    ("form", Role::Chrome),
    ("h1", Role::Heading(1)),
    ("h2", Role::Heading(2)),
    ("h3", Role::Heading(3)),
    ("h4", Role::Heading(4)),
    ("h5", Role::Heading(5)),
    ("h6", Role::Heading(6)),
    ("header", Role::Chrome),
    ("hr", Role::Rule),
    ("html", Role::Flow),
    ("i", Role::Inline(Inline::Emphasis)),
    ("iframe", MARKUP),
    ("img", Role::Image),
    ("ins", Role::Inline(Inline::Inserted)),
    ("kbd", Role::Inline(Inline::Code)),
    ("label", CONTROL),
    ("legend", Role::Flow),
    ("li", Role::Item),
    ("link", Role::Link),
    ("main", Role::Flow),
    ("map", MARKUP),
    ("mark", Role::Plain),
    ("math", MARKUP),
    ("menu", Role::List { ordered: false }),
    ("meta", Role::Meta),
    ("nav", Role::Chrome),
    ("noscript", MARKUP),
    ("object", MARKUP),
    ("ol", Role::List { ordered: true }),
    ("p", Role::Paragraph),
    ("pre", CODE),
    ("q", Role::Inline(Inline::Quotation)),
    ("rp", MARKUP),
    ("rt", MARKUP),
    ("s", Role::Inline(Inline::Struck)),
    ("samp", Role::Inline(Inline::Code)),
    ("script", CODE),
    ("section", Role::Flow),
    ("select", CONTROL),
    ("small", Role::Plain),
    ("span", Role::Plain),
    ("strike", Role::Inline(Inline::Struck)),
    ("strong", Role::Inline(Inline::Strong)),
    ("style", CODE),
    ("sub", Role::Inline(Inline::Subscript)),
    ("summary", Role::Flow),
    ("sup", Role::Inline(Inline::Superscript)),
    ("svg", MARKUP),
    ("table", Role::Table),
    ("tbody", Role::TablePart { header: false }),
    ("td", Role::Cell { header: false }),
    ("template", MARKUP),
    ("textarea", CONTROL),
    ("tfoot", Role::TablePart { header: false }),
    ("th", Role::Cell { header: true }),
    ("thead", Role::TablePart { header: true }),
    ("time", Role::Time),
    ("title", Role::Title),
    ("tr", Role::Row),
    ("tt", Role::Inline(Inline::Code)),
    ("u", Role::Plain),
    ("ul", Role::List { ordered: false }),
    ("var", Role::Inline(Inline::Code)),
    ("video", MARKUP),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(u8::try_from(COUNT).is_ok());
    }

    #[test]
    fn elements_are_found_by_name() {
        assert_eq!(Element::named("th").map(|element| element.role), Some(Role::Cell { header: true }));
        assert_eq!(Element::named("my-callout"), None);
    }
}
