//! Two articles that share many passages are one finding: the first passage, with the others beside it.

use super::{CrossFinding, Elsewhere, MAX_LISTED};
use crate::diagnostic::Severity;

/// Joins findings about the same two articles into the first of the gravest of them.
pub(super) fn by_articles(mut found: Vec<CrossFinding>) -> Vec<CrossFinding> {
    let pair = |finding: &CrossFinding| (finding.article, finding.elsewhere.first().map(|other| other.article));
    let is_hint = |finding: &CrossFinding| finding.diagnostic.severity == Some(Severity::Info);
    found.sort_by_key(|finding| (pair(finding), is_hint(finding), finding.is_slight, finding.diagnostic.span));
    let mut joined: Vec<CrossFinding> = Vec::new();
    let mut rest = found.into_iter().peekable();
    while let Some(mut leader) = rest.next() {
        let mut more = 0;
        while let Some(other) = rest.next_if(|other| pair(other) == pair(&leader)) {
            more += 1;
            if leader.elsewhere.len() < MAX_LISTED {
                let (article, span) = (other.article, other.diagnostic.span);
                leader.elsewhere.push(Elsewhere { article, span, message: "this passage too".to_owned() });
            }
        }
        let message = leader.diagnostic.message;
        leader.diagnostic.message = match more {
            0 => message,
            1 => format!("{message}; the same two articles share another passage"),
            more => format!("{message}; the same two articles share {more} more passages"),
        };
        if leader.is_slight && more == 0 {
            leader.diagnostic.severity = Some(Severity::Info);
        }
        joined.push(leader);
    }
    joined
}
