//! Claims, checks and findings: relations as data. Holds no text and computes nothing.

use crate::num::{Quantity, Rat};
use crate::span::Span;

/// Index of a figure in `Figures`.
pub type FigureId = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// What an operand or a result is: a printed figure, an item of a list, a date, a heading number, a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(Quantity),
    /// A day as (year, month, day); month and day 0 where only the year, or year and month, are printed.
    Date(u32, u8, u8),
    /// A name or another piece of text that must be equal, or an item that is only counted.
    Text(String),
}

/// One printed thing that can fill a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub span: Span,
    pub figure: Option<FigureId>,
    pub value: Value,
    /// As printed: "7847.70" and "万元".
    pub printed: String,
    pub unit: String,
    /// Decimal places as printed.
    pub places: u32,
}

/// A role of a relation with its candidates, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub name: String,
    pub candidates: Vec<Term>,
    /// What the text calls each candidate, where there are several.
    pub names: Vec<String>,
}

/// What is computed from the operands. `Arg(i)` is operand `i`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Arg(usize),
    Const(Rat),
    Sum(Vec<Expr>),
    Sub(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Div(Box<Expr>, Box<Expr>),
    /// The smaller of two: what is scored is capped at the full mark.
    Min(Box<Expr>, Box<Expr>),
    /// The number of operands.
    Count,
}

/// How the computed value must stand to the printed result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// A sum or difference: exact, tail, wrong.
    Sums,
    /// A rate, share or other quotient: rounded … wrong.
    Rounds,
    /// A score computed from a rate; its printed places are the rounding step.
    Scores,
    /// Literally the same value (counts, mentions, full marks).
    Equals,
    /// computed ≤ result
    AtMost,
    /// Operands stand in order: each ≤ the next, the result last.
    Ordered,
    /// Operands count 1, 2, 3 …
    Sequence,
    /// low ≤ operand < high (high included when it is the top): result is a word, not a number. Less than `gap`
    /// outside the operand lies in no band at all, and nothing can be said.
    Band { low: Rat, high: Rat, top: bool, gap: Option<Rat> },
}

/// How sure the link between the figures is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// A guess with a near rival: reported as a note at most.
    Guess,
    /// Likely, but something may excuse it: a warning at most.
    Likely,
    /// Stated by the text's structure.
    Certain,
}

/// A wrong formula that, when it reproduces the printed result, explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    pub expr: Expr,
    /// In Chinese: what was done, what should have been done.
    pub explanation: String,
}

impl Slip {
    /// A rate of two amounts, one of which has 万元 for 亿元 or 元 for 万元.
    pub fn of_units(rate: &Expr) -> Vec<Self> {
        let powers = [Rat::from_integer(10_000), Rat::new(1, 10_000)];
        let slip = |power| Self {
            expr: Expr::times(rate.clone(), Expr::Const(power)),
            explanation: UNIT.to_owned(),
        };
        powers.into_iter().map(slip).collect()
    }
}

/// The explanation of a rate whose figures are right but for a unit.
pub const UNIT: &str = "单位写错，元、万元或亿元混淆";

/// What a claim that fails means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// The report states the relation: a failure is reported.
    Stated,
    /// A list that need not be whole: a failure is reported when the sum is near, or one slip of a digit
    /// mends it; else the list is taken to be open.
    Open,
    /// One reading among several, which only counts if it holds; of a rate, also when one slip of a digit in a long
    /// figure mends it and its figures make no other.
    Reading,
    /// Two mentions that may be one fact: a failure is reported when one slip of a digit sets them apart and
    /// other relations bear out only one of them.
    Doubtful,
    /// A relation that such reports often hold: a failure is reported only when one slip of a digit in a
    /// long figure mends it.
    Optional,
}

/// A relation that the report states or implies, not yet judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub rule: &'static str,
    /// In Chinese: "支出 = 基本支出 + 项目支出".
    pub formula: String,
    pub expr: Expr,
    pub relation: Relation,
    pub operands: Vec<Role>,
    pub result: Role,
    pub link: Link,
    pub stance: Stance,
    /// Severity when the relation fails outright.
    pub severity: Severity,
    pub slips: Vec<Slip>,
    /// Claims of one group are rival readings of one statement: the first that holds is kept, else the first.
    pub group: Option<u32>,
    /// Claims of one family bear each other out: where most of them hold, the others are stated.
    pub family: Option<u32>,
    /// The parts of an open list are kinds of one thing, so any slip of a digit that mends it counts.
    pub alike: bool,
    /// A table, a form, a printed computation or a word like 即 says which figures belong together: however far off
    /// the relation is, it is the figures that are wrong. Where names alone say so, it is more likely the reading.
    pub formal: bool,
    /// Its figures are all that its sentence tells of such kinds: one slip of a digit that mends it is told however
    /// short they are.
    pub closed: bool,
    /// The right word, where the result is a word and another one fits.
    pub word: Option<String>,
}

impl Term {
    /// The number that it is; a word or a date is none.
    pub fn quantity(&self) -> Option<Quantity> {
        match self.value {
            Value::Number(q) => Some(q),
            Value::Text(_) | Value::Date(..) => None,
        }
    }

    /// Digits that carry information: 1200 has two.
    pub fn told(&self) -> usize {
        let digits: String = self.printed.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    }

