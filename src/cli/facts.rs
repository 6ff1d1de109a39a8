//! `factlint facts`: what is read from one article.

use factlint::report::FactSheet;

use super::args::{FactsArgs, ListFormat, ScopeArgs};
use super::batch::{Batch, Job, located};
use super::{Status, output};

/// Reads the article and shows what it states.
pub(super) fn run(args: FactsArgs) -> Status {
    let FactsArgs { file, format, stdin_filename, config, no_config } = args;
    let paths = file.into_iter().collect();
    let scope = ScopeArgs { paths, config, no_config, stdin_filename, ..ScopeArgs::default() };
    let batch = match Batch::gather(&scope) {
        Ok(batch) => batch,
        Err(message) => return output::refuse(&message),
    };
    for failure in &batch.failures {
        output::complain(failure);
    }
    match batch.jobs.as_slice() {
        [job] => show(&batch, job, format),
        [] if batch.failures.is_empty() => Status::NothingChecked,
        [] => Status::Failed,
        _ => output::fail("name one file: facts are shown for one article at a time"),
    }
}

fn show(batch: &Batch, job: &Job, format: ListFormat) -> Status {
    let source = match job.input.read() {
        Ok(source) => source,
        Err(message) => return output::fail(&message),
    };
    let (document, facts) = match batch.engine.read(&source, &job.settings.settings) {
        Ok(read) => read,
        Err(error) => return output::fail(&located(&source, &error)),
    };
    let sheet = FactSheet::new(&source, &document, &facts);
    let written = output::to_stdout(|out| match format {
        ListFormat::Human => sheet.write_human(out),
        ListFormat::Json => sheet.write_json(out),
    });
    match written {
        Ok(()) => Status::Clean,
        Err(error) => output::fail(&error.to_string()),
    }
}
