//! What is done next, and why not.

use crate::common::World;
use citizen_domain::message::{Lang, knows};
use citizen_domain::ports::{NetworkClass, TransportError};
use citizen_domain::wire::{ItemBody, ReportAction};
use citizen_outbox::{
    Action, Event, Item, Kind, OutboxError, OutboxView, Pause, Reason, ReceiptProblem, item_id, next_steps,
    plan, plan_all, rating_item_id, words,
};
use proptest::prelude::*;

fn withdraw(world: &World, report: &Item) -> Item {
    say(world, report, "withdraw")
}

fn say(world: &World, report: &Item, what: &str) -> Item {
    let body = ItemBody::ReportAction(ReportAction {
        report: report.id.clone(),
        action: what.into(),
        text: None,
        at: world.now,
        acting_for: None,
    });
    world.after(
        &Item::draft(item_id(world.now.plus_millis(5), [8; 10]), &body, world.now).unwrap(),
        [Event::Queue],
    )
}

#[test]
fn each_wait_names_its_reason() {
    let world = World::new();
    let queued = world.after(&world.report(1), [Event::Queue]);
    let rating = world.after(&world.rating(), [Event::Queue]);
    let good = world.plan_context();
    let mut offline = good.clone();
    offline.network = NetworkClass::None;
    let mut signed_out = good.clone();
    signed_out.signed_in = false;
    let mut poor = good.clone();
    poor.budget_left = Some(10);
    poor.budget_renews_at = Some(world.now.plus_millis(3_600_000));
    let held = world.receipt(&world.claims(&queued, &[0]));
    let sent = [
        Event::Start(Action::SendBody),
        Event::Reply(Action::SendBody, held),
    ];
    let photo = world.after(&queued, sent);
    // A photo waits until there is more; the words of it never do.
    let until = poor.budget_renews_at;
    let reason = Reason::Budget;
    assert_eq!(plan(&photo, &poor), Action::Wait { until, reason });
    assert!(matches!(plan(&photo, &good), Action::Upload { .. }));
    for (item, context, expected) in [
        (&queued, &good, None),
        (&queued, &offline, Some(Reason::Network)),
        (&queued, &signed_out, Some(Reason::Auth)),
        (&queued, &poor, None),
        (&rating, &poor, None),
        (&photo, &poor, Some(Reason::Budget)),
        (&rating, &signed_out, None),
        (&world.report(0), &good, Some(Reason::Draft)),
    ] {
        let reason = match plan(item, context) {
            Action::Wait { reason, .. } => Some(reason),
            _ => None,
        };
        assert_eq!(reason, expected);
    }
    for pause in Pause::ALL {
        let held = world.after(&queued, [Event::Hold(*pause)]);
        let Action::Wait { until, reason } = plan(&held, &good) else {
            panic!("{pause:?} does not wait");
        };
        assert_eq!((reason, until), (Reason::from(*pause), held.next_try_at));
        // No pause lasts for ever: by its own end, by the clock, or by the person.
        let mut later = good.clone();
        later.now = held.next_try_at.unwrap();
        assert_eq!(plan(&held, &later), Action::SendBody);
        assert_eq!(
            plan(&world.after(&held, [Event::Release(*pause)]), &good),
            Action::SendBody
        );
        assert_eq!(plan(&world.after(&held, [Event::Retry]), &good), Action::SendBody);
    }
}

#[test]
fn a_clock_that_was_wrong_holds_nothing_back_for_years() {
    let mut world = World::new();
    let queued = world.after(&world.report(0), [Event::Queue]);
    let right = world.now;
    world.now = right.plus_millis(10 * 365 * 86_400_000);
    let paused = world.after(&queued, [Event::Hold(Pause::Network)]);
    world.now = right;
    assert_eq!(plan(&paused, &world.plan_context()), Action::SendBody);
}

