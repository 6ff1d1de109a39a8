//! parts-do-not-sum in tables: columns of counts under which a row of totals stands, and percentages that the row of
//! totals calls 100 %.
//!
//! People may have several symptoms, and a row may be part of the one above it. So the rows must be of a kind that
//! exclude each other, or another column of the same table must show that they add up.

use super::{Figure, Grid, Line, tokens};
use crate::diagnostic::{Confidence, Diagnostic};
use crate::document::BlockId;
use crate::facts::{Interval, Rational};
use crate::lexicon::class;
use crate::rules::Article;

/// Words of labels that overlap with others, or leave some out.
const OVERLAP: &[&str] = &[
    "any",
    "including",
    "include",
    "includes",
    "which",
    "whom",
    "subtotal",
    "both",
    "multiple",
    "several",
    "or",
    "symptom",
    "symptoms",
    "event",
    "events",
    "effect",
    "effects",
    "reaction",
    "reactions",
    "reason",
    "reasons",
    "factor",
    "factors",
    "comorbidity",
    "comorbidities",
    "condition",
    "conditions",
    "diagnosis",
    "diagnoses",
    "drug",
    "drugs",
    "substance",
    "substances",
    "medication",
    "medications",
    "treatment",
    "treatments",
    "service",
    "services",
    "least",
    "more",
    "ever",
    "outcome",
    "outcomes",
    "cause",
    "causes",
    "complication",
    "complications",
    "baseline",
    "characteristic",
    "characteristics",
];

/// How many parts are shown one by one.
const SHOWN: usize = 8;

/// The parts of a column and its total.
struct Sum {
    parts: Vec<Figure>,
    total: Figure,
}

pub(super) fn check(article: &Article<'_>, grid: &Grid, findings: &mut Vec<Diagnostic>) {
    columns(article, grid, findings);
    rows(article, grid, findings);
}

/// Rows against a last column that is called the total. Most of them must add up: then the others should.
fn rows(article: &Article<'_>, grid: &Grid, findings: &mut Vec<Diagnostic>) {
    let Some((total, parts)) = grid.headings.split_last().filter(|(_, parts)| parts.len() >= 2) else { return };
    if !total.total || parts.iter().any(|heading| heading.other || heading.shares || heading.total) {
        return;
    }
    let sums: Vec<Sum> = grid.lines.iter().filter_map(across).collect();
    let fits = sums.iter().filter(|sum| sum.adds_up() == Some(true)).count();
    let wrong: Vec<&Sum> = sums.iter().filter(|sum| sum.adds_up() == Some(false)).collect();
    if fits >= 2 && wrong.len() * 2 <= fits {
        // A total at the corner of both is wrong once.
        let known: Vec<_> = findings.iter().map(|finding| finding.span).collect();
        let new = wrong.into_iter().filter(|sum| !known.contains(&article.span(sum.total.span)));
        findings.extend(new.filter_map(|sum| sum.finding(article)));
    }
}

/// The figures of a row and its total behind them.
fn across(line: &Line) -> Option<Sum> {
    let figures = (0..line.values.len()).map(|column| counted(line, column)).collect::<Option<Vec<_>>>()?;
    let (total, parts) = figures.split_last()?;
    Some(Sum { parts: parts.to_vec(), total: *total })
}

