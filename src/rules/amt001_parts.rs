use super::{Out, answers, aspects, counted, kit, periods, strangers, totals, wholes};
use crate::facts::{Breakdown, Cue, Facts, Mention, MentionId, Reading, Sep, Stand, Tally};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;
use std::collections::HashSet;

declare_rule! {
    /// 分项之和应等于合计。
    ///
    /// 依据：勾稽关系的基本要求；计数必须分毫不差，金额允许四舍五入造成的尾差（2–6 项差 1 个末位单位）。
    ///
    /// 重算：“X，其中：甲 a，乙 b”“分别为”“由…构成”“共计”所列各项相加，与合计比较；“三个乡镇共…”前各段各有一数的，“全年…”前各季度、上下半年、春秋学期各有一数的，也相加比较。“三公”经费与公务接待费、公务用车费、因公出国（境）费，支出合计与基本支出、项目支出，收入总计与本年收入、年初结转，同一节里各只有一个数的，不论前后也相加比较。“项目支出用于五个方面：…”恰列五项金额的，与前面的“项目支出”比较。“三批共”“三级资金合计”“两年累计”说了几项、前面恰列几个数的，“总得分”在同一句各项得分之后的，相加比较。
    ///
    /// 一句或相邻的几个短段里同单位的数只有这几个，又写明“共”“合计”“全年”“其余”“从…看”的，改一位数字（或颠倒两位）就能相符时也报。
    ///
    /// ```不符
    /// 全年支出120.50万元，其中：基本支出70.30万元，项目支出52.20万元。
    /// ```
    /// ```相符
    /// 全年支出120.50万元，其中：基本支出70.30万元，项目支出50.20万元。
    /// ```
    ///
    /// 不报的情形：“其中”未必列全。只有各项恰好构成已知的完整分类（如基本支出与项目支出）、按序列全（第一批…第三批）、以“其他”“剩余”“及以下”收尾、写明“分别为”
    /// “构成”、相差不足合计的 2%，或改一位数字就能相符时才报；“等”“主要”“部分”一律不报，“其余为…”“差额由…”“前三批”也不报。
    ///
    /// 怎么改：按差额查找漏列、重列的项，或颠倒、写错的数字。
    AMT001, "parts-do-not-sum", "分项之和不等于合计", Error
}

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let marks: HashSet<MentionId> = facts.scoring.indicators.iter().filter_map(|i| i.full).collect();
    let scores: HashSet<MentionId> = facts.scoring.indicators.iter().filter_map(|i| i.score).collect();
    // 产出指标50分，得48.50分；效益指标30分，得28.80分: two lists in one.
    let mixed = |b: &Breakdown| {
        let of = |ids: &HashSet<MentionId>| b.parts().iter().any(|p| ids.contains(p));
        // 其中投入20分、过程20分、产出40分，依次得18.5分、19.2分、38.04分.
        let row = |p: &MentionId| {
            let m = &facts.mentions[*p];
            let words = kit::last(&m.gap, 6);
            m.kind == Kind::Score
                && ["依次", "分别"].iter().any(|w| words.contains(w))
                && words.contains('得')
        };
        // 预算执行10分，按执行率97.89%计9.79分.
        let scaled = |p: &MentionId| {
            let rate = p.checked_sub(1).map(|i| &facts.mentions[i]);
            let rate = rate.is_some_and(|r| r.kind == Kind::Percent && r.gap.contains('按'));
            rate && facts.mentions[*p].kind == Kind::Score
        };
        let parts = b.parts();
        of(&marks) && of(&scores) || parts.iter().skip(1).any(row) || parts.iter().any(scaled)
    };
    for b in facts.breakdowns.iter().filter(|b| !mixed(b)) {
        let group = out.group();
        let nested = wholes::is_nested(facts, b.parts());
        let read = |r: &&Reading| r.parts.len() >= 2 && !strangers::is_cut(facts, b, r) && !nested;
        let other = |r: &&Reading| {
            strangers::is_composition(facts, r)
                || strangers::holds_more(facts, r)
                || strangers::is_of_another(facts, r)
                || strangers::is_carried(facts, r)
                || totals::makes_the_one_before(facts, r.total, &r.parts)
                || strangers::is_one_of_row(facts, r)
                || strangers::is_of_offices(facts, r)
                || strangers::is_of_rated(facts, r)
                || b.cue == Cue::After && totals::is_of_more(facts, r.total, &r.parts)
                || b.partition.is_none() && b.cue == Cue::Among && strangers::is_of_next_clause(facts, r)
                || strangers::is_rate_of_exchange(facts, r)
        };
        for r in b.readings.iter().filter(read).filter(|r| !other(r)) {
            out.claims.push(claim(facts, scheme, b, r).group(group));
        }
        out.claims.extend(beside(facts, b));
    }
    out.claims.extend(facts.tallies.iter().map(|t| tallied(facts, t)));
    answers::sums(facts, out);
    aspects::run(facts, out);
    counted::run(facts, out);
    periods::run(facts, out);
    totals::run(facts, out);
}

