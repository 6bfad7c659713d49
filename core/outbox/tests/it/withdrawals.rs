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
fn a_receipt_for_what_was_under_way_does_not_undo_the_persons_word() {
    let world = World::new();
    let item = world.after(
        &world.report(1),
        [Event::Queue, Event::Start(Action::SendBody), Event::Discard],
    );
    let held = world.receipt(&world.claims(&item, &[0]));
    let item = world.after(&item, [Event::Reply(Action::SendBody, held)]);
    assert!(item.discarding && item.receipt.is_some());
    assert_eq!(plan(&item, &world.plan_context()), Action::Withdraw);
    // A complete one does: what is accepted stands.
    let all = world.receipt(&world.claims(&item, &[]));
    let done = world.after(
        &item,
        [
            Event::Start(Action::Withdraw),
            Event::Reply(Action::Withdraw, all),
        ],
    );
    assert!(!done.discarding);
    assert_eq!(done.state.name(), StateName::Accepted);
}

#[test]
fn a_rating_that_may_have_gone_out_before_a_crash_is_not_simply_thrown_away() {
    let world = World::new();
    let sending = || Event::Start(Action::SendBody);
    // The program died while it was sent; the next run had no network.
    let item = world.after(
        &world.rating(),
        [
            Event::Queue,
            sending(),
            sending(),
            Event::NoReply(Action::SendBody, TransportError::Offline),
        ],
    );
    let kept = world.apply(&item, Event::Discard).unwrap();
    assert!(!kept.effects.contains(&Effect::Remove) && kept.item.discarding);
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
    // It holds nothing any more, and can be thrown away.
    assert!(after.item.receipt.is_none());
    let gone = world.apply(&after.item, Event::Discard).unwrap();
    assert_eq!(gone.effects, [Effect::Remove]);
    let id = citizen_outbox::item_id(world.now, [9; 10]);
    assert!(
        after
            .item
            .replacement(id, after.item.parsed_body().unwrap(), world.now)
            .is_ok()
    );
}

/// Two programs on one home: the first one's receipt and the second one's withdrawal are stored in either order.
#[test]
fn a_withdrawal_is_the_last_word_whatever_is_heard_first() {
    let world = World::new();
    let item = world.after(
        &in_doubt(&world),
        [Event::Discard, Event::Start(Action::Withdraw)],
    );
    let receipt = || Event::Reply(Action::SendBody, world.receipt(&world.claims(&item, &[])));
    let withdrawal = || Event::Reply(Action::Withdraw, world.withdrawal(&item));
    let accepted = world.after(&item, [receipt()]);
    assert_eq!(accepted.state.name(), StateName::Accepted);
    let after = world.apply(&accepted, withdrawal()).unwrap();
    assert_eq!(after.effects, [Effect::Rejected]);
    assert_eq!(after.item.state.name(), StateName::Rejected);
    assert!(world.apply(&after.item, receipt()).is_err());
}

#[test]
fn a_province_that_knows_no_withdrawal_loses_no_receipt() {
    let world = World::new();
    let item = world.after(&world.report(1), [Event::Queue, Event::Start(Action::SendBody)]);
    let held = world.receipt(&world.claims(&item, &[0]));
    let item = world.after(
        &item,
        [
            Event::Reply(Action::SendBody, held),
            Event::Discard,
            Event::Start(Action::Withdraw),
        ],
    );
    let after = world.after(&item, [Event::Reply(Action::Withdraw, refusal(404, "not_found"))]);
    assert!(after.receipt.is_some() && after.discarding);
    assert_ne!(after.state.name(), StateName::Queued);
}
