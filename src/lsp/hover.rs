//! What is shown over a finding, and over a quantity: how it was worked out, what was understood.

use std::fmt::Write;
use std::ops::Range;

use factlint::document::Document;
use factlint::facts::{Approx, Quantity, Role, Stance, describe};
use factlint::report::{Finding, rule_page, visible};
use factlint::span::ProseSpan;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::documents::OpenDocument;

/// The explanation of what stands at `position`: findings first, then a quantity.
pub(super) fn hover(document: &OpenDocument, position: Position) -> Option<Hover> {
    let text = &document.source.text;
    let at = document.lines.offset(text, position);
    let over = |finding: &&Finding| {
        let places = [&finding.place].into_iter().chain(&finding.related);
        places.filter(|place| place.start < place.end).any(|place| (place.start..place.end).contains(&at))
    };
    let mut sections: Vec<String> = document.findings.iter().filter(over).map(worked).collect();
    let mut range = None;
    if let Some((span, understood)) = quantity_at(document, at) {
        sections.push(understood);
        range = Some(document.lines.range(text, span));
    }
    (!sections.is_empty()).then(|| Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: sections.join("\n\n---\n\n"),
        }),
        range,
    })
}

/// A finding with its arithmetic.
fn worked(finding: &Finding) -> String {
    let page = rule_page(&finding.family, &finding.rule);
    let mut text = format!("**{}** ([{}]({page}))\n", escaped(&finding.message), finding.rule);
    for place in [&finding.place].into_iter().chain(&finding.related).filter(|place| !place.message.is_empty()) {
        let _ = write!(text, "\n- line {}: “{}”: {}", place.from.line, escaped(&place.text), escaped(&place.message));
    }
    if !finding.help.is_empty() {
        let _ = write!(text, "\n\n{}", escaped(&finding.help));
    }
    text
}

fn quantity_at(document: &OpenDocument, at: usize) -> Option<(Range<usize>, String)> {
    let setup = &document.setup;
    let (parsed, facts) = setup.engine.read(&document.source, &setup.settings).ok()?;
    let span_of = |span: ProseSpan| parsed.prose.source(span).range();
    let quantity = facts.quantities.all.iter().find(|quantity| span_of(quantity.span).contains(&at))?;
    Some((span_of(quantity.span), understood(&parsed, quantity)))
}

/// What was understood of a quantity.
fn understood(document: &Document, quantity: &Quantity) -> String {
    let mut text = format!("**{}** understood as {}", escaped(document.text(quantity.span)), quantity.kind.name());
    let mut line = |name: &str, value: &str| {
        let _ = write!(text, "\n- {name}: {}", escaped(value));
    };
    line("value", &quantity.said());
    if !quantity.unit.is_none() {
        line("unit", &quantity.unit.code());
    }
    let reading = describe(quantity.reading(), quantity.unit);
    if reading != quantity.describe() || quantity.approx != Approx::Exact {
        line("can mean", &reading);
    }
    if let Some(head) = quantity.head {
        line("of", document.text(head));
    }
    let roles: Vec<&str> = Role::ALL.into_iter().filter(|role| quantity.roles.has(*role)).map(Role::name).collect();
    if !roles.is_empty() {
        line("role", &roles.join(", "));
    }
    let stances = [
        (Stance::QUOTED, "quoted"),
        (Stance::NEGATED, "negated"),
        (Stance::HYPOTHETICAL, "supposed"),
        (Stance::REPORTED, "reported as somebody else's"),
    ];
    let stances: Vec<&str> =
        stances.into_iter().filter(|(stance, _)| quantity.stance.has(*stance)).map(|(_, name)| name).collect();
    if !stances.is_empty() {
        line("not asserted", &stances.join(", "));
    }
    text
}

/// Text of an article that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in visible(text).chars() {
        if matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}
