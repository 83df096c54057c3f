use super::tim005_events::TO;
use super::{Out, kit};
use crate::facts::{Day, Facts, Mention, Moment};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance, Term};
use crate::scheme::Scheme;

declare_rule! {
    /// 天数应与所写的起止日期相符。
    ///
    /// 依据：历时 = 止日 − 起日；首尾是否都算，相差一天以内都认。
    ///
    /// 重算：同一句里先后写出两个日期，后面说“历时”“工期”“逾期”“提前”多少天的，按历法计算两个日期相隔的天数；
    /// “历时”“为期”“共实施”多少个月的，按月份计算，首尾是否都算均认；“工期120天，自…起至…止”先写期限后写起止的同样核对；
    /// “2021年至2025年，共5年”“1998年建成，至2023年已运行25年”按年份计算；“计划10月完工，实际12月完工，延期2个月”按月份之差。
    /// 都没有年份的日期按同一年算（“自11月15日至3月15日”跨到下一年）；“历时7个多月”按满月数；前一句写开工、后一句写完工的，合起来算。
    ///
    /// ```不符
    /// 评价组于2024年4月8日进场，2024年5月17日提交初稿，历时60天。
    /// ```
    /// ```相符
    /// 评价组于2024年4月8日进场，2024年5月17日提交初稿，历时40天。
    /// ```
    ///
    /// 不报的情形：工作日；扣除停工的有效工期；句中不止两个日期；含“约”“余”的天数。
    ///
    /// 怎么改：核对两个日期和天数。
    TIM011, "duration-mismatch", "天数与起止日期不符", Warning
}

/// What a span of days between two dates is called.
const CUES: &[&str] = &[
    "历时", "逾期", "为期", "工期", "用时", "超期", "延期", "提前", "历经", "超出", "滞后", "推迟", "合计",
    "共计", "共",
];

/// 共实施24个月.
const MONTHLY: &[&str] = &["共实施", "实施期", "建设期", "合同期", "服务期", "周期"];

/// What a term that stands before its two dates is called.
const TERMS: &[&str] = &[
    "质保期",
    "保修期",
    "责任期",
    "工期",
    "期限",
    "服务期",
    "合同期",
    "建设期",
    "周期",
    "有效期",
    "租期",
    "履行期",
    "实施期",
];
/// 至2023年已运行25年.
const YEARLY: &[&str] = &["已运行", "已使用", "运行", "使用", "共", "历时", "为期", "共计"];
const ENDED: &[&str] = &["竣工", "完工", "建成", "结束", "验收", "完成"];
const LATE: &[&str] = &["推迟", "滞后", "延期", "逾期", "超期", "超出", "延迟", "延后"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for m in &facts.mentions {
        let length = m.kind != Kind::Date && m.cell.is_none();
        let units = ["天", "日", "日历天", "个日历天", "自然日", "个自然日", "个月", "年"];
        let plain = length && kit::exact(m) && units.contains(&m.term.unit.as_str());
        // 历时7个多月.
        if plain || length && !m.range && m.approximate && m.term.unit == "月" {
            out.claims.extend(behind(facts, m).or_else(|| before(facts, m)));
        }
    }
}

/// The length behind the two dates of its sentence: 4月8日进场，5月17日提交，历时40天.
fn behind(facts: &Facts, m: &Mention) -> Option<Claim> {
    let words = m.before.trim_end_matches(['了', '为', '已', '：', ' ']);
    let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    // 2024年3月1日起履行，当年底期满: a date that is not read.
    let dated = ["个月", "年", "月"].contains(&m.term.unit.as_str());
    const LAST: &[&str] = &["当年", "同年", "次年", "翌年"];
    let says = LAST.iter().any(|w| kit::last(&m.gap, 40).contains(w));
    let read = || two_before(facts, m).is_some_and(|[_, y]| LAST.iter().any(|w| y.before.ends_with(w)));
    let unread = dated && says && !read();
    let late = ends(LATE) || ends(&["提前"]);
    match m.term.unit.as_str() {
        _ if unread => None,
        "年" if ends(YEARLY) && !m.before.contains(['尚', '还', '剩', '仍']) => {
            let [x, y] = two_before(facts, m)?;
            let until = TO.contains(&x.after.trim()) || y.before.ends_with(['至', '到']);
            if until { years(&x.day, &y.day, m) } else { None }
        }
        "年" => None,
        "月" if ends(&["历时", "用时", "历经"]) => {
            two_before(facts, m).and_then(|[x, y]| whole_months(&x.day, &y.day, m))
        }
        "月" => None,
        "个月" if late => two_before(facts, m).and_then(|[x, y]| apart(x, y, m)),
        unit if is_between(m, words) && !is_of_term(facts, m) => {
            let [x, y] = two_before(facts, m)?;
            // 采暖期为11月15日至3月15日，提前5天供暖: one term, and how far off its ends were.
            // 自3月1日开工至10月20日完工，提前6天: against a day that is not printed.
            let spent = ["开工", "开始", "启动", "进场"].iter().any(|w| x.after.trim().starts_with(w))
                && ["完工", "竣工", "完成", "结束", "验收"].iter().any(|w| y.after.trim().starts_with(w));
            let due = ["计划", "合同", "约定", "应", "原定"]
                .iter()
                .any(|w| x.before.contains(w) || y.before.contains(w));
            if late && (TO.contains(&x.after.trim()) || spent && !due) {
                return None;
            }
            if unit == "个月" { months(&x.day, &y.day, m) } else { span(&x.day, &y.day, m, [0, 1, -1]) }
        }
        _ => None,
    }
}

