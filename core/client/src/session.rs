//! Signing in and staying signed in: executes what the identity machine decides, keeps it sealed.

use crate::client::{Inner, setting};
use crate::dpop::Unsent;
use crate::{Client, ClientError};
use citizen_domain::ports::{KeyName, PortError, TransportError};
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::{ActingFor, Discovery};
use citizen_domain::{Secret, Timestamp};
use citizen_identity::{
    AccountType, AgeBand, Config, Context, Device, Effect, Event, IdentityError, Machine, Repository, State,
    StateName,
};
use citizen_proof::base64url;
use citizen_store::{Save, SealedSession, Tx};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// More steps than any sign-in needs.
const MAX_STEPS: u32 = 64;

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

/// A key store that does not open the session now (a locked device): nothing is lost, its person must unlock it.
fn is_locked(error: &ClientError) -> bool {
    matches!(error, ClientError::Repository(RepositoryError::Closed))
}

/// By what the province knows the person.
pub(crate) struct Access {
    authorization: Secret<String>,
    /// The access token and the key that it is bound to, where it is.
    bound: Option<(Secret<String>, KeyName)>,
}

impl Access {
    /// Value of the `authorization` header.
    pub(crate) fn header(&self) -> String {
        self.authorization.reveal().clone()
    }

    /// Whether both are by the same token.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.authorization.reveal() == other.authorization.reveal()
    }

    pub(crate) fn bound(&self) -> Option<(&Secret<String>, &KeyName)> {
        self.bound.as_ref().map(|(token, key)| (token, key))
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
    /// For whom the person acts; nothing for themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
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
    /// The device key could not be used.
    key_trouble: Option<PortError>,
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

/// The machine as it was kept, and by which save.
type Held = (Machine, Option<Save>);

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
        let mut driven = self.inner.drive(&discovery, begin.clone()).await?;
        if let Some(url) = &driven.browser {
            let before = self.inner.now();
            self.inner.look_at(url).await?;
            let moved = self.inner.now().millis().abs_diff(before.millis());
            if moved > MOVED_MS {
                // The time was learnt only now; by it the sign-in would be over, or begin tomorrow.
                driven = self.inner.drive(&discovery, begin).await?;
            }
        }
        match driven.browser.take() {
            Some(url) => Ok(url),
            None => Err(driven.error(ClientError::NoProperAnswer)),
        }
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
        let (machine, lost) = match self.inner.machine() {
            // Nobody can be signed in where no province is chosen.
            Err(ClientError::NoProvince) => (Machine::new(), false),
            // A session of another installation, or one whose key is gone, is nobody's.
            Err(error) if is_unreadable(&error) => (Machine::new(), true),
            other => (other?, false),
        };
        let state = machine.state();
        let person = state.person();
        let session = state.session();
        let name = if lost {
            StateName::NeedsSignIn
        } else {
            state.name()
        };
        Ok(SessionView {
            signed_in: session.is_some(),
            display_name: person.map(|p| p.display_name.clone()),
            id_last4: person.and_then(|p| p.id_last4.clone()),
            account_type: person.and_then(|p| p.account_type),
            assurance_level: person.and_then(|p| p.assurance_level.clone()),
            expires_at: session.map(|s| s.expires_at),
            age_band: person.and_then(|p| p.age_band),
            acting_for: self.inner.acting_for()?,
            state: name.as_str(),
        })
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
            machine => Ok(machine?.end_session_url(&config_of(&discovery))),
        }
    }
}

