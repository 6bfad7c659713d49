use crate::world::{CALLBACK, ISSUER, Phone, Provider, signed_in};
use citizen_domain::ports::TransportError;
use citizen_identity::{AccountType, AgeBand, Event, IdentityError, PauseReason, StateName};
use citizen_proof::{Alg, ProofError, SigningKey, base64url, sha256};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use url::Url;

#[test]
fn a_sign_in_takes_three_requests_and_keeps_little() {
    let (phone, _) = signed_in();
    assert_eq!(phone.requests, 3, "description, code, keys");
    let session = phone.machine.session().unwrap();
    let person = &session.person;
    assert_eq!(person.display_name, "Nguyễn Thị Mẫu");
    assert_eq!(person.id_last4.as_deref(), Some("0123"));
    assert_eq!(person.account_type, Some(AccountType::Citizen));
    assert_eq!(person.assurance_level.as_deref(), Some("2"));
    assert_eq!(person.age_band, Some(AgeBand::Adult));
    assert!(session.authorization().reveal().starts_with("Bearer access-"));
    assert!(!session.is_expired(phone.now));
    assert!(session.is_expired(session.expires_at));
    assert!(
        session.is_expired(phone.now.plus_millis(-3_600_000)),
        "a clock moved back"
    );
    let kept = String::from_utf8(phone.kept.unwrap().reveal().clone()).unwrap();
    assert!(!kept.contains("resident-1"), "the subject is not kept");
}

#[test]
fn the_authorize_address_is_what_the_standards_ask() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let url = phone.up_to_browser(&mut provider);
    assert!(
        url.as_str()
            .starts_with(&format!("{ISSUER}/authorize?tenant=79&response_type=code&"))
    );
    let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    assert_eq!(asked["redirect_uri"], CALLBACK);
    assert_eq!(asked["scope"], "openid");
    assert_eq!(asked["client_id"], "citizen-app");
    assert_eq!(asked["code_challenge_method"], "S256");
    let secrets = ["state", "nonce", "code_challenge"].map(|n| asked[n].clone());
    assert!(secrets.iter().all(|s| s.len() == 43));
    phone.event(Event::Cancel);
    let again = phone.up_to_browser(&mut provider);
    assert!(
        secrets.iter().all(|s| !again.as_str().contains(s)),
        "new secrets each time"
    );
}

#[test]
fn the_second_sign_in_needs_only_the_code() {
    let (mut phone, mut provider) = signed_in();
    phone.event(Event::Disconnect);
    phone.settle(&mut provider);
    let before = phone.requests;
    phone.sign_in(&mut provider);
    assert_eq!((phone.state(), phone.requests - before), (StateName::SignedIn, 1));
}

#[test]
fn a_provider_must_offer_what_is_needed() {
    for (name, value, expected) in [
        ("issuer", json!("https://id.tinh.example/"), IdentityError::Issuer),
        ("issuer", json!("https://evil.example"), IdentityError::Issuer),
        ("issuer", json!(1), IdentityError::Discovery),
        (
            "token_endpoint",
            json!("http://id.tinh.example/token"),
            IdentityError::Address,
        ),
        (
            "token_endpoint",
            json!("https://a:b@id.tinh.example/token"),
            IdentityError::Address,
        ),
        ("jwks_uri", json!("file:///etc/passwd"), IdentityError::Address),
        (
            "authorization_endpoint",
            json!("javascript:alert(1)"),
            IdentityError::Address,
        ),
        (
            "revocation_endpoint",
            json!("http://evil.example/"),
            IdentityError::Address,
        ),
        (
            "response_types_supported",
            json!(["token"]),
            IdentityError::Unsupported,
        ),
        (
            "code_challenge_methods_supported",
            json!(["plain"]),
            IdentityError::Unsupported,
        ),
        (
            "code_challenge_methods_supported",
            json!([]),
            IdentityError::Unsupported,
        ),
        (
            "id_token_signing_alg_values_supported",
            json!(["HS256", "none"]),
            IdentityError::Unsupported,
        ),
        (
            "require_pushed_authorization_requests",
            json!(true),
            IdentityError::Unsupported,
        ),
        (
            "pushed_authorization_request_endpoint",
            json!("http://id.tinh.example/par"),
            IdentityError::Address,
        ),
        (
            "end_session_endpoint",
            json!("ftp://id.tinh.example/"),
            IdentityError::Address,
        ),
        ("token_endpoint", Value::Null, IdentityError::Discovery),
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.description[name] = value.clone();
        phone.begin();
        phone.settle(&mut provider);
        assert_eq!(phone.told, [expected], "{name} {value}");
        assert_eq!(phone.state(), StateName::SignedOut);
    }
}

