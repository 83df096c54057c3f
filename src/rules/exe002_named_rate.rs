use super::{Out, ahead, answers, formula, grades, joint, kit, lowered, multiples, ratios, zipped};
use crate::facts::{
    Facts, Mention, MentionId, Quotient, Sep, Surety, is_adjusted, is_contracted, is_distance,
};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, FigureId, Link, Relation, Slip, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 率应等于印出的两数之比。
    ///
    /// 依据：率 = 实际数 ÷ 应有数。有名称的率（完成率、满意度 …）由 patterns/formulas/ 的公式核对。
    ///
    /// 重算：“a，为目标 b 的 R%”直接相除；其余的率试算紧邻的两个同单位数；超额完成 R% 为（完成 − 任务）÷ 任务；“低于目标值 R%”为与目标值之差 ÷ 目标值；不合格率与合格率之和为 100%；“是b的R倍”直接相除；率写在两数之前的（接种率98%，实际接种…），与“未完成”并列的（已完成21个，未完成3个），以及优良率 =（优 + 良）÷ 总数；句中只有两个同单位数的，“超目标”“超支率”为差 ÷ 小数，“下浮”“节约率”“核减率”为差 ÷ 大数，以另一个数为分母则得印出的值的，指明分母用错。
    ///
    /// ```不符
    /// 全年共维修危桥11座，为年度目标12座的91.76%。
    /// ```
    /// ```相符
    /// 全年共维修危桥11座，为年度目标12座的91.67%。
    /// ```
    ///
    /// 不报的情形：前面的率已用过这两个数；率后的括号另有口径；紧邻的两数改一位数字也不相符；含约数。
    ///
    /// 怎么改：按公式重算。
    EXE002, "rate-mismatch", "率与两数之比不符", Error
}

/// How far back the two figures are looked for.
const BACK: usize = 8;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    // What a rate is called says more than what stands beside it.
    let mut named = Out { groups: out.groups, ..Out::default() };
    let judged = formula::run(facts, scheme, &mut named);
    // The figures of a formula put together in another way are a slip, not another reading.
    let spoken = |id: MentionId, c: &Claim| {
        let of = |f: &FigureId| judged.get(&id).is_some_and(|known| known.contains(f));
        c.operands.iter().flat_map(|o| &o.candidates).filter_map(|t| t.figure).all(|f| of(&f))
    };
    // What is carried over is a share of a budget, which stands further off: a formula has it.
    let carried = |id: MentionId| ["结转率", "结余率"].iter().any(|w| facts.mentions[id].label.ends_with(w));
    let of_budget = |q: &Quotient| q.wholes.iter().any(|&w| facts.mentions[w].label.contains("预算"));
    // 人口出生率 is of the mean population of the year, 贫困发生率 of the people of the villages.
    let elsewhere =
        |m: &Mention| ["出生率", "死亡率", "自然增长率", "贫困发生率"].iter().any(|w| m.label.ends_with(w));
    // 优良率 is of two grades.
    let graded = |id: MentionId| grades::rate(facts, id).is_some();
    let plain = |q: &&Quotient| {
        !q.spending
            && (!carried(q.rate) || of_budget(q))
            && !elsewhere(&facts.mentions[q.rate])
            && !graded(q.rate)
            && !is_excess(facts, q)
            && (q.surety == Surety::Told || !is_of_untold(facts, q.rate, &q.wholes))
    };
    for q in facts.quotients.iter().filter(plain) {
        let made = quotient(facts, scheme, q);
        let own = q.surety == Surety::Told || made.formal || !spoken(q.rate, &made);
        out.claims.extend(own.then_some(made));
    }
    out.groups = named.groups;
    out.claims.extend(named.claims);
    answers::rates(facts, out);
    zipped::run(facts, out);
    // 已付144万元和240万元，合计占合同总价480万元的80%: of several together.
    let several = |id: MentionId| id > 0 && facts.mentions[id - 1].before.starts_with("合计占");
    multiples::run(facts, out);
    ratios::run(facts, out);
    ahead::run(facts, out);
    for (id, r) in facts.mentions.iter().enumerate() {
        if r.kind != Kind::Percent || r.cell.is_some() || !kit::exact(r) || several(id) || elsewhere(r) {
            continue;
        }
        out.claims.extend(of_goal(facts, id).filter(|_| !joint::is_of_more(facts, id)));
        out.claims.extend(apart_from_goal(facts, id));
        // Shares and changes have rules of their own.
        let other =
            ["占", "增", "减", "降", "升", "提高", "压缩", "缩短"].iter().any(|w| r.before.contains(w));
        let two = r.label.ends_with("优良率") && !facts.mentions[id - id.min(1)].label.ends_with("优良");
        out.claims.extend(grades::rate(facts, id));
        let other = other || carried(id) || two || joint::is_of_more(facts, id);
        out.claims.extend(if other { None } else { beside(facts, id).filter(|c| !spoken(id, c)) });
        out.claims.extend(of_both(facts, id));
        out.claims.extend(complement(facts, id));
        out.claims.extend(lowered::claim(facts, id));
    }
}

