use crate::world::{Phone, Provider, signed_in};
use citizen_domain::ports::TransportError;
use citizen_identity::{Event, IdentityError, PauseReason, StateName};
use citizen_proof::SigningKey;
use serde_json::json;

fn bearer(phone: &Phone) -> String {
    phone.machine.session().unwrap().authorization().reveal().clone()
}

/// Signed in, with a renewal on the wire.
fn renewing(window: u32) -> (Phone, Provider) {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.description["refresh_replay_window"] = json!(window);
    phone.sign_in(&mut provider);
    phone.event(Event::RefreshDue);
    assert_eq!(phone.wire.len(), 1);
    (phone, provider)
}

#[test]
fn check_renews_when_it_is_due_and_not_before() {
    let (mut phone, mut provider) = signed_in();
    let first = bearer(&phone);
    phone.event(Event::Check);
    assert!(phone.wire.is_empty());
    phone.wait_secs(1500);
    phone.event(Event::Check);
    phone.event(Event::Check);
    phone.event(Event::RefreshDue);
    assert_eq!(phone.wire.len(), 1, "one flight");
    phone.settle(&mut provider);
    assert_ne!(bearer(&phone), first);
    assert_eq!((provider.renewals, phone.told.len()), (1, 0));
    for _ in 0..3 {
        phone.wait_secs(1500);
        phone.event(Event::Check);
        phone.settle(&mut provider);
    }
    assert_eq!(
        (provider.renewals, phone.state()),
        (4, StateName::SignedIn),
        "each with the newest token"
    );
}

#[test]
fn the_intent_is_kept_before_the_token_leaves() {
    let (mut phone, _) = renewing(0);
    let sent = phone.requests;
    phone.kill();
    phone.event(Event::Check);
    assert_eq!(phone.requests, sent, "without a window it is never sent again");
    assert_eq!(
        phone.state(),
        StateName::SignedIn,
        "what is left of the access token may be used"
    );
    phone.wait_secs(1801);
    phone.event(Event::Check);
    assert_eq!(
        (phone.state(), phone.told.as_slice()),
        (StateName::NeedsSignIn, [IdentityError::Expired].as_slice())
    );
    assert!(phone.machine.state().person().is_some());
}

#[test]
fn a_lost_reply_is_asked_for_again_inside_the_announced_window_only() {
    for (window, waited, again) in [(120, 5, true), (120, 119, true), (120, 121, false), (0, 0, false)] {
        for killed in [false, true] {
            let (mut phone, _) = renewing(window);
            let (_, first) = phone.wire[0].clone();
            if killed {
                phone.kill();
            } else {
                phone.fail(TransportError::Interrupted);
            }
            phone.wait_secs(waited);
            phone.event(Event::Check);
            let resent = phone.wire.front().map(|(_, r)| r.body.clone());
            assert_eq!(resent == Some(first.body), again, "{window} {waited} {killed}");
        }
    }
}

#[test]
fn what_certainly_did_not_leave_may_be_sent_later() {
    let (mut phone, mut provider) = renewing(0);
    phone.fail(TransportError::Offline);
    assert_eq!(phone.state(), StateName::SignedIn);
    phone.wait_secs(3600);
    phone.event(Event::Check);
    phone.fail(TransportError::Offline);
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Network));
    assert!(
        phone.machine.session().is_some(),
        "an expired session still says whose it is"
    );
    phone.event(Event::Check);
    phone.reply(503, "");
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Provider));
    phone.event(Event::RefreshDue);
    phone.settle(&mut provider);
    assert_eq!((phone.state(), provider.renewals), (StateName::SignedIn, 1));
}

#[test]
fn a_provider_that_ends_the_session_is_believed() {
    for (status, body) in [
        (400, r#"{"error":"invalid_grant"}"#),
        (401, r#"{"error":"invalid_client"}"#),
        (403, "<html>"),
    ] {
        let (mut phone, _) = renewing(0);
        phone.reply(status, body);
        assert_eq!(phone.state(), StateName::NeedsSignIn);
        assert_eq!(phone.machine.state().why(), Some(IdentityError::Ended));
    }
}

#[test]
fn a_renewal_for_somebody_else_ends_everything() {
    let (mut phone, mut provider) = renewing(0);
    provider.claims["sub"] = json!("resident-2");
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::NeedsSignIn);
    assert!(phone.told.contains(&IdentityError::Subject));
    assert_eq!(provider.revoked.len(), 1);
}

#[test]
fn a_renewal_signed_with_a_new_key_survives_a_kill_while_the_key_is_fetched() {
    let (mut phone, mut provider) = signed_in();
    provider.key = SigningKey::generate_es256().unwrap();
    phone.wait_secs(1500);
    phone.event(Event::Check);
    let (id, request) = phone.wire.pop_front().unwrap();
    let (status, body) = provider.answer(id, &request, phone.now);
    phone.event(Event::Reply { id, status, body });
    phone.kill();
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!((phone.state(), phone.told.len()), (StateName::SignedIn, 0));
    phone.wait_secs(1500);
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!(provider.renewals, 2, "the rotated refresh token was not lost");
}

#[test]
fn without_a_refresh_token_the_session_ends_with_the_access_token() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.reply = json!({ "refresh_token": null });
    phone.sign_in(&mut provider);
    phone.event(Event::Check);
    assert_eq!(phone.state(), StateName::SignedIn);
    phone.wait_secs(1801);
    phone.begin();
    assert_eq!(
        phone.state(),
        StateName::Authenticating,
        "an ended session does not stand in the way"
    );
    phone.event(Event::Cancel);
    assert_eq!(
        phone.state(),
        StateName::NeedsSignIn,
        "and a cancel leads back to who it was"
    );
    assert!(phone.machine.state().person().is_some());
}
