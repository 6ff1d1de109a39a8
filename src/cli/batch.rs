//! The articles of a run with what applies to each, and work on all of them at once.
#![expect(clippy::disallowed_methods, reason = "a progress bar waits until a run takes long")]

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use factlint::config::{ConfigError, Configuration, FileSettings, Found, Layer, Lookup, Selection};
use factlint::document::Document;
use factlint::document::parse::{ParseError, parse};
use factlint::report::Finding;
use factlint::source::Source;
use factlint::{Checked, Digest, Engine, report};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::args::ScopeArgs;
use super::data;
use super::inputs::{Input, Inputs};

/// Runs longer than this show a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A file with what applies to it.
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) settings: FileSettings,
    /// The directory of its configuration, or else the working directory; without links.
    pub(super) home: PathBuf,
}

/// What came of one file: its findings, or why there are none.
pub(super) type Outcome = Result<Checked, String>;

/// Everything to check.
pub(super) struct Batch {
    pub(super) engine: Engine,
    /// By path.
    pub(super) jobs: Vec<Job>,
    /// What was left out, by reason.
    pub(super) skipped: BTreeMap<String, usize>,
    /// What could not be found or read.
    pub(super) failures: Vec<String>,
}

impl Batch {
    /// Finds the articles and reads their configuration.
    ///
    /// # Errors
    /// What is wrong with the configuration, as text that is complete in itself.
    pub(super) fn gather(scope: &ScopeArgs) -> Result<Self, String> {
        let mut inputs = Inputs::gather(scope);
        let (engine, mut configuration) = configure(scope, &inputs).map_err(|messages| messages.join("\n"))?;
        inputs.drop_excluded(scope.force_exclude, |path| configuration.excludes(path));
        let Inputs { files, skipped, failures } = inputs;
        let working = std::env::current_dir().unwrap_or_default();
        let job = |input: Input| Job {
            settings: configuration.settings(&input.path),
            home: configuration.directory(&input.path).map_or_else(|| working.clone(), PathBuf::from),
            input,
        };
        let jobs = files.into_iter().map(job).collect();
        start_threads(scope.jobs)?;
        Ok(Self { engine, jobs, skipped, failures })
    }

    /// Does something with each article, on all cores; the results are in the order of the articles.
    pub(super) fn each<T: Send>(&self, work: impl Fn(&Job) -> T + Sync) -> Vec<T> {
        let progress = Progress::new(self.jobs.len());
        let step = |job: &Job| {
            let result = work(job);
            progress.step();
            result
        };
        // One by one: articles differ in length, and no core is to wait for another's last.
        let results = self.jobs.par_iter().with_max_len(1).map(step).collect();
        progress.bar.finish_and_clear();
        results
    }

    /// Checks all articles, each for itself and then all against each other.
    pub(super) fn check(&self) -> Vec<Outcome> {
        let mut outcomes = self.each(|job| {
            let source = job.input.read()?;
            let checked = match self.jobs.len() {
                1 => self.engine.check(&source, &job.settings.settings),
                _ => self.engine.check_among(&source, &job.settings.settings),
            };
            checked.map_err(|error| located(&source, &error))
        });
        for of_one in self.across(&outcomes).chunk_by(|a, b| a.0 == b.0) {
            if let Ok(checked) = &mut outcomes[of_one[0].0] {
                checked.findings.extend(of_one.iter().map(|(_, finding)| finding.clone()));
                checked
                    .findings
                    .sort_by(|a, b| (a.place.start, a.place.end, &a.rule).cmp(&(b.place.start, b.place.end, &b.rule)));
            }
        }
        outcomes
    }

    /// What is found between articles, each with the place of its article.
    fn across(&self, outcomes: &[Outcome]) -> Vec<(usize, Finding)> {
        let digest = |outcome| Result::as_ref(outcome).ok().and_then(|checked: &Checked| checked.digest.as_ref());
        let digests: Vec<Option<&Digest>> = outcomes.iter().map(digest).collect();
        if digests.iter().flatten().count() < 2 {
            return Vec::new();
        }
        let settings = |article: usize| self.jobs[article].settings.settings.clone();
        let open = |article: usize| self.jobs[article].input.read().ok();
        self.engine.across(&digests, &settings, &open)
    }

    /// Reads an article again, for reports that show it.
    pub(super) fn open(&self, path: &str) -> Option<(Source, Document)> {
        let source = self.jobs.iter().find(|job| &*job.input.shown == path)?.input.read().ok()?;
        let document = parse(&source).ok()?;
        Some((source, document))
    }
}

/// Starts the threads that share the work, once for the process.
fn start_threads(jobs: Option<NonZeroUsize>) -> Result<(), String> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let start = || {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get));
        // This thread works too, or its share of the memory would lie idle.
        threads.use_current_thread().build_global().map_err(|error| format!("error: {error}\n"))
    };
    STARTED.get_or_init(start).clone()
}

/// The error with its place in the file.
pub(super) fn located(source: &Source, error: &ParseError) -> String {
    let at = report::Locator::new(source).position(error.span.start());
    format!("{}:{}:{}: {error}", report::visible(&source.path), at.line, at.column)
}

/// The engine, with the house's own rules if there are any, and what applies to which file.
fn configure(scope: &ScopeArgs, inputs: &Inputs) -> Result<(Engine, Configuration), Vec<String>> {
    let rendered = |errors: Vec<ConfigError>| errors.iter().map(ConfigError::render).collect::<Vec<_>>();
    let lookup = match &scope.config {
        Some(path) => Lookup::File(path),
        None if scope.no_config => Lookup::Nothing,
        None => Lookup::Nearest,
    };
    let found = Found::new(inputs.files.iter().map(|input| input.path.as_path()), lookup).map_err(rendered)?;
    let engine = if found.house().is_empty() {
        Engine::new()
    } else {
        Engine::with_house_rules(found.house().packs()).map_err(|error| vec![found.house().explain(&error).render()])?
    };
    let engine = match data::retractions().map_err(|message| vec![message])? {
        Some(retractions) => engine.with_retractions(Arc::new(retractions)),
        None => engine,
    };
    let selection = Selection {
        select: scope.select.clone(),
        extend_select: scope.extend_select.clone(),
        ignore: scope.ignore.clone(),
        severities: scope.severity.clone(),
    };
    let mut command_line = Layer::from_command_line(&selection, engine.rules()).map_err(rendered)?;
    command_line.market = scope.market;
    command_line.content = scope.content;
    command_line.today = scope.today;
    command_line.fail_on = scope.fail_on;
    command_line.min_confidence = scope.min_confidence;
    let configuration = found.check(engine.rules(), command_line, &scope.exclude).map_err(rendered)?;
    Ok((engine, configuration))
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
