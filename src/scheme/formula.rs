//! Named indicators: what each is called, how it is computed, and the words by which its operands are found.

use super::expression::Equation;

/// How loud a failure is at most. (The ledger's severities are not known here.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    Note,
    #[default]
    Warning,
    Error,
}

/// An operand and how figures name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operand {
    pub name: String,
    /// A label that holds one of these words names it. Empty: the attribute does.
    pub words: Vec<String>,
    /// Index into the attributes, where the name is one of theirs.
    pub attribute: Option<usize>,
}

/// One named indicator.
#[derive(Clone, Debug)]
pub struct Formula {
    /// Lives as long as the program: findings carry it.
    pub id: &'static str,
    /// What it is called before a figure, quotation marks left out; the first is its title.
    pub names: Vec<String>,
    /// The formula, then others that go by the same name: one that fits is enough.
    pub equations: Vec<Equation>,
    pub operands: Vec<Operand>,
    pub level: Level,
    /// From the user's own files: judged beside what the built-in rules accept.
    pub own: bool,
    pub page: Page,
}

/// The parts of its manual page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub basis: String,
    pub silent: String,
    pub remedy: String,
    pub fails: String,
    pub holds: String,
}

impl Formula {
    pub fn title(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    pub fn operand(&self, name: &str) -> Option<&Operand> {
        self.operands.iter().find(|o| o.name == name)
    }
}

/// A name without quotation marks, brackets and blanks, as names are compared.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| !"“”\"‘’（）()《》 \u{3000}\t".contains(*c)).collect()
}
