use crate::person::PersonClaims;
use crate::session::LEEWAY_MS;
use crate::{IdentityError, Person};
use citizen_domain::Timestamp;
use citizen_proof::{Alg, KeySet, ProofError, Rule, base64url, sha256, sha256_hex, sha512, verify};
use serde::Deserialize;

/// Longest ID token in characters.
const MAX_ID_TOKEN: usize = 16 * 1024;

/// What an ID token is checked against (OpenID Connect Core §3.1.3.7 and §12.2).
#[derive(Clone, Copy)]
pub struct IdTokenRules<'a> {
    /// Issuer.
    pub issuer: &'a str,
    /// Own client id.
    pub client_id: &'a str,
    /// Allowed algorithms: the provider's that are also ours.
    pub algs: &'a [Alg],
    /// The nonce of this sign-in; `None` for a renewal, whose token need not have one.
    pub nonce: Option<&'a str>,
    /// The access token that came with it.
    pub access_token: &'a str,
    /// For a renewal: the hash of issuer and subject that the session began with.
    pub subject_hash: Option<&'a str>,
    /// Wall time.
    pub now: Timestamp,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    nbf: Option<i64>,
    iat: i64,
    nonce: Option<String>,
    at_hash: Option<String>,
    #[serde(flatten)]
    person: PersonClaims,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Verifies an ID token and answers with who it is about and the hash of issuer and subject.
///
/// # Errors
/// [`IdentityError::IdToken`] for form, signature and shape, else the reason in its own variant.
/// `IdToken(ProofError::UnknownKey)` is the one that fetching the keys again may cure.
pub fn verify_id_token(
    token: &str,
    keys: &KeySet,
    rules: &IdTokenRules<'_>,
) -> Result<(Person, String), IdentityError> {
    let rule = Rule {
        typ: "JWT",
        purpose: None,
        algs: rules.algs,
        max_len: MAX_ID_TOKEN,
    };
    let verified = verify::<Claims>(token, keys, &rule).map_err(IdentityError::IdToken)?;
    let claims = verified.claims;
    if claims.iss != rules.issuer {
        return Err(IdentityError::Issuer);
    }
    let (ours, several) = match &claims.aud {
        Audience::One(one) => (one == rules.client_id, false),
        Audience::Many(many) => (many.iter().any(|a| a == rules.client_id), many.len() > 1),
    };
    let party = claims.azp.as_deref();
    if !ours || (several && party.is_none()) || party.is_some_and(|p| p != rules.client_id) {
        return Err(IdentityError::Audience);
    }
    check_times(&claims, rules.now)?;
    match (rules.nonce, claims.nonce.as_deref()) {
        (Some(expected), Some(found)) if expected == found => {}
        (None, _) => {}
        _ => return Err(IdentityError::Nonce),
    }
    if claims
        .at_hash
        .is_some_and(|found| !access_token_hashes(verified.alg, rules.access_token).contains(&found))
    {
        return Err(IdentityError::AccessTokenHash);
    }
    if claims.sub.is_empty() || claims.sub.len() > 255 {
        return Err(IdentityError::IdToken(ProofError::Claims));
    }
    let subject = sha256_hex(format!("{}\n{}", claims.iss, claims.sub).as_bytes());
    if rules.subject_hash.is_some_and(|expected| expected != subject) {
        return Err(IdentityError::Subject);
    }
    Ok((claims.person.person()?, subject))
}

fn check_times(claims: &Claims, now: Timestamp) -> Result<(), IdentityError> {
    let at = Timestamp::from_secs;
    let soon = now.plus_millis(LEEWAY_MS);
    let good = at(claims.exp).plus_millis(LEEWAY_MS) > now
        && at(claims.iat) <= soon
        && claims.nbf.is_none_or(|nbf| at(nbf) <= soon)
        && claims.iat <= claims.exp;
    if good { Ok(()) } else { Err(IdentityError::Time) }
}

/// Left half of the access token's hash (OpenID Connect Core §3.1.3.6): SHA-256 for the `…256` algorithms. For
/// `EdDSA` the standard names no hash; SHA-512 is what Ed25519 itself uses and what most providers take, SHA-256
/// what the others take.
fn access_token_hashes(alg: Alg, access_token: &str) -> Vec<String> {
    let bytes = access_token.as_bytes();
    let half = |hash: &[u8]| base64url::encode(hash.get(..hash.len() / 2).unwrap_or_default());
    let mut hashes = vec![half(&sha256(bytes))];
    if alg == Alg::EdDsa {
        hashes.push(half(&sha512(bytes)));
    }
    hashes
}
