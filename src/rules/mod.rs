//! One file a rule: its manual page, then a pure function of facts and scheme that makes claims.
//!
//! Rules judge nothing; only rules of structure make findings themselves. The manual page in Chinese is the
//! doc comment of `declare_rule!`, with a ```不符 and a ```相符 example that are tests.

mod formula;
mod kit;

use crate::facts::Facts;
use crate::ledger::{Claim, Finding, Severity};
use crate::scheme::Scheme;

/// A rule as users see it.
#[derive(Clone, Copy)]
pub struct Rule {
    pub id: &'static str,
    /// Stable name for machines: "execution-rate-mismatch".
    pub name: &'static str,
    /// In Chinese.
    pub title: &'static str,
    /// Severity when it fails outright.
    pub severity: Severity,
    /// The manual page, Markdown.
    pub doc: &'static str,
    run: fn(&Facts, &Scheme, &mut Out),
}

/// What rules make.
#[derive(Default)]
pub struct Out {
    pub claims: Vec<Claim>,
    pub findings: Vec<Finding>,
    groups: u32,
}

impl Out {
    /// A fresh group for rival readings of one statement.
    fn group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }
}

macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $id:ident, $name:literal, $title:literal, $severity:ident) => {
        pub(super) const RULE: crate::rules::Rule = crate::rules::Rule {
            id: stringify!($id),
            name: $name,
            title: $title,
            severity: crate::ledger::Severity::$severity,
            doc: concat!($($doc, "\n"),+),
            run,
        };
    };
}

macro_rules! rules {
    ($($module:ident)+) => {
        $(mod $module;)+
        const ALL: &[Rule] = &[$($module::RULE),+];
    };
}

rules! {
    amt001_parts
    amt002_part_le_total
    amt003_income_expenditure
    amt004_funds
    amt005_table_total
    amt006_balance
    amt007_average
    amt010_table_row
    amt011_part_over_total
    amt020_computation
    chg001_growth
    chg002_points
    chg003_difference
    chg004_changes_sum
    cnt001_list
    cnt002_done
    cnt003_people
    cnt004_items
    exe001_rate
    exe002_named_rate
    exe003_over_100
    exe010_completion
    exe020_own_formula
    ind001_weights
    ind002_group
    ind003_declared
    men001_repeated
    men002_same_fact
    men003_unit_name
    men004_restated
    men005_table_text
    men006_comparison
    men010_only_part
    sco001_execution_score
    sco002_score_cap
    sco003_total
    sco004_grade
    sco005_deduction
    sco006_quantity_score
    sco010_scaled
    sco011_monotone
    shr001_share
    shr002_shares_100
    src001_unread_table
    str001_sequence
    str002_heading_style
    str003_residue
    str004_series
    tim001_order
    tim002_real_date
}

/// Every rule, by id.
pub fn all() -> &'static [Rule] {
    ALL
}

/// The rule with an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|r| r.id == id)
}

/// Runs every rule.
pub fn run(facts: &Facts, scheme: &Scheme) -> Out {
    let mut out = Out::default();
    for rule in ALL {
        (rule.run)(facts, scheme, &mut out);
    }
    out
}
