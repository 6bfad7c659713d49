use super::{Run, reason};
use crate::authorize::Attempt;
use crate::error::Why;
use crate::state::{Authenticating, Before, NeedsSignIn, PauseReason, Phase, SignedIn, State};
use crate::token::{TokenReply, Tokens, code_request, get, push_request, read_pushed};
use crate::{BrowserUrl, Effect, IdTokenRules, IdentityError, Provider, RequestKind, Session};
use citizen_domain::Secret;
use citizen_domain::ports::TransportError;
use citizen_proof::ProofError;
use url::Url;

impl Run<'_> {
    pub(super) fn begin(&mut self, redirect_uri: Url) {
        let before = match self.take_state() {
            State::SignedOut => Before::SignedOut,
            State::NeedsSignIn(n) => Before::NeedsSignIn(*n),
            State::Authenticating(a) => self.abandon(*a),
            State::Paused(p) => match p.back {
                State::Authenticating(a) => self.abandon(*a),
                State::SignedIn(s) => self.hold(s),
                other => {
                    self.m.state = other;
                    return;
                }
            },
            // A renewal on its way is waited for: its tokens would come late and be given back.
            State::SignedIn(s) if self.m.flight.is_some() => {
                self.m.state = State::SignedIn(s);
                return;
            }
            State::SignedIn(s) => self.hold(s),
        };
        self.m.flight = None;
        match self.first_step(redirect_uri, before.clone()) {
            Ok(()) => {}
            Err(error) => self.settle(before, Some(error)),
        }
    }

    /// What a new sign-in leads back to from a session: the session, unless it is over or another provider's.
    fn hold(&mut self, mut s: Box<SignedIn>) -> Before {
        let issuer = &self.ctx.config.issuer;
        let over = |why, person| Before::NeedsSignIn(NeedsSignIn { why, person });
        if self.m.provider.as_ref().is_none_or(|p| p.issuer != *issuer) {
            self.take_back_session(&s);
            return over(Why::Ended, Some(s.session.person));
        }
        if s.unverified.is_some() {
            return Before::SignedIn(s);
        }
        if s.renewing_since.is_some() && !self.in_replay_window(&s) {
            s.renewing_since = None;
            s.session.refresh = None;
        }
        if s.session.is_expired(self.ctx.now) && !s.session.is_renewable() {
            return over(Why::Expired, Some(s.session.person));
        }
        Before::SignedIn(s)
    }

    fn first_step(&mut self, redirect_uri: Url, before: Before) -> Result<(), IdentityError> {
        let discovery = Provider::discovery_url(&self.ctx.config.issuer)?;
        let attempt = Attempt::new(redirect_uri, self.ctx)?;
        let known = self
            .m
            .provider
            .as_ref()
            .is_some_and(|p| p.issuer == self.ctx.config.issuer && p.is_fresh(self.ctx.now));
        let a = Box::new(Authenticating {
            attempt,
            phase: Phase::Discovering,
            before,
        });
        if known {
            self.open_browser(a);
        } else {
            self.m.state = State::Authenticating(a);
            self.persist();
            self.send(RequestKind::Discovery, get(discovery));
        }
        Ok(())
    }

    /// Opens the browser, or first sends the parameters ahead where the provider takes them so.
    fn open_browser(&mut self, mut a: Box<Authenticating>) {
        let Some(provider) = &self.m.provider else {
            return self.settle(a.before, Some(IdentityError::Discovery));
        };
        let parameters = a
            .attempt
            .parameters(provider, &self.ctx.config.client_id, self.ctx.device);
        if let Some(endpoint) = provider.pushed_authorization_request_endpoint.clone() {
            a.phase = Phase::Pushing;
            self.m.state = State::Authenticating(a);
            self.persist();
            self.send(RequestKind::Push, push_request(endpoint, &parameters));
        } else {
            let url = Attempt::authorize_url(provider, &parameters);
            self.wait_for(a, url);
        }
    }

    fn wait_for(&mut self, mut a: Box<Authenticating>, url: Url) {
        a.phase = Phase::Waiting;
        a.attempt.opens(self.ctx.now);
        self.m.state = State::Authenticating(a);
        self.persist();
        self.out.push(Effect::OpenBrowser { url: BrowserUrl(url) });
    }

    pub(super) fn pushed(&mut self, a: Box<Authenticating>, status: u16, body: &[u8]) {
        let Some(provider) = &self.m.provider else {
            return self.settle(a.before, Some(IdentityError::Discovery));
        };
        match (status, read_pushed(body)) {
            (200 | 201, Some(request_uri)) => {
                let url = Attempt::pushed_url(provider, &self.ctx.config.client_id, &request_uri);
                self.wait_for(a, url);
            }
            (200 | 201, None) => self.settle(a.before, Some(IdentityError::TokenReply)),
            (429 | 500..=599, _) => self.pause(State::Authenticating(a), PauseReason::Provider),
            _ => self.settle(a.before, Some(IdentityError::Refused)),
        }
    }

    pub(super) fn described(&mut self, a: Box<Authenticating>, status: u16, body: &[u8]) {
        match status {
            200 => match Provider::parse(body, self.ctx.config, self.ctx.now) {
                Ok(mut provider) => {
                    provider.inherit_keys(self.m.provider.take());
                    self.m.provider = Some(provider);
                    self.open_browser(a);
                }
                Err(error) => self.settle(a.before, Some(error)),
            },
            429 | 500..=599 => self.pause(State::Authenticating(a), PauseReason::Provider),
            _ => self.settle(a.before, Some(IdentityError::Discovery)),
        }
    }

    pub(super) fn redirect(&mut self, url: &Url) {
        let a = match (self.take_state(), self.m.provider.is_some()) {
            (State::Authenticating(a), true) if matches!(a.phase, Phase::Waiting) => a,
            (other, _) => {
                self.m.state = other;
                return self.tell(IdentityError::Redirect);
            }
        };
        if a.attempt.is_over(self.ctx.now) {
            return self.settle(a.before, Some(IdentityError::TimedOut));
        }
        let answer = match &self.m.provider {
            Some(provider) => a.attempt.check_redirect(url, provider),
            None => Err(IdentityError::Redirect),
        };
        match answer {
            Ok(code) => self.exchange(a, code),
            // Not our answer: somebody else reached the address. The real one may still come.
            Err(error @ (IdentityError::Redirect | IdentityError::Issuer)) => {
                self.m.state = State::Authenticating(a);
                self.tell(error);
            }
            Err(error) => self.settle(a.before, Some(error)),
        }
    }

    fn exchange(&mut self, mut a: Box<Authenticating>, code: Secret<String>) {
        let Some(provider) = &self.m.provider else {
            return self.settle(a.before, Some(IdentityError::Discovery));
        };
        let request = code_request(provider, &self.ctx.config.client_id, &a.attempt, &code);
        a.phase = Phase::Exchanging(code);
        self.m.state = State::Authenticating(a);
        self.persist();
        let proof = self.proves();
        self.send_proven(RequestKind::Code, request, proof);
    }

    /// Whether codes are exchanged with a proof of the device key.
    fn proves(&self) -> bool {
        self.ctx.device.is_some() && self.m.provider.as_ref().is_some_and(|p| p.dpop)
    }

    pub(super) fn exchange_failed(&mut self, mut a: Box<Authenticating>, error: TransportError) {
        match a.phase {
            Phase::Exchanging(code) if error.never_left() => {
                a.phase = Phase::Holding(code);
                self.pause(State::Authenticating(a), reason(error));
            }
            _ => self.settle(a.before, Some(IdentityError::Interrupted)),
        }
    }

    pub(super) fn exchanged(&mut self, a: Box<Authenticating>, status: u16, body: &[u8]) {
        match TokenReply::read(status, body, self.ctx.now, self.proves()) {
            TokenReply::Tokens(tokens) => self.accept(a, tokens, true),
            TokenReply::InvalidGrant | TokenReply::Refused => {
                self.settle(a.before, Some(IdentityError::Refused));
            }
            TokenReply::Proof | TokenReply::Busy => self.settle(a.before, Some(IdentityError::Interrupted)),
            TokenReply::Unclear => self.settle(a.before, Some(IdentityError::TokenReply)),
        }
    }

    /// Turns verified tokens into a session. `refetch`: whether an unknown key may still be asked for.
    fn accept(&mut self, mut a: Box<Authenticating>, tokens: Tokens, refetch: bool) {
        if refetch && self.keys_should_be_renewed() {
            a.phase = Phase::Verifying(tokens);
            self.m.state = State::Authenticating(a);
            self.persist();
            return self.fetch_keys();
        }
        let verdict = match (&tokens.id_token, &self.m.provider) {
            (Some(id_token), Some(provider)) => self.m.memory.verify(
                id_token.reveal(),
                &provider.key_set(),
                &IdTokenRules {
                    issuer: &provider.issuer,
                    client_id: &self.ctx.config.client_id,
                    algs: &provider.algs(self.ctx.config),
                    nonce: Some(a.attempt.nonce.reveal()),
                    access_token: tokens.access.reveal(),
                    subject_hash: None,
                    now: self.ctx.now,
                },
            ),
            _ => Err(IdentityError::TokenReply),
        };
        match verdict {
            // Whoever was signed in stays so: somebody else's sign-in is given back, and nothing is done in their name.
            Ok((_, subject)) if self.ctx.owner.is_some_and(|owner| owner != subject) => {
                self.take_back(&tokens);
                self.settle(a.before, Some(IdentityError::NotOwner));
                self.give_back_next();
            }
            Ok((person, subject)) => {
                if let Before::SignedIn(old) = &a.before {
                    self.take_back_session(old);
                }
                self.m.state = State::SignedIn(Box::new(SignedIn {
                    session: Session::new(person, subject, tokens),
                    renewing_since: None,
                    unverified: None,
                }));
                self.persist();
                self.give_back_next();
            }
            Err(IdentityError::IdToken(ProofError::UnknownKey)) if refetch && self.may_fetch_keys() => {
                a.phase = Phase::Verifying(tokens);
                self.m.state = State::Authenticating(a);
                self.persist();
                self.fetch_keys();
            }
            Err(error) => {
                self.take_back(&tokens);
                self.settle(a.before, Some(error));
                self.give_back_next();
            }
        }
    }

    pub(super) fn keys_for_sign_in(&mut self, mut a: Box<Authenticating>, status: u16, body: &[u8]) {
        let Phase::Verifying(tokens) = a.phase else {
            return self.settle(a.before, Some(IdentityError::Interrupted));
        };
        if self.keys_arrived(status, body) {
            a.phase = Phase::Waiting;
            self.accept(a, tokens, false);
        } else {
            a.phase = Phase::Verifying(tokens);
            self.keys_missed_for_sign_in(a, PauseReason::Provider);
        }
    }

    /// The keys cannot be had now: old ones serve where they suffice, else the sign-in waits.
    pub(super) fn keys_missed_for_sign_in(&mut self, mut a: Box<Authenticating>, reason: PauseReason) {
        match a.phase {
            Phase::Verifying(tokens) if self.knows_key(&tokens) => {
                a.phase = Phase::Waiting;
                self.accept(a, tokens, false);
            }
            phase => {
                a.phase = phase;
                self.pause(State::Authenticating(a), reason);
            }
        }
    }

    pub(super) fn resume_sign_in(&mut self, mut a: Box<Authenticating>) {
        if a.attempt.is_over(self.ctx.now) {
            let before = self.abandon(*a);
            self.settle(before, Some(IdentityError::TimedOut));
            return self.give_back_next();
        }
        match a.phase {
            Phase::Discovering => match Provider::discovery_url(&self.ctx.config.issuer) {
                Ok(url) => {
                    self.m.state = State::Authenticating(a);
                    self.send(RequestKind::Discovery, get(url));
                }
                Err(error) => self.settle(a.before, Some(error)),
            },
            Phase::Pushing => self.open_browser(a),
            Phase::Waiting => self.behind(a, Self::resume_session),
            Phase::Holding(code) => {
                a.phase = Phase::Waiting;
                self.exchange(a, code);
            }
            Phase::Exchanging(_) => self.settle(a.before, Some(IdentityError::Interrupted)),
            Phase::Verifying(_) => {
                self.m.state = State::Authenticating(a);
                self.fetch_keys();
            }
        }
    }

    /// Works on the session that a sign-in with an open browser may replace, and goes back to that sign-in whatever comes of it:
    /// nobody knows whether the person ever comes back, and what waits must not wait for that.
    pub(super) fn behind(&mut self, mut a: Box<Authenticating>, work: impl FnOnce(&mut Self, Box<SignedIn>)) {
        match std::mem::take(&mut a.before) {
            Before::SignedIn(s) => {
                work(self, s);
                a.before = self.take_state().into();
            }
            other => a.before = other,
        }
        self.m.state = State::Authenticating(a);
    }

    pub(super) fn cancel(&mut self) {
        let a = match self.take_state() {
            State::Authenticating(a) => a,
            State::Paused(p) => match p.back {
                State::Authenticating(a) => a,
                back => {
                    let reason = p.reason;
                    self.m.state = State::Paused(Box::new(crate::state::Paused { reason, back }));
                    return;
                }
            },
            other => {
                self.m.state = other;
                return;
            }
        };
        self.m.flight = None;
        let before = self.abandon(*a);
        self.settle(before, None);
        self.give_back_next();
    }

    /// Lets an attempt go; tokens that it already had are given back.
    pub(super) fn abandon(&mut self, a: Authenticating) -> Before {
        if let Phase::Verifying(tokens) = &a.phase {
            self.take_back(tokens);
        }
        a.before
    }

    /// Back to where a sign-in started from.
    fn settle(&mut self, before: Before, error: Option<IdentityError>) {
        self.m.state = before.into();
        self.persist();
        if let Some(error) = error {
            self.tell(error);
        }
    }
}
