//! profiles/*.toml: scoring schemes, the central default first.

use super::{Error, File, fail_at, parse};
use crate::num::{parse as decimal, rat};
use crate::scheme::{Band, Execution, Limit, Profile, Weight};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    total: Spanned<String>,
    #[serde(default)]
    weighted: bool,
    #[serde(default)]
    remembered: bool,
    #[serde(default)]
    band: Vec<BandEntry>,
    #[serde(default)]
    group: Vec<GroupEntry>,
    #[serde(default)]
    limit: Vec<LimitEntry>,
    #[serde(default)]
    execution: ExecutionEntry,
    #[serde(default)]
    example: Vec<GradeExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    names: Vec<String>,
    low: Spanned<String>,
    high: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    names: Vec<String>,
    weight: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitEntry {
    names: Vec<String>,
    at_most: Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExecutionEntry {
    full_from: Option<Spanned<String>>,
    zero_below: Option<Spanned<String>>,
}

/// A score and the grade that it must have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeExample {
    pub score: String,
    pub grade: String,
}

/// Of an id given twice the last holds, in the place of the first.
pub(super) fn load(files: &[&File]) -> Result<Vec<Profile>, Error> {
    let mut all: Vec<Profile> = Vec::new();
    for file in files {
        let new = profile(file, parse(file)?)?;
        match all.iter_mut().find(|p| p.id == new.id) {
            Some(old) => *old = new,
            None => all.push(new),
        }
    }
    Ok(all)
}

fn profile(file: &File, e: Entry) -> Result<Profile, Error> {
    let number = |s: &Spanned<String>| {
        let wrong =
            || fail_at(file, s.span().start, &format!("“{}”不是数，请只写数字，如 \"90\"", s.get_ref()));
        decimal(s.get_ref()).and_then(rat).ok_or_else(wrong)
    };
    let maybe = |s: &Option<Spanned<String>>| s.as_ref().map(number).transpose();
    let band = |b: &BandEntry| -> Result<Band, Error> {
        let (low, high) = (number(&b.low)?, number(&b.high)?);
        if low > high {
            return Err(fail_at(file, b.low.span().start, "low 大于 high，请改正"));
        }
        Ok(Band { names: b.names.clone(), low, high })
    };
    let group = |g: &GroupEntry| Ok(Weight { names: g.names.clone(), weight: number(&g.weight)? });
    let limit = |l: &LimitEntry| Ok(Limit { names: l.names.clone(), at_most: number(&l.at_most)? });
    let execution =
        Execution { full_from: maybe(&e.execution.full_from)?, zero_below: maybe(&e.execution.zero_below)? };
    Ok(Profile {
        total: Some(number(&e.total)?),
        bands: e.band.iter().map(band).collect::<Result<_, Error>>()?,
        groups: e.group.iter().map(group).collect::<Result<Vec<Weight>, Error>>()?,
        limits: e.limit.iter().map(limit).collect::<Result<Vec<Limit>, Error>>()?,
        execution,
        weighted: e.weighted,
        remembered: e.remembered,
        chosen: false,
        id: e.id,
        name: e.name,
    })
}

/// The id of a file's profile, and its examples.
pub(super) fn examples(file: &File) -> Result<(String, Vec<GradeExample>), Error> {
    let entry: Entry = parse(file)?;
    Ok((entry.id, entry.example))
}

#[cfg(test)]
mod tests {
    use super::super::{load, tests::own};

    #[test]
    fn a_number_that_is_none_is_refused_with_its_place() {
        let text = "id = \"我局\"\nname = \"我局\"\ntotal = \"百\"\n";
        let shown = load(&[own("profiles/我局.toml", text)]).unwrap_err().to_string();
        assert!(shown.contains("第 3 行第 9 列") && shown.contains("不是数"), "{shown}");
    }

    #[test]
    fn an_own_scheme_stands_beside_the_others() {
        let text = "id = \"我局\"\nname = \"我局\"\ntotal = \"100\"\n[execution]\nfull_from = \"95\"\n";
        let scheme = load(&[own("profiles/我局.toml", text)]).unwrap();
        assert_eq!(scheme.profile.id, "central");
        assert!(scheme.profiles.iter().any(|p| p.id == "我局"));
    }
}