fn config_of(discovery: &Discovery) -> Config {
    Config {
        issuer: discovery.issuer.clone(),
        client_id: discovery.client_id.clone(),
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
            Err(error) if is_locked(&error) => return Err(PortError::Refused("session").into()),
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
            Some(session) if !session.is_expired(self.now()) => {
                let bound = match session.bound_token() {
                    Some(token) => {
                        self.recall_nonces()?;
                        Some((token.clone(), self.key_name("device")?))
                    }
                    None => None,
                };
                Ok(Some(Access {
                    authorization: session.authorization(),
                    bound,
                }))
            }
            Some(_) => Err(driven.error(ClientError::NoProperAnswer)),
            None if machine.state().name() == StateName::NeedsSignIn => Err(ClientError::SignInNeeded),
            None => Ok(None),
        }
    }

    /// The province no longer takes what looks good here: renewing shows whether the session is at its end.
    /// Where another program has renewed it meanwhile, it was the old one that was not taken.
    pub(crate) async fn doubt_session(
        self: &Arc<Self>,
        discovery: &Discovery,
        refused: &Access,
    ) -> Result<(), ClientError> {
        let same = |machine: &Machine| {
            machine
                .session()
                .is_some_and(|s| s.authorization().reveal() == refused.authorization.reveal())
        };
        self.drive_if(discovery, Event::RefreshDue, same).await?;
        Ok(())
    }

    /// Whether the provider still has to be told that somebody signed out.
    pub(crate) fn owes_sign_out(&self) -> Result<bool, ClientError> {
        match self.machine() {
            // Nothing can be given back that cannot be read.
            Err(error) if is_unreadable(&error) || is_locked(&error) => Ok(false),
            machine => Ok(!machine?.delivered()),
        }
    }

    fn session_key(&self) -> Result<(KeyName, String), ClientError> {
        let name = self.key_name("session")?;
        // The associated data names what it is for, so that no other sealed value can take its place; and by which
        // installation, so that an earlier one's does not come back to life.
        let marker = base64url::encode(self.installation(&name)?);
        let associated = format!("{}\n{marker}", name.0);
        Ok((name, associated))
    }

    fn installation(&self, session: &KeyName) -> Result<[u8; 32], ClientError> {
        if let Some(known) = self.installation.get() {
            return Ok(*known);
        }
        let keys = &self.ports.key_store;
        let device = self.key_name("device")?;
        let found = citizen_store::installation(self.dir.root(), &*self.ports.random, || {
            keys.destroy(session)?;
            keys.destroy(&device)
        })?;
        Ok(*self.installation.get_or_init(|| found))
    }

    /// `citizen/PROVINCE/PROFILE/PURPOSE`.
    pub(crate) fn key_name(&self, purpose: &str) -> Result<KeyName, ClientError> {
        let province = self.setting(setting::PROVINCE)?.ok_or(ClientError::NoProvince)?;
        Ok(crate::erase::key_name(&province, &self.dir.name(), purpose))
    }

    /// The machine as it was kept; a new one when nothing was.
    pub(crate) fn machine(&self) -> Result<Machine, ClientError> {
        match self.sealed(|sealed| sealed.load(), false)? {
            Some(kept) => Ok(Machine::from_kept(&kept)?),
            None => Ok(Machine::new()),
        }
    }

    fn held(&self) -> Result<Held, ClientError> {
        let (kept, generation) = self.sealed(|sealed| Ok((sealed.load()?, sealed.generation()?)), false)?;
        let machine = match kept {
            Some(kept) => Machine::from_kept(&kept)?,
            None => Machine::new(),
        };
        Ok((machine, generation))
    }

    /// Keeps (or, with `None`, forgets) the session, unless another program has kept one since `from`. The new save, or
    /// `Err(())` inside when it was too late.
    fn replace(
        &self,
        machine: Option<&Machine>,
        from: Option<Save>,
    ) -> Result<Result<Option<Save>, ()>, ClientError> {
        let kept = machine.map(Machine::to_kept).transpose()?;
        self.sealed(
            |sealed| {
                if sealed.generation()? != from {
                    return Ok(Err(()));
                }
                match &kept {
                    Some(kept) => sealed.save(kept)?,
                    None => sealed.clear()?,
                }
                Ok(Ok(sealed.generation()?))
            },
            true,
        )
    }

    /// What the device key is known by; `None` where the key store has none to give.
    fn device_thumbprint(&self, name: &KeyName) -> Option<String> {
        let device = Device {
            keys: &*self.ports.key_store,
            name,
        };
        device.thumbprint().ok()
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
        self.drive_if(discovery, first, |_| true).await
    }

    /// As [`Self::drive`], if `still` holds of the machine once no other program works on it.
    async fn drive_if(
        self: &Arc<Self>,
        discovery: &Discovery,
        first: Event,
        still: impl Fn(&Machine) -> bool + Send,
    ) -> Result<Driven, ClientError> {
        let config = config_of(discovery);
        // Signing out waits for nobody.
        let _alone = match first {
            Event::Disconnect => None,
            _ => {
                self.settle_time(&discovery.issuer).await;
                Some(self.alone().await?)
            }
        };
        let (mut machine, mut generation) = match self.held() {
            // What cannot be opened any more (a lost key file, another installation, a newer form) must not keep anybody
            // out: a new sign-in, or signing out, takes its place.
            Err(error)
                if matches!(first, Event::Begin { .. } | Event::Disconnect) && is_unreadable(&error) =>
            {
                let generation = self.sealed(|sealed| sealed.generation(), false)?;
                (Machine::new(), generation)
            }
            other => other?,
        };
        if !still(&machine) {
            return Ok(Driven::default());
        }
        let key = self.key_name("device")?;
        self.recall_nonces()?;
        let device = self.device_thumbprint(&key);
        let random = Arc::clone(&self.ports.random);
        let mut events = VecDeque::from([first]);
        let mut driven = Driven::default();
        'events: for _ in 0..MAX_STEPS {
            let Some(event) = events.pop_front() else {
                self.keep_time()?;
                self.keep_nonces()?;
                return match driven.key_trouble.take() {
                    Some(trouble) => Err(trouble.into()),
                    None => Ok(driven),
                };
            };
            let context = Context {
                config: &config,
                now: self.now(),
                random: &*random,
                device: device.as_deref(),
            };
            let (next, effects) = machine.step(event.clone(), &context);
            machine = next;
            for effect in effects {
                match effect {
                    Effect::Persist | Effect::Forget => {
                        let kept = matches!(effect, Effect::Persist).then_some(&machine);
                        match self.replace(kept, generation)? {
                            Ok(now) => generation = now,
                            // Another program signed out (or in) meanwhile: what happened is judged anew against that.
                            Err(()) => {
                                (machine, generation) = self.held()?;
                                events.push_front(event);
                                continue 'events;
                            }
                        }
                    }
                    Effect::OpenBrowser { url } => driven.browser = Some(url.0),
                    Effect::Tell(error) => driven.told = Some(error),
                    Effect::Http { id, request, proof } => {
                        let end = self.prover.ask(proof.then_some(&key), *request).await;
                        events.push_back(match end {
                            Ok((status, body)) => Event::Reply { id, status, body },
                            Err(Unsent::Net(error)) => {
                                driven.refused = error.is_refusal().then_some(error);
                                Event::Failed { id, error }
                            }
                            Err(Unsent::Key(trouble)) => {
                                driven.key_trouble = Some(trouble);
                                // Nothing has left, as without a network.
                                let error = TransportError::Offline;
                                Event::Failed { id, error }
                            }
                        });
                    }
                }
            }
        }
        Err(ClientError::Runtime)
    }
}
