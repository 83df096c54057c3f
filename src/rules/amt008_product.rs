use super::{Out, kit, measure, portions, standards, terms};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Slip, Stance, Value};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 按标准计算的金额应等于数量乘以标准。
    ///
    /// 依据：金额 = 数量 × 单位标准。
    ///
    /// 重算：“1560 人次，按每人次 400 元标准支出 62.40 万元”“改造 63 户，每户补助 1000 元，共 6.30 万元”，数量 × 标准与金额比较；同一句或相邻两句里数量、标准、金额各只有一个的，不论先后。
    ///
    /// ```不符
    /// 对63户家庭按照每户1000元的标准兑付补助，共计6.03万元。
    /// ```
    /// ```相符
    /// 对63户家庭按照每户1000元的标准兑付补助，共计6.30万元。
    /// ```
    ///
    /// 写明比例的（“支付 30% 即 28.8 万元”“中标价的 1.8% 计取”），以合同价等乘比例。
    ///
    /// 按月的标准另乘期数（“发放 12 个月”），说明“全年”的乘 12；“4元/生·天”“2800元/人·月”同此。整元的标准视为准确值。
    ///
    /// 不报的情形：标准前有“不超过”“最高”“起”“预算单价”；同一句里分档；后面说明了未发、减半、退回；数量与标准的单位对不上。
    ///
    /// 怎么改：核对数量、标准和金额。
    AMT008, "product-mismatch", "数量乘标准不等于金额", Error
}

/// How far from the standard the count and the amount are looked for.
const NEAR: usize = 5;
/// What a standard is for besides a thing: it is paid as often as another figure says.
const PERIODS: &[(&str, &[&str])] = &[
    ("月", &["个月", "月"]),
    ("天", &["天", "日"]),
    ("日", &["天", "日"]),
    ("年", &["年"]),
    ("季", &["个季度", "季度"]),
];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    terms::run(facts, out);
    portions::run(facts, out);
    for id in 0..facts.mentions.len() {
        let group = out.group();
        out.claims.extend(
            told(facts, id)
                .or_else(|| reversed(facts, id))
                .or_else(|| priced_behind(facts, id))
                .map(|c| c.group(group)),
        );
        out.claims.extend(claims(facts, id).into_iter().map(|c| c.group(group)));
        out.claims.extend(standards::claim(facts, id).map(|c| c.group(group)));
    }
}

/// An amount for each.
pub(super) fn standard(facts: &Facts, id: MentionId) -> Option<Vec<String>> {
    let m = &facts.mentions[id];
    let loose = [
        "不超过",
        "最高",
        "不低于",
        "不少于",
        "起",
        "以内",
        "至少",
        "以上",
        "预算单价",
        "控制",
        "上限",
        "限价",
    ]
    .iter()
    .any(|w| m.before.contains(w) || m.after.starts_with(w));
    let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    each(facts, id).filter(|_| kind && kit::exact(m) && m.cell.is_none() && !loose)
}

