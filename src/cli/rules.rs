//! `gouji rules [ID]`.

use super::args::RulesArgs;
use super::{output, patterns};
use anyhow::{Result, anyhow};
use gouji::emit::manual;
use gouji::rules;

pub fn run(args: &RulesArgs) -> Result<u8> {
    let scheme = patterns::overlaid(args.patterns.as_deref())?;
    let Some(id) = &args.id else {
        output::to(None, |out| {
            rules::all().iter().try_for_each(|r| write!(out, "{}", manual::line(r)))?;
            scheme.formulas.iter().try_for_each(|f| write!(out, "{}", manual::formula_line(f)))
        })?;
        return Ok(0);
    };
    let wanted = id.trim().to_ascii_uppercase();
    let formula = || scheme.formulas.iter().find(|f| f.id == wanted).map(manual::formula);
    let page = rules::find(&wanted).map(manual::page).or_else(formula);
    let page = page.ok_or_else(|| anyhow!("没有规则 “{id}”：“gouji rules” 列出全部规则"))?;
    output::to(None, |out| write!(out, "{page}"))?;
    Ok(0)
}
