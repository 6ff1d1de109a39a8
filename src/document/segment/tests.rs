use super::super::{BlockKind, Document, DocumentBuilder, Format, TokenFlags};
use crate::lexicon::Lexicon;
use crate::span::Span;

fn document(paragraphs: &[&str]) -> Document {
    let mut builder = DocumentBuilder::new(Format::Text, 0);
    let mut at = 0;
    for text in paragraphs {
        let end = at + text.len() as u32;
        builder.open(BlockKind::Paragraph, Span::new(at, end));
        builder.copy(at, text);
        at = end + 1;
    }
    let mut document = builder.finish();
    document.segment(&Lexicon::default());
    document
}

fn sentences(text: &str) -> Vec<String> {
    let document = document(&[text]);
    document.sentences.iter().map(|sentence| document.text(sentence.prose).to_owned()).collect()
}

#[test]
fn stops_that_end_nothing() {
    for text in [
        "Ask Dr. Lopez about it.",
        "Fruit, e.g. apples, is fine.",
        "Take 2.5 mg. of it with water.",
        "The U.S. agency said so.",
        "John F. Kennedy had back pain.",
        "J. R. Smith et al. Reported it in 2019.",
        "See Fig. 2 and No. 5 for more.",
        "It was given at 5 p.m. on Monday.",
        "“Why?” she asked.",
        "The dose (5 mg.) is low.",
    ] {
        assert_eq!(sentences(text), [text]);
    }
}

#[test]
fn stops_that_end_a_sentence() {
    for (text, parts) in [
        ("One ends. Another starts.", 2),
        ("He said “It works.” They agreed.", 2),
        ("Take vitamin C. It helps.", 2),
        ("Wait… Then call.", 2),
        ("It is safe in the U.S. The agency agrees.", 2),
        ("Was it safe? Yes! Nobody knew.", 3),
        ("The text was joined.Another begins here.", 2),
        ("Give 5 mg. The next dose is larger.", 2),
        ("In 2020. 15 people came.", 2),
        ("It ended (they said). Then more.", 2),
        ("Rinse, dry, etc. Then repeat.", 2),
    ] {
        assert_eq!(sentences(text).len(), parts, "{text}: {:?}", sentences(text));
    }
}

#[test]
fn equal_sentences_have_equal_hashes() {
    let document =
        document(&["“Don’t stop,” they say. DON'T STOP, they say! Do stop, they say.", "• Don't stop, they say"]);
    let hashes: Vec<u64> = document.sentences.iter().map(|sentence| sentence.hash).collect();
    assert_eq!(hashes[0], hashes[1]);
    assert_ne!(hashes[0], hashes[2]);
    assert_eq!(hashes[0], hashes[3]);
}

#[test]
fn quotations_and_parentheses_are_flagged() {
    let document = document(&[
        "She said “it cures all” (twice) and left. He is 5' 4\" tall.",
        "\"Straight marks count,\" he said.",
        "“A long speech begins here.",
        "“And ends here.” Not this.",
    ]);
    let quoted: Vec<&str> = document
        .tokens
        .iter()
        .filter(|token| token.has(TokenFlags::QUOTED) && token.is_word())
        .map(|token| document.token_text(token))
        .collect();
    assert_eq!(
        quoted,
        [
            "it", "cures", "all", "Straight", "marks", "count", "A", "long", "speech", "begins", "here", "And", "ends",
            "here"
        ]
    );
    let aside: Vec<&str> = document
        .tokens
        .iter()
        .filter(|token| token.has(TokenFlags::PARENTHESIZED))
        .map(|token| document.token_text(token))
        .collect();
    assert_eq!(aside, ["twice"]);
}

#[test]
fn an_endless_word_is_one_opaque_token() {
    let text = "x".repeat(200_000);
    assert_eq!(document(&[&text]).tokens.len(), 1);
}
