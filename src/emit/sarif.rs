//! `--format sarif`: SARIF 2.1.0 by a small model of our own, result by result.
//!
//! Lines, columns and offsets are those of the text that `gouji extract --text` prints, also for Word files.

use super::model::{CheckDocument, Finding, Place, TOOL};
use super::{manual, words};
use crate::rules::{self, Rule};
use crate::scheme::{Formula, Level, Scheme};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Name and version of the fingerprint: no position goes into it.
const FINGERPRINT: &str = "goujiFinding/v1";

/// A run that is written as it goes.
#[derive(Debug, Default)]
pub struct Run {
    index: HashMap<String, usize>,
    any: bool,
    unread: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: String,
    name: String,
    short_description: Value,
    help: Value,
    default_configuration: Value,
}

impl Run {
    pub fn new(scheme: &Scheme) -> Self {
        let ids = rules::all().iter().map(|r| r.id).chain(scheme.formulas.iter().map(|f| f.id));
        Self { index: ids.enumerate().map(|(i, id)| (id.to_owned(), i)).collect(), ..Self::default() }
    }

    /// # Errors
    /// When the writer fails.
    pub fn head(&self, out: &mut dyn Write, scheme: &Scheme) -> io::Result<()> {
        let rules = rules::all().iter().map(rule).chain(scheme.formulas.iter().map(formula));
        let driver = json!({
            "name": TOOL.name,
            "version": TOOL.version,
            "semanticVersion": TOOL.version,
            "rules": rules.collect::<Vec<_>>(),
        });
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\"language\":\"zh-CN\",\
             \"columnKind\":\"unicodeCodePoints\",\"results\":[",
            json!({ "driver": driver })
        )
    }

    /// The results of a document, each a line; an unread file becomes a notification of the run.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn add(&mut self, out: &mut dyn Write, doc: &CheckDocument, rendered: &[u8]) -> io::Result<()> {
        if let Some(error) = &doc.head.error {
            let location =
                json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&doc.head.path) } } });
            self.unread.push(json!({
                "level": "error",
                "message": { "text": error },
                "locations": [location],
            }));
        }
        if rendered.is_empty() {
            return Ok(());
        }
        out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        out.write_all(rendered)
    }

    /// # Errors
    /// When the writer fails.
    pub fn tail(&self, out: &mut dyn Write) -> io::Result<()> {
        let invocation = json!({
            "executionSuccessful": self.unread.is_empty(),
            "toolExecutionNotifications": self.unread,
        });
        writeln!(out, "\n],\"invocations\":[{invocation}]}}]}}")
    }

    /// The results of a document, joined by commas.
    pub fn render(&self, doc: &CheckDocument) -> Vec<u8> {
        let uri = uri(&doc.head.path);
        let lines: Vec<String> = doc.findings.iter().map(|f| self.result(&uri, f).to_string()).collect();
        lines.join(",\n").into_bytes()
    }

    fn result(&self, uri: &str, f: &Finding) -> Value {
        let mut result = json!({
            "ruleId": f.rule,
            "level": f.severity,
            "message": { "text": format!("{}（“{}”）", f.message, words::quote(&f.quote)) },
            "locations": [location(uri, &f.place, f.start, f.end, &f.quote)],
            "partialFingerprints": { FINGERPRINT: f.id },
            "properties": {
                "confidence": f.confidence,
                "verdict": f.verdict,
                "formula": f.formula,
                "exact": f.exact,
                "printed": f.printed,
                "expected": f.expected,
            },
        });
        if let Some(index) = self.index.get(&f.rule) {
            result["ruleIndex"] = json!(index);
        }
        let related: Vec<Value> = f
            .related
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let mut at = location(uri, &r.place, r.start, r.end, &r.quote);
                at["id"] = json!(i);
                at["message"] = json!({ "text": if r.role.is_empty() { "相关" } else { &r.role } });
                at
            })
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
        result
    }
}

fn location(uri: &str, place: &Place, start: u32, end: u32, quote: &str) -> Value {
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "charOffset": start,
        "charLength": end - start,
        "snippet": { "text": quote },
    });
    if !quote.contains(['\n', '\r']) {
        region["endLine"] = json!(place.line);
        region["endColumn"] = json!(place.column + (end - start));
    }
    json!({
        "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region },
        "logicalLocations": logical(place),
    })
}

/// The section, then the cell or paragraph in it.
fn logical(place: &Place) -> Vec<Value> {
    let spot = words::spot(place);
    let kind = if place.cell.is_some() || place.row.is_some() {
        "cell"
    } else if place.table.is_some() {
        "table"
    } else {
        "paragraph"
    };
    let full = place.section.as_ref().map_or_else(|| spot.clone(), |s| format!("{s}/{spot}"));
    let mut all = vec![json!({ "name": spot, "fullyQualifiedName": full, "kind": kind })];
    if let Some(section) = &place.section {
        all.push(json!({ "name": section, "fullyQualifiedName": section, "kind": "section" }));
    }
    all
}

fn rule(rule: &Rule) -> ReportingDescriptor {
    descriptor(rule.id, rule.name, rule.title, manual::page(rule), rule.severity.name())
}

fn formula(f: &Formula) -> ReportingDescriptor {
    let level = match f.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    descriptor(f.id, manual::FORMULA, &format!("{}与公式不符", f.title()), manual::formula(f), level)
}

fn descriptor(id: &str, name: &str, title: &str, page: String, level: &str) -> ReportingDescriptor {
    ReportingDescriptor {
        id: id.to_owned(),
        name: name.to_owned(),
        short_description: json!({ "text": title }),
        help: json!({ "text": page, "markdown": page }),
        default_configuration: json!({ "level": level }),
    }
}

/// A path as a relative or `file` URI.
pub fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    let lead = match (path.starts_with('/'), drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    let mut out = lead.to_owned();
    for (i, byte) in path.bytes().enumerate() {
        let plain =
            byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (byte == b':' && drive && i == 1);
        if plain { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("报告/一 二.txt"), "%E6%8A%A5%E5%91%8A/%E4%B8%80%20%E4%BA%8C.txt");
        assert_eq!(uri("/a/b.txt"), "file:///a/b.txt");
        assert_eq!(uri("C:\\a\\b:c.txt"), "file:///C:/a/b%3Ac.txt");
    }
}
