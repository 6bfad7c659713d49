//! Signing in and staying signed in: executes what the identity machine decides, keeps it sealed.

mod access;
mod drive;
mod kept;
mod seen;

pub(crate) use access::Access;
pub(crate) use seen::Seen;

use crate::client::{Inner, setting};
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::ports::{PortError, TransportError};
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::{ActingFor, Discovery};
use citizen_identity::{AccountType, AgeBand, Config, Event, IdentityError, Session, StateName};
use citizen_proof::Alg;
use serde::Serialize;
use std::time::Duration;
use url::Url;

/// A look at the sign-in page takes less, in milliseconds; a clock that moved by more was put right by it.
const MOVED_MS: u64 = 5 * 60 * 1000;

/// How long to wait for another program on this home to finish with the session, and how often.
const LOCK_WAIT: Duration = Duration::from_millis(50);
const LOCK_TRIES: u32 = 1_200;

/// Whether the kept session cannot be opened.
fn is_unreadable(error: &ClientError) -> bool {
    match error {
        ClientError::Repository(RepositoryError::Damaged) => true,
        ClientError::Room(room) => matches!(room.downcast(), Some(IdentityError::Kept)),
        _ => false,
    }
}

/// A key store that does nothing now (a locked device), whether asked for the session or for a signature: nothing is lost, its person
/// must unlock it.
pub(crate) fn is_locked(error: &ClientError) -> bool {
    matches!(
        error,
        ClientError::Repository(RepositoryError::Closed)
            | ClientError::Port(PortError::Refused(_) | PortError::Unavailable(_))
    )
}

/// Who is signed in, and until when.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SessionView {
    /// Whether a session is held; its access may have to be renewed.
    pub signed_in: bool,
    /// Name for the screen.
    pub display_name: Option<String>,
    /// Last four characters of the identity number.
    pub id_last4: Option<String>,
    /// Kind of account.
    pub account_type: Option<AccountType>,
    /// `acr` as the provider says it.
    pub assurance_level: Option<String>,
    /// When the access ends.
    pub expires_at: Option<Timestamp>,
    /// Age band.
    pub age_band: Option<AgeBand>,
    /// For whom the person acts; nothing for themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
    /// `signed_out`, `authenticating`, `signed_in`, `needs_sign_in` or `paused`.
    pub state: &'static str,
}

impl SessionView {
    /// Nobody is signed in.
    pub const fn nobody() -> Self {
        Self {
            signed_in: false,
            display_name: None,
            id_last4: None,
            account_type: None,
            assurance_level: None,
            expires_at: None,
            age_band: None,
            acting_for: None,
            state: StateName::SignedOut.as_str(),
        }
    }
}

impl std::fmt::Debug for SessionView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionView")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What signing out came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SignedOut {
    /// Nothing of the session is left here.
    pub signed_out: bool,
    /// The provider knows; otherwise it is told at the next sync.
    pub delivered: bool,
}

/// What driving the machine brought about.
#[derive(Default)]
struct Driven {
    browser: Option<Url>,
    told: Option<IdentityError>,
    /// The way to the provider, or the provider itself, is not to be trusted.
    refused: Option<TransportError>,
    /// A request that got no answer.
    unanswered: Option<TransportError>,
    /// The device key could not be used.
    key_trouble: Option<PortError>,
}

impl Driven {
    /// Why it came to nothing, the weightiest reason first.
    fn error(self, otherwise: ClientError) -> ClientError {
        match (self.refused, self.told) {
            (Some(refused), _) => refused.into(),
            (None, Some(IdentityError::NotOwner)) => ClientError::OtherPerson,
            (None, Some(told)) => told.into(),
            (None, None) => otherwise,
        }
    }
}