/// 送戏60场，每场补助5000元，支出30万元: a number, its standard and what they come to, side by side in a sentence, and
/// no other standard in it.
fn told(facts: &Facts, id: MentionId) -> Option<Claim> {
    let of = standard(facts, id)?;
    let m = &facts.mentions[id];
    let same = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.sentence == m.sentence && n.cell.is_none() && kit::exact(n) && n.sep <= Sep::Clause
    };
    // 亩均增产58公斤，增幅13.55%，按4.8万亩推算: a rate between is of neither.
    let outside =
        |i: &MentionId| facts.mentions[*i].depth <= m.depth && facts.mentions[*i].kind != Kind::Percent;
    let ahead: Vec<MentionId> =
        (id + 1..facts.mentions.len()).take(NEAR).take_while(same).filter(outside).collect();
    let last = ahead.last().map_or(id, |i| *i);
    let joined = |i: &MentionId| {
        let next = &facts.mentions[*i + 1];
        next.sentence == m.sentence && next.sep <= Sep::Clause && facts.mentions[*i].sentence == m.sentence
    };
    let first = (0..id).rev().take(NEAR).take_while(joined).last();
    // 每户5000元，发放530户，计265万元，平均每户带动3.1人: a mean of something else.
    let other = |i: &MentionId| *i != id && outside(i) && facts.mentions[*i].kind == m.kind;
    let others = (first.unwrap_or(id)..=last).filter(|i| other(i) && standard(facts, *i).is_some()).count();
    let before = id.checked_sub(1).filter(|_| m.sep <= Sep::Clause);
    let is_count =
        |i: &MentionId| counted(&facts.mentions[*i], &of) && facts.mentions[*i].sentence == m.sentence;
    let period = PERIODS.iter().find(|p| {
        [format!("每{}", p.0), format!("{}人均", p.0), format!("人均{}", p.0)]
            .iter()
            .any(|w| words(m).contains(w))
            || of.len() > 1 && of.last().is_some_and(|w| w == p.0)
    });
    let is_period =
        |i: &MentionId| period.is_some_and(|p| p.1.contains(&facts.mentions[*i].term.unit.as_str()));
    // The number stands right before the standard, or right behind it; how often, beside it.
    let often = before.filter(|i| is_period(i) && of.len() > 1);
    let earlier = if often.is_some() { id.checked_sub(2) } else { before };
    // 其中脱贫人口133名，占62.74%；脱贫人口每人每月补助800元: the share stands between.
    let shared = |i: &MentionId| kit::share(&facts.mentions[*i].label, &m.before, 2);
    let apart =
        id.checked_sub(1).filter(|&i| facts.mentions[i].kind == Kind::Percent).and_then(|i| i.checked_sub(1));
    let earlier = apart.filter(shared).or(earlier);
    // 计划6400台，实际更换6272台，完成率98%；单价1450元/台: what was done, of two numbers of one kind.
    let priced = m.term.unit.contains(['/', '／']) && m.before.contains("单价");
    let done = (id.saturating_sub(NEAR)..id).rev().find(|i| priced && is_count(i));
    let done = done.filter(|&i| {
        let n = &facts.mentions[i];
        !["计划", "目标", "任务", "应"].iter().any(|w| n.before.contains(w)) && n.stand == Stand::Level
    });
    // 每人每月320元标准，全年12个月，共46人: how often stands before how many.
    let swapped = || ahead.first().is_some_and(is_period) && ahead.get(1).is_some_and(is_count);
    let mut ahead = ahead.clone();
    if earlier.filter(is_count).or(done).is_none() && swapped() {
        ahead.swap(0, 1);
    }
    let (count, rest) = match earlier.filter(is_count).or(done) {
        Some(c) => (c, ahead.as_slice()),
        None => (*ahead.first().filter(|i| is_count(i))?, &ahead[1..]),
    };
    // 268场，其中戏曲112场、综合96场、送戏60场，场均1万元; 督查组9个，其中联合督查组3个，每组5人，共45人: of all.
    let whole_of = whole_of(facts, count).or_else(|| total_that_makes(facts, count, id));
    let whole_of = whole_of.filter(|_| count + 1 == id);
    let count = whole_of.unwrap_or(count);
    let (times, rest) = match (period, often, rest.first().filter(|i| is_period(i))) {
        // 26人，共住院418天: of all of them together.
        (_, Some(t), _) if is_of_all(&facts.mentions[t]) => return None,
        (Some(_), None, Some(t)) if is_of_all(&facts.mentions[*t]) => return None,
        (_, Some(t), _) => (Times::Told(t), rest),
        (Some(_), None, Some(t)) => (Times::Told(*t), &rest[1..]),
        (Some(p), None, None) if !p.1.contains(&facts.mentions[count].term.unit.as_str()) => {
            (yearly(facts, p.0, count, *rest.first()?)?, rest)
        }
        _ => (Times::Once, rest),
    };
    let amount = *rest.first()?;
    let a = &facts.mentions[amount];
    // 甲村6户、乙村12户，每户2400元，共4.32万元: of both.
    let c = &facts.mentions[count];
    let listed = count.checked_sub(1).is_some_and(|i| {
        let n = &facts.mentions[i];
        n.base == c.base && n.sentence == c.sentence && c.gap.starts_with(['、', '和', '及'])
    });
    let each = || num::mul(measure::value(c)?, kit::value(m)?);
    if listed && whole_of.is_none() && matches!(times, Times::Once) && each() != kit::value(a) {
        return None;
    }
    let words = a.gap.rsplit(['，', ',', '；', '。']).next().unwrap_or("").trim_end();
    let sums = SUMS.iter().any(|w| kit::last(words, 8).contains(w));
    // 每年可增产粮食2784吨: of a year, and of all.
    let yearly_sum = a.stand == Stand::Average && a.before.trim_start().starts_with("每年");
    let level = a.stand == Stand::Level || sums && (a.stand == Stand::Change || yearly_sum);
    let own = m.base.split(['/', '／']).next();
    let fits =
        a.kind == m.kind && (own == Some(a.base.as_str()) || a.term.unit.starts_with(m.term.unit.as_str()));
    let whole = fits
        && level
        && sums
        && others == 0
        && !matches!(facts.mentions[count].stand, Stand::Change | Stand::Previous);
    // …，4人转学未发放; 1家减半: the difference is told behind.
    let next =
        facts.mentions.get(amount + 1).filter(|n| n.sentence == m.sentence).map_or("", |n| n.rest.as_str());
    let plain = |words: &str| words.replace("未发生", "").replace("未发现", "").replace("未出现", "");
    let (rest_of, next) = (plain(&a.rest), plain(next));
    let why = |w: &&str| rest_of.contains(*w) || next.contains(*w);
    let sentence = kit::sentence(facts, id);
    let half = ["半月", "半个月", "减半", "月底到岗", "日到岗"]
        .iter()
        .any(|w| sentence.contains(w) || next.contains(*w));
    let told = half
        || ["未", "减", "退", "扣", "差额", "补发", "死亡", "停发", "缓", "结转", "剩余", "另有", "另补"]
            .iter()
            .any(why);
    // A mean is rounded: times the number it need not give the total back.
    let mean = m.before.contains('均') && measure::is_mean(facts, id, amount, count);
    // 1月至6月37人，7月至12月增至41人: not as many all the year.
    let changed = matches!(times, Times::Months)
        && count.checked_sub(1).is_some_and(|i| {
            let n = &facts.mentions[count];
            (i.saturating_sub(NEAR)..=i).any(|k| {
                let o = &facts.mentions[k];
                o.base == n.base && o.kind == n.kind && o.sentence == n.sentence && n.gap.contains('月')
            })
        });
    let stance = match () {
        () if mean || changed || half => Stance::Reading,
        () if told || monthly_mean(&facts.mentions[count]) => Stance::Optional,
        () => Stance::Stated,
    };
    // 单价1450元/台，设备款909.44万元: the price and what it comes to in one breath.
    let mut all = vec![id, amount, count];
    all.extend(if let Times::Told(t) = times { Some(t) } else { None });
    // 举办培训班6期，每期30人，共260人次: the three side by side, and the last said to be all.
    let beside = count + 1 == id && facts.totals_of(count).is_empty() && kit::in_one_breath(facts, &all);
    // 小学1200人，每生1000元；初中800人，每生1250元，合计220万元: of both.
    let another = |i: &MentionId| facts.mentions[*i].sentence == m.sentence && standard(facts, *i).is_some();
    let one = (id.saturating_sub(NEAR * 2)..id).filter(another).count() == 0;
    let three = one && id + 1 == amount && is_all(a) && (beside || whole_of.is_some());
    let breath = kit::in_one_breath(facts, &all) && all.len() > 3 || three;
    let formal = (priced && amount == id + 1 || breath) && stance == Stance::Stated;
    whole.then(|| {
        let made = made(facts, id, amount, count, times).stance(stance);
        if formal { made.formal() } else { made }
    })
}

