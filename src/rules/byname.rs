//! Rates and differences whose figures are only called by name, wherever those are printed: 追加资金占年初预算的14.60%;
//! 全年预算较年初预算调增689.70万元，调整率19.05%.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::scheme::Scheme;

/// Mentions before and behind a statement that are looked at.
const BACK: usize = 400;
const AHEAD: usize = 40;
/// Figures of one name that are tried.
const TRIED: usize = 3;
/// Digits that leave no room for chance.
const TOLD: usize = 3;
/// Characters of a name that end another one and still say what it is.
const NAMED: usize = 4;

pub(super) fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let names = Names { facts, scheme };
    for (id, m) in facts.mentions.iter().enumerate() {
        let exact = m.cell.is_none() && kit::exact(m);
        let plain = exact && m.term.told() >= TOLD;
        match m.kind {
            Kind::Percent if exact && m.stand == Stand::Change => out.claims.extend(names.growth(id)),
            _ if !plain => {}
            Kind::Percent if !matches!(m.stand, Stand::Change | Stand::Previous) => {
                out.claims.extend(names.rate(id));
                out.claims.extend(names.item(id));
            }
            Kind::Amount | Kind::Count | Kind::Measure if m.stand == Stand::Change => {
                out.claims.extend(names.gap(id));
            }
            _ => {}
        }
    }
}

struct Names<'a> {
    facts: &'a Facts,
    scheme: &'a Scheme,
}

/// Figures that a name is of.
struct Called {
    ids: Vec<MentionId>,
    /// By the whole of the name, and of one value.
    sure: bool,
}

