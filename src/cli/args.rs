//! What can be said on the command line. The doc comments are the help texts.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use factlint::config::{self, Content, FailOn, Market};
use factlint::diagnostic::{Confidence, Severity};
use factlint::report::Format;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

const EXIT_STATUS: &str = "\
Exit status:
  0  nothing was found at or above the level of --fail-on
  1  something was
  2  usage, configuration, or a file that could not be read (what was found elsewhere is still printed)
  3  there was nothing to check";

/// A fact-checking linter for health articles: contradictions, arithmetic, sourcing, residue and language.
/// It works offline, and the same text always gives the same findings.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check articles
    Check(Box<CheckArgs>),
    /// Keep a list of known findings, so that only new ones are reported
    #[command(subcommand)]
    Baseline(Box<BaselineCommand>),
    /// Take in data that the program does not bring along
    #[command(subcommand)]
    Data(DataCommand),
    /// Serve an editor over standard input and output
    Lsp {
        /// What editors like to say; it is the only way there is
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Show what is read from an article: quantities, doses, citations, quotations, claims and more
    Facts(FactsArgs),
    /// List all rules
    Rules {
        /// How to list them
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Run the examples of your own rules
    TestRules {
        /// The folder that `extends` in factlint.toml names
        folder: PathBuf,
    },
    /// Explain a rule: why it matters, what to do, what it rests on, examples
    Explain {
        /// Name of the rule, as printed in brackets with each finding
        rule: String,
    },
    /// Write a factlint.toml with comments
    Init {
        /// Where to
        #[arg(default_value = ".")]
        directory: PathBuf,
    },
    /// Print a completion script
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}

#[derive(Debug, Subcommand)]
pub(super) enum DataCommand {
    /// Turn a table into an index in your data folder
    Update {
        /// What the table holds
        #[arg(value_enum)]
        set: DataSet,
        /// The table
        file: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DataSet {
    /// Retracted papers: the Retraction Watch table as Crossref publishes it (CSV)
    Retractions,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    #[default]
    Human,
    /// JSON, with everything there is
    Json,
}

#[derive(Args, Debug)]
pub(super) struct FactsArgs {
    /// The article; `-` is standard input
    #[arg(required_unless_present = "stdin_filename")]
    pub(super) file: Option<PathBuf>,
    /// How to write the facts
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ListFormat,
    /// Path that standard input stands for: it decides about format and configuration. Implies `-`
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Use this configuration instead of the nearest factlint.toml above the file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(super) no_config: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Args, Debug)]
#[command(after_help = EXIT_STATUS)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) scope: ScopeArgs,

    /// How to write the findings
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub(super) format: Format,
    /// Write the findings to a file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output_file: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub(super) color: Color,
    /// Check again whenever something changes, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff"], help_heading = "Output")]
    pub(super) watch: bool,

    #[command(flatten)]
    pub(super) fixes: FixArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
}

#[derive(Args, Debug)]
pub(super) struct FixArgs {
    /// Apply the suggestions that keep the meaning, then report what is left
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,
    /// Apply also those that may change a shade of it
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Show what would be changed instead; the exit status is 1 if there is anything
    #[arg(long, help_heading = "Fixes")]
    pub(super) diff: bool,
}

#[derive(Args, Debug)]
pub(super) struct BaselineArgs {
    /// Known findings to leave out [default: `.factlint-baseline.json` beside the configuration, if it is there]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = "Baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Report known findings as well
    #[arg(long, help_heading = "Baseline")]
    pub(super) no_baseline: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Take what is found now into the baseline
    Write {
        #[command(flatten)]
        scope: ScopeArgs,
        /// The file [default: `.factlint-baseline.json` beside the configuration]
        #[arg(long, value_name = "FILE", help_heading = "Baseline")]
        baseline: Option<PathBuf>,
        /// Let the baseline grow: take in findings that it does not have yet
        #[arg(long, help_heading = "Baseline")]
        allow_growth: bool,
    },
    /// Take out what is no longer found
    Prune {
        #[command(flatten)]
        scope: ScopeArgs,
        /// The file [default: `.factlint-baseline.json` beside the configuration]
        #[arg(long, value_name = "FILE", help_heading = "Baseline")]
        baseline: Option<PathBuf>,
    },
    /// List what is known, by rule and file
    Show {
        #[command(flatten)]
        scope: ScopeArgs,
        /// The file [default: `.factlint-baseline.json` beside the configuration]
        #[arg(long, value_name = "FILE", help_heading = "Baseline")]
        baseline: Option<PathBuf>,
    },
}

/// What is checked, and by which rules.
#[derive(Args, Debug, Default)]
pub(super) struct ScopeArgs {
    /// Files and directories (Markdown, MDX, HTML, plain text); `-` is standard input [default: .]
    pub(super) paths: Vec<PathBuf>,
    /// Print findings and errors only, no summary
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,

    /// Turn on exactly these rules: names of rules or families, or `all`; repeat or separate by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Turn on these rules as well
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Rules")]
    pub(super) extend_select: Vec<String>,
    /// Turn off these rules
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// Report a rule or family as error, warning or info
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = rule_level, help_heading = "Rules")]
    pub(super) severity: Vec<(String, Severity)>,
    /// Drop findings that are less sure
    #[arg(long, value_name = "LEVEL", value_parser = named::<Confidence>(&["low", "medium", "high"]), help_heading = "Rules")]
    pub(super) min_confidence: Option<Confidence>,
    /// Lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_name = "LEVEL", value_parser = named::<FailOn>(&["error", "warning", "info", "never"]), help_heading = "Rules")]
    pub(super) fail_on: Option<FailOn>,

    /// Country whose regulators, helplines and limits apply [default: us]
    #[arg(long, value_parser = named::<Market>(&["us", "ca", "uk", "ie", "eu", "au", "nz"]), help_heading = "Articles")]
    pub(super) market: Option<Market>,
    /// What the texts are [default: article]
    #[arg(long, value_parser = named::<Content>(&["article", "product"]), help_heading = "Articles")]
    pub(super) content: Option<Content>,
    /// Date to compare with: YYYY-MM-DD or `now` [default: each article's own date]
    #[arg(long, value_name = "DATE", value_parser = config::date, help_heading = "Articles")]
    pub(super) today: Option<jiff::civil::Date>,

    /// Use this configuration instead of the nearest factlint.toml above each file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Files")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, help_heading = "Files")]
    pub(super) no_config: bool,
    /// Leave out files and directories, in the notation of .gitignore
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    pub(super) exclude: Vec<String>,
    /// Leave out excluded files even where they are named on the command line
    #[arg(long, help_heading = "Files")]
    pub(super) force_exclude: bool,
    /// Path that standard input stands for: it decides about format and configuration. Implies `-`
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Number of files to check at the same time [default: number of cores]
    #[arg(short, long, value_name = "N", help_heading = "Files")]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// A value that the library writes in a word.
fn by_name<T: for<'a> serde::Deserialize<'a>>(name: &str) -> Result<T, Error> {
    let deserializer: StrDeserializer<Error> = name.into_deserializer();
    T::deserialize(deserializer)
}

/// Reads one of `names`, all of which the library knows.
fn named<T>(names: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: for<'a> serde::Deserialize<'a> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| by_name(&name))
}

fn rule_level(text: &str) -> Result<(String, Severity), String> {
    let (rule, level) = text.split_once('=').ok_or("write RULE=LEVEL")?;
    let severity = by_name(level).map_err(|error| error.to_string())?;
    Ok((rule.to_owned(), severity))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_name_of_a_value_is_known_to_the_library() {
        for (option, values) in [
            ("--market", "us ca uk ie eu au nz"),
            ("--content", "article product"),
            ("--fail-on", "error warning info never"),
            ("--min-confidence", "low medium high"),
            ("--severity", "missing-author=info missing-author=warning missing-author=error"),
        ] {
            for value in values.split(' ') {
                Cli::try_parse_from(["factlint", "check", option, value]).expect(value);
            }
        }
    }
}
