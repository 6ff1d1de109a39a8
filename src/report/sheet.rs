//! One finding's lines of one file, as codespan-reporting wants to see them.
//!
//! codespan prints whole lines of whole files. A [`Sheet`] gives it a file that consists of the excerpts only, and
//! answers with the true line and column numbers. Excerpts of one line are joined; "…" stands for what lies between.

use std::ops::Range;

use codespan_reporting::files::{Error, Files};

use super::excerpt::{ExcerptLine, FIRST_LINES};
use super::{Place, visible};

/// How far apart codespan is told that two lines stand that do not follow each other. It must be more than
/// the lines of context that codespan may show, or it would ask for lines that no excerpt holds.
const GAP: usize = 2 * FIRST_LINES + 4;

/// The excerpts of all places of one finding in one file.
pub(super) struct Sheet {
    name: String,
    text: String,
    rows: Vec<Row>,
    /// Line and column of the place that the header names.
    locus: (usize, usize),
}

/// One line of the sheet.
struct Row {
    number: usize,
    /// Its line index, as codespan is told.
    index: usize,
    range: Range<usize>,
    /// Column in the file and byte in the sheet of each character.
    cells: Vec<(usize, usize)>,
}

impl Sheet {
    /// A sheet with the lines of `places`, which stand in one file. The header names the first.
    pub(super) fn new(places: &[&Place]) -> Self {
        let mut lines: Vec<&ExcerptLine> = places.iter().flat_map(|place| &place.excerpt.lines).collect();
        lines.sort_by_key(|line| (line.number, line.column));
        let mut sheet = Self {
            name: places.first().map(|place| visible(&place.path).into_owned()).unwrap_or_default(),
            text: String::new(),
            rows: Vec::new(),
            locus: places.first().map_or((1, 1), |place| (place.from.line, place.from.column)),
        };
        for windows in lines.chunk_by(|a, b| a.number == b.number) {
            sheet.push_row(windows);
        }
        sheet
    }

    /// Adds the line that `windows`, by column, are parts of.
    fn push_row(&mut self, windows: &[&ExcerptLine]) {
        let number = windows[0].number;
        let index = self.rows.last().map_or(0, |last| last.index + if last.number + 1 == number { 1 } else { GAP });
        let start = self.text.len();
        if windows[0].cut_start {
            self.text.push_str("… ");
        }
        let mut cells: Vec<(usize, usize)> = Vec::new();
        let mut cut_end = false;
        for window in windows {
            let next = cells.last().map_or(window.column, |(column, _)| column + 1);
            let chars = window.text.chars().zip(window.column..).filter(|(_, column)| *column >= next);
            if window.column > next {
                self.text.push_str(" … ");
            }
            for (char, column) in chars {
                cells.push((column, self.text.len()));
                self.text.push(char);
                cut_end = window.cut_end;
            }
        }
        if cut_end {
            self.text.push_str(" …");
        }
        self.text.push('\n');
        self.rows.push(Row { number, index, range: start..self.text.len(), cells });
    }

    /// Where a place of the sheet stands in it.
    pub(super) fn range(&self, place: &Place) -> Range<usize> {
        let (Some(first), Some(last)) = (place.excerpt.lines.first(), place.excerpt.lines.last()) else {
            return 0..0;
        };
        self.byte(first, first.highlight.start)..self.byte_behind(last, last.highlight.end)
    }

    /// Where byte `at` of a window stands in the sheet.
    fn byte(&self, line: &ExcerptLine, at: usize) -> usize {
        let column = line.column + line.text[..at].chars().count();
        let row = &self.rows[self.rows.partition_point(|row| row.number < line.number)];
        let cell = row.cells.partition_point(|(known, _)| *known < column);
        row.cells.get(cell).map_or_else(|| self.end_of_cells(row), |(_, byte)| *byte)
    }

    /// Where the character before byte `at` of a window ends in the sheet.
    fn byte_behind(&self, line: &ExcerptLine, at: usize) -> usize {
        match line.text[..at].char_indices().next_back() {
            Some((last, _)) => {
                let byte = self.byte(line, last);
                byte + self.text[byte..].chars().next().map_or(0, char::len_utf8)
            }
            None => self.byte(line, at),
        }
    }

    /// The byte behind the last character of a row that is part of the file.
    fn end_of_cells(&self, row: &Row) -> usize {
        row.cells
            .last()
            .map_or(row.range.start, |(_, byte)| byte + self.text[*byte..].chars().next().map_or(0, char::len_utf8))
    }

    fn row(&self, index: usize) -> Option<&Row> {
        self.rows.binary_search_by_key(&index, |row| row.index).ok().map(|row| &self.rows[row])
    }
}

/// The sheets of one finding, by number.
pub(super) struct Sheets(pub(super) Vec<Sheet>);

impl Sheets {
    fn sheet(&self, id: usize) -> Result<&Sheet, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Sheets {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.sheet(id).map(|sheet| sheet.name.as_str())
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.sheet(id).map(|sheet| sheet.text.as_str())
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let rows = &self.sheet(id)?.rows;
        let row = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
        rows.get(row).map(|row| row.index).ok_or(Error::FileMissing)
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        // Lines that no excerpt holds are asked for when a place has many lines; they are not shown.
        Ok(self.sheet(id)?.row(index).map_or(1, |row| row.number))
    }

    fn column_number(&'a self, id: usize, _index: usize, _byte: usize) -> Result<usize, Error> {
        self.sheet(id).map(|sheet| sheet.locus.1)
    }

    fn location(&'a self, id: usize, _byte: usize) -> Result<codespan_reporting::files::Location, Error> {
        let (line_number, column_number) = self.sheet(id)?.locus;
        Ok(codespan_reporting::files::Location { line_number, column_number })
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.sheet(id)?.row(index).map_or(0..0, |row| row.range.clone()))
    }
}
