//! The structs of `gouji.check/1` and `gouji.extract/1`. Fields may be added here, never renamed or removed.
//!
//! Decimals are strings; `start` and `end` count Unicode scalar values of the text that `gouji extract --text`
//! prints. Holds no rule of its own: `build` and `extract` fill it.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

pub const CHECK: &str = "gouji.check/1";
pub const EXTRACT: &str = "gouji.extract/1";

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

pub const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

/// Everything that `gouji check --format json` prints; written piece by piece, so only the schema is made of this.
#[cfg(test)]
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckReport<'a> {
    #[cfg_attr(test, schemars(extend("const" = "gouji.check/1")))]
    pub schema: &'static str,
    pub tool: Tool,
    pub documents: &'a [CheckDocument],
    /// Files of the given folders that were left alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Skipped>,
    /// Only with `--baseline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
}

/// Files that were not read.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Skipped {
    /// Hidden files and lock files.
    pub hidden: u32,
    /// doc, wps, pdf and other forms that are not read.
    pub other: u32,
    /// Files that were given more than once.
    pub again: u32,
}

/// What became of the entries of the baseline.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Baseline {
    /// Findings that it excused.
    pub known: u32,
    /// Entries among them that give no reason.
    pub without_reason: u32,
    /// Entries whose document was read and whose finding is gone.
    pub stale: Vec<StaleEntry>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct StaleEntry {
    pub file: String,
    pub id: String,
    pub rule: String,
    pub quote: String,
    pub reason: String,
}

/// Everything that `gouji extract --format json` prints; see [`CheckReport`].
#[cfg(test)]
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExtractReport<'a> {
    #[cfg_attr(test, schemars(extend("const" = "gouji.extract/1")))]
    pub schema: &'static str,
    pub tool: Tool,
    pub documents: &'a [ExtractDocument],
}

/// What both outputs say about a file.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Head {
    pub path: String,
    /// Of the file's bytes; null when they could not be read.
    pub sha256: Option<String>,
    #[cfg_attr(test, schemars(extend("enum" = ["text", "markdown", "docx", "xlsx", null])))]
    pub format: Option<&'static str>,
    pub encoding: Option<String>,
    /// Length of the text in Unicode scalar values.
    pub text_chars: u32,
    pub title: Option<String>,
    pub unit: Option<String>,
    pub year: Option<i32>,
    /// Why the file could not be read, in Chinese; everything else is then empty.
    pub error: Option<String>,
    /// What reading met and a person should know, in Chinese.
    pub notices: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CheckDocument {
    #[serde(flatten)]
    pub head: Head,
    pub counts: Counts,
    pub findings: Vec<Finding>,
    pub checks: Vec<Check>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct ExtractDocument {
    #[serde(flatten)]
    pub head: Head,
    pub figures: Vec<Figure>,
}

/// `tied`, `doubtful`, `bounded`, `unchecked` and `untied` add up to `figures`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Counts {
    pub figures: u32,
    pub tied: u32,
    pub doubtful: u32,
    pub bounded: u32,
    pub unchecked: u32,
    pub untied: u32,
    pub checks: CheckCounts,
    pub findings: FindingCounts,
    /// Findings that the baseline excuses; they are not among the others.
    #[serde(skip_serializing_if = "is_zero")]
    pub known: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CheckCounts {
    pub held: u32,
    pub failed: u32,
    pub unknown: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct FindingCounts {
    pub error: u32,
    pub warning: u32,
    pub note: u32,
}

/// Where a person looks for it; all numbers count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Place {
    pub line: u32,
    /// In characters.
    pub column: u32,
    pub paragraph: Option<u32>,
    pub table: Option<u32>,
    pub row: Option<u32>,
    pub col: Option<u32>,
    /// Only in workbooks: name of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Only in workbooks: the cell as spreadsheets call it, "E3".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The headings above: each one's number, the last one with its title.
    pub section: Option<String>,
    #[cfg_attr(test, schemars(extend("enum" = ["body", "footnote", "endnote", "textbox", "header", "footer", "comment"])))]
    pub story: &'static str,
    /// Only in notes of Word files: the number of the footnote or endnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<u32>,
}

/// The primary place is the figure or the words that are wrong.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Finding {
    /// Fingerprint of rule, quotes and occurrence: the same after text elsewhere has changed.
    pub id: String,
    pub rule: String,
    pub name: String,
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "note"])))]
    pub severity: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["high", "medium", "low"])))]
    pub confidence: &'static str,
    pub verdict: Option<&'static str>,
    pub message: String,
    pub start: u32,
    pub end: u32,
    pub quote: String,
    pub place: Place,
    pub related: Vec<Related>,
    pub formula: Option<String>,
    pub exact: Option<String>,
    pub printed: Option<String>,
    pub expected: Option<String>,
    /// `id` of a check of this document.
    pub check: Option<String>,
    /// `id` of the finding that this one follows from.
    pub root: Option<String>,
    pub edits: Vec<Edit>,
    /// The edits need no human judgement.
    pub safe: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Related {
    pub role: String,
    pub start: u32,
    pub end: u32,
    pub quote: String,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Edit {
    pub start: u32,
    pub end: u32,
    pub text: String,
}

/// A judged relation, with all that is needed to judge it again.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Check {
    pub id: String,
    pub rule: String,
    pub formula: String,
    pub expr: Node,
    pub relation: Relation,
    /// Null when unknown.
    pub holds: Option<bool>,
    #[cfg_attr(test, schemars(extend("enum" = ["exact", "rounded", "within", "tail", "truncated",
        "double-rounded", "ceiled", "slip", "wrong", "unknown"])))]
    pub verdict: &'static str,
    /// Why it is unknown, or which slip, in Chinese.
    pub reason: Option<String>,
    /// The computed value in the unit of the result; its digits are cut, never rounded.
    pub exact: Option<String>,
    /// The computed value in the base unit: a decimal, or a fraction `n/d`.
    pub exact_base: Option<String>,
    pub printed: String,
    pub expected: Option<String>,
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "note"])))]
    pub severity: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["certain", "likely", "guess"])))]
    pub link: &'static str,
    pub result: Operand,
    pub operands: Vec<Operand>,
}

