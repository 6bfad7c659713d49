use super::fetch::is_secure;
use crate::error::ApiError;
use serde::Deserialize;
use url::Url;

/// What a resource server needs of a provider's description (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).
#[derive(Clone)]
pub(super) struct Metadata {
    pub(super) jwks_uri: Url,
    pub(super) introspection_endpoint: Option<Url>,
    /// The introspection endpoint tells a client without a secret of its own tokens.
    pub(super) introspection_by_anyone: bool,
    /// The introspection endpoint takes a secret only in the form.
    pub(super) introspection_by_post: bool,
    pub(super) userinfo_endpoint: Option<Url>,
}

#[derive(Deserialize)]
struct Description {
    issuer: String,
    jwks_uri: String,
    introspection_endpoint: Option<String>,
    #[serde(default)]
    introspection_endpoint_auth_methods_supported: Vec<String>,
    userinfo_endpoint: Option<String>,
}

impl Metadata {
    /// Reads a description of `issuer`.
    ///
    /// # Errors
    /// [`ApiError::ProviderAway`] for one that cannot be used: of another issuer, or with addresses that are not secure.
    pub(super) fn read(body: &[u8], issuer: &str) -> Result<Self, ApiError> {
        citizen_proof::check_json(body).map_err(|_| ApiError::ProviderAway)?;
        let description: Description = serde_json::from_slice(body).map_err(|_| ApiError::ProviderAway)?;
        if description.issuer != issuer {
            return Err(ApiError::ProviderAway);
        }
        let methods = description.introspection_endpoint_auth_methods_supported;
        let has = |method: &str| methods.iter().any(|m| m == method);
        Ok(Self {
            jwks_uri: address(&description.jwks_uri)?,
            introspection_endpoint: description
                .introspection_endpoint
                .as_deref()
                .map(address)
                .transpose()?,
            introspection_by_anyone: has("none"),
            introspection_by_post: has("client_secret_post") && !has("client_secret_basic"),
            userinfo_endpoint: description
                .userinfo_endpoint
                .as_deref()
                .map(address)
                .transpose()?,
        })
    }
}

fn address(text: &str) -> Result<Url, ApiError> {
    Url::parse(text)
        .ok()
        .filter(|url| is_secure(url.as_str()))
        .ok_or(ApiError::ProviderAway)
}
