//! `--fix`, `--unsafe-fixes` and `--diff`: suggestions in files.

use factlint::fix::{Fixed, Level, fix};
use factlint::source::{Encoding, Source};
use similar::TextDiff;

use super::args::FixArgs;
use super::batch::{Batch, Job, located};
use super::summary::counted;
use super::{Status, output};

/// A file that fixes change.
struct Change {
    source: Source,
    fixed: Fixed,
}

fn level(args: &FixArgs) -> Level {
    if args.unsafe_fixes { Level::Unsafe } else { Level::Safe }
}

/// What fixes would change in an article, if anything.
fn change(batch: &Batch, job: &Job, level: Level) -> Result<Option<Change>, String> {
    let source = job.input.read()?;
    let fixed = fix(&batch.engine, &source, &job.settings.settings, level).map_err(|error| located(&source, &error))?;
    if *fixed.text == *source.text {
        return Ok(None);
    }
    if source.encoding == Encoding::Utf16 {
        return Err(format!("{}: files in UTF-16 are not changed: save it as UTF-8 to have it mended", source.path));
    }
    Ok(Some(Change { source, fixed }))
}

/// Writes what would be changed to standard output, as a patch.
pub(super) fn show(batch: &Batch, args: &FixArgs) -> Status {
    let mut patch = String::new();
    let mut failed = !batch.failures.is_empty();
    for failure in &batch.failures {
        output::complain(failure);
    }
    for change in batch.each(|job| change(batch, job, level(args))) {
        match change {
            Ok(Some(Change { source, fixed })) => {
                let diff = TextDiff::from_lines(&*source.text, fixed.text.as_str());
                let shown = source.path.trim_start_matches("./").trim_start_matches('/');
                let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
                patch.push_str(&diff.unified_diff().header(&old, &new).to_string());
            }
            Ok(None) => {}
            Err(message) => {
                output::complain(&message);
                failed = true;
            }
        }
    }
    match output::print(&patch) {
        Status::Clean if failed => Status::Failed,
        Status::Clean if !patch.is_empty() => Status::Findings,
        status => status,
    }
}

/// Changes the files, and says so.
pub(super) fn apply(batch: &mut Batch, args: &FixArgs) -> String {
    let results = batch.each(|job| {
        if job.input.is_stdin() {
            return Err("standard input cannot be changed in place: use --diff".to_owned());
        }
        let Some(Change { source, fixed }) = change(batch, job, level(args))? else { return Ok(0) };
        let mark = if source.encoding == Encoding::Utf8Bom { "\u{feff}" } else { "" };
        output::replace(&job.input.path, &[mark.as_bytes(), fixed.text.as_bytes()].concat())
            .map_err(|error| format!("{}: {error}", source.path))?;
        Ok(fixed.applied)
    });
    let (mut files, mut applied) = (0, 0);
    for result in results {
        match result {
            Ok(0) => {}
            Ok(count) => {
                files += 1;
                applied += count;
            }
            Err(message) => batch.failures.push(message),
        }
    }
    format!("Applied {} in {}.\n", counted(applied, "suggestion"), counted(files, "file"))
}
