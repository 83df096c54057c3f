use super::{Out, dimension, elsewhere, kit, means, measure, receptions};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Slip, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 人均、车均、每公里等单位数应等于总额除以数量。
    ///
    /// 依据：单位成本 = 总额 ÷ 数量。
    ///
    /// 重算：“车均运行维护费”“平均每公里投入”先找名称相同的总额、以该单位计的数量，再看同一段里的其他数；本句与上一句里单位相同的总额、以该单位计的数量各只有一个的，就用这两个数，除数用错的（人均除以批次）一并指明。几项满意度写明“三项平均”的，取简单平均。人均接待费、车均运行维护费的总额不论写在哪一段，都按名称找。
    ///
    /// ```不符
    /// 公务用车运行维护费29.64万元，年末公务用车保有量9辆，车均运行维护费3.92万元。
    /// ```
    /// ```相符
    /// 公务用车运行维护费29.64万元，年末公务用车保有量9辆，车均运行维护费3.29万元。
    /// ```
    ///
    /// 不报的情形：同句里总额或数量不止一个而名称又不同；标准、收入（不是由总额除得）；含约数。
    ///
    /// 怎么改：重算单位数，或核对总额、数量。
    AMT007, "average-mismatch", "单位数与总额、数量不符", Warning
}

/// Mentions before an average that are looked at for its total and its number.
const BACK: usize = 240;
/// Totals, and numbers, that are tried.
const TRIED: usize = 5;
/// Figures behind an average in which another of its kind is looked for.
const NEXT: usize = 6;
/// Digits of an average that tell a slip of it.
const TOLD: usize = 3;

/// What a total behind an average is called.
const SPENT: &[&str] = &["支出", "投入", "投资", "资金", "经费", "总额", "成本"];

/// What an average is of each: how the number is counted, by the word before 均 or behind 每.
const EACH: &[(&str, &[&str])] = &[
    ("人", &["人", "名", "位", "口", "人次", "员"]),
    ("生", &["人", "名"]),
    ("户", &["户"]),
    ("亩", &["亩"]),
    ("村", &["个", "村"]),
    ("点", &["个", "处"]),
    ("所", &["所"]),
    ("校", &["所"]),
    ("车", &["辆", "台"]),
    ("辆", &["辆"]),
    ("台", &["台", "套", "台（套）"]),
    ("床", &["张"]),
    ("件", &["件", "起"]),
    ("案", &["件", "起", "宗"]),
    ("次", &["次", "人次", "批次"]),
    ("批", &["批", "批次"]),
    ("场", &["场", "场次", "期", "次"]),
    ("期", &["期"]),
    ("日", &["天", "日", "个工作日", "工作日", "个日"]),
    ("天", &["天", "日", "个工作日", "工作日"]),
    ("月", &["个月", "月"]),
    ("小时", &["小时"]),
    ("株", &["株"]),
    ("座", &["座"]),
    ("公里", &["公里"]),
    ("平方公里", &["平方公里"]),
    ("平方米", &["平方米"]),
    ("公顷", &["公顷"]),
    ("立方米", &["立方米"]),
    ("处", &["处"]),
    ("家", &["家"]),
    ("份", &["份"]),
    ("项", &["项"]),
    ("套", &["套"]),
    ("间", &["间"]),
    ("吨", &["吨"]),
    ("例", &["例"]),
    ("笔", &["笔"]),
    ("单", &["单", "笔"]),
    ("站", &["座", "个"]),
    ("栋", &["栋"]),
    ("册", &["册"]),
    ("本", &["本", "册"]),
    ("头", &["头"]),
    ("只", &["只"]),
    ("棵", &["棵", "株"]),
    ("盏", &["盏"]),
    ("根", &["根"]),
    ("眼", &["眼"]),
];

/// How a thing is counted that has no measure word of its own: 馆均, 园均.
const THINGS: &[&str] = &["个", "所", "座", "家", "处", "支"];

