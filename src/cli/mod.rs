//! The command line: the only place that chooses files, prints and ends the process.
//!
//! Every command gives an exit status: 0 nothing at or above `--fail-on`, 1 something, 2 could not run or a
//! file could not be read.

mod annotate;
mod args;
mod baseline;
mod batch;
mod check;
mod compare;
mod config;
mod convert;
mod dataset;
mod explain;
mod extract;
mod inputs;
mod letter;
mod output;
mod patterns;
mod progress;
mod rules;
mod select;
mod sink;
mod stop;
mod usage;

use args::{Args, Command};
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Could not run, or a file could not be read.
const FAILED: u8 = 2;

pub fn main() -> ExitCode {
    batch::quiet_panics();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return ExitCode::from(usage::report(&error)),
    };
    ExitCode::from(run(&args.command).unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        FAILED
    }))
}

fn run(command: &Command) -> anyhow::Result<u8> {
    match command {
        Command::Check(args) => check::run(args),
        Command::Annotate(args) => annotate::run(args),
        Command::Letter(args) => letter::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Dataset(args) => dataset::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Patterns(args) => patterns::run(args),
    }
}

/// A message on standard error; when even that is closed, nobody is there to hear it.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "gouji：{message}");
}
