use super::RatingBody;
use crate::Timestamp;
use crate::pack::{Relation, Visibility};
use serde::{Deserialize, Serialize};

/// The body of an outbox item. Its exact bytes are hashed; they are written once, kept, and never made again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ItemBody {
    /// A field report.
    Report(ReportBody),
    /// What a person says about an earlier report.
    ReportAction(ReportAction),
    /// A rating; goes to its own endpoint, without session.
    Rating(RatingBody),
}

impl ItemBody {
    /// `report`, `report_action` or `rating`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Report(_) => "report",
            Self::ReportAction(_) => "report_action",
            Self::Rating(_) => "rating",
        }
    }
}

/// A field report (D§9.2).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportBody {
    /// Category code of the pack.
    pub category: String,
    /// 1 urgent, 2 normal, 3 suggestion.
    pub severity: u8,
    /// NFC, at most 2,000 characters.
    pub text: String,
    /// When it was seen.
    pub captured_at: Timestamp,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Unit with the version of the data that named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Sent without the reporter's account.
    #[serde(default)]
    pub anonymous: bool,
    /// Pictures that follow, at most 5.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Rejected item that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// For whom the reporter acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
}

/// For whom somebody acts, as an explicit choice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingFor {
    /// A child, a relative or an organisation.
    pub relation: Relation,
    /// Their name, at most 120 characters.
    pub name: String,
}

impl std::fmt::Debug for ActingFor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActingFor")
            .field("relation", &self.relation)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ReportBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportBody")
            .field("category", &self.category)
            .field("severity", &self.severity)
            .field("visibility", &self.visibility)
            .field("attachments", &self.attachments.len())
            .finish_non_exhaustive()
    }
}

/// A place, with how it is known.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// WGS84 degrees.
    pub lat: f64,
    /// WGS84 degrees.
    pub lon: f64,
    /// Radius in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    /// How it is known.
    pub source: LocationSource,
    /// When it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix_time: Option<Timestamp>,
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Location")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// How a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocationSource {
    /// Measured by the device.
    Gps,
    /// Put on a map by hand (or typed).
    MapPin,
    /// Read from a picture.
    PhotoExif,
}

/// A unit by code, name and the version of the data that named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRef {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Pack version.
    pub version: u64,
}

/// A picture by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// `image/jpeg`.
    pub media_type: String,
}

/// What a person says about an earlier report.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAction {
    /// Client id of the report.
    pub report: String,
    /// `confirm`, `reopen` or `withdraw`.
    pub action: String,
    /// Reason, for `reopen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it was said.
    pub at: Timestamp,
    /// For whom the person acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
}

impl std::fmt::Debug for ReportAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportAction")
            .field("report", &self.report)
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}
