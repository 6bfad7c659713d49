use crate::{Photo, PlaceFlag, StoredReport, check_place};
use citizen_domain::Timestamp;
use citizen_domain::pack::Visibility;
use citizen_domain::wire::{ActingFor, Location, UnitRef};
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
    /// Hash of the photo that told the place; it goes when that photo goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_from: Option<String>,
    /// The person wants no place in it: then no photo puts one in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_place: bool,
    /// Hash of the photo that told the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_from: Option<String>,
    /// When the draft was begun.
    pub created_at: Timestamp,
    /// Rejected report that this one mends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// For whom it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
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
            place_from: None,
            no_place: false,
            time_from: None,
            created_at: now,
            replaces: None,
            acting_for: None,
        }
    }

    /// A draft of everything that a refused report had in it, begun at `now`: it names the refused one.
    ///
    /// # Errors
    /// [`crate::IncidentError::Severity`] for a body that this program did not write.
    pub fn mending(
        refused: &StoredReport,
        id: impl Into<String>,
        now: Timestamp,
    ) -> Result<Self, crate::IncidentError> {
        let body = &refused.body;
        Ok(Self {
            category: body.category.clone(),
            severity: Severity::try_from(body.severity)?,
            text: body.text.clone(),
            visibility: Some(body.visibility),
            anonymous: body.anonymous,
            location: body.location.clone(),
            unit: body.unit.clone(),
            photos: refused.photos.clone(),
            captured_at: body.captured_at,
            // What was left without a place stays so until the person gives one.
            no_place: body.location.is_none(),
            replaces: Some(refused.id.clone()),
            acting_for: body.acting_for.clone(),
            ..Self::new(id, now)
        })
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

    /// Takes a prepared photo in. Its place counts where the person gave none; its time where it is earlier: a camera
    /// whose clock runs ahead does not make a report from the future.
    ///
    /// # Errors
    /// As [`Self::add_photo`].
    pub fn take_photo(&mut self, photo: &Photo) -> Result<(), crate::IncidentError> {
        self.add_photo(photo.reference())?;
        if self.location.is_none()
            && !self.no_place
            && let Some(place) = photo.location()
        {
            self.location = Some(place);
            self.place_from = Some(photo.sha256.clone());
        }
        if let Some(taken) = photo.taken_at
            && taken < self.captured_at
        {
            self.captured_at = taken;
            self.time_from = Some(photo.sha256.clone());
        }
        Ok(())
    }

    /// Removes the photo called `word`: its number from 1, or the first eight or more digits of its hash. What only it
    /// told (place, time) goes with it. Gives its hash, by which the store may drop the picture.
    ///
    /// # Errors
    /// [`crate::IncidentError::NoSuchPhoto`]; the draft stays as it was.
    pub fn drop_photo(&mut self, word: &str) -> Result<String, crate::IncidentError> {
        let by_number = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let at = match by_number.filter(|at| *at < self.photos.len()) {
            Some(at) => Some(at),
            None if word.len() >= 8 => self.photos.iter().position(|p| p.sha256.starts_with(word)),
            None => None,
        };
        let at = at.ok_or(crate::IncidentError::NoSuchPhoto)?;
        let gone = self.photos.remove(at).sha256;
        if self.place_from.as_ref() == Some(&gone) {
            self.location = None;
            self.place_from = None;
        }
        if self.time_from.as_ref() == Some(&gone) {
            self.captured_at = self.created_at;
            self.time_from = None;
        }
        Ok(gone)
    }

    /// Puts in the place that the person chose, or none; after that no photo puts one in by itself.
    pub fn set_location(&mut self, place: Option<Location>) {
        self.no_place = place.is_none();
        self.location = place;
        self.place_from = None;
    }

    /// What the person should look at before the place leaves, or before it leaves without one.
    ///
    /// # Errors
    /// [`crate::IncidentError::Location`] when the numbers are no place on earth.
    pub fn place_flags(&self) -> Result<Vec<PlaceFlag>, crate::IncidentError> {
        match &self.location {
            Some(location) => check_place(location, self.captured_at),
            None if self.photos.is_empty() || self.no_place => Ok(Vec::new()),
            // A place was to be expected: cameras write it, and galleries and messengers take it out.
            None => Ok(vec![PlaceFlag::ExifStripped]),
        }
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
