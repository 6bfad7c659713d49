use crate::advice::reads_like_denunciation;
use crate::{Draft, IncidentError, MAX_PHOTOS, place};
use citizen_domain::pack::{ReportCategory, Visibility};
use citizen_domain::text;
use citizen_domain::wire::{Attachment, ReportBody};

/// Longest text in user-perceived characters (D§9.2).
pub const MAX_TEXT: usize = 2000;
/// Longest text in bytes. A character may carry any number of marks, so counting characters alone bounds nothing.
const MAX_TEXT_BYTES: usize = 16 * 1024;

/// What the province says about reports.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Categories of its pack.
    pub categories: &'a [ReportCategory],
    /// Whether reports without an account are taken.
    pub anonymous: bool,
    /// Whether this person's words and pictures may be shown to everybody (age, and for whom they act).
    pub publish: bool,
}

/// Makes the body of an outbox item from a finished draft. The draft is only read: when this fails it stays as it is.
///
/// A place of 0/0 is left out (no device ever stood there). Without a choice of the person's the category decides who may
/// see the report; what reads like a denunciation goes only to those who handle it.
///
/// # Errors
/// [`IncidentError::TextEmpty`], [`IncidentError::TextTooLong`], [`IncidentError::Category`],
/// [`IncidentError::AnonymousRefused`], [`IncidentError::AnonymousActing`], [`IncidentError::NotPublic`], [`IncidentError::Location`], [`IncidentError::TooManyPhotos`].
pub fn finalise(draft: &Draft, rules: &Rules<'_>) -> Result<ReportBody, IncidentError> {
    let category = rules
        .categories
        .iter()
        .find(|category| category.code == draft.category)
        .ok_or(IncidentError::Category)?;
    if draft.anonymous && !rules.anonymous {
        return Err(IncidentError::AnonymousRefused);
    }
    // Without a name there is nobody to act for either; and what must not be public is not made so in silence.
    if draft.anonymous && draft.acting_for.is_some() {
        return Err(IncidentError::AnonymousActing);
    }
    if draft.visibility == Some(Visibility::Public) && !rules.publish {
        return Err(IncidentError::NotPublic);
    }
    let visibility = draft.effective_visibility(rules);
    if draft.photos.len() > MAX_PHOTOS {
        return Err(IncidentError::TooManyPhotos);
    }
    if let Some(location) = &draft.location {
        place::check_place(location, draft.captured_at)?;
    }
    Ok(ReportBody {
        category: category.code.clone(),
        severity: draft.severity.into(),
        text: clean_text(&draft.text)?,
        captured_at: draft.captured_at,
        location: draft
            .location
            .clone()
            .filter(|location| !place::is_zero(location)),
        unit: draft.unit.clone(),
        visibility,
        anonymous: draft.anonymous,
        attachments: draft
            .photos
            .iter()
            .map(|photo| Attachment {
                sha256: photo.sha256.clone(),
                bytes: photo.bytes,
                media_type: "image/jpeg".into(),
            })
            .collect(),
        replaces: draft.replaces.clone(),
        acting_for: draft.acting_for.clone(),
    })
}

/// NFC, without control, direction and other unseen characters (line ends stay), trimmed.
pub(crate) fn clean_text(typed: &str) -> Result<String, IncidentError> {
    let cleaned = text::clean(typed, MAX_TEXT_BYTES).map_err(|_| IncidentError::TextTooLong)?;
    if cleaned.is_empty() {
        return Err(IncidentError::TextEmpty);
    }
    text::check_graphemes(&cleaned, MAX_TEXT).map_err(|_| IncidentError::TextTooLong)?;
    Ok(cleaned)
}

/// What sending a report comes to, in bytes on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireSize {
    /// The text part, which goes first.
    pub body: u64,
    /// All photos.
    pub photos: u64,
}

impl Draft {
    /// Who will see it as it stands: only those who handle it where it must not be published, else the person's choice, else
    /// only those who handle it where the text reads like a denunciation, else the category's rule.
    pub fn effective_visibility(&self, rules: &Rules<'_>) -> Visibility {
        if !rules.publish {
            return Visibility::Handler;
        }
        let of_category = rules
            .categories
            .iter()
            .find(|c| c.code == self.category)
            .map(|c| c.visibility);
        let guarded = reads_like_denunciation(&self.text).then_some(Visibility::Handler);
        self.visibility
            .or(guarded)
            .or(of_category)
            .unwrap_or(Visibility::Handler)
    }
}
