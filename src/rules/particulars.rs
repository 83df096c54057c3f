//! The total score in a table of particulars: 项目名称, 主管部门, 自评得分 97.36分. Claims of SCO003.

use super::{Out, kit};
use crate::facts::{Facts, MentionId, Role as Column, Sheet};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

/// What a row that tells the total is called.
const TOTALS: &[&str] =
    &["自评得分", "自评总分", "自评总得分", "总得分", "综合得分", "评价得分", "自评分", "自评分数"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let mut totals: Vec<MentionId> = facts.scoring.score_totals.iter().map(|t| t.1).collect();
    totals.extend(facts.scoring.totals.iter().copied().filter(|_| facts.scoring.score_totals.is_empty()));
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let Some(&first) = totals.first().filter(|&&t| totals.iter().all(|&i| value(i) == value(t))) else {
        return;
    };
    let plain = |s: &&Sheet| s.rows.iter().all(|r| r.mention(Column::Weight).is_none());
    for row in facts.sheets.iter().filter(plain).flat_map(|s| &s.rows) {
        let [(_, _, cell)] = row.cells.as_slice() else { continue };
        let m = &facts.mentions[*cell];
        let score = m.kind == Kind::Score && kit::exact(m) && !totals.contains(cell);
        if !score || !TOTALS.contains(&row.label.as_str()) {
            continue;
        }
        let operands = vec![kit::role("总分", &facts.mentions[first])];
        let claim = Claim::new("SCO003", Expr::Arg(0), Relation::Equals, operands, kit::role(&row.label, m));
        out.claims.push(claim.formula(format!("{} = 总分", row.label)).link(Link::Likely).formal());
    }
}
