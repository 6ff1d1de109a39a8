//! `factlint data update …`: data that the user fetches, turned into an index in the user's data folder.
#![expect(clippy::disallowed_methods, reason = "the data folder is named by the environment and written here")]

use std::path::{Path, PathBuf};

use factlint::data::Retractions;

use super::args::{DataCommand, DataSet};
use super::{Status, output};

/// Names the data folder in place of the system's own.
const OVERRIDE: &str = "FACTLINT_DATA_DIR";
const RETRACTIONS: &str = "retractions.bin";

/// Does what the arguments say.
pub(super) fn run(command: &DataCommand) -> Status {
    let DataCommand::Update { set: DataSet::Retractions, file } = command;
    match update(file) {
        Ok(note) => {
            output::note(&note);
            Status::Clean
        }
        Err(message) => output::fail(&message),
    }
}

fn update(file: &Path) -> Result<String, String> {
    let at = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(file).map_err(|error| at(file, &error))?;
    // Old rows of the table hold a few bytes of another encoding, in titles that are not kept.
    let index = Retractions::from_csv(&String::from_utf8_lossy(&bytes)).map_err(|error| at(file, &error))?;
    let folder = folder().ok_or_else(|| format!("no data folder is known: set {OVERRIDE}"))?;
    let target = folder.join(RETRACTIONS);
    let stored = index.to_bytes().map_err(|error| at(file, &error))?;
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&target, stored))
        .map_err(|error| at(&target, &error))?;
    Ok(format!("Wrote {} identifiers, newest notice of {}, to {}\n", index.len(), index.date(), target.display()))
}

/// The stored retractions, if there are any.
///
/// # Errors
/// When there is an index that cannot be read.
pub(super) fn retractions() -> Result<Option<Retractions>, String> {
    let Some(path) = folder().map(|folder| folder.join(RETRACTIONS)) else { return Ok(None) };
    match std::fs::read(&path) {
        Ok(bytes) => Retractions::from_bytes(&bytes).map(Some).map_err(|error| format!("{}: {error}", path.display())),
        Err(_) => Ok(None),
    }
}

/// Where the system keeps data of programs for one user.
fn folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable(OVERRIDE) {
        return Some(folder);
    }
    let base = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("factlint"))
}
