use super::{Out, kit};
use crate::facts::{Day, Facts};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 时间应当合乎先后：年度结束在前，通知、报告在后。
    ///
    /// 依据：年度自评在年度终了之后进行；报告日期不早于所引文件，也不早于评价年度末。
    ///
    /// 重算：评价年度末 ≤ 报告日期；所引文件年份 ≤ 报告年份；自评通知年份 ≥ 评价年度；开工、完工等时间 ≤ 报告日期。
    ///
    /// ```不符
    /// 柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将有关情况报告如下。
    /// 柳溪街道办事处
    /// 2023年6月5日
    /// ```
    /// ```相符
    /// 柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将有关情况报告如下。
    /// 柳溪街道办事处
    /// 2024年6月5日
    /// ```
    ///
    /// 不报的情形：没有落款日期；预计、计划中的时间；预算说明的落款（预算在年度开始前后公布）。
    ///
    /// 怎么改：核对落款日期与评价年度。
    TIM001, "dates-out-of-order", "时间先后不合", Warning
}

/// What must lie in the past when it is reported.
const PAST: &[&str] = &["开工", "竣工", "完工", "验收", "投入使用", "建成", "启动", "印发", "成立", "通车"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let Some((year, at)) = facts.frame.year else { return };
    let end =
        Day { span: at, year: year as u32, month: 12, day: 31, quote: format!("{year}年度"), ..empty() };
    let own = Day { month: 0, day: 0, ..end.clone() };
    for d in &facts.frame.documents {
        if let Some(signed) = &facts.frame.signed {
            out.claims.push(claim("所引文件年份", d, "报告日期", signed));
        }
        out.claims.push(claim("评价年度", &own, "自评通知年份", d).stance(Stance::Optional));
    }
    let Some(signed) = &facts.frame.signed else {
        return events(facts, &end, "评价年度末", out);
    };
    if !kit::is_budget_report(facts) {
        out.claims.push(claim("评价年度末", &Day { month: 12, day: 31, ..end }, "报告日期", signed));
    }
    events(facts, signed, "报告日期", out);
}

/// What was begun or finished lies before the report.
fn events(facts: &Facts, limit: &Day, name: &str, out: &mut Out) {
    let past = |d: &&Day| d.month > 0 && PAST.iter().any(|w| d.after.trim_start().starts_with(w));
    for d in facts.frame.dates.iter().filter(past) {
        let what: String = d.after.trim_start().chars().take(2).collect();
        out.claims.push(claim(&format!("{what}时间"), d, name, limit).stance(Stance::Optional));
    }
}

fn empty() -> Day {
    let (quote, after) = (String::new(), String::new());
    Day {
        span: crate::span::Span::default(),
        year: 0,
        month: 0,
        day: 0,
        quote,
        after,
        para: 0,
        at: 0..0,
        impossible: false,
    }
}

fn claim(a: &str, earlier: &Day, b: &str, later: &Day) -> Claim {
    let operands = vec![Role::one(a, kit::date(earlier))];
    Claim::new("TIM001", Expr::Arg(0), Relation::Ordered, operands, Role::one(b, kit::date(later)))
        .formula(format!("{a}（{}）≤ {b}（{}）", earlier.quote, later.quote))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
