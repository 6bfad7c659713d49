//! What an event makes of an item: a total function, driven by the table in [`crate::TRANSITIONS`].

use crate::action::Action;
use crate::error::OutboxError;
use crate::event::{Applied, Effect, Event};
use crate::item::{Item, Kind, Part, PartRefusal, PartState};
use crate::judge::{Verdict, judge};
use crate::receipt::Judged;
use crate::retry::{backoff_ms, with_jitter};
use crate::state::{Back, Pause, State};
use crate::transitions::{Target, Trigger, find};
use crate::upload::{Upload, UploadCall, UploadVerdict};
use citizen_domain::Timestamp;
use citizen_domain::ports::TransportError;
use citizen_domain::wire::UploadGrant;
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
/// [`OutboxError::NotPossible`] if the table has no row for it or its time has not come, [`OutboxError::AlreadyAccepted`] for
/// a discard that must not be. The item is unchanged then.
pub fn apply(item: &Item, event: &Event, context: &ApplyContext<'_>) -> Result<Applied, OutboxError> {
    let judged = match event {
        Event::Reply(action, reply) => Some(judge(item, action, reply, context)),
        _ => None,
    };
    let trigger = trigger(item, event, judged.as_ref());
    let row = find(item.state.name(), trigger).ok_or(match (&item.state, event) {
        (State::Accepted, Event::Discard) => OutboxError::AlreadyAccepted,
        _ => OutboxError::NotPossible,
    })?;

    let mut next = item.clone();
    let mut effects = Vec::new();
    let mut detail = Detail::default();
    if is_withdrawn(item) && trigger != Trigger::Discard {
        // The province will never take it: no late receipt says otherwise.
        return Err(OutboxError::NotPossible);
    }
    if let Event::Expire { keep_days } = event
        && !is_kept_long_enough(item, *keep_days, context.now)
    {
        return Err(OutboxError::NotPossible);
    }
    let wins = matches!(trigger, Trigger::ReceiptComplete | Trigger::WithdrawnUnasked);
    if !item.state.is_final() || wins {
        match (event, judged) {
            (Event::Start(action), _) => start(&mut next, action),
            (Event::Reply(action, _), Some(verdict)) => {
                detail = reply(&mut next, action, verdict, context, &mut effects);
            }
            (Event::NoReply(action, error), _) => silence(&mut next, action, *error, context),
            (Event::Hold(pause), _) => {
                detail.pause = Some(*pause);
                if !paused_for(&next, *pause) {
                    back_off(&mut next, context);
                }
            }
            (Event::NotMade(action, pause), _) => {
                detail.pause = Some(*pause);
                answered(&mut next, action);
                back_off(&mut next, context);
            }
            (Event::Release(pause), _) if paused_for(&next, *pause) => {
                detail.resume = true;
                next.next_try_at = None;
            }
            (Event::Retry, _) => {
                detail.resume = true;
                next.next_try_at = None;
                next.province_busy = false;
                // Whoever wants it sent does not want it gone, and every photo of it.
                next.discarding = false;
                for part in &mut next.parts {
                    part.refusals = 0;
                    part.refused = None;
                }
            }
            (Event::Discard, _) if !item.is_only_here() => {
                next.discarding = true;
                next.next_try_at = None;
            }
            _ => {}
        }
    }
    move_to(&mut next, row.to, detail, &mut effects);
    Ok(Applied {
        item: next,
        effects,
        row,
    })
}

/// Whether so many days have passed since the province took it.
fn is_kept_long_enough(item: &Item, keep_days: u32, now: Timestamp) -> bool {
    const DAY_MS: i64 = 24 * 3_600_000;
    item.accepted_at
        .is_some_and(|at| at.plus_millis(i64::from(keep_days) * DAY_MS) <= now)
}

/// Code of an item that the person took back, and then did not want taken back.
const WITHDRAWN: &str = "withdrawn";

#[derive(Default)]
struct Detail {
    pause: Option<Pause>,
    resume: bool,
    refusal: Option<(String, String, bool)>,
}

fn trigger(item: &Item, event: &Event, verdict: Option<&Verdict>) -> Trigger {
    match event {
        Event::Queue => Trigger::Queue,
        Event::Start(_) => Trigger::Start,
        Event::NoReply(..) => Trigger::Silence,
        Event::Hold(_) | Event::NotMade(..) => Trigger::Hold,
        Event::Release(_) => Trigger::Release,
        Event::Retry => Trigger::Retry,
        Event::Discard => Trigger::Discard,
        Event::Expire { .. } => Trigger::Expire,
        Event::Reply(..) => match verdict {
            Some(Verdict::Receipt(judged, ..)) if judged.complete => Trigger::ReceiptComplete,
            Some(Verdict::Receipt(..)) => Trigger::ReceiptPartial,
            Some(Verdict::Wrong(_)) => Trigger::ReceiptWrong,
            Some(Verdict::Withdrawn) if item.discarding => Trigger::Withdrawn,
            Some(Verdict::Withdrawn) => Trigger::WithdrawnUnasked,
            Some(Verdict::Upload(UploadVerdict::Created { .. } | UploadVerdict::Holds(_))) => {
                Trigger::Progress
            }
            Some(Verdict::Upload(_)) => Trigger::Setback,
            Some(Verdict::Unknown) => Trigger::Unknown,
            Some(Verdict::Unauthorized) => Trigger::Unauthorized,
            Some(Verdict::Refused { .. }) => Trigger::Refused,
            Some(Verdict::Busy { .. }) => Trigger::Busy,
            Some(Verdict::Stranger) | None => Trigger::Silence,
        },
    }
}

