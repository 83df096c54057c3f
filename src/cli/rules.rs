//! `gouji rules [ID]`.

use super::args::RulesArgs;
use super::output;
use anyhow::{Result, anyhow};
use gouji::emit::manual;
use gouji::rules;

pub fn run(args: &RulesArgs) -> Result<u8> {
    match &args.id {
        None => {
            output::to(None, |out| rules::all().iter().try_for_each(|r| write!(out, "{}", manual::line(r))))?
        }
        Some(id) => {
            let rule = rules::find(&id.trim().to_ascii_uppercase())
                .ok_or_else(|| anyhow!("没有规则 “{id}”：“gouji rules” 列出全部规则"))?;
            output::to(None, |out| write!(out, "{}", manual::page(rule)))?;
        }
    }
    Ok(0)
}