/// 3860户6420人，其中城市860户1320人、农村3000户5100人: where the first figures make a whole, the second ones do.
fn beside(facts: &Facts, b: &Breakdown) -> Option<Claim> {
    let r = &b.readings[0];
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let sum = r.parts.iter().try_fold(Rat::ZERO, |sum, &p| num::add(sum, value(p)?));
    if r.parts.len() < 2 || sum.is_none() || sum != value(r.total) {
        return None;
    }
    let second = |i: MentionId| facts.mentions.get(i + 1).map(|m| (i + 1, m));
    let (_, t) = second(r.total)?;
    let name = |m: &Mention| m.gap.trim_matches(['，', ',', '、', ' ']).to_owned();
    let parts: Option<Vec<MentionId>> = r
        .parts
        .iter()
        .map(|&p| {
            let (i, m) = second(p)?;
            let alike = m.base == t.base && m.kind == t.kind && name(m) == name(t) && m.sep <= Sep::Clause;
            let own = m.sentence == facts.mentions[p].sentence && !r.parts.contains(&i) && kit::exact(m);
            (alike && own).then_some(i)
        })
        .collect();
    let counted = matches!(t.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let other = t.base != facts.mentions[r.total].base && t.sentence == facts.mentions[r.total].sentence;
    let parts = parts.filter(|_| counted && other && t.stand == Stand::Level && kit::exact(t))?;
    let operands =
        parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
    let result = kit::name(t);
    let claim = Claim::new("AMT001", Expr::sum(parts.len()), Relation::Sums, operands, kit::role(&result, t));
    let formula = format!("{result} = {}", kit::plus(facts, &parts));
    let claim = claim.formula(formula).stance(Stance::Stated).link(Link::Likely);
    Some(if parts.len() >= MANY { claim.formal() } else { claim })
}

/// Figures that add up wherever they stand.
fn tallied(facts: &Facts, t: &Tally) -> Claim {
    let total = &facts.mentions[t.total];
    let operands: Vec<Role> = t.parts.iter().map(|&p| part(facts, p)).collect();
    let name = kit::name(total);
    Claim::new("AMT001", Expr::sum(operands.len()), Relation::Sums, operands, kit::role(&name, total))
        .formula(format!("{name} = {}", kit::plus(facts, &t.parts)))
        .stance(Stance::Reading)
        .link(Link::Likely)
}

/// Parts of a list that is no chance pair.
const MANY: usize = 3;

fn claim(facts: &Facts, scheme: &Scheme, b: &Breakdown, r: &Reading) -> Claim {
    let total = &facts.mentions[r.total];
    let operands: Vec<Role> = r.parts.iter().map(|&p| part(facts, p)).collect();
    let name = kit::name(total);
    let formula = format!("{name} = {}", kit::plus(facts, &r.parts));
    let stance = match b.cue {
        // 县级2分、镇级4分；按环节划分：决策1分: of what was divided before.
        _ if r.parts[0] == r.total + 1 && facts.mentions[r.parts[0]].gap.contains("；按") => {
            Stance::Reading
        }
        _ if is_of_row(facts, r) || overlaps(facts, r) || tells_twice(facts, r) => Stance::Reading,
        _ if b.more || is_led(facts, r) || is_marks(facts, r) || is_plans(facts, r) => Stance::Reading,
        _ if loses_some(facts, r) || is_of_next(facts, r) || has_rest(facts, r) => Stance::Reading,
        // 剔除购置费后为13.57万元…。其中购置费17.86万元: of all, and not of what is left.
        Cue::Among
            if ["剔除", "扣除"].iter().any(|w| total.before.contains(w))
                && total.before.ends_with(['后', '为']) =>
        {
            Stance::Reading
        }
        _ if is_survey(facts, r) || is_shared_out(facts, r) => Stance::Reading,
        _ if !b.whole && b.partition.is_none() && has_shares(facts, r) => Stance::Reading,
        _ if is_lost(facts, r) || is_increase(facts, r) || is_undone(facts, r) || is_content(facts, r) => {
            Stance::Reading
        }
        // Where a list may end elsewhere, a slip of a digit tells.
        _ if !r.plain => {
            if r.parts.len() >= MANY {
                Stance::Optional
            } else {
                Stance::Reading
            }
        }
        _ if b.open => Stance::Optional,
        Cue::Stated => Stance::Stated,
        Cue::Among | Cue::Silent if b.partition.is_some() => Stance::Stated,
        Cue::Among if b.whole => Stance::Stated,
        // 纳入编报范围的单位共31个，其中局机关1个、中小学24个、…: all of them.
        Cue::Among
            if total.kind == Kind::Count
                && total.gap.contains("范围")
                && total.gap.trim_end().ends_with('共') =>
        {
            Stance::Stated
        }
        Cue::After if b.sure => Stance::Stated,
        // 总得分95.83分. Behind the paragraph's end: 其中预算执行率…得9.83分.
        Cue::Among if total.kind == Kind::Score => {
            let here = total.para == facts.mentions[r.parts[0]].para;
            // 总得分91.5分，其中产出46分，效益27.5分: two of the four.
            let some = r.parts.len() < MANY && !is_close(facts, r);
            if here && !some { Stance::Stated } else { Stance::Reading }
        }
        Cue::Among if is_round_pair(facts, b, r) => Stance::Reading,
        Cue::Among => Stance::Open,
        // 综合评价得分84.5分：决策类18.2分，过程类17.6分，产出类27.4分，效益类25.3分.
        Cue::Mark
            if total.kind == Kind::Score
                && total.label.ends_with("得分")
                && r.plain
                && r.parts.len() >= MANY
                && is_close(facts, r) =>
        {
            Stance::Stated
        }
        Cue::Mark if is_overfull(facts, r) => Stance::Stated,
        // 三级指标19个：产出指标11个、效益指标5个、满意度指标3个.
        Cue::Mark if is_defined(scheme, b, &total.label) => Stance::Stated,
        Cue::Mark if r.plain && in_bracket(facts, r) => Stance::Open,
        Cue::After | Cue::Silent | Cue::Mark => Stance::Optional,
    };
    // 分别为a、b、c，共d says as much as 其中.
    let listed = b.cue == Cue::After && facts.mentions[r.parts[0]].gap.contains("分别");
    let sure = b.sure && (matches!(b.cue, Cue::Among | Cue::Stated) || listed);
    let link = if sure { Link::Certain } else { Link::Likely };
    let expr = Expr::sum(r.parts.len());
    let slips = if r.plain && b.cue == Cue::Among { kit::misplaced(&expr) } else { Vec::new() };
    let claim = Claim::new("AMT001", expr, Relation::Sums, operands, kit::role(&name, total))
        .formula(formula)
        .slips(slips)
        .stance(stance)
        .link(link)
        .alike(b.alike || stance == Stance::Open && b.cue == Cue::Mark);
    // 由甲a、乙b构成 says that there is nothing else.
    let made_of = |i: usize| ["构成", "组成"].iter().any(|w| facts.mentions[i].rest.contains(w));
    let whole = sure && b.cue == Cue::Stated && (b.whole || r.parts.last().is_some_and(|&i| made_of(i)));
    let whole_list = r.parts.len() >= MANY && b.partition.is_some() && b.sure && is_close(facts, r);
    let known = is_defined(scheme, b, &total.label) || whole_list;
    let known = known || b.cue == Cue::Mark && is_overfull(facts, r);
    // 实际支出8.42万元，其中接待费3.86万元、公务用车8.42万元: known kinds come to more than all of them.
    let more = kit::sum(facts, &r.parts) > kit::value(total) && total.kind == Kind::Amount;
    let kinds = b.partition.as_ref().is_some_and(|name| name.contains("三公"));
    // 3267万元，其中甲类项目3038万元、乙类项目202万元、丙类项目218万元: kinds of one sort come to more than all of them.
    let of_sort =
        b.alike && r.plain && r.parts.len() >= MANY && stance == Stance::Open && is_within(facts, r, 5);
    let stance = if more && of_sort && b.sure { Stance::Stated } else { stance };
    let known = known || more && b.cue == Cue::Among && (kinds || of_sort) && b.sure;
    let claim = claim.stance(stance);
    let defined = stance == Stance::Stated && r.plain && known;
    if whole || defined { claim.formal() } else { claim }
}

/// 在岗19人，其中净水工6人、管道工5人; 房屋3200平方米，其中办公1900平方米、业务1100平方米: two of more, and the total is a digit
/// off by chance.
fn is_round_pair(facts: &Facts, b: &Breakdown, r: &Reading) -> bool {
    let t = &facts.mentions[r.total];
    let less = kit::sum(facts, &r.parts) < kit::value(t);
    let round = t.term.printed.ends_with('0');
    let loose = if b.alike { round } else { !is_close(facts, r) };
    r.parts.len() == 2 && t.term.told() < 3 && less && loose
}

/// Off by no more than a tenth: of all the kinds of a whole, the sum is wrong rather than the list.
fn is_close(facts: &Facts, r: &Reading) -> bool {
    is_within(facts, r, 10)
}

/// Off by no more than such a part of the total.
fn is_within(facts: &Facts, r: &Reading, part: i128) -> bool {
    let off = || {
        let total = kit::value(&facts.mentions[r.total])?;
        let off = num::sub(kit::sum(facts, &r.parts)?, total)?.abs();
        Some(num::mul(off, Rat::from_integer(part))? <= total)
    };
    off().unwrap_or(false)
}

/// 基本支出 is 人员经费 and 公用经费 by definition.
fn is_defined(scheme: &Scheme, b: &Breakdown, total: &str) -> bool {
    let known = b.partition.as_ref().and_then(|name| scheme.partitions.iter().find(|p| p.name == *name));
    known.is_some_and(|p| p.of.iter().any(|w| total.ends_with(w.as_str())))
}

/// 450万元（第一批300万元、第二批150万元）: nothing but figures and their names in a bracket right behind.
fn in_bracket(facts: &Facts, r: &Reading) -> bool {
    let (t, first) = (&facts.mentions[r.total], &facts.mentions[r.parts[0]]);
    let all = r.parts.windows(2).all(|w| w[1] == w[0] + 1);
    // 29个（年初24个、新增6个、取消1个)
    const LESS: &[&str] = &["减", "取消", "退", "扣", "剔除", "未"];
    let less = |&p: &MentionId| LESS.iter().any(|w| facts.mentions[p].before.contains(w));
    let all = all && !r.parts.iter().any(less);
    // 东岭村20万元；西岭村（申报18万元）、南坡村（申报15万元）: brackets of others.
    let own = first.gap.split(['（', '(']).next().is_some_and(|w| !w.contains(['，', ',', '；', '、', '。']));
    let one = r.parts[1..].iter().all(|&p| !facts.mentions[p].gap.contains(['（', '(']));
    let inside = first.depth == t.depth + 1 && r.parts[0] == r.total + 1 && all && own && one;
    let last = r.parts.last().map(|&p| &facts.mentions[p]);
    inside
        && last
            .is_some_and(|m| m.after.trim_start().is_empty() && m.rest.trim_start().starts_with(['）', ')']))
}

/// 900万元（甲720万元、乙280万元）: money in the bracket is more than what it divides.
fn is_overfull(facts: &Facts, r: &Reading) -> bool {
    let t = &facts.mentions[r.total];
    // 净值560万元（原值980万元、折旧420万元）: what is left of the first.
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let left = match r.parts[..] {
        [a, b] => value(a)
            .zip(value(b))
            .and_then(|(a, b)| num::sub(a, b))
            .is_some_and(|d| Some(d.abs()) == value(r.total)),
        _ => false,
    };
    let more = kit::sum(facts, &r.parts) > kit::value(t);
    t.kind == Kind::Amount && r.plain && in_bracket(facts, r) && more && !left
}

/// 全年执行a，其中甲预算b、乙预算c: what was planned is no part of what was done. 其中2022年完成15个，2023年计划完成10个，实际完成9个: nor
/// beside it.
fn is_plans(facts: &Facts, r: &Reading) -> bool {
    let called = |word: &str| r.parts.iter().any(|&p| facts.mentions[p].label.contains(word));
    // 年初预算2600万元，其中项目预算900万元；项目支出1008万元，项目结余42万元: nor what became of it.
    let budget = facts.mentions[r.total].label.contains("预算");
    let became = budget && called("预算") && called("支出") && called("结余");
    // 其中基本支出预算a，执行率100%；项目支出预算b，执行c: one planned, the other done.
    let bare =
        |&p: &MentionId| ["执行", "支出", "支付", "执行数"].contains(&facts.mentions[p].label.as_str());
    let became = became || called("预算") && r.parts.iter().any(bare);
    let plans = !budget && r.parts.iter().all(|&i| facts.mentions[i].is_budget());
    became || plans || called("计划") && called("实际")
}

/// 其中重点人群签约0.996万人，重点人群1.2万人: some of them, and how many there are; 省级考核12项、市级考核25项，两级同时考核的7项: counted twice.
fn tells_twice(facts: &Facts, r: &Reading) -> bool {
    const NAMED: usize = 3;
    let labels = || r.parts.iter().map(|&p| facts.mentions[p].label.as_str());
    let longer = |a: &str| labels().any(|b| b.len() > a.len() && b.starts_with(a));
    let inner = labels().any(|a| a.chars().count() >= NAMED && longer(a));
    let last = r.parts.iter().max().map_or("", |&p| facts.mentions[p].rest.as_str());
    inner || ["同时", "重叠", "重复", "交叉"].iter().any(|w| last.contains(w))
}

/// 决算数2310万元（超出210万元），其中追加人员经费150万元、追加项目经费60万元: parts of what was added.
fn is_increase(facts: &Facts, r: &Reading) -> bool {
    let added = |i: usize| ["追加", "新增", "增加"].iter().any(|w| facts.mentions[i].label.contains(w));
    r.parts.iter().all(|&i| added(i)) && !added(r.total)
}

/// 其中截至上年底1420人，本年新发展165人，退会25人: what went is taken away.
fn loses_some(facts: &Facts, r: &Reading) -> bool {
    if is_counted_on(facts, r) || is_inner(facts, r) || tells_what_came(facts, r) {
        return true;
    }
    let lost = r.parts.iter().filter(|&&p| kit::is_loss(&facts.mentions[p])).count();
    lost > 0 && lost < r.parts.len()
}

/// 抽查1240户次，其中联合抽查372户次；发现问题86户次，责令改正81户次: what came of them is no part beside how they were done.
fn tells_what_came(facts: &Facts, r: &Reading) -> bool {
    const CAME: &[&str] = &["发现", "责令", "立案", "查处", "整改", "罚", "移送", "升入", "问题"];
    let came = |i: usize| CAME.iter().any(|w| facts.mentions[i].label.contains(w));
    let (first, rest) = (r.parts[0], &r.parts[1..]);
    let counted = facts.mentions[r.total].kind != Kind::Amount;
    counted && !came(r.total) && !came(first) && rest.iter().any(|&p| came(p))
}

/// 其中财政拨款中含上年结转90万元; 加3分，其中扣分项为甲2分: what divides another figure than the total.
fn is_inner(facts: &Facts, r: &Reading) -> bool {
    let off = |m: &Mention| m.label.contains(['扣', '失']);
    let t = &facts.mentions[r.total];
    // 二者合为人员经费: sums between.
    let last = r.parts.iter().max().map_or(r.total, |&p| p);
    let joined = r.total < last
        && (r.total + 1..=(last + 1).min(facts.mentions.len() - 1))
            .any(|i| facts.mentions[i].gap.contains("合为"));
    joined
        || r.parts.iter().map(|&p| &facts.mentions[p]).any(|m| {
            let without = ["不含", "不包括"].iter().any(|w| m.gap.contains(w));
            let within =
                m.gap.contains("其中") && ["中含", "中包含", "中包括"].iter().any(|w| m.gap.contains(w));
            within || without || m.label.contains("扣分项") && !off(t)
        })
}

/// 供餐学校68所，其中小学41所、初中19所、教学点8个: the last is counted by another word, and makes the total.
fn is_counted_on(facts: &Facts, r: &Reading) -> bool {
    let Some(&last) = r.parts.last().filter(|l| **l > r.total) else { return false };
    let Some(n) = facts.mentions.get(last + 1) else { return false };
    let t = &facts.mentions[r.total];
    let listed = n.kind == Kind::Count
        && t.kind == Kind::Count
        && n.base != t.base
        && n.sentence == facts.mentions[last].sentence;
    let all = kit::sum(facts, &r.parts).zip(kit::value(n)).and_then(|(s, v)| num::add(s, v));
    listed && n.sep <= Sep::Clause && all == kit::value(t)
}

/// 支出350万元，其中基本210万元、项目91万元，其余14%为上缴上级支出; …。此外的60万元为专项支出: what is left is told behind.
fn has_rest(facts: &Facts, r: &Reading) -> bool {
    const REST: &[&str] = &["其余", "剩余", "此外的", "其他的"];
    // 拨付乡镇1120万元，县本级使用300万元，年末尚未分配80万元.
    const UNDONE: &[&str] = &["尚未", "暂未", "未分配", "未下达", "未拨付"];
    const AHEAD: usize = 5;
    let Some(&last) = r.parts.last().filter(|l| **l > r.total) else { return false };
    let m = &facts.mentions[last];
    let ahead = facts.mentions[last + 1..].iter().take(AHEAD);
    let near = ahead.take_while(|n| n.para == m.para && n.sentence <= m.sentence + 1);
    let own = r.parts.iter().any(|&p| REST.iter().any(|w| facts.mentions[p].gap.contains(w)));
    let opens = |gap: &str| {
        let clause = gap.rsplit(['，', ',', '。', '；', '：']).next().unwrap_or_default().trim();
        REST.iter().any(|w| clause.starts_with(w)) || UNDONE.iter().any(|w| clause.contains(w))
    };
    !own && near.into_iter().any(|n| opens(&n.gap) && (n.base == m.base || n.kind == Kind::Percent))
}

/// 总额1500万元，其中中央到位600万元、省级到位300万元，实际到位900万元: the list makes the figure behind it.
fn is_of_next(facts: &Facts, r: &Reading) -> bool {
    let Some(&last) = r.parts.last().filter(|l| **l > r.total) else { return false };
    let (m, next) = (&facts.mentions[last], facts.mentions.get(last + 1));
    let next = next.filter(|n| n.sentence == m.sentence && n.base == m.base);
    // 下辖16个村、3个社区，抽查5个村和1个社区，共6个: the last ones, and be the sum itself taken for a part.
    let summed = |n: &&Mention| ["共", "合计"].iter().any(|w| n.gap.contains(w));
    let ends = |parts: &[MentionId], sum: &Mention| {
        (0..parts.len().saturating_sub(1)).any(|n| kit::sum(facts, &parts[n..]) == kit::value(sum))
    };
    let all = next.is_some_and(|n| kit::sum(facts, &r.parts) == kit::value(n));
    let (before, own) = (&r.parts[..r.parts.len() - 1], Some(m).filter(summed));
    all || next.filter(summed).is_some_and(|n| ends(&r.parts, n)) || own.is_some_and(|m| ends(before, m))
}

/// 自驾游客达到55.8%。同时，游览乡村、公园的比例分别为28.9%、25.8%: shares of another question.
fn is_survey(facts: &Facts, r: &Reading) -> bool {
    let (t, first) = (&facts.mentions[r.total], &facts.mentions[r.parts[0]]);
    t.kind == Kind::Percent && first.sentence > t.sentence && !first.gap.contains("其中")
}

/// 按6∶3∶1由省、市、县分担，总额2000万元，其中省级1200万元、市级600万元: not all who bear it are listed.
fn is_shared_out(facts: &Facts, r: &Reading) -> bool {
    const LEVELS: &[&str] = &["中央", "省", "市", "县", "区", "镇", "乡"];
    let words = kit::sentence(facts, r.total);
    let told = |w: &str| r.parts.iter().any(|&p| facts.mentions[p].label.contains(w));
    words.split_once("分担").is_some_and(|(head, _)| LEVELS.iter().any(|w| head.contains(w) && !told(w)))
}

/// 910.1万张，其中医院713.1万张（占78.4%）、…: each part has its share, and they come out; the list leaves some out.
fn has_shares(facts: &Facts, r: &Reading) -> bool {
    let t = &facts.mentions[r.total];
    let share = |p: MentionId| {
        let s = facts.mentions.get(p + 1).filter(|s| s.kind == Kind::Percent && s.gap.contains('占'))?;
        kit::makes(&facts.mentions[p], t, s).then_some(p + 1)
    };
    let shares: Option<Vec<MentionId>> = r.parts.iter().map(|&p| share(p)).collect();
    let some = shares.and_then(|s| kit::sum(facts, &s)).is_some_and(|sum| sum < Rat::new(9985, 100));
    r.parts.len() > 1 && some
}

/// 得95分。其中失分的有：甲失1.4分、乙失1分: points that the score lacks.
fn is_lost(facts: &Facts, r: &Reading) -> bool {
    let lost = |i: usize| facts.mentions[i].label.contains(['失', '扣']);
    r.parts.iter().all(|&i| lost(i)) && !lost(r.total)
}

/// 支付450万元，其中未支付50万元: what was not done is no part of it.
fn is_undone(facts: &Facts, r: &Reading) -> bool {
    let total = facts.mentions[r.total].label.as_str();
    let not = |i: &usize| {
        let verb = facts.mentions[*i].label.split('未').nth(1).filter(|w| w.chars().count() >= 2);
        verb.is_some_and(|w| total.ends_with(w)) && !total.contains('应')
    };
    r.parts.iter().any(not)
}

/// 有效问卷288份，其中满意205份、基本满意53份: those who were not are left out.
fn is_content(facts: &Facts, r: &Reading) -> bool {
    let label = |i: usize| facts.mentions[i].label.as_str();
    r.parts.iter().all(|&i| label(i).contains("满意") && !label(i).contains("不满意"))
}

/// 产出指标50分，其中数量20分得19.5分: scores are no parts of a full mark.
fn is_marks(facts: &Facts, r: &Reading) -> bool {
    let got = |i: usize| facts.mentions[i].label.contains('得');
    let t = &facts.mentions[r.total];
    let whole = ["总分", "评分"].iter().any(|w| t.label.ends_with(w)) && t.term.printed != "100";
    let named = !got(r.total) && !whole && r.parts.iter().any(|&i| got(i));
    // 满分30分，得27分，其中数量指标12分、质量指标10分、时效指标8分: marks, that make the mark before the score.
    let mark = r.total.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.kind == Kind::Score);
    let of_mark = got(r.total) && mark.is_some_and(|n| kit::value(n) == kit::sum(facts, &r.parts));
    t.kind == Kind::Score && (named || of_mark || tells_some_in_words(facts, r))
}

