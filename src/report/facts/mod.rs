//! `factlint facts`: everything that was read from an article, as JSON for programs and as a table for people.
//!
//! Fields are only ever added here, never renamed; all of them are always there, null where there is nothing. Doses
//! refer to quantities, and markers to references, by their places in those lists, counted from 0.

mod human;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Number;

use super::Locator;
use crate::document::{Document, MarkKind};
use crate::facts::citation::{MarkerKind, Target};
use crate::facts::claim::{Design, Strength};
use crate::facts::date::{Precision, StatedDate};
use crate::facts::editorial::Stated;
use crate::facts::quotation::QuotationKind;
use crate::facts::{Approx, Facts, Quantity, Rational, Shape, attribution, identifier, phone};
use crate::source::Source;
use crate::span::{ProseSpan, Span};

/// What was read from one article.
#[derive(Debug, Serialize)]
pub struct FactSheet<'a> {
    path: &'a str,
    metadata: Metadata<'a>,
    quantities: Vec<QuantityFact<'a>>,
    doses: Vec<DoseFact>,
    drugs: Vec<DrugFact>,
    references: Vec<ReferenceFact<'a>>,
    markers: Vec<MarkerFact<'a>>,
    links: Vec<LinkFact<'a>>,
    attributions: Vec<AttributionFact<'a>>,
    quotations: Vec<QuotationFact>,
    identifiers: Vec<IdentifierFact<'a>>,
    phones: Vec<PhoneFact<'a>>,
    claims: Vec<ClaimFact>,
    evidence: Vec<EvidenceFact>,
}

/// A stretch of the file.
#[derive(Debug, Serialize)]
struct Spot {
    text: String,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

#[derive(Debug, Serialize)]
struct Metadata<'a> {
    title: Option<StatedFact<'a>>,
    author: Option<StatedFact<'a>>,
    reviewer: Option<StatedFact<'a>>,
    published: Option<StatedFact<'a>>,
    updated: Option<StatedFact<'a>>,
    reviewed: Option<StatedFact<'a>>,
}

#[derive(Debug, Serialize)]
struct StatedFact<'a> {
    value: std::borrow::Cow<'a, str>,
    #[serde(flatten)]
    spot: Spot,
}

#[derive(Debug, Serialize)]
struct QuantityFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    #[serde(skip)]
    said: String,
    lo: Option<Number>,
    hi: Option<Number>,
    spread: Option<Number>,
    unit: Option<String>,
    kind: &'static str,
    role: Option<&'static str>,
    head: Option<&'a str>,
    shape: Shape,
    approx: Approx,
    asserted: bool,
}

#[derive(Debug, Serialize)]
struct DoseFact {
    amount: usize,
    drug: Option<&'static str>,
    frequency: Option<usize>,
    duration: Option<usize>,
    weight: Option<usize>,
    divided: Option<usize>,
}

#[derive(Debug, Serialize)]
struct DrugFact {
    #[serde(flatten)]
    spot: Spot,
    name: &'static str,
}

#[derive(Debug, Serialize)]
struct ReferenceFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    number: Option<u32>,
    year: Option<i16>,
    title: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct MarkerFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    kind: MarkerKind,
    references: Vec<usize>,
    missing: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct LinkFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    address: &'a str,
    domain: &'a str,
    own: bool,
}

/// Who is said to be the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Authority {
    Institution,
    Person,
    Study,
}

#[derive(Debug, Serialize)]
struct AttributionFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    kind: Authority,
    name: Option<&'a str>,
    form: Option<attribution::Form>,
}

#[derive(Debug, Serialize)]
struct QuotationFact {
    #[serde(flatten)]
    spot: Spot,
    kind: QuotationKind,
    words: u32,
}

#[derive(Debug, Serialize)]
struct IdentifierFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    kind: &'static str,
    key: &'a str,
    problem: Option<String>,
}

#[derive(Debug, Serialize)]
struct PhoneFact<'a> {
    #[serde(flatten)]
    spot: Spot,
    digits: &'a str,
}

#[derive(Debug, Serialize)]
struct ClaimFact {
    #[serde(flatten)]
    spot: Spot,
    strength: Strength,
}

#[derive(Debug, Serialize)]
struct EvidenceFact {
    #[serde(flatten)]
    spot: Spot,
    design: Design,
}

