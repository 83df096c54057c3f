use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::Qualifier;
use crate::scheme::Scheme;

declare_rule! {
    /// 已完成数不能大于任务数，整改数不能大于发现数。
    ///
    /// 依据：验收 ≤ 完工，整改 ≤ 排查，发放 ≤ 到位，同一事物的部分不大于总体。
    ///
    /// 重算：“任务 a 已验收 b”“排查 a，已整改 b”中 b ≤ a。紧接“收回 a”的“有效 b”、紧接“发现 a”的“整改 b”，b ≤ a。
    ///
    /// ```不符
    /// 排查安全隐患312处，已整改321处。
    /// ```
    /// ```相符
    /// 排查安全隐患312处，已整改312处。
    /// ```
    ///
    /// 不报的情形：超额完成任务是正常的，所以“任务 a 完成 b”只在 b 为验收、整改、发放等部分时报错，否则为提示。
    ///
    /// 怎么改：核对两数，注意数字颠倒。
    CNT002, "done-exceeds-task", "完成数大于总数", Error
}

/// What is done to a part of the same things.
const PART: &[&str] =
    &["整改", "验收", "发放", "拨付", "支付", "兑付", "办结", "化解", "销号", "整治", "处置", "退出", "消除"];
/// What may exceed a plan.
const DONE: &[&str] = &["完成", "建成", "实施", "开工", "完工", "竣工"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    (0..facts.mentions.len()).for_each(|id| readings(facts, id, out));
    (0..facts.mentions.len()).for_each(|id| posts(facts, id, out));
    (0..facts.mentions.len()).for_each(|id| targets(facts, id, out));
    facts.sheets.iter().flat_map(|s| &s.rows).for_each(|row| spent(facts, row, out));
    for (id, pair) in facts.mentions.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        out.claims.extend(right_behind(a, b));
        // 上年结转18件，本年受理236件，办结241件.
        let stock = |m: &Mention| {
            ["结转", "旧存", "上年", "跨年", "存量", "往年"].iter().any(|w| m.before.contains(w))
        };
        let earlier = facts.mentions[id.saturating_sub(BETWEEN)..id].iter();
        if earlier.filter(|m| m.sentence == a.sentence && m.base == a.base).any(stock) {
            continue;
        }
        let alike = a.sentence == b.sentence && a.base == b.base && a.cell.is_none() && !is_last(facts, id);
        let counted = matches!(a.kind, Kind::Count | Kind::Measure | Kind::Amount);
        if alike && counted && kit::exact(a) && kit::exact(b) {
            out.claims.extend(claim(a, b));
        }
    }
}

/// 资金a。其中中央b、省级c，实际使用d: what stands behind a list is of the whole.
fn is_last(facts: &Facts, id: MentionId) -> bool {
    let totals = facts.totals_of(id);
    let before = id.checked_sub(1).map_or(&[][..], |i| facts.totals_of(i));
    // 省级资金60万元、市级资金40万元，已拨付95万元.
    let m = &facts.mentions[id];
    let sources = id.checked_sub(1).map(|i| &facts.mentions[i]).is_some_and(|n| {
        n.sentence == m.sentence && n.base == m.base && n.kind == m.kind && m.gap.starts_with('、')
    });
    sources || totals.iter().any(|t| before.contains(t))
}

/// (what is planned, authorised or handed out, what came of it): the second is part of the first.
const WHOLES: &[(&[&str], &[&str])] = &[
    (&["预算", "计划", "任务", "目标"], &["实际", "完成", "支出", "执行", "使用", "采购"]),
    (&["编制"], &["人员", "实有", "在编", "在职", "在岗"]),
    (&["发放", "发出", "问卷", "抽样", "调查"], &["收回", "回收", "有效", "取得"]),
    (&["收回", "回收", "有效", "受访", "调查"], &["满意"]),
    (&["受理", "收到", "接到", "排查", "发现"], &["办结", "化解", "整改", "调解", "答复"]),
];
/// Figures between a whole and its part.
const BETWEEN: usize = 4;

