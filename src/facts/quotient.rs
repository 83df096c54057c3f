//! Rates that stand beside the two figures they are made of: 预算520万元，支出472.28万元，执行率90.82%.
//!
//! Only what stands in one group of clauses is looked at. Which two figures they are is told by the rate's own
//! name (整改率: 整改), by the words of plan and deed, or by there being no others.

mod words;

pub use words::is_distance;

use super::{Breakdown, Index, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use std::collections::HashMap;
use words::{is_denied, is_floor};

/// A rate and the figures beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotient {
    pub rate: MentionId,
    pub part: MentionId,
    /// What it may be a part of, nearest first.
    pub wholes: Vec<MentionId>,
    pub surety: Surety,
    /// The rate is one of money that is spent.
    pub spending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surety {
    /// Counts only if it holds.
    Loose,
    /// Two figures of one unit and no others: told when a slip of a digit mends it.
    Near,
    /// Likely: two figures of one unit and no others, or one of several wholes.
    Alone,
    /// The words say that these two make this rate.
    Told,
}

/// Figures that are looked at before a rate.
const BACK: usize = 8;
const WHOLES: usize = 3;
const PLAN: &[&str] = &[
    "预算",
    "计划",
    "任务",
    "目标",
    "应",
    "资金",
    "安排",
    "下达",
    "受理",
    "收到",
    "接到",
    "排查",
    "发现",
    "检查",
    "抽查",
    "抽检",
    "发放问卷",
    "发放调查",
    "调查",
    "编制",
    "登记",
    "监测",
    "投诉",
    "申请",
    "到位",
    "限价",
    "控制价",
    "抽样",
    "立案",
    "总数",
    "共有",
    "拥有",
];
const DEED: &[&str] = &[
    "支出", "执行", "支付", "使用", "完成", "实际", "办结", "化解", "调处", "整改", "合格", "满意", "收回",
    "回收", "有效", "成活", "建成", "安装", "参保", "在职", "实有", "成功", "救治", "审结", "结案", "拨付",
    "发放", "兑付", "验收", "落实", "达标", "签约", "接种", "已", "决算", "采购", "到位", "开工", "完工",
    "中标", "达到", "达成",
];
const SPENT: &[&str] = &["支出", "执行", "支付", "使用", "完成", "决算", "列支", "实付"];
/// Rates of money that is spent, by their names.
const SPENDING: &[&str] =
    &["执行率", "支付率", "支出率", "使用率", "支出进度", "执行进度", "支付进度", "预算完成率", "资金完成率"];
/// What is left over is no part that was done, unless the rate is one of it.
const LEFT: &[&str] =
    &["停用", "停运", "报废", "未", "不予", "结余", "结转", "剩余", "节约", "核减", "还差", "相差"];
/// Words of the deed that a rate is called by: 结案率 of 审结.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("结案", &["审结", "办结"]),
    ("办结", &["结案", "答复", "处理"]),
    ("化解", &["调处", "调解", "调解成功"]),
    ("整改", &["销号", "消除", "治理"]),
    ("完成", &["建成", "实施", "办结", "验收", "竣工", "完工", "开展", "实际"]),
    ("完工", &["竣工", "建成", "完成"]),
    ("到位", &["拨入", "下达"]),
    ("利用", &["使用"]),
    ("管理", &["管理"]),
    ("建档", &["档案", "建立"]),
    ("取证", &["证书", "取得"]),
    ("覆盖", &["覆盖", "完成", "建成", "开展"]),
];
/// What rates of this kind are called by.
const STEMS: &[&str] = &[
    "完成", "完工", "竣工", "办结", "结案", "化解", "调处", "整改", "合格", "达标", "收回", "回收", "有效",
    "成活", "建成", "安装", "参保", "救治", "审结", "拨付", "发放", "兑付", "到位", "开工", "验收", "签约",
    "接种", "处置", "销号", "落实", "成功",
];
/// What a figure of a deed is called that is still to be done.
const PLANNED: &[&str] = &["应", "需", "计划", "预算", "任务", "目标"];
/// Rates of how good a thing is need a figure of the good ones: 购置42台，验收合格率98% has none.
const QUALITY: &[&str] = &["合格", "达标", "有效", "成活", "成功"];
/// Rates whose whole seldom stands beside them.
const ELSEWHERE: &[&str] = &[
    "满意度",
    "满意率",
    "覆盖率",
    "知晓率",
    "普及率",
    "控制率",
    "增长率",
    "下降率",
    "得分率",
    "占比",
    "优良率",
];

