use crate::error::ApiError;
use crate::files;
use crate::http::{bearer_token, token_hash};
use crate::keys::random;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use citizen_proof::base64url;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// `operator.json` in the data folder, mode 0600: how the terminal program reaches a running gateway.
#[derive(Clone, Serialize, Deserialize)]
pub struct OperatorFile {
    /// Where the gateway is reached.
    pub base_url: String,
    /// Bearer token of the officials' endpoints: a secret.
    pub token: String,
}

impl std::fmt::Debug for OperatorFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OperatorFile")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl OperatorFile {
    const NAME: &'static str = "operator.json";

    /// Reads the file of a data folder.
    pub fn read(data: &Path) -> Result<Option<Self>, ApiError> {
        Ok(files::read_if_there(&data.join(Self::NAME))?.and_then(|json| serde_json::from_slice(&json).ok()))
    }

    /// A new token with every start: what leaked from an earlier one is worth nothing.
    pub(crate) fn make(data: &Path, base_url: &str) -> Result<Self, ApiError> {
        let file = Self {
            base_url: base_url.to_owned(),
            token: base64url::encode(random::<32>()?),
        };
        let json = serde_json::to_vec(&file).map_err(|_| ApiError::Internal("the operator's file"))?;
        files::write_private(&data.join(Self::NAME), &json)?;
        Ok(file)
    }
}

/// A request that carries the operator's token.
pub(crate) struct Operator;

impl FromRequestParts<AppState> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = bearer_token(&parts.headers).ok_or(ApiError::Unauthorized)?;
        // Hashes are compared, so that the time taken tells nothing about the token.
        match state.operator_hash() {
            Some(hash) if token_hash(token) == hash => Ok(Self),
            _ => Err(ApiError::Unauthorized),
        }
    }
}
