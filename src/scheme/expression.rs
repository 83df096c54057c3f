//! The language of formulas, as people write them: 预算调整率 = (全年预算数 − 年初预算数) ÷ 年初预算数 × 100%.
//!
//! One language for the pattern files and for the formulas that a report prints. Must not know figures or files.
//! The one surprise: a bracket right behind a name belongs to the name (因公出国（境）费).

use crate::num::{self, Rat};
use std::ops::Range;

/// What is computed from named operands.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Index into the names of the expression.
    Name(usize),
    Const(Rat),
    Add(Box<Node>, Box<Node>),
    Sub(Box<Node>, Box<Node>),
    Mul(Box<Node>, Box<Node>),
    Div(Box<Node>, Box<Node>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Each operand once, in the order of the text.
    pub names: Vec<String>,
    pub root: Node,
    /// A hundred per cent stands in it: the result is a percentage.
    pub percent: bool,
    /// As written, trimmed.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    AtMost,
    AtLeast,
}

/// Name, how it must stand, and to what.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    pub name: String,
    pub compare: Compare,
    pub right: Expression,
}

/// Why a text is no formula, in Chinese, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub message: String,
}

/// Most operands, and how deep brackets may stand in each other.
const NAMES: usize = 12;
const DEPTH: u32 = 12;
/// Longest name of an operand, in characters.
const LONG: usize = 40;

impl Node {
    /// Whether anything is multiplied or divided in it.
    pub fn multiplies(&self) -> bool {
        match self {
            Self::Name(_) | Self::Const(_) => false,
            Self::Add(a, b) | Self::Sub(a, b) => a.multiplies() || b.multiplies(),
            Self::Mul(..) | Self::Div(..) => true,
        }
    }
}

impl Equation {
    /// # Errors
    /// When the text is no formula.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let (at, len, compare) = relation(text).ok_or_else(|| {
            fault(text.len(), "缺少等号：写成 名称 = 算式，如 完成率 = 完成数 ÷ 计划数 × 100%")
        })?;
        let name = text[..at].trim();
        if name.is_empty() {
            return Err(fault(0, "等号左边缺少名称：写成 名称 = 算式"));
        }
        let right = Expression::parse(&text[at + len..]);
        let right = right.map_err(|f| Fault { at: f.at + at + len, message: f.message })?;
        Ok(Self { name: name.to_owned(), compare, right })
    }
}

/// The first =, ≤ or ≥: where, how long, which.
fn relation(text: &str) -> Option<(usize, usize, Compare)> {
    const SIGNS: &[(&str, Compare)] = &[
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("≤", Compare::AtMost),
        ("≥", Compare::AtLeast),
        ("=", Compare::Equal),
        ("＝", Compare::Equal),
    ];
    let found = |(sign, compare): &(&str, Compare)| text.find(sign).map(|at| (at, sign.len(), *compare));
    SIGNS.iter().filter_map(found).min_by_key(|f| (f.0, std::cmp::Reverse(f.1)))
}

impl Expression {
    /// # Errors
    /// When the text is no expression.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), names: Vec::new(), depth: 0 };
        let root = parser.sum()?;
        if let Some((range, token)) = parser.tokens.get(parser.at) {
            let what = if *token == Token::Close {
                "多了一个右括号"
            } else {
                "两个名称之间缺少运算符（＋ − × ÷）"
            };
            return Err(fault(range.start, what));
        }
        let percent = tokens.iter().any(|t| matches!(t.1, Token::Number(_, true)));
        Ok(Self { names: parser.names, root, percent, text: text.trim().to_owned() })
    }
}

fn fault(at: usize, message: &str) -> Fault {
    Fault { at, message: message.to_owned() }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    /// A number, and whether it is a percentage.
    Number(Rat, bool),
    Plus,
    Minus,
    Times,
    Over,
    Open,
    Close,
}

/// The sign of an operation or bracket.
fn sign(c: char) -> Option<Token> {
    Some(match c {
        '+' | '＋' => Token::Plus,
        '-' | '－' | '−' | '–' => Token::Minus,
        '×' | '*' | '＊' | '✕' => Token::Times,
        '÷' | '/' | '／' => Token::Over,
        '(' | '（' => Token::Open,
        ')' | '）' => Token::Close,
        _ => return None,
    })
}

/// Whether `c` joins the parts of a formula.
pub fn is_operator(c: char) -> bool {
    matches!(sign(c), Some(Token::Plus | Token::Minus | Token::Times | Token::Over))
}

fn tokens(text: &str) -> Result<Vec<(Range<usize>, Token)>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            at = end;
        } else if let Some(token) = sign(c) {
            tokens.push((at..end, token));
            at = end;
        } else if c.is_ascii_digit() {
            let (token, end) = number(text, at)?;
            tokens.push((at..end, token));
            at = end;
        } else if "=＝≤≥<>，。；：,;:、".contains(c) {
            return Err(fault(at, &format!("“{c}”不能出现在算式里")));
        } else {
            let end = name(text, at);
            let word = text[at..end].trim().to_owned();
            if word.chars().count() > LONG {
                return Err(fault(at, "名称太长：最多 40 字"));
            }
            tokens.push((at..end, Token::Name(word)));
            at = end;
        }
    }
    Ok(tokens)
}

