//! One pass over a paragraph: what a character begins is read whole, then the pass goes on behind it.
//!
//! Every digit ends up in exactly one figure, whatever stands around it (invariant 2).

use super::affix::{self, Affix};
use super::build::{Parts, Place, kind_of, money_slot};
use super::chars::{eat, is_digit, is_han, is_numeral, next, prev, run, skip_blanks};
use super::literal::{self, Literal};
use super::range::{self, Upper};
use super::{Figure, Kind, Value, chars, codes, dates, fraction, numeral};
use crate::layout::Flow;
use crate::scheme::{Scheme, Unit, UnitKind};
use rust_decimal::Decimal;
use std::ops::Range;

/// Reads one paragraph.
pub(super) fn paragraph(flow: &Flow, scheme: &Scheme, para: usize, out: &mut Vec<Figure>) {
    let text = flow.para_text(para);
    let base = flow.paras[para].range.start;
    let place = Place { flow, text, para: para as u32, base };
    let cell = flow.paras[para].cell.is_some();
    let mut scanner = Scanner { place, text, scheme, cell, series: None, out };
    let mut done = scanner.label();
    for (at, c) in text.char_indices() {
        if at >= done && scanner.begins(c) {
            done = scanner.step(at, c);
        }
    }
}

struct Scanner<'a, 'o> {
    place: Place<'a>,
    text: &'a str,
    scheme: &'a Scheme,
    cell: bool,
    /// A list of ordinals or dates that ends here: 13、15组.
    series: Option<(usize, Kind)>,
    out: &'o mut Vec<Figure>,
}

fn number_char(c: char) -> bool {
    is_digit(c) || chars::is_point(c) || matches!(c, ',' | '-')
}

