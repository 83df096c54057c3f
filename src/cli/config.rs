//! gouji.toml: what a unit has settled for its own reports. Found upwards from each checked file; what the command line
//! says goes before it.
//!
//! Everything is read and checked before the first report is. The one surprise: files of one call may lie under different
//! ones, so settings are kept by folder.

use super::args::{Level, SchemeArgs, SelectArgs};
use super::inputs::{Input, Outcome, why};
use super::patterns;
use super::select::{self, Selection};
use anyhow::{Result, anyhow, bail};
use gouji::ledger::Severity;
use gouji::pattern;
use gouji::scheme::Scheme;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use toml::Spanned;

const NAME: &str = "gouji.toml";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    select: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    severities: BTreeMap<Spanned<String>, Spanned<Grade>>,
    profile: Option<Spanned<String>>,
    level: Option<Rigour>,
    #[serde(default)]
    words: Words,
    #[serde(default)]
    units: Vec<String>,
}

/// Own words: those that are never marked, and those that always are, with what should stand there.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(default)]
    right: Vec<String>,
    #[serde(default)]
    wrong: BTreeMap<Spanned<String>, String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Grade {
    Error,
    Warning,
    Note,
}

#[derive(Clone, Copy, Deserialize)]
enum Rigour {
    #[serde(rename = "常规")]
    Usual,
    #[serde(rename = "从严")]
    Strict,
}

/// What the command line says.
#[derive(Clone, Copy)]
struct Args<'a> {
    scheme: &'a SchemeArgs,
    rules: &'a SelectArgs,
}

/// What holds for the reports of one folder.
struct Settings {
    scheme: Scheme,
    selection: Selection,
}

/// The settings of every folder that a report of this call lies in.
pub struct Configs {
    /// What the command line alone says.
    scheme: Scheme,
    folders: HashMap<PathBuf, usize>,
    all: Vec<Settings>,
}

impl Configs {
    /// # Errors
    /// When a gouji.toml, or an option, names what there is not.
    pub fn new(scheme: &SchemeArgs, rules: &SelectArgs, inputs: &[Input]) -> Result<Self> {
        let args = Args { scheme, rules };
        let scheme = patterns::scheme(args.scheme)?;
        let mut configs = Self { scheme, folders: HashMap::new(), all: Vec::new() };
        let mut read: HashMap<Option<PathBuf>, usize> = HashMap::new();
        for folder in inputs.iter().map(folder) {
            if configs.folders.contains_key(&folder) {
                continue;
            }
            let file = folder.ancestors().map(|d| d.join(NAME)).find(|f| f.is_file());
            let at = match read.get(&file) {
                Some(&at) => at,
                None => {
                    configs.all.push(settings(args, file.as_deref(), configs.scheme.clone())?);
                    configs.all.len() - 1
                }
            };
            read.insert(file, at);
            configs.folders.insert(folder, at);
        }
        Ok(configs)
    }

    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    fn of(&self, input: &Input) -> Option<&Settings> {
        self.folders.get(&folder(input)).and_then(|&i| self.all.get(i))
    }

    /// Reads and judges a report by the settings of its folder.
    pub fn audit(&self, input: &Input, convert: bool) -> Outcome {
        let Some(settings) = self.of(input) else { return input.audit(&self.scheme, convert) };
        let mut outcome = input.audit(&settings.scheme, convert);
        if let Ok(audit) = &mut outcome.audit {
            settings.selection.apply(&mut audit.ledger);
        }
        outcome
    }
}

/// The folder that a report lies in; what comes from standard input lies here.
fn folder(input: &Input) -> PathBuf {
    let path = match input {
        Input::Stdin => Path::new("-"),
        Input::File(path) | Input::Bad { path, .. } => path,
    };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.parent().map_or_else(PathBuf::new, Path::to_owned)
}

