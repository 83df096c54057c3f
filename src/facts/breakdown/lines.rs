//! Parts that stand a paragraph each under their total: （1）…, 2.…, ——….

use super::{Breakdown, Cue, MentionId, Reader};
use crate::facts::{Mention, label};

/// Characters of a line that says one figure.
const LINE: usize = 30;

impl Reader<'_> {
    /// The lists of the report whose items are paragraphs.
    pub(super) fn lines(&self) -> Vec<Breakdown> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.mentions.len() {
            let para = self.mentions[at].para;
            let next = at + self.mentions[at..].iter().take_while(|m| m.para == para).count();
            let list = self.below(at, next).or_else(|| self.funds(at, next));
            found.extend(list.or_else(|| self.column(at, next)));
            at = next;
        }
        found
    }

    /// A paragraph with a total, and the items under it.
    fn below(&self, from: MentionId, to: MentionId) -> Option<Breakdown> {
        let para = self.mentions[from].para;
        let text = self.flow.para_text(para as usize).trim_end();
        const OPENS: &[&str] = &["其中", "包括", "如下", "分别是", "分别为", "划分"];
        let text = text.strip_suffix(['：', ':']).unwrap_or("");
        let opens = OPENS.iter().any(|w| text.ends_with(w));
        let mut items = self.heads_below(to, para);
        if opens && items.is_empty() {
            items = self.short_below(to, para);
        }
        let &first = items.first().filter(|_| items.len() >= 2)?;
        let like = |i: &MentionId| self.like(*i, first) && self.is_level(*i) && !self.inside.contains_key(i);
        let mut totals: Vec<MentionId> = (from..to).filter(like).collect();
        totals.retain(|&t| self.mentions[t].term.value_at_least(&self.mentions[first].term));
        // Parts of spending make a total of spending.
        let kin = |t: &MentionId| {
            ["支出", "收入", "资金"]
                .iter()
                .any(|w| self.mentions[*t].label.contains(w) && self.mentions[first].label.contains(w))
        };
        totals.sort_by_key(|t| !kin(t));
        totals.truncate(super::TOTALS + 1);
        let lists: Vec<_> = totals.into_iter().map(|t| (t, items.clone())).collect();
        if lists.is_empty() || !(opens || self.partition(&items).is_some()) {
            return None;
        }
        self.breakdown(if opens { Cue::Among } else { Cue::Mark }, &lists, false)
    }

    /// 发放资金2897.12万元，分项如下： / 1.城市低保。…支出486.72万元。 / 2.农村低保。…支出1428.84万元。: one figure of each item, called
    /// alike.
    fn column(&self, from: MentionId, to: MentionId) -> Option<Breakdown> {
        let para = self.mentions[from].para;
        if !self.flow.para_text(para as usize).trim_end().ends_with(['：', ':']) {
            return None;
        }
        let items = self.paragraphs_below(to, para);
        let (start, end) = *items.first().filter(|_| items.len() >= 3)?;
        let called = |&i: &MentionId| label::ending(&self.mentions[i].label).is_some() && self.is_level(i);
        let column = |first: MentionId| -> Option<Vec<MentionId>> {
            let alike = |i: &MentionId| {
                let name = label::ending(&self.mentions[first].label);
                self.like(*i, first) && self.is_level(*i) && label::ending(&self.mentions[*i].label) == name
            };
            let one = |&(a, b): &(MentionId, MentionId)| {
                let mut found = (a..b).filter(alike);
                found.next().filter(|_| found.next().is_none())
            };
            items.iter().map(one).collect()
        };
        let of = |first: MentionId| -> Option<Vec<(MentionId, Vec<MentionId>)>> {
            let parts = column(first)?;
            let like = |t: &MentionId| {
                let large = self.mentions[*t].term.value_at_least(&self.mentions[first].term);
                self.like(*t, first) && self.is_level(*t) && large
            };
            let totals: Vec<_> = (from..to).rev().filter(like).take(super::TOTALS).collect();
            (!totals.is_empty()).then(|| totals.into_iter().map(|t| (t, parts.clone())).collect())
        };
        let lists = (start..end).filter(called).find_map(of)?;
        self.breakdown(Cue::Mark, &lists, false)
    }

    /// The figures of each numbered paragraph below one, as long as they are numbered in one way.
    fn paragraphs_below(&self, from: MentionId, para: u32) -> Vec<(MentionId, MentionId)> {
        let mut items: Vec<(MentionId, MentionId)> = Vec::new();
        let (mut at, mut own) = (from, None);
        while let Some(m) = self.mentions.get(at) {
            let text = self.flow.para_text(m.para as usize);
            let next = m.para == para + 1 + items.len() as u32 && m.cell.is_none() && is_item(text);
            if !next || own.is_some() && mark(text) != own || items.len() >= super::PARTS {
                break;
            }
            own = own.or(mark(text));
            let end = at + self.mentions[at..].iter().take_while(|n| n.para == m.para).count();
            items.push((at, end));
            at = end;
        }
        items
    }

    /// 资金总额：763万元 / 其中：中央补助502万元 / 市级资金203万元: short lines of one figure each.
    fn funds(&self, from: MentionId, to: MentionId) -> Option<Breakdown> {
        let line = |id: MentionId| {
            let m = self.mentions.get(id)?;
            let text = self.flow.para_text(m.para as usize).trim();
            let alone = self.mentions.get(id + 1).is_none_or(|n| n.para != m.para);
            let ends = m.rest.trim_end_matches(['。', '；', ';', '，', '、', ' ']).is_empty();
            let plain = m.cell.is_none() && self.is_level(id) && text.chars().count() <= LINE;
            (alone && ends && plain).then_some((m.para, text))
        };
        let (mut para, _) = line(from).filter(|_| to == from + 1)?;
        let mut items = Vec::new();
        while let Some((next, text)) = line(to + items.len()) {
            let opens = !items.is_empty() || text.starts_with("其中");
            if next != para + 1 || !opens || !self.like(to + items.len(), from) || items.len() >= super::PARTS
            {
                break;
            }
            items.push(to + items.len());
            para = next;
        }
        // A second total begins a list of its own.
        let whole =
            |i: &MentionId| ["总", "合计", "全年"].iter().any(|w| self.mentions[*i].label.contains(w));
        items.truncate(items.iter().position(whole).unwrap_or(items.len()));
        if items.len() < 2 {
            return None;
        }
        self.breakdown(Cue::Among, &[(from, items)], false)
    }

    /// 其中： / 行政运行768.42万元； / 环境监测324.56万元。: lines of one figure each, the last of them with a full stop;
    /// 其中： / 人员经费480万元，主要包括：基本工资…。: lines that say what the figure is of.
    fn short_below(&self, from: MentionId, para: u32) -> Vec<MentionId> {
        let mut items: Vec<MentionId> = Vec::new();
        while let Some(m) = self.mentions.get(from + items.len()) {
            let range = self.flow.paras.get(m.para as usize).map(|p| p.range.start);
            let head = range.map_or("", |start| self.flow.slice(start, m.at.end).trim());
            let alone = self.mentions.get(from + items.len() + 1).is_none_or(|n| n.para != m.para);
            let ends = m.rest.trim_end_matches(['。', '；', ';', '，', '、', ' ']).is_empty();
            let told = ["主要", "包括", "用于"].iter().any(|w| m.after.contains(w) || m.rest.contains(w));
            let alike = items.first().is_none_or(|&f| self.like(from + items.len(), f));
            let next = m.para == para + 1 + items.len() as u32 && m.cell.is_none();
            let short = (ends || told) && head.chars().count() <= LINE;
            if !(alone && alike && next && short) || items.len() >= super::PARTS {
                break;
            }
            items.push(from + items.len());
            if ends && m.rest.contains('。') {
                break;
            }
        }
        items
    }

    /// The first figure of each item below a paragraph, as long as they count one unit.
    fn heads_below(&self, from: MentionId, para: u32) -> Vec<MentionId> {
        let mut heads: Vec<MentionId> = Vec::new();
        let outer = mark(self.flow.para_text(para as usize));
        let (mut at, mut para, mut own) = (from, para, None);
        while let Some(m) = self.mentions.get(at) {
            let text = self.flow.para_text(m.para as usize);
            let item = m.para == para + 1 && m.cell.is_none() && is_item(text);
            // （一）…（二）…其中：1.… 2.… （三）…: items of one list are numbered in one way.
            let kind = mark(text).filter(|_| item);
            if kind.is_some() && own.is_some() && kind != own && kind != outer {
                para = m.para;
                at += self.mentions[at..].iter().take_while(|n: &&Mention| n.para == para).count();
                continue;
            }
            if kind.is_some() && (kind == outer || own.is_some() && kind != own) {
                break;
            }
            own = own.or(kind);
            let alike = heads.first().is_none_or(|&h| self.like(at, h));
            if !item || !alike || !self.is_level(at) || heads.len() >= super::PARTS {
                break;
            }
            heads.push(at);
            para = m.para;
            at += self.mentions[at..].iter().take_while(|n: &&Mention| n.para == para).count();
        }
        heads
    }
}

/// （1）, 1., 1、, ①, —— at the start of a paragraph.
pub(super) fn is_item(text: &str) -> bool {
    let t = text.trim_start_matches([' ', '\u{3000}']);
    let open = t.trim_start_matches(['（', '(']);
    let digits = open.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered = digits.len() < open.len() && digits.starts_with(['）', ')', '.', '、', '．']);
    numbered || t.starts_with(['—', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '●', '·', '-'])
}

/// How an item is numbered: （一）, （1）, 一、, 1., ①.
fn mark(text: &str) -> Option<(bool, u8)> {
    if !is_item(text) {
        return None;
    }
    let t = text.trim_start_matches([' ', '\u{3000}']);
    let open = t.strip_prefix(['（', '(']);
    let first = open.unwrap_or(t).chars().next()?;
    let kind = match first {
        '0'..='9' => 0,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => 1,
        '①'..='⑨' => 2,
        _ => return None,
    };
    Some((open.is_some(), kind))
}
