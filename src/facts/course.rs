//! What there was, what came and went, and what is left: 年初5200人，新增430人，退出610人，年末5020人; 编制65名，实有58名，空编
//! 7名.
//!
//! Read by the words before the figures, and only where these stand side by side, every one with its word. Must not
//! judge.

use super::{Mention, MentionId, Sep, Stand};
use crate::figure::Kind;

/// A figure that others, added and taken away, come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub start: MentionId,
    /// Each with whether it is added.
    pub steps: Vec<(MentionId, bool)>,
    pub end: MentionId,
    /// The words leave no doubt: what went stands beside what came, or the three are of one sort.
    pub sure: bool,
    /// Only the verbs say which figure is left of which: a result far off is of others.
    pub loose: bool,
}

const START: &[&str] = &["年初", "期初", "上年末", "上年结转", "上年结余", "原有", "去年底", "旧存", "存量"];
/// What says that a figure came in, and that it went.
pub const CAME: &[&str] = &[
    "新增",
    "增加",
    "追加",
    "调增",
    "招录",
    "录用",
    "调入",
    "转入",
    "纳入",
    "引进",
    "购置",
    "新购",
    "新立",
    "新收",
    "新认定",
    "新登记",
    "新设",
    "接收",
    "入矫",
    "收治",
    "吸纳",
    "迁入",
    "入库",
    "购入",
    "新排查",
    "新发现",
    "招收",
    "招生",
    "新招",
    "招聘",
    "考录",
    "出生",
    "流入",
    "安置",
    "新进",
    "采购",
    "补充",
];
pub const WENT: &[&str] = &[
    "减少", "调减", "追减", "核减", "压减", "退出", "偿还", "处置", "报废", "调出", "退休", "辞职", "死亡",
    "到期", "摘牌", "撤销", "核销", "清退", "去世", "划出", "注销", "解除", "解矫", "期满", "销号", "迁出",
    "转出", "出院", "出库", "领用", "发放", "耗用", "结案", "收回", "拆除", "毕业", "离职", "病故", "流出",
];
const END: &[&str] =
    &["年末", "期末", "年底", "调整后", "全年预算", "全年实际下达", "年终", "结转和结余", "余额"];
/// What is part of a step, or sums several.
const ASIDE: &[&str] = &["其中", "净增", "净减", "共增", "共减"];
/// Figures of one course.
const LONG: usize = 8;
/// Sentences that one may run over.
const SENTENCES: u32 = 4;

/// Words behind what is left that tell of more than the figures do.
const MORE: &[&str] = &["另有", "，另", "，含", "期间", "调增", "核增", "漏项"];

