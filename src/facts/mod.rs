//! What the text states, as typed values with exact places: the rules compare these and never search the text.

pub mod address;
pub mod attribution;
mod byline;
pub mod citation;
pub mod claim;
pub mod date;
mod drug;
pub mod editorial;
mod equation;
pub mod identifier;
pub mod inference;
pub mod institution;
mod interval;
mod measure;
mod number;
pub mod person;
pub mod phone;
mod quantity;
pub mod quotation;
mod rational;
mod regimen;
mod role;
mod sieve;
mod unit;
pub mod year;

pub use drug::{DrugId, Drugs, Mention};
pub use equation::{Gap, Working, times_in_words};
pub use interval::{End, Interval};
pub use measure::{Qualifiers, Quantities};
pub use number::{Form, Number};
pub use quantity::{Approx, Kind, Quantity, Shape, Stance, describe};
pub use rational::Rational;
pub use regimen::{Dose, Doses, Known, period_of};
pub use role::{Role, Roles};
pub use unit::{Dimension, Per, Unit, UnitId};

use crate::config::Publisher;
use crate::document::Document;
use crate::lexicon::Lexicon;
use attribution::Attributions;
use citation::Citations;
use claim::Claims;
use editorial::Editorial;
use identifier::Identifier;
use inference::Inference;
use phone::Phone;
use quotation::Quotations;

/// Everything that the text states.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Who wrote it and when.
    pub editorial: Editorial,
    /// What is quoted.
    pub quotations: Quotations,
    /// Identifiers of papers, trials, books and substances in the prose, in order.
    pub identifiers: Vec<Identifier>,
    /// Markers, references and links, and what they cover.
    pub citations: Citations,
    /// Who is said to have said it.
    pub attributions: Attributions,
    /// What is measured and counted.
    pub quantities: Quantities,
    /// What sentences say about cause and effect, and about study designs.
    pub claims: Claims,
    /// Telephone numbers, in order.
    pub phones: Vec<Phone>,
    /// The drugs that are named, if any dose is.
    pub drugs: Drugs,
    /// Which amount of what, how often, for whom.
    pub doses: Doses,
    /// Estimates, intervals, tests and p values.
    pub inference: Inference,
    /// Years in sentences, in order.
    pub years: Vec<year::Year>,
}

impl Facts {
    /// Reads the facts of a segmented document.
    pub fn extract(document: &Document, lexicon: &Lexicon, publisher: &Publisher) -> Self {
        // Four readers that know nothing of each other, so that one long article uses both cores.
        let ((stated, said), (measured, reported)) = rayon::join(
            || {
                rayon::join(
                    || {
                        let editorial = Editorial::find(document);
                        let citations = Citations::find(document, &editorial, &publisher.domains);
                        (editorial, citations)
                    },
                    || {
                        let quotations = Quotations::find(document);
                        let identifiers = identifier::find(document);
                        let attributions = Attributions::find(document, lexicon, &quotations, &identifiers);
                        (quotations, identifiers, attributions)
                    },
                )
            },
            || {
                rayon::join(
                    || {
                        let quantities = Quantities::find(document, lexicon);
                        let drugs = find_drugs(document, &quantities);
                        let doses = Doses::find(document, lexicon, &quantities, &drugs);
                        (quantities, drugs, doses)
                    },
                    || {
                        let claims = Claims::find(document, lexicon);
                        let phones = phone::scan(document.prose.text());
                        let inference = Inference::find(document, lexicon);
                        (claims, phones, inference, year::find(document))
                    },
                )
            },
        );
        let (editorial, citations) = stated;
        let (quotations, identifiers, attributions) = said;
        let (quantities, drugs, doses) = measured;
        let (claims, phones, inference, years) = reported;
        Self {
            editorial,
            quotations,
            identifiers,
            citations,
            attributions,
            quantities,
            claims,
            phones,
            drugs,
            doses,
            inference,
            years,
        }
    }

    /// How many quantities were understood.
    pub fn quantity_count(&self) -> usize {
        self.quantities.all.len()
    }

    /// Whether a citation covers the sentence.
    pub fn is_cited(&self, sentence: usize) -> bool {
        self.citations.covers(sentence)
    }
}

/// Drugs matter only beside doses: an article without any is not searched for them.
fn find_drugs(document: &Document, quantities: &Quantities) -> Drugs {
    let is_dose = |quantity: &Quantity| matches!(quantity.kind, Kind::Dose | Kind::Strength | Kind::Volume);
    if !quantities.all.iter().any(is_dose) {
        return Drugs::default();
    }
    Drugs::find(document, |sentence| quantities.in_sentence(sentence).iter().any(is_dose))
}
