//! The machine: one value that is kept whole, moved by one event at a time.

mod give_back;
mod keys;
mod renew;
mod sign_in;

use crate::error::Why;
use crate::provider::Provider;
use crate::state::{NeedsSignIn, PauseReason, Paused, State};
use crate::{Context, Effect, Event, IdentityError, RequestId, RequestKind, Session};
use citizen_domain::ports::{Request, TransportError};
use give_back::Revocation;
use serde::{Deserialize, Serialize};

/// A sign-in from its beginning to its end: the state, the provider as last seen, and tokens that still have to be
/// given back. `Debug` shows the state's name only.
#[derive(Clone, Serialize, Deserialize)]
pub struct Machine {
    state: State,
    provider: Option<Provider>,
    revocations: Vec<Revocation>,
    /// The request that the state waits for. Not kept: after a kill nothing is on its way.
    #[serde(skip)]
    flight: Option<RequestId>,
    /// The token on its way back, apart from everything else.
    #[serde(skip)]
    giving_back: Option<RequestId>,
    #[serde(skip)]
    serial: u64,
    /// The renewal that is under way was sent once more, with the time and the nonce of the reply that refused its proof.
    #[serde(skip)]
    proven_anew: bool,
    /// Tokens are held until the keys may be asked for again. After a kill nobody knows, and they are asked for at once.
    #[serde(skip)]
    keys_rest: bool,
    /// Tokens that are looked at again and again while a clock is wrong.
    #[serde(skip)]
    memory: crate::IdTokenMemory,
}

impl Machine {
    /// Nobody is signed in.
    pub fn new() -> Self {
        Self {
            state: State::SignedOut,
            provider: None,
            revocations: Vec::new(),
            flight: None,
            giving_back: None,
            serial: 0,
            proven_anew: false,
            keys_rest: false,
            memory: crate::IdTokenMemory::default(),
        }
    }

    /// Where the sign-in stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The session, if there is one (perhaps expired).
    pub fn session(&self) -> Option<&Session> {
        self.state.session()
    }

    /// Whether every token that was to be given back has arrived (`delivered` after signing out).
    pub fn delivered(&self) -> bool {
        self.revocations.is_empty()
    }

    /// Where the browser ends the provider's own session too (OpenID Connect RP-Initiated Logout 1.0 §2). It names
    /// nobody: the ID token that could is not kept.
    pub fn end_session_url(&self, config: &crate::Config) -> Option<url::Url> {
        let provider = self.provider.as_ref().filter(|p| p.issuer == config.issuer)?;
        let mut url = provider.end_session_endpoint.clone()?;
        url.query_pairs_mut().append_pair("client_id", &config.client_id);
        Some(url)
    }

    /// Whether a reply is awaited; until it comes, nothing needs to be done.
    pub fn is_busy(&self) -> bool {
        self.flight.is_some() || self.giving_back.is_some()
    }

    /// One event. Total: every event is allowed in every state.
    #[must_use]
    pub fn step(self, event: Event, ctx: &Context<'_>) -> (Self, Vec<Effect>) {
        let mut run = Run {
            m: self,
            ctx,
            out: Vec::new(),
        };
        run.event(event);
        (run.m, run.out)
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Machine").field(&self.state).finish()
    }
}

/// One step on its way.
struct Run<'a> {
    m: Machine,
    ctx: &'a Context<'a>,
    out: Vec<Effect>,
}