/// An average by its name: 人均公用经费 is of 人, and of 公用经费.
pub(super) struct Average<'m> {
    each: &'m str,
    units: &'static [&'static str],
    what: &'m str,
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    means::run(facts, out);
    for (id, m) in facts.mentions.iter().enumerate() {
        let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        if kind && m.cell.is_none() && kit::exact(m) {
            let group = out.group();
            let claims = average(&m.label).map_or_else(Vec::new, |a| claims(facts, id, &a));
            out.claims.extend(claims.into_iter().map(|c| c.group(group)));
        }
    }
}

fn average(label: &str) -> Option<Average<'_>> {
    let with = |each: &str, what| {
        let known = EACH.iter().rev().find(|e| each.ends_with(e.0))?;
        Some(Average { each: known.0, units: known.1, what })
    };
    if let Some((_, rest)) = label.rsplit_once('每') {
        // 新建3个，投入106.4万元，平均每个35.47万元.
        if rest == "个" {
            return Some(Average { each: "个", units: &["个"], what: "" });
        }
        let rest = rest.trim_start_matches(['个', '名', '一']);
        // 每万人4.07人: of so many at a time.
        if rest.starts_with(['十', '百', '千', '万']) {
            return None;
        }
        // 平均每个项目7个: as many as there are of them.
        if let Some(what) = rest.strip_prefix("项目") {
            return Some(Average { each: "项目", units: &["个"], what });
        }
        let known = EACH.iter().rev().find(|e| rest.contains(e.0) && rest.find(e.0) <= Some(9));
        let Some(known) = known else {
            // 平均每个支部46名党员.
            let behind = rest.strip_prefix(PLACES);
            let one = behind.is_some_and(|w| w.is_empty() || DONE.iter().any(|d| w.starts_with(d)));
            let end = rest.char_indices().nth(if one { 1 } else { THING }).map_or(rest.len(), |c| c.0);
            let each = Some(&rest[..end]).filter(|w| one || w.chars().count() == THING)?;
            return Some(Average { each, units: THINGS, what: &rest[end..] });
        };
        let at = rest.find(known.0)? + known.0.len();
        return with(known.0, rest[at..].trim_start_matches("平均"));
    }
    let (head, what) = label.rsplit_once('均')?;
    with(head, what).or_else(|| {
        let (at, _) = head.char_indices().next_back().filter(|(_, c)| !NO_THING.contains(c))?;
        Some(Average { each: &head[at..], units: THINGS, what })
    })
}

/// 平均, 年均: no thing is counted.
const NO_THING: &[char] = &['平', '年', '季', '周', '时', '千', '百', '不', '总', '的', '皆'];

/// Things of one character: 平均每馆.
const PLACES: &[char] = &['馆', '园', '院', '厂', '店', '队', '社', '镇', '乡', '县', '市', '区', '班'];
/// What is done with them.
const DONE: &[&str] = &["投入", "接待", "支出", "补助", "安排", "服务", "覆盖", "拨付"];

/// Characters that say what an average is of.
const THING: usize = 2;
const MONEY: &[&str] = &["费用", "经费", "支出", "收入", "投入", "成本", "资金", "费"];

/// 门急诊费用 is of 门急诊, and of 门急诊收入.
fn thing(what: &str) -> &str {
    MONEY.iter().find_map(|w| what.strip_suffix(w)).unwrap_or(what)
}

/// Paid or earned by each, and no total divided; 工资福利支出 is one.
pub(super) fn is_rate(label: &str) -> bool {
    let label = label.replace("工资福利", "");
    ["收入", "增收", "支配", "标准", "工资", "单价", "限价"].iter().any(|w| label.contains(w))
}

fn claims(facts: &Facts, id: MentionId, a: &Average<'_>) -> Vec<Claim> {
    let all = claim(facts, id, a);
    let open = all.as_ref().is_none_or(|c| c.stance == Stance::Reading);
    let alone = if open { nearest(facts, id, a) } else { None };
    let apart = if open && alone.is_none() { elsewhere::claims(facts, id, a) } else { Vec::new() };
    let all = all.map(|c| if is_narrower(facts, id, &c) { c.stance(Stance::Reading) } else { c });
    let formal = all.as_ref().is_some_and(|c| c.formal);
    let named = if formal { None } else { receptions::claim(facts, id, a) };
    named.or(all).into_iter().chain(alone).chain(apart).chain(dimension::claim(facts, id, a)).collect()
}

