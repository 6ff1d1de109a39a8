//! Suppression comments: `factlint-ignore RULE: reason` and its kin.
//!
//! `factlint-ignore` silences the block it stands in or the next one (a whole list or table when it stands before
//! one), `factlint-ignore-start` … `factlint-ignore-end` a region, `factlint-ignore-file` the file. A reason is
//! required. What is unknown, unreasoned or unused is a finding of its own.

use super::Selection;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Comment};
use crate::rules::Article;
use crate::span::Span;

/// Names at least this similar are offered as what was meant.
const SIMILAR: f64 = 0.7;

/// Where a suppression holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    File,
    Region(Span),
}

/// One rule silenced by one comment.
#[derive(Debug)]
struct Suppression {
    rule: String,
    scope: Scope,
    comment: Span,
    used: bool,
}

/// The words of a comment.
#[derive(Debug, PartialEq, Eq)]
struct Directive<'a> {
    kind: Kind,
    rules: Vec<&'a str>,
    reason: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Block,
    Start,
    End,
    File,
}

impl<'a> Directive<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix("factlint-ignore")?;
        let (kind, rest) = [("-start", Kind::Start), ("-end", Kind::End), ("-file", Kind::File)]
            .into_iter()
            .find_map(|(suffix, kind)| rest.strip_prefix(suffix).map(|rest| (kind, rest)))
            .unwrap_or((Kind::Block, rest));
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let rules = names
            .split(|c: char| c == ',' || c.is_whitespace())
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        Some(Self { kind, rules, reason: reason.trim() })
    }
}

/// Drops what the comments of the article silence, and adds findings about the comments themselves.
pub(super) fn apply(article: &Article<'_>, selection: &Selection<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if article.document.comments.is_empty() {
        return found;
    }
    let mut about = Vec::new();
    let mut suppressions = read(article, &mut about);
    found.retain(|finding| {
        let mut kept = true;
        for suppression in suppressions.iter_mut().filter(|suppression| suppression.rule == finding.rule) {
            if covers(suppression.scope, finding) {
                suppression.used = true;
                kept = false;
            }
        }
        kept
    });
    // What other articles say is not known here, so a suppression of their comparison is never called unused.
    let compares = |rule: &str| crate::corpus::RULES.contains(&rule);
    let unused = suppressions.iter().filter(|suppression| !suppression.used && !compares(&suppression.rule));
    for suppression in unused.filter(|suppression| selection.is_on(&suppression.rule)) {
        let message = format!("{} finds nothing here that would have to be silenced", suppression.rule);
        about.push(Diagnostic::new("unused-suppression", suppression.comment, message));
    }
    found.extend(about.into_iter().filter(|finding| selection.is_on(&finding.rule)));
    found
}

/// Where the comments of the article silence a rule; `None` stands for all of it.
pub(crate) fn silenced(article: &Article<'_>, rule: &str) -> Vec<Option<Span>> {
    if article.document.comments.is_empty() {
        return Vec::new();
    }
    let suppressions = read(article, &mut Vec::new());
    let of_rule = suppressions.iter().filter(|suppression| suppression.rule == rule);
    of_rule
        .map(|suppression| match suppression.scope {
            Scope::File => None,
            Scope::Region(span) => Some(span),
        })
        .collect()
}

/// Whether the finding stands in the scope; for a contradiction either of its places will do.
fn covers(scope: Scope, finding: &Diagnostic) -> bool {
    match scope {
        Scope::File => true,
        Scope::Region(region) => {
            let inside = |span: Span| region.contains(span.start()) || region.encloses(span);
            !finding.is_about_document()
                && (inside(finding.span) || finding.related.iter().any(|other| inside(other.span)))
        }
    }
}

fn read(article: &Article<'_>, about: &mut Vec<Diagnostic>) -> Vec<Suppression> {
    let document = article.document;
    let end_of_file = article.source.text.len() as u32;
    let mut suppressions: Vec<Suppression> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for comment in &document.comments {
        let Some(directive) = Directive::parse(&comment.text) else { continue };
        if directive.kind == Kind::End {
            let before = open.len();
            open.retain(|at| {
                let suppression: &mut Suppression = &mut suppressions[*at];
                let ends = directive.rules.is_empty() || directive.rules.contains(&suppression.rule.as_str());
                if ends {
                    suppression.scope = Scope::Region(Span::new(suppression.comment.start(), comment.source.start()));
                }
                !ends
            });
            if open.len() == before {
                let message = "there is no factlint-ignore-start that this could end";
                about.push(Diagnostic::new("unused-suppression", comment.source, message));
            }
            continue;
        }
        if directive.rules.is_empty() {
            about.push(Diagnostic::new("unknown-rule", comment.source, "the comment names no rule to silence"));
            continue;
        }
        if directive.reason.is_empty() {
            let message = format!("the comment does not say why {} is silenced", directive.rules.join(", "));
            about.push(Diagnostic::new("missing-reason", comment.source, message));
            continue;
        }
        for rule in directive.rules {
            if article.registry.get(rule).is_none() {
                about.push(unknown(article, comment, rule));
                continue;
            }
            let scope = match directive.kind {
                Kind::File => Scope::File,
                Kind::Start => {
                    open.push(suppressions.len());
                    Scope::Region(Span::new(comment.source.start(), end_of_file.max(comment.source.start())))
                }
                Kind::Block | Kind::End => Scope::Region(target(&document.blocks, comment)),
            };
            suppressions.push(Suppression { rule: rule.to_owned(), scope, comment: comment.source, used: false });
        }
    }
    suppressions
}

/// What a comment without start and end silences: the block it stands in, or the next one, list or table.
fn target(blocks: &[Block], comment: &Comment) -> Span {
    if let Some(block) = comment.inside.and_then(|id| blocks.get(id)) {
        return block.source;
    }
    let Some(next) = blocks.get(comment.next_block) else { return Span::empty(comment.source.end()) };
    let together = |block: &&Block| match (next.kind, block.kind) {
        (BlockKind::Cell { table, .. }, BlockKind::Cell { table: other, .. }) => table == other,
        (BlockKind::ListItem { depth, .. }, BlockKind::ListItem { depth: other, .. }) => {
            block.list == next.list || other > depth
        }
        _ => false,
    };
    blocks[comment.next_block + 1..].iter().take_while(together).fold(next.source, |all, block| all.cover(block.source))
}

fn unknown(article: &Article<'_>, comment: &Comment, rule: &str) -> Diagnostic {
    let near = article
        .registry
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&known.name, rule), known))
        .filter(|(similarity, _)| *similarity > SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let diagnostic = Diagnostic::new("unknown-rule", comment.source, format!("there is no rule “{rule}”"));
    match near {
        Some((_, known)) => diagnostic.help(format!("Did you mean “{}”?", known.name)),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_as_documented() {
        let parse = |text| Directive::parse(text).map(|directive| (directive.kind, directive.rules, directive.reason));
        assert_eq!(
            parse("factlint-ignore uncited-dose: label text"),
            Some((Kind::Block, vec!["uncited-dose"], "label text"))
        );
        assert_eq!(
            parse("factlint-ignore-file a, b: both: quoted"),
            Some((Kind::File, vec!["a", "b"], "both: quoted"))
        );
        assert_eq!(parse("factlint-ignore-start a"), Some((Kind::Start, vec!["a"], "")));
        assert_eq!(parse("factlint-ignore-end"), Some((Kind::End, vec![], "")));
        assert_eq!(parse("factlint-ignored a: b"), None);
        assert_eq!(parse("see factlint-ignore"), None);
    }
}
