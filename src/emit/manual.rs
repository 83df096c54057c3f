//! A rule's manual page as Markdown: what `gouji rules ID` prints and `docs/rules/` holds.

use crate::rules::Rule;
use crate::scheme::{Formula, Level};

/// The page, ending in a line end.
pub fn page(rule: &Rule) -> String {
    let body: Vec<&str> = rule.doc.trim_end().lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    format!("# {} {}（{}）\n\n{}\n", rule.id, rule.title, rule.name, body.join("\n"))
}

/// One line a rule: id, title, name.
pub fn line(rule: &Rule) -> String {
    format!("{}  {}  {}\n", rule.id, rule.title, rule.name)
}

/// The page of a formula, in the form of a rule's.
pub fn formula(f: &Formula) -> String {
    let equations: Vec<String> =
        f.equations.iter().map(|e| format!("- {} {} {}", e.name, sign(e.compare), e.right.text)).collect();
    let many = if equations.len() > 1 { "有一个相符即为相符。" } else { "" };
    let or =
        |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.to_owned() };
    format!(
        "# {} {}与公式不符（{FORMULA}）\n\n{}应等于公式算得的值；最重为{}。\n\n依据：{}\n\n重算：{many}\n\n{}\n\n也称：{}。\n\n{}```不符\n{}\n```\n```相符\n{}\n```\n\n不报的情形：{}\n\n怎么改：{}\n",
        f.id,
        f.title(),
        f.title(),
        level(f.level),
        or(&f.page.basis, "写公式的人自己的规定。"),
        equations.join("\n"),
        f.names.join("、"),
        words(f),
        f.page.fails.trim_end(),
        f.page.holds.trim_end(),
        or(
            &f.page.silent,
            "含“约”“以上”的数；同句、同段、同节里找不到算式里的数；印为 100% 而两数不等（可能另有所指）。"
        ),
        or(&f.page.remedy, "按公式重算，并核对算式里的数。"),
    )
}

pub use crate::view::known::FORMULA;

fn sign(compare: crate::scheme::Compare) -> &'static str {
    match compare {
        crate::scheme::Compare::Equal => "=",
        crate::scheme::Compare::AtMost => "≤",
        crate::scheme::Compare::AtLeast => "≥",
    }
}

pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "错误",
        Level::Warning => "警告",
        Level::Note => "提示",
    }
}

/// How the operands are found.
fn words(f: &Formula) -> String {
    let named = f.operands.iter().filter(|o| !o.words.is_empty());
    let lines: String = named.map(|o| format!("- {}：{}\n", o.name, o.words.join("、"))).collect();
    if lines.is_empty() { lines } else { format!("算式里的名称在文中的写法：\n\n{lines}\n") }
}

/// One line a formula.
pub fn formula_line(f: &Formula) -> String {
    format!("{}  {}与公式不符  {FORMULA}\n", f.id, f.title())
}