/// The words before a length say that it lies between the two dates.
fn is_between(m: &Mention, words: &str) -> bool {
    // 比合同工期20个月提前2个月: of other dates.
    let other = ["比", "较", "合同工期", "计划工期", "提前"].iter().any(|w| m.gap.contains(w));
    // 合同工期为4月1日至9月30日，共8个月: those two say what it is.
    let told = ["合同工期", "计划工期"].iter().any(|w| {
        m.gap.split_once(w).is_some_and(|(head, tail)| {
            tail.starts_with(['为', '自', '是', '：'])
                && !head.contains(['比', '较'])
                && !tail.contains("提前")
        })
    });
    let other = other && !told;
    // 有效工期, 净施工期: without the days of rest.
    let net = ["有效", "净", "扣除", "剔除", "停工", "冬歇", "暂停", "实际工期", "实际施工"];
    // 实际工期120天（含开工当日）: counted from the one day to the other.
    let counted =
        m.rest.trim_start().starts_with(['（', '(']) && m.rest.contains('含') && m.rest.contains("当日");
    let net = net.iter().any(|w| kit::last(&m.gap, 24).contains(w)) && !counted;
    // 8月20日开工，合同工期420天: what was agreed, behind the day of the start.
    let agreed = ["合同工期", "计划工期", "约定工期"].iter().any(|w| words.ends_with(w));
    let other = other && (m.term.unit == "个月" || kit::last(words, 12).contains("工期提前")) || agreed;
    !other && !net && CUES.iter().chain(MONTHLY).any(|w| words.ends_with(w))
}

/// 历时200天，比合同工期210天提前10天: of the term before it.
fn is_of_term(facts: &Facts, m: &Mention) -> bool {
    const NEAR: usize = 4;
    let at = facts.mentions.partition_point(|n| n.at.start < m.at.start);
    let mut near = facts.mentions[..at].iter().rev().take(NEAR).take_while(|n| n.sentence == m.sentence);
    // 合同工期130天，提前8天完成; 约定工期240日历天，…，实际用时234天，提前6天.
    let days = |n: &Mention| n.term.unit == m.term.unit || [n, m].iter().all(|k| k.term.unit.ends_with('天'));
    let agreed = |n: &Mention| ["合同工期", "计划工期", "约定工期"].iter().any(|w| n.before.contains(w));
    let against = facts.mentions[..at].last().is_some_and(|n| {
        n.sentence == m.sentence && n.term.unit == m.term.unit && n.before.starts_with(['比', '较'])
    });
    against || m.before.starts_with("提前") && near.any(|n| days(n) && agreed(n))
}

/// The term before its two dates: 合同工期90天，自2023年3月1日起至2023年5月29日止.
fn before(facts: &Facts, m: &Mention) -> Option<Claim> {
    let words = m.before.trim_end_matches(['为', '：', ':', ' ', '共']);
    if !TERMS.iter().any(|w| words.ends_with(w)) {
        return None;
    }
    let [x, y] = two_behind(facts, m)?;
    let opens = x.before.rsplit(['，', ',', '（', '(', '：']).next().unwrap_or_default();
    // 自2022年10月1日验收合格之日起算，至2024年9月30日届满.
    let begun =
        ["起算", "之日起", "起计算"].iter().any(|w| x.after.contains(w)) && y.before.ends_with(['至', '到']);
    let joined =
        ["自", "从", "即", "即自", ""].contains(&opens.trim()) && (TO.contains(&x.after.trim()) || begun);
    match m.term.unit.as_str() {
        _ if !joined => None,
        "年" => years(&x.day, &y.day, m),
        "个月" => months(&x.day, &y.day, m),
        // 自…起至…止 counts both ends.
        _ => span(&x.day, &y.day, m, [1, 0, -1]),
    }
}

