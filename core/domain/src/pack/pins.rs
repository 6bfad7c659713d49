use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// The keys by which the servers of a host may identify themselves. Beside the usual check of the certificate, one of
/// them must be the key of the server's own certificate. At least two, so that a lost key is no lost province: the one
/// in use, and one that lies in a drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostPins {
    /// Lower-case ASCII host, or IP address; `*.` before it covers sub-domains.
    pub host: String,
    /// SHA-256 over the key's `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), lower-case hex.
    pub spki_sha256: Vec<String>,
    /// First instant of use.
    pub valid_from: Timestamp,
    /// First instant after its use.
    pub expires_at: Timestamp,
}

impl HostPins {
    /// Whether these are pins of `host`.
    pub fn covers(&self, host: &str) -> bool {
        host_covers(&self.host, host)
    }

    /// Whether they are in use at `now`.
    pub fn in_use(&self, now: Timestamp) -> bool {
        self.valid_from <= now && now < self.expires_at
    }
}

/// Whether an entry of a list of hosts (`*.` before it allows sub-domains) covers `host`.
pub fn host_covers(entry: &str, host: &str) -> bool {
    match entry.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|sub| sub.ends_with('.')),
        None => entry == host,
    }
}

#[cfg(test)]
mod tests {
    use super::host_covers;

    #[test]
    fn an_entry_covers_its_own_host_and_only_with_a_star_those_below() {
        for (entry, host, fine) in [
            ("tphcm.example", "tphcm.example", true),
            ("tphcm.example", "a.tphcm.example", false),
            ("*.tphcm.example", "a.tphcm.example", true),
            ("*.tphcm.example", "tphcm.example", false),
            ("*.tphcm.example", "eviltphcm.example", false),
            ("tphcm.example", "tphcm.example.evil.example", false),
        ] {
            assert_eq!(host_covers(entry, host), fine, "{entry} {host}");
        }
    }
}
