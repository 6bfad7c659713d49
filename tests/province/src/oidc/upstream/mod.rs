//! In front of the national identity server: where an upstream is configured, nobody chooses a demo resident; the browser
//! goes there, comes back here, and only then to the app with a code of this province.
//!
//! What the upstream says stays here: its tokens are used once and dropped, its secret never leaves the server, and the
//! birth date becomes an age band on the way in. The app gets this province's own tokens, because the result of an
//! authentication must not be passed on (ND 69/2024/NĐ-CP, D§7.2). How to set it up: `docs/national-identity.md`.

mod ask;
mod callback;
mod config;

pub(super) use ask::ask;
pub(super) use callback::back;
pub use config::{Upstream, UpstreamError};

/// Where the upstream sends the browser back to.
const PATH: &str = "/oauth/upstream";

/// The nonce of a request (OpenID Connect Core 1.0 §3.1.2.1): made from its secret id, so that it needs no storage.
fn nonce(id: &str) -> String {
    citizen_proof::base64url::encode(citizen_proof::sha256(format!("nonce\n{id}").as_bytes()))
}

#[cfg(test)]
mod tests;
