//! Joints without a space, where two pieces of a page were put together: a name and the next name, a telephone number
//! and the next word, two sentences, a bracket and a word.

use std::cell::OnceCell;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::{BlockKind, Document, Token, TokenFlags, TokenKind};
use crate::lexicon::{Lexicon, WordId, class, scan};
use crate::rules::Article;
use crate::span::{ProseSpan, Span};

/// Beginnings of names with a capital inside.
const NAME_PARTS: &[&str] = &[
    "mc", "mac", "de", "di", "da", "la", "le", "van", "von", "fitz", "o", "du", "del", "st", "san", "al", "el", "ben",
    "te", "ter",
];

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
    // Counted once, and only when there is something to look up.
    let counted = OnceCell::new();
    let words = || counted.get_or_init(|| Counts::of(article));
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Alt) || block.reference {
            continue;
        }
        let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last())
        else {
            continue;
        };
        let tokens = &document.tokens[first.tokens.start..last.tokens.end];
        for at in 0..tokens.len() {
            let joint = match tokens[at].kind {
                TokenKind::Word if tokens[at].has(TokenFlags::CAMEL) => camel(article, tokens, at, words()),
                // Neither a number of three digits nor a function word is glued to less.
                TokenKind::Word if tokens[at].len < 5 => None,
                TokenKind::Word => into_phone(document, tokens, at).or_else(|| swallowed(article, &tokens[at], words)),
                TokenKind::Number => out_of_number(article, tokens, at),
                TokenKind::Punct => behind_mark(article, tokens, at),
                TokenKind::Symbol | TokenKind::Opaque => None,
            };
            joints.extend(joint);
        }
    }
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

/// How often each word stands in the document, and how often with a capital.
struct Counts<'a> {
    lexicon: &'a Lexicon,
    counts: FxHashMap<WordId, (u32, u32)>,
}

impl<'a> Counts<'a> {
    fn of(article: &Article<'a>) -> Self {
        /// Different words of an article, mostly.
        const DIFFERENT: usize = 1000;
        let tokens = &article.document().tokens;
        let room = tokens.len().min(DIFFERENT);
        let mut counts: FxHashMap<WordId, (u32, u32)> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        for token in tokens.iter().filter(|token| token.is_word()) {
            let (all, capitalised) = counts.entry(token.word).or_default();
            *all += 1;
            *capitalised += u32::from(token.has(TokenFlags::CAPITALIZED));
        }
        Self { lexicon: article.lexicon(), counts }
    }

    fn get(&self, word: WordId) -> u32 {
        self.counts.get(&word).map_or(0, |(all, _)| *all)
    }

    /// Whether the word always has a capital: a name of the text.
    fn is_name(&self, folded: &str) -> bool {
        self.counts.get(&self.lexicon.find(folded)).is_some_and(|(all, capitalised)| all == capitalised)
    }

    fn of_folded(&self, folded: &str) -> u32 {
        self.get(self.lexicon.find(folded))
    }
}

