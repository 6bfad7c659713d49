//! The one table of transitions: the machine, its documentation and its tests are made from it.

use crate::state::{Pause, StateName};

/// What kind of thing happened: [`crate::Event`] after replies have been judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// The person gives the draft to be sent.
    Queue,
    /// A request is about to be made.
    Start,
    /// A verified receipt: the province holds everything.
    ReceiptComplete,
    /// A verified receipt: the province holds the body and names what is missing.
    ReceiptPartial,
    /// A receipt that does not fit.
    ReceiptWrong,
    /// The province does not know the item (404).
    Unknown,
    /// 401.
    Unauthorized,
    /// The province refused for good (400, 403, 409, 413, 422 and other 4xx with its own error body).
    Refused,
    /// The province asks for patience (429, 503) or fails (other 5xx with its own error body).
    Busy,
    /// No reply, or one that is not the province's.
    Silence,
    /// Part of an attachment was confirmed.
    Progress,
    /// An upload cannot go on as it was.
    Setback,
    /// The province's signed word that the item is withdrawn, which the person wants.
    Withdrawn,
    /// The same, after the person has thought better of it.
    WithdrawnUnasked,
    /// Trouble known from outside.
    Hold,
    /// That trouble is over.
    Release,
    /// The person wants it tried now.
    Retry,
    /// The person wants it gone.
    Discard,
    /// The pack's retention rule says that it has been kept long enough.
    Expire,
}

/// Where a transition leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The same state (its particulars may change).
    Same,
    /// To `queued`.
    Queued,
    /// To `sending`.
    Sending,
    /// To `accepted`.
    Accepted,
    /// To `rejected`.
    Rejected,
    /// To `paused` for this reason, remembering the way back.
    Pause(Pause),
    /// To `paused` for the reason that the event names.
    PauseNamed,
    /// Back to where the pause came from, if the event ends it; else the same state.
    Back,
    /// The item goes if the province cannot hold any of it; else it stays until it has been withdrawn there.
    Remove,
    /// The item goes.
    Gone,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// From any of these states,
    pub from: &'static [StateName],
    /// when this happens,
    pub on: Trigger,
    /// to here,
    pub to: Target,
    /// because.
    pub why: &'static str,
}

use StateName::{Accepted, Draft, Paused, Queued, Rejected, Sending};

/// Every transition. What does not stand here is refused ([`crate::OutboxError::NotPossible`]) and changes nothing.
pub const TRANSITIONS: &[Transition] = &[
    row(&[Draft], Trigger::Queue, Target::Queued, "the person sends it"),
    row(
        &[Queued, Sending, Paused],
        Trigger::Start,
        Target::Sending,
        "stored before the request is made, so that a crash is followed by a question",
    ),
    row(
        &[Queued, Sending, Paused, Rejected],
        Trigger::ReceiptComplete,
        Target::Accepted,
        "the only way to `accepted`",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::ReceiptPartial,
        Target::Sending,
        "text is there, what is missing is named",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::ReceiptWrong,
        Target::Same,
        "a security event; asked again later, never accepted",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Unknown,
        Target::Queued,
        "the province holds nothing of it: the body is sent",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Unauthorized,
        Target::Pause(Pause::Auth),
        "the body stays as it is and goes on by itself after sign-in",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Refused,
        Target::Rejected,
        "with the province's reason; blocks nothing",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Busy,
        Target::Same,
        "`Retry-After`, else back-off",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Silence,
        Target::Pause(Pause::Network),
        "back-off, then a question before anything is sent again",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Progress,
        Target::Same,
        "bytes confirmed by the province count",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Setback,
        Target::Same,
        "the upload is asked about or begun anew",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Withdrawn,
        Target::Gone,
        "the person wants it gone, and the province has signed that it is",
    ),
    row(
        &[Queued, Sending, Paused, Accepted, Rejected],
        Trigger::WithdrawnUnasked,
        Target::Rejected,
        "thought better of too late, or withdrawn by another program meanwhile: the province's last word; it can be sent again as a new item",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Hold,
        Target::PauseNamed,
        "trouble waits",
    ),
    row(
        &[Queued, Sending, Paused],
        Trigger::Release,
        Target::Back,
        "if it is the trouble that it waits for",
    ),
    row(
        &[Queued, Sending],
        Trigger::Retry,
        Target::Same,
        "the person wants it now: the wait ends",
    ),
    row(
        &[Paused],
        Trigger::Retry,
        Target::Back,
        "the person wants it now: the pause ends",
    ),
    row(
        &[Draft, Queued, Sending, Paused, Rejected],
        Trigger::Discard,
        Target::Remove,
        "at once what the province cannot hold; anything else is withdrawn there first",
    ),
    row(
        &[Accepted],
        Trigger::ReceiptComplete,
        Target::Same,
        "a repeat; the first receipt stays",
    ),
    row(
        &[Accepted],
        Trigger::Expire,
        Target::Gone,
        "kept as long as the pack's retention rule says; nothing else removes what was accepted",
    ),
    row(
        &[Accepted, Rejected],
        Trigger::Silence,
        Target::Same,
        "a late echo",
    ),
];

const fn row(from: &'static [StateName], on: Trigger, to: Target, why: &'static str) -> Transition {
    Transition { from, on, to, why }
}

/// The row for a state and what happened there.
pub(crate) fn find(from: StateName, on: Trigger) -> Option<&'static Transition> {
    TRANSITIONS
        .iter()
        .find(|row| row.on == on && row.from.contains(&from))
}