/// 参训640人次，线下班人均费用540元: of fewer than all, by a name that neither figure has.
pub(super) fn is_narrower(facts: &Facts, id: MentionId, c: &Claim) -> bool {
    const NAMED: usize = 3;
    let label = facts.mentions[id].label.as_str();
    let head = label.split_once('每').map(|h| h.0).or_else(|| {
        let at = label.find('均')?;
        Some(&label[..label[..at].char_indices().next_back()?.0])
    });
    let own = head.map_or("", |h| h.trim_end_matches("平均"));
    // 单位造价每公里: how it is counted, and not whose it is.
    let cost = ["造价", "成本", "单价", "标准"].iter().any(|w| own.ends_with(w));
    own.chars().count() >= NAMED && !cost && !c.operands.iter().any(|r| kit::share(&r.name, own, 2))
}

/// 商品和服务支出173.56万元。公用经费按82人计算，人均2.12万元: the last amount before it, and the only number of its sentence.
fn nearest(facts: &Facts, id: MentionId, a: &Average<'_>) -> Option<Claim> {
    const NEAR: usize = 6;
    let m = &facts.mentions[id];
    let near = || (id.saturating_sub(NEAR)..id).rev();
    let level = |i: &MentionId| {
        let n = &facts.mentions[*i];
        kit::exact(n) && n.para == m.para && n.stand == Stand::Level && n.cell.is_none()
    };
    let total = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == m.kind && n.base == m.base && n.sentence + 1 >= m.sentence
    };
    let mut numbers = near()
        .filter(level)
        .filter(|&i| counts(&facts.mentions[i], a) && facts.mentions[i].sentence == m.sentence);
    let number = numbers.next().filter(|_| numbers.next().is_none())?;
    let total = near().filter(level).find(total)?;
    let fits = !is_rate(&m.label) && !is_joined(facts, number) && !is_compared(facts, id, total, false);
    let long = m.term.told() >= TOLD && m.stand == Stand::Average;
    (fits && long).then(|| made(facts, m, &[total], &[number]).stance(Stance::Optional))
}