/// What is computed: operand names are strings, `const` holds one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Node {
    #[cfg_attr(test, schemars(extend("enum" = ["arg", "const", "sum", "sub", "mul", "div", "min", "count"])))]
    pub op: &'static str,
    pub args: Vec<Arg>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
pub enum Arg {
    /// Name of an operand, or the number of a `const`.
    Text(String),
    Node(Node),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Relation {
    #[cfg_attr(test, schemars(extend("enum" = ["sums", "rounds", "scores", "equals", "at_most", "ordered",
        "sequence", "band"])))]
    pub kind: &'static str,
    /// Only for `band`: low ≤ value < high.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// Only for `band`: the high end is included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<bool>,
}

/// A printed thing in a relation. What is null below does not exist for dates and texts.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Operand {
    /// "a", "b" …; the result has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub role: String,
    pub start: u32,
    pub end: u32,
    pub quote: String,
    #[cfg_attr(test, schemars(extend("enum" = ["number", "date", "text"])))]
    pub kind: &'static str,
    /// As printed, in `unit`; a date as 2023-12-31, 2023-12 or 2023.
    pub value: String,
    pub unit: String,
    /// Exact value in the base unit: a decimal, or a fraction `n/d`.
    pub base_value: Option<String>,
    pub base_unit: Option<String>,
    /// One unit of the last printed place, in the base unit.
    pub step: Option<String>,
    /// Counts and scores: the value itself, not an interval.
    pub point: Option<bool>,
    #[cfg_attr(test, schemars(extend("enum" = ["none", "about", "nearly", "more", "at_least", "at_most", "over",
        "under", null])))]
    pub qualifier: Option<&'static str>,
    /// Decimal places as printed.
    pub places: u32,
    /// Index into `figures` of `gouji extract`.
    pub figure: Option<u32>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Figure {
    pub start: u32,
    pub end: u32,
    pub quote: String,
    /// False for dates, document numbers, ordinals and other digits that are no figures.
    pub figure: bool,
    pub kind: &'static str,
    /// As printed, in `unit`.
    pub value: String,
    pub unit: String,
    /// Exact value in the base unit: a decimal, or a fraction `n/d`; null when it does not fit.
    pub base_value: Option<String>,
    pub base_unit: String,
    /// Upper end of a range, as printed.
    pub upper: Option<String>,
    pub places: u32,
    /// As printed: 约, 余, 以上.
    pub qualifier: Option<String>,
    pub label: Option<String>,
    pub section: Option<String>,
    pub period: Option<String>,
    #[cfg_attr(test, schemars(extend("enum" = ["tied", "doubtful", "bounded", "unchecked", "untied"])))]
    pub status: &'static str,
    /// Ids of the checks that it is in.
    pub checks: Vec<String>,
    /// Why it is unchecked, in Chinese.
    pub reason: Option<String>,
    /// What is malformed in its writing, in Chinese.
    pub malformed: Option<String>,
}
