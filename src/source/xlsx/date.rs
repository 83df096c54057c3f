//! A stored day number as a date in the tokens of a format.

use super::decimal::Stored;
use super::format::Token;

struct Moment {
    year: i64,
    month: i64,
    day: i64,
    seconds: i64,
}

/// The date; none when the number is no day.
pub(super) fn show(tokens: &[Token], stored: &Stored, epoch: i64) -> Option<String> {
    if stored.negative && !stored.is_zero() {
        return None;
    }
    let (days, seconds) = stored.day_and_seconds()?;
    let moment = moment(days + epoch, seconds)?;
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::Date('m', n) if is_minute(tokens, i) => padded(&mut out, moment.seconds / 60 % 60, *n),
            Token::Date(letter, n) => part(&mut out, &moment, *letter, *n),
            Token::Literal(c) => out.push(*c),
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    Some(out.trim().to_owned())
}

fn part(out: &mut String, moment: &Moment, letter: char, n: usize) {
    match letter {
        'y' | 'e' if n <= 2 && letter == 'y' => padded(out, moment.year % 100, 2),
        'y' | 'e' => out.push_str(&moment.year.to_string()),
        'm' => padded(out, moment.month, n.min(2)),
        'd' if n <= 2 => padded(out, moment.day, n),
        'h' => padded(out, moment.seconds / 3600, n),
        's' => padded(out, moment.seconds % 60, n),
        _ => {}
    }
}

fn padded(out: &mut String, value: i64, width: usize) {
    let width = width.min(2);
    out.push_str(&format!("{value:0width$}"));
}

/// m stands for minutes behind h and before s.
fn is_minute(tokens: &[Token], at: usize) -> bool {
    let letter = |t: &Token| if let Token::Date(c, _) = t { Some(*c) } else { None };
    tokens[..at].iter().rev().find_map(letter) == Some('h')
        || tokens[at + 1..].iter().find_map(letter) == Some('s')
}

/// The civil date of a day number; Excel counts a 29th of February 1900 that never was.
fn moment(serial: i64, seconds: i64) -> Option<Moment> {
    const LAST: i64 = 2_958_465;
    if !(0..=LAST).contains(&serial) {
        return None;
    }
    let serial = if serial < 60 { serial + 1 } else { serial };
    // Days since 0000-03-01, so that the leap day ends a year.
    let days = serial + 693_899;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(Moment { year, month, day, seconds })
}
