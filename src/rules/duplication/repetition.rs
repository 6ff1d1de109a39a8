//! Repetition that a reader expects: summaries, lists that are expanded, refrains, disclaimers, calls to act.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, Document, Sentence, Token, TokenFlags};
use crate::lexicon::{ClassId, class};
use crate::rules::Article;

/// A label has no more tokens than this.
const LONGEST_LABEL: usize = 12;
/// A page of questions and answers has at least so many questions.
const FEWEST_QUESTIONS: usize = 3;
/// A word that points back stands among so many tokens at the beginning of a sentence.
const POINTER_REACH: usize = 3;
/// A list that sums up has at least so many items.
const FEWEST_ITEMS: usize = 3;

/// Whether the heading or a label above the block announces a summary.
pub(crate) fn announces_summary(article: &Article<'_>, block: BlockId) -> bool {
    let document = article.document();
    let block = &document.blocks[block];
    let mut above = block.heading;
    while let Some(heading) = above {
        if is_summary_label(article, &document.blocks[heading]) {
            return true;
        }
        above = document.blocks[heading].heading;
    }
    block.lead_in.is_some_and(|lead_in| is_summary_label(article, &document.blocks[lead_in]))
}

/// Whether a block is a summary label: "Key points:", "What is flu? At a glance".
fn is_summary_label(article: &Article<'_>, block: &Block) -> bool {
    let document = article.document();
    let (Some(first), Some(last)) = (document.sentences_of(block).first(), document.sentences_of(block).last()) else {
        return false;
    };
    let tokens = &document.tokens[first.tokens.start..last.tokens.end];
    tokens.len() <= LONGEST_LABEL && holds(article, tokens, class!("summary-label"))
}

/// Whether the sentence is a disclaimer or a call to act, or gives a telephone number.
pub(crate) fn is_standing(article: &Article<'_>, sentence: &Sentence) -> bool {
    let phones = &article.facts().phones;
    let next = phones.partition_point(|phone| phone.prose.start() < sentence.prose.start());
    let calls = phones.get(next).is_some_and(|phone| sentence.prose.encloses(phone.prose) && phone.is_subscriber());
    let lexicon = article.lexicon();
    calls || lexicon.stands_in(article.document(), sentence, class!("standing-text"))
}

fn holds(article: &Article<'_>, tokens: &[Token], class: ClassId) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    (0..tokens.len()).any(|at| tokens[at].word.is_known() && lexicon.member_at(document, tokens, at, class).is_some())
}

/// Whether `earlier` is an item of a list that `later` takes up to expand on it: the later one opens its block.
pub(crate) fn is_expanded(document: &Document, earlier: usize, later: usize) -> bool {
    let (first, second) = (&document.sentences[earlier], &document.sentences[later]);
    document.blocks[first.block].is_item()
        && document.blocks[second.block].sentences.start == later
        && !document.blocks[second.block].is_item()
}

/// Whether two sentences stand in lists of one pattern: behind the beginnings of two items ("Take it with water." for
/// each medicine), or in lists that are announced alike ("Treatment of stage I may include:").
pub(crate) fn is_parallel(document: &Document, first: usize, second: usize) -> bool {
    let [one, other] = [first, second].map(|at| &document.blocks[document.sentences[at].block]);
    let opens = one.sentences.start == first || other.sentences.start == second;
    one.is_item() && other.is_item() && (!opens || one.list != other.list && are_announced_alike(document, one, other))
}

/// Whether the lead-ins of two lists, or else their headings, share half of their words.
fn are_announced_alike(document: &Document, one: &Block, other: &Block) -> bool {
    let words = |block: &Block| -> Option<FxHashSet<&str>> {
        let above = &document.blocks[block.lead_in.or(block.heading)?];
        let tokens = document.sentences_of(above).iter().flat_map(|sentence| document.tokens_of(sentence));
        Some(tokens.filter(|token| token.is_word()).map(|token| document.token_text(token)).collect())
    };
    let (Some(one), Some(other)) = (words(one), words(other)) else { return false };
    let shared = one.intersection(&other).count();
    shared * 2 >= one.len().min(other.len()).max(1)
}

/// Whether a sentence points back to the words before it ("It is done in hospital.", "For this test, blood is
/// drawn."), other words stand there each time, and the two stand in the same place of their paragraphs: then it speaks
/// of two things in turn.
pub(crate) fn points_back(article: &Article<'_>, first: usize, second: usize) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let anaphor = class!("anaphor");
    let [one, other] = [first, second].map(|at| &document.blocks[document.sentences[at].block].sentences);
    let from_start = first - one.start;
    let same_place = from_start == second - other.start || (first + 1 == one.end && second + 1 == other.end);
    let mut opening = document.tokens_of(&document.sentences[first]).iter().take(POINTER_REACH);
    from_start > 0
        && same_place
        && second > other.start
        && document.sentences[first - 1].hash != document.sentences[second - 1].hash
        && opening.any(|token| lexicon.is(token.word, anaphor))
}

