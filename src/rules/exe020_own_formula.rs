use super::{Out, formula, kit};
use crate::facts::{Facts, Mention, MentionId, Worded};
use crate::figure::Kind;
use crate::ledger::{Claim, Link, Relation, Stance};
use crate::num::Rat;
use crate::scheme::{Scheme, plain};

declare_rule! {
    /// 指标应等于报告自己写的公式算得的值。
    ///
    /// 依据：报告在数字旁边写明算法的（“结转结余率=结转结余总额/支出预算数×100%”“完成率（完成数÷任务数）”），以它为准。
    ///
    /// 重算：按名称在同句、同段找公式里的数，代入计算。
    ///
    /// ```不符
    /// 年末结转结余总额45.00万元，支出预算数1500.00万元，结转结余率=结转结余总额/支出预算数×100%=3.50%。
    /// ```
    /// ```相符
    /// 年末结转结余总额45.00万元，支出预算数1500.00万元，结转结余率=结转结余总额/支出预算数×100%=3.00%。
    /// ```
    ///
    /// 不报的情形：公式里的名称找不到对应的数，或对应的数不止一个；含“约”的数。
    ///
    /// 怎么改：按报告所写的公式重算；公式写错的，改公式。
    EXE020, "own-formula-mismatch", "与报告自写公式不符", Error
}

/// Shortest name by which a formula elsewhere in the report is taken up.
const NAMED: usize = 4;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for w in &facts.worded {
        if let Some(result) = w.result {
            let group = out.group();
            out.claims.extend(claim(facts, w, result).map(|c| c.group(group)));
        }
    }
    // A formula alone defines the name for what comes behind it.
    for w in facts.worded.iter().filter(|w| w.result.is_none() && w.name.chars().count() >= NAMED) {
        let name = plain(&w.name);
        let told = |i: &MentionId| facts.worded.iter().any(|o| o.result == Some(*i));
        let called = |m: &Mention| m.kind == Kind::Percent && m.cell.is_none() && plain(&m.label) == name;
        let ids = (0..facts.mentions.len())
            .filter(|&i| called(&facts.mentions[i]) && kit::exact(&facts.mentions[i]));
        for id in ids.filter(|i| !told(i)) {
            let group = out.group();
            out.claims.extend(claim(facts, w, id).map(|c| c.group(group)));
        }
    }
}

fn claim(facts: &Facts, w: &Worded, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    if !kit::exact(r) || (w.expression.percent && r.kind != Kind::Percent) {
        return None;
    }
    let found: Vec<Vec<MentionId>> =
        (0..w.expression.names.len()).map(|k| candidates(facts, w, k, id)).collect();
    let single = found.iter().all(|f| f.len() == 1);
    if found.iter().any(Vec::is_empty) {
        return None;
    }
    let base = &facts.mentions[found[0][0]].base;
    if r.kind == Kind::Percent && found.iter().any(|f| facts.mentions[f[0]].base != *base) {
        return None;
    }
    let kinds: Vec<Kind> = found.iter().map(|f| facts.mentions[f[0]].kind).collect();
    let roles = found.iter().zip(&w.expression.names).map(|(f, n)| kit::roles(n, facts, f)).collect();
    let expr = formula::expression(&w.expression.root, &kinds, r.kind);
    let relation = match r.kind {
        Kind::Score => Relation::Scores,
        _ if w.expression.root.multiplies() => Relation::Rounds,
        _ => Relation::Sums,
    };
    let full = r.kind == Kind::Percent && kit::value(r) == Some(Rat::from_integer(100));
    let stance = if single || !full { Stance::Stated } else { Stance::Optional };
    let link = if single { Link::Certain } else { Link::Likely };
    let made = Claim::new("EXE020", expr, relation, roles, kit::role(&w.name, r)).formal();
    Some(made.formula(format!("{} = {}（报告所写）", w.name, w.expression.text)).stance(stance).link(link))
}

/// Figures that operand `k` names, of the sentence or else of the paragraph.
fn candidates(facts: &Facts, w: &Worded, k: usize, id: MentionId) -> Vec<MentionId> {
    let r = &facts.mentions[id];
    let name = core(&w.expression.names[k]);
    let called = |m: &Mention| {
        let label = core(&m.label);
        let alike = label.ends_with(&name) || (label.chars().count() >= 2 && name.ends_with(&label));
        alike || (w.attributes[k].is_some() && m.attribute == w.attributes[k])
    };
    let near: Vec<(u8, MentionId)> = formula::around(facts, id)
        .filter(|&i| called(&facts.mentions[i]) && facts.mentions[i].kind != Kind::Percent)
        .filter_map(|i| Some((formula::level(&facts.mentions[i], r).filter(|l| *l < 3)?, i)))
        .collect();
    let Some(level) = near.iter().map(|n| n.0).min() else { return Vec::new() };
    near.into_iter().filter(|n| n.0 == level).map(|n| n.1).take(3).collect()
}

/// A name without the words that only frame it: 年末结转结余总额 is 结转结余.
fn core(name: &str) -> String {
    const HEAD: &[&str] = &["年末", "全年", "本年度", "本年", "年度", "实际"];
    const TAIL: &[&str] = &["总额", "总数", "金额", "人数", "合计", "数"];
    let name = plain(name);
    let name = HEAD.iter().find_map(|w| name.strip_prefix(w)).unwrap_or(&name);
    TAIL.iter().find_map(|w| name.strip_suffix(w)).unwrap_or(name).to_owned()
}