/// "outcomesResearchers": a capital inside a word whose second half is a word of the document, as is the first
/// (or it is a name).
fn camel(article: &Article<'_>, tokens: &[Token], at: usize, words: &Counts<'_>) -> Option<Joint> {
    let document = article.document();
    let token = &tokens[at];
    let text = document.token_text(token);
    if article.lexicon().is(token.word, class!("camel-case")) {
        return None;
    }
    let mut before_lower = false;
    let mut cuts = text.char_indices().filter_map(|(index, c)| {
        let cut = before_lower && c.is_uppercase();
        before_lower = c.is_lowercase();
        cut.then_some(index)
    });
    let cut = cuts.next()?;
    let (left, right) = text.split_at(cut);
    let lexicon = article.lexicon();
    let opens = |word: &str| lexicon.is(lexicon.find(word), class!("function-word"));
    let lower_right = fold(right);
    // "foodDo": two letters are enough where they are a word that opens a sentence.
    let fewest = if left.starts_with(char::is_lowercase) && opens(&lower_right) { 2 } else { 3 };
    if left.chars().count() < 2
        || right.chars().count() < fewest
        || cuts.next().is_some()
        || right.chars().skip(1).any(|c| !c.is_lowercase() && c != '\'' && c != '’')
        || NAME_PARTS.iter().any(|part| left.eq_ignore_ascii_case(part))
        || tokens.get(at + 1).is_some_and(|next| {
            !next.is_spaced()
                && matches!(document.token_text(next), "." | "-" | "/")
                && tokens
                    .get(at + 2)
                    .is_some_and(|after| after.is_word() && !after.is_spaced() && !after.has(TokenFlags::CAPITALIZED))
        })
    {
        return None;
    }
    // A name of a product or a site is repeated as it is; a joint happens once.
    if words.get(token.word) > 1 {
        return None;
    }
    let occurs = |part: &str| words.of_folded(part) > 0 || is_known(article, part);
    let plausible = if left.starts_with(char::is_lowercase) {
        left.len() >= 3 && occurs(&fold(left)) && occurs(&lower_right)
    } else {
        // "CareHealth" may be a brand: the second half must be a word that opens a sentence, or a name of the text.
        left.chars().skip(1).all(char::is_lowercase) && (opens(&lower_right) || words.is_name(&lower_right))
    };
    plausible.then(|| Joint { place: token.span(), cut: token.start() + cut as u32, phone: false })
}

fn fold(part: &str) -> String {
    let mut folded = String::new();
    scan::fold(part, &mut folded);
    folded
}

/// Words that a lost space glues to the word before them.
const GLUED_BEHIND: &[&str] =
    &["and", "the", "with", "that", "from", "which", "were", "their", "your", "have", "of", "for"];
/// Words that a lost space glues to the word after them.
const GLUED_BEFORE: &[&str] = &["the", "and", "of"];
/// Words that only look glued.
const LOOK_GLUED: &[&str] = &[
    "thereof",
    "whereof",
    "hereof",
    "therefor",
    "wherefor",
    "therewith",
    "wherewith",
    "herewith",
    "forthwith",
    "theretofore",
];

/// "treatmentof", "andthe": a word of the document with a function word glued to it. The fused form stands once and
/// no list knows it; the other half stands in the document at least twice.
fn swallowed<'d>(article: &Article<'_>, token: &Token, words: impl FnOnce() -> &'d Counts<'d>) -> Option<Joint> {
    if token.len < 6 || token.word.is_known() {
        return None;
    }
    let text = article.document().token_text(token);
    if !may_be_glued(text.as_bytes())
        || !text.bytes().all(|byte| byte.is_ascii_lowercase())
        || LOOK_GLUED.contains(&text)
    {
        return None;
    }
    let behind = GLUED_BEHIND.iter().filter_map(|glued| Some((text.strip_suffix(glued)?, text.len() - glued.len(), 4)));
    let before = GLUED_BEFORE.iter().filter_map(|glued| Some((text.strip_prefix(glued)?, glued.len(), 5)));
    let mut halves = behind.chain(before).filter(|(half, _, fewest)| half.len() >= *fewest).peekable();
    halves.peek()?;
    let words = words();
    if words.get(token.word) > 1 {
        return None;
    }
    let (_, cut, _) = halves.find(|(half, ..)| words.of_folded(half) >= 2)?;
    Some(Joint { place: token.span(), cut: token.start() + cut as u32, phone: false })
}

/// A cheap test on the letters at either end.
fn may_be_glued(text: &[u8]) -> bool {
    let [.., last_but_one, last] = text else { return false };
    matches!(
        [*last_but_one, *last],
        [b'n', b'd']
            | [b'h' | b'r' | b'v', b'e']
            | [b't' | b'c', b'h']
            | [b'a', b't']
            | [b'o', b'm' | b'f' | b'r']
            | [b'i' | b'u', b'r']
    ) || matches!(text, [b't', b'h', ..] | [b'a', b'n', ..] | [b'o', b'f', ..])
}

fn is_known(article: &Article<'_>, folded: &str) -> bool {
    article.lexicon().find(folded).is_known()
}

/// "You800-555-0199": a word that runs into a telephone number.
fn into_phone(document: &Document, tokens: &[Token], at: usize) -> Option<Joint> {
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
