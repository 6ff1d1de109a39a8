//! What is to be checked: files, directories, standard input.
#![expect(clippy::disallowed_methods, reason = "two paths may name one file, which only the file system knows")]

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint::document::Format;
use factlint::source::{self, Source};

use super::args::ScopeArgs;

/// The argument that stands for standard input.
const STDIN: &str = "-";

/// Something to check.
pub(super) struct Input {
    /// Where it is; for standard input, what it stands for.
    pub(super) path: PathBuf,
    /// As it is reported.
    pub(super) shown: Arc<str>,
    /// Named on the command line, not found in a directory.
    explicit: bool,
    /// What standard input held.
    stdin: Option<Vec<u8>>,
}

/// Everything to check, sorted by path, each file once.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) files: Vec<Input>,
    /// What was left out, by reason.
    pub(super) skipped: BTreeMap<String, usize>,
    /// What could not be found or read.
    pub(super) failures: Vec<String>,
}

impl Inputs {
    /// Finds all files and reads standard input if it is asked for.
    pub(super) fn gather(scope: &ScopeArgs) -> Self {
        let (stdin, mut paths): (Vec<PathBuf>, Vec<PathBuf>) =
            scope.paths.iter().cloned().partition(|path| path.as_path() == Path::new(STDIN));
        let reads_stdin = !stdin.is_empty() || scope.stdin_filename.is_some();
        if paths.is_empty() && !reads_stdin {
            paths.push(PathBuf::from("."));
        }
        let walked = source::walk(&paths);
        let failures = walked.errors.iter().map(ToString::to_string).collect();
        let mut inputs = Self { files: Vec::new(), skipped: walked.skipped, failures };
        inputs.files.extend(walked.files.into_iter().map(|file| Input {
            path: file.path,
            shown: file.shown,
            explicit: file.explicit,
            stdin: None,
        }));
        if paths.len() > 1 {
            inputs.drop_repeated();
        }
        if reads_stdin {
            inputs.read_stdin(scope.stdin_filename.as_deref());
        }
        inputs.files.sort_by(|a, b| a.shown.cmp(&b.shown));
        inputs
    }

    fn read_stdin(&mut self, stands_for: Option<&Path>) {
        let mut bytes = Vec::new();
        if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
            self.failures.push(format!("standard input: {error}"));
            return;
        }
        let path = stands_for.unwrap_or(Path::new(STDIN));
        self.files.push(Input {
            path: path.to_owned(),
            shown: path.to_string_lossy().replace('\\', "/").into(),
            explicit: true,
            stdin: Some(bytes),
        });
    }

    /// Files that several arguments lead to are checked once.
    fn drop_repeated(&mut self) {
        let mut seen = HashSet::new();
        self.files.retain(|file| match std::fs::canonicalize(&file.path) {
            Ok(path) => seen.insert(path),
            Err(_) => true,
        });
    }

    /// Leaves out what the configuration excludes; files named on the command line only where that is `forced`.
    pub(super) fn drop_excluded(&mut self, forced: bool, excludes: impl Fn(&Path) -> bool) {
        let before = self.files.len();
        self.files.retain(|file| (file.explicit && !forced) || !excludes(&file.path));
        if before > self.files.len() {
            self.skipped.insert("excluded".to_owned(), before - self.files.len());
        }
    }
}

impl Input {
    /// Whether it came from standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.stdin.is_some()
    }

    /// The decoded text.
    ///
    /// # Errors
    /// The reason that it cannot be read, with the path.
    pub(super) fn read(&self) -> Result<Source, String> {
        let source = match &self.stdin {
            None => source::read(&self.path, Arc::clone(&self.shown)),
            Some(bytes) => {
                let extension = self.path.extension().and_then(|extension| extension.to_str());
                let format = extension.and_then(Format::from_extension).unwrap_or(Format::Markdown);
                source::decode(bytes.clone(), Arc::clone(&self.shown), format)
            }
        };
        source.map_err(|error| error.to_string())
    }
}
