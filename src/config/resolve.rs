//! From configuration files and command line to the settings of each file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::discover::{Finder, Lookup, Node, canonical};
use super::error::{ConfigError, ConfigText};
use super::file::Names;
use super::house::House;
use super::layer::{Checker, Layer};
use super::{FailOn, Settings};
use crate::rules::Registry;

/// What applies to one file.
#[derive(Clone, Debug)]
pub struct FileSettings {
    /// For the engine.
    pub settings: Arc<Settings>,
    /// The severity that fails a run.
    pub fail_on: FailOn,
}

/// The configuration files of a run, read but not yet checked against the rules.
#[derive(Debug, Default)]
pub struct Found {
    /// By directory as given: the same without links and `..`, and what applies there.
    by_directory: FxHashMap<PathBuf, (PathBuf, Option<Arc<Node>>)>,
    house: House,
}

impl Found {
    /// Reads the configuration that applies to `files`.
    ///
    /// # Errors
    /// What cannot be read or is no configuration; every file that is wrong is named once.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a Path>, lookup: Lookup) -> Result<Self, Vec<ConfigError>> {
        let mut finder = Finder::default();
        let mut found = Self::default();
        let mut errors: Vec<ConfigError> = Vec::new();
        let given = match lookup {
            Lookup::Nearest | Lookup::Nothing => None,
            Lookup::File(path) => Some(finder.read(path).map_err(|error| vec![error])?),
        };
        for file in files {
            let given_directory = directory_of(file);
            if found.by_directory.contains_key(given_directory) {
                continue;
            }
            let directory = canonical(given_directory);
            let node = match lookup {
                Lookup::Nearest => finder.nearest(&directory).unwrap_or_else(|error| {
                    if !errors.contains(&error) {
                        errors.push(error);
                    }
                    None
                }),
                Lookup::File(_) | Lookup::Nothing => given.clone(),
            };
            found.by_directory.insert(given_directory.to_owned(), (directory, node));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        found.house = finder.house().map_err(|error| vec![error])?;
        Ok(found)
    }

    /// The rules of the house that these files extend.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Checks all files against the rules. `exclude` are globs that start from the working directory.
    ///
    /// # Errors
    /// Everything that is wrong, in all files.
    pub fn check(
        self,
        registry: &Registry,
        command_line: Layer,
        exclude: &[String],
    ) -> Result<Configuration, Vec<ConfigError>> {
        let mut chains =
            Chains { registry, known: FxHashMap::default(), parts: FxHashMap::default(), errors: Vec::new() };
        let mut directories: Vec<_> = self.by_directory.into_iter().collect();
        directories.sort_by(|a, b| a.0.cmp(&b.0));
        let by_directory = directories
            .into_iter()
            .map(|(given, (directory, node))| {
                (given, (directory, node.map_or_else(Arc::default, |node| chains.chain(&node))))
            })
            .collect();
        let mut errors = chains.errors;
        let exclude = globs(exclude.iter().map(|glob| (glob.as_str(), None)), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let exclude = (canonical(Path::new("")), exclude);
        Ok(Configuration { by_directory, command_line, exclude, resolved: FxHashMap::default() })
    }
}

/// A place in a configuration file.
type Place = (Arc<ConfigText>, std::ops::Range<usize>);

/// The layers that apply below some directory, weakest first.
type Chain = Arc<Vec<Arc<Part>>>;

/// A layer, and the files that it is for.
#[derive(Debug)]
struct Part {
    directory: PathBuf,
    /// Only for files that this matches.
    paths: Option<Gitignore>,
    /// Files that are not checked at all.
    exclude: Gitignore,
    layer: Layer,
}

/// Builds chains, each file's part once.
struct Chains<'a> {
    registry: &'a Registry,
    known: FxHashMap<*const Node, Chain>,
    parts: FxHashMap<*const Node, Vec<Arc<Part>>>,
    errors: Vec<ConfigError>,
}

impl Chains<'_> {
    fn chain(&mut self, node: &Arc<Node>) -> Chain {
        if let Some(known) = self.known.get(&Arc::as_ptr(node)) {
            return Arc::clone(known);
        }
        let mut parts = Vec::new();
        self.collect(node, &mut parts);
        let chain = Arc::new(parts);
        self.known.insert(Arc::as_ptr(node), Arc::clone(&chain));
        chain
    }

    /// What a file builds on comes before the file itself, its overrides come last.
    fn collect(&mut self, node: &Arc<Node>, into: &mut Vec<Arc<Part>>) {
        for base in &node.bases {
            self.collect(base, into);
        }
        if !self.parts.contains_key(&Arc::as_ptr(node)) {
            let parts = self.parts_of(node);
            self.parts.insert(Arc::as_ptr(node), parts);
        }
        into.extend_from_slice(&self.parts[&Arc::as_ptr(node)]);
    }

    fn parts_of(&mut self, node: &Node) -> Vec<Arc<Part>> {
        let earlier = self.errors.len();
        let mut checker = Checker { registry: self.registry, text: &node.text, errors: &mut self.errors };
        let layer = checker.file(&node.file);
        let overrides: Vec<Layer> = node.file.overrides.iter().map(|section| checker.overriding(section)).collect();
        let exclude = self.globs(node, &node.file.exclude);
        let mut parts = vec![Arc::new(Part { directory: node.directory.clone(), paths: None, exclude, layer })];
        for (section, layer) in node.file.overrides.iter().zip(overrides) {
            let paths = Some(self.globs(node, &section.paths));
            let (directory, exclude) = (node.directory.clone(), Gitignore::empty());
            parts.push(Arc::new(Part { directory, paths, exclude, layer }));
        }
        self.errors[earlier..].sort_by_key(ConfigError::offset);
        parts
    }

    fn globs(&mut self, node: &Node, patterns: &Names) -> Gitignore {
        let place = |glob: &Spanned<String>| Some((Arc::clone(&node.text), glob.span()));
        globs(patterns.iter().map(|glob| (glob.get_ref().as_str(), place(glob))), &mut self.errors)
    }
}

