//! Only the province's own word for exactly this item counts.

use crate::common::{PROVINCE, World};
use citizen_domain::keys::KeyUse;
use citizen_domain::wire::{ReceiptClaims, TYP_SLIP};
use citizen_outbox::{
    Action, Effect, Event, OutboxError, PartState, ReceiptProblem, StateName, receipt_key_id,
    verify_receipt_file,
};
use citizen_proof::{KeySet, SigningKey};

#[test]
fn a_receipt_for_something_else_is_a_security_event_and_never_accepted() {
    type Change = fn(&mut ReceiptClaims);
    let world = World::new();
    let item = world.after(&world.report(1), [Event::Queue, Event::Start(Action::SendBody)]);
    let cases: [(Change, ReceiptProblem); 9] = [
        (|c| c.iss = "52".into(), ReceiptProblem::Issuer),
        (|c| c.id = "0190".into(), ReceiptProblem::Item),
        (|c| c.kind = "rating".into(), ReceiptProblem::Kind),
        (|c| c.body_sha256 = "00".repeat(32), ReceiptProblem::Body),
        (|c| c.attachments[0].bytes += 1, ReceiptProblem::Attachment),
        (
            |c| c.attachments[0].sha256 = "00".repeat(32),
            ReceiptProblem::Attachment,
        ),
        (|c| c.missing.push("00".repeat(32)), ReceiptProblem::Attachment),
        (
            |c| c.accepted_at = c.accepted_at.plus_millis(-2000),
            ReceiptProblem::Signature,
        ),
        (
            |c| c.accepted_at = c.accepted_at.plus_millis(-90_000_000),
            ReceiptProblem::Signature,
        ),
    ];
    for (change, problem) in cases {
        let mut claims = world.claims(&item, &[]);
        change(&mut claims);
        let applied = world
            .apply(&item, Event::Reply(Action::SendBody, world.receipt(&claims)))
            .unwrap();
        assert_eq!(applied.effects, [Effect::Security(problem)]);
        assert_eq!(applied.item.state.name(), StateName::Sending);
        assert_eq!(applied.item.receipt_problem, Some(problem));
        assert!(applied.item.receipt.is_none() && applied.item.needs_probe);
    }
}

#[test]
fn only_a_receipt_key_of_the_province_counts() {
    let world = World::new();
    let item = world.after(&world.report(0), [Event::Queue, Event::Start(Action::SendBody)]);
    let claims = world.claims(&item, &[]);
    let slip_key = SigningKey::generate_es256().unwrap();
    let mut other = World::new();
    let known = world.key.public(&[KeyUse::Receipt], None, None);
    other.keys = KeySet::new(vec![known, slip_key.public(&[KeyUse::Slip], None, None)]).unwrap();
    for (token, problem) in [
        (
            slip_key.sign(citizen_domain::wire::TYP_RECEIPT, &claims),
            ReceiptProblem::Signature,
        ),
        (world.key.sign(TYP_SLIP, &claims), ReceiptProblem::Signature),
        (
            other.key.sign(citizen_domain::wire::TYP_RECEIPT, &claims),
            ReceiptProblem::UnknownKey,
        ),
        (Ok("not.a.receipt".to_owned()), ReceiptProblem::Signature),
    ] {
        let reply = crate::common::reply(200, &format!(r#"{{"receipt":"{}"}}"#, token.unwrap()));
        let applied = other.apply(&item, Event::Reply(Action::SendBody, reply)).unwrap();
        assert_eq!(applied.effects, [Effect::Security(problem)]);
    }
}

#[test]
fn what_a_receipt_leaves_out_is_missing_whatever_it_says() {
    let world = World::new();
    let item = world.after(&world.report(2), [Event::Queue, Event::Start(Action::SendBody)]);
    let mut silent = world.claims(&item, &[]);
    silent.attachments.remove(1);
    let mut contradicts = world.claims(&item, &[1]);
    contradicts.complete = true;
    for claims in [silent, contradicts] {
        let after = world.after(&item, [Event::Reply(Action::SendBody, world.receipt(&claims))]);
        assert_eq!(after.state.name(), StateName::Sending);
        let states: Vec<_> = after.parts.iter().map(|part| part.state).collect();
        assert_eq!(states, [PartState::Held, PartState::Waiting]);
    }
    let mut nothing_missing = world.claims(&item, &[]);
    nothing_missing.complete = false;
    let after = world.after(
        &item,
        [Event::Reply(Action::SendBody, world.receipt(&nothing_missing))],
    );
    assert_eq!(after.state.name(), StateName::Sending);
}

#[test]
fn a_ratings_receipt_tells_only_the_day_on_which_its_key_came_into_use() {
    let world = World::new();
    let item = world.after(&world.rating(), [Event::Queue, Event::Start(Action::SendBody)]);
    let mut claims = world.claims(&item, &[]);
    claims.accepted_at = citizen_domain::Timestamp::start_of(world.now.date());
    let after = world.after(&item, [Event::Reply(Action::SendBody, world.receipt(&claims))]);
    assert_eq!(after.state.name(), StateName::Accepted);
}

#[test]
fn a_receipt_file_verifies_by_itself() {
    let world = World::new();
    let item = world.report(1);
    let token = world.sign(&world.claims(&item, &[]));
    let json = format!(r#" {{"receipt":"{token}"}} "#);
    for text in [token.as_str(), json.as_str()] {
        let view = verify_receipt_file(text, &world.keys, Some(PROVINCE)).unwrap();
        assert_eq!(
            (view.id, view.body_sha256),
            (item.id.clone(), item.body_sha256.clone())
        );
        assert!(view.verified && view.complete);
        assert_eq!(receipt_key_id(text).unwrap(), view.key_id);
    }
    let forged = token.replacen('.', ".A", 1);
    for (text, keys, error) in [
        ("hello", &world.keys, OutboxError::NotAReceipt),
        ("{}", &world.keys, OutboxError::NotAReceipt),
        (
            &forged,
            &world.keys,
            OutboxError::Receipt(ReceiptProblem::Signature),
        ),
        (
            &token,
            &World::new().keys,
            OutboxError::Receipt(ReceiptProblem::UnknownKey),
        ),
    ] {
        assert_eq!(verify_receipt_file(text, keys, None), Err(error));
    }
    assert_eq!(
        verify_receipt_file(&token, &world.keys, Some("52")),
        Err(OutboxError::Receipt(ReceiptProblem::Issuer))
    );
}
