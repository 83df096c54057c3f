//! Runs the examples that pattern files hold: does each word, scheme and formula do what its file says?
//!
//! Stands beside the straight line and uses it as anybody would: text in, audit out.

use crate::Audit;
use crate::figure::{Figure, Value};
use crate::ledger::{Finding, Severity};
use crate::naming;
use crate::num::exact_text;
use crate::pattern::{Case, What};
use crate::scheme::Scheme;

/// Why an example does not come out, in Chinese.
pub type Failure = String;

/// # Errors
/// When the example does not come out.
pub fn run(case: &Case, scheme: &Scheme) -> Result<(), Failure> {
    match &case.what {
        What::Figures(e) => same(&figures(&e.text, scheme), &e.figures),
        What::Label(e) => label(&e.text, &e.attribute, e.scope.as_deref(), scheme),
        What::Partition(e) => partition(&e.partition, &e.labels, scheme),
        What::Unit(e) => {
            let u = naming::unit(&e.text, &scheme.naming);
            same(&[u.province, u.city, u.district, u.street, u.organ, u.kind], &e.parts)
        }
        What::Indicator(e) => {
            same(&[naming::indicator(&e.text, &scheme.naming).0], std::slice::from_ref(&e.name))
        }
        What::Report(e) => {
            let id = naming::report(&e.text, &scheme.naming).map(|r| r.0).unwrap_or_default();
            same(&[id], std::slice::from_ref(&e.id))
        }
        What::Grade(id, e) => grade(id, &e.score, &e.grade, scheme),
        What::Fails(id, text) => fails(id, text, scheme),
        What::Holds(id, text) => holds(id, text, scheme),
        What::Proof(e) => proof(&e.text, &e.marks, scheme),
    }
}

fn audit(text: &str, scheme: &Scheme) -> Option<Audit> {
    crate::audit("例.txt", text.as_bytes(), scheme).ok()
}

fn same(got: &[String], wanted: &[String]) -> Result<(), Failure> {
    if got == wanted {
        return Ok(());
    }
    let shown = |list: &[String]| list.iter().map(|s| format!("“{s}”")).collect::<Vec<_>>().join("、");
    Err(format!("读到{}，应为{}", shown(got), shown(wanted)))
}

/// Each figure as "kind value unit qualifier".
fn figures(text: &str, scheme: &Scheme) -> Vec<String> {
    audit(text, scheme).map_or_else(Vec::new, |a| a.figures.iter().map(shown).collect())
}

fn shown(f: &Figure) -> String {
    let plain = |v: &Value| match v {
        Value::Decimal(d) => d.to_string(),
        Value::Fraction(r) => exact_text(*r),
    };
    let range = f.upper.as_ref().map_or_else(String::new, |u| format!("..{}", plain(u)));
    let head = format!("{} {}{range}", f.kind.name(), plain(&f.value));
    let parts = if f.kind.is_figure() { [f.unit.as_str(), f.qualifier.as_str()] } else { [""; 2] };
    parts.iter().filter(|p| !p.is_empty()).fold(head, |all, p| format!("{all} {p}"))
}

/// What the rules of wording and residue mark, in order.
fn proof(text: &str, wanted: &[String], scheme: &Scheme) -> Result<(), Failure> {
    let Some(audit) = audit(text, scheme) else { return Err("例子读不懂".to_owned()) };
    let words = |f: &&Finding| ["WRD", "STR003", "STR006", "TIM"].iter().any(|r| f.rule.starts_with(r));
    let mut spans: Vec<_> = audit.ledger.findings.iter().filter(words).map(|f| f.span).collect();
    spans.sort_unstable();
    let got: Vec<String> = spans.iter().map(|s| s.of(&audit.document.text).to_owned()).collect();
    let shown = |list: &[String]| list.iter().map(|s| format!("“{s}”")).collect::<Vec<_>>().join("、");
    if got == wanted { Ok(()) } else { Err(format!("标出{}，应为{}", shown(&got), shown(wanted))) }
}

