//! Totals that come after their parts: "A a万元，B b万元，共计c万元"; "…，以上五项合计c万元".

use super::lines::is_item;
use super::sentences::says_number;
use super::{Breakdown, Cue, MentionId, PARTS, Reader, Reading};
use crate::facts::{Mention, Sep};

const AFTER: &[&str] = &["共计", "合计", "总计", "总共", "累计", "小计", "总量"];

impl Reader<'_> {
    /// "…，以上五项合计c万元": as many parts as the sentence says.
    pub(super) fn numbered(&self, total: MentionId) -> Option<Breakdown> {
        let t = &self.mentions[total];
        let count = total.checked_sub(1).map(|i| &self.mentions[i])?;
        // 三个子项目共投入440万元, 以上三个项目经费总额80万元.
        let joint = says_together(&t.gap) || t.gap.contains("总额");
        let summed = AFTER.iter().any(|w| t.gap.contains(w)) || joint;
        let told = count.para == t.para && summed && t.gap.chars().count() <= 12;
        // 甲a；乙b；丙c。三项合计d; 追回a，罚款b，两项共c.
        let opens = count.sep >= Sep::Clause && count.before.trim().is_empty() && t.sep == Sep::None;
        let above = opens || ["以上", "上述", "这"].iter().any(|w| count.before.contains(w));
        let n = usize::try_from(count_of(count)?).ok().filter(|n| (2..=PARTS).contains(n))?;
        if !told || !above {
            return None;
        }
        let near = |i: &MentionId| self.mentions[*i].para == t.para;
        let fits = |i: &MentionId| self.like(*i, total) && self.is_item(*i);
        const MORE: usize = 3;
        let mut parts: Vec<_> = (0..total).rev().take_while(near).filter(fits).take(n + MORE).collect();
        let apart = parts.is_empty();
        if apart {
            parts = self.one_each(total, n).unwrap_or_default();
        }
        parts.reverse();
        // 前两项共35万元，三项共44万元: a subtotal is no part.
        let subtotal = |i: &MentionId| {
            let words = self.mentions[*i].gap.rsplit(['，', '。', '；']).next().unwrap_or_default();
            says_together(words) || words.contains("合计")
        };
        if parts.iter().any(subtotal) {
            return None;
        }
        // 安排a、b、c，…三个项目共支付d: what is summed up goes by another verb.
        let verb = |i: &MentionId| {
            let words = t.gap.rsplit('共').next().unwrap_or_default();
            let chars: Vec<char> = words.chars().collect();
            chars.len() < 2
                || chars.windows(2).any(|w| self.mentions[*i].gap.contains(&w.iter().collect::<String>()))
        };
        if joint && !AFTER.iter().any(|w| t.gap.contains(w)) && !parts.iter().all(verb) {
            return None;
        }
        let whole = parts.len() >= n;
        // ①甲a和乙b。②丙c。两项总计d: an item may have several figures.
        let last = |k: usize| Reading { total, parts: parts[parts.len() - k..].to_vec(), plain: k == n };
        whole.then(|| Breakdown {
            cue: Cue::Stated,
            readings: (n..=parts.len()).map(last).collect(),
            partition: None,
            open: false,
            sure: true,
            alike: false,
            more: false,
            whole: apart,
        })
    }

    /// The one figure of its unit in each of the `n` paragraphs before a total that opens its own, last first.
    fn one_each(&self, total: MentionId, n: usize) -> Option<Vec<MentionId>> {
        let mut found = Vec::new();
        let mut para = self.mentions[total].para;
        for _ in 0..n {
            para = para.checked_sub(1)?;
            let (from, to) = (self.first_in_para(para), self.first_in_para(para + 1));
            let own: Vec<MentionId> =
                (from..to).filter(|&i| self.like(i, total) && self.is_item(i)).take(2).collect();
            // 1.日常养护595.65万元。…支出151.68万元: a numbered item is called by the figure in its first clause.
            let heads = |i: MentionId| i == from && !self.mentions[i].gap.contains(['，', '。', '；']);
            let item = is_item(self.flow.para_text(para as usize));
            match own[..] {
                [one] => found.push(one),
                [first, _] if item && heads(first) => found.push(first),
                _ => return None,
            }
        }
        (found.len() == n).then_some(found)
    }

    /// The first figure that stands in a paragraph or behind it.
    fn first_in_para(&self, para: u32) -> MentionId {
        self.mentions.partition_point(|m| m.para < para)
    }

    /// "A a万元，B b万元，共计c万元"; "A a万元。加上B b万元，合计c万元".
    pub(super) fn after(&self, total: MentionId) -> Option<Breakdown> {
        let t = &self.mentions[total];
        let made_up = self.is_made_up(total) || self.is_counted_out(total);
        if !(closes(t) || ["，共", "、共"].iter().any(|w| t.gap.contains(w)) || is_reckoned(t) || made_up)
            || t.sep >= Sep::Sentence && !self.sums_up(total)
            || !self.is_level(total)
        {
            return None;
        }
        let list = self.addends(total);
        // 年度计划投资a，项目总投资b，累计完成投资c: what was planned makes no sum of what was done.
        let planned =
            |i: &MentionId| ["计划", "总投资", "概算"].iter().any(|w| self.mentions[*i].label.contains(w));
        if t.before.contains("累计") && list.iter().any(planned) {
            return None;
        }
        let added = list.iter().any(|&i| is_added(&self.mentions[i]));
        // "收入总计a，其中…；支出总计b": the second total is none of the first's.
        let told = ["收入总计", "支出总计", "收支总计"].iter().any(|w| t.before.contains(w));
        if told && !added {
            return None;
        }
        let heads = if added { self.heads(total, &list) } else { Vec::new() };
        let mut readings = self.closing_readings(total, &list, &heads);
        // 高血压患者a、糖尿病患者b，两病合计c: as many as the total says, the last ones.
        let counted = told_number(&t.before).filter(|n| *n < list.len());
        // 学前a人次；寄宿生b人次、非寄宿生c人次，计d人次: those behind the last semicolon.
        let group = list.iter().rposition(|&i| self.mentions[i].sep >= Sep::Group).map(|at| list.len() - at);
        let counted = counted.or(group.filter(|n| is_reckoned(t) && (2..list.len()).contains(n)));
        let last = counted.map(|n| list[list.len() - n..].to_vec());
        if let Some(at) = readings.iter().position(|r| Some(&r.parts) == last.as_ref()) {
            readings[..=at].rotate_right(1);
            readings.iter_mut().enumerate().for_each(|(n, r)| r.plain = n == 0);
        }
        let less = list.iter().any(|&i| is_less(&self.mentions[i]));
        let nested = list.iter().any(|i| self.inside.contains_key(i));
        // 分别为a、b、c，共d.
        let told = list.first().is_some_and(|&i| self.mentions[i].gap.contains("分别"))
            && t.before.trim_start().starts_with(['共', '合', '总']);
        // 第一批a，第二批b，第三批c，累计拨付d.
        let back = |m: &Mention| {
            ["退回", "收回", "核减", "扣"].iter().any(|w| m.gap.contains(w) || m.after.contains(w))
        };
        let whole = list.first().is_some_and(|&i| !self.mentions[i..total].iter().any(back));
        let told =
            told || made_up || whole && self.is_numbered(&list) || whole && self.is_counted_up(&list, total);
        let sure =
            !less && !nested && (told || last.is_some() || is_bare(t) || (added && !readings.is_empty()));
        (!readings.is_empty()).then_some(Breakdown {
            cue: Cue::After,
            readings,
            partition: None,
            open: false,
            sure,
            alike: false,
            more: false,
            whole: false,
        })
    }

    /// 三类合同额如下：基础类a，完善类b，提升类c，合同总额d: as many as are announced, right before the total.
    fn is_counted_out(&self, total: MentionId) -> bool {
        let t = &self.mentions[total];
        let whole = ["总额", "总数", "总量"].iter().any(|w| t.label.ends_with(w));
        let list = if whole { self.addends(total) } else { Vec::new() };
        let said = list.len() > 1 && says_number(&self.mentions[list[0]].gap, list.len());
        said && list.last().is_some_and(|l| l + 1 == total) && list.windows(2).all(|w| w[1] == w[0] + 1)
    }

    /// 由基本支出a和项目支出b构成，预算总额为c.
    fn is_made_up(&self, total: MentionId) -> bool {
        let (t, last) = (&self.mentions[total], total.checked_sub(1));
        // 投入（20分）、产出（30分）…四部分组成，满分100分.
        let end = last.map(|i| &self.mentions[i]).is_some_and(|l| {
            let clause = l.rest.split(['，', ',', '；']).next().unwrap_or_default();
            ["构成", "组成"].iter().any(|w| clause.ends_with(w)) && l.sentence == t.sentence
        });
        let opens = |i: MentionId| self.mentions[i].gap.contains('由');
        let here = |&i: &MentionId| self.mentions[i].sentence == t.sentence;
        end && (0..total).rev().take(PARTS).take_while(here).any(opens)
            && ["总额", "总数", "总量", "合计", "总计", "满分", "总分"].iter().any(|w| t.before.contains(w))
    }

    /// 呼吸机2台、监护仪6台、除颤仪1台，共9台; 召开党委会28次、联席会16次，共召开会议44次: nothing else is told of before the total.
    fn is_counted_up(&self, list: &[MentionId], total: MentionId) -> bool {
        let (t, Some(&first)) = (&self.mentions[total], list.first()) else { return false };
        let f = &self.mentions[first];
        let joined = list.windows(2).all(|w| w[1] == w[0] + 1 && self.mentions[w[1]].sep == Sep::Item);
        let opens = f.sep >= Sep::Clause && list.last().is_some_and(|l| l + 1 == total) && list.len() >= 2;
        let words = t.gap.trim_start_matches(['，', ',', ' ']);
        let Some(behind) = words.strip_prefix('共') else { return false };
        let verb: String = behind.chars().take(2).collect();
        let again = verb.chars().count() == 2 && f.gap.contains(&verb);
        opens && joined && t.sep == Sep::Clause && (["", "有", "计"].contains(&behind) || again)
    }

    /// 甲a；乙b；丙c。共计d: a sentence that opens with its total, behind one that is a list.
    fn sums_up(&self, total: MentionId) -> bool {
        let (t, last) = (&self.mentions[total], total.checked_sub(1));
        let opens = AFTER.iter().any(|w| t.before.trim_start().starts_with(w));
        let list = last.is_some_and(|i| {
            let l = &self.mentions[i];
            l.para == t.para && l.sep == Sep::Group && self.like(i, total)
        });
        opens && list
    }

    /// The figures of the sentence that can be added up, back to another total; those of the sentence before where
    /// the total opens its own.
    fn addends(&self, total: MentionId) -> Vec<MentionId> {
        let t = &self.mentions[total];
        let sentence = if t.sep >= Sep::Sentence { t.sentence.saturating_sub(1) } else { t.sentence };
        let same = |i: &MentionId| self.mentions[*i].sentence == sentence;
        let mut list = Vec::new();
        // 核定编制38名，在编35人、编外6人，合计41人: posts are no people.
        let posts = |i: MentionId| self.mentions[i].label.ends_with("编制") && !t.label.contains("编制");
        for i in (0..total).rev().take(PARTS).take_while(same) {
            if self.like(i, total) && self.is_item(i) && !posts(i) {
                list.push(i);
                if closes(&self.mentions[i]) {
                    break;
                }
            }
        }
        list.reverse();
        list
    }

    /// What the first 加上 is added to: the figure that is named before the word, or those of the sentences before
    /// it that are no parts themselves, the nearest sentence first.
    fn heads(&self, total: MentionId, list: &[MentionId]) -> Vec<MentionId> {
        const FAR: usize = 12;
        let Some(&first) = list.first().filter(|&&i| is_added(&self.mentions[i])) else { return Vec::new() };
        let m = &self.mentions[first];
        let near = |i: &MentionId| {
            let h = &self.mentions[*i];
            let apart = m.sentence - h.sentence;
            let here = h.para == m.para && apart <= 3 || m.para - h.para == 1 && apart == 1;
            here && apart > 0 && self.like(*i, total) && self.is_item(*i)
        };
        let name = m.before.split("加上").next().unwrap_or("").trim();
        let called = |i: &MentionId| name.chars().count() >= 4 && self.mentions[*i].label.ends_with(name);
        let named = (first.saturating_sub(FAR * 2)..first).rev().filter(near).find(called);
        let outer = |i: &MentionId| !self.inside.contains_key(i) && Some(*i) != named;
        let mut heads: Vec<MentionId> =
            (first.saturating_sub(FAR)..first).filter(near).filter(outer).collect();
        heads.sort_by_key(|&i| (m.sentence - self.mentions[i].sentence, i));
        named.into_iter().chain(heads).take(4).collect()
    }

    fn closing_readings(&self, total: MentionId, list: &[MentionId], heads: &[MentionId]) -> Vec<Reading> {
        // What a list inside says is inside one of its parts.
        let outer = |i: &MentionId| self.inside.get(i).is_none_or(|owner| !list.contains(owner));
        let plain: Vec<MentionId> = list.iter().copied().filter(outer).collect();
        let mut all: Vec<Vec<MentionId>> = Vec::new();
        for &h in heads {
            all.push([h].into_iter().chain(plain.iter().copied()).collect());
        }
        all.push(plain.clone());
        all.push(list.to_vec());
        // The last of what follows 其中 may stand beside its owner again: …，其中：b，上年结余c，合计d.
        for n in 1..list.len().min(8) {
            let tail = |i: &MentionId| outer(i) || list.iter().rev().take(n).any(|l| l == i);
            let parts: Vec<MentionId> = list.iter().copied().filter(tail).collect();
            all.extend(
                heads.iter().map(|&h| [h].into_iter().chain(parts.iter().copied()).collect::<Vec<_>>()),
            );
            all.push(parts);
        }
        all.extend((1..plain.len()).map(|n| plain[n..].to_vec()));
        all.extend((1..list.len()).map(|n| list[n..].to_vec()));
        all.retain(|parts| parts.len() >= 2);
        let mut seen: Vec<Vec<MentionId>> = Vec::new();
        all.retain(|parts| {
            !seen.contains(parts) && {
                seen.push(parts.clone());
                true
            }
        });
        all.into_iter().enumerate().map(|(n, parts)| Reading { total, parts, plain: n == 0 }).collect()
    }
}

