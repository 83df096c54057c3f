//! A count and the things that are counted out beside it: 8个，即：…; …、…4个小区; 两个易涝点甲和乙.

mod items;

use self::items::{cut, split, titles, top};
use super::{Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::layout::Flow;
use crate::ledger::Value;
use crate::num::Rat;
use crate::span::Span;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListShape {
    /// The list follows a cue: 8个，即：…
    Told,
    /// The list stands right before the count: 甲、乙、丙3个社区.
    Before,
    /// The list follows without a cue: 两个易涝点甲和乙.
    Behind,
}

#[derive(Clone, Debug)]
pub struct Enumeration {
    pub count: MentionId,
    pub shape: ListShape,
    /// Ways to cut the list, best first: with 和 as a separator, or as part of a name.
    pub readings: Vec<Vec<(Span, String)>>,
    /// The list ends in 等.
    pub open: bool,
}

/// Most items that a list may have.
const ITEMS: usize = 80;
const CUES: &[&str] = &["即：", "即:", "分别为", "分别是", "包括", "即", "：", ":", "有", "，为"];
/// What lists before a count count.
const NOUNS: &[&str] = &[
    "小区",
    "村",
    "社区",
    "镇",
    "乡",
    "街道",
    "部门",
    "单位",
    "方面",
    "项目",
    "机构",
    "科室",
    "中心",
    "站所",
    "平台",
    "环节",
    "类",
    "大类",
    "领域",
    "指标",
    "园区",
    "学校",
    "医院",
    "党支部",
    "县",
    "区",
    "市",
    "内设",
    "事业",
    "乡镇",
    "股室",
    "处室",
    "企业",
    "文件",
    "制度",
    "工程",
    "任务",
    "重点工作",
    "办公室",
    "分局",
    "中队",
    "大队",
    "支队",
    "支部",
    "标段",
    "子项",
    "片区",
    "基地",
    "系统",
    "品种",
    "岗位",
    "公司",
    "合作社",
    "道路",
    "桥梁",
    "水库",
    "河道",
    "街巷",
    "景区",
    "公园",
    "广场",
    "栏目",
    "课程",
    "窗口",
    "网格",
    "学院",
    "专业",
    "灌区",
    "泵站",
    "场馆",
    "等级",
    "档次",
    "渠道",
    "模块",
    "部分",
    "维度",
    "工种",
    "职业",
    "学科",
    "班级",
    "板块",
    "主题",
    "场景",
    "路段",
    "站点",
    "库区",
    "流域",
    "奖项",
];

pub(super) fn read(flow: &Flow, mentions: &[Mention]) -> Vec<Enumeration> {
    let mut found = Vec::new();
    for (id, m) in mentions.iter().enumerate() {
        let whole = matches!(m.term.value, Value::Number(q) if q.value.is_integer()) && m.term.places == 0;
        // 一批: none is counted out.
        let one = m.term.printed == "1" || ["批", "封", "段"].contains(&m.base.as_str());
        if m.kind != Kind::Count
            || m.cell.is_some()
            || m.range
            || m.approximate
            || !whole
            || one
            || m.base == "注"
        {
            continue;
        }
        let start = id.checked_sub(1).map(|i| &mentions[i]).filter(|p| p.para == m.para);
        let before = start;
        let start = start.map_or(flow.paras[m.para as usize].range.start, |p| p.at.end);
        let gap = flow.slice(start, m.at.start);
        let next = mentions.get(id + 1).filter(|n| n.para == m.para);
        let reader = Reader { flow, m, id, gap, before, next };
        let list = reader.bracketed().or_else(|| reader.told()).or_else(|| reader.titled());
        found.extend(
            list.or_else(|| reader.overfull()).or_else(|| reader.before()).or_else(|| reader.behind()),
        );
    }
    found
}

struct Reader<'a> {
    flow: &'a Flow,
    m: &'a Mention,
    id: MentionId,
    /// The words before it, as they stand in the flow.
    gap: &'a str,
    before: Option<&'a Mention>,
    next: Option<&'a Mention>,
}

