//! Values by path, and when two are the same.

use serde_json::Value;

/// `cards.0.state.display`; `length` of a list is how many it has.
pub(super) fn at(value: &Value, path: &str) -> Option<Value> {
    let mut here = value.clone();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        here = match (&here, part) {
            (Value::Array(list), "length") => Value::from(list.len()),
            (Value::Array(list), index) => list.get(index.parse::<usize>().ok()?)?.clone(),
            (Value::Object(map), name) => map.get(name)?.clone(),
            _ => return None,
        };
    }
    Some(here)
}

/// `"*"` is anything present. Names of enums differ in case and `_` between languages, so texts are compared without either when they are
/// words of letters alone.
pub(super) fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::String(any), found) if any == "*" => !found.is_null(),
        (Value::String(expected), Value::String(found)) => {
            expected == found || (word(expected) && bare(expected) == bare(found))
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (expected, found) => expected == found,
    }
}

fn word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '_')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