/// 不合格率2.69%，抽检合格率97.31%: what is not and what is make all.
fn complement(facts: &Facts, id: MentionId) -> Option<Claim> {
    const NAME: usize = 3;
    let (a, b) = (&facts.mentions[id.checked_sub(1)?], &facts.mentions[id]);
    let name = |m: &Mention| ["不", "未"].iter().find_map(|w| m.label.rsplit_once(w)).map(|n| n.1.to_owned());
    // 蔬菜不合格率 and 水产品合格率 are of two things.
    let denied = |x: &Mention, y: &Mention| {
        let of = name(x).filter(|n| n.chars().count() >= NAME && n.ends_with('率') && name(y).is_none());
        let heads = of.and_then(|n| Some((x.label.strip_suffix(&n)?, y.label.strip_suffix(&n)?)));
        heads.is_some_and(|(p, q)| q.is_empty() || p.chars().count() == 1 || p.starts_with(q))
    };
    let beside = a.kind == Kind::Percent && a.sentence == b.sentence && a.year == b.year && a.cell.is_none();
    // 满意率92.5%，不满意率1.5%，不了解6%: more sorts than two.
    let third = (id.saturating_sub(3)..facts.mentions.len().min(id + 3)).any(|i| {
        let n = &facts.mentions[i];
        let sum = [a, b, n].iter().try_fold(Rat::ZERO, |sum, m| num::add(sum, kit::value(m)?));
        i != id && i + 1 != id && n.sentence == b.sentence && sum == Some(Rat::from_integer(100))
    });
    if third || !beside || b.sep > Sep::Clause || !kit::exact(a) || !(denied(a, b) || denied(b, a)) {
        return None;
    }
    let (x, y) = (kit::name(a), kit::name(b));
    let expr = Expr::minus(Expr::Const(Rat::from_integer(100)), Expr::Arg(0));
    let claim = Claim::new("EXE002", expr, Relation::Sums, vec![kit::role(&x, a)], kit::role(&y, b));
    Some(claim.formula(format!("{y} = 100% − {x}")).stance(Stance::Stated).formal())
}

