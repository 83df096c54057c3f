use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, RowKind, Sheet, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Stance, Term, Value};
use crate::num;
use crate::scheme::Scheme;
use std::collections::{BTreeSet, HashMap};

declare_rule! {
    /// 自评表中的指标值、完成值应与正文一致。
    ///
    /// 依据：表文互证；同一指标只有一个完成值。
    ///
    /// 重算：表中指标名称与正文数字前的名称有四个以上相同的字、单位相同时，正文的数应等于该行的指标值或完成值。没有合计行的表，其下“三所学校共有…”等于该列之和。
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
    /// 正文和表各只有一个满意度、相差不超过3个百分点的，也比较。正文一句只点到表中一行的名称、而所写的数与该行的数仅两位数字颠倒的；表前一段说“共…万元，明细如下”“实施4个项目，具体如下”的，按表的合计（没有合计行的按各行之和）和行数核对。
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
        // 力争2023年达到295天: of a year to come.
        let report = facts.frame.year.as_ref().map(|y| y.0);
        let ahead = |m: &Mention| {
            let later = ["力争", "下一步", "明年", "今后"].iter().any(|w| m.gap.contains(w));
            later || m.year.is_some_and(|y| report.is_some_and(|r| y > r))
        };
        // 4个竣工小区中有3个: some of those that are counted before.
        let named = |m: &&Mention| {
            let some = m.label.ends_with('中') || m.before.ends_with("中有");
            let level = m.stand == Stand::Level && !ahead(m);
            m.cell.is_none() && !some && kit::exact(m) && level && m.label.chars().count() >= SHARED
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
    turned(facts, out);
    super::tabled::run(facts, out);
    super::tabled::satisfaction(facts, out);
    super::tabled::rates(facts, out);
    for (t, sheet) in facts.sheets.iter().enumerate() {
        out.claims.extend(announced(facts, t, sheet));
    }
    let prose = Prose::new(facts);
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for row in sheet.rows.iter().filter(|r| r.mention(Column::Actual).is_some()) {
            compare(facts, t, row, &prose, out);
        }
    }
}

/// The table, its row and the figure of a cell.
type Place = (usize, usize, MentionId);

/// 青田镇培训人数最多，为365人, and 356 in the row of 青田镇: the sentence names one row, and two digits are changed round.
fn turned(facts: &Facts, out: &mut Out) {
    const FEW: usize = 6;
    const LEAST: usize = 2;
    let key = |m: &Mention| {
        let mut digits: Vec<char> = m.term.printed.chars().filter(char::is_ascii_digit).collect();
        digits.sort_unstable();
        let digits: String = digits.into_iter().collect();
        (digits.trim_start_matches('0').to_owned(), m.base.clone())
    };
    let mut cells: HashMap<(String, String), Vec<Place>> = HashMap::new();
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for (r, row) in sheet.rows.iter().enumerate() {
            for &(_, _, id) in &row.cells {
                let m = &facts.mentions[id];
                if m.term.told() >= LEAST && kit::exact(m) {
                    let list = cells.entry(key(m)).or_default();
                    list.extend((list.len() < FEW).then_some((t, r, id)));
                }
            }
        }
    }
    for m in facts.mentions.iter().filter(|m| m.cell.is_none() && m.term.told() >= LEAST && kit::exact(m)) {
        // A cell without a unit is in that of the text.
        let (digits, base) = key(m);
        let bare = cells.get(&(digits.clone(), String::new())).map_or(&[][..], Vec::as_slice);
        let near = cells.get(&(digits, base)).map_or(&[][..], Vec::as_slice).iter().chain(bare);
        let slip = |&&(t, r, id): &&Place| {
            let c = &facts.mentions[id];
            let bare = c.base.is_empty() && c.base != m.base;
            let like =
                !bare || c.term.places == m.term.places && c.term.printed.len() == m.term.printed.len();
            like && kit::are_turned(&c.term.printed, &m.term.printed) && names_row(facts, t, (r, id), m)
        };
        if let Some(&(t, r, id)) = near.into_iter().find(slip) {
            let mut made = claim(facts, t, &facts.sheets[t].rows[r], &[id], m);
            if facts.mentions[id].base.is_empty() {
                made.operands.iter_mut().flat_map(|o| &mut o.candidates).for_each(|c| in_unit_of(c, m));
            }
            out.claims.push(made.stance(Stance::Stated).formal());
        }
    }
}

