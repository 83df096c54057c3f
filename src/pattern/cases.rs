//! The examples that pattern files hold, as cases to be run.

use super::labels::{LabelExample, PartitionExample, label_examples, partition_examples};
use super::naming::{self, IndicatorExample, ReportExample, UnitExample};
use super::profiles::GradeExample;
use super::{Error, Example, File, ProofExample, formulas, profiles, stretches, units, wording};

/// One example of one file.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file, as people call it.
    pub file: String,
    /// What it is about, in a few words.
    pub title: String,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Figures(Example),
    Label(LabelExample),
    Partition(PartitionExample),
    Unit(UnitExample),
    Indicator(IndicatorExample),
    Report(ReportExample),
    /// The scheme with this id gives the score the grade.
    Grade(String, GradeExample),
    /// The formula with this id fails on the text, or holds.
    Fails(String, String),
    Holds(String, String),
    /// What a proof-reader marks in a sentence.
    Proof(ProofExample),
}

/// The examples of some files.
///
/// # Errors
/// When a file is malformed.
pub fn cases(files: &[File]) -> Result<Vec<Case>, Error> {
    let mut all = Vec::new();
    for file in files {
        let found = of(file)?;
        all.extend(found.into_iter().map(|(title, what)| Case { file: file.shown.clone(), title, what }));
    }
    Ok(all)
}

fn of(file: &File) -> Result<Vec<(String, What)>, Error> {
    let figures = |list: Vec<Example>| list.into_iter().map(|e| (e.text.clone(), What::Figures(e))).collect();
    match file.name.as_str() {
        "units.toml" => Ok(figures(units::examples(&[file])?)),
        "stretches.toml" => Ok(figures(stretches::examples(&[file])?)),
        "labels.toml" => {
            Ok(label_examples(file)?.into_iter().map(|e| (e.text.clone(), What::Label(e))).collect())
        }
        "partitions.toml" => {
            let list = partition_examples(file)?;
            Ok(list.into_iter().map(|e| (e.labels.join("、"), What::Partition(e))).collect())
        }
        "naming.toml" => {
            let units = naming::unit_examples(file)?.into_iter().map(|e| (e.text.clone(), What::Unit(e)));
            let names = naming::indicator_examples(file)?.into_iter();
            let names = names.map(|e| (e.text.clone(), What::Indicator(e)));
            let reports = naming::report_examples(file)?.into_iter();
            let reports = reports.map(|e| (e.text.clone(), What::Report(e)));
            Ok(units.chain(names).chain(reports).collect())
        }
        name if name.starts_with("profiles/") => {
            let (id, list) = profiles::examples(file)?;
            Ok(list.into_iter().map(|e| (format!("{} 分", e.score), What::Grade(id.clone(), e))).collect())
        }
        name if name.starts_with("wording/") => {
            Ok(wording::examples(file)?.into_iter().map(|e| (e.text.clone(), What::Proof(e))).collect())
        }
        _ => Ok(formulas::entries(file)?.into_iter().flat_map(both).collect()),
    }
}

/// A formula's failing and its passing example.
fn both(entry: formulas::Entry) -> [(String, What); 2] {
    let id = entry.id.into_inner();
    [
        (format!("{id} 的 fails"), What::Fails(id.clone(), entry.fails)),
        (format!("{id} 的 holds"), What::Holds(id, entry.holds)),
    ]
}