const GAPS: &[&str] = &["调整率", "变动率", "调增率", "调减率"];

pub(super) fn read(
    mentions: &[Mention],
    breakdowns: &[Breakdown],
    index: &Index,
    scheme: &Scheme,
) -> Vec<Quotient> {
    let inside: HashMap<MentionId, MentionId> =
        breakdowns.iter().flat_map(|b| b.parts().iter().map(|&p| (p, b.total()))).collect();
    let far = Far { mentions, index, scheme };
    (0..mentions.len())
        .filter_map(|id| quotient(mentions, &inside, id).or_else(|| far.quotient(id)))
        .filter(|q| !is_of_gap(mentions, q))
        .collect()
}

/// 年初预算1050万元，调整后预算1197万元，预算调整率14%: of what the two differ by.
fn is_of_gap(mentions: &[Mention], q: &Quotient) -> bool {
    let value = |i: MentionId| mentions[i].term.quantity().map(|q| q.value);
    let near =
        || num::mul(value(q.part)?, Rat::from_integer(2)).zip(value(*q.wholes.first()?)).map(|(a, b)| a > b);
    GAPS.iter().any(|w| mentions[q.rate].label.trim_end_matches('为').ends_with(w)) && near() == Some(true)
}

/// Wholes that stand elsewhere in the report, found by name.
struct Far<'a> {
    mentions: &'a [Mention],
    index: &'a Index,
    scheme: &'a Scheme,
}

impl Far<'_> {
    fn quotient(&self, rate: MentionId) -> Option<Quotient> {
        let r = &self.mentions[rate];
        let plain = r.kind == Kind::Percent
            && r.cell.is_none()
            && !r.range
            && !r.approximate
            && r.stand != Stand::Change;
        let name = r.label.trim_end_matches("为");
        let goal = goal(&r.before);
        if !plain
            || !(goal.is_some() || name.ends_with('率') || name.ends_with("进度") || name.ends_with('度'))
        {
            return None;
        }
        let part =
            group(self.mentions, rate).into_iter().find(|&i| !self.mentions[i].label.ends_with('率'))?;
        // 不合格10批次，合格率87.5%: of what was not.
        if self.mentions[part].label.contains('不') && !name.contains('不') {
            return None;
        }
        let mut wholes = goal.map_or(Vec::new(), |g| self.goals(g, part, rate));
        let sure = !wholes.is_empty() && self.one_value(&wholes);
        wholes.extend(self.alike(part).into_iter().filter(|i| !wholes.contains(i)).collect::<Vec<_>>());
        wholes.truncate(WHOLES + 1);
        let spent = SPENT.iter().any(|w| self.mentions[part].label.contains(w));
        let surety = if sure && spent && self.mentions[part].general { Surety::Alone } else { Surety::Loose };
        let spending = SPENDING.iter().any(|w| name.ends_with(w));
        (!wholes.is_empty()).then_some(Quotient { rate, part, wholes, surety, spending })
    }

    /// 年初预算 wherever it is printed for the whole report.
    fn goals(&self, goal: &str, part: MentionId, rate: MentionId) -> Vec<MentionId> {
        let ids: &[&str] = match goal {
            "年初预算" => &["budget.initial"],
            "调整预算" | "全年预算" => &["budget.adjusted"],
            "预算" => &["budget.adjusted", "budget"],
            _ => return Vec::new(),
        };
        let p = &self.mentions[part];
        let fits = |i: &MentionId| {
            let m = &self.mentions[*i];
            m.base == p.base
                && m.cell.is_none()
                && (m.general || m.scope == p.scope)
                && *i != part
                && m.stand != Stand::Change
        };
        let attributes = &self.scheme.labels.attributes;
        let facts = (0..attributes.len()).filter(|a| ids.contains(&attributes[*a].id.as_str()));
        facts.flat_map(|a| self.index.of(a, rate).filter(fits).take(2).collect::<Vec<_>>()).collect()
    }

    fn one_value(&self, ids: &[MentionId]) -> bool {
        ids.windows(2).all(|w| self.mentions[w[0]].term.value == self.mentions[w[1]].term.value)
    }

    /// Figures of the part's unit under a name like its own: 人工种草18600亩 for 人工种草实际完成17620亩.
    fn alike(&self, part: MentionId) -> Vec<MentionId> {
        let p = &self.mentions[part];
        let fits = |i: &MentionId| {
            let m = &self.mentions[*i];
            let level = matches!(m.stand, Stand::Level | Stand::Base);
            m.base == p.base
                && m.kind == p.kind
                && level
                && *i != part
                && m.term.value != p.term.value
                && m.cell.is_none()
        };
        self.index.alike(&p.label, part).into_iter().filter(fits).take(WHOLES).collect()
    }
}

