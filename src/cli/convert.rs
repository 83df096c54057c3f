//! `--convert`: a LibreOffice of this machine makes a docx of a doc, wps, odt or rtf. Nothing leaves the machine,
//! and nothing stays in the folder that it works in.

use super::inputs::why;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names of the program, and where it lies on systems that do not name it in PATH.
const PROGRAMS: &[&str] = &["soffice", "libreoffice", "soffice.exe"];
const FOLDERS: &[&str] = &[
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:\\Program Files\\LibreOffice\\program",
    "C:\\Program Files (x86)\\LibreOffice\\program",
];
const PATIENCE: Duration = Duration::from_secs(120);

/// The file as docx, or why it could not be made.
pub fn to_docx(path: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let program = program().ok_or("没有找到 LibreOffice：请安装它，或在 Word、WPS 中另存为 docx")?;
    let folder = Folder::new().map_err(|e| why(&e))?;
    let extension = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or("doc");
    let extension = if extension.eq_ignore_ascii_case("docx") { "doc" } else { extension };
    let input = folder.0.join(format!("report.{extension}"));
    fs::write(&input, bytes).map_err(|e| why(&e))?;
    let child = Command::new(program)
        .arg(format!("-env:UserInstallation={}", url(&folder.0.join("profile"))))
        .args(["--headless", "--norestore", "--convert-to", "docx", "--outdir"])
        .args([&folder.0.join("out"), &input])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| why(&e))?;
    wait(child)?;
    let failed = "LibreOffice 未能转换：请在 Word 或 WPS 中打开，另存为 docx";
    fs::read(folder.0.join("out/report.docx")).map_err(|_| failed.to_owned())
}

fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(FOLDERS.iter().map(PathBuf::from));
    folders.flat_map(|f| PROGRAMS.iter().map(move |p| f.join(p))).find(|p| p.is_file())
}

fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

fn wait(mut child: Child) -> Result<(), String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err("LibreOffice 转换超时：请在 Word 或 WPS 中打开，另存为 docx".to_owned());
            }
            Err(error) => return Err(why(&error)),
        }
    }
}

/// A folder of one's own that goes when it is no longer needed.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let name = |n: u32| env::temp_dir().join(format!("gouji-{}-{n}", std::process::id()));
        let made = |path: PathBuf| fs::create_dir(&path).map(|()| Self(path));
        (0..100).map(name).find_map(|p| made(p).ok()).map_or_else(|| made(name(100)), Ok)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
