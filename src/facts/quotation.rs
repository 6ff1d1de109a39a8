//! Quotations: what stands between quotation marks, in `<q>` or in a block quotation.
//!
//! Marks are paired within a block, so a stray one cannot swallow the article. Speech that runs over several
//! paragraphs opens each of them and closes only the last. Apostrophes, feet and inches are not quotation marks;
//! where a single mark could be either, it is read as an apostrophe.

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
        for (id, block) in document.blocks.iter().enumerate() {
            let text = document.text(block.prose);
            if block.quote_depth > 0 && !text.is_empty() {
                all.push(quotation(text, block.prose.start(), 0, text.len(), 0, Some(QuotationKind::Block)));
            }
            let next = document.blocks.get(id + 1).map_or("", |next| document.text(next.prose));
            pair_marks(text, block.prose.start(), next.starts_with(['“', '"']), &mut all);
        }
        for mark in document.marks.iter().filter(|mark| mark.kind == MarkKind::Quotation && !mark.prose.is_empty()) {
            let text = document.text(mark.prose);
            all.push(quotation(text, mark.prose.start(), 0, text.len(), 0, None));
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

/// Pairs the marks of one block. `speech_goes_on`: the next block begins with an opening mark.
fn pair_marks(text: &str, offset: u32, speech_goes_on: bool, all: &mut Vec<Quotation>) {
    let mut double: Option<(usize, char)> = None;
    let mut single: Option<(usize, char)> = None;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, mark)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        match mark {
            '“' | '„' | '«' if double.is_none() => double = Some((at, mark)),
            '”' | '»' => {
                if let Some((start, open)) = double.take() {
                    all.push(quotation(text, offset, start, at + mark.len_utf8(), open.len_utf8(), None));
                    single = None;
                }
            }
            '"' => match double {
                Some((start, '"')) if closes(before, after) || !opens(before, after) => {
                    double = None;
                    all.push(quotation(text, offset, start, at + 1, 1, None));
                    single = None;
                }
                None if opens(before, after) => double = Some((at, '"')),
                _ => {}
            },
            '‘' if double.is_none() && single.is_none() => single = Some((at, mark)),
            '\'' if double.is_none() && single.is_none() && opens(before, after) && !elides(&text[at + 1..]) => {
                single = Some((at, mark));
            }
            '’' | '\'' => {
                if let Some((start, open)) = single
                    && (open == '‘') == (mark == '’')
                    && closes(before, after)
                    && !is_possessive(before, &text[at + mark.len_utf8()..], mark)
                {
                    single = None;
                    all.push(quotation(text, offset, start, at + mark.len_utf8(), open.len_utf8(), None));
                }
            }
            _ => {}
        }
        before = Some(mark);
    }
    // An opening mark without its partner: speech that goes on in the next paragraph, or a slip.
    if let Some((start, open)) = double
        && speech_goes_on
    {
        let inner = ProseSpan::new(offset + (start + open.len_utf8()) as u32, offset + text.len() as u32);
        let words = text[start..].split_whitespace().count() as u32;
        let span = ProseSpan::new(offset + start as u32, inner.end());
        all.push(Quotation { span, inner, words, kind: QuotationKind::Speech });
    }
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '‘' | '\''))
        && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ')' | ';'))
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

/// "'90s", "'til", "'em": an apostrophe at the start of a word.
fn elides(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
        || ["em ", "til ", "tis ", "twas ", "cause ", "n' ", "round "].iter().any(|word| rest.starts_with(word))
}

/// "patients' care" inside a single quotation that has its own end further on.
fn is_possessive(before: Option<char>, rest: &str, mark: char) -> bool {
    before == Some('s')
        && rest.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
        && rest.match_indices(mark).any(|(at, _)| {
            !rest[at + mark.len_utf8()..].starts_with(char::is_alphanumeric)
                && rest[..at].ends_with(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation())
        })
}

fn quotation(text: &str, offset: u32, start: usize, end: usize, mark: usize, kind: Option<QuotationKind>) -> Quotation {
    let close = if mark == 0 { 0 } else { text[..end].chars().next_back().map_or(0, char::len_utf8) };
    let inner = (start + mark)..end.saturating_sub(close).max(start + mark);
    let quoted = &text[inner.clone()];
    let words = quoted.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u32;
    Quotation {
        span: ProseSpan::new(offset + start as u32, offset + end as u32),
        inner: ProseSpan::new(offset + inner.start as u32, offset + inner.end as u32),
        words,
        kind: kind.unwrap_or_else(|| classify(quoted, words)),
    }
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
        let document = builder.finish();
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
