//! Values of cells, and their bytes in the journal. Must not know any table.

use crate::num::{Rat, exact_text};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    #[default]
    Null,
    Text(String),
    Int(i64),
    Bool(bool),
    /// mantissa · 10^-scale, exactly.
    Decimal(i128, u8),
}

pub type Row = Vec<Value>;

/// Bytes that are no rows.
#[derive(Debug, thiserror::Error)]
#[error("bytes are no rows")]
pub struct Broken;

impl Value {
    /// Empty text is no value.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(text.to_owned()) }
    }

    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    pub fn int(n: impl Into<i64>) -> Self {
        Self::Int(n.into())
    }

    pub fn opt(n: Option<u32>) -> Self {
        n.map_or(Self::Null, |n| Self::Int(i64::from(n)))
    }

    /// A number that counts from 0 inside and from 1 outside.
    pub fn number(index: Option<usize>) -> Self {
        index.map_or(Self::Null, |i| Self::Int(i as i64 + 1))
    }

    /// A plain decimal; whatever else stands there is none.
    pub fn decimal(text: &str) -> Self {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |d| (-1, d));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{part}");
        let plain = !all.is_empty() && all.bytes().all(|b| b.is_ascii_digit());
        match all.parse::<i128>() {
            Ok(mantissa) if plain && part.len() <= 38 => Self::Decimal(sign * mantissa, part.len() as u8),
            _ => Self::Null,
        }
    }

    /// The exact value where it is a decimal that ends.
    pub fn rat(r: Rat) -> Self {
        Self::decimal(&exact_text(r))
    }

    /// As CSV and people write it.
    pub fn shown(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            Self::Int(n) => n.to_string(),
            Self::Bool(b) => b.to_string(),
            Self::Decimal(mantissa, scale) => shown(*mantissa, usize::from(*scale)),
        }
    }
}

fn shown(mantissa: i128, scale: usize) -> String {
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if mantissa < 0 { "-" } else { "" };
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Appends rows to bytes.
pub fn encode(rows: &[Row], out: &mut Vec<u8>) {
    number(rows.len() as u128, out);
    for row in rows {
        number(row.len() as u128, out);
        row.iter().for_each(|v| value(v, out));
    }
}

fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.push(0),
        Value::Text(text) => {
            out.push(1);
            number(text.len() as u128, out);
            out.extend_from_slice(text.as_bytes());
        }
        Value::Int(n) => {
            out.push(2);
            number(zigzag(i128::from(*n)), out);
        }
        Value::Bool(b) => out.push(3 + u8::from(*b)),
        Value::Decimal(mantissa, scale) => {
            out.extend([5, *scale]);
            number(zigzag(*mantissa), out);
        }
    }
}

fn zigzag(n: i128) -> u128 {
    ((n << 1) ^ (n >> 127)) as u128
}

/// Seven bits a byte, low ones first.
fn number(mut n: u128, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// The rows at the head of `bytes`, which loses them.
///
/// # Errors
/// When the bytes are none that `encode` made.
pub fn decode(bytes: &mut &[u8]) -> Result<Vec<Row>, Broken> {
    let rows = length(bytes)?;
    (0..rows).map(|_| (0..length(bytes)?).map(|_| read(bytes)).collect()).collect()
}

fn read(bytes: &mut &[u8]) -> Result<Value, Broken> {
    Ok(match byte(bytes)? {
        0 => Value::Null,
        1 => {
            let len = length(bytes)?;
            let (text, rest) = bytes.split_at_checked(len).ok_or(Broken)?;
            *bytes = rest;
            Value::Text(std::str::from_utf8(text).map_err(|_| Broken)?.to_owned())
        }
        2 => Value::Int(i64::try_from(signed(bytes)?).map_err(|_| Broken)?),
        tag @ (3 | 4) => Value::Bool(tag == 4),
        5 => {
            let scale = byte(bytes)?;
            Value::Decimal(signed(bytes)?, scale)
        }
        _ => return Err(Broken),
    })
}

fn byte(bytes: &mut &[u8]) -> Result<u8, Broken> {
    let (first, rest) = bytes.split_first().ok_or(Broken)?;
    *bytes = rest;
    Ok(*first)
}

fn unsigned(bytes: &mut &[u8]) -> Result<u128, Broken> {
    let (mut n, mut shift) = (0u128, 0);
    loop {
        let b = byte(bytes)?;
        n |= u128::from(b & 0x7f).checked_shl(shift).ok_or(Broken)?;
        if b < 0x80 {
            return Ok(n);
        }
        shift += 7;
    }
}

fn signed(bytes: &mut &[u8]) -> Result<i128, Broken> {
    let n = unsigned(bytes)?;
    Ok((n >> 1) as i128 ^ -((n & 1) as i128))
}

/// No list and no text is longer than what is left.
fn length(bytes: &mut &[u8]) -> Result<usize, Broken> {
    let n = usize::try_from(unsigned(bytes)?).map_err(|_| Broken)?;
    if n <= bytes.len() { Ok(n) } else { Err(Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for text in ["9350.64", "-0.05", "0", "100", "7847.70", "-12345678901234567890.5"] {
            assert_eq!(Value::decimal(text).shown(), text);
        }
        for text in ["1/3", "", "-", "1e5", "1.2.3", "87.46…"] {
            assert_eq!(Value::decimal(text), Value::Null, "{text}");
        }
        assert_eq!(Value::decimal("7847.70"), Value::Decimal(784_770, 2));
    }

    #[test]
    fn rows_come_back() {
        let rows = vec![
            vec![Value::Null, Value::text("报告"), Value::Int(-7), Value::Bool(true)],
            vec![Value::decimal("-93506400.125"), Value::Decimal(i128::MIN, 3), Value::Bool(false)],
            vec![],
        ];
        let mut bytes = Vec::new();
        encode(&rows, &mut bytes);
        let mut left = bytes.as_slice();
        assert_eq!(decode(&mut left).unwrap(), rows);
        assert!(left.is_empty());
        for cut in 0..bytes.len() {
            assert!(decode(&mut &bytes[..cut]).is_err());
        }
    }
}