impl Client {
    /// Begins a sign-in; the answer is the address for the system browser. Whoever is signed in stays so until the new
    /// session is there.
    ///
    /// # Errors
    /// The identity room's and the network's own.
    pub async fn begin_sign_in(&self, redirect_uri: Url) -> Result<Url, ClientError> {
        let _turn = self.inner.turn.lock().await;
        let discovery = self.inner.discovery()?;
        let begin = Event::Begin { redirect_uri };
        let asked = self.inner.meter.read().requests;
        let mut driven = self.inner.drive(&discovery, begin.clone()).await?;
        if let Some(url) = &driven.browser {
            let before = self.inner.now();
            // What was asked on the way here was answered, so there is a network.
            let heard = self.inner.meter.read().requests > asked;
            if let Err(error) = self.inner.look_at(url, heard).await {
                // Nobody waits for a page that does not open.
                self.inner.drive(&discovery, Event::Cancel).await?;
                return Err(error);
            }
            let moved = self.inner.now().millis().abs_diff(before.millis());
            if moved > MOVED_MS {
                // The time was learnt only now; by it the sign-in would be over, or begin tomorrow.
                driven = self.inner.drive(&discovery, begin).await?;
            }
        }
        if let Some(url) = driven.browser.take() {
            return Ok(url);
        }
        // Without a network the person begins again when there is one; nothing of this attempt is waited for.
        let otherwise = match driven.unanswered.take() {
            Some(error) => {
                self.inner.drive(&discovery, Event::Cancel).await?;
                error.into()
            }
            None => ClientError::NoProperAnswer,
        };
        Err(driven.error(otherwise))
    }

    /// Ends a sign-in with what the browser came back with.
    ///
    /// # Errors
    /// The identity room's own.
    pub async fn finish_sign_in(&self, url: Url) -> Result<SessionView, ClientError> {
        let _turn = self.inner.turn.lock().await;
        let discovery = self.inner.discovery()?;
        let driven = self.inner.drive(&discovery, Event::Redirect { url }).await?;
        let view = self.session()?;
        // A session from before is no answer to a sign-in that was refused.
        let refused = driven.told.is_some() || driven.refused.is_some();
        if view.state == StateName::SignedIn.as_str() && !refused {
            let machine = self.inner.machine()?;
            if let Some(session) = machine.session()
                && self.inner.is_owner(session)?
            {
                return Ok(view);
            }
            self.inner.drive(&discovery, Event::Disconnect).await?;
            return Err(ClientError::OtherPerson);
        }
        // Without a network the code that came is kept, and the next sync goes on with it.
        let otherwise = driven
            .unanswered
            .map_or(ClientError::SignInNeeded, ClientError::from);
        Err(driven.error(otherwise))
    }

    /// Whether a sign-in still waits for its redirect: what came so far was not the answer to it.
    ///
    /// # Errors
    /// The store's and the key store's own.
    pub fn sign_in_is_open(&self) -> Result<bool, ClientError> {
        Ok(self.inner.machine()?.state().name() == StateName::Authenticating)
    }

    /// Gives a sign-in up.
    ///
    /// # Errors
    /// The store's own.
    pub async fn cancel_sign_in(&self) -> Result<(), ClientError> {
        let _turn = self.inner.turn.lock().await;
        let discovery = self.inner.discovery()?;
        self.inner.drive(&discovery, Event::Cancel).await?;
        Ok(())
    }

    /// Who is signed in. Needs no network.
    ///
    /// # Errors
    /// The store's and the key store's own.
    pub fn session(&self) -> Result<SessionView, ClientError> {
        self.inner.readable_session()
    }

    /// Signs out, also without a network: what is secret here is gone when this returns.
    ///
    /// # Errors
    /// The store's own.
    pub async fn sign_out(&self) -> Result<SignedOut, ClientError> {
        let discovery = self.inner.discovery()?;
        // At once, whatever else is on its way here or in another program: a renewal that ends later finds nobody signed
        // in, and gives its tokens back.
        self.inner.drive(&discovery, Event::Disconnect).await?;
        let _turn = self.inner.turn.lock().await;
        // The next person's changes must not continue this one's feed.
        self.inner
            .write_soon(|tx| {
                // Whoever signs in next acts for themselves until they say otherwise.
                tx.set_setting(setting::ACTING_FOR, None)?;
                Ok(tx.set_setting(setting::CURSOR, None)?)
            })
            .await?;
        let machine = self.inner.machine()?;
        Ok(SignedOut {
            signed_out: machine.state().session().is_none(),
            delivered: machine.delivered(),
        })
    }
}

