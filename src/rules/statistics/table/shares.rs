//! percent-count-mismatch in tables: "12 (10.0%)" under "N = 120", a column of counts beside one of percentages.
//!
//! Of what a percentage is taken is certain only where the table itself shows it: most of its percentages must be of
//! the same whole. Then one that is of no count in sight is a slip.

use super::{Figure, Grid, Line};
use crate::diagnostic::{Confidence, Diagnostic};
use crate::facts::{Interval, Rational};
use crate::rules::Article;
use crate::rules::passage::percent;
use crate::span::ProseSpan;

/// More misfits than this are percentages of something else.
const MOST_MISFITS: usize = 8;

/// A count with its percentage, and where it stands.
#[derive(Clone, Copy)]
struct Claim {
    line: usize,
    column: usize,
    count: i64,
    share: Figure,
}

/// What the percentages of a table may be taken of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The "N = 120" of the column or the row.
    Header,
    /// The column's figure in the row of totals.
    Total,
    /// The row's figure in another column; the count stands in the cell of the percentage, or in `count`.
    Column { count: Option<usize>, whole: usize },
}

/// Columns in which a count or its whole is looked for.
const COLUMNS: usize = 8;

pub(super) fn check(article: &Article<'_>, grid: &Grid, findings: &mut Vec<Diagnostic>) {
    let claims = claims(grid);
    if claims.len() < 2 {
        return;
    }
    let columns = grid.headings.len().min(COLUMNS);
    let wholes = (0..columns).flat_map(|whole| {
        let counts = (0..columns).filter(move |count| *count != whole).map(Some);
        counts.chain([None]).map(move |count| Base::Column { count, whole })
    });
    let bases = [Base::Header, Base::Total].into_iter().chain(wholes);
    // The base that most percentages fit; the earlier of two.
    let mut best: Option<(usize, Base, Vec<Claim>)> = None;
    for base in bases {
        let (fits, misfits) = judge(grid, &claims, base);
        if fits > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((fits, base, misfits));
        }
    }
    let Some((fits, base, misfits)) = best else { return };
    let certain = if base == Base::Header { fits >= misfits.len() } else { fits >= 2 && fits >= 2 * misfits.len() };
    if !certain || misfits.len() > MOST_MISFITS {
        return;
    }
    let wrong = misfits.iter().filter(|claim| !is_of_another(grid, claim));
    findings.extend(wrong.filter_map(|claim| mismatch(article, grid, claim, base)));
}

/// "12 (10.0%)" in one cell, or 12 in a column of counts and 10.0 in the column of percentages behind it.
fn claims(grid: &Grid) -> Vec<Claim> {
    let mut found = Vec::new();
    for (line, row) in grid.lines.iter().enumerate() {
        for column in 0..row.values.len() {
            let Some(value) = row.values[column] else { continue };
            let heading = grid.headings[column];
            let before = column.checked_sub(1).filter(|before| !grid.headings[*before].other);
            let before = before.and_then(|before| row.values[before]).filter(|count| count.aside.is_none());
            let own = value.aside.map(|aside| (value.main, aside));
            let pair = own.or_else(|| before.filter(|_| value.aside.is_none()).map(|count| (count.main, value.main)));
            let pair = pair.filter(|(_, share)| share.percent || heading.shares);
            let Some((count, share)) = pair else { continue };
            if let Some(count) = count.count().filter(|_| !heading.other) {
                found.push(Claim { line, column, count, share });
            }
        }
    }
    found
}

/// How many percentages are of that whole, and those that are not. Rows of totals do not count.
fn judge(grid: &Grid, claims: &[Claim], base: Base) -> (usize, Vec<Claim>) {
    let mut fits = 0;
    let mut misfits = Vec::new();
    for claim in claims.iter().filter(|claim| !grid.lines[claim.line].total) {
        let Some(claim) = counted_in(grid, claim, base) else { continue };
        match whole(grid, &claim, base) {
            Some((whole, _)) if fit(&claim, whole) => fits += 1,
            Some(_) => misfits.push(claim),
            None => {}
        }
    }
    (fits, misfits)
}

