//! A sign-in's parameters sent ahead of the browser (RFC 9126), and what is asked for.

use crate::world::{CALLBACK, ISSUER, Phone, Provider};
use citizen_domain::ports::TransportError;
use citizen_identity::{Event, IdentityError, PauseReason, RequestKind, StateName};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn the_browser_sees_only_what_stands_for_the_parameters() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.take_ahead();
    let url = phone.up_to_browser(&mut provider);
    let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    assert_eq!(
        asked.keys().collect::<Vec<_>>(),
        ["client_id", "request_uri", "tenant"]
    );
    assert!(url.as_str().starts_with(ISSUER));
    let back = provider.authorize(&url);
    phone.event(Event::Redirect { url: back });
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn, "{:?}", phone.told);
    assert_eq!(phone.requests, 4, "description, parameters, code, keys");
}

#[test]
fn the_parameters_are_the_same_either_way() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.bind();
    let url = phone.up_to_browser(&mut provider);
    let plain: Vec<String> = url
        .query_pairs()
        .map(|(n, _)| n.into_owned())
        .filter(|n| n != "tenant")
        .collect();
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.bind();
    provider.take_ahead();
    phone.begin();
    phone.answered(&mut provider);
    let (id, request) = phone.wire.pop_front().unwrap();
    assert_eq!(id.kind, RequestKind::Push);
    let form: Vec<(String, String)> = url::form_urlencoded::parse(&request.body).into_owned().collect();
    assert_eq!(form.iter().map(|(n, _)| n.clone()).collect::<Vec<_>>(), plain);
    assert!(form.contains(&("redirect_uri".to_owned(), CALLBACK.to_owned())));
}

#[test]
fn what_can_be_sent_again_is_and_what_was_refused_is_told() {
    let start = || {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.take_ahead();
        phone.begin();
        phone.answered(&mut provider);
        (phone, provider)
    };
    let (mut phone, mut provider) = start();
    phone.fail(TransportError::Timeout);
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Network));
    phone.kill();
    phone.event(Event::Check);
    phone.reply(503, "");
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Provider));
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert!(phone.browser.is_some());

    for (status, body, expected) in [
        (400, r#"{"error":"invalid_request"}"#, IdentityError::Refused),
        (401, "", IdentityError::Refused),
        (201, "<html>", IdentityError::TokenReply),
        (201, r#"{"request_uri":"a b"}"#, IdentityError::TokenReply),
        (201, r#"{"request_uri":""}"#, IdentityError::TokenReply),
    ] {
        let (mut phone, _) = start();
        phone.reply(status, body);
        assert_eq!(phone.told, [expected], "{status} {body}");
        assert_eq!(phone.state(), StateName::SignedOut);
    }
}

#[test]
fn renewal_without_the_person_is_asked_for_as_the_provider_names_it() {
    for (scopes, prompts, scope, prompt) in [
        (json!(["openid"]), json!(["consent"]), "openid", None),
        (
            json!(["openid", "email", "profile"]),
            json!(["consent"]),
            "openid profile",
            None,
        ),
        (
            json!(["openid", "offline_access"]),
            json!(["login", "consent"]),
            "openid offline_access",
            Some("consent"),
        ),
        (
            json!(["openid", "offline_access"]),
            json!(["login"]),
            "openid offline_access",
            None,
        ),
        (
            json!(["openid", "offline_access"]),
            json!(null),
            "openid offline_access",
            Some("consent"),
        ),
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.description["scopes_supported"] = scopes.clone();
        provider.description["prompt_values_supported"] = prompts.clone();
        let url = phone.up_to_browser(&mut provider);
        let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["scope"], scope, "{scopes} {prompts}");
        assert_eq!(
            asked.get("prompt").map(String::as_str),
            prompt,
            "{scopes} {prompts}"
        );
    }
}

#[test]
fn the_provider_s_own_session_is_ended_by_an_address_that_names_nobody() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let config = crate::world::config();
    assert_eq!(phone.machine.end_session_url(&config), None);
    provider.description["end_session_endpoint"] = json!(format!("{ISSUER}/end"));
    phone.sign_in(&mut provider);
    let url = phone.machine.end_session_url(&config).unwrap();
    assert_eq!(url.as_str(), format!("{ISSUER}/end?client_id=citizen-app"));
    let other = citizen_identity::Config {
        issuer: "https://other.example".to_owned(),
        ..config
    };
    assert_eq!(phone.machine.end_session_url(&other), None);
}
