//! The text of a block with its marks and findings: overlapping layers laid flat, piece by piece.

use std::fmt::Write;

use super::Escaped;
use super::escape::web_address;
use crate::diagnostic::Severity;
use crate::document::{Document, Mark, MarkKind};
use crate::span::ProseSpan;

/// A place of a finding in the prose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) prose: ProseSpan,
    /// The finding's number.
    pub(super) number: usize,
    /// Which of its related places, from 1; 0 for its own.
    pub(super) related: usize,
    pub(super) severity: Severity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A stretch or mark ends. Ends come before starts.
    End(Layer),
    /// A footnote's marker, or a finding about no text, stands here.
    Point(Layer),
    Start(Layer),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Mark(usize),
    Stretch(usize),
}

/// Adds the prose of `span`, with `marks` and `stretches` that overlap it.
pub(super) fn read(document: &Document, span: ProseSpan, stretches: &[Stretch], html: &mut String) {
    let marks: Vec<&Mark> = document.marks_in(span).collect();
    let mut events: Vec<(u32, Event)> = Vec::new();
    let mut add = |of: ProseSpan, layer: Layer| {
        let (start, end) = (of.start().max(span.start()), of.end().min(span.end()));
        if of.is_empty() && start <= end {
            events.push((start, Event::Point(layer)));
        } else if start < end {
            events.push((start, Event::Start(layer)));
            events.push((end, Event::End(layer)));
        }
    };
    for (number, mark) in marks.iter().enumerate() {
        add(mark.prose, Layer::Mark(number));
    }
    for (number, stretch) in stretches.iter().enumerate() {
        add(stretch.prose, Layer::Stretch(number));
    }
    events.sort_unstable();

    let mut open: Vec<Layer> = Vec::new();
    let mut at = span.start();
    for (offset, event) in events {
        piece(document, ProseSpan::new(at, offset), &open, &marks, stretches, html);
        at = offset;
        match event {
            Event::End(layer) => {
                open.retain(|other| *other != layer);
                if let Layer::Stretch(number) = layer {
                    reference(stretches[number], span, html);
                }
            }
            Event::Point(Layer::Mark(number)) => {
                if let MarkKind::Footnote(label) = &marks[number].kind {
                    let _ = write!(html, "<sup>[{}]</sup>", Escaped(label));
                }
            }
            Event::Point(Layer::Stretch(number)) => {
                anchor(stretches[number], html);
                reference(stretches[number], span, html);
            }
            Event::Start(layer) => {
                open.push(layer);
                if let Layer::Stretch(number) = layer
                    && span.encloses(ProseSpan::empty(stretches[number].prose.start()))
                {
                    anchor(stretches[number], html);
                }
            }
        }
    }
    piece(document, ProseSpan::new(at, span.end()), &open, &marks, stretches, html);
}

/// Where links to a place lead.
fn anchor(stretch: Stretch, html: &mut String) {
    let _ = match stretch.related {
        0 => write!(html, "<span id=\"p{}\"></span>", stretch.number),
        related => write!(html, "<span id=\"r{}-{related}\"></span>", stretch.number),
    };
}

/// The number behind a place that leads to the note. A place over several blocks has it in the last one.
fn reference(stretch: Stretch, block: ProseSpan, html: &mut String) {
    if stretch.prose.end() <= block.end() {
        let number = stretch.number;
        let _ = write!(html, "<a class=\"ref\" data-n=\"{number}\" href=\"#n{number}\">{number}</a>");
    }
}

/// Adds text over which nothing begins or ends.
fn piece(
    document: &Document,
    span: ProseSpan,
    open: &[Layer],
    marks: &[&Mark],
    stretches: &[Stretch],
    html: &mut String,
) {
    if span.is_empty() {
        return;
    }
    let found: Vec<Stretch> = open
        .iter()
        .filter_map(|layer| if let Layer::Stretch(number) = layer { Some(stretches[*number]) } else { None })
        .collect();
    if !found.is_empty() {
        let level = found.iter().filter(|stretch| stretch.related == 0).map(|stretch| stretch.severity).max();
        let mut numbers: Vec<usize> = found.iter().map(|stretch| stretch.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let class = level.map_or("related", Severity::name);
        let _ = write!(html, "<mark class=\"{class}\" data-f=\"{}\">", numbers.join(" "));
    }
    let around: Vec<&MarkKind> = open
        .iter()
        .filter_map(|layer| if let Layer::Mark(number) = layer { Some(&marks[*number].kind) } else { None })
        .collect();
    for kind in &around {
        let _ = match kind {
            MarkKind::Link(destination) => match web_address(destination) {
                Some(url) => write!(html, "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">", Escaped(&url)),
                None => write!(html, "<span class=\"url\" title=\"{}\">", Escaped(destination)),
            },
            kind => element(kind).map_or(Ok(()), |element| write!(html, "<{element}>")),
        };
    }
    let _ = write!(html, "{}", Escaped(document.text(span)));
    for kind in around.iter().rev() {
        let _ = match kind {
            MarkKind::Link(destination) if web_address(destination).is_some() => write!(html, "</a>"),
            MarkKind::Link(_) => write!(html, "</span>"),
            kind => element(kind).map_or(Ok(()), |element| write!(html, "</{element}>")),
        };
    }
    if !found.is_empty() {
        html.push_str("</mark>");
    }
}

/// The element that shows what a mark says.
const fn element(kind: &MarkKind) -> Option<&'static str> {
    Some(match kind {
        MarkKind::Emphasis => "em",
        MarkKind::Strong => "strong",
        MarkKind::Superscript => "sup",
        MarkKind::Subscript => "sub",
        MarkKind::Code => "code",
        MarkKind::Cite => "cite",
        MarkKind::Struck => "s",
        MarkKind::Inserted => "ins",
        MarkKind::Link(_) | MarkKind::Image(_) | MarkKind::Footnote(_) | MarkKind::Address | MarkKind::Quotation => {
            return None;
        }
    })
}
