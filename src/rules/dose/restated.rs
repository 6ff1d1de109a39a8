//! dose-contradiction without a template: the same words about the same drug with another amount, "take 10 mg of
//! baclofen three times a day for spasms" here and 20 mg there.

use rustc_hash::FxHashMap;

use super::contradiction::{OTHERS, severity};
use super::link::sentence_says;
use super::{Place, dose_text};
use crate::diagnostic::{Confidence, Diagnostic};
use crate::facts::{Dimension, Dose, DrugId, Kind, Known, Quantity, Role};
use crate::rules::Article;
use crate::rules::passage::Passage;
use crate::rules::statement::{Reader, Scene, Statement};

/// Words by which a sentence tells what once happened, one step of several, or what an amount does.
const TOLD: &[&str] = &[
    "took",
    "taken",
    "gave",
    "given",
    "got",
    "received",
    "was",
    "were",
    "had",
    "then",
    "next",
    "afterwards",
    "again",
    "later",
    "when",
    "increase",
    "increased",
    "raise",
    "raised",
    "lower",
    "lowered",
    "reduce",
    "reduced",
    "taper",
    "can",
    "could",
    "harm",
    "harms",
    "damage",
    "damages",
    "swallowing",
    "swallowed",
    "contains",
    "contain",
    "holds",
    "has",
    "have",
    "costs",
    "cost",
];

/// More copies than this are a form, not a statement.
const MOST_COPIES: usize = 8;

/// Statements with equal words but for one amount. Sentences in `told`, in order, are reported already.
pub(super) fn check(
    article: &Article<'_>,
    reader: &Reader,
    scene: &Scene<'_>,
    told: &[usize],
    findings: &mut Vec<Diagnostic>,
) {
    let doses = &article.facts().doses;
    let mut first: FxHashMap<(DrugId, u64), Vec<Statement<'_>>> = FxHashMap::default();
    let quantities = &article.facts().quantities.all;
    for in_sentence in doses.all.chunk_by(|one, two| quantities[one.amount].sentence == quantities[two.amount].sentence)
    {
        let sentence = quantities[in_sentence[0].amount].sentence;
        let Some(passage) = Passage::at(article, sentence) else { continue };
        if told.binary_search(&sentence).is_ok() || !is_instruction(article, &quantities[in_sentence[0].amount]) {
            continue;
        }
        let dose_of = |figure: &Quantity| in_sentence.iter().find(|dose| quantities[dose.amount].span == figure.span);
        let drug_of = |figure: &Quantity| dose_of(figure).and_then(drug);
        for statement in reader.statements(passage, |figure, _| is_amount(figure) && drug_of(figure).is_some()) {
            let Some(drug) = drug_of(statement.figure) else { continue };
            let earlier = first.entry((drug, statement.key)).or_default();
            let contradicts = |other: &Statement<'_>| contradiction(article, drug, other, &statement, scene);
            findings.extend(earlier.iter().rev().find_map(contradicts));
            if earlier.len() < MOST_COPIES {
                earlier.push(statement);
            }
        }
    }
}

/// Whether the article tells its readers, or their doctors, what is taken; and not under a condition.
fn is_instruction(article: &Article<'_>, amount: &Quantity) -> bool {
    !sentence_says(article, amount, OTHERS) && !sentence_says(article, amount, TOLD)
}

/// A mass or international units, and no threshold of harm.
fn is_amount(figure: &Quantity) -> bool {
    let counted = figure.unit.base.is_some_and(|unit| {
        matches!(unit.dimension(), Dimension::Mass | Dimension::Own(_)) && !unit.code().starts_with('{')
    });
    counted && figure.kind == Kind::Dose && !figure.roles.harms() && !figure.roles.has(Role::Trial)
}

/// The drug of a dose for nobody's stated weight, where the text around names it.
fn drug(dose: &Dose) -> Option<DrugId> {
    dose.drug.filter(|(_, known)| *known != Known::Topic && dose.weight.is_none()).map(|(drug, _)| drug)
}

fn contradiction(
    article: &Article<'_>,
    drug: DrugId,
    earlier: &Statement<'_>,
    later: &Statement<'_>,
    scene: &Scene<'_>,
) -> Option<Diagnostic> {
    let (one, two) = (earlier.figure, later.figure);
    let factor = one.unit.convert(one.reading(), two.unit)?.gap_factor(two.reading())?;
    if scene.parts(earlier, later) {
        return None;
    }
    let message = format!(
        "{} of {} here and {} {}, in the same statement",
        dose_text(article, two),
        drug.name(),
        dose_text(article, one),
        Place::of(one, two).word()
    );
    let severity = severity(factor)?;
    let finding = Diagnostic::new("dose-contradiction", article.span(two.span), message)
        .severity(severity)
        .confidence(Confidence::Medium)
        .related(article.span(one.span), format!("the same statement about {}", drug.name()));
    Some(finding.claim(article.span(article.document().sentences[two.sentence].prose)))
}
