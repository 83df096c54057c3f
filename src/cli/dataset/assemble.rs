//! The second pass: from the journal to the tables, in the order of the paths, and the files that describe them.

use super::super::args::SchemeArgs;
use super::super::batch::Run;
use super::super::patterns;
use super::home::Home;
use super::journal::{Journal, unpack};
use super::{Digest, ReadFile};
use anyhow::Result;
use gouji::dataset::codebook::{Language, codebook};
use gouji::dataset::package::{Form, package};
use gouji::dataset::schema::TABLES;
use gouji::dataset::{self, DATASET, Part, croissant, csv};
use gouji::emit::model::TOOL;
use gouji::emit::sha256_hex;
use gouji::{pattern, rules};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What the rows of a report depend on besides its bytes.
pub struct Engine {
    pub fingerprint: String,
    rules: String,
    patterns: String,
    profile: Option<String>,
}

impl Engine {
    /// # Errors
    /// When the user's patterns cannot be read.
    pub fn new(args: &SchemeArgs) -> Result<Self> {
        let own = args.patterns.as_deref().map(patterns::files).transpose()?.unwrap_or_default();
        let mut texts = Sha256::new();
        for file in pattern::files(&own) {
            texts.update(format!("{}\n{}\n{}\n", file.name, file.text.len(), file.text));
        }
        let patterns = hex(&texts.finalize());
        let pages: Vec<String> =
            rules::all().iter().map(|r| format!("{} {} {}\n{}", r.id, r.name, r.title, r.doc)).collect();
        let rules = sha256_hex(pages.join("\n").as_bytes());
        // A build of the same version may still read in another way.
        let program = std::env::current_exe().and_then(fs::read).map(|b| sha256_hex(&b)).unwrap_or_default();
        let profile = args.profile.clone();
        let all = format!("{}\n{rules}\n{patterns}\n{profile:?}\n{program}", TOOL.version);
        Ok(Self { fingerprint: sha256_hex(all.as_bytes()), rules, patterns, profile })
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub struct Summary {
    pub tables: Vec<(&'static str, u64)>,
    /// Files whose bytes another file has, too.
    pub copies: usize,
}

pub fn assemble(
    home: &Home,
    form: Form,
    read: &[ReadFile],
    journal: &Journal,
    engine: &Engine,
    batch: &Run,
) -> io::Result<Summary> {
    let dir = home.new_folder();
    let first = firsts(read);
    let is_first = |(i, f): &(usize, &ReadFile)| f.digest.is_some_and(|d| first[&d] == *i);
    let unique: Vec<&ReadFile> = read.iter().enumerate().filter(is_first).map(|(_, f)| f).collect();
    let parts = match form {
        Form::Csv => tables_csv(&dir, &unique, journal, batch)?,
        Form::Parquet => tables_parquet(&dir, &unique, journal, batch)?,
        Form::Sqlite => tables_sqlite(&dir, &unique, journal, batch)?,
    };
    if batch.stopped() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    describe(&dir, form, &parts)?;
    manifest(&dir.join("manifest.json"), form, read, &first, &parts, engine)?;
    let with_bytes = read.iter().filter(|f| f.digest.is_some()).count();
    Ok(Summary {
        tables: parts.iter().map(|p| (TABLES[p.table].name, p.rows)).collect(),
        copies: with_bytes - unique.len(),
    })
}

/// For each digest the first file that has it.
fn firsts(read: &[ReadFile]) -> HashMap<Digest, usize> {
    let mut first = HashMap::with_capacity(read.len());
    for (i, file) in read.iter().enumerate() {
        if let Some(digest) = file.digest {
            first.entry(digest).or_insert(i);
        }
    }
    first
}

/// The rows of a report with its path.
fn rows(file: &ReadFile, journal: &Journal, wanted: impl Fn(usize) -> bool) -> io::Result<dataset::Rows> {
    let key = file.key().ok_or(io::ErrorKind::NotFound)?;
    let mut rows = unpack(&journal.payload(&key)?, wanted)?;
    dataset::set_path(&mut rows, &file.path);
    Ok(rows)
}

/// A file that knows its digest.
struct Counted {
    out: BufWriter<File>,
    digest: Sha256,
    bytes: u64,
}

impl Counted {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(File::create(path)?), digest: Sha256::new(), bytes: 0 })
    }

    fn part(mut self, table: usize, path: String, rows: u64) -> io::Result<Part> {
        self.out.flush()?;
        Ok(Part { table, path, rows, bytes: self.bytes, sha256: hex(&self.digest.finalize()) })
    }
}

