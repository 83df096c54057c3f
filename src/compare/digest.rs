//! What a comparison needs of a report: who, when, what is said of the whole unit, indicators, sentences, doubts.

use super::report::Spot;
use crate::Audit;
use crate::document::Places;
use crate::facts::{Change, Direction, Mention, MentionId, Role, Stand};
use crate::figure::Kind;
use crate::ledger::Severity;
use crate::naming::{self, UnitName};
use crate::num::{Interval, Quantity, Rat};
use crate::scheme::Scheme;
use crate::span::Span;
use crate::view::fingerprint::fingerprints;
use crate::view::{self, indicators, known};
use num_traits::Zero;
use std::collections::HashSet;

#[derive(Clone, Debug, Default)]
pub struct Digest {
    pub path: String,
    pub title: String,
    pub unit: UnitName,
    pub year: Option<i32>,
    /// "overall", "project", "form", "final" …
    pub kind: String,
    pub kind_name: String,
    pub stated: Vec<Stated>,
    pub indicators: Vec<Scored>,
    pub total: Option<Scored>,
    pub sentences: Vec<Sentence>,
    pub doubts: Vec<Doubt>,
    /// Rule and formula of each relation that holds.
    pub held: HashSet<(String, String)>,
    group: String,
}

/// Which year a figure is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    This,
    Before,
}

/// A figure of the whole unit.
#[derive(Clone, Debug)]
pub struct Stated {
    /// "executed", "budget.adjusted" …
    pub attribute: String,
    pub name: String,
    pub scope: Option<String>,
    pub base: String,
    pub when: When,
    pub values: Interval,
    pub spot: Spot,
    /// Computed from a change, not printed: "比上年增长5%".
    pub implied: bool,
}

/// An indicator with its marks.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Standard name.
    pub name: String,
    pub full: Option<Rat>,
    pub score: Option<Rat>,
    pub spot: Spot,
}

#[derive(Clone, Debug)]
pub struct Sentence {
    /// Without blanks.
    pub text: String,
    pub chars: usize,
    /// Figures in it, dates and ordinals apart.
    pub figures: usize,
    pub spot: Spot,
}

#[derive(Clone, Debug)]
pub struct Doubt {
    pub id: String,
    pub rule: String,
    pub severity: Severity,
    pub message: String,
    pub formula: String,
    pub spot: Spot,
}

impl Digest {
    /// Reports of one unit share it.
    pub fn group(&self) -> &str {
        &self.group
    }
}

pub fn digest(path: &str, audit: &Audit, scheme: &Scheme) -> Digest {
    let reader = Reader { path, audit, scheme, places: audit.document.places() };
    let head = known::head(audit);
    let title = head.title.unwrap_or_default();
    let unit = head.unit.map(|u| naming::unit(&u, &scheme.naming)).unwrap_or_default();
    let (kind, kind_name) = naming::report(&title, &scheme.naming).unwrap_or_default();
    // Without a unit reports are only of one when their titles are.
    let group = if unit.name.is_empty() { format!("《{title}》") } else { unit.short() };
    Digest {
        path: path.to_owned(),
        year: head.year,
        stated: reader.stated(head.year),
        indicators: reader.indicators(),
        total: reader.total(),
        sentences: reader.sentences(),
        doubts: reader.doubts(),
        held: reader.held(),
        title,
        unit,
        kind,
        kind_name,
        group,
    }
}

struct Reader<'a> {
    path: &'a str,
    audit: &'a Audit,
    scheme: &'a Scheme,
    places: Places<'a>,
}

