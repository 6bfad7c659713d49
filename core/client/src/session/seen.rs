//! What a screen says of the session, kept in memory without anything that is secret in it: every screen asks who is signed in, and on a
//! phone each look through the key store takes tens of milliseconds.

use super::{SessionView, is_unreadable};
use crate::ClientError;
use crate::client::{Inner, setting};
use citizen_domain::repository::Settings as _;
use citizen_identity::{Machine, StateName};
use citizen_store::{Save, SealedSession};
use std::sync::{Mutex, PoisonError};

/// The session as it was last seen.
#[derive(Default)]
pub(crate) struct Seen(Mutex<Option<SeenSession>>);

#[derive(Clone)]
pub(super) struct SeenSession {
    /// By which save.
    save: Option<Save>,
    /// Who is signed in, for themselves.
    pub(super) view: SessionView,
    /// The provider knows of everybody who has signed out.
    pub(super) delivered: bool,
}

impl Seen {
    fn of(&self, save: Option<Save>) -> Option<SeenSession> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.as_ref().filter(|seen| seen.save == save).cloned()
    }

    fn set(&self, seen: Option<SeenSession>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    /// Forgets it: while nobody looks, only what is sealed tells who is signed in.
    pub(crate) fn forget(&self) {
        self.set(None);
    }
}

impl Inner {
    /// The key store is asked only where the session was saved anew since it was last seen.
    pub(super) fn seen_session(&self) -> Result<SeenSession, ClientError> {
        let save = self.read(|tx| match tx.setting(setting::PROVINCE)? {
            None => Err(ClientError::NoProvince),
            Some(_) => Ok(SealedSession::save_in(tx)?),
        })?;
        if let Some(seen) = self.seen.of(save) {
            return Ok(seen);
        }
        let (machine, save) = self.held()?;
        let seen = SeenSession {
            save,
            view: view_of(&machine),
            delivered: machine.delivered(),
        };
        self.seen.set(Some(seen.clone()));
        Ok(seen)
    }

    /// Who is signed in, for themselves; nobody where what is kept cannot be read.
    pub(super) fn readable_session(&self) -> Result<SessionView, ClientError> {
        match self.seen_session() {
            // Nobody can be signed in where no province is chosen.
            Err(ClientError::NoProvince) => Ok(SessionView::nobody()),
            // A session of another installation, or one whose key is gone, is nobody's.
            Err(error) if is_unreadable(&error) => Ok(SessionView {
                state: StateName::NeedsSignIn.as_str(),
                ..SessionView::nobody()
            }),
            seen => Ok(seen?.view),
        }
    }
}

fn view_of(machine: &Machine) -> SessionView {
    let state = machine.state();
    let person = state.person();
    let session = state.session();
    SessionView {
        signed_in: session.is_some(),
        display_name: person.map(|p| p.display_name.clone()),
        id_last4: person.and_then(|p| p.id_last4.clone()),
        account_type: person.and_then(|p| p.account_type),
        assurance_level: person.and_then(|p| p.assurance_level.clone()),
        expires_at: session.map(|s| s.expires_at),
        age_band: person.and_then(|p| p.age_band),
        acting_for: None,
        state: state.name().as_str(),
    }
}
