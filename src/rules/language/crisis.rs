//! What an article says of suicide, overdose, addiction, eating disorders, abuse and poisoning.

use crate::document::Block;
use crate::lexicon::ClassId;
use crate::rules::Article;

/// The topics, gravest first: each is a word class `topic-<name>` and a topic of the table of helplines.
const TOPICS: [&str; 7] = ["suicide", "self-harm", "overdose", "poisoning", "eating-disorder", "abuse", "addiction"];

/// How often an article speaks of a topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// Its name in the table of helplines.
    pub(super) name: &'static str,
    /// Whether a heading or the title names it.
    pub(super) in_heading: bool,
    /// Mentions in the running text.
    pub(super) mentions: usize,
}

impl Topic {
    /// What it is called in a message.
    pub(super) fn spoken(self) -> &'static str {
        match self.name {
            "eating-disorder" => "eating disorders",
            name => name,
        }
    }
}

/// The topics that an article mentions at all.
pub(super) fn topics(article: &Article<'_>) -> Vec<Topic> {
    let lexicon = article.lexicon();
    let classes = TOPICS.map(|name| lexicon.class(&format!("topic-{name}")));
    let exception = lexicon.class("topic-exception");
    let mut topics = TOPICS.map(|name| Topic { name, in_heading: false, mentions: 0 });
    for block in article.document().blocks.iter().filter(|block| !block.reference) {
        for mention in mentions(article, block, &classes, exception) {
            topics[mention].mentions += usize::from(!block.is_heading());
            topics[mention].in_heading |= block.is_heading();
        }
    }
    topics.into_iter().filter(|topic| topic.in_heading || topic.mentions > 0).collect()
}

/// The topics that a block mentions, one entry for each mention.
fn mentions(article: &Article<'_>, block: &Block, classes: &[ClassId], exception: ClassId) -> Vec<usize> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let mut found = Vec::new();
    for sentence in document.sentences_of(block).iter().filter(|sentence| sentence.classes.may_hold_any(classes)) {
        let tokens = document.tokens_of(sentence);
        let mut at = 0;
        while at < tokens.len() {
            // Longest first, so "food poisoning" is met before "poisoning" could be.
            let member = lexicon
                .members_at(document, tokens, at)
                .find(|(class, _)| *class == exception || classes.contains(class));
            if let Some((class, _)) = member {
                found.extend(classes.iter().position(|topic| *topic == class));
            }
            at = member.map_or(at + 1, |(_, end)| end);
        }
    }
    found
}

/// Whether a block mentions any of the topics.
pub(super) fn is_about_crisis(article: &Article<'_>, block: &Block) -> bool {
    let lexicon = article.lexicon();
    let classes = TOPICS.map(|name| lexicon.class(&format!("topic-{name}")));
    !mentions(article, block, &classes, lexicon.class("topic-exception")).is_empty()
}
