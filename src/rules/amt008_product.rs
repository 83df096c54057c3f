use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 按标准计算的金额应等于数量乘以标准。
    ///
    /// 依据：金额 = 数量 × 单位标准。
    ///
    /// 重算：“1560 人次，按每人次 400 元标准支出 62.40 万元”“改造 63 户，每户补助 1000 元，共 6.30 万元”，数量 × 标准与金额比较。
    ///
    /// ```不符
    /// 对63户家庭按照每户1000元的标准兑付补助，共计6.03万元。
    /// ```
    /// ```相符
    /// 对63户家庭按照每户1000元的标准兑付补助，共计6.30万元。
    /// ```
    ///
    /// 不报的情形：标准前有“不超过”“最高”“起”；分档、分月发放；数量与标准的单位对不上。
    ///
    /// 怎么改：核对数量、标准和金额。
    AMT008, "product-mismatch", "数量乘标准不等于金额", Error
}

/// How far from the standard the count and the amount are looked for.
const NEAR: usize = 5;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for id in 0..facts.mentions.len() {
        let group = out.group();
        out.claims.extend(claims(facts, id).into_iter().map(|c| c.group(group)));
    }
}

/// An amount for each, with its count and the amount of all around it.
fn claims(facts: &Facts, id: MentionId) -> Vec<Claim> {
    let m = &facts.mentions[id];
    let loose = ["不超过", "最高", "不低于", "起", "以内", "至少"]
        .iter()
        .any(|w| m.before.contains(w) || m.after.starts_with(w));
    let Some(of) = each(m).filter(|_| m.kind == Kind::Amount && kit::exact(m) && m.cell.is_none() && !loose)
    else {
        return Vec::new();
    };
    let near = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.para == m.para
            && n.sentence.abs_diff(m.sentence) <= 1
            && kit::exact(n)
            && n.cell.is_none()
            && n.stand == Stand::Level
    };
    let around = || {
        (id.saturating_sub(NEAR)..id)
            .rev()
            .chain(id + 1..(id + 1 + NEAR).min(facts.mentions.len()))
            .filter(near)
    };
    let counts: Vec<MentionId> = around().filter(|&i| counted(&facts.mentions[i], &of)).take(3).collect();
    // The amount of all stands behind the standard, or right before it.
    let whole = |&i: &MentionId| facts.mentions[i].kind == Kind::Amount && each(&facts.mentions[i]).is_none();
    let yearly = |i: &MentionId| {
        near(i)
            || (facts.mentions[*i].before.contains("每年")
                && facts.mentions[*i].sentence == m.sentence
                && kit::exact(&facts.mentions[*i]))
    };
    let behind = (id + 1..(id + 3).min(facts.mentions.len())).filter(yearly);
    let amounts: Vec<MentionId> = behind.chain(id.checked_sub(1).filter(near)).filter(whole).collect();
    amounts
        .iter()
        .flat_map(|&a| counts.iter().map(move |&c| (a, c)))
        .filter(|(a, c)| a != c)
        .map(|(a, c)| claim(facts, id, a, c))
        .collect()
}

/// 每亩补助3500元, 3500元/亩, 按400元/人次: the measure word of the thing that each amount is for.
fn each(m: &Mention) -> Option<String> {
    let behind = m.after.trim_start().strip_prefix(['/', '／', '每']).map(word);
    let clause = m.before.as_str();
    let before = clause.rfind('每').map(|i| word(&clause[i + '每'.len_utf8()..]));
    behind.or(before).filter(|w| !w.is_empty())
}

/// The measure word at the start of the words: 人次标准 → 人次.
fn word(s: &str) -> String {
    const WORDS: &[&str] = &[
        "人次",
        "平方米",
        "立方米",
        "公里",
        "人",
        "名",
        "户",
        "亩",
        "座",
        "个",
        "台",
        "套",
        "件",
        "部",
        "盏",
        "株",
        "吨",
        "米",
        "场",
        "期",
        "次",
        "村",
        "家",
        "辆",
        "头",
        "只",
        "生",
        "项",
        "处",
        "所",
        "户次",
        "批次",
        "公顷",
        "棵",
        "条",
        "口",
        "床",
        "人日",
        "天",
    ];
    let found = WORDS.iter().filter(|w| s.trim_start().starts_with(**w)).max_by_key(|w| w.len());
    found.map_or_else(String::new, |w| (*w).to_owned())
}

/// The count of such things: its unit, or the thing right behind it.
fn counted(m: &Mention, of: &str) -> bool {
    let unit = m.term.unit.trim_start_matches(['万', '亿', '千']);
    let people = ["人", "名", "生"];
    let same = unit == of || (people.contains(&of) && ["人", "名", "位"].contains(&unit));
    matches!(m.kind, Kind::Count | Kind::Measure) && same
}

fn claim(facts: &Facts, id: MentionId, amount: MentionId, count: MentionId) -> Claim {
    let (m, a, c) = (&facts.mentions[id], &facts.mentions[amount], &facts.mentions[count]);
    let mut number = kit::role("数量", c);
    number.candidates.iter_mut().for_each(|t| plain(t, c));
    let expr = Expr::times(Expr::Arg(0), Expr::Arg(1));
    let name = kit::name(a);
    let here = c.sentence == m.sentence && a.sentence == m.sentence && a.sep <= Sep::Clause;
    let standard = m.before.contains("标准") || m.after.contains("标准");
    let total = ["共", "计", "合计", "共计", "总计"].iter().any(|w| a.before.trim_start().starts_with(w));
    // 每天4元，按200天计算，每年补助800元.
    let told = count == id + 1 && amount == id + 2 && (c.before.contains('按') || c.after.contains('计'));
    let stance = match here && (amount == id + 1 || told) {
        true if told || standard && total => Stance::Stated,
        true => Stance::Optional,
        false => Stance::Reading,
    };
    Claim::new("AMT008", expr, Relation::Rounds, vec![number, kit::role("标准", m)], kit::role(&name, a))
        .formula(format!("{name} = 数量 × 标准"))
        .stance(stance)
        .link(Link::Likely)
        .severity(Severity::Error)
}

/// The number in the unit that the standard counts by: 1.56万人次 is 15600.
fn plain(t: &mut crate::ledger::Term, m: &Mention) {
    let power = match m.term.unit.chars().next() {
        Some('万') => 4,
        Some('亿') => 8,
        Some('千') => 3,
        _ => 0,
    };
    let value = || num::mul(num::rat(num::parse(&t.printed)?)?, num::scale10(power)?);
    let step = num::scale10(power - i32::try_from(t.places).unwrap_or(0));
    if let (Some(value), Some(step), crate::ledger::Value::Number(q)) = (value(), step, &mut t.value) {
        (q.value, q.step) = (value, step.max(Rat::new(1, 1_000_000)));
    }
}