/// The total of the list that a figure ends, where its parts make it.
fn whole_of(facts: &Facts, last: MentionId) -> Option<MentionId> {
    let m = &facts.mentions[last];
    let makes = |&&t: &&MentionId| {
        const MANY: usize = 60;
        let own = |&i: &MentionId| facts.mentions[i].base == m.base;
        if t >= last || last - t > MANY {
            return false;
        }
        let parts: Vec<MentionId> = (t + 1..=last).filter(own).collect();
        let of_it = |&p: &MentionId| facts.totals_of(p).first() == Some(&t);
        let here = facts.mentions[t].sentence == m.sentence && parts.len() > 1;
        here && parts.iter().all(of_it) && kit::sum(facts, &parts) == kit::value(&facts.mentions[t])
    };
    facts.totals_of(last).iter().find(makes).copied()
}

/// The total of a part, where it times the standard is the amount right behind.
fn total_that_makes(facts: &Facts, part: MentionId, standard: MentionId) -> Option<MentionId> {
    let amount = kit::value(facts.mentions.get(standard + 1)?)?;
    let each = kit::value(&facts.mentions[standard])?;
    let number = |t: MentionId| measure::value(&facts.mentions[t]);
    let makes = |&&t: &&MentionId| number(t).and_then(|n| num::mul(n, each)) == Some(amount);
    facts.totals_of(part).iter().find(makes).copied()
}

