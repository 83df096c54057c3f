use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 服务的人数不应大于建档的人数。
    ///
    /// 依据：为某类对象办理的事项，其人数是该类对象的子集。
    ///
    /// 重算：同一段中“某类家庭 N 户 M 人 建立档案”与“为该类家庭 K 人 …”，K ≤ M。
    ///
    /// ```不符
    /// 建立困难家庭60户142人帮扶台账，为困难家庭158人办理意外保险。
    /// ```
    /// ```相符
    /// 建立困难家庭60户142人帮扶台账，为困难家庭128人办理意外保险。
    /// ```
    ///
    /// 不报的情形：对象名称不同；没有“档案”“台账”“在册”等字样。
    ///
    /// 怎么改：核对两处口径是否相同。
    CNT003, "served-exceeds-registered", "服务人数大于建档人数", Warning
}

const REGISTERS: &[&str] = &["档案", "台账", "在册", "登记", "名册", "建档"];
/// How far ahead the served people are looked for.
const AHEAD: usize = 8;
/// Shortest name of a group of people, in characters.
const NAME: usize = 3;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (i, a) in facts.mentions.iter().enumerate() {
        let registered =
            a.base == "人" && REGISTERS.iter().any(|w| a.after.contains(w) || a.label.contains(w));
        if !registered || !kit::exact(a) {
            continue;
        }
        let ahead = facts.mentions[i + 1..].iter().take(AHEAD).take_while(|b| b.para == a.para);
        out.claims.extend(ahead.filter_map(|b| claim(a, b)));
    }
}

fn claim(a: &Mention, b: &Mention) -> Option<Claim> {
    let group = b.before.trim_start_matches("并").strip_prefix(['为', '给', '向'])?;
    let named = group.chars().count() >= NAME && a.label.ends_with(group);
    if !named || b.base != a.base || !kit::exact(b) {
        return None;
    }
    let (served, registered) = (format!("服务的{group}"), format!("建档的{group}"));
    let operands = vec![kit::role(&served, b)];
    let claim = Claim::new("CNT003", Expr::Arg(0), Relation::AtMost, operands, kit::role(&registered, a));
    Some(claim.formula(format!("{served} ≤ {registered}")).link(Link::Likely).severity(Severity::Warning))
}
