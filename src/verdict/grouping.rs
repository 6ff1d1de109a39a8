//! Repeats of one cause are one finding, with a count and the other places.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Related};

/// Other places that a finding lists at most.
const MAX_LISTED: usize = 10;

/// Joins findings of one rule and key into the first of them, and says how many each stands for.
pub(super) fn group(found: Vec<Diagnostic>) -> Vec<(Diagnostic, usize)> {
    let mut first: FxHashMap<(String, String), usize> = FxHashMap::default();
    let mut kept: Vec<(Diagnostic, usize)> = Vec::with_capacity(found.len());
    for finding in found {
        let Some(key) = &finding.group else {
            kept.push((finding, 1));
            continue;
        };
        let cause = (finding.rule.to_string(), key.clone());
        if let Some(at) = first.get(&cause) {
            let (leader, count) = &mut kept[*at];
            *count += 1;
            if *count <= MAX_LISTED + 1 {
                leader.related.push(Related { span: finding.span, message: "also here".into() });
            }
            leader.severity = leader.severity.max(finding.severity);
        } else {
            first.insert(cause, kept.len());
            kept.push((finding, 1));
        }
    }
    kept.into_iter()
        .map(|(mut finding, count)| {
            if count > 1 {
                finding.message = format!("{} ({count} times)", finding.message);
            }
            (finding, count)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn a_term_used_often_is_one_finding() {
        let found: Vec<Diagnostic> = (0..30)
            .map(|at| Diagnostic::new("stigmatizing-term", Span::new(at, at + 1), "“addict”").group("addict"))
            .collect();
        let grouped = group(found);
        assert_eq!(grouped.len(), 1);
        let (finding, count) = &grouped[0];
        assert_eq!((finding.message.as_str(), *count), ("“addict” (30 times)", 30));
        assert_eq!(finding.related.len(), MAX_LISTED);
    }
}
