//! The same statement with another value in another article.

use rayon::prelude::*;

use super::verify::Piece;
use super::{CrossFinding, Digest, Elsewhere, MAX_LISTED, Reader};
use crate::diagnostic::Diagnostic;
use crate::rules::duplication::{change, series};
use crate::span::Span;

/// Articles of one statement that are read again at most: a statement that more articles make with ever other values
/// is a form, not a contradiction.
const MOST_ARTICLES: usize = 24;

/// A statement in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Statement {
    masked: u64,
    article: u32,
    start: u32,
    end: u32,
    hash: u64,
}

impl Statement {
    fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Finds statements that differ in one value between articles.
pub(super) fn find(digests: &[Option<&Digest>], reader: &Reader<'_>) -> Vec<CrossFinding> {
    let mut statements: Vec<Statement> = digests
        .par_iter()
        .enumerate()
        .flat_map_iter(|(article, digest)| {
            let lines = digest.map_or(&[][..], |digest| &digest.lines);
            lines.iter().filter(|line| line.masked != 0).map(move |line| Statement {
                masked: line.masked,
                article: article as u32,
                start: line.start,
                end: line.end,
                hash: line.hash,
            })
        })
        .collect();
    statements.par_sort_unstable();
    let groups: Vec<&[Statement]> = statements
        .chunk_by(|a, b| a.masked == b.masked)
        .filter(|group| group.first().map(|one| one.article) != group.last().map(|one| one.article))
        .filter(|group| group.len() <= MOST_ARTICLES)
        .collect();
    groups.par_iter().filter_map(|group| contradiction(group, reader)).collect()
}

/// The first article that disagrees with the first of all.
fn contradiction(group: &[Statement], reader: &Reader<'_>) -> Option<CrossFinding> {
    let first = &group[0];
    let original = reader.piece(first.article as usize, first.span())?;
    let mut found: Option<CrossFinding> = None;
    for other in group[1..].iter().filter(|other| other.article != first.article) {
        if other.hash == first.hash && other.hash != 0 {
            continue;
        }
        let Some(piece) = reader.piece(other.article as usize, other.span()) else { continue };
        let Some((here, there)) = values(&original, &piece) else { continue };
        match &mut found {
            Some(finding) if finding.elsewhere.len() <= MAX_LISTED => {
                finding.elsewhere.push(Elsewhere {
                    article: other.article as usize,
                    span: other.span(),
                    message: format!("“{here}”"),
                });
            }
            Some(_) => {}
            None => {
                let message =
                    format!("“{here}” here, “{there}” in another article, in a sentence that is otherwise the same");
                found = Some(CrossFinding {
                    is_slight: false,
                    article: other.article as usize,
                    diagnostic: Diagnostic::new("cross-article-contradiction", other.span(), message),
                    elsewhere: vec![Elsewhere {
                        article: first.article as usize,
                        span: first.span(),
                        message: format!("“{there}”"),
                    }],
                });
            }
        }
    }
    found
}

/// The values of the second and the first statement, if one number is all that differs between them.
fn values(first: &Piece, second: &Piece) -> Option<(String, String)> {
    let texts = change::differing_numbers((&first.document, &first.words), (&second.document, &second.words))?;
    let [(before, after)] = texts.as_slice() else { return None };
    let key = |piece: &Piece, token: u32| series::is_key(&piece.document, token as usize);
    if key(first, before.token) || key(second, after.token) {
        return None;
    }
    let text = |piece: &Piece, token: u32| piece.document.token_text(&piece.document.tokens[token as usize]).to_owned();
    Some((text(second, after.token), text(first, before.token)))
}