#[test]
fn no_network_pauses_and_check_goes_on() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    phone.begin();
    phone.fail(TransportError::Offline);
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Network));
    phone.kill();
    phone.event(Event::Check);
    phone.reply(503, "");
    assert_eq!(phone.machine.state().pause(), Some(PauseReason::Provider));
    phone.event(Event::Check);
    phone.settle(&mut provider);
    let back = provider.authorize(&phone.browser.clone().unwrap());
    phone.event(Event::Redirect { url: back });
    phone.fail(TransportError::Offline);
    assert_eq!(
        phone.state(),
        StateName::Paused,
        "the code has not left and is held"
    );
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn);
}

#[test]
fn a_code_whose_reply_was_lost_is_never_sent_again() {
    for lost in [
        TransportError::Timeout,
        TransportError::Interrupted,
        TransportError::Malformed,
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        let url = phone.up_to_browser(&mut provider);
        let back = provider.authorize(&url);
        phone.event(Event::Redirect { url: back });
        phone.fail(lost);
        assert_eq!(phone.told, [IdentityError::Interrupted]);
        phone.event(Event::Check);
        assert!(phone.wire.is_empty());
        phone.sign_in(&mut provider);
        assert_eq!(phone.state(), StateName::SignedIn);
    }
}

/// Killed after every event of a sign-in, it either goes on or asks to begin again, and then succeeds.
#[test]
fn a_kill_at_any_step_costs_at_most_a_new_beginning() {
    for step in 0..6 {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        let mut back: Option<Url> = None;
        for at in 0..6 {
            if at == step {
                phone.kill();
                phone.event(Event::Check);
            }
            match at {
                0 => phone.begin(),
                2 => back = phone.browser.as_ref().map(|url| provider.authorize(url)),
                3 => {
                    if let Some(url) = back.take() {
                        phone.event(Event::Redirect { url });
                    }
                }
                _ => {
                    if !phone.wire.is_empty() {
                        phone.answered(&mut provider);
                    }
                }
            }
        }
        phone.settle(&mut provider);
        if phone.state() != StateName::SignedIn {
            phone.sign_in(&mut provider);
        }
        assert_eq!(phone.state(), StateName::SignedIn, "killed before step {step}");
    }
}

#[test]
fn keys_are_fetched_once_more_for_an_unknown_key_and_then_not_for_a_while() {
    let (mut phone, mut provider) = signed_in();
    let mut anew = |wait: i64, phone: &mut Phone, state: StateName, requests: u32, why: &str| {
        phone.event(Event::Disconnect);
        phone.settle(&mut provider);
        phone.wait_secs(wait);
        provider.key = SigningKey::generate_es256().unwrap();
        let before = phone.requests;
        phone.sign_in(&mut provider);
        assert_eq!(
            (phone.state(), phone.requests - before),
            (state, requests),
            "{why}"
        );
    };
    anew(
        0,
        &mut phone,
        StateName::SignedIn,
        2,
        "code and keys: they may change right after the first time",
    );
    anew(
        0,
        &mut phone,
        StateName::SignedOut,
        2,
        "the code, and the tokens given back: still cooling down",
    );
    assert_eq!(
        phone.told,
        [IdentityError::IdToken(citizen_proof::ProofError::UnknownKey)]
    );
    anew(61, &mut phone, StateName::SignedIn, 2, "rested");
}

