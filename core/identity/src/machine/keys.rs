//! The provider's keys: when they are asked for, and whether those at hand suffice.

use super::Run;
use crate::RequestKind;
use crate::token::{Tokens, get};

impl Run<'_> {
    pub(super) fn may_fetch_keys(&self) -> bool {
        self.m
            .provider
            .as_ref()
            .is_some_and(|p| p.may_refetch_keys(self.ctx.now))
    }

    /// Whether the keys have grown old and may be asked for.
    pub(super) fn keys_should_be_renewed(&self) -> bool {
        self.may_fetch_keys()
            && self
                .m
                .provider
                .as_ref()
                .is_some_and(|p| p.keys_are_old(self.ctx.now))
    }

    /// Whether the key of these tokens is among the cached ones.
    pub(super) fn knows_key(&self, tokens: &Tokens) -> bool {
        match (&tokens.id_token, &self.m.provider) {
            (Some(id_token), Some(provider)) => {
                crate::id_token::names_key_of(id_token.reveal(), &provider.key_set())
            }
            _ => false,
        }
    }

    pub(super) fn fetch_keys(&mut self) {
        if let Some(provider) = &mut self.m.provider {
            provider.keys_asked_for(self.ctx.now);
            let url = provider.jwks_uri.clone();
            self.send(RequestKind::Keys, get(url));
        }
    }

    /// Whether new keys are there. Any other answer is an outage: it says nothing of the tokens, which the provider gave over
    /// another connection, so that those at hand serve where they suffice, and else it is asked again later.
    pub(super) fn keys_arrived(&mut self, status: u16, body: &[u8]) -> bool {
        match (status, &mut self.m.provider) {
            (200, Some(provider)) => provider.take_keys(body, self.ctx.now),
            _ => false,
        }
    }
}
