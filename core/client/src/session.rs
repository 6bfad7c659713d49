//! Signing in and staying signed in: executes what the identity machine decides, keeps it sealed.

use crate::client::{Inner, setting};
use crate::erase::session_key;
use crate::{Client, ClientError};
use citizen_domain::ports::{KeyName, TransportError};
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::Discovery;
use citizen_domain::{Secret, Timestamp};
use citizen_identity::{
    AccountType, AgeBand, Config, Context, Effect, Event, IdentityError, Machine, Repository, State,
    StateName,
};
use citizen_store::{SealedSession, Tx};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// More steps than any sign-in needs.
const MAX_STEPS: u32 = 64;

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

/// What goes into the `authorization` header.
pub(crate) struct Access(Secret<String>);

impl Access {
    pub(crate) fn header(&self) -> String {
        self.0.reveal().clone()
    }
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
    /// `signed_out`, `authenticating`, `signed_in`, `needs_sign_in` or `paused`.
    pub state: &'static str,
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
}

impl Driven {
    /// Why it came to nothing, the weightiest reason first.
    fn error(self, otherwise: ClientError) -> ClientError {
        match (self.refused, self.told) {
            (Some(refused), _) => refused.into(),
            (None, Some(told)) => told.into(),
            (None, None) => otherwise,
        }
    }
}

impl Client {
    /// Begins a sign-in; the answer is the address for the system browser.
    ///
    /// # Errors
    /// The identity room's and the network's own.
    pub async fn begin_sign_in(&self, redirect_uri: Url) -> Result<Url, ClientError> {
        let _turn = self.inner.turn.lock().await;
        let discovery = self.inner.discovery()?;
        let mut driven = self
            .inner
            .drive(
                &discovery,
                Event::Begin {
                    redirect_uri: redirect_uri.clone(),
                },
            )
            .await?;
        if driven.browser.is_none() && self.inner.signed_in() {
            // A session that still looks good here: whoever asks to sign in has a reason to mistrust it.
            self.inner.drive(&discovery, Event::Disconnect).await?;
            self.inner
                .write_soon(|tx| Ok(tx.set_setting(setting::CURSOR, None)?))
                .await?;
            driven = self
                .inner
                .drive(&discovery, Event::Begin { redirect_uri })
                .await?;
        }
        if let Some(url) = driven.browser {
            self.inner.look_at(&url).await?;
            return Ok(url);
        }
        Err(driven.error(ClientError::NoProperAnswer))
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
        if view.state == StateName::SignedIn.as_str() {
            if self.inner.is_owner()? {
                return Ok(view);
            }
            self.inner.drive(&discovery, Event::Disconnect).await?;
            return Err(ClientError::OtherPerson);
        }
        Err(driven.error(ClientError::SignInNeeded))
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
        let machine = match self.inner.machine() {
            // Nobody can be signed in where no province is chosen.
            Err(ClientError::NoProvince) => Machine::new(),
            other => other?,
        };
        let state = machine.state();
        let person = state.person();
        let session = state.session();
        Ok(SessionView {
            signed_in: session.is_some(),
            display_name: person.map(|p| p.display_name.clone()),
            id_last4: person.and_then(|p| p.id_last4.clone()),
            account_type: person.and_then(|p| p.account_type),
            assurance_level: person.and_then(|p| p.assurance_level.clone()),
            expires_at: session.map(|s| s.expires_at),
            age_band: person.and_then(|p| p.age_band),
            state: state.name().as_str(),
        })
    }

    /// Signs out, also without a network: what is secret here is gone when this returns.
    ///
    /// # Errors
    /// The store's own.
    pub async fn sign_out(&self) -> Result<SignedOut, ClientError> {
        let _turn = self.inner.turn.lock().await;
        let discovery = self.inner.discovery()?;
        self.inner.drive(&discovery, Event::Disconnect).await?;
        // The next person's changes must not continue this one's feed.
        self.inner
            .write_soon(|tx| Ok(tx.set_setting(setting::CURSOR, None)?))
            .await?;
        let machine = self.inner.machine()?;
        Ok(SignedOut {
            signed_out: machine.state().session().is_none(),
            delivered: machine.delivered(),
        })
    }
}

impl Inner {
    /// Whether a session is held.
    pub(crate) fn signed_in(&self) -> bool {
        self.machine()
            .is_ok_and(|machine| machine.state().session().is_some())
    }