/// 100%, 0.5, 30.
fn number(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    let rest = &text[at..];
    let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let value = num::parse(&rest[..len]).and_then(num::rat);
    let value = value.ok_or_else(|| fault(at, "这个数读不懂：只用数字和小数点"))?;
    let percent = rest[len..].chars().next().filter(|c| matches!(c, '%' | '％'));
    let Some(sign) = percent else { return Ok((Token::Number(value, false), at + len)) };
    let part = num::div(value, Rat::from_integer(100)).ok_or_else(|| fault(at, "这个数太大"))?;
    Ok((Token::Number(part, true), at + len + sign.len_utf8()))
}

/// The end of the name at `at`: up to a sign; a bracket without an operation in it belongs to the name.
fn name(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(c) = text[end..].chars().next() {
        if matches!(c, '(' | '（') {
            let inner = &text[end + c.len_utf8()..];
            let close = inner.find([')', '）']);
            let Some(close) = close.filter(|&i| !inner[..i].contains(is_operator)) else { break };
            end += c.len_utf8() + close;
        } else if sign(c).is_some_and(|t| t != Token::Close) || "=＝≤≥<>，。；：,;:、".contains(c) {
            break;
        } else if c == ')' || c == '）' {
            let inside = &text[at..end];
            if inside.matches(['(', '（']).count() <= inside.matches([')', '）']).count() {
                break;
            }
        }
        end += text[end..].chars().next().map_or(1, char::len_utf8);
    }
    end
}

struct Parser<'t> {
    tokens: &'t [(Range<usize>, Token)],
    at: usize,
    end: usize,
    names: Vec<String>,
    depth: u32,
}

impl Parser<'_> {
    fn take(&mut self, wanted: &[Token]) -> Option<Token> {
        let token = self.tokens.get(self.at).map(|t| &t.1).filter(|t| wanted.contains(t))?.clone();
        self.at += 1;
        Some(token)
    }

    fn sum(&mut self) -> Result<Node, Fault> {
        let mut left = self.product()?;
        while let Some(sign) = self.take(&[Token::Plus, Token::Minus]) {
            let right = Box::new(self.product()?);
            let a = Box::new(left);
            left = if sign == Token::Plus { Node::Add(a, right) } else { Node::Sub(a, right) };
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Node, Fault> {
        let mut left = self.atom()?;
        while let Some(sign) = self.take(&[Token::Times, Token::Over]) {
            let right = Box::new(self.atom()?);
            let a = Box::new(left);
            left = if sign == Token::Times { Node::Mul(a, right) } else { Node::Div(a, right) };
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Node, Fault> {
        let Some((range, token)) = self.tokens.get(self.at).cloned() else {
            return Err(fault(self.end, "算式没有写完：运算符后缺少名称或数"));
        };
        self.at += 1;
        match token {
            Token::Name(word) => self.named(word, range.start),
            Token::Number(n, _) => Ok(Node::Const(n)),
            Token::Open if self.depth < DEPTH => self.bracket(range.start),
            Token::Open => Err(fault(range.start, "括号套得太深")),
            _ => Err(fault(range.start, "这里应是名称、数或左括号")),
        }
    }

    fn bracket(&mut self, open: usize) -> Result<Node, Fault> {
        self.depth += 1;
        let inner = self.sum()?;
        self.depth -= 1;
        self.take(&[Token::Close]).map(|_| inner).ok_or_else(|| fault(open, "这个左括号没有配对的右括号"))
    }

    fn named(&mut self, word: String, at: usize) -> Result<Node, Fault> {
        if let Some(i) = self.names.iter().position(|n| *n == word) {
            return Ok(Node::Name(i));
        }
        if self.names.len() == NAMES {
            return Err(fault(at, "名称太多：一个算式最多 12 个"));
        }
        self.names.push(word);
        Ok(Node::Name(self.names.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let e = Equation::parse("预算调整率 = (全年预算数 − 年初预算数) ÷ 年初预算数 × 100%").unwrap();
        assert_eq!((e.name.as_str(), e.compare, e.right.percent), ("预算调整率", Compare::Equal, true));
        assert_eq!(e.right.names, ["全年预算数", "年初预算数"]);
        assert!(e.right.root.multiplies());
        let e = Equation::parse("“三公经费”控制率≤100%").unwrap();
        assert_eq!((e.compare, e.right.root), (Compare::AtMost, Node::Const(Rat::from_integer(1))));
        let e = Expression::parse("因公出国（境）费＋公务接待费").unwrap();
        assert_eq!(e.names, ["因公出国（境）费", "公务接待费"]);
        assert_eq!(Expression::parse("（甲-乙）/甲").unwrap().names, ["甲", "乙"]);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let why = |t: &str| Equation::parse(t).map_err(|f| (f.at, f.message)).unwrap_err();
        assert_eq!(why("完成率").0, "完成率".len());
        assert!(why("完成率 = 完成数 ÷").1.contains("没有写完"));
        assert!(why("完成率 = （完成数 ÷ 计划数").1.contains("右括号"));
        assert!(why("完成率 = 完成数（甲 ÷ 乙）").1.contains("运算符"));
        assert!(why("完成率 = ÷ 计划数").1.contains("应是名称"));
    }
}
