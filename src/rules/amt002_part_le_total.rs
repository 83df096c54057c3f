use super::{Out, kit, wholes};
use crate::facts::{Breakdown, Cue, Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;
use std::collections::HashMap;

declare_rule! {
    /// 部分不能大于总体。
    ///
    /// 依据：“其中”所列是总体的一部分；未列全时，各项之和也不应超过总体。
    ///
    /// 重算：“其中”所列各项之和 ≤ 总体。
    ///
    /// ```不符
    /// 下达资金300万元，其中：道路维修210万元、渠道清淤160万元。
    /// ```
    /// ```相符
    /// 下达资金300万元，其中：道路维修110万元、渠道清淤60万元。
    /// ```
    ///
    /// 不报的情形：人数（党员、女职工等身份可以重叠）；能构成完整分类的由 AMT001 判断。
    ///
    /// 怎么改：核对总体是否漏计，或某一分项是否多写。
    AMT002, "part-exceeds-total", "部分大于总体", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let wholes = wholes(facts);
    for b in facts.breakdowns.iter().filter(|b| b.cue == Cue::Among) {
        out.claims.extend(first(facts, &wholes, b));
        if b.partition.is_none() && b.sure && !overlap(facts, b) {
            out.claims.extend(claim(facts, &wholes, b));
            out.claims.extend(people(facts, b));
        }
    }
}

/// （同一家庭可能兼有多种身份）: who is counted twice.
fn overlap(facts: &Facts, b: &Breakdown) -> bool {
    const TWICE: &[&str] = &[
        "兼",
        "交叉",
        "重叠",
        "重复",
        "多种身份",
        "双重",
        "部分活动同时",
        "部分项目同时",
        "有的同时",
        "同时属于",
        "多类",
    ];
    let last = b.parts().iter().max();
    last.is_some_and(|&m| TWICE.iter().any(|w| facts.mentions[m].rest.contains(w)))
}

/// For each part of a list the largest total that it is a part of.
type Wholes = HashMap<MentionId, Rat>;

fn wholes(facts: &Facts) -> Wholes {
    let mut all = Wholes::new();
    for b in &facts.breakdowns {
        let Some(whole) = kit::value(&facts.mentions[b.total()]) else { continue };
        for &part in b.parts() {
            all.entry(part).and_modify(|w| *w = whole.max(*w)).or_insert(whole);
        }
    }
    all
}

/// The first figure behind 其中 against the one right before it: 检查80处，其中合格86处.
fn first(facts: &Facts, wholes: &Wholes, b: &Breakdown) -> Option<Claim> {
    let &part = b.parts().first()?;
    let total = part.checked_sub(1)?;
    let (t, p) = (&facts.mentions[total], &facts.mentions[part]);
    let opens = p.gap.trim_start_matches(['，', ',', '。', '；', '：', '（', '(', ' ']).starts_with("其中")
        && p.sep <= Sep::Clause;
    let level = t.stand == Stand::Level && p.stand == Stand::Level;
    let alike = t.base == p.base && t.kind == p.kind && t.kind != Kind::Percent && t.kind != Kind::Score;
    let parallel = is_parallel(facts, total, b.parts());
    if !(opens && level && alike && kit::exact(t) && kit::exact(p))
        || parallel
        || is_of_whole(facts, wholes, total, part)
        || is_of_earlier(facts, total, part)
    {
        return None;
    }
    let (a, name) = (kit::name(p), kit::name(t));
    let formula = format!("{a} ≤ {name}");
    Some(
        Claim::new("AMT002", Expr::Arg(0), Relation::AtMost, vec![kit::role(&a, p)], kit::role(&name, t))
            .formula(formula),
    )
}

/// 耕地3.2万亩、林地4.8万亩、水面0.6万亩，其中耕地流转2.08万亩: said of an earlier item of the list.
fn is_of_earlier(facts: &Facts, total: MentionId, part: MentionId) -> bool {
    const FAR: usize = 8;
    const NAME: usize = 2;
    let (t, p) = (&facts.mentions[total], &facts.mentions[part]);
    let named = |m: &Mention| {
        let name = kit::last(&m.label, NAME);
        m.base == p.base
            && name.chars().count() == NAME
            && name != kit::last(&t.label, NAME)
            && p.label.contains(name)
    };
    let here = facts.mentions[total.saturating_sub(FAR)..total].iter().filter(|m| m.sentence == p.sentence);
    here.into_iter().any(named) && !p.label.contains(kit::last(&t.label, NAME))
}

/// 受益1.38万人，其中贫困人口0.37万人、一般农户1.46万人: who is of several kinds is counted more than once, but no kind
/// holds more than all.
fn people(facts: &Facts, b: &Breakdown) -> Vec<Claim> {
    let total = &facts.mentions[b.total()];
    let rest = b.parts().get(1..).unwrap_or_default().iter().map(|&p| &facts.mentions[p]);
    let fits = |p: &&Mention| {
        total.base == p.base
            && p.sep <= Sep::Clause
            && p.sentence == total.sentence
            && p.stand == Stand::Level
    };
    // 编制5名，其中管理4人，编外56人: those without a post.
    let outside = |p: &Mention| {
        // 编外人员324人，其中辅警210人、其他114人，在岗总数710人: a total is no part.
        let total_of = ["总数", "合计", "总计"].iter().any(|w| p.before.contains(w));
        let other = ["编外", "聘", "实有", "退休", "遗属", "劳务"].iter().any(|w| p.label.contains(w));
        total_of || total.label.contains("编制") && other || is_served(total, p)
    };
    let plain = |p: &&Mention| kit::exact(p) && !ASIDE.iter().any(|w| p.gap.contains(w)) && !outside(p);
    let counted = total.base == "人" && kit::exact(total) && total.stand == Stand::Level;
    let made = |p: &Mention| {
        let (a, name) = (kit::name(p), kit::name(total));
        let formula = format!("{a} ≤ {name}");
        Claim::new("AMT002", Expr::Arg(0), Relation::AtMost, vec![kit::role(&a, p)], kit::role(&name, total))
            .formula(formula)
            .link(Link::Likely)
    };
    if counted { rest.filter(fits).filter(plain).map(made).collect() } else { Vec::new() }
}

/// Named as those whom the others serve, and the total is not.
fn is_served(total: &Mention, part: &Mention) -> bool {
    SERVED.iter().any(|w| part.label.contains(w) && !total.label.contains(w) && !total.before.contains(w))
}

/// 采购840万元：货物158万元、工程214万元，其中预留588万元: said of all that the list divides.
fn is_of_whole(facts: &Facts, wholes: &Wholes, total: MentionId, part: MentionId) -> bool {
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let whole = wholes.get(&total).copied();
    value(total) < value(part) && whole.is_some() && whole >= value(part)
}

/// What is no plain part: an adjustment, a result, what is left.
const ASIDE: &[&str] = &[
    "调减",
    "追减",
    "收回",
    "实际",
    "结余",
    "结转",
    "分别",
    "核减",
    "授予",
    "中小",
    "小微",
    "有效",
    "其余",
    "用于",
    "占",
    "调整为",
    "调整到",
    "增加到",
    "增至",
    "减至",
    "已支",
    "已使用",
    "已拨",
    "已用",
    "偿还",
    "处置",
    "报废",
];
/// What those who are counted do for others: 专家15人，其中省级4人，培训学员1200人.
const SERVED: &[&str] = &[
    "服务", "覆盖", "辐射", "惠及", "受益", "帮扶", "结对", "联系", "培训", "培养", "救助", "走访", "慰问",
    "接待", "在校", "学生", "群众", "对象", "人口", "居民", "农民", "带动",
];

fn claim(facts: &Facts, wholes: &Wholes, b: &Breakdown) -> Option<Claim> {
    let (total, parts) = (&facts.mentions[b.total()], b.parts());
    let plain = |&p: &usize| {
        let m = &facts.mentions[p];
        let named = m.label.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let opens = m.gap.replace(['\n', ' ', '　'], "").starts_with("。其中") && parts.len() > 1;
        kit::exact(m) && named && (m.sep <= Sep::Clause || opens) && !ASIDE.iter().any(|w| m.gap.contains(w))
    };
    // An adjustment in the list is added or taken away.
    let span = parts.first().zip(parts.last()).map_or(0..0, |(&a, &z)| a..z);
    let signed = span.into_iter().chain([parts[0].saturating_sub(1)]).any(|i| {
        facts.mentions[i].base == total.base && facts.mentions[i].stand == Stand::Change && i != b.total()
    });
    let ties = b.readings.iter().any(|r| sums_to(facts, &r.parts, r.total));
    // 单位1个，包括内设机构14个: counts of unlike things.
    let unlike =
        total.kind == Kind::Count && parts.len() == 1 && !facts.mentions[parts[0]].gap.contains("其中");
    let shares = parts.iter().any(|&p| facts.mentions[p].rest.contains('占'));
    // 接待82.56万人次，其中总馆71.24万人次、分馆15.28万人次: visits to places are no kinds of people.
    let ends = |p: &MentionId| facts.mentions[*p].label.chars().next_back();
    let visits = total.base == "人次"
        && parts.len() > 1
        && parts
            .iter()
            .all(|p| ends(p) == ends(&parts[0]) && ends(p).is_some_and(|c| "馆站点院校区所".contains(c)));
    let overlapping = total.base.starts_with('人') && !visits
        || shares
        || total.kind == Kind::Percent
        || total.kind == Kind::Score
        || unlike;
    // 其中甲预算a，执行b: one of them was planned, the other done.
    let both = parts.iter().any(|&p| facts.mentions[p].is_budget())
        && parts
            .iter()
            .any(|&p| ["执行", "支出", "支付"].iter().any(|w| facts.mentions[p].label.ends_with(w)));
    // 其中上半年支出a，全年支出b: the second holds the first.
    let year = parts.iter().skip(1).any(|&p| facts.mentions[p].label.contains("全年"));
    let lost = parts.iter().any(|&p| kit::is_loss(&facts.mentions[p]));
    let overlapping = overlapping || both || year || lost || done_of_first(facts, parts);
    let served = parts.iter().skip(1).any(|&p| is_served(total, &facts.mentions[p]));
    let overlapping = overlapping || served || crosses(facts, parts) || wholes::is_nested(facts, parts);
    // 来访430批次，其中集体访28批次，初访320批次，重复访110批次: the others make it.
    let all_but_one = (0..parts.len()).any(|k| {
        let others: Vec<usize> =
            parts.iter().copied().enumerate().filter(|e| e.0 != k).map(|e| e.1).collect();
        others.len() > 1 && sums_to(facts, &others, b.total())
    });
    let overlapping = overlapping || all_but_one || is_parallel(facts, b.total(), parts);
    let whole = parts.len() == 1 && is_of_whole(facts, wholes, b.total(), parts[0]);
    if overlapping || whole || ties || signed || !parts.iter().all(plain) || !kit::exact(total) {
        return None;
    }
    let operands =
        parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
    let name = kit::name(total);
    let formula = format!("{} ≤ {name}", kit::plus(facts, parts));
    let claim =
        Claim::new("AMT002", Expr::sum(parts.len()), Relation::AtMost, operands, kit::role(&name, total));
    Some(claim.formula(formula).link(Link::Likely).severity(Severity::Warning).stance(Stance::Stated))
}

/// 支出1840万元，结余160万元，其中项目支出940万元、结余60万元: each is a part of the figure that is called so.
fn is_parallel(facts: &Facts, total: MentionId, parts: &[MentionId]) -> bool {
    let Some(&first) = parts.first() else { return false };
    let end = |i: MentionId| kit::last(&facts.mentions[i].label, 2);
    let sentence = facts.mentions[total].sentence;
    let before =
        (total.saturating_sub(2)..first).filter(|&i| i != total && facts.mentions[i].sentence == sentence);
    let other: Vec<&str> = before.map(end).filter(|w| w.chars().count() == 2 && *w != end(total)).collect();
    parts.len() > 1 && parts.iter().any(|&p| other.contains(&end(p)))
}

/// 处罚130件、强制45件，涉及食品88件: a kind that is told by another trait than the others.
fn crosses(facts: &Facts, parts: &[MentionId]) -> bool {
    const TRAITS: &[&str] = &[
        "涉及",
        "规模以上",
        "限额以上",
        "夜间",
        "送到",
        "以上",
        "以下",
        "属于",
        "面向",
        "来自",
        "列入",
        "跨年",
    ];
    // 规上企业52家、高新技术企业41家: one firm may be both.
    const FIRMS: &[&str] = &["规上", "高新", "专精特新", "小微", "外贸", "科技型", "龙头", "上市"];
    let firm = |&&p: &&MentionId| FIRMS.iter().any(|w| facts.mentions[p].label.contains(w));
    parts.iter().filter(firm).count() > 1
        || parts.iter().skip(1).any(|&p| TRAITS.iter().any(|w| facts.mentions[p].before.contains(w)))
}

/// 受理46件，其中本局职责40件，按期办结38件; 其中应结40件，已结38件: what was done of the first part, and no part beside it.
fn done_of_first(facts: &Facts, parts: &[MentionId]) -> bool {
    const DONE: &[&str] = &[
        "办结", "实收", "实缴", "实付", "发放", "结案", "支出", "支付", "整改", "验收", "到账", "收缴",
        "兑付", "完工", "完成",
    ];
    let Some((&first, rest)) = parts.split_first() else { return false };
    let label = facts.mentions[first].label.as_str();
    rest.iter().map(|&p| &facts.mentions[p]).any(|m| {
        let due = label.contains('应') && m.gap.contains(['已', '实']);
        let verb = DONE.iter().find(|w| m.label.contains(**w)).is_some_and(|w| !label.contains(w));
        m.sep == Sep::Clause && (due || verb)
    })
}

/// The parts of a reading make its total, if need be within a hundredth: then nothing of the sentence exceeds it.
fn sums_to(facts: &Facts, parts: &[usize], total: usize) -> bool {
    let values: Option<Vec<_>> = parts.iter().map(|&p| kit::value(&facts.mentions[p])).collect();
    let sum = values.and_then(|v| v.into_iter().try_fold(Rat::ZERO, num::add));
    let near = |s: Rat, t: Rat| {
        let gap = num::mul(num::sub(s, t)?.abs(), Rat::from_integer(100))?;
        Some(gap <= t.abs())
    };
    parts.len() > 1
        && sum.zip(kit::value(&facts.mentions[total])).and_then(|(s, t)| near(s, t)).unwrap_or(false)
}