/// From here until a reply is stored, nobody knows what the province holds: of the item, or of the one upload.
fn start(item: &mut Item, action: &Action) {
    match action {
        Action::Upload { sha256, .. } => {
            if let Some(upload) = upload_mut(item, sha256) {
                upload.known = false;
            }
        }
        _ => {
            // An earlier request is in the dark, and whatever becomes of this one, it stays so until the province answers.
            item.maybe_held |= item.needs_probe;
            item.needs_probe = true;
        }
    }
}

fn part_mut<'a>(item: &'a mut Item, sha256: &str) -> Option<&'a mut Part> {
    item.parts.iter_mut().find(|part| part.sha256 == sha256)
}

fn upload_mut<'a>(item: &'a mut Item, sha256: &str) -> Option<&'a mut Upload> {
    part_mut(item, sha256).and_then(|part| part.upload.as_mut())
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
    // Without a network nothing can be said about the upload; an address that must not be spoken to stays as it is.
    if error != TransportError::Offline {
        doubt_upload(item, action);
    }
}

/// So many refusals of its bytes make a photo one that the province does not take: what the line spoils is spoilt once.
const REFUSALS: u32 = 3;

/// So many tries without an answer make an upload doubtful.
const TRIES: u32 = 6;

/// An upload that brings no answer again and again may have moved: the province is asked for leave anew. What it held
/// may still be there, so it is begun anew only where the province names another place, or answers time and again while its
/// upload does not.
fn doubt_upload(item: &mut Item, action: &Action) {
    item.needs_probe |= matches!(action, Action::Upload { .. }) && item.attempts >= TRIES;
}

/// This request changed nothing at the province. A body or attachment is only sent when nothing is in the dark, so
/// nothing is in the dark again; a question that brought no answer stays open.
fn answered(item: &mut Item, action: &Action) {
    match action {
        Action::Upload { sha256, call } => {
            if let Some(upload) = upload_mut(item, sha256) {
                upload.known = matches!(call, UploadCall::Append { .. });
            }
        }
        // Whether an earlier request had arrived is as dark as before.
        Action::Withdraw => {}
        _ => item.needs_probe = matches!(action, Action::Probe),
    }
}

/// A request that was turned away may have come twice, and what came first been taken: a line in between repeats what it may, and the second has
/// the proof that the first has used up. What was sent once cannot simply be thrown away.
fn may_be_held(item: &mut Item, action: &Action) {
    item.maybe_held |= !matches!(action, Action::Probe);
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
        Verdict::Receipt(judged, receipt, grants) => {
            receipted(item, action, judged, receipt, &grants, context);
        }
        Verdict::Withdrawn => {
            forget(item);
            item.accepted_at = None;
            item.reference = None;
            item.needs_probe = false;
            item.maybe_held = false;
            item.next_try_at = None;
            if !item.discarding {
                effects.push(Effect::Rejected);
                detail.refusal = Some((WITHDRAWN.to_owned(), String::new(), item.kind != Kind::Rating));
            }
        }
        Verdict::Upload(verdict) => uploaded(item, action, verdict, context),
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
            may_be_held(item, action);
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
            may_be_held(item, action);
            item.province_busy = true;
            item.attempts = item.attempts.saturating_add(1);
            let wait = wait.map_or_else(
                || backoff_ms(item.attempts, context.jitter),
                |wait| with_jitter(wait, context.jitter),
            );
            item.next_try_at = Some(context.now.plus_millis(wait));
        }
        Verdict::Stranger => {
            may_be_held(item, action);
            back_off(item, context);
            doubt_upload(item, action);
        }
    }
    detail
}

