//! gouji (勾稽): reads a 绩效自评报告, finds every figure, recomputes every relation that can be recomputed,
//! and says which tie and which do not. One arrow, one function, one type; only reading can fail.

pub mod compare;
pub mod dataset;
pub mod diagnose;
pub mod document;
pub mod emit;
pub mod facts;
pub mod figure;
pub mod layout;
pub mod ledger;
pub mod naming;
pub mod num;
pub mod pattern;
pub mod rules;
pub mod scheme;
pub mod source;
pub mod span;
pub mod trial;
pub mod view;

use document::Document;
use facts::Facts;
use figure::Figure;
use layout::Flow;
use ledger::Ledger;
use scheme::Scheme;

/// A report, read and judged.
pub struct Audit {
    pub document: Document,
    pub flow: Flow,
    pub figures: Vec<Figure>,
    pub facts: Facts,
    pub ledger: Ledger,
}

/// The whole program: bytes to ledger.
///
/// # Errors
/// Only reading fails; see [`source::Error`].
pub fn audit(name: &str, bytes: &[u8], scheme: &Scheme) -> Result<Audit, source::Error> {
    source::read(name, bytes).map(|document| judge(document, scheme))
}

/// From a document to its ledger; nothing here fails.
pub fn judge(document: Document, scheme: &Scheme) -> Audit {
    let flow = layout::read(&document);
    let figures = figure::read(&flow, scheme);
    let facts = facts::read(&document, &flow, &figures, scheme);
    let rules::Out { claims, findings, .. } = rules::run(&facts, scheme);
    let read = |join| rules::passages(&facts::passages(&flow, &figures, scheme, &facts, join), scheme, join);
    let passages = facts::Join::ALL.map(read);
    let ledger = diagnose::diagnose(claims, passages, findings);
    Audit { document, flow, figures, facts, ledger }
}
