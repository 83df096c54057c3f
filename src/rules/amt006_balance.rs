use super::{Out, budgets, gaps, kit, rest};
use crate::facts::{Course, Facts, Mention, MentionId, Stand, is_split};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance, Term};
use crate::num::Qualifier;
use crate::scheme::Scheme;

declare_rule! {
    /// 增减、追加、结余应与前后两数对得上。
    ///
    /// 依据：调整后预算 = 年初预算 ± 追加（调减）；结余 = 预算（收入） − 支出；本年数 − 上年数 = 增减额；得分 = 满分 − 扣分。
    ///
    /// 重算：用词已说明关系的（编制 − 实有 = 空编，“系 a 扣除 b 后的余额”，前句预算与追加、本句支出与结余，送审 − 审定 = 核减，合同 − 已付 = 未付，年初 + 新增 − 退出 = 年末）直接比较；计划、已完成、剩余（未完成）依次写出的，剩余 = 计划 − 已完成（结余、节约、提前同此；超支、延期为完成 − 计划）；比率后面的结余、缺口、超出数，按比率所用的两数之差核对；一句（或相邻几句、几个短段）里只有三个同单位的数、其中一个写明“相差”“还需”“核减”“比……节约”的，等于另两数之差；“余额低于限额”“实际工期比合同工期多”按名称找那两个数；其余在同一段内
    /// 取同单位的前几个数，两两相加、相减，看是否等于印出的数。
    ///
    /// ```不符
    /// 年初预算1265.40万元，年中追加222.50万元，调整后全年预算1478.90万元。
    /// ```
    /// ```相符
    /// 年初预算1265.40万元，年中追加222.50万元，调整后全年预算1487.90万元。
    /// ```
    ///
    /// 不报的情形：用词没有说明关系的，只有改一位数字就能相符、而巧合的可能很小时才报；句中还有别的来源、去向或预留的。
    ///
    /// 怎么改：核对三个数。
    AMT006, "balance-mismatch", "增减结余不符", Warning
}

/// What names a sum or a difference of figures before it, or one behind it.
const CUES: &[&str] = &[
    "追加",
    "调增",
    "调减",
    "调整后",
    "全年预算",
    "结余",
    "结转",
    "剩余",
    "节约",
    "收回",
    "增加",
    "减少",
    "上升",
    "下降",
    "提高",
    "降低",
    "扣",
    "未支",
    "未完成",
    "净增",
    "本年收入",
];
/// Figures that one is compared with.
const BACK: usize = 12;
const NEAR: usize = 4;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    out.claims.extend(facts.courses.iter().map(|c| course(facts, c)));
    rest::run(facts, scheme, out);
    gaps::run(facts, out);
    budgets::run(facts, out);
    for c in 2..facts.mentions.len() {
        let m = &facts.mentions[c];
        // Totals of lists have a rule of their own.
        let total =
            ["合计", "总计", "共计"].iter().any(|w| m.before.trim_end_matches(['为', '达']).ends_with(w));
        // A part of a list is no balance, unless it is said to be what is left.
        let part =
            !facts.totals_of(c).is_empty() && !["年末", "剩余", "未"].iter().any(|w| m.before.contains(w));
        let zero = kit::value(m) == Some(crate::num::Rat::ZERO);
        if m.cell.is_some() || !kit::exact(m) || !counted(m) || total || part || zero {
            continue;
        }
        // 年末结余10.40万元（含年初结余2.00万元）
        let held = m.rest.trim_start().starts_with(['（', '(']) || m.rest.contains("其中");
        let held = held && ["年初", "上年", "含", "利息"].iter().any(|w| m.rest.contains(w));
        if held {
            continue;
        }
        // 滚存结余 holds what was left before, too.
        let carried = ["滚存", "累计"].iter().any(|w| m.label.contains(w));
        let told = |claim: Claim| if carried { claim.stance(Stance::Reading) } else { claim };
        if kit::is(m, scheme, "balance") {
            let group = out.group();
            let made = balances(facts, scheme, c);
            out.claims.extend(made.into_iter().map(|claim| told(claim).group(group)));
        }
        // 减少1.32万元，其中甲减少0.80万元，乙增加0.52万元: changes have their directions.
        let mut three = facts.mentions[c - 2..=c].iter();
        if !three.all(|n| is_change(n) && !n.before.contains('净')) {
            out.claims.extend(remainder(facts, c));
            out.claims.extend(apart(facts, c));
        }
        let near = near(facts, c);
        let cued = |i: MentionId| CUES.iter().any(|w| facts.mentions[i].before.contains(w));
        if near.len() < 2 || !(cued(c) || near[..2].iter().any(|&i| cued(i))) {
            continue;
        }
        let group = out.group();
        for (k, &a) in near.iter().enumerate() {
            for &b in &near[k + 1..] {
                out.claims.extend(claims(facts, a, b, c).into_iter().map(|claim| told(claim).group(group)));
            }
        }
    }
}

