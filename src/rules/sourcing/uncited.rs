//! Figures, doses, studies and decisions of regulators for which the text gives no source.
//!
//! One finding a sentence, at the first thing that needs a source.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::evidence::{Evidence, is_stated};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Sentence, Token};
use crate::facts::{Kind, Quantity, Rational};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;
use crate::span::ProseSpan;

/// A count below this is no statistic ("three children").
const SMALLEST_COUNT: i64 = 100;

/// `uncited-statistic`.
pub(super) fn statistics(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let quantities = &article.facts().quantities;
    let key = |quantity: &Quantity| (document.text(quantity.digits).to_lowercase(), quantity.unit);
    // A lead may give a figure whose source stands with the same figure below.
    let with_source = || quantities.all.iter().filter(|quantity| article.facts().is_cited(quantity.sentence));
    let cited: LazyCell<FxHashSet<_>, _> = LazyCell::new(|| with_source().map(key).collect());
    for (id, sentence, block) in evidence.sentences() {
        let in_sentence = quantities.in_sentence(id);
        if in_sentence.is_empty() {
            continue;
        }
        let figures = evidence.figures(id);
        let strong = figures.iter().find(|quantity| is_statistic(quantity)).copied();
        let is_recipe = || evidence.has(id, class!("diet-word"));
        let weak = || {
            in_sentence
                .iter()
                .find(|quantity| is_other_figure(quantity))
                .filter(|_| !is_recipe() && !evidence.is_advice_or_story(id))
        };
        let Some(figure) = strong.or_else(weak) else { continue };
        if evidence.is_sourced(id)
            || evidence.is_boilerplate(block)
            || evidence.is_not_asserted(id)
            || cited.contains(&key(figure))
            || describes_sample(&evidence, id)
            || follows_from_theory(&evidence, id)
        {
            continue;
        }
        let text = document.text(figure.span);
        let mut finding = match strong {
            Some(_) => Diagnostic::new("uncited-statistic", article.span(figure.span), format!("no source for {text}")),
            None => Diagnostic::new(
                "uncited-statistic",
                article.span(figure.span),
                format!("no source for the figure {text}"),
            )
            .severity(Severity::Info),
        }
        .claim(article.span(sentence.prose))
        .group(format!("{text} {}", figure.head.map_or("", |head| document.text(head))).to_lowercase());
        for other in figures.iter().filter(|other| other.span != figure.span).take(3) {
            finding = finding.related(article.span(other.span), "also without a source");
        }
        findings.push(finding);
    }
}

/// A share, a rate, or a count that is no handful.
pub(super) fn is_statistic(quantity: &Quantity) -> bool {
    let large = |bound: Option<crate::facts::Number>| {
        bound.is_some_and(|number| number.value >= Rational::fraction(SMALLEST_COUNT, 1).unwrap_or(Rational::ZERO))
    };
    quantity.kind != Kind::Count || large(quantity.lo) || large(quantity.hi)
}

/// Percentages and money that are not about people.
fn is_other_figure(quantity: &Quantity) -> bool {
    matches!(quantity.kind, Kind::Share | Kind::Change | Kind::Money | Kind::RatioMeasure) && is_stated(quantity)
}

/// "The researchers followed 5,000 women": the size of a sample is the study's own, and the study is another rule's matter.
fn describes_sample(evidence: &Evidence<'_>, sentence: usize) -> bool {
    evidence.has(sentence, class!("sample-verb"))
}

/// "a 50 percent chance of inheriting the gene": Mendel's figures, not a survey's.
fn follows_from_theory(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let text = evidence.text(sentence);
    text.contains("inherit")
        || text.contains("passing on")
        || text.contains("with each pregnancy")
        || text.contains("gene") && (text.contains("carrier") || text.contains("chance"))
}

