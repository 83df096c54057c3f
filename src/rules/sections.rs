//! Marks and scores told in prose, and the groups that they divide: 过程20分得18分（资金到位10分得9分，资金管理10分得9分）.
//!
//! Items are read in order, each a mark and a score; from the last to the first, an item takes the ones right behind it
//! whose marks make its mark and whose scores make its score, where words, a bracket, a heading or a paragraph part
//! them from it.

use super::{Out, kit};
use crate::facts::{DECLARED, Facts, INLINE, Mention, MentionId, PROSE, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Stance};
use crate::num::{self, Rat};
use std::collections::{BTreeMap, HashMap};

/// Items of one group.
const MANY: usize = 16;
/// Characters of a group's name.
const NAMED: usize = 2;

/// A mark and the score that was got of it.
#[derive(Clone, Debug)]
struct Item {
    mark: Option<MentionId>,
    score: Option<MentionId>,
    /// Where it stands.
    at: MentionId,
}

/// A group and what it is divided into.
struct Group {
    whole: Item,
    parts: Vec<Item>,
    /// What follows is parted from it.
    bounded: bool,
}

/// Groups against their items. Claims of IND002.
pub(super) fn groups(facts: &Facts, out: &mut Out) {
    let items = headed(facts, read(facts));
    let (groups, _) = divide(facts, &items);
    let mut known: HashMap<Option<u32>, Vec<usize>> = HashMap::new();
    for (at, c) in out.claims.iter().enumerate().filter(|(_, c)| c.rule == "IND002") {
        known.entry(figure(&c.result)).or_default().push(at);
    }
    for g in &groups {
        let both = [|i: &Item| i.mark, |i: &Item| i.score].map(|of: fn(&Item) -> _| sum(facts, &g.parts, of));
        let told = [g.whole.mark, g.whole.score].map(|m| m.and_then(|m| kit::value(&facts.mentions[m])));
        let tied = [0, 1].map(|i| both[i].is_some() && both[i] == told[i]);
        for (i, (what, of)) in
            [("满分", (|i: &Item| i.mark) as fn(&Item) -> _), ("得分", |i| i.score)].into_iter().enumerate()
        {
            // The marks say that these are all.
            let sure = tied[1 - i] && g.bounded;
            let claim = of_group(facts, g, what, of);
            let Some(claim) = claim else { continue };
            let same = known
                .get(&figure(&claim.result))
                .and_then(|all| all.iter().copied().find(|&at| is_same(&out.claims[at], &claim)));
            match same {
                Some(at) if sure => out.claims[at] = claim.formal(),
                Some(_) => {}
                None if sure => out.claims.push(claim.formal()),
                None => out.claims.push(claim.stance(Stance::Reading)),
            }
        }
    }
}

/// Totals of all groups, and of as many items as they say. Claims of SCO003.
pub(super) fn totals(facts: &Facts) -> Vec<Claim> {
    let items = headed(facts, read(facts));
    let (_, top) = divide(facts, &items);
    of_hundred(facts, &top).into_iter().chain(counted(facts, &items)).collect()
}

/// The figure that fills a role first.
fn figure(r: &Role) -> Option<u32> {
    r.candidates.first().and_then(|t| t.figure)
}

/// The same sum of the same figures.
fn is_same(a: &Claim, b: &Claim) -> bool {
    let figures = |c: &Claim| c.operands.iter().map(figure).collect::<Vec<_>>();
    figure(&a.result) == figure(&b.result) && figures(a) == figures(b)
}

fn sum(facts: &Facts, items: &[Item], of: fn(&Item) -> Option<MentionId>) -> Option<Rat> {
    items.iter().try_fold(Rat::ZERO, |sum, i| num::add(sum, kit::value(&facts.mentions[of(i)?])?))
}