fn quotient(
    mentions: &[Mention],
    inside: &HashMap<MentionId, MentionId>,
    rate: MentionId,
) -> Option<Quotient> {
    let r = &mentions[rate];
    let plain =
        r.kind == Kind::Percent && r.cell.is_none() && !r.range && !r.approximate && r.stand != Stand::Change;
    let name = r.label.trim_end_matches("为");
    let mut near = group(mentions, rate);
    let goal = goal(&r.before).or_else(|| done(mentions, r, &near));
    // 年内退出42个，退出比例: called by its part.
    let called = name.strip_suffix("比例").map(stem).is_some_and(|stem| {
        stem.chars().count() == 2 && near.first().is_some_and(|&i| mentions[i].label.ends_with(&stem))
    });
    let apart = ELSEWHERE.iter().any(|w| name.ends_with(w));
    // 满意度 beside 满意306家 is made here.
    let made = |&i: &MentionId| {
        let m = &mentions[i];
        common(name, &m.label).max(common(name, &m.after)) >= 2 && !m.label.ends_with(['率', '度'])
    };
    // 走访120人，108人满意，满意度90%: of all that were asked, where nothing else is told.
    let content = |i: usize| {
        ["满意", "认可"].iter().any(|w| mentions[i].label.contains(w) || mentions[i].after.contains(w))
    };
    // 发放满意度问卷240份，其中选择“满意”和“比较满意”的共222份.
    let handed = |i: usize| ["问卷", "调查表"].iter().any(|w| mentions[i].label.contains(w));
    let asked = name.ends_with("满意度") && near.len() >= 2 && made(&near[0]);
    // 5个村 are no answers.
    let asked = asked && near[2..].iter().all(|&i| mentions[i].base != mentions[near[0]].base);
    // 居民问卷150份，满意141份；商户50份，满意45份，综合满意度: of all that were asked.
    let twice = || {
        let here = (rate.saturating_sub(BACK)..near[1]).filter(|&i| mentions[i].sentence == r.sentence);
        here.into_iter().any(|i| content(i) && !handed(i))
    };
    let asked = asked && !(is_joint(name) && twice());
    let asked = asked && (!content(near[1]) || handed(near[1]) && !handed(near[0]));
    // “三公”经费预算18.60万元，实际支出12.09万元，控制率65%.
    let kept = name.ends_with("控制率") && near.len() == 2 && {
        let says = |i: usize, words: &[&str]| words.iter().any(|w| mentions[near[i]].label.contains(w));
        says(1, &["预算", "限额"])
            && says(0, &["实际", "支出", "决算"])
            && near[0] + 1 == rate
            && near[1] + 1 == near[0]
    };
    // 全县实施项目的村共40个，选取了12个村，抽查比例30%.
    let drawn = ["抽查比例", "抽样比例", "抽取比例", "抽查率", "抽样率"].iter().any(|w| name.ends_with(w))
        && near.len() == 2
        && ["选取", "抽取", "抽查", "抽样", "抽选"].iter().any(|w| mentions[near[0]].gap.contains(w));
    let named = name.ends_with('率') || name.ends_with("进度") || called || goal.is_some() || asked || drawn;
    // 共有行政村186个，已完成改造的154个，覆盖率82.8%: of all that there are.
    let covered = name.ends_with("覆盖率") && near.len() == 2 && {
        let says = |i: usize, words: &[&str]| words.iter().any(|w| mentions[near[i]].gap.contains(w));
        says(1, &["共有", "总数", "共"]) && says(0, &["已", "完成", "建成", "覆盖", "开通"])
    };
    let apart = apart && !covered && !kept;
    // 6个项目中，4个执行率100%: that of each of the four.
    // 达到三季度末完成75%的序时目标: what was to be reached.
    let aim = r.after.starts_with('的') && ["目标", "序时", "要求"].iter().any(|w| r.after.contains(w));
    let each = aim
        || SPENDING.iter().any(|w| name.ends_with(w))
            && rate.checked_sub(1).is_some_and(|i| mentions[i].kind == Kind::Count && r.sep <= Sep::None);
    if !plain || !named || aim || each || apart && !near.first().is_some_and(made) {
        return None;
    }
    // 户数完成率 is of 户, and not of the money beside it.
    let counted = name.split_once('数').and_then(|(head, _)| head.chars().next_back());
    if let Some(unit) = counted.filter(|c| "户人亩次台件".contains(*c)) {
        near.retain(|&i| mentions[i].term.unit.contains(unit));
    }
    let base = mentions[*near.first()?].base.as_str();
    // 不合格 is no part of 合格率.
    let stem = stem(name);
    let not = |i: usize| {
        let denied = |w: &&str| {
            let no = format!("{w}{stem}");
            mentions[i].label.contains(&no) && !name.contains(&no)
        };
        ["不", "未"].iter().any(denied)
    };
    near.retain(|&i| mentions[i].base == base && !mentions[i].label.ends_with('率') && !not(i));
    if let &[part] = near.as_slice() {
        return told_before(mentions, rate, part, name);
    }
    // 工程建设7428.60万元（年初预算8160.00万元，完成91.04%）: the bracket speaks of what stands before it.
    let inside_out =
        near.len() > 2 && mentions[near[0]].depth == r.depth && mentions[near[1]].depth < r.depth;
    if inside_out {
        near.truncate(2);
    }
    // What an item of a list is part of speaks for it, when two more remain.
    let outer: Vec<MentionId> =
        near.iter().copied().filter(|i| inside.get(i).is_none_or(|t| !near.contains(t))).collect();
    // 其中2023年预算600万元，支出540万元，执行率90%: the two right before it.
    let pair = near.len() > 2 && near[0] + 1 == rate && near[1] + 1 == near[0] && !outer.contains(&near[0]);
    let says = |i: usize, words: &[&str]| words.iter().any(|w| fiscal(&mentions[i].label).contains(w));
    let pair = pair && says(near[1], PLAN) && says(near[0], DEED);
    let outer = if pair && !outer.contains(&near[1]) { near[..2].to_vec() } else { outer };
    // 完成b，为预算的R%: of what stands right before it, be it an item.
    let own = goal.is_some() && near.first() == Some(&(rate - 1));
    if outer.len() >= 2 && !own {
        near = outer;
    }
    let (part, mut wholes) = oriented(mentions, &near)?;
    if let Some(goal) = goal {
        wholes.retain(|&w| names(&mentions[w], goal));
    }
    // 预算120万元，合同价119.5万元，支付112.35万元，预算执行率R%: of the budget.
    if name.contains("预算") && wholes.iter().any(|&w| mentions[w].label.contains("预算")) {
        wholes.retain(|&w| !is_contracted(&mentions[w]));
    }
    wholes.truncate(WHOLES);
    wholes.first()?;
    let surety = match is_adjusted(mentions, rate, part, wholes[0]) {
        true => Surety::Loose,
        false if asked && wholes.len() == 1 => Surety::Alone,
        false if kept || drawn && mentions[wholes[0]].gap.contains('共') => Surety::Told,
        false => surety(mentions, name, part, &wholes, near.len() == 2),
    };
    // 未执行率 is of what was not spent.
    let spending = SPENDING.iter().any(|w| name.ends_with(w)) && !name.contains('未');
    let surety =
        if name.contains('未') && !mentions[part].label.contains('未') { Surety::Loose } else { surety };
    Some(Quotient { rate, part, wholes, surety, spending })
}

