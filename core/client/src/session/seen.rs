//! What a screen says of the session (name, last four characters of the number, until when; no token), kept in memory for as long as
//! somebody looks: every screen asks who is signed in, and on a phone each look through the key store takes tens of milliseconds.

use super::{SessionView, is_unreadable};
use crate::ClientError;
use crate::acting::acting_kept;
use crate::client::{Inner, setting};
use citizen_domain::repository::Settings as _;
use citizen_identity::{Machine, StateName};
use citizen_store::{Save, SealedSession, Tx};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The session as it was last seen.
#[derive(Default)]
pub(crate) struct Seen(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    seen: Option<SeenSession>,
    /// How often it was forgotten: a look that began before brings nothing back.
    forgotten: u64,
}

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
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, save: Option<Save>) -> Option<SeenSession> {
        self.memory()
            .seen
            .as_ref()
            .filter(|seen| seen.save == save)
            .cloned()
    }

    fn forgotten(&self) -> u64 {
        self.memory().forgotten
    }

    fn set(&self, seen: SeenSession, forgotten: u64) {
        let mut memory = self.memory();
        if memory.forgotten == forgotten {
            memory.seen = Some(seen);
        }
    }

    /// Forgets it: when it is another one, and while nobody looks. Then only what is sealed tells who is signed in.
    pub(crate) fn forget(&self) {
        let mut memory = self.memory();
        memory.seen = None;
        memory.forgotten = memory.forgotten.wrapping_add(1);
    }
}

impl Inner {
    /// The key store is asked only where the session was saved anew since it was last seen.
    pub(super) fn seen_session(&self) -> Result<SeenSession, ClientError> {
        Ok(self.seen_session_and(|_| Ok(()))?.0)
    }

    /// With what `also` reads, in one look where the session was seen before: each look is a way to the vault's thread and back. Where it was
    /// not, the session may be a moment younger.
    fn seen_session_and<T: Send>(
        &self,
        also: impl FnOnce(&Tx<'_>) -> Result<T, ClientError> + Send,
    ) -> Result<(SeenSession, T), ClientError> {
        let forgotten = self.seen.forgotten();
        let (save, also) = self.read(|tx| match tx.setting(setting::PROVINCE)? {
            None => Err(ClientError::NoProvince),
            Some(_) => Ok((SealedSession::save_in(tx)?, also(tx)?)),
        })?;
        if let Some(seen) = self.seen.of(save) {
            return Ok((seen, also));
        }
        let (machine, save) = self.held()?;
        let seen = SeenSession {
            save,
            view: view_of(&machine),
            delivered: machine.delivered(),
        };
        self.seen.set(seen.clone(), forgotten);
        Ok((seen, also))
    }

    /// Who is signed in, and for whom they act; nobody where what is kept cannot be read.
    pub(super) fn readable_session(&self) -> Result<SessionView, ClientError> {
        match self.seen_session_and(|tx| Ok(tx.setting(setting::ACTING_FOR)?)) {
            // Nobody can be signed in where no province is chosen.
            Err(ClientError::NoProvince) => Ok(SessionView::nobody()),
            // A session of another installation, or one whose key is gone, is nobody's.
            Err(error) if is_unreadable(&error) => Ok(SessionView {
                state: StateName::NeedsSignIn.as_str(),
                acting_for: self.acting_for()?,
                ..SessionView::nobody()
            }),
            seen => {
                let (seen, acting) = seen?;
                Ok(SessionView {
                    acting_for: acting.map(acting_kept).transpose()?,
                    ..seen.view
                })
            }
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
