//! Reads a file in a process of its own, within bounds of time and memory. A test that uses it has a test named
//! `child` that calls `answer`.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail; the child answers in print"
)]

use gouji::source;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names the file that a child process reads.
const FILE: &str = "GOUJI_OUTSIDE_FILE";
pub const SECONDS: u64 = 2;
pub const MEGABYTES: u64 = 150;

/// How a child ended.
#[derive(Debug)]
pub enum Outcome {
    Document,
    /// The reader's message.
    Refused(String),
    /// Panic, signal, or too slow.
    Failed(String),
}

/// The child's part: does nothing unless it is told a file.
pub fn answer() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let bytes = std::fs::read(&path).unwrap();
    let name = Path::new(&path).file_name().unwrap().to_string_lossy().into_owned();
    let outcome = match source::read(&name, &bytes) {
        Ok(d) if d.text.trim().is_empty() => "empty".to_owned(),
        Ok(_) => "document".to_owned(),
        Err(e) => format!("refused {e}"),
    };
    println!("\nOUTCOME {} {outcome}", peak());
}

/// Peak resident memory of this process in kB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0)
}

pub fn run(path: &Path) -> Outcome {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > Duration::from_secs(SECONDS) {
            child.kill().unwrap();
            child.wait().unwrap();
            return Outcome::Failed(format!("longer than {SECONDS} s"));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    if status.success() { outcome(&out) } else { Outcome::Failed(status.to_string()) }
}

fn outcome(out: &str) -> Outcome {
    let line = out.lines().find_map(|l| l.strip_prefix("OUTCOME ")).unwrap_or("0 nothing");
    let (memory, rest) = line.split_once(' ').unwrap_or((line, ""));
    let memory: u64 = memory.parse().unwrap_or(0);
    match rest.split_once(' ') {
        _ if memory > MEGABYTES << 10 => Outcome::Failed(format!("{memory} kB")),
        Some(("refused", why)) => Outcome::Refused(why.to_owned()),
        None if rest == "document" => Outcome::Document,
        _ => Outcome::Failed(rest.to_owned()),
    }
}
