use super::{RECEIVED, Step, note};
use crate::AppState;
use crate::acting;
use crate::counter;
use crate::error::ApiError;
use crate::feed::{self, Kind};
use crate::http::Subject;
use crate::items::MAX_PART;
use crate::refusal::Refusal;
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::pack::Visibility;
use citizen_domain::wire::{Attachment, Location, ReportBody};
use citizen_proof::is_sha256_hex;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use unicode_normalization::is_nfc;

const MAX_TEXT: usize = 2_000;
const MAX_PHOTOS: usize = 5;

/// Whether the province takes a report.
pub(crate) fn validate(state: &AppState, body: &ReportBody) -> Result<(), Refusal> {
    let pack = state.pack();
    let known = pack.categories.iter().any(|c| c.code == body.category);
    let replaces = body
        .replaces
        .as_deref()
        .is_none_or(|id| uuid::Uuid::parse_str(id).is_ok());
    let checks = [
        (known, Refusal::Category),
        ((1..=3).contains(&body.severity), Refusal::Severity),
        (body.text.chars().count() <= MAX_TEXT, Refusal::TextTooLong),
        (is_nfc(&body.text), Refusal::TextForm),
        (
            !body.text.trim().is_empty() || !body.attachments.is_empty(),
            Refusal::TextMissing,
        ),
        (body.location.as_ref().is_none_or(on_earth), Refusal::Place),
        (attachments_fit(&body.attachments), Refusal::Attachments),
        (replaces, Refusal::Replaces),
        (
            !body.anonymous || pack.province.anonymous_reports,
            Refusal::AnonymousNotTaken,
        ),
    ];
    match checks.into_iter().find(|(fits, _)| !fits) {
        Some((_, refusal)) => Err(refusal),
        None => Ok(()),
    }
}

fn on_earth(place: &Location) -> bool {
    (-90.0..=90.0).contains(&place.lat)
        && (-180.0..=180.0).contains(&place.lon)
        && place.accuracy_m.is_none_or(|m| m.is_finite() && m >= 0.0)
}

fn attachments_fit(attachments: &[Attachment]) -> bool {
    let different: BTreeSet<&str> = attachments.iter().map(|a| a.sha256.as_str()).collect();
    attachments.len() <= MAX_PHOTOS
        && different.len() == attachments.len()
        && attachments.iter().all(|a| {
            is_sha256_hex(&a.sha256)
                && (1..=MAX_PART as u64).contains(&a.bytes)
                && a.media_type == "image/jpeg"
        })
}

/// Takes a report that was validated; gives its reference. Its item must stand already.
pub(crate) fn create(
    tx: &Connection,
    state: &AppState,
    id: &str,
    reference: &str,
    subject: Option<&Subject>,
    body: &ReportBody,
    now: Timestamp,
) -> Result<(), ApiError> {
    let visibility = match body.visibility {
        Visibility::Public if may_publish(state, subject, body) => "public",
        _ => "handler",
    };
    let sub = subject.map(|s| s.sub.as_str());
    let acting = body.acting_for.as_ref();
    let (relation, name) = acting::columns(acting);
    tx.prepare_cached(
        "INSERT INTO reports (id, reference, sub, category, severity, text, visibility, captured_at, accepted_at,
             lat, lon, unit, status, changed_at, acting_relation, acting_name)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?9, ?14, ?15)",
    )?
    .execute(params![
        id,
        reference,
        sub,
        body.category,
        body.severity,
        body.text,
        visibility,
        body.captured_at.millis(),
        now.millis(),
        body.location.as_ref().map(|l| l.lat),
        body.location.as_ref().map(|l| l.lon),
        body.unit.as_ref().map(|u| u.code.as_str()),
        RECEIVED,
        relation,
        name,
    ])?;
    let text = message::text(Lang::Vi, "province.report.received", &[("reference", reference)]).display;
    let step = Step {
        status: RECEIVED,
        text: &text,
        acting,
        at: now,
    };
    note(tx, id, &step)?;
    match sub {
        Some(sub) => feed::show(tx, sub, Kind::Report, id),
        None => Ok(()),
    }
}

/// Whether everybody may see it: by the rules of the reporter's age and of whom they act for. An age that the rules do not
/// name may not: under 16 nothing is published, for the guardian's word for it cannot be had here (D§11.2).
fn may_publish(state: &AppState, subject: Option<&Subject>, body: &ReportBody) -> bool {
    let accounts = &state.pack().accounts;
    let band = subject.and_then(|s| s.age_band.as_deref());
    let relation = body.acting_for.as_ref().map(|acting| acting.relation);
    let known = band.is_none_or(|band| band == "adult" || accounts.age(band).is_some());
    known && accounts.may_publish(band, relation)
}

/// The next number of a report: `PA-` day and number of the day.
pub(crate) fn next_reference(tx: &Connection, now: Timestamp) -> Result<String, ApiError> {
    let day = counter::date6(now);
    let number = counter::next(tx, &format!("report-{day}"))?;
    Ok(format!("PA-{day}-{number:04}"))
}
