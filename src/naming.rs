//! Names brought to one form, so that reports of different years and streets can be joined.
//!
//! Must not know documents or files. The one surprise: nothing is guessed. A level that is not printed stays empty,
//! and an indicator that no pattern knows keeps its own name.

use crate::scheme::{Ending, Naming};

/// A unit's name in its parts; what is not printed is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitName {
    /// The whole name without blanks and additions.
    pub name: String,
    pub province: String,
    pub city: String,
    pub district: String,
    pub street: String,
    /// 农业农村局; empty for a street or town itself.
    pub organ: String,
    /// "street", "bureau" …; empty when no pattern knows the ending.
    pub kind: String,
    pub kind_name: String,
}

impl UnitName {
    /// Every printed level: 川阳市/龙湖区/柳溪街道.
    pub fn id(&self) -> String {
        joined(&[&self.province, &self.city, &self.district, &self.street, &self.organ])
    }

    /// The lowest levels, which are printed by most: 龙湖区/柳溪街道.
    pub fn short(&self) -> String {
        let above = if self.district.is_empty() { &self.city } else { &self.district };
        joined(&[above, &self.street, &self.organ])
    }
}

fn joined(parts: &[&String]) -> String {
    parts.iter().filter(|p| !p.is_empty()).map(|p| p.as_str()).collect::<Vec<_>>().join("/")
}

/// Splits a unit's name as printed.
pub fn unit(printed: &str, naming: &Naming) -> UnitName {
    let name = clean(printed, naming);
    let (province, rest) = province(&name, naming);
    let (city, rest) = level(rest, &naming.city, 2);
    let (district, rest) = level(rest, &naming.district, 1);
    let (street, rest) = level(rest, &naming.street, 1);
    let itself = !street.is_empty() && (rest.is_empty() || naming.same.iter().any(|s| s == rest));
    let organ = if itself { String::new() } else { rest.to_owned() };
    let sort = sort(if itself { &street } else { &name }, naming);
    let (kind, kind_name) = sort.unwrap_or_default();
    UnitName { province, city, district, street, organ, kind, kind_name, name }
}

fn clean(printed: &str, naming: &Naming) -> String {
    let name: String = printed.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let mut name = name.trim_matches(['“', '”', '"', '《', '》', '：', ':']).to_owned();
    while let Some(cut) = naming.drop.iter().find_map(|d| name.strip_suffix(d.as_str())) {
        name = cut.to_owned();
    }
    name
}

/// Full-width letters and digits as plain ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn province<'n>(name: &'n str, naming: &Naming) -> (String, &'n str) {
    for (full, short) in &naming.provinces {
        if let Some(rest) = name.strip_prefix(full.as_str()) {
            return (full.clone(), rest);
        }
        // 吉林市 is a city: the short name is one only when another level follows.
        let rest =
            name.strip_prefix(short.as_str()).filter(|r| !r.starts_with(['市', '区', '县', '路', '街']));
        if let Some(rest) = rest.filter(|r| ends_somewhere(r, naming)) {
            return (full.clone(), rest);
        }
    }
    (String::new(), name)
}

fn ends_somewhere(rest: &str, naming: &Naming) -> bool {
    !level(rest, &naming.city, 2).0.is_empty() || !level(rest, &naming.district, 1).0.is_empty()
}

/// The first stretch that ends as a level does; `least` characters must stand before the ending.
fn level<'n>(name: &'n str, ending: &Ending, least: usize) -> (String, &'n str) {
    const LONG: usize = 14;
    for (count, (at, _)) in name.char_indices().enumerate().skip(least).take(LONG) {
        let Some(end) = ending.ends.iter().find(|e| name[at..].starts_with(e.as_str())) else { continue };
        let to = at + end.len();
        let false_end = ending.not.iter().any(|w| {
            w.match_indices(end.as_str()).any(|(k, _)| {
                let from = at.checked_sub(k);
                from.is_some_and(|f| name.get(f..).is_some_and(|n| n.starts_with(w.as_str())))
            })
        });
        // 沙市区 ends at its second ending.
        let goes_on = ending.ends.iter().any(|e| e != end && name[to..].starts_with(e.as_str()));
        if !false_end && !goes_on && count >= least {
            return (name[..to].to_owned(), &name[to..]);
        }
    }
    (String::new(), name)
}

/// The kind whose ending is the longest.
fn sort(name: &str, naming: &Naming) -> Option<(String, String)> {
    let fits = naming.kinds.iter().filter_map(|k| {
        let longest = k.ends.iter().filter(|e| name.ends_with(e.as_str())).map(|e| e.len()).max()?;
        Some((longest, k))
    });
    // Of equals the first: kinds stand in order of weight.
    let best = fits.fold(None, |best: Option<(usize, _)>, k| match best {
        Some(b) if b.0 >= k.0 => Some(b),
        _ => Some(k),
    });
    best.map(|(_, k)| (k.id.clone(), k.name.clone()))
}

/// An indicator's standard name, and its id; the id is empty for one that no pattern knows.
pub fn indicator(printed: &str, naming: &Naming) -> (String, String) {
    let bare = bare(printed);
    if let Some(found) = standard(&bare, naming) {
        return found;
    }
    let cut = |t: &String| bare.strip_suffix(t.as_str()).filter(|r| r.chars().count() >= 2);
    let short = naming.tails.iter().find_map(cut).unwrap_or(&bare);
    standard(short, naming).unwrap_or_else(|| (bare.clone(), String::new()))
}

fn standard(name: &str, naming: &Naming) -> Option<(String, String)> {
    let is = |w: &str| w == name;
    let found = naming.standards.iter().find(|s| is(&s.name) || s.words.iter().any(|w| is(w)));
    found.map(|s| (s.name.clone(), s.id.clone()))
}

/// Without number, brackets, quotation marks and blanks.
fn bare(printed: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::new();
    let text = without_number(printed.trim());
    for c in text.chars().map(narrow) {
        match c {
            '（' | '(' | '〔' | '[' => depth += 1,
            '）' | ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            '“' | '”' | '"' | '‘' | '’' | '：' | ':' => {}
            c if depth > 0 || c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    // All of it in brackets: better that than nothing.
    if out.is_empty() { text.chars().filter(|c| !c.is_whitespace()).collect() } else { out }
}

/// "1. ", "（一）", "C12 ", "三、", "指标1：".
fn without_number(text: &str) -> &str {
    let is_number = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十.．-".contains(c);
    let inner = text.strip_prefix(['（', '(']);
    if let Some((number, rest)) = inner.and_then(|t| t.split_once(['）', ')']))
        && number.chars().count() <= 3
        && number.chars().all(is_number)
    {
        return without_number(rest.trim_start());
    }
    let end = text.find(|c| !is_number(c)).unwrap_or(0);
    let (number, rest) = text.split_at(end);
    let marked = rest.starts_with(['、', ' ', '\u{3000}']) || number.ends_with(['.', '．']);
    let code = number.len() >= 2 && number.is_ascii() && number.bytes().any(|b| b.is_ascii_digit());
    if !number.is_empty() && !rest.is_empty() && (marked || code) && number.chars().count() <= 8 {
        return without_number(rest.trim_start_matches(['、', ' ', '\u{3000}']));
    }
    text
}

/// The kind of a report by its title: id and name.
pub fn report(title: &str, naming: &Naming) -> Option<(String, String)> {
    let has = |w: &String| title.contains(w.as_str());
    let fits = naming.reports.iter().find(|r| r.all.iter().all(has) && !r.none.iter().any(has));
    fits.map(|r| (r.id.clone(), r.name.clone()))
}
