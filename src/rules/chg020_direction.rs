use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Finding, Related, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 增加额与增减率的方向应当一致。
    ///
    /// 依据：同一事项不能既增加又下降。
    ///
    /// 重算：“增加 Δ，下降 R%”“减少 Δ，增长 R%”连写，中间没有别的事项。
    ///
    /// ```不符
    /// 全年支出850.00万元，比上年增加50.00万元，下降6.25%。
    /// ```
    /// ```相符
    /// 全年支出850.00万元，比上年增加50.00万元，增长6.25%。
    /// ```
    ///
    /// “由 a 上升至 b”而 b 小于 a，“由 a 下降至 b”而 b 大于 a，也报。
    ///
    /// 不报的情形：名次、等级；两个动词之间说到了别的事项（“用工减少5人，产值增长3%”）；百分点。
    ///
    /// 怎么改：核对本年、上年两数，改写错的动词。
    CHG020, "direction-contradiction", "增减方向矛盾", Error
}

const UP: &[&str] = &["增加", "增长", "增收", "增支", "净增", "上升", "多支", "多收"];
const DOWN: &[&str] = &["减少", "下降", "减收", "减支", "降低", "压减", "少支", "少收"];
/// The rate's own words: nothing but them may stand between the two figures.
const RISES: &[&str] =
    &["增长", "上升", "同比增长", "同比上升", "增幅", "增幅为", "增幅达", "增长率为", "增长了"];
const FALLS: &[&str] =
    &["下降", "降低", "同比下降", "同比降低", "降幅", "降幅为", "降幅达", "下降率为", "下降了"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for pair in facts.mentions.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        out.findings.extend(from_to(a, b));
        let found = contradiction(a, b).map(|words| (a, b, words));
        if let Some((d, r, (change, rate))) = found.or_else(|| turned(a, b).map(|words| (b, a, words))) {
            let message = format!(
                "{change}{}{}与{rate}{}{}方向矛盾",
                d.term.printed, d.term.unit, r.term.printed, r.term.unit
            );
            let mut f = kit::finding("CHG020", Severity::Error, r.term.span, message);
            f.related = vec![Related { role: "增减额".to_owned(), span: d.term.span }];
            out.findings.push(f);
        }
    }
}

/// 由16.2%上升至10.4%: the two figures say the contrary.
fn from_to(a: &Mention, b: &Mention) -> Option<Finding> {
    const UP: &[&str] = &["上升", "提高", "增加", "增长", "提升", "升"];
    const DOWN: &[&str] = &["下降", "降低", "减少", "压减", "降"];
    let verb = b.gap.trim().trim_end_matches(['至', '到', '为']);
    let from = a.before.rsplit(['，', '；', '：']).next().unwrap_or("").contains(['由', '从']);
    let alike = a.base == b.base && a.kind == b.kind && a.sentence == b.sentence && a.cell.is_none();
    // 由78位上升至43位.
    let rank = ["位", "名", "级", "类", "等", "档"].contains(&b.term.unit.as_str());
    let alike = alike && !rank;
    let reached = verb.len() < b.gap.trim().len() && from && alike && kit::exact(a) && kit::exact(b);
    let (x, y) = kit::value(a).zip(kit::value(b)).filter(|_| reached)?;
    let turned = UP.contains(&verb) && y < x || DOWN.contains(&verb) && y > x;
    let shown = |m: &Mention| format!("{}{}", m.term.printed, m.term.unit);
    let message = format!("由{}{}{}，方向说反了", shown(a), b.gap.trim(), shown(b));
    let mut f = kit::finding("CHG020", Severity::Error, b.term.span, message);
    f.related = vec![Related { role: "原数".to_owned(), span: a.term.span }];
    turned.then_some(f)
}

/// 本年下降8.39%，增加额为13.755万元: the amount behind its rate.
fn turned(r: &Mention, d: &Mention) -> Option<(&'static str, &'static str)> {
    const MORE: &[&str] = &["增加额为", "增加额", "增收", "增支", "增加"];
    const LESS: &[&str] = &["减少额为", "减少额", "减收", "减支", "减少"];
    let counted = matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let chained = r.kind == Kind::Percent && d.sentence == r.sentence && d.cell.is_none() && counted;
    if !chained || [d, r].iter().any(|m| zero_or_signed(m)) {
        return None;
    }
    let between = d.gap.trim_matches(['，', '、', '（', '(', ' ', ',']);
    let is = |words: &[&'static str]| words.iter().copied().find(|w| between == *w);
    let ends = |verbs: &[&'static str]| verbs.iter().copied().find(|v| r.before.trim_end().ends_with(v));
    let up = is(MORE).and_then(|w| ends(FALLS).map(|v| (w, v)));
    up.or_else(|| is(LESS).and_then(|w| ends(RISES).map(|v| (w, v))))
}

fn contradiction<'a>(d: &'a Mention, r: &'a Mention) -> Option<(&'static str, &'a str)> {
    let counted = matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let chained = r.kind == Kind::Percent && d.sentence == r.sentence && d.cell.is_none();
    if !counted || !chained || [d, r].iter().any(|m| zero_or_signed(m)) {
        return None;
    }
    // 减少2.70万元，较上年增长6.35%.
    const SINCE: &[&str] =
        &["较上年", "比上年", "较去年", "比去年", "较上年同期", "比上年同期", "与上年相比"];
    let between = r.gap.trim_matches(['，', '、', '（', '(', ' ', ',']);
    let since = SINCE.iter().filter_map(|w| between.strip_prefix(w)).min_by_key(|rest| rest.len());
    let between = since.unwrap_or(between).trim_matches(['，', ' ']);
    let ends = |verbs: &[&'static str]| {
        let before = d.before.trim_end_matches(['了', '约', '近', ' ']);
        verbs.iter().copied().find(|v| before.ends_with(v))
    };
    // 较上年的a万元多b万元，下降R%.
    let bare = |words: &[&'static str]| words.iter().copied().find(|w| d.gap.trim() == *w);
    let up = ends(UP).or_else(|| bare(&["多", "高", "多出"])).filter(|_| FALLS.contains(&between));
    let down = || ends(DOWN).or_else(|| bare(&["少", "低"])).filter(|_| RISES.contains(&between));
    up.or_else(down).map(|verb| (verb, between))
}

/// A change of nothing has no direction; a sign turns it round.
fn zero_or_signed(m: &Mention) -> bool {
    kit::value(m).is_none_or(|v| v <= crate::num::Rat::ZERO)
}
