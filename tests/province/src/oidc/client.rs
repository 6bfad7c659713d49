//! Which clients there are and where answers may go.

use crate::state::AppState;
use url::{Host, Url};

/// Whether `client_id` is the one public client that the province knows.
pub(super) fn known(state: &AppState, client_id: &str) -> bool {
    client_id == state.client_id()
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
