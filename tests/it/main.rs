//! The program as its users meet it.
#![allow(clippy::disallowed_methods)]

mod baseline;
mod cli;
mod commands;
mod config;
mod contexts;
mod examples;
mod facts;
mod fixes;
mod fixtures;
mod formats;
mod golden;
mod hostile;
mod house_rules;
mod lsp;
mod masking;
mod parsing;
mod project;
mod readme;
mod report;
mod report_properties;
mod watch;
