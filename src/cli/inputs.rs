//! From the paths that the user gave to audited reports.

use super::{batch, convert};
use gouji::Audit;
use gouji::emit::{Source, sha256_hex};
use gouji::scheme::Scheme;
use std::collections::HashSet;
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

impl Outcome {
    pub fn failed(source: Source, error: String) -> Self {
        Self { source, bytes: Vec::new(), converted: false, audit: Err(error) }
    }
}

/// What a walk through folders found.
#[derive(Debug, Default)]
pub struct Gathered {
    pub inputs: Vec<Input>,
    pub skipped: Skipped,
}

/// Files that were left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Hidden files, and the lock files of Word and WPS.
    pub hidden: u32,
    /// Documents in forms that are not read: doc, wps, pdf …
    pub other: u32,
    /// Files that were given more than once, by a path or a link: each is read once.
    pub again: u32,
}

impl Skipped {
    /// In Chinese, or nothing when nothing was left alone.
    pub fn told(self) -> Option<String> {
        let mut parts = Vec::new();
        if self.hidden > 0 {
            parts.push(format!("隐藏文件、临时文件 {} 个", self.hidden));
        }
        if self.other > 0 {
            parts.push(format!("不能读的 doc、wps、pdf 等文件 {} 个（请另存为 docx）", self.other));
        }
        if self.again > 0 {
            parts.push(format!("重复给出的文件 {} 个", self.again));
        }
        (!parts.is_empty()).then(|| format!("跳过{}", parts.join("，")))
    }
}

/// Files as given; folders searched for reports, in the order of names. `output` is never an input.
/// With `convert`, those in a folder that can be converted are reports too.
pub fn gather(paths: &[PathBuf], output: Option<&Path>, convert: bool) -> Gathered {
    let output = output.and_then(|o| o.canonicalize().ok());
    let mut search = Search { output: output.as_deref(), convert, skipped: Skipped::default() };
    let found = paths.iter().flat_map(|p| search.of(p)).collect();
    search.once(found)
}

/// A walk through folders.
struct Search<'a> {
    /// What is written is not read.
    output: Option<&'a Path>,
    convert: bool,
    skipped: Skipped,
}

impl Search<'_> {
    /// A file that is met twice is one file, at the place where it was first met.
    fn once(mut self, mut inputs: Vec<Input>) -> Gathered {
        let all = inputs.len();
        let mut met = HashSet::with_capacity(all);
        inputs.retain(|input| met.insert(input.identity()));
        self.skipped.again = (all - inputs.len()) as u32;
        Gathered { inputs, skipped: self.skipped }
    }

    fn of(&mut self, path: &Path) -> Vec<Input> {
        if path == Path::new("-") {
            return vec![Input::Stdin];
        }
        match path.metadata() {
            Ok(meta) if meta.is_dir() => self.folder(path),
            Ok(_) => vec![Input::File(path.to_owned())],
            Err(error) => vec![Input::Bad { path: path.to_owned(), message: why(&error) }],
        }
    }

    fn folder(&mut self, root: &Path) -> Vec<Input> {
        let mut skipped = self.skipped;
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        let visible = walk.into_iter().filter_entry(|e| {
            let seen = e.depth() == 0 || !hidden(e.file_name());
            let file = e.file_type().is_file();
            skipped.hidden += u32::from(!seen && file && extension_in(e.path(), REPORTS));
            skipped.other += u32::from(seen && file && self.is_other(e.path()));
            seen && !(e.depth() > 0 && is_dataset(e.path()))
        });
        let found: Vec<Input> = visible.filter_map(|entry| self.report(entry, root)).collect();
        self.skipped = skipped;
        if !found.is_empty() {
            return found;
        }
        let message = "文件夹里没有报告：只读 txt、md、docx、xlsx 文件，请检查路径".to_owned();
        vec![Input::Bad { path: root.to_owned(), message }]
    }

    fn report(&self, entry: walkdir::Result<DirEntry>, root: &Path) -> Option<Input> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if self.is_beside(&error) => return None,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let message = error.io_error().map_or_else(|| "链接绕成了圈，已跳过".to_owned(), why);
                return Some(Input::Bad { path, message });
            }
        };
        let path = entry.path();
        let is_output = || self.output.is_some_and(|o| path.canonicalize().is_ok_and(|p| p.starts_with(o)));
        (entry.file_type().is_file() && self.is_report(path) && !is_output())
            .then(|| Input::File(path.to_owned()))
    }

    /// Whether it is about a link to nowhere that would be no report anyway: the locks of some editors are such.
    fn is_beside(&self, error: &walkdir::Error) -> bool {
        let nowhere = error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound);
        let report = |p: &Path| self.is_report(p) && !p.file_name().is_some_and(hidden);
        nowhere && error.depth() > 0 && !error.path().is_some_and(report)
    }

    fn is_report(&self, path: &Path) -> bool {
        let about = path.file_stem().is_some_and(|s| s.eq_ignore_ascii_case("readme"));
        !about && extension_in(path, REPORTS) || self.convert && extension_in(path, CONVERTED)
    }

    fn is_other(&self, path: &Path) -> bool {
        extension_in(path, OTHERS) || !self.convert && extension_in(path, CONVERTED)
    }
}

