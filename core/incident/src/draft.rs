use citizen_domain::Timestamp;
use citizen_domain::pack::Visibility;
use citizen_domain::wire::{Location, UnitRef};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most photos that one report carries (D§9.2).
pub const MAX_PHOTOS: usize = 5;

/// How pressing a report is (D§9.2). Written as 1, 2 or 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Severity {
    /// 1: emergency numbers are shown first.
    Urgent = 1,
    /// 2: the usual one.
    Normal = 2,
    /// 3: a suggestion.
    Suggestion = 3,
}

impl TryFrom<u8> for Severity {
    type Error = crate::IncidentError;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        match level {
            1 => Ok(Self::Urgent),
            2 => Ok(Self::Normal),
            3 => Ok(Self::Suggestion),
            _ => Err(crate::IncidentError::Severity),
        }
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> Self {
        severity as Self
    }
}

/// A prepared photo by its hash. The picture itself is kept by the store, content-addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoRef {
    /// SHA-256 of the prepared JPEG, lower-case hex.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
}

/// A report that a person is still writing. It is the only copy: kept at every change, lost never.
///
/// A draft may be unfinished (no text, no category); finalising says what is missing. `Debug` shows no text
/// and no place.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Client id, a UUIDv7, for ever the id of the report made from it.
    pub id: String,
    /// Category code of the pack; empty while not chosen.
    pub category: String,
    /// How pressing.
    pub severity: Severity,
    /// As typed so far.
    pub text: String,
    /// Who may see it; `None` follows the category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Without the reporter's account, where the province allows it.
    #[serde(default)]
    pub anonymous: bool,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Ward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Prepared photos, at most [`MAX_PHOTOS`], in the person's order.
    #[serde(default)]
    pub photos: Vec<PhotoRef>,
    /// When the thing was seen: the photo's time, else when the draft was begun.
    pub captured_at: Timestamp,
    /// When the draft was begun.
    pub created_at: Timestamp,
    /// Rejected report that this one mends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

impl Draft {
    /// An empty draft begun at `now`.
    pub fn new(id: impl Into<String>, now: Timestamp) -> Self {
        Self {
            id: id.into(),
            category: String::new(),
            severity: Severity::Normal,
            text: String::new(),
            visibility: None,
            anonymous: false,
            location: None,
            unit: None,
            photos: Vec::new(),
            captured_at: now,
            created_at: now,
            replaces: None,
        }
    }

    /// Adds a prepared photo; the same picture twice counts once.
    ///
    /// # Errors
    /// [`crate::IncidentError::TooManyPhotos`] when [`MAX_PHOTOS`] are there; the draft stays as it was.
    pub fn add_photo(&mut self, photo: PhotoRef) -> Result<(), crate::IncidentError> {
        if self.photos.iter().any(|p| p.sha256 == photo.sha256) {
            return Ok(());
        }
        if self.photos.len() >= MAX_PHOTOS {
            return Err(crate::IncidentError::TooManyPhotos);
        }
        self.photos.push(photo);
        Ok(())
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("id", &self.id)
            .field("category", &self.category)
            .field("photos", &self.photos.len())
            .finish_non_exhaustive()
    }
}
