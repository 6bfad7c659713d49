use crate::error::ApiError;
use axum::http::StatusCode;
use citizen_domain::error::Coded;
use citizen_domain::message::{self, Lang};
use serde_json::Value;

/// A reply and the names of its XML elements.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// XML root, for example `service_requests`.
    pub(super) root: &'static str,
    /// XML name of an entry of a list.
    pub(super) entry: &'static str,
    pub(super) value: Value,
}

/// Why there is no answer, as the standard says it: a code and a description.
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) description: String,
    /// How to sign in or prove the key.
    pub(super) challenges: &'static [&'static str],
}

impl Problem {
    /// By a text of the catalogue.
    pub(super) fn new(status: StatusCode, id: &str) -> Self {
        Self {
            status,
            description: message::text(Lang::Vi, &format!("province.open311.{id}"), &[]).display,
            challenges: &[],
        }
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    pub(super) fn bad_request(id: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, id)
    }
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        let status = match &error {
            // "404: service_code was not found", "403: missing or invalid api_key" and "400" for whatever else.
            ApiError::Refused(refusal) if refusal.code() == "province.category" => StatusCode::NOT_FOUND,
            ApiError::Refused(refusal) if refusal.code() == "province.anonymous_not_taken" => {
                StatusCode::FORBIDDEN
            }
            ApiError::Refused(_) => StatusCode::BAD_REQUEST,
            ApiError::Unauthorized => StatusCode::FORBIDDEN,
            other => other.status(),
        };
        Self {
            status,
            description: error.reply().error.message,
            challenges: error.challenges(),
        }
    }
}
