//! What an event makes of an item: a total function, driven by the table in [`crate::TRANSITIONS`].

use crate::action::Action;
use crate::error::OutboxError;
use crate::event::{Applied, Effect, Event};
use crate::item::{Item, PartState};
use crate::judge::{Verdict, judge};
use crate::receipt::Judged;
use crate::retry::{backoff_ms, with_jitter};
use crate::state::{Back, Pause, State};
use crate::transitions::{Target, Trigger, find};
use citizen_domain::Timestamp;
use citizen_domain::ports::TransportError;
use citizen_proof::KeySet;

/// What an event is judged by.
#[derive(Debug, Clone, Copy)]
pub struct ApplyContext<'a> {
    /// Wall time.
    pub now: Timestamp,
    /// 64 random bits, fresh for each event.
    pub jitter: u64,
    /// The province's keys, from its pack.
    pub keys: &'a KeySet,
    /// The province's id, from its pack.
    pub province: &'a str,
}

/// Applies an event. Pure: the same item, event and context give the same answer.
///
/// # Errors
/// [`OutboxError::NotPossible`] if the table has no row for it, [`OutboxError::MayBeHeld`] and
/// [`OutboxError::AlreadyAccepted`] for a discard that must not be. The item is unchanged then.
pub fn apply(item: &Item, event: &Event, context: &ApplyContext<'_>) -> Result<Applied, OutboxError> {
    let judged = match event {
        Event::Reply(action, reply) => Some(judge(item, action, reply, context)),
        _ => None,
    };
    let trigger = trigger(event, judged.as_ref());
    let row = find(item.state.name(), trigger).ok_or(match (&item.state, event) {
        (State::Accepted, Event::Discard) => OutboxError::AlreadyAccepted,
        _ => OutboxError::NotPossible,
    })?;

    let mut next = item.clone();
    let mut effects = Vec::new();
    let mut detail = Detail::default();
    if !item.state.is_final() || trigger == Trigger::ReceiptComplete {
        match (event, judged) {
            (Event::Start(_), _) => start(&mut next),
            (Event::Reply(action, _), Some(verdict)) => {
                detail = reply(&mut next, action, verdict, context, &mut effects);
            }
            (Event::NoReply(action, error), _) => silence(&mut next, action, *error, context),
            (Event::Progress { sha256, sent }, _) => progress(&mut next, sha256, *sent)?,
            (Event::Hold(pause), _) => {
                detail.pause = Some(*pause);
                if !paused_for(&next, *pause) {
                    back_off(&mut next, context);
                }
            }
            (Event::Release(pause), _) if paused_for(&next, *pause) => {
                detail.resume = true;
                next.next_try_at = None;
            }
            (Event::Retry, _) => {
                detail.resume = true;
                next.next_try_at = None;
                next.province_busy = false;
            }
            _ => {}
        }
    }
    move_to(&mut next, row.to, detail, &mut effects)?;
    Ok(Applied { item: next, effects })
}

#[derive(Default)]
struct Detail {
    pause: Option<Pause>,
    resume: bool,
    refusal: Option<(String, String, bool)>,
}

fn trigger(event: &Event, verdict: Option<&Verdict>) -> Trigger {
    match event {
        Event::Queue => Trigger::Queue,
        Event::Start(_) => Trigger::Start,
        Event::NoReply(..) => Trigger::Silence,
        Event::Progress { .. } => Trigger::Progress,
        Event::Hold(_) => Trigger::Hold,
        Event::Release(_) => Trigger::Release,
        Event::Retry => Trigger::Retry,
        Event::Discard => Trigger::Discard,
        Event::Reply(..) => match verdict {
            Some(Verdict::Receipt(judged, _)) if judged.complete => Trigger::ReceiptComplete,
            Some(Verdict::Receipt(..)) => Trigger::ReceiptPartial,
            Some(Verdict::Wrong(_)) => Trigger::ReceiptWrong,
            Some(Verdict::Unknown) => Trigger::Unknown,
            Some(Verdict::Unauthorized) => Trigger::Unauthorized,
            Some(Verdict::Refused { .. }) => Trigger::Refused,
            Some(Verdict::Busy { .. }) => Trigger::Busy,
            Some(Verdict::Stranger) | None => Trigger::Silence,
        },
    }
}

/// From here until a reply is stored, nobody knows what the province holds.
fn start(item: &mut Item) {
    item.needs_probe = true;
}

/// No reply. Where no connection came about, nothing was sent, and the last known truth still holds; else the
/// province may hold it.
fn silence(item: &mut Item, action: &Action, error: TransportError, context: &ApplyContext<'_>) {
    if error.never_left() {
        answered(item, action);
    } else if !matches!(action, Action::Probe) {
        item.maybe_held = true;
    }
    back_off(item, context);
}

/// This request changed nothing at the province. A body or attachment is only sent when nothing is in the dark, so
/// nothing is in the dark again; a question that brought no answer stays open.
fn answered(item: &mut Item, action: &Action) {
    item.needs_probe = matches!(action, Action::Probe);
}