/// 到位资金5042万元。截至12月底已支出4739.48万元，支出率94.00%: what is spent is of the one amount that the sentences
/// right before it name.
fn told_before(mentions: &[Mention], rate: MentionId, part: MentionId, name: &str) -> Option<Quotient> {
    const SENTENCES: u32 = 2;
    let (r, p) = (&mentions[rate], &mentions[part]);
    let spending = SPENDING.iter().any(|w| name.ends_with(w));
    let spent = SPENT.iter().any(|w| p.label.contains(w)) && p.kind == Kind::Amount;
    let here = |i: &MentionId| mentions[*i].para == r.para && mentions[*i].sentence + SENTENCES >= r.sentence;
    let near = (part.saturating_sub(BACK)..part).rev().take_while(here);
    let amounts: Vec<MentionId> = near.filter(|&i| mentions[i].base == p.base).collect();
    let fund = |i: &MentionId| {
        let label = fiscal(&mentions[*i].label);
        ["预算", "资金", "安排", "下达", "到位", "经费", "总投资", "批复"].iter().any(|w| label.contains(w))
    };
    let whole = amounts.iter().copied().find(fund)?;
    // 当年预算a与上年结转b两部分，资金总额c: its parts stand beside it.
    let value = |i: MentionId| mentions[i].term.quantity().map(|q| q.value);
    let others = amounts.iter().filter(|&&i| mentions[i].term.value != mentions[whole].term.value);
    let sum = others.map(|&i| value(i)).try_fold(Rat::ZERO, |sum, v| num::add(sum, v?));
    let parted = sum.is_some() && sum == value(whole);
    let one = amounts.iter().map(|&i| &mentions[i]).all(|m| {
        (parted || m.term.value == mentions[whole].term.value)
            && m.sentence < r.sentence
            && matches!(m.stand, Stand::Level | Stand::Base)
            && !m.range
            && !m.approximate
    });
    // 批复总投资460万元。…实际到账391万元，到位率85%.
    let came = name.ends_with("到位率")
        && ["到位", "到账", "拨入"].iter().any(|w| p.label.contains(w))
        && ["总投资", "预算", "下达", "批复", "计划", "应"].iter().any(|w| mentions[whole].label.contains(w));
    (spending && spent && one || came && one).then_some(Quotient {
        rate,
        part,
        wholes: vec![whole],
        surety: Surety::Alone,
        spending,
    })
}

