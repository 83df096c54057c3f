//! Audits as tables: tidy rows with their provenance, their schema, and the files that describe them.
//!
//! `rows` turns an audit into values; `csv`, `parquet` and `sqlite` write them; `package`, `croissant` and `codebook`
//! describe them, all from the one list in `schema`. Nothing here opens a file by itself or judges. The one surprise:
//! a report is named by the SHA-256 of its bytes, so its rows are the same wherever it lies, and only `path` is added
//! when a dataset is put together.

pub mod codebook;
pub mod croissant;
pub mod csv;
mod figures;
mod judged;
pub mod package;
#[cfg(feature = "parquet")]
pub mod parquet;
mod place;
mod reports;
pub mod schema;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod value;

pub use reports::{rows, set_path, unread};
pub use value::{Broken, Row, Value, decode, encode};

/// The rows of one report, in the order of [`schema::TABLES`].
pub type Rows = [Vec<Row>; schema::TABLES.len()];

/// Schema of manifest and tables.
pub const DATASET: &str = "gouji.dataset/1";

/// A file of a dataset, as its descriptions name it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Index into [`schema::TABLES`].
    pub table: usize,
    pub path: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}
