//! Every kind of reply, and what becomes of the item.

use crate::common::{World, refusal, reply};
use citizen_domain::ports::TransportError;
use citizen_outbox::{
    Action, Effect, Event, Kind, Meaning, OutboxError, Pause, RULES, Reply, Rule, State, StateName, plan,
};
use std::collections::BTreeSet;

const HTML: &str = "<html>Đăng nhập Wi-Fi</html>";

/// A 401 whose head asks for the session.
fn challenge(body: &str) -> Reply {
    Reply {
        challenged: true,
        ..reply(401, body)
    }
}

/// A report whose text is on its way.
fn under_way(world: &World) -> citizen_outbox::Item {
    world.after(&world.report(1), [Event::Queue, Event::Start(Action::SendBody)])
}

#[test]
fn the_story_of_a_report_with_two_photos() {
    let world = World::new();
    let item = world.after(&world.report(2), [Event::Queue]);
    assert_eq!(plan(&item, &world.plan_context()), Action::SendBody);
    let text = world.receipt(&world.claims(&item, &[0, 1]));
    let item = world.after(
        &item,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, text),
        ],
    );
    assert_eq!(
        item.state,
        State::Sending {
            bytes: item.body.len() as u64
        }
    );
    let first = plan(&item, &world.plan_context());
    assert_eq!(first, crate::common::part(&item, 0));
    let brought = |n: usize| crate::common::holds(201, item.parts[n].bytes);
    let item = world.after(
        &item,
        [Event::Start(first.clone()), Event::Reply(first, brought(0))],
    );
    let second = plan(&item, &world.plan_context());
    assert_eq!(second, crate::common::part(&item, 1));
    let second = [Event::Start(second.clone()), Event::Reply(second, brought(1))];
    let item = world.after(&item, second);
    // Every byte is there; only the province's word counts.
    assert_eq!(item.bytes_sent(), item.bytes_total());
    assert_eq!(item.state.name(), StateName::Sending);
    assert_eq!(plan(&item, &world.plan_context()), Action::Probe);
    let all = world.receipt(&world.claims(&item, &[]));
    let asked = world.after(&item, [Event::Start(Action::Probe)]);
    let done = world.apply(&asked, Event::Reply(Action::Probe, all)).unwrap();
    assert_eq!(done.effects, [Effect::Accepted]);
    assert_eq!(done.item.state, State::Accepted);
    assert_eq!(done.item.bytes_sent(), done.item.bytes_total());
    assert_eq!(done.item.reference.as_deref(), Some("PA-1"));
    assert_eq!(plan(&done.item, &world.plan_context()), Action::Done);
}

