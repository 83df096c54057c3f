use super::{Out, kit};
use crate::facts::{Facts, Moment};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 批复、开工、完工、验收应当依次在后。
    ///
    /// 依据：项目先批复再开工，完工之后才验收。
    ///
    /// 重算：同一句里前后相接的两个日期，所说的事在先的，日期也应在先。
    ///
    /// ```不符
    /// 项目于2023年9月开工，2023年5月完工。
    /// ```
    /// ```相符
    /// 项目于2023年5月开工，2023年9月完工。
    /// ```
    ///
    /// 不报的情形：两个日期之间说到了别的项目；计划的日期；没有印年份的日期。
    ///
    /// 怎么改：核对两个日期。
    TIM005, "events-out-of-order", "项目时间先后不合", Warning
}

/// What happens to a project, in this order.
const PHASES: &[&[&str]] = &[
    &["批复", "批准立项", "立项"],
    &["开工", "动工", "正式开工", "全面开工", "开工建设"],
    &["完工", "竣工", "全面完工", "全部完工", "建成", "主体完工"],
    &[
        "验收",
        "通过验收",
        "竣工验收",
        "完成验收",
        "通过竣工验收",
        "组织验收",
        "交工验收",
        "通过交工验收",
        "完成竣工验收",
    ],
];
/// Most characters between the first event and the second date.
const NEAR: usize = 8;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for pair in facts.moments.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let joined = a.day.para == b.day.para && a.sentence == b.sentence;
        let dated = a.day.month > 0 && b.day.month > 0;
        if let (true, true, Some((x, p)), Some((y, q))) = (joined, dated, phase(a), phase(b))
            && p < q
            && linked(a, b, x)
        {
            out.claims.push(claim(a, b, x, y));
        }
    }
}

/// The event right behind a date, and its place in the order; the longest word that fits.
fn phase(m: &Moment) -> Option<(&'static str, usize)> {
    let after = happening(m);
    let all = PHASES.iter().enumerate().flat_map(|(k, words)| words.iter().map(move |w| (*w, k)));
    all.filter(|(w, _)| after.starts_with(w)).max_by_key(|(w, _)| w.len())
}

/// The words from the event on: 9月15日前开工; 6月获水利局初步设计批复 is of 批复.
fn happening(m: &Moment) -> &str {
    const LONG: usize = 20;
    let after = m.after.trim_start_matches(['，', ' ', '前', '底']);
    let told = ["获", "经", "取得"].iter().any(|w| after.starts_with(w));
    let clause = after.split(['，', '；', '。']).next().unwrap_or("");
    let short = told && clause.chars().count() <= LONG;
    // 通过县级验收, 通过合同完工验收.
    let passed = after.starts_with("通过") && clause.chars().count() <= LONG && clause.ends_with("验收");
    match PHASES[0].iter().find(|w| short && clause.ends_with(**w)).or(passed.then_some(&"验收")) {
        Some(word) => &after[clause.len() - word.len()..],
        None => after,
    }
}

/// Only joining words stand between the first event and the second date.
fn linked(a: &Moment, b: &Moment, event: &str) -> bool {
    let after = happening(a);
    let rest = after.strip_prefix(event).unwrap_or(after);
    let planned =
        ["计划", "预计", "拟", "应", "原定"].iter().any(|w| a.before.contains(w) || b.before.contains(w));
    let words: String = rest.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let plain = ["", "于", "并于", "建设", "并", "至", "后于", "已于", "建设于", "建设并于", "在"]
        .contains(&words.as_str());
    plain && rest.chars().count() <= NEAR && !planned
}

fn claim(a: &Moment, b: &Moment, x: &str, y: &str) -> Claim {
    let (first, then) = (format!("{x}时间"), format!("{y}时间"));
    let operands = vec![Role::one(&first, kit::date(&a.day))];
    Claim::new("TIM005", Expr::Arg(0), Relation::Ordered, operands, Role::one(&then, kit::date(&b.day)))
        .formula(format!("{first}（{}）≤ {then}（{}）", a.day.quote, b.day.quote))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
