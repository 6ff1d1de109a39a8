//! What is wrong with a configuration, shown at its place in the file.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term;

use super::names::nearest;

/// A configuration file as it was read: errors point into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ConfigText {
    /// As it is shown, with forward slashes.
    pub(super) path: String,
    /// What it holds.
    pub(super) text: String,
}

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file and the place in it, if it was a file.
    place: Option<(Arc<ConfigText>, Range<usize>)>,
    message: String,
    note: Option<String>,
}

impl ConfigError {
    /// An error at a place in a file.
    pub(super) fn at(file: &Arc<ConfigText>, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { place: Some((Arc::clone(file), span)), message: message.into(), note: None }
    }

    /// An error that no file is to blame for.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), note: None }
    }

    /// A file that could not be read.
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {}", path.display(), reason(error)))
    }

    /// What the TOML parser or the shape of the file objects to.
    pub(super) fn toml(file: &Arc<ConfigText>, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        // serde's word for it; users write lists.
        let message = error.message().replace("expected a sequence", "expected a list");
        Self::at(file, span, message).note(suggestion(error.message()))
    }

    /// Adds what might help.
    pub(super) fn note(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }

    /// The error as text: message, excerpt, note. Ends with a line break.
    pub fn render(&self) -> String {
        let Some((file, span)) = &self.place else {
            let note = self.note.as_ref().map(|note| format!("  = {note}\n")).unwrap_or_default();
            return format!("error: {}\n{note}", self.message);
        };
        let diagnostic = Diagnostic::error()
            .with_message(&self.message)
            .with_label(Label::primary((), span.clone()))
            .with_notes(self.note.iter().cloned().collect());
        let source = SimpleFile::new(&file.path, &file.text);
        let text = term::emit_into_string(&term::Config::default(), &source, &diagnostic)
            .unwrap_or_else(|_| format!("error: {}: {}", file.path, self.message));
        text.trim_end().to_owned() + "\n"
    }

    /// Errors of one file are shown in the order of its lines.
    pub(super) fn offset(&self) -> usize {
        self.place.as_ref().map_or(0, |(_, span)| span.start)
    }
}

/// Why a file could not be read, in the same words on every platform where that is a common mistake.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// "did you mean" for the messages of serde: "unknown field `a`, expected one of `b`, `c`".
fn suggestion(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next().filter(|_| message.starts_with("unknown "))?;
    did_you_mean(wrong, quoted)
}

/// Proposes the candidate that looks most like `wrong`.
pub(super) fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, candidates).map(|name| format!("did you mean `{name}`?"))
}
