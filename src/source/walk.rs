//! Finding articles: files as named, directories walked.
//!
//! `.gitignore` and `.factlintignore` are respected, hidden files are left alone, files of other types too. A path
//! is reported as it was given with the walked part joined to it: `check docs` reports `docs/a.md`, `check .`
//! reports `./a.md`. What was left out is counted by reason, so that a check of nothing can't pass unseen.
#![expect(clippy::disallowed_methods, reason = "this is where articles are looked for")]

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::error::{ReadError, ReadErrorReason};
use crate::document::Format;

/// What was found.
#[derive(Debug, Default)]
pub struct Walked {
    /// The files to check, sorted by path under each argument.
    pub files: Vec<WalkedFile>,
    /// How many files were left out, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// What could not be found or opened.
    pub errors: Vec<ReadError>,
}

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path as it is reported, with forward slashes.
    pub shown: Arc<str>,
    /// Whether it was named itself. Such a file is checked whatever ignore files say.
    pub explicit: bool,
}

/// Names of text files that are written for machines or lawyers, without `.txt`. They may have one more part:
/// "requirements-dev", "dev-requirements".
const NO_ARTICLES: &[&str] = &[
    "ads",
    "authors",
    "changelog",
    "cmakelists",
    "constraints",
    "contributors",
    "copying",
    "copyright",
    "humans",
    "licence",
    "license",
    "llms",
    "manifest",
    "notice",
    "requirements",
    "robots",
    "security",
    "sitemap",
    "unlicense",
];

/// Finds the files that `paths` name or hold.
pub fn walk(paths: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    for path in paths {
        match std::fs::metadata(path) {
            Err(error) => walked.fail(path, error),
            Ok(metadata) if metadata.is_dir() => walked.directory(path),
            Ok(_) => walked.files.push(WalkedFile { path: path.clone(), shown: shown(path), explicit: true }),
        }
    }
    walked
}

/// A path as it is reported.
fn shown(path: &Path) -> Arc<str> {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into() } else { path.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

impl Walked {
    fn directory(&mut self, root: &Path) {
        let mut builder = WalkBuilder::new(root);
        // Only what lies in the tree decides, not the settings of the machine.
        builder.git_global(false).ignore(false).require_git(false).add_custom_ignore_filename(".factlintignore");
        builder.sort_by_file_name(Ord::cmp);
        let mut folders = Vec::new();
        let mut seen = HashSet::new();
        for entry in builder.build() {
            match entry {
                Ok(entry) => {
                    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                        folders.push(entry.path().to_owned());
                    } else {
                        self.file(&entry);
                    }
                    seen.insert(entry.into_path());
                }
                Err(error) => {
                    let message = error.to_string();
                    self.fail(root, error.into_io_error().unwrap_or_else(|| io::Error::other(message)));
                }
            }
        }
        for folder in folders {
            self.count_left_out(&folder, &seen);
        }
    }

    fn file(&mut self, entry: &DirEntry) {
        let path = entry.path();
        // A link to a file inside the tree would be checked twice, one to elsewhere is not part of it.
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            return;
        }
        if !is_supported(path) {
            self.skip("of an unsupported type");
        } else if is_no_article(path) {
            self.skip("not an article by its name");
        } else {
            self.files.push(WalkedFile { path: path.to_owned(), shown: shown(path), explicit: false });
        }
    }

    /// Counts the articles of a folder that the walk passed over.
    fn count_left_out(&mut self, folder: &Path, seen: &HashSet<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            if seen.contains(&path) || !is_supported(&path) {
                continue;
            }
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            self.skip(if is_hidden { "hidden" } else { "ignored by an ignore file" });
        }
    }

    fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn fail(&mut self, path: &Path, error: io::Error) {
        self.errors.push(ReadError { path: shown(path), reason: ReadErrorReason::Io(error) });
    }
}

fn is_supported(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).and_then(Format::from_extension).is_some()
}

fn is_no_article(path: &Path) -> bool {
    let is_text = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_text) else { return false };
    let stem = stem.to_lowercase();
    let parts: Vec<&str> = stem.split(['-', '_', '.']).collect();
    match parts.as_slice() {
        [name] => NO_ARTICLES.contains(name),
        // "ads-for-statins" is an article, and so may be "security-of-supply".
        [first, second] => {
            [first, second].iter().any(|part| matches!(**part, "license" | "licence" | "requirements" | "llms" | "ads"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        folder
    }

    fn found(walked: &Walked, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.to_string_lossy());
        walked.files.iter().map(|file| file.shown.strip_prefix(&root).unwrap_or(&file.shown).to_owned()).collect()
    }

    #[test]
    fn articles_are_found_in_order_and_the_rest_is_counted() {
        let folder = tree(&[
            ("b.md", ""),
            ("a/z.HTML", ""),
            ("a/c.mdx", ""),
            ("a/photo.png", ""),
            ("a/robots.txt", ""),
            ("a/requirements-dev.txt", ""),
            ("drafts/old.md", ""),
            ("drafts/new.md", ""),
            (".hidden.md", ""),
            ("skipped.md", ""),
            (".gitignore", "old.md"),
            (".factlintignore", "skipped.md"),
        ]);
        let walked = walk(&[folder.path().to_owned()]);
        assert_eq!(found(&walked, folder.path()), ["a/c.mdx", "a/z.HTML", "b.md", "drafts/new.md"]);
        let skipped: Vec<_> = walked.skipped.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
        assert_eq!(
            skipped,
            [
                ("hidden", 1),
                ("ignored by an ignore file", 2),
                ("not an article by its name", 2),
                ("of an unsupported type", 1),
            ]
        );
        assert!(walked.errors.is_empty());
    }

    #[test]
    fn named_files_are_always_checked() {
        let folder = tree(&[("old.md", ""), ("robots.txt", ""), ("photo.png", ""), (".gitignore", "*")]);
        let paths = ["old.md", "robots.txt", "photo.png"].map(|name| folder.path().join(name));
        let walked = walk(&paths);
        assert_eq!(found(&walked, folder.path()), ["old.md", "robots.txt", "photo.png"]);
        assert!(walked.files.iter().all(|file| file.explicit));
    }

    #[test]
    fn what_is_missing_is_an_error() {
        let walked = walk(&["no-such-folder/a.md".into()]);
        assert!(walked.files.is_empty());
        assert!(walked.errors[0].to_string().starts_with("no-such-folder/a.md: "));
    }

    #[test]
    fn machine_files_are_told_by_their_whole_name() {
        for name in ["LICENSE.txt", "CMakeLists.txt", "app-ads.txt", "llms-full.txt", "LICENSE-MIT.txt"] {
            assert!(is_no_article(Path::new(name)), "{name}");
        }
        for name in ["gout.txt", "sodium-requirements-of-runners.txt", "notice-your-heartbeat.txt", "security.md"] {
            assert!(!is_no_article(Path::new(name)), "{name}");
        }
    }
}
