//! Relations whose figures stand in several sentences of one paragraph: 计划24公里。实际铺设21.6公里，完成计划的90%.
//! The rules read short paragraphs once more, each as one sentence; what they find there is kept apart, since
//! it only counts where the sentences by themselves tell nothing.

use super::{ALL, Out, Rule, closed};
use crate::facts::{Facts, Join, MentionId};
use crate::ledger::{Claim, Role, Stance, Term};
use crate::scheme::Scheme;
use std::collections::HashMap;

/// Rules that such paragraphs are read with.
const READ: &[&str] = &[
    "AMT001", "AMT006", "AMT007", "AMT008", "CHG001", "CHG003", "EXE001", "EXE002", "SCO001", "SCO005",
    "SHR001",
];

/// Claims over the sentences of one paragraph, or over several paragraphs.
pub fn run(facts: &Facts, scheme: &Scheme, join: Join) -> Vec<Claim> {
    let mut out = Out::default();
    let read = |r: &&Rule| READ.contains(&r.id);
    ALL.iter().filter(read).for_each(|rule| (rule.run)(facts, scheme, &mut out));
    closed::mark(facts, &mut out.claims);
    let places = Places::new(facts);
    // Over paragraphs only what leaves no other figure to be of.
    let sure = |c: &Claim| join == Join::Sentences || c.closed;
    out.claims.into_iter().filter(sure).filter_map(|c| places.within(c)).collect()
}

/// Where figures stand: the paragraph, and how many sentences ended before.
struct Places {
    of: HashMap<u32, (MentionId, u32, usize)>,
}

impl Places {
    fn new(facts: &Facts) -> Self {
        let mut ended = 0;
        let mut place = |(id, m): (MentionId, &crate::facts::Mention)| {
            ended += m.gap.matches('。').count();
            Some((m.term.figure?, (id, m.para, ended)))
        };
        Self { of: facts.mentions.iter().enumerate().filter_map(&mut place).collect() }
    }

    /// The claim with what stands in the paragraph of its result, if that is in more than one sentence of it.
    fn within(&self, mut c: Claim) -> Option<Claim> {
        let place = |t: &Term| t.figure.and_then(|f| self.of.get(&f)).copied();
        let (result, para, sentence) = place(c.result.candidates.first()?)?;
        let mut crossed = false;
        for role in c.operands.iter_mut() {
            role.candidates.retain(|t| t.figure.is_none() || place(t).is_some_and(|p| p.1 == para));
            crossed |= role.candidates.iter().filter_map(place).any(|p| p.2 != sentence);
        }
        let empty = |r: &Role| r.candidates.is_empty();
        // A list that stands behind its total may end with the sentence.
        let behind = |r: &Role| r.candidates.iter().filter_map(place).any(|p| p.0 > result);
        let list = c.rule == "AMT001"
            && !(c.closed && c.stance == Stance::Optional)
            && c.operands.iter().any(behind);
        if !crossed || list || c.operands.iter().any(empty) {
            return None;
        }
        // 工程形象进度, 绩效目标完成率: of no money.
        let other = ["形象", "目标完成", "指标完成"].iter().any(|w| c.result.name.contains(w));
        (!other).then_some(c)
    }
}