fn receipted(
    item: &mut Item,
    action: &Action,
    judged: Judged,
    receipt: String,
    grants: &[UploadGrant],
    context: &ApplyContext<'_>,
) {
    if item.state == State::Accepted {
        return;
    }
    let before = (item.receipt.is_some(), item.missing().count());
    // What was to be withdrawn has taken effect for good, or the province has answered that it stands: it goes on. A receipt for what was
    // under way when the person said so is no answer to it.
    if judged.complete || matches!(action, Action::Withdraw) {
        item.discarding = false;
    }
    let mut can_go_on = true;
    let tired = item.attempts >= 2 * TRIES;
    for part in &mut item.parts {
        if !judged.missing.contains(&part.sha256) {
            part.sent = part.bytes;
            part.most = part.bytes;
            part.state = PartState::Held;
            part.upload = None;
            part.refused = None;
            continue;
        }
        // Brought whole and yet missing: it did not come out as what it should be. From the start, after a while.
        if part.state == PartState::Held || part.sent >= part.bytes {
            can_go_on &= part.sent == 0;
            part.sent = 0;
            part.upload = None;
        }
        part.state = PartState::Waiting;
        if let Some(granted) = grants
            .iter()
            .find(|grant| grant.sha256 == part.sha256)
            .and_then(Upload::granted)
        {
            match &mut part.upload {
                // The same place: what has been brought there counts, and this token opens it.
                Some(upload) if upload.create == granted.create && (upload.known || !tired) => {
                    upload.token = granted.token;
                }
                upload => {
                    *upload = Some(granted);
                    part.sent = 0;
                }
            }
        }
        can_go_on &= part.upload.is_some();
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
    if judged.complete || (missing > 0 && can_go_on && (progress || matches!(action, Action::Probe))) {
        item.next_try_at = None;
    } else {
        back_off(item, context);
    }
}

/// Asked: then the body goes out now. While sending an attachment: ask first, the province has lost the item.
fn unknown(item: &mut Item, action: &Action, context: &ApplyContext<'_>) {
    forget(item);
    item.needs_probe = !matches!(action, Action::Probe);
    item.maybe_held = item.needs_probe;
    if item.needs_probe {
        back_off(item, context);
    } else {
        item.next_try_at = None;
    }
}

/// The province holds nothing that counts.
fn forget(item: &mut Item) {
    item.receipt = None;
    for part in &mut item.parts {
        part.state = PartState::Waiting;
        part.sent = 0;
        part.most = 0;
        part.upload = None;
        part.refusals = 0;
        part.refused = None;
    }
}

/// Whether the province's word that it is withdrawn has been heard: it is the last one.
fn is_withdrawn(item: &Item) -> bool {
    matches!(&item.state, State::Rejected { code, .. } if code == WITHDRAWN)
}

/// What was said about an upload.
fn uploaded(item: &mut Item, action: &Action, verdict: UploadVerdict, context: &ApplyContext<'_>) {
    let Action::Upload { sha256, call } = action else {
        return;
    };
    let mut grant_lost = false;
    let mut moved = false;
    if let Some(part) = part_mut(item, sha256)
        && let Some(upload) = &mut part.upload
    {
        let before = part.sent;
        match verdict {
            UploadVerdict::Created { location, offset } => {
                upload.location = Some(location);
                upload.known = offset.is_some();
                part.sent = offset.unwrap_or(0);
                moved = true;
            }
            UploadVerdict::Holds(offset) => {
                upload.known = true;
                part.sent = offset;
                // An answered question is as good as progress only once: bytes must follow.
                moved = offset > before || *call == UploadCall::Ask;
            }
            UploadVerdict::Gone => {
                upload.location = None;
                part.sent = 0;
            }
            UploadVerdict::NoGrant => {
                part.upload = None;
                part.sent = 0;
                grant_lost = true;
            }
            UploadVerdict::NotTaken { code, reason } => {
                part.upload = None;
                part.sent = 0;
                part.refusals = part.refusals.saturating_add(1);
                if part.refusals >= REFUSALS {
                    part.refused = Some(PartRefusal { code, reason });
                    // The others need not wait.
                    moved = true;
                } else {
                    grant_lost = true;
                }
            }
            UploadVerdict::Ask | UploadVerdict::Busy { .. } | UploadVerdict::Stranger => {}
        }
        // Bytes that were there before and had to be brought again are no progress: a server that throws them away time
        // and again is met with patience.
        if part.sent > part.most {
            part.most = part.sent;
            item.attempts = 0;
        }
    }
    item.needs_probe |= grant_lost;
    if moved {
        item.next_try_at = None;
    } else {
        back_off(item, context);
    }
}

fn paused_for(item: &Item, pause: Pause) -> bool {
    matches!(item.state, State::Paused { reason, .. } if reason == pause)
}

fn back_off(item: &mut Item, context: &ApplyContext<'_>) {
    let wait = backoff_ms(item.attempts, context.jitter);
    item.attempts = item.attempts.saturating_add(1);
    item.next_try_at = Some(context.now.plus_millis(wait));
}

fn move_to(item: &mut Item, target: Target, detail: Detail, effects: &mut Vec<Effect>) {
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
        Target::Remove | Target::Gone => {
            if target == Target::Gone || item.is_only_here() {
                effects.push(Effect::Remove);
            }
            item.state.clone()
        }
    };
}