/// (what there is, what is taken away, what is left).
const LEFT: &[(&[&str], &[&str], &[&str])] = &[
    (&["编制"], &["在编", "实有", "在岗", "在职"], &["空编", "空缺", "缺编"]),
    (&["拟", "计划", "核定", "应"], &["实际", "实有", "现有", "已", "招录"], &["尚缺", "缺额", "还缺"]),
    (&["实有", "在编", "在岗", "在职"], &["编制"], &["超编"]),
    (
        &["合同", "应付", "中标", "结算", "完成投资", "产值"],
        &["已支付", "已付", "支付", "已拨付"],
        &["未支付", "未付", "尚欠", "待支付"],
    ),
    (&["送审"], &["审定", "核定"], &["核减", "审减"]),
    (&["需求", "所需", "需要", "应配套"], &["到位", "落实", "安排", "配套"], &["缺口"]),
    (&["原值"], &["折旧"], &["净值"]),
    (&["资产总额", "总资产", "资产合计", "资产总计"], &["负债"], &["净资产", "所有者权益"]),
    (
        &["计划", "任务", "目标"],
        &["实际", "完成"],
        &["较计划减少", "比计划减少", "比计划少", "较计划少", "未完成"],
    ),
    (
        &["实际", "完成", "建成"],
        &["计划", "任务", "目标"],
        &["超额", "比目标多", "比计划多", "超计划", "超任务"],
    ),
    (&["设置", "共设"], &["完成", "达到", "达标"], &["未完成", "未达到", "未达标"]),
    (&["合同工期", "计划工期", "约定工期"], &["实际", "用时"], &["提前"]),
    (&["预算", "到位", "下达", "资金"], &["支出", "使用", "执行"], &["剩余", "结余"]),
    (
        &["预算", "到位", "下达", "资金"],
        &["支出", "使用", "执行", "已用于", "拨付"],
        &["尚未使用", "未使用", "尚未支出", "尚未拨付"],
    ),
    (
        &["决算", "支出", "执行", "实际"],
        &["控制", "限额", "不超过"],
        &["超出预算", "超预算", "超支", "超出控制", "超出目标"],
    ),
    (
        &["决算", "支出", "执行"],
        &["预算"],
        &[
            "大于预算",
            "大于年初预算",
            "高于预算",
            "高于年初预算",
            "超预算",
            "超年初预算",
            "多于预算",
            "超出预算",
        ],
    ),
    (
        &["预算"],
        &["决算", "支出", "执行"],
        &["小于预算", "小于年初预算", "低于预算", "低于年初预算", "少于预算", "少于年初预算"],
    ),
    (&["总收入", "收入合计", "收入总计"], &["总支出", "支出合计", "支出总计"], &["结余"]),
    (&["收入"], &["支出"], &["收支结余"]),
    (&["预算", "控制价", "控制数", "限价"], &["中标", "成交", "采购金额", "合同金额"], &["节约", "节支"]),
    (&["概算"], &["决算", "结算"], &["节约", "节支", "结余"]),
    (&["决算", "结算"], &["概算"], &["超支", "超概算", "超出概算"]),
    (
        &["受理", "立案", "收到", "排查", "发现"],
        &["办结", "化解", "整改"],
        &["未结", "未办结", "未化解", "未整改", "在办"],
    ),
];

pub(super) fn read(mentions: &[Mention]) -> Vec<Course> {
    let plain = |m: &Mention| {
        let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        // 决算大于预算的主要原因是追加26万元: one of the reasons.
        let reason = m.label.contains("原因是");
        kind && m.cell.is_none() && !m.range && !m.approximate && !reason
    };
    let ends = (0..mentions.len()).filter(|&id| plain(&mentions[id]));
    ends.filter_map(|id| {
        left(mentions, id)
            .or_else(|| valid(mentions, id))
            .or_else(|| equity(mentions, id))
            .or_else(|| against_budget(mentions, id))
            .or_else(|| course(mentions, id))
            .or_else(|| carried(mentions, id))
            .or_else(|| behind(mentions, id))
            .or_else(|| remains(mentions, id))
    })
    .collect()
}

/// The words right before a figure, and what it is called.
fn says(m: &Mention, words: &[&str]) -> bool {
    words.iter().any(|w| m.before.contains(w))
}

