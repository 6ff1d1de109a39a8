//! Baselines on the disk: found beside the configuration of each article, read, written, pruned, shown.
#![expect(clippy::disallowed_methods, reason = "baselines are read here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use factlint::Engine;
use factlint::baseline::{Baseline, FILE_NAME, Stale};
use factlint::report::Finding;

use super::args::{BaselineArgs, BaselineCommand};
use super::batch::{Batch, Job};
use super::{Status, output};

/// The baselines of a run, by file.
#[derive(Default)]
pub(super) struct Baselines {
    /// The one for all articles, if one was named.
    named: Option<PathBuf>,
    read: BTreeMap<PathBuf, Baseline>,
    /// Articles that were checked, by baseline.
    checked: BTreeSet<(PathBuf, String)>,
    stale: Vec<(PathBuf, Stale)>,
}

impl Baselines {
    /// Reads those that apply to the articles of a run.
    ///
    /// # Errors
    /// A file that was named but is not there, or one that is no baseline.
    pub(super) fn read(batch: &Batch, args: &BaselineArgs) -> Result<Self, String> {
        let mut baselines = Self { named: args.baseline.as_deref().map(absolute), ..Self::default() };
        if !args.no_baseline {
            baselines.open(batch, args.baseline.is_some())?;
        }
        Ok(baselines)
    }