/// What the words before a number name.
fn label(words: &str, attribute: &str, scope: Option<&str>, scheme: &Scheme) -> Result<(), Failure> {
    let sentence = format!("{words}为12.34万元。");
    let audit = audit(&sentence, scheme);
    let last = audit.as_ref().and_then(|a| a.facts.mentions.last());
    let found = last.and_then(|m| m.attribute).and_then(|i| scheme.labels.attributes.get(i));
    let got = found.map_or("无", |a| a.id.as_str());
    let in_scope = last.and_then(|m| m.scope.as_deref());
    if got != attribute || (scope.is_some() && in_scope != scope) {
        return Err(format!("读作 {got}（范围 {}），应为 {attribute}", in_scope.unwrap_or("无")));
    }
    Ok(())
}

fn partition(name: &str, labels: &[String], scheme: &Scheme) -> Result<(), Failure> {
    let Some(p) = scheme.partitions.iter().find(|p| p.name == name) else {
        return Err(format!("没有名为“{name}”的一类，请核对名称"));
    };
    let named = |part: &&Vec<String>| labels.iter().any(|l| part.iter().any(|w| l.ends_with(w.as_str())));
    let n = p.parts.iter().filter(named).count();
    if n >= p.needed { Ok(()) } else { Err(format!("只认出 {n} 个部分，至少要 {} 个", p.needed)) }
}

/// The grade stands for the score, and no other grade does.
fn grade(id: &str, score: &str, grade: &str, scheme: &Scheme) -> Result<(), Failure> {
    let mut scheme = scheme.clone();
    scheme.choose(id);
    let text = |grade: &str| format!("自评综合得分{score}分，评价等级为“{grade}”。");
    let graded = |grade: &str| found("SCO004", &text(grade), &scheme);
    if graded(grade).is_some() {
        return Err(format!("{score} 分不在“{grade}”的分数段里"));
    }
    let others = scheme.profile.bands.iter().filter(|b| !b.names.iter().any(|n| n == grade));
    let names: Vec<String> = others.filter_map(|b| b.names.first().cloned()).collect();
    match names.iter().find(|n| graded(n).is_none()) {
        Some(other) => Err(format!("{score} 分也算“{other}”，分数段有重叠")),
        None => Ok(()),
    }
}

/// The worst finding under an id.
fn found(id: &str, text: &str, scheme: &Scheme) -> Option<Severity> {
    let findings = audit(text, scheme)?.ledger.findings;
    findings.iter().filter(|f| f.rule == id).map(|f| f.severity).max()
}

fn fails(id: &str, text: &str, scheme: &Scheme) -> Result<(), Failure> {
    if found(id, text, scheme).is_some() {
        return Ok(());
    }
    let why = match held(id, text, scheme) {
        Some(true) => "按公式是相符的",
        Some(false) => "不符，但没有报告",
        None => "没有认出这个指标，或没有找到算式里的数：请核对 names 和 [formula.words]",
    };
    Err(format!("应当不符的例子没有报出：{why}"))
}

fn holds(id: &str, text: &str, scheme: &Scheme) -> Result<(), Failure> {
    let quiet = found(id, text, scheme).is_none();
    // A built-in rule may have borne the same figures out before the formula was asked.
    let borne = || audit(text, scheme).is_some_and(|a| a.ledger.checks.iter().any(|c| c.holds == Some(true)));
    let held = held(id, text, scheme).unwrap_or_else(borne);
    if quiet && held {
        Ok(())
    } else {
        Err("应当相符的例子没有算出相符：请重算例中的数".to_owned())
    }
}

/// Whether the checks of an id hold; nothing when there is none.
fn held(id: &str, text: &str, scheme: &Scheme) -> Option<bool> {
    let checks = audit(text, scheme)?.ledger.checks;
    let own: Vec<_> = checks.iter().filter(|c| c.rule == id).collect();
    (!own.is_empty()).then(|| own.iter().all(|c| c.holds == Some(true)))
}