impl Names<'_> {
    /// 甲占乙的R%, 甲为乙的R%.
    fn rate(&self, id: MentionId) -> Option<Claim> {
        let m = &self.facts.mentions[id];
        let (subject, base) = ratio(&m.before)?;
        let subject = if subject.is_empty() { self.parallel(id)? } else { subject };
        let whole = self.called(base, id, None)?;
        let unit = &self.facts.mentions[whole.ids[0]];
        let part = self.called(subject, id, Some(unit))?;
        let operands =
            vec![kit::roles(subject, self.facts, &part.ids), kit::roles(base, self.facts, &whole.ids)];
        let name = format!("{subject}占{base}比例");
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("SHR001", expr, Relation::Rounds, operands, kit::role(&name, m));
        let claim = claim.formula(format!("{name} = {subject} ÷ {base}")).link(Link::Likely);
        let stance = if part.sure && whole.sure { Stance::Stated } else { Stance::Reading };
        Some(claim.stance(stance).group(kit::rate_group(id)))
    }

    /// 其中中央资金支付458.17万元，执行率94.22%: of what the item is called without its verb.
    fn item(&self, id: MentionId) -> Option<Claim> {
        const RATES: &[&str] =
            &["执行率", "支付率", "支出率", "使用率", "到位率", "完成率", "拨付率", "支出进度"];
        const VERBS: &[&str] = &["支出", "支付", "执行", "使用", "到位", "完成", "拨付", "实际"];
        let m = &self.facts.mentions[id];
        let part = id.checked_sub(1)?;
        let p = &self.facts.mentions[part];
        let told = RATES.iter().any(|w| m.label.ends_with(w)) && m.gap.chars().count() <= NAMED + 4;
        let beside = p.sentence == m.sentence && p.stand == Stand::Level && kit::exact(p) && p.cell.is_none();
        let counted = matches!(p.kind, Kind::Amount | Kind::Count | Kind::Measure);
        if !(told && beside && counted) || self.facts.told_quotient(id).is_some() {
            return None;
        }
        let mut name = undated(&p.label);
        let verb = VERBS.iter().find_map(|w| name.strip_suffix(w))?;
        name = VERBS.iter().find_map(|w| verb.strip_suffix(w)).unwrap_or(verb);
        if name.chars().count() < NAMED {
            return None;
        }
        let mut whole = self.called(name, part, Some(p))?;
        let fits = |i: &MentionId| {
            let n = &self.facts.mentions[*i];
            let done = VERBS[..4].iter().any(|w| n.label.ends_with(w));
            *i != part && !done && n.term.value_at_least(&p.term)
        };
        whole.ids.retain(fits);
        whole.ids.first()?;
        let title = format!("{name}{}", kit::name(m));
        let operands = vec![kit::role(&kit::name(p), p), kit::roles(name, self.facts, &whole.ids)];
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&title, m));
        let claim = claim.formula(format!("{title} = {} ÷ {name}", kit::name(p))).link(Link::Likely);
        let stance = if whole.sure && whole.ids.len() == 1 { Stance::Stated } else { Stance::Reading };
        Some(claim.stance(stance).group(kit::rate_group(id)))
    }

    /// 占年初预算115.83%、占全年预算97.30%: the second is said of what the first is.
    fn parallel(&self, id: MentionId) -> Option<&str> {
        let before = self.facts.mentions[..id].last()?;
        let near = before.kind == Kind::Percent && before.sentence == self.facts.mentions[id].sentence;
        ratio(&before.before).map(|r| r.0).filter(|s| near && !s.is_empty())
    }

    /// 公务接待费支出决算减少1000元，下降3.13%: of what is called so, wherever it stands.
    fn growth(&self, id: MentionId) -> Option<Claim> {
        let m = &self.facts.mentions[id];
        let delta = id.checked_sub(1)?;
        let d = &self.facts.mentions[delta];
        let counted = matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(d);
        let beside =
            d.stand == Stand::Change && d.sentence == m.sentence && m.gap.chars().count() <= NAMED + 2;
        let (name, up) = changed(&d.before).filter(|_| counted && beside)?;
        let level = self.called(name, delta, Some(d))?;
        let ids: Vec<MentionId> =
            level.ids.iter().copied().filter(|&i| self.facts.mentions[i].para != d.para).collect();
        // A short rate comes out by chance, unless the whole name tells.
        ids.first().filter(|_| level.sure || m.term.told() >= TOLD)?;
        let (change, current) = (Expr::Arg(0), Expr::Arg(1));
        let last =
            if up { Expr::minus(current, change.clone()) } else { Expr::sum_of(current, change.clone()) };
        let operands = vec![kit::role("变动额", d), kit::roles(name, self.facts, &ids)];
        let title = if up { "增长率" } else { "下降率" };
        let claim = Claim::new(
            "CHG001",
            Expr::percent(change, last),
            Relation::Rounds,
            operands,
            kit::role(title, m),
        );
        let sign = if up { "−" } else { "+" };
        let claim = claim.formula(format!("{title} = 变动额 ÷（{name} {sign} 变动额）")).link(Link::Likely);
        Some(claim.stance(Stance::Reading).group(kit::rate_group(id)))
    }

    /// 甲较乙增加Δ.
    fn gap(&self, id: MentionId) -> Option<Claim> {
        let m = &self.facts.mentions[id];
        let (first, second, more) = difference(&m.before)?;
        let (a, b) = (self.called(first, id, Some(m))?, self.called(second, id, Some(m))?);
        let (high, low) = if more { ((first, &a), (second, &b)) } else { ((second, &b), (first, &a)) };
        let operands = [high, low].map(|(name, c)| kit::roles(name, self.facts, &c.ids)).into();
        let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("CHG003", expr, Relation::Sums, operands, kit::role("差额", m));
        let claim = claim.formula(format!("差额 = {} − {}", high.0, low.0)).link(Link::Likely);
        Some(claim.stance(if a.sure && b.sure { Stance::Optional } else { Stance::Reading }))
    }

    /// The figures that bear a name, those with most of it and the nearest first.
    fn called(&self, name: &str, from: MentionId, unit: Option<&Mention>) -> Option<Called> {
        let dated = year(name);
        let name = undated(name);
        if name.chars().count() < 2 {
            return None;
        }
        let attribute = self.facts.attribute(name, self.scheme);
        let year = dated.or(self.facts.mentions[from].year);
        let end = self.facts.mentions.len();
        let around = (from.saturating_sub(BACK)..from).rev().chain(from + 1..end.min(from + AHEAD));
        let mut best: (u8, Vec<MentionId>) = (u8::MAX, Vec::new());
        for i in around {
            let m = &self.facts.mentions[i];
            let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
            let level = !matches!(m.stand, Stand::Average | Stand::Previous);
            let alike = unit.is_none_or(|u| u.base == m.base && u.kind == m.kind);
            let other_year = year.zip(m.year).is_some_and(|(a, b)| a != b);
            if !counted || !level || !alike || other_year || !kit::exact(m) || m.cell.is_some() {
                continue;
            }
            let Some(rank) = rank(m, name, attribute) else { continue };
            if rank < best.0 {
                best = (rank, Vec::new());
            }
            let new = || best.1.iter().all(|&o| self.facts.mentions[o].term.value != m.term.value);
            if rank == best.0 && new() {
                best.1.push(i);
            }
        }
        let sure = best.0 <= 1 && best.1.len() == 1 && name.chars().count() >= NAMED;
        best.1.truncate(TRIED);
        (!best.1.is_empty()).then_some(Called { ids: best.1, sure })
    }
}