impl Reader<'_> {
    fn spot(&self, span: Span) -> Spot {
        let place = self.places.place(span);
        let flow = &self.audit.flow;
        Spot {
            path: self.path.to_owned(),
            line: place.line,
            column: place.column,
            quote: span.of(&self.audit.document.text).to_owned(),
            section: view::section(flow, flow.para_at(span)),
        }
    }

    fn mention(&self, id: MentionId) -> &Mention {
        &self.audit.facts.mentions[id]
    }

    fn stated(&self, year: Option<i32>) -> Vec<Stated> {
        let mentions = &self.audit.facts.mentions;
        let mut all: Vec<Stated> = mentions.iter().filter_map(|m| self.said(m, year)).collect();
        all.extend(self.audit.facts.changes.iter().filter_map(|c| self.implied(c, year)));
        all.extend(self.of_forms());
        all
    }

    /// A figure in a sentence that is said of the whole unit.
    fn said(&self, m: &Mention, year: Option<i32>) -> Option<Stated> {
        let own = (m.general || self.is_of_last_year(m))
            && m.cell.is_none()
            && !m.range
            && !m.planned
            && !m.approximate
            && m.depth == 0;
        let told = matches!(m.kind, Kind::Amount | Kind::Percent | Kind::Count);
        if !own || !told || m.malformed.is_some() {
            return None;
        }
        let when = match (m.stand, m.year.zip(year)) {
            (Stand::Previous, _) => When::Before,
            (Stand::Level, Some((said, own))) if said == own - 1 => When::Before,
            (Stand::Level, Some((said, own))) if said == own => When::This,
            (Stand::Level, None) => When::This,
            _ => return None,
        };
        let values = m.term.quantity()?.interval()?;
        self.of(m, when, values, false)
    }

    /// 上年执行数: nothing but the year before and the attribute's name.
    fn is_of_last_year(&self, m: &Mention) -> bool {
        const LAST: &[&str] = &["上一年度", "上年度", "上一年", "上年", "去年"];
        let label = m.label.trim();
        let Some(rest) = LAST.iter().find_map(|w| label.strip_prefix(w)) else { return false };
        let labels = &self.scheme.labels;
        let found = labels.automaton.as_ref().and_then(|a| a.find(rest));
        found.is_some_and(|f| {
            f.start() == 0 && labels.owner.get(f.pattern().as_usize()).copied() == m.attribute
        })
    }

    fn of(&self, m: &Mention, when: When, values: Interval, implied: bool) -> Option<Stated> {
        let attribute = self.scheme.labels.attributes.get(m.attribute?)?;
        Some(Stated {
            attribute: attribute.id.clone(),
            name: attribute.name.clone(),
            scope: m.scope.clone(),
            base: m.base.clone(),
            when,
            values,
            spot: self.spot(m.term.span),
            implied,
        })
    }

    /// "支出100万元，比上年增长5%" says what it was the year before.
    fn implied(&self, c: &Change, year: Option<i32>) -> Option<Stated> {
        let current = self.mention(*c.currents.first()?);
        if !c.told || c.borrowed || c.from_to || !c.previous.is_empty() || !current.general {
            return None;
        }
        let change = c.delta.or(c.rate).map(|m| self.mention(m))?;
        let last_year = year.map(|y| (y - 1).to_string());
        let against = ["上年", "去年", "同比", "上一年"].into_iter().chain(last_year.as_deref());
        if !against.into_iter().any(|w| change.before.contains(w) || change.gap.contains(w)) {
            return None;
        }
        let now = current.term.quantity()?.interval()?;
        let values = match c.delta.map(|m| self.mention(m)) {
            Some(delta) if delta.base == current.base => {
                by_amount(&now, &delta.term.quantity()?, c.direction)?
            }
            Some(_) => return None,
            None => by_rate(&now, &self.mention(c.rate?).term.quantity()?, c.direction)?,
        };
        let mut stated = self.of(current, When::Before, values, true)?;
        let (a, b) = (current.term.span, change.term.span);
        stated.spot = self.spot(a.hull(b));
        Some(stated)
    }

    /// The first row of money of a form: 年度资金总额.
    fn of_forms(&self) -> Vec<Stated> {
        let facts = &self.audit.facts;
        let row =
            facts.sheets.iter().flat_map(|s| &s.rows).find(|r| r.is_budget() && r.label.contains("总额"));
        let mut all = Vec::new();
        for &(_, role, id) in row.iter().flat_map(|r| &r.cells) {
            let Some((attribute, name)) = of_role(role) else { continue };
            let m = self.mention(id);
            let Some(values) = m.term.quantity().and_then(|q| q.interval()) else { continue };
            all.push(Stated {
                attribute: attribute.to_owned(),
                name: name.to_owned(),
                scope: None,
                base: m.base.clone(),
                when: When::This,
                values,
                spot: self.spot(m.term.span),
                implied: false,
            });
        }
        all
    }

    fn indicators(&self) -> Vec<Scored> {
        let value = |m: Option<MentionId>| Some(self.mention(m?).term.quantity()?.value);
        let scored = |i: indicators::Indicator| {
            let at = i.score.or(i.full)?;
            Some(Scored {
                name: naming::indicator(&i.name, &self.scheme.naming).0,
                full: value(i.full),
                score: value(i.score),
                spot: self.spot(self.mention(at).term.span),
            })
        };
        let all: Vec<Scored> = indicators::read(self.audit).into_iter().filter_map(scored).collect();
        // A name that stands twice names nothing: 社会效益 of two projects.
        let once = |s: &Scored| all.iter().filter(|o| o.name == s.name).count() == 1;
        all.iter().filter(|s| once(s)).cloned().collect()
    }

    /// The total score, where its mentions agree.
    fn total(&self) -> Option<Scored> {
        let scoring = &self.audit.facts.scoring;
        let all: Vec<MentionId> =
            scoring.totals.iter().copied().chain(scoring.score_totals.iter().map(|t| t.1)).collect();
        let value = |m: &MentionId| self.mention(*m).term.quantity().map(|q| q.value);
        let first = *all.first()?;
        let score = value(&first).filter(|v| all.iter().all(|m| value(m) == Some(*v)))?;
        let spot = self.spot(self.mention(first).term.span);
        Some(Scored { name: "总分".to_owned(), full: None, score: Some(score), spot })
    }

    fn sentences(&self) -> Vec<Sentence> {
        let flow = &self.audit.flow;
        let prose = flow.paras.iter().filter(|p| p.cell.is_none() && !p.is_heading);
        prose
            .flat_map(|p| cut(flow.slice(p.range.start, p.range.end), p.range.start))
            .map(|at| self.sentence(at))
            .collect()
    }

    fn sentence(&self, at: std::ops::Range<u32>) -> Sentence {
        let flow = &self.audit.flow;
        let text: String = flow.slice(at.start, at.end).split_whitespace().collect();
        let from = self.audit.figures.partition_point(|f| f.at.start < at.start);
        let inside = self.audit.figures[from..].iter().take_while(|f| f.at.start < at.end);
        let figures = inside.filter(|f| f.kind.is_figure()).count();
        Sentence { chars: text.chars().count(), text, figures, spot: self.spot(flow.span(&at)) }
    }

    fn doubts(&self) -> Vec<Doubt> {
        let findings = &self.audit.ledger.findings;
        let ids = fingerprints(findings, &self.audit.document.text);
        let doubt = |(f, id): (&crate::ledger::Finding, String)| Doubt {
            id,
            rule: f.rule.to_owned(),
            severity: f.severity,
            message: f.message.clone(),
            formula: f.formula.clone().unwrap_or_default(),
            spot: self.spot(f.span),
        };
        findings.iter().zip(ids).map(doubt).collect()
    }

    fn held(&self) -> HashSet<(String, String)> {
        let held = self.audit.ledger.checks.iter().filter(|c| c.holds == Some(true));
        held.map(|c| (c.rule.to_owned(), c.formula.clone())).collect()
    }
}

