//! tall-man: "predniSONE" in consumer prose.

use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::TokenFlags;
use crate::lexicon::class;
use crate::rules::Article;

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let (document, lexicon) = (article.document(), article.lexicon());
    let (names, lettering) = (class!("tall-man"), class!("tall-man-lettering"));
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let tokens = document.tokens_of(sentence);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.word.is_known()) {
            // A text about the lettering has to show it.
            if lexicon.member_at(document, tokens, at, lettering).is_some() {
                return;
            }
            let mixed =
                token.has(TokenFlags::CAMEL) || token.has(TokenFlags::CAPITALIZED) && !token.has(TokenFlags::UPPER);
            if mixed && !token.has(TokenFlags::QUOTED) && lexicon.member_at(document, tokens, at, names).is_some() {
                let span = article.span(token.span());
                let name = document.token_text(token);
                let plain = name.to_lowercase();
                let message =
                    format!("“{name}” is tall-man lettering, which is for labels and order screens: write {plain}");
                let finding = Diagnostic::new("tall-man", span, message);
                found.push(finding.group(plain.clone()).suggest(Suggestion::safe(span, plain)));
            }
        }
    }
    findings.append(&mut found);
}
