//! The slip of a dossier that the gateway keeps.

use super::form::wording;
use super::{Picture, QrContent, SlipData, draw, sign, url};
use crate::dossiers::normalized;
use crate::{ApiError, AppState, Officials};
use citizen_domain::pack::{LimitUnit, Procedure};
use citizen_domain::wire::{DossierRecord, SlipClaims};

/// What the QR of a slip holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    /// A signed slip.
    #[default]
    Signed,
    /// The bare code.
    Code,
    /// A link of a host that the pack allows.
    Url,
}

/// Draws the slip of the dossier `code`. Address and phone are plainly fictitious: the gateway keeps neither. Blocks.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown dossier; [`ApiError::Internal`] when it cannot be drawn.
pub fn picture_for(state: &AppState, code: &str, kind: SlipKind) -> Result<Picture, ApiError> {
    let dossier = Officials::of(state).dossier(code)?;
    let key = normalized(code)?;
    let (name, id_number) = state.db().read(|tx| {
        let owner = "SELECT display_name, id_number FROM residents JOIN dossiers ON owner = sub WHERE normalized = ?1";
        Ok(tx.query_row(owner, [&key], |row| Ok((row.get(0)?, row.get(1)?)))?)
    })?;
    let failed = |_| ApiError::Internal("a slip could not be drawn");
    let content = match kind {
        SlipKind::Signed => sign(&state.keys().slip, &claims(state, &dossier)).map_err(failed)?,
        SlipKind::Code => QrContent::Code(dossier.code.clone()),
        SlipKind::Url => QrContent::Url(link(state, &dossier.code)),
    };
    draw(&data(state, dossier, name, id_number), &content).map_err(failed)
}

fn claims(state: &AppState, dossier: &DossierRecord) -> SlipClaims {
    SlipClaims {
        iss: state.pack().province.id.clone(),
        code: dossier.code.clone(),
        agency: dossier.agency.id.clone(),
        received_at: dossier.received_at.unwrap_or_else(|| state.now()),
        appointment_at: dossier.appointment_at,
    }
}

/// A look-up link of the first plain host of the pack that carries codes.
fn link(state: &AppState, code: &str) -> String {
    let carries = |host: &&citizen_domain::pack::AllowedHost| {
        !host.host.starts_with('*') && host.code_params.iter().any(|p| p == "ma_ho_so")
    };
    let hosts = &state.pack().hosts;
    let host = hosts
        .iter()
        .find(carries)
        .map_or("dichvucong.gov.vn", |host| host.host.as_str());
    url(&format!("https://{host}"), code)
}

fn data(state: &AppState, dossier: DossierRecord, name: String, id_number: String) -> SlipData {
    let pack = state.pack();
    let province = &pack.province.name;
    let procedure = pack.procedures.iter().find(|p| p.code == dossier.procedure.code);
    let received_at = dossier.received_at.unwrap_or_else(|| state.now());
    let number = dossier.code.rsplit('-').next().unwrap_or_default().to_owned();
    SlipData {
        parent: wording("parent", &[("province", &province.to_uppercase())]),
        office: dossier.agency.name.to_uppercase(),
        number: format!("{number}/TNHS"),
        place: province.clone(),
        code: dossier.code,
        applicant: name.clone(),
        id_number,
        address: wording("demo_address", &[("province", province)]),
        phone: wording("demo_phone", &[]),
        email: String::new(),
        delegate: None,
        content: dossier.procedure.name,
        papers: procedure.map(papers).unwrap_or_default(),
        sets: 1,
        limit: procedure.map(limit).unwrap_or_default(),
        received_at,
        appointment_at: dossier.appointment_at,
        collect: dossier.agency.name,
        book: None,
        submitter: name,
        receiver: wording("receiver_name", &[]),
    }
}

fn papers(procedure: &Procedure) -> Vec<String> {
    let line = |paper: &citizen_domain::pack::Paper| {
        let (originals, copies) = (paper.originals.to_string(), paper.copies.to_string());
        wording(
            "paper",
            &[
                ("name", &paper.name),
                ("originals", &originals),
                ("copies", &copies),
            ],
        )
    };
    procedure.papers.iter().map(line).collect()
}

fn limit(procedure: &Procedure) -> String {
    procedure.limit.map_or_else(String::new, |limit| {
        let id = match limit.unit {
            LimitUnit::WorkingDays => "limit_working_days",
            LimitUnit::CalendarDays => "limit_calendar_days",
            LimitUnit::WorkingHours => "limit_working_hours",
        };
        wording(id, &[("amount", &format!("{:02}", limit.amount))])
    })
}