/// The two figures of the unit before one, in its sentence and in no bracket of their own.
fn left(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let m = &mentions[end];
    let outside = |i: &MentionId| {
        let n = &mentions[*i];
        n.sentence == m.sentence && n.depth <= m.depth && n.stand != Stand::Average
    };
    let before: Vec<MentionId> = same(mentions, end).filter(outside).take(3).collect();
    let (&near, &far) = (before.first()?, before.get(1)?);
    let (a, b) = (&mentions[far], &mentions[near]);
    // A third figure may be another source, or another use.
    let one = (before.len() < 3 || a.sep >= Sep::Group) && !MORE.iter().any(|w| m.rest.contains(w));
    // 编制60名（含预留5名）
    let reserved = a.rest.trim_start().starts_with(['（', '(']) && a.rest.contains(['含', '留']);
    // 上解支出a、调出资金b、当年结余c，支出总计d: addends of what follows.
    let addend = m.sep == Sep::Item && b.sep == Sep::Item;
    // 未支付的12万元为质保金: a part of what is left, and the reason.
    let reason = m.before.trim_end().ends_with('的') && m.rest.trim_start().starts_with(['为', '是', '系']);
    // 年初结余20万元: what there was before.
    // 年末累计结余, 滚存结余: and what there was before, too.
    let opening = ["初结余", "初结转"].iter().any(|w| m.gap.contains(w)) || is_carried(m);
    // 全年抽检4260批次，合格4178批次；上年抽检3150批次，不合格75批次: of another year.
    let year = |n: &Mention| n.gap.contains("上年") || n.gap.contains("去年");
    let years = a.year.zip(m.year).is_some_and(|(x, y)| x != y);
    let other = years || mentions[far + 1..=end].iter().any(year) && !year(a);
    // 结余中财政收回20万元、调剂5万元: parts of what is left.
    let inner = m.gap.contains("结余中");
    let one = one && !reserved && !addend && !reason && !opening && !other && !inner;
    let one = one && !is_split(mentions, end);
    let found = LEFT.iter().filter(|l| says(m, l.2)).find_map(|(whole, part, _)| {
        // What is left is not below zero.
        let large = |x: &Mention, y: &Mention| x.term.value_at_least(&y.term);
        // 已用于微更新、议事厅打造等113.85万元: the verb stands before the list.
        let done =
            |y: &Mention| says(y, part) || y.sep <= Sep::Clause && part.iter().any(|w| y.gap.contains(w));
        let fits = |x: &Mention, y: &Mention| says(x, whole) && done(y) && !says(y, &["未"]) && large(x, y);
        // 行政编制实有84人，事业编制实有28人: both are of the same kind.
        let fits = |x: &Mention, y: &Mention| fits(x, y) && !(says(x, part) && says(y, whole));
        match () {
            () if fits(a, b) => Some((far, near)),
            () if fits(b, a) => Some((near, far)),
            () => None,
        }
    });
    let (start, step) = found.filter(|_| one)?;
    Some(Course { start, steps: vec![(step, false)], end, sure: true, loose: false })
}

/// 结余9万元，退回省级财政21万元; 结转25万元，结余5万元: what is left has another part behind.
pub fn is_split(mentions: &[Mention], end: MentionId) -> bool {
    const TAKEN: &[&str] = &["收回", "退回", "注销", "核销", "上缴", "调剂", "结余", "结转"];
    let m = &mentions[end];
    let next = mentions.get(end + 1).filter(|n| n.sentence == m.sentence && n.base == m.base);
    next.is_some_and(|n| n.depth == m.depth && TAKEN.iter().any(|w| n.gap.contains(w)))
}

/// What years before left is in it.
fn is_carried(m: &Mention) -> bool {
    m.label.contains("累计") || m.label.contains("滚存")
}

/// 发放问卷400份，收回376份，剔除无效问卷11份，有效问卷365份.
fn valid(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let called = |i: MentionId, word: &str| mentions[i].label.contains(word);
    let here = |i: &MentionId| mentions[*i].sentence == mentions[end].sentence && mentions[*i].depth == 0;
    let before: Vec<MentionId> = same(mentions, end).filter(here).take(2).collect();
    let &[step, start] = before.as_slice() else { return None };
    let returned = ["收回", "回收"].iter().any(|w| called(start, w));
    let named = called(end, "有效") && !called(end, "无效") && called(step, "无效") && returned;
    named.then(|| Course { start, steps: vec![(step, false)], end, sure: true, loose: false })
}

