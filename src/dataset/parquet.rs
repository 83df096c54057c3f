//! Tables as Parquet, column by column, without Arrow: zstd, decimals as DECIMAL(38, 10).
//!
//! The one surprise: a row group holds up to a million rows, but fewer when they would take more memory than
//! `ROOM`; what a column says again and again is held once.

use super::schema::{Kind, Table};
use super::value::{Row, Value};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Places of every decimal column.
pub const SCALE: u8 = 10;
const PRECISION: i32 = 38;
/// Rows of a row group.
const ROWS: usize = 1_000_000;
/// Bytes that may wait for their row group.
const ROOM: usize = 40 << 20;
/// Values handed over at once.
const BATCH: usize = 4096;

pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Buffer>,
    rows: usize,
    held: usize,
}

/// A column of the open row group.
enum Buffer {
    Text { numbers: Vec<u32>, index: HashMap<String, u32>, values: Vec<ByteArray> },
    Int(Vec<Option<i64>>),
    Bool(Vec<Option<bool>>),
    Decimal(Vec<Option<i128>>),
}

/// The number of a text that is not there.
const NONE: u32 = u32::MAX;

impl<W: Write + Send> Writer<W> {
    /// # Errors
    /// When the writer fails.
    pub fn new(out: W, table: &Table) -> io::Result<Self> {
        let schema = schema(table).map_err(failed)?;
        let file = SerializedFileWriter::new(out, schema, properties().map_err(failed)?).map_err(failed)?;
        let columns = table.columns.iter().map(|c| Buffer::new(c.kind)).collect();
        Ok(Self { file, columns, rows: 0, held: 0 })
    }

    /// # Errors
    /// When the writer fails.
    pub fn add(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            for (column, value) in self.columns.iter_mut().zip(row) {
                self.held += column.push(value);
            }
            self.rows += 1;
            if self.rows == ROWS || self.held > ROOM {
                self.flush().map_err(failed)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            self.columns[at].write(&mut column)?;
            column.close()?;
            at += 1;
        }
        group.close()?;
        self.columns.iter_mut().for_each(Buffer::clear);
        (self.rows, self.held) = (0, 0);
        Ok(())
    }

    /// # Errors
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush().map_err(failed)?;
        self.file.into_inner().map_err(failed)
    }
}

impl Buffer {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text { numbers: Vec::new(), index: HashMap::new(), values: Vec::new() },
            Kind::Int => Self::Int(Vec::new()),
            Kind::Bool => Self::Bool(Vec::new()),
            Kind::Decimal => Self::Decimal(Vec::new()),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Text { numbers, index, values } => {
                numbers.clear();
                index.clear();
                values.clear();
            }
            Self::Int(list) => list.clear(),
            Self::Bool(list) => list.clear(),
            Self::Decimal(list) => list.clear(),
        }
    }

    /// About how many bytes the value takes.
    fn push(&mut self, value: &Value) -> usize {
        match (self, value) {
            (Self::Text { numbers, index, values }, Value::Text(text)) => {
                if let Some(&number) = index.get(text) {
                    numbers.push(number);
                    return 4;
                }
                let number = values.len() as u32;
                numbers.push(number);
                index.insert(text.clone(), number);
                values.push(ByteArray::from(text.as_str()));
                2 * text.len() + 112
            }
            (Self::Text { numbers, .. }, _) => {
                numbers.push(NONE);
                4
            }
            (Self::Int(list), Value::Int(n)) => {
                list.push(Some(*n));
                16
            }
            (Self::Int(list), _) => {
                list.push(None);
                16
            }
            (Self::Bool(list), value) => {
                list.push(if let Value::Bool(b) = value { Some(*b) } else { None });
                1
            }
            (Self::Decimal(list), value) => {
                list.push(fixed(value));
                32
            }
        }
    }

    fn write(&self, column: &mut SerializedColumnWriter<'_>) -> Result<()> {
        match self {
            Self::Text { numbers, values, .. } => {
                let writer = column.typed::<ByteArrayType>();
                for part in numbers.chunks(BATCH) {
                    let there = part.iter().filter(|n| **n != NONE);
                    let texts: Vec<ByteArray> = there.map(|n| values[*n as usize].clone()).collect();
                    let levels: Vec<i16> = part.iter().map(|n| i16::from(*n != NONE)).collect();
                    writer.write_batch(&texts, Some(&levels), None)?;
                }
            }
            Self::Int(list) => {
                let writer = column.typed::<Int64Type>();
                for part in list.chunks(BATCH) {
                    let values: Vec<i64> = part.iter().copied().flatten().collect();
                    writer.write_batch(&values, Some(&levels(part)), None)?;
                }
            }
            Self::Bool(list) => {
                let writer = column.typed::<BoolType>();
                for part in list.chunks(BATCH) {
                    let values: Vec<bool> = part.iter().copied().flatten().collect();
                    writer.write_batch(&values, Some(&levels(part)), None)?;
                }
            }
            Self::Decimal(list) => {
                let writer = column.typed::<FixedLenByteArrayType>();
                for part in list.chunks(BATCH) {
                    let bytes = |n: &i128| FixedLenByteArray::from(n.to_be_bytes().to_vec());
                    let values: Vec<FixedLenByteArray> = part.iter().flatten().map(bytes).collect();
                    writer.write_batch(&values, Some(&levels(part)), None)?;
                }
            }
        }
        Ok(())
    }
}