/// The two figures of the rate's own clauses; another budget that gives the printed rate is a slip.
pub(super) fn quotient(facts: &Facts, scheme: &Scheme, q: &Quotient) -> Claim {
    let full = kit::value(&facts.mentions[q.rate]) == Some(Rat::from_integer(100));
    let over = kit::value(&facts.mentions[q.part]) > kit::value(&facts.mentions[q.wholes[0]]);
    let used = kit::is_used(facts, q.part.max(q.wholes[0]), q.rate) && !names_whole(facts, q)
        || has_nearer(facts, q)
        || kit::is_of_another(facts, q.rate, &[q.part, q.wholes[0]])
        || leaves_out(&facts.mentions[q.rate])
        || is_of_other_unit(facts, q)
        || joint::is_of_more(facts, q.rate)
        || facts.mentions[q.rate].label.contains("口径");
    let (link, stance) = match q.surety {
        _ if used => (Link::Likely, Stance::Reading),
        // 第二批下达1个县200万元；已支出640万元，支出率80%: of more than the last.
        _ if over
            && q.spending
            && !is_plan(facts, q)
            && kit::value(&facts.mentions[q.rate]) < Some(Rat::from_integer(100)) =>
        {
            (Link::Likely, Stance::Reading)
        }
        // 完成预算的100%，与预算持平.
        _ if full
            && ["与预算持平", "与预算一致", "与年初预算持平", "与年初预算一致"]
                .iter()
                .any(|w| facts.mentions[q.rate].rest.contains(w))
            && q.surety >= Surety::Alone =>
        {
            (Link::Certain, Stance::Stated)
        }
        // More than was planned is often said to be all of it.
        _ if full && over => (Link::Likely, Stance::Reading),
        Surety::Told => (Link::Certain, Stance::Stated),
        Surety::Alone if !full => (Link::Likely, Stance::Stated),
        Surety::Alone => (Link::Likely, Stance::Optional),
        Surety::Near if !full => (Link::Likely, Stance::Optional),
        Surety::Near => (Link::Likely, Stance::Reading),
        Surety::Loose => (Link::Likely, Stance::Reading),
    };
    let mut wholes = q.wholes.clone();
    wholes.extend(another(facts, q));
    wholes.extend(kit::whole_that_makes(facts, q.part, &q.wholes, q.rate));
    // 按有效问卷计算: of those, and not of all that were handed out.
    let valid = |&i: &MentionId| facts.mentions[i].label.contains("有效");
    // 在有效问卷中，满意289份: the valid ones stand in the sentence before.
    let among = facts.mentions[q.part].gap.contains("有效问卷中");
    let here = |&i: &MentionId| {
        let (n, p) = (&facts.mentions[i], &facts.mentions[q.part]);
        n.para == p.para && alike(n, p) && valid(&i) && !n.label.contains("无效")
    };
    wholes.extend((q.part.saturating_sub(BACK)..q.part).rev().find(here).filter(|_| among));
    if (among || facts.mentions[q.rate].gap.contains("有效问卷")) && wholes.iter().any(valid) {
        wholes.retain(valid);
    }
    let mut made = claim(facts, q.rate, &[q.part], &wholes, link, stance);
    if let Some(beyond) = beyond(facts, q) {
        return beyond.link(link).stance(stance);
    }
    let told = &facts.mentions[q.rate];
    let of_plan = told.before.contains("完成") && told.before.trim_end().ends_with("预算的");
    let plain = (q.spending || of_plan) && q.surety == Surety::Told && q.wholes.len() == 1;
    let breath = !used && kit::in_one_breath(facts, &[q.part, q.wholes[0], q.rate]);
    if breath && (plain && is_plan(facts, q) || is_of_whole(facts, q) || is_counted(facts, q)) {
        made = made.formal();
    }
    // More than was planned, told as less.
    if !q.spending && q.surety == Surety::Told {
        let explanation = "把分子分母颠倒了".to_owned();
        made.slips.push(Slip { expr: Expr::percent(Expr::Arg(1), Expr::Arg(0)), explanation });
    }
    let contract = (q.rate.saturating_sub(BACK)..q.rate).rev().find(|&i| is_contract(facts, q, i));
    for (i, other) in other_bases(facts, scheme, q).into_iter().chain(contract).enumerate() {
        let name = kit::name(&facts.mentions[other]);
        made.operands.push(kit::role(&name, &facts.mentions[other]));
        let explanation = format!("以{name}为分母则得印出的值");
        made.slips.push(Slip { expr: Expr::percent(Expr::Arg(0), Expr::Arg(2 + i)), explanation });
    }
    made
}

/// 监测户38户124人，已消除风险29户93人，消除率76.3%: the figures right before the two make it.
fn is_of_other_unit(facts: &Facts, q: &Quotient) -> bool {
    let before = |i: MentionId| i.checked_sub(1).map(|k| &facts.mentions[k]);
    let Some((p, w)) = before(q.part).zip(before(q.wholes[0])) else { return false };
    let here = p.sentence == facts.mentions[q.part].sentence && p.base != facts.mentions[q.part].base;
    here && alike(p, w) && kit::makes(p, w, &facts.mentions[q.rate])
}

/// 支出a，为年初预算的106.81%，为调整预算的96.09%: by the whole name of what it is of.
fn names_whole(facts: &Facts, q: &Quotient) -> bool {
    let words = facts.mentions[q.rate].gap.trim_start_matches(['，', ',', '、', ' ']);
    let named = ["为", "占", "完成", "是"].iter().find_map(|w| words.strip_prefix(w));
    named.and_then(|n| n.trim_end().strip_suffix('的')) == Some(facts.mentions[q.wholes[0]].label.as_str())
}

