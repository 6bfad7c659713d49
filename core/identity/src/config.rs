use crate::IdentityError;
use citizen_domain::ports::Random;
use citizen_domain::{Secret, Timestamp};
use citizen_proof::{Alg, base64url};
use url::{Host, Url};

/// Where to sign in: from the province's discovery document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// OpenID issuer, exactly as the provider writes it.
    pub issuer: String,
    /// Client id that phones use there.
    pub client_id: String,
    /// Signature algorithms that the province's rules allow for ID tokens; of these the provider's own are taken.
    pub algs: Vec<Alg>,
}

/// What a step needs from outside.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Where to sign in.
    pub config: &'a Config,
    /// Wall time.
    pub now: Timestamp,
    /// Randomness for `state`, `nonce` and the PKCE verifier.
    pub random: &'a dyn Random,
    /// Thumbprint of the device key ([`crate::Device::thumbprint`]); without one tokens are not bound to the device.
    pub device: Option<&'a str>,
    /// To whom the profile belongs ([`crate::Session::subject_hash`]): nobody else signs in to it. `None` while it is nobody's.
    pub owner: Option<&'a str>,
}

impl Context<'_> {
    /// 32 random bytes, base64url: 43 characters, as RFC 7636 §4.1 recommends.
    pub(crate) fn random_text(&self) -> Result<Secret<String>, IdentityError> {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        self.random
            .fill(bytes.as_mut())
            .map_err(|_| IdentityError::Random)?;
        Ok(base64url::encode(bytes.as_ref()).into())
    }
}

/// Reads an address that tokens may be sent to: https, or http on loopback (RFC 8252 §7.3 and the demonstration).
pub(crate) fn secure_url(text: &str) -> Result<Url, IdentityError> {
    let url = Url::parse(text).map_err(|_| IdentityError::Address)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let safe = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    };
    if plain && safe && text.len() <= 2048 {
        Ok(url)
    } else {
        Err(IdentityError::Address)
    }
}

/// Whether the address is this machine's own. A name other than `localhost` may resolve to anything.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
