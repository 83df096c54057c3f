//! `gouji dataset`: reports to tables in a folder of their own.
//!
//! Two passes. The first reads what changed and appends its rows to a journal; the second puts the tables together
//! from the journal, in the order of the paths, and exchanges the new folder for the old one. Killed at any moment, the
//! next run goes on from the journal, and what comes out is what a run from nothing gives: the tables depend on the
//! files alone, never on what the journal happened to hold.

mod assemble;
mod home;
mod journal;
mod known;

use super::args::DatasetArgs;
use super::batch::{self, Run};
use super::inputs::{self, Gathered, Input};
use super::progress::Progress;
use super::stop::{self, STOPPED};
use super::{FAILED, complain, patterns};
use anyhow::{Result, anyhow, bail};
use gouji::dataset;
use gouji::dataset::package::Form;
use gouji::scheme::Scheme;
use home::Home;
use journal::{Journal, Key};
use known::{Known, Stamp};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::io;

pub fn run(args: &DatasetArgs) -> Result<u8> {
    let form = args.format.form()?;
    let scheme = patterns::scheme(&args.scheme)?;
    let engine = assemble::Engine::new(&args.scheme)?;
    let gathered = inputs::gather(&args.paths, Some(&args.output), false);
    let home = Home::open(&args.output)?;
    let mut journal = Journal::open(&home.journal(), &engine.fingerprint)?;
    let job =
        Job { scheme, batch: Run::new(args.batch.threads, stop::flag()), known: Known::read(&home.known()) };
    let read = job.read(&gathered, &mut journal)?;
    let stopped = |job: &Job| {
        complain("已中断：读过的部分已经记下，再次运行会接着做；原来的数据集没有动");
        job.batch.stopped().then_some(STOPPED)
    };
    if job.batch.stopped() {
        return Ok(stopped(&job).unwrap_or(STOPPED));
    }
    if read.iter().all(|r| r.digest.is_none()) {
        bail!("没有可读的报告：数据集没有写出");
    }
    let done = assemble::assemble(&home, form, &read, &journal, &engine, &job.batch);
    if job.batch.stopped() {
        return Ok(stopped(&job).unwrap_or(STOPPED));
    }
    let summary = done.map_err(|e| anyhow!("{}：{}", args.output.display(), inputs::why(&e)))?;
    let live: HashSet<Key> = read.iter().filter_map(ReadFile::key).collect();
    journal.close(&live)?;
    Known::write(&home.known(), &read)?;
    home.commit()?;
    tell(&summary, &gathered, args);
    Ok(if read.iter().any(|r| r.error.is_some()) { FAILED } else { 0 })
}

struct Job {
    scheme: Scheme,
    batch: Run,
    known: Known,
}

/// SHA-256 of a file.
pub type Digest = [u8; 32];

/// A file that was read, now or by a run before.
#[derive(Clone, Debug)]
pub struct ReadFile {
    pub path: String,
    /// None when its bytes could not be read.
    pub digest: Option<Digest>,
    pub bytes: u64,
    pub error: Option<String>,
    stamp: Option<Stamp>,
}

impl ReadFile {
    /// The same bytes are read in another way under another extension.
    pub fn key(&self) -> Option<Key> {
        let extension = self.path.rsplit_once('.').map_or_else(String::new, |(_, e)| e.to_ascii_lowercase());
        self.digest.map(|d| journal::key(&d, &extension))
    }

    pub fn sha256(&self) -> Option<String> {
        self.digest.map(|d| assemble::hex(&d))
    }
}

/// What became of a file in the first pass.
struct Found {
    file: ReadFile,
    /// Rows for the journal, when it does not hold them.
    payload: Option<Vec<u8>>,
}

