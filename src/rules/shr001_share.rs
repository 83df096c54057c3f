use super::{Out, families, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};
use crate::num;
use crate::scheme::Scheme;

declare_rule! {
    /// 占比应等于部分除以总体。
    ///
    /// 依据：占比 = 部分 ÷ 总体；有效位数按印出的小数位四舍五入。
    ///
    /// 重算：“a 万元，占 R%”的总体先取“其中”所属的合计，再取“占”字后点名的数，再取本句、本段在前的同类数。
    /// 并列各项之和恰为印出的某数，且多数占比以它为总体的，各项都按它算；表中有占比一列而无合计行的，总体在表前正文里找。
    ///
    /// ```不符
    /// 全年支出500.00万元，其中：基本支出320.00万元，占64.00%；项目支出180.00万元，占38.00%。
    /// ```
    /// ```相符
    /// 全年支出500.00万元，其中：基本支出320.00万元，占64.00%；项目支出180.00万元，占36.00%。
    /// ```
    ///
    /// 不报的情形：总体没有印出（只在改一位数字就能相符时提醒）；含“约”“以上”的数。
    ///
    /// 怎么改：按总体重算；同时看各占比之和是否为 100%。
    SHR001, "share-mismatch", "占比不符", Error
}

/// Most totals that are tried, and how far back.
const TRIED: usize = 6;
/// Characters of a part's name that its label must hold.
const NAMED: usize = 4;
const BACK: usize = 16;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let settled = families::families(facts, out);
    for share in 1..facts.mentions.len() {
        let m = &facts.mentions[share];
        // 东湖区数量最多，占33.33%: of a figure that no name tells.
        let past = ["上年", "去年", "由"].iter().any(|w| m.before.contains(w))
            || ["最多", "最大", "最高", "最少", "居首"].iter().any(|w| m.gap.contains(w));
        if m.kind != Kind::Percent || m.cell.is_some() || !kit::exact(m) || past || settled.contains(&share) {
            continue;
        }
        out.claims.extend(of_budget(facts, scheme, share));
        // 四类占比之和为100.0%: of no figure.
        let summed =
            ["占比之和", "占比合计", "比重之和", "比例之和", "占比相加"].iter().any(|w| m.gap.contains(w));
        if !m.gap.contains('占') || summed {
            continue;
        }
        let next = facts.mentions.get(share + 1);
        let parallel =
            next.is_some_and(|n| n.kind == Kind::Percent && ["、", "和", "及", "，"].contains(&n.gap.trim()));
        if m.gap.contains("分别") || parallel {
            paired(facts, scheme, share, out);
        } else {
            // What stands in brackets before the share is inside its part.
            let outside =
                (share.saturating_sub(BACK)..share).rev().find(|&i| facts.mentions[i].depth <= m.depth);
            // 人员支出中工资占65%: of a part that has no figure.
            if is_inner(&m.gap) {
                continue;
            }
            let part = named_part(facts, share).or(outside).unwrap_or(share - 1);
            if is_called_otherwise(facts, part, share) {
                continue;
            }
            // 甲占总支出的38.17%，乙占15.60%: of the same.
            let before = &facts.mentions[share - 1];
            let on =
                before.kind == Kind::Percent && before.gap.contains('占') && before.sentence == m.sentence;
            let named = named_total(&m.gap);
            let named = if named.is_empty() && on && !clause(&m.gap).is_empty() {
                named_total(&before.gap)
            } else {
                named
            };
            let named = if named.is_empty() { told_before(facts, share) } else { named };
            let made = claim(facts, scheme, part, share, named);
            let follows = on && made.as_ref().is_some_and(|c| follows(facts, c, part, share));
            let follows = follows || part + 1 == share && is_of_list(facts, part, share);
            out.claims.extend(made.map(|c| if follows { c.formal() } else { c }));
        }
    }
}

/// 甲a，占收入总预算的R；乙b，占S: of the same.
fn told_before(facts: &Facts, share: MentionId) -> &str {
    const NEAR: usize = 4;
    let m = &facts.mentions[share];
    let told = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == Kind::Percent && n.sentence == m.sentence && n.gap.contains('占') && n.depth == m.depth
    };
    let last = (share.saturating_sub(NEAR)..share).rev().find(told);
    last.map_or("", |i| named_total(&facts.mentions[i].gap))
}

