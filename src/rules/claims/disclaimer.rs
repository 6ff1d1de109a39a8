//! The two sentences that 21 CFR 101.93(c) asks of supplements with structure or function claims.

use std::ops::Range;

use crate::config::{Content, Market};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::{Format, Token};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;
use crate::rules::card::Context;
use crate::rules::phrase::context::Place;
use crate::span::Span;

const RULE: &str = "supplement-disclaimer-missing";

/// The two sentences as 21 CFR 101.93(c)(1) words them.
const EVALUATED: &str = "This statement has not been evaluated by the Food and Drug Administration.";
const INTENDED: &str = "This product is not intended to diagnose, treat, cure, or prevent any disease.";

/// Word classes, any of which makes the subject of a claim a product of this kind.
const PRODUCTS: [ClassId; 2] = [class!("supplement"), class!("promoted-product")];

const NOT_ASSERTED: [Context; 4] = [Context::Negated, Context::Refuted, Context::Quoted, Context::Question];

/// Looks for a claim on a page that sells in the United States and for the sentences that must go with it.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let settings = article.settings();
    if settings.market != Market::Us || settings.content != Content::Product {
        return;
    }
    let (missing, remedy) = match disclaimers(article) {
        (true, true) => return,
        (false, true) => ("the first sentence of the FDA disclaimer is missing", EVALUATED.to_owned()),
        (true, false) => ("the second sentence of the FDA disclaimer is missing", INTENDED.to_owned()),
        (false, false) => ("the FDA disclaimer is missing", format!("{EVALUATED} {INTENDED}")),
    };
    let document = article.document();
    let brand = brand(article);
    let claim =
        (0..document.sentences.len()).find_map(|sentence| Some((sentence, claim_in(article, sentence, brand)?)));
    let Some((number, tokens)) = claim else { return };
    let sentence = &document.sentences[number];
    let prose = document.prose_of(sentence, tokens);
    let message = format!("“{}” is a claim about structure or function, and {missing}", document.text(prose));
    let mut finding = Diagnostic::new(RULE, article.span(prose), message);
    // In a page of HTML the end of the file is not the end of the text.
    if document.format != Format::Html {
        let end = Span::empty(article.source().text.len() as u32);
        finding = finding.suggest(Suggestion::safe(end, format!("\n\n{remedy}\n")));
    }
    findings.push(finding);
}

/// Whether each of the two sentences stands on the page, in the singular or the plural.
fn disclaimers(article: &Article<'_>) -> (bool, bool) {
    let text = article.document().prose.text().to_lowercase();
    let evaluated = ["this statement has", "these statements have"]
        .iter()
        .any(|start| text.contains(&format!("{start} not been evaluated by the food and drug administration")));
    let intended = ["this product is", "these products are"]
        .iter()
        .any(|start| text.contains(&format!("{start} not intended to diagnose, treat, cure, or prevent any disease")));
    (evaluated, intended)
}

/// The name over a page that sells something to swallow: what such a name does is claimed of a supplement.
fn brand<'a>(article: &'a Article<'_>) -> &'a str {
    let document = article.document();
    let form = class!("supplement-form");
    let is_form = |token: &Token| article.lexicon().is(token.word, form);
    let heading = document.blocks.iter().find(|block| block.is_heading());
    heading.filter(|_| document.tokens.iter().any(is_form)).map_or("", |block| document.text(block.prose))
}

/// The verb of a structure or function claim with a product as its subject.
fn claim_in(article: &Article<'_>, number: usize, brand: &str) -> Option<Range<usize>> {
    let document = article.document();
    let lexicon = article.lexicon();
    let verb = class!("structure-verb");
    let tokens = document.tokens_of(&document.sentences[number]);
    let text = document.text(document.sentences[number].prose);
    let mut has_product = !brand.is_empty() && text.starts_with(brand);
    for at in 0..tokens.len() {
        if has_product && let Some(end) = lexicon.member_at(document, tokens, at, verb) {
            let place = Place { article, sentence: number, tokens: at..end };
            if !NOT_ASSERTED.iter().any(|context| place.is(*context)) {
                return Some(at..end);
            }
        }
        has_product |= PRODUCTS.iter().any(|class| lexicon.member_at(document, tokens, at, *class).is_some());
    }
    None
}