impl Write for Counted {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.out.write_all(buf)?;
        self.digest.update(buf);
        self.bytes += buf.len() as u64;
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn tables_csv(dir: &Path, files: &[&ReadFile], journal: &Journal, batch: &Run) -> io::Result<Vec<Part>> {
    let mut outs = Vec::new();
    for table in &TABLES {
        let mut out = Counted::create(&dir.join(Form::Csv.file(table.name)))?;
        out.write_all(&csv::head(table))?;
        outs.push(out);
    }
    let mut counts = [0u64; TABLES.len()];
    let work = |file: &&ReadFile| -> io::Result<Vec<(Vec<u8>, u64)>> {
        let rows = rows(file, journal, |_| true)?;
        Ok(rows.iter().map(|t| (csv::rows(t), t.len() as u64)).collect())
    };
    batch.each(files, work, |_, made| {
        for (i, (bytes, rows)) in made?.into_iter().enumerate() {
            outs[i].write_all(&bytes)?;
            counts[i] += rows;
        }
        Ok(())
    })?;
    let part = |(i, out): (usize, Counted)| out.part(i, Form::Csv.file(TABLES[i].name), counts[i]);
    outs.into_iter().enumerate().map(part).collect()
}

/// One table at a time, so that only one row group waits in memory.
#[cfg(feature = "parquet")]
fn tables_parquet(dir: &Path, files: &[&ReadFile], journal: &Journal, batch: &Run) -> io::Result<Vec<Part>> {
    let mut parts = Vec::new();
    for (i, table) in TABLES.iter().enumerate() {
        let name = Form::Parquet.file(table.name);
        let out = Counted::create(&dir.join(&name))?;
        let mut writer = dataset::parquet::Writer::new(out, table)?;
        let mut count = 0;
        let work = |file: &&ReadFile| rows(file, journal, |t| t == i);
        batch.each(files, work, |_, made| {
            let rows = made?;
            count += rows[i].len() as u64;
            writer.add(&rows[i])
        })?;
        parts.push(writer.finish()?.part(i, name, count)?);
    }
    Ok(parts)
}

#[cfg(not(feature = "parquet"))]
fn tables_parquet(_: &Path, _: &[&ReadFile], _: &Journal, _: &Run) -> io::Result<Vec<Part>> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(feature = "sqlite")]
fn tables_sqlite(dir: &Path, files: &[&ReadFile], journal: &Journal, batch: &Run) -> io::Result<Vec<Part>> {
    let name = Form::Sqlite.file("");
    let path = dir.join(&name);
    let mut writer = dataset::sqlite::Writer::new(&path).map_err(io::Error::other)?;
    let work = |file: &&ReadFile| rows(file, journal, |_| true);
    batch.each(files, work, |_, made| writer.add(&made?).map_err(io::Error::other))?;
    let counts = writer.finish().map_err(io::Error::other)?;
    let (bytes, sha256) = digest_of(&path)?;
    let part =
        |(i, rows): (usize, u64)| Part { table: i, path: name.clone(), rows, bytes, sha256: sha256.clone() };
    Ok(counts.into_iter().enumerate().map(part).collect())
}

#[cfg(feature = "sqlite")]
fn digest_of(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut digest, mut size) = (File::open(path)?, Sha256::new(), 0);
    let mut block = vec![0; 1 << 16];
    loop {
        let n = io::Read::read(&mut file, &mut block)?;
        if n == 0 {
            return Ok((size, hex(&digest.finalize())));
        }
        digest.update(&block[..n]);
        size += n as u64;
    }
}

#[cfg(not(feature = "sqlite"))]
fn tables_sqlite(_: &Path, _: &[&ReadFile], _: &Journal, _: &Run) -> io::Result<Vec<Part>> {
    Err(io::ErrorKind::Unsupported.into())
}

fn describe(dir: &Path, form: Form, parts: &[Part]) -> io::Result<()> {
    pretty(&dir.join("datapackage.json"), &package(form, parts, TOOL.version))?;
    if form != Form::Sqlite {
        // Croissant has no word for a table inside a database.
        pretty(&dir.join("croissant.json"), &croissant::croissant(form, parts, TOOL.version))?;
    }
    fs::write(dir.join("codebook.zh.md"), codebook(Language::Chinese, form, parts))?;
    fs::write(dir.join("codebook.en.md"), codebook(Language::English, form, parts))
}

fn pretty(path: &Path, value: &Value) -> io::Result<()> {
    fs::write(path, format!("{value:#}\n"))
}

/// No time goes into it: the same files give the same manifest. An input is written at a time.
fn manifest(
    path: &Path,
    form: Form,
    read: &[ReadFile],
    first: &HashMap<Digest, usize>,
    parts: &[Part],
    engine: &Engine,
) -> io::Result<()> {
    let table = |p: &Part| {
        json!({
            "name": TABLES[p.table].name, "path": p.path, "rows": p.rows, "bytes": p.bytes, "sha256": p.sha256,
        })
    };
    let head = json!({
        "schema": DATASET,
        "tool": { "name": TOOL.name, "version": TOOL.version },
        "rules_sha256": engine.rules,
        "patterns_sha256": engine.patterns,
        "profile": engine.profile,
        "format": form.name(),
        "tables": parts.iter().map(table).collect::<Vec<_>>(),
    });
    let head = format!("{head:#}");
    let mut out = BufWriter::new(File::create(path)?);
    write!(out, "{},\n  \"inputs\": [", head.trim_end_matches('}').trim_end())?;
    for (i, file) in read.iter().enumerate() {
        let mut input = json!({ "path": file.path, "sha256": file.sha256(), "bytes": file.bytes });
        if let Some(error) = &file.error {
            input["error"] = json!(error);
        }
        if let Some(k) = file.digest.and_then(|d| first.get(&d)).filter(|k| **k != i) {
            input["same_as"] = json!(read[*k].path);
        }
        write!(out, "{}\n    {input}", if i > 0 { "," } else { "" })?;
    }
    out.write_all(b"\n  ]\n}\n")?;
    out.flush()
}
