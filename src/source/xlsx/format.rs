//! Number formats: from what a cell stores to what a person sees.
//!
//! Covers what tables of reports use: sections, conditions, digits, thousands, scaling, per cent, literals,
//! dates. What is beyond (fractions, exponents) is shown as the format General does. Its one surprise: a
//! negative number that a format shows only by brackets or colour gets its minus sign back, as a reader of
//! text sees neither.

use super::date;
use super::decimal::Stored;

/// A number format, parsed once a style.
#[derive(Clone, Debug, Default)]
pub(super) struct Format {
    /// Without any, the format is General.
    sections: Vec<Section>,
}

#[derive(Clone, Debug, Default)]
struct Section {
    condition: Option<Condition>,
    tokens: Vec<Token>,
}

#[derive(Clone, Debug)]
struct Condition {
    sign: String,
    limit: Stored,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// 0, # or ?
    Digit(char),
    Point,
    Comma,
    Percent,
    Literal(char),
    General,
    /// A run of one letter of a date: yyyy, mm, d, h, s, a (上午) …
    Date(char, usize),
    /// Elapsed time, exponents, fractions: not rendered.
    Beyond,
    /// @
    Text,
}

impl Format {
    pub fn parse(code: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut chars = code.chars().peekable();
        while let Some(c) = chars.next() {
            let Some(section) = sections.last_mut() else { break };
            match c {
                ';' => sections.push(Section::default()),
                '"' => section.tokens.extend(chars.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
                '\\' | '!' => section.tokens.extend(chars.next().map(Token::Literal)),
                // A blank as wide as the next character, or that character repeated.
                '_' | '*' => drop(chars.next()),
                '[' => section.bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '0' | '#' | '?' => section.tokens.push(Token::Digit(c)),
                '.' => section.tokens.push(Token::Point),
                ',' => section.tokens.push(Token::Comma),
                '%' | '％' => section.tokens.push(Token::Percent),
                '@' => section.tokens.push(Token::Text),
                'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => section.tokens.push(Token::Beyond),
                'G' | 'g' => section.general(&mut chars),
                _ => section.letter(c, &mut chars),
            }
        }
        sections.iter_mut().for_each(Section::settle);
        Self { sections }
    }

    /// What is seen of a stored number.
    pub fn show(&self, stored: &Stored, epoch: i64) -> String {
        let Some((section, bare)) = self.section(stored) else { return stored.general() };
        section.show(stored, bare, epoch)
    }

    /// The section for a number, and whether it must say itself that the number is negative.
    fn section(&self, stored: &Stored) -> Option<(&Section, bool)> {
        let all = &self.sections;
        if all.iter().any(|s| s.condition.is_some()) {
            let fits = |s: &&Section| s.condition.as_ref().is_none_or(|c| c.holds(stored));
            return all.iter().find(fits).map(|s| (s, false));
        }
        match all.len() {
            2 if stored.negative && !stored.is_zero() => Some((&all[1], true)),
            3.. if stored.is_zero() => Some((&all[2], false)),
            3.. if stored.negative => Some((&all[1], true)),
            _ => all.first().map(|s| (s, false)),
        }
    }
}

impl Condition {
    fn holds(&self, stored: &Stored) -> bool {
        let order = stored.order(&self.limit);
        match self.sign.as_str() {
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            "<>" => order.is_ne(),
            _ => order.is_eq(),
        }
    }
}

type Chars<'c> = std::iter::Peekable<std::str::Chars<'c>>;

impl Section {
    /// A colour, a condition, a currency sign, elapsed time.
    fn bracket(&mut self, inner: &str) {
        let sign: String = inner.chars().take_while(|c| "<>=".contains(*c)).collect();
        if let Some(limit) = Stored::parse(&inner[sign.len()..]).filter(|_| !sign.is_empty()) {
            self.condition = Some(Condition { sign, limit });
        } else if let Some(currency) = inner.strip_prefix('$') {
            self.tokens.extend(currency.chars().take_while(|c| *c != '-').map(Token::Literal));
        } else if matches!(inner.chars().next(), Some('h' | 'H' | 'm' | 's')) && inner.len() < 3 {
            self.tokens.push(Token::Beyond);
        }
    }

    fn general(&mut self, chars: &mut Chars<'_>) {
        let rest: String = chars.clone().take(6).collect();
        let length = match rest.as_str() {
            r if r.eq_ignore_ascii_case("eneral") => 6,
            r if r.starts_with("/通用格式") => 5,
            _ => return,
        };
        self.tokens.push(Token::General);
        chars.by_ref().take(length).for_each(drop);
    }