impl<'a> FactSheet<'a> {
    /// Puts together what was read from `source`.
    pub fn new(source: &'a Source, document: &'a Document, facts: &'a Facts) -> Self {
        let reader = Reader { source, document, facts, locator: Locator::new(source) };
        Self {
            path: &source.path,
            metadata: reader.metadata(),
            quantities: facts.quantities.all.iter().map(|quantity| reader.quantity(quantity)).collect(),
            doses: reader.doses(),
            drugs: reader.drugs(),
            references: reader.references(),
            markers: reader.markers(),
            links: reader.links(),
            attributions: reader.attributions(),
            quotations: reader.quotations(),
            identifiers: reader.identifiers(),
            phones: reader.phones(),
            claims: reader.claims(),
            evidence: reader.evidence(),
        }
    }

    /// Writes one JSON object.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// Writes a table for each kind of fact.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_human(&self, out: &mut dyn Write) -> io::Result<()> {
        human::write(self, out)
    }
}

struct Reader<'a> {
    source: &'a Source,
    document: &'a Document,
    facts: &'a Facts,
    locator: Locator<'a>,
}

impl<'a> Reader<'a> {
    fn spot(&self, prose: ProseSpan) -> Spot {
        self.source_spot(self.document.prose.source(prose))
    }

    fn source_spot(&self, span: Span) -> Spot {
        let position = self.locator.position(span.start());
        let bytes = self.locator.bytes(span);
        Spot {
            text: self.source.slice(span).to_owned(),
            start: bytes.start,
            end: bytes.end,
            line: position.line,
            column: position.column,
        }
    }

    fn sentence(&self, number: usize) -> Spot {
        self.spot(self.document.sentences[number].prose)
    }