/// Takes a bare number for one in the unit of a figure.
pub(super) fn in_unit_of(t: &mut Term, m: &Mention) {
    let (Value::Number(q), Value::Number(of)) = (&mut t.value, &m.term.value) else { return };
    let unit = num::scale10(i32::try_from(m.term.places).unwrap_or(0)).and_then(|p| num::mul(of.step, p));
    let scaled = unit.and_then(|u| Some((num::mul(q.value, u)?, num::mul(q.step, u)?)));
    if let Some((value, step)) = scaled {
        (q.value, q.step) = (value, step);
        t.unit.clone_from(&m.term.unit);
    }
}

/// 三个项目共安排资金250万元，明细如下; 实施4个项目，具体见下表; 在职人员64人，分布如下: what the words right above a table say of
/// all of it.
fn announced(facts: &Facts, table: usize, sheet: &Sheet) -> Vec<Claim> {
    const NEAR: u32 = 12;
    const BACK: usize = 3;
    const TOLD: &[&str] = &["如下", "见下表", "如下表", "详见下表", "下表所示", "明细表"];
    let first = sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.2).min();
    let Some(last) = first.and_then(|f| f.checked_sub(1)) else { return Vec::new() };
    let (m, cell) = (&facts.mentions[last], &facts.mentions[last + 1]);
    let words = m.rest.trim_end_matches(['：', ':', '。', ' ']);
    let above = m.cell.is_none() && m.para < cell.para && cell.para <= m.para + NEAR;
    let said = TOLD.iter().any(|w| words.ends_with(w)) && !words.contains("其中") && !m.rest.contains("其余");
    // 结余资金情况如下 is of something else.
    const STEMS: &[&str] = &[
        "明细",
        "清单",
        "分布",
        "构成",
        "具体",
        "情况",
        "项目",
        "人员",
        "分年度",
        "分乡镇",
        "各乡镇",
        "安排",
        "详",
        "见",
    ];
    let clause = words.rsplit(['，', ',', '。']).next().unwrap_or_default();
    let clause = TOLD.iter().find_map(|w| clause.strip_suffix(w)).unwrap_or(clause);
    let rest = STEMS.iter().fold(clause.to_owned(), |c, w| c.replace(w, ""));
    let plainly = said && rest.trim().is_empty();
    // 共实施12个，其中50万元以上的2个，明细如下: of which of them is told by the table alone.
    // 下表为部分重点项目: not all of them.
    let here = facts.mentions[last.saturating_sub(BACK)..=last].iter().filter(|n| n.para == m.para);
    let some = here.into_iter().any(|n| n.gap.contains("部分")) || m.rest.contains("部分");
    let above = above && !m.gap.contains("其中") && !some;
    let Some(listed) = Listed::new(facts, sheet).filter(|_| above) else { return Vec::new() };
    let same = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let level = kit::exact(n) && n.stand == Stand::Level && n.cell.is_none();
        n.sentence == m.sentence && level && !n.gap.contains("其中")
    };
    let near = (last.saturating_sub(BACK)..=last).filter(same);
    let of = |i: MentionId| {
        let counted = listed.projects(facts, i, plainly);
        counted.or_else(|| listed.total_of(facts, table, i, i == last && said, plainly))
    };
    near.filter_map(of).collect()
}

/// A table of nothing but a list, and its total where it has one.
struct Listed<'s> {
    rows: Vec<&'s Row>,
    total: Option<&'s Row>,
    /// Where its first figure stands.
    at: MentionId,
}

