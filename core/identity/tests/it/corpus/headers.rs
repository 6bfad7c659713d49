//! Headers that should make the verifier trust something else.

use super::make::*;
use citizen_proof::ProofError::{
    Algorithm, BadSignature, DuplicateMember, HeaderCertificate, HeaderCritical, HeaderEmbeddedKey,
    HeaderKeyUrl, HeaderMissing, Json, KeyAlgorithm, NotCompact, TooDeep, TooLong, UnknownKey, WrongType,
};
use citizen_proof::base64url;
use serde_json::{Value, json};

pub(super) fn headers(corpus: &mut Corpus, kind: &Kind) {
    let body = claims(kind.alg()).to_string().into_bytes();
    let n = kind.name;
    let own = |header: &str| forge(&kind.key, header, &body);
    for alg in [
        "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "ES384", "RS512", "PS384", "ES256K",
        "dir", "RSA1_5",
    ] {
        corpus.add(
            format!("{n} alg {alg}"),
            own(&kind.with("alg", alg.into())),
            Algorithm,
        );
    }
    let lower = kind.alg().to_lowercase();
    corpus.add(
        format!("{n} alg in small letters"),
        own(&kind.with("alg", lower.into())),
        Algorithm,
    );
    for (what, alg) in [
        ("number", json!(256)),
        ("null", Value::Null),
        ("list", json!([kind.alg()])),
    ] {
        corpus.add(
            format!("{n} alg a {what}"),
            own(&kind.with("alg", alg)),
            HeaderMissing,
        );
    }
    let unsigned = own(&kind.with("alg", "none".into()));
    let bare = unsigned.rsplit_once('.').unwrap().0;
    corpus.add(
        format!("{n} none without signature"),
        format!("{bare}."),
        NotCompact,
    );
    corpus.add(format!("{n} none without dot"), bare.to_owned(), NotCompact);
    // The public key as HMAC secret, as text and as bytes.
    let jwk = serde_json::to_string(&kind.public).unwrap();
    let x = base64url::decode(kind.public.x.as_ref().or(kind.public.n.as_ref()).unwrap()).unwrap();
    for (what, secret) in [("JWK", jwk.as_bytes()), ("bytes", &x)] {
        let header = kind.with("alg", "HS256".into());
        let signed = format!("{}.{}", base64url::encode(header), base64url::encode(&body));
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
        let tag = ring::hmac::sign(&key, signed.as_bytes());
        corpus.add(
            format!("{n} HMAC with the public key as {what}"),
            format!("{signed}.{}", base64url::encode(tag.as_ref())),
            Algorithm,
        );
    }
    for other in ["ES256", "EdDSA", "RS256", "PS256"] {
        if other != kind.alg() {
            corpus.add(
                format!("{n} key used as {other}"),
                own(&kind.with("alg", other.into())),
                KeyAlgorithm,
            );
        }
    }
    let attacker = serde_json::to_value(kind.foreign.public(&[], None, None)).unwrap();
    for (name, value, expected) in [
        ("jwk", attacker, HeaderEmbeddedKey),
        (
            "jwk",
            serde_json::to_value(&kind.public).unwrap(),
            HeaderEmbeddedKey,
        ),
        ("jku", json!("https://evil.example/jwks"), HeaderKeyUrl),
        ("jku", json!(format!("{ISSUER}/jwks")), HeaderKeyUrl),
        ("x5u", json!("https://evil.example/cert"), HeaderKeyUrl),
        ("x5c", json!(["MIIB"]), HeaderCertificate),
        ("crit", json!(["b64"]), HeaderCritical),
        ("crit", json!(["exp"]), HeaderCritical),
        ("crit", json!([]), HeaderCritical),
        ("crit", Value::Null, HeaderCritical),
    ] {
        let header = kind.with(name, value.clone());
        corpus.add(format!("{n} {name} {value:.20}"), own(&header), expected);
        corpus.add(
            format!("{n} {name} {value:.20}, foreign"),
            forge(&kind.foreign, &header, &body),
            expected,
        );
    }
    for kid in ["", "unknown", "../../etc/passwd", "' OR 1=1 --", "K", "\u{0}"] {
        corpus.add(
            format!("{n} kid {kid:?}"),
            own(&kind.with("kid", kid.into())),
            UnknownKey,
        );
    }
    for kid in [json!(1), Value::Null, json!(["k"]), json!({"k": 1})] {
        corpus.add(
            format!("{n} kid {kid}"),
            own(&kind.with("kid", kid)),
            HeaderMissing,
        );
    }
    corpus.add(
        format!("{n} kid too long"),
        own(&kind.with("kid", "k".repeat(2000).into())),
        TooLong,
    );
    corpus.add(
        format!("{n} other key under our kid"),
        forge(&kind.foreign, &kind.header().to_string(), &body),
        BadSignature,
    );
    for typ in [
        "at+jwt",
        "logout+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "jwt ",
        "",
        "JWE",
    ] {
        corpus.add(
            format!("{n} typ {typ:?}"),
            own(&kind.with("typ", typ.into())),
            WrongType,
        );
    }
    corpus.add(
        format!("{n} typ a number"),
        own(&kind.with("typ", json!(7))),
        HeaderMissing,
    );
    let text = kind.header().to_string();
    let doubled = text.replacen('{', &format!(r#"{{"alg":"{}","#, kind.alg()), 1);
    corpus.add(format!("{n} alg twice"), own(&doubled), DuplicateMember);
    corpus.add(
        format!("{n} kid twice"),
        own(&text.replacen('{', r#"{"kid":"x","#, 1)),
        DuplicateMember,
    );
    for (what, header, expected) in [
        ("a list", "[]".to_owned(), Json),
        ("null", "null".to_owned(), Json),
        ("a text", r#""alg""#.to_owned(), Json),
        ("cut", text[..text.len() - 1].to_owned(), Json),
        ("followed by more", format!("{text}{{}}"), Json),
        ("with a mark in front", format!("\u{feff}{text}"), Json),
        ("with a comment", text.replacen('{', "{/*x*/", 1), Json),
        (
            "deep",
            text.replacen('{', &format!(r#"{{"z":{}{},"#, "[".repeat(20), "]".repeat(20)), 1),
            TooDeep,
        ),
        ("empty", "{}".to_owned(), HeaderMissing),
    ] {
        corpus.add(format!("{n} header {what}"), own(&header), expected);
    }
}
