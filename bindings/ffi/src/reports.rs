//! Field reports.

use crate::dossiers::ROWS;
use crate::error::ReportError;
use crate::records::{
    CategoryCode, CategoryView, Eyes, PhotoHash, ReportCard, ReportId, ReportView, UnitCode,
};
use crate::shared::Shared;
use citizen_client::{DraftChange, Place, ReportDecision};
use citizen_domain::wire::LocationSource;
use std::path::Path;
use std::sync::Arc;

/// How a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum FixSource {
    /// Measured by the device.
    Gps,
    /// Put on the map by hand.
    MapPin,
}

/// A place.
#[derive(Clone, Copy, PartialEq, uniffi::Record)]
pub struct PlaceRequest {
    /// WGS84 degrees.
    pub lat: f64,
    /// WGS84 degrees.
    pub lon: f64,
    /// Radius in metres.
    pub accuracy_m: Option<f64>,
    /// How it is known.
    pub source: FixSource,
    /// How long ago it was measured.
    pub age_ms: u64,
}

impl std::fmt::Debug for PlaceRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlaceRequest")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// What a person says when a report is begun; photos are added afterwards.
#[derive(Clone, uniffi::Record)]
pub struct ReportRequest {
    /// Category.
    pub category: CategoryCode,
    /// What is wrong.
    pub text: String,
    /// Where; a photo may tell it too.
    pub place: Option<PlaceRequest>,
    /// Ward or commune.
    pub unit: Option<UnitCode>,
    /// 1 urgent, 2 ordinary, 3 a suggestion.
    pub severity: u8,
    /// Who may see it; the category's rule unless said otherwise.
    pub visibility: Option<Eyes>,
    /// Without account.
    pub anonymous: bool,
}

impl std::fmt::Debug for ReportRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportRequest")
            .field("category", &self.category)
            .finish_non_exhaustive()
    }
}

/// What changes in a draft; what is absent stays as it is.
#[derive(Clone, Default, uniffi::Record)]
pub struct DraftChangeRequest {
    /// Category.
    pub category: Option<CategoryCode>,
    /// What is wrong.
    pub text: Option<String>,
    /// Where.
    pub place: Option<PlaceRequest>,
    /// Without any place, also where a photo tells one.
    pub no_place: bool,
    /// Ward or commune.
    pub unit: Option<UnitCode>,
    /// Without any.
    pub no_unit: bool,
    /// 1, 2 or 3.
    pub severity: Option<u8>,
    /// Who may see it.
    pub visibility: Option<Eyes>,
    /// Without account.
    pub anonymous: Option<bool>,
}

impl std::fmt::Debug for DraftChangeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DraftChangeRequest(…)")
    }
}

/// What the reporter decides.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum DecisionRequest {
    /// It was mended.
    Confirm,
    /// It was not.
    Reopen {
        /// Why.
        why: String,
    },
    /// Never mind; a draft is thrown away.
    Withdraw,
}

impl std::fmt::Debug for DecisionRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DecisionRequest(…)")
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReportPage {
    /// Newest first; drafts stand on the first page.
    pub cards: Vec<ReportCard>,
}

/// Field reports.
#[derive(uniffi::Object)]
pub struct Reports(pub(crate) Arc<Shared>);

fn place(request: PlaceRequest) -> Place {
    Place {
        lat: request.lat,
        lon: request.lon,
        accuracy_m: request.accuracy_m,
        source: match request.source {
            FixSource::Gps => LocationSource::Gps,
            FixSource::MapPin => LocationSource::MapPin,
        },
        age_ms: i64::try_from(request.age_ms).unwrap_or(i64::MAX),
    }
}

#[uniffi::export]
impl Reports {
    /// Categories to choose from.
    pub fn categories(&self) -> Result<Vec<CategoryView>, ReportError> {
        self.0.look(|client, _| client.show_categories())
    }

