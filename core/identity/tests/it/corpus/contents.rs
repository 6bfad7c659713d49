//! Claims that are wrong under a good signature.

use super::make::*;
use citizen_identity::IdentityError::{
    self, AccessTokenHash, Audience, IdToken, Issuer, Nonce, Time, Under14,
};
use citizen_proof::ProofError::{BadSignature, Claims, DuplicateMember, Json, TooDeep};
use citizen_proof::{base64url, sha256};
use serde_json::json;

pub(super) fn contents(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let header = kind.header().to_string();
    let own = |claims: &[u8]| forge(&kind.key, &header, claims);
    let text = claims(kind.alg()).to_string();
    for name in ["iss", "sub", "aud", "exp", "iat"] {
        let mut all = claims(kind.alg());
        all.as_object_mut().unwrap().remove(name);
        corpus.add(
            format!("{n} without {name}"),
            own(all.to_string().as_bytes()),
            Claims,
        );
    }
    let mut without = claims(kind.alg());
    without.as_object_mut().unwrap().remove("nonce");
    corpus.add(
        format!("{n} without nonce"),
        own(without.to_string().as_bytes()),
        Nonce,
    );
    for name in [
        "iss", "sub", "aud", "exp", "iat", "nonce", "at_hash", "name", "age_band",
    ] {
        let twice = text.replacen('{', &format!(r#"{{"{name}":"x","#), 1);
        corpus.add(
            format!("{n} {name} twice"),
            own(twice.as_bytes()),
            DuplicateMember,
        );
    }
    let nested = text.replacen('{', r#"{"x":{"y":1,"y":2},"#, 1);
    corpus.add(
        format!("{n} a member twice inside"),
        own(nested.as_bytes()),
        DuplicateMember,
    );
    let odd = [json!(7), json!(true), json!({"a": 1}), json!([[1]])];
    for name in [
        "iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "at_hash", "azp", "name", "acr",
    ] {
        for value in &odd {
            if ["exp", "iat", "nbf"].contains(&name) && value.is_number() {
                continue;
            }
            let mut all = claims(kind.alg());
            all[name] = value.clone();
            corpus.add(
                format!("{n} {name} {value}"),
                own(all.to_string().as_bytes()),
                Claims,
            );
        }
    }
    for (name, value, expected) in [
        ("iss", json!("https://id.tinh.example/"), Issuer),
        ("iss", json!("https://ID.tinh.example"), Issuer),
        ("iss", json!("http://id.tinh.example"), Issuer),
        ("iss", json!("https://id.tinh.example.evil.example"), Issuer),
        ("iss", json!("https://id.tinh.exampIe"), Issuer),
        ("iss", json!(" https://id.tinh.example"), Issuer),
        ("iss", json!(""), Issuer),
        ("aud", json!("other-app"), Audience),
        ("aud", json!("citizen-app "), Audience),
        ("aud", json!("Citizen-App"), Audience),
        ("aud", json!(""), Audience),
        ("aud", json!([]), Audience),
        ("aud", json!(["a", "b"]), Audience),
        ("aud", json!(["citizen-app", "other-app"]), Audience),
        ("azp", json!("other-app"), Audience),
        ("azp", json!(""), Audience),
        ("nonce", json!("n-2"), Nonce),
        ("nonce", json!(""), Nonce),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"), AccessTokenHash),
        (
            "at_hash",
            json!(base64url::encode(sha256(b"access"))),
            AccessTokenHash,
        ),
        ("at_hash", json!(""), AccessTokenHash),
        ("exp", json!(NOW - 300), Time),
        ("exp", json!(NOW - 86_400), Time),
        ("exp", json!(0), Time),
        ("iat", json!(NOW + 301), Time),
        ("iat", json!(NOW + 700), Time),
        ("nbf", json!(NOW + 301), Time),
        ("nbf", json!(NOW + 86_400), Time),
        ("exp", json!(-1), IdToken(Claims)),
        ("exp", json!(u64::MAX), IdToken(Claims)),
        ("exp", json!(i64::MIN), IdToken(Claims)),
        ("exp", json!(1e300), IdToken(Claims)),
        ("exp", json!(253_402_300_800_i64), IdToken(Claims)),
        ("exp", json!("1770000600"), IdToken(Claims)),
        ("iat", json!(-1e9), IdToken(Claims)),
        ("sub", json!(""), IdToken(Claims)),
        ("sub", json!("s".repeat(256)), IdToken(Claims)),
        ("id_last4", json!("01234"), IdentityError::Claims),
        ("id_last4", json!("000000000123"), IdentityError::Claims),
        ("name", json!("a\u{7}"), IdentityError::Claims),
        ("name", json!("a".repeat(201)), IdentityError::Claims),
        ("acr", json!("a\nb"), IdentityError::Claims),
        ("age_band", json!("6-13"), Under14),
        ("age_band", json!("under-6"), Under14),
    ] {
        let mut all = claims(kind.alg());
        all[name] = value.clone();
        corpus.add(
            format!("{n} {name} {value:.60}"),
            own(all.to_string().as_bytes()),
            expected,
        );
    }
    let huge = text.replace(&(NOW + 600).to_string(), "1e999");
    corpus.add(format!("{n} exp 1e999"), own(huge.as_bytes()), Json);
    for (what, body, expected) in [
        ("a list", b"[]".to_vec(), Json),
        ("null", b"null".to_vec(), Json),
        ("a number", b"1".to_vec(), Json),
        ("cut", text.as_bytes()[..text.len() - 1].to_vec(), Json),
        ("followed by more", format!("{text}{text}").into_bytes(), Json),
        ("no UTF-8", [text.as_bytes(), b"\xff"].concat(), Json),
        ("a mark in front", format!("\u{feff}{text}").into_bytes(), Json),
        (
            "deep",
            text.replacen('{', &format!(r#"{{"z":{}{},"#, "[".repeat(20), "]".repeat(20)), 1)
                .into_bytes(),
            TooDeep,
        ),
        ("empty", b"{}".to_vec(), Claims),
    ] {
        corpus.add(format!("{n} claims {what}"), own(&body), expected);
    }
    // Well signed, changed afterwards.
    let good = own(text.as_bytes());
    let parts: Vec<&str> = good.split('.').collect();
    let other = base64url::encode(text.replace("resident-1", "resident-2"));
    corpus.add(
        format!("{n} claims changed"),
        format!("{}.{other}.{}", parts[0], parts[2]),
        BadSignature,
    );
    let same = base64url::encode(text.replacen('{', "{ ", 1));
    corpus.add(
        format!("{n} claims written anew"),
        format!("{}.{same}.{}", parts[0], parts[2]),
        BadSignature,
    );
    let head = base64url::encode(header.replacen('{', "{ ", 1));
    corpus.add(
        format!("{n} header written anew"),
        format!("{head}.{}.{}", parts[1], parts[2]),
        BadSignature,
    );
}
