//! volume-without-strength: so many millilitres of a medicine whose concentration the reader is not told.

use rustc_hash::FxHashSet;

use super::{around, is_open};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, Document};
use crate::facts::{Dimension, Kind, Known, Quantity, Role};
use crate::rules::Article;
use crate::rules::dose::dose_text;
use crate::rules::dose::link::{between, says};

const INSTRUCTIONS: &[&str] = &[
    "give",
    "take",
    "swallow",
    "dose",
    "doses",
    "dosage",
    "administer",
    "use",
    "gives",
    "takes",
    "drink",
    "inject",
    "recommended",
];

/// What is taken undiluted or comes in one strength only, and substances of food and drink, which have no label.
const NEAT: &[&str] = &[
    "alcohol",
    "caffeine",
    "calcium",
    "castor oil",
    "collagen",
    "fish oil",
    "fluoride",
    "ginger",
    "glycerin",
    "honey",
    "iron",
    "lactulose",
    "magnesium",
    "magnesium hydroxide",
    "mineral oil",
    "potassium",
    "protein",
    "psyllium",
    "sodium",
    "turmeric",
];

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let facts = article.facts();
    let strengths = Strengths::find(document, &facts.quantities.all);
    for dose in &facts.doses.all {
        let quantity = &facts.quantities.all[dose.amount];
        let Some((drug, Known::Sentence | Known::Nearby)) = dose.drug else { continue };
        if !is_liquid(quantity)
            || !quantity.stance.is_asserted()
            || quantity.roles.has(Role::Trial)
            || NEAT.contains(&drug.name())
            || !says(document, around(document, quantity), INSTRUCTIONS)
            || facts.quantities.in_sentence(quantity.sentence).iter().any(says_amount)
            || strengths.reach(document, quantity.block)
            || !is_open(article, quantity)
        {
            continue;
        }
        let message = format!(
            "{} of {} is no dose without the strength of the liquid",
            dose_text(article, quantity),
            drug.name()
        );
        findings.push(Diagnostic::new("volume-without-strength", article.span(quantity.span), message));
    }
}

fn is_liquid(quantity: &Quantity) -> bool {
    let liquid = |code: &str| matches!(code, "mL" | "[tsp_us]" | "[tbs_us]" | "[drp]" | "cm3");
    quantity.unit.is_single() && quantity.unit.base.is_some_and(|unit| liquid(unit.code()))
}

/// Whether the reader is told how much of the drug it is.
fn says_amount(quantity: &Quantity) -> bool {
    quantity.unit.base.is_some_and(|unit| unit.dimension() == Dimension::Mass || matches!(unit.code(), "[iU]" | "U"))
        && quantity.kind != Kind::BodyWeight
        || quantity.kind == Kind::Concentration
}

/// Whether one of two neighbours is the amount and the other the volume that holds it.
fn holds(document: &Document, one: &Quantity, two: &Quantity) -> bool {
    let Some(words) = between(document, one, two, 4) else { return false };
    let is = |list: &[&str]| words.iter().any(|word| list.iter().any(|other| word.eq_ignore_ascii_case(other)));
    (says_amount(one) && is_liquid(two) && is(&["in", "per", "each", "every"]))
        || (is_liquid(one) && says_amount(two) && is(&["contains", "contain", "has", "holds", "provides"]))
}

/// Where concentrations are given.
struct Strengths {
    /// By heading; `None` is what stands before the first. A heading's own belong to its section.
    sections: FxHashSet<Option<BlockId>>,
    /// A table holds for the whole article.
    in_table: bool,
}

impl Strengths {
    fn find(document: &Document, quantities: &[Quantity]) -> Self {
        let mut found = Self { sections: FxHashSet::default(), in_table: false };
        let concentrations = quantities.iter().filter(|quantity| {
            quantity.kind == Kind::Concentration
                || quantity.unit.per(Dimension::Volume).is_some() && quantity.kind != Kind::Lab
        });
        // "The syrup holds 120 mg in 5 mL."
        let spelled = quantities.windows(2).filter(|pair| holds(document, &pair[0], &pair[1])).map(|pair| &pair[0]);
        for quantity in concentrations.chain(spelled) {
            let block = &document.blocks[quantity.block];
            found.in_table |= block.is_cell();
            found.sections.insert(if block.is_heading() { Some(quantity.block) } else { block.heading });
        }
        found
    }

    /// Whether one is given in the section of `block`, in a section around it, or in a table.
    fn reach(&self, document: &Document, block: BlockId) -> bool {
        let headings = std::iter::successors(document.blocks[block].heading, |id| document.blocks[*id].heading);
        self.in_table
            || self.sections.contains(&None)
            || headings.into_iter().any(|id| self.sections.contains(&Some(id)))
    }
}
