use crate::config::{is_loopback, secure_url};
use crate::persist::secret_text;
use crate::{Context, IdentityError, Provider};
use citizen_domain::{Secret, Timestamp};
use citizen_proof::{base64url, sha256};
use serde::{Deserialize, Serialize};
use url::Url;

/// How long a sign-in may take in the browser, in milliseconds.
const PATIENCE_MS: i64 = 15 * 60 * 1000;
/// Longest redirect.
const MAX_REDIRECT: usize = 8 * 1024;

/// One try to sign in: everything that the answer is checked against.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) redirect_uri: Url,
    #[serde(with = "secret_text")]
    state: Secret<String>,
    #[serde(with = "secret_text")]
    pub(crate) nonce: Secret<String>,
    #[serde(with = "secret_text")]
    pub(crate) verifier: Secret<String>,
    started_at: Timestamp,
}

impl Attempt {
    pub(crate) fn new(redirect_uri: Url, ctx: &Context<'_>) -> Result<Self, IdentityError> {
        secure_url(redirect_uri.as_str())?;
        // https for app links of the shells; loopback must be an address, because a name may be resolved elsewhere
        // (RFC 8252 §8.3).
        let fits = redirect_uri.query().is_none()
            && (redirect_uri.scheme() == "https"
                || (is_loopback(&redirect_uri) && redirect_uri.domain().is_none()));
        if !fits {
            return Err(IdentityError::Address);
        }
        Ok(Self {
            redirect_uri,
            state: ctx.random_text()?,
            nonce: ctx.random_text()?,
            verifier: ctx.random_text()?,
            started_at: ctx.now,
        })
    }

    /// The browser opens: patience counts from here. The answers before may have put a wrong clock right.
    pub(crate) fn opens(&mut self, now: Timestamp) {
        self.started_at = now;
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        !(-PATIENCE_MS..PATIENCE_MS).contains(&now.millis().saturating_sub(self.started_at.millis()))
    }

    /// What is asked for (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1 and §11). `device`: thumbprint of
    /// the key that the code is bound to from the start (RFC 9449 §10), where the provider knows of such keys.
    pub(crate) fn parameters(
        &self,
        provider: &Provider,
        client_id: &str,
        device: Option<&str>,
    ) -> Vec<(&'static str, String)> {
        let challenge = base64url::encode(sha256(self.verifier.reveal().as_bytes()));
        let mut all = vec![
            ("response_type", "code".to_owned()),
            ("client_id", client_id.to_owned()),
            ("redirect_uri", self.redirect_uri.as_str().to_owned()),
            ("scope", provider.scope()),
            ("state", self.state.reveal().clone()),
            ("nonce", self.nonce.reveal().clone()),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256".to_owned()),
        ];
        if provider.asks_consent() {
            all.push(("prompt", "consent".to_owned()));
        }
        if let Some(device) = device.filter(|_| provider.dpop) {
            all.push(("dpop_jkt", device.to_owned()));
        }
        all
    }

    /// The address for the system browser.
    pub(crate) fn authorize_url(provider: &Provider, parameters: &[(&'static str, String)]) -> Url {
        let mut url = provider.authorization_endpoint.clone();
        url.query_pairs_mut().extend_pairs(parameters);
        url
    }

    /// The address for the system browser where the parameters were sent ahead (RFC 9126 §4).
    pub(crate) fn pushed_url(provider: &Provider, client_id: &str, request_uri: &str) -> Url {
        let mut url = provider.authorization_endpoint.clone();
        url.query_pairs_mut()
            .append_pair("client_id", client_id)
            .append_pair("request_uri", request_uri);
        url
    }

    /// Checks a redirect and takes its code.
    ///
    /// [`IdentityError::Redirect`] and [`IdentityError::Issuer`] say that it is no answer to this attempt, which
    /// goes on waiting; any other error is the answer.
    pub(crate) fn check_redirect(
        &self,
        redirect: &Url,
        provider: &Provider,
    ) -> Result<Secret<String>, IdentityError> {
        let mut bare = redirect.clone();
        bare.set_query(None);
        if redirect.as_str().len() > MAX_REDIRECT || bare != self.redirect_uri {
            return Err(IdentityError::Redirect);
        }
        let (mut code, mut state, mut issuer, mut error) = (None, None, None, None);
        for (name, value) in redirect.query_pairs() {
            let slot = match name.as_ref() {
                "code" => &mut code,
                "state" => &mut state,
                "iss" => &mut issuer,
                "error" => &mut error,
                _ => continue,
            };
            // RFC 6749 §3.1: a parameter stands once.
            if slot.replace(value.into_owned()).is_some() {
                return Err(IdentityError::Redirect);
            }
        }
        // Compared as hashes, so that the time it takes tells nothing.
        let same = |text: &String| sha256(text.as_bytes()) == sha256(self.state.reveal().as_bytes());
        if !state.as_ref().is_some_and(same) {
            return Err(IdentityError::Redirect);
        }
        match issuer {
            Some(issuer) if issuer != provider.issuer => return Err(IdentityError::Issuer),
            None if provider.redirect_has_issuer => return Err(IdentityError::Issuer),
            _ => {}
        }
        match (code, error) {
            (Some(code), None) if !code.is_empty() && code.len() <= 4096 => Ok(code.into()),
            (None, Some(error)) if error == "access_denied" => Err(IdentityError::Denied),
            (None, Some(_)) => Err(IdentityError::Refused),
            _ => Err(IdentityError::Redirect),
        }
    }
}