fn claim(facts: &Facts, id: MentionId, a: &Average<'_>) -> Option<Claim> {
    let m = &facts.mentions[id];
    let before = || (id.saturating_sub(BACK)..id).rev().filter(|&i| kit::exact(&facts.mentions[i]));
    let here = |i: &MentionId| facts.mentions[*i].para == m.para;
    // 支出5.52万元，比2021年的6.90万元减少1.38万元: nor what was last year.
    let past = |n: &Mention| n.stand == Stand::Previous && m.stand != Stand::Previous;
    let level = |i: &MentionId| {
        let n = &facts.mentions[*i];
        !matches!(n.stand, Stand::Average | Stand::Change) && !past(n)
    };
    let total = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == m.kind && n.base == m.base && n.cell.is_none() && level(i)
    };
    let thing = thing(a.what);
    let named = |i: &MentionId| {
        let label = facts.mentions[*i].label.as_str();
        let ends = |n: &str, least: usize| {
            n.chars().count() >= least
                && MONEY.iter().any(|w| label.strip_suffix(w).is_some_and(|l| l.ends_with(n)))
        };
        a.what.chars().count() >= 2 && label.ends_with(a.what)
            || ends(a.what, THING * 2)
            || ends(thing, THING)
    };
    let mut totals: Vec<MentionId> = before().filter(total).filter(named).take(TRIED).collect();
    // 座均投入61.68万元（支出431.75万元）, 户均4058元（按改造支出756.48万元计算）: the total stands behind.
    let next = facts.mentions.get(id + 1).filter(|n| n.sentence == m.sentence && n.depth == m.depth + 1);
    let bracket = next.is_some_and(|n| {
        let words = n.gap.trim_start();
        words.starts_with(['（', '(']) && (SPENT.iter().any(|w| words.ends_with(w)) || words.contains('按'))
    });
    if bracket && total(&(id + 1)) {
        totals = vec![id + 1];
    } else {
        totals.extend(before().filter(total).filter(here).take(TRIED));
    }
    // 门急诊48265人次，比上年46712人次增加…: those of last year make no average of this one.
    let last = |i: &MentionId| facts.mentions[*i].stand == Stand::Previous && m.stand != Stand::Previous;
    let number = |i: &MentionId| level(i) && !last(i) && counts(&facts.mentions[*i], a);
    let mut numbers: Vec<MentionId> = before().filter(number).filter(here).take(TRIED).collect();
    let people = |i: &MentionId| {
        ["人口", "在职", "实有", "职工", "保有"].iter().any(|w| facts.mentions[*i].label.contains(w))
    };
    // 大修18.6公里、中修27.4公里，共46.0公里，每公里31.01万元.
    let summed = id.checked_sub(1).filter(|&i| {
        let n = &facts.mentions[i];
        let words = n.before.trim();
        n.sentence == m.sentence && ["共", "合计", "共计", "总计"].contains(&words)
    });
    let summed = summed.filter(|i| numbers.contains(i));
    if let Some(i) = summed {
        numbers = vec![i];
    }
    let behind = (id + 1..facts.mentions.len()).take(BACK / 4).filter(|&i| kit::exact(&facts.mentions[i]));
    let told = |i: &MentionId| number(i) && people(i) && !here(i);
    numbers.extend(before().filter(told).chain(behind.filter(told)).take(TRIED));
    let mut seen: Vec<MentionId> = Vec::new();
    totals.retain(|i| {
        !seen.contains(i) && {
            seen.push(*i);
            true
        }
    });
    // 校舍2.34万平方米，其中教学用房1.52万平方米、宿舍0.82万平方米，每平方米1060元: of the whole.
    let whole_of = |i: &MentionId| facts.totals_of(*i).iter().any(|t| numbers.contains(t));
    // 3572件，办结3522件、未办结50件，挽回损失128.46万元，件均364.74元: of a part that makes it.
    let makes = |&i: &MentionId| totals.first().is_some_and(|&t| measure::is_mean(facts, id, t, i));
    let (mut inner, outer): (Vec<MentionId>, Vec<MentionId>) = numbers.iter().partition(|i| whole_of(i));
    inner.retain(|i| !outer.iter().any(makes) && makes(i));
    numbers = outer.into_iter().chain(inner).collect();
    // 大修36公里，投资1092万元；小修28公里，投资357万元，每公里12.75万元: of the item's own.
    let opens =
        (id.saturating_sub(BACK)..=id).rev().find(|&i| facts.mentions[i].sep >= Sep::Group).unwrap_or(0);
    let own = |i: &MentionId| *i >= opens;
    let apart = !bracket && totals.iter().any(own) && numbers.iter().any(own);
    if apart {
        totals.sort_by_key(|i| !own(i));
        numbers.sort_by_key(|i| !own(i));
    }
    let (&first, _) = totals.first().zip(numbers.first())?;
    let sentence = |i: &&MentionId| facts.mentions[**i].sentence == m.sentence && (!apart || own(i));
    let sums = totals.iter().filter(sentence).count();
    // 公务接待费2.86万元。…接待572人次，人均接待费50元: the only one called so.
    let only = totals.iter().filter(|i| named(i) && here(i)).count() == 1;
    let alone = (1..=2).contains(&numbers.iter().filter(sentence).count())
        && (bracket || sums == 1 || sums > 0 && named(&first) || only);
    // 人均100元 behind 投资50万元: only what is called alike is the total; 每公里造价 is always of what was paid.
    let cost = ["成本", "费", "投入", "造价", "投资"].iter().any(|w| a.what.contains(w));
    let cost = cost || a.what.is_empty() && m.label.contains("造价");
    // 28.6万亩，每亩16.4元，计469.04万元: the total stands behind.
    let behind = facts.mentions.get(id + 1).is_some_and(|n| {
        let counted =
            ["计", "共", "需", "补助资金"].iter().any(|w| kit::last(n.gap.trim_end(), 4).contains(w));
        n.sentence == m.sentence && n.base == m.base && counted
    });
    // 每户1.8万元补助160户、共288万元.
    let behind = behind
        || facts.mentions.get(id + 2).is_some_and(|n| {
            let shared = ["共", "计", "合计", "共计"].contains(&n.before.trim());
            shared && n.sentence == m.sentence && n.base == m.base && counts(&facts.mentions[id + 1], a)
        });
    let called = totals.iter().filter(|i| named(i)).count() == 1 && named(&first);
    // 接待费4.92万元。接待82批次，615人次，每批次600元，人均80元: of the total that the average beside it is of.
    let beside = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.sentence == m.sentence);
    let shared =
        beside.is_some_and(|n| n.stand == Stand::Average && n.base == m.base && divides(facts, first, id));
    // 在校生513人，专任教师70人。全年经费a，生均b: the only ones of the paragraph who are called so.
    let mut pupils =
        numbers.iter().copied().filter(|&i| here(&i) && facts.mentions[i].label.ends_with(['生']));
    let pupil = pupils.next().filter(|_| a.each == "生" && pupils.next().is_none() && sums == 1);
    if let Some(i) = pupil {
        numbers = vec![i];
    }
    // 改造管网86公里，计划80公里。总投入361.2万元，平均每公里4.2万元: the number stands in the sentence before.
    let planned =
        |i: MentionId| ["计划", "目标", "任务", "应"].iter().any(|w| facts.mentions[i].before.contains(w));
    let done: Vec<MentionId> = numbers.iter().copied().filter(|&i| here(&i) && !planned(i)).collect();
    let apart_by_one = done.first().is_some_and(|&i| facts.mentions[i].sentence + 1 == m.sentence);
    let earlier = done.len() == 1 && apart_by_one && sums == 1 && cost;
    if earlier {
        numbers = done;
    }
    // 完成道路64.6公里、隔离带325公里。…隔离带投入163.05万元，每公里5017元: the number is called by what the money went to.
    let called_so = named_numbers(facts, first, &numbers, m);
    let one = sums == 1 || totals.iter().filter(|i| own(i)).count() == 1 && own(&first);
    let by_name = one && cost && !called_so.is_empty() && !numbers.iter().any(|i| sentence(&i));
    if by_name {
        numbers = called_so;
    }
    // 其中灌溉设施74.11万元，亩均294.8元: of the amount right before it, and of the only number of the sentence.
    let received = receptions(facts, m, &totals, numbers.first().copied().filter(|i| sentence(&i)));
    let reception = a.what.is_empty() && received.len() == 1;
    if reception {
        totals = received;
    }
    let adjacent = a.what.is_empty()
        && first + 1 == id
        && m.sep <= Sep::Clause
        && numbers.iter().filter(sentence).count() == 1;
    let whole = bracket
        || by_name
        || reception
        || adjacent
        || summed.is_some() && sums == 1
        || named(&first)
        || sums == 1 && (a.what.is_empty() || cost);
    let alone = reception
        || pupil.is_some()
        || adjacent
        || alone
        || earlier
        || shared
        || by_name
        || called && numbers.iter().filter(sentence).count() == 1;
    // 亩均投资2500元，其中中央亩均1000元: of money from one source.
    const SOURCES: &[&str] = &["中央", "省级", "市级", "县级", "区级", "自筹", "地方", "财政"];
    let source = SOURCES.iter().any(|w| m.label.starts_with(w) || m.label.contains(&format!("{w}补助")));
    let source = source && !SOURCES.iter().any(|w| facts.mentions[first].label.contains(w));
    let joined = numbers.first().is_some_and(|&i| is_joined(facts, i));
    // 片区会4次、每次60人，共240人: what is multiplied.
    let standard = m.sep == Sep::Item && id > 0 && counts(&facts.mentions[id - 1], a);
    // 年末620人，全年平均604人: of how many is not told; 线下人均a；线上b人，人均c: the total is of both.
    let averaged = before().any(|i| {
        let n = &facts.mentions[i];
        here(&i)
            && counts(n, a)
            && ["平均人数", "平均在", "全年平均", "年平均"]
                .iter()
                .any(|w| n.label.contains(w) || n.before.contains(w))
    });
    let second = facts.mentions[id + 1..].iter().take(NEXT).take_while(|n| n.sentence == m.sentence);
    let second: Vec<&Mention> = second.collect();
    // 补助72万元，种粮大户40户，户均a；合作社6家，家均b: a total of its own the second has not.
    let own_total = |n: &&Mention| n.base == m.base && n.kind == m.kind && n.stand != Stand::Average;
    let twice = second.iter().enumerate().any(|(k, n)| {
        let other = average(&n.label).filter(|_| n.stand == Stand::Average && n.base == m.base);
        let compared = ["上年", "去年", "比", "较"].iter().any(|w| n.gap.contains(w));
        // 车均维护费a；接待462人，人均接待费b: of a total that goes by its own name.
        let apart = other.as_ref().is_some_and(|o| {
            let named = |i: &MentionId| facts.mentions[*i].label.ends_with(o.what);
            o.what.chars().count() > THING && !named(&first) && totals.iter().any(named)
        });
        let compared = compared || apart;
        let counted = other.is_some_and(|o| second[..k].iter().any(|c| counts(c, &o)));
        !compared && counted && !second[..k].iter().any(own_total)
    });
    let joint = twice && (!apart || opens == 0);
    // 平均每件6926元（按结案数计）: the number is told, and by another name than those here.
    let basis =
        m.rest.trim_start().strip_prefix(['（', '(']).filter(|w| w.starts_with('按') || w.starts_with("以"));
    let other = basis.is_some_and(|w| {
        let name = w
            .split(['计', '）', ')', '算', '数', '口'])
            .next()
            .unwrap_or("")
            .trim_start_matches(['按', '以']);
        !bracket && !numbers.iter().take(1).any(|&i| kit::share(&facts.mentions[i].label, name, 2))
    });
    let told = alone
        && !other
        && !standard
        && !averaged
        && !joint
        && (!joined || by_name)
        && !source
        && !is_rate(&m.label)
        && (whole || shared)
        && !behind
        && (bracket || !is_compared(facts, id, first, only && named(&first)));
    let made = made(facts, m, &totals, &numbers).stance(if told { Stance::Stated } else { Stance::Reading });
    // 公务接待费2.42万元，接待308人次，人均接待费78.57元: no other figure between, and the total goes by the name.
    let breath = told && named(&first) && kit::in_one_breath(facts, &[first, numbers[0], id]);
    Some(if breath { made.formal() } else { made })
}