/// Compiles globs in the notation of `.gitignore`, each with its place if it is in a file.
fn globs<'a>(patterns: impl Iterator<Item = (&'a str, Option<Place>)>, errors: &mut Vec<ConfigError>) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    for (pattern, place) in patterns {
        if let Err(error) = builder.add_line(None, pattern) {
            errors.push(match place {
                Some((text, span)) => ConfigError::at(&text, span, error.to_string()),
                None => ConfigError::new(error.to_string()),
            });
        }
    }
    builder.build().unwrap_or_else(|error| {
        errors.push(ConfigError::new(error.to_string()));
        Gitignore::empty()
    })
}

/// The configuration of a run.
#[derive(Debug)]
pub struct Configuration {
    by_directory: FxHashMap<PathBuf, (PathBuf, Chain)>,
    command_line: Layer,
    /// Globs of the command line, and the working directory that they start from.
    exclude: (PathBuf, Gitignore),
    /// By the layers that apply.
    resolved: FxHashMap<Vec<*const Part>, FileSettings>,
}

impl Configuration {
    /// Whether the configuration says that `file` is not to be checked.
    pub fn excludes(&self, file: &Path) -> bool {
        let (place, chain) = self.look_up(file);
        let (working_directory, exclude) = &self.exclude;
        matches(exclude, working_directory, &place)
            || chain.iter().any(|part| matches(&part.exclude, &part.directory, &place))
    }

    /// The directory of the configuration file that applies to `file`, if there is one.
    pub fn directory(&self, file: &Path) -> Option<PathBuf> {
        self.look_up(file).1.last().map(|part| part.directory.clone())
    }

    /// The settings of a file, one of those that the configuration was read for.
    pub fn settings(&mut self, file: &Path) -> FileSettings {
        let (place, chain) = self.look_up(file);
        let applies = |part: &&Arc<Part>| match &part.paths {
            Some(paths) => matches(paths, &part.directory, &place),
            None => true,
        };
        let parts: Vec<Arc<Part>> = chain.iter().filter(applies).map(Arc::clone).collect();
        let key: Vec<*const Part> = parts.iter().map(Arc::as_ptr).collect();
        let command_line = &self.command_line;
        self.resolved
            .entry(key)
            .or_insert_with(|| combine(parts.iter().map(|part| &part.layer).chain([command_line])))
            .clone()
    }

    /// Where a file really stands, and what applies there.
    fn look_up(&self, file: &Path) -> (PathBuf, Chain) {
        match self.by_directory.get(directory_of(file)) {
            Some((directory, chain)) => (directory.join(file.file_name().unwrap_or_default()), Arc::clone(chain)),
            None => (file.to_owned(), Chain::default()),
        }
    }
}

fn combine<'a>(layers: impl Iterator<Item = &'a Layer>) -> FileSettings {
    let mut settings = Settings::default();
    let mut fail_on = FailOn::default();
    for layer in layers {
        settings.selectors.extend_from_slice(&layer.selectors);
        settings.severities.extend_from_slice(&layer.severities);
        for (rule, values) in &layer.options {
            settings.options.entry(rule.clone()).or_default().extend(values.clone());
        }
        settings.market = layer.market.unwrap_or(settings.market);
        settings.content = layer.content.unwrap_or(settings.content);
        settings.today = layer.today.or(settings.today);
        settings.min_confidence = layer.min_confidence.unwrap_or(settings.min_confidence);
        if let Some(publisher) = &layer.publisher {
            settings.publisher = Arc::clone(publisher);
        }
        fail_on = layer.fail_on.unwrap_or(fail_on);
    }
    FileSettings { settings: Arc::new(settings), fail_on }
}

/// Whether `file`, or a directory that it is in, is matched. Files outside `directory` are not.
fn matches(globs: &Gitignore, directory: &Path, file: &Path) -> bool {
    !globs.is_empty()
        && file.strip_prefix(directory).is_ok_and(|file| globs.matched_path_or_any_parents(file, false).is_ignore())
}

fn directory_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}
