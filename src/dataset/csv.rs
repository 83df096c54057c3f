//! Tables as CSV (RFC 4180, UTF-8 without BOM, lines end in LF). Values stand as they are: for machines, not for
//! spreadsheets, where `gouji check --format csv` is meant.

use super::schema::Table;
use super::value::{Row, Value};

pub fn head(table: &Table) -> Vec<u8> {
    let names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
    let mut line = names.join(",").into_bytes();
    line.push(b'\n');
    line
}

pub fn rows(rows: &[Row]) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        for (i, value) in row.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            cell(value, &mut out);
        }
        out.push(b'\n');
    }
    out
}

fn cell(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) if text.contains(['"', ',', '\n', '\r']) || text.trim() != text => {
            out.push(b'"');
            out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        }
        Value::Text(text) => out.extend_from_slice(text.as_bytes()),
        value => out.extend_from_slice(value.shown().as_bytes()),
    }
}