pub(super) fn made(facts: &Facts, m: &Mention, totals: &[MentionId], numbers: &[MentionId]) -> Claim {
    let mut of = kit::roles("数量", facts, numbers);
    for (candidate, &i) in of.candidates.iter_mut().zip(numbers) {
        if facts.mentions[i].kind == Kind::Measure {
            measure::count(candidate);
        }
    }
    let name = kit::name(m);
    let operands = vec![kit::roles("总额", facts, totals), of];
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    Claim::new("AMT007", expr, Relation::Rounds, operands, kit::role(&name, m))
        .formula(format!("{name} = 总额 ÷ 数量"))
        .slips(slips())
        .link(Link::Likely)
        .severity(Severity::Warning)
}

/// 上年人均3720元, 比可研估算每公里45万元, 其余600人人均200元: of other figures than those before it; so is the average of a
/// total that another item of the list has. `only`: no other total goes by the name of the average.
pub(super) fn is_compared(facts: &Facts, id: MentionId, total: MentionId, only: bool) -> bool {
    const OTHERS: &[&str] = &[
        "上年", "去年", "低于", "高于", "比", "较", "全国", "全省", "全市", "全县", "全区", "可研", "估算",
        "概算", "定额", "目标", "计划", "其余", "其他", "预算",
    ];
    let m = &facts.mentions[id];
    let other = OTHERS.iter().any(|w| m.gap.contains(w));
    let group = |n: &Mention| n.sep == Sep::Group && n.sentence == m.sentence;
    let apart = facts.mentions[total + 1..=id].iter().any(group);
    let apart = apart && !(only && facts.mentions[total].sentence != m.sentence);
    // 人均3879元，上年人均3720元: the first is that of the figures; 每批次600元，人均80元 are of two numbers.
    let each = |n: &Mention| average(&n.label).map(|a| a.each.to_owned());
    let second = facts.mentions[total + 1..id].iter().any(|n| {
        n.stand == Stand::Average && n.base == m.base && n.sentence == m.sentence && each(n) == each(m)
    });
    other || apart || second
}

