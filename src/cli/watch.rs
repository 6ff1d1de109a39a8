//! `--watch`: check again whenever an article or the configuration changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher};

use super::{Status, output};

/// Editors save in several steps; what follows within this time belongs to the same save.
const SETTLED: Duration = Duration::from_millis(80);

/// Runs `check` now and after every change below `paths`. Ends only when watching fails, or the program is stopped.
pub(super) fn run(paths: &[PathBuf], check: impl Fn() -> Status) -> Status {
    let (send, changes) = mpsc::channel();
    let watching = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| matters(&event)) {
            // The receiver lives as long as the program.
            let _ = send.send(());
        }
    });
    let mut watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => return output::fail(&error.to_string()),
    };
    let everything = [PathBuf::from(".")];
    for path in if paths.is_empty() { &everything } else { paths } {
        // A file is replaced when it is saved, and the new one would not be watched: its directory is.
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let result = if path.is_dir() {
            watcher.watch(path, RecursiveMode::Recursive)
        } else {
            watcher.watch(directory, RecursiveMode::NonRecursive)
        };
        if let Err(error) = result {
            return output::fail(&format!("{}: {error}", path.display()));
        }
    }
    loop {
        check();
        output::note("Watching for changes; Ctrl+C ends it.\n");
        if !wait(&changes) {
            return Status::Failed;
        }
    }
}

/// Waits for a change, and until there is no further one for a moment.
fn wait(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    while changes.recv_timeout(SETTLED).is_ok() {}
    true
}

/// Whether what happened can change what is found. Reading a file does not; nor do the drafts of editors.
fn matters(event: &Event) -> bool {
    !event.kind.is_access()
        && event.paths.iter().any(|path| {
            path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
                extension == "toml" || factlint::document::Format::from_extension(extension).is_some()
            })
        })
}