/// A bound that is worth saying when it holds; where it does not, plans may be exceeded.
fn readings(facts: &Facts, id: usize, out: &mut Out) {
    let b = &facts.mentions[id];
    let counted =
        matches!(b.kind, Kind::Count | Kind::Measure | Kind::Amount) && b.cell.is_none() && kit::exact(b);
    let part = |pair: &&(&[&str], &[&str])| counted && pair.1.iter().any(|w| b.label.contains(w));
    for (wholes, _) in WHOLES.iter().filter(part) {
        let is = |a: &&Mention| {
            let alike = a.para == b.para && a.base == b.base && kit::exact(a) && a.sentence + 1 >= b.sentence;
            let fund = ["公共预算", "基金预算", "经营预算"].iter().any(|w| a.label.contains(w));
            alike && !fund && wholes.iter().any(|w| a.label.contains(w))
        };
        let near = facts.mentions[id.saturating_sub(BETWEEN)..id].iter().rev().find(is);
        // 发放问卷146份，收回有效问卷164份: more came back than were handed out.
        let handed = |a: &Mention| {
            let back = ["收回", "回收"].iter().any(|w| b.label.contains(w)) && b.term.unit == "份";
            let each = a.before.contains(['各', '每']);
            // 学生问卷800份、家长问卷400份，回收1146份: of both.
            let others = facts.mentions[id.saturating_sub(BETWEEN)..id].iter();
            let lone = others.filter(|n| n.sentence == b.sentence && n.base == b.base).count() == 1;
            back && !each
                && lone
                && a.sentence == b.sentence
                && ["问卷", "发放", "发出"].iter().any(|w| a.label.contains(w))
        };
        let stance = |a: &Mention| if handed(a) { Stance::Stated } else { Stance::Reading };
        out.claims.extend(near.map(|a| bound(a, b).stance(stance(a))));
    }
}

/// 收回278份，其中有效281份; 发现问题36个，整改43个: what is right behind is some of what is before it.
fn right_behind(a: &Mention, b: &Mention) -> Option<Claim> {
    const PAIRS: &[(&[&str], &[&str])] = &[(&["收回", "回收"], &["有效"]), (&["发现"], &["整改"])];
    let beside = a.sentence == b.sentence && a.base == b.base && b.sep <= Sep::Clause && a.cell.is_none();
    let has = |m: &Mention, words: &[&str]| words.iter().any(|w| m.label.contains(w));
    // 历年发现的问题, 另整改上年: of others.
    let other = ["上年", "往年", "历年", "累计", "另"].iter().any(|w| b.gap.contains(w) || a.gap.contains(w));
    let exact = kit::exact(a) && kit::exact(b) && matches!(a.kind, Kind::Count | Kind::Amount);
    let told = beside && exact && !other && PAIRS.iter().any(|(x, y)| has(a, x) && has(b, y));
    told.then(|| bound(a, b).stance(Stance::Stated))
}

/// 行政编制24名 … 行政人员22人: those who hold posts of one kind.
fn posts(facts: &Facts, id: usize, out: &mut Out) {
    const FAR: usize = 24;
    let a = &facts.mentions[id];
    let Some(kind) = a.label.strip_suffix("编制").filter(|_| a.cell.is_none() && kit::exact(a)) else {
        return;
    };
    let kind: String = kind.chars().skip(kind.chars().count().saturating_sub(2)).collect();
    let holds = |b: &&Mention| {
        let alike = b.base == a.base && b.cell.is_none() && kit::exact(b) && !b.label.contains("编制");
        alike && kind.chars().count() == 2 && b.label.contains(&kind)
    };
    let found = facts.mentions[id + 1..].iter().take(FAR).find(holds);
    out.claims.extend(found.map(|b| bound(a, b).stance(Stance::Reading)));
}

/// 满意度不低于90% … 满意度94.39%: a rate that its target calls by name is reached.
fn targets(facts: &Facts, id: usize, out: &mut Out) {
    const FAR: usize = 60;
    const NAME: usize = 3;
    let a = &facts.mentions[id];
    let tail = |m: &Mention| {
        let name: Vec<char> =
            m.label.trim_end_matches(['为', '达', '到', '不', '低', '于']).chars().collect();
        name.get(name.len().checked_sub(NAME)?..).map(|t| t.iter().collect::<String>())
    };
    let Some(name) = tail(a).filter(|_| a.kind == Kind::Percent && is_floor(a)) else { return };
    let reached = |b: &&Mention| {
        b.kind == Kind::Percent
            && kit::exact(b)
            && tail(b).as_ref() == Some(&name)
            && b.sentence != a.sentence
    };
    let around = id.saturating_sub(FAR)..(id + FAR).min(facts.mentions.len());
    let Some(b) = facts.mentions[around].iter().find(reached) else { return };
    let mut target = kit::role("目标", a);
    target.candidates.iter_mut().for_each(kit::plain);
    let claim =
        Claim::new("CNT002", Expr::Arg(0), Relation::AtMost, vec![target], kit::role(&kit::name(b), b));
    let formula = format!("{} ≥ 目标", kit::name(b));
    out.claims.push(claim.formula(formula).stance(Stance::Reading));
}

