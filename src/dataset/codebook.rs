//! The codebook, in Chinese and in English.

use super::Part;
use super::package::Form;
use super::schema::{ABOUT, Column, Kind, TABLES, TITLE, Table};
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

pub fn codebook(language: Language, form: Form, parts: &[Part]) -> String {
    let chinese = language == Language::Chinese;
    let pick = |pair: (&'static str, &'static str)| if chinese { pair.0 } else { pair.1 };
    let mut out = format!("# {}\n\n{}\n\n{}\n", pick(TITLE), pick(ABOUT), pick(general(form)));
    for part in parts {
        let table = &TABLES[part.table];
        let key = table.key.join(if chinese { "、" } else { ", " });
        let (file, rows) = (&part.path, part.rows);
        let head = if chinese {
            format!("\n## {}\n\n{}。文件 `{file}`，{rows} 行，主键 {key}。\n\n", table.name, table.zh)
        } else {
            format!("\n## {}\n\n{}. File `{file}`, {rows} rows, key {key}.\n\n", table.name, table.en)
        };
        out.push_str(&head);
        out.push_str(if chinese {
            "| 列 | 类型 | 含义 |\n| --- | --- | --- |\n"
        } else {
            "| column | type | meaning |\n| --- | --- | --- |\n"
        });
        for c in table.columns {
            let _ = writeln!(
                out,
                "| {} | {} | {} |",
                c.name,
                pick(kind(c, form)),
                pick((c.zh, c.en)).replace('|', "\\|")
            );
        }
        links(&mut out, table, chinese);
    }
    out
}

fn general(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Sqlite => (
            "金额等小数存成两个整数：值 = mantissa ÷ 10 的 scale 次方，不用浮点数。布尔值存成 1 和 0。没有值的地方是 NULL。",
            "Decimals are two integers: value = mantissa / 10^scale, never floating point. Booleans are 1 and 0. What has no value is NULL.",
        ),
        Form::Parquet => (
            "小数是 DECIMAL(38, 10)；超出的（如三分之一）为空，精确写法在 *_exact 列。",
            "Decimals are DECIMAL(38, 10); what does not fit (a third) is null, and the *_exact columns hold it exactly.",
        ),
        Form::Csv => (
            "UTF-8，逗号分隔，空串表示没有值；布尔值写 true、false；小数照原样写出，不经过浮点数。除不尽的数（如三分之一）在小数列为空，精确写法在 *_exact 列。以 = 开头的原文照原样写出：不要直接用电子表格打开，表格请用 gouji check --format xlsx。",
            "UTF-8, separated by commas; an empty field has no value; booleans are true and false; decimals are written exactly. What is no finite decimal (a third) is empty there and stands in the *_exact columns. Quotations stand as they are, also those that begin with =: for spreadsheets use gouji check --format xlsx.",
        ),
    }
}

fn kind(c: &Column, form: Form) -> (&'static str, &'static str) {
    match c.kind {
        Kind::Text => ("文字", "text"),
        Kind::Int => ("整数", "integer"),
        Kind::Bool => ("是否", "boolean"),
        Kind::Decimal if form == Form::Sqlite => {
            ("小数：_mantissa、_scale 两列", "decimal: columns _mantissa and _scale")
        }
        Kind::Decimal => ("小数", "decimal"),
    }
}

fn links(out: &mut String, table: &Table, chinese: bool) {
    for (own, other, theirs) in table.links {
        let other = if other.is_empty() { table.name } else { other };
        let (own, theirs) = (own.join(", "), theirs.join(", "));
        let _ = if chinese {
            writeln!(out, "\n（{own}）指向 {other}（{theirs}）。")
        } else {
            writeln!(out, "\n({own}) refers to {other} ({theirs}).")
        };
    }
}
