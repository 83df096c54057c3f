use super::{Out, kit};
use crate::facts::Facts;
use crate::layout::HeadingStyle;
use crate::ledger::{Edit, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 同一层次的标题应使用同一种序号。
    ///
    /// 依据：GB/T 9704—2012 7.3.3，第一层用“一、”，第二层用“（一）”，第三层用“1.”。
    ///
    /// 重算：“三、”与“五、”之间若有独立成段的“4、”标题，应为“四、”。
    ///
    /// ```不符
    /// 一、基本情况
    /// 2、主要做法
    /// 三、存在问题
    /// ```
    /// ```相符
    /// 一、基本情况
    /// 二、主要做法
    /// 三、存在问题
    /// ```
    ///
    /// 不报的情形：号码与上下文接不上。
    ///
    /// 怎么改：改用本层次的序号。
    STR002, "heading-style", "标题序号样式不一", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for i in 0..facts.headings.len() {
        if stray(facts, i).is_none() {
            continue;
        }
        let t = &facts.headings[i];
        let right = format!("{}、", chinese(t.heading.number.unwrap_or(0)));
        let message = format!("标题序号“{}”与上下各级标题的样式不一，应为“{right}”", t.heading.shown);
        let mut f = kit::finding("STR002", Severity::Warning, t.span, message);
        f.printed = Some(t.heading.shown.clone());
        f.expected = Some(right.clone());
        f.edits = vec![Edit { span: t.span, text: right }];
        out.findings.push(f);
    }
}

/// The heading 三、 that a stray 4、 continues, when 五、 comes next.
pub(super) fn stray(facts: &Facts, i: usize) -> Option<usize> {
    let h = &facts.headings[i].heading;
    if h.style != HeadingStyle::Arabic || !h.alone || h.label.is_empty() {
        return None;
    }
    let top = |k: &usize| facts.headings[*k].heading.style == HeadingStyle::Chinese;
    let before = (0..i).rev().find(top)?;
    let after = (i + 1..facts.headings.len()).find(top)?;
    let number = |k: usize| facts.headings[k].heading.number;
    let next = number(before)?.checked_add(1)?;
    let fits = h.number == Some(next) && number(after) == Some(next + 1);
    // A list 1. 2. 3. 4. under 三、 is no stray.
    let listed = (before + 1..i).any(|k| {
        let o = &facts.headings[k].heading;
        o.style == HeadingStyle::Arabic && o.parent == h.parent && o.number.map(|n| n + 1) == h.number
    });
    (fits && !listed).then_some(before)
}

fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n as usize / 10 % 10, n as usize % 10);
    let head = if tens > 1 { DIGITS[tens] } else { "" };
    format!("{head}{}{}", if tens > 0 { "十" } else { "" }, DIGITS[ones])
}