/// 完成年初预算的, 占计划的: the goal that the words before the rate name.
fn goal(before: &str) -> Option<&'static str> {
    const GOALS: &[&str] = &["年初预算", "调整预算", "全年预算", "预算", "计划", "任务", "目标"];
    let clause = before.trim_end().strip_suffix('的')?.trim_end_matches('数');
    let verb = ["完成", "为", "占", "达", "是", "相当于"].iter().any(|w| clause.contains(w));
    GOALS.iter().copied().find(|g| verb && clause.ends_with(g))
}

/// 年初预算a，支出决算b，完成R%: the goal that one of the two figures is called by.
fn done(mentions: &[Mention], r: &Mention, near: &[MentionId]) -> Option<&'static str> {
    const GOALS: &[&str] = &["年初预算", "预算", "计划", "任务", "目标"];
    let told = r.before.trim_end().ends_with("完成") || r.before.trim_end().ends_with("完成了");
    let pair = near.get(..2).filter(|p| told && mentions[p[0]].base == mentions[p[1]].base)?;
    GOALS.iter().copied().find(|g| pair.iter().any(|&i| names(&mentions[i], g)))
}

/// 合同价, 中标价: what a thing was bought for.
pub fn is_contracted(m: &Mention) -> bool {
    ["合同", "中标", "成交"].iter().any(|w| m.label.contains(w))
}

/// 年初预算, 年初预算数为: called by the goal, not by 一般公共预算.
fn names(m: &Mention, goal: &str) -> bool {
    // 目标6500人，完成目标任务的108%: one word is as good as another.
    if ["任务", "目标", "计划"].contains(&goal) {
        // 年度计划培训乡村医生450人次: the plan leads the name.
        let leads = |w: &str| m.label.find(w).is_some_and(|at| m.label[..at].chars().count() <= 2);
        // 建设计划任务为新改建农村公路86.5公里.
        let is = |w: &str| m.label.contains(&format!("{w}为"));
        return ["任务", "目标", "计划"].iter().any(|w| called(m, w) || leads(w) || is(w));
    }
    called(m, goal)
}