/// The only two dates of its sentence before a figure.
fn two_before<'f>(facts: &'f Facts, m: &Mention) -> Option<[&'f Moment; 2]> {
    let at = facts.steps.partition_point(|t| t.day.at.start < m.at.start);
    match two(facts.steps[..at].iter().rev(), m) {
        Some([y, x]) => Some([x, y]),
        None => against_agreed(facts, m, at).or_else(|| over_two_sentences(facts, m, at)),
    }
}

/// 3月15日开工，11月10日完工，较合同约定的11月30日提前20天; 计划…，实际…，提前: what came of it, and what was agreed, whatever stands before.
fn against_agreed<'f>(facts: &'f Facts, m: &Mention, at: usize) -> Option<[&'f Moment; 2]> {
    let (y, x) = (facts.steps.get(at.checked_sub(1)?)?, facts.steps.get(at.checked_sub(2)?)?);
    let here = |t: &Moment| t.day.para == m.para && (t.sentence..t.end).contains(&m.at.start);
    let says = |words: &str, list: &[&str]| list.iter().any(|w| words.contains(w));
    let agreed = says(&y.before, &["约定", "计划", "要求", "规定", "原定"]) && says(&y.before, &["较", "比"]);
    let ended = ENDED.iter().any(|w| x.after.trim_start().starts_with(w));
    // 4月10日开工，计划12月10日完工，实际11月25日完工，比计划提前15天.
    let planned = says(&x.before, &["计划", "约定", "原定", "要求"]) && says(&y.before, &["实际"]);
    let off = says(&m.before, LATE) || m.before.contains("提前");
    let agreed = agreed || planned && off && ENDED.iter().any(|w| y.after.trim_start().starts_with(w));
    (here(x) && here(y) && agreed && ended).then_some([x, y])
}

/// 工程于2022年9月15日开工。2023年3月14日竣工验收，工期为6个月: one date in each of the two sentences.
fn over_two_sentences<'f>(facts: &'f Facts, m: &Mention, at: usize) -> Option<[&'f Moment; 2]> {
    const BEGUN: &[&str] = &["开工", "动工", "启动", "进场", "开始"];
    let (y, x) = (facts.steps.get(at.checked_sub(1)?)?, facts.steps.get(at.checked_sub(2)?)?);
    let own = |t: &Moment| t.day.para == m.para && (t.sentence..t.end).contains(&m.at.start);
    let before = at.checked_sub(3).and_then(|i| facts.steps.get(i));
    let alone = before.is_none_or(|b| b.day.para != m.para || b.sentence != x.sentence);
    let next = x.day.para == m.para && x.end < y.sentence + 1 && y.sentence <= x.end + 3;
    let says = |t: &Moment, words: &[&str]| words.iter().any(|w| t.after.contains(w));
    (own(y) && alone && next && says(x, BEGUN) && says(y, ENDED)).then_some([x, y])
}

/// The only two dates of its sentence behind a figure.
fn two_behind<'f>(facts: &'f Facts, m: &Mention) -> Option<[&'f Moment; 2]> {
    let at = facts.steps.partition_point(|t| t.day.at.start < m.at.start);
    two(facts.steps[at..].iter(), m)
}

fn two<'f>(moments: impl Iterator<Item = &'f Moment>, m: &Mention) -> Option<[&'f Moment; 2]> {
    // 扣除停工, 免租期两个月: the span is not all of what lies between.
    const ASIDE: &[&str] = &["扣除", "顺延", "试运行", "免租", "停用", "停运", "暂停", "中断", "延长至"];
    let here = |t: &&Moment| t.day.para == m.para && (t.sentence..t.end).contains(&m.at.start);
    let found: Vec<&Moment> = moments.take_while(here).take(3).collect();
    let &[a, b] = found.as_slice() else { return None };
    (!ASIDE.iter().any(|w| a.text.contains(w))).then_some([a, b])
}

/// Days between two dates; whether the first and the last count is not told.
fn span(a: &Day, b: &Day, m: &Mention, more: [i64; 3]) -> Option<Claim> {
    let apart = number(b)?.checked_sub(number(a)?)?.abs();
    let lengths = more.map(|n| apart + n);
    Some(claim(a, b, m, &lengths, "天", "两个日期相隔的天数（首尾差一天均可）"))
}

