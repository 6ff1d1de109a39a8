//! Text as HTML, harmless in elements and in quoted attributes alike.

use std::fmt::{self, Display, Write};

use crate::report::visible::shown;

/// Text that is not markup. What would hide or reorder the text on the screen is shown as a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' | '\u{a0}' => f.write_char(char)?,
                // An invitation to break a long word is harmless, and a sign for it would litter the page.
                '\u{ad}' | '\u{200b}' => {}
                _ => f.write_char(shown(char))?,
            }
        }
        Ok(())
    }
}

/// A destination that may be a link: pages of the web and nothing that runs or reads files.
pub(super) fn web_address(destination: &str) -> Option<String> {
    let url = url::Url::parse(destination).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes() {
        let text = Escaped("<a href='x' onclick=\"y\">&\u{202e}\0").to_string();
        assert_eq!(text, "&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;�␀");
    }

    #[test]
    fn only_the_web_is_linked() {
        assert!(web_address("https://example.org/a").is_some());
        for inert in ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/a"] {
            assert_eq!(web_address(inert), None, "{inert}");
        }
    }
}
