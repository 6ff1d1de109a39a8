//! Sentences that are nearly the same, told apart by what differs: a number, a negation, an inserted keyword, or
//! only the wording.

use std::borrow::Cow;

use rayon::prelude::*;

use super::change::{self, Change, Difference};
use super::lines::{self, Compared, Lines, Word};
use super::{near, repetition, series, topic::Topic};
use crate::diagnostic::{Confidence, Diagnostic, Severity, Suggestion};
use crate::document::{Document, Sentence};
use crate::lexicon::class;
use crate::rules::Article;
use crate::span::ProseSpan;

/// Sentences with a twin are handed to the cores in runs of this many.
const CHUNK: usize = 128;
/// Sentences shorter than this are not compared.
const FEWEST_WORDS: usize = 6;
/// A rewrite that only repeats is reported from this length on.
const REWRITE_WORDS: usize = 8;
/// A clause that tells of whom or when a sentence speaks opens so many words before what it says.
const CLAUSE_REACH: usize = 3;
/// More inserted words than this are not a keyword but news.
const LONGEST_KEYWORD: usize = 3;

/// `near-duplicate-changed-number`, `near-duplicate-negation`, `keyword-injection` (a copy with an inserted keyword)
/// and `near-duplicate-sentence`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let lines = distinct_lines(article);
    let reader = Lines::new(document, article.lexicon());
    let sentence = |line: &u32| &document.sentences[*line as usize];
    let compared = Compared::new(reader, &lines);
    let words = |line: usize| compared.words(line);
    let near = near::pairs(compared.len(), words);
    let mut pairs: Vec<(usize, usize, bool)> =
        changed_numbers(compared.len(), words).into_iter().map(|(earlier, later)| (later, earlier, true)).collect();
    pairs.extend(near.iter().map(|pair| (pair.short.max(pair.long), pair.short.min(pair.long), pair.is_rewrite())));
    if pairs.is_empty() {
        return;
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|(later, earlier, _)| (*later, *earlier));
    let topic = Topic::of(article);
    // The later sentence is reported once, against the first that explains it best.
    let explain = |of_one: &[(usize, usize, bool)]| {
        let context = series::Context::of(article, sentence(&lines[of_one[0].0]).block);
        let found = of_one.iter().filter_map(|(later, earlier, rewrite)| {
            let indices = (lines[*earlier] as usize, lines[*later] as usize);
            let [first, second] = [*earlier, *later].map(words);
            let (earlier, later) = (&document.sentences[indices.0], &document.sentences[indices.1]);
            let twins = Twins {
                article,
                earlier,
                later,
                indices,
                first: &first,
                second: &second,
                context: &context,
                rewrite: *rewrite,
            };
            twins.judge(&topic)
        });
        found.min_by_key(|(rank, _)| *rank).map(|(_, finding)| finding)
    };
    let of_one: Vec<_> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let found = of_one.into_par_iter().with_min_len(CHUNK).filter_map(explain);
    findings.extend(found.collect::<Vec<_>>());
}

/// The first of each group of equal sentences that are long enough to compare.
fn distinct_lines(article: &Article<'_>) -> Vec<u32> {
    let document = article.document();
    let mut seen = rustc_hash::FxHashSet::default();
    (0..document.sentences.len() as u32)
        .filter(|index| {
            let sentence = &document.sentences[*index as usize];
            !article.is_masked(sentence.block)
                && lines::is_comparable(document, sentence)
                && lines::has_words(document, sentence, FEWEST_WORDS)
                && seen.insert(sentence.hash)
        })
        .collect()
}

/// Pairs of `count` lines that are equal when their numbers are masked: each with the first of its kind.
fn changed_numbers<'w>(count: usize, words: impl Fn(usize) -> Cow<'w, [Word]>) -> Vec<(usize, usize)> {
    use std::hash::Hasher;
    let mut masked: Vec<(u64, usize)> = Vec::new();
    for at in 0..count {
        let line = words(at);
        if line.iter().any(|word| word.id == lines::NUMBER) {
            let mut hasher = rustc_hash::FxHasher::default();
            line.iter().for_each(|word| hasher.write_u32(word.id));
            masked.push((hasher.finish(), at));
        }
    }
    masked.sort_unstable();
    masked
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|group| group[1..].iter().map(|(_, line)| (group[0].1, *line)))
        .collect()
}

/// Two sentences of an article that are nearly the same.
struct Twins<'a> {
    article: &'a Article<'a>,
    earlier: &'a Sentence,
    later: &'a Sentence,
    indices: (usize, usize),
    first: &'a [Word],
    second: &'a [Word],
    /// Of the later one.
    context: &'a series::Context<'a>,
    rewrite: bool,
}