/// 共; 公共 and 共同 sum nothing up.
fn says_together(words: &str) -> bool {
    words.replace("公共", "").replace("共同", "").contains('共')
}

/// The number before the word of a total and what it counts: 两病合计, 三项共计.
fn told_number(before: &str) -> Option<usize> {
    const NUMBERS: &[&str] = &["两", "三", "四", "五", "六", "七", "八", "九", "十"];
    let head = AFTER.iter().find_map(|w| before.find(w).map(|at| &before[..at]))?;
    let number: String = head.chars().rev().nth(1).into_iter().collect();
    NUMBERS.iter().position(|n| *n == number).map(|k| k + 2)
}

/// Called a total: 合计, 收入总计.
fn closes(m: &Mention) -> bool {
    AFTER.iter().any(|w| m.before.contains(w))
}

/// 寄宿生a人次、非寄宿生b人次，计c人次.
fn is_reckoned(t: &Mention) -> bool {
    let words = t.gap.trim();
    ["，计", ",计", "、计", "，计有", "，总"].contains(&words)
}

/// 合计 alone, or with a word of two before the figure.
fn is_bare(t: &Mention) -> bool {
    AFTER.iter().any(|w| t.before.trim().ends_with(w)) && t.before.chars().count() <= 4
}

/// 加上转移性收入, 收入加上补助.
fn is_added(m: &Mention) -> bool {
    m.before.trim_start().starts_with('加') || m.before.contains("加上")
}

/// 减去上解支出.
fn is_less(m: &Mention) -> bool {
    ["减去", "减：", "扣除", "减上解", "减："].iter().any(|w| m.before.contains(w))
}

/// The number that 五项 or 3个 says.
fn count_of(m: &Mention) -> Option<i128> {
    let integer = |v: &crate::ledger::Value| match v {
        crate::ledger::Value::Number(q) if q.value.is_integer() => Some(q.value.to_integer()),
        _ => None,
    };
    (m.kind == crate::figure::Kind::Count).then(|| integer(&m.term.value)).flatten()
}
