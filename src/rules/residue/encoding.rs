//! Characters that were damaged on the way: text decoded with the wrong table, replacement and control characters,
//! invisible ones inside words, entities shown as text.

use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::parse::is_character_reference;
use crate::document::{Document, MarkKind};
use crate::rules::Article;
use crate::span::ProseSpan;

/// The longest reference is a name of 31 letters between "&" and ";".
const LONGEST_REFERENCE: usize = 33;

/// What is wrong with a place, and what to put there.
struct Damage {
    place: ProseSpan,
    message: String,
    repair: Option<String>,
    kind: &'static str,
}

/// `encoding-damage`.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for block in &document.blocks {
        let text = document.text(block.prose);
        // Nearly all blocks hold nothing to look at.
        if text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'%' | b'\''..=b'~')) {
            continue;
        }
        let mut at = 0;
        while let Some(skipped) = text.as_bytes()[at..].iter().position(|byte| begins_damage(*byte)) {
            at += skipped;
            if let Some(damage) = damage(text, at, block.prose.start()) {
                at = (damage.place.end() - block.prose.start()) as usize;
                if !is_code(document, damage.place) {
                    findings.push(finding(article, damage));
                }
            } else {
                at += 1;
            }
        }
    }
}

/// Whether a character that [`damage`] looks at may begin with this byte: "&", a control character, Latin-1, general
/// punctuation, or the last of the first plane.
fn begins_damage(byte: u8) -> bool {
    match byte {
        b'&' | 0x7f | 0xc2 | 0xc3 | 0xe2 | 0xef => true,
        b'\t' | b'\n' | b'\r' => false,
        _ => byte < 0x20,
    }
}

fn is_code(document: &Document, place: ProseSpan) -> bool {
    document.marks_in(place).any(|mark| mark.kind == MarkKind::Code && mark.prose.encloses(place))
}

fn finding(article: &Article<'_>, damage: Damage) -> Diagnostic {
    let span = article.span(damage.place);
    let mut finding = Diagnostic::new("encoding-damage", span, damage.message).group(damage.kind);
    if let Some(repair) = damage.repair {
        finding = finding.suggest(Suggestion::safe(span, repair));
    }
    finding
}

/// The damage that begins at byte `at` of a block's text, which stands at `offset`.
fn damage(text: &str, at: usize, offset: u32) -> Option<Damage> {
    let c = text[at..].chars().next()?;
    let place = |len: usize| ProseSpan::new(offset + at as u32, offset + (at + len) as u32);
    let one = |message: String, repair: Option<&str>, kind: &'static str| {
        Some(Damage { place: place(c.len_utf8()), message, repair: repair.map(str::to_owned), kind })
    };
    match c {
        '\u{fffd}' => one("a character was lost here (U+FFFD)".into(), None, "lost"),
        'ï' if text[at..].starts_with("ï¿½") => Some(Damage {
            place: place("ï¿½".len()),
            message: "a character was lost here (U+FFFD, decoded once more with the wrong character set)".into(),
            repair: None,
            kind: "lost",
        }),
        '&' => entity(&text[at..]).map(|(len, name)| Damage {
            place: place(len),
            message: format!("“&{name};” is shown as text instead of the character it stands for"),
            repair: None,
            kind: "entity",
        }),
        c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {
            one(format!("an invisible control character (U+{:04X})", u32::from(c)), Some(""), "control")
        }
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' if !text.chars().any(is_right_to_left) => {
            let message = format!("an invisible character that turns the reading direction (U+{:04X})", u32::from(c));
            one(message, Some(""), "direction")
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
            let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
            let after = text[at + c.len_utf8()..].chars().next().is_some_and(|c| c.is_ascii_alphabetic());
            (before && after)
                .then(|| {
                    one(format!("an invisible character inside a word (U+{:04X})", u32::from(c)), Some(""), "invisible")
                })
                .flatten()
        }
        'Â' | 'Ã' | 'Ä' | 'Å' | 'â' | 'ð' => mojibake(&text[at..]).map(|(len, meant)| Damage {
            place: place(len),
            message: format!(
                "“{}” should be “{meant}”: the text was decoded with the wrong character set",
                &text[at..at + len]
            ),
            repair: Some(meant.to_string()),
            kind: "mojibake",
        }),
        _ => None,
    }
}

/// A character reference: the length of it and its name.
fn entity(text: &str) -> Option<(usize, &str)> {
    let end = text.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let shaped = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    (shaped && is_character_reference(&text[..=end])).then_some((end + 1, name))
}

/// UTF-8 that was read as Windows-1252: how many bytes of text show it, and the character that was meant.
fn mojibake(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0u8; 4];
    let mut chars = text.char_indices();
    bytes[0] = windows_1252(chars.next()?.1)?;
    let count = match bytes[0] {
        0xc2..=0xc5 => 2,
        0xe2 => 3,
        0xf0 => 4,
        _ => return None,
    };
    for byte in &mut bytes[1..count] {
        *byte = windows_1252(chars.next()?.1).filter(|byte| (0x80..0xc0).contains(byte))?;
    }
    let len = chars.next().map_or(text.len(), |(at, _)| at);
    let meant = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    // Letters of western alphabets, punctuation, signs, arrows, pictures: what health texts contain.
    let likely = matches!(
        u32::from(meant),
        0xa0..=0x17f | 0x2010..=0x2044 | 0x20ac | 0x2122 | 0x2190..=0x22ff | 0x2500..=0x27bf | 0x1_f300..=0x1_faff
    );
    // "Å”" at the end of a quotation is a letter and a quotation mark.
    let after_capital = bytes[0] >= 0xc4 && count == 2 && (0x80..0xa0).contains(&bytes[1]);
    (likely && !after_capital).then_some((len, meant))
}

/// The byte that Windows-1252 has for a character; bytes that it leaves free are taken as they are.
fn windows_1252(c: char) -> Option<u8> {
    // Unicode, mappings/VENDORS/MICSFT/WINDOWS/CP1252.TXT, rows 80 to 9F.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0..=0xff => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|high| *high == c).map(|at| 0x80 + at as u8),
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff)
}