/// 县级资金占总额的12.05%，中央资金占58.22%: the part is called by its name, and the share before it is of the same whole.
fn follows(facts: &Facts, c: &Claim, part: MentionId, share: MentionId) -> bool {
    let word = clause(&facts.mentions[share].gap);
    let called = word.chars().count() >= NAMED && facts.mentions[part].label == word;
    let whole = c.operands[1].candidates.first().and_then(|t| t.figure);
    let near = || share.saturating_sub(BACK)..share - 1;
    let whole =
        near().find(|&i| facts.mentions[i].term.figure == whole).filter(|_| called && whole.is_some());
    let before = &facts.mentions[share - 1];
    whole
        .is_some_and(|w| near().any(|i| i != w && kit::makes(&facts.mentions[i], &facts.mentions[w], before)))
}

/// 其中：甲a，占R；乙b，占S: another part of the list has its share of the same total.
fn is_of_list(facts: &Facts, part: MentionId, share: MentionId) -> bool {
    const TOLD: usize = 3;
    let Some(&total) = facts.totals_of(part).first() else { return false };
    let named = named_total(&facts.mentions[share].gap);
    let t = &facts.mentions[total];
    let called = named.is_empty() || t.label.ends_with(named);
    let held = |p: MentionId| {
        facts.mentions.get(p + 1).is_some_and(|r| {
            let own = r.kind == Kind::Percent && r.gap.contains('占') && r.term.told() >= TOLD;
            own && kit::makes(&facts.mentions[p], t, r)
        })
    };
    called && siblings(facts, total, part).any(held)
}

/// "支出数为年初预算的R%": what was spent against the figure that is called by name.
fn of_budget(facts: &Facts, scheme: &Scheme, share: MentionId) -> Option<Claim> {
    let clause = facts.mentions[share].before.strip_suffix('的')?;
    let (what, named) = clause.rsplit_once(['为', '到'])?;
    let spent = ["支出", "执行", "决算"].iter().any(|w| what.contains(w)) && named.chars().count() >= NAMED;
    let found = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == Kind::Amount
            && matches!(kit::attribute(n, scheme), Some("executed" | "expenditure"))
            && kit::exact(n)
    };
    let part = (share.saturating_sub(BACK)..share).rev().find(found).filter(|_| spent)?;
    claim(facts, scheme, part, share, named)
}

/// What stands before 占 names a part of something: 甲中乙占.
fn is_inner(gap: &str) -> bool {
    let clause = clause(gap);
    clause.char_indices().any(|(at, c)| c == '中' && at > 0 && at + c.len_utf8() < clause.len())
}

/// The clause before 占.
fn clause(gap: &str) -> &str {
    gap.rsplit('占').nth(1).unwrap_or("").rsplit(['，', '。', '；', '、']).next().unwrap_or("").trim()
}

/// "道路建设支出占项目支出的R%": the part is called by name, or is that of the share right before.
fn named_part(facts: &Facts, share: MentionId) -> Option<MentionId> {
    let m = &facts.mentions[share];
    let word = clause(&m.gap);
    let chars: Vec<char> = word.chars().collect();
    if chars.len() >= NAMED {
        let near = |i: &MentionId| {
            let n = &facts.mentions[*i];
            let run = |w: &[char]| n.label.contains(&w.iter().collect::<String>());
            n.kind != Kind::Percent
                && facts.chapter(n) == facts.chapter(m)
                && n.cell.is_none()
                && chars.windows(NAMED).any(run)
        };
        return (share.saturating_sub(BACK)..share).rev().find(near);
    }
    // 支出占收入的: what is called so by its last word, not the figure right before.
    let ends = |i: MentionId| facts.mentions[i].label.ends_with(word);
    if chars.len() >= 2 && !ends(share - 1) {
        let near = |i: &MentionId| {
            let n = &facts.mentions[*i];
            ends(*i) && n.para == m.para && n.kind != Kind::Percent && n.cell.is_none()
        };
        return (share.saturating_sub(BACK)..share).rev().find(near);
    }
    let before = &facts.mentions[share - 1];
    let follows = before.kind == Kind::Percent && before.gap.contains('占') && before.sentence == m.sentence;
    follows
        .then(|| if share >= 2 { named_part(facts, share - 1).or(Some(share - 2)) } else { None })
        .flatten()
}

