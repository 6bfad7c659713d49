//! Drafts: what a person is still writing. Kept at every step, changed, sent, thrown away.

use crate::client::Inner;
use crate::{Client, ClientError, Filed, ReportRequest};
use citizen_domain::Timestamp;
use citizen_domain::error::{Coded, ErrorInfo};
use citizen_domain::pack::Visibility;
use citizen_domain::wire::{Location, LocationSource, UnitRef};
use citizen_incident::{
    Draft, DraftRepository, IncidentError, ReportView, Severity, check_place, prepare_photo,
};

/// Something about a report was refused, and what the person wrote is kept as a draft. Codes are those of the cause.
#[derive(Debug, thiserror::Error)]
#[error("{cause}, kept as a draft")]
pub struct KeptDraft {
    /// The draft's id, for `report edit` and `report send`.
    pub id: String,
    /// What was refused.
    pub cause: Box<ClientError>,
}

impl Coded for KeptDraft {
    fn info(&self) -> ErrorInfo {
        self.cause.info()
    }
}

/// A draft that is kept.
#[derive(Debug)]
pub struct Begun {
    /// Its id.
    pub id: String,
    /// What of the request was refused, and is not in the draft: its place or its unit.
    pub refused: Option<ClientError>,
}

/// What changes in a draft; what is `None` stays as it is.
#[derive(Clone, Default)]
pub struct DraftChange {
    /// Category code.
    pub category: Option<String>,
    /// What is wrong.
    pub text: Option<String>,
    /// The place, or `Some(None)` for none.
    pub place: Option<Option<Place>>,
    /// Unit code, or `Some(None)` for none.
    pub unit: Option<Option<String>>,
    /// 1, 2 or 3.
    pub severity: Option<u8>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Without account.
    pub anonymous: Option<bool>,
    /// Photos that go: numbers from 1 as shown now, or the beginnings of their hashes.
    pub remove_photos: Vec<String>,
}

impl std::fmt::Debug for DraftChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DraftChange(…)")
    }
}

/// A place put in by hand or measured.
#[derive(Clone, Copy)]
pub struct Place {
    /// WGS84 degrees.
    pub lat: f64,
    /// WGS84 degrees.
    pub lon: f64,
    /// Radius in metres.
    pub accuracy_m: Option<f64>,
    /// How it is known.
    pub source: LocationSource,
    /// How long ago it was measured, in milliseconds.
    pub age_ms: i64,
}