    /// A letter of a date, or a character that stands for itself.
    fn letter(&mut self, c: char, chars: &mut Chars<'_>) {
        let lower = c.to_ascii_lowercase();
        if !"ymdhseaab".contains(lower) {
            // 上午/下午 is AM/PM.
            let marker = matches!(c, '上' | '下') && chars.peek() == Some(&'午');
            self.tokens.push(if marker { Token::Date('a', 1) } else { Token::Literal(c) });
            return;
        }
        let mut count = 1;
        while chars.peek().is_some_and(|n| n.to_ascii_lowercase() == lower) {
            chars.next();
            count += 1;
        }
        if lower == 'a' && matches!(chars.peek(), Some('m' | 'M' | '/')) {
            chars.by_ref().take(4).for_each(drop);
            self.tokens.push(Token::Beyond);
        } else {
            self.tokens.push(Token::Date(lower, count));
        }
    }

    /// A slash between digits makes a fraction; between letters of a date it is itself.
    fn settle(&mut self) {
        let fraction = self.tokens.windows(3).any(|w| {
            matches!(w, [Token::Digit(_), Token::Literal('/'), Token::Digit(_) | Token::Literal('0'..='9')])
        });
        if fraction {
            self.tokens.push(Token::Beyond);
        }
    }

    fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }

    fn show(&self, stored: &Stored, bare: bool, epoch: i64) -> String {
        if self.has(&Token::Beyond) || self.has(&Token::Text) {
            return stored.general();
        }
        if self.tokens.iter().any(|t| matches!(t, Token::Date(..))) {
            return date::show(&self.tokens, stored, epoch).unwrap_or_else(|| stored.general());
        }
        let general = self.has(&Token::General);
        let shown = if general { self.around_general(stored) } else { self.digits(stored) };
        let shown = shown.trim().to_owned();
        let signed = shown.contains(['-', '−', '－']);
        match stored.negative && !stored.is_zero() && shown.contains(|c: char| c.is_ascii_digit()) {
            true if bare && !signed => format!("-{}", shown.trim_matches(['(', ')', '（', '）'])),
            true if !bare && shown.contains(|c: char| matches!(c, '1'..='9')) => format!("-{shown}"),
            _ => shown,
        }
    }

    fn around_general(&self, stored: &Stored) -> String {
        let mut plain = stored.clone();
        plain.negative = false;
        let one = |t: &Token| match t {
            Token::General => plain.general(),
            Token::Literal(c) => c.to_string(),
            _ => String::new(),
        };
        self.tokens.iter().map(one).collect()
    }

    /// The places of the digits in the tokens: whole part, fraction.
    fn digits(&self, stored: &Stored) -> String {
        let is_digit = |t: &Token| matches!(t, Token::Digit(_));
        let point = self.tokens.iter().position(|t| *t == Token::Point).unwrap_or(self.tokens.len());
        let places = self.tokens[point..].iter().filter(|t| is_digit(t)).count();
        let first = self.tokens.iter().position(is_digit).unwrap_or(0);
        let whole_end = self.tokens[..point].iter().rposition(is_digit).map_or(0, |i| i + 1);
        let commas = |range: &[Token]| range.iter().filter(|t| **t == Token::Comma).count() as i32;
        // Commas among the digits of the whole part group them, others divide by a thousand each.
        let grouping = self.tokens.get(first..whole_end).map_or(0, commas);
        let (grouped, scaling) = (grouping > 0, commas(&self.tokens) - grouping);
        let percents = self.tokens.iter().filter(|t| **t == Token::Percent).count() as i32;
        let mut number = stored.clone();
        number.shift(percents * 2 - scaling * 3);
        number.round(places);
        let (whole, fraction) = number.parts();
        let mut shown = self.whole(&self.tokens[..point], whole, grouped);
        shown.push_str(&self.fraction(&self.tokens[point..], &fraction));
        shown
    }