fn called(m: &Mention, goal: &str) -> bool {
    const BEHIND: usize = 4;
    let behind = m.label.rfind(goal).map(|i| (&m.label[..i], m.label[i + goal.len()..].chars().count()));
    behind.is_some_and(|(head, n)| n <= BEHIND && !["公共", "基金", "经营"].iter().any(|w| head.ends_with(w)))
}

/// The figures before a rate in its group of clauses, nearest first.
fn group(mentions: &[Mention], rate: MentionId) -> Vec<MentionId> {
    let r = &mentions[rate];
    let mut near = Vec::new();
    // The marks before the rate itself part it from the figures too.
    let mut closed = r.sep >= Sep::Group;
    for i in (rate.saturating_sub(BACK)..rate).rev() {
        let m = &mentions[i];
        if m.sentence != r.sentence || closed {
            break;
        }
        let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        let rest =
            LEFT.iter().any(|w| m.label.contains(w) && !r.label.contains(w)) || m.label.ends_with('差');
        let rest = rest || is_denied(m) && !r.label.contains('未');
        // ；上年结转25.56万元，支出21.86万元，执行率85.52%: what was carried over is what is spent.
        let source = m.label.ends_with("结转") && m.sep >= Sep::Group && i + 2 == rate;
        let level = matches!(m.stand, Stand::Level | Stand::Base) && (!rest || source) && !is_distance(m);
        if counted && level && !m.range && (!m.approximate || is_floor(m)) && m.depth <= r.depth {
            near.push(i);
        }
        closed = m.sep >= Sep::Group;
    }
    near
}

/// Which is the part: the nearer one, unless the words say otherwise.
fn oriented(mentions: &[Mention], near: &[MentionId]) -> Option<(MentionId, Vec<MentionId>)> {
    let (&first, rest) = near.split_first()?;
    let &second = rest.first()?;
    let has = |i: MentionId, words: &[&str]| {
        let label = fiscal(&mentions[i].label);
        words.iter().any(|w| label.contains(w))
    };
    if is_floor(&mentions[first]) {
        return None;
    }
    // 再就业1128人，完成目标任务1200人的94%: the task, though 完成 stands before it.
    let task =
        ["任务", "目标", "计划", "目标任务", "任务数"].iter().any(|w| mentions[first].label.ends_with(w));
    let turned = has(first, PLAN) && (task || !has(first, DEED)) && (has(second, DEED) || !has(second, PLAN));
    Some(if turned { (second, vec![first]) } else { (first, rest.to_vec()) })
}

fn surety(mentions: &[Mention], name: &str, part: MentionId, wholes: &[MentionId], alone: bool) -> Surety {
    let p = &mentions[part];
    let has = |m: &Mention, words: &[&str]| {
        words.iter().any(|x| fiscal(&m.label).contains(x) || m.after.starts_with(x))
    };
    let bought = name.contains("采购") && has(p, &["采购"]);
    let paid = ["支付", "拨付"].iter().any(|x| name.contains(x)) && has(p, &["已拨付"]);
    let spending = SPENDING.iter().any(|x| name.ends_with(x)) && (has(p, SPENT) || bought || paid);
    let stem = stem(name);
    let others = SYNONYMS.iter().find(|s| s.0 == stem).map_or(&[][..], |s| s.1);
    let w = &mentions[wholes[0]];
    let called = common(name, &p.label).max(common(name, &p.after));
    let only = |x: &str| has(p, &[x]) && !w.label.contains(x);
    // 应发放a，实际发放b.
    // 应使用公务卡结算a，实际使用公务卡结算b; 应于9月底前完工a，实际按期完工b.
    let both = |m: &Mention| common(name, &m.gap) >= 2;
    let due = has(p, &[stem.as_str()]) && ["应", "需"].iter().any(|x| w.label.starts_with(x))
        || both(p) && both(w) && w.gap.contains('应') && p.gap.contains('实');
    // 完成目标进度 is of a goal that stands elsewhere.
    let own = (stem.chars().count() == 2 || due)
        && !name.ends_with("进度")
        && (only(&stem) || called > common(name, &w.label) || others.iter().any(|x| only(x)) || due);
    let goal = name.ends_with('的') || name.ends_with("完成");
    // 全年支出a，其中中央资金支出b，执行率R%: of a budget that stands elsewhere.
    let done = |m: &Mention| SPENT.iter().any(|x| m.label.ends_with(x));
    let of_spent = spending && (has(w, SPENT) && !has(w, PLAN) || done(w) && done(p));
    let planned =
        due || wholes.iter().any(|&w| has(&mentions[w], PLAN)) || p.gap.contains("其中") && !of_spent;
    // 综合满意度, 两个项目合计执行率: of all that was told before.
    if is_joint(name) || of_spent && (p.gap.contains("其中") || done(w)) {
        return Surety::Loose;
    }
    let bought_well = QUALITY.contains(&stem.as_str()) && !has(p, &[stem.as_str()]);
    // 拨付资金8亿元 of 拨付资金9亿元: both were done, neither was planned.
    let done = |m: &Mention| m.label.contains(&stem) && !PLANNED.iter().any(|x| m.label.contains(x));
    if stem.chars().count() == 2 && done(p) && done(w) && !due {
        return Surety::Loose;
    }
    match alone {
        _ if bought_well => Surety::Loose,
        true if (spending || own || goal) && planned => Surety::Told,
        // 完成率 of what was planned and done; 节约率 is of another kind.
        true if spending || own || planned && has(p, DEED) && STEMS.contains(&stem.as_str()) => Surety::Alone,
        false if (own || goal) && planned => Surety::Alone,
        true => Surety::Near,
        _ => Surety::Loose,
    }
}

