//! The province's own endpoints: one request in, one typed answer or one typed error out.

use crate::ClientError;
use crate::net::http::is_acceptable;
use citizen_domain::ports::{Method, Request, Response, Transport};
use citizen_domain::wire::{Discovery, ErrorReply};
use citizen_pack::Spare;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use url::Url;

/// Version of the contract that this core speaks.
const CONTRACT: u32 = 1;

/// A pack is the largest thing that is read whole.
const MAX_PACK: u64 = 16 * 1024 * 1024;

/// Speaks to one province.
#[derive(Clone)]
pub(crate) struct Api {
    transport: Arc<dyn Transport>,
}

/// Turns text into an address that may be spoken to.
pub(crate) fn address(text: &str) -> Result<Url, ClientError> {
    Url::parse(text)
        .ok()
        .filter(is_acceptable)
        .ok_or(ClientError::BadAddress)
}

/// Every address that a discovery document names.
pub(crate) fn addresses(discovery: &Discovery) -> [&str; 10] {
    let e = &discovery.endpoints;
    [
        &e.pack,
        &e.lookup,
        &e.follows,
        &e.changes,
        &e.items,
        &e.rating_tokens,
        &e.ratings,
        &e.results,
        &e.open311,
        &discovery.issuer,
    ]
}

impl Api {
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request) -> Result<Response, ClientError> {
        Ok(self.transport.send(request).await?)
    }

    /// The province's discovery document, with every address in it checked.
    pub(crate) async fn discovery(&self, base: &Url) -> Result<Discovery, ClientError> {
        let url = base
            .join("/.well-known/citizen-province")
            .map_err(|_| ClientError::BadAddress)?;
        let found: Discovery = self.json(Request::new(Method::Get, url)).await?;
        if found.contract != CONTRACT {
            return Err(ClientError::TooOld);
        }
        if newer(&found.min_client, env!("CARGO_PKG_VERSION")) {
            return Err(ClientError::TooOld);
        }
        for text in addresses(&found) {
            let url = address(text)?;
            // What was reached over TLS must not lead back to cleartext.
            if base.scheme() == "https" && url.scheme() != "https" {
                return Err(ClientError::BadAddress);
            }
        }
        Ok(found)
    }

    /// The pack, unless the province has none newer than `have`; it may leave out sections of `spare`.
    pub(crate) async fn pack(
        &self,
        endpoint: &str,
        have: Option<u64>,
        spare: &Spare,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        let mut url = address(endpoint)?;
        if let Some(have) = have {
            url.query_pairs_mut().append_pair("have", &have.to_string());
        }
        // Part of a hash is enough to name a section, and spares a slow line half of it.
        let holds: Vec<&str> = spare.hashes().filter_map(|hash| hash.get(..16)).collect();
        if !holds.is_empty() {
            url.query_pairs_mut().append_pair("holds", &holds.join(","));
        }
        let mut request = Request::new(Method::Get, url);
        request.max_body = MAX_PACK;
        let response = self.send(request).await?;
        match response.status {
            200 => Ok(Some(response.bytes().await?)),
            304 => Ok(None),
            _ => Err(refusal(response).await),
        }
    }

    /// Sends a request and reads a JSON answer.
    pub(crate) async fn json<T: DeserializeOwned>(&self, request: Request) -> Result<T, ClientError> {
        read_json(self.send(request).await?).await
    }
}

/// Reads a JSON answer.
pub(crate) async fn read_json<T: DeserializeOwned>(response: Response) -> Result<T, ClientError> {
    match response.status {
        200 | 201 => {
            let bytes = response.bytes().await?;
            serde_json::from_slice(&bytes).map_err(|_| ClientError::NoProperAnswer)
        }
        _ => Err(refusal(response).await),
    }
}

/// Reads an answer that has no body worth reading.
pub(crate) async fn read_done(response: Response) -> Result<(), ClientError> {
    match response.status {
        200..=204 => Ok(()),
        _ => Err(refusal(response).await),
    }
}

/// A request with a JSON body.
pub(crate) fn with_json<T: Serialize>(method: Method, url: Url, body: &T) -> Result<Request, ClientError> {
    let bytes = serde_json::to_vec(body).map_err(|_| ClientError::Runtime)?;
    Ok(Request::new(method, url).body("application/json", bytes))
}

/// What a reply other than success means. Only a body of the province's own shape is believed: anything else is
/// a portal or proxy in between.
pub(crate) async fn refusal(response: Response) -> ClientError {
    let status = response.status;
    match status {
        401 if asks_for_session(&response) => return ClientError::SignInNeeded,
        426 => return ClientError::TooOld,
        400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 => {}
        _ => return ClientError::NoProperAnswer,
    }
    let Ok(bytes) = response.bytes().await else {
        return ClientError::NoProperAnswer;
    };
    match serde_json::from_slice::<ErrorReply>(&bytes) {
        Ok(_) if status == 401 => ClientError::SignInNeeded,
        Ok(_) if status == 404 => ClientError::NotKnownThere,
        Ok(reply) => ClientError::RefusedByProvince {
            code: reply.error.code,
            message: reply.error.message,
        },
        Err(_) => ClientError::NoProperAnswer,
    }
}

/// Whether a reply is a 401 whose head asks for the session, as the province's does: a challenge of `DPoP` or `Bearer`. The page of
/// a portal has none, and one that asks for a password of its own asks for nothing of ours.
pub(crate) fn asks_for_session(response: &Response) -> bool {
    let ours = |challenge: &str| {
        let scheme = challenge.split_whitespace().next().unwrap_or_default();
        ["dpop", "bearer"]
            .iter()
            .any(|own| scheme.eq_ignore_ascii_case(own))
    };
    response.status == 401
        && response
            .headers("www-authenticate")
            .flat_map(|value| value.split(','))
            .any(ours)
}

/// Whether dotted version `a` is newer than `b`; what cannot be read counts as 0.
fn newer(a: &str, b: &str) -> bool {
    let parts = |v: &str| {
        v.split('.')
            .map(|p| p.parse::<u32>().unwrap_or(0))
            .collect::<Vec<_>>()
    };
    parts(a) > parts(b)
}

#[cfg(test)]
mod tests {
    use super::newer;

    #[test]
    fn versions_compare_by_number() {
        assert!(newer("0.10.0", "0.9.9"));
        assert!(!newer("0.1.0", "0.1.0"));
        assert!(!newer("x", "0.1.0"));
    }
}
