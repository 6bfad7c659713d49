use crate::authorize::Attempt;
use crate::error::Why;
use crate::persist::secret_text;
use crate::token::Tokens;
use crate::{IdentityError, Person, Session};
use citizen_domain::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a sign-in stands. The names are fixed; what is inside belongs to the machine.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody is signed in.
    SignedOut,
    /// A sign-in is on its way.
    Authenticating(Box<Authenticating>),
    /// Somebody is signed in.
    SignedIn(Box<SignedIn>),
    /// Somebody was signed in and has to do it again. Drafts and the outbox wait.
    NeedsSignIn(Box<NeedsSignIn>),
    /// Waiting for something outside; [`crate::Event::Check`] goes on from where it stopped.
    Paused(Box<Paused>),
}

/// A sign-in on its way.
#[derive(Clone, Serialize, Deserialize)]
pub struct Authenticating {
    pub(crate) attempt: Attempt,
    pub(crate) phase: Phase,
    /// Where it leads back to when nothing comes of it.
    pub(crate) before: Before,
}

impl Authenticating {
    /// Whether the browser is open and nothing else is under way.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(self.phase, Phase::Waiting)
    }
}

/// Where a sign-in began. A session stays as it is until somebody really signs in anew.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Before {
    SignedIn(Box<SignedIn>),
    NeedsSignIn(NeedsSignIn),
    #[default]
    SignedOut,
}

impl From<Before> for State {
    fn from(before: Before) -> Self {
        match before {
            Before::SignedIn(s) => Self::SignedIn(s),
            Before::NeedsSignIn(n) => Self::NeedsSignIn(Box::new(n)),
            Before::SignedOut => Self::SignedOut,
        }
    }
}

impl From<State> for Before {
    fn from(state: State) -> Self {
        match state {
            State::SignedIn(s) => Self::SignedIn(s),
            State::NeedsSignIn(n) => Self::NeedsSignIn(*n),
            // What it waits for is asked again with the next event.
            State::Paused(paused) => paused.back.into(),
            State::Authenticating(a) => a.before,
            State::SignedOut => Self::SignedOut,
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The provider's description is being fetched.
    Discovering,
    /// The parameters are being sent ahead (RFC 9126).
    Pushing,
    /// The browser is open.
    Waiting,
    /// The code has not left yet, because there was no network.
    Holding(#[serde(with = "secret_text")] Secret<String>),
    /// The code is on its way; it must never be sent twice (RFC 6749 §4.1.2).
    Exchanging(#[serde(with = "secret_text")] Secret<String>),
    /// Tokens are there, the key to check them is being fetched.
    Verifying(Tokens),
}

/// Somebody is signed in.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignedIn {
    pub(crate) session: Session,
    /// Set durably before a refresh token is sent: from then on it may be used up.
    pub(crate) renewing_since: Option<Timestamp>,
    /// New tokens whose ID token still needs a key, or a clock that is right.
    pub(crate) unverified: Option<Tokens>,
}

/// Somebody was signed in.
#[derive(Clone, Serialize, Deserialize)]
pub struct NeedsSignIn {
    pub(crate) why: Why,
    pub(crate) person: Option<Person>,
}

/// Waiting for something outside.
#[derive(Clone, Serialize, Deserialize)]
pub struct Paused {
    pub(crate) reason: PauseReason,
    pub(crate) back: State,
}

/// What a pause waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// A network.
    Network,
    /// The provider, which is there but cannot answer now.
    Provider,
    /// The provider's certificate or address was refused: a wrong clock, a wrong network, or an attack.
    Security,
    /// A right clock: what the provider sent is of another day than the device believes in.
    Clock,
}

/// A state without its content, for the transition table and for screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the state of that name")]
pub enum StateName {
    SignedOut,
    Authenticating,
    SignedIn,
    NeedsSignIn,
    Paused,
}

impl StateName {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::SignedOut,
        Self::Authenticating,
        Self::SignedIn,
        Self::NeedsSignIn,
        Self::Paused,
    ];

    /// `signed_out`, `authenticating`, …
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Authenticating => "authenticating",
            Self::SignedIn => "signed_in",
            Self::NeedsSignIn => "needs_sign_in",
            Self::Paused => "paused",
        }
    }
}

impl State {
    /// Its name.
    pub fn name(&self) -> StateName {
        match self {
            Self::SignedOut => StateName::SignedOut,
            Self::Authenticating(_) => StateName::Authenticating,
            Self::SignedIn(_) => StateName::SignedIn,
            Self::NeedsSignIn(_) => StateName::NeedsSignIn,
            Self::Paused(_) => StateName::Paused,
        }
    }

    /// The session, also while its renewal is paused or somebody signs in anew. It may have expired: see
    /// [`Session::is_expired`].
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::SignedIn(inner) => Some(&inner.session),
            Self::Authenticating(inner) => match &inner.before {
                Before::SignedIn(held) => Some(&held.session),
                _ => None,
            },
            Self::Paused(inner) => inner.back.session(),
            _ => None,
        }
    }

    /// Who is or was signed in.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::SignedIn(_) | Self::Paused(_) | Self::Authenticating(_) => {
                self.session().map(|s| &s.person)
            }
            Self::NeedsSignIn(inner) => inner.person.as_ref(),
            Self::SignedOut => None,
        }
    }

    /// Why the person has to sign in again.
    pub fn why(&self) -> Option<IdentityError> {
        match self {
            Self::NeedsSignIn(inner) => Some(inner.why.error()),
            _ => None,
        }
    }

    /// What a pause waits for.
    pub fn pause(&self) -> Option<PauseReason> {
        match self {
            Self::Paused(inner) => Some(inner.reason),
            _ => None,
        }
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name().as_str())
    }
}
