//! Rules of a house's own: a folder with cards in the format of the built-in ones.
//!
//! `extends = ["house-rules/"]` reads `house-rules/<family>/<rule>.toml` (or `house-rules/<rule>.toml`, family
//! `house`) and word classes from `house-rules/words/<class>.toml`.
#![expect(clippy::disallowed_methods, reason = "house rules are read here")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::discover::shown;
use super::error::{ConfigError, ConfigText};
use crate::rules::{HousePack, HouseRuleError};

/// The family of cards that lie in no folder of a family.
const FAMILY: &str = "house";
/// The folder of the word classes.
const WORDS: &str = "words";

/// House packs as they were read.
#[derive(Debug, Default)]
pub struct House {
    packs: Vec<HousePack>,
    /// By rule or class, the file that it was read from.
    files: Vec<(String, Arc<ConfigText>)>,
}

impl House {
    /// The packs, for the registry.
    pub fn packs(&self) -> Vec<HousePack> {
        self.packs.clone()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }

    /// Reads one folder.
    pub(super) fn read(&mut self, folder: &Path) -> Result<(), ConfigError> {
        let mut pack = HousePack::default();
        for path in entries(folder)? {
            match (path.is_dir(), stem(&path)) {
                (true, Some(name)) if name == WORDS => {
                    for file in entries(&path)? {
                        self.card(&file, |name, class| pack.classes.push((name, class)))?;
                    }
                }
                (true, Some(family)) => {
                    for file in entries(&path)? {
                        self.card(&file, |name, card| pack.cards.push((name, family.clone(), card)))?;
                    }
                }
                _ => self.card(&path, |name, card| pack.cards.push((name, FAMILY.to_owned(), card)))?,
            }
        }
        self.packs.push(pack);
        Ok(())
    }

    fn card<T: DeserializeOwned>(&mut self, path: &Path, keep: impl FnOnce(String, T)) -> Result<(), ConfigError> {
        let Some(name) = stem(path).filter(|_| path.extension().is_some_and(|extension| extension == "toml")) else {
            return Ok(());
        };
        let text = fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        let text = Arc::new(ConfigText { path: shown(path), text });
        keep(name.clone(), toml::from_str(&text.text).map_err(|error| ConfigError::toml(&text, &error))?);
        self.files.push((name, text));
        Ok(())
    }

    /// Why the registry refused the packs, in terms of their files.
    pub fn explain(&self, error: &HouseRuleError) -> ConfigError {
        let file = |name: &str| self.files.iter().find(|(known, _)| known == name).map(|(_, text)| text);
        match error {
            HouseRuleError::Class(reason) => ConfigError::new(reason),
            HouseRuleError::Duplicate(rule) => {
                let message = format!("there is a rule called `{rule}` already");
                file(rule).map_or_else(|| ConfigError::new(&message), |text| ConfigError::at(text, 0..0, &message))
            }
            HouseRuleError::Pattern { rule, pattern, error } => {
                let message = format!("`{pattern}`: {}", error.reason);
                let Some(text) = file(rule) else { return ConfigError::new(message) };
                // A pattern with escapes stands differently in the file; then its card is all that can be shown.
                let start = text.text.find(pattern).map_or(0, |start| start + error.at);
                let width = text.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                ConfigError::at(text, start..start + width, message)
            }
        }
    }
}

/// What a folder holds, in order of name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    let unreadable = |error: std::io::Error| ConfigError::unreadable(folder, &error);
    let mut paths = fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}
