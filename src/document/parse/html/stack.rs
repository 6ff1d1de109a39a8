//! The blocks that are open, and what their text is to the reader.

use super::element::{COUNT, Element, Role};
use super::tokens::Tag;
use crate::document::parse::ParseError;
use crate::document::parse::nesting;
use crate::document::{BlockKind, DocumentBuilder};

/// The open blocks, outermost first.
#[derive(Debug)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many of each element are open, so that stray end tags cost nothing.
    counts: [u16; COUNT],
    lists: Vec<List>,
    tables: Vec<Table>,
    quotes: u8,
    /// How many blocks were open when the current block was opened.
    owner: usize,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    element: Element,
    start: u32,
    /// Whether text was read in it.
    used: bool,
}

#[derive(Clone, Copy, Debug)]
struct List {
    number: u32,
    ordered: bool,
}

/// The columns of a table in which cells that reach over several rows are heeded.
const WIDEST: usize = 256;

#[derive(Clone, Debug)]
struct Table {
    number: u32,
    /// The document's first block inside it.
    first_block: usize,
    row: u32,
    column: u16,
    /// How many columns the current cell takes.
    span: u16,
    /// How many rows were begun.
    begun: u32,
    /// By column: the number of the first row that no cell above reaches into.
    free_from: Vec<u32>,
    in_head: bool,
    /// Whether the current row has header cells only.
    all_headers: bool,
    /// Whether it only arranges blocks on the page.
    layout: bool,
}

impl Default for Stack {
    fn default() -> Self {
        Self { open: Vec::new(), counts: [0; COUNT], lists: Vec::new(), tables: Vec::new(), quotes: 0, owner: 0 }
    }
}

impl Stack {
    /// The innermost list.
    pub(super) fn list(&self) -> Option<u32> {
        self.lists.last().map(|list| list.number)
    }

    /// How many quotations are open.
    pub(super) fn quote_depth(&self) -> u8 {
        self.quotes
    }

    /// What text at `at` belongs to, and where that begins in the source.
    pub(super) fn block_at(&mut self, at: u32) -> (BlockKind, u32) {
        self.owner = self.open.len();
        let mut start = at;
        for open in self.open.iter().rev() {
            let is_text = matches!(
                open.element.role,
                Role::Paragraph | Role::Heading(_) | Role::Item | Role::Term | Role::Cell { .. } | Role::Caption
            );
            let is_direct = start == at && matches!(open.element.role, Role::Flow);
            if !open.used && (is_text || is_direct) {
                start = open.start;
            }
            match open.element.role {
                Role::Heading(level) => return (BlockKind::Heading { level, inferred: false }, start),
                Role::Item if open.used => return (BlockKind::Paragraph, start),
                Role::Item => {
                    let depth = self.lists.len().clamp(1, 255) as u8;
                    let ordered = self.lists.last().is_some_and(|list| list.ordered);
                    return (BlockKind::ListItem { depth, ordered }, start);
                }
                Role::Cell { .. } => match self.tables.last() {
                    Some(table) if !table.layout => {
                        let Table { number, row, column, .. } = *table;
                        return (BlockKind::Cell { table: number, row, column }, start);
                    }
                    _ => return (BlockKind::Paragraph, start),
                },
                Role::Caption => return (BlockKind::Caption, start),
                Role::Quote | Role::List { .. } | Role::Table | Role::Row => return (BlockKind::Paragraph, start),
                _ => {}
            }
        }
        (BlockKind::Paragraph, start)
    }

    /// Whether the end of `element` is the end of the current block, its end tag included.
    pub(super) fn is_owner(&self, element: Element) -> bool {
        self.owner == self.open.len() && self.open.last().is_some_and(|open| open.element == element)
    }

    /// Whether text stands in paragraphs here, not in a heading, a cell or a caption.
    pub(super) fn is_flow(&self) -> bool {
        !self
            .open
            .last()
            .is_some_and(|open| matches!(open.element.role, Role::Heading(_) | Role::Cell { .. } | Role::Caption))
    }

    /// Text was read in all that is open.
    pub(super) fn mark_used(&mut self) {
        for open in self.open.iter_mut().rev().take_while(|open| !open.used) {
            open.used = true;
        }
    }

    /// Closes what need not be closed before `element`: a paragraph, the item, row or cell before it.
    pub(super) fn close_implied(&mut self, builder: &mut DocumentBuilder, element: Element) {
        let ends_above = |open: &Open| match open.element.role {
            Role::Paragraph => true,
            // A heading that was not closed; it may hold its text in a <div>.
            Role::Heading(_) => open.used && element.role != Role::Flow,
            _ => false,
        };
        while self.open.last().is_some_and(ends_above) {
            self.pop_one(builder);
        }
        let found = self.open.iter().rposition(|open| is_implied_end(element.role, open.element.role).is_some());
        let found = found.filter(|index| is_implied_end(element.role, self.open[*index].element.role) == Some(true));
        if let Some(index) = found {
            self.pop_to(builder, index);
        }
    }