impl Place {
    fn location(self, now: Timestamp) -> Location {
        Location {
            lat: self.lat,
            lon: self.lon,
            // No number is lost into the draft that could not be read back from it.
            accuracy_m: self.accuracy_m.filter(|metres| metres.is_finite()),
            source: self.source,
            fix_time: (self.source == LocationSource::Gps).then(|| now.plus_millis(-self.age_ms.max(0))),
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Keeps a draft of what is asked for, photos aside ([`Self::add_draft_photo`]); durable when this returns.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`], and the store's own: then nothing is kept.
    pub fn keep_draft(&self, request: &ReportRequest) -> Result<Begun, ClientError> {
        let inner = &self.inner;
        // Nothing is kept that no province could ever take.
        inner.pack()?;
        let mut draft = Draft::new(inner.new_id()?, inner.now());
        draft.category.clone_from(&request.category);
        draft.text.clone_from(&request.text);
        draft.severity = Severity::try_from(request.severity.unwrap_or(2))?;
        draft.visibility = request.visibility;
        draft.anonymous = request.anonymous;
        draft.acting_for = inner.acting_for()?;
        // The words are safe before anything else is tried, and a wrong unit costs no place.
        inner.write(|tx| Ok(tx.save_draft(&draft)?))?;
        let place = DraftChange {
            place: match request.place {
                Some(place) => Some(Some(place)),
                None => request.no_place.then_some(None),
            },
            ..DraftChange::default()
        };
        let unit = DraftChange {
            unit: request.unit.clone().map(Some),
            ..DraftChange::default()
        };
        let mut refused = None;
        for change in [place, unit] {
            match self.change_draft(&draft.id, &change) {
                Ok(_) => {}
                Err(error @ ClientError::Draft(_)) => refused = refused.or(Some(error)),
                Err(other) => return Err(other),
            }
        }
        Ok(Begun {
            id: draft.id,
            refused,
        })
    }

    /// Changes a draft, all of it or nothing.
    ///
    /// # Errors
    /// [`ClientError::NotFound`]; [`ClientError::Draft`] when a change is refused: the draft is as it was.
    pub fn change_draft(&self, id: &str, change: &DraftChange) -> Result<ReportView, ClientError> {
        let inner = &self.inner;
        let unit = match &change.unit {
            Some(Some(code)) => Some(Some(unit(inner, code).map_err(|e| kept(id, e))?)),
            Some(None) => Some(None),
            None => None,
        };
        let now = inner.now();
        let (draft, gone) = inner.write(|tx| {
            let mut draft = tx.draft(id)?.ok_or(ClientError::NotFound)?;
            let gone = apply(&mut draft, change, unit.clone(), now).map_err(|e| kept(id, e))?;
            tx.save_draft(&draft)?;
            Ok((draft, gone))
        })?;
        inner.drop_files(gone.iter().map(String::as_str))?;
        self.draft_view(&draft)
    }

    /// Prepares a picture and adds it to a draft. Its place and time count where the person gave none. `name` is its file
    /// name, whose ending must not belie it.
    ///
    /// # Errors
    /// [`ClientError::NotFound`]; [`ClientError::Draft`] when the picture is refused: the draft is as it was.
    pub fn add_draft_photo(&self, id: &str, name: &str, bytes: &[u8]) -> Result<ReportView, ClientError> {
        let inner = &self.inner;
        let add = || {
            citizen_incident::check_label(bytes, name)?;
            let photo = prepare_photo(bytes)?;
            let added = inner.write(|tx| {
                let mut draft = tx.draft(id)?.ok_or(ClientError::NotFound)?;
                draft.take_photo(&photo)?;
                // Durable before the row that names it, and kept while nobody else can find that no row does.
                inner.ports.files.put(&photo.jpeg)?;
                tx.save_draft(&draft)?;
                Ok(draft)
            });
            if added.is_err() {
                inner.drop_files([photo.sha256.as_str()].into_iter())?;
            }
            self.draft_view(&added?)
        };
        add().map_err(|error| match error {
            ClientError::NotFound => error,
            refused => kept(id, refused),
        })
    }

    /// Gives a kept draft to be sent, as it stands.
    ///
    /// # Errors
    /// [`ClientError::NotFound`]; [`ClientError::Draft`] where something is missing: the draft stays.
    pub fn send_draft(&self, id: &str) -> Result<Filed, ClientError> {
        let pack = self.inner.pack()?;
        self.queue_draft(id, pack.content()).map_err(|e| kept(id, e))
    }

    /// A draft with what the person should know about it.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn review_draft(&self, id: &str) -> Result<Filed, ClientError> {
        let draft = self.draft(id)?;
        let pack = self.inner.pack()?;
        let (advice, place) = self.judged(&draft, pack.content()).map_err(|e| kept(id, e))?;
        Ok(Filed {
            report: self.draft_view(&draft)?,
            advice,
            place,
            size: None,
        })
    }

    pub(crate) fn draft(&self, id: &str) -> Result<Draft, ClientError> {
        self.inner
            .read(|tx| Ok(tx.draft(id)?))?
            .ok_or(ClientError::NotFound)
    }
}

fn kept(id: &str, cause: ClientError) -> ClientError {
    match cause {
        ClientError::NotFound | ClientError::Repository(_) => cause,
        cause => ClientError::Draft(KeptDraft {
            id: id.to_owned(),
            cause: Box::new(cause),
        }),
    }
}

fn unit(inner: &Inner, code: &str) -> Result<UnitRef, ClientError> {
    let pack = inner.pack()?;
    let unit = citizen_pack::lookup::unit(pack.content(), code, inner.now().date())
        .ok_or(ClientError::UnknownUnit)?;
    Ok(UnitRef {
        name: unit.name.clone(),
        version: pack.manifest().version,
        code: code.to_owned(),
    })
}

/// Gives the hashes of the photos that went.
fn apply(
    draft: &mut Draft,
    change: &DraftChange,
    unit: Option<Option<UnitRef>>,
    now: Timestamp,
) -> Result<Vec<String>, ClientError> {
    if let Some(category) = &change.category {
        draft.category.clone_from(category);
    }
    if let Some(text) = &change.text {
        draft.text.clone_from(text);
    }
    if let Some(severity) = change.severity {
        draft.severity = Severity::try_from(severity)?;
    }
    draft.visibility = change.visibility.or(draft.visibility);
    draft.anonymous = change.anonymous.unwrap_or(draft.anonymous);
    if let Some(unit) = unit {
        draft.unit = unit;
    }
    // Numbers are those of before.
    let mut named: Vec<String> = Vec::new();
    for word in &change.remove_photos {
        named.push(draft.clone().drop_photo(word)?);
    }
    named.sort();
    named.dedup();
    for sha256 in &named {
        draft.drop_photo(sha256)?;
    }
    if let Some(place) = change.place {
        let location = place.map(|place| place.location(now));
        if let Some(location) = &location {
            if !location.lat.is_finite() || !location.lon.is_finite() {
                return Err(IncidentError::Location.into());
            }
            check_place(location, draft.captured_at)?;
        }
        draft.set_location(location);
    }
    Ok(named)
}
