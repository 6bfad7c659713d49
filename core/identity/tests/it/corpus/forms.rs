//! Texts that are no token, or no longer one.

use super::make::*;
use citizen_proof::ProofError::{BadSignature, Base64, HeaderMissing, NotCompact, TooLong};
use citizen_proof::base64url;
use serde_json::json;

pub(super) fn forms(corpus: &mut Corpus, kind: &Kind) {
    let n = kind.name;
    let good = forge(
        &kind.key,
        &kind.header().to_string(),
        claims(kind.alg()).to_string().as_bytes(),
    );
    let parts: Vec<&str> = good.split('.').collect();
    for (what, token, expected) in [
        ("empty", String::new(), NotCompact),
        ("dots", "..".to_owned(), NotCompact),
        ("one part", parts[0].to_owned(), NotCompact),
        ("four parts", format!("{good}.x"), NotCompact),
        ("five parts", format!("{good}.x.y"), NotCompact),
        ("no header", format!(".{}.{}", parts[1], parts[2]), NotCompact),
        ("no claims", format!("{}..{}", parts[0], parts[2]), NotCompact),
        ("no signature", format!("{}.{}.", parts[0], parts[1]), NotCompact),
        ("space before", format!(" {good}"), Base64),
        ("line end after", format!("{good}\n"), Base64),
        ("padding", format!("{good}="), Base64),
        (
            "padded header",
            format!("{}==.{}.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        (
            "other alphabet",
            format!("{}.{}+/.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        (
            "a sign of another script",
            format!("{}.{}é.{}", parts[0], parts[1], parts[2]),
            Base64,
        ),
        ("percent", good.replacen('.', "%2E", 1), NotCompact),
        (
            "JSON form",
            json!({"payload": parts[1], "signature": parts[2]}).to_string(),
            NotCompact,
        ),
        ("huge", format!("{good}{}", "A".repeat(20_000)), TooLong),
        (
            "parts changed about",
            format!("{}.{}.{}", parts[1], parts[0], parts[2]),
            HeaderMissing,
        ),
    ] {
        corpus.add(format!("{n} {what}"), token, expected);
    }
    // A second spelling of the same bytes: the last character's unused bits.
    let last = parts[2].chars().next_back().unwrap();
    let twin = char::from(u8::try_from(last).unwrap() + 1);
    corpus.add(
        format!("{n} second spelling"),
        format!("{}{twin}", &good[..good.len() - 1]),
        Base64,
    );
    for cut in 1..=12 {
        let token = &good[..good.len() - cut];
        // Four characters are three bytes; one left over is no base64.
        let expected = match signature_shape(token) {
            Some(_) => BadSignature,
            None => Base64,
        };
        corpus.add(format!("{n} cut by {cut}"), token.to_owned(), expected);
    }
}

fn signature_shape(token: &str) -> Option<Vec<u8>> {
    base64url::decode(token.rsplit_once('.')?.1).ok()
}
