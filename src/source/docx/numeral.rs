//! How Word writes a number of a list: 3 → 三, ③, iii, c …

/// Formats `n` in the named `w:numFmt`; what a format cannot show it shows in digits, as Word does.
pub(super) fn format(format: &str, n: u32) -> String {
    let special = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{n:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(wide(n)),
        "numberInDash" => Some(format!("- {n} -")),
        "lowerLetter" => letter(n, b'a'),
        "upperLetter" => letter(n, b'A'),
        "lowerRoman" => roman(n).map(|r| r.to_lowercase()),
        "upperRoman" => roman(n),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(n),
        "decimalEnclosedParen" => within(n, '⑴', 20),
        "decimalEnclosedFullstop" => within(n, '⒈', 20),
        "ideographEnclosedCircle" => within(n, '㊀', 10),
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸", n),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥", n),
        "chineseCounting" | "taiwaneseCounting" => counting(n, Hundreds::Digits),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counting(n, Hundreds::Zero),
        "japaneseCounting" | "koreanCounting" => counting(n, Hundreds::Bare),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(digits(n)),
        "chineseLegalSimplified" => counting(n, Hundreds::Zero).map(|s| legal(&s, LEGAL_SIMPLIFIED)),
        "ideographLegalTraditional" | "japaneseLegal" => {
            counting(n, Hundreds::Zero).map(|s| legal(&s, LEGAL_TRADITIONAL))
        }
        _ => None,
    };
    special.unwrap_or_else(|| n.to_string())
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const ORDINARY: &str = "〇一二三四五六七八九十百千";
const LEGAL_SIMPLIFIED: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟";
const LEGAL_TRADITIONAL: &str = "零壹貳參肆伍陸柒捌玖拾佰仟";

/// What the counting formats do above 99, where they differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hundreds {
    /// 一〇一
    Digits,
    /// 一百〇一
    Zero,
    /// 百一
    Bare,
}

fn counting(n: u32, hundreds: Hundreds) -> Option<String> {
    if n > 9999 {
        return None;
    }
    if n == 0 || (n > 99 && hundreds == Hundreds::Digits) {
        return Some(digits(n));
    }
    let mut out = String::new();
    let mut zero = false;
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) && hundreds == Hundreds::Zero {
            out.push(DIGITS[0]);
        }
        // 十 and not 一十, but 一百一十.
        let bare = unit > 1 && digit == 1 && (hundreds == Hundreds::Bare || (unit == 10 && out.is_empty()));
        if !bare {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(sign);
    }
    Some(out)
}

fn digits(n: u32) -> String {
    n.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect()
}

/// The forms of a cheque; 十 is written 壹拾 there.
fn legal(word: &str, forms: &str) -> String {
    let full = if word.starts_with('十') { format!("一{word}") } else { word.to_owned() };
    let form = |c| ORDINARY.chars().position(|o| o == c).and_then(|i| forms.chars().nth(i));
    full.chars().map(|c| form(c).unwrap_or(c)).collect()
}

fn wide(n: u32) -> String {
    let wide = |b: u8| char::from_u32(u32::from('０') + u32::from(b - b'0'));
    n.to_string().bytes().filter_map(wide).collect()
}

/// a … z, aa, bb …; Word repeats the letter.
fn letter(n: u32, first: u8) -> Option<String> {
    let index = n.checked_sub(1).filter(|i| *i < 26 * 30)?;
    let c = char::from(first + (index % 26) as u8);
    Some(std::iter::repeat_n(c, index as usize / 26 + 1).collect())
}

fn roman(n: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while (1..4000).contains(&n) && rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    (!out.is_empty()).then_some(out)
}

fn circled(n: u32) -> Option<String> {
    match n {
        0 => Some("⓪".into()),
        21..=35 => within(n - 20, '㉑', 15),
        36..=50 => within(n - 35, '㊱', 15),
        _ => within(n, '①', 20),
    }
}

/// The n-th character from `first`, up to `last`.
fn within(n: u32, first: char, last: u32) -> Option<String> {
    let c = (1..=last).contains(&n).then(|| char::from_u32(u32::from(first) + n - 1))?;
    c.map(String::from)
}

fn pick(signs: &str, n: u32) -> Option<String> {
    signs.chars().nth(n.checked_sub(1)? as usize).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ninety_nine_in_chinese() {
        let ones = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        for n in 1..100u32 {
            let ten = if n < 10 {
                String::new()
            } else {
                format!("{}十", if n < 20 { "" } else { ones[n as usize / 10] })
            };
            let word = format!("{ten}{}", ones[n as usize % 10]);
            for f in ["chineseCounting", "japaneseCounting", "chineseCountingThousand"] {
                assert_eq!(format(f, n), word, "{f}");
            }
        }
    }

    #[test]
    fn other_formats() {
        for (f, n, shown) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("chineseCounting", 101, "一〇一"),
            ("chineseCountingThousand", 101, "一百〇一"),
            ("chineseCountingThousand", 1010, "一千〇一十"),
            ("japaneseCounting", 110, "百十"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("decimalEnclosedCircleChinese", 10, "⑩"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalFullWidth", 10, "１０"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 1, "A"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 4000, "4000"),
            ("lowerLetter", u32::MAX, "4294967295"),
            ("bullet", 1, ""),
            ("hebrew1", 4, "4"),
        ] {
            assert_eq!(format(f, n), shown, "{f} {n}");
        }
    }
}
