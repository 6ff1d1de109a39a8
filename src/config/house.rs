//! Rules of a house's own: a folder with cards in the format of the built-in ones.
//!
//! `extends = ["house-rules/"]` reads `house-rules/<family>/<rule>.toml` (or `house-rules/<rule>.toml`, family
//! `house`) and word classes from `house-rules/words/<class>.toml`.
#![expect(clippy::disallowed_methods, reason = "house rules are read here")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;

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

    /// Reads a folder as far as it can be read, and gives everything that is wrong with the rest.
    pub fn open(folder: &Path) -> (Self, Vec<ConfigError>) {
        let (mut house, mut errors) = (Self::default(), Vec::new());
        house.gather(folder, &mut errors);
        (house, errors)
    }

    /// Reads one folder.
    pub(super) fn read(&mut self, folder: &Path) -> Result<(), ConfigError> {
        let mut errors = Vec::new();
        self.gather(folder, &mut errors);
        errors.into_iter().next().map_or(Ok(()), Err)
    }

    fn gather(&mut self, folder: &Path, errors: &mut Vec<ConfigError>) {
        let mut pack = HousePack::default();
        for path in entries(folder, errors) {
            match (path.is_dir(), stem(&path)) {
                (true, Some(name)) if name == WORDS => {
                    for file in entries(&path, errors) {
                        errors.extend(self.card(&file, |name, class| pack.classes.push((name, class))).err());
                    }
                }
                (true, Some(family)) => {
                    for file in entries(&path, errors) {
                        let keep = |name, card| pack.cards.push((name, family.clone(), card));
                        errors.extend(self.card(&file, keep).err());
                    }
                }
                _ => {
                    let keep = |name, card| pack.cards.push((name, FAMILY.to_owned(), card));
                    errors.extend(self.card(&path, keep).err());
                }
            }
        }
        self.packs.push(pack);
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

    /// Takes out a rule that the registry refused, so that the others can be looked at. Whether there was one.
    pub fn drop_rule(&mut self, rule: &str) -> bool {
        let cards = |pack: &HousePack| pack.cards.len();
        let before: usize = self.packs.iter().map(cards).sum();
        for pack in &mut self.packs {
            pack.cards.retain(|(name, ..)| name != rule);
        }
        before > self.packs.iter().map(cards).sum()
    }

    /// An error about a card.
    pub fn about_rule(&self, rule: &str, message: impl Into<String>) -> ConfigError {
        match self.file(rule) {
            None => ConfigError::new(message),
            Some(text) => ConfigError::at(text, 0..0, message),
        }
    }

    /// An error about `key` of the example numbered `example`, from 0; about its text where it has no such key.
    pub fn about_example(&self, rule: &str, example: usize, key: &str, message: impl Into<String>) -> ConfigError {
        #[derive(serde::Deserialize)]
        struct Places {
            example: Vec<BTreeMap<String, Spanned<toml::Value>>>,
        }
        let Some(text) = self.file(rule) else { return ConfigError::new(message) };
        let places = toml::from_str(&text.text).map_or_else(|_| Vec::new(), |places: Places| places.example);
        let keys = [key, "fires", "silent"];
        let value = places.get(example).and_then(|example| keys.iter().find_map(|key| example.get(*key)));
        ConfigError::at(text, value.map_or(0..0, Spanned::span), message)
    }

    fn file(&self, name: &str) -> Option<&Arc<ConfigText>> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, text)| text)
    }

    /// Why the registry refused the packs, in terms of their files.
    pub fn explain(&self, error: &HouseRuleError) -> ConfigError {
        match error {
            HouseRuleError::Class(reason) => ConfigError::new(reason),
            HouseRuleError::Duplicate(rule) => {
                let message = format!("there is a rule called `{rule}` already");
                self.about_rule(rule, message)
            }
            HouseRuleError::Pattern { rule, pattern, error } => {
                let message = format!("`{pattern}`: {}", error.reason);
                let Some(text) = self.file(rule) else { return ConfigError::new(message) };
                // A pattern with escapes stands differently in the file; then its card is all that can be shown.
                let start = text.text.find(pattern).map_or(0, |start| start + error.at);
                let width = text.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                ConfigError::at(text, start..start + width, message)
            }
        }
    }
}

/// What a folder holds, in order of name.
fn entries(folder: &Path, errors: &mut Vec<ConfigError>) -> Vec<PathBuf> {
    let listed =
        fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut paths: Vec<PathBuf> = listed.unwrap_or_else(|error| {
        errors.push(ConfigError::unreadable(folder, &error));
        Vec::new()
    });
    paths.sort();
    paths
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}