/// 公务接待费6.97万元。国内接待82批次、697人次，人均100元: the 接待费 of its paragraph, where those received are counted beside it.
fn receptions(facts: &Facts, m: &Mention, totals: &[MentionId], number: Option<MentionId>) -> Vec<MentionId> {
    let of = |k: usize| {
        facts.mentions.get(k).is_some_and(|n| n.label.contains("接待") && n.sentence == m.sentence)
    };
    let counted = number.is_some_and(|i| of(i) || i > 0 && of(i - 1));
    let fee =
        |&i: &MentionId| facts.mentions[i].para == m.para && facts.mentions[i].label.ends_with("接待费");
    if counted { totals.iter().copied().filter(fee).collect() } else { Vec::new() }
}

/// 按109名队员和14名文员计: the number is of two.
fn is_joined(facts: &Facts, number: MentionId) -> bool {
    let and = |i: MentionId| {
        let (a, b) = (facts.mentions.get(i.wrapping_sub(1)), facts.mentions.get(i));
        a.zip(b).is_some_and(|(a, b)| {
            a.base == b.base
                && a.sentence == b.sentence
                && b.sep <= Sep::Item
                && b.gap.contains(['和', '及', '与', '、'])
        })
    };
    and(number) || and(number + 1)
}

/// Numbers of the paragraph that end with the name of what the total was spent on.
fn named_numbers(facts: &Facts, total: MentionId, numbers: &[MentionId], m: &Mention) -> Vec<MentionId> {
    let label = facts.mentions[total].label.as_str();
    let name = MONEY.iter().find_map(|w| label.strip_suffix(w)).unwrap_or(label);
    let called = |&i: &MentionId| {
        let n = &facts.mentions[i];
        n.para == m.para && n.label.ends_with(name) && i < total
    };
    let own = numbers.iter().copied().filter(called);
    if name.chars().count() >= THING { own.collect() } else { Vec::new() }
}