/// `uncited-dose`.
pub(super) fn doses(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    let label = [class!("medicine-leaflet"), class!("leaflet-cue")];
    // A section is what stands under one heading; a citation or the label anywhere in it will do.
    let mut sections: rustc_hash::FxHashMap<Option<usize>, bool> = rustc_hash::FxHashMap::default();
    for (id, sentence) in document.sentences.iter().enumerate() {
        let block = &document.blocks[sentence.block];
        if names_label(article, sentence, label) || article.facts().is_cited(id) {
            sections.insert(block.heading, true);
        }
    }
    for (id, sentence, block) in evidence.sentences() {
        let quantities = article.facts().quantities.in_sentence(id);
        let dose = quantities.iter().find(|quantity| {
            quantity.kind == Kind::Dose && quantity.stance.is_asserted() && is_of_medicine(&evidence, quantity)
        });
        let Some(dose) = dose else { continue };
        if sections.contains_key(&block.heading)
            || evidence.is_sourced(id)
            || evidence.is_not_asserted(id)
            || evidence.tells_of_one(id)
        {
            continue;
        }
        let message = format!("no source for the dose {}", document.text(dose.span));
        findings.push(
            Diagnostic::new("uncited-dose", article.span(dose.span), message)
                .claim(article.span(sentence.prose))
                .group(sentence.hash.to_string()),
        );
    }
}

/// "Follow the directions on the label", "read the leaflet".
fn names_label(article: &Article<'_>, sentence: &Sentence, [leaflet, cue]: [ClassId; 2]) -> bool {
    /// Words between the two at most.
    const REACH: usize = 8;
    let (document, lexicon) = (article.document(), article.lexicon());
    let leaflets: Vec<_> = lexicon.places(document, sentence, leaflet).collect();
    !leaflets.is_empty()
        && lexicon
            .places(document, sentence, cue)
            .any(|cue| leaflets.iter().any(|leaflet| cue.end <= leaflet.start && leaflet.start <= cue.end + REACH))
}

/// An amount that is taken or given: per kilogram, called a dose, or next to a word for taking. Portions of food, nutrients
/// of a menu and "two doses" are none.
fn is_of_medicine(evidence: &Evidence<'_>, quantity: &Quantity) -> bool {
    let text = evidence.article.document().text(quantity.span);
    let counted = text.contains("dose") || text.contains("ounce") || text.contains("oz");
    let per_weight = text.contains("kilogram") || text.contains("/kg") || text.contains("per kg");
    let taken = !quantity.roles.is_empty() || evidence.has(quantity.sentence, class!("dose-cue"));
    !counted && !evidence.has(quantity.sentence, class!("diet-word")) && (per_weight || taken)
}

/// `uncited-study`: a study that found something, with nothing to find it by.
pub(super) fn studies(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let words = [class!("study-determiner"), class!("study-adjective"), class!("study-noun")];
    for (id, sentence, block) in evidence.sentences() {
        let [determiner, _, noun] = words.map(|class| sentence.classes.may_hold(class));
        if !determiner || !noun {
            continue;
        }
        let Some(place) = study(&evidence, id, words) else { continue };
        if is_ongoing(&evidence, id)
            || is_identified(&evidence, id)
            || evidence.is_boilerplate(block)
            || evidence.is_not_asserted(id)
        {
            continue;
        }
        let message = format!("“{}”: nothing says which", article.document().text(place));
        findings
            .push(Diagnostic::new("uncited-study", article.span(place), message).claim(article.span(sentence.prose)));
    }
}

/// Whether the study can be found: cited, told by this sentence or one next to it, or the one that the text is about.
fn is_identified(evidence: &Evidence<'_>, sentence: usize) -> bool {
    evidence.is_sourced(sentence)
        || evidence.reports_study()
        || evidence.neighbours(sentence).any(|near| evidence.article.facts().is_cited(near))
}

