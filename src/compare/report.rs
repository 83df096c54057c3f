//! What a comparison says, as text and as `gouji.compare/1`.

use annotate_snippets::normalize_untrusted_str;
use serde::Serialize;
use std::io::{self, Write};

pub const COMPARE: &str = "gouji.compare/1";

#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Reports that were read.
    pub documents: usize,
    pub comparisons: Vec<Comparison>,
}

/// One set of reports held against each other.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// "drafts", "years", "forms", "streets", "copies".
    pub kind: &'static str,
    /// In Chinese: whose reports, of which years.
    pub title: String,
    pub paths: Vec<String>,
    /// What holds or is only to be known, in Chinese.
    pub remarks: Vec<String>,
    pub items: Vec<Item>,
}

/// Something that a person must look at.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Item {
    /// For machines: "previous-value", "indicator-gone", "text-unchanged", "differs", "all-full", "outlier",
    /// "full-mark", "copied", "closed", "stays", "new".
    pub what: &'static str,
    pub message: String,
    pub spots: Vec<Spot>,
    /// Whether it is a doubt; a closed one is none.
    pub doubt: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spot {
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub section: Option<String>,
    pub quote: String,
}

impl Report {
    pub fn doubts(&self) -> usize {
        self.comparisons.iter().flat_map(|c| &c.items).filter(|i| i.doubt).count()
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    tool: Tool,
    #[serde(flatten)]
    report: &'a Report,
    errors: &'a [Unread],
}

/// A file that could not be read, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Unread {
    pub path: String,
    pub error: String,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// # Errors
/// When the writer fails.
pub fn json(out: &mut dyn Write, report: &Report, errors: &[Unread]) -> io::Result<()> {
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    serde_json::to_writer_pretty(&mut *out, &Whole { schema: COMPARE, tool, report, errors })?;
    out.write_all(b"\n")
}

/// # Errors
/// When the writer fails.
pub fn text(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for c in &report.comparisons {
        writeln!(out, "══ {} ══\n", clean(&c.title))?;
        for remark in &c.remarks {
            writeln!(out, "{}", clean(remark))?;
        }
        for item in &c.items {
            writeln!(out, "- {}", clean(&item.message))?;
            for spot in &item.spots {
                writeln!(out, "    {}", shown(spot))?;
            }
        }
        if c.items.is_empty() {
            writeln!(out, "对比了 {} 份报告，没有要看的地方", c.paths.len())?;
        }
        writeln!(out)?;
    }
    if report.comparisons.is_empty() {
        writeln!(
            out,
            "没有可以互相对比的报告：对比需要同一单位的两年、两稿或报告与自评表、决算，或同一年的四个以上单位"
        )?;
    }
    writeln!(
        out,
        "共 {} 份报告，{} 组对比，{} 处要看",
        report.documents,
        report.comparisons.len(),
        report.doubts()
    )
}

fn shown(spot: &Spot) -> String {
    const LONG: usize = 60;
    let quote = clean(&spot.quote);
    let cut: String = quote.chars().take(LONG).collect();
    let more = if cut.len() < quote.len() { "…" } else { "" };
    let section = spot.section.as_ref().map_or_else(String::new, |s| format!("  {}", clean(s)));
    format!("{}:{}:{}{section}  “{cut}{more}”", clean(&spot.path), spot.line, spot.column)
}

/// On one line, without what a terminal would obey.
fn clean(text: &str) -> String {
    let parts: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|s| !s.is_empty()).collect();
    normalize_untrusted_str(&parts.join(" "))
}
