//! `gouji check`.

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::config::Configs;
use super::inputs::{self, Input, Outcome};
use super::{FAILED, complain, output};
use anyhow::Result;
use gouji::emit::model::{CheckDocument, FindingCounts};
use gouji::emit::{self, json, text};
use gouji::scheme::Scheme;
use std::io::{self, IsTerminal, Write};

pub fn run(args: &CheckArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    let inputs = inputs::gather(&args.paths, args.output.as_deref());
    let mut job = Job { args, configs: Configs::new(args, &inputs)?, status: 0 };
    output::to(args.output.as_deref(), |out| job.write(out, &inputs))?;
    Ok(job.status)
}

struct Job<'a> {
    args: &'a CheckArgs,
    configs: Configs,
    status: u8,
}

impl Job<'_> {
    fn write(&mut self, out: &mut dyn Write, inputs: &[Input]) -> io::Result<()> {
        match self.args.format {
            CheckFormat::Text => self.text(out, inputs),
            CheckFormat::Json => {
                let documents: Vec<_> = inputs.iter().map(|i| self.check(i).0).collect();
                json::check(out, &documents)
            }
            CheckFormat::Jsonl => inputs.iter().try_for_each(|i| json::check_line(out, &self.check(i).0)),
        }
    }

    fn text(&mut self, out: &mut dyn Write, inputs: &[Input]) -> io::Result<()> {
        let several = inputs.len() > 1;
        let options = text::Options {
            show_held: self.args.show_held,
            color: self.args.output.is_none() && terminal(),
            header: several,
        };
        let mut counts = Vec::new();
        for input in inputs {
            let (document, outcome) = self.check(input);
            let Ok(audit) = &outcome.audit else { continue };
            text::document(out, &document, audit, &options)?;
            if several {
                writeln!(out)?;
            }
            counts.push(document.counts);
        }
        if several { text::totals(out, &counts, inputs.len() - counts.len()) } else { Ok(()) }
    }

    /// Reads and judges one input, and raises the exit status by what it holds.
    fn check(&mut self, input: &Input) -> (CheckDocument, Outcome) {
        let settings = self.configs.of(input);
        let mut outcome =
            settings.map_or_else(|| input.audit(&Scheme::default()), |s| input.audit(&s.scheme));
        let status = match &mut outcome.audit {
            Ok(audit) => {
                if let Some(settings) = settings {
                    settings.selection.apply(&mut audit.ledger);
                }
                0
            }
            Err(error) => {
                complain(&format!("{}：{error}", outcome.source.path));
                FAILED
            }
        };
        let document = emit::check(&outcome.source, outcome.audit.as_ref().map_err(String::as_str));
        let found = u8::from(fails(self.args.fail_on, &document.counts.findings));
        self.status = self.status.max(status).max(found);
        (document, outcome)
    }
}

fn fails(fail_on: FailOn, found: &FindingCounts) -> bool {
    match fail_on {
        FailOn::Never => false,
        FailOn::Error => found.error > 0,
        FailOn::Warning => found.error + found.warning > 0,
        FailOn::Note => found.error + found.warning + found.note > 0,
    }
}

fn terminal() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}
