//! croissant.json: the same tables for tools of machine learning (MLCommons Croissant 1.0).

use super::Part;
use super::package::Form;
use super::schema::{ABOUT, Kind, TABLES, TITLE, Table};
use serde_json::{Map, Value, json};

pub fn croissant(form: Form, parts: &[Part], version: &str) -> Value {
    let files: Vec<Value> = parts.iter().map(|p| file(form, p)).collect();
    let sets: Vec<Value> = parts.iter().map(|p| record_set(&TABLES[p.table], p)).collect();
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": TITLE.1,
        "alternateName": TITLE.0,
        "description": format!("{}\n\n{}", ABOUT.1, ABOUT.0),
        "version": semantic(version),
        "distribution": files,
        "recordSet": sets,
    })
}

/// Croissant wants MAJOR.MINOR.PATCH.
fn semantic(version: &str) -> &str {
    version.split(['-', '+']).next().unwrap_or(version)
}

fn file(form: Form, part: &Part) -> Value {
    json!({
        "@type": "cr:FileObject",
        "@id": part.path,
        "name": part.path,
        "contentUrl": part.path,
        "contentSize": format!("{} B", part.bytes),
        "encodingFormat": if form == Form::Parquet { "application/x-parquet" } else { form.media_type() },
        "sha256": part.sha256,
    })
}

fn record_set(table: &Table, part: &Part) -> Value {
    let id = |column: &str| format!("{}/{column}", table.name);
    let mut fields = Vec::new();
    for c in table.columns {
        let mut field = json!({
            "@type": "cr:Field",
            "@id": id(c.name),
            "name": c.name,
            "description": format!("{} / {}", c.en, c.zh),
            "dataType": kind(c.kind),
            "source": { "fileObject": { "@id": part.path }, "extract": { "column": c.name } },
        });
        // Only links of one column can be said: all tables join reports by it.
        let link = table.links.iter().find(|l| l.0 == [c.name].as_slice() && !l.1.is_empty());
        if let Some((_, other, theirs)) = link {
            field["references"] = json!({ "field": { "@id": format!("{other}/{}", theirs[0]) } });
        }
        fields.push(field);
    }
    json!({
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": format!("{} / {}", table.en, table.zh),
        "key": table.key.iter().map(|k| json!({ "@id": id(k) })).collect::<Vec<_>>(),
        "field": fields,
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "sc:Text",
        Kind::Int => "sc:Integer",
        Kind::Bool => "sc:Boolean",
        Kind::Decimal => "sc:Float",
    }
}

/// The context that Croissant 1.0 prescribes.
fn context() -> Value {
    let mut context: Map<String, Value> = [
        "citeAs",
        "column",
        "conformsTo",
        "data",
        "dataType",
        "equivalentProperty",
        "examples",
        "extract",
        "field",
        "fileObject",
        "fileProperty",
        "fileSet",
        "format",
        "includes",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ]
    .into_iter()
    .map(|term| (term.to_owned(), Value::from(format!("cr:{term}"))))
    .collect();
    for (term, iri) in [
        ("@language", json!("en")),
        ("@vocab", json!("https://schema.org/")),
        ("conformsTo", json!("dct:conformsTo")),
        ("cr", json!("http://mlcommons.org/croissant/")),
        ("rai", json!("http://mlcommons.org/croissant/RAI/")),
        ("data", json!({ "@id": "cr:data", "@type": "@json" })),
        ("dataType", json!({ "@id": "cr:dataType", "@type": "@vocab" })),
        ("dct", json!("http://purl.org/dc/terms/")),
        ("examples", json!({ "@id": "cr:examples", "@type": "@json" })),
        ("sc", json!("https://schema.org/")),
    ] {
        context.insert(term.to_owned(), iri);
    }
    Value::Object(context)
}