/// How well a figure bears a name, best 0; `attribute`: the fact that the name is of.
fn rank(m: &Mention, name: &str, attribute: Option<usize>) -> Option<u8> {
    let label = undated(&m.label);
    let long = |s: &str, n: usize| s.chars().count() >= n;
    let same = || attribute.is_some() && attribute == m.attribute && m.general && m.scope.is_none();
    let added = || ADDED.iter().any(|w| label.ends_with(w) && name.starts_with(w));
    match () {
        () if label == name || core(label) == core(name) => Some(0),
        () if added() => Some(1),
        () if m.stand == Stand::Change => None,
        () if long(name, NAMED) && label.ends_with(name) => Some(1),
        () if long(label, NAMED) && name.ends_with(label) => Some(1),
        () if is_spaced(label, name) => Some(1),
        () if same() => Some(2),
        () => None,
    }
}

/// Changes of a budget that are called by the deed.
const ADDED: &[&str] = &["追加", "调增", "调减", "压减", "核减", "收回"];

/// 年初批复预算 for 年初预算: the name with a word between its halves.
fn is_spaced(label: &str, name: &str) -> bool {
    const MORE: usize = 4;
    let chars: Vec<char> = name.chars().collect();
    let (head, tail) = chars.split_at(chars.len() / 2);
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    let few = label.chars().count() <= chars.len() + MORE;
    chars.len() >= NAMED && few && label.starts_with(&head) && label.ends_with(&tail)
}

/// A name without the year before it and the words for a number behind it.
fn undated(name: &str) -> &str {
    const TAIL: &[&str] = &["总额", "总数", "数额", "金额", "数", "额", "为", "达"];
    let mut s = name.trim();
    if let Some((y, rest)) = s.split_once('年').filter(|(y, _)| y.len() == 4 && y.starts_with("20")) {
        let digits = y.bytes().all(|b| b.is_ascii_digit());
        s = if digits { rest.trim_start_matches('度') } else { s };
    }
    while let Some(rest) = TAIL.iter().find_map(|w| s.strip_suffix(w)).filter(|r| r.chars().count() >= 2) {
        s = rest;
    }
    s
}

/// A name without the words that say of when it is.
fn core(name: &str) -> &str {
    const HEAD: &[&str] =
        &["本年度", "本年", "年度", "当年", "累计", "实际", "截至目前", "其中", "该项目", "的"];
    let mut s = undated(name);
    while let Some(rest) = HEAD.iter().find_map(|w| s.strip_prefix(w)).filter(|r| r.chars().count() >= 2) {
        s = rest;
    }
    s.strip_suffix("资金").filter(|r| r.chars().count() >= 2).unwrap_or(s)
}