/// 共260人次, 合计26.8万元, and nothing but the figure behind.
fn is_all(m: &Mention) -> bool {
    let end = m.rest.trim_start();
    let closes = end.is_empty() || end.starts_with(['。', '；', '，', '\n']);
    ["共", "共计", "合计", "总计", "计"].contains(&m.before.trim()) && closes
}

/// 采购平板45台，总价12.15万元，每台单价2700元: the standard behind the number and what it comes to.
fn priced_behind(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SUMS: &[&str] = &["总价", "总额", "合计", "共计", "总金额", "金额", "总投资", "总费用"];
    let of = standard(facts, id)?;
    let (count, amount) = (id.checked_sub(2)?, id.checked_sub(1)?);
    let (m, a, c) = (&facts.mentions[id], &facts.mentions[amount], &facts.mentions[count]);
    let same =
        a.kind == m.kind && a.base == m.base && a.stand == Stand::Level && kit::exact(a) && kit::exact(c);
    let told = counted(c, &of) && SUMS.iter().any(|w| a.before.trim().trim_end_matches('为').ends_with(w));
    let price = m.before.ends_with("单价") && kit::in_one_breath(facts, &[count, amount, id]);
    (same && told && price)
        .then(|| made(facts, id, amount, count, Times::Once).stance(Stance::Stated).formal())
}

/// 发放消费券510万元，每张50元，共10.2万张: the number behind what it comes to and its standard.
fn reversed(facts: &Facts, id: MentionId) -> Option<Claim> {
    let of = standard(facts, id)?;
    let (amount, count) = (id.checked_sub(1)?, id + 1);
    let (m, a, c) = (&facts.mentions[id], &facts.mentions[amount], facts.mentions.get(count)?);
    let same =
        a.kind == m.kind && a.base == m.base && a.stand == Stand::Level && kit::exact(a) && a.cell.is_none();
    let told = counted(c, &of) && is_all(c) && kit::exact(c);
    let breath = kit::in_one_breath(facts, &[amount, id, count]);
    if !same || !told || !breath || m.before.contains('均') {
        return None;
    }
    let mut number = kit::role("数量", c);
    number.candidates.iter_mut().for_each(measure::count);
    let operands = vec![kit::role(&kit::name(a), a), price(m)];
    let claim =
        Claim::new("AMT008", Expr::over(Expr::Arg(0), Expr::Arg(1)), Relation::Rounds, operands, number);
    Some(claim.formula("数量 = 金额 ÷ 标准".to_owned()).stance(Stance::Stated).link(Link::Likely).formal())
}

/// How often a standard is paid.
#[derive(Clone, Copy)]
pub(super) enum Times {
    Once,
    Told(MentionId),
    /// 每人每月386元，全年支出: the months of a year.
    Months,
}

/// Periods of all together, or those that cost nothing.
fn is_of_all(often: &Mention) -> bool {
    ["共", "累计", "合计", "总", "免", "减"].iter().any(|w| often.before.contains(w))
}