fn columns(article: &Article<'_>, grid: &Grid, findings: &mut Vec<Diagnostic>) {
    let last = grid.lines.len().checked_sub(1);
    let Some((total, parts)) = grid.lines.split_last().filter(|(_, parts)| grid.total == last && parts.len() >= 2)
    else {
        return;
    };
    let counts = (0..grid.headings.len()).filter(|column| !grid.headings[*column].other);
    let sums: Vec<Sum> = counts.clone().filter_map(|column| sum(parts, total, column, counted)).collect();
    let shares: Vec<Sum> =
        counts.filter_map(|column| sum(parts, total, column, share)).filter(Sum::is_of_hundred).collect();
    let all: Vec<&Sum> = sums.iter().chain(&shares).collect();
    let adds_up = all.iter().any(|sum| sum.adds_up() == Some(true));
    let wrong: Vec<&&Sum> = all.iter().filter(|sum| sum.adds_up() == Some(false)).collect();
    // Where most columns do not add up, they are not meant to.
    let exclusive =
        adds_up && wrong.len() * 2 <= all.len() || !adds_up && wrong.len() == 1 && is_partition(article, grid);
    if exclusive {
        findings.extend(wrong.into_iter().filter_map(|sum| sum.finding(article)));
    }
}

/// The figures of a column by `pick`; nothing where a row has none.
fn sum(parts: &[Line], total: &Line, column: usize, pick: fn(&Line, usize) -> Option<Figure>) -> Option<Sum> {
    let parts = parts.iter().map(|line| pick(line, column)).collect::<Option<Vec<_>>>()?;
    Some(Sum { parts, total: pick(total, column)? })
}

fn counted(line: &Line, column: usize) -> Option<Figure> {
    line.values[column].map(|value| value.main).filter(|figure| !figure.percent)
}

fn share(line: &Line, column: usize) -> Option<Figure> {
    let value = line.values[column]?;
    value.aside.or(Some(value.main)).filter(|figure| figure.percent)
}

impl Sum {
    fn is_of_hundred(&self) -> bool {
        self.total.number.value == Rational::from(100)
    }

    /// Whether the parts add up to the total in some reading; nothing for numbers too large to tell.
    fn adds_up(&self) -> Option<bool> {
        // Counts that are all printed in hundreds or thousands are rounded.
        let rounded = self.parts.iter().all(|part| part.number.decimals == 0 && part.number.trailing_zeros() >= 2);
        let reading = |figure: &Figure| {
            if figure.count().is_none() {
                figure.number.rounded()
            } else if rounded {
                figure.number.round_figure()
            } else {
                Interval::point(figure.number.value)
            }
        };
        let sum = self.parts.iter().try_fold(Interval::point(Rational::ZERO), |sum, part| sum.plus(reading(part)))?;
        Some(!sum.is_disjoint(reading(&self.total)))
    }

    fn finding(&self, article: &Article<'_>) -> Option<Diagnostic> {
        let sum = self.parts.iter().try_fold(Rational::ZERO, |sum, part| sum.plus(part.number.value))?;
        let unit = if self.total.percent { " %" } else { "" };
        let total = self.total.number.value;
        let line: Vec<String> = self.parts.iter().map(|part| part.number.value.to_string()).collect();
        let worked = if line.len() <= SHOWN { line.join(" + ") } else { format!("the {} figures above", line.len()) };
        let (first, last) = (self.parts.first()?, self.parts.last()?);
        Some(
            Diagnostic::new(
                "parts-do-not-sum",
                article.span(self.total.span),
                format!("{worked} = {sum}{unit}, not the total of {total}{unit}"),
            )
            .label("stated total")
            .related(article.span(first.span), "from here")
            .related(article.span(last.span), format!("to here: {sum}{unit}"))
            .confidence(Confidence::Medium),
        )
    }
}

/// Whether nothing in the labels says that the rows may overlap.
fn is_partition(article: &Article<'_>, grid: &Grid) -> bool {
    let lexicon = article.lexicon();
    let overlapping = [class!("disease"), class!("symptom")];
    let overlaps = |cell: BlockId| {
        tokens(article.document(), cell).iter().any(|token| {
            let text = article.document().token_text(token);
            OVERLAP.iter().any(|word| text.eq_ignore_ascii_case(word))
                || overlapping.iter().any(|class| lexicon.is(token.word, *class))
        })
    };
    let labels = grid.lines.iter().filter(|line| !line.total).filter_map(|line| line.label);
    !labels.chain(grid.corner).any(overlaps)
}