fn claim(a: &Day, b: &Day, m: &Mention, lengths: &[i64], unit: &str, what: &str) -> Claim {
    // Told at the later date: either end may be the wrong one.
    let length = |&n: &i64| Term { span: b.span, ..kit::constant(n.into(), unit, b.span) };
    let candidates = lengths.iter().map(length).collect();
    let span = Role::of(&format!("{}至{}", a.quote, b.quote), candidates);
    let name = kit::name(m);
    let claim = Claim::new("TIM011", Expr::Arg(0), Relation::Rounds, vec![span], kit::role(&name, m));
    let claim = claim.formula(format!("{name} = {what}"));
    claim.stance(Stance::Stated).link(Link::Likely).severity(Severity::Warning).formal()
}

/// 2022年5月开工，2023年10月完工，历时18个月: the first and the last month may both count, or one of them.
fn months(a: &Day, b: &Day, m: &Mention) -> Option<Claim> {
    let apart = month(b)?.checked_sub(month(a)?)?.abs();
    // 4月1日至12月31日: nine whole months.
    const LAST: u8 = 28;
    let lengths: &[i64] = if a.day == 1 && b.day >= LAST { &[apart + 1] } else { &[apart, apart + 1] };
    Some(claim(a, b, m, lengths, "个月", "两个月份相隔的月数（首尾均可计入）"))
}

/// 3月8日开工，10月20日完工，历时7个多月: the months that are full.
fn whole_months(a: &Day, b: &Day, m: &Mention) -> Option<Claim> {
    let apart = month(b)?.checked_sub(month(a)?)?.abs();
    let full = apart - i64::from(b.day < a.day);
    let known = a.day > 0 && b.day > 0 && number(a)? < number(b)?;
    let mut made = claim(a, b, m, &[full], "个月", "两个日期相隔的整月数").link(Link::Likely);
    made.result.candidates.iter_mut().for_each(kit::plain);
    known.then_some(made)
}

/// 计划2023年10月底完工，实际12月底完工，延期2个月: of what was planned, and what came of it.
fn apart(x: &Moment, y: &Moment, m: &Mention) -> Option<Claim> {
    let planned = ["计划", "原定", "约定", "应于", "预定"].iter().any(|w| x.before.contains(w));
    let (a, b) = (&x.day, &y.day);
    let apart = month(b)?.checked_sub(month(a)?)?.abs();
    (planned && a.day == b.day).then(|| claim(a, b, m, &[apart], "个月", "两个月份之差"))
}

/// 2021年至2025年，共5年; 自2022年7月1日起至2025年6月30日止，三年: none where it is no whole number of years.
fn years(a: &Day, b: &Day, m: &Mention) -> Option<Claim> {
    const WHOLE: i64 = 12;
    let apart = i64::from(b.year).checked_sub(i64::from(a.year))?;
    let lengths: Vec<i64> = match (a.month, b.month, a.day, b.day) {
        (0, 0, ..) => vec![apart, apart + 1],
        (0, ..) | (_, 0, ..) => return None,
        (_, _, 0, 0) => {
            let n = month(b)?.checked_sub(month(a)?)?;
            [n, n + 1].into_iter().filter(|n| n % WHOLE == 0).map(|n| n / WHOLE).collect()
        }
        (_, _, 0, _) | (_, _, _, 0) => return None,
        _ => {
            let end = number(b)?;
            let after = |n: i64| since(i64::from(a.year) + n, i64::from(a.month), i64::from(a.day));
            (apart..=apart + 1).filter(|&n| (end - after(n)).abs() <= 1).collect()
        }
    };
    let lengths: Vec<i64> = lengths.into_iter().filter(|n| *n > 0).collect();
    (!lengths.is_empty()).then(|| claim(a, b, m, &lengths, "年", "起止年份相隔的年数（首尾均可计入）"))
}

fn month(d: &Day) -> Option<i64> {
    (d.month > 0 && !d.impossible).then(|| i64::from(d.year) * 12 + i64::from(d.month))
}

/// Days since 1 March of the year 0, of the calendar that is in use.
fn number(d: &Day) -> Option<i64> {
    (d.day > 0 && !d.impossible).then(|| since(i64::from(d.year), i64::from(d.month), i64::from(d.day)))
}

fn since(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(since(2024, 3, 1) - since(2024, 2, 28), 2);
        assert_eq!(since(2023, 12, 31) - since(2023, 10, 30), 62);
        assert_eq!(since(2025, 1, 1) - since(2023, 12, 31), 367);
    }
}