/// Every mark of the text with the score that follows it.
fn read(facts: &Facts) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    // The marks without a score yet, from this one on, and the next of them in a row of scores.
    let mut row: Option<usize> = None;
    for (id, m) in facts.mentions.iter().enumerate().filter(|(_, m)| m.kind == Kind::Score) {
        if m.cell.is_some() || !kit::exact(m) || is_aside(facts, id) {
            continue;
        }
        if is_subtotal(m) {
            // （二）产出（50分）。…。小计48.7分: what its paragraph opens with.
            let here = |i: &&Item| facts.mentions[i.at].para == m.para;
            let n = items.iter().rev().take(MANY).take_while(here).count();
            let first = items.len() - n;
            // Or the heading above the paragraph.
            let titled = |k: &usize| {
                let h = &facts.mentions[items[*k].at];
                is_title(facts, h) && h.section == m.section && h.para < m.para
            };
            let open = |k: &usize| items.get(*k).is_some_and(|i| i.score.is_none());
            let whole = Some(first).filter(open).or_else(|| first.checked_sub(1).filter(titled).filter(open));
            if let Some(k) = whole {
                items[k].score = Some(id);
            }
            continue;
        }
        if !is_got(m) && row.is_none_or(|_| m.sep != Sep::Item) {
            row = None;
            items.push(Item { mark: Some(id), score: None, at: id });
            continue;
        }
        let open = items.iter().rev().take(MANY).take_while(|i| i.score.is_none()).count();
        let ordered = ["分别", "依次"].iter().any(|w| kit::last(&m.gap, 12).contains(w));
        let next = match row {
            Some(next) if m.sep == Sep::Item => Some(next),
            _ if ordered && open >= 2 => Some(items.len() - open),
            _ if open >= 1 => Some(items.len() - 1),
            _ => None,
        };
        let fits = |k: &usize| items.get(*k).is_some_and(|i| i.score.is_none() && is_near(facts, i.at, id));
        match next.filter(fits) {
            Some(k) => items[k].score = Some(id),
            None => items.push(Item { mark: None, score: Some(id), at: id }),
        }
        row = next.filter(|_| ordered || row.is_some()).map(|k| k + 1);
    }
    in_full(facts, &mut items);
    items
}

/// The score stands in the section that the mark opens, or in its paragraph.
fn is_near(facts: &Facts, mark: MentionId, score: MentionId) -> bool {
    let (a, b) = (&facts.mentions[mark], &facts.mentions[score]);
    a.para == b.para || a.section == b.section && is_title(facts, a)
}

/// It stands in the heading of its section.
fn is_title(facts: &Facts, m: &Mention) -> bool {
    let heading = m.section.and_then(|s| facts.headings.get(s as usize));
    heading.is_some_and(|h| h.heading.para == m.para)
}

/// Points taken off, rules of scoring, grades and totals.
fn is_aside(facts: &Facts, id: MentionId) -> bool {
    const ASIDE: &[&str] =
        &["扣", "失", "加分", "每", "减分", "折算", "平均", "上年", "相差", "差距", "提高", "下降", "最高"];
    let m = &facts.mentions[id];
    let words = kit::last(&m.before, 8);
    let whole = facts.scoring.totals.contains(&id) || m.term.printed == "100";
    whole || ASIDE.iter().any(|w| words.contains(w)) || m.after.starts_with("以上")
}

fn is_subtotal(m: &Mention) -> bool {
    let words = m.before.trim_end().trim_end_matches(['为', '：', ':', '得', '分']);
    ["小计", "合计", "共计"].iter().any(|w| words.ends_with(w))
}

fn is_got(m: &Mention) -> bool {
    const GOT: &[&str] = &["得", "得分", "计", "计分", "实得", "评分", "自评", "自评得分", "得分为"];
    let words = m.before.trim_end().trim_end_matches(['为', '：', ':']);
    let words = words.trim_end_matches("分别").trim_end_matches("依次");
    GOT.iter().any(|w| words.ends_with(w)) && !words.ends_with("应得") && !words.ends_with("应得分")
}

/// 巩固率10分、校舍维修8分、校园安全6分均为满分: the marks themselves are the scores.
fn in_full(facts: &Facts, items: &mut [Item]) {
    for k in 0..items.len() {
        let Some(mark) = items[k].mark.filter(|_| items[k].score.is_none()) else { continue };
        let words = kit::behind(facts, mark);
        let full =
            ["均为满分", "均得满分", "都得满分", "得满分", "全部得满分"].iter().any(|w| words.contains(w));
        if full {
            let all = words.contains(['均', '都', '全']);
            let open =
                items[..=k].iter().rev().take(MANY).take_while(|i| i.score.is_none() && all).count().max(1);
            items[k + 1 - open..=k].iter_mut().for_each(|i| i.score = i.mark);
        }
    }
}

