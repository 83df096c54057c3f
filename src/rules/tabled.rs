//! Cells whose figure the text tells too, under words that the row shares: 雨污管网改造 ≥6800米 and 改造雨污管网6800米.
//! Claims of MEN005.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, RowKind, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::{self, Rat};
use num_traits::Signed;
use std::collections::HashMap;

/// Figures of the text with one value that a cell is compared with.
const OFTEN: usize = 8;
/// Characters that a row's name and the words around a figure share, and digits that make up for one of them.
const SHARED: usize = 2;
/// Words before and behind a figure that may name it.
const BEFORE: usize = 24;
const BEHIND: usize = 12;
/// Said of any row.
const PLAIN: &[&str] = &[
    "完成", "项目", "指标", "数量", "质量", "情况", "资金", "工作", "金额", "支出", "预算", "实际", "全年",
    "年度", "目标", "任务", "本年", "其中", "合计", "及时", "服务", "管理", "建设",
];

type Key = (Rat, String);

/// The figure stands in both; such a relation only ever holds.
pub(super) fn run(facts: &Facts, out: &mut Out) {
    let mut prose: HashMap<Key, Vec<MentionId>> = HashMap::new();
    for (id, m) in facts.mentions.iter().enumerate().filter(|(_, m)| m.cell.is_none() && is_told(m)) {
        let list = key(m).map(|k| prose.entry(k).or_default());
        list.filter(|l| l.len() < OFTEN).into_iter().for_each(|l| l.push(id));
    }
    for sheet in &facts.sheets {
        for row in sheet.rows.iter().filter(|r| r.kind != RowKind::Total) {
            for &(_, _, cell) in &row.cells {
                let found = twin(facts, row, cell, &prose);
                out.claims.extend(found.map(|m| claim(facts, row, cell, m)));
            }
        }
    }
}

/// 满意度96.8% of the text, and 农户满意度 98.6% in the table: each is the only one that there is.
pub(super) fn satisfaction(facts: &Facts, out: &mut Out) {
    const NAMES: &[&str] = &["满意度", "满意率"];
    const OTHER: &[&str] = &["上年", "去年", "目标", "不低于", "以上", "同类", "平均", "计划", "预期"];
    const POINTS: i128 = 3;
    let called = |name: &str| NAMES.iter().any(|w| name.ends_with(w));
    let rows: Vec<(&Row, MentionId)> = facts
        .sheets
        .iter()
        .flat_map(|s| &s.rows)
        .filter(|r| called(&r.label))
        .filter_map(|r| Some((r, r.mention(Column::Actual)?)))
        .collect();
    let own = |id: &MentionId| {
        let m = &facts.mentions[*id];
        let other = OTHER.iter().any(|w| kit::last(&m.gap, BEFORE).contains(w));
        let level = m.stand == Stand::Level && kit::exact(m) && !m.planned && !other;
        m.kind == Kind::Percent && m.cell.is_none() && called(&m.label) && level
    };
    let told: Vec<MentionId> = (0..facts.mentions.len()).filter(own).collect();
    let ([(row, cell)], [id]) = (rows.as_slice(), told.as_slice()) else { return };
    let (c, m) = (&facts.mentions[*cell], &facts.mentions[*id]);
    let gap = num::sub(kit::value(c).unwrap_or(Rat::ZERO), kit::value(m).unwrap_or(Rat::ZERO));
    let near = gap.is_some_and(|g| g != Rat::ZERO && g.abs() <= Rat::from_integer(POINTS));
    let of = NAMES.iter().find_map(|w| m.label.strip_suffix(w)).unwrap_or_default();
    let alike = of.is_empty() || kit::share(&row.label, of, SHARED);
    if near && alike && c.kind == Kind::Percent && kit::exact(c) {
        out.claims.push(claim(facts, row, *cell, *id).stance(Stance::Stated).formal());
    }
}

