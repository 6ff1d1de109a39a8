//! daily-total-mismatch in tables: dose column × frequency column against the column of daily totals.
//!
//! The header says what a column holds and in which unit; a table counts only where it has one column of each kind.

use super::is_authors;
use super::link::{is_ceiling, says};
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, Document};
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational, Unit, UnitId, Working, describe};
use crate::rules::Article;
use crate::rules::table::{Row, Table, tokens_of};
use crate::span::ProseSpan;

/// Words of a row by which its total is no product of its dose: a ceiling, a first dose, a dose as needed.
const IRREGULAR: &[&str] = &["max", "maximum", "up", "needed", "prn", "then", "first", "loading", "increase", "taper"];
/// Words of a header by which its column is about something else than one regular dose.
const OTHER: &[&str] = &["max", "maximum", "limit", "minimum", "weight", "age", "days", "week", "weekly", "course"];

/// What a column holds, as its header tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Dose,
    Frequency,
    Total,
}

impl Column {
    fn of(document: &Document, header: &Block) -> Option<Self> {
        let tokens = tokens_of(document, header);
        let has = |words: &[&str]| says(document, tokens.clone(), words);
        let by_day = has(&["daily", "day", "24"]);
        if has(OTHER) {
            None
        } else if has(&["frequency", "often", "times", "doses", "schedule", "interval"]) {
            Some(Self::Frequency)
        } else if by_day {
            has(&["total", "dose", "amount", "intake", "dosage"]).then_some(Self::Total)
        } else {
            has(&["dose", "dosage", "amount"]).then_some(Self::Dose)
        }
    }
}

/// One kind of column of a table: where it is, and its header.
struct Place {
    column: u16,
    header: BlockId,
}

/// The three columns of a table that belong together.
struct Layout {
    dose: Place,
    frequency: Place,
    total: Place,
}

impl Layout {
    /// `None` unless there is exactly one column of each kind.
    fn of(document: &Document, table: &Table<'_>) -> Option<Self> {
        let header = table.rows().next().filter(Row::is_header)?;
        let headers = header.cells().filter_map(|(column, header)| {
            Some((Column::of(document, &document.blocks[header])?, Place { column, header }))
        });
        let (mut dose, mut frequency, mut total) = (None, None, None);
        for (kind, place) in headers {
            let slot = match kind {
                Column::Dose => &mut dose,
                Column::Frequency => &mut frequency,
                Column::Total => &mut total,
            };
            if slot.replace(place).is_some() {
                return None;
            }
        }
        Some(Self { dose: dose?, frequency: frequency?, total: total? })
    }
}

/// The daily totals of all tables.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for table in Table::all(article) {
        let Some(layout) = Layout::of(article.document(), &table) else { continue };
        findings.extend(table.rows().filter_map(|row| row_finding(article, &layout, &row)));
    }
}

fn row_finding(article: &Article<'_>, layout: &Layout, row: &Row<'_>) -> Option<Diagnostic> {
    let document = article.document();
    let regular = !row.cells().any(|(_, cell)| says(document, tokens_of(document, &document.blocks[cell]), IRREGULAR));
    if row.is_header() || !regular {
        return None;
    }
    let dose = sole(article, row, &layout.dose)?;
    let total = sole(article, row, &layout.total)?;
    if is_ceiling(total) || is_ceiling(dose) || dose.is_open() || total.is_open() {
        return None;
    }
    let unit = unit_of(document, total, &layout.total)?;
    let each = said_in(dose, unit_of(document, dose, &layout.dose)?, unit)?;
    let stated = said_in(total, unit, unit)?;
    let (times, often) = times_a_day(article, row, &layout.frequency)?;
    let expected = each.times(&times)?;
    let gap = expected.clone().tolerating(Rational::fraction(2, 100)?).gap(stated.reading)?;
    gap.is_at_least(102, 100).then(|| {
        Diagnostic::new(
            "daily-total-mismatch",
            article.span(total.span),
            format!(
                "{}, {} times a day, is {} a day, not {}",
                each.line,
                times.line,
                describe(expected.printed, unit),
                stated.line
            ),
        )
        .label("stated total")
        .related(article.span(dose.span), expected.shown(unit.base.map_or("", UnitId::label)))
        .related(article.span(often), "how often")
    })
}

/// The one quantity of the row's cell in that column.
fn sole<'a>(article: &Article<'_>, row: &Row<'a>, place: &Place) -> Option<&'a Quantity> {
    row.sole(place.column).filter(|quantity| is_authors(quantity) && !article.is_masked(quantity.block))
}

/// The unit of a cell: its own without the day, or that of the header for a bare number. Not for weight or volume.
fn unit_of(document: &Document, quantity: &Quantity, place: &Place) -> Option<Unit> {
    let own = quantity.unit.without_per(Dimension::Time);
    if !own.is_none() {
        return own.is_single().then_some(own);
    }
    let mut named = document.tokens[tokens_of(document, &document.blocks[place.header])]
        .iter()
        .filter_map(|token| UnitId::from_symbol(document.token_text(token)))
        .filter(|unit| unit.dimension() != Dimension::Time);
    let unit = named.next()?;
    named.next().is_none().then(|| Unit::single(unit))
}

/// A cell's figure, which is in `own`, said in `unit`.
fn said_in(quantity: &Quantity, own: Unit, unit: Unit) -> Option<Working> {
    let printed = own.convert(quantity.printed(), unit)?;
    Some(Working { printed, reading: own.convert(quantity.reading(), unit)?, line: describe(printed, unit) })
}

/// How many times a day, and where it is said: "every 8 hours", "twice daily", or the bare number of a column "times
/// a day".
fn times_a_day(article: &Article<'_>, row: &Row<'_>, place: &Place) -> Option<(Working, ProseSpan)> {
    let document = article.document();
    let Some(frequency) = sole(article, row, place) else {
        let cell = &document.blocks[row.cell(place.column)?];
        let mut words = document.tokens[tokens_of(document, cell)].iter().map(|token| document.token_text(token));
        let count = match &*words.next()?.to_ascii_lowercase() {
            "once" => 1,
            "twice" => 2,
            _ => return None,
        };
        let daily = matches!(
            (words.next(), words.next(), words.next()),
            (Some("daily"), None, _) | (Some("a" | "per"), Some("day"), None)
        );
        let times = Working::exact(Interval::point(Rational::from(count)), count.to_string());
        return daily.then_some((times, cell.prose));
    };
    let counted = frequency.unit.is_none() && frequency.kind == Kind::Count;
    let headed = says(document, tokens_of(document, &document.blocks[place.header]), &["day", "daily"]);
    let by_day = frequency
        .unit
        .per(Dimension::Time)
        .is_some_and(|per| per.amount() == Rational::ONE && per.unit.is_some_and(|unit| unit.code() == "d"));
    let printed = frequency.printed();
    let times = Working { printed, reading: frequency.reading(), line: printed.to_string() };
    ((counted && headed) || (frequency.kind == Kind::Frequency && by_day)).then_some((times, frequency.span))
}