    /// Both are numbers and this one is not the smaller.
    pub fn value_at_least(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Number(a), Value::Number(b)) => a.value >= b.value,
            _ => false,
        }
    }
}

impl Role {
    pub fn one(name: &str, term: Term) -> Self {
        Self::of(name, vec![term])
    }

    pub fn of(name: &str, candidates: Vec<Term>) -> Self {
        Self { name: name.to_owned(), candidates, names: Vec::new() }
    }
}

impl Claim {
    /// A stated, certain relation whose failure is an error.
    pub fn new(
        rule: &'static str,
        expr: Expr,
        relation: Relation,
        operands: Vec<Role>,
        result: Role,
    ) -> Self {
        Self {
            rule,
            formula: String::new(),
            expr,
            relation,
            operands,
            result,
            link: Link::Certain,
            stance: Stance::Stated,
            severity: Severity::Error,
            slips: Vec::new(),
            group: None,
            family: None,
            alike: false,
            formal: false,
            closed: false,
            word: None,
        }
    }

    #[must_use]
    pub fn formula(mut self, formula: String) -> Self {
        self.formula = formula;
        self
    }

    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.link = link;
        self
    }

    #[must_use]
    pub fn stance(mut self, stance: Stance) -> Self {
        self.stance = stance;
        self
    }

    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    #[must_use]
    pub fn slips(mut self, slips: Vec<Slip>) -> Self {
        self.slips = slips;
        self
    }

    #[must_use]
    pub fn family(mut self, family: u32) -> Self {
        self.family = Some(family);
        self
    }

    #[must_use]
    pub fn alike(mut self, alike: bool) -> Self {
        self.alike = alike;
        self
    }

    #[must_use]
    pub fn formal(mut self) -> Self {
        self.formal = true;
        self
    }

    #[must_use]
    pub fn group(mut self, group: u32) -> Self {
        self.group = Some(group);
        self
    }
}

impl Expr {
    /// The sum of the first `n` operands.
    pub fn sum(n: usize) -> Self {
        Self::Sum((0..n).map(Self::Arg).collect())
    }

    pub fn sum_of(a: Self, b: Self) -> Self {
        Self::Sum(vec![a, b])
    }

    pub fn minus(a: Self, b: Self) -> Self {
        Self::Sub(Box::new(a), Box::new(b))
    }

    pub fn times(a: Self, b: Self) -> Self {
        Self::Mul(Box::new(a), Box::new(b))
    }

    pub fn over(a: Self, b: Self) -> Self {
        Self::Div(Box::new(a), Box::new(b))
    }

    pub fn min(a: Self, b: Self) -> Self {
        Self::Min(Box::new(a), Box::new(b))
    }

    /// A quotient in per cent.
    pub fn percent(a: Self, b: Self) -> Self {
        Self::times(Self::over(a, b), Self::Const(Rat::from_integer(100)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Exact,
    Rounded,
    Within,
    Tail,
    Truncated,
    DoubleRounded,
    Ceiled,
    Slip,
    Wrong,
    Unknown,
}

/// A judged claim.
#[derive(Clone, Debug)]
pub struct Check {
    pub rule: &'static str,
    pub formula: String,
    pub expr: Expr,
    pub relation: Relation,
    /// The chosen binding.
    pub operands: Vec<(String, Term)>,
    pub result: (String, Term),
    pub verdict: Verdict,
    /// `None` when unknown.
    pub holds: Option<bool>,
    /// Exact value of the expression, in the base unit of the result.
    pub exact: Option<Rat>,
    /// What the result should have been, as it would be printed.
    pub expected: Option<String>,
    /// Why it is unknown, or which slip.
    pub reason: Option<String>,
    pub severity: Severity,
    pub link: Link,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Related {
    pub role: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static str,
    pub severity: Severity,
    pub confidence: Confidence,
    pub verdict: Option<Verdict>,
    pub message: String,
    /// The primary place: the figure or words that are wrong.
    pub span: Span,
    pub related: Vec<Related>,
    pub formula: Option<String>,
    pub exact: Option<String>,
    pub printed: Option<String>,
    pub expected: Option<String>,
    /// Index into `Ledger::checks`.
    pub check: Option<usize>,
    /// Index into `Ledger::findings` of the finding that this one follows from.
    pub root: Option<usize>,
    pub edits: Vec<Edit>,
    /// The edits need no human judgement.
    pub safe: bool,
}

/// Everything that was judged: what ties and what does not.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub checks: Vec<Check>,
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether a relation with this verdict counts as held.
    pub fn holds(self) -> Option<bool> {
        match self {
            Self::Exact | Self::Rounded | Self::Within | Self::Tail => Some(true),
            Self::Unknown => None,
            _ => Some(false),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded",
            Self::Within => "within",
            Self::Tail => "tail",
            Self::Truncated => "truncated",
            Self::DoubleRounded => "double-rounded",
            Self::Ceiled => "ceiled",
            Self::Slip => "slip",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }
}

impl Relation {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sums => "sums",
            Self::Rounds => "rounds",
            Self::Scores => "scores",
            Self::Equals => "equals",
            Self::AtMost => "at_most",
            Self::Ordered => "ordered",
            Self::Sequence => "sequence",
            Self::Band { .. } => "band",
        }
    }
}

impl Link {
    pub fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Confidence {
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
