//! The receipt slip of a dossier, drawn and photographed-looking: what a resident holds before the phone.

use crate::AppState;
use crate::dossiers;
use crate::error::ApiError;
use crate::slip::{Look, QrContent, SlipData, draw, photograph, sign, url};
use citizen_domain::codes::DossierCode;
use citizen_domain::pack::{LimitUnit, Procedure};
use citizen_domain::wire::{DossierRecord, SlipClaims};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// What the QR of a slip holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    /// Signed with the province's key.
    #[default]
    Signed,
    /// The bare code.
    Code,
    /// A link to the look-up page.
    Url,
}

/// A slip as a phone's camera sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct SlipPicture {
    /// JPEG.
    pub jpeg: Vec<u8>,
    /// Exact text in the QR.
    pub payload: String,
}

impl std::fmt::Debug for SlipPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SlipPicture")
            .field("bytes", &self.jpeg.len())
            .finish_non_exhaustive()
    }
}

/// Draws the slip of `code`.
pub(super) fn picture(
    tx: &Connection,
    state: &AppState,
    code: &str,
    kind: SlipKind,
    look: Look,
) -> Result<SlipPicture, ApiError> {
    let code = DossierCode::parse(code).map_err(|_| ApiError::NotFound)?;
    let record = dossiers::record(tx, state, &code.normalized, None)?.ok_or(ApiError::NotFound)?;
    let received_at = record.received_at.ok_or(ApiError::NotFound)?;
    let qr = match kind {
        SlipKind::Signed => {
            let claims = SlipClaims {
                iss: state.pack().province.id.clone(),
                code: record.code.clone(),
                agency: record.agency.id.clone(),
                received_at,
                appointment_at: record.appointment_at,
            };
            sign(&state.keys().slip, &claims).map_err(|_| ApiError::Internal("slip key"))?
        }
        SlipKind::Code => QrContent::Code(record.code.clone()),
        SlipKind::Url => QrContent::Url(url("https://dichvucong.gov.vn", &record.code)),
    };
    let (applicant, id_number) = owner(tx, &record.code)?;
    let data = data(state, &record, received_at, applicant, id_number);
    let picture = draw(&data, &qr).map_err(|_| ApiError::Internal("slip drawing"))?;
    let jpeg = photograph(&picture, look).map_err(|_| ApiError::Internal("slip photograph"))?;
    Ok(SlipPicture {
        jpeg,
        payload: qr.payload().to_owned(),
    })
}

fn owner(tx: &Connection, code: &str) -> Result<(String, String), ApiError> {
    let found = tx
        .query_row(
            "SELECT r.display_name, r.id_number FROM dossiers d JOIN residents r ON r.sub = d.owner WHERE d.code = ?1",
            [code],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn data(
    state: &AppState,
    record: &DossierRecord,
    received_at: citizen_domain::Timestamp,
    applicant: String,
    id_number: String,
) -> SlipData {
    let pack = state.pack();
    let procedure = pack.procedures.iter().find(|p| p.code == record.procedure.code);
    let office = pack.offices.first();
    SlipData {
        parent: pack.province.name.clone(),
        office: record.agency.name.clone(),
        number: record.code.rsplit('-').next().unwrap_or_default().to_owned(),
        place: office
            .map_or_else(String::new, |o| o.address.clone())
            .rsplit(", ")
            .next()
            .unwrap_or_default()
            .to_owned(),
        code: record.code.clone(),
        submitter: applicant.clone(),
        applicant,
        id_number,
        address: office.map_or_else(String::new, |o| o.address.clone()),
        phone: "0900 000 000".to_owned(),
        email: String::new(),
        delegate: None,
        content: record.procedure.name.clone(),
        papers: procedure
            .map(|p| p.papers.iter().map(|paper| paper.name.clone()).collect())
            .unwrap_or_default(),
        sets: 1,
        limit: procedure.map(limit).unwrap_or_default(),
        received_at,
        appointment_at: record.appointment_at,
        collect: record.agency.name.clone(),
        book: None,
        receiver: "Cán bộ Thử Nghiệm".to_owned(),
    }
}

fn limit(procedure: &Procedure) -> String {
    procedure.limit.map_or_else(String::new, |limit| {
        let unit = match limit.unit {
            LimitUnit::WorkingDays => "ngày làm việc",
            LimitUnit::CalendarDays => "ngày",
            LimitUnit::WorkingHours => "giờ làm việc",
        };
        format!("{} {unit}", limit.amount)
    })
}
