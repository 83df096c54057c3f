//! `gouji letter`: one 复核意见 for all the reports that are given.

use super::args::LetterArgs;
use super::config::Configs;
use super::{FAILED, complain, inputs, output};
use anyhow::{Result, anyhow};
use gouji::emit::{self, letter};

pub fn run(args: &LetterArgs) -> Result<u8> {
    output::not_among(Some(&args.output), &args.paths)?;
    let inputs = inputs::gather(&args.paths, Some(&args.output), args.convert.convert).inputs;
    let configs = Configs::new(&args.scheme, &args.rules, &inputs)?;
    let mut status = 0;
    let mut documents = Vec::new();
    for input in &inputs {
        let outcome = configs.audit(input, args.convert.convert);
        if let Err(error) = &outcome.audit {
            complain(&format!("{}：{error}", outcome.source.path));
            status = FAILED;
        }
        documents.push(emit::check(&outcome.source, outcome.audit.as_ref().map_err(String::as_str)));
    }
    let bytes = letter::letter(&documents).map_err(|error| anyhow!("复核意见未能写成：{error}"))?;
    output::to(Some(&args.output), |out| out.write_all(&bytes))?;
    Ok(status)
}
