//! Words that point back to something which is not there: "However" at the start of a list item, "In both studies"
//! where no study was mentioned, "She" where no person was. Sentences that were moved or shuffled betray themselves so.
//!
//! Pronouns are hard and false alarms are many, so each form has its own narrow test; whatever passes none is silent.

use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, Document, Sentence, Token, TokenFlags};
use crate::lexicon::class;
use crate::lexicon::scan::is_same_word;
use crate::rules::Article;
use crate::span::ProseSpan;

/// How many sentences before it a pronoun reaches back.
const REACH: usize = 3;

/// Connectives that contrast or add, and so need a sentence before them.
const CONNECTIVES: &[&str] = &[
    "however",
    "nevertheless",
    "nonetheless",
    "conversely",
    "moreover",
    "furthermore",
    "additionally",
    "likewise",
    "therefore",
    "consequently",
    "otherwise",
];

/// `orphan-reference`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let block = &document.blocks[sentence.block];
        if !block.is_running_text() || block.quote_depth > 0 {
            continue;
        }
        let place = Place { article, index, sentence, tokens: document.tokens_of(sentence) };
        if let Some((words, message)) = place.judge() {
            let span = place.tokens[words.start].span().cover(place.tokens[words.end - 1].span());
            findings.push(finding(article, span, message));
        }
    }
}

fn finding(article: &Article<'_>, span: ProseSpan, message: &str) -> Diagnostic {
    let text = article.document().text(span);
    Diagnostic::new("orphan-reference", article.span(span), format!("“{text}” {message}"))
}

struct Place<'a> {
    article: &'a Article<'a>,
    index: usize,
    sentence: &'a Sentence,
    tokens: &'a [Token],
}