/// 2024年支付数 → 2024.
fn year(name: &str) -> Option<i32> {
    name.split_once('年').and_then(|(y, _)| y.parse().ok()).filter(|y| (1990..2100).contains(y))
}

/// 追加资金占年初预算的比例 → (追加资金, 年初预算).
fn ratio(before: &str) -> Option<(&str, &str)> {
    const TAIL: &[&str] = &["达到", "达", "为", "是", "仅", "约", "比例", "比重", "的"];
    let mut words = before.trim();
    let mut of = false;
    while let Some(rest) = TAIL.iter().find_map(|w| words.strip_suffix(w)) {
        of |= words.ends_with('的');
        words = rest.trim_end();
    }
    let (subject, base) = match words.rsplit_once('占') {
        Some(pair) => pair,
        None if of => words.rsplit_once("相当于").or_else(|| words.rsplit_once('为'))?,
        None => return None,
    };
    let subject = subject.trim().trim_end_matches(['仅', '只', '也', '均', '已', '，']);
    let plain = |s: &str| !s.contains(['，', '；', '。', '：']);
    (plain(subject) && plain(base) && base.chars().count() >= 2).then_some((subject, base.trim()))
}

/// 全年预算较年初预算调增 → (全年预算, 年初预算, true).
fn difference(before: &str) -> Option<(&str, &str, bool)> {
    const MORE: &[&str] = &["调增", "增加", "增长", "多", "超出", "高出", "追加", "超"];
    const LESS: &[&str] = &["调减", "减少", "少", "低", "压减", "节约", "下降"];
    let words = before.trim().trim_end_matches(['了', '出']);
    let end = |list: &[&str]| list.iter().find_map(|w| words.strip_suffix(w));
    let (words, more) = end(MORE).map(|w| (w, true)).or_else(|| end(LESS).map(|w| (w, false)))?;
    let (first, second) = words.rsplit_once(['较', '比'])?;
    let past = ["上年", "去年", "同期", "年的"].iter().any(|w| second.contains(w));
    let plain = |s: &str| s.chars().count() >= 2 && !s.contains(['，', '；', '。', '：']);
    (!past && plain(first) && plain(second)).then_some((first.trim(), second.trim(), more))
}

/// 公务接待费支出决算比上年减少 → (公务接待费支出决算, false).
fn changed(before: &str) -> Option<(&str, bool)> {
    const MORE: &[&str] = &["增加", "增长", "增支", "增收", "上升", "提高"];
    const LESS: &[&str] = &["减少", "下降", "减支", "减收", "降低", "压减"];
    const CUTS: &[&str] = &["比", "较", "同比", "与"];
    let words = before.trim().trim_end_matches('了');
    let end = |list: &[&str]| list.iter().find_map(|w| words.strip_suffix(w));
    let (words, up) = end(MORE).map(|w| (w, true)).or_else(|| end(LESS).map(|w| (w, false)))?;
    let at = CUTS.iter().filter_map(|w| words.find(w)).min().unwrap_or(words.len());
    let name = words[..at].trim();
    (name.chars().count() >= NAMED && !name.contains(['，', '；', '。', '：'])).then_some((name, up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_differences_name_their_figures() {
        assert_eq!(ratio("追加资金占年初预算的比例达"), Some(("追加资金", "年初预算")));
        assert_eq!(ratio("占全年预算"), Some(("", "全年预算")));
        assert_eq!(ratio("全年支出为年初预算的"), Some(("全年支出", "年初预算")));
        assert_eq!(ratio("办结率为"), None);
        assert_eq!(difference("全年预算较年初预算调增"), Some(("全年预算", "年初预算", true)));
        assert_eq!(difference("支出较上年增加"), None);
        assert_eq!(core("2024年支付数"), "支付");
        assert_eq!(year("2024年支付数"), Some(2024));
    }
}