/// 预算分别为100万元、200万元、100万元，支出分别为…: the middle one of a row is no total of the next.
fn is_of_row(facts: &Facts, r: &Reading) -> bool {
    let (t, first) = (&facts.mentions[r.total], &facts.mentions[r.parts[0]]);
    t.gap.trim() == "、" && first.gap.contains("分别")
}

/// 286人，其中女性174人，35岁以下青年152人; 企业45家，其中规上30家、民营25家: one may be both.
fn overlaps(facts: &Facts, r: &Reading) -> bool {
    const TRAITS: &[&[&str]] = &[
        &["男", "女"],
        &["岁", "青年", "老年"],
        &["学历", "本科", "大专", "研究生", "硕士"],
        &["党员", "团员"],
        &["职称"],
        &["少数民族", "汉族"],
        &["脱贫", "低保", "残疾", "困难", "监测", "退役", "留守"],
        &["农民", "农村", "城镇", "居民"],
        &["规上", "规模以上", "小微"],
        &["民营", "国有", "外资"],
        &["高新"],
    ];
    const AGE: usize = 1;
    let trait_of = |p: &MentionId| {
        let label = facts.mentions[*p].label.as_str();
        // 35岁以下320人, of which the age is a figure of its own.
        let aged = ["以下", "以上"].contains(&label);
        if aged { Some(AGE) } else { TRAITS.iter().position(|t| t.iter().any(|w| label.contains(w))) }
    };
    let counted = facts.mentions[r.total].kind == Kind::Count;
    let mut found = r.parts.iter().filter_map(trait_of);
    // 签约36个，其中亿元以上项目22个；已开工19个: large ones, and how far they came.
    let last = r.parts.last().map(|&p| &facts.mentions[p]);
    let begun = last.is_some_and(|m| m.sep == Sep::Group && m.gap.trim_start_matches('；').starts_with('已'));
    let sized = r.parts.iter().any(|&p| facts.mentions[p].label.contains("以上"));
    counted && (found.next().is_some_and(|first| found.any(|t| t != first)) || begun && sized)
}

/// 5项指标各10分，其他四项满分，合计得49.6分.
fn tells_some_in_words(facts: &Facts, r: &Reading) -> bool {
    let last = r.total.max(r.parts[0]);
    let gaps = || facts.mentions[r.parts[0]..=last].iter().map(|m| m.gap.as_str());
    ["各", "满分", "其他", "其余"].iter().any(|w| gaps().any(|gap| gap.contains(w)))
}

/// 预算单位37个，包括局机关和16个…: the list opens with a thing that has no number.
fn is_led(facts: &Facts, r: &Reading) -> bool {
    let first = r.parts.first().map(|&p| &facts.mentions[p]).filter(|m| m.kind == Kind::Count);
    // 内设甲办公室、乙办公室、丙所共3个部门，下辖…: those are told by their names.
    let t = &facts.mentions[r.total];
    let named = t.gap.matches('、').count() >= 2 && t.gap.trim_end().ends_with('共');
    named && first.is_some_and(|m| m.gap.contains('辖'))
        || first.is_some_and(|m| m.before.trim_end().ends_with(['和', '及', '与']))
}

fn part(facts: &Facts, id: MentionId) -> Role {
    let m = &facts.mentions[id];
    kit::role(&kit::name(m), m)
}