fn reply(
    item: &mut Item,
    action: &Action,
    verdict: Verdict,
    context: &ApplyContext<'_>,
    effects: &mut Vec<Effect>,
) -> Detail {
    let mut detail = Detail::default();
    item.province_busy = false;
    match verdict {
        Verdict::Receipt(judged, receipt) => receipted(item, action, judged, receipt, context),
        Verdict::Wrong(problem) => {
            item.needs_probe = true;
            item.maybe_held = true;
            item.receipt_problem = Some(problem);
            back_off(item, context);
            effects.push(Effect::Security(problem));
        }
        Verdict::Unknown => unknown(item, action, context),
        Verdict::Unauthorized => {
            answered(item, action);
            back_off(item, context);
            effects.push(Effect::SignInNeeded);
        }
        Verdict::Refused {
            code,
            reason,
            editable,
        } => {
            item.needs_probe = false;
            item.next_try_at = None;
            effects.push(Effect::Rejected);
            detail.refusal = Some((code, reason, editable));
        }
        Verdict::Busy { wait, untouched } => {
            if untouched {
                answered(item, action);
            }
            item.maybe_held |= !untouched && !matches!(action, Action::Probe);
            item.province_busy = true;
            item.attempts = item.attempts.saturating_add(1);
            let wait = wait.map_or_else(
                || backoff_ms(item.attempts, context.jitter),
                |wait| with_jitter(wait, context.jitter),
            );
            item.next_try_at = Some(context.now.plus_millis(wait));
        }
        Verdict::Stranger => {
            item.maybe_held |= !matches!(action, Action::Probe);
            back_off(item, context);
        }
    }
    detail
}

fn receipted(item: &mut Item, action: &Action, judged: Judged, receipt: String, context: &ApplyContext<'_>) {
    if item.state == State::Accepted {
        return;
    }
    let before = (item.receipt.is_some(), item.missing().count());
    for part in &mut item.parts {
        let held = !judged.missing.contains(&part.sha256);
        part.sent = match (held, part.state) {
            (true, _) => part.bytes,
            (false, PartState::Held) => 0,
            (false, PartState::Waiting) => part.sent,
        };
        part.state = if held { PartState::Held } else { PartState::Waiting };
    }
    item.receipt = Some(receipt);
    item.reference = judged.reference.or_else(|| item.reference.take());
    item.accepted_at = judged.complete.then_some(judged.accepted_at);
    item.maybe_held = true;
    item.needs_probe = false;
    item.receipt_problem = None;
    let missing = item.missing().count();
    let progress = !before.0 || missing < before.1;
    if progress {
        item.attempts = 0;
    }
    // Something sent that brought nothing new, or a receipt that misses nothing of ours and yet is not complete, must
    // not be tried in a tight circle. After a mere question the wait is already behind us.
    if judged.complete || (missing > 0 && (progress || matches!(action, Action::Probe))) {
        item.next_try_at = None;
    } else {
        back_off(item, context);
    }
}

/// Asked: then the body goes out now. While sending an attachment: ask first, the province has lost the item.
fn unknown(item: &mut Item, action: &Action, context: &ApplyContext<'_>) {
    item.receipt = None;
    for part in &mut item.parts {
        part.state = PartState::Waiting;
        part.sent = 0;
    }
    item.needs_probe = !matches!(action, Action::Probe);
    item.maybe_held = item.needs_probe;
    if item.needs_probe {
        back_off(item, context);
    } else {
        item.next_try_at = None;
    }
}

fn progress(item: &mut Item, sha256: &str, sent: u64) -> Result<(), OutboxError> {
    let part = item
        .parts
        .iter_mut()
        .find(|part| part.sha256 == sha256 && part.state == PartState::Waiting)
        .ok_or(OutboxError::NotPossible)?;
    if sent > part.sent {
        item.attempts = 0;
    }
    part.sent = sent.min(part.bytes);
    Ok(())
}

fn paused_for(item: &Item, pause: Pause) -> bool {
    matches!(item.state, State::Paused { reason, .. } if reason == pause)
}

fn back_off(item: &mut Item, context: &ApplyContext<'_>) {
    let wait = backoff_ms(item.attempts, context.jitter);
    item.attempts = item.attempts.saturating_add(1);
    item.next_try_at = Some(context.now.plus_millis(wait));
}

fn move_to(
    item: &mut Item,
    target: Target,
    detail: Detail,
    effects: &mut Vec<Effect>,
) -> Result<(), OutboxError> {
    let bytes = item.bytes_sent();
    let pause = |reason, state: &State| State::Paused {
        reason,
        back: match state {
            State::Paused {
                back: Back::Queued, ..
            }
            | State::Queued => Back::Queued,
            _ => Back::Sending { bytes },
        },
    };
    item.state = match target {
        Target::Same => match &item.state {
            State::Sending { .. } => State::Sending { bytes },
            state => state.clone(),
        },
        Target::Queued => State::Queued,
        Target::Sending => State::Sending { bytes },
        Target::Accepted => {
            effects.push(Effect::Accepted);
            State::Accepted
        }
        Target::Rejected => {
            let (code, reason, editable) = detail.refusal.unwrap_or_default();
            State::Rejected {
                code,
                reason,
                editable,
            }
        }
        Target::Pause(reason) => pause(reason, &item.state),
        Target::PauseNamed => pause(detail.pause.unwrap_or(Pause::Network), &item.state),
        Target::Back => match &item.state {
            State::Paused { back, .. } if detail.resume => (*back).into(),
            state => state.clone(),
        },
        Target::Remove => {
            let refused_whole = matches!(item.state, State::Rejected { .. }) && item.receipt.is_none();
            if (item.maybe_held || item.needs_probe) && !refused_whole {
                return Err(OutboxError::MayBeHeld);
            }
            effects.push(Effect::Remove);
            item.state.clone()
        }
    };
    Ok(())
}
