//! What one sync came to so far, and which trouble ends it.

use crate::ClientError;
use crate::outbox_facade::Waiting;
use crate::sender::Sent;
use citizen_domain::error::{Coded, Outcome};
use citizen_domain::ports::TransportError;
use citizen_outbox::OutboxError;
use citizen_store::StoreError;

/// What happened so far in one sync.
#[derive(Default)]
pub(super) struct Run {
    pub(super) accepted: u32,
    pub(super) rejected: u32,
    pub(super) received: u32,
    pub(super) offline: bool,
    pub(super) sign_in: bool,
    pub(super) security: bool,
    pub(super) too_old: bool,
    /// The device's clock is too wrong to tell whom to trust.
    pub(super) clock: bool,
    /// The provider does not know yet that somebody signed out.
    pub(super) owes_sign_out: bool,
    pub(super) trouble: Option<&'static str>,
}

impl Run {
    /// As [`Self::note`], for what asks the key store. Where that does nothing now (a locked device), what needs the person waits
    /// for them, and the rest goes on.
    pub(super) fn note_keys<T>(&mut self, result: Result<T, ClientError>) -> Result<Option<T>, ClientError> {
        match result {
            Err(error) if crate::session::is_locked(&error) => {
                self.sign_in = true;
                // What the person can do is the same however the key store said it.
                self.trouble = self.trouble.or(Some(StoreError::KeyRefused.code()));
                Ok(None)
            }
            other => self.note(other),
        }
    }

    /// Takes a step's result: trouble that passes or that the person must mend is noted, the rest is an error.
    pub(super) fn note<T>(&mut self, result: Result<T, ClientError>) -> Result<Option<T>, ClientError> {
        let error = match result {
            Ok(value) => return Ok(Some(value)),
            Err(error) => error,
        };
        match error.outcome() {
            _ if matches!(error, ClientError::OtherPerson) => self.sign_in = true,
            _ if matches!(error, ClientError::Net(refused) if refused.is_refusal()) => {
                self.security = true;
                self.offline = true;
                self.clock |= matches!(error, ClientError::Net(TransportError::Clock));
            }
            Outcome::Waiting => self.offline = true,
            Outcome::SignIn => self.sign_in = true,
            Outcome::Security => self.security = true,
            Outcome::TooOld => {
                self.too_old = true;
                self.offline = true;
            }
            _ => return Err(error),
        }
        self.trouble = self.trouble.or(Some(error.code()));
        Ok(None)
    }

    /// A pack or discovery document that could not be renewed stops nothing: the ones in use go on, and what waits is
    /// sent. Only a province that speaks another contract ends the sync.
    pub(super) fn note_renewal<T>(
        &mut self,
        result: Result<T, ClientError>,
    ) -> Result<Option<T>, ClientError> {
        let error = match result {
            Ok(value) => return Ok(Some(value)),
            Err(error) => error,
        };
        match error.outcome() {
            Outcome::TooOld | Outcome::Store | Outcome::Bug => return self.note(Err(error)),
            Outcome::Security => self.security = true,
            _ => {}
        }
        self.trouble = self.trouble.or(Some(error.code()));
        Ok(None)
    }

    pub(super) fn sent(&mut self, sent: &Sent) {
        self.accepted += sent.accepted;
        self.rejected += sent.rejected;
        self.security |= sent.security;
        self.sign_in |= sent.sign_in_needed;
        self.offline |= sent.offline;
        self.clock |= sent.refused == Some(TransportError::Clock);
        let wrong = sent.problem.map(|problem| OutboxError::Receipt(problem).code());
        self.trouble = self
            .trouble
            .or(wrong)
            .or(sent.refused.map(|refused| refused.code()));
    }

    /// The contract's order: 8, 7, 9, 5, 3, 6.
    pub(super) fn outcome(&self, waiting: &[Waiting]) -> Option<Outcome> {
        if self.security {
            Some(Outcome::Security)
        } else if self.too_old {
            Some(Outcome::TooOld)
        } else if self.sign_in || waiting.iter().any(|w| w.reason == "auth") {
            Some(Outcome::SignIn)
        } else if self.rejected > 0 || waiting.iter().any(|w| w.reason == "photo") {
            Some(Outcome::Refused)
        } else if self.offline || self.owes_sign_out || !waiting.is_empty() {
            Some(Outcome::Waiting)
        } else {
            None
        }
    }
}