type Judgement = Option<(std::ops::Range<usize>, &'static str)>;

impl Place<'_> {
    fn judge(&self) -> Judgement {
        if self.tokens.first().is_none_or(|token| !token.is_word() || token.has(TokenFlags::QUOTED)) {
            return None;
        }
        self.connective()
            .or_else(|| self.addition())
            .or_else(|| self.person())
            .or_else(|| self.measure())
            .or_else(|| self.pair())
    }

    fn document(&self) -> &Document {
        self.article.document()
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.document().token_text(token))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| is_same_word(text, word))
    }

    fn opens_block(&self) -> bool {
        self.document().blocks[self.sentence.block].sentences.start == self.index
    }

    /// Whether it opens an item of a list that nothing leads into.
    fn opens_item(&self) -> bool {
        let document = self.document();
        let block = &document.blocks[self.sentence.block];
        let led_in = block.lead_in.is_some_and(|id| document.text(document.blocks[id].prose).ends_with(':'));
        self.opens_block() && block.is_item() && !led_in
    }

    /// Whether it opens the section of a heading.
    fn opens_section(&self) -> bool {
        let document = self.document();
        let before = self.sentence.block.checked_sub(1).map(|id| &document.blocks[id]);
        self.opens_block() && before.is_some_and(crate::document::Block::is_heading)
    }

    /// "However, this drug can be fatal" as a list item or under a heading.
    fn connective(&self) -> Judgement {
        if !self.opens_item() && !self.opens_section() {
            return None;
        }
        let connects = self.is(0, CONNECTIVES) && self.text(1) == ","
            || self.is(0, &["in"]) && self.is(1, &["contrast", "addition"]) && self.text(2) == ","
            || self.is(0, &["on"]) && self.is(2, &["other"]) && self.is(3, &["hand"]);
        let end = if self.is(0, CONNECTIVES) {
            1
        } else if self.is(0, &["in"]) {
            2
        } else {
            4
        };
        connects.then_some((0..end, "connects to a sentence that is not there: nothing stands before it here"))
    }

    /// "It can also help …" as a list item: added to nothing.
    fn addition(&self) -> Judgement {
        if !self.opens_item() {
            return None;
        }
        let also = (1..4).find(|at| self.is(*at, &["also"]))?;
        let points = self.is(0, &["it", "they", "this", "these"]);
        // "It also helps to dim the lights": nothing is meant by "it".
        let expletive = self.is(0, &["it"])
            && self.is(also + 1, &["helps", "pays", "is", "makes"])
            && (also + 2..also + 5).any(|at| self.is(at, &["to", "that"]));
        (points && !expletive)
            .then_some((0..also + 1, "adds to a statement that is not there: the item before speaks of something else"))
    }

    /// "She helps brands …" where no person was named.
    fn person(&self) -> Judgement {
        if !self.is(0, &["she", "he"]) || !(self.opens_item() || self.opens_section()) {
            return None;
        }
        let document = self.document();
        let from = self.sentence.block.saturating_sub(REACH);
        let named = (from..self.sentence.block).any(|id| self.names_person(id));
        let titled = document.blocks[self.sentence.block].heading.is_some_and(|heading| self.names_person(heading));
        (!named && !titled).then_some((0..1, "points to a person, but nobody was named before"))
    }

    /// Whether a block names a person, by a word, a title, or a run of two names.
    fn names_person(&self, block: BlockId) -> bool {
        let (document, lexicon) = (self.document(), self.article.lexicon());
        let person = class!("single-person");
        document.sentences_of(&document.blocks[block]).iter().any(|sentence| {
            let tokens = document.tokens_of(sentence);
            (0..tokens.len()).any(|at| {
                let word = document.token_text(&tokens[at]).to_lowercase();
                let capital = |token: &Token| token.is_word() && token.has(TokenFlags::CAPITALIZED);
                lexicon.is(tokens[at].word, person)
                    || matches!(
                        word.as_str(),
                        "dr" | "mr" | "ms" | "mrs" | "prof" | "she" | "he" | "her" | "his" | "i" | "my"
                    )
                    || at > 0
                        && !document.blocks[block].is_heading()
                        && capital(&tokens[at])
                        && tokens.get(at + 1).is_some_and(capital)
            })
        })
    }

    /// "This could be a dosage of about 680 mg" where neither dose nor number stands before.
    fn measure(&self) -> Judgement {
        let (document, lexicon) = (self.document(), self.article.lexicon());
        if !self.opens_block() || !self.is(0, &["this", "that", "it"]) {
            return None;
        }
        let mut at = 1 + usize::from(self.is(1, &["could", "would", "can", "may", "might", "will", "should"]));
        if !self.is(at, &["is", "was", "be", "equals", "means", "represents"]) {
            return None;
        }
        at += 1 + usize::from(self.is(at + 1, &["a", "an", "the"]));
        let class = class!("measure-noun");
        let noun = (at..at + 2).find(|at| self.tokens.get(*at).is_some_and(|token| lexicon.is(token.word, class)))?;
        let number = (noun..self.tokens.len()).find(|at| self.tokens[*at].is_number())?;
        let unit = self.text(number + 1).to_lowercase();
        // Where it points to: the sentences before, but not over a heading.
        let heading = document.blocks[self.sentence.block].heading;
        let before = document.sentences[..self.index].iter().rev().take(REACH);
        let in_section = before.take_while(|sentence| {
            let block = &document.blocks[sentence.block];
            block.heading == heading && !block.is_heading()
        });
        let bound = in_section
            .flat_map(|sentence| document.tokens_of(sentence))
            .any(|token| lexicon.is(token.word, class) || document.token_text(token).eq_ignore_ascii_case(&unit));
        (!bound).then_some((0..noun + 1, "points back to a figure, but none of the kind is mentioned before"))
    }

    /// "In both studies", "the second trial", "the other medicine" without a first.
    fn pair(&self) -> Judgement {
        let from = usize::from(self.is(0, &["in", "of", "for", "with", "from", "during"]));
        let both = self.is(from, &["both"]);
        let other = self.is(from, &["the"]) && self.is(from + 1, &["second", "other", "latter", "former"]);
        if !both && !other {
            return None;
        }
        let mut noun = from + 1 + usize::from(other) + usize::from(both && self.is(from + 1, &["of"]));
        noun += usize::from(both && self.is(noun, &["the", "these", "those"]));
        let (document, lexicon) = (self.document(), self.article.lexicon());
        let word = self.tokens.get(noun)?.word;
        let class =
            [class!("research-noun"), class!("medicine-noun")].into_iter().find(|class| lexicon.is(word, *class))?;
        // "Both treatments of acne and creams …": the two follow.
        if both
            && self.tokens[noun..].iter().take(6).any(|token| matches!(document.token_text(token), "and" | ":" | "("))
            && !self.is(0, &["in"])
        {
            return None;
        }
        let heading = document.blocks[self.sentence.block].heading;
        let mut before = document.sentences[..self.index].iter().rev().take_while(|sentence| {
            document.blocks[sentence.block].heading == heading || Some(sentence.block) == heading
        });
        let mentioned =
            before.any(|sentence| document.tokens_of(sentence).iter().any(|token| lexicon.is(token.word, class)));
        (!mentioned).then_some((
            from..noun + 1,
            "points to what was named before, but nothing of the kind stands in this section",
        ))
    }
}
