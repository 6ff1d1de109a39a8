//! The table of single units, read once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::facts::Rational;
use crate::rules::data_table;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Grams and their kin.
    Mass,
    /// Litres and their kin.
    Volume,
    /// Metres and their kin.
    Length,
    /// Square metres and their kin.
    Area,
    /// Seconds to years.
    Time,
    /// Moles.
    Amount,
    /// Joules and calories.
    Energy,
    /// Pascals and millimetres of mercury.
    Pressure,
    /// Degrees Celsius and Fahrenheit. Converting an absolute temperature is more than a factor.
    Temperature,
    /// Percent and per mille.
    Share,
    /// Percentage points.
    Points,
    /// A unit of its own that converts into no other: tablets, drinks, international units, a currency.
    Own(u16),
}

/// A single unit: its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(u16);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) code: Box<str>,
    dimension: Box<str>,
    factor: Box<str>,
    label: Box<str>,
    #[serde(default)]
    pub(super) names: Vec<Box<str>>,
    #[serde(default)]
    pub(super) symbols: Vec<Box<str>>,
    #[serde(rename = "source")]
    _source: Box<str>,
    #[serde(rename = "year")]
    _year: u16,
}

pub(super) struct Entry {
    pub(super) code: Box<str>,
    label: Box<str>,
    pub(super) dimension: Dimension,
    factor: Rational,
}

struct Table {
    entries: Vec<Entry>,
    by_code: FxHashMap<Box<str>, UnitId>,
    by_symbol: FxHashMap<Box<str>, UnitId>,
    by_name: FxHashMap<Box<str>, UnitId>,
    /// How many words the longest name has that begins with this one.
    name_lengths: FxHashMap<Box<[u8]>, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(rows()));

pub(super) fn rows() -> Vec<Row> {
    #[derive(Deserialize)]
    struct File {
        row: Vec<Row>,
    }
    let file: File = data_table!("units");
    file.row
}

impl Table {
    fn new(rows: Vec<Row>) -> Self {
        let mut own: FxHashMap<Box<str>, u16> = FxHashMap::default();
        let mut table = Self {
            entries: Vec::with_capacity(rows.len()),
            by_code: FxHashMap::default(),
            by_symbol: FxHashMap::default(),
            by_name: FxHashMap::default(),
            name_lengths: FxHashMap::default(),
        };
        for (index, row) in rows.into_iter().enumerate() {
            let id = UnitId(index as u16);
            let dimension = match &*row.dimension {
                "mass" => Dimension::Mass,
                "volume" => Dimension::Volume,
                "length" => Dimension::Length,
                "area" => Dimension::Area,
                "time" => Dimension::Time,
                "amount" => Dimension::Amount,
                "energy" => Dimension::Energy,
                "pressure" => Dimension::Pressure,
                "temperature" => Dimension::Temperature,
                "share" => Dimension::Share,
                "points" => Dimension::Points,
                _ => {
                    let next = own.len() as u16;
                    Dimension::Own(*own.entry(row.dimension).or_insert(next))
                }
            };
            let factor = Rational::parse(&row.factor).expect("a unit's factor is a number");
            table.by_code.insert(row.code.clone(), id);
            for symbol in row.symbols {
                table.by_symbol.insert(symbol, id);
            }
            for name in row.names {
                // As it is looked up: a hyphen between words equals a blank.
                let name = name.replace('-', " ");
                let words = name.split(' ');
                let first = words.clone().next().unwrap_or(&name);
                let length = table.name_lengths.entry(first.as_bytes().into()).or_default();
                *length = words.count().max(*length);
                table.by_name.insert(name.into(), id);
            }
            table.entries.push(Entry { code: row.code, label: row.label, dimension, factor });
        }
        table
    }
}

impl UnitId {
    /// The unit with this UCUM code, such as `mg` or `[lb_av]`.
    pub fn from_code(code: &str) -> Option<Self> {
        TABLE.by_code.get(code).copied()
    }

    /// The unit with this symbol, spelled exactly so.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        TABLE.by_symbol.get(symbol).copied()
    }

    /// The unit with this name (lower case, one blank between words, also where it is spelled with hyphens).
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.by_name.get(name).copied()
    }

    /// How many words the longest name has that begins with `word` (lower case); 0 if none does.
    pub fn longest_name(word: &[u8]) -> usize {
        TABLE.name_lengths.get(word).copied().unwrap_or(0)
    }

    /// The UCUM code.
    pub fn code(self) -> &'static str {
        &self.entry().code
    }

    /// As a message shows it: "mcg", "lb", "tablets".
    pub fn label(self) -> &'static str {
        &self.entry().label
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.entry().dimension
    }

    /// Its size in the base unit of its dimension.
    pub fn factor(self) -> Rational {
        self.entry().factor
    }

    fn entry(self) -> &'static Entry {
        &TABLE.entries[usize::from(self.0)]
    }
}

/// All entries, for tests that must miss none.
#[cfg(test)]
pub(super) fn entries() -> &'static [Entry] {
    &TABLE.entries
}
