//! How names of units, indicators and reports are brought to one form.

/// What patterns/naming.toml says.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// Full name and short name.
    pub provinces: Vec<(String, String)>,
    pub city: Ending,
    pub district: Ending,
    pub street: Ending,
    /// Organs behind a street or town that are the street itself.
    pub same: Vec<String>,
    /// Words at the end of a name that are no part of it.
    pub drop: Vec<String>,
    pub kinds: Vec<UnitSort>,
    /// Words at the end of an indicator's name that may be left out.
    pub tails: Vec<String>,
    pub standards: Vec<Standard>,
    pub reports: Vec<ReportSort>,
}

/// How the names of a level end.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    pub ends: Vec<String>,
    /// Words that hold such an ending and are none.
    pub not: Vec<String>,
}

/// A kind of unit, by the end of its name.
#[derive(Clone, Debug, Default)]
pub struct UnitSort {
    pub id: String,
    pub name: String,
    pub ends: Vec<String>,
}

/// A standard name of an indicator with its synonyms.
#[derive(Clone, Debug, Default)]
pub struct Standard {
    pub id: String,
    pub name: String,
    pub words: Vec<String>,
}

/// A kind of report, by the words of its title.
#[derive(Clone, Debug, Default)]
pub struct ReportSort {
    pub id: String,
    pub name: String,
    pub all: Vec<String>,
    pub none: Vec<String>,
}
