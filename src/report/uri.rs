//! Paths as other programs want them: relative to the working directory, or as URIs.

use std::fmt::Write;

/// `path` without `./` and, where it lies below `directory`, without that.
pub(super) fn relative_to<'a>(path: &'a str, directory: &str) -> &'a str {
    let below = path.strip_prefix(directory).and_then(|rest| rest.strip_prefix('/'));
    let mut path = if directory.is_empty() { path } else { below.unwrap_or(path) };
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}

/// `path` as a URI reference: relative below `directory`, absolute elsewhere.
pub(super) fn uri(path: &str, directory: &str) -> String {
    let path = relative_to(path, directory);
    let mut uri = match path.as_bytes() {
        [b'/', ..] => "file://".to_owned(),
        [_, b':', b'/', ..] => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        // RFC 3986: unreserved characters and the slash; a colon would make a scheme of the first segment.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_relative_below_the_directory() {
        assert_eq!(uri("./a b/ü.md", "/home/x"), "a%20b/%C3%BC.md");
        assert_eq!(uri("/home/x/a.md", "/home/x"), "a.md");
        assert_eq!(uri("/home/xy/a.md", "/home/x"), "file:///home/xy/a.md");
        assert_eq!(uri("../a.md", "/home/x"), "../a.md");
        assert_eq!(uri("<stdin>", "/home/x"), "%3Cstdin%3E");
        assert_eq!(uri("a:b.md", ""), "a%3Ab.md");
    }
}