#[test]
fn order_holds_inside_one_object_only() {
    let world = World::new();
    let report = world.after(&world.report(1), [Event::Queue]);
    let action = withdraw(&world, &report);
    let rating = world.after(&world.rating(), [Event::Queue]);
    let open = [report.clone(), action.clone(), rating.clone()];
    let steps = plan_all(&open, &world.plan_context());
    let of = |id: &str| steps.iter().find(|(item, _)| item.id == id).unwrap().1.clone();
    assert_eq!(of(&report.id), Action::SendBody);
    assert_eq!(
        of(&action.id),
        Action::Wait {
            until: None,
            reason: Reason::Order
        }
    );
    assert_eq!(of(&rating.id), Action::SendBody);
    // Once the province holds the text, the photo no longer stands in the way, and the text goes first.
    let partial = world.receipt(&world.claims(&report, &[0]));
    let report = world.after(
        &report,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, partial),
        ],
    );
    let confirms = say(&world, &report, "confirm");
    let open = [report.clone(), confirms.clone()];
    let steps = plan_all(&open, &world.plan_context());
    assert_eq!((&steps[0].0.id, &steps[0].1), (&confirms.id, &Action::SendBody));
    assert!(matches!(steps[1].1, Action::Upload { .. }));
    // Of a report that is taken back no photo goes out any more, until the province refuses that.
    let open = [report.clone(), action.clone()];
    let steps = plan_all(&open, &world.plan_context());
    assert_eq!((&steps[0].0.id, &steps[0].1), (&action.id, &Action::SendBody));
    assert!(matches!(
        steps[1].1,
        Action::Wait {
            reason: Reason::Order,
            ..
        }
    ));
    let refused = world.after(
        &action,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, crate::common::refusal(422, "action_state")),
        ],
    );
    let open = [report, refused];
    let steps = plan_all(&open, &world.plan_context());
    assert!(
        steps
            .iter()
            .any(|(_, action)| matches!(action, Action::Upload { .. }))
    );
}

#[test]
fn a_paused_item_blocks_no_other_and_says_when_to_look_again() {
    let world = World::new();
    let paused = world.after(&world.report(0), [Event::Queue, Event::Hold(Pause::Network)]);
    let rating = world.after(&world.rating(), [Event::Queue]);
    let open = [paused.clone(), rating];
    let steps = plan_all(&open, &world.plan_context());
    assert_eq!(steps[0].1, Action::SendBody);
    let until = paused.next_try_at;
    assert!(until.is_some() && matches!(steps[1].1, Action::Wait { until: at, .. } if at == until));
}

#[test]
fn words_say_sent_only_with_a_receipt() {
    let world = World::new();
    let queued = world.after(&world.report(2), [Event::Queue]);
    let partial = world.receipt(&world.claims(&queued, &[1]));
    let partial = world.after(
        &queued,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, partial),
        ],
    );
    let done = world.receipt(&world.claims(&queued, &[]));
    let done = world.after(
        &queued,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, done),
        ],
    );
    let mut offline = world.plan_context();
    offline.network = NetworkClass::None;
    for (item, context, expected) in [
        (&queued, &offline, "Đang chờ mạng, chưa gửi"),
        (&queued, &world.plan_context(), "Đang chờ đến lượt gửi"),
        (
            &partial,
            &world.plan_context(),
            "Đã nhận nội dung, còn thiếu 1 ảnh",
        ),
        (
            &partial,
            &offline,
            "Đã nhận nội dung, còn thiếu 1 ảnh. Đang chờ mạng",
        ),
        (&done, &offline, "Đã gửi, đã có giấy nhận"),
    ] {
        let view = OutboxView::of(item, context);
        assert_eq!(words(&view, Lang::Vi).display, expected);
    }
}

