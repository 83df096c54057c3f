use super::{Out, kit};
use crate::facts::{Facts, Mention, Stand};
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
    /// 垃圾分类覆盖率由88.20%提高到93.50%，提高5.30%。
    /// ```
    /// ```相符
    /// 垃圾分类覆盖率由88.20%提高到93.50%，提高5.30个百分点。
    /// ```
    ///
    /// 不报的情形：“增长 -3.2%”；c 是相对变化的。
    ///
    /// 多余的负号只作提示，因为不知道错在动词还是符号。
    ///
    /// 怎么改：去掉负号；改为“个百分点”。
    CHG023, "signed-change", "增减的符号或单位", Warning
}

const DOWN: &[&str] = &["减少", "下降", "降低", "减少了", "下降了", "降低了", "降幅"];
const CHANGES: &[&str] = &[
    "提高",
    "上升",
    "增加",
    "增长",
    "下降",
    "降低",
    "减少",
    "提高了",
    "上升了",
    "增加了",
    "下降了",
    "降低了",
    "减少了",
];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for m in facts.mentions.iter().filter(|m| m.cell.is_none() && !m.range) {
        let negative = kit::value(m).is_some_and(|v| v < Rat::ZERO);
        if negative && DOWN.iter().any(|v| m.before.trim_end().ends_with(v)) {
            let message = format!("“下降”“减少”后又有负号：{}{}", m.term.printed, m.term.unit);
            out.findings.push(kit::finding("CHG023", Severity::Note, m.term.span, message));
        }
    }
    for id in 0..facts.mentions.len() {
        let Some([a, b]) = differing(facts, id) else { continue };
        let c = &facts.mentions[id];
        let message = format!("{}%是两个百分数之差，应为“个百分点”", c.term.printed);
        let mut f = kit::finding("CHG023", Severity::Warning, c.term.span, message);
        f.related = [a, b].iter().map(|m| Related { role: "百分数".to_owned(), span: m.term.span }).collect();
        out.findings.push(f);
    }
}

/// 由a%提高到b%，提高c%; b%，较上年a%提高c%; 在a%的基础上提高c%: the two percentages whose difference c is, where
/// the relative change is another.
fn differing(facts: &Facts, id: usize) -> Option<[&Mention; 2]> {
    const BACK: usize = 20;
    let c = &facts.mentions[id];
    let percent = |m: &Mention| m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m);
    let changes = CHANGES.iter().any(|w| c.before.trim_end().ends_with(w));
    let before = facts.mentions.get(id.checked_sub(1)?).filter(|m| percent(m) && m.sentence == c.sentence)?;
    if !percent(c) || !changes {
        return None;
    }
    let near = |m: &&Mention| percent(m) && m.para == c.para && m.stand != Stand::Change;
    let others = facts.mentions[id.saturating_sub(BACK)..id - 1]
        .iter()
        .rev()
        .chain(facts.mentions.get(id + 1))
        .filter(near);
    let past = |m: &Mention| {
        m.stand == Stand::Previous
            || ["由", "从", "上年", "去年", "基础"].iter().any(|w| m.gap.contains(w) || m.after.contains(w))
    };
    others.into_iter().find_map(|o| {
        let (a, b) = if past(before) { (before, o) } else { (o, before) };
        (past(a) && is_difference(a, b, c) == Some(true)).then_some([a, b])
    })
}

/// c = |b − a|, which is not the relative change.
fn is_difference(a: &Mention, b: &Mention, c: &Mention) -> Option<bool> {
    let (x, y, z) = (kit::value(a)?, kit::value(b)?, kit::value(c)?);
    let gap = num::sub(x.max(y), x.min(y))?;
    let relative = num::mul(num::div(gap, x)?, Rat::from_integer(100))?;
    let near = num::half_up(relative, c.term.places) == Some(z);
    Some(gap == z && !near)
}
