//! `factlint check`: from paths to a report and an exit status.
#![expect(clippy::disallowed_methods, reason = "the summary says how long a run took")]

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factlint::config::{ConfigError, Configuration, FileSettings, Found, Layer, Lookup, Selection};
use factlint::document::Document;
use factlint::document::parse::parse;
use factlint::report::{self, Articles, Finding, Format, RuleDescription, Run};
use factlint::rules::Rule;
use factlint::source::Source;
use factlint::{Checked, Engine};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::args::CheckArgs;
use super::inputs::{Input, Inputs};
use super::summary::Summary;
use super::{Status, output};

/// Runs longer than this show a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A file with what applies to it.
struct Job {
    input: Input,
    settings: FileSettings,
}

/// What came of one file: its findings, or why there are none.
type Outcome = Result<Checked, String>;

/// Checks, reports, and says how it went.
pub(super) fn run(args: &CheckArgs) -> Status {
    let begun = Instant::now();
    let mut inputs = Inputs::gather(args);
    let (engine, mut configuration) = match configure(args, &inputs) {
        Ok(configured) => configured,
        Err(messages) => {
            output::note(&messages.join("\n"));
            return Status::Failed;
        }
    };
    inputs.drop_excluded(args.force_exclude, |path| configuration.excludes(path));
    let Inputs { files, skipped, mut failures } = inputs;
    let jobs: Vec<Job> =
        files.into_iter().map(|input| Job { settings: configuration.settings(&input.path), input }).collect();

    let outcomes = match args.jobs {
        None => check_all(&engine, &jobs),
        Some(threads) => match rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build() {
            Ok(pool) => pool.install(|| check_all(&engine, &jobs)),
            Err(error) => return output::fail(&error.to_string()),
        },
    };

    let mut summary = Summary { skipped, ..Summary::default() };
    let mut findings: Vec<Finding> = Vec::new();
    let mut files: Vec<Arc<str>> = Vec::new();
    let mut failed_level = false;
    for (job, outcome) in jobs.iter().zip(outcomes) {
        match outcome {
            Ok(checked) => {
                summary.words += checked.words;
                summary.quantities += checked.quantities;
                failed_level |= checked.findings.iter().any(|finding| job.settings.fail_on.fails(finding.severity));
                findings.extend(checked.findings);
                files.push(Arc::clone(&job.input.shown));
            }
            Err(message) => failures.push(message),
        }
    }
    summary.files = files.len();
    summary.failures = failures.len();
    for failure in &failures {
        output::complain(failure);
    }

    let directory = working_directory();
    let for_terminal = args.output_file.is_none();
    let color = for_terminal && output::wants_color(args.color);
    let open = |path: &str| open(&jobs, path);
    let report = Run {
        findings: &findings,
        files: &files,
        words: summary.words,
        rules: engine.rules().iter().map(describe).collect(),
        failures: &failures,
        directory: &directory,
        color,
        hyperlinks: color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        articles: Articles::new(&open),
    };
    if let Err(message) = write(args.format, &report, args.output_file.as_deref()) {
        return output::fail(&message);
    }
    if !args.quiet {
        output::note(&summary.render(&findings, begun.elapsed()));
    }
    match (failures.is_empty(), failed_level, files.is_empty()) {
        (false, ..) => Status::Failed,
        (true, true, _) => Status::Findings,
        (true, false, false) => Status::Clean,
        (true, false, true) => Status::NothingChecked,
    }
}

/// The engine, with the house's own rules if there are any, and what applies to which file.
fn configure(args: &CheckArgs, inputs: &Inputs) -> Result<(Engine, Configuration), Vec<String>> {
    let rendered = |errors: Vec<ConfigError>| errors.iter().map(ConfigError::render).collect::<Vec<_>>();
    let lookup = match &args.config {
        Some(path) => Lookup::File(path),
        None if args.no_config => Lookup::Nothing,
        None => Lookup::Nearest,
    };
    let found = Found::new(inputs.files.iter().map(|input| input.path.as_path()), lookup).map_err(rendered)?;
    let engine = if found.house().is_empty() {
        Engine::new()
    } else {
        Engine::with_house_rules(found.house().packs()).map_err(|error| vec![found.house().explain(&error).render()])?
    };
    let selection = Selection {
        select: args.select.clone(),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone(),
        severities: args.severity.clone(),
    };
    let mut command_line = Layer::from_command_line(&selection, engine.rules()).map_err(rendered)?;
    command_line.market = args.market;
    command_line.content = args.content;
    command_line.today = args.today;
    command_line.fail_on = args.fail_on;
    command_line.min_confidence = args.min_confidence;
    let configuration = found.check(engine.rules(), command_line, &args.exclude).map_err(rendered)?;
    Ok((engine, configuration))
}

/// Checks all files, on all cores; the outcomes are in the order of the files.
fn check_all(engine: &Engine, jobs: &[Job]) -> Vec<Outcome> {
    let progress = Progress::new(jobs.len());
    let check = |job: &Job| {
        let outcome = check_one(engine, job);
        progress.step();
        outcome
    };
    // One file needs no other threads to be started; a large one spreads its rules by itself.
    let outcomes = match jobs {
        [job] => vec![check(job)],
        _ => jobs.par_iter().map(check).collect(),
    };
    progress.bar.finish_and_clear();
    outcomes
}

fn check_one(engine: &Engine, job: &Job) -> Outcome {
    let source = job.input.read()?;
    engine.check(&source, &job.settings.settings).map_err(|error| {
        let at = report::Locator::new(&source).position(error.span.start());
        format!("{}:{}:{}: {error}", report::visible(&source.path), at.line, at.column)
    })
}

/// Reads an article again, for reports that show it.
fn open(jobs: &[Job], path: &str) -> Option<(Source, Document)> {
    let source = jobs.iter().find(|job| &*job.input.shown == path)?.input.read().ok()?;
    let document = parse(&source).ok()?;
    Some((source, document))
}

/// A bar that only shows up when a run takes long and somebody is watching.
struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    fn new(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} files").unwrap_or(ProgressStyle::default_bar());
        bar.set_style(style);
        Self { bar, begun: Instant::now() }
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
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
