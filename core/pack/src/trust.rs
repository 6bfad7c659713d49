use crate::PackError;
use citizen_domain::keys::PublicKey;
use serde::{Deserialize, Serialize};

/// Public root keys that this build knows. Data: `core/pack/roots.json`.
const ROOTS: &str = include_str!("../roots.json");

/// Why a province's key is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A root key vouches for it.
    Vouched {
        /// Key id of the root.
        root: String,
    },
    /// The person compared its fingerprint and accepted it.
    Accepted,
    /// Taken by itself on a loopback address: the profile shows "demonstration" everywhere.
    Demonstration,
}

/// Whom a first pack may come from. Later packs are judged by the keys of the pack held.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Root keys; each must have the use `voucher`.
    pub roots: Vec<PublicKey>,
    /// Fingerprints that the person accepted.
    pub accepted: Vec<String>,
    /// The pack came from a loopback address.
    pub loopback: bool,
    /// The province that is wanted, where it is known beforehand.
    pub province: Option<String>,
}

impl Trust {
    /// The roots compiled in, nothing else.
    pub fn builtin() -> Self {
        Self {
            // A test reads the compiled-in file, so the fall-back (trust nobody) is never met.
            roots: parse_roots(ROOTS).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Adds the roots of a file, for integrators (`--root FILE`): one key in JWK form, or a list of them, or
    /// `{"keys": […]}`.
    ///
    /// # Errors
    /// [`PackError::BadRoots`] when it is none of these.
    pub fn with_root_file(mut self, json: &str) -> Result<Self, PackError> {
        self.roots.extend(parse_roots(json)?);
        Ok(self)
    }

    /// Accepts a key by its fingerprint (`--accept-key`).
    #[must_use]
    pub fn accept(mut self, fingerprint: impl Into<String>) -> Self {
        self.accepted.push(fingerprint.into());
        self
    }

    /// Whether the pack comes from a loopback address.
    #[must_use]
    pub fn loopback(mut self, yes: bool) -> Self {
        self.loopback = yes;
        self
    }

    /// Wants this province and no other.
    #[must_use]
    pub fn province(mut self, id: impl Into<String>) -> Self {
        self.province = Some(id.into());
        self
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RootFile {
    Set { keys: Vec<PublicKey> },
    List(Vec<PublicKey>),
    One(Box<PublicKey>),
}

fn parse_roots(json: &str) -> Result<Vec<PublicKey>, PackError> {
    match serde_json::from_str(json).map_err(|_| PackError::BadRoots)? {
        RootFile::Set { keys } | RootFile::List(keys) => Ok(keys),
        RootFile::One(key) => Ok(vec![*key]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_roots_can_be_read() {
        assert!(parse_roots(ROOTS).is_ok());
    }

    #[test]
    fn a_root_file_may_be_a_key_a_list_or_a_set() {
        let key = r#"{"kid":"r","kty":"OKP","alg":"EdDSA","crv":"Ed25519","x":"AA","uses":["voucher"]}"#;
        for file in [
            key.to_owned(),
            format!("[{key}]"),
            format!("{{\"keys\":[{key}]}}"),
        ] {
            assert_eq!(Trust::default().with_root_file(&file).unwrap().roots.len(), 1);
        }
        assert_eq!(
            Trust::default().with_root_file("[1]").unwrap_err(),
            PackError::BadRoots
        );
    }
}
