//! What identifies a finding while the text around it moves: its rule and the words that it is about.
//!
//! Places that contradict each other swap roles when paragraphs move, so the texts count as a set. Case, white space,
//! the markup of emphasis and the shape of quotation marks and dashes do not count.

use unicode_normalization::UnicodeNormalization;

/// FNV-1a over rule and texts: the same in every version and on every machine.
pub(super) fn of_texts<'a>(rule: &str, texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut texts: Vec<String> = texts.into_iter().map(normalised).collect();
    texts.sort_unstable();
    texts.dedup();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in std::iter::once(rule).chain(texts.iter().map(String::as_str)) {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Marks of emphasis and code.
const MARKUP: [char; 3] = ['*', '_', '`'];

fn normalised(text: &str) -> String {
    if text.is_ascii() {
        let words = text.split_ascii_whitespace().map(|word| {
            word.chars().filter(|char| !MARKUP.contains(char)).map(|char| char.to_ascii_lowercase()).collect::<String>()
        });
        return words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    }
    let folded: String = text
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|char| !MARKUP.contains(char))
        .map(|char| match char {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '‐' | '‑' | '–' | '—' => '-',
            _ => char,
        })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_places_and_typography_do_not_count() {
        let one = of_texts("dose-contradiction", ["5  mg", "**Don’t** take 9 mg"]);
        assert_eq!(one, of_texts("dose-contradiction", ["don't take 9\nmg", "5 MG"]));
        assert_ne!(one, of_texts("statistic-contradiction", ["5 mg", "don't take 9 mg"]));
        assert_ne!(one, of_texts("dose-contradiction", ["5 mg", "don't take 8 mg"]));
        assert_ne!(of_texts("a", ["bc"]), of_texts("ab", ["c"]));
    }
}