/// 1、部门管理。预算执行率6分，得5.88分；…: a paragraph that opens with the name of a group, whose mark and score stand elsewhere.
fn headed(facts: &Facts, items: Vec<Item>) -> Vec<Item> {
    let mut known: BTreeMap<&str, Item> = BTreeMap::new();
    // Names that a paragraph may open with.
    const NAMES: usize = 400;
    let listed = facts.scoring.indicators.iter().filter(|i| ![PROSE, INLINE].contains(&i.list));
    for i in listed.take(NAMES) {
        let name = i.name.trim_end_matches("指标").trim();
        let item = i.full.map(|full| Item { mark: Some(full), score: i.score, at: full });
        let Some(item) = item.filter(|_| name.chars().count() >= NAMED) else { continue };
        // A list that is declared has no scores: those are in a table.
        let known = known.entry(name).or_insert_with(|| item.clone());
        known.score = known.score.or(item.score);
        if i.list == DECLARED {
            known.mark = item.mark;
        }
    }
    let mut all: Vec<Item> = Vec::new();
    for item in items {
        let m = &facts.mentions[item.at];
        let opens = all.last().is_none_or(|i| facts.mentions[i.at].para != m.para);
        let name = opening(&m.gap);
        let group = if opens { called(&known, name) } else { None };
        let apart = |i: MentionId| facts.mentions[i].para != m.para;
        let own = |g: &&Item| opens && g.mark != item.mark && g.mark.is_some_and(apart);
        let whole = item.mark.is_none().then(|| group.filter(|_| opens)).flatten();
        match (whole, group.filter(own)) {
            // 1.投入得19分，其中…: its mark stands elsewhere.
            (Some(w), _) => all.push(Item { mark: w.mark, ..item }),
            (None, Some(g)) => all.extend([Item { at: item.at, ..g.clone() }, item]),
            _ => all.push(item),
        }
    }
    all
}

/// The group that a paragraph opens with: by its name, or by its last words (满意度 of 服务对象满意度).
fn called<'k>(known: &'k BTreeMap<&str, Item>, words: &str) -> Option<&'k Item> {
    const SHORT: usize = 3;
    let named = known.iter().filter(|(n, _)| words.strip_prefix(**n).is_some_and(is_named));
    let whole = named.max_by_key(|(n, _)| n.len()).map(|k| k.1);
    let head = words.split(['。', '：', '，', '；', '（']).next().unwrap_or_default();
    let long = head.chars().count() >= SHORT && words.strip_prefix(head).is_some_and(is_named);
    let mut ends = known.iter().filter(|(n, _)| long && n.ends_with(head));
    let one = ends.next().filter(|_| ends.next().is_none()).map(|k| k.1);
    whole.or(one)
}

/// The words of a paragraph without its number.
fn opening(gap: &str) -> &str {
    const NUMBER: &str = "一二三四五六七八九十（）()、.．是 　\n\t0123456789第";
    gap.trim_start_matches(|c| NUMBER.contains(c))
}

/// The name ends there, and another one follows.
fn is_named(rest: &str) -> bool {
    const MARKS: &[char] = &['。', '：', '，', '；', ' ', '（', '('];
    let got = rest.trim_start_matches("指标").trim_matches(MARKS);
    if got.chars().count() < 2 && !got.starts_with('得') {
        return false;
    }
    rest.is_empty()
        || rest.starts_with(['。', '：', '，', '；', ' ', '（', '得'])
        || rest.starts_with("指标")
        || rest.starts_with("方面")
}

/// Groups, innermost last ones first, and the items that are in none.
fn divide(facts: &Facts, items: &[Item]) -> (Vec<Group>, Vec<Item>) {
    // The items of the level at hand, the next one last.
    let (mut level, mut groups): (Vec<Item>, Vec<Group>) = (Vec::new(), Vec::new());
    for item in items.iter().rev() {
        let found = level.last().filter(|c| is_parted(facts, item, c)).and_then(|_| of(facts, item, &level));
        if let Some((n, bounded)) = found {
            let parts: Vec<Item> = level.drain(level.len() - n..).rev().collect();
            groups.push(Group { whole: item.clone(), parts, bounded });
        }
        level.push(item.clone());
    }
    level.reverse();
    (groups, level)
}

