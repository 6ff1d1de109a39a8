//! Where a sentence ends: at a stop that is not part of an abbreviation, an initial or a number.

use crate::document::{Document, Token, TokenFlags};

/// Whether a sentence can end with a token at all. Most tokens are told by their last byte; those of "…", "”", "’", "»"
/// and "›" are not ASCII.
#[inline]
pub(super) fn may_end_sentence(document: &Document, token: &Token) -> bool {
    let last = document.prose.text().as_bytes()[token.end().saturating_sub(1) as usize];
    matches!(last, b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']') || !last.is_ascii()
}

/// Whether a sentence ends with the token `at`, the tokens being those from its start to the end of the block.
pub(super) fn ends_sentence(document: &Document, tokens: &[Token], at: usize) -> bool {
    let text = |index: usize| tokens.get(index).map_or("", |token| document.token_text(token));
    let token = &tokens[at];
    // Find the closing mark that this token is or follows.
    let mut stop = at;
    while stop > 0 && is_closer(text(stop)) && !tokens[stop].is_spaced() {
        stop -= 1;
    }
    let mark = text(stop);
    let by_initials = token.is_word() && mark.ends_with('.');
    if !(by_initials || matches!(mark, "." | "!" | "?" | "…")) {
        return false;
    }
    let Some(next) = tokens.get(at + 1) else { return true };
    let next_text = text(at + 1);
    if !next.is_spaced() {
        // More closers, more stops – or text that was joined without a space: "end.Start".
        let fused = mark == "."
            && stop == at
            && next.is_word()
            && next.has(TokenFlags::CAPITALIZED)
            && !next.has(TokenFlags::UPPER)
            && next_text.len() > 1
            && stop > 0
            && tokens[stop - 1].is_word()
            && !tokens[stop - 1].has(TokenFlags::CAPITALIZED)
            && text(stop - 1).len() > 1;
        return fused || (stop < at && next.is_word() && next.has(TokenFlags::CAPITALIZED) && mark != "…");
    }
    let starts_lower = next.is_word()
        && !next.has(TokenFlags::CAPITALIZED)
        && !next.has(TokenFlags::CAMEL)
        && next_text.starts_with(char::is_lowercase);
    if by_initials {
        return !starts_lower && next.is_word() && is_sentence_starter(next_text) && mark != "e.g." && mark != "i.e.";
    }
    if mark != "." {
        // “Why?” she asked. – a question or exclamation may stand inside a sentence.
        return !(starts_lower || (stop == at && is_closer(next_text)));
    }
    if starts_lower || matches!(next_text, "," | ";" | ":" | ")" | "." | "?" | "!") {
        return false;
    }
    if stop == 0 {
        return true;
    }
    let before = &tokens[stop - 1];
    if !before.is_word() || before.is_number() || tokens[stop].is_spaced() {
        return true;
    }
    let word = text(stop - 1);
    match abbreviation(word) {
        Some(Abbreviation::NeverLast) => false,
        Some(Abbreviation::BeforeNumber) => !next.is_number(),
        Some(Abbreviation::MayBeLast) => next.is_word() && (is_sentence_starter(next_text) || !next.is_word()),
        None => {
            let initial = word.len() == 1 && before.has(TokenFlags::CAPITALIZED) && next.is_word();
            let name_before =
                stop >= 2 && (tokens[stop - 2].has(TokenFlags::CAPITALIZED) || text(stop - 2) == "." || stop == 1);
            !(initial && (name_before || stop == 1) && !is_sentence_starter(next_text))
        }
    }
}

fn is_closer(text: &str) -> bool {
    matches!(text, "\"" | "'" | "”" | "’" | ")" | "]" | "»" | "›")
}

enum Abbreviation {
    /// Always followed by what it belongs to: "Dr. Lopez", "e.g. this".
    NeverLast,
    /// An abbreviation before a number only: "No. 5", "Fig. 2".
    BeforeNumber,
    /// Ends a sentence when a word that starts one follows.
    MayBeLast,
}

fn abbreviation(word: &str) -> Option<Abbreviation> {
    Some(match word {
        "Dr" | "Drs" | "Mr" | "Mrs" | "Ms" | "Prof" | "Rev" | "Hon" | "Gov" | "Sen" | "Rep" | "Gen" | "Col" | "Lt"
        | "Sgt" | "Capt" | "vs" | "cf" | "viz" | "approx" | "ca" | "eg" | "ie" | "Messrs" | "Assoc" | "resp" => {
            Abbreviation::NeverLast
        }
        "No" | "no" | "Nos" | "Fig" | "Figs" | "fig" | "Vol" | "vol" | "Ch" | "Sec" | "Eq" | "p" | "pp" | "art"
        | "Art" | "Ref" | "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov"
        | "Dec" | "Tab" | "Suppl" => Abbreviation::BeforeNumber,
        "St" | "Ste" | "Mt" | "Ave" | "Blvd" | "Rd" | "Jr" | "Sr" | "Inc" | "Ltd" | "Co" | "Corp" | "etc" | "al"
        | "Dept" | "Univ" | "est" | "sq" | "spp" | "sp" | "subsp" | "var" | "Int" | "Med" | "Engl" | "Am" | "Clin"
        | "Res" | "Proc" | "Natl" | "Acad" | "Sci" | "Ann" | "Arch" | "Br" | "Eur" | "J" => Abbreviation::MayBeLast,
        _ => return None,
    })
}

/// Function words that begin sentences and hardly ever follow a name or an abbreviation inside one.
fn is_sentence_starter(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "It"
            | "Its"
            | "He"
            | "She"
            | "They"
            | "We"
            | "You"
            | "I"
            | "Your"
            | "Our"
            | "His"
            | "Her"
            | "Their"
            | "There"
            | "Here"
            | "If"
            | "In"
            | "On"
            | "At"
            | "For"
            | "From"
            | "To"
            | "With"
            | "When"
            | "While"
            | "Where"
            | "Why"
            | "How"
            | "What"
            | "Who"
            | "Which"
            | "As"
            | "After"
            | "Before"
            | "Because"
            | "Since"
            | "Although"
            | "Though"
            | "However"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "Some"
            | "Most"
            | "Many"
            | "Other"
            | "Others"
            | "Such"
            | "Each"
            | "Every"
            | "All"
            | "Both"
            | "One"
            | "Two"
            | "No"
            | "Not"
            | "Do"
            | "Does"
            | "Is"
            | "Are"
            | "Can"
            | "Take"
            | "Talk"
            | "Ask"
            | "Call"
            | "Use"
            | "Also"
            | "Another"
            | "Any"
            | "By"
            | "During"
            | "Once"
            | "Then"
            | "Until"
            | "Unless"
            | "Like"
            | "Never"
            | "Always"
            | "People"
            | "Patients"
    )
}
