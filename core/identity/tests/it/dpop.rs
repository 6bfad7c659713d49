//! Tokens bound to a device key (RFC 9449): when a proof is made, and what is in it.

use crate::world::{Counting, DEVICE, Phone, Provider};
use citizen_domain::Timestamp;
use citizen_domain::ports::{KeyName, KeyStore, Method, PortError, TransportError};
use citizen_identity::{Device, Event, IdentityError, ProofFor, RequestKind, StateName};
use citizen_proof::{Alg, Signer, SigningKey, base64url, sha256};
use serde_json::{Value, json};
use url::Url;

/// A key store with one key, or none.
struct OneKey(Option<SigningKey>);

impl KeyStore for OneKey {
    fn kind(&self) -> &'static str {
        "test"
    }
    fn seal(&self, _: &KeyName, _: &[u8], _: &[u8]) -> Result<Vec<u8>, PortError> {
        Err(PortError::NotFound)
    }
    fn open(&self, _: &KeyName, _: &[u8], _: &[u8]) -> Result<Vec<u8>, PortError> {
        Err(PortError::NotFound)
    }
    fn sign(&self, _: &KeyName, message: &[u8]) -> Result<[u8; 64], PortError> {
        let key = self.0.as_ref().ok_or(PortError::Refused("locked"))?;
        Ok(key.sign_bytes(message).unwrap().try_into().unwrap())
    }
    fn public_key(&self, _: &KeyName) -> Result<[u8; 65], PortError> {
        let key = self.0.as_ref().ok_or(PortError::Refused("locked"))?;
        let public = key.public(&[], None, None);
        let part = |text: Option<String>| base64url::decode(&text.unwrap()).unwrap();
        Ok([vec![4], part(public.x), part(public.y)]
            .concat()
            .try_into()
            .unwrap())
    }
    fn agree(&self, _: &KeyName, _: &[u8; 65]) -> Result<[u8; 32], PortError> {
        Err(PortError::NotFound)
    }
    fn counter(&self, _: &KeyName) -> Result<u64, PortError> {
        Ok(0)
    }
    fn raise_counter(&self, _: &KeyName, _: u64) -> Result<(), PortError> {
        Ok(())
    }
    fn destroy(&self, _: &KeyName) -> Result<(), PortError> {
        Ok(())
    }
}

fn parts(proof: &str) -> (Value, Value) {
    let mut parts = proof.split('.');
    let mut next = || serde_json::from_slice(&base64url::decode(parts.next().unwrap()).unwrap()).unwrap();
    (next(), next())
}

#[test]
fn a_proof_says_what_rfc_9449_asks_and_no_more() {
    let keys = OneKey(Some(SigningKey::generate_es256().unwrap()));
    let name = KeyName("citizen/79/default/device".to_owned());
    let device = Device {
        keys: &keys,
        name: &name,
    };
    let url = Url::parse("https://api.tinh.example/items/7?cursor=secret#x").unwrap();
    let random = Counting::default();
    let what = ProofFor {
        method: Method::Put,
        url: &url,
        access_token: Some("token"),
        nonce: Some("n-1"),
        now: Timestamp::from_secs(1_770_000_000),
        random: &random,
    };
    let first = device.proof(&what).unwrap();
    let (header, claims) = parts(&first);
    let own = keys.0.as_ref().unwrap();
    let public = own.public(&[], None, None);
    assert_eq!(
        header,
        json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "EC", "crv": "P-256", "x": public.x, "y": public.y}})
    );
    assert_eq!(device.thumbprint().unwrap(), own.thumbprint());
    assert_eq!(
        claims,
        json!({
            "jti": claims["jti"], "htm": "PUT", "htu": "https://api.tinh.example/items/7", "iat": 1_770_000_000,
            "ath": base64url::encode(sha256(b"token")), "nonce": "n-1",
        })
    );
    assert_eq!(claims["jti"].as_str().unwrap().len(), 22);
    assert_eq!(own.alg(), Alg::Es256);
    // By that key, over that text.
    let (signed, signature) = first.rsplit_once('.').unwrap();
    let point = keys.public_key(&name).unwrap();
    let fits = |message: &[u8]| {
        ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, &point)
            .verify(message, &base64url::decode(signature).unwrap())
            .is_ok()
    };
    assert!(fits(signed.as_bytes()));
    assert!(!fits(first.as_bytes()));

    let (_, bare) = parts(
        &device
            .proof(&ProofFor {
                access_token: None,
                nonce: None,
                ..what
            })
            .unwrap(),
    );
    assert_ne!(bare["jti"], claims["jti"], "each proof has its own id");
    assert!(bare.get("ath").is_none() && bare.get("nonce").is_none());
}

#[test]
fn a_locked_key_store_says_so() {
    let (keys, name) = (OneKey(None), KeyName("k".to_owned()));
    let device = Device {
        keys: &keys,
        name: &name,
    };
    assert_eq!(device.thumbprint(), Err(PortError::Refused("locked")));
}

#[test]
fn codes_and_renewals_go_with_a_proof_where_the_provider_binds() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.bind();
    let url = phone.up_to_browser(&mut provider);
    assert!(
        url.query_pairs().any(|(n, v)| n == "dpop_jkt" && v == DEVICE),
        "the code is bound from the start"
    );
    let back = provider.authorize(&url);
    phone.event(Event::Redirect { url: back });
    phone.settle(&mut provider);
    assert_eq!(phone.state(), StateName::SignedIn, "{:?}", phone.told);
    let session = phone.machine.session().unwrap();
    assert!(session.authorization().reveal().starts_with("DPoP access-"));
    assert!(session.bound_token().is_some());
    phone.event(Event::RefreshDue);
    phone.kill();
    phone.event(Event::Check);
    phone.settle(&mut provider);
    assert_eq!(phone.proven, [RequestKind::Code, RequestKind::Refresh]);
}

#[test]
fn a_provider_that_binds_nothing_gets_no_proof_and_one_that_answers_bearer_is_taken_at_its_word() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    let url = phone.up_to_browser(&mut provider);
    assert!(!url.as_str().contains("dpop_jkt"));
    let back = provider.authorize(&url);
    phone.event(Event::Redirect { url: back });
    phone.settle(&mut provider);
    assert!(phone.proven.is_empty());

    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.bind();
    provider.reply = json!({});
    phone.sign_in(&mut provider);
    assert_eq!(phone.proven, [RequestKind::Code]);
    let session = phone.machine.session().unwrap();
    assert!(session.bound_token().is_none());
    assert!(session.authorization().reveal().starts_with("Bearer "));

    // Bound tokens that nobody can have asked for.
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.reply = json!({ "token_type": "DPoP" });
    phone.sign_in(&mut provider);
    assert_eq!(phone.told, [IdentityError::TokenReply]);
}

#[test]
fn a_lost_renewal_is_asked_for_again_with_a_proof() {
    let (mut phone, mut provider) = (Phone::new(), Provider::new());
    provider.bind();
    provider.description["refresh_replay_window"] = json!(60);
    phone.sign_in(&mut provider);
    phone.event(Event::RefreshDue);
    phone.fail(TransportError::Interrupted);
    phone.event(Event::Check);
    assert_eq!(
        phone.proven,
        [RequestKind::Code, RequestKind::Refresh, RequestKind::Refresh]
    );
}
