use super::wholes::{is_digit_off, is_plan, is_summed, is_whole_of_all, named_total, totals};
use super::{Out, families, kit};
use crate::facts::{Facts, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};
use crate::num;
use crate::scheme::Scheme;

declare_rule! {
    /// 占比应等于部分除以总体。
    ///
    /// 依据：占比 = 部分 ÷ 总体；有效位数按印出的小数位四舍五入。
    ///
    /// 重算：“a 万元，占 R%”的总体先取“其中”所属的合计，再取“占”字后点名的数，再取本句、本段在前的同类数；表中“占比”一列以合计行为总体。
    /// 并列各项之和恰为印出的某数，且多数占比以它为总体的，各项都按它算；表中有占比一列而无合计行的，总体在表前正文里找。
    /// “受访的360名居民中，老年人225人，占…”的总体是“中”字前的数；并列两项占比互换的，直接指出。
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

/// Characters of a part's name that its label must hold.
pub(super) const NAMED: usize = 4;
/// Figures before a share that are looked at.
pub(super) const BACK: usize = 16;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let settled = families::families(facts, out);
    for share in 1..facts.mentions.len() {
        let m = &facts.mentions[share];
        // 东湖区数量最多，占33.33%: of a figure that no name tells.
        let past = ["上年", "去年", "由"].iter().any(|w| m.before.contains(w))
            || moves_from(&m.gap)
            || ["最多", "最大", "最高", "最少", "居首"].iter().any(|w| m.gap.contains(w));
        if m.kind != Kind::Percent || m.cell.is_some() || !kit::exact(m) || past || settled.contains(&share) {
            continue;
        }
        out.claims.extend(of_budget(facts, scheme, share));
        // 四类占比之和为100.0%, 两类合计占85%: of no figure.
        let summed = is_of_several(&m.gap);
        // 前者占66.67%，后者占33.33%: of both.
        let either = ["前者", "后者"].iter().any(|w| m.gap.contains(w));
        if !m.gap.contains('占') || summed || either {
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
            let part = of_unit(facts, part, named);
            let made = claim(facts, scheme, part, share, named);
            // 占民生支出的30%，占一般公共预算支出的22.5%; 负债构成中，应付账款600万元: of a figure that is not printed.
            let whole =
                made.as_ref().and_then(|c| c.operands.get(1)).map(|o| o.name.clone()).unwrap_or_default();
            let other =
                on && named.chars().count() > 3 && !whole.ends_with(named) && !named.ends_with(&whole);
            let made = made.filter(|_| !other && !is_of_another_structure(&facts.mentions[part].gap, &whole));
            let follows = on && made.as_ref().is_some_and(|c| follows(facts, c, part, share));
            let listed = part + 1 == share && is_of_list(facts, part, share);
            let made = made.map(|c| if listed { of_first(facts, c, part) } else { c });
            out.claims.extend(made.map(|c| if follows || listed { c.formal() } else { c }));
        }
    }
}

/// 负债构成中 and a total that is called 净资产.
fn is_of_another_structure(gap: &str, whole: &str) -> bool {
    let head = ["构成中", "结构中"].iter().find_map(|w| gap.rsplit_once(w)).map(|h| h.0);
    let stem = head.map(|h| kit::last(h.rsplit(['，', '。', '；']).next().unwrap_or(h), 2));
    stem.is_some_and(|s| s.chars().count() == 2 && !whole.contains(s))
}

/// 占比由2022年的61.37%上升到63.95%: the first is of another year.
fn moves_from(gap: &str) -> bool {
    let clause = gap.rsplit(['，', ',', '。', '；', '：']).next().unwrap_or(gap);
    clause.split_once(['由', '从']).is_some_and(|(_, rest)| rest.contains('年'))
}

/// 脱贫户824户3215人，脱贫户占受益户的27.84%: of the two side by side that which counts what the total is called by.
fn of_unit(facts: &Facts, part: MentionId, named: &str) -> MentionId {
    let unit = |i: MentionId| facts.mentions[i].term.unit.as_str();
    let beside = part.checked_sub(1).filter(|_| facts.mentions[part].gap.trim().is_empty());
    let counts = |i: &MentionId| unit(*i).chars().count() == 1 && named.ends_with(unit(*i));
    beside.filter(counts).filter(|_| !counts(&part)).unwrap_or(part)
}

/// 4个乡镇31个村。抽取12个村，占项目村总数的38.71%: all three are called by one noun.
fn counts_alike(named: &str, part: &Mention, total: &Mention) -> bool {
    let noun: String = part.after.chars().take_while(kit::han).take(3).collect();
    let name = ["总数", "总量", "数量", "数"].iter().find_map(|w| named.strip_suffix(w)).unwrap_or(named);
    let near = part.sentence.abs_diff(total.sentence) <= 1;
    !noun.is_empty() && near && name.ends_with(&noun) && total.after.starts_with(&noun)
}

/// 职工51人，其中50岁以上的32人: the age stands between the two.
fn is_of_an_age(facts: &Facts, part: MentionId, total: Option<&MentionId>) -> bool {
    let Some(whole) = part.checked_sub(2).filter(|w| Some(w) == total) else { return false };
    let [w, age, p] = [whole, part - 1, part].map(|i| &facts.mentions[i]);
    age.base == "岁" && age.gap.contains("其中") && w.sentence == p.sentence && p.sep == Sep::None
}

