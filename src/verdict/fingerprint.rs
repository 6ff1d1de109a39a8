//! What identifies a finding while the text around it moves: its rule and the words that it is about.
//!
//! Places that contradict each other swap roles when paragraphs move, so the texts count as a set. Case, white space,
//! the markup of emphasis and the shape of quotation marks and dashes do not count.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

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
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        folded(text.chars(), text.len())
    } else {
        folded(text.nfc(), text.len())
    }
}

fn folded(chars: impl Iterator<Item = char>, room: usize) -> String {
    let mut folded = String::with_capacity(room);
    for char in chars {
        match char {
            'a'..='z' => folded.push(char),
            'A'..='Z' => folded.push(char.to_ascii_lowercase()),
            '‘' | '’' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            _ if MARKUP.contains(&char) => {}
            _ if char.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.extend(char.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
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
