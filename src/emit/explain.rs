//! `gouji explain`: what was read at a place, which relations it is in, or that it is in none.

use super::build::check;
use super::extract::{label, reason};
use super::locate::Locator;
use super::model::{Check, CheckDocument, Finding};
use super::status::{Standing, standings};
use super::{Source, known, terms, words};
use crate::Audit;
use crate::document::Places;
use crate::figure::Figure;
use crate::num::exact_text;
use crate::span::Span;
use std::io::{self, Write};

/// A line, and on it a column, both from 1; without column the whole line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub line: u32,
    pub column: Option<u32>,
}

/// Whether there was such a line.
///
/// # Errors
/// When the writer fails.
pub fn explain(out: &mut dyn Write, source: &Source, audit: &Audit, spot: Spot) -> io::Result<bool> {
    let at = Locator::new(audit);
    let Some(span) = asked(audit, at.places(), spot) else { return Ok(false) };
    let page = Page { doc: check(source, Ok(audit)), at, standings: standings(audit), audit };
    writeln!(out, "{}:{}  {}", source.path, spot.line, words::place(&page.at.place(span)))?;
    let figures = audit.figures.iter().enumerate().filter(|(_, f)| touches(f.span, span));
    let mut any = false;
    for (i, figure) in figures {
        any = true;
        page.figure(out, i, figure)?;
    }
    if !any {
        writeln!(out, "\n这里没有读到数字")?;
    }
    page.findings(out, span)?;
    Ok(true)
}

struct Page<'a> {
    audit: &'a Audit,
    doc: CheckDocument,
    at: Locator<'a>,
    standings: Vec<Standing>,
}

impl Page<'_> {
    fn figure(&self, out: &mut dyn Write, i: usize, f: &Figure) -> io::Result<()> {
        let standing = &self.standings[i];
        let place = self.at.place(f.span);
        writeln!(
            out,
            "\n“{}”  第 {} 行第 {} 列",
            words::quote(&self.at.quote(f.span)),
            place.line,
            place.column
        )?;
        for (name, value) in self.attributes(i, f, standing) {
            writeln!(out, "  {name}：{}", words::clean(&value))?;
        }
        if standing.checks.is_empty() {
            writeln!(out, "  勾稽：未入任何关系")?;
        }
        for &c in &standing.checks {
            relation(out, &self.doc.checks[c])?;
        }
        Ok(())
    }

    fn attributes(&self, i: usize, f: &Figure, standing: &Standing) -> Vec<(&'static str, String)> {
        let id = i as u32;
        let inherited = if f.inherited { "（承表头或表注）" } else { "" };
        let upper = f.upper.as_ref().map_or(String::new(), |u| format!(" 至 {}", terms::decimal(u)));
        let mut all = vec![
            (
                "种类",
                format!(
                    "{}{}",
                    words::kind(f.kind),
                    if f.kind.is_figure() { "" } else { "（不作数字核对）" }
                ),
            ),
            ("数值", format!("{}{upper}", terms::decimal(&f.value))),
            ("单位", format!("{}{inherited}", f.unit)),
            (
                "折合",
                f.quantity.map_or(String::new(), |q| format!("{} {}", exact_text(q.value), f.base_unit)),
            ),
            ("限定", f.qualifier.clone()),
            ("名称", label(self.audit, id, standing).unwrap_or_default()),
            ("时期", known::period(self.audit, id).unwrap_or_default()),
            ("写法", f.malformed.clone().unwrap_or_default()),
        ];
        all.retain(|(_, value)| !value.is_empty());
        all.push(("状态", words::status(standing.status).to_owned()));
        all.extend(reason(self.audit, f, standing).map(|r| ("原因", r)));
        all
    }

    fn findings(&self, out: &mut dyn Write, span: Span) -> io::Result<()> {
        for (f, model) in self.audit.ledger.findings.iter().zip(&self.doc.findings) {
            if touches(f.span, span) {
                writeln!(out, "\n{}", headline(model))?;
            }
        }
        Ok(())
    }
}

fn headline(f: &Finding) -> String {
    format!(
        "{}[{}]: {}  “{}”",
        words::severity(f.severity),
        f.rule,
        words::clean(&f.message),
        words::quote(&f.quote)
    )
}

fn relation(out: &mut dyn Write, check: &Check) -> io::Result<()> {
    let verdict = words::verdict(check.verdict);
    writeln!(out, "  勾稽 {} [{}] {}：{verdict}", check.id, check.rule, words::clean(&check.formula))?;
    writeln!(out, "    {}", words::binding(check))?;
    let values = [("算得", &check.exact), ("应为", &check.expected), ("说明", &check.reason)];
    for (name, value) in values {
        if let Some(value) = value {
            writeln!(out, "    {name} {}", words::clean(value))?;
        }
    }
    Ok(())
}

/// The span of the asked line, or an empty one at the asked column.
fn asked(audit: &Audit, places: &Places, spot: Spot) -> Option<Span> {
    let line = places.line(spot.line)?;
    let Some(column) = spot.column else { return Some(line) };
    let (at, _) = line.of(&audit.document.text).char_indices().nth(column.checked_sub(1)? as usize)?;
    let start = line.start + at as u32;
    Some(Span { start, end: start })
}

/// Whether a figure lies on the asked line, or under the asked column.
fn touches(figure: Span, asked: Span) -> bool {
    if asked.is_empty() {
        figure.start <= asked.start && asked.start < figure.end
    } else {
        figure.overlaps(asked)
    }
}