/// What is paid each month makes twelve in 全年, what is paid each year one.
fn yearly(facts: &Facts, each: &str, count: MentionId, amount: MentionId) -> Option<Times> {
    let words = &facts.mentions[amount].gap;
    let year = ["全年", "年度", "年需", "一年"].iter().any(|w| words.contains(w))
        || monthly_mean(&facts.mentions[count]);
    match each {
        "月" if year => Some(Times::Months),
        "年" => Some(Times::Once),
        _ => None,
    }
}

/// 月均受益660人: as many in each month.
fn monthly_mean(count: &Mention) -> bool {
    ["月均", "平均每月", "每月平均"].iter().any(|w| count.gap.contains(w))
}

/// What stands before the amount that a standard and a number come to.
pub(super) const SUMS: &[&str] = &[
    "共", "计", "合计", "总计", "发放", "支出", "资金", "需", "投资", "投入", "费", "兑付", "支付", "拨付",
    "补助", "补贴", "安排", "核拨", "下达", "预算", "增产", "新增", "应拨", "产量", "增收", "节约", "节水",
    "款", "金额",
];

/// The words around a standard.
fn words(m: &Mention) -> String {
    format!("{}{}", m.before, m.after)
}

/// An amount for each, with its count and the amount of all around it.
fn claims(facts: &Facts, id: MentionId) -> Vec<Claim> {
    let m = &facts.mentions[id];
    let Some(of) = standard(facts, id).filter(|_| m.kind == Kind::Amount) else {
        return Vec::new();
    };
    let near = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.para == m.para
            && n.sentence.abs_diff(m.sentence) <= 1
            && kit::exact(n)
            && n.cell.is_none()
            && n.stand == Stand::Level
    };
    let around = || {
        (id.saturating_sub(NEAR)..id)
            .rev()
            .chain(id + 1..(id + 1 + NEAR).min(facts.mentions.len()))
            .filter(near)
    };
    let counts: Vec<MentionId> = around().filter(|&i| counted(&facts.mentions[i], &of)).take(3).collect();
    // The amount of all stands behind the standard, or right before it.
    // 每生每天4元，按200天计算，每生每年800元: an amount for one of the two.
    let narrower = |w: Vec<String>| w.len() < of.len() && w.iter().all(|x| of.contains(x));
    let whole =
        |&i: &MentionId| facts.mentions[i].kind == Kind::Amount && each(facts, i).is_none_or(narrower);
    let yearly = |i: &MentionId| {
        near(i)
            || (facts.mentions[*i].before.contains("每年")
                && facts.mentions[*i].sentence == m.sentence
                && kit::exact(&facts.mentions[*i]))
    };
    // 县道每公里10000元、乡道5000元: another standard.
    let listed = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.gap.starts_with('、') && n.kind == Kind::Amount
    };
    let behind = (id + 1..(id + 3).min(facts.mentions.len())).take_while(|i| !listed(i)).filter(yearly);
    let before = (id.saturating_sub(2)..id).rev().filter(near);
    let amounts: Vec<MentionId> = behind.chain(before).filter(whole).collect();
    amounts
        .iter()
        .flat_map(|&a| counts.iter().map(move |&c| (a, c)))
        .filter(|(a, c)| a != c)
        .map(|(a, c)| {
            let mean = m.before.contains('均') && measure::is_mean(facts, id, a, c);
            let made = claim(facts, id, a, c);
            if mean { made.stance(Stance::Reading) } else { made }
        })
        .collect()
}

