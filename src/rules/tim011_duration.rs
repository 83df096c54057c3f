use super::{Out, kit};
use crate::facts::{Day, Facts, Mention, Moment};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 天数应与所写的起止日期相符。
    ///
    /// 依据：历时 = 止日 − 起日；首尾是否都算，相差一天以内都认。
    ///
    /// 重算：同一句里先后写出两个日期，后面说“历时”“工期”“逾期”“提前”多少天的，按历法计算两个日期相隔的天数；
    /// “历时”“为期”“共实施”多少个月的，按月份计算，首尾是否都算均认。
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

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for m in &facts.mentions {
        let words = m.before.trim_end_matches(['了', '为', '已', '：', ' ']);
        let unit = ["天", "日", "个月"].contains(&m.term.unit.as_str());
        // 比合同工期20个月提前2个月: of other dates.
        let other = ["比", "较", "合同工期", "计划工期", "提前"].iter().any(|w| m.gap.contains(w));
        // 有效工期, 净施工期: without the days of rest.
        let net = ["有效", "净", "扣除", "剔除", "停工", "冬歇", "暂停", "实际工期", "实际施工"];
        let net = net.iter().any(|w| kit::last(&m.gap, 24).contains(w));
        let late = ["推迟", "滞后", "延期", "逾期", "超期", "超出"].iter().any(|w| words.ends_with(w));
        let other = (other || late) && m.term.unit == "个月";
        let told = unit && !other && !net && CUES.iter().chain(MONTHLY).any(|w| words.ends_with(w));
        if told && m.kind != Kind::Date && m.cell.is_none() && kit::exact(m) {
            out.claims.extend(claim(facts, m));
        }
    }
}

fn claim(facts: &Facts, m: &Mention) -> Option<Claim> {
    let here = |t: &&Moment| {
        let end = t.sentence + t.text.len() as u32;
        t.day.at.end <= m.at.start && m.at.start < end && t.day.para == m.para
    };
    // The dates stand in the order of the text.
    let from = facts.steps.partition_point(|t| t.day.para < m.para);
    let of_para = facts.steps[from..].iter().take_while(|t| t.day.para == m.para);
    let days: Vec<&Day> = of_para.filter(here).map(|t| &t.day).collect();
    let &[a, b] = days.as_slice() else { return None };
    // 2024年3月1日起履行，当年12月31日期满: a date that is not read.
    let other = ["当年", "同年", "次年", "翌年"];
    let other = other.iter().any(|w| kit::last(&m.gap, 40).contains(w));
    if m.term.unit == "个月" && other {
        return None;
    }
    if m.term.unit == "个月" {
        return months(a, b, m);
    }
    let apart = number(b)?.checked_sub(number(a)?)?.abs();
    let candidates = [apart, apart + 1, apart - 1].map(|n| kit::constant(n.into(), "天", b.span)).to_vec();
    let span = Role { name: format!("{}至{}", a.quote, b.quote), candidates };
    let name = kit::name(m);
    let claim = Claim::new("TIM011", Expr::Arg(0), Relation::Rounds, vec![span], kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 两个日期相隔的天数（首尾差一天均可）"));
    Some(claim.stance(Stance::Stated).link(Link::Likely).severity(Severity::Warning).formal())
}

/// 2022年5月开工，2023年10月完工，历时18个月: the first and the last month may both count, or one of them.
fn months(a: &Day, b: &Day, m: &Mention) -> Option<Claim> {
    let of = |d: &Day| (d.month > 0 && !d.impossible).then(|| i64::from(d.year) * 12 + i64::from(d.month));
    let apart = of(b)?.checked_sub(of(a)?)?.abs();
    let candidates = [apart, apart + 1].map(|n| kit::constant(n.into(), "个月", b.span)).to_vec();
    let span = Role { name: format!("{}至{}", a.quote, b.quote), candidates };
    let name = kit::name(m);
    let claim = Claim::new("TIM011", Expr::Arg(0), Relation::Rounds, vec![span], kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 两个月份相隔的月数（首尾均可计入）"));
    Some(claim.stance(Stance::Stated).link(Link::Likely).severity(Severity::Warning).formal())
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