/// 不低于90%, 90%以上.
fn is_floor(m: &Mention) -> bool {
    matches!(kit::qualifier(m), Qualifier::AtLeast | Qualifier::Over)
}

/// What a row spent is within its budget.
fn spent(facts: &Facts, row: &Row, out: &mut Out) {
    let budget =
        [Column::Adjusted, Column::Received, Column::Initial].into_iter().find_map(|c| row.mention(c));
    if let Some((a, b)) = budget.zip(row.mention(Column::Executed)) {
        let (a, b) = (&facts.mentions[a], &facts.mentions[b]);
        if a.base == b.base && kit::exact(a) && kit::exact(b) {
            out.claims.push(bound(a, b).stance(Stance::Reading));
        }
    }
}

fn claim(a: &Mention, b: &Mention) -> Option<Claim> {
    const LONG: usize = 10;
    let gap = b.gap.trim_start_matches(|c: char| !matches!(c, '已' | '实' | '全' | '，' | '完' | '其'));
    let words = b.gap.trim_start_matches(['，', ',', ' ']);
    let starts = |verbs: &[&str]| {
        ["已", "已全部", "实际", "全部", "其中已", "目前已", "累计", ""]
            .iter()
            .any(|p| words.strip_prefix(p).is_some_and(|rest| verbs.iter().any(|v| rest.starts_with(v))))
    };
    let explicit = words.starts_with(['已', '实', '全', '目'])
        || words.starts_with("其中已")
        || !b.gap.starts_with(['，', '、']);
    if gap.chars().count() > LONG || words.chars().count() > LONG || b.gap.contains(['、', '；', '。']) {
        return None;
    }
    let found = ["排查", "发现", "检查", "查出", "受理", "任务", "排查出"].iter().any(|w| a.gap.contains(w));
    let part = starts(PART) && (explicit || found);
    let done = starts(DONE) && explicit;
    // 每人每月1300元，全年支出380万元
    // 实际按100元兑付350万元: a price.
    if a.stand == Stand::Average || a.gap.contains('每') || a.before.ends_with('按') {
        return None;
    }
    // 质量保证金 is kept back, not paid out; 超出预算108万元 says itself that more was done.
    // 应发放2600人，因迁移等暂停64人，实际发放2536人: those who went.
    let kept = [
        "保证金",
        "质保金",
        "预留",
        "预扣",
        "尾款",
        "核减",
        "核增",
        "扣款",
        "扣减",
        "不予",
        "暂停",
        "停发",
        "注销",
        "退出",
        "死亡",
        "迁出",
        "取消",
        "放弃",
    ]
    .iter()
    .any(|w| kit::last(&a.before, 10).contains(w));
    // 办结241件（含上年结转12件）.
    let over = ["超出", "超过", "超支", "超额", "多支", "多发", "含", "其中", "上年", "跨年", "上级交办"]
        .iter()
        .any(|w| b.rest.contains(w));
    if !part && !done || kept || over {
        return None;
    }
    // 年初目标600辆，实际发放610辆: a goal may be passed.
    let goal = ["目标", "计划", "预计", "预期"].iter().any(|w| a.label.contains(w));
    let claim = bound(a, b);
    Some(if part && !goal { claim } else { claim.link(Link::Guess).severity(Severity::Note) })
}

fn bound(a: &Mention, b: &Mention) -> Claim {
    let (done, task) = (kit::name(b), kit::name(a));
    Claim::new("CNT002", Expr::Arg(0), Relation::AtMost, vec![kit::role(&done, b)], kit::role(&task, a))
        .formula(format!("{done} ≤ {task}"))
}
