use crate::person::PersonClaims;
use crate::session::LEEWAY_MS;
use crate::{AccountType, AgeBand, IdentityError, Person};
use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_proof::{Alg, KeySet, ProofError, Rule, base64url, sha256, sha256_hex, sha512, verify};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::sync::Arc;

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
    exp: NumericDate,
    #[serde(default)]
    nbf: Option<NumericDate>,
    iat: NumericDate,
    nonce: Option<String>,
    at_hash: Option<String>,
    // Named here and not flattened in, which would read everything twice.
    name: Option<String>,
    id_last4: Option<String>,
    #[serde(default, deserialize_with = "AccountType::of_claim")]
    account_type: Option<AccountType>,
    acr: Option<String>,
    #[serde(default, deserialize_with = "AgeBand::of_claim")]
    age_band: Option<AgeBand>,
}

/// Seconds since 1970, perhaps with a fraction (RFC 7519 §2), between 1970 and the year 9999.
#[derive(Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(try_from = "f64")]
struct NumericDate(i64);

impl TryFrom<f64> for NumericDate {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        if (0.0..=253_402_300_799.0).contains(&seconds) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "in range, and the fraction does not count"
            )]
            Ok(Self(seconds as i64))
        } else {
            Err("no date")
        }
    }
}

enum Audience {
    One(String),
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Audience;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an audience, or several")
            }

            fn visit_str<E>(self, one: &str) -> Result<Audience, E> {
                Ok(Audience::One(one.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Audience, A::Error> {
                let mut many = Vec::new();
                while let Some(one) = all.next_element()? {
                    many.push(one);
                }
                Ok(Audience::Many(many))
            }
        }
        d.deserialize_any(Either)
    }
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
    let checked = read_id_token(token, keys, rules)?;
    Ok((checked.person, checked.subject))
}

/// What an ID token came to, with what has to be looked at again each time.
pub(crate) struct Checked {
    pub(crate) key: Arc<PublicKey>,
    pub(crate) alg: Alg,
    frame: Frame,
    pub(crate) person: Person,
    pub(crate) subject: String,
}

/// Whom a token is for and when.
struct Frame {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: NumericDate,
    nbf: Option<NumericDate>,
    iat: NumericDate,
    nonce: Option<String>,
}

pub(crate) fn read_id_token(
    token: &str,
    keys: &KeySet,
    rules: &IdTokenRules<'_>,
) -> Result<Checked, IdentityError> {
    let rule = Rule {
        typ: "JWT",
        purpose: None,
        algs: rules.algs,
        max_len: MAX_ID_TOKEN,
    };
    let verified = verify::<Claims>(token, keys, &rule).map_err(IdentityError::IdToken)?;
    check(verified.claims, verified.key, verified.alg, rules)
}

fn check(
    claims: Claims,
    key: Arc<PublicKey>,
    alg: Alg,
    rules: &IdTokenRules<'_>,
) -> Result<Checked, IdentityError> {
    let frame = Frame {
        iss: claims.iss,
        aud: claims.aud,
        azp: claims.azp,
        exp: claims.exp,
        nbf: claims.nbf,
        iat: claims.iat,
        nonce: claims.nonce,
    };
    frame.check(rules)?;
    if claims
        .at_hash
        .is_some_and(|found| !access_token_hashes(alg, rules.access_token).contains(&found))
    {
        return Err(IdentityError::AccessTokenHash);
    }
    if claims.sub.is_empty() || claims.sub.len() > 255 {
        return Err(IdentityError::IdToken(ProofError::Claims));
    }
    let subject = sha256_hex(format!("{}\n{}", frame.iss, claims.sub).as_bytes());
    if rules.subject_hash.is_some_and(|expected| expected != subject) {
        return Err(IdentityError::Subject);
    }
    let person = PersonClaims {
        name: claims.name,
        id_last4: claims.id_last4,
        account_type: claims.account_type,
        acr: claims.acr,
        age_band: claims.age_band,
    }
    .person()?;
    Ok(Checked {
        key,
        alg,
        frame,
        person,
        subject,
    })
}

impl Checked {
    /// Whether it still holds under `rules`: whom it is for, when, and for which sign-in.
    pub(crate) fn check(&self, rules: &IdTokenRules<'_>) -> Result<(), IdentityError> {
        self.frame.check(rules)?;
        if rules
            .subject_hash
            .is_some_and(|expected| expected != self.subject)
        {
            return Err(IdentityError::Subject);
        }
        Ok(())
    }
}

impl Frame {
    fn check(&self, rules: &IdTokenRules<'_>) -> Result<(), IdentityError> {
        if self.iss != rules.issuer {
            return Err(IdentityError::Issuer);
        }
        let (ours, several) = match &self.aud {
            Audience::One(one) => (one == rules.client_id, false),
            Audience::Many(many) => (many.iter().any(|a| a == rules.client_id), many.len() > 1),
        };
        let party = self.azp.as_deref();
        if !ours || (several && party.is_none()) || party.is_some_and(|p| p != rules.client_id) {
            return Err(IdentityError::Audience);
        }
        self.check_times(rules.now)?;
        match (rules.nonce, self.nonce.as_deref()) {
            (Some(expected), Some(found)) if expected == found => Ok(()),
            (None, _) => Ok(()),
            _ => Err(IdentityError::Nonce),
        }
    }

    fn check_times(&self, now: Timestamp) -> Result<(), IdentityError> {
        let at = Timestamp::from_secs;
        let soon = now.plus_millis(LEEWAY_MS);
        let good = at(self.exp.0).plus_millis(LEEWAY_MS) > now
            && at(self.iat.0) <= soon
            && self.nbf.is_none_or(|nbf| at(nbf.0) <= soon)
            && self.iat <= self.exp;
        if good { Ok(()) } else { Err(IdentityError::Time) }
    }
}

/// Whether the key that the token names is in the set.
pub(crate) fn names_key_of(token: &str, keys: &KeySet) -> bool {
    citizen_proof::names_key_in(token, keys, MAX_ID_TOKEN)
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
