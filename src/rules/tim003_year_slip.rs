use super::{Out, kit};
use crate::facts::{Facts, Moment};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 与上年比较时，年份应是评价年度的上一年。
    ///
    /// 依据：决算与上年决算比较；与评价年度自己比较，多是照抄上年报告而漏改年份。
    ///
    /// 重算：题名年度为 Y 的报告里，“与 Y 年（决算、支出、同期）相比”“比 Y 年增加”。
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
const COMPARED: &[&str] = &["决算", "支出", "收入", "同期", "相比", "持平", "增加", "减少", "增长", "下降", "上升", "提高", "降低"];
/// What speaks of the year itself or of a time within it.
const WITHIN: &[&str] = &["预算", "年初", "初", "末", "底", "调整", "计划", "目标", "月", "季度", "半年", "批复", "下达", "任务"];
const NEXT: &[&str] = &["计划", "打算", "安排", "下一步", "建议", "展望", "思路"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let Some((year, _)) = facts.frame.year else { return };
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
    let other = |o: &&Moment| o.day.para == m.day.para && o.sentence == m.sentence && o.day.year != m.day.year;
    let words = ["今年", "明年", "下年", "次年", "来年", "预计", "计划", "拟"];
    !facts.moments.iter().any(|o| other(&o)) && !words.iter().any(|w| m.text.contains(w))
}
