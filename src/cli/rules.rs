//! `gouji rules [ID]`.

use super::args::RulesArgs;
use super::output;
use anyhow::{Result, anyhow};
use gouji::rules::{self, Rule};
use std::io::{self, Write};

pub fn run(args: &RulesArgs) -> Result<u8> {
    match &args.id {
        None => output::to(None, |out| rules::all().iter().try_for_each(|r| line(out, r)))?,
        Some(id) => {
            let wanted = id.trim().to_ascii_uppercase();
            let rule = rules::all()
                .iter()
                .find(|r| r.id == wanted)
                .ok_or_else(|| anyhow!("没有规则 “{id}”：“gouji rules” 列出全部规则"))?;
            output::to(None, |out| page(out, rule))?;
        }
    }
    Ok(0)
}

fn line(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{}  {}  {}", rule.id, rule.title, rule.name)
}

fn page(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "# {} {}（{}）\n\n{}", rule.id, rule.title, rule.name, rule.doc.trim())
}