    /// Opens a block.
    pub(super) fn push(
        &mut self,
        builder: &mut DocumentBuilder,
        element: Element,
        tag: &Tag,
    ) -> Result<(), ParseError> {
        if self.open.len() >= nesting::LIMIT {
            return Err(nesting::error(tag.source.start()));
        }
        match element.role {
            Role::List { ordered } => self.lists.push(List { number: builder.new_list(), ordered }),
            Role::Quote => self.quotes = self.quotes.saturating_add(1),
            Role::Table => self.tables.push(Table {
                number: builder.new_table(),
                first_block: builder.block_count(),
                row: 0,
                column: 0,
                span: 1,
                begun: 0,
                free_from: Vec::new(),
                in_head: false,
                all_headers: true,
                layout: tag.attribute("role").is_some_and(|role| matches!(role, "presentation" | "none")),
            }),
            Role::TablePart { header } => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = header;
                }
            }
            Role::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = 0;
                    table.begun = table.begun.saturating_add(1);
                    table.all_headers = true;
                }
            }
            Role::Cell { header } => {
                if let Some(table) = self.tables.last_mut() {
                    table.all_headers &= header;
                    table.begin_cell(tag);
                }
            }
            _ => {}
        }
        self.counts[usize::from(element.id)] += 1;
        self.open.push(Open { element, start: tag.source.start(), used: false });
        Ok(())
    }

    /// Closes the innermost `element` and all in it, unless none is open.
    pub(super) fn pop(&mut self, builder: &mut DocumentBuilder, element: Element) {
        if self.counts[usize::from(element.id)] == 0 {
            return;
        }
        // An end tag inside a table doesn't close what the table stands in.
        let inside_table = |role| matches!(role, Role::Row | Role::Cell { .. } | Role::TablePart { .. } | Role::Table);
        let found = self.open.iter().rposition(|open| {
            open.element == element || (!inside_table(element.role) && open.element.role == Role::Table)
        });
        if let Some(index) = found.filter(|index| self.open[*index].element == element) {
            self.pop_to(builder, index);
        }
    }

    fn pop_to(&mut self, builder: &mut DocumentBuilder, index: usize) {
        while self.open.len() > index {
            self.pop_one(builder);
        }
    }

    fn pop_one(&mut self, builder: &mut DocumentBuilder) {
        let Some(open) = self.open.pop() else { return };
        self.counts[usize::from(open.element.id)] -= 1;
        match open.element.role {
            Role::List { .. } => {
                self.lists.pop();
            }
            Role::Quote => self.quotes = self.quotes.saturating_sub(1),
            Role::Table => {
                self.tables.pop();
            }
            Role::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row(builder);
                }
            }
            Role::Cell { .. } => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = table.column.saturating_add(table.span);
                }
            }
            _ => {}
        }
    }
}

/// Whether an element of the role `open` ends where `new` begins; nothing where it neither ends nor encloses the
/// elements that would.
fn is_implied_end(new: Role, open: Role) -> Option<bool> {
    let ends = match new {
        Role::Heading(_) => matches!(open, Role::Heading(_)),
        Role::Cell { .. } => matches!(open, Role::Cell { .. }),
        Role::TablePart { .. } => matches!(open, Role::TablePart { .. }),
        Role::Item | Role::Term | Role::Row => open == new,
        _ => false,
    };
    let encloses = match new {
        Role::Item => matches!(open, Role::List { .. } | Role::Cell { .. }),
        Role::Term => matches!(open, Role::Terms | Role::Cell { .. }),
        Role::Cell { .. } => matches!(open, Role::Row | Role::Table),
        Role::Row | Role::TablePart { .. } => open == Role::Table,
        _ => true,
    };
    (ends || encloses).then_some(ends)
}

impl Table {
    /// Moves to the next column that no cell above reaches into, and takes as many as the cell says.
    fn begin_cell(&mut self, tag: &Tag) {
        let said = |name| tag.attribute(name).and_then(|text| text.trim().parse::<u16>().ok());
        self.span = said("colspan").unwrap_or(1).clamp(1, 1000);
        while self.free_from.get(usize::from(self.column)).is_some_and(|row| *row > self.begun) {
            self.column += 1;
        }
        let rows = u32::from(said("rowspan").unwrap_or(1));
        let from = usize::from(self.column);
        let to = (from + usize::from(self.span)).min(WIDEST);
        if rows > 1 && from < to {
            self.free_from.resize(to.max(self.free_from.len()), 0);
            self.free_from[from..to].fill(self.begun.saturating_add(rows));
        }
    }

    fn end_row(&mut self, builder: &mut DocumentBuilder) {
        let is_header = self.in_head || self.all_headers;
        if self.row == 0 && self.column > 0 {
            if !is_header {
                builder.shift_rows(self.number, self.first_block);
                self.row = 1;
            }
            self.row += 1;
        } else if self.column > 0 {
            self.row = self.row.saturating_add(1);
        }
    }
}
