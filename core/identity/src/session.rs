use crate::persist::secret_text;
use crate::{Person, token::Tokens};
use citizen_domain::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

/// How far a clock may be off, in milliseconds (D§7.3: ± 5 minutes).
pub(crate) const LEEWAY_MS: i64 = Timestamp::LEEWAY_MS;

/// A signed-in session: who, until when, and the tokens.
#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    /// Who is signed in.
    pub person: Person,
    /// When the access token ends.
    pub expires_at: Timestamp,
    /// When it was got.
    pub obtained_at: Timestamp,
    /// SHA-256 over issuer and subject: enough to notice that a renewal answered for somebody else.
    pub(crate) subject_hash: String,
    #[serde(with = "secret_text")]
    access: Secret<String>,
    #[serde(with = "secret_text::option")]
    pub(crate) refresh: Option<Secret<String>>,
    /// Whether the tokens are of use only with a proof of the device key (RFC 9449).
    #[serde(default)]
    bound: bool,
}

impl Session {
    pub(crate) fn new(person: Person, subject_hash: String, tokens: Tokens) -> Self {
        Self {
            person,
            subject_hash,
            expires_at: tokens.expires_at,
            obtained_at: tokens.obtained_at,
            access: tokens.access,
            refresh: tokens.refresh,
            bound: tokens.bound,
        }
    }

    /// Whose session it is, as a hash over issuer and subject: tells two people apart, names neither.
    pub fn subject_hash(&self) -> &str {
        &self.subject_hash
    }

    /// Value of the `authorization` header (RFC 6750 §2.1, RFC 9449 §7.1).
    pub fn authorization(&self) -> Secret<String> {
        let scheme = if self.bound { "DPoP" } else { "Bearer" };
        Secret::new(format!("{scheme} {}", self.access.reveal()))
    }

    /// The access token, where each request needs a proof that names it (RFC 9449 §4.2, `ath`).
    pub fn bound_token(&self) -> Option<&Secret<String>> {
        self.bound.then_some(&self.access)
    }

    pub(crate) fn is_bound(&self) -> bool {
        self.bound
    }

    pub(crate) fn holds(&self, access: &Secret<String>) -> bool {
        self.access.reveal() == access.reveal()
    }

    /// Whether the access token has ended. A clock moved back to before the session began does not make it longer.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at || now < self.obtained_at.plus_millis(-LEEWAY_MS)
    }

    /// When to renew: after four fifths of the token's life.
    pub fn renew_at(&self) -> Timestamp {
        let life = self.expires_at.millis().saturating_sub(self.obtained_at.millis());
        self.obtained_at.plus_millis(life / 5 * 4)
    }

    /// Whether it can be renewed without the person.
    pub fn is_renewable(&self) -> bool {
        self.refresh.is_some()
    }

    /// The token worth giving back: the refresh token, which ends the rest with it.
    pub(crate) fn revocable(&self) -> (Secret<String>, &'static str) {
        match &self.refresh {
            Some(refresh) => (refresh.clone(), "refresh_token"),
            None => (self.access.clone(), "access_token"),
        }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
