//! The value of last year told again as that of this one: 2022年“三公”经费9.85万元，较2021年的11.20万元下降…; later 2022年“三公”经费支出11.20万元. Claims of
//! MEN001.

use super::{Out, kit};
use crate::facts::{Facts, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use std::collections::HashMap;

/// Digits of a value that no other figure has by chance, and characters that two names share.
const TOLD: usize = 3;
const SHARED: usize = 4;
/// Figures of one value that are looked at.
const FEW: usize = 8;
/// Words of other figures than what there was in the year.
const OTHER: &[&str] = &[
    "上年",
    "去年",
    "年初",
    "预算",
    "计划",
    "目标",
    "比",
    "较",
    "同期",
    "控制",
    "不超过",
    "限额",
    "由",
    "从",
    "以来",
    "调整",
    "批复",
];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let mut values: HashMap<(&str, &str), Vec<MentionId>> = HashMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        if kind && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level && m.term.told() >= TOLD {
            values.entry((m.base.as_str(), m.term.printed.as_str())).or_default().push(id);
        }
    }
    let report = facts.frame.year.as_ref().map(|y| y.0);
    for c in &facts.changes {
        let ([now], [last]) = (c.currents.as_slice(), c.previous.as_slice()) else { continue };
        let [x, p] = [*now, *last].map(|i| &facts.mentions[i]);
        // 公用经费186.42万元。公用经费比2022年的198.30万元减少…
        let near =
            x.sentence.abs_diff(p.sentence) <= 1 && x.stand == Stand::Level && kit::value(x) != kit::value(p);
        if !near || !kit::exact(x) || x.cell.is_some() || p.stand != Stand::Previous {
            continue;
        }
        let year = x.year.or(report);
        let again = |id: &MentionId| {
            let m = &facts.mentions[*id];
            let own = |y: Option<i32>| y.or(report) == year;
            let apart =
                m.sentence != x.sentence && (m.year.is_some() && own(m.year) || own(facts.heading_year(m)));
            let named = kit::share(&m.label, &x.label, SHARED) && !kit::are_of_a_kind(&m.label, &x.label);
            let clause = m.gap.rsplit(['，', ',', '。', '；', '\n']).next().unwrap_or_default();
            let other = OTHER.iter().any(|w| clause.contains(w) && !x.gap.contains(w));
            apart && named && !other && m.kind == x.kind && !m.realm.is_other(x.realm)
        };
        let key = (p.base.as_str(), p.term.printed.as_str());
        let found = values.get(&key).into_iter().flatten().take(FEW).find(|i| again(i));
        // The value of this year is told by its name elsewhere too, or nowhere but here: either way one of them is wrong.
        if let Some(&id) = found {
            let m = &facts.mentions[id];
            let name = kit::name(m);
            let made = Claim::new(
                "MEN001",
                Expr::Arg(0),
                Relation::Equals,
                vec![kit::role(&name, x)],
                kit::role(&name, m),
            );
            let formula = format!("{name}前后一致，{}{}是上年数", p.term.printed, p.term.unit);
            out.claims.push(made.formula(formula).link(Link::Likely).severity(Severity::Warning).formal());
        }
    }
}