impl Client {
    /// Where the browser ends the provider's own session too, so that the next sign-in asks who it is. Ask before
    /// signing out; `None` where the provider has no such page.
    ///
    /// # Errors
    /// The store's own.
    pub fn end_session_url(&self) -> Result<Option<Url>, ClientError> {
        let discovery = self.inner.discovery()?;
        match self.inner.machine() {
            Err(error) if is_unreadable(&error) => Ok(None),
            machine => Ok(machine?.end_session_url(&self.inner.provider_config(&discovery)?)),
        }
    }
}

impl Inner {
    /// Where to sign in, and by which algorithms the pack lets a provider sign.
    fn provider_config(&self, discovery: &Discovery) -> Result<Config, ClientError> {
        Ok(Config {
            issuer: discovery.issuer.clone(),
            client_id: discovery.client_id.clone(),
            algs: allowed_algs(&self.pack()?.content().accounts.id_token_algs),
        })
    }
}

/// Those that are known here; all of them where the pack names none.
fn allowed_algs(names: &[String]) -> Vec<Alg> {
    match names {
        [] => Alg::ALL.to_vec(),
        names => names.iter().filter_map(|name| Alg::parse(name).ok()).collect(),
    }
}

impl Inner {
    /// Whether a session is held.
    pub(crate) fn signed_in(&self) -> bool {
        self.seen_session().is_ok_and(|seen| seen.view.signed_in)
    }

    /// Whether the person who has just signed in is the one this profile belongs to: the first who signed in. What one
    /// person wrote must never leave in another's name.
    fn is_owner(&self, session: &Session) -> Result<bool, ClientError> {
        let hash = session.subject_hash();
        if let Some(owner) = self.setting(setting::OWNER)? {
            return Ok(owner == hash);
        }
        self.write(|tx| match tx.setting(setting::OWNER)? {
            Some(owner) => Ok(owner == hash),
            None => {
                tx.set_setting(setting::OWNER, Some(hash))?;
                Ok(true)
            }
        })
    }

    /// One program on this home at a time: two that renew at the same moment would spend the same refresh token, and one
    /// that is in the middle of renewing must not write its session back after the other signed out.
    async fn alone(&self) -> Result<std::fs::File, ClientError> {
        let path = self.dir.root().join("session.lock");
        let file = std::fs::File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(|_| RepositoryError::Io)?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(std::fs::TryLockError::WouldBlock) => self.ports.clock.sleep(LOCK_WAIT).await,
                Err(std::fs::TryLockError::Error(_)) => return Err(RepositoryError::Io.into()),
            }
        }
        Err(RepositoryError::Busy.into())
    }

    /// Whether the provider still has to be told that somebody signed out.
    pub(crate) fn owes_sign_out(&self) -> Result<bool, ClientError> {
        match self.seen_session() {
            // Nothing can be given back that cannot be read.
            Err(error) if is_unreadable(&error) || is_locked(&error) => Ok(false),
            seen => Ok(!seen?.delivered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_narrows_what_a_provider_may_sign_by() {
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (named, allowed) in [
            (&[][..], Alg::ALL),
            (&["ES256"], &[Alg::Es256]),
            (&["PS256", "EdDSA"], &[Alg::Ps256, Alg::EdDsa]),
            // Not even a pack brings in what the core does not know.
            (&["none", "HS256", "RS256"], &[Alg::Rs256]),
            (&["none"], &[]),
        ] {
            assert_eq!(allowed_algs(&names(named)), allowed, "{named:?}");
        }
    }
}
