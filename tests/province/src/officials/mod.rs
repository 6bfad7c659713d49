//! The officials' side: for demonstrations and tests, by the terminal program or over HTTP with the operator's token.

mod advance;
mod dossiers;
mod http;
mod ratings;
mod reports;
mod slip;
mod token;

pub use advance::Advance;
pub use citizen_slips::Look;
pub use dossiers::{NewDossier, NewFee};
pub use ratings::RatingRow;
pub use reports::{OfficialReport, OfficialUpdate, ReportChange};
pub use slip::{SlipKind, SlipPicture};
pub use token::OperatorFile;

pub(crate) use advance::advance;
pub(crate) use dossiers::add;
pub(crate) use http::router;
pub(crate) use token::Operator;

use crate::config::{Clock, Config};
use crate::error::ApiError;
use crate::state::AppState;
use citizen_domain::pack::PackContent;
use citizen_domain::wire::DossierRecord;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The key that the gateway's own provider signs by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderKey {
    /// Its id in the key set, the RFC 7638 thumbprint.
    pub key_id: String,
}

/// The officials' operations on a gateway's data. All of them block; each is one transaction. May be used beside a
/// running gateway: phones see the changes with their next request.
#[derive(Debug, Clone)]
pub struct Officials(AppState);

impl Officials {
    /// On the data folder of a gateway that was started at least once.
    pub fn open(data: &Path, clock: Clock) -> Result<Self, ApiError> {
        AppState::reopen(Config {
            clock,
            ..Config::new(data.to_owned(), data.join("pack.json"))
        })
        .map(Self)
    }

    /// What the gateway of `data` publishes in its pack, for putting its keys into words. Takes no lock.
    pub fn pack_content(data: &Path) -> Result<PackContent, ApiError> {
        let file = std::fs::read(data.join("pack.json"))?;
        Ok(crate::own_pack::base_content(&file)?.0)
    }

    /// On a running gateway in this process.
    pub fn of(state: &AppState) -> Self {
        Self(state.clone())
    }

    /// Receives a dossier.
    pub fn add_dossier(&self, new: &NewDossier) -> Result<DossierRecord, ApiError> {
        self.0.db().write(|tx| dossiers::add(tx, &self.0, new))
    }

    /// Puts a dossier into its owner's account: every phone of theirs finds it there, without their following it first.
    pub fn show_to_owner(&self, code: &str) -> Result<(), ApiError> {
        self.0.db().write(|tx| dossiers::show_to_owner(tx, code))
    }

    /// A dossier as officials see it.
    pub fn dossier(&self, code: &str) -> Result<DossierRecord, ApiError> {
        let key = crate::dossiers::normalized(code)?;
        self.0
            .db()
            .read(|tx| crate::dossiers::record(tx, &self.0, &key, None)?.ok_or(ApiError::NotFound))
    }

    /// The receipt slip of a dossier as a phone photographs it.
    pub fn slip(&self, code: &str, kind: SlipKind, look: Look) -> Result<SlipPicture, ApiError> {
        self.0
            .db()
            .read(|tx| slip::picture(tx, &self.0, code, kind, look))
    }

    /// Leads a dossier to its next state.
    pub fn advance(&self, code: &str, advance: &Advance) -> Result<DossierRecord, ApiError> {
        self.0
            .db()
            .write(|tx| advance::advance(tx, &self.0, code, advance))
    }

    /// Every report, newest first.
    pub fn reports(&self) -> Result<Vec<OfficialReport>, ApiError> {
        self.0.db().read(|tx| reports::list(tx))
    }

    /// A picture of a report.
    pub fn report_part(&self, report: &str, sha256: &str) -> Result<Vec<u8>, ApiError> {
        self.0.db().read(|tx| reports::part(tx, report, sha256))
    }

    /// Leads a report, by its id or reference, to a state.
    pub fn update_report(&self, report: &str, change: &ReportChange) -> Result<OfficialReport, ApiError> {
        let now = self.0.now();
        self.0.db().write(|tx| reports::update(tx, report, change, now))
    }

    /// Signs ID tokens by a new key from now on, before the last one's time is over; gives its id.
    pub fn rotate_provider_key(&self) -> Result<ProviderKey, ApiError> {
        let key_id = self.0.provider().rotate(self.0.now())?;
        Ok(ProviderKey { key_id })
    }

    /// Every rating, by unit and period, in no order of time.
    pub fn ratings(&self) -> Result<Vec<RatingRow>, ApiError> {
        self.0.db().read(|tx| ratings::list(tx))
    }
}