/// The average right before `id` is the total divided by a number of its own.
fn divides(facts: &Facts, total: MentionId, id: MentionId) -> bool {
    let mean = &facts.mentions[id - 1];
    let Some(own) = average(&mean.label) else { return false };
    let counted = |&i: &MentionId| {
        let n = &facts.mentions[i];
        n.para == mean.para && kit::exact(n) && counts(n, &own)
    };
    (id.saturating_sub(BACK)..id).filter(counted).any(|i| measure::is_mean(facts, id - 1, total, i))
}

/// The point in the wrong place, or 元 for 万元.
fn slips() -> Vec<Slip> {
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    let mut slips = kit::misplaced(&expr);
    slips.extend([4, -4].into_iter().filter_map(|p| kit::shifted(&expr, p, "元与万元混淆")));
    slips
}

/// Counts what the average is of: 车均 and 9辆, 村均 and 7个村.
pub(super) fn counts(m: &Mention, a: &Average<'_>) -> bool {
    let unit = measure::word(&m.term.unit);
    let any = ["个", "处"].contains(&unit) && unit != a.each;
    // 24个项目共设指标168个: of what stands right behind or before the number.
    let long = a.each.chars().count() > 1;
    let noun: String = m.after.trim_start().chars().take(4).collect();
    let called = || match long {
        true => m.label.ends_with(a.each) || noun.contains(a.each),
        false => m.label.contains(a.each) || m.after.contains(a.each),
    };
    matches!(m.kind, Kind::Count | Kind::Measure) && a.units.contains(&unit) && (!any || called())
}
