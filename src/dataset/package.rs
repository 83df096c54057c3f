//! datapackage.json: the files of a dataset with their Table Schema (Frictionless Data Package).

use super::Part;
use super::schema::{ABOUT, Kind, TABLES, TITLE, Table};
use serde_json::{Value, json};

/// How the tables are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Csv,
    Parquet,
    Sqlite,
}

impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
        }
    }

    /// Of the file that holds a table.
    pub fn file(self, table: &str) -> String {
        match self {
            Self::Csv => format!("{table}.csv"),
            Self::Parquet => format!("{table}.parquet"),
            Self::Sqlite => "gouji.sqlite".to_owned(),
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Sqlite => "application/vnd.sqlite3",
        }
    }
}

pub fn package(form: Form, parts: &[Part], version: &str) -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "gouji",
        "title": TITLE.0,
        "description": format!("{}\n\n{}", ABOUT.0, ABOUT.1),
        "version": version,
        "resources": parts.iter().map(|p| resource(form, p)).collect::<Vec<_>>(),
    })
}

fn resource(form: Form, part: &Part) -> Value {
    let table = &TABLES[part.table];
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": part.path,
        "title": table.zh,
        "description": table.en,
        "format": form.name(),
        "mediatype": form.media_type(),
        "schema": schema(table, form),
    });
    if form != Form::Sqlite {
        resource["bytes"] = json!(part.bytes);
        resource["hash"] = json!(format!("sha256:{}", part.sha256));
    }
    match form {
        Form::Csv => {
            resource["encoding"] = json!("utf-8");
            resource["dialect"] =
                json!({ "delimiter": ",", "lineTerminator": "\n", "doubleQuote": true, "header": true });
        }
        Form::Sqlite => resource["dialect"] = json!({ "table": table.name }),
        Form::Parquet => {}
    }
    resource
}

fn schema(table: &Table, form: Form) -> Value {
    let mut fields = Vec::new();
    for c in table.columns {
        let required = table.key.contains(&c.name);
        if form == Form::Sqlite && c.kind == Kind::Decimal {
            for (end, zh, en) in
                [("mantissa", "整数部分", "integer mantissa"), ("scale", "小数位数", "decimal places")]
            {
                let (title, about) = (format!("{}：{zh}", c.zh), format!("{}: {en}", c.en));
                fields.push(field(&format!("{}_{end}", c.name), "integer", &title, &about, false));
            }
        } else {
            fields.push(field(c.name, kind(c.kind), c.zh, c.en, required));
        }
    }
    let foreign: Vec<Value> = table
        .links
        .iter()
        // Table Schema knows no link that may be empty in part: those stand in the codebook.
        .filter(|(own, other, _)| !other.is_empty() && own.iter().all(|c| table.key.contains(c)))
        .map(|(own, other, theirs)| {
            json!({ "fields": own, "reference": { "resource": other, "fields": theirs } })
        })
        .collect();
    let mut schema = json!({ "fields": fields, "primaryKey": table.key, "missingValues": [""] });
    if !foreign.is_empty() {
        schema["foreignKeys"] = Value::Array(foreign);
    }
    schema
}

fn field(name: &str, kind: &str, title: &str, about: &str, required: bool) -> Value {
    let mut field = json!({ "name": name, "type": kind, "title": title, "description": about });
    if kind == "boolean" {
        field["trueValues"] = json!(["true"]);
        field["falseValues"] = json!(["false"]);
    }
    if required {
        field["constraints"] = json!({ "required": true });
    }
    field
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Int => "integer",
        Kind::Bool => "boolean",
        Kind::Decimal => "number",
    }
}
