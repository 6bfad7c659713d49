use super::Upstream;
use crate::error::ApiError;
use crate::oidc::authorize::redirect;
use crate::state::AppState;
use axum::response::Response;

/// Sends the browser to the upstream. `id` is the kept request's, a secret that comes back as `state`.
pub(in crate::oidc) fn ask(state: &AppState, upstream: &Upstream, id: &str) -> Result<Response, ApiError> {
    let mut url = url::Url::parse(&upstream.authorization_endpoint)
        .map_err(|_| ApiError::Internal("the upstream's address"))?;
    {
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &upstream.client_id)
            .append_pair("redirect_uri", &state.url(super::PATH))
            .append_pair("scope", "openid")
            .append_pair("state", id)
            .append_pair("nonce", &super::nonce(id));
        if let Some(acr) = &upstream.acr_values {
            query.append_pair("acr_values", acr);
        }
    }
    redirect(url.as_str())
}