/// 原有路灯1820盏，拆除280盏，剩余1540盏; 核减3.2万元后批复22.2万元: three figures, and no other of their unit in the sentence.
fn remains(mentions: &[Mention], end: MentionId) -> Option<Course> {
    const TAKEN: &[&str] = &[
        "拆除",
        "销毁",
        "核减",
        "扣除",
        "剔除",
        "花费",
        "花去",
        "支出",
        "使用",
        "支付",
        "已整改",
        "已完成",
        "已办结",
        "已处置",
        "退回",
        "收回",
    ];
    const REMAINS: &[&str] = &[
        "剩余",
        "尚余",
        "结余",
        "余下",
        "还剩",
        "仅剩",
        "仍有",
        "尚有",
        "后批复",
        "后为",
        "未整改",
        "未完成",
        "未办结",
    ];
    const OTHER: &[&str] = &["上年", "年初", "累计", "滚存", "历年", "其中", "另", "上缴", "超"];
    let m = &mentions[end];
    let here = |i: &MentionId| mentions[*i].sentence == m.sentence;
    let before: Vec<MentionId> = same(mentions, end).take_while(here).collect();
    let &[step, start] = before.as_slice() else { return None };
    let (a, b) = (&mentions[start], &mentions[step]);
    let alone = mentions.get(end + 1).is_none_or(|n| n.sentence != m.sentence || n.base != m.base);
    let plain = [a, b, m].iter().all(|n| {
        n.depth == 0
            && !n.range
            && !n.approximate
            && !says(n, OTHER)
            && n.stand != Stand::Average
            && n.stand != Stand::Previous
    });
    let joined = [b, m].iter().all(|n| n.sep <= Sep::Clause);
    let verbs =
        says(b, TAKEN) && says(m, REMAINS) && !says(a, TAKEN) && !says(a, REMAINS) && !says(b, &["未"]);
    let large = a.term.value_at_least(&b.term) && a.term.value_at_least(&m.term);
    (alone && plain && joined && verbs && large).then(|| Course {
        start,
        steps: vec![(step, false)],
        end,
        sure: true,
        loose: true,
    })
}

/// 资产总额a，其中…；负债总额b，资产负债率R%，净资产c: the two are called by their names, whatever stands between.
fn equity(mentions: &[Mention], end: MentionId) -> Option<Course> {
    const ASSETS: &[&str] = &["资产总额", "总资产", "资产合计", "资产总计"];
    const DEBTS: &[&str] = &["负债总额", "总负债", "负债合计", "负债总计"];
    let named = |i: MentionId, w: &&str| mentions[i].label.ends_with(w) || mentions[i].before.ends_with(w);
    let called = |words: &[&str]| same(mentions, end).find(|&i| words.iter().any(|w| named(i, w)));
    if !["净资产", "所有者权益"].iter().any(|w| mentions[end].label.ends_with(w)) {
        return None;
    }
    let (start, step) = called(ASSETS).zip(called(DEBTS))?;
    let level = |i: MentionId| mentions[i].stand == Stand::Level && !says(&mentions[i], &["上年", "年初"]);
    let plain = level(start) && level(step) && level(end) && !says(&mentions[end], &["上年", "年初"]);
    plain.then(|| Course { start, steps: vec![(step, false)], end, sure: true, loose: false })
}

/// 年初预算a，上年结转b，追加c，支出决算d。决算数大于年初预算数e: the two are called by their names, the only ones of the paragraph.
fn against_budget(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let told = |words: &[&str]| words.iter().any(|w| mentions[end].label.contains(w));
    let (over, under) = (
        told(&["决算数大于年初预算", "决算数大于预算", "决算大于预算", "决算大于年初预算"]),
        told(&["决算数小于年初预算", "决算数小于预算", "决算小于预算", "决算小于年初预算"]),
    );
    let only = |word: &str| {
        let named = |&i: &MentionId| mentions[i].label.ends_with(word) && mentions[i].stand == Stand::Level;
        let mut all = same(mentions, end).take(LONG).filter(named);
        all.next().filter(|_| all.next().is_none())
    };
    let spent = only("支出决算").or_else(|| only("决算数")).or_else(|| only("决算"));
    let (spent, budget) = spent.zip(only("年初预算").or_else(|| only("预算数")))?;
    let (start, step) = if over { (spent, budget) } else { (budget, spent) };
    (over != under).then(|| Course { start, steps: vec![(step, false)], end, sure: true, loose: false })
}

