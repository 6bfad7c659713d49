use super::{Answer, Problem};
use crate::state::AppState;
use axum::http::StatusCode;
use citizen_domain::message::{self, Lang};
use serde_json::json;

/// The categories of the pack as services.
pub(super) fn list(state: &AppState) -> Answer {
    let services = state
        .pack()
        .categories
        .iter()
        .map(|c| {
            json!({
                "service_code": c.code,
                "service_name": c.name,
                "description": c.spoken,
                "metadata": true,
                "type": "realtime",
                "keywords": "",
                "group": "",
            })
        })
        .collect();
    Answer {
        status: StatusCode::OK,
        root: "services",
        entry: "service",
        value: services,
    }
}

/// The attributes of a service: its severity.
pub(super) fn definition(state: &AppState, code: &str) -> Result<Answer, Problem> {
    if !state.pack().categories.iter().any(|c| c.code == code) {
        return Err(Problem::not_found());
    }
    let words = |id: &str| message::text(Lang::Vi, &format!("province.open311.{id}"), &[]).display;
    let values: Vec<_> = ["1", "2", "3"]
        .iter()
        .map(|key| json!({"key": key, "name": words(&format!("severity_{key}"))}))
        .collect();
    Ok(Answer {
        status: StatusCode::OK,
        root: "service_definition",
        entry: "attribute",
        value: json!({
            "service_code": code,
            "attributes": [{
                "variable": true,
                "code": "severity",
                "datatype": "singlevaluelist",
                "required": false,
                "datatype_description": null,
                "order": 1,
                "description": words("severity"),
                "values": values,
            }],
        }),
    })
}