/// 年初预算600万元，核减100万元，支出475万元: what the rate is of is not printed. 签发率66.9%（按户籍人口计算）: its base
/// is told behind it.
pub fn is_adjusted(mentions: &[Mention], rate: MentionId, part: MentionId, whole: MentionId) -> bool {
    const ADJUST: &[&str] = &[
        "核减", "收回", "回收", "划转", "调剂", "压缩", "压减", "冻结", "取消", "追加", "结转", "扣除",
        "调减", "追减", "剔除", "停用", "停运", "报废",
    ];
    let r = &mentions[rate];
    let from = part.min(whole) + 1;
    let between = (from..rate).filter(|&i| i != part && i != whole).map(|i| &mentions[i]);
    let adjusted = between.filter(|m| m.sentence == r.sentence).any(|m| {
        let same = m.base == mentions[part].base;
        same && ADJUST.iter().any(|w| m.before.contains(w)) || catches_up(m, r)
    });
    // （仅按当年预算测算为105.67%）: the base of another rate.
    let bracket = r.rest.split(['）', ')']).next().unwrap_or("");
    let told = bracket.trim_start().starts_with(['（', '('])
        && !bracket.contains(['%', '％'])
        && ["按", "以", "÷", "口径", "基数"].iter().any(|w| r.rest.contains(w));
    adjusted || told
}

/// 整改34处，其余3处于5月整改到位，整改率100%: the rest was done, too.
fn catches_up(m: &Mention, r: &Mention) -> bool {
    const DONE: &[&str] = &["到位", "完成", "办结", "整改", "验收", "交付", "整治"];
    let rest = ["其余", "剩余", "余下"].iter().any(|w| m.before.starts_with(w));
    rest && DONE.iter().any(|w| m.rest.contains(w) || r.gap.contains(w))
}

/// A rate of all that was told before: 综合满意度, 两个项目合计执行率.
pub fn is_joint(name: &str) -> bool {
    ["综合", "合计", "总体", "平均", "整体", "总执行", "总支付", "总完成"].iter().any(|w| name.contains(w))
}

/// Length of the longest run of characters, without the rate's last, that both hold.
fn common(rate: &str, label: &str) -> usize {
    let chars: Vec<char> = rate.trim_end_matches(['率', '度', '的']).chars().collect();
    let holds = |n: &usize| chars.windows(*n).any(|w| label.contains(&w.iter().collect::<String>()));
    (2..=chars.len()).rev().find(holds).unwrap_or(0)
}

/// 一般公共预算收入 is no plan: what it is called by says so only without the name of its account.
fn fiscal(label: &str) -> String {
    label.replace("公共预算", "").replace("基金预算", "").replace("经营预算", "").replace("预算外", "")
}

/// 隐患整改率 → 整改.
fn stem(name: &str) -> String {
    let name = name.trim_end_matches(['率', '的']);
    let chars: Vec<char> = name.chars().collect();
    chars[chars.len().saturating_sub(2)..].iter().collect()
}
