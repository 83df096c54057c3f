//! `gouji extract`.

use super::args::{ExtractArgs, ExtractFormat};
use super::batch::{self, Run};
use super::inputs::{self, Input, Outcome};
use super::progress::Progress;
use super::stop::{self, STOPPED};
use super::{FAILED, complain, output, patterns};
use anyhow::{Result, bail};
use gouji::emit::model::{EXTRACT, ExtractDocument};
use gouji::emit::{self, csv, json};
use gouji::scheme::Scheme;
use std::io::{self, Write};

pub fn run(args: &ExtractArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    let scheme = patterns::overlaid(args.patterns.as_deref())?;
    let inputs = inputs::gather(&args.paths, args.output.as_deref(), args.convert.convert).inputs;
    if args.text && inputs.len() > 1 {
        bail!("--text 一次只能输出一份报告的文字：请给出一个文件");
    }
    let batch = Run::new(args.batch.threads, stop::flag());
    let mut status = 0;
    let done =
        output::to(args.output.as_deref(), |out| write(out, args, &inputs, &scheme, &batch, &mut status));
    if batch.stopped() {
        done.unwrap_or_else(|error| complain(&format!("{error:#}")));
        return Ok(STOPPED);
    }
    done.map(|()| status)
}

fn write(
    out: &mut dyn Write,
    args: &ExtractArgs,
    inputs: &[Input],
    scheme: &Scheme,
    batch: &Run,
    status: &mut u8,
) -> io::Result<()> {
    let convert = args.convert.convert;
    if args.text {
        return inputs.iter().try_for_each(|i| text(out, i, scheme, convert, status));
    }
    let progress = Progress::new(inputs.len(), args.output.is_some());
    let mut report = json::Report::default();
    let whole = args.format == ExtractFormat::Json;
    match args.format {
        ExtractFormat::Json => report.head(out, EXTRACT)?,
        ExtractFormat::Jsonl => {}
        ExtractFormat::Csv => csv::numbers_head(out)?,
    }
    let work = |input: &Input| {
        batch::guard(|| rendered(&input.audit(scheme, convert), args.format))
            .unwrap_or_else(|message| rendered(&Outcome::failed(input.source(), message), args.format))
    };
    let done = batch.each(inputs, work, |input, (error, bytes)| {
        progress.one();
        if let Some(error) = error {
            progress.say(&format!("{}：{error}", input.path()));
            *status = FAILED;
        }
        if whole { report.add(out, &bytes) } else { out.write_all(&bytes) }
    });
    progress.end();
    done?;
    if batch.stopped() && args.output.is_some() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    if whole { report.tail(out, &[]) } else { Ok(()) }
}

/// The error of a document, and its part of the output.
fn rendered(outcome: &Outcome, format: ExtractFormat) -> (Option<String>, Vec<u8>) {
    let document = document(outcome);
    let mut bytes = Vec::new();
    // A vector takes whatever is written to it.
    let _ = match format {
        ExtractFormat::Json => json::indented(&document).map(|b| bytes = b),
        ExtractFormat::Jsonl => json::extract_line(&mut bytes, &document),
        ExtractFormat::Csv => csv::numbers(&mut bytes, &document),
    };
    (document.head.error, bytes)
}

fn text(
    out: &mut dyn Write,
    input: &Input,
    scheme: &Scheme,
    convert: bool,
    status: &mut u8,
) -> io::Result<()> {
    let outcome = input.audit(scheme, convert);
    match &outcome.audit {
        Ok(audit) => out.write_all(audit.document.text.as_bytes()),
        Err(error) => {
            complain(&format!("{}：{error}", outcome.source.path));
            *status = FAILED;
            Ok(())
        }
    }
}

fn document(outcome: &Outcome) -> ExtractDocument {
    emit::extract(&outcome.source, outcome.audit.as_ref().map_err(String::as_str))
}