/// Hidden files, and Word's own lock files.
fn hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

/// What `gouji dataset` wrote: its codebooks are no reports.
fn is_dataset(path: &Path) -> bool {
    ["manifest.json", "datapackage.json"].iter().all(|name| path.join(name).is_file())
}

const REPORTS: &[&str] = &["txt", "md", "docx", "xlsx"];
/// What LibreOffice makes a docx of.
const CONVERTED: &[&str] = &["doc", "wps", "odt", "rtf"];
/// What people take for a report and nothing here reads.
const OTHERS: &[&str] = &["pdf", "ofd", "xls", "et", "ods", "docm", "xlsm"];

fn extension_in(path: &Path, list: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|e| list.contains(&e.as_str()))
}

impl Input {
    /// Reads and judges; whatever goes wrong stands in the outcome.
    pub fn audit(&self, scheme: &Scheme, convert: bool) -> Outcome {
        let path = self.path();
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::failed(Source { path, sha256: None }, error),
        };
        let source = Source { sha256: Some(sha256_hex(&bytes)), path };
        match batch::guard(|| gouji::audit(&source.path, &bytes, scheme)) {
            Err(broken) => Outcome::failed(source, broken),
            Ok(Err(error)) if error.is_convertible() && convert => {
                match convert::to_docx(&source.path, &bytes) {
                    Ok(bytes) => Outcome { audit: converted(&bytes, scheme), source, bytes, converted: true },
                    Err(error) => Outcome::failed(source, error),
                }
            }
            Ok(Err(error)) if error.is_convertible() => Outcome::failed(
                source,
                format!("{error}；本机装有 LibreOffice 时，可加 --convert 转换后读取"),
            ),
            Ok(audit) => Outcome { source, bytes, converted: false, audit: audit.map_err(|e| e.to_string()) },
        }
    }

    /// The file that it is.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            _ => None,
        }
    }

    /// The same for all the ways to name a file.
    fn identity(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("-"),
            Self::File(path) | Self::Bad { path, .. } => path.canonicalize().unwrap_or_else(|_| path.clone()),
        }
    }

    /// What is said of it when nothing else can be.
    pub fn source(&self) -> Source {
        Source { path: self.path(), sha256: None }
    }

    pub fn path(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Bad { path, .. } => path.display().to_string(),
        }
    }

    pub fn bytes(&self) -> Result<Vec<u8>, String> {
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
    let audit = batch::guard(|| gouji::audit("report.docx", bytes, scheme))?;
    let mut audit = audit.map_err(|e| e.to_string())?;
    audit.document.notices.insert(0, "由 LibreOffice 转换后读取，请与原件核对".to_owned());
    Ok(audit)
}

/// What the system says, with what can be done about it.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹：请检查路径".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限：请检查文件的权限，或先关闭占用它的程序".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件：请给出文件名".to_owned(),
        io::ErrorKind::Interrupted => "已中断，没有写出：原来的文件没有动".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满：请先腾出空间".to_owned(),
        _ => format!("无法读写：{error}"),
    }
}