impl Run<'_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Begin { redirect_uri } => self.begin(redirect_uri),
            Event::Redirect { url } => self.redirect(&url),
            Event::Cancel => self.cancel(),
            Event::Check => self.check(),
            Event::RefreshDue => self.refresh_due(),
            Event::Disconnect => self.disconnect(),
            Event::Reply { id, status, body } => {
                if self.m.giving_back == Some(id) {
                    self.given_back(status);
                } else if self.m.flight == Some(id) {
                    self.m.flight = None;
                    self.reply(id.kind, status, &body);
                } else {
                    self.late(id.kind, status, &body);
                }
            }
            Event::Failed { id, error } => {
                if self.m.giving_back == Some(id) {
                    self.m.giving_back = None;
                } else if self.m.flight == Some(id) {
                    self.m.flight = None;
                    self.failed(id.kind, error);
                }
            }
        }
    }

    fn check(&mut self) {
        self.give_back_next();
        if self.m.flight.is_some() {
            return;
        }
        match self.take_state() {
            State::Paused(paused) => {
                self.m.state = paused.back;
                self.resume();
            }
            other => {
                self.m.state = other;
                self.resume();
            }
        }
    }

    fn resume(&mut self) {
        match self.take_state() {
            State::Authenticating(a) => self.resume_sign_in(a),
            State::SignedIn(s) => self.resume_session(s),
            other => self.m.state = other,
        }
    }

    fn reply(&mut self, kind: RequestKind, status: u16, body: &[u8]) {
        match (kind, self.take_state()) {
            (RequestKind::Discovery, State::Authenticating(a)) => self.described(a, status, body),
            (RequestKind::Push, State::Authenticating(a)) => self.pushed(a, status, body),
            (RequestKind::Code, State::Authenticating(a)) => self.exchanged(a, status, body),
            (RequestKind::Keys, State::Authenticating(a)) if a.is_waiting() => {
                self.behind(a, |run, s| run.keys_for_renewal(s, status, body));
            }
            (RequestKind::Keys, State::Authenticating(a)) => self.keys_for_sign_in(a, status, body),
            (RequestKind::Keys, State::SignedIn(s)) => self.keys_for_renewal(s, status, body),
            (RequestKind::Refresh, State::Authenticating(a)) => {
                self.behind(a, |run, s| run.renewed(s, status, body));
            }
            (RequestKind::Refresh, State::SignedIn(s)) => self.renewed(s, status, body),
            (_, other) => self.m.state = other,
        }
    }

    fn failed(&mut self, kind: RequestKind, error: TransportError) {
        match (kind, self.take_state()) {
            (RequestKind::Code, State::Authenticating(a)) => self.exchange_failed(a, error),
            (RequestKind::Refresh, State::Authenticating(a)) => {
                self.behind(a, |run, s| run.renewal_failed(s, error));
            }
            (RequestKind::Refresh, State::SignedIn(s)) => self.renewal_failed(s, error),
            (RequestKind::Keys, State::Authenticating(a)) if a.is_waiting() => {
                self.behind(a, |run, s| run.keys_missed_for_renewal(s, reason(error)));
            }
            (RequestKind::Keys, State::Authenticating(a)) => self.keys_missed_for_sign_in(a, reason(error)),
            (RequestKind::Keys, State::SignedIn(s)) => self.keys_missed_for_renewal(s, reason(error)),
            (_, other) => self.pause(other, reason(error)),
        }
    }

    /// The state is taken out, worked on, and put back by whoever took it.
    fn take_state(&mut self) -> State {
        std::mem::replace(&mut self.m.state, State::SignedOut)
    }

    fn persist(&mut self) {
        self.out.push(Effect::Persist);
    }

    fn tell(&mut self, error: IdentityError) {
        self.out.push(Effect::Tell(error));
    }

    /// Sends the request that the state waits for. What it relies on has been persisted before.
    fn send(&mut self, kind: RequestKind, request: Request) {
        self.send_proven(kind, request, false);
    }

    fn send_proven(&mut self, kind: RequestKind, request: Request, proof: bool) {
        let id = self.next_id(kind);
        self.m.flight = Some(id);
        self.out.push(Effect::Http {
            id,
            request: Box::new(request),
            proof,
        });
    }

    fn next_id(&mut self, kind: RequestKind) -> RequestId {
        self.m.serial = self.m.serial.wrapping_add(1);
        RequestId {
            kind,
            serial: self.m.serial,
        }
    }

    fn pause(&mut self, back: State, reason: PauseReason) {
        self.m.state = match back {
            State::Authenticating(_) | State::SignedIn(_) => State::Paused(Box::new(Paused { reason, back })),
            settled => settled,
        };
        self.persist();
    }

    fn needs_sign_in(&mut self, session: Session, why: Why) {
        self.m.state = State::NeedsSignIn(Box::new(NeedsSignIn {
            why,
            person: Some(session.person),
        }));
        self.persist();
        self.tell(why.error());
    }
}

/// What to wait for after a request without answer.
fn reason(error: TransportError) -> PauseReason {
    match error {
        TransportError::Offline | TransportError::Timeout | TransportError::Interrupted => {
            PauseReason::Network
        }
        TransportError::TooLarge | TransportError::Malformed => PauseReason::Provider,
        _ => PauseReason::Security,
    }
}
