use citizen_proof::ProofError;
use serde::{Deserialize, Serialize};

/// Why somebody could not be signed in or kept signed in. Carries nothing that the provider or the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The issuer or one of its addresses is neither https nor loopback, or the redirect address is not ours.
    #[error("an address is not secure")]
    Address,
    /// The provider's description (OpenID Connect Discovery) cannot be read.
    #[error("the provider's description is not understood")]
    Discovery,
    /// The provider does not offer what is needed: code flow, S256, a known signature algorithm.
    #[error("the provider lacks something necessary")]
    Unsupported,
    /// A description, redirect or ID token names another issuer than the province's.
    #[error("another issuer")]
    Issuer,
    /// What came back is no answer to this sign-in: other address, other or no `state`, a parameter twice.
    #[error("not the answer to this sign-in")]
    Redirect,
    /// The person or the provider said no (`access_denied`).
    #[error("sign-in was declined")]
    Denied,
    /// Nothing came back in time.
    #[error("sign-in took too long")]
    TimedOut,
    /// The provider answered with an error of its own.
    #[error("the provider refused")]
    Refused,
    /// The token reply is not what RFC 6749 §5.1 describes, or has another type of token than Bearer.
    #[error("the token reply is not understood")]
    TokenReply,
    /// The ID token's form or signature.
    #[error("the ID token: {0}")]
    IdToken(ProofError),
    /// The ID token is for another client.
    #[error("the ID token is for somebody else")]
    Audience,
    /// The ID token has expired, is not valid yet, or was made in the future: often a wrong clock.
    #[error("the ID token is out of date")]
    Time,
    /// The ID token belongs to another sign-in.
    #[error("the ID token is for another sign-in")]
    Nonce,
    /// The access token is not the one that the ID token was made for.
    #[error("the access token does not belong to the ID token")]
    AccessTokenHash,
    /// A renewal answered for another person.
    #[error("another person")]
    Subject,
    /// Somebody else signed in than the one to whom the profile belongs.
    #[error("not the owner")]
    NotOwner,
    /// A claim has a form that the contract does not know.
    #[error("a claim is not understood")]
    Claims,
    /// Somebody under 14 has no session of their own (ND 69/2024 Art. 14.2).
    #[error("under 14")]
    Under14,
    /// The provider ended the session.
    #[error("the session has ended")]
    Ended,
    /// The session ran out and cannot be renewed.
    #[error("the session ran out")]
    Expired,
    /// The program stopped, or the reply was lost, where asking again is not allowed.
    #[error("interrupted")]
    Interrupted,
    /// No randomness.
    #[error("no randomness")]
    Random,
    /// What was kept is of a newer version or damaged.
    #[error("the kept sign-in cannot be read")]
    Kept,
    /// A request that is no `GET` of the redirect address reached the loopback port.
    #[error("not a redirect")]
    NotRedirect,
}

citizen_domain::error_codes! { IdentityError {
    Address => "identity.address", Security, Security;
    Discovery => "identity.discovery", Retryable, Waiting;
    Unsupported => "identity.unsupported", Expected, Refused;
    Issuer => "identity.issuer", Security, Security;
    Redirect => "identity.redirect", Security, Security;
    Denied => "identity.denied", Expected, SignIn;
    TimedOut => "identity.timed_out", Expected, SignIn;
    Refused => "identity.refused", Expected, SignIn;
    TokenReply => "identity.token_reply", Retryable, SignIn;
    IdToken(..) => "identity.id_token", Security, Security;
    Audience => "identity.audience", Security, Security;
    Time => "identity.time", Security, Security;
    Nonce => "identity.nonce", Security, Security;
    AccessTokenHash => "identity.access_token_hash", Security, Security;
    Subject => "identity.subject", Security, Security;
    NotOwner => "identity.not_owner", Expected, Refused;
    Claims => "identity.claims", Security, Security;
    Under14 => "identity.under_14", Expected, Refused;
    Ended => "identity.ended", Expected, SignIn;
    Expired => "identity.expired", Expected, SignIn;
    Interrupted => "identity.interrupted", Expected, SignIn;
    Random => "identity.random", Retryable, Waiting;
    Kept => "identity.kept", Security, Store;
    NotRedirect => "identity.not_redirect", Expected, Refused;
}}

/// Why a person has to sign in (again); kept with the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    Ended,
    Expired,
    Interrupted,
    Security,
}

impl Why {
    pub(crate) fn error(self) -> IdentityError {
        match self {
            Self::Ended | Self::Security => IdentityError::Ended,
            Self::Expired => IdentityError::Expired,
            Self::Interrupted => IdentityError::Interrupted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_words_in_both_languages() {
        for error in IdentityError::ERRORS {
            let id = format!("error.{}", error.code);
            assert!(citizen_domain::message::knows(&id), "{id}");
        }
        for id in [
            "identity.page.title",
            "identity.page.done",
            "identity.page.failed",
        ] {
            assert!(citizen_domain::message::knows(id), "{id}");
        }
    }
}
