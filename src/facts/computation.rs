//! Computations that a report prints with their numbers: 1271.35÷1352.80×100%=93.98%, 年末结余=1000万元-900万元=100万元;
//! and formulas that it prints in words: 结转结余率=结转结余总额/支出预算数×100%.
//!
//! Must not judge. The one surprise: in 1000万元-900万元 the dash is read as a sign of the second number, so a negative
//! number without anything before it is added.

use super::{Mention, MentionId, label};
use crate::figure::Kind;
use crate::layout::Flow;
use crate::scheme::{Expression, Node, Scheme, is_operator};

/// One side of an equals sign, over printed numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Computation {
    /// Operands are indexes into `terms`.
    pub root: Node,
    pub terms: Vec<MentionId>,
    pub result: MentionId,
}

/// A formula in words behind a name, and the figure that it is said to give.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded {
    pub name: String,
    pub expression: Expression,
    /// For each operand the attribute that its name is, if any.
    pub attributes: Vec<Option<usize>>,
    /// The figure right behind it; a formula alone defines the name for the report.
    pub result: Option<MentionId>,
}

/// Most numbers in a chain.
const LONG: usize = 24;
/// Longest name of an operand between sign and number, in characters.
const NAME: usize = 16;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Term(MentionId),
    Sign(char),
    Open,
    Close,
    Equals,
}

/// The computations with numbers.
pub(super) fn read(flow: &Flow, mentions: &[Mention]) -> Vec<Computation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < mentions.len() {
        let chain = chain(flow, mentions, at);
        let n = chain.iter().filter(|t| matches!(t, Token::Term(_))).count();
        // 公用经费控制率=实际支出÷预算×100%=98.64÷112.5×100%=87.68%: the words end with a number.
        if !begins(&mentions[at].gap) {
            at += 1;
            continue;
        }
        if n >= 3 {
            found.extend(sides(&chain));
        }
        if n >= 2 {
            found.extend(behind(&chain, mentions, at));
        }
        at += n.max(1);
    }
    found
}

/// 100%（到位资金873.5万元÷计划873.5万元×100%）: the result stands before the bracket.
fn behind(chain: &[Token], mentions: &[Mention], first: MentionId) -> Option<Computation> {
    let (m, result) = (&mentions[first], first.checked_sub(1)?);
    let r = &mentions[result];
    let opens = m.gap.trim_start().starts_with(['（', '(']) && m.depth == r.depth + 1;
    let plain = !chain.contains(&Token::Equals) && r.kind == Kind::Percent && r.sentence == m.sentence;
    let side = chain.iter().skip_while(|t| **t == Token::Open).cloned().collect::<Vec<_>>();
    let last = chain.iter().rev().find_map(|t| if let Token::Term(id) = t { Some(*id) } else { None })?;
    let closes = mentions[last].rest.trim_start().starts_with(['）', ')', '×', '*']);
    if opens && plain && closes { computed(&side, result) } else { None }
}

/// No sign of operation stands before the first number: 执行率×10=8.75 has an operand without a number.
fn begins(gap: &str) -> bool {
    let head = gap.trim_end_matches(['（', '(', ' ', '\u{3000}']);
    let last = head.chars().next_back();
    // A dash before a number may be its sign or a list mark.
    !last.is_some_and(|c| is_operator(c) && !matches!(c, '-' | '－' | '–' | '−' | ')' | '）'))
}

/// Numbers that nothing but signs, names and brackets part.
fn chain(flow: &Flow, mentions: &[Mention], from: MentionId) -> Vec<Token> {
    let mut tokens = opened(&mentions[from].gap);
    tokens.push(Token::Term(from));
    for id in from + 1..mentions.len().min(from + LONG) {
        let m = &mentions[id];
        if m.para != mentions[from].para || m.cell.is_some() {
            break;
        }
        let Some(between) = between(m, flow) else { break };
        tokens.extend(between);
        tokens.push(Token::Term(id));
    }
    let end = tokens.iter().rposition(|t| matches!(t, Token::Term(_))).map_or(0, |i| i + 1);
    tokens.truncate(end);
    tokens
}

