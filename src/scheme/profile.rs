//! Scoring schemes: the central default, the provinces' and the user's.

use crate::num::Rat;

/// A scoring scheme.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub id: String,
    pub name: String,
    pub total: Option<Rat>,
    pub bands: Vec<Band>,
    pub groups: Vec<Weight>,
    pub limits: Vec<Limit>,
    pub execution: Execution,
    /// 折算得分 = 得分 × 权重: the total is not the sum of the scores.
    pub weighted: bool,
    /// What it says is only remembered: never the base of more than a note.
    pub remembered: bool,
    /// Asked for by name, not just the default.
    pub chosen: bool,
}

/// A grade and the scores it stands for: low ≤ score < high.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub names: Vec<String>,
    pub low: Rat,
    pub high: Rat,
}

/// A group of indicators and its full mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    pub names: Vec<String>,
    pub weight: Rat,
}

/// An indicator that gets full marks only up to a value, in per cent.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub names: Vec<String>,
    pub at_most: Rat,
}

/// How the execution rate is scored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Execution {
    /// From this rate on full marks.
    pub full_from: Option<Rat>,
    /// Below this rate none.
    pub zero_below: Option<Rat>,
}
