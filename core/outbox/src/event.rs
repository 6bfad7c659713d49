//! What happens to an item, and what follows from it.

use crate::action::Action;
use crate::item::Item;
use crate::receipt::ReceiptProblem;
use crate::state::Pause;
use crate::transitions::Transition;
use crate::upload::UploadHead;
use citizen_domain::ports::TransportError;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The person gives the draft to be sent.
    Queue,
    /// A request is about to be made. Stored *before* it is made: a process that dies in between finds the item in
    /// need of a probe.
    Start(Action),
    /// The whole reply to a request.
    Reply(Action, Reply),
    /// No (whole) reply.
    NoReply(Action, TransportError),
    /// The request that [`Event::Start`] announced was not made after all: trouble here (a photo that cannot be read, a
    /// device key that does not sign) that is waited for. Nothing has left.
    NotMade(Action, Pause),
    /// Trouble known from outside: signed out, clock wrong, network gone, budget spent, disk full.
    Hold(Pause),
    /// That trouble is over: signed in, clock right, network up, budget renewed, room made.
    Release(Pause),
    /// The person wants it tried now.
    Retry,
    /// The person wants it gone.
    Discard,
    /// Whether an accepted item has been kept as long as the pack's retention rule says.
    Expire {
        /// The rule: days after its acceptance.
        keep_days: u32,
    },
}

/// A reply of whoever answered, province or not. `Debug` shows neither headers nor body.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After`, as it came: seconds or an HTTP date.
    pub retry_after: Option<String>,
    /// `Date`, as it came: makes an HTTP date in `Retry-After` right even where the phone's clock is wrong.
    pub date: Option<String>,
    /// Its head asks for the session: `WWW-Authenticate` with `DPoP` or `Bearer`.
    pub challenged: bool,
    /// What a tus server says in its head; `None` if it names no version of tus that we speak.
    pub upload: Option<UploadHead>,
    /// Body, at most [`crate::MAX_REPLY`] bytes; longer ones are not looked at.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The item after an event, and what else must happen in the same transaction or right after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The item as it is now. To be stored, unless [`Effect::Remove`] is among the effects.
    pub item: Item,
    /// See [`Effect`].
    pub effects: Vec<Effect>,
    /// The row of [`crate::TRANSITIONS`] that led here.
    pub row: &'static Transition,
}

/// What follows from an event besides the changed item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Remove the item, and attachments that nothing else needs. Only after the person's [`Event::Discard`] and,
    /// where the province may have held it, its signed word that it is withdrawn; or by [`Event::Expire`].
    Remove,
    /// The item was accepted just now.
    Accepted,
    /// The province refused the item just now.
    Rejected,
    /// A receipt was refused: a security event that the person sees (exit 8).
    Security(ReceiptProblem),
    /// The session is not good enough (401).
    SignInNeeded,
}