/// 超额完成30户，占计划数的107.5%: not of how much more it was.
fn is_excess(facts: &Facts, q: &Quotient) -> bool {
    let over = |m: &Mention| ["超额", "超收", "超出", "超过"].iter().any(|w| m.before.starts_with(w));
    let r = &facts.mentions[q.rate];
    over(&facts.mentions[q.part]) && !r.label.contains('超') && kit::value(r) > Some(Rat::from_integer(100))
}

/// 耕地占用税1386万元，为预算的106.62%；契税1391万元，为预算的100.94%: of a budget that is not printed, and of no other tax.
fn is_of_untold(facts: &Facts, rate: MentionId, of: &[MentionId]) -> bool {
    const GOALS: &[&str] = &["预算", "计划", "目标", "任务"];
    let label = facts.mentions[rate].label.trim_end_matches('的').trim_end_matches('数');
    let Some(goal) = GOALS.iter().find(|w| label.ends_with(**w)) else { return false };
    let named = |&i: &MentionId| facts.mentions[i].gap.contains(goal);
    !of.iter().any(named)
}

/// 结余65.00万元，占全部项目结余113.53万元的57.25%.
fn is_of_whole(facts: &Facts, q: &Quotient) -> bool {
    let (w, r) = (&facts.mentions[q.wholes[0]], &facts.mentions[q.rate]);
    let said = w.gap.trim_start_matches(['，', ',', ' ']).starts_with(['占', '为']);
    q.surety == Surety::Told
        && said
        && r.gap.trim() == "的"
        && q.part + 1 == q.wholes[0]
        && q.wholes[0] + 1 == q.rate
}

/// 走访群众60人，其中57人满意，满意度95%: things counted, some of them, and the rate.
fn is_counted(facts: &Facts, q: &Quotient) -> bool {
    let [w, p, r] = [q.wholes[0], q.part, q.rate].map(|i| &facts.mentions[i]);
    let kind = matches!(w.kind, Kind::Count | Kind::Measure) && w.term.unit == p.term.unit;
    let some = ["其中", "已", "完成", "实际", "有", "共"].iter().any(|word| p.gap.contains(word))
        || p.after.contains("满意");
    let of_goal = r.before.contains("完成") && r.before.trim_end().ends_with('的');
    let called = r.label.ends_with(['率', '度']) || of_goal;
    let called = called && r.sep <= Sep::Clause && p.sep <= Sep::Clause;
    let told = matches!(q.surety, Surety::Told | Surety::Alone);
    kind && some && called && told && q.wholes[0] < q.part && q.part < q.rate
}

/// 支出进度达60%（除留抵退税资金）: of less than what is printed.
pub(super) fn leaves_out(r: &Mention) -> bool {
    let behind = r.rest.trim_start();
    if ["后计算", "不纳入", "不计入"].iter().any(|w| behind.contains(w)) {
        return true;
    }
    let bracket =
        behind.starts_with(['（', '(']) && ["除", "不含", "剔除"].iter().any(|w| behind.contains(w));
    bracket || ["扣除", "剔除", "不含"].iter().any(|w| r.gap.contains(w))
}

/// 收到养老支出500万元，其中甲300万元、乙200万元，已支出400万元，支付率80%: a figure of the sentence that makes the rate.
fn another(facts: &Facts, q: &Quotient) -> Option<MentionId> {
    let (r, p) = (&facts.mentions[q.rate], &facts.mentions[q.part]);
    let fits = |&i: &MentionId| {
        let m = &facts.mentions[i];
        let alike = i != q.part && m.base == p.base && m.kind == p.kind;
        // 培训390人。取得证书351人，取证率90%；培训后就业312人，就业率80%: of those trained, to the last digit.
        let exactly = || p.kind == Kind::Count && m.para == r.para && comes_out(p, m, r);
        alike && !is_contract(facts, q, i) && (m.sentence == r.sentence && kit::makes(p, m, r) || exactly())
    };
    (q.rate.saturating_sub(BACK)..q.rate).rev().find(fits)
}

/// 预算执行率 beside a budget is not taken of the contract.
fn is_contract(facts: &Facts, q: &Quotient, i: MentionId) -> bool {
    let budget = |i: MentionId| facts.mentions[i].label.contains("预算");
    is_contracted(&facts.mentions[i]) && budget(q.rate) && q.wholes.iter().any(|&w| budget(w))
}

