//! What is left of a budget over its sentences: 年初预算640万元，年中追加72.5万元。全年支出680.64万元，年末结余31.86万元; and what a clause says is left of two
//! figures: 系全年可用资金968.40万元扣除全年支出893.27万元后的余额. Claims of AMT006.

use super::{Out, kit, rest};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

/// Figures before what was spent that are looked at, and paragraphs.
const BACK: usize = 8;
const PARAS: u32 = 4;
const SPENT: &[&str] = &["支出", "执行", "使用", "支付"];
const LEFT: &[&str] =
    &["年末结余", "年末结转", "年末结转结余", "年末结转和结余", "结余资金", "结余", "结转下年", "年末剩余"];
const FIRST: &[&str] = &["年初预算", "预算批复", "批复预算", "预算安排", "批复"];
const RAISED: &[&str] = &["追加", "调增", "增加"];
const LOWERED: &[&str] = &["追减", "调减", "核减", "压减"];
const ALL: &[&str] = &["可用资金", "可用财力", "资金来源合计", "调整后预算", "调整预算", "全年预算"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 2..facts.mentions.len() {
        out.claims.extend(told(facts, id).or_else(|| left(facts, id)));
    }
}

fn says(m: &Mention, words: &[&str]) -> bool {
    words.iter().any(|w| m.before.contains(w))
}

fn is_plain(m: &Mention) -> bool {
    m.kind == Kind::Amount && m.cell.is_none() && kit::exact(m)
}

/// 结余57.13万元，系可用资金968.40万元扣除支出893.27万元后的余额.
fn told(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (gap, from) = (id.checked_sub(2)?, id - 1);
    let [z, x, y] = [gap, from, id].map(|i| &facts.mentions[i]);
    let clause = x.gap.trim_start_matches(['，', ',', ' ']);
    let opens = ["系", "为", "即", "是"].iter().any(|w| clause.starts_with(w));
    let minus = ["扣除", "减去", "减"].iter().any(|w| y.gap.trim_start_matches(['，', ',']).starts_with(w));
    let closes = ["余额", "差额", "结余", "余数"]
        .iter()
        .any(|w| y.rest.trim_start_matches(['后', '的']).starts_with(w));
    let here = [z, x].iter().all(|m| m.sentence == y.sentence && m.base == y.base && m.kind == y.kind);
    let plain = [z, x, y].iter().all(|m| kit::exact(m) && m.cell.is_none());
    (opens && minus && closes && here && plain).then(|| claim(facts, gap, from, &[(id, false)]))
}

/// The last two figures of a sentence are what was spent and what is left; those before tell what there was.
fn left(facts: &Facts, id: MentionId) -> Option<Claim> {
    let spent = id - 1;
    let (s, r) = (&facts.mentions[spent], &facts.mentions[id]);
    let name = r.label.trim_start_matches("资金").trim_end_matches(['为', '数']);
    let named = LEFT.contains(&name) && says(s, SPENT) && !s.before.contains("其中");
    let ends = facts.mentions.get(id + 1).is_none_or(|n| n.sentence > r.sentence);
    let opens = facts.mentions[spent - 1].sentence < s.sentence;
    let plain = is_plain(s) && is_plain(r) && s.sentence == r.sentence && s.base == r.base;
    if !(named && ends && opens && plain && s.stand == Stand::Level) || rest::is_mixed(facts, id) {
        return None;
    }
    let before: Vec<MentionId> =
        (spent.saturating_sub(BACK)..spent).filter(|&i| is_plain(&facts.mentions[i])).collect();
    // 年初预算640万元，年中追加72.5万元: nothing else in the sentence before.
    let last = &facts.mentions[spent - 1];
    let near: Vec<MentionId> =
        before.iter().copied().filter(|&i| facts.mentions[i].sentence == last.sentence).collect();
    if let &[first, change] = near.as_slice()
        && last.para == s.para
        && says(&facts.mentions[first], FIRST)
    {
        let (up, down) = (says(&facts.mentions[change], RAISED), says(&facts.mentions[change], LOWERED));
        return (up != down).then(|| claim(facts, id, first, &[(change, up), (spent, false)]));
    }
    // 全年可用资金725.2万元, the only one of the paragraphs before.
    let called = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let label = m.label.trim_start_matches("全年").trim_start_matches("当年");
        ALL.iter().any(|w| label == *w || m.label == *w) && m.para + PARAS >= s.para && m.base == s.base
    };
    let mut all = before.into_iter().filter(called);
    let whole = all.next().filter(|_| all.next().is_none())?;
    let one = whole + 1 == spent;
    one.then(|| claim(facts, id, whole, &[(spent, false)]))
}

fn claim(facts: &Facts, end: MentionId, start: MentionId, steps: &[(MentionId, bool)]) -> Claim {
    let name = |i: MentionId| kit::name(&facts.mentions[i]);
    let role = |i: MentionId| kit::role(&name(i), &facts.mentions[i]);
    let (mut expr, mut formula) = (Expr::Arg(0), format!("{} = {}", name(end), name(start)));
    for (k, &(step, up)) in steps.iter().enumerate() {
        let arg = Expr::Arg(k + 1);
        expr = if up { Expr::sum_of(expr, arg) } else { Expr::minus(expr, arg) };
        formula.push_str(if up { " + " } else { " − " });
        formula.push_str(&name(step));
    }
    let operands = [start].into_iter().chain(steps.iter().map(|s| s.0)).map(role).collect();
    let made = Claim::new("AMT006", expr, Relation::Sums, operands, role(end));
    made.formula(formula).link(Link::Likely).formal()
}
