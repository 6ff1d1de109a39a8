//! The facts for people: a table for each kind, with places that editors and terminals can follow.

use std::io::{self, Write};

use super::super::visible;
use super::{FactSheet, QuantityFact, Spot};

/// A fact is shown with at most this many characters of its text.
const WIDEST: usize = 60;

/// A fact in a line.
struct Row<'a> {
    spot: &'a Spot,
    notes: Vec<String>,
}

/// Writes all tables that hold anything.
pub(super) fn write(sheet: &FactSheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut tables = Tables { path: visible(sheet.path).into_owned(), out, any: false };
    let metadata = &sheet.metadata;
    let stated = [
        ("title", &metadata.title),
        ("author", &metadata.author),
        ("reviewer", &metadata.reviewer),
        ("published", &metadata.published),
        ("updated", &metadata.updated),
        ("reviewed", &metadata.reviewed),
    ];
    let stated = stated.into_iter().filter_map(|(name, fact)| Some((name, fact.as_ref()?)));
    tables.write("Metadata", stated.map(|(name, fact)| row(&fact.spot, [Some(name.to_owned())])))?;
    tables.write("Quantities", sheet.quantities.iter().map(|fact| row(&fact.spot, quantity(fact))))?;
    let bound = |fact: &&super::DoseFact| {
        let others = [fact.frequency, fact.duration, fact.weight, fact.divided];
        fact.drug.is_some() || others.into_iter().any(|other| other.is_some())
    };
    let doses = sheet.doses.iter().filter(bound).map(|dose| {
        let part = |name: &str, at: Option<usize>| Some(format!("{name} {}", sheet.quantities[at?].spot.text));
        let parts = [
            dose.drug.map(str::to_owned),
            part("taken", dose.frequency),
            part("for", dose.duration),
            part("at a weight of", dose.weight),
            part("divided into", dose.divided),
        ];
        row(&sheet.quantities[dose.amount].spot, parts)
    });
    tables.write("Doses", doses)?;
    let references = sheet.references.iter().map(|fact| {
        row(&fact.spot, [fact.number.map(|number| format!("no. {number}")), fact.year.map(|year| year.to_string())])
    });
    tables.write("References", references)?;
    let markers = sheet.markers.iter().map(|fact| {
        let missing = (!fact.missing.is_empty()).then(|| format!("without an entry: {}", fact.missing.join(", ")));
        row(&fact.spot, [Some(word(fact.kind)), missing])
    });
    tables.write("Citation markers", markers)?;
    let links = sheet.links.iter().map(|fact| {
        row(&fact.spot, [Some(fact.address.to_owned()), fact.own.then(|| "the publisher's own site".to_owned())])
    });
    tables.write("Links", links)?;
    let attributions =
        sheet.attributions.iter().map(|fact| row(&fact.spot, [Some(word(fact.kind)), fact.form.map(word)]));
    tables.write("Attributions", attributions)?;
    let quotations = sheet.quotations.iter();
    tables.write(
        "Quotations",
        quotations.map(|fact| row(&fact.spot, [Some(word(fact.kind)), Some(format!("{} words", fact.words))])),
    )?;
    let identifiers = sheet.identifiers.iter();
    tables.write(
        "Identifiers",
        identifiers.map(|fact| row(&fact.spot, [Some(fact.kind.to_owned()), fact.problem.clone()])),
    )?;
    tables
        .write("Telephone numbers", sheet.phones.iter().map(|fact| row(&fact.spot, [Some(fact.digits.to_owned())])))?;
    tables.write("Claims", sheet.claims.iter().map(|fact| row(&fact.spot, [Some(word(fact.strength))])))?;
    tables.write("Study designs", sheet.evidence.iter().map(|fact| row(&fact.spot, [Some(word(fact.design))])))
}

fn row<const N: usize>(spot: &Spot, notes: [Option<String>; N]) -> Row<'_> {
    Row { spot, notes: notes.into_iter().flatten().collect() }
}

fn quantity(fact: &QuantityFact<'_>) -> [Option<String>; 5] {
    let role = fact.role.map(str::to_owned);
    let head = fact.head.map(|head| format!("of “{head}”"));
    let stance = (!fact.asserted).then(|| "not asserted".to_owned());
    [Some(fact.kind.to_owned()), Some(fact.said.clone()), role, head, stance]
}

/// The name that the JSON has for it.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

struct Tables<'a> {
    path: String,
    out: &'a mut dyn Write,
    any: bool,
}

impl Tables<'_> {
    fn write<'a>(&mut self, title: &str, rows: impl Iterator<Item = Row<'a>>) -> io::Result<()> {
        let rows: Vec<Row<'a>> = rows.collect();
        if rows.is_empty() {
            return Ok(());
        }
        if self.any {
            writeln!(self.out)?;
        }
        self.any = true;
        writeln!(self.out, "{title} ({})", rows.len())?;
        for Row { spot, notes } in rows {
            let (path, line, column) = (&self.path, spot.line, spot.column);
            let notes = visible(&notes.join(", ")).into_owned();
            writeln!(self.out, "  {path}:{line}:{column}: {}  [{notes}]", shortened(&visible(&spot.text)))?;
        }
        Ok(())
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
