//! Random lives of an item: what must hold after every event.

use crate::common::{PROVINCE, World, holds, refusal, reply};
use citizen_domain::ports::{NetworkClass, TransportError};
use citizen_outbox::{
    Action, ApplyContext, Effect, Event, Item, Part, PartState, Pause, PlanContext, State, StateName,
    TRANSITIONS, Target, UploadCall, apply, plan, verify_receipt_file,
};
use proptest::prelude::*;
use std::sync::OnceLock;

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
    if action == Action::Withdraw && choice.is_multiple_of(2) {
        return Event::Reply(action, world.withdrawal(item));
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
    match choice % 8 {
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

fn check(before: &Item, event: &Event, after: &Item, effects: &[Effect]) {
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
        match event {
            Event::Discard => assert!(before.receipt.is_none()),
            Event::Reply(_, reply) => assert!(before.discarding && reply.status == 200),
            other => panic!("gone by {other:?}"),
        }
    }
    if let (State::Paused { back: old, .. }, State::Paused { back: new, .. }) = (&before.state, &after.state)
    {
        let queued = |back: &citizen_outbox::Back| *back == citizen_outbox::Back::Queued;
        assert_eq!(queued(old), queued(new), "the way back is remembered");
    }
    assert!(after.bytes_sent() <= after.bytes_total());
    // The table says that it may go there.
    let to = after.state.name();
    assert!(
        TRANSITIONS
            .iter()
            .any(|row| row.from.contains(&before.state.name())
                && match row.to {
                    Target::Same | Target::Remove | Target::Gone => to == before.state.name(),
                    Target::Queued => to == StateName::Queued,
                    Target::Sending => to == StateName::Sending,
                    Target::Accepted => to == StateName::Accepted,
                    Target::Rejected => to == StateName::Rejected,
                    Target::Pause(_) | Target::PauseNamed => to == StateName::Paused,
                    Target::Back => matches!(to, StateName::Queued | StateName::Sending | StateName::Paused),
                }),
        "{before:?} to {after:?} by {event:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_life_keeps_the_promises_and_has_a_way_out(steps in steps(), photos in 0_usize..3, jitter in any::<u64>()) {
        let world = world();
        let mut now = world.now;
        let mut item = world.report(photos);
        let start = PlanContext { now, network: NetworkClass::Fast, signed_in: true, budget_left: None };
        for step in steps {
            let context = ApplyContext { now, jitter, keys: &world.keys, province: PROVINCE };
            let events = match step {
                Step::Time(ms) => { now = now.plus_millis(ms); continue; }
                Step::Event(choice, detail) => vec![event(&item, choice, detail)],
                Step::Plan(choice) => match plan(&item, &PlanContext { now, ..start.clone() }) {
                    Action::Wait { .. } | Action::Done => continue,
                    action => vec![Event::Start(action.clone()), answer(&item, action, choice)],
                },
            };
            for event in events {
                // Refused events change nothing: the item is not even touched.
                let Ok(applied) = apply(&item, &event, &context) else { continue };
                check(&item, &event, &applied.item, &applied.effects);
                if applied.effects.contains(&Effect::Remove) { return Ok(()); }
                item = applied.item;
            }
        }
        // Once the faults stop, every life ends well.
        let context = |now| ApplyContext { now, jitter, keys: &world.keys, province: PROVINCE };
        if item.state == State::Draft {
            item = apply(&item, &Event::Queue, &context(now)).unwrap().item;
        }
        for _ in 0..20 {
            match plan(&item, &PlanContext { now, ..start.clone() }) {
                Action::Done => return Ok(()),
                Action::Wait { until, .. } => now = until.expect("a wait without end while nothing is wrong"),
                action => {
                    item = apply(&item, &Event::Start(action.clone()), &context(now)).unwrap().item;
                    let good = answer(&item, action, 0);
                    let applied = apply(&item, &good, &context(now)).unwrap();
                    if applied.effects.contains(&Effect::Remove) { return Ok(()); }
                    item = applied.item;
                }
            }
        }
        prop_assert!(false, "stuck: {item:?}");
    }

    #[test]
    fn no_reply_makes_it_panic(status in any::<u16>(), body in proptest::collection::vec(any::<u8>(), 0..300), retry in "\\PC*") {
        let world = world();
        let item = world.after(&world.report(1), [Event::Queue, Event::Start(Action::SendBody)]);
        let reply = citizen_outbox::Reply { status, retry_after: Some(retry), date: None, upload: None, body };
        let after = world.apply(&item, Event::Reply(Action::SendBody, reply)).unwrap().item;
        prop_assert_ne!(after.state, State::Accepted);
        let _ = verify_receipt_file(&String::from_utf8_lossy(&item.body), &world.keys, None);
    }
}
