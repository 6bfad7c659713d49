use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use citizen_domain::keys::PublicKey;
use serde_json::{Value, json};

/// Provider metadata (OpenID Connect Discovery 1.0 §3, RFC 8414).
pub(super) async fn configuration(State(state): State<AppState>) -> Json<Value> {
    Json(json!({
        "issuer": state.issuer(),
        "authorization_endpoint": state.url("/oauth/authorize"),
        "token_endpoint": state.url("/oauth/token"),
        "userinfo_endpoint": state.url("/oauth/userinfo"),
        "revocation_endpoint": state.url("/oauth/revoke"),
        "end_session_endpoint": state.url("/oauth/end_session"),
        "jwks_uri": state.url("/oauth/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "offline_access"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "acr",
            "name", "id_last4", "account_type", "age_band"
        ],
        "acr_values_supported": ["LoA1", "LoA2"],
        "ui_locales_supported": ["vi", "en"],
        "prompt_values_supported": ["login", "select_account"],
        "authorization_response_iss_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "claims_parameter_supported": false,
    }))
}

/// The key that ID tokens are verified by (RFC 7517).
pub(super) async fn jwks(State(state): State<AppState>) -> Json<Value> {
    let PublicKey {
        kid,
        kty,
        alg,
        crv,
        x,
        y,
        ..
    } = state.provider().signing().public(&[], None, None);
    Json(json!({"keys": [
        {"kid": kid, "kty": kty, "use": "sig", "alg": alg, "crv": crv, "x": x, "y": y}
    ]}))
}
