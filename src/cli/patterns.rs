//! `--patterns DIR`, `--profile NAME`, and `gouji patterns check DIR`.

use super::args::{PatternsArgs, PatternsCommand, SchemeArgs};
use super::inputs::why;
use super::output;
use anyhow::{Result, anyhow, bail};
use gouji::pattern::{self, File};
use gouji::scheme::Scheme;
use gouji::trial;
use std::ffi::OsStr;
use std::path::Path;
use walkdir::WalkDir;

/// The embedded patterns, the user's over them, with the scoring scheme that was asked for.
pub fn scheme(args: &SchemeArgs) -> Result<Scheme> {
    let mut scheme = overlaid(args.patterns.as_deref())?;
    if let Some(name) = args.profile.as_deref().filter(|n| !scheme.choose(n)) {
        let known: Vec<&str> = scheme.profiles.iter().map(|p| p.id.as_str()).collect();
        bail!("没有评分方案 “{name}”：可用 {}，或放进 --patterns 文件夹的 profiles/ 里", known.join("、"));
    }
    Ok(scheme)
}

/// The embedded patterns with those of a folder over them.
pub fn overlaid(dir: Option<&Path>) -> Result<Scheme> {
    let files = dir.map(files).transpose()?.unwrap_or_default();
    Ok(pattern::load(&files)?)
}

/// Every *.toml of a folder, in the order of names.
pub fn files(dir: &Path) -> Result<Vec<File>> {
    let meta = dir.metadata().map_err(|e| anyhow!("{}：{}", dir.display(), why(&e)))?;
    if !meta.is_dir() {
        bail!("{}：这是文件，不是文件夹：请给出放模式文件的文件夹", dir.display());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(dir).sort_by_file_name().max_depth(2) {
        let entry = entry.map_err(|e| anyhow!("{}：无法读取：{e}", dir.display()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden && entry.path().extension() == Some(OsStr::new("toml")) {
            files.push(file(dir, entry.path())?);
        }
    }
    if files.is_empty() {
        bail!("{}：文件夹里没有模式文件：放入 formulas/*.toml、profiles/*.toml 等", dir.display());
    }
    Ok(files)
}

fn file(dir: &Path, path: &Path) -> Result<File> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| anyhow!("{shown}：{}", why(&e)))?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{shown}：不是 UTF-8 文字：请另存为 UTF-8"))?;
    let parts = path.strip_prefix(dir).unwrap_or(path).iter().map(OsStr::to_string_lossy);
    let name = parts.collect::<Vec<_>>().join("/");
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    Ok(File { name, shown, text, own: true })
}

pub fn run(args: &PatternsArgs) -> Result<u8> {
    let PatternsCommand::Check(args) = &args.command;
    let files = files(&args.dir)?;
    let scheme = pattern::load(&files)?;
    let cases = pattern::cases(&files)?;
    let mut failed = 0;
    output::to(None, |out| {
        for case in &cases {
            if let Err(failure) = trial::run(case, &scheme) {
                failed += 1;
                writeln!(out, "{}：{}：{failure}", case.file, case.title)?;
            }
        }
        writeln!(out, "{} 个文件，{} 个例子，{failed} 个不符", files.len(), cases.len())
    })?;
    Ok(u8::from(failed > 0))
}