/// 中央384元、…县级64元。中央补助占60%: the figure before the share is of another than the one that is named.
fn is_called_otherwise(facts: &Facts, part: MentionId, share: MentionId) -> bool {
    let (m, p) = (&facts.mentions[share], &facts.mentions[part]);
    let word: Vec<char> = clause(&m.gap).chars().collect();
    let apart = p.sentence < m.sentence && part + 1 == share;
    let two = |w: &[char]| p.label.contains(&w.iter().collect::<String>());
    // （…保基本民生支出52409万元）。民生支出占85%: of more than the last of what the bracket tells.
    let name: String = word.iter().collect();
    let inner = p.depth > m.depth && p.sentence < m.sentence && p.label != name && word.len() >= NAMED;
    inner || apart && word.len() >= NAMED && !p.label.is_empty() && !word.windows(2).any(two)
}

/// "甲a、乙b，分别占总额的R和S": values and shares in the same order.
fn paired(facts: &Facts, scheme: &Scheme, first: MentionId, out: &mut Out) {
    let base = &facts.mentions[first];
    let more = facts.mentions[first + 1..].iter().take_while(|m| {
        m.kind == Kind::Percent && m.sentence == base.sentence && m.gap.trim().chars().count() <= 1
    });
    let n = 1 + more.count();
    let Some(from) = first.checked_sub(n) else { return };
    let alike = facts.mentions[from..first]
        .iter()
        .all(|m| m.base == facts.mentions[from].base && m.para == base.para);
    if n >= 2 && alike {
        for k in 0..n {
            out.claims.extend(claim(facts, scheme, from + k, first + k, named_total(&base.gap)));
        }
    }
}