impl Reader<'_> {
    /// The words behind the count to the end of its sentence.
    fn rest(&self) -> (u32, &str) {
        const LONG: u32 = 3000;
        const NEAR: usize = 30;
        let end = self.flow.paras[self.m.para as usize].range.end.min(self.m.at.end + LONG);
        let end = (end..end + 4).find(|&e| self.flow.text.is_char_boundary(e as usize)).unwrap_or(end);
        let text = self.flow.slice(self.m.at.end, end);
        const STOPS: [char; 4] = ['。', '；', ';', '\n'];
        let stop = |from: usize| text[from..].find(STOPS).map_or(text.len(), |at| from + at);
        let first = stop(0);
        // 共设6项。分别是：…: a sentence of its own lists them.
        let behind = text[first..].strip_prefix('。').unwrap_or_default();
        let listed = ["分别是", "分别为", "具体是"].iter().any(|w| behind.starts_with(w));
        let end = if listed && first <= NEAR { stop(first + '。'.len_utf8()) } else { first };
        (self.m.at.end, &text[..end])
    }

    fn told(&self) -> Option<Enumeration> {
        let (base, rest) = self.rest();
        let (at, cue) = first_cue(rest)?;
        let lead = rest[..at].trim_end_matches('。');
        // 10个职能组、室、局：…: one thing by several names.
        let by_names =
            lead.split('、').skip(1).all(|w| w.trim_end_matches(['，', '：']).chars().count() <= 2);
        let short = lead.chars().count() <= 14 && !lead.contains('。') && by_names;
        let clean = lead.trim_matches(['，', ',', ' ']);
        // 6个办公室和纪检监察机构，分别为…: the list names more than what is counted; so it may with 8个机构及4个站所.
        // 股室11个，下属单位4家，分别是…: the list is of the nearest.
        let nearer = self.next.is_some_and(|n| n.at.start < base + at as u32);
        let more = clean.contains(['和', '及', '与'])
            || cue != "，为"
                && self.is_second()
                && !self.is_after_more(rest[at + cue.len()..].matches('、').count() + 1)
            || self.goes_on(base, rest)
            || nearer;
        if !short
            || more
            || rest.contains('…')
            || lead.contains("其中")
            || clean.contains(['，', ','])
            || (cue == "有" && !lead.ends_with(['，', ',']))
            || (cue == "，为" && (!lead.is_empty() || rest.matches('、').count() < 2))
        {
            return None;
        }
        // 学校24所（不包括民办学校、教学点）: what is counted, not a list of it.
        let scope = cue == "包括" && lead.trim_start().trim_end_matches('不').ends_with(['（', '(']);
        if scope {
            return None;
        }
        // 有力带动; 十个亮点：一是…；二是…: its items are sentences.
        let verb =
            cue == "有" && rest[at + cue.len()..].starts_with(['力', '效', '序', '关', '望', '利', '助']);
        let counted_off = ["一是", "（一）", "一、", "1.", "1．", "1、", "①"];
        let body = rest[at + cue.len()..].trim_start_matches(['：', ':', ' ']);
        if verb || counted_off.iter().any(|w| body.starts_with(w)) {
            return None;
        }
        // 包括局机关及8家所属单位: one of the things is itself a number of them.
        let from = at + cue.len();
        if shape_counts(rest, from, self.next, base, self.m) {
            return None;
        }
        let body = rest[from..].trim_start_matches(['：', ':', ' ']);
        // 三个方面：甲不细，缺少乙；丙晚，未成丁；…: the items stand apart by ；.
        let end = self.flow.paras[self.m.para as usize].range.end;
        let grouped = self.flow.slice(base + rest.len() as u32, end).starts_with(['；', ';']);
        if grouped && body.contains(['，', ',']) && !body.contains('、') {
            return None;
        }
        // 3个部门：甲局、乙局，以及丙会: the list goes on behind the comma.
        const ON: &[&str] = &["以及", "和", "及", "另有", "还有", "并", "与", "外加", "再加"];
        let on = body
            .match_indices(['，', ','])
            .any(|(i, c)| ON.iter().any(|w| body[i + c.len()..].trim_start().starts_with(w)));
        // 5个社区：上半年建成甲社区、乙社区，下半年建成丙社区: items of the same kind behind the comma, too.
        let noun = self.noun();
        let kind = ending(&noun);
        let later = body.split_once(['，', ',']).filter(|(first, _)| first.contains('、'));
        let again = kind
            .is_some_and(|k| later.is_some_and(|(_, rest)| rest.contains(k) && rest.contains(['、', '和'])));
        if on || again {
            return None;
        }
        let body_at = base + (rest.len() - body.len()) as u32;
        self.list(ListShape::Told, body_at, body)
    }

    /// 5个乡镇（甲镇、乙镇、丙乡…）: names of places or offices and nothing else in the bracket behind.
    fn bracketed(&self) -> Option<Enumeration> {
        const LEAD: usize = 5;
        let (base, rest) = self.rest();
        let (lead, behind) = rest.split_once(['（', '('])?;
        let body = &behind[..behind.find(['）', ')'])?];
        let named = lead.chars().count() <= LEAD && lead.ends_with(|c| PLACES.contains(c));
        let items: Vec<&str> = body.split('、').collect();
        let place = |i: &&str| (2..=NAME).contains(&i.chars().count()) && i.ends_with(|c| PLACES.contains(c));
        let aside = ["含", "其中", "包括", "除", "和"].iter().any(|w| body.contains(w));
        // 企业5家（柑橘分选厂、榨菜加工厂、粉条厂、竹制品厂）: names that end alike right behind the count.
        let end = |i: &str| i.chars().next_back().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        let name = |i: &&str| {
            (2..=NAME).contains(&i.chars().count())
                && !i.contains(|c: char| c.is_ascii_digit() || "，（“".contains(c))
        };
        let ends = items.len() >= 3 && items.iter().all(|i| end(i).is_some() && end(i) == end(items[0]));
        let alike = lead.is_empty() && ends && items.iter().all(name) && !body.contains('等');
        let all = (named && items.len() >= 2 && items.iter().all(place) || alike) && !aside;
        let at = base + (rest.len() - behind.len()) as u32;
        all.then(|| self.list(ListShape::Told, at, body))?
    }

    /// 《甲办法》《乙办法》《丙规定》3项制度: titles right before the count.
    fn titled(&self) -> Option<Enumeration> {
        const KINDS: &[&str] = &["制度", "办法", "文件", "规定", "规程", "方案", "细则", "政策"];
        let near: String = self.m.after.chars().take(8).collect();
        let head = self.gap.trim_end_matches(['共', '这', '计', ' ']);
        if !KINDS.iter().any(|k| near.contains(k)) || !head.ends_with('》') {
            return None;
        }
        let mut rest = head;
        let mut titles = Vec::new();
        while let Some(open) = rest.strip_suffix('》').and_then(|t| t.rfind('《')) {
            titles.push(open..rest.len());
            rest = rest[..open].trim_end_matches(['、', '和', '及', '，']);
        }
        titles.reverse();
        let at = self.m.at.start - self.gap.len() as u32;
        let item = |r: &Range<usize>| {
            let span = self.flow.span(&(at + r.start as u32..at + r.end as u32));
            (span, head[r.clone()].to_owned())
        };
        let readings = vec![titles.iter().map(item).collect()];
        let many = (2..=ITEMS).contains(&titles.len());
        many.then_some(Enumeration { count: self.id, shape: ListShape::Told, readings, open: false })
    }

    /// 上湾村、下湾村、金沟村等2个村: more names than are counted.
    fn overfull(&self) -> Option<Enumeration> {
        let clause = self.clause_before();
        let head = clause.trim_end().strip_suffix('等')?;
        let noun: String = self.m.after.chars().take_while(|c| !"，。；、（".contains(*c)).collect();
        let last = noun.chars().next_back().filter(|c| PLACES.contains(*c) && noun.chars().count() <= 3)?;
        let items: Vec<&str> = head.split('、').collect();
        let named =
            items.iter().all(|i| i.ends_with(last)) && items[1..].iter().all(|i| i.chars().count() <= NAME);
        let more =
            matches!(self.m.term.value, Value::Number(q) if q.value < Rat::from_integer(items.len() as i128));
        let at = self.m.at.start - clause.len() as u32;
        (named && more && items.len() >= 2).then(|| self.list(ListShape::Told, at, head))?
    }

    /// What is counted, as it is called behind the number.
    fn noun(&self) -> String {
        self.m.after.chars().take_while(|c| !"，。；、（：: ".contains(*c)).collect()
    }

    /// 6个村：柳沟村3.2公里、北岭村1.9公里: each is called a place such as are counted, whatever it has.
    fn is_place(&self, item: &str) -> bool {
        let counted = self.noun();
        let name = item.split(|c: char| c.is_ascii_digit() || c == '（').next().unwrap_or_default();
        let last = name.chars().next_back().filter(|c| PLACES.contains(*c));
        name.chars().count() > 1 && counted.chars().count() <= 3 && last.is_some_and(|c| counted.contains(c))
    }

    /// Another count stands before it in its sentence, and the list may be of both.
    fn is_second(&self) -> bool {
        // 内设机构3个；直属单位4个，即…: each group of clauses has a list of its own.
        let here = |p: &Mention| p.sentence == self.m.sentence && self.m.sep < Sep::Group;
        self.before.is_some_and(|p| here(p) && p.kind == Kind::Count && p.base == self.m.base)
    }

    /// 内设机构14个，下属单位5个，分别是甲、乙、丙、丁: too few for the first of the two counts, and about as many as the second.
    fn is_after_more(&self, items: usize) -> bool {
        const LEAST: i128 = 3;
        let items = items as i128;
        let value = |m: &Mention| m.term.quantity().map_or(0, |q| q.value.to_integer());
        let first = self.before.map_or(0, value);
        items >= LEAST && first > items + 2 && (value(self.m) - items).abs() <= 2
    }

    /// 内设机构15个，包括…。另有4个: some of the things counted stand in the next sentence.
    fn goes_on(&self, base: u32, rest: &str) -> bool {
        let end = self.flow.paras[self.m.para as usize].range.end;
        let next = self.flow.slice(base + rest.len() as u32, end).trim_start_matches(['。', '；', ';', ' ']);
        next.starts_with('另')
    }

    /// Items joined by 、 up to the very count.
    fn before(&self) -> Option<Enumeration> {
        let near: String = self.m.after.chars().take(6).collect();
        if self.gap.trim_end().ends_with('等') {
            return None;
        }
        let head = self.clause_before();
        // 先后在甲、乙、丙设置隔离点3个: the last name ends at the verb.
        if let Some(found) = self.placed(head) {
            return Some(found);
        }
        let noun = NOUNS.iter().any(|n| near.contains(n));
        if !noun || !head.contains('、') || head.ends_with('、') || self.is_quoted() || is_deed(head) {
            return None;
        }
        let at = self.m.at.start - head.len() as u32;
        let mut list = self.list(ListShape::Before, at, head)?;
        // 购置设备、改造病区、建设胸痛和卒中两个中心: the last item may be all that is counted.
        let last = head.rfind('、').map_or(0, |i| i + '、'.len_utf8());
        let own = cut(&head[last..], &['和', '与', '及'], false);
        if own.len() > 1 {
            let item = |r: &Range<usize>| {
                let (from, to) = (last + r.start, last + r.end);
                (self.flow.span(&(at + from as u32..at + to as u32)), head[from..to].to_owned())
            };
            list.readings.push(own.iter().map(item).collect());
        }
        Some(list)
    }

    /// “五个一工程”, “六个现代化灌区”: part of a name.
    fn is_quoted(&self) -> bool {
        let open = self.gap.rfind('“').is_some_and(|i| !self.gap[i..].contains('”'));
        open && self.flow.slice(self.m.at.end, self.flow.paras[self.m.para as usize].range.end).contains('”')
    }

    /// 在甲、乙、丙设置隔离点3个.
    fn placed(&self, head: &str) -> Option<Enumeration> {
        const VERBS: &[&str] = &["设置", "设立", "建成", "建立", "打造", "新建", "布设", "建设"];
        let lead = head.find('在').map(|i| i + '在'.len_utf8())?;
        let list = &head[lead..];
        let last = list.rfind('、')?;
        let verb = VERBS.iter().filter_map(|v| list[last..].find(v)).min()? + last;
        if list[..verb].contains('等') {
            return None;
        }
        let short = list[..verb].split('、').all(|i| (2..=10).contains(&i.chars().count()));
        let at = self.m.at.start - (head.len() - lead) as u32;
        short.then(|| self.list(ListShape::Before, at, &list[..verb]))?
    }

    /// The words before the count from the last comma, brackets skipped.
    fn clause_before(&self) -> &str {
        let gap = self.gap.trim_end_matches(['等', '共', '这']);
        let gap_at = self.gap.get(..gap.len()).unwrap_or("");
        let mut depth = 0;
        for (i, c) in gap_at.char_indices().rev() {
            match c {
                '）' | ')' | '”' | '》' => depth += 1,
                '（' | '(' | '“' | '《' => depth -= 1,
                '，' | '。' | '；' | '：' | ',' | ':' | ';' if depth <= 0 => {
                    return &self.gap[i + c.len_utf8()..];
                }
                _ => {}
            }
        }
        self.gap
    }

    fn behind(&self) -> Option<Enumeration> {
        let (base, rest) = self.rest();
        let end = rest.find(['，', ',', '：']).unwrap_or(rest.len());
        let body = &rest[..end];
        (body.contains(['、', '和', '与']) && self.next.is_none_or(|n| n.at.start >= base + end as u32))
            .then(|| self.list(ListShape::Behind, base, body))?
    }

    /// The text breaks off here, without a full stop.
    fn is_cut(&self, end: u32) -> bool {
        let text = self.flow.text.trim_end();
        end as usize >= text.len() && !text.ends_with(['。', '；', '）', '.', ';', ')'])
    }

    fn list(&self, shape: ListShape, at: u32, body: &str) -> Option<Enumeration> {
        let strict = split(body, false);
        let loose = split(body, true);
        let open = shape != ListShape::Before && (ends_open(body) || self.is_cut(at + body.len() as u32));
        let item = |r: &Range<usize>| {
            let span = self.flow.span(&(at + r.start as u32..at + r.end as u32));
            (span, body[r.clone()].to_owned())
        };
        let mut readings: Vec<Vec<_>> = vec![loose.iter().map(item).collect()];
        // 《甲办法》《乙办法》: no mark parts them.
        let titles = titles(body);
        if titles.len() >= 2 {
            readings.insert(0, titles.iter().map(item).collect());
        }
        if strict.len() != loose.len() {
            readings.push(strict.iter().map(item).collect());
        }
        // 甲室，乙科、丙科: a slip of the mark, not of the count.
        let mixed = strict.first().is_some_and(|f| top(&body[f.clone()], '，') || top(&body[f.clone()], ','));
        if mixed && top(body, '、') {
            for joined in [true, false] {
                readings.push(cut(body, &['、', '，', ','], joined).iter().map(item).collect());
            }
        }
        // 甲办公室、乙办公室，丙办公室。: the last one behind a comma, called like the others.
        if let (Some(first), Some(last)) = (strict.first(), strict.last()) {
            let rest = body[last.end..].trim_start_matches(['，', ',']);
            let noun: String = body[first.clone()].chars().rev().take(2).collect();
            let office = rest.chars().count() <= OFFICE && rest.ends_with(|c| OFFICES.contains(c));
            let alike = office || rest.chars().rev().take(2).eq(noun.chars());
            if alike && !rest.contains(['，', ',', '。', '；']) && last.end < body.len() {
                let more = body.len() - rest.len()..body.len();
                readings.push(strict.iter().chain([&more]).map(item).collect());
            }
        }
        // Items with numbers of their own are parts of a sum, not names.
        // 土壤污染防治（80.10%）和宣传教育（87.80%）: with the rate of each.
        let name = |s: &str| s.split(['（', '(']).next().unwrap_or_default().to_owned();
        let rated = |s: &str| ["%）", "％）", "%)"].iter().any(|w| s.trim_end().ends_with(w));
        let numbered = |i: &(Span, String)| {
            let own = if rated(&i.1) { name(&i.1) } else { i.1.clone() };
            own.chars().any(|c| c.is_ascii_digit())
        };
        let some = readings[0].iter().filter(|i| numbered(i)).count() * 2 >= readings[0].len();
        if some && !readings[0].iter().all(|i| self.is_place(&i.1)) {
            return None;
        }
        let many = readings[0].len() >= 2 && readings[0].len() <= ITEMS;
        many.then_some(Enumeration { count: self.id, shape, readings, open })
    }
}