/// The part is the rate of the whole, and nothing is rounded.
fn comes_out(part: &Mention, whole: &Mention, rate: &Mention) -> bool {
    let hundred = kit::value(part).and_then(|p| num::mul(p, Rat::from_integer(100)));
    let product = kit::value(whole).zip(kit::value(rate)).and_then(|(w, r)| num::mul(w, r));
    hundred.is_some() && hundred == product
}

/// 任务120亩，完成300亩，超额完成150%: by how much it is more, unless it is said how much it is.
fn beyond(facts: &Facts, q: &Quotient) -> Option<Claim> {
    let r = &facts.mentions[q.rate];
    let mut pair = [q.part, *q.wholes.first()?];
    pair.sort_by_key(|&i| std::cmp::Reverse(kit::value(&facts.mentions[i])));
    let [done, task] = pair.map(|i| &facts.mentions[i]);
    if !r.label.contains('超') || kit::makes(done, task, r) {
        return None;
    }
    let (name, a, b) = (kit::name(r), kit::name(done), kit::name(task));
    let expr = Expr::percent(Expr::minus(Expr::Arg(0), Expr::Arg(1)), Expr::Arg(1));
    let operands = vec![kit::role(&a, done), kit::role(&b, task)];
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r));
    Some(claim.formula(format!("{name} =（{a} − {b}）÷ {b}")).group(kit::rate_group(q.rate)))
}

/// “三公”经费年初预算42万元。实际支出31万元，完成预算的74%: a budget of the paragraph goes before one of the report.
fn has_nearer(facts: &Facts, q: &Quotient) -> bool {
    let r = &facts.mentions[q.rate];
    let own = |&i: &MentionId| {
        let m = &facts.mentions[i];
        m.para == r.para && m.label.contains("预算") && m.base == facts.mentions[q.part].base && i != q.part
    };
    facts.mentions[q.wholes[0]].para != r.para
        && (q.rate.saturating_sub(BACK * 2)..q.rate).any(|i| own(&i) && !q.wholes.contains(&i))
}

/// A budget by its name, and what was spent of it: 中央资金完成 is no budget of 省级资金完成.
fn is_plan(facts: &Facts, q: &Quotient) -> bool {
    const SPENT: &[&str] = &["支出", "执行", "支付", "使用", "完成", "拨付", "决算"];
    const PLAN: &[&str] = &["预算", "安排", "下达", "到位", "资金总额", "计划"];
    let says = |i: MentionId, words: &[&str]| {
        let label = facts.mentions[i].label.replace("一般公共预算", "").replace("预算支出", "支出");
        words.iter().any(|w| label.contains(w))
    };
    let spent = says(q.part, SPENT) && !facts.mentions[q.part].is_budget();
    says(q.wholes[0], PLAN) && !says(q.wholes[0], &SPENT[1..]) && spent
}

/// Budgets and receipts of the paragraph that the rate may have been taken of by mistake.
fn other_bases(facts: &Facts, scheme: &Scheme, q: &Quotient) -> Vec<MentionId> {
    const TRIED: usize = 3;
    let p = &facts.mentions[q.part];
    let is = |&i: &MentionId| {
        let m = &facts.mentions[i];
        let fact = kit::attribute(m, scheme)
            .is_some_and(|a| a.starts_with("budget") || a == "received" || a == "income");
        fact && m.base == p.base && m.para == p.para && kit::exact(m) && i != q.part && !q.wholes.contains(&i)
    };
    (q.rate.saturating_sub(BACK * 2)..q.rate).rev().filter(is).take(TRIED).collect()
}