/// Figures of the unit before one, back to another paragraph, nearest first.
fn same<'m>(mentions: &'m [Mention], end: MentionId) -> impl Iterator<Item = MentionId> + 'm {
    let m = &mentions[end];
    let here = move |i: &MentionId| {
        let n = &mentions[*i];
        n.para == m.para && n.sentence + SENTENCES > m.sentence
    };
    // 合同工期180日历天，提前24天.
    let days = |n: &Mention| ["天", "日", "日历天"].contains(&n.term.unit.as_str());
    let unit = move |i: &MentionId| {
        let n = &mentions[*i];
        n.base == m.base && n.kind == m.kind || days(n) && days(m)
    };
    (0..end).rev().take(LONG * 3).take_while(here).filter(unit)
}

fn course(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let m = &mentions[end];
    let more = MORE.iter().chain(&["收回", "调减", "核减"]).any(|w| m.rest.contains(w));
    if !says(m, END) || says(m, &["其中"]) || more || is_split(mentions, end) {
        return None;
    }
    let mut steps: Vec<(MentionId, bool)> = Vec::new();
    for i in same(mentions, end).take(LONG) {
        let n = &mentions[i];
        if is_inner(mentions, i) {
            continue;
        }
        let aside = says(n, ASIDE) && !of_start(mentions, i);
        if n.range || n.approximate || n.cell.is_some() || n.depth != m.depth || aside {
            return None;
        }
        // 将上年结转的18万元并入.
        let up = says(n, CAME) || n.after.trim_start().starts_with("并入");
        if says(n, START) && !up {
            let carried = says(n, &["结转", "结余"]);
            let flows = steps.iter().filter(|s| flow(&mentions[s.0]).is_some()).count();
            let both = steps.iter().any(|s| s.1) && steps.iter().any(|s| !s.1);
            steps.reverse();
            // Incomes and spendings make what is carried over, one of each; people and budgets have neither.
            let whole = if carried { flows == 2 && steps.len() == 2 && both } else { flows == 0 };
            let bare = m.label.trim_matches(|c| "年期末底剩尚余结存保实现有".contains(c)).is_empty();
            // 年初预算1350万元，年中调减127.46万元，调整后预算1222.54万元: nothing else in the sentence.
            let alone = i + steps.len() + 1 == end
                && n.sentence == m.sentence
                && i.checked_sub(1).is_none_or(|k| mentions[k].sentence < n.sentence);
            let adjusted = alone && says(n, &["年初预算"]) && says(m, &["调整后", "全年预算"]);
            let sure = both && (kin(n, m) || bare) || adjusted;
            return (!steps.is_empty() && whole).then_some(Course {
                start: i,
                steps,
                end,
                sure,
                loose: false,
            });
        }
        match (flow(n), up, says(n, WENT)) {
            (Some(up), false, false) => steps.push((i, up)),
            (None, true, false) => steps.push((i, true)),
            (None, false, true) => steps.push((i, false)),
            _ => return None,
        }
    }
    None
}

/// 本年收入a，年初结转b。本年支出c。年末结转和结余d: the four of a year, one of each, in whatever order the first three stand.
fn carried(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let m = &mentions[end];
    let more = MORE.iter().chain(&["收回", "调减", "核减"]).any(|w| m.rest.contains(w));
    let more = more || is_split(mentions, end);
    let kept = |m: &Mention| says(m, &["结转", "结余"]) && m.stand != Stand::Change;
    if !says(m, &["年末", "期末", "年底"]) || !kept(m) || says(m, &["其中"]) || more {
        return None;
    }
    let before: Vec<MentionId> = same(mentions, end).filter(|&i| !is_inner(mentions, i)).take(3).collect();
    let plain = |&&i: &&MentionId| {
        let n = &mentions[i];
        n.depth == m.depth && !n.range && !n.approximate && !says(n, ASIDE)
    };
    let one = |fits: &dyn Fn(&Mention) -> bool| {
        let mut all = before.iter().filter(plain).copied().filter(|&i| fits(&mentions[i]));
        all.next().filter(|_| all.next().is_none())
    };
    let start = one(&|n| says(n, START) && kept(n))?;
    let (came, went) = one(&|n| flow(n) == Some(true)).zip(one(&|n| flow(n) == Some(false)))?;
    Some(Course { start, steps: vec![(came, true), (went, false)], end, sure: true, loose: false })
}

