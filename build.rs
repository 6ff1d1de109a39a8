//! Compiles the rule cards, word classes and tables of `rules/` into what the program embeds, so that nothing is
//! parsed at start-up: `rules.bin` (postcard), `examples.json`, `data/<table>.json`, and the names of the classes.

#![allow(dead_code, missing_docs, unreachable_pub)]
// A build script talks to cargo and to the file system; the seams are drawn for the engine.
#![allow(clippy::disallowed_macros, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/rules/card.rs"]
mod card;
#[path = "src/diagnostic.rs"]
mod diagnostic;
#[path = "src/lexicon/inflect.rs"]
mod inflect;
#[path = "src/config/market.rs"]
mod market;
#[path = "src/rules/phrase/pattern.rs"]
mod pattern;
#[path = "src/rules/rule.rs"]
mod rule;
#[path = "src/lexicon/scan.rs"]
mod scan;
#[path = "src/span.rs"]
mod span;
#[path = "src/lexicon/vocabulary.rs"]
mod vocabulary;

// The same names as inside the crate.
mod config {
    pub(crate) use crate::market::{Content, Market};
}
mod lexicon {
    pub(crate) use crate::{inflect, scan, vocabulary};
}
mod rules {
    pub(crate) use crate::card;
    pub mod phrase {
        pub(crate) use crate::pattern;
    }
}

use card::Card;
use rule::{Embedded, Examples, Rule};
use vocabulary::{ClassFile, Vocabulary};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    if let Err(reason) = embed(Path::new("rules"), &out) {
        println!("cargo::error={}", reason.replace('\n', " | "));
    }
}

fn embed(rules: &Path, out: &Path) -> Result<(), String> {
    let data = out.join("data");
    fs::create_dir_all(&data).map_err(|error| error.to_string())?;
    for table in toml_files(&rules.join("data"))? {
        let value: toml::Table = read(&table)?;
        let json = serde_json::to_string(&value).map_err(|error| error.to_string())?;
        write(&data.join(format!("{}.json", stem(&table))), json.as_bytes())?;
    }

    let mut vocabulary = Vocabulary::default();
    let mut classes = Vec::new();
    for file in toml_files(&rules.join("data/words"))? {
        classes.push((stem(&file), read::<ClassFile>(&file)?));
    }
    vocabulary.add_classes(&classes)?;
    let names: Vec<&str> = classes.iter().map(|(name, _)| name.as_str()).collect();
    write(&out.join("classes.rs"), format!("{names:?}").as_bytes())?;

    let mut embedded = Embedded::default();
    let mut examples = Vec::new();
    for family in folders(rules)? {
        if stem(&family) == "data" {
            continue;
        }
        for file in toml_files(&family)? {
            let card: Card = read(&file)?;
            let rule =
                Rule::new(&stem(&file), &stem(&family), &card, &mut vocabulary).map_err(|(pattern, error)| {
                    format!("{}: pattern “{pattern}”, at byte {}: {}", file.display(), error.at, error.reason)
                })?;
            examples.push(Examples { rule: rule.name.clone(), examples: card.example });
            embedded.rules.push(rule);
        }
    }
    embedded.vocabulary = vocabulary;
    let bytes = postcard::to_stdvec(&embedded).map_err(|error| error.to_string())?;
    write(&out.join("rules.bin"), &bytes)?;
    let json = serde_json::to_string(&examples).map_err(|error| error.to_string())?;
    write(&out.join("examples.json"), json.as_bytes())
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes only what changed, so that the crate is not compiled again for nothing.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    entries(folder, |path| path.extension().is_some_and(|extension| extension == "toml"))
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, String> {
    entries(folder, Path::is_dir)
}

fn entries(folder: &Path, keep: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, String> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if keep(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