/// Words, a bracket, a heading or its name part the first item of a group from the group itself.
fn is_parted(facts: &Facts, whole: &Item, first: &Item) -> bool {
    let last = whole.score.filter(|s| *s >= whole.at).unwrap_or(whole.at);
    let (a, b) = (&facts.mentions[last], &facts.mentions[first.at]);
    let words = ["其中", "即", "包括", "：", ":"].iter().any(|w| b.gap.contains(w));
    let under = |s| a.para < b.para && is_under(facts, b.section, s);
    let titled = is_title(facts, a) && a.section.is_some_and(under);
    // （三）效益（30分，得28.05分）。经济效益10分，得9.6分；…
    let mark = whole.mark.map_or(0, |m| facts.mentions[m].depth);
    let opened = mark > b.depth && a.para == b.para && a.sentence < b.sentence;
    // 效益指标（30分），得28分: nothing but its own mark stands in the bracket.
    let inside = b.depth > a.depth && first.score.is_some_and(|s| facts.mentions[s].depth > a.depth);
    words || inside || titled || opened || whole.at == first.at
}

/// How many of the next items divide one, and whether the next of them is parted from these.
fn of(facts: &Facts, whole: &Item, level: &[Item]) -> Option<(usize, bool)> {
    let value = |m: Option<MentionId>| m.and_then(|m| kit::value(&facts.mentions[m]));
    let (mark, score) = (value(whole.mark), value(whole.score));
    let (mut marks, mut scores) = (Some(Rat::ZERO), Some(Rat::ZERO));
    let mut near = None;
    for (n, item) in level.iter().rev().take(MANY).enumerate() {
        let add = |sum: Option<Rat>, m| sum.zip(value(m)).and_then(|(a, b)| num::add(a, b));
        (marks, scores) = (add(marks, item.mark), add(scores, item.score));
        let n = n + 1;
        let bounded =
            is_bounded(facts, whole, &level[level.len() - n..], level.get(level.len().wrapping_sub(n + 1)));
        let tied = [mark.is_some() && marks == mark, score.is_some() && scores == score];
        let known = [marks.is_some() && mark.is_some(), scores.is_some() && score.is_some()];
        match tied {
            _ if n < 2 => {}
            [true, true] => return Some((n, bounded)),
            // The one ties and the other is told and does not; or is not told.
            [true, false] if bounded && score.is_none_or(|_| known[1]) => near = near.or(Some((n, bounded))),
            [false, true] if bounded && known[0] => near = near.or(Some((n, bounded))),
            _ => {}
        }
        if marks.is_none() && scores.is_none() {
            break;
        }
    }
    near
}

/// The run ends with its bracket, its paragraph or its section.
fn is_bounded(facts: &Facts, whole: &Item, run: &[Item], next: Option<&Item>) -> bool {
    let Some(next) = next else { return true };
    let m = |i: &Item| &facts.mentions[i.at];
    let (first, last) = (m(&run[run.len() - 1]), m(&run[0]));
    let inside = first.depth > m(whole).depth && run.iter().all(|i| m(i).depth >= first.depth);
    if inside {
        return m(next).depth < first.depth || m(next).para != last.para;
    }
    let one = run.iter().all(|i| m(i).para == first.para);
    if first.para == m(whole).para {
        return one && m(next).para != first.para;
    }
    let under = |i: &Item| m(whole).section.is_some_and(|s| is_under(facts, m(i).section, s));
    run.iter().all(under) && !under(next)
}

fn is_under(facts: &Facts, section: Option<u32>, group: u32) -> bool {
    let mut at = section;
    while let Some(s) = at {
        if s == group {
            return true;
        }
        at = facts.headings.get(s as usize).and_then(|h| h.heading.parent);
    }
    false
}

