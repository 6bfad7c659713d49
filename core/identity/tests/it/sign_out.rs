use crate::world::signed_in;
use citizen_domain::ports::TransportError;
use citizen_identity::{Event, StateName};

#[test]
fn works_offline_and_is_delivered_later() {
    let (mut phone, mut provider) = signed_in();
    phone.event(Event::Disconnect);
    assert_eq!(phone.state(), StateName::SignedOut);
    phone.fail(TransportError::Offline);
    assert!(!phone.machine.delivered());
    let kept = String::from_utf8(phone.kept.clone().unwrap().reveal().clone()).unwrap();
    assert!(
        !kept.contains("Nguyễn") && !kept.contains("access-"),
        "only what is to be given back is left"
    );
    phone.kill();
    phone.event(Event::Check);
    phone.reply(503, "");
    assert!(!phone.machine.delivered(), "a provider in trouble is asked again");
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert!(phone.machine.delivered());
    assert_eq!(provider.revoked.len(), 1);
    assert!(provider.revoked[0].starts_with("refresh-"));
}

#[test]
fn without_a_place_to_give_tokens_back_nothing_is_left() {
    let (mut phone, mut provider) = (crate::world::Phone::new(), crate::world::Provider::new());
    provider.description["revocation_endpoint"] = serde_json::Value::Null;
    phone.sign_in(&mut provider);
    phone.event(Event::Disconnect);
    assert!(phone.machine.delivered() && phone.kept.is_none() && phone.wire.is_empty());
}

#[test]
fn signing_out_during_a_renewal_stays_signed_out_and_takes_the_new_tokens_back() {
    let (mut phone, mut provider) = signed_in();
    phone.event(Event::RefreshDue);
    let (id, request) = phone.wire.pop_front().unwrap();
    let (status, body) = provider.answer(id, &request, phone.now);
    phone.event(Event::Disconnect);
    phone.settle(&mut provider);
    phone.event(Event::Reply { id, status, body });
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::SignedOut);
    assert_eq!(provider.revoked.len(), 2, "the old and the new");
    assert!(phone.machine.delivered());
}

#[test]
fn a_refusal_is_not_asked_again_for_ever() {
    let (mut phone, _) = signed_in();
    phone.event(Event::Disconnect);
    phone.reply(400, r#"{"error":"unsupported_token_type"}"#);
    assert!(phone.machine.delivered());
    phone.event(Event::Check);
    assert!(phone.wire.is_empty());
}

#[test]
fn the_same_reply_twice_does_no_harm() {
    let (mut phone, mut provider) = signed_in();
    phone.event(Event::RefreshDue);
    let (id, request) = phone.wire.pop_front().unwrap();
    let (status, body) = provider.answer(id, &request, phone.now);
    for _ in 0..2 {
        phone.event(Event::Reply {
            id,
            status,
            body: body.clone(),
        });
        phone.settle(&mut provider);
    }
    assert_eq!((phone.state(), provider.revoked.len()), (StateName::SignedIn, 0));
}