/// "two clinical trials", "a 2019 study", "in both studies", "researchers": the words that bring a study in.
fn study(evidence: &Evidence<'_>, sentence: usize, [determiner, adjective, noun]: [ClassId; 3]) -> Option<ProseSpan> {
    let article = evidence.article;
    let (document, lexicon) = (article.document(), article.lexicon());
    let tokens = evidence.tokens(sentence);
    let mut at = 0;
    while at < tokens.len() {
        // A determiner, adjectives, the noun.
        if let Some(mut end) = lexicon.member_at(document, tokens, at, determiner) {
            let start = at;
            while let Some(next) = tokens.get(end).and_then(|token| {
                lexicon.member_at(document, tokens, end, adjective).or_else(|| token.is_number().then_some(end + 1))
            }) {
                end = next;
            }
            if let Some(behind) = lexicon.member_at(document, tokens, end, noun)
                && !is_planned(document.token_text(tokens.get(start.saturating_sub(1))?))
                && finds(evidence, tokens, start, behind)
            {
                let opening = start == 1 && document.token_text(&tokens[0]) == "In";
                return Some(ProseSpan::new(tokens[start - usize::from(opening)].start(), tokens[behind - 1].end()));
            }
        }
        at += 1;
    }
    None
}

/// Whether the study found something: its verb follows within a few words, or the result stands "in two trials".
fn finds(evidence: &Evidence<'_>, tokens: &[Token], start: usize, end: usize) -> bool {
    const REACH: usize = 7;
    let (document, lexicon) = (evidence.article.document(), evidence.article.lexicon());
    let verb = class!("finding-verb");
    // "A study of your heart may show extra beats": that is a test to come.
    let is_possible = |at: usize| {
        let before = at.checked_sub(1).map_or("", |before| document.token_text(&tokens[before]));
        matches!(before, "may" | "might" | "can" | "could")
    };
    let is_verb = |at: usize| lexicon.member_at(document, tokens, at, verb).is_some() && !is_possible(at);
    let before = start.checked_sub(1).map_or("", |before| document.token_text(&tokens[before]));
    if before.eq_ignore_ascii_case("in") {
        return (0..tokens.len()).any(is_verb);
    }
    if start > 1 && document.token_text(&tokens[start - 2]).eq_ignore_ascii_case("according") {
        return !tokens.get(end).is_some_and(|next| matches!(document.token_text(next), "from" | "by"));
    }
    let stop = |at: &usize| !matches!(document.token_text(&tokens[*at]), ";" | ":" | "—" | "?");
    (end..tokens.len().min(end + REACH)).take_while(stop).any(is_verb)
}

/// Whether the study has not found anything yet, or the sentence is about taking part in one.
fn is_ongoing(evidence: &Evidence<'_>, sentence: usize) -> bool {
    evidence.has(sentence, class!("study-ongoing"))
}

/// "more studies", "no studies", "few studies": nothing was found yet.
fn is_planned(before: &str) -> bool {
    matches!(
        before.to_ascii_lowercase().as_str(),
        "no" | "few" | "more" | "further" | "not" | "without" | "need" | "needs"
    )
}

/// `uncited-claim`: a treatment is said to work, with no source in its paragraph.
pub(super) fn claims(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let (document, lexicon) = (article.document(), article.lexicon());
    let (verb, outcome) = (class!("efficacy-verb"), class!("health-outcome"));
    for (id, sentence, block) in evidence.sentences() {
        if !sentence.classes.may_hold(verb) || !sentence.classes.may_hold(outcome) {
            continue;
        }
        let tokens = evidence.tokens(id);
        let at = (1..tokens.len()).find(|at| lexicon.member_at(document, tokens, *at, verb).is_some());
        let Some(at) = at.filter(|_| evidence.has(id, outcome)) else { continue };
        if evidence.is_not_asserted(id) || evidence.is_boilerplate(block) || paragraph_is_sourced(&evidence, sentence) {
            continue;
        }
        let message = format!("“{}” states an effect without a source", document.token_text(&tokens[at]));
        let place = article.span(tokens[at].span());
        findings.push(Diagnostic::new("uncited-claim", place, message).claim(article.span(sentence.prose)));
    }
}

fn paragraph_is_sourced(evidence: &Evidence<'_>, sentence: &Sentence) -> bool {
    let block: &Block = &evidence.article.document().blocks[sentence.block];
    block.sentences.clone().any(|id| evidence.is_sourced(id))
}