fn of_role(role: Role) -> Option<(&'static str, &'static str)> {
    Some(match role {
        Role::Initial => ("budget.initial", "年初预算数"),
        Role::Adjusted => ("budget.adjusted", "全年（调整）预算数"),
        Role::Received => ("received", "到位资金"),
        Role::Executed => ("executed", "全年执行数"),
        Role::Rate => ("rate.execution", "预算执行率"),
        _ => return None,
    })
}

fn by_amount(now: &Interval, delta: &Quantity, direction: Direction) -> Option<Interval> {
    let delta = delta.interval()?;
    if direction == Direction::Up { now.sub(&delta) } else { now.add(&delta) }
}

fn by_rate(now: &Interval, rate: &Quantity, direction: Direction) -> Option<Interval> {
    let hundred = Interval::point(Rat::from_integer(100));
    let part = rate.interval()?.div(&hundred)?;
    let one = Interval::point(Rat::from_integer(1));
    let factor = if direction == Direction::Up { one.add(&part)? } else { one.sub(&part)? };
    factor.lo.filter(|l| *l > Rat::zero()).and_then(|_| now.div(&factor))
}

/// Sentences of a paragraph, as ranges of the flow.
fn cut(text: &str, start: u32) -> Vec<std::ops::Range<u32>> {
    let mut all = Vec::new();
    let mut from = 0;
    for (at, mark) in text.match_indices(['。', '；', '！', '？']) {
        all.push(from..at + mark.len());
        from = at + mark.len();
    }
    all.push(from..text.len());
    let there = all.into_iter().filter(|r| !text[r.clone()].trim().is_empty());
    there.map(|r| start + r.start as u32..start + r.end as u32).collect()
}