/// Whether the sentence leads into something: it ends with a colon.
pub(crate) fn leads_in(document: &Document, sentence: &Sentence) -> bool {
    document.text(sentence.prose).ends_with(':')
}

/// Whether the sentence is a fragment: nothing ends it, or it is an item without a verb that the lists know.
pub(crate) fn is_fragment(article: &Article<'_>, sentence: &Sentence) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let verb = class!("verb");
    let text = document.text(sentence.prose).trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    !text.ends_with(['.', '!', '?', '…'])
        || document.blocks[sentence.block].is_item()
            && !document.tokens_of(sentence).iter().any(|token| lexicon.is(token.word, verb))
}

/// Whether a sentence is set apart as a quotation of the text: a block of its own that is quoted or has no stop.
pub(crate) fn is_pulled(article: &Article<'_>, sentence: &Sentence) -> bool {
    let document = article.document();
    let quoted = || {
        document.tokens_of(sentence).iter().filter(|token| token.is_word()).all(|token| token.has(TokenFlags::QUOTED))
    };
    document.blocks[sentence.block].sentences.len() == 1 && (is_fragment(article, sentence) || quoted())
}

/// Whether the copies are a refrain: at least three, each in a section of its own and in the same place of it.
pub(crate) fn is_refrain(document: &Document, copies: &[u32]) -> bool {
    let mut sections = FxHashSet::default();
    let mut places = FxHashSet::default();
    for copy in copies {
        let sentence = &document.sentences[*copy as usize];
        let block = &document.blocks[sentence.block];
        let Some(heading) = block.heading else { return false };
        sections.insert(heading);
        places.insert((sentence.block - heading, *copy as usize - block.sentences.start));
    }
    copies.len() >= 3 && sections.len() == copies.len() && places.len() == 1
}

/// What of a document's structure explains repetition, found once.
#[derive(Debug)]
pub(crate) struct Structure {
    /// For each block of a page of questions and answers, the question it stands under.
    question: Vec<Option<BlockId>>,
    /// Lists of which nearly every item repeats the text: key points without a heading that says so.
    digests: FxHashSet<u32>,
}

impl Structure {
    /// Looks at headings and lists; `copies` are sentences that stood before.
    pub(crate) fn of(article: &Article<'_>, copies: &[u32]) -> Self {
        let document = article.document();
        let headings: Vec<&Block> =
            document.blocks.iter().skip(1).filter(|block| block.is_heading() && block.quote_depth == 0).collect();
        let questions = headings.iter().filter(|heading| asks(document, heading)).count();
        let is_faq = questions >= FEWEST_QUESTIONS && questions * 5 >= headings.len() * 4;
        let question = if is_faq {
            (0..document.blocks.len())
                .map(|id| above(document, id).find(|id| asks(document, &document.blocks[*id])))
                .collect()
        } else {
            Vec::new()
        };
        Self { question, digests: digests(document, copies) }
    }

    /// Whether the two blocks answer different questions, each of which stands on its own.
    pub(crate) fn answers_apart(&self, first: BlockId, second: BlockId) -> bool {
        match (self.question.get(first), self.question.get(second)) {
            (Some(Some(first)), Some(Some(second))) => first != second,
            _ => false,
        }
    }

    /// Whether the block belongs to a list that sums up the text.
    pub(crate) fn is_digest(&self, block: &Block) -> bool {
        block.list.is_some_and(|list| self.digests.contains(&list))
    }
}

/// The headings above a block, nearest first.
fn above(document: &Document, block: BlockId) -> impl Iterator<Item = BlockId> {
    std::iter::successors(document.blocks[block].heading, |heading| document.blocks[*heading].heading)
}

fn asks(document: &Document, heading: &Block) -> bool {
    document.text(heading.prose).ends_with('?')
}

/// Lists of at least [`FEWEST_ITEMS`] items of which three in four begin with a sentence that stood before.
fn digests(document: &Document, copies: &[u32]) -> FxHashSet<u32> {
    let mut lists: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for block in document.blocks.iter().filter(|block| block.is_item()) {
        if let Some(list) = block.list {
            let repeats = copies.binary_search(&(block.sentences.start as u32)).is_ok();
            let (items, repeated) = lists.entry(list).or_default();
            *items += 1;
            *repeated += usize::from(repeats);
        }
    }
    let is_digest = |(items, repeated): (usize, usize)| items >= FEWEST_ITEMS && repeated * 4 >= items * 3;
    lists.into_iter().filter(|(_, counts)| is_digest(*counts)).map(|(list, _)| list).collect()
}
