//! Standard output, standard error and `--output-file`.
//!
//! A reader that goes away (`factlint … | head`) is a normal end, not an error.
#![expect(clippy::disallowed_macros, clippy::disallowed_methods, reason = "this is where the program speaks")]

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use super::Status;
use super::args::Color;

/// Whether to colour what is written to standard output.
pub(super) fn wants_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Says in one line that something went wrong. File names may hold what a terminal would obey.
pub(super) fn complain(message: &str) {
    eprintln!("error: {}", factlint::report::visible(message.trim_end()));
}

/// Says that something went wrong, and that this is the end.
pub(super) fn fail(message: &str) -> Status {
    complain(message);
    Status::Failed
}

/// Writes a complete message, and says that this is the end.
pub(super) fn refuse(message: &str) -> Status {
    note(message);
    Status::Failed
}

/// Writes text to standard error as it is.
pub(super) fn note(text: &str) {
    // Nobody is left to be told if even this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes text to standard output.
pub(super) fn print(text: &str) -> Status {
    print_bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub(super) fn print_bytes(bytes: &[u8]) -> Status {
    match to_stdout(|out| out.write_all(bytes)) {
        Ok(()) => Status::Clean,
        Err(error) => fail(&error.to_string()),
    }
}

/// Lets `write` write to standard output.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            // What is still buffered has nowhere to go.
            let _ = out.into_parts();
            Ok(())
        }
        result => result,
    }
}

/// Lets `write` write to a file, which changes all at once or not at all.
pub(super) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    to_file_with(path, None, write)
}

fn to_file_with(
    path: &Path,
    permissions: Option<Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(ErrorKind::IsADirectory)?);
    name.push(format!(".{}", std::process::id()));
    let draft = path.with_file_name(name);
    let written = File::create(&draft).and_then(|file| {
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.into_inner()?.sync_all()
    });
    written.and_then(|()| fs::rename(&draft, path)).inspect_err(|_| {
        let _ = fs::remove_file(&draft);
    })
}

/// Replaces what a file holds, all at once; its permissions stay, and a link stays a link.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    to_file_with(&target, Some(permissions), |out| out.write_all(bytes))
}