/// "a，为目标b的R%": b right before the rate, a one of the figures of its unit before b.
fn of_goal(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let b = id.checked_sub(1)?;
    let whole = &facts.mentions[b];
    let here = |&i: &MentionId| facts.mentions[i].sentence == r.sentence && alike(&facts.mentions[i], whole);
    let mut parts: Vec<MentionId> = (id.saturating_sub(BACK)..b).rev().filter(here).take(BACK).collect();
    // 1128人，完成目标任务1200人的94%: the figure right before the task is what was done.
    let task = ["任务", "目标", "计划"].iter().any(|w| whole.label.ends_with(w));
    let done = task && whole.gap.trim_start_matches(['，', ',', ' ']).starts_with("完成");
    if done && parts.first().is_some_and(|&p| p + 1 == b) {
        parts.truncate(1);
        // 改厕236座，其中新建94座、改造142座，完成年度任务220座的107.27%.
        parts.extend(facts.totals_of(parts[0]));
    }
    // 修复126件，包括…，超计划120件的5%: by how much it is more.
    let over = whole.label.starts_with('超');
    let told = r.gap.trim() == "的"
        && facts.told_quotient(id).is_none()
        && !parts.is_empty()
        && whole.sentence == r.sentence;
    let link = if parts.len() == 1 { Link::Certain } else { Link::Likely };
    // 首笔200万元，第二笔150万元，共占全年预算500万元的70%.
    if !told || whole.gap.contains("共占") {
        return None;
    }
    if over {
        let made = claim(facts, id, &parts, &[b], Link::Likely, Stance::Reading);
        let expr = Expr::percent(Expr::minus(Expr::Arg(0), Expr::Arg(1)), Expr::Arg(1));
        let formula = "超出比例 =（完成数 − 计划数）÷ 计划数".to_owned();
        return Some(Claim { expr, ..made }.formula(formula));
    }
    let said = whole.gap.trim_start_matches(['，', ',', ' ']).starts_with(['占', '为']);
    let breath = (said || done) && parts.len() == 1 && kit::in_one_breath(facts, &[parts[0], b, id]);
    let made = claim(facts, id, &parts, &[b], link, Stance::Stated);
    Some(if breath { made.formal() } else { made })
}

/// 不高于1.2万元，实际1.08万元，低于目标值10%: by how much of the goal.
fn apart_from_goal(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SAID: &[&str] = &["低于", "高于", "超出", "超过"];
    const GOAL: &[&str] =
        &["目标值", "目标", "指标值", "年度目标", "年度指标值", "计划", "定额", "控制数", "标准"];
    let r = &facts.mentions[id];
    let words = r.gap.trim_start_matches(['，', ',', ' ']);
    let told = SAID.iter().filter_map(|w| words.strip_prefix(w)).any(|rest| GOAL.contains(&rest));
    let (b, a) = (id.checked_sub(1)?, id.checked_sub(2)?);
    let (done, goal) = (&facts.mentions[b], &facts.mentions[a]);
    let one = done.base == goal.base
        && done.kind == goal.kind
        && done.kind != Kind::Percent
        && kit::value(goal) > Some(Rat::ZERO)
        && done.sep <= Sep::Clause;
    let bound = goal.term.quantity().is_some() && !goal.range && kit::exact(done);
    if !told
        || !one
        || !bound
        || done.sentence != r.sentence
        || goal.sentence != r.sentence
        || r.sep != Sep::Clause
    {
        return None;
    }
    let mut made = claim(facts, id, &[b], &[a], Link::Certain, Stance::Stated);
    made.operands[1].candidates.iter_mut().for_each(kit::plain);
    let (high, low) = if kit::value(done) > kit::value(goal) { (0, 1) } else { (1, 0) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(high), Expr::Arg(low)), Expr::Arg(1));
    Some(Claim { expr, ..made }.formula("相差比例 = 与目标值之差 ÷ 目标值".to_owned()).formal())
}