impl Twins<'_> {
    /// What is wrong with the pair, with a rank: lower explains more.
    fn judge(&self, topic: &Topic) -> Option<(u8, Diagnostic)> {
        let document = self.article.document();
        if [self.earlier, self.later].into_iter().any(|one| is_question(document, one)) {
            return None;
        }
        let difference = change::difference(document, self.first, self.second)?;
        self.changed_number(&difference)
            .map(|finding| (0, finding))
            .or_else(|| self.flipped_negation(&difference).map(|finding| (1, finding)))
            .or_else(|| self.inserted_keyword(&difference, topic).map(|finding| (2, finding)))
            .or_else(|| self.rewritten(&difference).map(|finding| (3, finding)))
    }

    fn changed_number(&self, difference: &Difference) -> Option<Diagnostic> {
        let document = self.article.document();
        let (first, second) = difference.number?;
        // Units may change with their number ("20 seconds", "2 minutes"), nothing else may.
        let (mut ends_first, mut ends_second) = (first + 1, second + 1);
        match &difference.changes[..] {
            [] => {}
            [unit]
                if unit.first == (first + 1..first + 2)
                    && unit.second == (second + 1..second + 2)
                    && series::is_unit(&self.word(self.first, unit.first.start))
                    && series::is_unit(&self.word(self.second, unit.second.start)) =>
            {
                ends_first += 1;
                ends_second += 1;
            }
            _ => return None,
        }
        let places = [self.first[first], self.second[second]];
        if places.iter().any(|word| series::is_key(document, word.token as usize))
            || self.are_items_of_one_list()
            || self.context.differs_from(self.earlier.block)
            || self.is_unstated()
        {
            return None;
        }
        let before = self.cover(self.first, first..ends_first);
        let after = self.cover(self.second, second..ends_second);
        let message = format!(
            "“{}” here, “{}” in a sentence that is otherwise the same",
            document.text(after),
            document.text(before)
        );
        let finding = self
            .finding("near-duplicate-changed-number", after, message)
            .related(self.article.span(before), "first here");
        // Both "at least 20 seconds" and "at least 2 minutes" can hold, though hardly both were meant.
        let bound = series::is_bound(document, self.second[second].token as usize);
        Some(if bound { finding.severity(Severity::Warning) } else { finding })
    }

    fn flipped_negation(&self, difference: &Difference) -> Option<Diagnostic> {
        let document = self.article.document();
        let [change] = &difference.changes[..] else { return None };
        if difference.number.is_some() || self.is_unstated() || self.first.len().min(self.second.len()) < FEWEST_WORDS {
            return None;
        }
        let texts = |words: &[Word], range: std::ops::Range<usize>| -> Vec<String> {
            range.map(|at| self.word(words, at)).collect()
        };
        let before = texts(self.first, change.first.clone());
        let after = texts(self.second, change.second.clone());
        if !series::negates(&before, &after) && !series::negates(&after, &before)
            || self.are_criteria()
            || self.parts_groups(change.second.start, &[before, after].concat())
            || self.context.differs_from(self.earlier.block)
            || series::tells_myths(self.article, self.earlier.block)
            || series::tells_myths(self.article, self.later.block)
        {
            return None;
        }
        let place = self.cover(self.second, around(change.second.clone(), self.second.len()));
        let other = self.cover(self.first, around(change.first.clone(), self.first.len()));
        let message = format!(
            "“{}” here, “{}” in a sentence that is otherwise the same: one says the opposite of the other",
            document.text(place),
            document.text(other)
        );
        Some(self.finding("near-duplicate-negation", place, message).related(self.article.span(other), "first here"))
    }

    fn inserted_keyword(&self, difference: &Difference, topic: &Topic) -> Option<Diagnostic> {
        let document = self.article.document();
        let [Change { first, second }] = &difference.changes[..] else { return None };
        if difference.number.is_some() || self.first.len().min(self.second.len()) < REWRITE_WORDS || !self.rewrite {
            return None;
        }
        let (words, inserted, sentence, other) = match (first.is_empty(), second.is_empty()) {
            (true, false) => (self.second, second.clone(), self.later, self.earlier),
            (false, true) => (self.first, first.clone(), self.earlier, self.later),
            _ => return None,
        };
        // At the start of a sentence it is another subject.
        if inserted.len() > LONGEST_KEYWORD
            || inserted.start == 0
            || !inserted.clone().any(|at| topic.holds(words[at].id))
            // A sentence about the topic may well name it once more.
            || words.iter().enumerate().any(|(at, word)| !inserted.contains(&at) && topic.holds(word.id))
            || inserted.clone().any(|at| self.is_function_word(words[at]))
        {
            return None;
        }
        let place = self.cover(words, inserted.clone());
        let until = words.get(inserted.end).map_or(place.end(), |next| document.tokens[next.token as usize].start());
        let message =
            format!("two copies of this sentence differ only by the inserted keyword “{}”", document.text(place));
        let mut finding = self
            .finding("keyword-injection", place, message)
            .related(self.article.span(other.prose), "the same sentence without it");
        if inserted.len() == 1 {
            // One word may be a term of the trade ("periodontal probe").
            finding = finding.severity(Severity::Warning).confidence(Confidence::Medium);
        } else if sentence.prose.encloses(place) {
            let cut = self.article.span(ProseSpan::new(place.start(), until));
            finding = finding.suggest(Suggestion::safe(cut, ""));
        }
        Some(finding)
    }

    fn rewritten(&self, difference: &Difference) -> Option<Diagnostic> {
        let document = self.article.document();
        if !self.rewrite
            || self.first.len().min(self.second.len()) < REWRITE_WORDS
            || difference.number.is_some()
            || self.are_items_of_one_list()
            || repetition::is_standing(self.article, self.earlier)
            || repetition::leads_in(document, self.earlier)
            || repetition::leads_in(document, self.later)
            || series::are_parallel(self.first, self.second, difference)
            || self.context.differs_from(self.earlier.block)
        {
            return None;
        }
        let expected =
            [self.earlier, self.later].iter().any(|one| repetition::announces_summary(self.article, one.block))
                || repetition::is_expanded(document, self.indices.0, self.indices.1);
        if expected {
            return None;
        }
        let place = self.later.prose;
        let finding = self.finding(
            "near-duplicate-sentence",
            place,
            "says the same as an earlier sentence in nearly the same words".to_owned(),
        );
        Some(finding.related(self.article.span(self.earlier.prose), "first here"))
    }

    /// Whether either sentence is quoted: then it is not the article that says it.
    fn is_unstated(&self) -> bool {
        let document = self.article.document();
        [self.earlier, self.later].into_iter().any(|one| {
            document.tokens_of(one).iter().filter(|token| token.has(crate::document::TokenFlags::QUOTED)).count() * 2
                > one.tokens.len()
        })
    }

    /// Whether a change at `start` of the later sentence tells of whom or when it speaks, not what it says: "people who
    /// do not smoke …", "if you do not have a fever, …", "patients without diabetes were …".
    fn parts_groups(&self, start: usize, words: &[String]) -> bool {
        let (lexicon, tokens) = (self.article.lexicon(), &self.article.document().tokens);
        let verb = class!("verb");
        let before = &self.second[..start];
        let introduces = |at: usize| {
            matches!(
                self.word(self.second, at).as_str(),
                "if" | "when" | "who" | "which" | "whose" | "unless" | "whether"
            )
        };
        let in_subject = words.iter().any(|word| word == "without")
            && !before.iter().any(|word| lexicon.is(tokens[word.token as usize].word, verb));
        in_subject || (start.saturating_sub(CLAUSE_REACH)..start).any(introduces)
    }

    /// Whether both are items of one list, where lines are alike on purpose.
    fn are_items_of_one_list(&self) -> bool {
        let document = self.article.document();
        let [earlier, later] = [self.earlier, self.later].map(|one| &document.blocks[one.block]);
        earlier.list.is_some() && earlier.list == later.list
    }

    /// Whether both are items of lists, or one is no full sentence: criteria of which only one holds at a time.
    fn are_criteria(&self) -> bool {
        let document = self.article.document();
        let both = [self.earlier, self.later];
        both.iter().all(|one| document.blocks[one.block].is_item())
            || both.iter().any(|one| repetition::is_fragment(self.article, one))
    }

    fn finding(&self, rule: &'static str, place: ProseSpan, message: String) -> Diagnostic {
        Diagnostic::new(rule, self.article.span(place), message).claim(self.article.span(self.later.prose))
    }

    fn word(&self, words: &[Word], at: usize) -> String {
        let document = self.article.document();
        let mut folded = String::new();
        lines::fold(document.token_text(&document.tokens[words[at].token as usize]), &mut folded);
        folded
    }

    fn is_function_word(&self, word: Word) -> bool {
        let lexicon = self.article.lexicon();
        lexicon.is(self.article.document().tokens[word.token as usize].word, class!("function-word"))
    }

    fn cover(&self, words: &[Word], range: std::ops::Range<usize>) -> ProseSpan {
        let tokens = &self.article.document().tokens;
        let last = range.end.saturating_sub(1).max(range.start);
        let (first, last) = (words[range.start.min(words.len() - 1)], words[last.min(words.len() - 1)]);
        tokens[first.token as usize].span().cover(tokens[last.token as usize].span())
    }
}

/// A change with one word on each side, so that a deletion can be shown too.
fn around(range: std::ops::Range<usize>, len: usize) -> std::ops::Range<usize> {
    range.start.saturating_sub(1)..(range.end + 1).min(len)
}

fn is_question(document: &Document, sentence: &Sentence) -> bool {
    document.text(sentence.prose).trim_end_matches(['"', '”', ')']).ends_with('?')
}