/// 年末 = 年初 + 新增 − 退出.
fn course(facts: &Facts, c: &Course) -> Claim {
    let name = |i: MentionId| kit::name(&facts.mentions[i]);
    // 控制在42万元以内 is the limit that was passed.
    let role = |i: MentionId| {
        let mut role = kit::role(&name(i), &facts.mentions[i]);
        let limit = |t: &&mut Term| t.quantity().is_some_and(|q| q.qualifier == Qualifier::AtMost);
        role.candidates.iter_mut().filter(limit).for_each(kit::plain);
        role
    };
    let operands = [c.start].into_iter().chain(c.steps.iter().map(|s| s.0)).map(role).collect();
    let (mut expr, mut formula) = (Expr::Arg(0), format!("{} = {}", name(c.end), name(c.start)));
    for (k, &(step, up)) in c.steps.iter().enumerate() {
        let arg = Expr::Arg(k + 1);
        expr = if up { Expr::sum_of(expr, arg) } else { Expr::minus(expr, arg) };
        formula.push_str(if up { " + " } else { " − " });
        formula.push_str(&name(step));
    }
    let stance = match c.sure {
        _ if rest::is_mixed(facts, c.end) => Stance::Reading,
        true => Stance::Stated,
        false => Stance::Optional,
    };
    let made = Claim::new("AMT006", expr, Relation::Sums, operands, role(c.end))
        .formula(formula)
        .link(Link::Likely)
        .stance(stance);
    if c.loose { made } else { made.formal() }
}

/// A change against another period has a rule of its own; what is added to a budget is a term like others.
fn is_change(m: &Mention) -> bool {
    m.stand == Stand::Change && !["调增", "调减", "追加", "核减"].iter().any(|w| m.before.contains(w))
}

fn counted(m: &Mention) -> bool {
    matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure | Kind::Score | Kind::Percent | Kind::Point)
}

/// 结余 = 收入（预算） − 支出, the three standing anywhere in the chapter.
fn balances(facts: &Facts, scheme: &Scheme, c: MentionId) -> Vec<Claim> {
    const EACH: usize = 8;
    let m = &facts.mentions[c];
    // 2021年初结余15万元: what there was before.
    if m.label.starts_with('初') || ["年初", "期初"].iter().any(|w| m.label.contains(w)) {
        return Vec::new();
    }
    let whole = |ids: &[&str]| -> Vec<MentionId> {
        (0..c)
            .rev()
            .take(BACK * 4)
            .filter(|&i| {
                let n = &facts.mentions[i];
                let named = kit::attribute(n, scheme).is_some_and(|a| ids.contains(&a));
                named
                    && facts.chapter(n) == facts.chapter(m)
                    && n.base == m.base
                    && kit::exact(n)
                    && n.cell.is_none()
            })
            .take(EACH)
            .collect()
    };
    let (sources, spent) =
        (whole(&["income", "budget.adjusted", "budget"]), whole(&["executed", "expenditure"]));
    let pair = |&a: &MentionId| spent.iter().map(move |&b| (a, b)).collect::<Vec<_>>();
    sources.iter().flat_map(pair).flat_map(|(a, b)| claims(facts, a, b, c).into_iter().take(1)).collect()
}

/// "计划12座，完成11座，剩余1座": what is left of the two counts before it.
fn remainder(facts: &Facts, c: MentionId) -> Option<Claim> {
    let m = &facts.mentions[c];
    let short = ["差", "相差", "还差", "少完成", "其余"].contains(&m.label.as_str());
    let left = short || ["剩余", "未完成", "尚余"].iter().any(|w| m.label.ends_with(w));
    let near: Vec<MentionId> =
        near(facts, c).into_iter().filter(|&i| facts.mentions[i].sentence == m.sentence).collect();
    let &[a, b, ..] = near.as_slice() else { return None };
    // 指标40个，其中定量28个、定性12个，完成37个，未完成3个: of all of them.
    let b = facts.totals_of(b).first().copied().unwrap_or(b);
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].label.contains(w));
    // 目标8个，实际7个，…，差1个: only the two.
    if short && !(says(a, &["实际", "完成"]) && says(b, &["目标", "计划", "任务"])) {
        return None;
    }
    let done = |i: MentionId| {
        ["完成", "建成", "完工", "支出", "使用"].iter().any(|w| facts.mentions[i].label.ends_with(w))
    };
    // 剩余30座在建，10座取消: the rest stands in two.
    let more = facts.mentions.get(c + 1).is_some_and(|n| n.sentence == m.sentence && n.base == m.base);
    if more && m.label.ends_with("剩余") {
        return None;
    }
    // 完成21项，超额完成2项，未完成1项: kinds of one whole.
    if !left || !(short || done(a)) || done(b) || m.kind != Kind::Count {
        return None;
    }
    claims(facts, a, b, c).into_iter().next().map(|claim| claim.stance(Stance::Stated))
}

