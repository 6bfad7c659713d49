use crate::{Applied, Excerpt, Followed, Held, Merged, Repository, Trust, apply};
use citizen_domain::Timestamp;
use citizen_domain::codes::DossierCode;
use citizen_domain::repository::RepositoryError;
use citizen_domain::wire::{Change, DossierRecord};

/// A line of the feed, worked on as far as that goes without the repository.
pub enum Line {
    /// A whole dossier, written as one that is not followed yet.
    Ready(Ready),
    /// Anything else.
    Change(Change),
}

impl Line {
    /// Makes a whole dossier ready, learnt at `as_of`.
    ///
    /// # Errors
    /// [`RepositoryError::Failed`].
    pub fn ready(change: Change, as_of: Timestamp) -> Result<Self, RepositoryError> {
        match change {
            // What would be noted of a history in no order, or of one event told twice, belongs beside what is held.
            Change::Dossier { dossier } if dossier.events.is_sorted_by(|a, b| a.id < b.id) => {
                match DossierCode::parse(&dossier.code) {
                    Ok(code) => Ready::of(code, *dossier, as_of).map(Self::Ready),
                    Err(_) => Ok(Self::Change(Change::Dossier { dossier })),
                }
            }
            other => Ok(Self::Change(other)),
        }
    }
}

/// A dossier as a repository keeps one that was not followed before. A first sync has thousands: they are written out while those before
/// them are being kept.
pub struct Ready {
    /// Its code.
    pub code: DossierCode,
    /// Since when it is followed, and when the province said it.
    pub as_of: Timestamp,
    /// Whether it can be rated.
    pub ratable: bool,
    /// [`Held`] as JSON.
    pub held: Vec<u8>,
    /// [`Excerpt`] as JSON.
    pub excerpt: Vec<u8>,
    merged: Merged,
}

impl Ready {
    fn of(code: DossierCode, record: DossierRecord, as_of: Timestamp) -> Result<Self, RepositoryError> {
        let ratable = record.ratable;
        let Followed { code, mut held, .. } = Followed::from_code(code, Trust::Checked, as_of);
        let merged = held.merge(record, as_of);
        // As long as most are, so that it need not grow three times.
        let (mut json, mut excerpt) = (Vec::with_capacity(1 << 10), Vec::with_capacity(1 << 9));
        serde_json::to_writer(&mut json, &held).map_err(|_| RepositoryError::Failed("json"))?;
        serde_json::to_writer(&mut excerpt, &Excerpt::of(&held))
            .map_err(|_| RepositoryError::Failed("json"))?;
        Ok(Self {
            code,
            as_of,
            ratable,
            held: json,
            excerpt,
            merged,
        })
    }
}

/// As [`apply`], for a dossier that is ready.
///
/// # Errors
/// As [`apply`].
pub fn apply_ready(
    repository: &dyn Repository,
    ready: Ready,
    as_of: Timestamp,
) -> Result<Applied, RepositoryError> {
    if repository.add_dossier(&ready)? {
        return Ok(Applied::Updated {
            code: ready.code,
            merged: ready.merged,
        });
    }
    let held: Held = serde_json::from_slice(&ready.held).map_err(|_| RepositoryError::Failed("json"))?;
    let dossier = held.record.ok_or(RepositoryError::Failed("json"))?;
    let dossier = Box::new(dossier);
    apply(repository, Change::Dossier { dossier }, as_of)
}

/// A dossier tells about a person: nothing of it is shown.
impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready")
            .field("as_of", &self.as_of)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ready(ready) => ready.fmt(f),
            Self::Change(change) => change.fmt(f),
        }
    }
}