/// The brackets right before the first number.
fn opened(gap: &str) -> Vec<Token> {
    gap.chars().rev().take_while(|c| matches!(c, '（' | '(')).map(|_| Token::Open).collect()
}

/// What stands between two numbers, when it is a sign with brackets and a name around it.
fn between(m: &Mention, flow: &Flow) -> Option<Vec<Token>> {
    let minus = flow.slice(m.at.start, m.at.end).starts_with(['-', '－', '−']);
    if m.gap.trim().is_empty() && minus {
        return Some(vec![Token::Sign('+')]);
    }
    let mut tokens = Vec::new();
    let mut name = 0;
    let mut rest = m.gap.as_str();
    while let Some(c) = rest.chars().next() {
        let signed = tokens.iter().any(|t| matches!(t, Token::Sign(_) | Token::Equals));
        rest = &rest[c.len_utf8()..];
        match c {
            ' ' | '\u{3000}' => {}
            '（' | '(' => match aside(rest) {
                Some(len) => rest = &rest[len..],
                None => tokens.push(Token::Open),
            },
            '）' | ')' => tokens.push(Token::Close),
            '=' | '＝' | '≈' if !signed => tokens.push(Token::Equals),
            c if is_operator(c) && !signed => tokens.push(Token::Sign(c)),
            '\u{4e00}'..='\u{9fff}' | '“' | '”' if signed && name < NAME => name += 1,
            _ => return None,
        }
    }
    let signed = tokens.iter().any(|t| matches!(t, Token::Sign(_) | Token::Equals));
    signed.then_some(tokens)
}

/// The length of words in brackets, which explain the number before them.
fn aside(rest: &str) -> Option<usize> {
    let close = rest.find(['）', ')'])?;
    let words = &rest[..close];
    let worded = !words.is_empty()
        && words.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || "“”、".contains(c));
    worded.then(|| close + rest[close..].chars().next().map_or(1, char::len_utf8))
}

/// Each side with several numbers, against the side that is one number: the last, or else the first.
fn sides(chain: &[Token]) -> Vec<Computation> {
    let sides: Vec<&[Token]> = chain.split(|t| *t == Token::Equals).collect();
    let lone = |side: &&[Token]| match side {
        [Token::Term(id)] => Some(*id),
        _ => None,
    };
    let result = sides.last().and_then(lone).or_else(|| sides.first().and_then(lone));
    let (Some(result), true) = (result, sides.len() >= 2) else { return Vec::new() };
    sides.iter().filter_map(|side| computed(side, result)).collect()
}

fn computed(side: &[Token], result: MentionId) -> Option<Computation> {
    let mut parser = Parser { tokens: side, at: 0, terms: Vec::new() };
    let root = parser.sum()?;
    let whole = parser.at == side.len() && parser.terms.len() >= 2 && !parser.terms.contains(&result);
    whole.then_some(Computation { root, terms: parser.terms, result })
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    terms: Vec<MentionId>,
}

