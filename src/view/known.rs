//! What a document says about itself, as far as facts hold it.

use crate::facts::Mention;
use crate::ledger::FigureId;
use crate::span::Span;
use crate::{Audit, rules};

/// Title, unit and year of the report.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub unit: Option<String>,
    pub unit_span: Option<Span>,
    pub year: Option<i32>,
    pub year_span: Option<Span>,
}

/// From the title and the lines around it, else from the cells and lines that a form has for them.
pub fn head(audit: &Audit) -> Head {
    let frame = &audit.facts.frame;
    let unit = frame.unit.clone().or_else(|| form_unit(audit));
    let year = frame.year.or_else(|| first_year(audit));
    Head {
        title: frame.title.clone(),
        unit_span: unit.as_ref().map(|u| u.1),
        unit: unit.map(|u| u.0),
        year: year.map(|y| y.0),
        year_span: year.map(|y| y.1),
    }
}

/// What stands before the unit's name in forms, without blanks and brackets, the best first.
const UNIT_CELLS: &[&str] = &[
    "部门名称",
    "单位名称",
    "预算部门",
    "预算单位",
    "部门单位名称",
    "填报单位",
    "填报部门",
    "项目实施单位",
    "实施单位",
    "项目单位",
    "资金使用单位",
    "主管部门",
];
/// How far down a form names its unit, in paragraphs.
const FORM: usize = 40;

/// 部门名称 | 某局, or 填报单位：某局.
fn form_unit(audit: &Audit) -> Option<(String, Span)> {
    let flow = &audit.flow;
    let head = || (0..flow.paras.len().min(FORM)).map(|p| (p, flow.para_text(p).trim()));
    UNIT_CELLS.iter().find_map(|wanted| {
        head().find_map(|(p, text)| {
            let (name, inline) = text.split_once(['：', ':']).unwrap_or((text, ""));
            if bare(name) != *wanted {
                return None;
            }
            let cell = flow.paras[p].cell;
            let next = || {
                let same = |c: &(usize, &str)| {
                    !c.1.is_empty() && flow.paras[c.0].cell.map(|c| c.0) == cell.map(|c| c.0)
                };
                cell.and_then(|_| head().skip(p + 1).find(same)).map(|c| c.1)
            };
            let unit = Some(inline.split_whitespace().next().unwrap_or(""))
                .filter(|u| !u.is_empty())
                .or_else(next)?;
            let at = flow.paras.get(p)?.range.start
                + flow.text.get(flow.paras[p].range.start as usize..)?.find(unit)? as u32;
            let span = flow.span(&(at..at + unit.len() as u32));
            ((4..=40).contains(&unit.chars().count())).then(|| (unit.to_owned(), span))
        })
    })
}

/// Without blanks, and without what stands in brackets: 部门（单位）名称.
fn bare(text: &str) -> String {
    let mut depth = 0u32;
    let keep = |c: &char| {
        depth += u32::from(matches!(c, '（' | '('));
        let inside = depth > 0;
        depth -= u32::from(matches!(c, '）' | ')') && depth > 0);
        !inside && !c.is_whitespace()
    };
    text.chars().filter(keep).collect()
}

/// The year at the head of a form: （2023年度）.
fn first_year(audit: &Audit) -> Option<(i32, Span)> {
    const HEAD: u32 = 6;
    let dates = audit.facts.frame.dates.iter().take_while(|d| d.para < HEAD);
    dates.filter(|d| d.month == 0).map(|d| (d.year as i32, d.span)).next()
}

pub fn mention(audit: &Audit, id: FigureId) -> Option<&Mention> {
    let all = &audit.facts.mentions;
    let at = all.binary_search_by_key(&Some(id), |m| m.term.figure).ok()?;
    all.get(at)
}

/// What a figure is the value of.
pub fn label(audit: &Audit, id: FigureId) -> Option<String> {
    mention(audit, id).map(|m| m.label.clone()).filter(|l| !l.is_empty())
}

/// The year that a figure holds for, when its sentence names one.
pub fn period(audit: &Audit, id: FigureId) -> Option<String> {
    mention(audit, id)?.year.map(|y| y.to_string())
}

/// Why a figure in no relation was not checked: its table lost its grid.
pub fn unread(audit: &Audit, figure: &crate::figure::Figure) -> Option<&'static str> {
    audit.facts.is_unread(figure.span).then_some("所在的表格未能读成行列")
}

/// What a formula's findings are called by machines.
pub const FORMULA: &str = "formula-mismatch";

/// The English name of a rule; what is no rule is a formula of patterns/.
pub fn rule_name(id: &str) -> &'static str {
    rules::all().iter().find(|r| r.id == id).map_or(FORMULA, |r| r.name)
}

/// The Chinese name of a rule.
pub fn rule_title(id: &str) -> &'static str {
    rules::find(id).map_or("与公式不符", |r| r.title)
}
