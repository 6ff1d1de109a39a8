//! Arguments, run, exit status.

mod cli;
mod lsp;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::Cli::parse()).into()
}
