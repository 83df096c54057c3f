//! Which files were read before, by path, size and time of change, so that they need not be read again.
//!
//! The one surprise: a file that changed shortly before the list was written is read again, since a later change
//! could bear the same time.

use super::{Digest, ReadFile, at};
use anyhow::Result;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Size and time of change, in nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    changed: u128,
}

/// How coarse the times of a disk may be.
const COARSE: Duration = Duration::from_secs(3);

impl Stamp {
    pub fn of(path: &Path) -> Option<Self> {
        let meta = path.metadata().ok()?;
        let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        Some(Self { size: meta.len(), changed })
    }
}

#[derive(Debug, Default)]
pub struct Known {
    /// Path → stamp, SHA-256.
    files: HashMap<String, (Stamp, Digest)>,
}

impl Known {
    /// An absent or broken list knows nothing.
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        let written = lines.next().and_then(|l| l.parse::<u128>().ok()).unwrap_or(0);
        let files = lines.filter_map(|l| line(l, written));
        Self { files: files.collect() }
    }

    /// SHA-256 and size of a file that is as it was.
    pub fn get(&self, path: &str, stamp: &Stamp) -> Option<(Digest, u64)> {
        let (old, digest) = self.files.get(&whole(path))?;
        (old == stamp).then_some((*digest, stamp.size))
    }

    /// # Errors
    /// When the list cannot be written.
    pub fn write(path: &Path, files: &[ReadFile]) -> Result<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let mut out = format!("{now}\n").into_bytes();
        for file in files {
            if let (Some(stamp), Some(sha256)) = (&file.stamp, file.sha256()) {
                // A path with a line end is not remembered, nor one that stands for several (not UTF-8).
                let path = whole(&file.path);
                if !path.contains(['\n', '\r', char::REPLACEMENT_CHARACTER]) {
                    let _ = writeln!(out, "{sha256} {} {} {path}", stamp.size, stamp.changed);
                }
            }
        }
        fs::write(path, out).map_err(|e| at(path, &e))
    }
}

/// From the root: the next run may stand in another folder.
fn whole(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |p| p.display().to_string())
}

fn line(line: &str, written: u128) -> Option<(String, (Stamp, Digest))> {
    let mut parts = line.splitn(4, ' ');
    let digest = digest(parts.next()?)?;
    let (size, changed) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let settled = changed + COARSE.as_nanos() < written;
    settled.then(|| (parts.next().unwrap_or("").to_owned(), (Stamp { size, changed }, digest)))
}

fn digest(hex: &str) -> Option<Digest> {
    let mut digest = Digest::default();
    for (i, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(i * 2..i * 2 + 2)?, 16).ok()?;
    }
    Some(digest)
}
