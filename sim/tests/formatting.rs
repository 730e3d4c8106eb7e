//! Formatting against golden vectors: what TDLib's own offline parser answered to the same texts.

use serde_json::{Value, json};
use telegram_sim::entities::{ParseMode, automatic, parse};
use telegram_sim::world::Entity;

fn vectors(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("fixtures/formatting.json")).unwrap();
    all[group].as_array().unwrap().clone()
}

/// Entities in the fixture's order of keys and sorting.
fn normal(entities: &[Entity]) -> Vec<Value> {
    let mut all: Vec<Value> = entities.iter().map(|e| serde_json::to_value(e).unwrap()).collect();
    all.sort_by_key(ToString::to_string);
    all
}

fn expected(vector: &Value) -> Vec<Value> {
    let mut all = vector["entities"].as_array().unwrap().clone();
    all.sort_by_key(ToString::to_string);
    all
}

fn compare(group: &str, mode: ParseMode) {
    let mut wrong = Vec::new();
    for vector in vectors(group) {
        let source = vector["source"].as_str().unwrap();
        let answer = match parse(source, mode) {
            Ok(rich) => json!({ "text": rich.text, "entities": normal(&rich.entities) }),
            Err(error) => json!({ "error": error }),
        };
        let wanted = match vector.get("error") {
            Some(error) => json!({ "error": error.as_str().unwrap().trim_start_matches("Can't parse entities: ") }),
            None => json!({ "text": vector["text"], "entities": expected(&vector) }),
        };
        if answer != wanted {
            wrong.push(format!("{source:?}\n  wanted {wanted}\n  got    {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {group} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn html_is_read_as_tdlib_reads_it() {
    compare("html", ParseMode::Html);
}

#[test]
fn markdown_v2_is_read_as_tdlib_reads_it() {
    compare("markdown_v2", ParseMode::MarkdownV2);
}

#[test]
fn old_markdown_is_read_as_tdlib_reads_it() {
    compare("markdown", ParseMode::Markdown);
}

#[test]
fn entities_are_found_where_tdlib_finds_them() {
    let mut wrong = Vec::new();
    for vector in vectors("automatic") {
        let source = vector["source"].as_str().unwrap();
        let mut found = automatic(source);
        // The offline parser does not look for telephone numbers.
        found.retain(|e| e.kind != telegram_sim::world::EntityKind::PhoneNumber);
        let (found, wanted) = (normal(&found), expected(&vector));
        if found != wanted {
            wrong.push(format!("{source:?}\n  wanted {wanted:?}\n  got    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