    /// At most 100 reports, and with the first page every draft.
    pub fn page(&self, offset: u32, limit: u32) -> Result<ReportPage, ReportError> {
        self.0.look(|client, lang| {
            Ok(ReportPage {
                cards: client.show_reports(offset, limit.min(ROWS), lang)?,
            })
        })
    }

    /// The screen of one.
    pub fn view(&self, id: ReportId) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| client.show_report(&id.0, lang))
    }

    /// Begins a draft; durable when this returns. A place or unit that is refused leaves the rest as a draft, named in the error.
    pub fn begin(&self, request: ReportRequest) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| {
            let begun = client.keep_draft(&citizen_client::ReportRequest {
                category: request.category.0,
                text: request.text,
                place: request.place.map(place),
                unit: request.unit.map(|unit| unit.0),
                severity: Some(request.severity),
                visibility: request.visibility,
                anonymous: request.anonymous,
                draft: true,
                ..citizen_client::ReportRequest::default()
            })?;
            match begun.refused {
                Some(refused) => Err(refused),
                None => client.show_report(&begun.id, lang),
            }
        })
    }

    /// A draft of what the province refused, to be changed and sent again; the same one where it was begun.
    pub fn mend(&self, id: ReportId) -> Result<ReportView, ReportError> {
        self.0
            .look(|client, lang| client.show_filed(&client.mend_report(&id.0)?, lang))
    }

    /// Changes a draft, all of it or nothing.
    pub fn change(&self, id: ReportId, change: DraftChangeRequest) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| {
            let either = |no: bool, unit: Option<UnitCode>| match (no, unit) {
                (true, _) => Some(None),
                (false, unit) => unit.map(|unit| Some(unit.0)),
            };
            let change = DraftChange {
                category: change.category.map(|category| category.0),
                text: change.text,
                place: match (change.no_place, change.place) {
                    (true, _) => Some(None),
                    (false, given) => given.map(|given| Some(place(given))),
                },
                unit: either(change.no_unit, change.unit),
                severity: change.severity,
                visibility: change.visibility,
                anonymous: change.anonymous,
                remove_photos: Vec::new(),
            };
            client.change_draft(&id.0, &change)?;
            client.show_report(&id.0, lang)
        })
    }

    /// Adds a picture file as the camera made it; the core judges its place and time and takes everything else out.
    pub fn add_photo(&self, id: ReportId, path: &str) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| {
            client.add_draft_photo_file(&id.0, Path::new(path))?;
            client.show_report(&id.0, lang)
        })
    }

    /// A photo, for the eyes of who took it: the JPEG that leaves or has left, without what the camera wrote into it.
    pub fn photo(&self, id: ReportId, photo: PhotoHash) -> Result<Vec<u8>, ReportError> {
        self.0.look(|client, _| client.report_photo(&id.0, &photo.0))
    }

    /// Takes a photo out of a draft.
    pub fn remove_photo(&self, id: ReportId, photo: PhotoHash) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| {
            let change = DraftChange {
                remove_photos: vec![photo.0],
                ..DraftChange::default()
            };
            client.change_draft(&id.0, &change)?;
            client.show_report(&id.0, lang)
        })
    }

    /// Gives a draft to be sent by the next sync; kept durably when this returns.
    pub fn send(&self, id: ReportId) -> Result<ReportView, ReportError> {
        self.0
            .look(|client, lang| client.show_filed(&client.send_draft(&id.0)?, lang))
    }

    /// Confirms, reopens, withdraws, or throws a draft away. What is said is kept and sent by the next sync.
    pub fn decide(&self, id: ReportId, decision: DecisionRequest) -> Result<ReportView, ReportError> {
        self.0.look(|client, lang| {
            let decision = match decision {
                DecisionRequest::Confirm => ReportDecision::Confirm,
                DecisionRequest::Reopen { why } => ReportDecision::Reopen(why),
                DecisionRequest::Withdraw => ReportDecision::Withdraw,
            };
            client.show_decided(&client.decide_report(&id.0, &decision)?, lang)
        })
    }
}
