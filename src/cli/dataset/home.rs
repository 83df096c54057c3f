//! The folder of a dataset, the workplace beside it, and the exchange of one for the other.
//!
//! A dataset's folder is its own: one that holds anything else is refused, as it is replaced as a whole. The
//! workplace is a hidden folder beside it, so that the exchange stays on one disk.

use super::at;
use anyhow::{Result, anyhow, bail};
use gouji::dataset::schema::TABLES;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where rows are kept from run to run, inside the dataset.
const CACHE: &str = ".cache";
/// In the workplace.
const LOCK: &str = "lock";
const FIXED: [&str; 5] =
    ["manifest.json", "datapackage.json", "croissant.json", "codebook.zh.md", "codebook.en.md"];

pub struct Home {
    target: PathBuf,
    work: PathBuf,
    /// Held as long as this run lasts.
    lock: File,
}

impl Home {
    /// Takes the workplace, with what a run before left there.
    ///
    /// # Errors
    /// When the folder is not a dataset's, or another run holds it.
    pub fn open(target: &Path) -> Result<Self> {
        let (target, work) = places(target)?;
        refuse_others(&target)?;
        let Some(lock) = hold(&work)? else {
            bail!("{}：另一个 gouji 正在写这个数据集，请等它结束", target.display())
        };
        let home = Self { target, work, lock };
        home.recover()?;
        Ok(home)
    }

    /// Brings the journal of the last run to the workplace, wherever a kill left it.
    fn recover(&self) -> Result<()> {
        let cache = self.work.join(CACHE);
        // Between the two renames of an exchange by hand, the old dataset stands aside.
        let old = self.work.join("old");
        if !self.target.exists() && old.exists() {
            fs::rename(&old, &self.target).map_err(|e| at(&self.target, &e))?;
        }
        let new = self.new_folder();
        for from in [new.join(CACHE), self.target.join(CACHE), old.join(CACHE)] {
            if !cache.exists() && from.exists() {
                fs::rename(&from, &cache).map_err(|e| at(&from, &e))?;
            }
        }
        for gone in [&new, &old] {
            if gone.exists() {
                fs::remove_dir_all(gone).map_err(|e| at(gone, &e))?;
            }
        }
        [&cache, &new].into_iter().try_for_each(|d| fs::create_dir_all(d).map_err(|e| at(d, &e)))
    }

    pub fn journal(&self) -> PathBuf {
        self.work.join(CACHE).join("rows")
    }

    pub fn known(&self) -> PathBuf {
        self.work.join(CACHE).join("files")
    }

    /// Where the new dataset is put together.
    pub fn new_folder(&self) -> PathBuf {
        self.work.join("new")
    }

    /// The new dataset takes the place of the old one, whole.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn commit(self) -> Result<()> {
        let new = self.new_folder();
        fs::rename(self.work.join(CACHE), new.join(CACHE)).map_err(|e| at(&new, &e))?;
        if self.target.exists() {
            exchange(&new, &self.target, &self.work.join("old")).map_err(|e| at(&self.target, &e))?;
        } else {
            fs::rename(&new, &self.target).map_err(|e| at(&self.target, &e))?;
        }
        for gone in ["new", "old"].map(|name| self.work.join(name)).iter().filter(|d| d.exists()) {
            fs::remove_dir_all(gone).map_err(|e| at(gone, &e))?;
        }
        // The lock goes last, while it is held; a run that waits for the folder may take it at once.
        let _ = fs::remove_file(self.work.join(LOCK));
        drop(self.lock);
        let _ = fs::remove_dir(&self.work);
        Ok(())
    }
}

/// The lock of a workplace, which is made; none while another run holds it. The run before may clear the place away
/// between any two steps: then what is held is no longer the lock.
fn hold(work: &Path) -> Result<Option<File>> {
    let path = work.join(LOCK);
    loop {
        fs::create_dir_all(work).map_err(|e| at(work, &e))?;
        let lock = match File::create(&path) {
            Err(e) if e.kind() == ErrorKind::NotFound => continue,
            made => made.map_err(|e| at(&path, &e))?,
        };
        match lock.try_lock() {
            Ok(()) if is_there(&lock, &path) => return Ok(Some(lock)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => return Err(at(&path, &e)),
        }
    }
}

#[cfg(unix)]
fn is_there(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |m: std::io::Result<fs::Metadata>| m.ok().map(|m| (m.dev(), m.ino()));
    id(lock.metadata()).is_some_and(|held| id(fs::metadata(path)) == Some(held))
}

/// An open file keeps its name there.
#[cfg(not(unix))]
fn is_there(_: &File, path: &Path) -> bool {
    path.exists()
}

/// The folder, and the workplace beside it.
fn places(target: &Path) -> Result<(PathBuf, PathBuf)> {
    // What a link leads to is exchanged, not the link.
    let full = target.canonicalize().or_else(|_| std::path::absolute(target)).map_err(|e| at(target, &e))?;
    let Some(name) = full.file_name() else {
        bail!("{}：请给数据集一个自己的文件夹", target.display())
    };
    let parent = full.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(|e| at(parent, &e))?;
    let work = parent.join(format!(".{}.gouji", name.to_string_lossy()));
    Ok((full.clone(), work))
}

/// A folder that is replaced as a whole must hold nothing but a dataset.
fn refuse_others(target: &Path) -> Result<()> {
    if !target.exists() {
        return Ok(());
    }
    let list = fs::read_dir(target).map_err(|e| match e.kind() {
        ErrorKind::NotADirectory => anyhow!("{}：这是文件，不是文件夹", target.display()),
        _ => at(target, &e),
    })?;
    for entry in list {
        let name = entry.map_err(|e| at(target, &e))?.file_name().to_string_lossy().into_owned();
        if !is_own(&name) {
            bail!("{}：里面有别的文件“{name}”：数据集要独占一个文件夹，请另给一个", target.display());
        }
    }
    Ok(())
}

fn is_own(name: &str) -> bool {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let table = matches!(end, "csv" | "parquet") && TABLES.iter().any(|t| t.name == stem);
    table || name == CACHE || name == "gouji.sqlite" || FIXED.contains(&name)
}

/// At once where the system can, else by two renames that the next run mends if it must.
fn exchange(new: &Path, target: &Path, old: &Path) -> std::io::Result<()> {
    if at_once(new, target) {
        return Ok(());
    }
    fs::rename(target, old)?;
    fs::rename(new, target)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn at_once(new: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn at_once(_: &Path, _: &Path) -> bool {
    false
}
