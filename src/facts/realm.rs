//! Which fund's money a stretch of text speaks of, and of whose: 全区一般公共预算, 区本级政府性基金. What headings and
//! the words before say holds until other words of the sort follow.

use crate::scheme::Scheme;

/// Whose figures: all levels together, or one unit's own.
const TIERS: &[(&str, Tier)] = &[
    ("本级", Tier::Own),
    ("局机关", Tier::Own),
    ("全省", Tier::Whole),
    ("全市", Tier::Whole),
    ("全州", Tier::Whole),
    ("全区", Tier::Whole),
    ("全县", Tier::Whole),
    ("全旗", Tier::Whole),
    ("全镇", Tier::Whole),
    ("全乡", Tier::Whole),
    ("全街", Tier::Whole),
    ("全系统", Tier::Whole),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tier {
    Own,
    Whole,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Realm {
    /// Index into the scheme's scopes.
    fund: Option<usize>,
    tier: Option<Tier>,
}

impl Realm {
    /// After more words.
    pub(super) fn after(self, words: &str, scheme: &Scheme) -> Self {
        // 占全市的62.6% says nothing of whose it is.
        let own = |at: &usize| !words[..*at].ends_with(['占', '比', '较', '居', '为']);
        let last = |w: &str| words.rmatch_indices(w).map(|m| m.0).find(own);
        let funds = scheme.scopes.iter().enumerate();
        let fund = funds.flat_map(|(i, s)| s.words.iter().filter_map(move |w| Some((last(w)?, i)))).max();
        let tier = TIERS.iter().filter_map(|(w, t)| Some((last(w)?, *t))).max_by_key(|t| t.0);
        Self { fund: fund.map(|f| f.1).or(self.fund), tier: tier.map(|t| t.1).or(self.tier) }
    }

    /// Both say something, and not the same.
    #[must_use]
    pub fn is_other(self, other: Self) -> bool {
        let differ = |a: Option<usize>, b: Option<usize>| a.zip(b).is_some_and(|(a, b)| a != b);
        differ(self.fund, other.fund) || self.tier.zip(other.tier).is_some_and(|(a, b)| a != b)
    }
}
