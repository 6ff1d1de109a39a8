//! `factlint facts`: what was understood of an article's numbers, so that a writer can see why a rule spoke or did not.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use factlint::Engine;
use factlint::config::Settings;
use factlint::document::Document;
use factlint::facts::{Dose, Facts, Number, Quantity};
use factlint::source::Source;
use serde_json::{Value, json};

use super::args::ListFormat;

/// The facts of the file at `path`.
///
/// # Errors
/// What is wrong with the file, for the person at the terminal.
pub(super) fn show(path: &Path, format: ListFormat) -> Result<String, String> {
    let shown: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let source = factlint::source::read(path, Arc::clone(&shown)).map_err(|error| format!("{shown}: {error}"))?;
    let (document, facts) =
        Engine::new().read(&source, &Settings::default()).map_err(|error| format!("{shown}: {error}"))?;
    Ok(match format {
        ListFormat::Json => format!("{:#}\n", to_json(&source, &document, &facts)),
        ListFormat::Human => table(&source, &document, &facts),
    })
}

fn to_json(source: &Source, document: &Document, facts: &Facts) -> Value {
    let quantities: Vec<Value> =
        facts.quantities.all.iter().map(|quantity| quantity_json(source, document, quantity)).collect();
    let doses: Vec<Value> = facts.doses.all.iter().map(dose_json).collect();
    let drugs: Vec<Value> = facts
        .drugs
        .mentions
        .iter()
        .map(|mention| {
            let span = document.prose.source(mention.span);
            json!({
                "text": source.slice(span),
                "start": source.file_offset(span.start()),
                "end": source.file_offset(span.end()),
                "drug": mention.drug.name(),
            })
        })
        .collect();
    json!({ "path": &*source.path, "quantities": quantities, "doses": doses, "drugs": drugs })
}

fn quantity_json(source: &Source, document: &Document, quantity: &Quantity) -> Value {
    let span = document.prose.source(quantity.span);
    let unit = quantity.unit.code();
    json!({
        "text": source.slice(span),
        "start": source.file_offset(span.start()),
        "end": source.file_offset(span.end()),
        "lo": quantity.lo.map(bound),
        "hi": quantity.hi.map(bound),
        "unit": if unit.is_empty() { Value::Null } else { unit.into() },
        "kind": quantity.kind.name(),
        "role": quantity.roles.main().map(factlint::facts::Role::name),
        "head": quantity.head.map(|head| document.text(head)),
    })
}

/// A bound as a JSON number: whole ones without a fraction.
fn bound(number: Number) -> Value {
    number.value.to_integer().map_or_else(|| json!(number.value.to_f64()), |whole| json!(whole))
}

/// Which quantities (by their place in the list) make one dose statement.
fn dose_json(dose: &Dose) -> Value {
    json!({
        "amount": dose.amount,
        "drug": dose.drug_id().map(factlint::facts::DrugId::name),
        "frequency": dose.frequency,
        "duration": dose.duration,
        "weight": dose.weight,
        "divided": dose.divided,
    })
}

fn table(source: &Source, document: &Document, facts: &Facts) -> String {
    let mut text = String::new();
    for (number, quantity) in facts.quantities.all.iter().enumerate() {
        let start = document.prose.source(quantity.span).start();
        let line = source.text[..start as usize].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let _ = write!(text, "{line:>5}  {:32} {:14}", document.text(quantity.span), quantity.kind.name());
        let _ = write!(text, " {:24}", quantity.describe());
        if let Some(role) = quantity.roles.main() {
            let _ = write!(text, " role {}", role.name());
        }
        if let Some(head) = quantity.head {
            let _ = write!(text, " of {}", document.text(head));
        }
        if let Some(dose) = facts.doses.all.iter().find(|dose| dose.amount == number) {
            describe_dose(&mut text, document, facts, dose);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

fn describe_dose(text: &mut String, document: &Document, facts: &Facts, dose: &Dose) {
    if let Some(drug) = dose.drug_id() {
        let _ = write!(text, " drug {}", drug.name());
    }
    let bound = [("times", dose.frequency), ("during", dose.duration), ("for", dose.weight), ("in", dose.divided)];
    for (name, at) in bound.into_iter().filter_map(|(name, at)| at.map(|at| (name, at))) {
        let _ = write!(text, " {name} {}", document.text(facts.quantities.all[at].span));
    }
}