/// 人才引进项目执行率仅71.08%, and 71.08% in the only row that is called so.
pub(super) fn rates(facts: &Facts, out: &mut Out) {
    const RATES: &[&str] = &["执行率", "支付率", "支出率", "完成率", "到位率"];
    const OTHER: &[&str] =
        &["上年", "去年", "目标", "截至", "月末", "月底", "半年", "季度", "计划", "年初", "应", "不低于"];
    const NAMED: usize = 4;
    let core = |name: &str| {
        let ends = ["项目", "经费", "资金", "预算", "专项"];
        let short = ends.iter().fold(name, |n, w| n.strip_suffix(w).unwrap_or(n));
        short.trim_start_matches("其中").trim().to_owned()
    };
    let mut cells: HashMap<(String, &str), Vec<(&Row, MentionId)>> = HashMap::new();
    for sheet in &facts.sheets {
        for row in sheet.rows.iter().filter(|r| r.kind != RowKind::Total) {
            for &(col, _, cell) in &row.cells {
                let head = sheet.head(row.band, col);
                let rates = RATES.iter().filter(|w| head.contains(**w));
                rates.for_each(|w| cells.entry((core(&row.label), *w)).or_default().push((row, cell)));
            }
        }
    }
    for (id, m) in facts.mentions.iter().enumerate() {
        let level = m.kind == Kind::Percent && m.cell.is_none() && m.stand == Stand::Level && kit::exact(m);
        let rate = RATES.iter().find(|w| level && m.label.ends_with(**w));
        let other = OTHER.iter().any(|w| kit::last(&m.gap, BEFORE).contains(w));
        let Some(rate) = rate.filter(|_| !other && !m.planned) else { continue };
        let name = core(m.label.strip_suffix(*rate).unwrap_or_default());
        let named = name.chars().filter(kit::han).count() >= NAMED;
        let found = cells.get(&(name, *rate)).map_or(&[][..], Vec::as_slice);
        if let &[(row, cell)] = found
            && named
            && facts.mentions[cell].kind == Kind::Percent
            && kit::exact(&facts.mentions[cell])
        {
            out.claims.push(claim(facts, row, cell, id).stance(Stance::Stated).formal());
        }
    }
}

fn is_told(m: &Mention) -> bool {
    matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure | Kind::Percent)
        && !m.range
        && !matches!(m.stand, Stand::Change | Stand::Previous)
}

fn key(m: &Mention) -> Option<Key> {
    kit::value(m).map(|v| (v, m.base.clone()))
}

/// The figure of the text that has a cell's value and most of its name.
fn twin(
    facts: &Facts,
    row: &Row,
    cell: MentionId,
    prose: &HashMap<Key, Vec<MentionId>>,
) -> Option<MentionId> {
    let c = &facts.mentions[cell];
    let all = prose.get(&key(c).filter(|_| is_told(c))?)?;
    let most = all.iter().map(|&id| (id, alike(&row.label, &words(facts, id))));
    let (id, shared) = most.max_by_key(|p| p.1)?;
    let least = if c.term.told() >= 4 { SHARED } else { SHARED + 1 };
    (shared >= least).then_some(id)
}

/// The words around a figure, up to the next one.
fn words(facts: &Facts, id: MentionId) -> String {
    let m = &facts.mentions[id];
    let behind: String = kit::behind(facts, id).chars().take(BEHIND).collect();
    format!("{} {behind}", kit::last(&m.gap, BEFORE))
}

/// The longest run of a row's name in the words around a figure that is more than 项目 or 完成.
fn alike(name: &str, words: &str) -> usize {
    const LONG: usize = 8;
    let chars: Vec<char> = name.chars().filter(kit::han).collect();
    let stands = |n: &usize| {
        let run = |w: &[char]| {
            let run: String = w.iter().collect();
            words.contains(&run) && !PLAIN.contains(&run.as_str())
        };
        chars.windows(*n).any(run)
    };
    (SHARED..=LONG.min(chars.len())).rev().find(stands).unwrap_or(0)
}

fn claim(facts: &Facts, row: &Row, cell: MentionId, id: MentionId) -> Claim {
    let m = &facts.mentions[id];
    let name = kit::name(m);
    let mut operand = kit::role(&format!("表中{}", row.label), &facts.mentions[cell]);
    let mut result = kit::role(&name, m);
    operand.candidates.iter_mut().chain(&mut result.candidates).for_each(kit::plain);
    let claim = Claim::new("MEN005", Expr::Arg(0), Relation::Equals, vec![operand], result);
    claim.formula(format!("{name}表文一致")).stance(Stance::Reading).link(Link::Likely)
}
