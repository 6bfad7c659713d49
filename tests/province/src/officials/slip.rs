//! The receipt slip of a dossier, drawn and photographed-looking: what a resident holds before the phone.

use crate::AppState;
use crate::dossiers;
use crate::error::ApiError;
use citizen_domain::codes::{AgencyId, DossierCode};
use citizen_domain::pack::{LimitUnit, PackContent, Procedure};
use citizen_domain::wire::{DossierRecord, SlipClaims};
use citizen_slips::{Look, QrContent, SlipData, draw, photograph, sign, url};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use time::Date;

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
            |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default())),
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
    let issuer = issuer(pack, &record.agency.id, received_at.date());
    SlipData {
        parent: issuer.parent,
        office: record.agency.name.clone(),
        number: record.code.rsplit('-').next().unwrap_or_default().to_owned(),
        place: issuer.place,
        code: record.code.clone(),
        submitter: applicant.clone(),
        applicant,
        id_number,
        address: issuer.address,
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

struct Issuer {
    parent: String,
    place: String,
    address: String,
}

/// Who stood over an agency on the day of reception, and where: an agency that ended is headed by the province of its
/// time, not by the one that took over.
fn issuer(pack: &PackContent, agency: &str, received: Date) -> Issuer {
    let here = pack.offices.first().map_or("", |o| o.address.as_str());
    let place = |address: &str| address.rsplit(", ").next().unwrap_or_default().to_owned();
    let level1 = AgencyId::parse(agency)
        .ok()
        .and_then(|id| id.level1().map(str::to_owned));
    let agency = pack.agencies.iter().find(|a| a.id == agency);
    let governing = level1
        .filter(|id| agency.is_none_or(|a| a.id != *id))
        .and_then(|id| pack.agencies.iter().find(|a| a.id == id));
    let parent = governing.map_or_else(|| pack.province.name.clone(), |a| a.name.clone());
    // "UBND thành phố Thủ Dầu Một, tỉnh Bình Dương": the unit that the agency was named after.
    let then = agency
        .filter(|a| a.valid_to.is_some_and(|end| received <= end))
        .and_then(|a| a.name.strip_prefix("UBND "));
    match then {
        Some(unit) => Issuer {
            parent,
            place: unit.split(", ").next().unwrap_or_default().to_owned(),
            address: format!("{}, {unit}", here.split(", ").next().unwrap_or_default()),
        },
        None => Issuer {
            parent,
            place: place(here),
            address: here.to_owned(),
        },
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

#[cfg(test)]
mod tests {
    use super::issuer;
    use citizen_domain::pack::PackContent;
    use time::{Date, Month};

    #[test]
    fn a_slip_is_headed_by_the_province_of_its_day() {
        let pack = include_bytes!("../../../../core/pack/assets/79.json");
        let pack: PackContent = crate::own_pack::base_content(pack).unwrap().0;
        let on = |year, month| Date::from_calendar_date(year, month, 10).unwrap();
        for (agency, day, parent, place, province) in [
            (
                "000.00.12.H09",
                on(2023, Month::January),
                "UBND tỉnh Bình Dương",
                "thành phố Thủ Dầu Một",
                "tỉnh Bình Dương",
            ),
            (
                "H09.12",
                on(2025, Month::June),
                "UBND tỉnh Bình Dương",
                "thành phố Thủ Dầu Một",
                "tỉnh Bình Dương",
            ),
            (
                "H29.12",
                on(2026, Month::November),
                "UBND TP. Hồ Chí Minh",
                "phường Thủ Dầu Một",
                "phường Thủ Dầu Một",
            ),
        ] {
            let found = issuer(&pack, agency, day);
            assert_eq!(
                (found.parent.as_str(), found.place.as_str()),
                (parent, place),
                "{agency}"
            );
            assert!(found.address.ends_with(province), "{}", found.address);
        }
    }
}