/// A receipt that is not what it should be is never taken for one; the person sees what is wrong with it, until a good one comes.
#[test]
fn a_wrong_receipt_is_named_and_never_called_sent() {
    let world = World::new();
    let queued = world.after(&world.report(0), [Event::Queue]);
    let other = world.after(&world.rating(), [Event::Queue]);
    let of_another = world.receipt(&world.claims(&other, &[]));
    let warned = world.after(
        &queued,
        [
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, of_another),
        ],
    );
    let view = OutboxView::of(&warned, &world.plan_context());
    assert_eq!(view.problem, Some("item"));
    let said = words(&view, Lang::Vi).display;
    assert_eq!(
        said,
        "Giấy nhận của việc khác. Giấy nhận không đúng, đang hỏi lại tỉnh, chưa coi là đã gửi"
    );
    let good = world.receipt(&world.claims(&queued, &[]));
    let probe = [Event::Start(Action::Probe), Event::Reply(Action::Probe, good)];
    let view = OutboxView::of(&world.after(&warned, probe), &world.plan_context());
    assert_eq!((view.problem, view.state), (None, "accepted"));
}

#[test]
fn every_error_reason_and_problem_has_its_words() {
    let errors = OutboxError::ERRORS.iter().map(|e| format!("error.{}", e.code));
    let pauses = Pause::ALL.iter().map(|p| p.as_str());
    let reasons = pauses.chain(["busy", "receipt", "order", "photo"]);
    let waits = reasons.flat_map(|r| [format!("outbox.wait.{r}"), format!("outbox.unsent.{r}")]);
    let problems = ReceiptProblem::ALL
        .iter()
        .map(|p| format!("outbox.problem.{}", p.as_str()));
    for id in errors.chain(waits).chain(problems) {
        assert!(knows(&id), "{id}");
    }
}

#[test]
fn ids_are_of_the_right_kind() {
    let world = World::new();
    let body = world.report(0).parsed_body().unwrap();
    for bad in [
        "",
        "1",
        "not-a-uuid",
        &rating_item_id("t"),
        &item_id(world.now, [1; 10]).to_uppercase(),
        "{0190a000-0000-7000-8000-000000000000}",
    ] {
        assert_eq!(
            Item::draft(bad.to_owned(), &body, world.now),
            Err(OutboxError::BadId)
        );
    }
    let rating = world.rating().parsed_body().unwrap();
    let timed = item_id(world.now, [1; 10]);
    assert_eq!(Item::draft(timed, &rating, world.now), Err(OutboxError::BadId));
    assert_eq!(rating_item_id("a"), rating_item_id("a"));
    assert_ne!(rating_item_id("a"), rating_item_id("b"));
}

/// Nobody can ask about a rating: after silence the same body goes again, and the province answers with the first receipt.
#[test]
fn a_rating_is_sent_again_without_a_question() {
    let world = World::new();
    let silent = world.after(
        &world.rating(),
        [
            Event::Queue,
            Event::Start(Action::SendBody),
            Event::NoReply(Action::SendBody, TransportError::Timeout),
            Event::Retry,
        ],
    );
    assert_eq!(plan(&silent, &world.plan_context()), Action::SendBody);
}

#[test]
fn what_is_said_about_a_report_follows_it_even_after_a_clock_was_set_back() {
    let world = World::new();
    let report = world.after(&world.report(1), [Event::Queue]);
    let action = withdraw(&world, &report);
    // By the wrong clock the action is the older one.
    let steps = [action.clone(), report.clone()];
    let steps = plan_all(&steps, &world.plan_context());
    let of = |id: &str| steps.iter().find(|(item, _)| item.id == id).unwrap().1.clone();
    assert_eq!(of(&report.id), Action::SendBody);
    assert_eq!(
        of(&action.id),
        Action::Wait {
            until: None,
            reason: Reason::Order
        }
    );
}

