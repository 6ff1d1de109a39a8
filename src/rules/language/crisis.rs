//! What an article says of suicide, overdose, addiction, eating disorders, abuse and poisoning.

use crate::document::Block;
use crate::lexicon::{ClassId, ClassSet, class};
use crate::rules::Article;

/// The topics, gravest first: each is a word class `topic-<name>` and a topic of the table of helplines.
const TOPICS: [(&str, ClassId); 7] = [
    ("suicide", class!("topic-suicide")),
    ("self-harm", class!("topic-self-harm")),
    ("overdose", class!("topic-overdose")),
    ("poisoning", class!("topic-poisoning")),
    ("eating-disorder", class!("topic-eating-disorder")),
    ("abuse", class!("topic-abuse")),
    ("addiction", class!("topic-addiction")),
];

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
    let words = Words::new();
    let mut topics = TOPICS.map(|(name, _)| Topic { name, in_heading: false, mentions: 0 });
    for block in article.document().blocks.iter().filter(|block| !block.reference) {
        for mention in words.mentions(article, block) {
            topics[mention].mentions += usize::from(!block.is_heading());
            topics[mention].in_heading |= block.is_heading();
        }
    }
    topics.into_iter().filter(|topic| topic.in_heading || topic.mentions > 0).collect()
}

/// The word classes of the topics.
struct Words {
    topics: [ClassId; TOPICS.len()],
    /// What only sounds like one of them.
    exception: ClassId,
    all: ClassSet,
}

impl Words {
    fn new() -> Self {
        let topics = TOPICS.map(|(_, class)| class);
        let exception = class!("topic-exception");
        let mut all = ClassSet::default();
        topics.into_iter().chain([exception]).for_each(|class| all.insert(class));
        Self { topics, exception, all }
    }

    /// The topics that a block mentions, one entry for each mention.
    fn mentions(&self, article: &Article<'_>, block: &Block) -> Vec<usize> {
        let (document, lexicon) = (article.document(), article.lexicon());
        let sentences = document.sentences_of(block).iter();
        let mut found = Vec::new();
        for sentence in sentences.filter(|sentence| sentence.classes.may_hold_any(&self.topics)) {
            let tokens = document.tokens_of(sentence);
            let mut at = 0;
            while at < tokens.len() {
                if !lexicon.begins(tokens[at].word).may_share(&self.all) {
                    at += 1;
                    continue;
                }
                // Longest first, so "food poisoning" is met before "poisoning" could be.
                let member = lexicon
                    .members_at(document, tokens, at)
                    .find(|(class, _)| *class == self.exception || self.topics.contains(class));
                if let Some((class, _)) = member {
                    found.extend(self.topics.iter().position(|topic| *topic == class));
                }
                at = member.map_or(at + 1, |(_, end)| end);
            }
        }
        found
    }
}

/// Whether a block mentions any of the topics.
pub(super) fn is_about_crisis(article: &Article<'_>, block: &Block) -> bool {
    !Words::new().mentions(article, block).is_empty()
}
