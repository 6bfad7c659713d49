use crate::place::is_zero;
use crate::{Draft, PhotoRef, Rules, StoredReport};
use citizen_domain::Timestamp;
use citizen_domain::pack::Visibility;
use citizen_domain::wire::{ActingFor, Location, LocationSource, PartClaim, UnitRef};
use serde::Serialize;

/// What the outbox knows of a report's item, in plain words; this room does not know the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemState {
    /// Outbox state, for example `queued`.
    pub state: String,
    /// Why it waits or was rejected.
    pub reason: Option<String>,
    /// State of each photo by its hash, for example `sent`; others count as `waiting`.
    pub photos: Vec<(String, String)>,
    /// The verified receipt.
    pub receipt: Option<ReceiptView>,
    /// The reporter's decision that still waits to be sent.
    pub pending: Option<PendingAction>,
}

/// A receipt as shown beside a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptView {
    /// Item id.
    pub id: String,
    /// When the province accepted it.
    pub issued_at: Timestamp,
    /// SHA-256 of the body.
    pub body_sha256: String,
    /// Attachments that it names.
    pub attachments: Vec<PartClaim>,
    /// Key that signed it.
    pub key_id: String,
    /// Whether the signature was verified here.
    pub verified: bool,
}

/// A place as shown.
#[derive(Clone, PartialEq, Serialize)]
pub struct LocationView {
    /// WGS84 degrees.
    pub lat: f64,
    /// WGS84 degrees.
    pub lon: f64,
    /// Radius in metres.
    pub accuracy_m: Option<f64>,
    /// How it is known.
    pub source: LocationSource,
    /// When it was measured.
    pub fix_time: Option<Timestamp>,
}

/// A unit as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Version of the data that named it.
    pub version: u64,
}

/// A photo as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhotoView {
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// `draft`, or what the outbox says of it.
    pub state: String,
}

/// What the reporter has decided and the province has not confirmed to have.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PendingAction {
    /// `confirm`, `reopen` or `withdraw`.
    pub action: String,
    /// Why, where it is reopened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it was decided.
    pub at: Timestamp,
    /// The outbox item that carries it.
    pub item: String,
}

/// A line of the history as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpdateView {
    /// When.
    pub at: Timestamp,
    /// State that it led to.
    pub status: String,
    /// In words.
    pub text: String,
}

/// A report as shown by `citizen report` and the shells.
#[derive(Clone, PartialEq, Serialize)]
pub struct ReportView {
    /// Client id.
    pub id: String,
    /// `draft`, or the outbox state.
    pub state: String,
    /// Why it waits or was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the province says, once accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province_state: Option<String>,
    /// The province's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Category code.
    pub category: String,
    /// 1, 2 or 3.
    pub severity: u8,
    /// Who may see it; of a draft, who will see it if it is sent as it stands.
    pub visibility: Visibility,
    /// Without account.
    pub anonymous: bool,
    /// For whom it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
    /// What the person wrote.
    pub text: String,
    /// When it was seen.
    pub captured_at: Timestamp,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationView>,
    /// Ward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// The province's receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptView>,
    /// The reporter's decision that is kept here and not yet sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_action: Option<PendingAction>,
    /// History, oldest first.
    pub updates: Vec<UpdateView>,
    /// When the draft was begun.
    pub created_at: Timestamp,
}

impl ReportView {
    /// A draft as shown by the province's rules: its state is `draft`.
    pub fn of_draft(draft: &Draft, rules: &Rules<'_>) -> Self {
        Self {
            id: draft.id.clone(),
            state: "draft".into(),
            reason: None,
            province_state: None,
            reference: None,
            category: draft.category.clone(),
            severity: draft.severity.into(),
            visibility: draft.effective_visibility(rules),
            anonymous: draft.anonymous,
            acting_for: draft.acting_for.clone(),
            text: draft.text.clone(),
            captured_at: draft.captured_at,
            // A place of 0/0 is left out of what is sent, so it is not shown as if it were.
            location: draft.location.as_ref().filter(|at| !is_zero(at)).map(place),
            unit: draft.unit.as_ref().map(unit),
            photos: draft.photos.iter().map(|p| photo(p, "draft")).collect(),
            receipt: None,
            pending_action: None,
            updates: Vec::new(),
            created_at: draft.created_at,
        }
    }

    /// A finalised report beside what the outbox says of its item.
    pub fn of_report(report: &StoredReport, item: &ItemState) -> Self {
        let body = &report.body;
        let state_of = |sha256: &str| {
            let known = item.photos.iter().find(|(hash, _)| hash == sha256);
            known.map_or("waiting", |(_, state)| state.as_str())
        };
        Self {
            id: report.id.clone(),
            state: item.state.clone(),
            reason: item.reason.clone(),
            province_state: report.province_state.clone(),
            reference: report.reference.clone(),
            category: body.category.clone(),
            severity: body.severity,
            visibility: body.visibility,
            anonymous: body.anonymous,
            acting_for: body.acting_for.clone(),
            text: body.text.clone(),
            captured_at: body.captured_at,
            location: body.location.as_ref().map(place),
            unit: body.unit.as_ref().map(unit),
            photos: report
                .photos
                .iter()
                .map(|p| photo(p, state_of(&p.sha256)))
                .collect(),
            receipt: item.receipt.clone(),
            pending_action: item.pending.clone(),
            updates: report
                .updates
                .iter()
                .map(|u| UpdateView {
                    at: u.at,
                    status: u.status.clone(),
                    text: u.text.clone(),
                })
                .collect(),
            created_at: report.created_at,
        }
    }
}

fn place(location: &Location) -> LocationView {
    LocationView {
        lat: location.lat,
        lon: location.lon,
        accuracy_m: location.accuracy_m,
        source: location.source,
        fix_time: location.fix_time,
    }
}

fn unit(unit: &UnitRef) -> UnitView {
    UnitView {
        code: unit.code.clone(),
        name: unit.name.clone(),
        version: unit.version,
    }
}

fn photo(photo: &PhotoRef, state: &str) -> PhotoView {
    PhotoView {
        sha256: photo.sha256.clone(),
        bytes: photo.bytes,
        width: photo.width,
        height: photo.height,
        state: state.to_owned(),
    }
}

impl std::fmt::Debug for PendingAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PendingAction")
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for LocationView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocationView")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ReportView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportView")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("province_state", &self.province_state)
            .finish_non_exhaustive()
    }
}
