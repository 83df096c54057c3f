//! `--statistics`: what was found, by rule and by unit.

use super::model::CheckDocument;
use super::words::clean;
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Sums over documents; a rule or unit takes a line whatever the number of documents.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<String, Line>,
    units: BTreeMap<String, Line>,
}

#[derive(Clone, Debug, Default)]
struct Line {
    documents: u32,
    error: u32,
    warning: u32,
    note: u32,
    held: u32,
    failed: u32,
    unread: u32,
}

impl Line {
    fn add(&mut self, o: &Self) {
        self.documents += o.documents;
        self.error += o.error;
        self.warning += o.warning;
        self.note += o.note;
        self.held += o.held;
        self.failed += o.failed;
        self.unread += o.unread;
    }
}

impl Statistics {
    /// Of one document.
    pub fn of(doc: &CheckDocument) -> Self {
        let mut rules: BTreeMap<String, Line> = BTreeMap::new();
        for f in &doc.findings {
            let line = rules.entry(f.rule.clone()).or_default();
            *match f.severity {
                "error" => &mut line.error,
                "warning" => &mut line.warning,
                _ => &mut line.note,
            } += 1;
            line.documents = 1;
        }
        for c in &doc.checks {
            let line = rules.entry(c.rule.clone()).or_default();
            line.held += u32::from(c.holds == Some(true));
            line.failed += u32::from(c.holds == Some(false));
        }
        let unit = doc.head.unit.clone().unwrap_or_else(|| "（未认出单位）".to_owned());
        let unread = u32::from(doc.head.error.is_some());
        let unit = if unread > 0 { "（未能读取）".to_owned() } else { unit };
        let mut all = Line { unread, ..Line::default() };
        rules.values().for_each(|l| all.add(l));
        all.documents = 1;
        Self { rules, units: BTreeMap::from([(unit, all)]) }
    }

    pub fn add(&mut self, other: Self) {
        for (key, line) in other.rules {
            self.rules.entry(key).or_default().add(&line);
        }
        for (key, line) in other.units {
            self.units.entry(key).or_default().add(&line);
        }
    }

    /// Both tables; `title` gives a rule's title.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(&self, out: &mut dyn Write, title: impl Fn(&str) -> String) -> io::Result<()> {
        let named = |id: &String| format!("{id}  {}", title(id));
        let rules = self.rules.iter().map(|(id, l)| (named(id), l)).collect();
        table(out, "按规则", "有问题的份数", sorted(rules))?;
        writeln!(out)?;
        let units = self.units.iter().map(|(unit, l)| (clean(unit), l)).collect();
        table(out, "按单位", "份数", sorted(units))
    }
}

/// The worst first, then by name.
fn sorted(mut lines: Vec<(String, &Line)>) -> Vec<(String, &Line)> {
    lines.sort_by(|a, b| {
        let rank = |l: &Line| (l.error, l.warning, l.note, l.failed);
        rank(b.1).cmp(&rank(a.1)).then_with(|| a.0.cmp(&b.0))
    });
    lines
}

fn table(out: &mut dyn Write, title: &str, documents: &str, lines: Vec<(String, &Line)>) -> io::Result<()> {
    let mut rows = vec![
        [title, documents, "错误", "警告", "提示", "相符的关系", "不符的关系"].map(str::to_owned).to_vec(),
    ];
    for (name, l) in lines {
        let counts = [l.documents, l.error, l.warning, l.note, l.held, l.failed];
        rows.push(std::iter::once(name).chain(counts.map(|n| n.to_string())).collect());
    }
    let columns = rows[0].len();
    let widths: Vec<usize> =
        (0..columns).map(|c| rows.iter().map(|r| r[c].width()).max().unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::new();
        for (c, cell) in row.iter().enumerate() {
            let blank = " ".repeat(widths[c] - cell.width());
            let padded = if c == 0 { format!("{cell}{blank}") } else { format!("  {blank}{cell}") };
            line.push_str(&padded);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
