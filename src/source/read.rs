//! From bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one.
#![expect(clippy::disallowed_methods, reason = "this is where articles are read")]

use std::path::Path;
use std::sync::Arc;

use super::error::{NotText, Place, ReadError, ReadErrorReason};
use super::{Encoding, Source};
use crate::document::Format;

/// The size from which on files are refused: offsets are 32 bits wide.
const TOO_LARGE: u64 = 1 << 32;

/// Reads and decodes the file at `path`; `shown` is its path as it is reported.
///
/// # Errors
/// When it can't be read, is of no supported type, too large or no text.
pub fn read(path: &Path, shown: Arc<str>) -> Result<Source, ReadError> {
    let format = path.extension().and_then(|extension| extension.to_str()).and_then(Format::from_extension);
    let Some(format) = format else {
        return Err(ReadError { path: shown, reason: ReadErrorReason::UnsupportedType });
    };
    let bytes = std::fs::metadata(path).and_then(|metadata| {
        // A device or a pipe has no size worth asking for; it is read to its end.
        if metadata.len() >= TOO_LARGE { Ok(Err(metadata.len())) } else { std::fs::read(path).map(Ok) }
    });
    match bytes {
        Ok(Ok(bytes)) => decode(bytes, shown, format),
        Ok(Err(bytes)) => Err(ReadError { path: shown, reason: ReadErrorReason::TooLarge { bytes } }),
        Err(error) => Err(ReadError { path: shown, reason: ReadErrorReason::Io(error) }),
    }
}

/// Decodes `bytes`, the content of a file that is reported as `shown`.
///
/// # Errors
/// When they are too many or no text.
///
/// ```
/// use factlint::document::Format;
/// use factlint::source::decode;
///
/// let source = decode(b"\xFF\xFE5\x00 \x00m\x00g\x00".to_vec(), "dose.txt".into(), Format::Text).unwrap();
/// assert_eq!(&*source.text, "5 mg");
/// assert_eq!(source.file_offset(2), 6);
///
/// let error = decode(b"5 mg\n\xFF".to_vec(), "dose.txt".into(), Format::Text).unwrap_err();
/// assert_eq!(error.to_string(), "dose.txt:2:1: invalid UTF-8 at byte 5");
/// ```
pub fn decode(bytes: Vec<u8>, shown: Arc<str>, format: Format) -> Result<Source, ReadError> {
    let decoded = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => utf8(bytes, 3).map(|text| (text, Encoding::Utf8Bom)),
        [0xff, 0xfe, units @ ..] => utf16(units, u16::from_le_bytes).map(|text| (text, Encoding::Utf16)),
        [0xfe, 0xff, units @ ..] => utf16(units, u16::from_be_bytes).map(|text| (text, Encoding::Utf16)),
        _ => utf8(bytes, 0).map(|text| (text, Encoding::Utf8)),
    };
    let (text, encoding) = match decoded {
        Ok(decoded) => decoded,
        Err(reason) => return Err(ReadError { path: shown, reason }),
    };
    if text.len() as u64 >= TOO_LARGE {
        return Err(ReadError { path: shown, reason: ReadErrorReason::TooLarge { bytes: text.len() as u64 } });
    }
    let source = Source { path: shown, format, text: text.into(), encoding };
    match memchr::memchr(0, source.text.as_bytes()) {
        None => Ok(source),
        Some(at) => {
            let place = Place::after(&source.text[..at], source.file_offset(at as u32) as u64);
            Err(ReadError { path: source.path, reason: ReadErrorReason::NotText { found: NotText::Nul, place } })
        }
    }
}

fn utf8(bytes: Vec<u8>, mark: usize) -> Result<String, ReadErrorReason> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.drain(..mark);
            Ok(text)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[mark.min(valid)..valid]);
            let place = Place::after(&before, valid as u64);
            Err(ReadErrorReason::NotText { found: NotText::InvalidUtf8, place })
        }
    }
}

/// `units` are the bytes behind the byte order mark.
fn utf16(units: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadErrorReason> {
    let (pairs, half) = units.as_chunks::<2>();
    let mut text = String::with_capacity(units.len() / 2);
    let mut offset = 2_u64;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(decoded) = decoded else {
            let place = Place::after(&text, offset);
            return Err(ReadErrorReason::NotText { found: NotText::InvalidUtf16, place });
        };
        text.push(decoded);
        offset += 2 * decoded.len_utf16() as u64;
    }
    if half.is_empty() {
        return Ok(text);
    }
    let place = Place::after(&text, offset);
    Err(ReadErrorReason::NotText { found: NotText::InvalidUtf16, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<Source, ReadErrorReason> {
        decode(bytes.to_vec(), "a.txt".into(), Format::Text).map_err(|error| error.reason)
    }

    fn place(bytes: &[u8]) -> (NotText, Place) {
        match decoded(bytes) {
            Err(ReadErrorReason::NotText { found, place }) => (found, place),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn marks_are_taken_off_and_counted() {
        let source = decoded(b"\xEF\xBB\xBF5 mg").unwrap();
        assert_eq!((&*source.text, source.file_offset(2)), ("5 mg", 5));
        let source = decoded(b"\xFE\xFF\x00\xB5\xD8\x3D\xDE\x00\x00g").unwrap();
        assert_eq!((&*source.text, source.file_offset(6)), ("µ😀g", 8));
    }

    #[test]
    fn what_is_no_text_is_located() {
        assert_eq!(place(b"a\n\xC3\xA9\xFF"), (NotText::InvalidUtf8, Place { offset: 4, line: 2, column: 2 }));
        assert_eq!(place(b"\xEF\xBB\xBFa\xFF"), (NotText::InvalidUtf8, Place { offset: 4, line: 1, column: 2 }));
        assert_eq!(place(b"a\n\0"), (NotText::Nul, Place { offset: 2, line: 2, column: 1 }));
        assert_eq!(place(b"\xFF\xFEa\0\x00\xD8b\0"), (NotText::InvalidUtf16, Place { offset: 4, line: 1, column: 2 }));
        assert_eq!(place(b"\xFF\xFEa\0b"), (NotText::InvalidUtf16, Place { offset: 4, line: 1, column: 2 }));
    }

    #[test]
    fn large_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.txt");
        std::fs::File::create(&path).unwrap().set_len(TOO_LARGE).unwrap();
        let error = read(&path, "large.txt".into()).unwrap_err();
        assert!(matches!(error.reason, ReadErrorReason::TooLarge { bytes: TOO_LARGE }), "{error}");
    }

    #[test]
    fn other_types_are_refused() {
        let error = read(Path::new("picture.png"), "picture.png".into()).unwrap_err();
        assert!(error.to_string().starts_with("picture.png: this type of file can't be checked"));
    }
}