/// The claim with the count that `base` takes for it; nothing where its cell has a count of its own.
fn counted_in(grid: &Grid, claim: &Claim, base: Base) -> Option<Claim> {
    let Base::Column { count, whole } = base else { return Some(*claim) };
    let values = &grid.lines[claim.line].values;
    let alone = values[claim.column].is_some_and(|value| value.aside.is_none());
    let own = [count, Some(whole)].contains(&Some(claim.column));
    match count {
        _ if own => None,
        Some(column) if alone && !grid.headings[column].other => {
            Some(Claim { count: values[column]?.main.count()?, ..*claim })
        }
        None if !alone => Some(*claim),
        _ => None,
    }
}

/// The whole that a percentage is taken of, and where it stands.
fn whole(grid: &Grid, claim: &Claim, base: Base) -> Option<(i64, ProseSpan)> {
    // The counts stand in the column of the percentages or in the one before.
    let beside = |line: &Line| {
        let value = line.values[claim.column]?;
        let counts = if value.aside.is_some() { Some(value) } else { line.values[claim.column.checked_sub(1)?] };
        counts.map(|value| value.main)
    };
    let counted = |figure: Figure| Some((figure.count()?, figure.span));
    let found = match base {
        Base::Header => {
            let before = claim.column.checked_sub(1).and_then(|before| grid.headings[before].whole);
            // "Stroke (n = 45)" has a whole of its own.
            grid.lines[claim.line].whole.or(grid.headings[claim.column].whole).or(before)
        }
        Base::Total => {
            let total = &grid.lines[grid.total?];
            counted(beside(total)?)
        }
        Base::Column { whole, .. } => counted(grid.lines[claim.line].values[whole]?.main),
    };
    found.filter(|(whole, _)| *whole > 1 && *whole >= claim.count)
}

/// Whether some rounding, or cutting off, of count ÷ whole gives the percentage.
fn fit(claim: &Claim, whole: i64) -> bool {
    let decimals = u32::from(claim.share.number.decimals);
    let exact = Rational::fraction(claim.count, whole).and_then(|part| part.times(Rational::from(100)));
    let stated = Rational::decimal(5, decimals + 1).and_then(|half| claim.share.number.rounded().widen(half));
    match (exact, stated) {
        (Some(exact), Some(stated)) => !stated.is_disjoint(Interval::point(exact)),
        _ => true,
    }
}

/// Whether the percentage is of another count of its row or column, as those of subgroups are.
fn is_of_another(grid: &Grid, claim: &Claim) -> bool {
    let row = grid.lines[claim.line].values.iter().flatten();
    let columns = claim.column.saturating_sub(1)..=claim.column;
    let column = grid.lines.iter().flat_map(|line| line.values[columns.clone()].iter().flatten());
    let headers = grid.headings.iter().filter_map(|heading| heading.whole).map(|(whole, _)| whole);
    let counts = row.chain(column).filter_map(|value| value.main.count());
    counts.chain(headers).any(|whole| whole > claim.count && fit(claim, whole))
}

fn mismatch(article: &Article<'_>, grid: &Grid, claim: &Claim, base: Base) -> Option<Diagnostic> {
    let (whole, place) = whole(grid, claim, base)?;
    let decimals = u32::from(claim.share.number.decimals).max(1);
    let shown = percent(Rational::fraction(claim.count, whole)?, decimals);
    let stated = claim.share.number.value.to_decimal(u32::from(claim.share.number.decimals));
    let message = format!("{} of {whole} is {shown}, not {stated} %", claim.count);
    Some(
        Diagnostic::new("percent-count-mismatch", article.span(claim.share.span), message)
            .related(article.span(place), format!("{} ÷ {whole} = {shown}, as in the other rows", claim.count))
            .confidence(Confidence::Medium),
    )
}