#[test]
fn each_status_has_its_rule() {
    let world = World::new();
    let paused = |reason| (StateName::Paused, Some(reason));
    for (name, answer, (state, pause), next_probes) in [
        (
            "not signed in",
            refusal(401, "unauthorized"),
            paused(Pause::Auth),
            false,
        ),
        (
            "not signed in, said by the head of an answer that broke off",
            challenge(r#"{"err"#),
            paused(Pause::Auth),
            false,
        ),
        (
            "a portal that wants to be signed in to",
            reply(401, HTML),
            paused(Pause::Network),
            true,
        ),
        (
            "another body under the id",
            refusal(409, "id_conflict"),
            (StateName::Rejected, None),
            false,
        ),
        (
            "too large",
            refusal(413, "too_large"),
            (StateName::Rejected, None),
            false,
        ),
        (
            "not understood",
            refusal(422, "category_unknown"),
            (StateName::Rejected, None),
            false,
        ),
        (
            "too many",
            refusal(429, "slow_down"),
            (StateName::Sending, None),
            false,
        ),
        (
            "too many, said by a proxy",
            reply(429, HTML),
            (StateName::Sending, None),
            false,
        ),
        ("overloaded", reply(503, HTML), (StateName::Sending, None), true),
        (
            "broken province",
            refusal(500, "internal"),
            (StateName::Sending, None),
            true,
        ),
        ("broken proxy", reply(502, HTML), paused(Pause::Network), true),
        (
            "redirect to a log-in page",
            reply(302, ""),
            paused(Pause::Network),
            true,
        ),
        (
            "changed on the way, and the province noticed",
            refusal(400, "content_digest"),
            paused(Pause::Network),
            true,
        ),
        (
            "captive portal says yes",
            reply(200, HTML),
            paused(Pause::Network),
            true,
        ),
        (
            "captive portal says no",
            reply(404, HTML),
            paused(Pause::Network),
            true,
        ),
        (
            "cut reply",
            reply(201, r#"{"receipt":"ey"#),
            paused(Pause::Network),
            true,
        ),
        (
            "more than is looked at",
            reply(200, &" ".repeat(70_000)),
            paused(Pause::Network),
            true,
        ),
    ] {
        let before = under_way(&world);
        let after = world
            .apply(&before, Event::Reply(Action::SendBody, answer))
            .unwrap()
            .item;
        assert_eq!(after.state.name(), state, "{name}");
        if let State::Paused { reason, .. } = after.state {
            assert_eq!(Some(reason), pause, "{name}");
        }
        assert_eq!(after.body, before.body, "{name}");
        if state != StateName::Rejected {
            assert!(after.next_try_at.unwrap() > world.now, "{name}");
            assert_eq!(after.needs_probe, next_probes, "{name}");
        }
    }
}

/// Whatever anybody answers to anything: what becomes of the item is what the one table says, and each of its rules is met.
#[test]
fn the_table_of_rules_holds_for_every_reply() {
    let world = World::new();
    let report = under_way(&world);
    let rating = world.after(&world.rating(), [Event::Queue, Event::Start(Action::SendBody)]);
    let mut met = BTreeSet::new();
    for item in [&report, &rating] {
        for action in [Action::Probe, Action::SendBody, Action::Withdraw] {
            for status in 100..=600 {
                let said = [
                    (None, false),
                    (None, true),
                    (Some("no"), false),
                    (Some("content_digest"), false),
                ];
                for (code, challenged) in said {
                    let rule =
                        Rule::of(item, &action, status, code, challenged).expect("every status has its rule");
                    met.extend(RULES.iter().position(|known| known == rule));
                    let answer = Reply {
                        challenged,
                        ..code.map_or_else(|| reply(status, HTML), |code| refusal(status, code))
                    };
                    let applied = world
                        .apply(item, Event::Reply(action.clone(), answer))
                        .unwrap_or_else(|e| panic!("{status} {action:?} {code:?}: {e}"));
                    let after = applied.item;
                    let network = matches!(
                        after.state,
                        State::Paused {
                            reason: Pause::Network,
                            ..
                        }
                    );
                    let name = format!("{status} {code:?} to {action:?}: {:?}", after.state);
                    match rule.means {
                        // Nothing was signed here.
                        Meaning::Signed | Meaning::Stranger => {
                            assert!(network && after.needs_probe, "{name}")
                        }
                        Meaning::SignIn => {
                            assert!(
                                matches!(
                                    after.state,
                                    State::Paused {
                                        reason: Pause::Auth,
                                        ..
                                    }
                                ),
                                "{name}"
                            );
                        }
                        Meaning::Unknown => {
                            assert!(after.state == State::Queued && !after.needs_probe, "{name}")
                        }
                        Meaning::Busy { untouched } => {
                            assert_eq!(after.state.name(), StateName::Sending, "{name}");
                            // What was turned away unread leaves nothing in the dark; a question stays a question.
                            let dark = !untouched || action != Action::SendBody;
                            assert!(after.province_busy && after.needs_probe == dark, "{name}");
                        }
                        Meaning::Refused { editable } => {
                            assert_eq!(after.state.name(), StateName::Rejected, "{name}");
                            assert_eq!(
                                after.is_editable(),
                                editable && item.kind != Kind::Rating,
                                "{name}"
                            );
                        }
                    }
                    assert_eq!(after.body, item.body);
                }
            }
        }
    }
    assert_eq!(met.len(), RULES.len(), "each rule has its case: {met:?}");
}

#[test]
fn after_silence_the_province_is_asked_before_anything_is_sent_again() {
    let mut world = World::new();
    for (error, asks) in [
        (TransportError::Timeout, true),
        (TransportError::Interrupted, true),
        (TransportError::Malformed, true),
        (TransportError::TooLarge, true),
        // No connection came about: nothing can have arrived.
        (TransportError::Offline, false),
        (TransportError::Tls, false),
    ] {
        let item = world.after(&under_way(&world), [Event::NoReply(Action::SendBody, error)]);
        world.now = item.next_try_at.unwrap();
        let expected = if asks { Action::Probe } else { Action::SendBody };
        assert_eq!(plan(&item, &world.plan_context()), expected, "{error}");
    }
    // A process that dies between storing the start and the reply.
    assert_eq!(plan(&under_way(&world), &world.plan_context()), Action::Probe);
}

#[test]
fn the_answer_to_the_question_decides() {
    let world = World::new();
    let asking = world.after(&under_way(&world), [Event::Start(Action::Probe)]);
    let unknown = world.after(&asking, [Event::Reply(Action::Probe, refusal(404, "not_found"))]);
    assert_eq!(plan(&unknown, &world.plan_context()), Action::SendBody);
    let held = world.receipt(&world.claims(&asking, &[0]));
    let held = world.after(&asking, [Event::Reply(Action::Probe, held)]);
    assert_eq!(plan(&held, &world.plan_context()), crate::common::part(&held, 0));
    // A portal's 404 says nothing about the province.
    let portal = world.after(&asking, [Event::Reply(Action::Probe, reply(404, HTML))]);
    assert!(portal.needs_probe);
}

#[test]
fn sign_in_lets_it_go_on_by_itself() {
    let world = World::new();
    let paused = world.after(
        &under_way(&world),
        [Event::Reply(Action::SendBody, refusal(401, "unauthorized"))],
    );
    let mut signed_out = world.plan_context();
    signed_out.signed_in = false;
    assert!(matches!(plan(&paused, &signed_out), Action::Wait { .. }));
    let back = world.after(&paused, [Event::Release(Pause::Auth)]);
    assert_eq!(back.state.name(), StateName::Sending);
    assert_eq!(plan(&back, &world.plan_context()), Action::SendBody);
    // The end of another trouble is not the end of this one.
    assert_eq!(
        world.after(&paused, [Event::Release(Pause::Network)]).state,
        paused.state
    );
}

#[test]
fn a_refused_item_can_be_changed_and_names_its_ancestor() {
    let world = World::new();
    let refused = world.after(
        &under_way(&world),
        [Event::Reply(Action::SendBody, refusal(422, "category_unknown"))],
    );
    let body = refused.parsed_body().unwrap();
    let id = citizen_outbox::item_id(world.now, [9; 10]);
    let next = refused.replacement(id, body.clone(), world.now).unwrap();
    assert_eq!(next.ancestor.as_deref(), Some(refused.id.as_str()));
    let citizen_domain::wire::ItemBody::Report(report) = next.parsed_body().unwrap() else {
        panic!("still a report");
    };
    assert_eq!(report.replaces.as_deref(), Some(refused.id.as_str()));
    let open = under_way(&world);
    assert_eq!(
        open.replacement(open.id.clone(), body, world.now),
        Err(OutboxError::NotEditable)
    );
}

#[test]
fn only_what_the_province_cannot_hold_is_thrown_away_at_once() {
    let world = World::new();
    let queued = world.after(&world.report(1), [Event::Queue]);
    let silent = world.after(
        &under_way(&world),
        [Event::NoReply(Action::SendBody, TransportError::Timeout)],
    );
    let offline = world.after(
        &under_way(&world),
        [Event::NoReply(Action::SendBody, TransportError::Offline)],
    );
    let refused = world.after(
        &under_way(&world),
        [Event::Reply(Action::SendBody, refusal(422, "no"))],
    );
    let partial = world.receipt(&world.claims(&queued, &[0]));
    let partial = world.after(&under_way(&world), [Event::Reply(Action::SendBody, partial)]);
    let done = world.receipt(&world.claims(&queued, &[]));
    let done = world.after(&under_way(&world), [Event::Reply(Action::SendBody, done)]);
    for (item, expected) in [
        (&world.report(0), Ok(vec![Effect::Remove])),
        (&queued, Ok(vec![Effect::Remove])),
        (&offline, Ok(vec![Effect::Remove])),
        (&refused, Ok(vec![Effect::Remove])),
        // These are withdrawn at the province first.
        (&silent, Ok(vec![])),
        (&partial, Ok(vec![])),
        (&done, Err(OutboxError::AlreadyAccepted)),
    ] {
        assert_eq!(
            world.apply(item, Event::Discard).map(|a| a.effects),
            expected,
            "{item:?}"
        );
    }
}

#[test]
fn a_photo_that_never_gets_through_is_tried_ever_more_rarely() {
    let mut world = World::new();
    let held = world.receipt(&world.claims(&world.report(1), &[0]));
    let mut item = world.after(&under_way(&world), [Event::Reply(Action::SendBody, held.clone())]);
    let mut waits = Vec::new();
    for _ in 0..12 {
        let send = plan(&item, &world.plan_context());
        assert!(matches!(send, Action::Upload { .. }));
        item = world.after(
            &item,
            [
                Event::Start(send.clone()),
                Event::NoReply(send, TransportError::Timeout),
            ],
        );
        waits.push(item.next_try_at.unwrap().millis() - world.now.millis());
        world.now = item.next_try_at.unwrap();
        item = world.after(
            &item,
            [
                Event::Start(Action::Probe),
                Event::Reply(Action::Probe, held.clone()),
            ],
        );
    }
    assert!(
        waits.windows(2).all(|w| w[0] <= w[1]) && waits[0] < waits[11] / 100,
        "{waits:?}"
    );
}

#[test]
fn a_refused_photo_does_not_make_the_held_words_refused() {
    let world = World::new();
    let queued = world.after(&world.report(1), [Event::Queue]);
    let partial = world.receipt(&world.claims(&queued, &[0]));
    let item = world.after(&under_way(&world), [Event::Reply(Action::SendBody, partial)]);
    let part = crate::common::part(&item, 0);
    for status in [400, 413, 422] {
        let tried = world.after(
            &item,
            [
                Event::Start(part.clone()),
                Event::Reply(part.clone(), crate::common::holds(status, 0)),
            ],
        );
        assert!(
            matches!(tried.state, State::Sending { .. }),
            "{status}: {:?}",
            tried.state
        );
        assert!(tried.receipt.is_some() && tried.next_try_at.is_some());
    }
}

#[test]
fn what_was_accepted_goes_only_by_the_rule_on_keeping() {
    const DAY_MS: i64 = 24 * 3_600_000;
    let mut world = World::new();
    let queued = under_way(&world);
    let done = world.receipt(&world.claims(&queued, &[]));
    let done = world.after(&queued, [Event::Reply(Action::SendBody, done)]);
    let expire = Event::Expire { keep_days: 30 };
    let begun = world.now;
    for (days, gone) in [(0, false), (29, false), (30, true), (400, true), (-400, false)] {
        world.now = begun.plus_millis(days * DAY_MS);
        let effects = world.apply(&done, expire.clone()).map(|applied| applied.effects);
        let expected = if gone {
            Ok(vec![Effect::Remove])
        } else {
            Err(OutboxError::NotPossible)
        };
        assert_eq!(effects, expected, "{days}");
        // Nothing that was not accepted goes by it, however old it is.
        let other = world
            .apply(&queued, expire.clone())
            .map(|applied| applied.effects);
        assert_eq!(other, Err(OutboxError::NotPossible));
    }
}
