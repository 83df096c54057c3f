//! One file a rule: its manual page, then a pure function of facts and scheme that makes claims.
//!
//! Rules judge nothing; only rules of structure make findings themselves. The manual page in Chinese is the
//! doc comment of `declare_rule!`, with a ```不符 and a ```相符 example that are tests.

mod afar;
mod against;
mod ahead;
mod anaphora;
mod answers;
mod aspects;
mod budgets;
mod byname;
mod caps;
mod closed;
mod codes;
mod compared;
mod composed;
mod counted;
mod deducted;
mod dimension;
mod elsewhere;
mod families;
mod fewrows;
mod formula;
mod gaps;
mod grades;
mod headlaws;
mod joint;
mod kit;
mod leftover;
mod lowered;
mod means;
mod measure;
mod moves;
mod multiples;
mod netted;
mod noted;
mod official;
mod paces;
mod particulars;
mod partitions;
mod passages;
mod periods;
mod portions;
mod ratios;
mod receptions;
mod rest;
mod roundly;
mod rowsums;
mod rowtext;
mod sections;
mod spoken;
mod standards;
mod strangers;
mod tabled;
mod tabshare;
mod terms;
mod totals;
mod wholes;
mod worded;
mod yearly;
mod zipped;

pub use passages::run as passages;

use crate::facts::{Facts, Mention};
use crate::ledger::{Claim, Finding, Severity, Term};
use crate::scheme::Scheme;
use std::collections::HashMap;

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
    /// Too common or too small to speak by default: only where strictness is asked for.
    pub strict: bool,
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
    ($(#[doc = $doc:literal])+ $id:ident, $name:literal, $title:literal, $severity:ident $(, $strict:ident)?) => {
        pub(super) const RULE: crate::rules::Rule = crate::rules::Rule {
            id: stringify!($id),
            name: $name,
            title: $title,
            severity: crate::ledger::Severity::$severity,
            doc: concat!($($doc, "\n"),+),
            strict: !concat!($(stringify!($strict))?).is_empty(),
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
    amt008_product
    amt010_table_row
    amt011_part_over_total
    amt012_table_columns
    amt020_computation
    chg001_growth
    chg002_points
    chg020_direction
    chg021_change_words
    chg022_times
    chg023_signed_change
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
    ind020_scheme_weights
    men001_repeated
    men002_same_fact
    men003_unit_name
    men004_restated
    men005_table_text
    men006_comparison
    men010_only_part
    pun001_half_width_mark
    pun002_doubled_mark
    pun003_unpaired_mark
    pun004_no_final_stop
    pun005_document_number
    pun006_blank
    pun007_quoted_list
    pun008_clause_comma
    sco001_execution_score
    sco002_score_cap
    sco003_total
    sco004_grade
    sco005_deduction
    sco006_quantity_score
    sco007_score_rate
    sco010_scaled
    sco011_monotone
    sco020_scheme_limit
    sco021_weighted_score
    shr001_share
    shr002_shares_100
    src001_unread_table
    str001_sequence
    str002_heading_style
    str003_residue
    str004_series
    str005_empty_section
    str006_unfilled_template
    str007_repeated_paragraph
    str008_number_form
    str009_series_stop
    tim001_order
    tim002_real_date
    tim003_year_slip
    tim004_date_run
    tim005_events
    tim006_stale
    tim007_stale_event
    tim008_deadline
    tim009_stale_year_end
    tim010_half_year
    tim011_duration
    uni001_unit_slip
    uni002_bare_magnitude
    uni003_separators
    uni004_broken_number
    uni005_leading_zero
    uni006_range_sign
    uni007_more_than
    uni008_twice_approximate
    uni009_percent_sign
    uni010_mixed_numerals
    uni011_unit_twice
    wrd001_doubled_word
    wrd002_confusable
    wrd003_particle
    wrd004_mixed_frame
    wrd005_missing_character
    wrd006_stray_character
    wrd007_party_term
    wrd008_self_name
    wrd009_other_unit
    wrd010_name_drift
    wrd011_redundant_word
    wrd012_self_words
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
    formula::own(facts, scheme, &mut out);
    // That a unit slipped explains more than that two mentions differ: of two checks that fail for one reason the
    // earlier is the one that is told.
    let first = |r: &&Rule| r.id == "UNI001";
    for rule in ALL.iter().filter(first).chain(ALL.iter().filter(|r| !first(r))) {
        (rule.run)(facts, scheme, &mut out);
    }
    byname::run(facts, scheme, &mut out);
    roundly::run(facts, &mut out);
    rowtext::run(facts, &mut out);
    rowtext::counted(facts, &mut out);
    tabshare::run(facts, &mut out);
    spoken::run(facts, &mut out);
    worded::run(facts, &mut out);
    afar::run(facts, &mut out);
    partitions::run(facts, &mut out);
    noted::mark(facts, &mut out.claims);
    closed::mark(facts, &mut out.claims);
    naming(facts, &mut out.claims);
    out
}

/// What the candidates of a role are called, so that the formula tells of the one that was taken.
fn naming(facts: &Facts, claims: &mut [Claim]) {
    let of: HashMap<u32, &Mention> =
        facts.mentions.iter().filter_map(|m| Some((m.term.figure?, m))).collect();
    let name = |t: &Term| t.figure.and_then(|f| of.get(&f)).map_or(String::new(), |m| kit::name(m));
    for role in claims.iter_mut().flat_map(|c| &mut c.operands).filter(|r| r.candidates.len() > 1) {
        role.names = role.candidates.iter().map(name).collect();
    }
}
