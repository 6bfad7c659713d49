/// Why a signature, a key or a token was refused; one reason each. Carries nothing of what was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ProofError {
    /// Longer than the rule (or a key set than its limit) allows.
    #[error("too long")]
    TooLong,
    /// Not three parts with two dots between them.
    #[error("not a compact JWS")]
    NotCompact,
    /// Not base64url, or a second spelling of the same bytes.
    #[error("not strict base64url")]
    Base64,
    /// Not a JSON object in UTF-8.
    #[error("not a JSON object")]
    Json,
    /// A JSON object names a member twice.
    #[error("a member stands twice")]
    DuplicateMember,
    /// JSON nested deeper than anything of ours.
    #[error("nested too deeply")]
    TooDeep,
    /// Header member `crit`.
    #[error("unknown critical header")]
    HeaderCritical,
    /// Header member `jwk`: the token brings the key that it wants to be judged by.
    #[error("the token brings its own key")]
    HeaderEmbeddedKey,
    /// Header member `jku` or `x5u`.
    #[error("the token names an address for its key")]
    HeaderKeyUrl,
    /// Header member `x5c`, `x5t` or `x5t#S256`.
    #[error("the token brings a certificate")]
    HeaderCertificate,
    /// A header member that is none of `alg`, `kid`, `typ`.
    #[error("unknown header member")]
    HeaderUnknown,
    /// `alg`, `kid` or `typ` is absent or no string.
    #[error("a header member is missing")]
    HeaderMissing,
    /// Another algorithm than the rule allows (`none` and HMAC always).
    #[error("algorithm not allowed")]
    Algorithm,
    /// Another `typ` than the rule asks for.
    #[error("another type of token")]
    WrongType,
    /// No key with that id.
    #[error("unknown key")]
    UnknownKey,
    /// The key is for another algorithm than the token names.
    #[error("the key is for another algorithm")]
    KeyAlgorithm,
    /// The key may not sign this kind of thing.
    #[error("the key is for another use")]
    WrongUse,
    /// The signature does not fit.
    #[error("bad signature")]
    BadSignature,
    /// Well signed, but the claims lack something or have another shape.
    #[error("unexpected claims")]
    Claims,
    /// The key was not in use yet.
    #[error("the key is not valid yet")]
    KeyNotYetValid,
    /// The key was no longer in use.
    #[error("the key has expired")]
    KeyExpired,
    /// A key whose members do not make a key of its type.
    #[error("not a usable key")]
    BadKey,
    /// A key set names a key id twice.
    #[error("a key id stands twice")]
    DuplicateKeyId,
    /// More keys than the limit.
    #[error("too many keys")]
    TooManyKeys,
    /// A published key set contains a private key: whoever published it is compromised.
    #[error("a private key is published")]
    PrivateKey,
    /// The key store or the key itself could not sign.
    #[error("signing failed")]
    Signing,
    /// Another library took the place of the cryptography provider before this crate was called.
    #[error("another cryptography provider is installed")]
    Provider,
}

citizen_domain::error_codes! { ProofError {
    TooLong => "proof.too_long", Security, Security;
    NotCompact => "proof.not_compact", Security, Security;
    Base64 => "proof.base64", Security, Security;
    Json => "proof.json", Security, Security;
    DuplicateMember => "proof.duplicate_member", Security, Security;
    TooDeep => "proof.too_deep", Security, Security;
    HeaderCritical => "proof.header_critical", Security, Security;
    HeaderEmbeddedKey => "proof.header_embedded_key", Security, Security;
    HeaderKeyUrl => "proof.header_key_url", Security, Security;
    HeaderCertificate => "proof.header_certificate", Security, Security;
    HeaderUnknown => "proof.header_unknown", Security, Security;
    HeaderMissing => "proof.header_missing", Security, Security;
    Algorithm => "proof.algorithm", Security, Security;
    WrongType => "proof.wrong_type", Security, Security;
    UnknownKey => "proof.unknown_key", Security, Security;
    KeyAlgorithm => "proof.key_algorithm", Security, Security;
    WrongUse => "proof.wrong_use", Security, Security;
    BadSignature => "proof.bad_signature", Security, Security;
    Claims => "proof.claims", Security, Security;
    KeyNotYetValid => "proof.key_not_yet_valid", Security, Security;
    KeyExpired => "proof.key_expired", Security, Security;
    BadKey => "proof.bad_key", Security, Security;
    DuplicateKeyId => "proof.duplicate_key_id", Security, Security;
    TooManyKeys => "proof.too_many_keys", Security, Security;
    PrivateKey => "proof.private_key", Security, Security;
    Signing => "proof.signing", Bug, Bug;
    Provider => "proof.provider", Bug, Bug;
}}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_words_in_both_languages() {
        for error in ProofError::ERRORS {
            let id = format!("error.{}", error.code);
            assert!(citizen_domain::message::knows(&id), "{id}");
        }
    }
}
