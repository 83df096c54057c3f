//! `gouji extract`.

use super::args::{ExtractArgs, ExtractFormat};
use super::inputs::{self, Input, Outcome};
use super::{FAILED, complain, output, patterns};
use anyhow::{Result, bail};
use gouji::emit::model::ExtractDocument;
use gouji::emit::{self, json};
use gouji::scheme::Scheme;
use std::io::{self, Write};

pub fn run(args: &ExtractArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    let scheme = patterns::overlaid(args.patterns.as_deref())?;
    let inputs = inputs::gather(&args.paths, args.output.as_deref(), args.convert.convert);
    if args.text && inputs.len() > 1 {
        bail!("--text 一次只能输出一份报告的文字：请给出一个文件");
    }
    let mut status = 0;
    output::to(args.output.as_deref(), |out| write(out, args, &inputs, &scheme, &mut status))?;
    Ok(status)
}

fn write(
    out: &mut dyn Write,
    args: &ExtractArgs,
    inputs: &[Input],
    scheme: &Scheme,
    status: &mut u8,
) -> io::Result<()> {
    let mut read = |input: &Input| read(input, scheme, args.convert.convert, status);
    if args.text {
        let texts = inputs.iter().filter_map(|i| read(i).audit.ok());
        return texts.into_iter().try_for_each(|a| out.write_all(a.document.text.as_bytes()));
    }
    let mut extract = |input: &Input| document(&read(input));
    match args.format {
        ExtractFormat::Json => {
            let documents: Vec<_> = inputs.iter().map(&mut extract).collect();
            json::extract(out, &documents)
        }
        ExtractFormat::Jsonl => inputs.iter().try_for_each(|i| json::extract_line(out, &extract(i))),
    }
}

fn read(input: &Input, scheme: &Scheme, convert: bool, status: &mut u8) -> Outcome {
    let outcome = input.audit(scheme, convert);
    if let Err(error) = &outcome.audit {
        complain(&format!("{}：{error}", outcome.source.path));
        *status = FAILED;
    }
    outcome
}

fn document(outcome: &Outcome) -> ExtractDocument {
    emit::extract(&outcome.source, outcome.audit.as_ref().map_err(String::as_str))
}
