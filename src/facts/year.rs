//! Years as they stand in sentences: "in 2012", "2010–2020". Dates in full are read where they are needed.

use crate::document::Document;

/// A year that is printed in four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// 1800 to 2199.
    pub year: i64,
    /// Its token in [`Document::tokens`].
    pub token: usize,
    /// Its sentence in [`Document::sentences`].
    pub sentence: usize,
}

/// All years of a segmented document, in order.
pub fn find(document: &Document) -> Vec<Year> {
    let mut years = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            let shown = &document.tokens[token];
            if shown.len == 4
                && shown.is_number()
                && let Ok(year) = document.token_text(shown).parse()
                && (1800..2200).contains(&year)
            {
                years.push(Year { year, token, sentence: index });
            }
        }
    }
    years
}

/// Those of the sentence numbered `sentence`.
pub fn in_sentence(years: &[Year], sentence: usize) -> &[Year] {
    let from = years.partition_point(|year| year.sentence < sentence);
    let to = from + years[from..].partition_point(|year| year.sentence == sentence);
    &years[from..to]
}