fn settings(args: Args, path: Option<&Path>, mut scheme: Scheme) -> Result<Settings> {
    let Some(path) = path else {
        let selection = Selection::new(&args.rules.select, &args.rules.ignore, &scheme)?;
        return Ok(Settings { selection: selection.strict(args.rules.level == Some(Level::Strict)), scheme });
    };
    let shown = shown(path);
    let text = read(path).map_err(|e| anyhow!("配置文件 {shown}：{e}"))?;
    let file: File = pattern::read_toml(&text).map_err(|e| anyhow!("配置文件 {shown}：{e}"))?;
    let refuse =
        |at: usize, message: &str| anyhow!("配置文件 {shown}：{}：{message}", pattern::place(&text, at));
    profile(args, &file, &mut scheme).map_err(|(at, message)| refuse(at, &message))?;
    words(&file, &mut scheme).map_err(|(at, message)| refuse(at, &message))?;
    rules(&file, &scheme).map_err(|(at, message)| refuse(at, &message))?;
    Ok(Settings { selection: selection(args, &file, &scheme)?, scheme })
}

/// As people here would name it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let near = here.as_deref().and_then(|h| path.strip_prefix(h).ok());
    near.unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| anyhow!("{}", why(&e)))?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("不是 UTF-8 文字：请另存为 UTF-8"))?;
    if text.starts_with('\u{feff}') {
        bail!("开头有 BOM 标记：请另存为不带 BOM 的 UTF-8");
    }
    Ok(text)
}

/// A byte of the file, and what is wrong there.
type Wrong = (usize, String);

fn profile(args: Args, file: &File, scheme: &mut Scheme) -> Result<(), Wrong> {
    let Some(wanted) = file.profile.as_ref().filter(|_| args.scheme.profile.is_none()) else { return Ok(()) };
    if scheme.choose(wanted.get_ref()) {
        return Ok(());
    }
    let known: Vec<&str> = scheme.profiles.iter().map(|p| p.id.as_str()).collect();
    Err((wanted.span().start, format!("没有评分方案 “{}”：可用 {}", wanted.get_ref(), known.join("、"))))
}

fn words(file: &File, scheme: &mut Scheme) -> Result<(), Wrong> {
    for wrong in file.words.wrong.keys() {
        if wrong.get_ref().chars().count() < 2 {
            return Err((wrong.span().start, format!("“{}”太短：至少两个字", wrong.get_ref())));
        }
    }
    let wrong = file.words.wrong.iter().map(|(w, r)| (w.get_ref().clone(), r.clone()));
    scheme.wording.own(wrong, &file.words.right, &file.units);
    Ok(())
}

/// Every word of select, ignore and severities must be a rule, a family or a group.
fn rules(file: &File, scheme: &Scheme) -> Result<(), Wrong> {
    let named = file.select.iter().chain(&file.ignore);
    for word in named.chain(file.severities.keys()) {
        if let Err(error) = select::known(std::slice::from_ref(word.get_ref()), scheme) {
            return Err((word.span().start, error.to_string()));
        }
    }
    Ok(())
}

/// The command line's --select stands in the file's place, its --ignore beside it.
fn selection(args: Args, file: &File, scheme: &Scheme) -> Result<Selection> {
    let own = |list: &[Spanned<String>]| list.iter().map(|w| w.get_ref().clone()).collect::<Vec<_>>();
    let select = if args.rules.select.is_empty() { own(&file.select) } else { args.rules.select.clone() };
    let ignore = [own(&file.ignore), args.rules.ignore.clone()].concat();
    let strict = match args.rules.level {
        Some(level) => level == Level::Strict,
        None => matches!(file.level, Some(Rigour::Strict)),
    };
    let severity = |g: Grade| match g {
        Grade::Error => Severity::Error,
        Grade::Warning => Severity::Warning,
        Grade::Note => Severity::Note,
    };
    let severities =
        file.severities.iter().map(|(w, g)| (w.get_ref().clone(), severity(*g.get_ref()))).collect();
    Ok(Selection::new(&select, &ignore, scheme)?.strict(strict).severities(severities))
}