impl<'a> Scanner<'a, '_> {
    fn begins(&self, c: char) -> bool {
        chars::begins(c) || self.scheme.stretches.words.has(c)
    }

    /// Reads what begins at `at`; gives its end, or `at` when nothing does.
    fn step(&mut self, at: usize, c: char) -> usize {
        if let Some(end) = self.fixed(at, c) {
            return end;
        }
        match c {
            '0'..='9' | '０'..='９' => self.digits(at, at),
            '第' => self.ordinal(at),
            '-' | '－' | '−' => literal::negative(self.text, at).map_or(at, |from| self.signed(at, from)),
            '负' | '負' => self.negative(at, c),
            '.' | '．' | ',' => self.headless(at),
            '〔' | '[' | '［' | '【' | '（' | '(' | '﹝' | '〖' => self.bracket(at),
            '①'..='⑳' => self.circled(at, c),
            '￥' | '¥' | '$' | '＄' => self.currency(at, c),
            'a'..='z' | 'A'..='Z' => self.latin(at),
            _ if is_numeral(c) => self.numeral(at, at),
            _ => at,
        }
    }

    /// The typed number of a heading.
    fn label(&mut self) -> usize {
        let flow = self.place.flow;
        let para = &flow.paras[self.place.para as usize];
        let heading = para.section.filter(|_| para.is_heading).and_then(|s| flow.headings.get(s as usize));
        let Some(label) = heading.map(|h| &h.label).filter(|l| l.end > l.start && l.start >= self.place.base)
        else {
            return 0;
        };
        let end = ((label.end - self.place.base) as usize).min(self.text.len());
        let head = &self.text[..end];
        let counts = |c: char| is_digit(c) || ('①'..='⑳').contains(&c);
        if let (Some(first), Some(last)) = (head.find(counts), head.rfind(counts)) {
            let stop = last + next(head, last).map_or(0, char::len_utf8);
            self.other(first..stop, Kind::Outline);
        }
        end
    }

    /// A fixed word that starts here; one that cuts a number in two does not count.
    fn fixed(&mut self, at: usize, c: char) -> Option<usize> {
        let words = &self.scheme.stretches.words;
        let second = words.has(c).then(|| next(self.text, at + c.len_utf8())).flatten()?;
        let mut known = words.of(c, second).iter().filter(|w| self.text[at..].starts_with(w.0.as_str()));
        let (word, index) = known.next()?;
        let range = at..at + word.len();
        let cut = |c: Option<char>| c.is_some_and(number_char);
        let first = is_digit(c) && cut(prev(self.text, at));
        let last = word.chars().next_back().is_some_and(is_digit) && cut(next(self.text, range.end));
        if first || last {
            return None;
        }
        let kind = match self.scheme.stretches.list[*index].kind.as_str() {
            "slogan" => Kind::Slogan,
            "word" if !self.text[range.clone()].contains(is_digit) => return Some(range.end),
            _ => Kind::Identifier,
        };
        self.other(range.clone(), kind);
        Some(range.end)
    }

    /// Records digits with another job; gives their end.
    fn other(&mut self, span: Range<usize>, kind: Kind) -> usize {
        let end = span.end;
        let (number, value) = first_number(self.text, &span);
        self.out.push(self.place.other(span, number, kind, value));
        end
    }

    /// A number that begins with a digit; `start` is that of its sign.
    fn digits(&mut self, start: usize, at: usize) -> usize {
        let Some(first) = run(self.text, at) else { return start };
        if let Some((end, kind)) = self.no_figure(start, at, first) {
            return self.other(start..end, kind);
        }
        let Some(literal) = self.literal(at) else { return self.other(start..first.end, Kind::Identifier) };
        self.number(start, literal)
    }

    /// A number after a minus sign; it may begin with its point.
    fn signed(&mut self, start: usize, at: usize) -> usize {
        match literal::read(self.text, at) {
            Some(literal) if run(self.text, at).is_none() => self.number(start, literal),
            _ => self.digits(start, at),
        }
    }

    /// Dates, slogans and lists of ordinals, which are known before the number is read.
    fn no_figure(&mut self, start: usize, at: usize, first: chars::Run) -> Option<(usize, Kind)> {
        if let Some((until, kind)) = self.series
            && at < until
        {
            let unit = self.scheme.units.at(&self.text[skip_blanks(self.text, first.end)..]);
            let end = unit.map_or(first.end, |(_, len)| skip_blanks(self.text, first.end) + len);
            return Some((end, kind));
        }
        if start < at {
            return None;
        }
        if let Some(end) = dates::date(self.text, at) {
            return Some((end, Kind::Date));
        }
        if let Some(end) = codes::subject(self.text, at, first) {
            return Some((end, Kind::Identifier));
        }
        if let Some(end) = codes::quoted(self.text, at, first).or_else(|| codes::plus_chain(self.text, first))
        {
            return Some((end, Kind::Slogan));
        }
        self.list(first)
    }

    /// 13、15组; 1、2季度; 1-3季度: what ends the list tells what its numbers are.
    fn list(&mut self, first: chars::Run) -> Option<(usize, Kind)> {
        let units = &self.scheme.units;
        let mut end = first.end;
        let mut dashes = false;
        for _ in 0..12 {
            let joined =
                eat(self.text, end, |c| matches!(c, '、' | '和' | '及' | '与') || chars::is_dash(c))?;
            dashes |= self.text[end..joined].contains(chars::is_dash);
            end = run(self.text, joined)?.end;
            let from = skip_blanks(self.text, end);
            let Some((unit, len)) = units.at(&self.text[from..]) else { continue };
            let series = !dashes && unit.series;
            let kind = match unit.kind {
                UnitKind::Date => Kind::Date,
                UnitKind::Ordinal => Kind::Ordinal,
                _ if series => Kind::Ordinal,
                _ => return None,
            };
            if dashes {
                return Some((from + len, kind));
            }
            self.series = Some((from + len, kind));
            return Some((first.end, kind));
        }
        None
    }

    /// The number at a digit: plain, with numerals in it (7万5千), or a fraction.
    fn literal(&self, at: usize) -> Option<Literal> {
        let literal = literal::read(self.text, at)?;
        let multiplied =
            next(self.text, skip_blanks(self.text, literal.end)).and_then(chars::power).is_some();
        let whole = multiplied && run(self.text, at).is_some_and(|r| r.end == literal.end);
        let mixed = if whole { numeral::read_mixed(self.text, at) } else { None };
        let literal = mixed.unwrap_or(literal);
        Some(self.fractions(literal))
    }

    fn fractions(&self, literal: Literal) -> Literal {
        let parts = fraction::of_denominator(self.text, &literal);
        parts.or_else(|| fraction::mixed(self.text, &literal)).unwrap_or(literal)
    }

    /// A number with what follows it.
    fn number(&mut self, start: usize, mut literal: Literal) -> usize {
        let at = literal.start;
        let affix = affix::read(self.text, literal.end, &self.scheme.units);
        let bare = affix.unit.is_none() && affix.power == 0;
        let first = run(self.text, at);
        let dated = |f: &chars::Run| codes::is_before_year(self.text, f.end);
        if let Some((end, kind)) = first.filter(|f| bare || dated(f)).and_then(|f| self.strong(start, at, f))
        {
            return self.other(start..end, kind);
        }
        let upper = range::upper(self.text, &literal, &affix, &self.scheme.units);
        if let Some((end, kind)) = first.filter(|_| bare && upper.is_none()).and_then(|f| self.weak(at, f)) {
            return self.other(start..end, kind);
        }
        if start < at {
            literal.negate();
        }
        let kind = self.kind(start, &literal, &affix, upper.as_ref());
        self.emit(start, literal, affix, upper, kind)
    }

    fn strong(&self, start: usize, at: usize, first: chars::Run) -> Option<(usize, Kind)> {
        let listed =
            codes::list_number(self.text, at, first).or_else(|| codes::numbered(self.text, at, first));
        if let Some(end) = listed.filter(|_| start == at) {
            return Some((end, Kind::Outline));
        }
        codes::strong(self.text, at, first, &self.scheme.stretches)
    }

    fn weak(&self, at: usize, first: chars::Run) -> Option<(usize, Kind)> {
        let alone = self.text.trim().len() == first.end - at;
        if self.cell && alone {
            return (first.len >= 15).then_some((first.end, Kind::Identifier));
        }
        let year = first.len == 4 && (1990..=2039).contains(&first.value);
        let ends = next(self.text, first.end).is_none_or(|c| !matches!(c, '.' | '．' | ',' | '%'));
        if year && ends && !alone {
            return Some((first.end, Kind::Date));
        }
        codes::weak(self.text, at, first, &self.scheme.stretches)
    }

    fn kind(&self, start: usize, literal: &Literal, affix: &Affix, upper: Option<&Upper>) -> Kind {
        let last = upper.map_or(affix, |u| &u.affix);
        let Some(unit) = affix.unit.or(last.unit) else {
            let power = affix.power.max(last.power);
            let money = power + literal.shift >= 4 && money_slot(self.text, start, &self.scheme.units);
            return if money { Kind::Amount } else { Kind::Number };
        };
        let name = &self.text[last.printed.clone()];
        if matches!(name, "日" | "月") && self.lasts(start) {
            return Kind::Measure;
        }
        if unit.kind == UnitKind::Score && self.minutes(start, last.end) {
            return Kind::Measure;
        }
        if unit.series && self.after_place(start) {
            return Kind::Ordinal;
        }
        kind_of(unit.kind)
    }

    /// ≤30日, 12月×1500元: how long, not when.
    fn lasts(&self, start: usize) -> bool {
        dates::reckoned(self.text, start) || affix::before(self.text, start, &self.scheme.units).is_some()
    }

    /// 2小时30分, 2分30秒: no score.
    fn minutes(&self, start: usize, end: usize) -> bool {
        let hours = self.out.last().is_some_and(|f| {
            f.para == self.place.para
                && f.at.end == self.place.base + start as u32
                && matches!(f.base_unit.as_str(), "小时" | "度")
        });
        let seconds = run(self.text, end).is_some_and(|r| next(self.text, r.end) == Some('秒'));
        hours || seconds
    }

    /// 塘村3组: the group of a place.
    fn after_place(&self, start: usize) -> bool {
        prev(self.text, start).is_some_and(|c| "村坊湾坝坪寨屯庄庙街镇乡".contains(c))
            || self.text[..start].ends_with("社区")
    }

    fn emit(
        &mut self,
        start: usize,
        literal: Literal,
        affix: Affix<'a>,
        upper: Option<Upper<'a>>,
        kind: Kind,
    ) -> usize {
        let end = upper.as_ref().map_or(affix.end, |u| u.affix.end);
        let number = start..upper.as_ref().map_or(literal.end, |u| u.literal.end);
        let tail = upper.as_ref().map_or(affix.after, |u| u.affix.after);
        if !kind.is_figure() {
            return self.other(start..end, kind);
        }
        let before = affix::before(self.text, start, &self.scheme.units);
        let parts = Parts { span: start..end, number, literal, affix, upper, before, front: None, kind };
        self.out.push(self.place.figure(parts));
        tail.map_or(end, |w| w.end.max(end))
    }

    /// 负32, 负三十二; not 负责 or 自负30%.
    fn negative(&mut self, at: usize, c: char) -> usize {
        let from = at + c.len_utf8();
        let word = prev(self.text, at).is_some_and(|p| "担背肩抱自胜欠辜".contains(p));
        match next(self.text, from) {
            Some(d) if is_digit(d) && !word => self.digits(at, from),
            Some(d) if is_numeral(d) && !word => self.numeral(at, from),
            _ => at,
        }
    }

    /// .5 and ,867.48: a number that lost its head.
    fn headless(&mut self, at: usize) -> usize {
        match literal::read(self.text, at) {
            Some(literal) => self.number(at, literal),
            None => at,
        }
    }

    fn bracket(&mut self, at: usize) -> usize {
        match codes::docno(self.text, at) {
            Some(end) => self.other(at..end, Kind::DocNo),
            None => at,
        }
    }

    fn circled(&mut self, at: usize, c: char) -> usize {
        self.other(at..at + c.len_utf8(), Kind::Outline)
    }

    /// ￥300.
    fn currency(&mut self, at: usize, c: char) -> usize {
        let from = skip_blanks(self.text, at + c.len_utf8());
        let Some(literal) = run(self.text, from).and_then(|_| literal::read(self.text, from)) else {
            return at;
        };
        let affix = affix::read(self.text, literal.end, &self.scheme.units);
        let own = affix.unit.is_none();
        let base = if matches!(c, '￥' | '¥') { "元" } else { "美元" };
        let front = own.then_some((at..at + c.len_utf8(), base, Kind::Amount, 0));
        let before = affix::before(self.text, at, &self.scheme.units);
        let end = affix.end;
        let number = literal.start..literal.end;
        let kind = Kind::Amount;
        self.out.push(self.place.figure(Parts {
            span: at..end,
            number,
            literal,
            affix,
            upper: None,
            before,
            front,
            kind,
        }));
        end
    }

    /// Words with Latin letters; a number glued to letters but with its own unit stays a number (GDP6.5%).
    fn latin(&mut self, at: usize) -> usize {
        let letters = chars::skip(self.text, at, |c| c.is_ascii_alphabetic());
        if next(self.text, letters).is_some_and(is_digit)
            && let Some(literal) = literal::read(self.text, letters)
            && let Some(unit) = affix::read(self.text, literal.end, &self.scheme.units).unit
            && matches!(unit.kind, UnitKind::Money | UnitKind::Percent | UnitKind::Point)
        {
            return letters;
        }
        if self.text[at..letters].eq_ignore_ascii_case("no")
            && let Some(dot) = eat(self.text, letters, chars::is_point)
            && let Some(r) = run(self.text, dot)
        {
            return self.other(at..r.end, Kind::Ordinal);
        }
        match codes::latin(self.text, at) {
            Some(end) => self.other(at..end, Kind::Identifier),
            None => letters,
        }
    }

    /// 第3批, 第十五, 第1-3条, 第12号令.
    fn ordinal(&mut self, at: usize) -> usize {
        let from = skip_blanks(self.text, at + '第'.len_utf8());
        if let Some(first) = run(self.text, from) {
            let end = self.ordinal_end(first);
            let listed = self.list(first);
            if listed.is_some_and(|(_, kind)| kind != Kind::Ordinal) {
                self.series = None;
            }
            let digits = |at| run(self.text, at).map(|r| r.end);
            let end = if listed.is_none() { self.ordinals(end, digits).unwrap_or(end) } else { end };
            return self.ordinal_kind(at, end);
        }
        let numeral = |at| numeral::read(self.text, at).map(|l| l.end).filter(|end| *end > at);
        match numeral(from) {
            Some(end) => self.ordinal_kind(at, self.ordinals(end, numeral).unwrap_or(end)),
            None => at,
        }
    }

    /// 第1、2、4条; 第一、二、三项: where the numbers of one list end, if a thing is named behind the last.
    fn ordinals(&self, first: usize, number: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        const MANY: usize = 12;
        let mut end = first;
        for _ in 0..MANY {
            let joined = eat(self.text, end, |c| matches!(c, '、' | '和' | '及' | '与'));
            let Some(next) = joined.and_then(&number) else { break };
            end = next;
        }
        let thing = next(self.text, end).is_some_and(|c| "条项款期批章节类组标".contains(c));
        (end > first && thing).then_some(end)
    }

    /// 第1-3条 is one ordinal.
    fn ordinal_end(&self, first: chars::Run) -> usize {
        let joined = eat(self.text, first.end, |c| chars::is_dash(c) || matches!(c, '至' | '到'));
        joined.and_then(|p| run(self.text, p)).map_or(first.end, |r| r.end)
    }

    fn ordinal_kind(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[end..];
        if rest.starts_with("季度") {
            return self.other(at..end + "季度".len(), Kind::Date);
        }
        let order = ["号令", "号公告", "号文", "号通告", "号决定"].iter().any(|w| rest.starts_with(w));
        let issued = rest.starts_with('号') && self.text[..at].ends_with(['令', '告', '年', '）', ')']);
        if order || issued {
            return self.other(at..end + '号'.len_utf8(), Kind::DocNo);
        }
        self.other(at..end, Kind::Ordinal)
    }

    /// A number that begins with a Chinese numeral; `start` is that of its sign.
    fn numeral(&mut self, start: usize, at: usize) -> usize {
        if let Some(end) = dates::chinese_year(self.text, at) {
            return self.other(start..end, Kind::Date);
        }
        if let Some(share) = fraction::share(self.text, at) {
            return self.share(start, share);
        }
        let Some(literal) = numeral::pair(self.text, at).or_else(|| numeral::read(self.text, at)) else {
            return numeral::run_end(self.text, at);
        };
        let literal = self.fractions(literal);
        let affix = affix::read(self.text, literal.end, &self.scheme.units);
        if !self.counts(start, &literal, &affix) && !self.lone_range(start, &literal, &affix) {
            return numeral::run_end(self.text, literal.end);
        }
        self.number(start, literal)
    }

    /// Whether a Chinese numeral is a number here, rather than part of a word.
    fn counts(&self, start: usize, literal: &Literal, affix: &Affix) -> bool {
        if matches!(literal.value, Value::Fraction(_)) {
            return true;
        }
        let head = next(self.text, literal.start);
        let alone = |c: Option<char>| c.is_none_or(|c| !is_han(c));
        if head.and_then(chars::power).is_some_and(|m| m > 1) {
            let digit = self.text[literal.start..].chars().nth(1).and_then(chars::chinese).is_some();
            let ends = affix.unit.is_some() || alone(next(self.text, literal.end));
            return digit && alone(prev(self.text, start)) && ends;
        }
        if prev(self.text, start).is_some_and(|c| "几数好上成第".contains(c))
            && head.and_then(chars::power).is_some()
        {
            return false;
        }
        if literal.structured {
            return true;
        }
        let joined =
            prev(self.text, start).is_some_and(|c| "第初周统唯同之逐专划归".contains(c) || is_digit(c));
        !joined && affix.unit.is_some_and(|u| self.lone(start, u, affix, literal.end))
    }

    /// 三至五名: the low end is a lone digit, the high one has the unit.
    fn lone_range(&self, start: usize, literal: &Literal, affix: &Affix) -> bool {
        let low = affix.unit.is_none() && affix.power == 0 && literal.inner.is_none();
        let joined = prev(self.text, start).is_some_and(|c| "第由从".contains(c));
        let upper =
            if low && !joined { range::upper(self.text, literal, affix, &self.scheme.units) } else { None };
        let counted =
            |u: &Upper| u.affix.unit.is_some_and(|unit| self.lone(start, unit, &u.affix, u.literal.end));
        upper.is_some_and(|u| u.literal.chinese && counted(&u))
    }

    /// A lone Chinese digit counts before a measure word, glued to it.
    fn lone(&self, start: usize, unit: &Unit, affix: &Affix, end: usize) -> bool {
        let alone = |c: Option<char>| c.is_none_or(|c| !is_han(c));
        let free = alone(prev(self.text, start)) && alone(next(self.text, affix.end));
        let glued = affix.printed.start == end || affix.between.is_some() || affix.half || free;
        let mark = unit.kind == UnitKind::Score;
        let marked = mark && prev(self.text, start).is_some_and(|c| "扣得计加减记".contains(c));
        glued && (marked || (!mark && !unit.weak))
    }

    /// 百分之六十.
    fn share(&mut self, start: usize, share: fraction::Share) -> usize {
        let mut literal = share.literal;
        if start < share.word.start {
            literal.negate();
        }
        let mut affix = affix::read(self.text, literal.end, &self.scheme.units);
        if affix.unit.is_some() || affix.power > 0 {
            affix = Affix { printed: literal.end..literal.end, end: literal.end, ..Affix::default() };
        }
        let end = literal.end;
        let done = affix.after.map_or(end, |w| w.end);
        let before = affix::before(self.text, start, &self.scheme.units);
        let number = literal.start..literal.end;
        let front = Some((share.word, "%", Kind::Percent, share.power));
        let kind = Kind::Percent;
        let parts = Parts { span: start..end, number, literal, affix, upper: None, before, front, kind };
        self.out.push(self.place.figure(parts));
        done
    }
}

/// The first number inside a span, and its value.
fn first_number(text: &str, span: &Range<usize>) -> (Range<usize>, Value) {
    let inside = &text[span.clone()];
    if let Some(at) = inside.find(is_digit) {
        let found = run(inside, at);
        let end = found.map_or(inside.len(), |r| r.end);
        let value = found
            .filter(|r| r.len <= 18)
            .and_then(|r| Decimal::try_from_i128_with_scale(i128::from(r.value), 0).ok());
        return (span.start + at..span.start + end, Value::Decimal(value.unwrap_or_default()));
    }
    let numeral = inside.find(is_numeral).and_then(|at| numeral::read(inside, at));
    match numeral {
        Some(l) => (span.start + l.start..span.start + l.end, l.value),
        None => (span.clone(), Value::Decimal(Decimal::ZERO)),
    }
}