/// Words of what is left of one figure, or by how much it differs, when another is taken away.
const LEFT: &[&str] = &[
    "缺口", "尚有", "尚欠", "尚余", "空编", "空缺", "短缺", "余下", "剩余", "结余", "结转", "未", "少", "多",
    "差", "低", "高", "超", "失", "节约", "节支", "压减", "减少", "增加", "提高", "下降", "上升",
];

/// The difference of two figures of the chapter that are called alike, wherever they stand: counted where it comes
/// out, since no word says which two are meant.
fn apart(facts: &Facts, c: MentionId) -> Option<Claim> {
    const FAR: usize = 48;
    const SHORT: usize = 3;
    let m = &facts.mentions[c];
    let words = kit::last(&m.before, 9);
    if !LEFT.iter().any(|w| words.contains(w)) {
        return None;
    }
    let short = m.term.told() < SHORT;
    let like = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let near = if short { n.sentence == m.sentence } else { facts.chapter(n) == facts.chapter(m) };
        near && family(n) == family(m) && n.kind != Kind::Point && kit::exact(n) && counted(n)
    };
    let near: Vec<MentionId> = (c.saturating_sub(FAR)..c).rev().filter(like).collect();
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let gap = value(c)?;
    let named = |a: MentionId, b: MentionId| {
        let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
        let has = |n: &Mention, list: &[&str]| list.iter().any(|w| n.before.contains(w));
        let alike = |p: &str, q: &str| kit::share(p, q, 2);
        alike(&x.label, &y.label)
            || alike(&m.label, &x.label)
            || alike(&m.label, &y.label)
            || has(x, SOURCE) && has(y, SPENT)
    };
    let pair = near.iter().enumerate().find_map(|(k, &b)| {
        let whole = |&a: &MentionId| {
            let off = crate::num::sub(value(a)?, value(b)?)?;
            (off == gap || off == -gap).then_some(())
        };
        let a = near[k + 1..].iter().copied().find(|a| whole(a).is_some() && named(*a, b))?;
        Some(if value(a) > value(b) { (a, b) } else { (b, a) })
    });
    let (a, b) = pair.filter(|&(a, b)| !is_backwards(facts, a, b, m))?;
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    let (na, nb, nc) = (kit::name(x), kit::name(y), kit::name(m));
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    let operands = vec![kit::role(&na, x), kit::role(&nb, y)];
    Some(
        Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&nc, m))
            .formula(format!("{nc} = {na} − {nb}"))
            .link(Link::Likely)
            .stance(Stance::Reading),
    )
}

/// 2021年接待费5.72万元，…2022年接待费4.46万元，比2021年增加1.26万元: `a`, the larger, is that of before.
fn is_backwards(facts: &Facts, a: MentionId, b: MentionId, change: &Mention) -> bool {
    const UP: &[&str] = &["增加", "提高", "上升"];
    const DOWN: &[&str] = &["减少", "下降", "压减"];
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let year = |i: MentionId| facts.mentions[i].year.or(report);
    let past = |i: MentionId, o: MentionId| {
        let stand = |i: MentionId| facts.mentions[i].stand == Stand::Previous;
        stand(i) && !stand(o) || year(i).zip(year(o)).is_some_and(|(x, y)| x < y)
    };
    let ends = |words: &[&str]| words.iter().any(|w| change.before.trim_end_matches('了').ends_with(w));
    ends(UP) && past(a, b) || ends(DOWN) && past(b, a)
}

/// Percentages differ by percentage points.
fn family(m: &Mention) -> &str {
    if m.kind == Kind::Point { "%" } else { m.base.as_str() }
}

fn near(facts: &Facts, c: MentionId) -> Vec<MentionId> {
    let m = &facts.mentions[c];
    (c.saturating_sub(BACK)..c)
        .rev()
        .filter(|&i| {
            let n = &facts.mentions[i];
            n.para == m.para && family(n) == family(m) && kit::exact(n) && counted(n) && n.cell.is_none()
        })
        .take(NEAR)
        .collect()
}

