use crate::{Followed, Merged, Repository, Trust};
use citizen_domain::Timestamp;
use citizen_domain::codes::DossierCode;
use citizen_domain::repository::RepositoryError;
use citizen_domain::wire::Change;

/// So many are in memory at once while a fresh start ends.
const PAGE: u32 = 200;

/// What a line of the change feed did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// A dossier was updated.
    Updated {
        /// Its code.
        code: DossierCode,
        /// What changed.
        merged: Merged,
    },
    /// A dossier may no longer be seen.
    Gone {
        /// Its code.
        code: DossierCode,
    },
    /// The feed starts anew; call [`finish_reset`] when it has been read to its end.
    Reset,
    /// Changes of a dossier that is not held as the province thinks: the feed has to be read from the start.
    Incomplete,
    /// About something else.
    Unrelated,
    /// A dossier whose code cannot be one; skipped, so that it does not hold up the others.
    Unreadable,
}

/// Follows a dossier. One that is followed already keeps its history and gains what the new way to it brings.
///
/// # Errors
/// The store cannot read or write.
pub fn follow(repository: &dyn Repository, new: Followed) -> Result<Followed, RepositoryError> {
    let followed = match repository.dossier(&new.code.normalized)? {
        Some(mut old) => {
            old.held.slip = new.held.slip.or(old.held.slip);
            if old.held.trust != Trust::Signed {
                old.held.trust = new.held.trust;
            }
            old.held.gone = false;
            old.with_secret(new.secret)
        }
        None => new,
    };
    repository.put_dossier(&followed)?;
    Ok(followed)
}

/// Applies one line of the change feed, learnt at `as_of`. A dossier that its owner follows elsewhere appears here
/// too.
///
/// # Errors
/// The store cannot read or write; the whole batch then belongs undone.
pub fn apply(
    repository: &dyn Repository,
    change: Change,
    as_of: Timestamp,
) -> Result<Applied, RepositoryError> {
    match change {
        Change::Dossier { dossier } => {
            let Ok(code) = DossierCode::parse(&dossier.code) else {
                return Ok(Applied::Unreadable);
            };
            let mut followed = repository
                .dossier(&code.normalized)?
                .unwrap_or_else(|| Followed::from_code(code.clone(), Trust::Checked, as_of));
            let merged = followed.held.merge(*dossier, as_of);
            repository.put_dossier(&followed)?;
            Ok(Applied::Updated { code, merged })
        }
        Change::DossierPart { code, patch, events } => {
            let Ok(code) = DossierCode::parse(&code) else {
                return Ok(Applied::Unreadable);
            };
            let Some(mut followed) = repository.dossier(&code.normalized)? else {
                return Ok(Applied::Incomplete);
            };
            let held = followed.held.record.as_ref();
            let Some(whole) = held.and_then(|record| record.patched(patch, events)) else {
                return Ok(Applied::Incomplete);
            };
            let merged = followed.held.merge(whole, as_of);
            repository.put_dossier(&followed)?;
            Ok(Applied::Updated { code, merged })
        }
        Change::DossierGone { code } => {
            let Ok(code) = DossierCode::parse(&code) else {
                return Ok(Applied::Unreadable);
            };
            let Some(mut followed) = repository.dossier(&code.normalized)? else {
                return Ok(Applied::Unrelated);
            };
            followed.held.mark_gone(as_of);
            repository.put_dossier(&followed)?;
            Ok(Applied::Gone { code })
        }
        Change::Reset => {
            repository.doubt_records()?;
            Ok(Applied::Reset)
        }
        Change::Report { .. } | Change::Total { .. } | Change::Cursor { .. } => Ok(Applied::Unrelated),
    }
}

/// Ends a fresh start of the feed, once it was read to its end: what it did not name again is gone.
///
/// # Errors
/// The store cannot read or write.
pub fn finish_reset(
    repository: &dyn Repository,
    as_of: Timestamp,
) -> Result<Vec<DossierCode>, RepositoryError> {
    let mut gone = Vec::new();
    loop {
        let page = repository.unconfirmed_dossiers(PAGE)?;
        if page.is_empty() {
            return Ok(gone);
        }
        for mut followed in page {
            followed.held.mark_gone(as_of);
            repository.put_dossier(&followed)?;
            gone.push(followed.code);
        }
    }
}
