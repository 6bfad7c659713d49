use crate::{IncidentError, PhotoRef};
use citizen_domain::Timestamp;
use citizen_domain::wire::{ReportAction, ReportBody, ReportRecord, ReportUpdate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A report after it was finalised: what was said, and what came back. `Debug` shows no text and no place.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredReport {
    /// Client id, the same as the outbox item's.
    pub id: String,
    /// What was sent (or waits to be).
    pub body: ReportBody,
    /// The body's photos with their sizes in pixels.
    #[serde(default)]
    pub photos: Vec<PhotoRef>,
    /// When the draft was begun.
    pub created_at: Timestamp,
    /// The province's own number, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// State as the province last said (D§9.2, or a word of its own).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province_state: Option<String>,
    /// History, oldest first, append-only: a line once shown never changes or vanishes.
    #[serde(default)]
    pub updates: Vec<ReportUpdate>,
    /// What the person said about it since, oldest first (each is an outbox item of its own).
    #[serde(default)]
    pub actions: Vec<ReportAction>,
}

impl StoredReport {
    /// A report just finalised.
    pub fn new(
        id: impl Into<String>,
        body: ReportBody,
        photos: Vec<PhotoRef>,
        created_at: Timestamp,
    ) -> Self {
        Self {
            id: id.into(),
            body,
            photos,
            created_at,
            reference: None,
            province_state: None,
            updates: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// Takes in what the province says now. Updates with a known id are left as they were first shown; new ones are
    /// added in the order of their ids. Returns whether anything changed.
    ///
    /// # Errors
    /// [`IncidentError::OtherReport`] when the record bears another id.
    pub fn apply(&mut self, record: &ReportRecord) -> Result<bool, IncidentError> {
        if record.id != self.id {
            return Err(IncidentError::OtherReport);
        }
        let before = (
            self.reference.clone(),
            self.province_state.clone(),
            self.updates.len(),
        );
        self.reference = Some(record.reference.clone());
        self.province_state = Some(record.status.clone());
        for update in &record.updates {
            if !self.updates.iter().any(|known| known.id == update.id) {
                self.updates.push(update.clone());
            }
        }
        self.updates.sort_by_key(|update| update.id);
        let after = (&self.reference, &self.province_state, self.updates.len());
        Ok((&before.0, &before.1, before.2) != after)
    }
}

impl fmt::Debug for StoredReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredReport")
            .field("id", &self.id)
            .field("province_state", &self.province_state)
            .field("updates", &self.updates.len())
            .finish_non_exhaustive()
    }
}
