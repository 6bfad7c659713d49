//! Attachments resume to the byte, and only the province's word makes them held.

use crate::common::{World, holds, not_taken, part, refusal, reply};
use citizen_domain::message::Lang;
use citizen_domain::ports::{NetworkClass, TransportError};
use citizen_outbox::{
    Action, Event, Item, OutboxView, Pause, PlanContext, Reason, State, StateName, UploadCall, chunk, plan,
    words,
};

/// A report of one photo of 300,000 bytes, whose text is held.
fn text_held(world: &World) -> Item {
    let mut item = world.report(1);
    item.parts[0].bytes = 300_000;
    let item = world.after(&item, [Event::Queue, Event::Start(Action::SendBody)]);
    let held = world.receipt(&world.claims(&item, &[0]));
    world.after(&item, [Event::Reply(Action::SendBody, held)])
}

fn slow(world: &World) -> PlanContext {
    PlanContext {
        network: NetworkClass::Slow,
        ..world.plan_context()
    }
}

fn call(item: &Item, call: UploadCall) -> Action {
    Action::Upload {
        sha256: item.parts[0].sha256.clone(),
        call,
    }
}

fn answered(world: &World, item: &Item, action: Action, reply: citizen_outbox::Reply) -> Item {
    world.after(item, [Event::Start(action.clone()), Event::Reply(action, reply)])
}

#[test]
fn a_cut_costs_only_what_the_server_does_not_hold() {
    let mut world = World::new();
    let item = text_held(&world);
    let first = call(&item, UploadCall::Create { first: 65_536 });
    assert_eq!(plan(&item, &slow(&world)), first);
    let item = answered(&world, &item, first, holds(201, 65_536));
    let second = call(
        &item,
        UploadCall::Append {
            offset: 65_536,
            length: 65_536,
        },
    );
    assert_eq!(plan(&item, &slow(&world)), second);
    // The line breaks in the middle of the second piece.
    let cut = world.after(
        &item,
        [
            Event::Start(second.clone()),
            Event::NoReply(second, TransportError::Interrupted),
        ],
    );
    world.now = cut.next_try_at.unwrap();
    assert_eq!(plan(&cut, &slow(&world)), call(&cut, UploadCall::Ask));
    // The server kept what had arrived, to the byte.
    let asked = answered(&world, &cut, call(&cut, UploadCall::Ask), holds(200, 100_001));
    assert_eq!(asked.parts[0].sent, 100_001);
    assert_eq!(
        plan(&asked, &slow(&world)),
        call(
            &asked,
            UploadCall::Append {
                offset: 100_001,
                length: 65_536
            }
        )
    );
}

#[test]
fn pieces_follow_the_network() {
    let sizes: Vec<u64> = [NetworkClass::Slow, NetworkClass::Mobile, NetworkClass::Fast]
        .map(chunk)
        .into();
    assert!(sizes.windows(2).all(|w| w[0] < w[1]), "{sizes:?}");
}

#[test]
fn a_session_that_ends_does_not_stop_a_photo() {
    let world = World::new();
    let item = text_held(&world);
    let signed_out = PlanContext {
        signed_in: false,
        ..slow(&world)
    };
    let first = plan(&item, &signed_out);
    assert!(matches!(first, Action::Upload { .. }));
    let all = answered(&world, &item, first, holds(201, 300_000));
    // Whose report it is must be known again before its receipt is given.
    assert!(matches!(
        plan(&all, &signed_out),
        Action::Wait {
            reason: Reason::Auth,
            ..
        }
    ));
    assert_eq!(plan(&all, &slow(&world)), Action::Probe);
}

#[test]
fn each_setback_has_its_way_on() {
    let mut world = World::new();
    let item = text_held(&world);
    let made = answered(
        &world,
        &item,
        call(&item, UploadCall::Create { first: 65_536 }),
        holds(201, 65_536),
    );
    let append = call(
        &made,
        UploadCall::Append {
            offset: 65_536,
            length: 65_536,
        },
    );
    let create = call(&made, UploadCall::Create { first: 65_536 });
    let ask = call(&made, UploadCall::Ask);
    let start = world.now;
    for (name, reply, next) in [
        ("another offset", holds(409, 0), &ask),
        ("a wrong checksum", holds(460, 0), &ask),
        ("gone", holds(404, 0), &create),
        ("expired", holds(410, 0), &create),
        ("grant refused", holds(403, 0), &Action::Probe),
        ("a portal", reply(200, "<html>"), &ask),
        ("a portal's 404", reply(404, "<html>"), &ask),
        ("too many", reply(429, ""), &append),
        ("overloaded", reply(503, ""), &ask),
        ("broken server", Reply500::head(), &ask),
    ] {
        world.now = start;
        let after = answered(&world, &made, append.clone(), reply);
        assert!(
            matches!(after.state.name(), StateName::Sending | StateName::Paused),
            "{name}"
        );
        assert!(after.receipt.is_some(), "{name}");
        world.now = after.next_try_at.expect(name);
        assert_eq!(&plan(&after, &slow(&world)), next, "{name}");
    }
}

