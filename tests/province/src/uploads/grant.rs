use super::{PATH, protocol};
use crate::error::ApiError;
use crate::http::bearer_token;
use crate::state::AppState;
use axum::http::HeaderMap;
use citizen_domain::wire::UploadGrant;
use citizen_proof::{base64url, hex};
use uuid::Uuid;

const ID: usize = 16;
const HASH: usize = 32;

/// One attachment of one item, as a token names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) item: String,
    pub(super) sha256: String,
}

/// Leave to bring each of these attachments. The token is item, hash and a seal over both: computed, never stored,
/// so that any process of the gateway can read it and a lost reply costs nothing.
pub(crate) fn grants(state: &AppState, item: &str, missing: &[String]) -> Vec<UploadGrant> {
    missing
        .iter()
        .filter_map(|sha256| {
            let mut token = named(item, sha256)?;
            let seal = state.keys().upload_tag(&token);
            token.extend_from_slice(seal.as_ref());
            Some(UploadGrant {
                sha256: sha256.clone(),
                url: state.url(PATH),
                token: base64url::encode(&token),
                extensions: protocol::EXTENSIONS.map(str::to_owned).into(),
            })
        })
        .collect()
}

/// What the request's token opens.
pub(super) fn of(state: &AppState, headers: &HeaderMap) -> Result<Part, ApiError> {
    bearer_token(headers)
        .and_then(|token| base64url::decode(token).ok())
        .and_then(|token| read(state, &token))
        .ok_or(ApiError::Forbidden)
}

fn read(state: &AppState, token: &[u8]) -> Option<Part> {
    let (named, seal) = token.split_at_checked(ID + HASH)?;
    if !state.keys().is_upload_tag(named, seal) {
        return None;
    }
    let (id, hash) = named.split_at_checked(ID)?;
    Some(Part {
        item: Uuid::from_slice(id).ok()?.hyphenated().to_string(),
        sha256: hex(hash),
    })
}

fn named(item: &str, sha256: &str) -> Option<Vec<u8>> {
    let mut named = Uuid::parse_str(item).ok()?.as_bytes().to_vec();
    let digits = sha256.as_bytes().chunks_exact(2);
    for pair in digits {
        let pair = std::str::from_utf8(pair).ok()?;
        named.push(u8::from_str_radix(pair, 16).ok()?);
    }
    (named.len() == ID + HASH).then_some(named)
}
