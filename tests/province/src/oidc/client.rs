//! Which clients there are and where answers may go.

use crate::http::token_hash;
use crate::state::AppState;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::{Host, Url, form_urlencoded};

/// Whether `client_id` is the one public client that the province knows.
pub(super) fn known(state: &AppState, client_id: &str) -> bool {
    client_id == state.client_id()
}

/// Whether a request comes from a registered resource server: name and secret, form-encoded, in the header
/// (RFC 6749 §2.3.1).
pub(super) fn is_resource_server(state: &AppState, headers: &HeaderMap) -> bool {
    let Some((id, secret)) = basic(headers) else {
        return false;
    };
    let given = token_hash(&secret);
    state
        .config()
        .resource_servers
        .iter()
        // Hashes are compared, so that the time taken tells nothing about the secret.
        .any(|known| known.id == id && token_hash(known.secret.reveal()) == given)
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decoded(id)?, decoded(secret)?))
}

fn decoded(text: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(text.as_bytes());
    let (value, rest) = pairs.next()?;
    (rest.is_empty() && pairs.next().is_none()).then(|| value.into_owned())
}

/// Whether an answer may go to `uri`: loopback with any port (RFC 8252 §7.3; by number, not `localhost`, §8.3), or
/// exactly one of the configured app links.
pub(super) fn may_redirect(state: &AppState, uri: &str) -> bool {
    state.config().app_links.iter().any(|link| link == uri) || is_loopback(uri)
}

fn is_loopback(uri: &str) -> bool {
    let Ok(url) = Url::parse(uri) else {
        return false;
    };
    let local = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        _ => false,
    };
    local
        && url.scheme() == "http"
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        // Another spelling of the address is not what was registered.
        && (uri.starts_with("http://127.0.0.1:") || uri.starts_with("http://[::1]:"))
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_plain_loopback_addresses_pass() {
        for good in ["http://127.0.0.1:4711/callback", "http://[::1]:1/"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "http://localhost:4711/callback",
            "https://127.0.0.1:4711/",
            "http://127.0.0.1:80@evil.example/",
            "http://127.0.0.1.evil.example:80/",
            "http://2130706433:80/",
            "http://127.0.0.1:80/?x=1",
            "http://127.0.0.1:80/#x",
            "http://127.0.0.1\\@evil.example:80/",
            "citizen://callback",
            "",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
