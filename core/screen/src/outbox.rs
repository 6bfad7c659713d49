//! What waits to be sent, and why; and what was sent, with its receipt.

use crate::{ItemId, Said, Tone, Voice, next_try};
use citizen_outbox::OutboxView;
use serde::Serialize;

/// What a person can do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum OutboxAction {
    /// Try now.
    Retry,
    /// Throw it away; what the province may hold of it is taken back first.
    Discard,
    /// See the receipt.
    Receipt,
}

/// An item on a line.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OutboxRow {
    /// Item id.
    pub id: ItemId,
    /// A report, a decision on a report, a rating.
    pub kind: Said,
    /// How what the person wrote begins; none of a rating.
    pub about: Option<Said>,
    /// Where it stands and what it waits for. "Sent" is said only with a receipt.
    pub state: Said,
    /// How it is to be felt.
    pub tone: Tone,
    /// Size, or how much of it the province holds.
    pub size: Said,
    /// Nothing is tried before.
    pub next_try: Option<Said>,
    /// What can be done.
    pub actions: Vec<OutboxAction>,
}

impl std::fmt::Debug for OutboxRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxRow")
            .field("id", &self.id)
            .field("tone", &self.tone)
            .finish_non_exhaustive()
    }
}

/// The line of an item.
pub fn row(view: &OutboxView, voice: &Voice) -> OutboxRow {
    let (tone, actions): (Tone, &[OutboxAction]) = match view.state {
        "accepted" => (Tone::Done, &[OutboxAction::Receipt]),
        "rejected" => (Tone::Overdue, &[OutboxAction::Discard]),
        _ if view.problem.is_some() => (Tone::Security, &[OutboxAction::Retry, OutboxAction::Discard]),
        _ if view.photo_refused.is_some() && !view.discarding => {
            (Tone::Overdue, &[OutboxAction::Retry, OutboxAction::Discard])
        }
        _ if view.discarding => (Tone::Waiting, &[OutboxAction::Retry]),
        _ => (Tone::Waiting, &[OutboxAction::Retry, OutboxAction::Discard]),
    };
    let size = if view.bytes_sent > 0 && view.bytes_sent < view.bytes_total {
        voice.say_with(
            "screen.outbox.part",
            &[
                ("sent", &voice.bytes(view.bytes_sent)),
                ("all", &voice.bytes(view.bytes_total)),
            ],
        )
    } else if view.bytes_sent == 0 {
        // Before it leaves: what it will cost.
        voice.bytes(view.wire.all())
    } else {
        voice.bytes(view.bytes_total)
    };
    let waits = tone == Tone::Waiting;
    OutboxRow {
        id: ItemId(view.id.clone()),
        kind: voice.say(&format!("screen.outbox.{}", view.kind), &[]),
        about: view.about.clone().map(Said::plain),
        state: citizen_outbox::words(view, voice.lang).into(),
        tone,
        size,
        next_try: next_try(view.next_try_at.filter(|_| waits), voice),
        actions: actions.to_vec(),
    }
}