fn of_group(facts: &Facts, g: &Group, what: &str, of: fn(&Item) -> Option<MentionId>) -> Option<Claim> {
    let total = &facts.mentions[of(&g.whole)?];
    let ids: Vec<MentionId> = g.parts.iter().map(of).collect::<Option<_>>()?;
    let name = |i: &Item| {
        let named = i.mark.or(i.score).and_then(|m| facts.scoring.owner(m)).map(|o| o.name.clone());
        named.filter(|n| !n.is_empty()).unwrap_or_else(|| kit::name(&facts.mentions[i.at]))
    };
    let operands = ids.iter().zip(&g.parts).map(|(&m, i)| kit::role(&name(i), &facts.mentions[m])).collect();
    let names: Vec<String> = g.parts.iter().map(name).collect();
    let title = format!("{}{what}", name(&g.whole));
    let claim =
        Claim::new("IND002", Expr::sum(ids.len()), Relation::Sums, operands, kit::role(&title, total));
    Some(claim.formula(format!("{title} = {}", names.join(" + "))).link(Link::Likely).stance(Stance::Stated))
}

/// The items of the first level around a total, whose marks make a hundred.
fn of_hundred(facts: &Facts, top: &[Item]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for &total in &facts.scoring.totals {
        let at = top.partition_point(|i| i.at < total);
        let value = kit::value(&facts.mentions[total]);
        let ties = |items: &[Item]| {
            let all = items.len() >= 2 && sum(facts, items, |i| i.mark) == Some(Rat::from_integer(100));
            all && value.is_some() && sum(facts, items, |i| i.score) == value
        };
        let before = (2..=MANY.min(at)).map(|n| &top[at - n..at]);
        let behind = (2..=MANY.min(top.len() - at)).map(|n| &top[at..at + n]);
        let found = before.chain(behind).find(|items| ties(items));
        claims
            .extend(found.and_then(|items| total_of(facts, total, items)).map(|c| c.stance(Stance::Reading)));
    }
    claims
}

fn total_of(facts: &Facts, total: MentionId, items: &[Item]) -> Option<Claim> {
    let ids: Vec<MentionId> = items.iter().map(|i| i.score).collect::<Option<_>>()?;
    let name = kit::name(&facts.mentions[total]);
    let operands =
        ids.iter().map(|&m| kit::role(&kit::name(&facts.mentions[m]), &facts.mentions[m])).collect();
    let result = kit::role(&name, &facts.mentions[total]);
    let claim = Claim::new("SCO003", Expr::sum(ids.len()), Relation::Sums, operands, result);
    Some(claim.formula(format!("{name} = 各项得分之和（{}项）", ids.len())).link(Link::Likely))
}

/// 以上五项得分相加为27.30分: the scores of as many items right before it, one a paragraph.
fn counted(facts: &Facts, items: &[Item]) -> Vec<Claim> {
    let one = |total: MentionId| {
        let wanted = number_told(facts, total)?;
        let end = items.partition_point(|i| i.at < total);
        let run = items.get(end.checked_sub(wanted)?..end)?;
        let paras: Vec<u32> = run.iter().map(|i| facts.mentions[i.at].para).collect();
        let last = facts.mentions[total].para;
        let apart = paras.windows(2).all(|w| w[0] < w[1]) && paras.last().is_some_and(|p| *p < last);
        total_of(facts, total, run).filter(|_| apart && wanted >= 2).map(|c| c.stance(Stance::Stated))
    };
    (1..facts.mentions.len()).filter_map(one).collect()
}

/// How many items a total says that it sums: 以上五项得分相加为.
pub(super) fn number_told(facts: &Facts, total: MentionId) -> Option<usize> {
    const SUMMED: &[&str] = &["相加", "合计", "之和", "加总", "累加"];
    let (t, count) = (&facts.mentions[total], &facts.mentions[total.checked_sub(1)?]);
    let gap = t.gap.trim().trim_end_matches(['为', '是', '得', '分', '共']);
    let told = count.kind == Kind::Count && count.sentence == t.sentence && t.sep == Sep::None;
    let all = ["以上", "上述"].iter().any(|w| count.gap.trim_end().ends_with(w)) && !t.gap.contains("满分");
    let summed = t.kind == Kind::Score && SUMMED.iter().any(|w| gap.ends_with(w));
    let n = kit::value(count).filter(|_| told && all && summed)?;
    usize::try_from(n.to_integer()).ok().filter(|n| *n <= MANY)
}
