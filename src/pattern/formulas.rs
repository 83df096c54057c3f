//! formulas/*.toml: named indicators, each an expression in Chinese with the words of its operands.
//!
//! The one surprise: a user's formula takes its names away from the built-in ones, so that only one judges a figure.

use super::labels::Names;
use super::{Error, File, fail_at, parse};
use crate::scheme::{Equation, Fault, Formula, Level, Operand, Page, plain};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default)]
    formula: Vec<Entry>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: Spanned<String>,
    pub formula: Spanned<String>,
    #[serde(default)]
    or: Vec<Spanned<String>>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    severity: Severity,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    silent: String,
    #[serde(default)]
    remedy: String,
    pub fails: String,
    pub holds: String,
    #[serde(default)]
    words: BTreeMap<Spanned<String>, Vec<String>>,
}

#[derive(Clone, Copy, Default, Deserialize)]
enum Severity {
    #[serde(rename = "error", alias = "错误")]
    Error,
    #[default]
    #[serde(rename = "warning", alias = "警告")]
    Warning,
    #[serde(rename = "note", alias = "提示")]
    Note,
}

impl From<Severity> for Level {
    fn from(s: Severity) -> Self {
        match s {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

pub(super) fn load(files: &[&File], labels: &Names) -> Result<Vec<Formula>, Error> {
    let mut all: Vec<(Formula, bool)> = Vec::new();
    for file in files {
        for entry in parse::<Entries>(file)?.formula {
            let known = all.iter().position(|f| f.0.id == entry.id.get_ref());
            shaped(file, &entry, known.is_some())?;
            if known.is_some_and(|k| all[k].1 == file.own) {
                return Err(fail_at(file, entry.id.span().start, "编号与别的公式重复，请换一个"));
            }
            let made = formula(file, &entry, labels)?;
            if let Some(k) = known {
                all.remove(k);
            }
            if file.own {
                all.iter_mut().filter(|f| !f.1).for_each(|f| f.0.names.retain(|n| !made.names.contains(n)));
            }
            all.push((made, file.own));
        }
    }
    Ok(all.into_iter().map(|f| f.0).filter(|f| !f.names.is_empty()).collect())
}

/// EXE101: a family and a number; a new one of the user's is USR and a number.
fn shaped(file: &File, entry: &Entry, known: bool) -> Result<(), Error> {
    let id = entry.id.get_ref();
    let parts = (id.len() >= 6 && id.is_ascii()).then(|| id.split_at(3));
    let shaped = parts.is_some_and(|(family, number)| {
        family.bytes().all(|b| b.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    if !shaped || (file.own && !known && !id.starts_with("USR")) {
        let message =
            format!("编号 “{id}” 不对：自己的公式用 USR 加三位数字，如 USR001；改内置公式用它原来的编号");
        return Err(fail_at(file, entry.id.span().start, &message));
    }
    Ok(())
}

fn formula(file: &File, entry: &Entry, labels: &Names) -> Result<Formula, Error> {
    let equations: Vec<Equation> = std::iter::once(&entry.formula)
        .chain(&entry.or)
        .map(|f| equation(file, f))
        .collect::<Result<_, _>>()?;
    let mut names: Vec<String> = equations.iter().map(|e| plain(&e.name)).collect();
    names.extend(entry.names.iter().map(|n| plain(n)));
    let mut seen = Vec::new();
    names.retain(|n| {
        !n.is_empty() && !seen.contains(n) && {
            seen.push(n.clone());
            true
        }
    });
    let operands = operands(file, entry, &equations, labels)?;
    let page = Page {
        basis: entry.basis.clone(),
        silent: entry.silent.clone(),
        remedy: entry.remedy.clone(),
        fails: entry.fails.clone(),
        holds: entry.holds.clone(),
    };
    let id = forever(entry.id.get_ref());
    Ok(Formula { id, names, equations, operands, level: entry.severity.into(), own: file.own, page })
}

fn equation(file: &File, text: &Spanned<String>) -> Result<Equation, Error> {
    Equation::parse(text.get_ref()).map_err(|fault| refused(file, text, &fault))
}

/// Where in the file a fault in a formula stands; the opening quotation mark is one byte.
fn refused(file: &File, text: &Spanned<String>, fault: &Fault) -> Error {
    fail_at(file, text.span().start + 1 + fault.at, &format!("公式写法有误：{}", fault.message))
}

fn operands(
    file: &File,
    entry: &Entry,
    equations: &[Equation],
    labels: &Names,
) -> Result<Vec<Operand>, Error> {
    let mut all: Vec<Operand> = Vec::new();
    for name in equations.iter().flat_map(|e| &e.right.names) {
        if all.iter().any(|o| o.name == *name) {
            continue;
        }
        let given = entry.words.iter().find(|w| w.0.get_ref() == name).map(|w| w.1.clone());
        let attribute = if given.is_none() { labels.attribute(name) } else { None };
        let words = given.or_else(|| attribute.is_none().then(|| vec![plain(name)])).unwrap_or_default();
        all.push(Operand { name: name.clone(), words, attribute });
    }
    match entry.words.keys().find(|w| all.iter().all(|o| o.name != *w.get_ref())) {
        Some(stray) => {
            let message = format!("[formula.words] 里的“{}”不在算式里，请改成算式里的名称", stray.get_ref());
            Err(fail_at(file, stray.span().start, &message))
        }
        None => Ok(all),
    }
}

/// Ids live as long as the program, as those of the rules do: patterns are loaded once.
fn forever(id: &str) -> &'static str {
    Box::leak(id.to_owned().into_boxed_str())
}

/// The entries of a file, for their examples.
pub(super) fn entries(file: &File) -> Result<Vec<Entry>, Error> {
    Ok(parse::<Entries>(file)?.formula)
}

#[cfg(test)]
mod tests {
    use super::super::{load, tests::own};

    const GOOD: &str = "[[formula]]\nid = \"USR001\"\nformula = \"预算调整率 = 调整数 ÷ 年初预算数 × 100%\"\nfails = \"a\"\nholds = \"b\"\n";

    fn refusal(text: &str) -> String {
        load(&[own("formulas/a.toml", text)]).unwrap_err().to_string()
    }

    #[test]
    fn an_own_formula_takes_the_name_from_the_built_in_one() {
        let scheme = load(&[own("formulas/a.toml", GOOD)]).unwrap();
        let named: Vec<_> = scheme
            .formulas
            .iter()
            .filter(|f| f.names.iter().any(|n| n == "预算调整率"))
            .map(|f| f.id)
            .collect();
        assert_eq!(named, ["USR001"]);
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_place() {
        let shown = refusal(&GOOD.replace("÷ 年初预算数", "÷"));
        assert!(shown.contains("第 3 行第") && shown.contains("公式写法有误"), "{shown}");
        assert!(refusal(&GOOD.replace("USR001", "我的1")).contains("第 2 行第 6 列"));
        assert!(refusal(&GOOD.replace("USR001", "ABC001")).contains("USR001"));
        assert!(refusal(&format!("{GOOD}{GOOD}")).contains("重复"));
        assert!(refusal(&format!("{GOOD}[formula.words]\n\"别的\" = [\"a\"]\n")).contains("不在算式里"));
        assert!(refusal(&GOOD.replace("holds", "相符")).contains("第 5 行第 1 列"));
    }
}