/// 每亩补助3500元, 3500元/亩, 按400元/人次, 户均补助2.5万元: the measure word of the thing that each amount is for; 单价
/// is for what was counted right before.
fn each(facts: &Facts, id: MentionId) -> Option<Vec<String>> {
    let m = &facts.mentions[id];
    // 元/生·天: for each of two.
    let words = |s: &str| {
        let (thing, period) = s.split_once(['·', '•', '/', '／', '.']).unwrap_or((s, ""));
        let period = PERIODS.iter().map(|p| p.0).find(|p| period.starts_with(*p)).unwrap_or_default();
        [word(thing), period.to_owned()]
    };
    let unit = m.term.unit.split_once(['/', '／']).map(|u| words(u.1)).into_iter().flatten();
    let behind = m.after.trim_start().strip_prefix(['/', '／', '每']).map(words).into_iter().flatten();
    let clause = m.before.as_str();
    // 单套24.80万元, as good as 每套.
    let single = clause.rsplit(['，', ',']).next().and_then(|c| c.trim().strip_prefix('单')).map(word);
    let found = clause.match_indices('每').map(|(i, w)| word(&clause[i + w.len()..])).chain(single);
    // 护路员326人，月补助600元: of each of them, each month.
    const PAID: &[&str] = &["月补助", "月补贴", "月津贴", "月工资", "月报酬", "月薪"];
    let own = clause.rsplit(['，', ',', '、']).next().unwrap_or_default().trim();
    let before = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.sentence == m.sentence);
    let monthly =
        PAID.contains(&own).then(|| before.map(|n| measure::word(&n.term.unit).to_owned())).flatten();
    let monthly = monthly.into_iter().flat_map(|w| [w, "月".to_owned()]);
    // 户均2.5万元, 场均1万元, and no 年均.
    let mean = clause.match_indices('均').filter_map(|(i, _)| clause[..i].chars().next_back());
    let mean = mean.filter(|c| !['平', '年', '月', '日', '季'].contains(c)).map(|c| word(&c.to_string()));
    let priced = || {
        let n = &facts.mentions[id.checked_sub(1)?];
        let near = n.sentence == m.sentence && matches!(n.kind, Kind::Count | Kind::Measure);
        let unit = measure::word(&n.term.unit).to_owned();
        (near && clause.ends_with("单价")).then_some(unit)
    };
    // 课桌椅单价286元，4300套: what is counted right behind.
    let ahead = || {
        let n = facts.mentions.get(id + 1)?;
        let counted = matches!(n.kind, Kind::Count | Kind::Measure);
        let near = n.sentence == m.sentence && n.sep <= Sep::Clause && counted && n.depth == m.depth;
        (near && clause.ends_with("单价")).then(|| measure::word(&n.term.unit).to_owned())
    };
    let all: Vec<String> =
        unit.chain(behind).chain(found).chain(monthly).chain(mean).filter(|w| !w.is_empty()).collect();
    if all.is_empty() { ahead().or_else(priced).map(|w| vec![w]) } else { Some(all) }
}

/// The measure word at the start of the words: 人次标准 → 人次.
fn word(s: &str) -> String {
    const WORDS: &[&str] = &[
        "人次",
        "平方米",
        "立方米",
        "公里",
        "人",
        "名",
        "户",
        "亩",
        "座",
        "个",
        "台",
        "套",
        "件",
        "部",
        "盏",
        "株",
        "吨",
        "米",
        "场",
        "期",
        "次",
        "村",
        "家",
        "辆",
        "头",
        "只",
        "生",
        "项",
        "处",
        "所",
        "户次",
        "批次",
        "公顷",
        "棵",
        "条",
        "口",
        "床",
        "人日",
        "天",
        "点",
        "校",
        "站",
        "班",
        "组",
        "度",
        "千瓦时",
        "栋",
        "课时",
        "学时",
        "份",
        "本",
        "袋",
        "间",
        "岗",
        "桶",
        "张",
    ];
    let found = WORDS.iter().filter(|w| s.trim_start().starts_with(**w)).max_by_key(|w| w.len());
    found.map_or_else(String::new, |w| (*w).to_owned())
}

/// The count of such things: its unit, or the thing right before or behind it.
pub(super) fn counted(m: &Mention, of: &[String]) -> bool {
    let unit = measure::word(&m.term.unit).split(['（', '(']).next().unwrap_or_default();
    let people = |w: &str| ["人", "名", "生", "位"].contains(&w);
    let same = |w: &String| {
        let called = m.after.starts_with(w.as_str()) || m.label.ends_with(w.as_str());
        let post = people(w) && m.label.ends_with("岗位") || w == "岗" && m.label.contains("岗");
        let any = ["个", "所", "家", "处"].contains(&unit);
        unit == w || people(w) && people(unit) || any && called || unit == "个" && post
    };
    // 每份3页，0.2元/页: of one of them.
    matches!(m.kind, Kind::Count | Kind::Measure)
        && !m.before.trim_start().starts_with('每')
        && of.iter().any(same)
}

