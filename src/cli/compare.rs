//! `gouji compare`.

use super::args::{CompareArgs, CompareFormat};
use super::batch::{self, Run};
use super::inputs::{self, Input};
use super::progress::Progress;
use super::stop::{self, STOPPED};
use super::{FAILED, output, patterns};
use anyhow::Result;
use gouji::compare::{self, Digest, Unread};
use std::io;

pub fn run(args: &CompareArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    let scheme = patterns::scheme(&args.scheme)?;
    let inputs = inputs::gather(&args.paths, args.output.as_deref(), args.convert.convert).inputs;
    let batch = Run::new(args.batch.threads, stop::flag());
    let progress = Progress::new(inputs.len(), args.output.is_some());
    let work = |input: &Input| -> Result<Digest, String> {
        let outcome = input.audit(&scheme, args.convert.convert);
        let audit = outcome.audit?;
        batch::guard(|| compare::digest(&outcome.source.path, &audit, &scheme))
    };
    let (mut digests, mut errors) = (Vec::new(), Vec::new());
    batch.each(&inputs, work, |input, made| {
        progress.one();
        match made {
            Ok(digest) => digests.push(digest),
            Err(error) => {
                progress.say(&format!("{}：{error}", input.path()));
                errors.push(Unread { path: input.path(), error });
            }
        }
        io::Result::Ok(())
    })?;
    progress.end();
    if batch.stopped() {
        return Ok(STOPPED);
    }
    let report = compare::compare(&digests);
    output::to(args.output.as_deref(), |out| match args.format {
        CompareFormat::Text => compare::text(out, &report),
        CompareFormat::Json => compare::json(out, &report, &errors),
    })?;
    Ok(if errors.is_empty() { u8::from(report.doubts() > 0) } else { FAILED })
}
