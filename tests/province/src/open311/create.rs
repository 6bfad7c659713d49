use super::form::{Fault, Form};
use super::{Answer, Call, Problem};
use crate::error::ApiError;
use crate::http::{Bearer, Subject};
use crate::items;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::ItemBody;
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;
use uuid::Uuid;

/// `POST requests`: makes a report out of the form and takes it by the same door as an item. The same form under the
/// same `client_id` gives the same answer, another form is refused.
pub(super) async fn create(state: &AppState, call: Call, body: &[u8]) -> Result<Answer, Problem> {
    let form = Form::read(body);
    let subject = who(state, call, form.api_key()).await?;
    let id = match form.client_id()? {
        Some(id) => id,
        None => fresh(state.now())?,
    };
    let report = form.report(&state.pack().categories, &id, subject.is_none())?;
    let item = serde_json::to_vec(&ItemBody::Report(report)).map_err(|_| ApiError::Internal("a report"))?;
    let (shared, id) = (state.clone(), id.hyphenated().to_string());
    let reference = state
        .db()
        .write_async(move |tx| {
            items::accept(tx, &shared, subject.as_ref(), &id, &item)?;
            reference(tx, &id)
        })
        .await?;
    let notice = message::text(Lang::Vi, "province.open311.notice", &[("reference", &reference)]).display;
    Ok(Answer {
        status: StatusCode::CREATED,
        root: "service_requests",
        entry: "request",
        value: json!([{"service_request_id": reference, "service_notice": notice, "account_id": null}]),
    })
}

/// `GET tokens/{token}`: which request a `client_id` became, for whoever may see it.
pub(super) async fn token(state: &AppState, call: Call, token: &str) -> Result<Answer, Problem> {
    let subject = who(state, call, None).await?;
    let id = token.to_owned();
    let reference = state
        .db()
        .read_async(move |tx| {
            let owner: Option<Option<String>> = tx
                .query_row("SELECT sub FROM reports WHERE id = ?1", [&id], |row| row.get(0))
                .optional()?;
            match owner {
                Some(None) => reference(tx, &id),
                Some(Some(owner)) if subject.is_some_and(|s| s.sub == owner) => reference(tx, &id),
                _ => Err(ApiError::NotFound),
            }
        })
        .await?;
    Ok(Answer {
        status: StatusCode::OK,
        root: "service_requests",
        entry: "request",
        value: json!([{"service_request_id": reference, "token": token}]),
    })
}

fn reference(tx: &Transaction<'_>, id: &str) -> Result<String, ApiError> {
    tx.query_row(
        "SELECT reference FROM reports WHERE id = ?1",
        params![id],
        |row| row.get(0),
    )
    .optional()?
    .ok_or(ApiError::NotFound)
}

/// Who asks: by access token, or by the standard's `api_key`, which is an access token that is bound to no key.
async fn who(state: &AppState, call: Call, api_key: Option<&str>) -> Result<Option<Subject>, Problem> {
    let (mut parts, ()) = Request::new(()).into_parts();
    (parts.method, parts.uri, parts.headers) = (call.method, call.uri, call.headers);
    if !parts.headers.contains_key(header::AUTHORIZATION) {
        let Some(key) = api_key.filter(|key| !key.is_empty()) else {
            return Ok(None);
        };
        let value = HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| ApiError::Unauthorized)?;
        parts.headers.insert(header::AUTHORIZATION, value);
    }
    let Bearer(subject) =
        <Bearer as FromRequestParts<AppState>>::from_request_parts(&mut parts, state).await?;
    Ok(Some(subject))
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoSuchService => Self::not_found(),
            Fault::Bad(id) => Self::bad_request(id),
        }
    }
}

/// A new UUIDv7 for a form that brings none.
fn fresh(now: Timestamp) -> Result<Uuid, ApiError> {
    let millis = u64::try_from(now.millis()).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &crate::keys::random::<10>()?).into_uuid())
}
