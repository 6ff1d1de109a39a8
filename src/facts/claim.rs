//! What sentences claim about cause and effect, and what kind of study the text says it comes from.
//!
//! The four strengths follow Yu, Li and Wang (EMNLP 2019): causal ("reduces"), conditional ("may reduce"),
//! correlational ("is linked to"), and none, for which there is no claim. A verb counts only where it is finite and
//! has a health outcome behind it in its clause; participles and nouns ("reduced risk", "causes of") do not.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::document::{Document, Token, TokenKind};
use crate::lexicon::{ClassId, ClassSet, Lexicon, class};

/// Words between a verb and its outcome, or a verb and its modal, at most.
const REACH: usize = 7;

/// How strongly a sentence ties an exposure to an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// They go together.
    Correlational,
    /// One may bring about the other.
    Conditional,
    /// One brings about the other.
    Causal,
}

/// A claim about cause and effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The sentence.
    pub sentence: usize,
    /// The verb or phrase that ties, within the sentence.
    pub verb: Range<usize>,
    /// From the verb to the end of the outcome.
    pub tokens: Range<usize>,
    /// How strongly.
    pub strength: Strength,
}

/// How a study was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Design {
    /// Treatments were assigned by chance.
    Randomised,
    /// People were only observed.
    Observational,
    /// In people, not said how.
    Human,
    /// In animals.
    Animal,
    /// In cells or tissue.
    InVitro,
}

/// A sentence says how a study was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sentence.
    pub sentence: usize,
    /// How.
    pub design: Design,
}

/// Claims and study designs of a document, each by sentence.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    claims: Vec<Claim>,
    evidence: Vec<Evidence>,
}

impl Claims {
    /// Reads the claims of a segmented document.
    pub fn find(document: &Document, lexicon: &Lexicon) -> Self {
        let words = Words::new();
        let mut found = Self::default();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let reader = Reader { document, lexicon, words: &words, tokens: document.tokens_of(sentence) };
            let classes = &sentence.classes;
            if classes.may_share(&words.ties) && classes.may_hold(words.outcome) {
                reader.claims(number, &mut found.claims);
            }
            if classes.may_share(&words.hints) {
                reader.evidence(number, &mut found.evidence);
            }
        }
        found
    }

    /// All claims in order.
    pub fn all(&self) -> &[Claim] {
        &self.claims
    }

    /// What sentences say about study designs, in order.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The study designs that the given sentences name.
    pub fn evidence_in(&self, sentences: Range<usize>) -> &[Evidence] {
        let from = self.evidence.partition_point(|evidence| evidence.sentence < sentences.start);
        let to = self.evidence.partition_point(|evidence| evidence.sentence < sentences.end);
        &self.evidence[from..to.max(from)]
    }

    /// The claims of a sentence.
    pub fn of_sentence(&self, sentence: usize) -> &[Claim] {
        let from = self.claims.partition_point(|claim| claim.sentence < sentence);
        let to = self.claims.partition_point(|claim| claim.sentence <= sentence);
        &self.claims[from..to]
    }

    /// The strongest claim of a sentence.
    pub fn strength(&self, sentence: usize) -> Option<Strength> {
        self.of_sentence(sentence).iter().map(|claim| claim.strength).max()
    }
}

struct Words {
    causal: ClassId,
    correlational: ClassId,
    outcome: ClassId,
    animal: ClassId,
    bare_animal: ClassId,
    experiment: ClassId,
    designs: [(ClassId, Design); 4],
    /// The verbs and phrases that tie an exposure to an outcome.
    ties: ClassSet,
    /// What study designs are told by.
    hints: ClassSet,
}

impl Words {
    fn new() -> Self {
        let [causal, correlational, outcome] =
            [class!("causal-verb"), class!("correlational-phrase"), class!("health-outcome")];
        let [animal, bare_animal, experiment] =
            [class!("animal-design"), class!("laboratory-animal"), class!("experiment-word")];
        let designs = [
            (class!("randomised-design"), Design::Randomised),
            (class!("observational-design"), Design::Observational),
            (class!("human-study"), Design::Human),
            (class!("in-vitro-design"), Design::InVitro),
        ];
        let ties = ClassSet::from_iter([causal, correlational]);
        let others = [animal, bare_animal, experiment];
        let hints = designs.iter().map(|(class, _)| *class).chain(others).collect();
        Self { causal, correlational, outcome, animal, bare_animal, experiment, designs, ties, hints }
    }
}

struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    words: &'a Words,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    /// The text at `at` in lower case; empty behind the end.
    fn text(&self, at: usize) -> Cow<'a, str> {
        let text = self.tokens.get(at).map_or("", |token| self.document.token_text(token));
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    }

    fn member(&self, at: usize, class: ClassId) -> Option<usize> {
        self.lexicon.member_at(self.document, self.tokens, at, class)
    }

    fn claims(&self, sentence: usize, claims: &mut Vec<Claim>) {
        let mut at = 1;
        while at < self.tokens.len() {
            if !self.lexicon.begins(self.tokens[at].word).may_share(&self.words.ties) {
                at += 1;
                continue;
            }
            let tie = if let Some(end) = self.member(at, self.words.correlational) {
                Some((end, Strength::Correlational))
            } else {
                self.member(at, self.words.causal).and_then(|end| Some((end, self.finite(at, end)?)))
            };
            if let Some((end, strength)) = tie
                && let Some(outcome) = self.outcome_behind(end)
            {
                claims.push(Claim { sentence, verb: at..end, tokens: at..outcome, strength });
                at = outcome.max(end);
            } else {
                at += 1;
            }
        }
    }

    /// Where the first health outcome behind the verb ends, within its clause.
    fn outcome_behind(&self, from: usize) -> Option<usize> {
        let stretch = (from..self.tokens.len()).take(REACH);
        for at in stretch {
            if let Some(end) = self.member(at, self.words.outcome) {
                return Some(end);
            }
            if self.tokens[at].kind == TokenKind::Punct && !matches!(&*self.text(at), "-" | "‑" | "(" | ")" | "/") {
                return None;
            }
        }
        None
    }

    /// How strong the verb at `at` is, or nothing if it is no finite verb with a subject before it.
    fn finite(&self, at: usize, end: usize) -> Option<Strength> {
        let verb = self.text(at);
        let next = self.text(end);
        if verb.ends_with("ing") || matches!(&*next, "of" | "in" | "by" | "with" | "for") {
            return None;
        }
        if (at.saturating_sub(3)..at).any(|before| self.text(before) == "whose") {
            return None;
        }
        // Adverbs and "not" may stand between a verb and what governs it.
        let governor = (0..at).rev().find(|before| !is_adverb(&self.text(*before)))?;
        match &*self.text(governor) {
            "may" | "might" | "could" | "can" | "would" | "should" => Some(Strength::Conditional),
            "will" | "does" | "do" | "did" | "has" | "have" | "had" | "and" | "that" | "which" | "who" | "or" => {
                Some(self.strength_before(governor))
            }
            "to" => match &*self.text(governor.checked_sub(1)?) {
                "shown" | "found" | "proven" | "proved" | "known" | "demonstrated" => Some(Strength::Causal),
                "appear" | "appears" | "appeared" | "seem" | "seems" | "seemed" | "thought" | "believed" | "likely" => {
                    Some(Strength::Conditional)
                }
                _ => None,
            },
            "a" | "an" | "the" | "with" | "of" | "for" | "by" | "in" | "on" | "at" | "from" | "is" | "are" | "was"
            | "were" | "be" | "been" | "being" | "as" | "more" | "less" | "not" | "no" | "this" | "these" | "their"
            | "its" | "your" | "his" | "her" | "our" | "how" | "main" | "leading" | "common" | "other" | "possible"
            | "," | "(" | "“" | "\"" => None,
            _ => Some(self.strength_before(governor)),
        }
    }

    /// Whether what stands before the verb in its clause weakens it ("appears", "the data suggest that").
    fn strength_before(&self, at: usize) -> Strength {
        let weak = (at.saturating_sub(REACH)..=at).any(|before| {
            matches!(
                &*self.text(before),
                "may"
                    | "might"
                    | "could"
                    | "can"
                    | "suggest"
                    | "suggests"
                    | "suggested"
                    | "suggesting"
                    | "perhaps"
                    | "possibly"
                    | "probably"
                    | "potentially"
                    | "whether"
                    | "if"
                    | "hint"
                    | "hints"
                    | "indicate"
                    | "indicates"
                    | "likely"
            )
        });
        if weak { Strength::Conditional } else { Strength::Causal }
    }

    fn evidence(&self, sentence: usize, evidence: &mut Vec<Evidence>) {
        let words = self.words;
        let mut named = [false; 4];
        let (mut animal, mut bare_animal, mut experiment) = (false, false, false);
        for (at, token) in self.tokens.iter().enumerate() {
            let begins = self.lexicon.begins(token.word);
            if !begins.may_share(&words.hints) {
                continue;
            }
            let is_hint = |class| begins.may_hold(class) && self.member(at, class).is_some();
            for (named, (class, _)) in named.iter_mut().zip(words.designs) {
                *named = *named || is_hint(class) && !self.is_denied(at);
            }
            animal = animal || is_hint(words.animal);
            bare_animal = bare_animal || is_hint(words.bare_animal);
            experiment = experiment || is_hint(words.experiment);
        }
        let first = evidence.len();
        let designs = words.designs.into_iter().zip(named).filter(|(_, named)| *named).map(|((_, design), _)| design);
        let in_animals = animal || bare_animal && experiment;
        evidence
            .extend(designs.chain(in_animals.then_some(Design::Animal)).map(|design| Evidence { sentence, design }));
        evidence[first..].sort_unstable_by_key(|evidence| evidence.design);
    }

    /// Whether the design is named only to say that the study was not one ("not a randomised trial").
    fn is_denied(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at)
            .any(|before| matches!(&*self.text(before), "not" | "no" | "without" | "non" | "never"))
    }
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "also" | "not" | "even" | "often" | "always" | "never" | "still" | "actually" | "further" | "directly"
    ) || (word.len() > 4 && word.ends_with("ly") && word != "family")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::config::Settings;
    use crate::document::Format;
    use crate::source::Source;

    fn strengths(text: &str) -> Vec<Strength> {
        let engine = Engine::new();
        let source = Source::new("a.md", Format::Markdown, text);
        let (_, facts) = engine.read(&source, &Settings::default()).expect("it is Markdown");
        facts.claims.all().iter().map(|claim| claim.strength).collect()
    }

    #[test]
    fn four_strengths() {
        use Strength::{Causal, Conditional, Correlational};
        for (text, expected) in [
            ("Coffee prevents stroke.", &[Causal][..]),
            ("Coffee may prevent stroke.", &[Conditional]),
            ("Coffee was linked to fewer strokes.", &[Correlational]),
            ("Coffee grows in Kenya.", &[]),
            ("The causes of stroke are many.", &[]),
            ("The reduced dose was meant for cancer patients.", &[]),
            ("The drug was shown to lower blood pressure.", &[Causal]),
            ("The data suggest that naps lower blood pressure.", &[Conditional]),
            ("Eating nuts significantly reduced the risk of heart disease.", &[Causal]),
        ] {
            assert_eq!(strengths(text), expected, "{text}");
        }
    }
}
