//! An answer as XML. Knows neither the server nor the store, so that it can be fuzzed by itself (`tests/fuzz`).

use quick_xml::escape::escape;
use serde_json::Value;

/// A whole document: `root`, and in it what `value` holds; entries of a list at its top are called `entry`.
pub(super) fn document(root: &str, entry: &str, value: &Value) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut out, root, entry, value);
    out
}

/// `<name>…</name>`; entries of a list are called `entry`.
fn element(out: &mut String, name: &str, entry: &str, value: &Value) {
    out.extend(["<", name, ">"]);
    match value {
        Value::Null => {}
        Value::Array(entries) => {
            for value in entries {
                element(out, entry, entry, value);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                // `attributes` holds `attribute`, `values` holds `value`.
                element(out, name, name.strip_suffix('s').unwrap_or(name), value);
            }
        }
        Value::String(text) => {
            let text: String = text.chars().filter(|c| may_stand(*c)).collect();
            out.push_str(&escape(&text));
        }
        other => out.push_str(&other.to_string()),
    }
    out.extend(["</", name, ">"]);
}

/// Whether XML 1.0 can carry a character (§2.2); the controls that it could are left out too.
fn may_stand(c: char) -> bool {
    match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_objects_and_hostile_text_become_elements() {
        let value = json!([{"service_code": "a<b>&\u{0}\u{ffff}", "metadata": true, "values": [{"key": 1}, {"key": null}]}]);
        assert_eq!(
            document("services", "service", &value).lines().last().unwrap(),
            "<services><service><service_code>a&lt;b&gt;&amp;</service_code><metadata>true</metadata>\
             <values><value><key>1</key></value><value><key></key></value></values></service></services>"
        );
    }
}
