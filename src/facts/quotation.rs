//! Quotations, by what they are to the reader: speech, a title, a word held at arm's length.
//!
//! What stands between quotation marks is found with the document; `<q>` and block quotations are added here.

use serde::Serialize;

use crate::document::{Document, MarkKind};
use crate::span::ProseSpan;

/// What a quotation is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationKind {
    /// Words that someone said or wrote.
    Speech,
    /// A word or a few that the author holds at arm's length (“highs”), or a term that is introduced.
    Scare,
    /// The title of a work, by its capitals.
    Title,
    /// A whole block that the markup sets off.
    Block,
}

/// A quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// All of it, its marks included.
    pub span: ProseSpan,
    /// What is quoted, without the marks.
    pub inner: ProseSpan,
    /// The number of words in it.
    pub words: u32,
    /// What it is.
    pub kind: QuotationKind,
}

/// All quotations of a document.
#[derive(Clone, Debug, Default)]
pub struct Quotations {
    /// By start; they do not overlap, but for those inside a block quotation.
    pub all: Vec<Quotation>,
    /// The longest of them, which bounds the search in [`Quotations::holds`].
    longest: u32,
}

/// Speech has at least this many words, unless it ends as a sentence does.
const SPEECH_WORDS: u32 = 5;

impl Quotations {
    /// Finds the quotations of all blocks.
    pub fn find(document: &Document) -> Self {
        let mut all = Vec::new();
        let read = |span, inner, kind| quotation(document, span, inner, kind);
        for block in document.blocks.iter().filter(|block| block.quote_depth > 0 && !block.prose.is_empty()) {
            all.push(read(block.prose, block.prose, Some(QuotationKind::Block)));
        }
        for quoted in &document.quoted {
            all.push(read(quoted.span, quoted.inner, quoted.is_open.then_some(QuotationKind::Speech)));
        }
        for mark in document.marks.iter().filter(|mark| mark.kind == MarkKind::Quotation && !mark.prose.is_empty()) {
            all.push(read(mark.prose, mark.prose, None));
        }
        all.sort_by_key(|quotation| (quotation.span.start(), std::cmp::Reverse(quotation.span.end())));
        let longest = all.iter().map(|quotation| quotation.span.len()).max().unwrap_or(0);
        Self { all, longest }
    }

    /// Whether all of `span` stands inside one quotation, marks included.
    pub fn holds(&self, span: ProseSpan) -> bool {
        self.around(span).is_some()
    }

    /// The innermost quotation that holds all of `span`.
    pub fn around(&self, span: ProseSpan) -> Option<&Quotation> {
        let after = self.all.partition_point(|quotation| quotation.span.start() <= span.start());
        self.all[..after]
            .iter()
            .rev()
            .take_while(|quotation| quotation.span.start() + self.longest >= span.end())
            .find(|quotation| quotation.span.encloses(span))
    }

    /// The quotations that begin within `span`.
    pub fn starting_in(&self, span: ProseSpan) -> &[Quotation] {
        let from = self.all.partition_point(|quotation| quotation.span.start() < span.start());
        let to = self.all.partition_point(|quotation| quotation.span.start() < span.end());
        &self.all[from..to.max(from)]
    }
}

fn quotation(document: &Document, span: ProseSpan, inner: ProseSpan, kind: Option<QuotationKind>) -> Quotation {
    let text = document.text(inner);
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u32;
    Quotation { span, inner, words, kind: kind.unwrap_or_else(|| classify(text, words)) }
}

fn classify(quoted: &str, words: u32) -> QuotationKind {
    let ends_as_sentence = quoted.trim_end().ends_with(['.', ',', '!', '?']);
    if words < SPEECH_WORDS {
        return if ends_as_sentence && words > 2 && quoted.starts_with(char::is_uppercase) {
            QuotationKind::Speech
        } else {
            QuotationKind::Scare
        };
    }
    let long: Vec<&str> = quoted.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capitals = long.iter().filter(|word| word.starts_with(|c: char| !c.is_lowercase())).count();
    if long.len() > 2 && capitals * 10 >= long.len() * 9 { QuotationKind::Title } else { QuotationKind::Speech }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, DocumentBuilder, Format};
    use crate::lexicon::Lexicon;
    use crate::span::Span;

    fn quoted(paragraphs: &[&str]) -> Vec<(String, QuotationKind)> {
        let mut builder = DocumentBuilder::new(Format::Text, 100);
        let mut at = 0;
        for paragraph in paragraphs {
            builder.open(BlockKind::Paragraph, Span::new(at, at + paragraph.len() as u32));
            builder.copy(at, paragraph);
            builder.close();
            at += paragraph.len() as u32 + 2;
        }
        let mut document = builder.finish();
        document.segment(&Lexicon::default());
        let found = Quotations::find(&document).all;
        found.into_iter().map(|quotation| (document.text(quotation.inner).to_owned(), quotation.kind)).collect()
    }

    #[test]
    fn pairs_every_kind_of_mark() {
        use QuotationKind::{Scare, Speech};
        for text in [
            "She said “the drug works well in most adults” today.",
            "She said \"the drug works well in most adults\" today.",
            "She said ‘the drug works well in most adults’ today.",
            "She said 'the drug works well in most adults' today.",
        ] {
            assert_eq!(quoted(&[text]), [("the drug works well in most adults".into(), Speech)], "{text}");
        }
        assert_eq!(quoted(&["It gives different “highs.”"]), [("highs.".into(), Scare)]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        for text in [
            "The patients' doctors don't agree, and the nurses' union didn't either.",
            "A man of 5'10\" with a 6\" scar on the doctor's table.",
            "Back in the '90s it wasn’t so; the ’80s neither.",
        ] {
            assert_eq!(quoted(&[text]), [], "{text}");
        }
    }

    #[test]
    fn an_apostrophe_inside_does_not_end_it() {
        assert_eq!(
            quoted(&["He wrote ‘the patients’ doctors don’t know what to do’ in May."])[0].0,
            "the patients’ doctors don’t know what to do"
        );
    }

    #[test]
    fn speech_runs_over_paragraphs() {
        let found = quoted(&["“We saw a clear effect.", "“It lasted for a year,” said Dr Lund."]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, "We saw a clear effect.");
    }

    #[test]
    fn a_title_is_no_speech() {
        assert_eq!(
            quoted(&["See “Effects of Sleep Apnea Treatment on Blood Pressure” for more."])[0].1,
            QuotationKind::Title
        );
    }

    #[test]
    fn a_stray_mark_swallows_nothing() {
        assert_eq!(
            quoted(&["A stray \" stands here and nothing follows.", "Then \"four plain words follow here\" again."])
                .len(),
            1
        );
    }
}
