//! Joints without a space, where two pieces of a page were put together: a name and the next name, a telephone number
//! and the next word, two sentences, a bracket and a word.

use super::glued::{Counts, Doubt, camel, swallowed};
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// A joint: the fused tokens and where the space is missing.
struct Joint {
    place: ProseSpan,
    cut: u32,
    phone: bool,
}

/// `fused-text`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let mut joints: Vec<Joint> = Vec::new();
    let mut doubts: Vec<Doubt> = Vec::new();
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Alt) || block.reference {
            continue;
        }
        let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last())
        else {
            continue;
        };
        let tokens = &document.tokens[first.tokens.start..last.tokens.end];
        for (at, token) in tokens.iter().enumerate() {
            let joint = match token.kind {
                TokenKind::Word if token.has(TokenFlags::CAMEL) => {
                    doubts.extend(camel(article, tokens, at));
                    None
                }
                // Neither a number of three digits nor a function word is glued to less.
                TokenKind::Word if token.len < 5 => None,
                TokenKind::Word => into_phone(document, tokens, at).or_else(|| {
                    swallowed(article, token, &mut doubts);
                    None
                }),
                TokenKind::Number => out_of_number(article, tokens, at),
                TokenKind::Punct => behind_mark(article, tokens, at),
                TokenKind::Symbol | TokenKind::Opaque => None,
            };
            if let Some(joint) = joint {
                joints.push(joint);
            }
        }
    }
    let words = Counts::of(article, &doubts);
    let two = doubts.iter().filter(|doubt| words.are_two(article, doubt));
    joints.extend(two.map(|Doubt { token, cut, .. }| Joint {
        place: token.span(),
        cut: token.start() + *cut as u32,
        phone: false,
    }));
    joints.sort_by_key(|joint| joint.place.start());
    joints.dedup_by_key(|joint| joint.place);
    let grave = joints.iter().any(|joint| joint.phone);
    for joint in joints {
        let text = document.text(joint.place);
        let (left, right) = (
            document.text(ProseSpan::new(joint.place.start(), joint.cut)),
            document.text(ProseSpan::new(joint.cut, joint.place.end())),
        );
        let at = article.span(ProseSpan::new(joint.cut, joint.place.end())).start();
        let mut finding = Diagnostic::new(
            "fused-text",
            article.span(joint.place),
            format!("“{text}” is “{left}” and “{right}” without a space: two pieces of text were joined here"),
        )
        .group("fused-text")
        .suggest(Suggestion::safe(Span::empty(at), " "));
        if grave {
            finding = finding.severity(Severity::Error);
        }
        findings.push(finding);
    }
}

/// "You800-555-0199": a word that runs into a telephone number.
fn into_phone(document: &Document, tokens: &[Token], at: usize) -> Option<Joint> {
    if tokens.get(at + 1).is_none_or(|next| next.is_spaced()) {
        return None;
    }
    let text = document.token_text(&tokens[at]);
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.len() < 2 || text.len() - letters.len() != 3 || !is_phone_tail(document, tokens, at + 1) {
        return None;
    }
    Some(Joint { place: tokens[at].span(), cut: tokens[at].start() + letters.len() as u32, phone: true })
}

/// Whether "-555-0199" stands at `at`.
fn is_phone_tail(document: &Document, tokens: &[Token], at: usize) -> bool {
    let digits = |index: usize, count: usize| {
        tokens
            .get(index)
            .is_some_and(|token| token.is_number() && !token.is_spaced() && document.token_text(token).len() == count)
    };
    let mark = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| !token.is_spaced() && matches!(document.token_text(token), "-" | "." | "–"))
    };
    mark(at) && digits(at + 1, 3) && mark(at + 2) && digits(at + 3, 4)
}

/// "0199Response", "2020The": a number that runs into a capitalised word.
fn out_of_number(article: &Article<'_>, tokens: &[Token], at: usize) -> Option<Joint> {
    let document = article.document();
    let next = tokens.get(at + 1)?;
    let (number, text) = (document.token_text(&tokens[at]), document.token_text(next));
    if next.is_spaced()
        || !next.is_word()
        || !next.has(TokenFlags::CAPITALIZED)
        || next.has(TokenFlags::UPPER)
        || text.len() < 3
        || number.len() < 3
        || text.chars().skip(1).any(|c| !c.is_lowercase())
    {
        return None;
    }
    let end = tokens[at].end();
    let phones = &article.facts().phones;
    let last = phones.partition_point(|phone| phone.prose.end() <= end).checked_sub(1).map(|last| &phones[last]);
    // "You800-555-0199Response": a number with a joint on both sides is not read as one.
    let tail =
        at >= 4 && number.len() == 4 && tokens[at - 2].is_number() && document.token_text(&tokens[at - 1]) == "-";
    let phone = tail || last.is_some_and(|phone| phone.prose.end() == end && phone.is_subscriber());
    let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    (phone || year).then(|| Joint { place: tokens[at].span().cover(next.span()), cut: next.start(), phone })
}

/// "end.Start", "(CBT)helps", "why?Because": a mark that runs into the next word.
fn behind_mark(article: &Article<'_>, tokens: &[Token], at: usize) -> Option<Joint> {
    let document = article.document();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    if next.is_spaced() || !next.is_word() || tokens[at].is_spaced() {
        return None;
    }
    let (left, right) = (document.token_text(before), document.token_text(next));
    let joint = |from: &Token| Joint { place: from.span().cover(next.span()), cut: next.start(), phone: false };
    match document.token_text(&tokens[at]) {
        "." | "?" | "!" => {
            let starts = next.has(TokenFlags::CAPITALIZED)
                && !next.has(TokenFlags::UPPER)
                && right.chars().count() >= 2
                && right.chars().skip(1).all(|c| c.is_lowercase() || c == '’' || c == '\'');
            let ends = before.is_word() && left.chars().count() >= 3 && left.chars().skip(1).all(char::is_lowercase);
            let domain = matches!(
                right.to_ascii_lowercase().as_str(),
                "com" | "org" | "net" | "gov" | "edu" | "co" | "uk" | "io" | "js" | "ai" | "info" | "us"
            ) || left.eq_ignore_ascii_case("www");
            // "Asia.Example.com"
            let host = tokens.get(at + 2).is_some_and(|token| !token.is_spaced() && document.token_text(token) == ".")
                && tokens.get(at + 3).is_some_and(|token| !token.is_spaced() && token.is_word());
            // "example.org/One.Two"
            let in_path = at >= 2 && !before.is_spaced() && document.token_text(&tokens[at - 2]) == "/";
            (starts && ends && !domain && !host && !in_path).then(|| joint(before))
        }
        // "best.”Then"
        "”" => {
            let ended = matches!(left, "." | "?" | "!");
            let starts = next.has(TokenFlags::CAPITALIZED) && right.chars().count() >= 2;
            (ended && starts).then(|| joint(at.checked_sub(2).map_or(before, |word| &tokens[word])))
        }
        ")" => {
            let open = tokens[..at].iter().rposition(|token| document.token_text(token) == "(")?;
            // Not "word(s)…", "iron(III)oxide", "(s)he".
            let apart = tokens[open].is_spaced() || open == 0;
            let inside = document.text(ProseSpan::new(tokens[open].end(), tokens[at].start()));
            (apart
                && inside.chars().count() >= 2
                && right.chars().count() >= 2
                && right.chars().all(char::is_lowercase)
                && !inside.chars().all(|c| c.is_ascii_digit() || c == '+' || c == '-'))
            .then(|| joint(&tokens[at]))
        }
        _ => None,
    }
}