    fn open(&mut self, batch: &Batch, required: bool) -> Result<(), String> {
        let files: BTreeSet<PathBuf> = batch.jobs.iter().map(|job| self.file(job)).collect();
        for file in files {
            match fs::read_to_string(&file) {
                Ok(text) => {
                    let baseline = Baseline::parse(&text).map_err(|error| format!("{}: {error}", file.display()))?;
                    self.read.insert(file, baseline);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound && !required => {}
                Err(error) => return Err(format!("{}: {error}", file.display())),
            }
        }
        Ok(())
    }

    /// The baseline of an article, whether it is there or not.
    fn file(&self, job: &Job) -> PathBuf {
        self.named.clone().unwrap_or_else(|| job.home.join(FILE_NAME))
    }

    /// Says of each finding of an article whether it is known.
    pub(super) fn mark(&mut self, engine: &Engine, job: &Job, findings: &mut [Finding]) {
        let file = self.file(job);
        let Some(baseline) = self.read.get(&file) else { return };
        let path = relative(&file, &job.input.path);
        let is_on = |stale: &Stale| engine.is_on(&job.settings.settings, &stale.rule);
        let stale = baseline.mark(&path, findings).into_iter().filter(is_on);
        self.stale.extend(stale.map(|stale| (file.clone(), stale)));
        self.checked.insert((file, path));
    }

    /// What is known but was not found, also in articles that are gone; by file and article.
    fn stale_entries(&self) -> Vec<(PathBuf, Stale)> {
        let mut stale = self.stale.clone();
        for (file, baseline) in &self.read {
            let gone = |path: &str| {
                !self.checked.contains(&(file.clone(), path.to_owned())) && !directory_of(file).join(path).exists()
            };
            let gone = baseline.files().map(|(path, _)| path).filter(|path| gone(path));
            stale.extend(gone.flat_map(|path| baseline.all_stale(path)).map(|stale| (file.clone(), stale)));
        }
        stale.sort_by(|a, b| (&a.0, &a.1.path, &a.1.rule, &a.1.text).cmp(&(&b.0, &b.1.path, &b.1.rule, &b.1.text)));
        stale
    }

    /// Stale entries as lines for a person.
    pub(super) fn stale(&self) -> Vec<String> {
        let line = |(_, stale): (PathBuf, Stale)| {
            let times = if stale.gone > 1 { format!(" ({} times)", stale.gone) } else { String::new() };
            format!("{}: {} “{}”{times}", stale.path, stale.rule, stale.text)
        };
        self.stale_entries().into_iter().map(line).collect()
    }
}

/// `factlint baseline …`.
pub(super) fn run(command: &BaselineCommand) -> Status {
    let (BaselineCommand::Write { scope, baseline, .. }
    | BaselineCommand::Prune { scope, baseline }
    | BaselineCommand::Show { scope, baseline }) = command;
    let batch = match Batch::gather(scope) {
        Ok(batch) => batch,
        Err(message) => return output::refuse(&message),
    };
    let mut baselines = Baselines { named: baseline.as_deref().map(absolute), ..Baselines::default() };
    let is_new = matches!(command, BaselineCommand::Write { .. });
    if let Err(message) = baselines.open(&batch, baseline.is_some() && !is_new) {
        return output::fail(&message);
    }
    match command {
        BaselineCommand::Write { allow_growth, .. } => write(&batch, &baselines, *allow_growth),
        BaselineCommand::Prune { .. } => prune(&batch, baselines),
        BaselineCommand::Show { .. } => show(&baselines),
    }
}

/// Writes what is found now. Articles that were not checked keep their entries.
fn write(batch: &Batch, baselines: &Baselines, allow_growth: bool) -> Status {
    let mut new: BTreeMap<PathBuf, (Baseline, BTreeSet<String>)> = BTreeMap::new();
    let mut failed = report_failures(&batch.failures);
    for (job, outcome) in batch.jobs.iter().zip(batch.check()) {
        let file = baselines.file(job);
        let path = relative(&file, &job.input.path);
        let (baseline, checked) = new.entry(file).or_default();
        match outcome {
            Ok(found) => {
                baseline.add(&path, &found.findings);
                checked.insert(path);
            }
            Err(message) => failed |= report_failures(&[message]),
        }
    }
    if new.is_empty() && !failed {
        output::complain("there is nothing to check");
        return Status::NothingChecked;
    }
    for (file, (mut baseline, checked)) in new {
        let old = baselines.read.get(&file);
        if let Some(old) = old {
            baseline.inherit(old, |path| !checked.contains(path) && directory_of(&file).join(path).exists());
            let growth = baseline.growth_over(old);
            if growth > 0 && !allow_growth {
                output::complain(&format!(
                    "{growth} findings are not in {} yet: mend them, or let it grow with --allow-growth",
                    file.display()
                ));
                return Status::Findings;
            }
        }
        if let Err(message) = save(&file, &baseline) {
            return output::fail(&message);
        }
        output::note(&format!("{}: {} known findings\n", file.display(), baseline.total()));
    }
    if failed { Status::Failed } else { Status::Clean }
}

/// Takes out what is no longer found.
fn prune(batch: &Batch, mut baselines: Baselines) -> Status {
    if baselines.read.is_empty() {
        return output::fail("there is no baseline: `factlint baseline write` makes one");
    }
    let mut failed = report_failures(&batch.failures);
    for (job, outcome) in batch.jobs.iter().zip(batch.check()) {
        match outcome {
            Ok(mut found) => baselines.mark(&batch.engine, job, &mut found.findings),
            Err(message) => failed |= report_failures(&[message]),
        }
    }
    let stale = baselines.stale_entries();
    for (file, mut baseline) in baselines.read {
        let own: Vec<Stale> = stale.iter().filter(|(of, _)| *of == file).map(|(_, stale)| stale.clone()).collect();
        baseline.prune(&own);
        if let Err(message) = save(&file, &baseline) {
            return output::fail(&message);
        }
        let gone: usize = own.iter().map(|stale| stale.gone).sum();
        output::note(&format!("{}: took out {gone}, {} left\n", file.display(), baseline.total()));
    }
    if failed { Status::Failed } else { Status::Clean }
}

fn show(baselines: &Baselines) -> Status {
    if baselines.read.is_empty() {
        return output::fail("there is no baseline: `factlint baseline write` makes one");
    }
    let mut text = String::new();
    for (file, baseline) in &baselines.read {
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, entries) in baseline.files() {
            for entry in entries {
                *by_rule.entry(&entry.rule).or_default() += entry.count;
            }
        }
        let _ = writeln!(text, "{}: {} known findings\n", file.display(), baseline.total());
        for (rule, count) in by_rule {
            let _ = writeln!(text, "{count:6}  {rule}");
        }
        text.push('\n');
        for (path, entries) in baseline.files() {
            let _ = writeln!(text, "{:6}  {path}", entries.iter().map(|entry| entry.count).sum::<usize>());
        }
    }
    output::print(&text)
}

fn save(file: &Path, baseline: &Baseline) -> Result<(), String> {
    let json = baseline.to_json();
    output::to_file(file, |out| out.write_all(json.as_bytes())).map_err(|error| format!("{}: {error}", file.display()))
}

/// Whether there were any.
fn report_failures(failures: &[String]) -> bool {
    for failure in failures {
        output::complain(failure);
    }
    !failures.is_empty()
}

fn directory_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

/// A path without links in its directory, so that the same file always has the same path.
fn absolute(path: &Path) -> PathBuf {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let directory = fs::canonicalize(directory).or_else(|_| std::path::absolute(directory));
    directory.unwrap_or_default().join(path.file_name().unwrap_or_default())
}

/// The path of an article from the directory of a baseline, with forward slashes.
fn relative(baseline: &Path, article: &Path) -> String {
    let (from, to) = (directory_of(baseline), absolute(article));
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let parts = up.chain(to.components().skip(shared));
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
