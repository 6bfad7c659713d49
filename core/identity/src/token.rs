use crate::authorize::Attempt;
use crate::persist::secret_text;
use crate::{IdentityError, Provider};
use citizen_domain::ports::{Method, Request};
use citizen_domain::{Secret, Timestamp};
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded};

/// Longest token of any kind.
const MAX_TOKEN: usize = 16 * 1024;
/// Most bytes of a reply by the provider.
pub(crate) const MAX_REPLY: usize = 128 * 1024;
/// Life of an access token whose reply does not say it, in seconds.
const DEFAULT_LIFE: u64 = 300;
/// Longest life that is believed, in seconds: 30 days.
const MAX_LIFE: u64 = 30 * 24 * 3600;

/// Tokens as they came (RFC 6749 §5.1).
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Tokens {
    #[serde(with = "secret_text")]
    pub(crate) access: Secret<String>,
    #[serde(with = "secret_text::option")]
    pub(crate) refresh: Option<Secret<String>>,
    #[serde(with = "secret_text::option")]
    pub(crate) id_token: Option<Secret<String>>,
    pub(crate) obtained_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// Bound to the device key.
    #[serde(default)]
    pub(crate) bound: bool,
}

#[derive(Deserialize)]
struct Reply {
    access_token: String,
    token_type: String,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

/// What a token endpoint says when the same request will never be taken (RFC 6749 §5.2), `invalid_grant` aside.
const FOR_GOOD: &[&str] = &[
    "access_denied",
    "invalid_client",
    "invalid_request",
    "invalid_scope",
    "unauthorized_client",
    "unsupported_grant_type",
];

#[derive(Deserialize)]
struct Problem {
    error: String,
}

/// What a token endpoint's reply means.
pub(crate) enum TokenReply {
    Tokens(Tokens),
    /// `invalid_grant`: the code or refresh token is of no use any more.
    InvalidGrant,
    /// Another refusal by the provider itself, for good.
    Refused,
    /// The proof of the device key was not taken: a wrong clock, or a nonce that is no longer good. Nothing was done.
    Proof,
    /// The provider did not work on the request: the same may be sent again.
    Busy,
    /// It cannot be known whether the request was worked on.
    Unclear,
}

impl TokenReply {
    /// `proven`: whether the request carried a proof of the device key.
    pub(crate) fn read(status: u16, body: &[u8], now: Timestamp, proven: bool) -> Self {
        match status {
            200 => Tokens::read(body, now, proven).map_or(Self::Unclear, Self::Tokens),
            429 | 503 => Self::Busy,
            400..=499 => {
                let problem = serde_json::from_slice::<Problem>(body.get(..MAX_REPLY).unwrap_or(body)).ok();
                match problem.as_ref().map(|problem| problem.error.as_str()) {
                    Some("invalid_grant") => Self::InvalidGrant,
                    Some(error) if FOR_GOOD.contains(&error) => Self::Refused,
                    Some("invalid_dpop_proof" | "use_dpop_nonce") => Self::Proof,
                    // A page of something that stands between (a firewall, a captive portal, a moved path), or a word that
                    // ends nothing (`temporarily_unavailable`): nobody has said that the token is no longer good.
                    _ => Self::Busy,
                }
            }
            _ => Self::Unclear,
        }
    }
}

impl Tokens {
    pub(crate) fn read(body: &[u8], now: Timestamp, proven: bool) -> Result<Self, IdentityError> {
        let bad = IdentityError::TokenReply;
        if body.len() > MAX_REPLY {
            return Err(bad);
        }
        citizen_proof::check_json(body).map_err(|_| bad)?;
        let reply: Reply = serde_json::from_slice(body).map_err(|_| bad)?;
        // Visible ASCII only: a token goes into a header line.
        let fits =
            |t: &String| !t.is_empty() && t.len() <= MAX_TOKEN && t.bytes().all(|b| b.is_ascii_graphic());
        let all_fit = [&reply.refresh_token, &reply.id_token]
            .into_iter()
            .flatten()
            .chain([&reply.access_token])
            .all(fits);
        // RFC 9449 §5: a provider that binds nothing answers `Bearer`, also to a proof.
        let bound = proven && reply.token_type.eq_ignore_ascii_case("dpop");
        if !all_fit || !(bound || reply.token_type.eq_ignore_ascii_case("bearer")) {
            return Err(bad);
        }
        let life = reply.expires_in.unwrap_or(DEFAULT_LIFE).min(MAX_LIFE);
        Ok(Self {
            access: reply.access_token.into(),
            refresh: reply.refresh_token.map(Secret::new),
            id_token: reply.id_token.map(Secret::new),
            obtained_at: now,
            bound,
            expires_at: now.plus_millis(i64::try_from(life * 1000).unwrap_or_default()),
        })
    }
}

/// `grant_type=authorization_code` (RFC 6749 §4.1.3 with the verifier of RFC 7636 §4.5).
pub(crate) fn code_request(
    provider: &Provider,
    client_id: &str,
    attempt: &Attempt,
    code: &Secret<String>,
) -> Request {
    form(
        provider.token_endpoint.clone(),
        &[
            ("grant_type", "authorization_code"),
            ("code", code.reveal()),
            ("redirect_uri", attempt.redirect_uri.as_str()),
            ("client_id", client_id),
            ("code_verifier", attempt.verifier.reveal()),
        ],
    )
}

/// The parameters of a sign-in, sent ahead of the browser (RFC 9126 §2.1).
pub(crate) fn push_request(endpoint: Url, parameters: &[(&'static str, String)]) -> Request {
    let pairs: Vec<(&str, &str)> = parameters.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form(endpoint, &pairs)
}

/// What stands for parameters that were sent ahead.
pub(crate) fn read_pushed(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Pushed {
        request_uri: String,
    }
    citizen_proof::check_json(body.get(..MAX_REPLY.min(body.len()))?).ok()?;
    let Pushed { request_uri: uri } = serde_json::from_slice(body).ok()?;
    let fits = !uri.is_empty() && uri.len() <= 2048 && uri.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(uri)
}

/// `grant_type=refresh_token` (RFC 6749 §6).
pub(crate) fn refresh_request(provider: &Provider, client_id: &str, refresh: &Secret<String>) -> Request {
    form(
        provider.token_endpoint.clone(),
        &[
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh.reveal()),
            ("client_id", client_id),
        ],
    )
}

/// Gives a token back (RFC 7009 §2.1).
pub(crate) fn revoke_request(endpoint: Url, client_id: &str, token: &Secret<String>, hint: &str) -> Request {
    form(
        endpoint,
        &[
            ("token", token.reveal()),
            ("token_type_hint", hint),
            ("client_id", client_id),
        ],
    )
}

pub(crate) fn get(url: Url) -> Request {
    let mut request = Request::new(Method::Get, url).header("accept", "application/json");
    request.max_body = MAX_REPLY as u64;
    request
}

fn form(url: Url, pairs: &[(&str, &str)]) -> Request {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let mut request = Request::new(Method::Post, url)
        .header("accept", "application/json")
        .body("application/x-www-form-urlencoded", body);
    request.max_body = MAX_REPLY as u64;
    request
}