#[test]
fn a_token_reply_must_be_one() {
    for (name, value) in [
        ("token_type", json!("DPoP")),
        ("token_type", Value::Null),
        ("access_token", json!("")),
        ("access_token", json!("a\r\nx-evil: 1")),
        ("access_token", json!("á")),
        ("access_token", json!("a".repeat(20_000))),
        ("expires_in", json!(-1)),
        ("expires_in", json!("1800")),
        ("id_token", Value::Null),
    ] {
        let (mut phone, mut provider) = (Phone::new(), Provider::new());
        provider.reply = json!({ name: value });
        phone.sign_in(&mut provider);
        assert_eq!(phone.told, [IdentityError::TokenReply], "{name} {value:.40}");
        assert_eq!(phone.state(), StateName::SignedOut);
    }
}

#[test]
fn under_14_gets_no_session_and_the_tokens_go_back() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.claims["age_band"] = json!("under_14");
    phone.sign_in(&mut provider);
    assert_eq!(phone.told, [IdentityError::Under14]);
    assert_eq!(phone.state(), StateName::SignedOut);
    assert_eq!(provider.revoked.len(), 1);
    assert!(phone.machine.delivered());
}

#[test]
fn pkce_binds_the_code_to_this_phone() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let mut url = phone.up_to_browser(&mut provider);
    let other = base64url::encode(sha256(b"somebody else's verifier"));
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(pairs.iter().map(|(n, v)| {
            (
                n.as_str(),
                if n == "code_challenge" {
                    other.as_str()
                } else {
                    v.as_str()
                },
            )
        }));
    let back = provider.authorize(&url);
    phone.event(Event::Redirect { url: back });
    phone.settle(&mut provider);
    assert_eq!(phone.told, [IdentityError::Refused]);
}

/// A profile belongs to one person. Somebody else's finished sign-in ends nobody's session, and its tokens are given back.
#[test]
fn somebody_else_s_sign_in_leaves_the_session_as_it_was() {
    let (mut phone, mut provider) = signed_in();
    let mine = phone.machine.session().unwrap().authorization().reveal().clone();
    phone.owner = Some(phone.machine.session().unwrap().subject_hash().to_owned());
    for (who, mine_stays) in [("resident-2", true), ("resident-1", false)] {
        provider.claims["sub"] = json!(who);
        phone.told.clear();
        let given_back = provider.revoked.len();
        phone.sign_in(&mut provider);
        assert_eq!(phone.state(), StateName::SignedIn, "{who}");
        let now = phone.machine.session().unwrap().authorization().reveal().clone();
        assert_eq!(now == mine, mine_stays, "{who}");
        assert_eq!(phone.told.contains(&IdentityError::NotOwner), mine_stays, "{who}");
        assert!(
            provider.revoked.len() > given_back,
            "one of the two sessions is given back"
        );
        assert!(phone.machine.delivered(), "{who}");
    }
}

/// The pack's rules narrow what the provider's description offers, also for a description that came before the rules.
#[test]
fn a_provider_signs_only_as_the_province_allows() {
    let mut provider = Provider::new();
    let mut signs_otherwise = Phone::new();
    signs_otherwise.algs = vec![Alg::EdDsa];
    signs_otherwise.begin();
    signs_otherwise.settle(&mut provider);
    assert_eq!(signs_otherwise.told, [IdentityError::Unsupported]);

    let mut phone = Phone::new();
    phone.sign_in(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn);
    phone.event(Event::Disconnect);
    phone.settle(&mut provider);
    // It signs by ES256 and offers RS256 too.
    phone.algs = vec![Alg::Rs256];
    phone.sign_in(&mut provider);
    assert_eq!(phone.told, [IdentityError::IdToken(ProofError::Algorithm)]);
    assert_eq!(phone.state(), StateName::SignedOut);
}