/// A share of several things together: 占比之和, 两类合计占, 上述两项占.
fn is_of_several(gap: &str) -> bool {
    const SUMS: &[&str] = &["占比之和", "占比合计", "比重之和", "比例之和", "占比相加"];
    let head = gap.rsplit_once('占').map_or("", |h| h.0);
    let joint = ["合计", "共", "共计"]
        .iter()
        .any(|w| head.strip_suffix(w).is_some_and(|h| h.ends_with(['类', '项', '者', '，'])));
    let pointed = || {
        let (number, kind) = (head.chars().rev().nth(1), head.ends_with(['类', '项', '者']));
        let counted = number.is_some_and(|c| "两二三四五".contains(c));
        kind && counted && ["上述", "以上", "前述"].iter().any(|w| kit::last(head, 4).starts_with(w))
    };
    SUMS.iter().any(|w| gap.contains(w)) || joint || pointed()
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
    // 拨款3268.45万元（公共预算…、基金…），占87.4%: the share behind the bracket.
    let held = |p: MentionId| {
        let depth = facts.mentions[p].depth;
        let r = facts.mentions[p + 1..].iter().find(|r| r.depth <= depth)?;
        let digits = r.term.printed.chars().filter(char::is_ascii_digit).count();
        let own = r.kind == Kind::Percent && r.gap.contains('占') && digits >= TOLD;
        (own && kit::makes(&facts.mentions[p], t, r)).then_some(())
    };
    called && siblings(facts, total, part).any(|p| held(p).is_some())
}

/// Of the total of the list, which the shares of the other parts are of, and of no other figure.
fn of_first(facts: &Facts, mut claim: Claim, part: MentionId) -> Claim {
    let total = facts.totals_of(part).first().and_then(|&t| facts.mentions[t].term.figure);
    let wholes = &mut claim.operands[1].candidates;
    if wholes.first().is_some_and(|w| w.figure == total) {
        wholes.truncate(1);
    }
    claim
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
    let words = gap.rsplit('占').nth(1).unwrap_or("");
    // 上级资金（中央、省、州）占.
    let words = words.strip_suffix('）').and_then(|w| w.rsplit_once('（')).map_or(words, |w| w.0);
    words.rsplit(['，', '。', '；', '、']).next().unwrap_or("").trim()
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
    // 支出占收入的: what is called so by its last word, not the figure right before; 环境类 of 环境30件.
    let word = word.strip_suffix('类').filter(|w| w.chars().count() >= 2).unwrap_or(word);
    // 税收占比 of 税收收入108000万元.
    let ends = |i: MentionId| {
        let label = facts.mentions[i].label.as_str();
        label.ends_with(word) || chars.len() == 2 && label == format!("{word}收入")
    };
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
    // 县级财政235.60万元，上级资金占84.14%: a thing that has no figure.
    let own = part + 1 == share && m.gap.starts_with('，') && m.gap.contains(&format!("，{name}"));
    let pointed = ["该", "此", "其", "本", "上", "以", "这", "两", "三"].iter().any(|w| name.starts_with(w));
    let pointed = pointed && !name.starts_with("上级");
    let beside = own && !pointed && name.ends_with("资金");
    inner || (apart || beside) && word.len() >= NAMED && !p.label.is_empty() && !word.windows(2).any(two)
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
    let by_digit = |t: &MentionId| is_digit_off(p, &facts.mentions[*t], r);
    let under = under && !totals.first().is_some_and(|t| shifted(t) || by_digit(t));
    let sure = sure || is_of_an_age(facts, part, totals.first());
    let sure = sure && (!under || totals.first().is_some_and(large));
    if under && totals.iter().any(large) {
        totals.retain(large);
    }
    // 公务接待费2万元、公车运行费10万元，…合计20万元，公务接待费占10%: of what stands between.
    let between = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.base == p.base && m.sentence == r.sentence && kit::makes(p, m, r) && kit::value(m) > kit::value(p)
    };
    let between = (part + 1..share).filter(|_| named.is_empty()).filter(between);
    totals.extend(between.filter(|i| !totals.contains(i)).collect::<Vec<_>>());
    // 授予中小企业600万元，占支出总额的80%；其中：授予小微企业450万元，占75%: of what it is a part of, where no other is named.
    let own = named_total(&r.gap).is_empty() && p.gap.contains("其中");
    let inner = (part.saturating_sub(FEW)..part).rev().filter(|_| own).find(|&i| {
        let m = &facts.mentions[i];
        m.base == p.base && m.para == p.para && kit::makes(p, m, r)
    });
    totals.extend(inner.filter(|i| !totals.contains(i)));
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
    // 86.40万元 of 120万元，占103%: no part is more than all.
    let impossible =
        kit::value(r) > Some(num::Rat::from_integer(100)) && totals.iter().all(large) && named.is_empty();
    let called = counts_alike(named, p, &facts.mentions[first]) && first < share;
    // 占一般公共预算支出的: another figure than the one that is named is no total.
    let stance = match named.chars().count() {
        // 占该项预算的: of a figure that is not printed here.
        _ if named.contains(['该', '其']) => Stance::Reading,
        _ if sure || impossible || called => Stance::Stated,
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
        if p.kind == Kind::Amount {
            claim.slips.extend(Slip::of_units(&claim.expr));
        }
    }
    // 占政府采购支出总额的: called by all of its name, and no other has it.
    let own = &facts.mentions[first];
    let by_name = own.label == named && named.contains("到位") && own.sentence == r.sentence;
    // 未支出的62万元中，甲县28万元，占44.7%: of just that.
    let among = own.rest.split(['，', ',']).next().is_some_and(|w| w.trim_end() == "中");
    let among = among && first + 1 == part && part + 1 == share && own.sentence == r.sentence;
    let exact = sure && (among || is_summed(own, named) || by_name && part + 1 == share) && share - part <= 3;
    if exact || impossible {
        claim = claim.formal();
    }
    Some(claim.group(kit::rate_group(share)))
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
