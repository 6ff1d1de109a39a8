//! Which configuration files apply to which files.
//!
//! The search begins in the directory of each checked file, not in the working directory, and ends at the first
//! `factlint.toml`, at the root of a repository or of the file system. What a file `extends` is read with it.
#![expect(clippy::disallowed_methods, reason = "configuration files are read here")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use rustc_hash::FxHashMap;

use super::error::{ConfigError, ConfigText, reason};
use super::file::ConfigFile;
use super::house::House;

/// The name that is looked for.
pub const FILE_NAME: &str = "factlint.toml";

/// Directory entries that mark the root of a repository.
const REPOSITORY: [&str; 3] = [".git", ".hg", ".jj"];

/// A file that was read, with what it builds on.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) text: Arc<ConfigText>,
    /// The directory that its globs and paths start from; absolute.
    pub(super) directory: PathBuf,
    pub(super) file: ConfigFile,
    /// What it extends, in order.
    pub(super) bases: Vec<Arc<Node>>,
    /// Folders with rules of the house.
    pub(super) packs: Vec<PathBuf>,
}

/// Which file to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// The nearest above each checked file.
    Nearest,
    /// This one for all.
    File(&'a Path),
    /// None.
    Nothing,
}

/// Reads configuration files, each once.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// By directory, the file that applies in it.
    by_directory: FxHashMap<PathBuf, Option<Arc<Node>>>,
    /// By canonical path.
    by_file: FxHashMap<PathBuf, Arc<Node>>,
}

impl Finder {
    /// The configuration that applies in `directory`, which is absolute.
    pub(super) fn nearest(&mut self, directory: &Path) -> Result<Option<Arc<Node>>, ConfigError> {
        if let Some(known) = self.by_directory.get(directory) {
            return Ok(known.clone());
        }
        let path = directory.join(FILE_NAME);
        let node = match fs::read_to_string(&path) {
            Ok(text) => Some(self.parse(&path, text, &mut Vec::new())?),
            Err(error) if !is_absent(&error) => return Err(ConfigError::unreadable(&path, &error)),
            Err(_) if REPOSITORY.iter().any(|mark| directory.join(mark).exists()) => None,
            Err(_) => match directory.parent() {
                Some(parent) => self.nearest(parent)?,
                None => None,
            },
        };
        self.by_directory.insert(directory.to_owned(), node.clone());
        Ok(node)
    }

    /// The house packs of all files that were read, each once.
    pub(super) fn house(&self) -> Result<House, ConfigError> {
        let folders: BTreeSet<&PathBuf> = self.by_file.values().flat_map(|node| &node.packs).collect();
        let mut house = House::default();
        for folder in folders {
            house.read(folder)?;
        }
        Ok(house)
    }

    /// Reads one file and all that it extends.
    pub(super) fn read(&mut self, path: &Path) -> Result<Arc<Node>, ConfigError> {
        let text = fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        self.parse(path, text, &mut Vec::new())
    }

    /// `open` are the files that are being read and led here: extending one of them would go round in circles.
    fn parse(&mut self, path: &Path, text: String, open: &mut Vec<PathBuf>) -> Result<Arc<Node>, ConfigError> {
        let identity = fs::canonicalize(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        if let Some(known) = self.by_file.get(&identity) {
            return Ok(Arc::clone(known));
        }
        let text = Arc::new(ConfigText { path: shown(path), text });
        let file: ConfigFile = toml::from_str(&text.text).map_err(|error| ConfigError::toml(&text, &error))?;
        let directory = canonical(path.parent().unwrap_or(Path::new("")));

        open.push(identity.clone());
        let (mut bases, mut packs) = (Vec::new(), Vec::new());
        for extended in &file.extends {
            let target = directory.join(extended.get_ref());
            let here = |message: String| ConfigError::at(&text, extended.span(), message);
            if target.is_dir() {
                packs.push(target);
                continue;
            }
            if fs::canonicalize(&target).is_ok_and(|target| open.contains(&target)) {
                return Err(here(format!("`{}` extends itself", extended.get_ref())));
            }
            let base = fs::read_to_string(&target)
                .map_err(|error| here(format!("{}: {}", extended.get_ref(), reason(&error))))?;
            bases.push(self.parse(&target, base, open)?);
        }
        open.pop();

        let node = Arc::new(Node { text, directory, file, bases, packs });
        self.by_file.insert(identity, Arc::clone(&node));
        Ok(node)
    }
}

/// A directory without links and `..`; one that does not exist, as well as it can be told.
pub(super) fn canonical(directory: &Path) -> PathBuf {
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    fs::canonicalize(directory).or_else(|_| std::path::absolute(directory)).unwrap_or_else(|_| directory.to_owned())
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A path for people: relative to the working directory where it can be, with forward slashes.
pub(super) fn shown(path: &Path) -> String {
    let working = std::env::current_dir().ok();
    let path = working.as_deref().and_then(|working| path.strip_prefix(working).ok()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
