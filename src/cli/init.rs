//! `factlint init`: a configuration to start from, in which everything that is said is the default.
#![expect(clippy::disallowed_methods, reason = "it writes a file")]

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use factlint::config::FILE_NAME;

use super::{Status, output};

/// The file that is written.
const TEMPLATE: &str = include_str!("factlint.toml");

/// Writes the file, unless there is one.
pub(super) fn run(directory: &Path) -> Status {
    let path = directory.join(FILE_NAME);
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            output::note(&format!("Wrote {}. All rules: factlint rules\n", path.display()));
            Status::Clean
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            output::fail(&format!("{} is there already; it was left as it is", path.display()))
        }
        Err(error) => output::fail(&format!("{}: {error}", path.display())),
    }
}
