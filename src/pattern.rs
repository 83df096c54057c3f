//! patterns/*.toml → Scheme: the embedded files, and the user's own laid over them. Unknown keys are refused with
//! file, line and column.
//!
//! The files hold their own examples (`Case`), which tests and `gouji patterns check` run. Must not know documents,
//! rules, or the file system: the user's files come as text.

mod cases;
mod embedded;
mod formulas;
mod labels;
mod naming;
mod profiles;
mod refusal;
mod stretches;
mod units;
mod wording;

use crate::scheme::Scheme;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use cases::{Case, What, cases};
pub use wording::ProofExample;

/// A pattern file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("模式文件 {file}：{message}")]
pub struct Error {
    pub file: String,
    pub message: String,
}

/// A pattern file: what it is called from the root of patterns/ ("formulas/a.toml"), what people call it, its text.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub shown: String,
    pub text: String,
    /// The user's, laid over the embedded ones.
    pub own: bool,
}

/// A sentence in a pattern file and the figures it must give, each as "kind value unit qualifier".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub figures: Vec<String>,
}

/// The embedded patterns.
///
/// # Errors
/// When an embedded file is malformed, which a test excludes.
pub fn builtin() -> Result<Scheme, Error> {
    load(&[])
}

/// The embedded patterns with the user's own files over them.
///
/// # Errors
/// When a file is malformed, or is none that patterns/ can hold.
pub fn load(own: &[File]) -> Result<Scheme, Error> {
    own.iter().try_for_each(known)?;
    let all = files(own);
    let (labels, scopes) = labels::labels(&of(&all, "labels.toml"))?;
    let profiles = profiles::load(&of(&all, "profiles/"))?;
    Ok(Scheme {
        formulas: formulas::load(&of(&all, "formulas/"), &labels)?,
        labels: labels.built("labels.toml")?,
        scopes,
        naming: naming::load(&of(&all, "naming.toml"))?,
        partitions: labels::partitions(&of(&all, "partitions.toml"))?,
        profile: profiles.first().cloned().unwrap_or_default(),
        profiles,
        units: units::load(&of(&all, "units.toml"))?,
        stretches: stretches::load(&of(&all, "stretches.toml"))?,
        wording: wording::load(&of(&all, "wording/"))?,
    })
}

/// Every pattern file that a scheme is made of: the embedded ones, then the user's.
pub fn files(own: &[File]) -> Vec<File> {
    embedded::files().into_iter().chain(own.iter().cloned()).collect()
}

/// The examples of the files that name figures.
///
/// # Errors
/// As [`builtin`].
pub fn figure_examples() -> Result<Vec<Example>, Error> {
    let files = embedded::files();
    let mut all = units::examples(&of(&files, "units.toml"))?;
    all.extend(stretches::examples(&of(&files, "stretches.toml"))?);
    Ok(all)
}

/// The files of one kind, embedded ones first.
fn of<'f>(files: &'f [File], kind: &str) -> Vec<&'f File> {
    let is = |f: &&File| if kind.ends_with('/') { f.name.starts_with(kind) } else { f.name == kind };
    files.iter().filter(is).collect()
}

/// Refuses a file that nothing would read.
fn known(file: &File) -> Result<(), Error> {
    const KINDS: &[&str] = &["labels.toml", "naming.toml", "partitions.toml", "units.toml", "stretches.toml"];
    let folder = file.name.starts_with("formulas/") || file.name.starts_with("profiles/");
    let folder = folder || file.name.starts_with("wording/");
    if folder || KINDS.contains(&file.name.as_str()) {
        return Ok(());
    }
    let names = KINDS.join("、");
    Err(fail(
        file,
        &format!(
            "没有这种模式文件：请改名或移走；可用 formulas/*.toml、profiles/*.toml、wording/*.toml、{names}"
        ),
    ))
}

/// Reads a file's TOML; an error names the file, the line and the column.
fn parse<T: DeserializeOwned>(file: &File) -> Result<T, Error> {
    toml::from_str(&file.text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        fail_at(file, at, &refusal::chinese(e.message()))
    })
}

/// Reads TOML that is no pattern; an error says line, column and remedy.
///
/// # Errors
/// When the text is no TOML of this form.
pub fn read_toml<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        format!("{}：{}", place(text, at), refusal::chinese(e.message()))
    })
}

/// Where a byte of a file is: 第 3 行第 1 列.
pub fn place(text: &str, at: usize) -> String {
    let head = text.get(..at).unwrap_or("");
    let line = head.matches('\n').count() + 1;
    let column = head.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    format!("第 {line} 行第 {column} 列")
}

fn fail(file: &File, message: &str) -> Error {
    Error { file: file.shown.clone(), message: message.to_owned() }
}

/// A failure at a byte of the file.
fn fail_at(file: &File, at: usize, message: &str) -> Error {
    fail(file, &format!("{}：{message}", place(&file.text, at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn own(name: &str, text: &str) -> File {
        File { name: name.to_owned(), shown: format!("我的/{name}"), text: text.to_owned(), own: true }
    }

    #[test]
    fn embedded_files_are_sound() {
        let scheme = builtin().unwrap();
        let names = &scheme.units.by_name;
        assert!(names.values().filter(|u| matches!(u.kind, crate::scheme::UnitKind::Count)).count() > 200);
        assert_eq!(scheme.units.at("万元，").map(|(u, len)| (u.power, len)), Some((4, 6)));
        assert!(scheme.units.at("元旦").is_none());
        assert!(scheme.stretches.list.iter().filter(|s| s.kind == "slogan").count() >= 80);
        assert_eq!(scheme.profile.id, "central");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place() {
        let error = load(&[own("units.toml", "[[unit]]\nkind = \"count\"\nnamen = [\"个\"]\n")]).unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains("我的/units.toml") && shown.contains("第 3 行第 1 列"), "{shown}");
        assert!(shown.contains("不认识的键 “namen”") && shown.contains("names"), "{shown}");
    }

    #[test]
    fn a_file_that_nothing_would_read_is_refused() {
        let shown = load(&[own("公式.toml", "")]).unwrap_err().to_string();
        assert!(shown.contains("formulas/*.toml"), "{shown}");
    }

    #[test]
    fn own_words_come_on_top() {
        let text = "[[attribute]]\nid = \"executed\"\nname = \"全年执行数\"\nwords = [\"支出实绩\"]\n";
        let scheme = load(&[own("labels.toml", text)]).unwrap();
        let hit = scheme.labels.automaton.as_ref().unwrap().find("支出实绩").unwrap();
        let owner = scheme.labels.owner[hit.pattern().as_usize()];
        assert_eq!(scheme.labels.attributes[owner].id, "executed");
        let unit = "[[unit]]\nkind = \"count\"\nnames = [\"畈\"]\n";
        assert!(load(&[own("units.toml", unit)]).unwrap().units.at("畈").is_some());
    }
}
