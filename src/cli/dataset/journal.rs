//! The rows of every report that was read, in one file that is only ever appended to.
//!
//! A record is its length, key, digest and rows; a record that a kill cut short, and all behind it, is dropped. Rows of
//! another build or of other patterns are no use, so the file begins with what made it.

use super::at;
use anyhow::Result;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use gouji::dataset::{self, Rows};
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub type Key = [u8; 32];

/// Length, key, digest, length of the error.
const HEAD: usize = 4 + 32 + 8 + 4;
const MAGIC: &[u8; 8] = b"gouji-j1";

pub struct Journal {
    path: PathBuf,
    head: Vec<u8>,
    out: BufWriter<File>,
    file: Mutex<File>,
    end: u64,
    records: HashMap<Key, Record>,
}

#[derive(Clone, Debug)]
struct Record {
    /// Of its payload.
    at: u64,
    len: u32,
    error: Option<String>,
}

/// Of a report's bytes and the extension that says how to read them.
pub fn key(digest: &super::Digest, extension: &str) -> Key {
    Sha256::new().chain_update(digest).chain_update(extension).finalize().into()
}

impl Journal {
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(path: &Path, engine: &str) -> Result<Self> {
        let head = [MAGIC.as_slice(), engine.as_bytes()].concat();
        Self::take(path, head).map_err(|e| at(path, &e))
    }

    fn take(path: &Path, head: Vec<u8>) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let (records, end) = scan(&mut file, &head)?;
        file.set_len(end)?;
        if end == 0 {
            file.write_all(&head)?;
        }
        let end = end.max(head.len() as u64);
        file.seek(SeekFrom::Start(end))?;
        let file_read = File::open(path)?;
        Ok(Self {
            path: path.to_owned(),
            head,
            out: BufWriter::new(file),
            file: Mutex::new(file_read),
            end,
            records,
        })
    }

    pub fn keys(&self) -> HashSet<Key> {
        self.records.keys().copied().collect()
    }

    /// Why the file of a record could not be read.
    pub fn error(&self, key: &Key) -> Option<String> {
        self.records.get(key)?.error.clone()
    }

    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, key: Key, payload: &[u8], error: Option<&str>) -> io::Result<()> {
        if self.records.contains_key(&key) {
            return Ok(());
        }
        let record = record(&key, payload, error);
        self.out.write_all(&record)?;
        self.out.flush()?;
        let at = self.end + (record.len() - payload.len()) as u64;
        self.end += record.len() as u64;
        self.records.insert(key, Record { at, len: payload.len() as u32, error: error.map(str::to_owned) });
        Ok(())
    }

    /// The packed rows of a key.
    ///
    /// # Errors
    /// When they are not there or cannot be read.
    pub fn payload(&self, key: &Key) -> io::Result<Vec<u8>> {
        let record = self.records.get(key).ok_or(io::ErrorKind::NotFound)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(record.at))?;
        let mut bytes = vec![0; record.len as usize];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Leaves out what no file has any more, when there is any.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn close(self, live: &HashSet<Key>) -> Result<()> {
        if self.records.keys().all(|k| live.contains(k)) {
            return Ok(());
        }
        self.rewrite(live).map_err(|e| at(&self.path, &e))
    }

    fn rewrite(&self, live: &HashSet<Key>) -> io::Result<()> {
        let smaller = self.path.with_extension("new");
        let mut out = BufWriter::new(File::create(&smaller)?);
        out.write_all(&self.head)?;
        let mut kept: Vec<(&Key, &Record)> = self.records.iter().filter(|(k, _)| live.contains(*k)).collect();
        kept.sort_by_key(|(_, r)| r.at);
        for (key, r) in kept {
            out.write_all(&record(key, &self.payload(key)?, r.error.as_deref()))?;
        }
        out.flush()?;
        fs::rename(&smaller, &self.path)
    }
}

fn record(key: &Key, payload: &[u8], error: Option<&str>) -> Vec<u8> {
    let error = error.unwrap_or_default().as_bytes();
    let mut out = Vec::with_capacity(HEAD + error.len() + payload.len());
    out.extend((payload.len() as u32).to_le_bytes());
    out.extend(key);
    out.extend(digest(error, payload));
    out.extend((error.len() as u32).to_le_bytes());
    out.extend(error);
    out.extend(payload);
    out
}

fn digest(error: &[u8], payload: &[u8]) -> [u8; 8] {
    let whole = Sha256::new().chain_update(error).chain_update(payload).finalize();
    std::array::from_fn(|i| whole[i])
}

/// The whole records of a file, and where they end; nothing of a file that something else made.
fn scan(file: &mut File, head: &[u8]) -> io::Result<(HashMap<Key, Record>, u64)> {
    let mut records = HashMap::new();
    let size = file.metadata()?.len();
    let mut reader = BufReader::new(&*file);
    let mut found = vec![0; head.len()];
    if size < head.len() as u64 || reader.read_exact(&mut found).is_err() || found != head {
        return Ok((records, 0));
    }
    let mut at = head.len() as u64;
    let mut head = [0; HEAD];
    while reader.read_exact(&mut head).is_ok() {
        let number = |from: usize| u32::from_le_bytes(std::array::from_fn(|i| head[from + i]));
        let (len, error_len) = (number(0), number(44));
        let whole = HEAD as u64 + u64::from(len) + u64::from(error_len);
        if at + whole > size {
            break;
        }
        let mut rest = vec![0; (len + error_len) as usize];
        reader.read_exact(&mut rest)?;
        let (error, payload) = rest.split_at(error_len as usize);
        if digest(error, payload) != head[36..44] {
            break;
        }
        let error = Some(String::from_utf8_lossy(error).into_owned()).filter(|e| !e.is_empty());
        let key: Key = std::array::from_fn(|i| head[4 + i]);
        records.insert(key, Record { at: at + whole - u64::from(len), len, error });
        at += whole;
    }
    Ok((records, at))
}

/// Rows as the journal keeps them: each table deflated by itself, its length before it.
pub fn pack(rows: &Rows) -> Vec<u8> {
    let mut out = Vec::new();
    for table in rows {
        let mut plain = Vec::new();
        dataset::encode(table, &mut plain);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        // A vector takes whatever is written to it.
        let packed = encoder.write_all(&plain).and_then(|()| encoder.finish()).unwrap_or_default();
        out.extend((packed.len() as u32).to_le_bytes());
        out.extend(packed);
    }
    out
}

/// The rows of the tables for which `wanted` holds; the others are empty.
///
/// # Errors
/// When the bytes are none that `pack` made.
pub fn unpack(mut bytes: &[u8], wanted: impl Fn(usize) -> bool) -> io::Result<Rows> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let mut rows = Rows::default();
    for (at, table) in rows.iter_mut().enumerate() {
        let (len, rest) = bytes.split_first_chunk::<4>().ok_or_else(broken)?;
        let (packed, rest) = rest.split_at_checked(u32::from_le_bytes(*len) as usize).ok_or_else(broken)?;
        bytes = rest;
        if wanted(at) {
            let mut plain = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut plain)?;
            *table = dataset::decode(&mut plain.as_slice()).map_err(|_| broken())?;
        }
    }
    Ok(rows)
}
