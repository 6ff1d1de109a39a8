//! The articles that are open, as the editor has them.

use std::path::PathBuf;
use std::time::Instant;

use factlint::document::Format;
use factlint::report::Finding;
use factlint::source::Source;
use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::position::{Encoding, Lines};
use super::setup::{Setup, file_of};

/// An article in the editor.
pub(super) struct OpenDocument {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) source: Source,
    pub(super) lines: Lines,
    /// Where it is kept, if it is kept in a file.
    pub(super) path: Option<PathBuf>,
    pub(super) setup: Setup,
    /// When it is to be checked, if it has changed.
    pub(super) due: Option<Instant>,
    /// What was found in this version. Empty until it has been checked.
    pub(super) findings: Vec<Finding>,
    encoding: Encoding,
}

impl OpenDocument {
    /// Gives nothing for a document that is no article.
    pub(super) fn new(
        item: TextDocumentItem,
        encoding: Encoding,
        setup: impl FnOnce(Option<&PathBuf>) -> Setup,
    ) -> Option<Self> {
        let path = file_of(&item.uri);
        let format = format_of(&item.language_id, path.as_ref())?;
        let shown =
            path.as_ref().map_or_else(|| item.uri.as_str().to_owned(), |path| path.to_string_lossy().into_owned());
        let source = Source::new(shown, format, item.text);
        Some(Self {
            lines: Lines::new(&source.text, encoding),
            setup: setup(path.as_ref()),
            uri: item.uri,
            version: item.version,
            source,
            path,
            due: None,
            findings: Vec::new(),
            encoding,
        })
    }

    /// Takes over what was typed.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut text = self.source.text.to_string();
        for change in changes {
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let range = Lines::new(&text, self.encoding).bytes(&text, range);
                    text.replace_range(range, &change.text);
                }
            }
        }
        self.lines = Lines::new(&text, self.encoding);
        self.source.text = text.into();
        self.version = version;
        self.findings.clear();
    }
}

/// The file's name decides before what the editor takes it for.
fn format_of(language: &str, path: Option<&PathBuf>) -> Option<Format> {
    let extension = path.and_then(|path| path.extension()).and_then(|extension| extension.to_str());
    extension.and_then(Format::from_extension).or(match language {
        "markdown" => Some(Format::Markdown),
        "mdx" => Some(Format::Mdx),
        "html" => Some(Format::Html),
        "plaintext" | "text" => Some(Format::Text),
        _ => None,
    })
}
