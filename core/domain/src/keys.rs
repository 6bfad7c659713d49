//! Public keys as packs and key sets carry them (RFC 7517), with the dates between which they may be used.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// What a province's key may sign. A key used for anything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyUse {
    /// Province packs.
    Pack,
    /// Receipts for what people sent.
    Receipt,
    /// Signed receipt slips.
    Slip,
    /// Vouchers by which a root key vouches for a province.
    Voucher,
    /// Claim tickets of assisted mode.
    Ticket,
    /// Published rating results.
    Results,
}

/// A public key in JWK form. Exactly the members that its type needs are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Key id.
    pub kid: String,
    /// `EC`, `OKP` or `RSA`.
    pub kty: String,
    /// `ES256`, `EdDSA`, `RS256` or `PS256`.
    pub alg: String,
    /// `P-256` or `Ed25519`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crv: Option<String>,
    /// base64url, EC and OKP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// base64url, EC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// base64url modulus, RSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<String>,
    /// base64url exponent, RSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e: Option<String>,
    /// What it may sign; empty in a provider's key set, where the set itself says it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<KeyUse>,
    /// First instant of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// First instant after its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Timestamp>,
}

impl PublicKey {
    /// Whether the key may be used for `purpose` on something made at `at`.
    pub fn covers(&self, purpose: KeyUse, at: Timestamp) -> bool {
        self.uses.contains(&purpose)
            && self.valid_from.is_none_or(|from| from <= at)
            && self.valid_to.is_none_or(|to| at < to)
    }
}