    /// Whether the person who has just signed in is the one this profile belongs to: the first who signed in. What one
    /// person wrote must never leave in another's name.
    fn is_owner(&self) -> Result<bool, ClientError> {
        let machine = self.machine()?;
        let Some(session) = machine.session() else {
            return Ok(false);
        };
        let hash = session.subject_hash();
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

    /// A header value that the province takes, renewed if need be; `None` when nobody is signed in.
    pub(crate) async fn access(
        self: &Arc<Self>,
        discovery: &Discovery,
    ) -> Result<Option<Access>, ClientError> {
        let now = self.now();
        let machine = match self.machine() {
            Err(error) if is_unreadable(&error) => return Err(ClientError::SignInNeeded),
            other => other?,
        };
        let fresh = |state: &State| match state {
            State::SignedIn(_) => state
                .session()
                .is_some_and(|s| !s.is_expired(now) && now < s.renew_at()),
            _ => false,
        };
        // A token that could not be given back yet goes with the next request, also where somebody signed in since.
        let driven = if fresh(machine.state()) && machine.delivered() {
            Driven::default()
        } else {
            self.drive(discovery, Event::Check).await?
        };
        let machine = self.machine()?;
        if machine.session().is_some() && !self.is_owner()? {
            // A sign-in of somebody else that was finished only now: nothing of this profile goes out in their name.
            self.drive(discovery, Event::Disconnect).await?;
            return Err(ClientError::OtherPerson);
        }
        match machine.state().session() {
            Some(session) if !session.is_expired(self.now()) => Ok(Some(Access(session.authorization()))),
            Some(_) => Err(driven.error(ClientError::NoProperAnswer)),
            None if machine.state().name() == StateName::NeedsSignIn => Err(ClientError::SignInNeeded),
            None => Ok(None),
        }
    }

    /// The province no longer takes what looks good here: renewing shows whether the session is at its end.
    pub(crate) async fn doubt_session(self: &Arc<Self>, discovery: &Discovery) -> Result<(), ClientError> {
        self.drive(discovery, Event::RefreshDue).await?;
        Ok(())
    }

    /// Whether the provider still has to be told that somebody signed out.
    pub(crate) fn owes_sign_out(&self) -> Result<bool, ClientError> {
        Ok(!self.machine()?.delivered())
    }

    fn session_key(&self) -> Result<(KeyName, String), ClientError> {
        let province = self.setting(setting::PROVINCE)?.ok_or(ClientError::NoProvince)?;
        let name = session_key(&province, &self.dir.name());
        // The associated data names what it is for, so that no other sealed value can take its place.
        Ok((name.clone(), name.0))
    }

    /// The machine as it was kept; a new one when nothing was.
    pub(crate) fn machine(&self) -> Result<Machine, ClientError> {
        match self.sealed(|sealed| sealed.load(), false)? {
            Some(kept) => Ok(Machine::from_kept(&kept)?),
            None => Ok(Machine::new()),
        }
    }

    fn keep(&self, machine: &Machine) -> Result<(), ClientError> {
        let kept = machine.to_kept()?;
        self.sealed(|sealed| sealed.save(&kept), true)
    }

    /// Works on the sealed session in one transaction.
    fn sealed<T: Send>(
        &self,
        work: impl FnOnce(&SealedSession<'_>) -> Result<T, RepositoryError> + Send,
        writes: bool,
    ) -> Result<T, ClientError> {
        let (key, associated) = self.session_key()?;
        let keys = &*self.ports.key_store;
        let work = |tx: &Tx<'_>| -> Result<T, ClientError> {
            Ok(work(&SealedSession {
                tx,
                keys,
                key: &key,
                associated: associated.as_bytes(),
            })?)
        };
        if writes { self.write(work) } else { self.read(work) }
    }

    /// Gives the machine an event and does what it asks for, until it asks for nothing more.
    async fn drive(self: &Arc<Self>, discovery: &Discovery, first: Event) -> Result<Driven, ClientError> {
        let config = Config {
            issuer: discovery.issuer.clone(),
            client_id: discovery.client_id.clone(),
        };
        self.settle_time(&discovery.issuer).await;
        let _alone = self.alone().await?;
        let mut machine = match self.machine() {
            // What cannot be opened any more (a lost key file, a newer form) must not keep anybody out: a new sign-in, or
            // signing out, takes its place.
            Err(error)
                if matches!(first, Event::Begin { .. } | Event::Disconnect) && is_unreadable(&error) =>
            {
                Machine::new()
            }
            other => other?,
        };
        let mut events = VecDeque::from([first]);
        let mut driven = Driven::default();
        for _ in 0..MAX_STEPS {
            let Some(event) = events.pop_front() else {
                self.keep_time()?;
                return Ok(driven);
            };
            let random = Arc::clone(&self.ports.random);
            let context = Context {
                config: &config,
                now: self.now(),
                random: &*random,
            };
            let (next, effects) = machine.step(event, &context);
            machine = next;
            for effect in effects {
                match effect {
                    Effect::Persist => self.keep(&machine)?,
                    Effect::Forget => self.sealed(|sealed| sealed.clear(), true)?,
                    Effect::OpenBrowser { url } => driven.browser = Some(url.0),
                    Effect::Tell(error) => driven.told = Some(error),
                    Effect::Http { id, request } => {
                        events.push_back(match self.exchange(*request).await {
                            Ok((status, body)) => Event::Reply { id, status, body },
                            Err(error) => {
                                driven.refused = error.is_refusal().then_some(error);
                                Event::Failed { id, error }
                            }
                        });
                    }
                }
            }
        }
        Err(ClientError::Runtime)
    }

    async fn exchange(
        &self,
        request: citizen_domain::ports::Request,
    ) -> Result<(u16, Vec<u8>), citizen_domain::ports::TransportError> {
        let response = self.ports.transport.send(request).await?;
        let status = response.status;
        Ok((status, response.bytes().await?))
    }
}
