//! JSON and XML of one and the same answer.

use super::{Answer, Ending, Problem};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use quick_xml::escape::escape;
use serde_json::{Value, json};

/// Format of a reply, by the ending of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

/// Name and format of `name.json` or `name.xml`.
pub(super) fn split(file: &str) -> (&str, Ending) {
    match file.rsplit_once('.') {
        Some((name, "json")) => (name, Some(Format::Json)),
        Some((name, "xml")) => (name, Some(Format::Xml)),
        _ => (file, None),
    }
}

/// The reply in the format that was asked for.
pub(super) fn reply(ending: Ending, result: Result<Answer, Problem>) -> Response {
    let result = match ending {
        Some(_) => result,
        None => Err(Problem::not_found()),
    };
    let challenges = result
        .as_ref()
        .err()
        .map_or(&[] as &[_], |problem| problem.challenges);
    let answer = result.unwrap_or_else(|problem| Answer {
        status: problem.status,
        root: "errors",
        entry: "error",
        value: json!([{"code": problem.status.as_u16(), "description": problem.description}]),
    });
    let (media, body) = match ending {
        Some(Format::Xml) => ("text/xml; charset=utf-8", xml(&answer)),
        _ => ("application/json; charset=utf-8", answer.value.to_string()),
    };
    let mut response = (
        answer.status,
        [(header::CONTENT_TYPE, HeaderValue::from_static(media))],
        body,
    )
        .into_response();
    for challenge in challenges {
        let challenge = HeaderValue::from_static(challenge);
        response.headers_mut().append(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

fn xml(answer: &Answer) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut out, answer.root, answer.entry, &answer.value);
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
        // Only characters that XML 1.0 can carry (§2.2).
        Value::String(text) => {
            let text: String = text
                .chars()
                .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
                .collect();
            out.push_str(&escape(&text));
        }
        other => out.push_str(&other.to_string()),
    }
    out.extend(["</", name, ">"]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    #[test]
    fn lists_objects_and_hostile_text_become_elements() {
        let answer = Answer {
            status: StatusCode::OK,
            root: "services",
            entry: "service",
            value: json!([{"service_code": "a<b>&\u{0}", "metadata": true, "values": [{"key": 1}, {"key": null}]}]),
        };
        assert_eq!(
            xml(&answer).lines().last().unwrap(),
            "<services><service><service_code>a&lt;b&gt;&amp;</service_code><metadata>true</metadata>\
             <values><value><key>1</key></value><value><key></key></value></values></service></services>"
        );
        assert_eq!(split("giao_thong.xml"), ("giao_thong", Some(Format::Xml)));
        assert_eq!(split("requests"), ("requests", None));
    }
}
