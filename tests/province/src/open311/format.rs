//! JSON and XML of one and the same answer.

use super::{Answer, Ending, Problem, xml};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

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
        Some(Format::Xml) => (
            "text/xml; charset=utf-8",
            xml::document(answer.root, answer.entry, &answer.value),
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_path_names_the_format() {
        assert_eq!(split("giao_thong.xml"), ("giao_thong", Some(Format::Xml)));
        assert_eq!(split("requests"), ("requests", None));
    }
}