fn claim(facts: &Facts, scheme: &Scheme, part: MentionId, share: MentionId, named: &str) -> Option<Claim> {
    let r = &facts.mentions[share];
    let p = &facts.mentions[part];
    let counted = matches!(p.kind, Kind::Amount | Kind::Count | Kind::Measure);
    if !counted || facts.chapter(p) != facts.chapter(r) || !kit::exact(p) || p.cell.is_some() {
        return None;
    }
    let (mut totals, sure) = totals(facts, scheme, part, named);
    // 占有效问卷: and not of all that came back.
    let valid = |t: &MentionId| facts.mentions[*t].label.contains("有效");
    if named.contains("有效") && totals.iter().any(valid) {
        totals.retain(valid);
    }
    // “三公”经费…全年支出19.36万元 is not the whole of 1348.51万元.
    let large = |t: &MentionId| kit::value(&facts.mentions[*t]) >= kit::value(p);
    let under = kit::value(r) <= Some(num::Rat::from_integer(100)) && !totals.iter().all(large);
    // 合同金额2619.50万元，占284.75万元的91.99%: all the digits are there.
    let shifted = |t: &MentionId| {
        let q = || num::div(kit::value(p)?, kit::value(&facts.mentions[*t])?);
        let ties = |power: i32| {
            let share = num::mul(q()?, num::scale10(2 - power)?)?;
            Some(num::half_up(share, r.term.places) == kit::value(r))
        };
        [1, 2, 4].into_iter().any(|power| ties(power) == Some(true))
    };
    let under = under && !totals.first().is_some_and(shifted);
    let sure = sure && (!under || totals.first().is_some_and(large));
    if under && totals.iter().any(large) {
        totals.retain(large);
    }
    let &first = totals.first()?;
    let (a, b) = (kit::name(p), kit::name(&facts.mentions[first]));
    let operands = vec![kit::role(&a, p), kit::roles(&b, facts, &totals)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let inverse = Slip {
        expr: Expr::percent(Expr::Arg(1), Expr::Arg(0)),
        explanation: format!("把分子分母颠倒了（以{b}÷{a}则得印出的值）"),
    };
    // 第一批1200万元，占60%；第二批600万元，占30%；累计拨付1800万元: what is told behind need not be the whole.
    let behind =
        first > share && !(named.chars().count() >= 2 && facts.mentions[first].label.ends_with(named));
    let sure = sure && !behind;
    // 占一般公共预算支出的: another figure than the one that is named is no total.
    let stance = match named.chars().count() {
        // 占该项预算的: of a figure that is not printed here.
        _ if named.contains(['该', '其']) => Stance::Reading,
        _ if sure => Stance::Stated,
        _ if is_plan(named) => Stance::Reading,
        NAMED.. => Stance::Reading,
        _ => Stance::Optional,
    };
    let link = match stance {
        _ if sure => Link::Certain,
        Stance::Reading => Link::Guess,
        _ => Link::Likely,
    };
    let mut claim = Claim::new("SHR001", expr, Relation::Rounds, operands, kit::role(&format!("{a}占比"), r));
    let mut others = other_wholes(facts, scheme, part, &totals);
    // Where no name tells the whole, the one that gives the print is it.
    let taken = taken_for_whole(facts, part, share).filter(|_| named.chars().count() >= NAMED - 1);
    others
        .extend(taken.filter(|i| !others.contains(i) && !totals.contains(i)).into_iter().collect::<Vec<_>>());
    if is_whole_of_all(named) {
        // 占总数的: of which total is not said.
        claim.operands[1].candidates.extend(others.iter().map(|&i| facts.mentions[i].term.clone()));
    } else {
        claim = others.into_iter().fold(claim, |c, o| or_of(facts, c, o));
    }
    let claim = claim.formula(format!("{a}占比 = {a} ÷ {b}")).link(link).stance(stance);
    // 基本支出a，项目支出b，项目支出占45.99%: called by its name, and the share is that of another.
    let word = clause(&r.gap);
    let called = word.chars().count() >= NAMED && p.label.ends_with(word);
    let others = siblings(facts, first, part).filter(|_| called);
    let mut claim = others.fold(claim, |c, s| or_part(facts, c, s));
    claim.slips.push(inverse);
    // 合同金额2619.50万元，占284.75万元的91.99%: a point in the wrong place.
    if sure {
        claim.slips.extend(kit::misplaced(&claim.expr));
    }
    // 占政府采购支出总额的: called by all of its name, and no other has it.
    let exact = sure && is_summed(&facts.mentions[first], named) && share - part <= 3;
    if exact {
        claim = claim.formal();
    }
    Some(claim.group(kit::rate_group(share)))
}

/// 政府采购支出总额, which 占采购支出总额的 names.
fn is_summed(m: &Mention, named: &str) -> bool {
    let bare = SUMS.iter().find_map(|s| m.label.strip_suffix(s));
    named.chars().count() >= NAMED && bare.is_some_and(|b| b.ends_with(named))
}

/// 实际到位 for 占到位资金的: money by what became of all of it.
fn is_moved(label: &str, named: &str) -> bool {
    const MOVED: &[&str] = &["到位", "下达", "拨入", "投入", "筹措"];
    const ALL: &[&str] =
        &["", "实际", "资金", "项目资金", "累计", "共", "总", "各级资金", "财政资金", "资金实际", "全部"];
    let verb =
        named.strip_suffix("资金").or_else(|| named.strip_suffix("总额")).filter(|v| MOVED.contains(v));
    let label = label.strip_suffix("资金").unwrap_or(label);
    verb.is_some_and(|v| label.strip_suffix(v).is_some_and(|head| ALL.contains(&head)))
}

/// The name with words between its halves: 下达衔接资金 for 下达资金.
fn is_spaced(label: &str, named: &str) -> bool {
    let chars: Vec<char> = named.chars().collect();
    let (head, tail) = chars.split_at(chars.len() / 2);
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    !label.ends_with(named) && label.strip_suffix(tail.as_str()).is_some_and(|rest| rest.contains(&head))
}

/// The same claim, with another whole whose share would be the printed one.
pub(super) fn or_of(facts: &Facts, mut claim: Claim, other: MentionId) -> Claim {
    let name = kit::name(&facts.mentions[other]);
    let explanation = format!("以{name}为总体则得印出的值");
    claim
        .slips
        .push(Slip { expr: Expr::percent(Expr::Arg(0), Expr::Arg(claim.operands.len())), explanation });
    claim.operands.push(kit::role(&name, &facts.mentions[other]));
    claim
}

/// 基本支出预算a，执行b: b goes by the name of a.
fn goes_by(facts: &Facts, total: MentionId, named: &str) -> bool {
    let m = &facts.mentions[total];
    let bare = ["执行", "执行数", "支出", "决算"].contains(&m.label.as_str());
    let before = total.checked_sub(1).filter(|_| bare && named.chars().count() >= NAMED);
    before.map(|b| &facts.mentions[b]).is_some_and(|b| b.sentence == m.sentence && b.label.starts_with(named))
}

/// The other parts of the list that divides the total.
fn siblings(facts: &Facts, total: MentionId, part: MentionId) -> impl Iterator<Item = MentionId> {
    let parts = facts.parts_of(total).filter(|p| p.contains(&part)).unwrap_or_default();
    parts.iter().copied().filter(move |&p| p != part).take(FEW)
}

/// The same claim, with another part whose share is the printed one.
fn or_part(facts: &Facts, mut claim: Claim, other: MentionId) -> Claim {
    let name = kit::name(&facts.mentions[other]);
    let explanation = format!("印出的是{name}的占比");
    claim
        .slips
        .push(Slip { expr: Expr::percent(Expr::Arg(claim.operands.len()), Expr::Arg(1)), explanation });
    claim.operands.push(kit::role(&name, &facts.mentions[other]));
    claim
}

/// 占总数的, 占总额的.
fn is_whole_of_all(named: &str) -> bool {
    matches!(named, "总" | "总数" | "总额" | "总量" | "全部" | "总金额" | "资金总额" | "总资金" | "总资金量")
}

/// 占调整预算的, 占任务数的: what was planned is no whole.
fn is_plan(name: &str) -> bool {
    let name = name.trim_end_matches(['数', '额', '值', '的']);
    ["预算", "任务", "计划", "目标"].iter().any(|w| name.ends_with(w))
}

/// Whether a total may be what 占… names: 占全部支出的 of 本年支出, but not 占调整预算的 or 占任务数的.
fn is_called_so(label: &str, named: &str) -> bool {
    const WHOLE: &[char] = &['总', '全', '部', '年', '本', '当', '整', '体', '个', '其', '该', '所', '有'];
    let core: Vec<char> = named.trim_start_matches(WHOLE).chars().collect();
    let planned = is_plan(named) && !is_plan(label);
    let shared = core.windows(2).any(|w| label.contains(&w.iter().collect::<String>()));
    !planned
        && (core.len() < 2 || shared || matches!(core.as_slice(), ['数' | '量' | '额' | '计' | '和', ..]))
}

/// Words behind the name of a total that say no more than that it is one.
const SUMS: &[&str] = &["合计", "总计", "总额", "完成", "实现", "合同金额", "合同额"];
/// Wholes that a wrong share is tried with.
pub(super) const FEW: usize = 4;

/// Budgets, incomes and spendings that the share may have been taken of by mistake.
fn other_wholes(facts: &Facts, scheme: &Scheme, part: MentionId, totals: &[MentionId]) -> Vec<MentionId> {
    let p = &facts.mentions[part];
    let is = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let fact = kit::attribute(m, scheme)
            .is_some_and(|a| a.starts_with("budget") || matches!(a, "income" | "expenditure" | "executed"));
        fact && m.base == p.base
            && kit::exact(m)
            && m.cell.is_none()
            && !totals.contains(i)
            && kit::value(m) > kit::value(p)
    };
    (part.saturating_sub(BACK * 4)..part).rev().filter(is).take(FEW).collect()
}