pub(super) fn made(facts: &Facts, id: MentionId, amount: MentionId, count: MentionId, times: Times) -> Claim {
    let (m, a, c) = (&facts.mentions[id], &facts.mentions[amount], &facts.mentions[count]);
    let mut number = kit::role("数量", c);
    number.candidates.iter_mut().for_each(measure::count);
    let name = kit::name(a);
    let mut operands = vec![number, price(m)];
    let mut expr = Expr::times(Expr::Arg(0), Expr::Arg(1));
    let mut formula = format!("{name} = 数量 × 标准");
    match times {
        Times::Once => {}
        Times::Told(t) => {
            operands.push(often(&facts.mentions[t]));
            expr = Expr::times(expr, Expr::Arg(2));
            formula.push_str(" × 期数");
        }
        Times::Months => {
            expr = Expr::times(expr, Expr::Const(Rat::from_integer(12)));
            formula.push_str(" × 12个月");
        }
    }
    let slips = slips(&expr, m.kind);
    Claim::new("AMT008", expr, Relation::Rounds, operands, kit::role(&name, a))
        .formula(formula)
        .slips(slips)
        .link(Link::Likely)
        .severity(Severity::Error)
}

/// A standard in whole 元 is set so; a mean is rounded.
fn price(m: &Mention) -> Role {
    let role = kit::role("标准", m);
    let set = m.term.places == 0 && m.term.unit.starts_with('元') && !m.before.contains('均');
    if set { exactly(role) } else { role }
}

/// How often something is paid: in whole days or months.
fn often(m: &Mention) -> Role {
    let mut role = kit::role("期数", m);
    role.candidates.iter_mut().for_each(measure::count);
    if m.term.places == 0 { exactly(role) } else { role }
}

fn exactly(mut role: Role) -> Role {
    for t in &mut role.candidates {
        if let Value::Number(q) = &mut t.value {
            q.point = true;
        }
    }
    role
}

/// The total in another unit than its number is in, or its point in the wrong place.
fn slips(product: &Expr, kind: Kind) -> Vec<Slip> {
    let (power, units) = if kind == Kind::Amount { (4, "元与万元") } else { (3, "公斤与吨") };
    let mut slips = kit::misplaced(product);
    let explanation = format!("{units}混淆");
    slips.extend([power, -power].into_iter().filter_map(|p| kit::shifted(product, p, &explanation)));
    slips
}

fn claim(facts: &Facts, id: MentionId, amount: MentionId, count: MentionId) -> Claim {
    let (m, a, c) = (&facts.mentions[id], &facts.mentions[amount], &facts.mentions[count]);
    let here = c.sentence == m.sentence && a.sentence == m.sentence && a.sep <= Sep::Clause;
    let standard = m.before.contains("标准") || m.after.contains("标准");
    let total = ["共", "计", "合计", "共计", "总计"].iter().any(|w| a.before.trim_start().starts_with(w));
    // 每天4元，按200天计算，每年补助800元.
    let told = count == id + 1 && amount == id + 2 && (c.before.contains('按') || c.after.contains('计'));
    let stance = match here && (amount == id + 1 || told) {
        true if told || standard && total => Stance::Stated,
        true => Stance::Optional,
        false if is_of_other_unit(facts, id, amount, count) => Stance::Stated,
        false => Stance::Reading,
    };
    made(facts, id, amount, count, Times::Once).stance(stance)
}

/// 28.4万亩, 每亩15元, 共需426亿元: all the digits, and 元 for 万元 or 万元 for 亿元.
fn is_of_other_unit(facts: &Facts, id: MentionId, amount: MentionId, count: MentionId) -> bool {
    let a = &facts.mentions[amount];
    let ratio = || {
        let number = measure::value(&facts.mentions[count])?;
        num::div(kit::value(a)?, num::mul(number, kit::value(&facts.mentions[id])?)?)
    };
    let total = SUMS.iter().any(|w| kit::last(&a.gap, 8).contains(w));
    let ratio = ratio().filter(|_| total && a.term.told() >= 3 && id < amount);
    ratio.is_some_and(|r| [4, -4, 8, -8].into_iter().any(|p| num::scale10(p) == Some(r)))
}