#[test]
fn an_anonymous_report_needs_no_session_and_any_other_does() {
    let world = World::new();
    let signed_out = citizen_outbox::PlanContext {
        signed_in: false,
        ..world.plan_context()
    };
    let named = world.after(&world.report(0), [Event::Queue]);
    assert!(named.needs_session());
    assert!(matches!(
        plan(&named, &signed_out),
        Action::Wait {
            reason: Reason::Auth,
            ..
        }
    ));
    let Ok(ItemBody::Report(mut body)) = named.parsed_body() else {
        panic!("a report has a report's body");
    };
    body.anonymous = true;
    let id = item_id(world.now.plus_millis(9), [3; 10]);
    let anonymous = Item::draft(id, &ItemBody::Report(body), world.now).unwrap();
    let anonymous = world.after(&anonymous, [Event::Queue]);
    assert!(!anonymous.needs_session());
    assert_eq!(plan(&anonymous, &signed_out), Action::SendBody);
}

/// An item of up to three reports or what is said about them, in any state.
fn one_of(world: &World, object: usize, kind: u8, state: u8, order: usize) -> Item {
    let at = world.now.plus_millis(object as i64);
    let id = item_id(at, [object as u8; 10]);
    let Ok(ItemBody::Report(mut body)) = world.report(1).parsed_body() else {
        panic!("a report has a report's body");
    };
    body.attachments[0].sha256 = citizen_proof::sha256_hex(&[object as u8, order as u8]);
    let body = match kind {
        0 => ItemBody::Report(body),
        _ => ItemBody::ReportAction(ReportAction {
            report: id.clone(),
            action: ["confirm", "withdraw"][usize::from(kind % 2)].into(),
            text: None,
            at: world.now,
            acting_for: None,
        }),
    };
    let id = match kind {
        0 => id,
        _ => item_id(at.plus_millis(100 + order as i64), [9; 10]),
    };
    let draft = Item::draft(id, &body, world.now).unwrap();
    let parts: Vec<usize> = (0..draft.parts.len()).collect();
    let sent = |reply| {
        vec![
            Event::Queue,
            Event::Start(Action::SendBody),
            Event::Reply(Action::SendBody, reply),
        ]
    };
    let events = match state {
        0 => vec![],
        1 => vec![Event::Queue],
        2 => vec![Event::Queue, Event::Start(Action::SendBody)],
        3 => vec![Event::Queue, Event::Hold(Pause::Network)],
        4 => sent(world.receipt(&world.claims(&draft, &parts))),
        5 => sent(world.receipt(&world.claims(&draft, &[]))),
        6 => sent(crate::common::refusal(422, "no")),
        _ => vec![Event::Queue, Event::Start(Action::SendBody), Event::Discard],
    };
    world.after(&draft, events)
}

/// One item for each of `made`, as [`one_of`] makes them; none twice.
fn all_of(world: &World, made: Vec<(usize, u8, u8)>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (order, (object, kind, state)) in made.into_iter().enumerate() {
        let item = one_of(world, object, kind, state, order);
        if items.iter().all(|other| other.id != item.id) {
            items.push(item);
        }
    }
    items
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Any items of any reports in any order: what is said about a report never goes before its report's receipt, nor before what
    /// was said about it earlier; and what happens to one report is the same as if there were no other.
    #[test]
    fn order_holds_inside_one_object_and_nowhere_else(
        made in proptest::collection::vec((0_usize..3, 0_u8..3, 0_u8..8), 2..7),
        later in 0_i64..4_000,
    ) {
        let mut world = World::new();
        let items = all_of(&world, made);
        world.now = world.now.plus_millis(later);
        let context = world.plan_context();
        let steps = plan_all(&items, &context);
        prop_assert_eq!(steps.len(), items.len());
        let unconfirmed = |other: &Item| {
            other.receipt.is_none() && !other.state.is_final() && other.state != citizen_outbox::State::Draft
        };
        for (item, action) in &steps {
            let at = items.iter().position(|other| other.id == item.id).unwrap();
            if item.kind == Kind::ReportAction && !matches!(action, Action::Wait { .. } | Action::Done) {
                for (n, other) in items.iter().enumerate().filter(|(_, other)| other.object == item.object) {
                    let goes_first = other.kind == Kind::Report || n < at;
                    prop_assert!(!(goes_first && n != at && unconfirmed(other)), "{:?} before {:?}", item, other);
                }
            }
            let own: Vec<Item> = items.iter().filter(|other| other.object == item.object).cloned().collect();
            let alone = plan_all(&own, &context);
            let alone = alone.iter().find(|(other, _)| other.id == item.id).map(|(_, action)| action);
            prop_assert_eq!(alone, Some(action), "another object's item changes nothing");
            // Whoever waits for the turn waits for somebody of the same object.
            if matches!(action, Action::Wait { reason: Reason::Order, .. }) {
                let holds_up = |other: &Item| other.id != item.id && (unconfirmed(other) || other.takes_back());
                prop_assert!(own.iter().any(holds_up), "{:?} waits for nobody", item);
            }
        }
    }
}

