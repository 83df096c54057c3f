use super::{Out, kit};
use crate::facts::{Facts, Moment};
use crate::ledger::{Claim, Expr, Relation, Role, Severity, Stance, Term, Value};
use crate::scheme::Scheme;
use crate::span::Span;

declare_rule! {
    /// 与上年比较时，年份应是评价年度的上一年。
    ///
    /// 依据：决算与上年决算比较；与评价年度自己比较，多是照抄上年报告而漏改年份。
    ///
    /// 重算：题名年度为 Y 的报告里，“与 Y 年（决算、支出、同期）相比”“比 Y 年增加”；“截至 Y−1 年 12 月 31 日”“Y−1 年度绩效目标”；
    /// 各处都与 Y−1 年比较而一处与 Y−2 年决算数比较。
    ///
    /// ```不符
    /// 清水县财政局2022年度部门决算说明
    /// 一、支出情况
    /// 全年支出850.00万元，比2022年增加50.00万元。
    /// ```
    /// ```相符
    /// 清水县财政局2022年度部门决算说明
    /// 一、支出情况
    /// 全年支出850.00万元，比2021年增加50.00万元。
    /// ```
    ///
    /// 不报的情形：与本年预算数、年初数比较；同一句里还有别的年份；说的是下年计划的一节。
    ///
    /// 怎么改：改为上一年，并核对所引的上年数。
    TIM003, "year-slip", "比较的年份不对", Warning
}

/// What is compared with a whole year.
const COMPARED: &[&str] =
    &["决算", "支出", "收入", "同期", "相比", "持平", "增加", "减少", "增长", "下降", "上升", "提高", "降低"];
/// What speaks of the year itself or of a time within it.
const WITHIN: &[&str] =
    &["预算", "年初", "初", "末", "底", "调整", "计划", "目标", "月", "季度", "半年", "批复", "下达", "任务"];
const NEXT: &[&str] = &["计划", "打算", "安排", "下一步", "建议", "展望", "思路"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let Some((year, title)) = facts.frame.year else { return };
    ties(facts, year, title, out);
    for m in &facts.moments {
        if let Some(message) = stale(facts, m, year).or_else(|| skipped(facts, m, year)) {
            out.findings.push(kit::finding("TIM003", Severity::Warning, m.day.span, message));
        }
    }
    for m in facts.moments.iter().filter(|m| m.day.year == year as u32 && m.day.month == 0) {
        let title = m.section.and_then(|s| facts.headings.get(s as usize)).map_or("", |t| t.text.as_str());
        let next = NEXT.iter().any(|w| title.contains(w)) || title.contains(&(year + 1).to_string());
        if compared(m) && alone(facts, m) && !next {
            let message = format!("报告年度是{year}年，这里却与{year}年比较，疑应为{}年", year - 1);
            let mut f = kit::finding("TIM003", Severity::Warning, m.day.span, message);
            f.printed = Some(format!("{year}年"));
            f.expected = Some(format!("{}年", year - 1));
            out.findings.push(f);
        }
    }
}

/// Years that are as they should be: that of the title again, its end, and the one before it that is compared with.
fn ties(facts: &Facts, year: i32, title: Span, out: &mut Out) {
    for m in facts.moments.iter().filter(|m| m.day.span != title) {
        let d = &m.day;
        let there = kit::date(d);
        let (value, printed) = (Value::Date(year as u32, 0, 0), format!("{year}年度"));
        let own = Term { span: title, value, printed, ..there.clone() };
        let whole = d.month == 0 && (d.quote.ends_with('度') || m.after.trim_start().starts_with('度'));
        let same = d.year == year as u32;
        let (earlier, later, what) = match () {
            () if same && whole => (own, there, "年度与题名一致"),
            () if same && d.month == 12 && d.day == 31 => (own, there, "截止日在评价年度之内"),
            () if d.year + 1 == year as u32 && d.month == 0 && compared(m) => (there, own, "比较的是上一年"),
            () => continue,
        };
        let (a, b) = (Role::one("年份", earlier), Role::one("年份", later));
        let claim = Claim::new("TIM003", Expr::Arg(0), Relation::Ordered, vec![a], b);
        out.claims.push(claim.formula(what.to_owned()).stance(Stance::Reading));
    }
}

