use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Related, Severity};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 下降不再加负号；两个百分数之差用“个百分点”。
    ///
    /// 依据：“下降 -3.2%”是双重否定；35% 到 40% 是提高 5 个百分点，不是 5%。
    ///
    /// 重算：减少、下降、降低后面直接是负数；“由 a% 提高到 b%，提高 c%”而 c 恰为 b − a。
    ///
    /// ```不符
    /// 全年支出850.00万元，比上年下降-3.20%。
    /// ```
    /// ```相符
    /// 全年支出850.00万元，比上年下降3.20%。
    /// ```
    ///
    /// 不报的情形：“增长 -3.2%”；c 是相对变化的。
    ///
    /// 怎么改：去掉负号；改为“个百分点”。
    CHG023, "signed-change", "增减的符号或单位", Note
}

const DOWN: &[&str] = &["减少", "下降", "降低", "减少了", "下降了", "降低了", "降幅"];
const CHANGES: &[&str] = &["提高", "上升", "增加", "增长", "下降", "降低", "减少", "提高了", "上升了", "增加了", "下降了", "降低了", "减少了"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for m in facts.mentions.iter().filter(|m| m.cell.is_none() && !m.range) {
        let negative = kit::value(m).is_some_and(|v| v < Rat::ZERO);
        if negative && DOWN.iter().any(|v| m.before.trim_end().ends_with(v)) {
            let message = format!("“下降”“减少”后又有负号：{}{}", m.term.printed, m.term.unit);
            out.findings.push(kit::finding("CHG023", Severity::Note, m.term.span, message));
        }
    }
    for triple in facts.mentions.windows(3) {
        let [a, b, c] = triple else { continue };
        if is_difference(a, b, c) == Some(true) {
            let message = format!("{}%是两个百分数之差，应为“个百分点”", c.term.printed);
            let mut f = kit::finding("CHG023", Severity::Note, c.term.span, message);
            f.related = [a, b].iter().map(|m| Related { role: "百分数".to_owned(), span: m.term.span }).collect();
            out.findings.push(f);
        }
    }
}

/// 由a%提高到b%，提高c% with c = b − a, which is not the relative change.
fn is_difference(a: &Mention, b: &Mention, c: &Mention) -> Option<bool> {
    let percents = [a, b, c].iter().all(|m| m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m));
    let told = a.sentence == c.sentence && (a.before.contains(['由', '从']) || a.before.contains("上年"));
    let joined = ["到", "至", "为"].iter().any(|w| b.gap.trim_end().ends_with(w));
    let changes = CHANGES.contains(&c.gap.trim_matches(['，', ' ', '、']));
    if !percents || !told || !joined || !changes {
        return None;
    }
    let (x, y, z) = (kit::value(a)?, kit::value(b)?, kit::value(c)?);
    let gap = num::sub(x.max(y), x.min(y))?;
    let relative = num::mul(num::div(gap, x)?, Rat::from_integer(100))?;
    let near = num::half_up(relative, c.term.places) == Some(z);
    Some(gap == z && !near)
}