/// The two nearest figures of one unit, the smaller over the larger for a rate up to 100 %.
fn beside(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let near = |&i: &MentionId| facts.mentions[i].sentence == r.sentence;
    let back: Vec<MentionId> = (id.saturating_sub(BACK)..id)
        .rev()
        .take_while(near)
        .filter(|&i| kit::exact(&facts.mentions[i]) && is_amount(&facts.mentions[i]))
        // 完成23亿元，超额完成3亿元，相当于任务的115%: by how much it is more has another rate.
        .filter(|&i| {
            !["超额", "超收", "超出", "超过"].iter().any(|w| facts.mentions[i].before.starts_with(w))
        })
        .collect();
    let full = kit::value(r) == Some(Rat::from_integer(100));
    // 超额完成40% is by how much it is more.
    if facts.told_quotient(id).is_some() || full || r.label.contains('超') || leaves_out(r) {
        return None;
    }
    if facts.quotient(id).is_some_and(|q| back.iter().any(|&i| is_contract(facts, q, i))) {
        return None;
    }
    let &x = back.first()?;
    // 1128人，完成目标任务1200人的94%: the words say of which of the two it is.
    let goal = ["任务", "目标", "计划", "预算"].iter().any(|w| facts.mentions[x].label.ends_with(w));
    if goal && x + 1 == id && r.gap.trim() == "的" {
        return None;
    }
    let y = back[1..].iter().copied().find(|&i| alike(&facts.mentions[i], &facts.mentions[x]))?;
    if is_of_untold(facts, id, &[x, y]) {
        return None;
    }
    if is_distance(&facts.mentions[x]) {
        let of_it = ["节约", "节省", "节支", "下浮", "超支"].iter().any(|w| r.label.contains(w));
        return of_it.then(|| saved(facts, x, y, id));
    }
    let (low, high) =
        if kit::value(&facts.mentions[x]) <= kit::value(&facts.mentions[y]) { (x, y) } else { (y, x) };
    let over = kit::value(r) > Some(Rat::from_integer(100));
    let (a, b) = if over { (high, low) } else { (low, high) };
    // 计划600人次，培训632人次，完成计划的94.94%: what was planned is no part.
    let planned = |i: MentionId| ["计划", "目标", "任务"].iter().any(|w| facts.mentions[i].label.contains(w));
    if planned(a) && !planned(b) && r.before.contains("完成") {
        return None;
    }
    // 实际开工117个，开工率: the rate is called by its part, and the whole may be the total of a list before it.
    let denied = ['不', '未'].iter().any(|c| facts.mentions[x].label.contains(*c) && !r.label.contains(*c));
    let called = !denied
        && !kit::is_used(facts, x, id)
        && !is_adjusted(&facts.mentions, id, x, y)
        && stem(&r.label).is_some_and(|s| facts.mentions[x].label.ends_with(s));
    if called && x + 1 == id {
        let mut wholes: Vec<MentionId> = facts.totals_of(y).to_vec();
        wholes.retain(|&w| alike(&facts.mentions[w], &facts.mentions[x]));
        // 发放500份，收回480份，满意450份，满意率90%: of which of the two is not said.
        wholes.extend(back[1..].iter().copied().filter(|&i| alike(&facts.mentions[i], &facts.mentions[x])));
        // 培训390人。取得证书351人，取证率90%；就业312人，就业率80%: of those trained.
        let exactly = |&i: &MentionId| {
            let m = &facts.mentions[i];
            m.para == r.para && alike(m, &facts.mentions[x]) && comes_out(&facts.mentions[x], m, r)
        };
        wholes.extend((id.saturating_sub(BACK * 2)..x).rev().find(exactly));
        // 乔木成活285亩，灌木成活180亩，成活率93%: two parts of what lived.
        let twice = |i: &MentionId| stem(&r.label).is_some_and(|s| facts.mentions[*i].label.ends_with(s));
        let joint = twice(&y) && !facts.mentions[y..x].iter().any(|n| n.kind == Kind::Percent);
        wholes.retain(|i| !twice(i));
        // 已支出640万元，支出率80%: of no less than it is.
        let large = |i: &MentionId| kit::value(&facts.mentions[*i]) >= kit::value(&facts.mentions[x]);
        if !over && wholes.iter().any(|i| !large(i)) {
            wholes.clear();
        }
        if !wholes.is_empty() && !joint && !kit::is_of_another(facts, id, &[x, wholes[0]]) {
            let made = claim(facts, id, &[x], &wholes, Link::Likely, Stance::Stated);
            return Some(if is_part_beside(facts, y, x, id) { made.formal() } else { made });
        }
    }
    // 132个行政村中已有127个建成文化活动室，覆盖率96.2%.
    let among =
        y < x && (a, b) == (x, y) && facts.mentions[x].gap.contains("中已") && r.label.ends_with('率');
    if among && kit::in_one_breath(facts, &[y, x, id]) {
        return Some(claim(facts, id, &[a], &[b], Link::Likely, Stance::Stated).formal());
    }
    Some(claim(facts, id, &[a], &[b], Link::Likely, Stance::Reading))
}