fn levels<T>(part: &[Option<T>]) -> Vec<i16> {
    part.iter().map(|v| i16::from(v.is_some())).collect()
}

/// The mantissa at the scale of the columns; none where that would lose a digit.
fn fixed(value: &Value) -> Option<i128> {
    const LIMIT: u128 = 10u128.pow(PRECISION as u32);
    let Value::Decimal(mantissa, scale) = value else { return None };
    let fits = |n: i128| Some(n).filter(|n| n.unsigned_abs() < LIMIT);
    if *scale <= SCALE {
        return 10i128
            .checked_pow(u32::from(SCALE - scale))
            .and_then(|p| mantissa.checked_mul(p))
            .and_then(fits);
    }
    let over = 10i128.checked_pow(u32::from(scale - SCALE))?;
    if mantissa % over == 0 { fits(mantissa / over) } else { None }
}

fn schema(table: &Table) -> Result<TypePtr> {
    let fields = table.columns.iter().map(|c| field(c.name, c.kind)).collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn field(name: &str, kind: Kind) -> Result<TypePtr> {
    let physical = match kind {
        Kind::Text => Physical::BYTE_ARRAY,
        Kind::Int => Physical::INT64,
        Kind::Bool => Physical::BOOLEAN,
        Kind::Decimal => Physical::FIXED_LEN_BYTE_ARRAY,
    };
    let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let decimal = LogicalType::decimal(i32::from(SCALE), PRECISION);
    let field = match kind {
        Kind::Text => field.with_logical_type(Some(LogicalType::String)),
        Kind::Decimal => field
            .with_length(16)
            .with_precision(PRECISION)
            .with_scale(i32::from(SCALE))
            .with_logical_type(Some(decimal)),
        Kind::Int | Kind::Bool => field,
    };
    Ok(Arc::new(field.build()?))
}

fn properties() -> Result<WriterPropertiesPtr> {
    let compression = Compression::ZSTD(ZstdLevel::try_new(1)?);
    let by = concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned();
    Ok(Arc::new(WriterProperties::builder().set_compression(compression).set_created_by(by).build()))
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_every_digit_or_are_left_out() {
        assert_eq!(fixed(&Value::decimal("93506400")), Some(935_064_000_000_000_000));
        assert_eq!(fixed(&Value::decimal("-0.05")), Some(-500_000_000));
        assert_eq!(fixed(&Value::decimal("0.12345678901")), None);
        assert_eq!(fixed(&Value::decimal("0.12345678900000")), Some(1_234_567_890));
        assert_eq!(fixed(&Value::decimal("12345678901234567890123456789.5")), None);
    }
}
