use crate::ProofError;

/// The signature algorithms that this project knows (RFC 7518 §3.1, RFC 8037 §3.1). There is no `none` and no
/// HMAC, so neither can be let in by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alg {
    /// ECDSA on P-256 with SHA-256; signatures are 64 bytes, r‖s.
    Es256,
    /// Ed25519.
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256, moduli of 2048 to 4096 bits.
    Rs256,
    /// RSASSA-PSS with SHA-256, moduli of 2048 to 4096 bits.
    Ps256,
}

impl Alg {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Es256, Self::EdDsa, Self::Rs256, Self::Ps256];

    /// The `alg` value on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
        }
    }

    /// Reads an `alg` value; names are case-sensitive (RFC 7515 §4.1.1).
    ///
    /// # Errors
    /// [`ProofError::Algorithm`] for anything else, `none` and `HS256` among it.
    pub fn parse(name: &str) -> Result<Self, ProofError> {
        Self::ALL
            .iter()
            .copied()
            .find(|a| a.as_str() == name)
            .ok_or(ProofError::Algorithm)
    }

    pub(crate) const fn jwt(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::Es256 => jsonwebtoken::Algorithm::ES256,
            Self::EdDsa => jsonwebtoken::Algorithm::EdDSA,
            Self::Rs256 => jsonwebtoken::Algorithm::RS256,
            Self::Ps256 => jsonwebtoken::Algorithm::PS256,
        }
    }
}