const REST: &[&str] = &["结余", "结转", "剩余", "节约", "未支", "未完成", "收回", "未使用", "缺口", "尚余"];
const SOURCE: &[&str] =
    &["预算", "收入", "下达", "到位", "计划", "资金", "安排", "总额", "任务", "总计", "年初"];
const SPENT: &[&str] =
    &["支出", "执行", "支付", "使用", "完成", "采购", "决算", "拨付", "中标", "成交", "审定"];
const RAISED: &[&str] = &["追加", "调增", "新增", "增加"];
const LOWERED: &[&str] = &["调减", "核减", "压减", "收回", "追减"];

/// The names of the three say that they stand in this relation: what is left of what there was, a budget and its
/// adjustment.
fn told(z: &Mention, one: &Mention, two: &Mention, sign: &str) -> bool {
    let has = |m: &Mention, words: &[&str]| words.iter().any(|w| m.before.contains(w));
    let minus = sign == "−";
    // 决算大于预算的主要原因是追加26万元: one of the reasons.
    if has(z, &["原因"]) {
        return false;
    }
    if minus && has(z, REST) {
        return has(one, SOURCE) && has(two, SPENT) && !has(one, REST);
    }
    let adjusted = ["调整后", "全年预算", "追加后", "调整预算", "调整为", "本年收入"]
        .iter()
        .any(|w| z.before.contains(w));
    if adjusted {
        return has(one, SOURCE) && has(two, if minus { LOWERED } else { RAISED });
    }
    let change = has(z, RAISED) || has(z, LOWERED);
    minus && change && has(one, &["预算", "调整"]) && has(two, &["预算", "调整"])
}

/// c = b − a, c = a − b, c = a + b; `b` stands before `a`.
fn claims(facts: &Facts, a: MentionId, b: MentionId, c: MentionId) -> Vec<Claim> {
    let (x, y, z) = (&facts.mentions[a], &facts.mentions[b], &facts.mentions[c]);
    let (na, nb, nc) = (kit::name(x), kit::name(y), kit::name(z));
    let (first, second) = if kit::value(y) >= kit::value(x) { (y, x) } else { (x, y) };
    let (n1, n2) = if kit::value(y) >= kit::value(x) { (&nb, &na) } else { (&na, &nb) };
    // Percentages differ by percentage points, and make no other sums here.
    let percent = x.kind == Kind::Percent || z.kind == Kind::Percent;
    let zero = [x, y].iter().any(|m| kit::value(m) == Some(crate::num::Rat::ZERO));
    if zero || [x, y, z].iter().any(|m| is_change(m)) {
        return Vec::new();
    }
    if percent && !(z.kind == Kind::Point && x.kind == Kind::Percent && y.kind == Kind::Percent) {
        return Vec::new();
    }
    // 任务40项，已完成35项，未完成2项: a third sort may stand behind.
    let few = z.term.printed.len() < 2;
    // 追减39万元，将上年结转的18万元并入，全年预算调整为264万元: what is put in counts, too.
    let more = facts.mentions[a.min(b)..c].iter().any(|m| m.para == z.para && m.after.starts_with("并入"));
    // 结余中财政收回20万元、调剂5万元，结转6.5万元: parts of what is left.
    let more = more || facts.mentions[a.min(b)..=c].iter().any(|m| m.gap.contains("结余中"));
    // 年末结余15万元，财政收回5万元: has another part behind.
    let more = more || is_split(&facts.mentions, c);
    let make = |expr, one: &Mention, n1: &str, two: &Mention, n2: &str, sign: &str| {
        let operands = vec![kit::role(n1, one), kit::role(n2, two)];
        Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&nc, z))
            .formula(format!("{nc} = {n1} {sign} {n2}"))
            .link(Link::Likely)
            .stance(if few || more || !told(z, one, two, sign) { Stance::Reading } else { Stance::Optional })
    };
    let minus = make(Expr::minus(Expr::Arg(0), Expr::Arg(1)), first, n1, second, n2, "−");
    // What is left is not below zero.
    let turned =
        make(Expr::minus(Expr::Arg(0), Expr::Arg(1)), second, n2, first, n1, "−").stance(Stance::Reading);
    let plus = make(Expr::sum(2), y, &nb, x, &na, "+");
    // 年初预算1350万元，调减127.46万元: what was cut is never put in.
    let cut = |m: &Mention| ["调减", "追减"].iter().any(|w| m.before.contains(w));
    let opposed = (cut(x) || cut(y)) && !cut(z) && z.before.contains("调整后");
    match () {
        () if percent => vec![minus],
        () if opposed => vec![minus, turned],
        () => vec![minus, plus, turned],
    }
}
