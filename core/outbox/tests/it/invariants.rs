//! Random lives of an item: what must hold after every event.

use crate::common::{PROVINCE, World, holds, not_taken, refusal, reply};
use citizen_domain::Timestamp;
use citizen_domain::ports::{NetworkClass, TransportError};
use citizen_domain::wire::{WithdrawalClaims, WithdrawalReply};
use citizen_outbox::{
    Action, Applied, ApplyContext, Effect, Event, Item, Part, PartState, Pause, PlanContext, Reason, Reply,
    State, StateName, TRANSITIONS, Target, Transition, Trigger, UploadCall, apply, plan, verify_receipt_file,
};
use citizen_proof::base64url;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::sync::OnceLock;

/// The rows of the table that lives have taken, by number.
type Taken = Vec<usize>;

/// One random happening, resolved against the item it meets.
#[derive(Debug, Clone)]
enum Step {
    /// Does what the plan says; the answer is chosen by the number.
    Plan(u8),
    /// Something out of the blue.
    Event(u8, u8),
    /// Time passes.
    Time(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => any::<u8>().prop_map(Step::Plan),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::Event(a, b)),
        1 => (-400_000_000_000_i64..400_000_000_000).prop_map(Step::Time),
        1 => (0..90_000_000_i64).prop_map(Step::Time),
    ];
    proptest::collection::vec(step, 1..60)
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::new)
}

fn answer(item: &Item, action: Action, choice: u8) -> Event {
    let world = world();
    let parts: Vec<usize> = (0..item.parts.len()).collect();
    let missing: Vec<usize> = parts
        .iter()
        .copied()
        .filter(|n| {
            let part = &item.parts[*n];
            part.state == PartState::Waiting && part.sent < part.bytes
        })
        .collect();
    if let Action::Upload { sha256, call } = &action {
        let part = item.parts.iter().find(|part| part.sha256 == *sha256).unwrap();
        return upload_answer(part, *call, action.clone(), choice);
    }
    if action == Action::Withdraw {
        match choice % 8 {
            0 | 2 | 4 | 6 => return Event::Reply(action, world.withdrawal(item)),
            // The province's word, about something else.
            1 => return Event::Reply(action, world.withdrawal(&world.report(1))),
            _ => {}
        }
    }
    let answer = match choice % 16 {
        0..=3 => world.receipt(&world.claims(item, &missing)),
        4 => world.receipt(&world.claims(item, &parts)),
        5 => {
            let mut claims = world.claims(item, &[]);
            claims.body_sha256 = "00".repeat(32);
            world.receipt(&claims)
        }
        6 => refusal(401, "unauthorized"),
        7 => refusal(404, "not_found"),
        8 => refusal(422, "no"),
        9 => refusal(429, "slow_down"),
        10 => refusal(500, "internal"),
        11 => reply(200, "<html>"),
        12 => return Event::NoReply(action, TransportError::Offline),
        13 | 14 => return Event::NoReply(action, TransportError::Timeout),
        // The process dies: nothing is heard.
        _ => return Event::Start(Action::Probe),
    };
    Event::Reply(action, answer)
}

fn upload_answer(part: &Part, call: UploadCall, action: Action, choice: u8) -> Event {
    let (offset, length) = call.range();
    let head = |status, offset| Event::Reply(action.clone(), holds(status, offset));
    match (choice % 16, call) {
        (0..=5, UploadCall::Create { first }) => head(201, first),
        (0..=5, UploadCall::Ask) => head(200, part.sent),
        (0..=5, UploadCall::Append { .. }) => head(204, offset + length),
        (6, _) => head(409, 0),
        (7, _) => head(404, 0),
        (8, _) if choice > 100 => Event::Reply(action.clone(), not_taken("part_not_jpeg")),
        (8, _) => head(403, 0),
        (9, _) => head(204, u64::from(choice) * 9),
        (10, _) => Event::Reply(action, refusal(500, "internal")),
        (11, _) => Event::Reply(action, reply(200, "<html>")),
        (12, _) => Event::NoReply(action, TransportError::Offline),
        (13 | 14, _) => Event::NoReply(action, TransportError::Interrupted),
        // The process dies: nothing is heard.
        _ => Event::Start(action),
    }
}

fn event(item: &Item, choice: u8, detail: u8) -> Event {
    let pause = Pause::ALL[usize::from(detail) % Pause::ALL.len()];
    match choice % 9 {
        8 => Event::Expire {
            keep_days: u32::from(detail),
        },
        0 => Event::Queue,
        1 | 2 => Event::Hold(pause),
        3 | 4 => Event::Release(pause),
        5 => Event::Retry,
        6 if detail < 40 => Event::Discard,
        6 => match item.parts.first() {
            Some(part) => Event::Reply(
                Action::Upload {
                    sha256: part.sha256.clone(),
                    call: UploadCall::Ask,
                },
                holds(200, u64::from(detail) * 8),
            ),
            None => Event::Retry,
        },
        _ => answer(
            item,
            [Action::Probe, Action::SendBody, Action::Withdraw][usize::from(detail % 3)].clone(),
            detail,
        ),
    }
}