/// The rule as it is said, each item held against each other one.
fn held_against_each_other(items: &[Item], context: &citizen_outbox::PlanContext) -> Vec<(String, Action)> {
    let unconfirmed = |other: &Item| {
        other.receipt.is_none() && !other.state.is_final() && other.state != citizen_outbox::State::Draft
    };
    let mut steps: Vec<(String, Action)> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let mut action = plan(item, context);
        let waits = matches!(action, Action::Wait { .. } | Action::Done);
        for (m, other) in items.iter().enumerate() {
            let same = other.object == item.object && m != n;
            let earlier = m < n && item.kind != Kind::Report;
            let its_report = other.kind == Kind::Report && item.kind == Kind::ReportAction;
            let goes_first = (earlier || its_report) && unconfirmed(other);
            let open = !other.state.is_final() && other.state != citizen_outbox::State::Draft;
            let taken_back = matches!(action, Action::Upload { .. }) && open && other.takes_back();
            if same && !waits && (goes_first || taken_back) {
                action = Action::Wait {
                    until: None,
                    reason: Reason::Order,
                };
            }
        }
        steps.push((item.id.clone(), action));
    }
    steps.sort_by_key(|(_, action)| match action {
        Action::Probe => 0,
        Action::SendBody | Action::Withdraw => 1,
        Action::Upload { .. } => 2,
        Action::Wait { .. } => 3,
        Action::Done => 4,
    });
    steps
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// One pass finds what holding each item against each other one finds, and the steps that are taken from it without planning
    /// anew are its first ones, all alike.
    #[test]
    fn one_pass_plans_as_each_against_each(
        made in proptest::collection::vec((0_usize..3, 0_u8..3, 0_u8..8), 0..16),
        later in 0_i64..4_000,
    ) {
        let mut world = World::new();
        let items = all_of(&world, made);
        world.now = world.now.plus_millis(later);
        let context = world.plan_context();
        let planned: Vec<(String, Action)> =
            plan_all(&items, &context).into_iter().map(|(item, action)| (item.id.clone(), action)).collect();
        prop_assert_eq!(&planned, &held_against_each_other(&items, &context));
        let next: Vec<(String, Action)> =
            next_steps(&items, &context).into_iter().map(|(at, action)| (items[at].id.clone(), action)).collect();
        prop_assert_eq!(&next[..], &planned[..next.len()]);
        match next.first() {
            None => {
                let waits = |action: &Action| matches!(action, Action::Wait { .. } | Action::Done);
                prop_assert!(planned.iter().all(|(_, action)| waits(action)));
            }
            Some((_, Action::Upload { .. })) => prop_assert_eq!(next.len(), 1),
            Some((_, first)) => {
                let like = |action: &Action| match first {
                    Action::Probe => *action == Action::Probe,
                    _ => matches!(action, Action::SendBody | Action::Withdraw),
                };
                prop_assert_eq!(next.len(), planned.iter().filter(|(_, action)| like(action)).count());
            }
        }
    }
}
