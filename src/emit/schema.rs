//! Keeps `schema/*.json` as the model is: `UPDATE_SCHEMA=1 cargo test schema` writes them.

use super::model::{CheckReport, ExtractReport};
use schemars::{JsonSchema, schema_for};
use std::path::Path;

fn current<T: JsonSchema>(file: &str, title: &str) {
    let mut schema = schema_for!(T);
    schema.insert("title".into(), title.into());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(file);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{} is not current: run UPDATE_SCHEMA=1 cargo test schema", path.display());
}

#[test]
fn check_is_current() {
    current::<CheckReport>("check.schema.json", "gouji.check/1");
}

#[test]
fn extract_is_current() {
    current::<ExtractReport>("extract.schema.json", "gouji.extract/1");
}