impl Parser<'_> {
    fn sign(&mut self, wanted: fn(char) -> bool) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(c)) if wanted(*c) => {
                self.at += 1;
                Some(*c)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Option<Node> {
        let mut left = self.product()?;
        while let Some(c) = self.sign(|c| !is_factor(c)) {
            let right = Box::new(self.product()?);
            let a = Box::new(left);
            left = if matches!(c, '+' | '＋') { Node::Add(a, right) } else { Node::Sub(a, right) };
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Node> {
        let mut left = self.atom()?;
        while let Some(c) = self.sign(is_factor) {
            let right = Box::new(self.atom()?);
            let a = Box::new(left);
            left = if matches!(c, '÷' | '/' | '／') { Node::Div(a, right) } else { Node::Mul(a, right) };
        }
        Some(left)
    }

    /// A number or a bracket; brackets are as deep as the chain is long, which is bounded.
    fn atom(&mut self) -> Option<Node> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        match token {
            Token::Term(id) => {
                self.terms.push(*id);
                Some(Node::Name(self.terms.len() - 1))
            }
            Token::Open => {
                let inner = self.sum()?;
                let closed = self.tokens.get(self.at) == Some(&Token::Close);
                self.at += usize::from(closed);
                closed.then_some(inner)
            }
            _ => None,
        }
    }
}

fn is_factor(c: char) -> bool {
    matches!(c, '×' | '*' | '＊' | '✕' | '÷' | '/' | '／')
}

/// The formulas in words.
pub(super) fn worded(flow: &Flow, mentions: &[Mention], scheme: &Scheme) -> Vec<Worded> {
    let mut found = Vec::new();
    for (p, para) in flow.paras.iter().enumerate() {
        let text = flow.para_text(p);
        if para.cell.is_some() || !text.contains(['=', '＝', '÷']) {
            continue;
        }
        let starts = text.match_indices(['=', '＝']).map(|(i, s)| (i, i + s.len()));
        for (at, from) in starts {
            let start = para.range.start + from as u32;
            found.extend(
                equation(text, at, from)
                    .and_then(|(name, e, len)| of(name, e, mentions, start + len as u32, p, scheme)),
            );
        }
        found.extend(bracketed(p, mentions, scheme));
    }
    found
}

/// 名称=算式 around the equals sign at `at`: the name, the expression, and the length of the expression.
fn equation(text: &str, at: usize, from: usize) -> Option<(String, Expression, usize)> {
    const STOP: &[char] = &['，', '。', '；', '：', '、', ',', ';', ':', '=', '＝', '≈', '\n'];
    let head = &text[..at];
    let start = head.rfind(STOP).map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
    let name = label::clean(head[start..].trim());
    let rest = &text[from..];
    let end = rest.find(STOP).unwrap_or(rest.len());
    let expression = expression(&rest[..end])?;
    (name.chars().count() >= 2).then(|| (name.to_owned(), expression, end))
}

/// An expression of at least two names and no other number than 100%.
fn expression(text: &str) -> Option<Expression> {
    let bare: String = text.replace("100%", "").replace("100％", "");
    if bare.contains(|c: char| c.is_ascii_digit() || c.is_ascii_alphabetic()) {
        return None;
    }
    let e = Expression::parse(text.trim_end_matches(['（', '('])).ok()?;
    let named = e.names.len() >= 2 && e.names.iter().all(|n| n.chars().count() >= 2);
    named.then_some(e)
}

/// With the figure behind its own equals sign: …×100%=7.3%.
fn of(
    name: String,
    e: Expression,
    mentions: &[Mention],
    end: u32,
    para: usize,
    scheme: &Scheme,
) -> Option<Worded> {
    let next = mentions.partition_point(|m| m.at.start < end);
    let result = mentions.get(next).filter(|m| m.para as usize == para).and_then(|m| {
        let sign = m.gap.trim().trim_start_matches(['）', ')']).trim();
        matches!(sign, "=" | "＝").then_some(next)
    });
    let attributes = e.names.iter().map(|n| label::attribute(n, scheme)).collect();
    Some(Worded { name, expression: e, attributes, result })
}

/// 结转结余率（结转结余总额÷支出预算数）为7.3%.
fn bracketed(para: usize, mentions: &[Mention], scheme: &Scheme) -> Vec<Worded> {
    let from = mentions.partition_point(|m| (m.para as usize) < para);
    let here = mentions[from..].iter().take_while(|m| m.para as usize == para).enumerate();
    let of = |(i, m): (usize, &Mention)| {
        let (head, rest) = m.before.rsplit_once(['（', '('])?;
        let (inner, tail) = rest.split_once(['）', ')'])?;
        let e = expression(inner)?;
        let name = label::clean(head);
        let led = tail.trim().chars().all(|c| "为是达到：:".contains(c));
        let attributes = e.names.iter().map(|n| label::attribute(n, scheme)).collect();
        (led && !name.is_empty()).then(|| Worded {
            name: name.to_owned(),
            expression: e,
            attributes,
            result: Some(from + i),
        })
    };
    here.filter_map(of).collect()
}
