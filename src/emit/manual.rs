//! A rule's manual page as Markdown: what `gouji rules ID` prints and `docs/rules/` holds.

use crate::rules::Rule;

/// The page, ending in a line end.
pub fn page(rule: &Rule) -> String {
    let body: Vec<&str> = rule.doc.trim_end().lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    format!("# {} {}（{}）\n\n{}\n", rule.id, rule.title, rule.name, body.join("\n"))
}

/// One line a rule: id, title, name.
pub fn line(rule: &Rule) -> String {
    format!("{}  {}  {}\n", rule.id, rule.title, rule.name)
}
