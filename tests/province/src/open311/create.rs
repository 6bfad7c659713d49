use super::{Answer, Call, Problem};
use crate::error::ApiError;
use crate::http::{Bearer, Subject};
use crate::items;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::{ItemBody, Location, LocationSource, ReportBody};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// `POST requests`: makes a report out of the form and takes it by the same door as an item. The same form under the
/// same `client_id` gives the same answer, another form is refused.
pub(super) async fn create(state: &AppState, call: Call, body: &[u8]) -> Result<Answer, Problem> {
    let mut form = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(body) {
        form.insert(name.into_owned(), value.into_owned());
    }
    let subject = who(state, call, form.get("api_key").map(String::as_str)).await?;
    let id = match form.get("client_id").filter(|id| !id.is_empty()) {
        Some(id) => Uuid::parse_str(id).map_err(|_| Problem::bad_request("bad_client_id"))?,
        None => fresh(state.now())?,
    };
    let report = report(state, &form, &id, subject.is_none())?;
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

fn report(
    state: &AppState,
    form: &BTreeMap<String, String>,
    id: &Uuid,
    anonymous: bool,
) -> Result<ReportBody, Problem> {
    let field = |name: &str| form.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
    let code = field("service_code").ok_or_else(|| Problem::bad_request("no_service_code"))?;
    let categories = &state.pack().categories;
    let category = categories
        .iter()
        .find(|c| c.code == code)
        .ok_or_else(Problem::not_found)?;
    let degrees = |name: &str| match field(name) {
        None => Ok(None),
        Some(text) => text
            .parse::<f64>()
            .map(Some)
            .map_err(|_| Problem::bad_request("bad_place")),
    };
    let location = match (degrees("lat")?, degrees("long")?) {
        (Some(lat), Some(lon)) => Some(Location {
            lat,
            lon,
            accuracy_m: None,
            source: LocationSource::MapPin,
            fix_time: None,
        }),
        (None, None) => None,
        _ => return Err(Problem::bad_request("bad_place")),
    };
    let address = field("address_string");
    if location.is_none() && address.is_none() {
        return Err(Problem::bad_request("no_place"));
    }
    let mut text: String = field("description").unwrap_or_default().nfc().collect();
    if let Some(address) = address {
        let address: String = address.nfc().collect();
        let line = message::text(Lang::Vi, "province.open311.address", &[("address", &address)]).display;
        text = format!("{text}\n{line}").trim().to_owned();
    }
    let severity = match field("attribute[severity]") {
        None => 2,
        Some(value) => value.parse().map_err(|_| Problem::bad_request("bad_severity"))?,
    };
    // The id tells when it was made (RFC 9562 §5.7): sending the same form again gives the same body.
    let (seconds, nanos) = id
        .get_timestamp()
        .ok_or_else(|| Problem::bad_request("bad_client_id"))?
        .to_unix();
    let millis = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
    Ok(ReportBody {
        category: code.to_owned(),
        severity,
        text,
        captured_at: Timestamp::from_millis(millis.saturating_add(i64::from(nanos / 1_000_000))),
        location,
        unit: None,
        visibility: category.visibility,
        anonymous,
        attachments: Vec::new(),
        replaces: None,
        acting_for: None,
    })
}

/// A new UUIDv7 for a form that brings none.
fn fresh(now: Timestamp) -> Result<Uuid, ApiError> {
    let millis = u64::try_from(now.millis()).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &crate::keys::random::<10>()?).into_uuid())
}