/// 支出a，其中基本支出b，项目支出c: it divides what stands before it.
fn is_inner(mentions: &[Mention], i: MentionId) -> bool {
    const FEW: usize = 4;
    let n = &mentions[i];
    let here = |k: &MentionId| mentions[*k].sentence == n.sentence;
    let words =
        |m: &Mention| m.gap.trim_start_matches(['，', ',', '；', '。', ' ', '（', '(']).starts_with("其中");
    let opens = (i.saturating_sub(FEW)..=i).rev().take_while(here).find(|&k| words(&mentions[k]));
    let own = opens.is_some_and(|k| of_start(mentions, k));
    opens.is_some() && !own && flow(n).is_none() && !says(n, START) && !says(n, END)
}

/// 年初299户，其中年内新增21户、退出34户，年末286户: what came and went, and no part of what there was.
fn of_start(mentions: &[Mention], i: MentionId) -> bool {
    let before = i.checked_sub(1).map(|k| &mentions[k]);
    let came = says(&mentions[i], CAME) || says(&mentions[i], WENT);
    came && before.is_some_and(|b| says(b, START) && b.base == mentions[i].base && flow(b).is_none())
}

/// 达到169家（上年末137家，新认定41家，到期9家）: told in the bracket behind.
fn behind(mentions: &[Mention], end: MentionId) -> Option<Course> {
    let m = &mentions[end];
    // 年末378户，为上年末的89.57%（上年末422户…）: a rate may stand between.
    let next = mentions.get(end + 1).filter(|n| n.kind == Kind::Percent && n.sentence == m.sentence);
    let last = if next.is_some() { end + 1 } else { end };
    let opens = mentions[last].rest.trim_start().starts_with(['（', '(']) && m.stand == Stand::Level;
    let here = |i: &MentionId| {
        let n = &mentions[*i];
        n.sentence == m.sentence && n.depth == m.depth + 1 && n.base == m.base && n.kind == m.kind
    };
    let inside: Vec<MentionId> = (last + 1..mentions.len()).take(LONG).take_while(here).collect();
    let (&start, rest) = inside.split_first().filter(|_| opens)?;
    let first = &mentions[start];
    let alone = first.gap.trim_start().starts_with(['（', '(']) && says(first, START) && !says(first, CAME);
    let mut steps = Vec::new();
    for &i in rest.iter().filter(|_| alone) {
        let n = &mentions[i];
        // 到期未重新认定: not again, and none that is new.
        let up = says(n, CAME) && !says(n, &["未", "重新"]);
        match (up, says(n, WENT)) {
            _ if n.range || n.approximate || says(n, ASIDE) => return None,
            (true, false) => steps.push((i, true)),
            (false, true) => steps.push((i, false)),
            _ => return None,
        }
    }
    let sure = steps.iter().any(|s| s.1) && steps.iter().any(|s| !s.1);
    (!steps.is_empty()).then_some(Course { start, steps, end, sure, loose: false })
}

/// 本年收入, 支出合计: all that came in (true) or went out.
fn flow(m: &Mention) -> Option<bool> {
    // 收入总计 holds what was carried over, too.
    if m.before.contains("总计") {
        return None;
    }
    let name = m.label.trim_start_matches(['本', '全', '当', '年', '总', '度']).trim_end_matches('为');
    let name = name.strip_prefix("财政拨款").unwrap_or(name);
    ["收入", "支出", "拨款"].contains(&name).then(|| name != "支出")
}

/// 年初在职 and 年末在职, 年初预算 and 调整后预算: two ends of one thing.
fn kin(a: &Mention, b: &Mention) -> bool {
    let chars: Vec<char> = b.label.trim_end_matches(['数', '额', '为']).chars().collect();
    chars
        .windows(2)
        .any(|w| !matches!(w, ['年', _] | [_, '年']) && a.label.contains(&w.iter().collect::<String>()))
}