/// A figure of the report whose share the printed one would be, to four digits.
fn taken_for_whole(facts: &Facts, part: MentionId, share: MentionId) -> Option<MentionId> {
    const TOLD: usize = 4;
    let (p, r) = (&facts.mentions[part], &facts.mentions[share]);
    let whole = |i: &MentionId| {
        let m = &facts.mentions[*i];
        *i != part && m.base == p.base && m.kind == p.kind && kit::exact(m) && kit::makes(p, m, r)
    };
    let near = (part.saturating_sub(BACK * 5)..share).rev();
    Some(near).filter(|_| r.term.told() >= TOLD)?.find(whole)
}

/// 总支出, 全年支出, 支出合计.
fn is_whole(named: &str) -> bool {
    let core = named.trim_start_matches(['总', '全', '年', '本', '当', '度', '部']);
    ["支出", "收入", "支出合计", "支出总额", "支出总计", "收入合计", "收入总额", "收入总计"].contains(&core)
}

/// 占总支出的 → 总支出.
fn named_total(gap: &str) -> &str {
    let tail = gap.rsplit('占').next().unwrap_or("");
    let name = tail.split(['的', '比', '，', '为', '达']).next().unwrap_or("").trim();
    // 占资金总额的: 资金 by itself is no name.
    let bare = SUMS.iter().find_map(|w| name.strip_suffix(w)).filter(|n| n.chars().count() > 2);
    bare.unwrap_or(name)
}

