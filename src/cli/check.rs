//! `gouji check`.

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::config::Configs;
use super::inputs::{self, Input, Outcome};
use super::{FAILED, complain, output};
use anyhow::{Result, bail};
use gouji::Audit;
use gouji::document::Format;
use gouji::emit::model::{CheckDocument, FindingCounts};
use gouji::emit::{self, diff, json, review, text};
use gouji::source::amend::{self, Change};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub fn run(args: &CheckArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    if args.unsafe_fixes && !(args.fix || args.diff) {
        bail!("--unsafe-fixes 要与 --fix 或 --diff 同用");
    }
    let inputs = inputs::gather(&args.paths, args.output.as_deref(), args.convert.convert);
    if args.fix && inputs.iter().any(|i| matches!(i, Input::Stdin)) {
        bail!("标准输入不能改写：请给出文件，或用 --diff 看会怎样改");
    }
    let configs = Configs::new(&args.scheme, &args.rules, &inputs)?;
    let mut job = Job { args, configs, status: 0 };
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
        if self.args.diff {
            return inputs.iter().try_for_each(|i| self.diff(out, i));
        }
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

    /// What would be corrected.
    fn diff(&mut self, out: &mut dyn Write, input: &Input) -> io::Result<()> {
        let (_, outcome) = self.check(input);
        let Ok(audit) = &outcome.audit else { return Ok(()) };
        diff::diff(out, &outcome.source.path, audit, &review::changes(audit, self.args.unsafe_fixes))
    }

    /// Corrects a text file, and reads it again as it is then.
    fn fix(&mut self, input: &Input, outcome: Outcome) -> Outcome {
        let (Ok(audit), Input::File(path)) = (&outcome.audit, input) else { return outcome };
        let changes = review::changes(audit, self.args.unsafe_fixes);
        if changes.is_empty() {
            return outcome;
        }
        match fixed(path, &outcome, audit, &changes) {
            Ok(()) => {
                complain(&format!("{}：已改 {} 处", outcome.source.path, changes.len()));
                self.audit(input)
            }
            Err(error) => {
                complain(&format!("{}：{error:#}", outcome.source.path));
                self.status = FAILED;
                outcome
            }
        }
    }

    fn audit(&self, input: &Input) -> Outcome {
        self.configs.audit(input, self.args.convert.convert)
    }

    /// Reads and judges one input, and raises the exit status by what it holds.
    fn check(&mut self, input: &Input) -> (CheckDocument, Outcome) {
        let mut outcome = self.audit(input);
        if let Err(error) = &outcome.audit {
            complain(&format!("{}：{error}", outcome.source.path));
            self.status = FAILED;
        }
        if self.args.fix {
            outcome = self.fix(input, outcome);
        }
        let document = emit::check(&outcome.source, outcome.audit.as_ref().map_err(String::as_str));
        let found = u8::from(fails(self.args.fail_on, &document.counts.findings));
        self.status = self.status.max(found);
        (document, outcome)
    }
}

/// Writes the corrected file over the old one.
fn fixed(path: &Path, outcome: &Outcome, audit: &Audit, changes: &[Change]) -> Result<()> {
    match audit.document.format {
        Some(Format::Text | Format::Markdown) => {}
        Some(Format::Docx) => bail!("不直接改 Word 文件：请用 gouji annotate --fix 写成修订"),
        _ => bail!("不能改这种文件：请按提示手工改正"),
    }
    let bytes = amend::plain(&outcome.bytes, &audit.document, changes)?;
    output::to(Some(path), |out| out.write_all(&bytes))
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
