//! `--format html`: one file that opens anywhere, without scripts and without anything from outside.

use super::model::{CheckDocument, Counts, Finding, TOOL};
use super::words;
use super::xml::escape;
use std::io::{self, Write};

const STYLE: &str = "body{font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2em auto;max-width:60em;\
padding:0 1em;line-height:1.6;color:#222}h1{font-size:1.5em}h2{font-size:1.15em;border-bottom:1px solid #ccc;\
margin-top:2.2em}article{border-left:.3em solid #999;padding:.2em 1em;margin:1em 0;background:#f7f7f7}\
article.error{border-color:#c0272d}article.warning{border-color:#d98e04}article.note{border-color:#4a7ebb}\
article p{margin:.25em 0}.quote{background:#fff3c4;padding:0 .2em}.place,.count{color:#555;font-size:.92em}\
table{border-collapse:collapse;font-size:.92em}td,th{border:1px solid #ccc;padding:.15em .6em;text-align:left}\
details{margin:.6em 0}@media print{article{break-inside:avoid}}";

/// # Errors
/// When the writer fails.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>勾稽核对结果</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>勾稽核对结果</h1>"
    )
}

/// # Errors
/// When the writer fails.
pub fn document(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>{}</h2>", escape(&doc.head.path))?;
    if let Some(error) = &doc.head.error {
        return writeln!(out, "<p>未能读取：{}</p>\n</section>", escape(error));
    }
    let title = doc.head.title.as_deref().unwrap_or_default();
    writeln!(out, "<p>{}</p>\n<p class=\"count\">{}</p>", escape(title), escape(&counted(&doc.counts)))?;
    for notice in &doc.head.notices {
        writeln!(out, "<p class=\"count\">读取：{}</p>", escape(notice))?;
    }
    doc.findings.iter().try_for_each(|f| finding(out, doc, f))?;
    checks(out, doc)?;
    writeln!(out, "</section>")
}

/// # Errors
/// When the writer fails.
pub fn tail(out: &mut dyn Write, total: &Counts, remarks: &[String]) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>合计</h2>")?;
    for remark in remarks {
        writeln!(out, "<p>{}</p>", escape(remark))?;
    }
    writeln!(out, "<p>{}</p>\n</section>", escape(&counted(total)))?;
    writeln!(out, "<p class=\"count\">{} {}</p>\n</body>\n</html>", TOOL.name, TOOL.version)
}

fn counted(c: &Counts) -> String {
    let known = if c.known > 0 { format!("，基线中已有 {} 处", c.known) } else { String::new() };
    format!(
        "错误 {} 处，警告 {} 处，提示 {} 处{known}；关系相符 {} 条，不符 {} 条，无法核对 {} 条；数字 {} 个，相符 {} 个，存疑 {} 个，未入关系 {} 个",
        c.findings.error,
        c.findings.warning,
        c.findings.note,
        c.checks.held,
        c.checks.failed,
        c.checks.unknown,
        c.figures,
        c.tied,
        c.doubtful,
        c.untied
    )
}

fn finding(out: &mut dyn Write, doc: &CheckDocument, f: &Finding) -> io::Result<()> {
    let level = words::severity(f.severity);
    writeln!(
        out,
        "<article class=\"{}\" id=\"{}\">\n<p><b>{level} {}</b> {}</p>\n<p class=\"place\">{} \
         <span class=\"quote\">{}</span></p>",
        f.severity,
        anchor(doc, &f.id),
        escape(&f.rule),
        escape(&f.message),
        escape(&words::place(&f.place)),
        escape(&words::quote(&f.quote)),
    )?;
    if let Some(formula) = &f.formula {
        let parts = [("算得", &f.exact), ("报告写", &f.printed), ("应为", &f.expected)];
        let values = parts.iter().filter_map(|(w, v)| v.as_ref().map(|v| format!("；{w} {v}")));
        writeln!(out, "<p>计算：{}</p>", escape(&format!("{formula}{}", values.collect::<String>())))?;
    }
    for r in f.related.iter().take(12) {
        let role = if r.role.is_empty() { "相关" } else { &r.role };
        let spot = words::spot(&r.place);
        writeln!(
            out,
            "<p class=\"place\">{}：{}（{}）</p>",
            escape(role),
            escape(&words::quote(&r.quote)),
            escape(&spot)
        )?;
    }
    if let Some(root) = &f.root {
        writeln!(out, "<p class=\"place\"><a href=\"#{}\">由另一处得出</a></p>", anchor(doc, root))?;
    }
    writeln!(out, "</article>")
}

/// Two documents may hold the same finding.
fn anchor(doc: &CheckDocument, id: &str) -> String {
    let of = doc.head.sha256.as_deref().and_then(|s| s.get(..8)).unwrap_or("x");
    format!("f{of}-{id}")
}

/// The relations that hold, folded away.
fn checks(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    let held = || doc.checks.iter().filter(|c| c.holds == Some(true));
    if held().next().is_none() {
        return Ok(());
    }
    writeln!(out, "<details><summary>相符的关系 {} 条</summary>\n<table>", held().count())?;
    writeln!(out, "<tr><th>规则</th><th>算式</th><th>代入</th><th>结果</th></tr>")?;
    for c in held() {
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&c.rule),
            escape(&c.formula),
            escape(&words::binding(c)),
            words::verdict(c.verdict)
        )?;
    }
    writeln!(out, "</table></details>")
}
