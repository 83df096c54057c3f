//! Sinks: one file per output format; own structs, never the core types serialized.
//!
//! `build` and `extract` turn an [`Audit`](crate::Audit) into the structs of `model`; the writers turn those into
//! bytes on a writer that is handed to them. Nothing here opens a file, prints, or judges. The one surprise:
//! offsets are bytes everywhere below and characters everywhere in `model`.

mod build;
pub mod csv;
pub mod diff;
pub mod explain;
mod extract;
pub mod github;
pub mod html;
pub mod json;
pub mod junit;
pub mod letter;
mod locate;
pub mod manual;
pub mod model;
mod render;
pub mod review;
pub mod sarif;
mod snippet;
pub mod statistics;
mod status;
pub mod table;
mod terms;
pub mod text;
mod words;
pub mod xlsx;
mod xml;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests;

pub use build::check;
pub use extract::extract;
pub use fingerprint::sha256_hex;
pub use render::Renderer;

use crate::view::{fingerprint, known};

/// What an output says about the file that a document came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// As the user named it.
    pub path: String,
    /// Hex digest of the file's bytes; `None` when they could not be read.
    pub sha256: Option<String>,
}