    /// Fills the digits from the right; the leftmost place takes all that are left.
    fn whole(&self, tokens: &[Token], mut digits: Vec<u8>, grouped: bool) -> String {
        let first = tokens.iter().position(|t| matches!(t, Token::Digit(_)));
        let mut out: Vec<char> = Vec::new();
        let mut placed = 0;
        let mut put = |out: &mut Vec<char>, d: u8| {
            if grouped && placed > 0 && placed % 3 == 0 {
                out.push(',');
            }
            out.push(char::from(b'0' + d));
            placed += 1;
        };
        for (i, token) in tokens.iter().enumerate().rev() {
            match token {
                Token::Digit(kind) => {
                    match digits.pop() {
                        Some(d) => put(&mut out, d),
                        None if *kind == '0' => put(&mut out, 0),
                        None => {}
                    }
                    while first == Some(i) && !digits.is_empty() {
                        digits.pop().into_iter().for_each(|d| put(&mut out, d));
                    }
                }
                Token::Percent => out.push('%'),
                Token::Literal(c) => out.push(*c),
                _ => {}
            }
        }
        out.into_iter().rev().collect()
    }

    fn fraction(&self, tokens: &[Token], digits: &[u8]) -> String {
        let places: Vec<char> =
            tokens.iter().filter_map(|t| if let Token::Digit(c) = t { Some(*c) } else { None }).collect();
        // Places that are shown: those with a digit, and those that a 0 asks for.
        let needed = places.iter().rposition(|c| *c == '0').map_or(0, |i| i + 1).max(digits.len());
        let mut at = 0;
        let mut out = String::new();
        for token in tokens {
            match token {
                Token::Point => out.push('.'),
                Token::Digit(_) => {
                    if at < needed {
                        out.push(char::from(b'0' + digits.get(at).copied().unwrap_or(0)));
                    }
                    at += 1;
                }
                Token::Percent => out.push('%'),
                Token::Literal(c) => out.push(*c),
                _ => {}
            }
        }
        out
    }
}

/// The code of a built-in format, as a Chinese Excel has it.
pub(super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(code: &str, stored: &str, seen: &str) {
        let stored = Stored::parse(stored).unwrap();
        assert_eq!(Format::parse(code).show(&stored, 0), seen, "{code}");
    }

    #[test]
    fn numbers() {
        shows("General", "0.93160000000000001", "0.9316");
        shows("0.00", "1487.2649999999999", "1487.27");
        shows("#,##0.00", "93506400.5", "93,506,400.50");
        shows("#,##0.00", "0.126", "0.13");
        shows("#,##0", "999", "999");
        shows("0.00%", "0.93162615", "93.16%");
        shows("0%", "1", "100%");
        shows("#.##", "12", "12.");
        shows("0.##", "12.5", "12.5");
        shows("0.00\"万元\"", "12.5", "12.50万元");
        shows("\"≥\"0", "95", "≥95");
        shows("0000", "7", "0007");
        shows("#,##0.00_ ", "1680", "1,680.00");
        shows("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-");
        shows("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-12.345", "-12.35");
    }

    #[test]
    fn scaling_and_conditions() {
        shows("0.00,", "1234567", "1234.57");
        shows("#,##0,", "1234567", "1,235");
        shows("0\\.0,", "12345", "1.2");
        shows("0!.00,", "12345", "0.12");
        shows("[>=10000]0\\.0,\"万\";0", "12345", "1.2万");
        shows("[>=10000]0\\.0,\"万\";0", "123", "123");
        shows("[=0]\"\";General", "0", "");
        shows("[=0]\"\";General", "7.5", "7.5");
        shows("General\"分\"", "9.5", "9.5分");
    }

    #[test]
    fn negative_numbers_keep_their_sign() {
        shows("0.00", "-3.5", "-3.50");
        shows("0.00_);(0.00)", "-3.5", "-3.50");
        shows("0.00;[Red]0.00", "-3.5", "-3.50");
        shows("0.00;[Red]-0.00", "-3.5", "-3.50");
        shows("0.00", "-0.001", "0.00");
        shows(";;;", "12", "");
    }

    #[test]
    fn dates() {
        shows("yyyy\"年\"m\"月\"d\"日\"", "45291", "2023年12月31日");
        shows("yyyy-mm-dd", "45292", "2024-01-01");
        shows(builtin(14), "45291.25", "2023/12/31");
        shows("yyyy/m/d h:mm", "45291.25", "2023/12/31 6:00");
        shows("[$-804]yyyy\"年\"m\"月\"", "60", "1900年2月");
        shows("[h]:mm", "1.5", "1.5");
        shows("# ?/?", "0.5", "0.5");
        shows("0.00E+00", "12345", "12345");
    }
}
