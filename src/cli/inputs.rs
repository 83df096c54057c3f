//! From the paths that the user gave to audited reports.

use super::convert;
use gouji::Audit;
use gouji::emit::{Source, sha256_hex};
use gouji::scheme::Scheme;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One thing to read, or a path that leads to nothing readable.
#[derive(Debug)]
pub enum Input {
    File(PathBuf),
    Stdin,
    Bad { path: PathBuf, message: String },
}

/// A read report, or why it could not be read.
pub struct Outcome {
    pub source: Source,
    /// What was read: the file, or what it was converted to.
    pub bytes: Vec<u8>,
    pub converted: bool,
    pub audit: Result<Audit, String>,
}

/// Files as given; folders searched for reports, in the order of names. `output` is never an input.
/// With `convert`, those in a folder that can be converted are reports too.
pub fn gather(paths: &[PathBuf], output: Option<&Path>, convert: bool) -> Vec<Input> {
    let output = output.and_then(|o| o.canonicalize().ok());
    paths.iter().flat_map(|p| of(p, output.as_deref(), convert)).collect()
}

fn of(path: &Path, output: Option<&Path>, convert: bool) -> Vec<Input> {
    if path == Path::new("-") {
        return vec![Input::Stdin];
    }
    match path.metadata() {
        Ok(meta) if meta.is_dir() => folder(path, output, convert),
        Ok(_) => vec![Input::File(path.to_owned())],
        Err(error) => vec![Input::Bad { path: path.to_owned(), message: why(&error) }],
    }
}

fn folder(root: &Path, output: Option<&Path>, convert: bool) -> Vec<Input> {
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
    let visible = walk.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
    let found: Vec<Input> = visible.filter_map(|entry| report(entry, root, output, convert)).collect();
    if !found.is_empty() {
        return found;
    }
    let message = "文件夹里没有报告：只读 txt、md、docx、xlsx 文件，请检查路径".to_owned();
    vec![Input::Bad { path: root.to_owned(), message }]
}

fn report(
    entry: walkdir::Result<DirEntry>,
    root: &Path,
    output: Option<&Path>,
    convert: bool,
) -> Option<Input> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().unwrap_or(root).to_owned();
            let message = error.io_error().map_or_else(|| "链接绕成了圈，已跳过".to_owned(), why);
            return Some(Input::Bad { path, message });
        }
    };
    let path = entry.path();
    let is_output = || output.is_some_and(|o| path.canonicalize().is_ok_and(|p| p == o));
    (entry.file_type().is_file() && is_report(path, convert) && !is_output())
        .then(|| Input::File(path.to_owned()))
}

/// Hidden files, and Word's own lock files.
fn hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn is_report(path: &Path, convert: bool) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("txt" | "md" | "docx" | "xlsx") => true,
        Some("doc" | "wps" | "odt" | "rtf") => convert,
        _ => false,
    }
}

impl Input {
    /// Reads and judges; whatever goes wrong stands in the outcome.
    pub fn audit(&self, scheme: &Scheme, convert: bool) -> Outcome {
        let path = self.path();
        let failed = |sha256, error| Outcome {
            source: Source { path: self.path(), sha256 },
            bytes: Vec::new(),
            converted: false,
            audit: Err(error),
        };
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return failed(None, error),
        };
        let sha256 = Some(sha256_hex(&bytes));
        let source = Source { path: path.clone(), sha256: sha256.clone() };
        match gouji::audit(&path, &bytes, scheme) {
            Err(error) if error.is_convertible() && convert => match convert::to_docx(&path, &bytes) {
                Ok(bytes) => Outcome { audit: converted(&bytes, scheme), source, bytes, converted: true },
                Err(error) => failed(sha256, error),
            },
            Err(error) if error.is_convertible() => {
                failed(sha256, format!("{error}；本机装有 LibreOffice 时，可加 --convert 转换后读取"))
            }
            audit => Outcome { audit: audit.map_err(|e| e.to_string()), source, bytes, converted: false },
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Bad { path, .. } => path.display().to_string(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map_err(|e| why(&e))?;
                Ok(bytes)
            }
            Self::File(path) => std::fs::read(path).map_err(|e| why(&e)),
            Self::Bad { message, .. } => Err(message.clone()),
        }
    }
}

fn converted(bytes: &[u8], scheme: &Scheme) -> Result<Audit, String> {
    let mut audit = gouji::audit("report.docx", bytes, scheme).map_err(|e| e.to_string())?;
    audit.document.notices.insert(0, "由 LibreOffice 转换后读取，请与原件核对".to_owned());
    Ok(audit)
}

/// What the system says, with what can be done about it.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹：请检查路径".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限：请检查文件的权限，或先关闭占用它的程序".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件：请给出文件名".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满：请先腾出空间".to_owned(),
        _ => format!("无法读写：{error}"),
    }
}