/// What names of places and of offices end in, and the longest of them.
const PLACES: &str = "镇乡村区道县市校院所站局办科室部";
const NAME: usize = 10;
/// What names of offices and places end in, and how long one behind a comma may be.
const OFFICES: &str = "办科室股所站队局处部院校园会村镇乡";
const OFFICE: usize = 6;

/// 按照质量、进度、成本提出5项指标: a verb stands between the last name and the count.
fn is_deed(head: &str) -> bool {
    const VERBS: &[&str] = &[
        "提出", "形成", "推动", "落地", "实施", "引育", "培育", "荣获", "获得", "获", "建设", "建成", "完成",
        "开展", "新增", "打造", "建立", "制定", "出台", "运营", "投入", "安排", "涉及", "产生", "确定",
        "明确", "组织", "召开",
    ];
    let last = head.rsplit('、').next().unwrap_or(head).trim_end_matches(['共', '等', '这']);
    VERBS.iter().any(|v| last.ends_with(v))
}

/// 社区 of 社区, 村 of 行政村: what the names of such things end in.
fn ending(noun: &str) -> Option<&str> {
    let (at, last) = noun.char_indices().next_back()?;
    let two = noun.char_indices().rev().nth(1).map_or(at, |c| c.0);
    Some(&noun[if PLACES.contains(last) && last != '区' { at } else { two }..])
}

/// The first cue behind a count, the longest at that place.
fn first_cue(rest: &str) -> Option<(usize, &'static str)> {
    let hits = CUES.iter().filter_map(|c| rest.find(c).map(|i| (i, *c)));
    hits.min_by_key(|(i, c)| (*i, usize::MAX - c.len()))
}

/// Another count of the same things stands inside the list.
fn shape_counts(rest: &str, from: usize, next: Option<&Mention>, base: u32, m: &Mention) -> bool {
    let end = base + rest.len() as u32;
    next.is_some_and(|n| n.base == m.base && n.at.start >= base + from as u32 && n.at.start < end)
}

fn ends_open(body: &str) -> bool {
    let t = body.trim_end_matches(['。', '，', ' ']);
    t.ends_with('等') || t.contains("等，") || t.ends_with("等等")
}