    fn metadata(&self) -> Metadata<'a> {
        let editorial = &self.facts.editorial;
        let text = |stated: &'a Option<Stated<Box<str>>>| {
            let stated = stated.as_ref()?;
            Some(StatedFact { value: (&*stated.value).into(), spot: self.source_spot(stated.span) })
        };
        let date = |stated: &Option<Stated<StatedDate>>| {
            let stated = stated.as_ref()?;
            Some(StatedFact { value: iso(stated.value).into(), spot: self.source_spot(stated.span) })
        };
        Metadata {
            title: text(&editorial.title),
            author: text(&editorial.author),
            reviewer: text(&editorial.reviewer),
            published: date(&editorial.published),
            updated: date(&editorial.updated),
            reviewed: date(&editorial.reviewed),
        }
    }

    fn quantity(&self, quantity: &Quantity) -> QuantityFact<'a> {
        let bound = |value: Option<crate::facts::Number>| value.and_then(|bound| number(bound.value));
        QuantityFact {
            spot: self.spot(quantity.span),
            said: quantity.said(),
            lo: bound(quantity.lo),
            hi: bound(quantity.hi),
            spread: bound(quantity.spread),
            unit: (!quantity.unit.is_none()).then(|| quantity.unit.code()),
            kind: quantity.kind.name(),
            role: quantity.roles.main().map(crate::facts::Role::name),
            head: quantity.head.map(|head| self.document.text(head)),
            shape: quantity.shape,
            approx: quantity.approx,
            asserted: quantity.stance.is_asserted(),
        }
    }

    fn doses(&self) -> Vec<DoseFact> {
        let dose = |dose: &crate::facts::Dose| DoseFact {
            amount: dose.amount,
            drug: dose.drug_id().map(crate::facts::DrugId::name),
            frequency: dose.frequency,
            duration: dose.duration,
            weight: dose.weight,
            divided: dose.divided,
        };
        self.facts.doses.all.iter().map(dose).collect()
    }

    fn drugs(&self) -> Vec<DrugFact> {
        let mentions = self.facts.drugs.mentions.iter();
        mentions.map(|mention| DrugFact { spot: self.spot(mention.span), name: mention.drug.name() }).collect()
    }

    fn references(&self) -> Vec<ReferenceFact<'a>> {
        let references = self.facts.citations.references.iter();
        references
            .map(|reference| ReferenceFact {
                spot: self.spot(reference.span),
                number: reference.number,
                year: reference.year.map(|year| year.value),
                title: Some(&*reference.title).filter(|title| !title.is_empty()),
            })
            .collect()
    }

    fn markers(&self) -> Vec<MarkerFact<'a>> {
        let markers = self.facts.citations.markers.iter();
        markers
            .map(|marker| MarkerFact {
                // A footnote leaves no text: the place is that of its markup.
                spot: marker
                    .mark
                    .filter(|_| marker.span.is_empty())
                    .map_or_else(|| self.spot(marker.span), |mark| self.source_spot(self.document.marks[mark].source)),
                kind: marker.kind,
                references: marker
                    .targets
                    .iter()
                    .filter_map(|target| match target {
                        Target::Entry(entry) | Target::OtherYear { entry, .. } => Some(*entry),
                        Target::Missing(_) | Target::Outside => None,
                    })
                    .collect(),
                missing: marker
                    .targets
                    .iter()
                    .filter_map(|target| match target {
                        Target::Missing(wanted) => Some(&**wanted),
                        _ => None,
                    })
                    .collect(),
            })
            .collect()
    }

    fn links(&self) -> Vec<LinkFact<'a>> {
        let link = |link: &'a crate::facts::citation::SourceLink| {
            let mark = &self.document.marks[link.mark];
            let MarkKind::Link(address) = &mark.kind else { return None };
            Some(LinkFact { spot: self.spot(mark.prose), address, domain: link.address.domain(), own: link.is_own })
        };
        self.facts.citations.links.iter().filter_map(link).collect()
    }

    fn attributions(&self) -> Vec<AttributionFact<'a>> {
        let attributions = &self.facts.attributions;
        let institutions = attributions.institutions.iter().map(|source| AttributionFact {
            spot: self.spot(source.span),
            kind: Authority::Institution,
            name: Some(self.document.text(source.mention.span)),
            form: Some(source.form),
        });
        let whole = |sentence, kind| AttributionFact { spot: self.sentence(sentence), kind, name: None, form: None };
        let sentences = 0..self.document.sentences.len();
        let people = sentences.clone().filter(|sentence| attributions.is_spoken(*sentence));
        let studies = sentences.filter(|sentence| attributions.names_study(*sentence));
        let mut all: Vec<AttributionFact<'a>> = institutions
            .chain(people.map(|sentence| whole(sentence, Authority::Person)))
            .chain(studies.map(|sentence| whole(sentence, Authority::Study)))
            .collect();
        all.sort_by_key(|fact| (fact.spot.start, fact.spot.end));
        all
    }

    fn quotations(&self) -> Vec<QuotationFact> {
        let quotations = self.facts.quotations.all.iter();
        quotations
            .map(|quotation| QuotationFact {
                spot: self.spot(quotation.span),
                kind: quotation.kind,
                words: quotation.words,
            })
            .collect()
    }

    fn identifiers(&self) -> Vec<IdentifierFact<'a>> {
        let identifiers = self.facts.identifiers.iter();
        identifiers
            .map(|found| IdentifierFact {
                spot: self.spot(found.span),
                kind: found.kind.name(),
                key: &found.key,
                problem: identifier::check(found.kind, self.document.text(found.span), None)
                    .err()
                    .map(|problem| problem.describe()),
            })
            .collect()
    }

    fn phones(&self) -> Vec<PhoneFact<'a>> {
        // Digits of identifiers and quantities may look like a number to call.
        let (identifiers, quantities) = (&self.facts.identifiers, &self.facts.quantities.all);
        let free = |phone: &&phone::Phone| {
            let end = phone.prose.end();
            let identifier = identifiers[..identifiers.partition_point(|found| found.span.start() < end)].last();
            let quantity = quantities[..quantities.partition_point(|found| found.span.start() < end)].last();
            let spans = [identifier.map(|found| found.span), quantity.map(|found| found.span)];
            !spans.into_iter().flatten().any(|span| span.overlaps(phone.prose))
        };
        let phones = self.facts.phones.iter().filter(free);
        phones.map(|phone| PhoneFact { spot: self.spot(phone.prose), digits: &phone.digits }).collect()
    }

    fn claims(&self) -> Vec<ClaimFact> {
        let claim = |claim: &crate::facts::claim::Claim| {
            let tokens = self.document.tokens_of(&self.document.sentences[claim.sentence]).get(claim.tokens.clone())?;
            let span = ProseSpan::new(tokens.first()?.start(), tokens.last()?.end());
            Some(ClaimFact { spot: self.spot(span), strength: claim.strength })
        };
        self.facts.claims.all().iter().filter_map(claim).collect()
    }

    fn evidence(&self) -> Vec<EvidenceFact> {
        let evidence = self.facts.claims.evidence().iter();
        evidence.map(|found| EvidenceFact { spot: self.sentence(found.sentence), design: found.design }).collect()
    }
}

/// As exactly as it is printed: "2024", "2024-05", "2024-05-03".
fn iso(date: StatedDate) -> String {
    let mut text = date.first.to_string();
    text.truncate(match date.precision {
        Precision::Year => text.len() - "-01-01".len(),
        Precision::Month => text.len() - "-01".len(),
        Precision::Day => text.len(),
    });
    text
}

/// Whole numbers without a point.
fn number(value: Rational) -> Option<Number> {
    value.to_integer().map(Number::from).or_else(|| Number::from_f64(value.to_f64()))
}