/// 截至 the end of the year before, or the goals of the year before, in a report on this year.
fn stale(facts: &Facts, m: &Moment, year: i32) -> Option<String> {
    if m.day.year != (year - 1) as u32
        || !alone(facts, m)
        || ["上年", "上一年", "去年", "结转", "结果应用"].iter().any(|w| m.text.contains(w))
    {
        return None;
    }
    if kit::is_budget_report(facts) {
        return None;
    }
    let cut = m.before.trim_end().ends_with("截至") || m.before.trim_end().ends_with("截止");
    let end = m.day.month == 12 && m.day.day == 31 || m.day.quote.contains(['末', '底']);
    let after = m.after.trim_start_matches(['年', '度', '的', ' ']);
    let own = [
        "部门整体支出绩效目标",
        "整体支出绩效目标",
        "绩效目标",
        "部门整体支出绩效自评",
        "整体支出绩效自评",
        "部门决算情况",
    ];
    let goal = own.iter().any(|w| after.starts_with(w))
        && ["设定", "制定", "下达", "批复", "申报", "根据", "按照", "对照"]
            .iter()
            .any(|w| m.before.contains(w));
    // 截至2022年底，列养里程1286公里: what there was when the year began.
    const DONE: &[&str] = &["支出", "执行", "支付", "拨付", "完成", "使用", "到位", "结余", "评"];
    let done = m.day.month == 12 || DONE.iter().any(|w| m.text.contains(w));
    if cut && end && done && !is_background(facts, m) {
        return Some(format!("报告年度是{year}年，这里却截至{}年末，疑应为{year}年", year - 1));
    }
    goal.then(|| {
        format!("报告年度是{year}年，这里却是{}年度的绩效目标（自评），疑为上年报告的文字", year - 1)
    })
}

/// What there was before the project began is told under a heading of its own.
fn is_background(facts: &Facts, m: &Moment) -> bool {
    let heading = m.section.and_then(|s| facts.headings.get(s as usize));
    heading.is_some_and(|h| ["背景", "立项", "缘由", "必要性"].iter().any(|w| h.text.contains(w)))
}

/// 与2016年决算数相比 in a report on 2018 that compares with 2017 elsewhere.
fn skipped(facts: &Facts, m: &Moment, year: i32) -> Option<String> {
    const OFTEN: usize = 2;
    let other = |y: i32| {
        facts.moments.iter().filter(|o| o.day.year == y as u32 && o.day.month == 0 && compared(o)).count()
    };
    let odd = m.day.year == (year - 2) as u32 && compared(m) && m.after.contains("决算") && alone(facts, m);
    (odd && other(year - 1) >= OFTEN && other(year - 2) == 1)
        .then(|| format!("其他各处都与{}年比较，这里却与{}年比较，疑应为{}年", year - 1, year - 2, year - 1))
}

fn compared(m: &Moment) -> bool {
    let before = m.before.trim_end();
    let than = before.ends_with(['比', '较']);
    let with = before.ends_with(['与', '同', '和']);
    let after = m.after.trim_start_matches(['年', '度', '的', ' ']);
    let near: String = after.chars().take(12).collect();
    let within = WITHIN.iter().any(|w| near.contains(w)) || m.day.quote.contains(['初', '末', '底', '中']);
    let starts = COMPARED.iter().any(|w| after.starts_with(w));
    let told = with && ["相比", "持平", "比较"].iter().any(|w| after.contains(w)) && starts;
    (than && starts || told) && !within
}

/// No other year, and no word for one, in its sentence.
fn alone(facts: &Facts, m: &Moment) -> bool {
    let other =
        |o: &&Moment| o.day.para == m.day.para && o.sentence == m.sentence && o.day.year != m.day.year;
    let words = ["今年", "明年", "下年", "次年", "来年", "预计", "计划", "拟"];
    !facts.moments.iter().any(|o| other(&o)) && !words.iter().any(|w| m.text.contains(w))
}
