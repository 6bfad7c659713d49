use crate::acting;
use crate::error::ApiError;
use crate::refusal::Refusal;
use crate::reports::{Step, WITHDRAWN, lead_to};
use citizen_domain::Timestamp;
use citizen_domain::message::{self, Lang};
use citizen_domain::wire::{ActingFor, PartClaim};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// States that officials lead a report to (D§9.2); the reporter's own are not among them.
const STATES: [&str; 7] = [
    "da_tiep_nhan",
    "da_phan_cong",
    "dang_xu_ly",
    "da_xu_ly",
    "tu_choi",
    "trung_lap",
    "chuyen_cap",
];
/// States that need a reason, or the report or body that it goes to.
const WITH_REASON: [&str; 3] = ["tu_choi", "trung_lap", "chuyen_cap"];

/// A report as officials see it. The reporter's name is not part of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficialReport {
    /// Client id.
    pub id: String,
    /// The province's own number.
    pub reference: String,
    /// Category code.
    pub category: String,
    /// 1 urgent, 2 normal, 3 suggestion.
    pub severity: u8,
    /// What is reported.
    pub text: String,
    /// `public` or `handler`.
    pub visibility: String,
    /// Sent without an account.
    pub anonymous: bool,
    /// For whom its reporter acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
    /// When it was seen.
    pub captured_at: Timestamp,
    /// When it arrived.
    pub accepted_at: Timestamp,
    /// WGS84 degrees.
    pub lat: Option<f64>,
    /// WGS84 degrees.
    pub lon: Option<f64>,
    /// Unit code.
    pub unit: Option<String>,
    /// State.
    pub status: String,
    /// Every picture that the report names has arrived.
    pub complete: bool,
    /// Pictures that have arrived.
    pub parts: Vec<PartClaim>,
    /// Hashes of pictures that have not.
    pub missing: Vec<String>,
    /// History, oldest first.
    pub updates: Vec<OfficialUpdate>,
}

/// One step in the history of a report.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficialUpdate {
    /// Number within the report.
    pub id: u32,
    /// When.
    pub at: Timestamp,
    /// State from then on.
    pub status: String,
    /// In words.
    pub text: String,
    /// For whom its reporter acted, where the step was theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
}

impl std::fmt::Debug for OfficialUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficialUpdate")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for OfficialReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficialReport")
            .field("reference", &self.reference)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The next step of a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportChange {
    /// State.
    pub status: String,
    /// In words; required where a report is refused, a duplicate or passed on.
    #[serde(default)]
    pub text: Option<String>,
}

pub(super) fn list(tx: &Connection) -> Result<Vec<OfficialReport>, ApiError> {
    let mut rows = tx.prepare_cached("SELECT * FROM reports ORDER BY accepted_at DESC, reference DESC")?;
    let found = rows.query_map([], head)?.collect::<Result<Vec<_>, _>>()?;
    found.into_iter().map(|report| with_parts(tx, report)).collect()
}

pub(super) fn part(tx: &Connection, report: &str, sha256: &str) -> Result<Vec<u8>, ApiError> {
    tx.prepare_cached("SELECT content FROM parts WHERE item = ?1 AND sha256 = ?2 AND content IS NOT NULL")?
        .query_row(params![report, sha256], |row| row.get(0))
        .optional()?
        .ok_or(ApiError::NotFound)
}

pub(super) fn update(
    tx: &Connection,
    report: &str,
    change: &ReportChange,
    now: Timestamp,
) -> Result<OfficialReport, ApiError> {
    let text = change.text.as_deref().map_or("", str::trim);
    let reason_missing = text.is_empty() && WITH_REASON.contains(&change.status.as_str());
    if !STATES.contains(&change.status.as_str()) || reason_missing {
        return Err(Refusal::ReportStatus.into());
    }
    let (id, status): (String, String) = tx
        .prepare_cached("SELECT id, status FROM reports WHERE id = ?1 OR reference = ?1")?
        .query_row(params![report], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(ApiError::NotFound)?;
    // Its reporter has the word that it does not count any more.
    if status == WITHDRAWN {
        return Err(Refusal::ReportStatus.into());
    }
    let words = message::text(Lang::Vi, &format!("province.report.{}", change.status), &[]).display;
    let step = Step {
        status: &change.status,
        text: if text.is_empty() { &words } else { text },
        acting: None,
        at: now,
    };
    lead_to(tx, &id, &step)?;
    let report = tx
        .prepare_cached("SELECT * FROM reports WHERE id = ?1")?
        .query_row(params![id], head)?;
    with_parts(tx, report)
}

fn head(row: &Row<'_>) -> rusqlite::Result<OfficialReport> {
    Ok(OfficialReport {
        id: row.get("id")?,
        reference: row.get("reference")?,
        category: row.get("category")?,
        severity: row.get("severity")?,
        text: row.get("text")?,
        visibility: row.get("visibility")?,
        anonymous: row.get::<_, Option<String>>("sub")?.is_none(),
        acting_for: acting::read(row)?,
        captured_at: Timestamp::from_millis(row.get("captured_at")?),
        accepted_at: Timestamp::from_millis(row.get("accepted_at")?),
        lat: row.get("lat")?,
        lon: row.get("lon")?,
        unit: row.get("unit")?,
        status: row.get("status")?,
        complete: false,
        parts: Vec::new(),
        missing: Vec::new(),
        updates: Vec::new(),
    })
}

fn read_update(row: &Row<'_>) -> rusqlite::Result<OfficialUpdate> {
    Ok(OfficialUpdate {
        id: row.get("id")?,
        at: Timestamp::from_millis(row.get("at")?),
        status: row.get("status")?,
        text: row.get("text")?,
        acting_for: acting::read(row)?,
    })
}

fn with_parts(tx: &Connection, mut report: OfficialReport) -> Result<OfficialReport, ApiError> {
    let mut rows = tx.prepare_cached(
        "SELECT sha256, bytes, content IS NOT NULL FROM parts WHERE item = ?1 ORDER BY position",
    )?;
    for row in rows.query_map(params![report.id], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, u32>(1)?,
            row.get::<_, bool>(2)?,
        ))
    })? {
        match row? {
            (sha256, bytes, true) => report.parts.push(PartClaim {
                sha256,
                bytes: bytes.into(),
            }),
            (sha256, _, false) => report.missing.push(sha256),
        }
    }
    report.complete = report.missing.is_empty();
    let mut rows = tx.prepare_cached("SELECT * FROM report_updates WHERE report = ?1 ORDER BY id")?;
    report.updates = rows
        .query_map(params![report.id], read_update)?
        .collect::<Result<_, _>>()?;
    Ok(report)
}
