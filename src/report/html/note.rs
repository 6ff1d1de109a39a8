//! The explanation of one finding, as it stands beside the text.

use std::fmt::Write;

use super::{Escaped, Touch};
use crate::report::{FindingSuggestion, Place, RuleDescription, Run, rule_page};

/// Characters of a place that are shown in a note.
const MAX_SHOWN: usize = 90;

/// Adds the note of a finding.
pub(super) fn note(run: &Run, touch: Touch<'_>, html: &mut String) {
    let Touch { number, finding, .. } = touch;
    let (level, family, rule) = (finding.severity.name(), Escaped(&finding.family), Escaped(&finding.rule));
    let _ = write!(
        html,
        "<article class=\"note {level}\" id=\"n{number}\" tabindex=\"0\" data-level=\"{level}\" data-family=\"{family}\" \
         data-rule=\"{rule}\">\n<p class=\"message\">{number}. <span class=\"level\">{level}:</span> {}</p>\n",
        Escaped(&finding.message)
    );
    let places = [&finding.place].into_iter().chain(&finding.related);
    let told: Vec<(usize, &Place)> =
        places.enumerate().filter(|(which, place)| *which > 0 || !place.message.is_empty()).collect();
    if !told.is_empty() {
        html.push_str("<ul>\n");
        for (which, place) in told {
            let anchor = if which == 0 { format!("p{number}") } else { format!("r{number}-{which}") };
            let elsewhere = if place.path == finding.place.path { "" } else { &*place.path };
            let _ = writeln!(
                html,
                "<li><a href=\"#{anchor}\">{}</a> {} {}</li>",
                quoted(&place.text),
                Escaped(elsewhere),
                Escaped(&place.message)
            );
        }
        html.push_str("</ul>\n");
    }
    if !finding.help.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", Escaped(&finding.help));
    }
    if let Some(suggestion) = &finding.suggestion {
        proposal(suggestion, &finding.place, html);
    }
    let position = match finding.place.from {
        _ if finding.place.excerpt.lines.is_empty() => String::new(),
        from => format!("line {}, column {} · ", from.line, from.column),
    };
    let _ = write!(
        html,
        "<p class=\"where\">{position}confidence {}</p>\n<details><summary>{family}/{rule}</summary>\n",
        finding.confidence.name()
    );
    if let Some(card) = run.rules.iter().find(|card| card.name == &*finding.rule) {
        background(card, html);
    }
    html.push_str("</details>\n</article>\n");
}

fn background(card: &RuleDescription, html: &mut String) {
    let _ = write!(html, "<p>{}</p>\n<p>Sources:</p>\n<ul>\n", Escaped(card.why));
    for source in card.sources {
        let _ = writeln!(html, "<li>{}</li>", Escaped(source));
    }
    let page = rule_page(card.family, card.name);
    let _ =
        writeln!(html, "</ul>\n<p><a href=\"{}\" rel=\"noopener noreferrer\">About the rule</a></p>", Escaped(&page));
}

fn proposal(suggestion: &FindingSuggestion, place: &Place, html: &mut String) {
    html.push_str("<p class=\"proposal\">Suggestion:");
    for edit in &suggestion.edits {
        // Where the edit is the whole of the place, the old text can be shown as well.
        if (edit.start, edit.end) == (place.start, place.end) {
            let _ = write!(html, " <del>{}</del>", quoted(&place.text));
        }
        if edit.replacement.trim().is_empty() && edit.start < edit.end {
            html.push_str(" (delete)");
        } else {
            let _ = write!(html, " <ins>{}</ins>", quoted(edit.replacement.trim()));
        }
    }
    html.push_str("</p>\n");
}

/// Text in quotation marks, cut to a readable length.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        None => format!("“{}”", Escaped(text)),
        Some((cut, _)) => format!("“{}…”", Escaped(&text[..cut])),
    }
}
