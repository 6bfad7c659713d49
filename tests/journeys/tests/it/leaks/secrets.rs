//! What a sign-in passes to and fro, and what stays on the device: words and keys that may stand nowhere else.

use citizen_journeys::{Phone, Proxy, canary};
use std::collections::BTreeSet;

/// Characters at the end of a token that are its own: of a JWT the end of its signature.
const TAIL: usize = 24;

/// Parameters of requests to the provider that are secret: code, PKCE verifier, `state`, `nonce`, tokens.
const PARAMETERS: [&str; 6] = [
    "code",
    "code_verifier",
    "state",
    "nonce",
    "refresh_token",
    "token",
];
/// Members of its answers that are.
const MEMBERS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

fn tail(secret: &str) -> String {
    let from = secret.len().saturating_sub(TAIL);
    secret.get(from..).unwrap_or(secret).to_owned()
}

/// The ends of everything secret that passed between this phone and its provider, each kind at least once.
pub(super) fn of_sign_in(line: &Proxy) -> Vec<String> {
    let (mut words, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for seen in line.seen().iter().filter(|seen| seen.path.starts_with("/oauth/")) {
        for (name, value) in url::form_urlencoded::parse(&seen.body) {
            if PARAMETERS.contains(&name.as_ref()) {
                kinds.insert(name.into_owned());
                words.insert(tail(&value));
            }
        }
    }
    for (path, answer) in line.heard() {
        let text = String::from_utf8_lossy(&answer);
        if let (true, Some((_, body))) = (path.starts_with("/oauth/token"), text.split_once("\r\n\r\n")) {
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            for name in MEMBERS {
                if let Some(token) = body[name].as_str() {
                    kinds.insert(format!("answered {name}"));
                    words.insert(tail(token));
                }
            }
        }
    }
    assert!(
        ["code", "code_verifier", "state", "nonce"]
            .iter()
            .all(|name| kinds.contains(*name)),
        "{kinds:?}"
    );
    assert!(
        MEMBERS
            .iter()
            .all(|name| kinds.contains(&format!("answered {name}"))),
        "{kinds:?}"
    );
    words.into_iter().collect()
}

/// The device key's private number. It stands in its own file, which the caller leaves out.
pub(super) fn of_device(phone: &Phone) -> Vec<u8> {
    let keys = canary::files(&phone.home().join("profiles/default/keys"));
    let mut files = keys.iter().filter(|path| is_device_key(path));
    let pkcs8 = std::fs::read(files.next().unwrap()).unwrap();
    assert!(files.next().is_none(), "one device has one key");
    // RFC 5915 §3: an octet string of 32 bytes.
    let at = pkcs8.windows(2).position(|two| two == [4, 32]).unwrap() + 2;
    pkcs8[at..at + 32].to_vec()
}

pub(super) fn is_device_key(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|end| end == "sign")
}