impl<'s> Listed<'s> {
    fn new(facts: &Facts, sheet: &'s Sheet) -> Option<Self> {
        let of =
            |kinds: &[RowKind]| sheet.rows.iter().filter(|r| kinds.contains(&r.kind)).collect::<Vec<_>>();
        let (rows, total) = (of(&[RowKind::Plain]), of(&[RowKind::Total, RowKind::Subtotal]));
        let plain =
            sheet.groups.is_empty() && rows.len() >= 2 && rows.len() + total.len() == sheet.rows.len();
        let even = rows
            .windows(2)
            .all(|w| w[1].at == w[0].at + 1 && w[1].band == w[0].band && w[1].rank == w[0].rank);
        let at = sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.2).min()?;
        let aside = rows.iter().any(|r| ["其中", "平均", "人均"].iter().any(|w| r.label.contains(w)));
        let one = plain && even && !aside && total.len() <= 1 && facts.mentions.len() > at;
        one.then(|| Self { total: total.first().copied(), rows, at })
    }

    /// 共涉及4个项目, of four rows.
    fn projects(&self, facts: &Facts, id: MentionId, plainly: bool) -> Option<Claim> {
        let m = &facts.mentions[id];
        let even = self.rows.iter().all(|r| r.leads.is_empty());
        let named = m.rest.trim_start().starts_with("项目") || m.label.ends_with("项目");
        let open = !m.rest.contains("如下") && !m.rest.contains("下表");
        let all = plainly || open && ["共涉及", "共实施", "共安排", "共有"].iter().any(|w| m.gap.contains(w));
        // 分年度, 各乡镇: the rows are no projects.
        let parted = ["年度", "乡镇", "各镇", "各村", "各县", "街道"].iter().any(|w| m.rest.contains(w));
        if m.kind != Kind::Count || m.term.unit != "个" || !even || !named || !all || parted {
            return None;
        }
        let name = kit::name(m);
        let rows = kit::constant(self.rows.len() as i128, "个", facts.mentions[self.at].term.span);
        let role = Role::of("表中行数", vec![rows]);
        let claim = Claim::new("MEN005", Expr::Arg(0), Relation::Equals, vec![role], kit::role(&name, m));
        Some(claim.formula(format!("{name} = 表中项目的行数")).link(Link::Likely).formal())
    }

    /// The total of the only column that the figure may be of.
    fn total_of(
        &self,
        facts: &Facts,
        table: usize,
        id: MentionId,
        announced: bool,
        plainly: bool,
    ) -> Option<Claim> {
        const ALL: &[&str] = &["共", "合计", "总"];
        let m = &facts.mentions[id];
        let bare = |n: &Mention| n.base.is_empty() && m.kind != Kind::Amount;
        let column = |r: &Row| {
            let mut own = r.cells.iter().map(|c| c.2).filter(|&i| {
                let n = &facts.mentions[i];
                (n.base == m.base || bare(n)) && kit::exact(n)
            });
            own.next().filter(|_| own.next().is_none())
        };
        let parts: Vec<MentionId> = self.rows.iter().map(|r| column(r)).collect::<Option<_>>()?;
        // 实施项目4个，安排资金310万元，清单如下, of four rows.
        let counted = id.checked_sub(1).map(|i| &facts.mentions[i]).is_some_and(|n| {
            let all = kit::value(n) == Some(num::Rat::from_integer(self.rows.len() as i128));
            all && n.kind == Kind::Count && n.sentence == m.sentence
        });
        let money = m.kind == Kind::Amount && (counted || ALL.iter().any(|w| m.gap.contains(w)));
        let single = self.rows.iter().all(|r| r.cells.len() == 1);
        let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        if !kind || !announced || !(money || single && plainly) {
            return None;
        }
        let name = kit::name(m);
        let mut made = match self.total {
            Some(row) => claim(facts, table, row, &[column(row)?], m),
            None => {
                let operands = parts
                    .iter()
                    .map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p]))
                    .collect();
                let claim = Claim::new(
                    "MEN005",
                    Expr::sum(parts.len()),
                    Relation::Sums,
                    operands,
                    kit::role(&name, m),
                );
                claim.formula(format!("{name} = {}", kit::plus(facts, &parts))).link(Link::Certain)
            }
        };
        let bare_cell = facts.mentions[parts[0]].base.is_empty();
        made.operands
            .iter_mut()
            .filter(|_| bare_cell)
            .flat_map(|o| &mut o.candidates)
            .for_each(|c| in_unit_of(c, m));
        Some(made.stance(Stance::Stated).formal())
    }
}

/// What a row measures of a thing.
const MEASURES: &[&str] =
    &["长度", "数量", "面积", "人数", "户数", "次数", "场次", "批次", "里程", "个数", "规模"];

