//! Amounts of the text that a row of a table prints too, and their growth from the cell of the year before: 农林水支出
//! 1640.37万元，增长21.4% beside the row 农林水支出 13,508,200.00 16,403,700.00.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use std::collections::{HashMap, HashSet};

/// Cells of a row, and figures of the text under its name, that are tried.
const CELLS: usize = 6;
const MANY: usize = 4;
/// Characters that a row's name needs to be one.
const NAMED: usize = 4;
/// Digits that say which figure it is.
const TOLD: usize = 4;
/// Families of the rows of one table.
const FAMILY: u32 = 1 << 30;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let mut prose: HashMap<&str, Vec<MentionId>> = HashMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let level = m.stand == Stand::Level && m.cell.is_none() && kit::exact(m);
        if level && m.kind == Kind::Amount && m.term.told() >= TOLD {
            prose.entry(core(&m.label)).or_default().push(id);
        }
    }
    for (t, sheet) in facts.sheets.iter().enumerate() {
        let mut seen: HashSet<&str> = HashSet::new();
        let rows = sheet.rows.iter().filter(|r| r.mention(Column::Actual).is_none());
        for row in rows.filter(|r| seen.insert(core(&r.label))) {
            let cells: Vec<MentionId> =
                row.cells.iter().map(|c| c.2).filter(|&c| is_amount(facts, c)).collect();
            let told = prose.get(core(&row.label)).map_or(&[][..], Vec::as_slice);
            let named = core(&row.label).chars().count() >= NAMED && !cells.is_empty();
            for &m in told.iter().filter(|_| named).take(MANY) {
                out.claims.push(same(facts, t, row, &cells, m));
                out.claims.extend(grown(facts, row, &cells, m));
            }
        }
    }
}

/// 老年人健康管理42486人 beside the row 老年人健康管理率 58200 42486 73.00%: the unit stands in the text alone.
pub(super) fn counted(facts: &Facts, out: &mut Out) {
    let mut prose: HashMap<&str, Vec<MentionId>> = HashMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let level = m.stand == Stand::Level && m.cell.is_none() && kit::exact(m);
        if level && matches!(m.kind, Kind::Count | Kind::Measure) && m.term.told() >= TOLD {
            prose.entry(core(&m.label)).or_default().push(id);
        }
    }
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for row in &sheet.rows {
            let name = core(&row.label).trim_end_matches(['率', '数']);
            let bare = |&c: &MentionId| {
                let m = &facts.mentions[c];
                m.kind == Kind::Number && kit::exact(m) && m.term.told() >= TOLD
            };
            let cells: Vec<MentionId> = row.cells.iter().map(|c| c.2).filter(bare).collect();
            // 65岁及以上老年人: in the text the name begins behind its own figure.
            let cut = row.label.contains(|c: char| c.is_ascii_digit());
            let behind = name.char_indices().map(|(at, _)| &name[at..]).take(if cut { NAMED } else { 1 });
            let called = behind.filter(|n| n.chars().count() >= NAMED).find_map(|n| prose.get(n));
            let (told, named) = (called.map_or(&[][..], Vec::as_slice), !cells.is_empty());
            out.claims.extend(told.iter().filter(|_| named).take(MANY).map(|&m| {
                let mut claim = same(facts, t, row, &cells, m);
                let unit = facts.mentions[m].term.unit.clone();
                claim.operands[0].candidates.iter_mut().for_each(|c| c.unit.clone_from(&unit));
                claim
            }));
        }
    }
}

fn is_amount(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    m.kind == Kind::Amount && kit::exact(m) && m.term.told() >= TOLD - 1
}

/// A name without the list number and 决算数 around it.
fn core(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c));
    let name = ["其中：", "其中"].iter().find_map(|w| name.strip_prefix(w)).unwrap_or(name);
    ["决算数", "决算", "完成"].iter().find_map(|w| name.strip_suffix(w)).unwrap_or(name)
}

/// The figure of the text is one of the row's.
fn same(facts: &Facts, table: usize, row: &Row, cells: &[MentionId], id: MentionId) -> Claim {
    let m = &facts.mentions[id];
    let near: Vec<MentionId> = cells.iter().copied().take(CELLS).collect();
    let operand = kit::roles(&format!("表中{}", row.label), facts, &near);
    let name = kit::name(m);
    let claim = Claim::new("MEN005", Expr::Arg(0), Relation::Equals, vec![operand], kit::role(&name, m));
    let claim = claim.formula(format!("{name}表文一致")).stance(Stance::Optional).link(Link::Certain);
    claim.family(FAMILY | table as u32)
}

/// What it grew by, from another cell of the row.
fn grown(facts: &Facts, row: &Row, cells: &[MentionId], id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let (rate, r) = facts.mentions.get(id + 1).map(|r| (id + 1, r))?;
    let change = r.kind == Kind::Percent && r.stand == Stand::Change && r.sentence == m.sentence;
    let own = |c: &MentionId| facts.mentions[*c].term.quantity().map(|q| q.value) == kit::value(m);
    let before: Vec<MentionId> = cells.iter().copied().filter(|c| !own(c)).take(CELLS).collect();
    if !change || before.is_empty() || !cells.iter().any(own) || !kit::exact(r) {
        return None;
    }
    let (level, base) = (Expr::Arg(0), Expr::Arg(1));
    let falls = falls(r);
    let gap = if falls { Expr::minus(base.clone(), level) } else { Expr::minus(level, base.clone()) };
    let name = kit::name(m);
    let operands = vec![kit::role(&name, m), kit::roles("表中上年数", facts, &before)];
    let title = format!("{}{}", row.label, if falls { "下降率" } else { "增长率" });
    let claim =
        Claim::new("CHG001", Expr::percent(gap, base), Relation::Rounds, operands, kit::role(&title, r));
    let claim = claim.formula(format!("{title} = 变动额 ÷ 表中上年数")).stance(Stance::Reading);
    Some(claim.link(Link::Likely).group(kit::rate_group(rate)))
}

fn falls(r: &Mention) -> bool {
    ["降", "减", "压"].iter().any(|w| kit::last(&r.gap, 6).contains(w))
}