/// 防治2.45万亩，其中无公害防治2.31万亩，无公害防治率94.29%: the part and its rate go by one name, right behind the whole.
fn is_part_beside(facts: &Facts, whole: MentionId, part: MentionId, rate: MentionId) -> bool {
    let (p, r) = (&facts.mentions[part], &facts.mentions[rate]);
    let named = r.label.strip_suffix(['率', '度']).is_some_and(|n| n == p.label);
    named && p.gap.contains("其中") && kit::in_one_breath(facts, &[whole, part, rate])
}

/// 完成投资a，较概算节约b，节约率: of what was planned, which is not printed.
fn saved(facts: &Facts, saved: MentionId, cost: MentionId, rate: MentionId) -> Claim {
    let [s, c, r] = [saved, cost, rate].map(|i| &facts.mentions[i]);
    let (name, a, b) = (kit::name(r), kit::name(s), kit::name(c));
    let more = ["超", "高", "多"].iter().any(|w| s.label.contains(w));
    let (sum, sign) =
        if more { (Expr::minus(Expr::Arg(1), Expr::Arg(0)), '−') } else { (Expr::sum(2), '+') };
    let operands = vec![kit::role(&a, s), kit::role(&b, c)];
    Claim::new("EXE002", Expr::percent(Expr::Arg(0), sum), Relation::Rounds, operands, kit::role(&name, r))
        .formula(format!("{name} = {a} ÷（{b} {sign} {a}）"))
        .link(Link::Likely)
        .stance(Stance::Optional)
        .group(kit::rate_group(rate))
}

/// 集中供养863人，分散供养1596人，集中供养率35.10%: of both kinds, where the rate is called by the one.
fn of_both(facts: &Facts, id: MentionId) -> Option<Claim> {
    const NAME: usize = 4;
    let r = &facts.mentions[id];
    let (y, x) = (id.checked_sub(1)?, id.checked_sub(2)?);
    let (a, b) = (&facts.mentions[x], &facts.mentions[y]);
    let name = r.label.strip_suffix('率')?;
    let kinds =
        a.label == name && name.chars().count() >= NAME && kit::last(&a.label, 2) == kit::last(&b.label, 2);
    let beside = alike(a, b)
        && a.sentence == r.sentence
        && b.sentence == r.sentence
        && a.label.chars().count() == b.label.chars().count();
    if !kinds || !beside {
        return None;
    }
    let expr = Expr::percent(Expr::Arg(0), Expr::sum(2));
    let (title, p, q) = (kit::name(r), kit::name(a), kit::name(b));
    let operands = vec![kit::role(&p, a), kit::role(&q, b)];
    let made = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&title, r));
    let made = made.formula(format!("{title} = {p} ÷（{p} + {q}）"));
    Some(made.stance(Stance::Stated).group(kit::rate_group(id)))
}

/// 开工 of 开工率, 支付 of 支付比例.
fn stem(label: &str) -> Option<&str> {
    if label == "满意度" {
        return label.strip_suffix('度');
    }
    let stem = ["比例", "率"].iter().find_map(|w| label.strip_suffix(w))?;
    (2..=6).contains(&stem.chars().count()).then_some(stem)
}

fn is_amount(m: &Mention) -> bool {
    matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount) && m.cell.is_none()
}

pub(super) fn alike(a: &Mention, b: &Mention) -> bool {
    a.base == b.base && is_amount(a) && is_amount(b) && kit::exact(a) && kit::exact(b)
}

fn claim(
    facts: &Facts,
    id: MentionId,
    part: &[MentionId],
    whole: &[MentionId],
    link: Link,
    stance: Stance,
) -> Claim {
    let name = |i: MentionId, otherwise: &str| {
        let n = kit::name(&facts.mentions[i]);
        if n.is_empty() { otherwise.to_owned() } else { n }
    };
    let (a, b) = (name(part[0], "实际数"), name(whole[0], "应有数"));
    let r = &facts.mentions[id];
    let bare = r.label.is_empty() || r.label.ends_with('的');
    let label = if bare { format!("占{}比例", b.trim_start_matches('占')) } else { kit::name(r) };
    let mut of = kit::roles(&b, facts, whole);
    of.candidates.iter_mut().for_each(kit::plain);
    let operands = vec![kit::roles(&a, facts, part), of];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&label, r))
        .formula(format!("{label} = {a} ÷ {b}"))
        .link(link)
        .stance(stance)
        .group(kit::rate_group(id))
}
