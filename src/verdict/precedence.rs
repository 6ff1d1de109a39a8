//! One finding for one claim: where several rules could speak of the same sentence, the first of a chain does.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Chains of rules, strongest first.
const CHAINS: &[&[&str]] = &[
    // A repeated sentence with another number is one contradiction, said in the most telling way.
    &[
        "dose-contradiction",
        "statistic-contradiction",
        "near-duplicate-changed-number",
        "near-duplicate-negation",
        "keyword-injection",
        "near-duplicate-sentence",
    ],
    // A substance to be warned of by name, then the promise, then the claim.
    &["dangerous-remedy", "cure-or-guarantee", "disease-claim-supplement"],
    &["duplicate-paragraph", "duplicate-sentence"],
    // "From 10 % to 15 %, up 5 percent": the subtraction fits, so the unit is what is wrong.
    &["percent-vs-points", "percent-change-mismatch"],
    &[
        "name-only-source",
        "uncited-statistic",
        "weasel-attribution",
        "uncited-study",
        "uncited-regulatory-claim",
        "uncited-dose",
        "uncited-claim",
    ],
];

/// Drops what a stronger rule has already said.
pub(super) fn settle(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for chain in CHAINS {
        let mut taken: Vec<Span> = Vec::new();
        for rule in *chain {
            found.retain(|finding| finding.rule != *rule || !overlaps(&taken, claim(finding)));
            taken.extend(found.iter().filter(|finding| finding.rule == *rule).map(claim));
            taken = merged(taken);
        }
    }
    found
}

fn claim(finding: &Diagnostic) -> Span {
    finding.claim.unwrap_or(finding.span)
}

/// The spans as disjoint spans in order.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut union: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match union.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(span),
            _ => union.push(span),
        }
    }
    union
}

fn overlaps(disjoint: &[Span], span: Span) -> bool {
    let at = disjoint.partition_point(|other| other.end() <= span.start());
    disjoint.get(at).is_some_and(|other| other.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_rule_speaks_for_the_sentence() {
        let of = |rule: &'static str, start, end| {
            Diagnostic::new(rule, Span::new(start, start + 1), "").claim(Span::new(start, end))
        };
        let left = settle(vec![
            of("uncited-statistic", 0, 50),
            of("name-only-source", 10, 40),
            of("uncited-study", 60, 90),
            of("uncited-dose", 80, 95),
            of("uncited-dose", 100, 120),
            of("repeated-word", 0, 50),
        ]);
        let rules: Vec<&str> = left.iter().map(|finding| finding.rule.as_ref()).collect();
        assert_eq!(rules, ["name-only-source", "uncited-study", "uncited-dose", "repeated-word"]);
    }
}