/// 年初批复预算a。…占年初预算的R%: called by another name of the first budget, and the only one.
fn first_budget(facts: &Facts, scheme: &Scheme, part: MentionId, named: &str) -> Option<MentionId> {
    let p = &facts.mentions[part];
    let first = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let budget = kit::attribute(m, scheme) == Some("budget.initial") || m.label.contains("年初");
        budget && m.label.contains("预算") && m.para == p.para && m.base == p.base && kit::exact(m)
    };
    let mut found = (part.saturating_sub(BACK)..part).rev().filter(first);
    found.next().filter(|_| named.starts_with("年初预算") && found.next().is_none())
}

/// Totals to try, and whether the first is stated by structure or by name.
fn totals(facts: &Facts, scheme: &Scheme, part: MentionId, named: &str) -> (Vec<MentionId>, bool) {
    let p = &facts.mentions[part];
    let named = if named == "采购总额" { "政府采购" } else { named };
    let at = facts.surveys.partition_point(|s| s.answers.last().is_some_and(|a| a.1 < part));
    let survey = facts.surveys.get(at).filter(|s| s.answers.iter().any(|a| a.1 == part));
    if let Some(s) = survey.filter(|_| named.is_empty()) {
        return (vec![s.whole], true);
    }
    // 2021年支出a，… 占总支出的: of this year's.
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let earlier = |m: &Mention| m.year.is_some_and(|y| report.is_some_and(|r| y < r)) && p.year != m.year;
    let like = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let last = earlier(m)
            || m.stand == Stand::Previous && p.stand != Stand::Previous
            || ["比上年", "较上年", "上年"].iter().any(|w| m.label.contains(w)) && !p.label.contains("上年");
        m.base == p.base && kit::exact(m) && m.cell.is_none() && kit::value(m) >= kit::value(p) && !last
    };
    let mut found: Vec<MentionId> = Vec::new();
    let back: Vec<MentionId> = (part.saturating_sub(BACK)..part).rev().filter(like).collect();
    // 一般预算收入9.4亿元，其中税收8.3亿元，占一般公共预算收入的: the total of its own sentence by nearly its name.
    let plain = |label: &str| label.replace("公共", "");
    let own = facts.totals_of(part).iter().copied().find(|&t| {
        let m = &facts.mentions[t];
        let label = plain(m.label.trim_end_matches("完成").trim_end_matches("累计"));
        let alike = named.chars().count() >= NAMED && label.ends_with(&plain(named));
        like(&t) && alike && m.sentence + 1 >= p.sentence && m.para == p.para
    });
    found.extend(own);
    // 受访的360名居民中，60岁以上老年人225人，占: of those among whom they are.
    let people = |u: &str| ["人", "名", "位"].contains(&u);
    let unit = |m: &Mention| m.base == p.base || people(&m.term.unit) && people(&p.term.unit);
    let near = (part.saturating_sub(FEW)..part).rev().find(|&i| unit(&facts.mentions[i]));
    let among = near.filter(|&w| {
        let m = &facts.mentions[w];
        let head = m.rest.split(['，', ',']).next().unwrap_or_default();
        let here = m.sentence == p.sentence && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level;
        let led = head.ends_with('中') && head.chars().count() <= BACK;
        let led = led && !facts.mentions[w + 1..part].iter().any(|n| n.kind == Kind::Percent);
        named.is_empty() && here && led && kit::value(m) >= kit::value(p)
    });
    if let Some(w) = among {
        return (vec![w], true);
    }
    // 共抽查80家，查出问题的12家，占抽查总数的: the only figure before it that has the name of what is summed.
    let stem = ["总数", "总量", "总额"]
        .iter()
        .find_map(|w| named.strip_suffix(w))
        .filter(|s| s.chars().count() >= 2);
    let summed = stem.and_then(|stem| {
        let says = |i: &MentionId| {
            let m = &facts.mentions[*i];
            m.para == p.para
                && m.base == p.base
                && kit::exact(m)
                && (m.label.contains(stem) || m.after.starts_with(stem))
        };
        let mut found = (part.saturating_sub(BACK)..part).rev().filter(says);
        found.next().filter(|_| found.next().is_none())
    });
    if let Some(w) = summed {
        return (vec![w], true);
    }
    if !named.is_empty() && own.is_none() {
        // A long name is looked for all through the report.
        let far = named.chars().count() >= NAMED;
        let from = part.saturating_sub(if far { BACK * 8 } else { BACK });
        let is = |i: &MentionId| {
            let m = &facts.mentions[*i];
            let unit = m.base == p.base && kit::exact(m) && m.cell.is_none();
            // 支出总额比上年的2765万元增加 is that of last year.
            let unit = unit && (!m.label.contains("上年") || p.label.contains("上年")) && !earlier(m);
            let unit = unit && (m.stand != Stand::Previous || p.stand == m.stand);
            let short = named.trim_start_matches(['全', '年', '本']);
            // 政府采购支出总额 for 占政府采购支出总额的, whose last word is cut off.
            let label = SUMS.iter().find_map(|s| m.label.strip_suffix(s)).unwrap_or(&m.label);
            let ends =
                |w: &str| label.strip_suffix(w).is_some_and(|head| !head.ends_with(['和', '及', '与', '、']));
            // 政府采购支出总额 is 采购总额, too.
            let bought = named == "政府采购" && label == "政府采购支出";
            let called =
                bought || ends(named) || is_moved(label, named) || (m.section == p.section && ends(short));
            unit && (far || m.section == p.section) && called
        };
        // 慢性病防控项目支出 is called 项目支出, too.
        let exactly = |i: &MentionId| facts.mentions[*i].label == named && is(i) && like(i);
        // 县级财政收入完成, less than the part, is not the whole that 占财政收入的 names.
        let whole = |i: &MentionId| {
            let label = facts.mentions[*i].label.as_str();
            is(i) && (label.ends_with(named) || label.starts_with(named) || like(i))
        };
        found.extend((from..part).rev().find(exactly).or_else(|| (from..part).rev().find(whole)));
        found.extend(found.is_empty().then(|| first_budget(facts, scheme, part, named)).flatten());
        if found.is_empty() && far {
            found.extend(facts.index.called(&facts.mentions, named, part).filter(|i| *i < part).find(is));
        }
        // 占下达资金的 of 下达衔接资金.
        if found.is_empty() && far {
            let spaced = |i: &MentionId| is_spaced(&facts.mentions[*i].label, named) && like(i);
            found.extend((from..part).rev().find(spaced));
        }
        // 占总支出的 of 全年支出: what is called by another name for the whole.
        if found.is_empty() && is_whole(named) {
            let whole = |i: &MentionId| {
                let m = &facts.mentions[*i];
                let fact = kit::attribute(m, scheme).is_some_and(|a| {
                    if named.contains("收入") {
                        a == "income"
                    } else {
                        matches!(a, "executed" | "expenditure")
                    }
                });
                fact && m.scope.is_none() && like(i) && facts.chapter(m) == facts.chapter(p)
            };
            let own = |i: &MentionId| facts.mentions[*i].general && whole(i);
            // 全县累计支出, and not 实际支付 of the item beside it.
            let said = |i: &MentionId| facts.mentions[*i].label.ends_with("累计支出") && whole(i);
            found.extend((from..part).rev().find(said).or_else(|| (from..part).rev().find(own)));
        }
    }
    let called = !found.is_empty();
    let structural: Vec<MentionId> = facts.totals_of(part).iter().copied().filter(like).collect();
    // 占转移支付的 beside 税收返还和转移支付: the total is only a part of what the list is of.
    let wider = |i: &MentionId| !named.is_empty() && facts.mentions[*i].label.contains(named);
    let of_it = |i: &MentionId| is_called_so(&facts.mentions[*i].label, named);
    let told = structural.first().is_some_and(|i| goes_by(facts, *i, named));
    let sure = called || told || (structural.first().is_some_and(of_it) && !structural.iter().any(wider));
    // A long name leaves no other: 占一般公共预算支出的.
    let near = |i: &&MentionId| facts.mentions[**i].para == p.para;
    let summed = |i: &MentionId| is_summed(&facts.mentions[*i], named);
    if !called || named.chars().count() <= NAMED && !found.first().is_some_and(summed) {
        // 占采购额的 is of what was bought, and not of 采购预算.
        let planned = |i: &MentionId| {
            let label = facts.mentions[*i].label.as_str();
            named.chars().count() > 1 && !is_plan(named) && label.ends_with("预算") && !label.contains(named)
        };
        let near = back.iter().copied().filter(|i| near(&i));
        found.extend(structural.into_iter().chain(near).filter(|i| !planned(i)));
    }
    let mut unique: Vec<MentionId> = Vec::new();
    found.into_iter().for_each(|i| {
        if !unique.contains(&i) {
            unique.push(i);
        }
    });
    unique.truncate(TRIED);
    (unique, sure)
}
