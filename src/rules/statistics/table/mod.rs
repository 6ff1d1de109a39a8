//! Tables of counts and percentages: what their headers and cells say, before `shares` and `sums` do arithmetic.
//!
//! A cell is read only if it holds nothing but a figure: "12", "10.0%", "12 (10.0%)". All else in it, a dash, a word,
//! a range, leaves it without a value, and what needs that value is not checked.

mod shares;
mod sums;

use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, Document, Token, TokenFlags};
use crate::facts::Number;
use crate::rules::Article;
use crate::rules::table::{Row, Table, tokens_of};
use crate::span::ProseSpan;

/// Tables with more columns than this are not for reading.
const WIDEST: usize = 64;

/// Words of a header whose figures are no counts and make no sum.
const NO_COUNTS: &[&str] = &[
    "mean",
    "median",
    "average",
    "rate",
    "rates",
    "ratio",
    "age",
    "index",
    "score",
    "per",
    "ci",
    "interval",
    "range",
    "sd",
    "iqr",
    "change",
    "difference",
    "increase",
    "decrease",
    "reduction",
    "rank",
    "year",
    "p",
    "value",
    "odds",
    "risk",
    "cumulative",
    "rr",
    "or",
    "hr",
    "daily",
    "value",
    "dv",
    "rda",
    "±",
    "/",
    "goal",
    "target",
    "limit",
    "max",
    "maximum",
];

/// Words of a header that make its figures percentages.
const SHARES: &[&str] = &["%", "percent", "percentage", "share", "proportion"];

/// Checks all tables of an article.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for table in Table::all(article) {
        if let Some(grid) = Grid::of(article, &table) {
            shares::check(article, &grid, findings);
            sums::check(article, &grid, findings);
        }
    }
}

/// A figure of a cell, as it is printed.
#[derive(Clone, Copy, Debug)]
struct Figure {
    number: Number,
    /// Whether a percent sign stands behind it.
    percent: bool,
    span: ProseSpan,
}

impl Figure {
    /// A whole number of people or things.
    fn count(self) -> Option<i64> {
        self.number.value.to_integer().filter(|_| !self.percent && self.number.decimals == 0)
    }
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
struct Value {
    main: Figure,
    /// "(10.0%)" behind it.
    aside: Option<Figure>,
}

/// What the header of a column says.
#[derive(Clone, Copy, Debug, Default)]
struct Heading {
    /// Its figures, or those in parentheses, are percentages.
    shares: bool,
    /// They are no counts.
    other: bool,
    /// They are called the total.
    total: bool,
    /// "N = 120".
    whole: Option<(i64, ProseSpan)>,
}

/// A row below the header.
struct Line {
    label: Option<BlockId>,
    /// By column, the first column left out.
    values: Vec<Option<Value>>,
    /// Whether it is called the total.
    total: bool,
    /// "N = 120" in its label.
    whole: Option<(i64, ProseSpan)>,
}

/// A table with a header and figures.
struct Grid {
    /// By column, the first one left out.
    headings: Vec<Heading>,
    /// The header of the first column.
    corner: Option<BlockId>,
    lines: Vec<Line>,
    /// The only row that is called the total.
    total: Option<usize>,
}

impl Grid {
    /// `None` for tables without a header, of more than [`WIDEST`] columns, or with fewer than two rows of figures.
    fn of(article: &Article<'_>, table: &Table<'_>) -> Option<Self> {
        let mut rows = table.rows().peekable();
        let header = rows.next().filter(Row::is_header)?;
        let columns = table.rows().flat_map(|row| row.cells()).map(|(column, _)| usize::from(column)).max()?;
        if columns > WIDEST {
            return None;
        }
        let mut headings = vec![Heading::default(); columns];
        headed(article.document(), &header, &mut headings);
        // A second row of headers: "n" and "%" under "Placebo (N = 120)".
        if let Some(row) = rows.next_if(|row| line(article, row, columns).values.iter().all(Option::is_none)) {
            headed(article.document(), &row, &mut headings);
        }
        let lines: Vec<Line> = rows.map(|row| line(article, &row, columns)).collect();
        let figures = lines.iter().filter(|line| line.values.iter().any(Option::is_some)).count();
        let mut totals = (0..lines.len()).filter(|at| lines[*at].total);
        let total = totals.next().filter(|_| totals.next().is_none());
        (figures >= 2).then(|| Self { headings, corner: header.cell(0), lines, total })
    }
}

/// Adds what a row of headers says of each column.
fn headed(document: &Document, row: &Row<'_>, headings: &mut [Heading]) {
    for (column, cell) in row.cells().filter(|(column, _)| *column > 0) {
        let (heading, known) = (heading(document, cell), &mut headings[usize::from(column) - 1]);
        known.shares |= heading.shares;
        known.other |= heading.other;
        known.total |= heading.total;
        known.whole = known.whole.or(heading.whole);
    }
}

fn line(article: &Article<'_>, row: &Row<'_>, columns: usize) -> Line {
    let document = article.document();
    let mut values = vec![None; columns];
    for (column, cell) in row.cells().filter(|(column, cell)| *column > 0 && !article.is_masked(*cell)) {
        if let Some(slot) = values.get_mut(usize::from(column) - 1) {
            *slot = value(document, cell);
        }
    }
    let label = row.cell(0);
    let total = label.is_some_and(|label| is_total(document, label));
    let whole = label.and_then(|label| heading(document, label).whole);
    Line { label, values, total, whole }
}

/// Whether a label or header is "Total", or little more.
fn is_total(document: &Document, cell: BlockId) -> bool {
    let mut words =
        tokens(document, cell).iter().filter(|token| token.is_word()).map(|token| document.token_text(token));
    let (first, second, third) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next());
    let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    third.is_none() && (is(first, "total") || is(first, "totals") || (is(first, "grand") && is(second, "total")))
}

