//! The Chinese of the outputs for people: names of verdicts, kinds and severities, places, quotes made safe.

use super::model::{Check, Operand, Place};
use super::status::Status;
use crate::figure::Kind;
use annotate_snippets::normalize_untrusted_str;

/// Longest quote in a line, in characters.
const QUOTE: usize = 40;
/// Operands named in a line.
const OPERANDS: usize = 12;

pub fn severity(name: &str) -> &'static str {
    match name {
        "error" => "错误",
        "warning" => "警告",
        _ => "提示",
    }
}

pub fn confidence(name: &str) -> &'static str {
    match name {
        "high" => "高",
        "medium" => "中",
        _ => "低",
    }
}

pub fn verdict(name: &str) -> &'static str {
    match name {
        "exact" => "相符",
        "rounded" => "相符（四舍五入）",
        "within" => "相符（在未进位数据的误差之内）",
        "tail" => "相符（尾差）",
        "truncated" => "不符：截断，未四舍五入",
        "double-rounded" => "不符：连续修约",
        "ceiled" => "不符：只入不舍",
        "slip" => "不符：算法有误",
        "wrong" => "不符",
        _ => "无法核对",
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::Untied => "未入任何关系",
        Status::Unchecked => "无法核对",
        Status::Bounded => "只有上下限关系",
        Status::Tied => "相符",
        Status::Doubtful => "存疑",
    }
}

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Amount => "金额",
        Kind::Percent => "百分比",
        Kind::Point => "百分点",
        Kind::Score => "分值",
        Kind::Count => "数量",
        Kind::Measure => "计量",
        Kind::Multiple => "倍数",
        Kind::Number => "数",
        Kind::Date => "日期",
        Kind::DocNo => "文号",
        Kind::Ordinal => "次序",
        Kind::Identifier => "代号",
        Kind::Outline => "标题序号",
        Kind::Slogan => "固定提法",
        Kind::Phone => "电话号码",
    }
}

/// "第 12 段", "表 2 第 3 行第 5 列", "工作表“自评表”第 3 行 E 列", with the note or box that it stands in.
pub fn spot(place: &Place) -> String {
    if let Some(sheet) = &place.sheet {
        return format!("工作表“{}”{}", clean(sheet), place.cell.as_deref().map_or(String::new(), in_sheet));
    }
    if let Some(note) = place.note {
        return format!("{}{note}", story(place.story));
    }
    let mut spot = story(place.story).to_owned();
    match (place.table, place.row, place.col, place.paragraph) {
        (Some(t), Some(r), Some(c), _) => spot.push_str(&format!("表 {t} 第 {r} 行第 {c} 列")),
        (Some(t), ..) => spot.push_str(&format!("表 {t}")),
        (None, _, _, Some(p)) => spot.push_str(&format!("第 {p} 段")),
        _ => spot.push_str(&format!("第 {} 行", place.line)),
    }
    spot
}

/// "E3" → "第 3 行 E 列".
fn in_sheet(cell: &str) -> String {
    let letters = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len());
    format!("第 {} 行 {} 列", &cell[letters..], &cell[..letters])
}

/// The spot and its section: "第 12 段 · 三、（一）1. 预算执行率（10分）".
pub fn place(place: &Place) -> String {
    match &place.section {
        Some(section) => format!("{} · {}", spot(place), clean(section)),
        None => spot(place),
    }
}

fn story(name: &str) -> &'static str {
    match name {
        "footnote" => "脚注 ",
        "endnote" => "尾注 ",
        "textbox" => "文本框 ",
        "header" => "页眉 ",
        "footer" => "页脚 ",
        "comment" => "批注 ",
        _ => "",
    }
}

/// Words of a report on one line, without characters that a terminal would obey.
pub fn clean(text: &str) -> String {
    let line: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|s| !s.is_empty()).collect();
    normalize_untrusted_str(&line.join(" "))
}

/// A cleaned quote, cut in the middle when it is long.
pub fn quote(text: &str) -> String {
    let text = clean(text);
    let n = text.chars().count();
    if n <= QUOTE {
        return text;
    }
    let head: String = text.chars().take(QUOTE / 2).collect();
    let tail: String = text.chars().skip(n - QUOTE / 2 + 1).collect();
    format!("{head}…{tail}")
}

/// A quote that can be seen: one that is only marks or blanks stands in quotation marks.
pub fn visible(text: &str) -> String {
    let quote = quote(text);
    if quote.chars().any(char::is_alphanumeric) { quote } else { format!("“{quote}”") }
}

/// "支出 7847.70万元 ← 基本支出 2795.16万元、项目支出 5052.54万元".
pub fn binding(check: &Check) -> String {
    let operands: Vec<String> = check.operands.iter().take(OPERANDS).map(role).collect();
    let all = check.operands.len();
    let more = if all > OPERANDS { format!(" 等 {all} 项") } else { String::new() };
    format!("{} ← {}{more}", role(&check.result), operands.join("、"))
}

fn role(operand: &Operand) -> String {
    match operand.role.as_str() {
        "" => quote(&operand.quote),
        role => format!("{} {}", clean(role), quote(&operand.quote)),
    }
}