/// A tus server that fails.
struct Reply500;

impl Reply500 {
    fn head() -> citizen_outbox::Reply {
        citizen_outbox::Reply {
            status: 500,
            ..holds(204, 0)
        }
    }
}

#[test]
fn an_upload_that_came_out_wrong_starts_anew_after_a_while() {
    let mut world = World::new();
    let item = text_held(&world);
    let create = part(&item, 0);
    let all = answered(&world, &item, create.clone(), holds(201, 300_000));
    let still_missing = world.receipt(&world.claims(&all, &[0]));
    let again = answered(&world, &all, Action::Probe, still_missing);
    assert_eq!(again.parts[0].sent, 0);
    assert_eq!(again.state.name(), StateName::Sending);
    let wait = again.next_try_at.expect("not in a tight circle");
    world.now = wait;
    assert_eq!(plan(&again, &world.plan_context()), create);
}

#[test]
fn without_leave_to_bring_it_the_province_is_asked_ever_more_rarely() {
    let mut world = World::new();
    let item = world.after(&world.report(1), [Event::Queue]);
    let mut claims = world.claims(&item, &[0]);
    claims.complete = false;
    let bare = reply(200, &format!(r#"{{"receipt":"{}"}}"#, world.sign(&claims)));
    let mut item = answered(&world, &item, Action::SendBody, bare.clone());
    let mut waits = Vec::new();
    for _ in 0..8 {
        let at = item.next_try_at.expect("a wait");
        waits.push(at.millis() - world.now.millis());
        world.now = at;
        assert_eq!(plan(&item, &world.plan_context()), Action::Probe);
        item = answered(&world, &item, Action::Probe, bare.clone());
    }
    assert!(
        waits.windows(2).all(|w| w[0] <= w[1]) && waits[0] < waits[7] / 10,
        "{waits:?}"
    );
}

#[test]
fn a_server_that_throws_pieces_away_is_met_with_patience() {
    let mut world = World::new();
    let mut item = text_held(&world);
    let mut waits = Vec::new();
    while waits.len() < 10 {
        let (action, reply) = match plan(&item, &slow(&world)) {
            Action::Wait { until, .. } => {
                waits.push(until.unwrap().millis() - world.now.millis());
                world.now = until.unwrap();
                continue;
            }
            Action::Probe => (Action::Probe, world.receipt(&world.claims(&item, &[0]))),
            action @ Action::Upload {
                call: UploadCall::Create { .. },
                ..
            } => (action, holds(201, 65_536)),
            action => (action, holds(403, 0)),
        };
        item = answered(&world, &item, action, reply);
    }
    assert!(waits[9] > 100 * waits[0], "{waits:?}");
}

#[test]
fn what_a_silent_upload_holds_is_asked_for_once_more_when_the_province_answers() {
    let mut world = World::new();
    let item = text_held(&world);
    let mut item = answered(&world, &item, part(&item, 0), holds(201, 65_536));
    let mut probes = 0;
    for _ in 0..40 {
        let action = match plan(&item, &slow(&world)) {
            Action::Wait { until, .. } => {
                world.now = until.unwrap();
                continue;
            }
            action => action,
        };
        if action != Action::Probe {
            if matches!(
                action,
                Action::Upload {
                    call: UploadCall::Create { .. },
                    ..
                }
            ) {
                break;
            }
            let silence = Event::NoReply(action.clone(), TransportError::Timeout);
            item = world.after(&item, [Event::Start(action), silence]);
            continue;
        }
        let partial = world.receipt(&world.claims(&item, &[0]));
        item = answered(&world, &item, Action::Probe, partial);
        probes += 1;
        if probes == 1 {
            assert_eq!(item.parts[0].sent, 65_536, "what was brought may still be there");
            assert_eq!(plan(&item, &slow(&world)), call(&item, UploadCall::Ask));
        }
    }
    // It has moved for good: the province answers, its upload never does.
    assert!(probes > 1 && item.parts[0].sent == 0, "{probes} {item:?}");
}

#[test]
fn an_address_that_must_not_be_spoken_to_is_asked_for_anew_and_no_network_asks_for_nothing() {
    for (error, asks) in [
        (TransportError::Forbidden, true),
        (TransportError::Tls, true),
        (TransportError::Offline, false),
    ] {
        let mut world = World::new();
        let mut item = text_held(&world);
        for _ in 0..8 {
            let action = part(&item, 0);
            let silence = Event::NoReply(action.clone(), error);
            item = world.after(&item, [Event::Start(action), silence]);
            world.now = item.next_try_at.unwrap();
        }
        assert_eq!(
            plan(&item, &world.plan_context()) == Action::Probe,
            asks,
            "{error:?}"
        );
    }
}

#[test]
fn what_could_not_be_made_leaves_nothing_in_doubt() {
    let world = World::new();
    let queued = world.after(&world.report(1), [Event::Queue]);
    for (item, action) in [
        (queued, Action::SendBody),
        (text_held(&world), part(&text_held(&world), 0)),
    ] {
        let waits = world.after(
            &item,
            [
                Event::Start(action.clone()),
                Event::NotMade(action.clone(), Pause::Auth),
            ],
        );
        assert!(matches!(
            waits.state,
            State::Paused {
                reason: Pause::Auth,
                ..
            }
        ));
        let goes_on = world.after(&waits, [Event::Release(Pause::Auth)]);
        assert_eq!(plan(&goes_on, &world.plan_context()), action);
    }
}

#[test]
fn an_upload_that_never_answers_is_given_up_for_a_new_one() {
    let mut world = World::new();
    let item = text_held(&world);
    let mut item = answered(&world, &item, part(&item, 0), holds(201, 65_536));
    let mut asked_anew = false;
    for _ in 0..20 {
        let action = match plan(&item, &slow(&world)) {
            Action::Wait { until, .. } => {
                world.now = until.unwrap();
                continue;
            }
            action => action,
        };
        if action == Action::Probe {
            asked_anew = true;
            break;
        }
        item = world.after(
            &item,
            [
                Event::Start(action.clone()),
                Event::NoReply(action, TransportError::Timeout),
            ],
        );
    }
    assert!(asked_anew);
    assert!(matches!(item.state, State::Paused { .. }));
    // And a refusal of anybody else than the province's own says nothing about the item.
    assert!(refusal(404, "not_found").upload.is_none());
}

#[test]
fn the_token_is_in_no_debug_output() {
    let world = World::new();
    let mut item = text_held(&world);
    if let Some(upload) = &mut item.parts[0].upload {
        upload.token = "canary-token".into();
    }
    assert!(!format!("{item:?} {:?}", item.parts).contains("canary-token"));
}

/// A photo that the province does not take: three times, then the person hears it; other photos go on, and nothing is tried for ever.
#[test]
fn a_photo_that_is_not_taken_is_said_and_waits_for_the_person() {
    let mut world = World::new();
    let queued = world.after(&world.report(2), [Event::Queue, Event::Start(Action::SendBody)]);
    let held = world.receipt(&world.claims(&queued, &[0, 1]));
    let mut item = world.after(&queued, [Event::Reply(Action::SendBody, held)]);
    let bad = item.parts[0].sha256.clone();
    let mut refused = 0;
    for _ in 0..30 {
        let (action, reply) = match plan(&item, &world.plan_context()) {
            Action::Wait { until: Some(at), .. } => {
                world.now = at;
                continue;
            }
            Action::Wait { .. } => break,
            Action::Upload { sha256, call } if sha256 == bad => {
                refused += 1;
                (Action::Upload { sha256, call }, not_taken("part_not_jpeg"))
            }
            action @ Action::Upload { .. } => (action, holds(201, item.parts[1].bytes)),
            action => {
                let missing: &[usize] = if item.parts[1].sent > 0 { &[0] } else { &[0, 1] };
                (action, world.receipt(&world.claims(&item, missing)))
            }
        };
        item = answered(&world, &item, action, reply);
    }
    assert_eq!(refused, 3);
    assert_eq!(item.missing().count(), 1, "the other photo is there");
    assert!(item.lacks_refused_parts());
    let view = OutboxView::of(&item, &world.plan_context());
    assert_eq!((view.state, view.reason.as_deref()), ("sending", Some("photo")));
    assert_eq!(
        words(&view, Lang::Vi).display,
        "Đã nhận nội dung, nhưng tỉnh không nhận ảnh 1: Không nhận. Hãy bấm sửa để gửi lại không có ảnh đó, hoặc thử lại"
    );
    // A year later it is the same, and nothing was tried.
    world.now = world.now.plus_millis(400 * 86_400_000);
    assert!(matches!(
        plan(&item, &world.plan_context()),
        Action::Wait { until: None, .. }
    ));
    // The person wants it tried once more: it is.
    let again = world.after(&item, [Event::Retry]);
    let next = plan(&again, &world.plan_context());
    assert!(matches!(next, Action::Upload { sha256, .. } if sha256 == bad));
    // What is no word of the province's own says nothing about the photo, however often.
    let mut text = text_held(&world);
    for _ in 0..10 {
        let page = citizen_outbox::Reply {
            upload: holds(422, 0).upload,
            ..reply(422, "<html>")
        };
        let create = part(&text, 0);
        text = answered(&world, &text, create, page);
        let partial = world.receipt(&world.claims(&text, &[0]));
        text = answered(&world, &text, Action::Probe, partial);
        assert!(!text.lacks_refused_parts());
    }
}