fn tokens(document: &Document, cell: BlockId) -> &[Token] {
    &document.tokens[tokens_of(document, &document.blocks[cell])]
}

fn heading(document: &Document, cell: BlockId) -> Heading {
    let tokens = tokens(document, cell);
    let text = |at: usize| tokens.get(at).map_or("", |token| document.token_text(token));
    let is_any =
        |words: &[&str]| (0..tokens.len()).any(|at| words.iter().any(|word| text(at).eq_ignore_ascii_case(word)));
    let whole = (0..tokens.len()).find_map(|at| {
        let named = text(at).eq_ignore_ascii_case("n") && text(at + 1) == "=";
        let number = tokens.get(at + 2).filter(|token| named && token.is_number())?;
        let count = Number::parse(document.token_text(number))?.value.to_integer().filter(|count| *count > 1)?;
        Some((count, ProseSpan::new(tokens[at].start(), number.end())))
    });
    Heading { shares: is_any(SHARES), other: is_any(NO_COUNTS), total: is_total(document, cell), whole }
}

/// The figures of a cell that holds nothing else.
fn value(document: &Document, cell: BlockId) -> Option<Value> {
    let mut rest = tokens(document, cell).iter().filter(|token| {
        let mark = matches!(document.token_text(token), "*" | "†" | "‡" | "$" | "£" | "€");
        !mark && !token.has(TokenFlags::SUPERSCRIPT)
    });
    let mut next = || rest.next().map(|token| (token, document.token_text(token)));
    let (first, text) = next()?;
    let mut main = figure(first, text)?;
    let mut following = next();
    if let Some((sign, "%")) = following {
        main.percent = true;
        main.span = ProseSpan::new(main.span.start(), sign.end());
        following = next();
    }
    let aside = match following {
        None => None,
        Some((_, "(" | "[")) => {
            let (token, text) = next()?;
            let mut aside = figure(token, text)?;
            let mut close = next();
            if let Some((sign, "%")) = close {
                aside.percent = true;
                aside.span = ProseSpan::new(aside.span.start(), sign.end());
                close = next();
            }
            matches!(close, Some((_, ")" | "]"))).then_some(aside).filter(|_| next().is_none())?.into()
        }
        Some(_) => return None,
    };
    Some(Value { main, aside })
}

fn figure(token: &Token, text: &str) -> Option<Figure> {
    let number = token.is_number().then(|| Number::parse(text))??;
    Some(Figure { number, percent: false, span: token.span() })
}
