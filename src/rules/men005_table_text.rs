use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::scheme::Scheme;
use std::collections::{BTreeSet, HashMap};

declare_rule! {
    /// 自评表中的指标值、完成值应与正文一致。
    ///
    /// 依据：表文互证；同一指标只有一个完成值。
    ///
    /// 重算：表中指标名称与正文数字前的名称有四个以上相同的字、单位相同时，正文的数应等于该行的指标值或完成值。
    ///
    /// ```不符
    /// 全年组织送戏下乡128场，图书馆新增馆藏图书6920册，免费开放博物馆312天，群众满意度95.2%。
    ///
    /// | 三级指标 | 年度指标值 | 实际完成值 |
    /// | --- | --- | --- |
    /// | 送戏下乡场次 | ≥120场 | 126场 |
    /// | 图书馆新增馆藏 | ≥8000册 | 6920册 |
    /// | 免费开放博物馆天数 | ≥300天 | 312天 |
    /// | 群众满意度 | ≥90% | 95.2% |
    /// ```
    /// ```相符
    /// 全年组织送戏下乡128场，图书馆新增馆藏图书6920册，免费开放博物馆312天，群众满意度95.2%。
    ///
    /// | 三级指标 | 年度指标值 | 实际完成值 |
    /// | --- | --- | --- |
    /// | 送戏下乡场次 | ≥120场 | 128场 |
    /// | 图书馆新增馆藏 | ≥8000册 | 6920册 |
    /// | 免费开放博物馆天数 | ≥300天 | 312天 |
    /// | 群众满意度 | ≥90% | 95.2% |
    /// ```
    ///
    /// 不报的情形：同一张表里对得上的不足两处，或对不上的超过三分之一（名称只是偶然相近）。
    ///
    /// 怎么改：核对原始资料，统一表和正文。
    MEN005, "table-text-differs", "表与正文不一", Error
}

/// Shortest run of characters that a row's name and a label must share.
const SHARED: usize = 4;
/// Prose figures that one row is compared with.
const MANY: usize = 4;
/// Figures looked at for one run.
const OFTEN: usize = 24;

/// Figures of the text by the runs of characters in their names.
struct Prose<'f> {
    figures: Vec<&'f Mention>,
    runs: HashMap<Vec<char>, Vec<usize>>,
}

impl<'f> Prose<'f> {
    fn new(facts: &'f Facts) -> Self {
        let named = |m: &&Mention| {
            m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level && m.label.chars().count() >= SHARED
        };
        let figures: Vec<&Mention> = facts.mentions.iter().filter(named).collect();
        let mut runs: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        for (i, m) in figures.iter().enumerate() {
            let chars: Vec<char> = m.label.chars().collect();
            for run in chars.windows(SHARED) {
                let list = runs.entry(run.to_vec()).or_default();
                if list.len() < OFTEN && list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
        Self { figures, runs }
    }

    /// Those that share a run with a name, in order.
    fn near(&self, name: &str) -> Vec<&'f Mention> {
        let chars: Vec<char> = name.chars().collect();
        let lists = chars.windows(SHARED).filter_map(|run| self.runs.get(run));
        let found: BTreeSet<usize> = lists.flatten().copied().collect();
        found.into_iter().map(|i| self.figures[i]).collect()
    }
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let prose = Prose::new(facts);
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for row in sheet.rows.iter().filter(|r| r.mention(Column::Actual).is_some()) {
            compare(facts, t, row, &prose, out);
        }
    }
}

fn compare(facts: &Facts, table: usize, row: &Row, prose: &Prose<'_>, out: &mut Out) {
    let cells: Vec<MentionId> =
        [Column::Actual, Column::Target].into_iter().filter_map(|c| row.mention(c)).collect();
    let base = |m: &Mention| facts.mentions[cells[0]].base == m.base && m.kind != Kind::Score;
    let rivals = || facts.sheets[table].rows.iter().filter(|r| r.at != row.at);
    let best = |label: &str| rivals().all(|r| length(&r.label, label) <= length(&row.label, label));
    let near = prose.near(&row.label).into_iter().filter(|m| base(m) && shares(&row.label, &m.label));
    for m in near.filter(|m| best(&m.label)).take(MANY) {
        out.claims.push(claim(facts, table, row, &cells, m));
        // "…3385株，计划3600株": the target or the actual value beside it.
        let from = facts.mentions.partition_point(|n| n.sentence < m.sentence);
        let beside = facts.mentions[from..].iter().take_while(|n| n.sentence == m.sentence);
        let beside = beside.filter(|n| n.at.start > m.at.start).take(2);
        let called = |n: &Mention| {
            let aside = n.label.contains(['少', '多', '超', '差', '未']);
            !aside && ["计划", "目标", "实际", "完成"].iter().any(|w| n.label.ends_with(w))
        };
        let next = beside.into_iter().find(|n| base(n) && called(n));
        if let Some(n) = next.filter(|n| kit::exact(n)) {
            out.claims.push(claim(facts, table, row, &cells, n));
        }
    }
}

fn claim(facts: &Facts, table: usize, row: &Row, cells: &[MentionId], m: &Mention) -> Claim {
    let mut operand = kit::roles(&format!("表中{}", row.label), facts, cells);
    operand.candidates.iter_mut().for_each(kit::plain);
    let name = kit::name(m);
    let claim = Claim::new("MEN005", Expr::Arg(0), Relation::Equals, vec![operand], kit::role(&name, m));
    // Called by the whole name of the row.
    let whole = m.label.ends_with(&row.label) && row.label.chars().count() > SHARED;
    let stance = if whole { Stance::Stated } else { Stance::Optional };
    let claim = claim.formula(format!("{name}表文一致")).stance(stance).link(Link::Certain);
    claim.family(1 << 21 | table as u32)
}

/// The longest run of the row's name that stands in a label.
fn common(row: &str, label: &str) -> Option<(usize, usize)> {
    let chars: Vec<char> = row.chars().collect();
    let longest = |n: &usize| {
        chars.windows(*n).find_map(|w| {
            let run: String = w.iter().collect();
            label.rfind(&run).map(|at| label[at + run.len()..].chars().count())
        })
    };
    (SHARED..=chars.len()).rev().find_map(|n| Some((n, longest(&n)?)))
}

/// Its length.
fn length(row: &str, label: &str) -> usize {
    common(row, label).map_or(0, |c| c.0)
}

/// A run of at least `SHARED` characters, and of half the row's name, stands in both names; what follows it in the
/// label is short, else the label is of something within it (受益学生中困难家庭学生).
fn shares(row: &str, label: &str) -> bool {
    const BEHIND: usize = 6;
    let chars: Vec<char> = row.chars().collect();
    let Some((run, behind)) = common(row, label) else { return false };
    let alike = chars.iter().filter(|c| label.contains(**c)).count();
    let named = |c: char| row.ends_with(c) == label.ends_with(c);
    // 少完成, 占…总额: another figure of the same thing.
    let other = ["少", "差", "未", "超", "比", "余", "增", "减", "降"]
        .iter()
        .any(|w| label.contains(w) && !row.contains(w));
    if other || label.starts_with('占') || !named('率') || !named('度') {
        return false;
    }
    behind <= BEHIND && (run >= chars.len().div_ceil(2) || alike * 10 >= chars.len() * 7)
}