/// Whether the province may hold something of an item: from what has left and what was heard, never from what the item says.
#[derive(Debug, Default, Clone, Copy)]
struct Held {
    may_be: bool,
    /// What was so before the body left that is under way.
    before: bool,
}

impl Held {
    fn after(self, item: &Item, event: &Event) -> Self {
        let Self { may_be, before } = self;
        let no = |may_be| Self {
            may_be,
            before: may_be,
        };
        match event {
            Event::Start(Action::SendBody) => Self {
                may_be: true,
                before: may_be,
            },
            Event::NotMade(Action::SendBody, _) => no(before),
            Event::NoReply(Action::SendBody, trouble) if trouble.never_left() => no(before),
            Event::Reply(action, reply) => match (action, reply.status) {
                // Turned away unread.
                (Action::SendBody, 401 | 425 | 426 | 429) => no(before),
                // Whoever refuses it holds none of it.
                (Action::SendBody, 403..=404 | 409..=410 | 413 | 422) => no(false),
                (Action::Probe, 404) => no(false),
                // Its signed word that it is withdrawn.
                (_, 200) if withdrawal(reply).is_some_and(|said| said.id == item.id) => no(false),
                _ => self,
            },
            _ => self,
        }
    }
}

/// What the province says in a withdrawal.
fn withdrawal(reply: &Reply) -> Option<WithdrawalClaims> {
    let WithdrawalReply { withdrawal } = serde_json::from_slice(&reply.body).ok()?;
    let claims = base64url::decode(withdrawal.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&claims).ok()
}

/// An item goes by its person's word where the province cannot hold it, by the province's word that it is withdrawn, and by the
/// rule on keeping; by nothing else.
fn goes_rightly(before: &Item, event: &Event, row: &Transition, held: Held, now: Timestamp) {
    match event {
        Event::Discard => assert!(
            !held.may_be && before.receipt.is_none(),
            "thrown away, and the province may hold it: {before:?}"
        ),
        Event::Reply(_, reply) => {
            assert_eq!(row.on, Trigger::Withdrawn, "{before:?}");
            assert!(before.discarding, "nobody wanted it gone: {before:?}");
            let said = withdrawal(reply).unwrap();
            assert_eq!(
                (said.id, said.body_sha256),
                (before.id.clone(), before.body_sha256.clone())
            );
        }
        Event::Expire { keep_days } => {
            let kept = now.millis() - before.accepted_at.unwrap().millis();
            assert!(before.state == State::Accepted && kept >= i64::from(*keep_days) * 86_400_000);
        }
        other => panic!("gone by {other:?}"),
    }
}