impl Job {
    /// The first pass.
    fn read(&self, gathered: &Gathered, journal: &mut Journal) -> Result<Vec<ReadFile>> {
        let progress = Progress::new(gathered.inputs.len(), true);
        let held: HashSet<Key> = journal.keys();
        let mut all = Vec::with_capacity(gathered.inputs.len());
        let work = |input: &Input| {
            batch::guard(|| self.find(input, &held)).unwrap_or_else(|message| failed(input, message))
        };
        self.batch
            .each(&gathered.inputs, work, |_, found| {
                progress.one();
                if let Some(payload) = &found.payload
                    && let Some(key) = found.file.key()
                {
                    journal.add(key, payload, found.file.error.as_deref())?;
                }
                let mut file = found.file;
                if let Some(error) = file.key().and_then(|k| journal.error(&k)) {
                    file.error = Some(error);
                }
                if let Some(error) = &file.error {
                    progress.say(&format!("{}：{error}", file.path));
                }
                all.push(file);
                Ok(())
            })
            .map_err(|e| anyhow!("写数据集时出错：{}", inputs::why(&e)))?;
        progress.end();
        Ok(all)
    }

    fn find(&self, input: &Input, held: &HashSet<Key>) -> Found {
        let path = input.path();
        let stamp = input.file().and_then(Stamp::of);
        if let Some((digest, bytes)) = stamp.as_ref().and_then(|s| self.known.get(&path, s)) {
            let file = ReadFile { path, digest: Some(digest), bytes, error: None, stamp };
            if file.key().is_some_and(|k| held.contains(&k)) {
                return Found { file, payload: None };
            }
            return self.read_bytes(input, file.stamp, held);
        }
        self.read_bytes(input, stamp, held)
    }

    fn read_bytes(&self, input: &Input, stamp: Option<Stamp>, held: &HashSet<Key>) -> Found {
        let bytes = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return failed(input, error),
        };
        let digest: Digest = Sha256::digest(&bytes).into();
        let size = bytes.len() as u64;
        let mut file = ReadFile { path: input.path(), digest: Some(digest), bytes: size, error: None, stamp };
        if file.key().is_some_and(|k| held.contains(&k)) {
            return Found { file, payload: None };
        }
        let sha256 = assemble::hex(&digest);
        let audit = batch::guard(|| gouji::audit(&file.path, &bytes, &self.scheme));
        let rows = match audit.and_then(|read| read.map_err(|e| e.to_string())) {
            Ok(audit) => dataset::rows(&sha256, &audit, &self.scheme),
            Err(error) => {
                let rows = dataset::unread(&sha256, &error);
                file.error = Some(error);
                rows
            }
        };
        Found { file, payload: Some(journal::pack(&rows)) }
    }
}

fn failed(input: &Input, message: String) -> Found {
    let file = ReadFile { path: input.path(), digest: None, bytes: 0, error: Some(message), stamp: None };
    Found { file, payload: None }
}

fn tell(summary: &assemble::Summary, gathered: &Gathered, args: &DatasetArgs) {
    let tables: Vec<String> = summary.tables.iter().map(|(name, rows)| format!("{name} {rows} 行")).collect();
    complain(&format!("数据集写入 {}：{}", args.output.display(), tables.join("，")));
    if summary.copies > 0 {
        complain(&format!("有 {} 个文件与别的文件内容完全相同，只算一份", summary.copies));
    }
    if let Some(skipped) = gathered.skipped.told() {
        complain(&skipped);
    }
}

/// An error of reading or writing, told with its place.
fn at(path: &std::path::Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{}：{}", path.display(), inputs::why(error))
}

impl super::args::DatasetFormat {
    /// # Errors
    /// When this build cannot write it.
    fn form(self) -> Result<Form> {
        match self {
            Self::Csv => Ok(Form::Csv),
            Self::Parquet if cfg!(feature = "parquet") => Ok(Form::Parquet),
            Self::Sqlite if cfg!(feature = "sqlite") => Ok(Form::Sqlite),
            other => {
                let name = if other == Self::Parquet { "parquet" } else { "sqlite" };
                bail!("这个 gouji 编译时没有带 {name} 功能：请用发布版，或用 --features {name} 编译")
            }
        }
    }
}