/// The words before a figure name this row of the table and no other, and no cell of it has the figure.
fn names_row(facts: &Facts, table: usize, (at, cell): (usize, MentionId), m: &Mention) -> bool {
    const NAME: usize = 3;
    const FEW: usize = 6;
    const ASIDE: &[&str] =
        &["预算", "计划", "目标", "上年", "去年", "年初", "比", "较", "其中", "占", "超", "未"];
    // Rows on either side that may be named as well.
    const FAR: usize = 200;
    let all = &facts.sheets[table].rows;
    let (rows, row) = (&all[at.saturating_sub(FAR)..all.len().min(at + FAR)], &all[at]);
    // 供餐学校数 is called 供餐学校 in the text, 维修管网长度 维修管网.
    let core = |r: &Row| {
        let measured = MEASURES.iter().find_map(|w| r.label.strip_suffix(w));
        let measured = measured.filter(|core| core.chars().count() > NAME);
        measured.unwrap_or(r.label.trim_end_matches(['数', '量'])).to_owned()
    };
    // 惠及户数 is told as 惠及居民9734户.
    let counted = |r: &Row| {
        let verb = r.label.strip_suffix('数').and_then(|l| l.strip_suffix(m.term.unit.as_str()));
        verb.is_some_and(|v| v.chars().count() + 1 == NAME && m.label.starts_with(v))
    };
    let named = |r: &Row| core(r).chars().count() >= NAME && m.gap.contains(core(r).as_str()) || counted(r);
    let one = |r: &&Row| named(r) && !row.label.contains(r.label.as_str());
    let shown = |m: &Mention| num::parse(&m.term.printed);
    // The target is the figure, the value beside it is not, and it got its full mark.
    let value = |i: Option<MentionId>| i.and_then(|i| kit::value(&facts.mentions[i]));
    let full = |r: &Row| {
        let mark = value(r.mention(Column::Weight));
        r.mention(Column::Actual) == Some(cell) && mark.is_some() && mark == value(r.score())
    };
    let printed = |r: &Row| {
        let own = |c: &&(u32, Column, MentionId)| !(c.1 == Column::Target && full(r));
        let mut cells = r.cells.iter().filter(own).map(|c| &facts.mentions[c.2]);
        cells.any(|c| kit::value(c) == kit::value(m) || c.base.is_empty() && shown(c) == shown(m))
    };
    // 其中公务用车运行维护费12.40万元: called by the whole name, right before the figure.
    // 其中，驻村工作经费支出18.60万元.
    let behind = m.label.strip_prefix(row.label.as_str()).map(|t| t.chars().count());
    let right = row.label.chars().count() > NAME && behind.is_some_and(|n| n <= 2);
    // 其中东风社区志愿者最多，有342人: the row right behind the word.
    let right = right || row.label.chars().count() > NAME && m.gap.contains(&format!("其中{}", row.label));
    let aside = |w: &&&str| m.gap.contains(**w) && !row.label.contains(**w) && !(right && **w == "其中");
    let bare = m.stand == Stand::Level && !ASIDE.iter().any(|w| aside(&w));
    // A short table has one 结余.
    let short = all.len() <= FEW && row.label.chars().count() == NAME - 1 && m.label.ends_with(&row.label);
    bare && (named(row) || short)
        && matches!(row.kind, RowKind::Plain | RowKind::Part)
        && !rows.iter().any(|r| one(&r))
        && !rows.iter().filter(|r| r.label == row.label).any(printed)
}

fn compare(facts: &Facts, table: usize, row: &Row, prose: &Prose<'_>, out: &mut Out) {
    let cells: Vec<MentionId> =
        [Column::Actual, Column::Target].into_iter().filter_map(|c| row.mention(c)).collect();
    let base = |m: &Mention| facts.mentions[cells[0]].base == m.base && m.kind != Kind::Score;
    let rivals = || facts.sheets[table].rows.iter().filter(|r| r.at != row.at);
    let best = |label: &str| rivals().all(|r| length(&r.label, label) <= length(&row.label, label));
    // 抽查复核机收面积4200亩: some of what the row tells.
    let some = |m: &Mention| {
        ["抽查", "抽样", "抽检", "复核", "核查"].iter().any(|w| m.label.contains(w) && !row.label.contains(w))
    };
    let near = prose.near(&row.label).into_iter();
    let near = near.filter(|m| base(m) && !some(m) && shares(&row.label, &m.label));
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
        // 完成调查24个，完成管控7个，比计划10个少3个: of the figure between.
        let next = beside.into_iter().find(|n| base(n)).filter(|n| called(n));
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

/// What came in the year.
const NEW: &[&str] = &["新增", "新设", "新建", "新登记"];

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
    // 年末实有市场主体, and 新增市场主体.
    let has = |name: &str, words: &[&str]| words.iter().any(|w| name.contains(w));
    let stock = |name: &str| has(name, &["年末", "实有", "存量", "累计", "现有", "总量"]) && !has(name, NEW);
    let other = other || stock(label) && has(row, NEW) || stock(row) && has(label, NEW);
    // 全县农村人口, and 受益农村人口.
    let all = ["全县", "全市", "全区", "全镇", "全省", "辖区"].iter().any(|w| label.starts_with(w));
    let some = ["受益", "惠及", "服务", "覆盖"].iter().any(|w| row.starts_with(w) && !label.contains(w));
    let other = other || all && some;
    // 终端故障率 is no 呼叫及时率.
    let before_rate = |name: &str| name.strip_suffix('率').and_then(|n| n.chars().next_back());
    let other = other || before_rate(row) != before_rate(label);
    if other || label.starts_with('占') || !named('率') || !named('度') {
        return false;
    }
    behind <= BEHIND && (run >= chars.len().div_ceil(2) || alike * 10 >= chars.len() * 7)
}