fn check(before: &Item, event: &Event, applied: &Applied, held: Held, now: Timestamp) {
    let (after, effects) = (&applied.item, &applied.effects);
    assert_eq!(
        (&before.id, &before.body, &before.body_sha256),
        (&after.id, &after.body, &after.body_sha256)
    );
    assert_eq!(before.object, after.object);
    let hashes = |item: &Item| {
        item.parts
            .iter()
            .map(|p| (p.sha256.clone(), p.bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(hashes(before), hashes(after));
    if after.state == State::Accepted {
        let view =
            verify_receipt_file(after.receipt.as_deref().unwrap(), &world().keys, Some(PROVINCE)).unwrap();
        assert!(view.complete && view.id == after.id && view.body_sha256 == after.body_sha256);
        assert!(after.missing().count() == 0 && after.accepted_at.is_some());
    }
    if let State::Accepted = before.state {
        let withdrawn = matches!(&after.state, State::Rejected { code, .. } if code == "withdrawn");
        assert!(
            withdrawn || before == after,
            "what is accepted changes by the province's last word only"
        );
    }
    if matches!(&before.state, State::Rejected { code, .. } if code == "withdrawn") {
        assert_eq!(before, after, "a withdrawal is the last word");
    }
    if effects.contains(&Effect::Remove) {
        goes_rightly(before, event, applied.row, held, now);
    }
    if let State::Paused { reason, back } = &before.state {
        let back_there = State::from(*back);
        match (event, &after.state) {
            // What ends the trouble leads back to exactly where it came from, and what ends another trouble nowhere.
            (Event::Retry, state) => assert_eq!(*state, back_there),
            (Event::Release(ended), state) if ended == reason => assert_eq!(*state, back_there),
            (Event::Release(_), state) => assert_eq!(*state, before.state),
            (_, State::Paused { back: new, .. }) => {
                assert_eq!(
                    State::from(*new).name(),
                    back_there.name(),
                    "the way back is remembered"
                );
            }
            _ => {}
        }
    }
    assert!(after.bytes_sent() <= after.bytes_total());
    led_by(applied.row, before, after, event);
}

/// The table says that it may go there.
fn led_by(row: &Transition, before: &Item, after: &Item, event: &Event) {
    let (from, to) = (before.state.name(), after.state.name());
    let fits = match row.to {
        Target::Same | Target::Remove | Target::Gone => to == from,
        Target::Queued => to == StateName::Queued,
        Target::Sending => to == StateName::Sending,
        Target::Accepted => to == StateName::Accepted,
        Target::Rejected => to == StateName::Rejected,
        Target::Pause(_) | Target::PauseNamed => to == StateName::Paused,
        // Where exactly, is checked above.
        Target::Back => to == from || from == StateName::Paused,
    };
    assert!(
        row.from.contains(&from) && fits,
        "{before:?} to {after:?} by {event:?}: {row:?}"
    );
}

/// One life, with everything checked after each event, and an end once the faults stop.
fn live(steps: Vec<Step>, photos: usize, jitter: u64, taken: &mut Taken) -> Result<(), TestCaseError> {
    let world = world();
    let mut now = world.now;
    let mut item = world.report(photos);
    let start = PlanContext {
        now,
        network: NetworkClass::Fast,
        signed_in: true,
        budget_left: None,
        budget_renews_at: None,
    };
    let context = |now| ApplyContext {
        now,
        jitter,
        keys: &world.keys,
        province: PROVINCE,
    };
    let mut held = Held::default();
    for step in steps {
        let events = match step {
            Step::Time(ms) => {
                now = now.plus_millis(ms);
                continue;
            }
            Step::Event(choice, detail) => vec![event(&item, choice, detail)],
            Step::Plan(choice) => match plan(&item, &PlanContext { now, ..start.clone() }) {
                Action::Wait { .. } | Action::Done => continue,
                action => vec![Event::Start(action.clone()), answer(&item, action, choice)],
            },
        };
        for event in events {
            // Refused events change nothing: the item is not even touched.
            let Ok(applied) = apply(&item, &event, &context(now)) else {
                continue;
            };
            check(&item, &event, &applied, held, now);
            held = held.after(&item, &event);
            taken.extend(TRANSITIONS.iter().position(|row| row == applied.row));
            if applied.effects.contains(&Effect::Remove) {
                return Ok(());
            }
            item = applied.item;
        }
    }
    // Once the faults stop, every life ends well.
    if item.state == State::Draft {
        item = apply(&item, &Event::Queue, &context(now)).unwrap().item;
    }
    for _ in 0..20 {
        match plan(&item, &PlanContext { now, ..start.clone() }) {
            Action::Done => return Ok(()),
            // The person looks at it, and wants it tried once more.
            Action::Wait {
                reason: Reason::Photo,
                ..
            } => {
                prop_assert!(item.lacks_refused_parts());
                item = apply(&item, &Event::Retry, &context(now)).unwrap().item;
            }
            Action::Wait { until: Some(at), .. } => now = at,
            Action::Wait { .. } => prop_assert!(false, "a wait without end while nothing is wrong: {item:?}"),
            action => {
                let started = Event::Start(action.clone());
                item = apply(&item, &started, &context(now)).unwrap().item;
                let good = answer(&item, action, 0);
                let applied = apply(&item, &good, &context(now)).unwrap();
                if applied.effects.contains(&Effect::Remove) {
                    return Ok(());
                }
                item = applied.item;
            }
        }
    }
    Err(TestCaseError::fail(format!("stuck: {item:?}")))
}

/// The same lives every time: none of the table's rows is there for nothing, and each is checked.
#[test]
fn the_lives_take_every_row_of_the_table() {
    let taken = RefCell::new(Taken::new());
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::with_cases(600), random);
    let lives = (steps(), 0_usize..3, any::<u64>());
    let lived = runner.run(&lives, |(steps, photos, jitter)| {
        live(steps, photos, jitter, &mut taken.borrow_mut())
    });
    lived.unwrap_or_else(|error| panic!("{error}"));
    let taken = taken.into_inner();
    let never: Vec<&Transition> = (0..TRANSITIONS.len())
        .filter(|row| !taken.contains(row))
        .filter_map(|row| TRANSITIONS.get(row))
        .collect();
    assert!(never.is_empty(), "never taken: {never:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_life_keeps_the_promises_and_has_a_way_out(steps in steps(), photos in 0_usize..3, jitter in any::<u64>()) {
        live(steps, photos, jitter, &mut Taken::new())?;
    }

    #[test]
    fn no_reply_makes_it_panic(status in any::<u16>(), body in proptest::collection::vec(any::<u8>(), 0..300), retry in "\\PC*") {
        let world = world();
        let item = world.after(&world.report(1), [Event::Queue, Event::Start(Action::SendBody)]);
        let reply = citizen_outbox::Reply { status, retry_after: Some(retry), date: None, challenged: false, upload: None, body };
        let after = world.apply(&item, Event::Reply(Action::SendBody, reply)).unwrap().item;
        prop_assert_ne!(after.state, State::Accepted);
        let _ = verify_receipt_file(&String::from_utf8_lossy(&item.body), &world.keys, None);
    }
}
