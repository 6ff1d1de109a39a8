//! The command line: what the library leaves out, which is arguments, the terminal, time and exit status.

mod args;
mod baseline;
mod batch;
mod check;
mod data;
mod facts;
mod fix;
mod init;
mod inputs;
mod output;
mod rules;
mod summary;
mod test_rules;
mod watch;

pub(crate) use args::Cli;

use std::process::ExitCode;

use clap::CommandFactory;
use factlint::Engine;

use args::Command;

/// How a run ended. The numbers are a contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing at or above the fail level.
    Clean = 0,
    /// Something at or above it.
    Findings = 1,
    /// Usage, configuration, or a file that could not be read or written.
    Failed = 2,
    /// There was nothing to check.
    NothingChecked = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Does what the arguments say.
pub(crate) fn run(cli: Cli) -> Status {
    match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Baseline(command) => baseline::run(&command),
        Command::Lsp { .. } => match crate::lsp::run() {
            Ok(()) => Status::Clean,
            Err(message) => output::fail(&message),
        },
        Command::Facts(args) => facts::run(args),
        Command::Rules { format } => output::print(&rules::list(Engine::new().rules(), format)),
        Command::TestRules { folder } => test_rules::run(&folder),
        Command::Explain { rule } => match rules::explain(Engine::new().rules(), &rule) {
            Ok(text) => output::print(&text),
            Err(message) => output::fail(&message),
        },
        Command::Data(command) => data::run(&command),
        Command::Init { directory } => init::run(&directory),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "factlint", &mut script);
            output::print_bytes(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(Cli::command()).render(&mut page) {
                Ok(()) => output::print_bytes(&page),
                Err(error) => output::fail(&error.to_string()),
            }
        }
    }
}
