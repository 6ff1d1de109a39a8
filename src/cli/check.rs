//! `factlint check`: from paths to a report and an exit status.
#![expect(clippy::disallowed_methods, reason = "the summary says how long a run took")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use factlint::report::{self, Articles, BaselineState, Finding, Format, RuleDescription, Run};
use factlint::rules::Rule;

use super::args::CheckArgs;
use super::baseline::Baselines;
use super::batch::Batch;
use super::summary::Summary;
use super::{Status, fix, output, watch};

/// Checks once, or again and again.
pub(super) fn run(args: &CheckArgs) -> Status {
    if args.watch { watch::run(&args.scope.paths, || once(args)) } else { once(args) }
}

/// Checks, reports, and says how it went.
fn once(args: &CheckArgs) -> Status {
    let begun = Instant::now();
    let mut batch = match Batch::gather(&args.scope) {
        Ok(batch) => batch,
        Err(message) => return output::refuse(&message),
    };
    if args.fixes.diff {
        return fix::show(&batch, &args.fixes);
    }
    if args.fixes.fix || args.fixes.unsafe_fixes {
        let note = fix::apply(&mut batch, &args.fixes);
        if !args.scope.quiet {
            output::note(&note);
        }
    }
    let mut baselines = match Baselines::read(&batch, &args.baseline) {
        Ok(baselines) => baselines,
        Err(message) => return output::fail(&message),
    };

    let mut failures = std::mem::take(&mut batch.failures);
    let mut summary = Summary { skipped: std::mem::take(&mut batch.skipped), ..Summary::default() };
    let mut findings: Vec<Finding> = Vec::new();
    let mut files: Vec<Arc<str>> = Vec::new();
    let mut failed_level = false;
    for (job, outcome) in batch.jobs.iter().zip(batch.check()) {
        match outcome {
            Ok(mut checked) => {
                summary.words += checked.words;
                summary.quantities += checked.quantities;
                baselines.mark(&batch.engine, job, &mut checked.findings);
                failed_level |= checked.findings.iter().any(|finding| {
                    finding.baseline != Some(BaselineState::Unchanged) && job.settings.fail_on.fails(finding.severity)
                });
                findings.extend(checked.findings);
                files.push(Arc::clone(&job.input.shown));
            }
            Err(message) => failures.push(message),
        }
    }
    summary.files = files.len();
    summary.failures = failures.len();
    summary.known = findings.iter().filter(|finding| finding.baseline == Some(BaselineState::Unchanged)).count();
    summary.stale = baselines.stale();
    if args.format != Format::Sarif {
        findings.retain(|finding| finding.baseline != Some(BaselineState::Unchanged));
    }
    for failure in &failures {
        output::complain(failure);
    }

    let directory = working_directory();
    let for_terminal = args.output_file.is_none();
    let color = for_terminal && output::wants_color(args.color);
    let open = |path: &str| batch.open(path);
    let report = Run {
        findings: &findings,
        files: &files,
        words: summary.words,
        rules: batch.engine.rules().iter().map(describe).collect(),
        failures: &failures,
        directory: &directory,
        color,
        hyperlinks: color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        articles: Articles::new(&open),
    };
    if let Err(message) = write(args.format, &report, args.output_file.as_deref()) {
        return output::fail(&message);
    }
    if !args.scope.quiet {
        findings.retain(|finding| finding.baseline != Some(BaselineState::Unchanged));
        output::note(&summary.render(&findings, begun.elapsed()));
    }
    match (failures.is_empty(), failed_level, files.is_empty()) {
        (false, ..) => Status::Failed,
        (true, true, _) => Status::Findings,
        (true, false, false) => Status::Clean,
        (true, false, true) => Status::NothingChecked,
    }
}

fn write(format: Format, run: &Run, file: Option<&Path>) -> Result<(), String> {
    match file {
        None => output::to_stdout(|out| report::write(format, run, out)).map_err(|error| error.to_string()),
        Some(path) => output::to_file(path, |out| report::write(format, run, out))
            .map_err(|error| format!("{}: {error}", path.display())),
    }
}

fn describe(rule: &Rule) -> RuleDescription<'_> {
    RuleDescription {
        name: &rule.name,
        family: &rule.family,
        summary: &rule.summary,
        why: &rule.why,
        fix: &rule.fix,
        sources: &rule.sources,
        severity: rule.severity,
        confidence: rule.confidence,
        enabled: rule.enabled,
    }
}

/// With forward slashes; empty if there is none.
fn working_directory() -> String {
    std::env::current_dir().map(|path| path.to_string_lossy().replace('\\', "/")).unwrap_or_default()
}
