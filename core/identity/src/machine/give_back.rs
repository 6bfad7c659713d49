use super::Run;
use crate::persist::secret_text;
use crate::state::{Before, SignedIn, State};
use crate::token::{Tokens, revoke_request};
use crate::{Effect, RequestKind};
use citizen_domain::Secret;
use serde::{Deserialize, Serialize};
use url::Url;

/// Most tokens that wait to be given back; the oldest goes first.
const MAX_WAITING: usize = 8;

/// A token to be given back (RFC 7009), for as long as it takes to reach the provider.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Revocation {
    endpoint: Url,
    client_id: String,
    #[serde(with = "secret_text")]
    token: Secret<String>,
    hint: String,
}

impl Run<'_> {
    /// Signs out here and now, whatever the network is like. The provider learns it when it can be reached.
    pub(super) fn disconnect(&mut self) {
        self.m.flight = None;
        match self.take_state() {
            State::Paused(p) => self.let_go(p.back),
            other => self.let_go(other),
        }
        self.out.push(Effect::Forget);
        if !self.m.revocations.is_empty() {
            self.persist();
            self.give_back_next();
        }
    }

    fn let_go(&mut self, state: State) {
        match state {
            State::SignedIn(s) => self.take_back_session(&s),
            State::Authenticating(a) => {
                if let Before::SignedIn(s) = self.abandon(*a) {
                    self.take_back_session(&s);
                }
            }
            _ => {}
        }
    }

    pub(super) fn take_back(&mut self, tokens: &Tokens) {
        match &tokens.refresh {
            Some(refresh) => self.note(refresh.clone(), "refresh_token"),
            None => self.note(tokens.access.clone(), "access_token"),
        }
    }

    pub(super) fn take_back_session(&mut self, s: &SignedIn) {
        if let Some(tokens) = &s.unverified {
            self.take_back(tokens);
        }
        let (token, hint) = s.session.revocable();
        self.note(token, hint);
    }

    fn note(&mut self, token: Secret<String>, hint: &str) {
        let Some(endpoint) = self
            .m
            .provider
            .as_ref()
            .and_then(|p| p.revocation_endpoint.clone())
        else {
            return;
        };
        if self.m.revocations.len() >= MAX_WAITING {
            // The oldest has the least of its life left; the one that is on its way is first, and stays.
            let oldest = usize::from(self.m.giving_back.is_some());
            self.m.revocations.remove(oldest);
        }
        self.m.revocations.push(Revocation {
            endpoint,
            client_id: self.ctx.config.client_id.clone(),
            token,
            hint: hint.to_owned(),
        });
    }

    pub(super) fn give_back_next(&mut self) {
        if self.m.giving_back.is_some() {
            return;
        }
        let Some(next) = self.m.revocations.first() else {
            return;
        };
        let request = revoke_request(next.endpoint.clone(), &next.client_id, &next.token, &next.hint);
        let id = self.next_id(RequestKind::Revoke);
        self.m.giving_back = Some(id);
        self.out.push(Effect::Http {
            id,
            request: Box::new(request),
            proof: false,
        });
    }

    pub(super) fn given_back(&mut self, status: u16) {
        self.m.giving_back = None;
        // A provider that is there and says no will not say yes tomorrow.
        if matches!(status, 429 | 500..=599) || self.m.revocations.is_empty() {
            return;
        }
        self.m.revocations.remove(0);
        self.persist();
        self.give_back_next();
    }

    /// A reply that nobody waits for any more. Tokens in it belong to a sign-in that was given up or ended meanwhile,
    /// so they are given back.
    pub(super) fn late(&mut self, kind: RequestKind, status: u16, body: &[u8]) {
        if status != 200 || !matches!(kind, RequestKind::Code | RequestKind::Refresh) {
            return;
        }
        let Ok(tokens) = Tokens::read(body, self.ctx.now, true) else {
            return;
        };
        let in_use = self.m.session().is_some_and(|s| s.holds(&tokens.access));
        if !in_use {
            self.take_back(&tokens);
            if !self.m.revocations.is_empty() {
                self.persist();
                self.give_back_next();
            }
        }
    }
}
