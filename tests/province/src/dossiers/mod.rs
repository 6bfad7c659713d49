//! Dossiers as their owners may see them.

mod follow;
mod lookup;
mod record;

pub(crate) use follow::{follow, unfollow};
pub(crate) use lookup::lookup;
pub(crate) use record::record;

use crate::error::ApiError;
use crate::refusal::Refusal;
use citizen_domain::codes::DossierCode;

/// The compared form of a code.
pub(crate) fn normalized(code: &str) -> Result<String, ApiError> {
    Ok(DossierCode::parse(code)
        .map_err(|_| Refusal::DossierCode)?
        .normalized)
}
