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
        (400, r#"{"error":"unauthorized_client"}"#),
    ] {
        let (mut phone, _) = renewing(0);
        phone.reply(status, body);
        assert_eq!(phone.state(), StateName::NeedsSignIn);
        assert_eq!(phone.machine.state().why(), Some(IdentityError::Ended));
    }
}

/// What a firewall, a captive portal or a moved path answers, and words that end nothing, are an outage: the session goes on,
/// and the same refresh token is good when the provider is itself again.
#[test]
fn a_refusal_that_is_no_verdict_of_the_provider_ends_nothing() {
    for (status, body) in [
        (403, "<html>"),
        (404, "<html>"),
        (400, ""),
        (429, r#"{"error":"slow_down"}"#),
        (400, r#"{"error":"temporarily_unavailable"}"#),
        (407, r#"{"message":"proxy"}"#),
    ] {
        for expired in [false, true] {
            let (mut phone, mut provider) = renewing(0);
            let before = bearer(&phone);
            if expired {
                phone.wait_secs(3600);
            }
            phone.reply(status, body);
            let pause = phone.machine.state().pause();
            assert_eq!(pause, expired.then_some(PauseReason::Provider), "{status} {body}");
            assert_eq!(bearer(&phone), before);
            assert!(phone.wire.is_empty() && provider.revoked.is_empty());
            phone.kill();
            phone.event(Event::RefreshDue);
            phone.settle(&mut provider);
            assert_eq!(
                (phone.state(), provider.renewals),
                (StateName::SignedIn, 1),
                "{status}"
            );
            assert_ne!(bearer(&phone), before);
        }
    }
}

/// The reply that refuses a proof has told the time: with it the proof is made once more, and no oftener.
#[test]
fn a_proof_that_was_not_taken_is_made_anew_once() {
    for error in ["invalid_dpop_proof", "use_dpop_nonce"] {
        let refusal = format!(r#"{{"error":"{error}"}}"#);
        let (mut phone, mut provider) = renewing(0);
        let (_, first) = phone.wire[0].clone();
        phone.reply(400, &refusal);
        let again = phone.wire.front().map(|(_, request)| request.body.clone());
        assert_eq!(again, Some(first.body), "{error}");
        phone.settle(&mut provider);
        assert_eq!((phone.state(), provider.renewals), (StateName::SignedIn, 1));

        let (mut phone, mut provider) = renewing(0);
        phone.reply(400, &refusal);
        phone.reply(401, &refusal);
        assert!(phone.wire.is_empty(), "{error}: and no oftener");
        assert_eq!((phone.state(), phone.told.len()), (StateName::SignedIn, 0));
        phone.event(Event::RefreshDue);
        phone.settle(&mut provider);
        assert_eq!((phone.state(), provider.renewals), (StateName::SignedIn, 1));
    }
}

/// A key set that cannot be had, whatever stands in its place, says nothing of the tokens.
#[test]
fn an_outage_of_the_keys_holds_the_new_tokens_and_revokes_nothing() {
    for (status, body) in [
        (404, "<html>"),
        (200, "<html>"),
        (200, r#"{"keys":1}"#),
        (403, ""),
        (503, ""),
    ] {
        let (mut phone, mut provider) = signed_in();
        provider.key = SigningKey::generate_es256().unwrap();
        phone.wait_secs(1500);
        phone.event(Event::Check);
        phone.answered(&mut provider);
        assert_eq!(phone.wire[0].0.kind, citizen_identity::RequestKind::Keys);
        phone.reply(status, body);
        assert_eq!(
            phone.machine.state().pause(),
            Some(PauseReason::Provider),
            "{status} {body}"
        );
        assert!(provider.revoked.is_empty() && phone.told.is_empty());
        phone.wait_secs(61);
        phone.event(Event::Check);
        phone.settle(&mut provider);
        assert_eq!(
            (phone.state(), provider.renewals),
            (StateName::SignedIn, 1),
            "{status} {body}"
        );
        assert!(provider.revoked.is_empty() && phone.told.is_empty());
    }
}

/// Tokens whose key is not published yet are held as long as the keys may not be asked for again.
#[test]
fn held_tokens_wait_for_the_keys_as_long_as_these_rest() {
    let (mut phone, mut provider) = signed_in();
    // The keys are asked for: from now on they rest.
    provider.key = SigningKey::generate_es256().unwrap();
    phone.wait_secs(1500);
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn);
    // At once another key, which the set does not have: held.
    provider.key = SigningKey::generate_es256().unwrap();
    phone.event(Event::RefreshDue);
    phone.answered(&mut provider);
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Provider));
    for _ in 0..3 {
        phone.event(Event::Check);
        assert!(phone.wire.is_empty(), "nobody asks while they rest");
    }
    phone.wait_secs(61);
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!((phone.state(), phone.told.len()), (StateName::SignedIn, 0));
    assert!(provider.revoked.is_empty());
}

/// The browser was opened and nobody came back yet: what waits to be sent does not wait for that.
#[test]
fn an_open_sign_in_does_not_stand_in_the_way_of_the_session_that_is_there() {
    for (event, refused) in [
        (Event::Check, false),
        (Event::RefreshDue, false),
        (Event::Check, true),
    ] {
        for killed in [false, true] {
            let (mut phone, mut provider) = signed_in();
            phone.wait_secs(1400);
            phone.begin();
            phone.settle(&mut provider);
            let browser = phone.browser.clone().unwrap();
            if killed {
                phone.kill();
            }
            phone.wait_secs(450);
            assert!(phone.machine.session().unwrap().is_expired(phone.now));
            phone.event(event.clone());
            assert_eq!(phone.wire.len(), 1);
            if refused {
                phone.reply(400, r#"{"error":"invalid_grant"}"#);
                assert!(phone.machine.session().is_none());
            } else {
                phone.settle(&mut provider);
                assert!(!phone.machine.session().unwrap().is_expired(phone.now));
                assert_eq!((provider.renewals, provider.revoked.len()), (1, 0));
            }
            assert_eq!(phone.state(), StateName::Authenticating);
            // And the sign-in is as good as it was.
            let open = phone.machine.clone();
            phone.event(Event::Cancel);
            let back = if refused {
                StateName::NeedsSignIn
            } else {
                StateName::SignedIn
            };
            assert_eq!(phone.state(), back);
            phone.machine = open;
            let url = provider.authorize(&browser);
            phone.event(Event::Redirect { url });
            phone.settle(&mut provider);
            assert_eq!(phone.state(), StateName::SignedIn);
        }
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
    phone.answered(&mut provider);
    phone.kill();
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!((phone.state(), phone.told.len()), (StateName::SignedIn, 0));
    phone.wait_secs(1500);
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!(provider.renewals, 2, "the rotated refresh token was not lost");
}

/// The provider's new tokens are of another day than the phone believes in: they are held, and the session goes on when
/// the clock is right.
#[test]
fn a_wrong_clock_pauses_a_renewal_and_ends_nothing() {
    for skew in [-100_000, 100_000] {
        let (mut phone, mut provider) = renewing(0);
        let before = bearer(&phone);
        provider.skew = skew;
        phone.settle(&mut provider);
        assert_eq!(phone.machine.state().pause(), Some(PauseReason::Clock));
        assert_eq!(phone.told, [IdentityError::Time]);
        assert_eq!(bearer(&phone), before, "what is left of the session may be used");
        phone.kill();
        for event in [Event::Check, Event::RefreshDue, Event::Check] {
            phone.event(event);
            assert_eq!(phone.machine.state().pause(), Some(PauseReason::Clock));
        }
        assert!(phone.wire.is_empty(), "nothing is asked for twice");
        phone.wait_secs(skew);
        provider.skew = 0;
        phone.event(Event::Check);
        assert_eq!(phone.state(), StateName::SignedIn);
        assert_ne!(bearer(&phone), before);
        assert_eq!((provider.renewals, provider.revoked.len()), (1, 0));
        phone.event(Event::Check);
        phone.settle(&mut provider);
        assert!(!phone.machine.session().unwrap().is_expired(phone.now));
        assert_eq!(phone.state(), StateName::SignedIn, "and it can be renewed");
    }
}

/// The clock is put right only when the short life of the held ID token is over: nobody can judge it any more, and the
/// session must not wait for ever.
#[test]
fn tokens_that_were_held_for_too_long_are_renewed() {
    for skew in [-100_000, 100_000] {
        let (mut phone, mut provider) = renewing(0);
        provider.skew = skew;
        phone.settle(&mut provider);
        assert_eq!(phone.machine.state().pause(), Some(PauseReason::Clock));
        phone.kill();
        phone.wait_secs(skew + 7 * 3600);
        provider.skew = 0;
        phone.event(Event::Check);
        phone.settle(&mut provider);
        assert_eq!(phone.state(), StateName::SignedIn, "{skew}");
        assert_eq!((provider.renewals, provider.revoked.len()), (2, 0));
        assert!(!phone.machine.session().unwrap().is_expired(phone.now));
    }
}

/// Keys of another day are asked for again, and serve while they cannot be had.
#[test]
fn old_keys_are_renewed_and_serve_where_they_cannot_be() {
    for (reply, fetched) in [(true, true), (false, false)] {
        let (mut phone, mut provider) = signed_in();
        phone.wait_secs(25 * 3600);
        phone.event(Event::Check);
        phone.answered(&mut provider);
        assert_eq!(phone.wire[0].0.kind, citizen_identity::RequestKind::Keys);
        if reply {
            phone.settle(&mut provider);
        } else {
            phone.fail(TransportError::Offline);
        }
        assert_eq!(
            (phone.state(), phone.told.len()),
            (StateName::SignedIn, 0),
            "{fetched}"
        );
        assert!(!phone.machine.session().unwrap().is_expired(phone.now));
    }
    // A key that the provider took back is not believed any more.
    let (mut phone, mut provider) = signed_in();
    phone.wait_secs(25 * 3600);
    phone.event(Event::Check);
    let (id, request) = phone.wire.pop_front().unwrap();
    let (status, body) = provider.answer(id, &request, phone.now);
    provider.key = SigningKey::generate_es256().unwrap();
    phone.event(Event::Reply { id, status, body });
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::NeedsSignIn);
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

/// A new sign-in leaves the session as it is until it has an end of its own.
#[test]
fn a_new_sign_in_holds_the_session_meanwhile() {
    for ending in ["cancel", "too late", "refused", "killed", "done"] {
        let (mut phone, mut provider) = signed_in();
        let before = bearer(&phone);
        let url = phone.up_to_browser(&mut provider);
        assert_eq!(phone.state(), StateName::Authenticating);
        assert_eq!(bearer(&phone), before, "it serves meanwhile");
        match ending {
            "cancel" => phone.event(Event::Cancel),
            "too late" => {
                phone.wait_secs(16 * 60);
                phone.event(Event::Check);
            }
            "refused" => {
                let mut url = provider.authorize(&url);
                let query = url.query().unwrap().replace("code=", "error=access_denied&x=");
                url.set_query(Some(&query));
                phone.event(Event::Redirect { url });
            }
            "killed" => {
                phone.kill();
                phone.event(Event::Cancel);
            }
            _ => {
                let url = provider.authorize(&url);
                phone.event(Event::Redirect { url });
                phone.settle(&mut provider);
            }
        }
        assert_eq!(phone.state(), StateName::SignedIn, "{ending}");
        let done = ending == "done";
        assert_eq!(
            (bearer(&phone) != before, provider.revoked.len()),
            (done, usize::from(done)),
            "{ending}"
        );
    }
}

/// Signing out while a new sign-in is on its way ends the session that was held.
#[test]
fn signing_out_ends_the_held_session_too() {
    let (mut phone, mut provider) = signed_in();
    phone.up_to_browser(&mut provider);
    phone.event(Event::Disconnect);
    phone.settle(&mut provider);
    assert_eq!((phone.state(), provider.revoked.len()), (StateName::SignedOut, 1));
}

/// The first answers put a wrong clock right: the person's time to sign in counts from the browser on.
#[test]
fn a_clock_that_is_put_right_on_the_way_costs_no_sign_in() {
    for off in [-90, -1, 1, 3650] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.take_ahead();
        phone.begin();
        phone.wait_secs(off * 86_400);
        phone.settle(&mut provider);
        let back = provider.authorize(&phone.browser.take().unwrap());
        phone.event(Event::Redirect { url: back });
        phone.settle(&mut provider);
        assert_eq!(
            (phone.state(), phone.told.len()),
            (StateName::SignedIn, 0),
            "{off}"
        );
    }
}
