//! Where the output goes: a file, whole or not at all, or standard output, whose reader may leave at any time.

use super::inputs::why;
use anyhow::{Result, anyhow};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What output is written to, also by other threads.
pub type Out = dyn Write + Send;

/// Runs `write` on the file or on standard output. A reader that has left is no error.
pub fn to(path: Option<&Path>, write: impl FnOnce(&mut Out) -> io::Result<()>) -> Result<()> {
    match path {
        None => stdout(write),
        Some(path) => file(path, write).map_err(|e| anyhow!("{}：{}", path.display(), why(&e))),
    }
}

fn stdout(write: impl FnOnce(&mut Out) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(anyhow!("无法写出结果：{}", why(&error))),
        Err(_) => {
            // What is left in the buffer has nobody to go to.
            let _ = out.into_parts();
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn file(path: &Path, write: impl FnOnce(&mut Out) -> io::Result<()>) -> io::Result<()> {
    if path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        // A pipe or a device cannot be replaced.
        return fill(OpenOptions::new().write(true).open(path)?, write);
    }
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    // What a link leads to is replaced, not the link.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let temporary = beside(path);
    let done = File::create_new(&temporary)
        .and_then(|f| fill(f, write))
        .and_then(|()| keep_permissions(path, &temporary))
        .and_then(|()| fs::rename(&temporary, path));
    if done.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    done
}

/// What replaces a file can be read by the same people.
fn keep_permissions(old: &Path, new: &Path) -> io::Result<()> {
    old.metadata().map_or(Ok(()), |meta| fs::set_permissions(new, meta.permissions()))
}

fn fill(file: File, write: impl FnOnce(&mut Out) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// A hidden name in the same folder, so that the rename stays on one disk.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Whether both are the same file.
pub fn is_same(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// Refuses an output that is one of the files to be read.
pub fn not_among(output: Option<&Path>, inputs: &[PathBuf]) -> Result<()> {
    let Some(target) = output.and_then(|o| o.canonicalize().ok()) else { return Ok(()) };
    match inputs.iter().find(|i| i.canonicalize().is_ok_and(|p| p == target)) {
        Some(same) if same.is_file() => {
            Err(anyhow!("{}：输出文件就是要读的报告，请另取文件名", same.display()))
        }
        _ => Ok(()),
    }
}
