use super::{Run, reason};
use crate::error::Why;
use crate::state::{PauseReason, SignedIn, State};
use crate::token::{TokenReply, Tokens, refresh_request};
use crate::{IdTokenRules, IdentityError, RequestKind, Session};
use citizen_domain::Timestamp;
use citizen_domain::ports::TransportError;
use citizen_proof::ProofError;

impl Run<'_> {
    pub(super) fn refresh_due(&mut self) {
        if self.m.flight.is_some() {
            return;
        }
        match self.take_state() {
            State::SignedIn(s) => self.renew(s),
            State::Authenticating(a) if a.is_waiting() => self.behind(a, Self::renew),
            State::Paused(p) if matches!(p.back, State::SignedIn(_)) => {
                self.m.state = p.back;
                self.resume();
            }
            other => self.m.state = other,
        }
    }

    pub(super) fn resume_session(&mut self, mut s: Box<SignedIn>) {
        if self.m.keys_rest && s.unverified.is_some() && !self.may_fetch_keys() {
            // Asked for a moment ago, and they had no such key: the provider may not have published it yet.
            self.pause(State::SignedIn(s), PauseReason::Provider);
        } else if let Some(tokens) = s.unverified.take() {
            self.m.keys_rest = false;
            self.accept_renewal(s, tokens, Refetch::Always);
        } else if s.renewing_since.is_some() {
            self.recover(s);
        } else if self.ctx.now >= s.session.renew_at() || s.session.is_expired(self.ctx.now) {
            if s.session.is_renewable() {
                self.renew(s);
            } else if s.session.is_expired(self.ctx.now) {
                self.needs_sign_in(s.session, Why::Expired);
            } else {
                self.m.state = State::SignedIn(s);
            }
        } else {
            self.m.state = State::SignedIn(s);
        }
    }

    fn renew(&mut self, mut s: Box<SignedIn>) {
        if s.unverified.is_some() || s.renewing_since.is_some() {
            return self.resume_session(s);
        }
        let (Some(refresh), Some(provider)) = (&s.session.refresh, &self.m.provider) else {
            return self.needs_sign_in(s.session, Why::Expired);
        };
        // A province that changed its provider does not get the old one's sessions.
        if provider.issuer != self.ctx.config.issuer {
            return self.needs_sign_in(s.session, Why::Ended);
        }
        let request = refresh_request(provider, &self.ctx.config.client_id, refresh);
        let proof = s.session.is_bound();
        s.renewing_since = Some(self.ctx.now);
        self.m.proven_anew = false;
        self.m.state = State::SignedIn(s);
        self.persist();
        self.send_proven(RequestKind::Refresh, request, proof);
    }

    /// A refresh token was sent and its reply is lost. It is sent again only where the provider has announced that
    /// the same token gets the same successor for a while; elsewhere that would look like theft and end everything.
    fn recover(&mut self, mut s: Box<SignedIn>) {
        if self.in_replay_window(&s) {
            return self.renew_again(s);
        }
        s.renewing_since = None;
        s.session.refresh = None;
        if s.session.is_expired(self.ctx.now) {
            self.needs_sign_in(s.session, Why::Interrupted);
        } else {
            // What is left of the access token's life may be used.
            self.m.state = State::SignedIn(s);
            self.persist();
        }
    }

    pub(super) fn in_replay_window(&self, s: &SignedIn) -> bool {
        let window = self.m.provider.as_ref().map_or(0, |p| p.refresh_replay_window);
        // A clock that was put back since says nothing of how long ago that was; the provider knows.
        let passed = |since: Timestamp| self.ctx.now.millis().saturating_sub(since.millis());
        window > 0
            && s.renewing_since
                .is_some_and(|since| passed(since) < i64::from(window) * 1000)
    }

    /// Keeps the time of the first try, so that trying again does not stretch the window.
    fn renew_again(&mut self, s: Box<SignedIn>) {
        let (Some(refresh), Some(provider)) = (&s.session.refresh, &self.m.provider) else {
            return self.needs_sign_in(s.session, Why::Interrupted);
        };
        let request = refresh_request(provider, &self.ctx.config.client_id, refresh);
        let proof = s.session.is_bound();
        self.m.state = State::SignedIn(s);
        self.send_proven(RequestKind::Refresh, request, proof);
    }

    pub(super) fn renewal_failed(&mut self, mut s: Box<SignedIn>, error: TransportError) {
        if error.never_left() {
            s.renewing_since = None;
            self.wait_with(s, reason(error));
        } else {
            self.lost(s, reason(error));
        }
    }

    pub(super) fn renewed(&mut self, mut s: Box<SignedIn>, status: u16, body: &[u8]) {
        match TokenReply::read(status, body, self.ctx.now, s.session.is_bound()) {
            TokenReply::Tokens(tokens) => self.accept_renewal(s, tokens, Refetch::IfRested),
            TokenReply::InvalidGrant | TokenReply::Refused => self.needs_sign_in(s.session, Why::Ended),
            // Its reply has told the time and the newest nonce: with them once more, and no oftener.
            TokenReply::Proof if !self.m.proven_anew => {
                self.m.proven_anew = true;
                self.renew_again(s);
            }
            TokenReply::Proof | TokenReply::Busy => {
                s.renewing_since = None;
                self.wait_with(s, PauseReason::Provider);
            }
            TokenReply::Unclear => self.lost(s, PauseReason::Provider),
        }
    }

    /// The refresh token is unused: go on with the session while it lasts, else wait.
    fn wait_with(&mut self, s: Box<SignedIn>, reason: PauseReason) {
        if s.session.is_expired(self.ctx.now) {
            self.pause(State::SignedIn(s), reason);
        } else {
            self.m.state = State::SignedIn(s);
            self.persist();
        }
    }

    fn lost(&mut self, s: Box<SignedIn>, reason: PauseReason) {
        if self.in_replay_window(&s) {
            self.pause(State::SignedIn(s), reason);
        } else {
            self.recover(s);
        }
    }

    fn accept_renewal(&mut self, mut s: Box<SignedIn>, tokens: Tokens, refetch: Refetch) {
        if refetch == Refetch::IfRested && tokens.id_token.is_some() && self.keys_should_be_renewed() {
            return self.wait_for_keys(s, tokens);
        }
        let verdict = match (&tokens.id_token, &self.m.provider) {
            // OpenID Connect Core §12.2: a renewal need not bring an ID token.
            (None, _) => Ok((s.session.person.clone(), s.session.subject_hash.clone())),
            (Some(id_token), Some(provider)) => self.m.memory.verify(
                id_token.reveal(),
                &provider.key_set(),
                &IdTokenRules {
                    issuer: &provider.issuer,
                    client_id: &self.ctx.config.client_id,
                    algs: &provider.algs(self.ctx.config),
                    nonce: None,
                    access_token: tokens.access.reveal(),
                    subject_hash: Some(&s.session.subject_hash),
                    now: self.ctx.now,
                },
            ),
            (Some(_), None) => Err(IdentityError::Interrupted),
        };
        match verdict {
            Ok((person, subject)) => {
                let previous = s.session.refresh.take();
                s.session = Session::new(person, subject, tokens);
                s.session.refresh = s.session.refresh.or(previous);
                s.renewing_since = None;
                s.unverified = None;
                self.m.state = State::SignedIn(s);
                self.persist();
            }
            Err(IdentityError::IdToken(ProofError::UnknownKey))
                if refetch == Refetch::Always || (refetch == Refetch::IfRested && self.may_fetch_keys()) =>
            {
                self.wait_for_keys(s, tokens);
            }
            // Its key is not known yet, and was asked for a moment ago: the new tokens are held until it may be asked for again.
            Err(IdentityError::IdToken(ProofError::UnknownKey)) if refetch == Refetch::IfRested => {
                s.unverified = Some(tokens);
                self.m.keys_rest = true;
                self.pause(State::SignedIn(s), PauseReason::Provider);
            }
            // Held since the clock was wrong, and by now the token's short life is over whatever the time is: it is renewed,
            // and what comes is judged by the clock as it is today.
            Err(IdentityError::Time) if refetch == Refetch::Always && self.was_held(&tokens) => {
                s.session.refresh = tokens.refresh.or(s.session.refresh.take());
                s.renewing_since = None;
                self.renew(s);
            }
            // The provider has just made this token, so it is the clock here that is wrong. A good session does not end
            // of that: the new tokens are held until the time is known.
            Err(IdentityError::Time) => {
                s.unverified = Some(tokens);
                self.pause(State::SignedIn(s), PauseReason::Clock);
                self.tell(IdentityError::Time);
            }
            Err(error) => {
                self.take_back(&tokens);
                self.needs_sign_in(s.session, Why::Security);
                self.tell(error);
                self.give_back_next();
            }
        }
    }

    /// Whether tokens have waited for longer than an ID token lives, or the clock was set since they came.
    fn was_held(&self, tokens: &Tokens) -> bool {
        const LIFE_MS: i64 = 10 * 60_000;
        !tokens.obtained_at.is_within(LIFE_MS, self.ctx.now)
    }

    pub(super) fn keys_for_renewal(&mut self, mut s: Box<SignedIn>, status: u16, body: &[u8]) {
        let Some(tokens) = s.unverified.take() else {
            self.m.state = State::SignedIn(s);
            return;
        };
        if self.keys_arrived(status, body) {
            self.accept_renewal(s, tokens, Refetch::No);
        } else {
            s.unverified = Some(tokens);
            self.keys_missed_for_renewal(s, PauseReason::Provider);
        }
    }

    fn wait_for_keys(&mut self, mut s: Box<SignedIn>, tokens: Tokens) {
        s.unverified = Some(tokens);
        self.m.state = State::SignedIn(s);
        self.persist();
        self.fetch_keys();
    }

    /// The keys cannot be had now: old ones serve where they suffice, else the renewal waits.
    pub(super) fn keys_missed_for_renewal(&mut self, mut s: Box<SignedIn>, reason: PauseReason) {
        match s.unverified.take() {
            Some(tokens) if self.knows_key(&tokens) => self.accept_renewal(s, tokens, Refetch::No),
            unverified => {
                s.unverified = unverified;
                self.pause(State::SignedIn(s), reason);
            }
        }
    }
}

/// Whether an unknown key may still be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refetch {
    /// Unless it was asked for a moment ago.
    IfRested,
    /// In any case: the program stopped while it waited for the keys.
    Always,
    /// No: the keys have just come.
    No,
}
