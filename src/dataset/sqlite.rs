//! All tables in one SQLite file; a decimal is two integers, `x_mantissa` and `x_scale`, so that nothing is a float.

use super::Rows;
use super::schema::{Column, Kind, TABLES, Table};
use super::value::Value;
use rusqlite::{Connection, Result, ToSql, params_from_iter, types::Null};
use std::path::Path;

pub struct Writer {
    connection: Connection,
    inserts: Vec<String>,
    counts: [u64; TABLES.len()],
}

/// What people look for by.
const INDEXES: &str = "CREATE INDEX reports_unit ON reports(unit_id, year);
CREATE INDEX indicators_id ON indicators(indicator_id);
CREATE INDEX figures_attribute ON figures(attribute);
CREATE INDEX findings_rule ON findings(rule);";

impl Writer {
    /// # Errors
    /// When the file cannot be made.
    pub fn new(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        // The file is made anew and only kept when it is whole.
        connection.execute_batch(
            "PRAGMA foreign_keys=OFF; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192; BEGIN;",
        )?;
        for table in &TABLES {
            connection.execute_batch(&create(table))?;
        }
        Ok(Self { connection, inserts: TABLES.iter().map(insert).collect(), counts: [0; TABLES.len()] })
    }

    /// # Errors
    /// When a row cannot be written.
    pub fn add(&mut self, rows: &Rows) -> Result<()> {
        for (at, rows) in rows.iter().enumerate() {
            let mut statement = self.connection.prepare(&self.inserts[at])?;
            for row in rows {
                let pairs = TABLES[at].columns.iter().zip(row);
                let values: Vec<Box<dyn ToSql>> = pairs.flat_map(|(c, v)| sql(c, v)).collect();
                statement.execute(params_from_iter(values.iter()))?;
            }
            self.counts[at] += rows.len() as u64;
        }
        Ok(())
    }

    /// Rows of each table.
    ///
    /// # Errors
    /// When the file cannot be finished.
    pub fn finish(self) -> Result<[u64; TABLES.len()]> {
        self.connection.execute_batch(INDEXES)?;
        self.connection.execute_batch("COMMIT; PRAGMA optimize;")?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(self.counts)
    }
}

fn create(table: &Table) -> String {
    let mut lines: Vec<String> = table.columns.iter().flat_map(columns).collect();
    lines.push(format!("PRIMARY KEY ({})", table.key.join(", ")));
    for (own, other, theirs) in table.links {
        let other = if other.is_empty() { table.name } else { other };
        lines.push(format!("FOREIGN KEY ({}) REFERENCES {other} ({})", own.join(", "), theirs.join(", ")));
    }
    format!("CREATE TABLE {} (\n  {}\n) WITHOUT ROWID;", table.name, lines.join(",\n  "))
}

fn columns(c: &Column) -> Vec<String> {
    match c.kind {
        Kind::Text => vec![format!("{} TEXT", c.name)],
        Kind::Int | Kind::Bool => vec![format!("{} INTEGER", c.name)],
        Kind::Decimal => vec![format!("{}_mantissa INTEGER", c.name), format!("{}_scale INTEGER", c.name)],
    }
}

fn insert(table: &Table) -> String {
    let marks = table.columns.iter().map(|c| if c.kind == Kind::Decimal { "?,?" } else { "?" });
    format!("INSERT INTO {} VALUES ({})", table.name, marks.collect::<Vec<_>>().join(","))
}

fn sql(column: &Column, value: &Value) -> Vec<Box<dyn ToSql>> {
    match value {
        Value::Text(text) => vec![Box::new(text.clone())],
        Value::Int(n) => vec![Box::new(*n)],
        Value::Bool(b) => vec![Box::new(*b)],
        Value::Decimal(mantissa, scale) => match i64::try_from(*mantissa) {
            Ok(mantissa) => vec![Box::new(mantissa), Box::new(i64::from(*scale))],
            // More than 64 bits: the exact writing stands in its own column.
            Err(_) => vec![Box::new(Null), Box::new(Null)],
        },
        Value::Null if column.kind == Kind::Decimal => vec![Box::new(Null), Box::new(Null)],
        Value::Null => vec![Box::new(Null)],
    }
}
