//! What the person throws away is gone only when the province has signed that it holds nothing of it.

use crate::common::{World, refusal, reply};
use citizen_domain::ports::TransportError;
use citizen_outbox::{Action, Effect, Event, Item, OutboxView, StateName, plan, words};

/// A report whose text may have arrived.
fn in_doubt(world: &World) -> Item {
    world.after(
        &world.report(1),
        [
            Event::Queue,
            Event::Start(Action::SendBody),
            Event::NoReply(Action::SendBody, TransportError::Timeout),
        ],
    )
}

#[test]
fn a_discarded_item_stays_until_its_withdrawal_is_signed() {
    let world = World::new();
    let item = world.after(&in_doubt(&world), [Event::Discard]);
    assert!(item.discarding);
    assert_eq!(plan(&item, &world.plan_context()), Action::Withdraw);
    let view = OutboxView::of(&item, &world.plan_context());
    let said = words(&view, citizen_domain::message::Lang::Vi).display;
    assert!(said.starts_with("Đang rút lại"), "{said}");
    let started = world.after(&item, [Event::Start(Action::Withdraw)]);
    for bad in [
        reply(200, "<html>"),
        reply(200, r#"{"withdrawal":"e.y.J"}"#),
        refusal(404, "not_found"),
        refusal(500, "internal"),
    ] {
        let kept = world
            .apply(&started, Event::Reply(Action::Withdraw, bad))
            .unwrap();
        assert!(!kept.effects.contains(&Effect::Remove));
        assert!(kept.item.discarding && kept.item.next_try_at.is_some());
    }
    let word = world.withdrawal(&item);
    let gone = world
        .apply(&started, Event::Reply(Action::Withdraw, word))
        .unwrap();
    assert_eq!(gone.effects, [Effect::Remove]);
}

#[test]
fn another_items_withdrawal_is_a_security_event() {
    let world = World::new();
    let item = world.after(
        &in_doubt(&world),
        [Event::Discard, Event::Start(Action::Withdraw)],
    );
    let mut other = item.clone();
    other.body_sha256 = "00".repeat(32);
    let wrong = world.withdrawal(&other);
    let kept = world.apply(&item, Event::Reply(Action::Withdraw, wrong)).unwrap();
    assert!(matches!(kept.effects[..], [Effect::Security(_)]));
}

#[test]
fn what_took_effect_for_good_is_accepted_instead() {
    let world = World::new();
    let item = world.after(
        &in_doubt(&world),
        [Event::Discard, Event::Start(Action::Withdraw)],
    );
    let receipt = world.receipt(&world.claims(&item, &[]));
    let done = world
        .apply(&item, Event::Reply(Action::Withdraw, receipt))
        .unwrap();
    assert_eq!(done.effects, [Effect::Accepted]);
    assert!(!done.item.discarding);
}

#[test]
fn who_thinks_better_of_it_sends_it_again() {
    let world = World::new();
    let item = world.after(&in_doubt(&world), [Event::Discard, Event::Retry]);
    assert_eq!(plan(&item, &world.plan_context()), Action::Probe);
    // Too late: the withdrawal had arrived. It can be sent as a new item.
    let asked = world.after(&item, [Event::Start(Action::Probe)]);
    let word = world.withdrawal(&asked);
    let after = world.apply(&asked, Event::Reply(Action::Probe, word)).unwrap();
    assert_eq!(after.effects, [Effect::Rejected]);
    assert_eq!(after.item.state.name(), StateName::Rejected);
    let id = citizen_outbox::item_id(world.now, [9; 10]);
    assert!(
        after
            .item
            .replacement(id, after.item.parsed_body().unwrap(), world.now)
            .is_ok()
    );
}
