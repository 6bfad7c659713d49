//! Requests with a proof of the device key (RFC 9449): made for each try, once more where the server asks for its nonce.

use crate::ClientError;
use crate::client::{Inner, Ports, setting};
use crate::session::Access;
use citizen_domain::Secret;
use citizen_domain::ports::{
    Clock, KeyName, KeyStore, PortError, Random, Request, Response, Transport, TransportError,
};
use citizen_domain::repository::Settings;
use citizen_identity::{Device, Nonces, ProofFor, wants_nonce};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why a request got no answer: the network, or a key store that does not sign now.
#[derive(Debug)]
pub(crate) enum Unsent {
    Net(TransportError),
    /// Nothing has left.
    Key(PortError),
}

/// What a reply says about trying once more.
struct Hint {
    /// A nonce is known now that the request did not use.
    newer: bool,
    had_nonce: bool,
    challenge: Option<String>,
}

impl Hint {
    fn asks_again(&self, status: u16, body: &[u8]) -> bool {
        self.newer && wants_nonce(status, self.challenge.as_deref(), body, self.had_nonce)
    }
}

impl From<TransportError> for Unsent {
    fn from(error: TransportError) -> Self {
        Self::Net(error)
    }
}

impl From<Unsent> for ClientError {
    fn from(error: Unsent) -> Self {
        match error {
            Unsent::Net(error) => error.into(),
            Unsent::Key(error) => error.into(),
        }
    }
}

/// Sends, and knows the newest nonce of each server.
pub(crate) struct Prover {
    transport: Arc<dyn Transport>,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    nonces: Mutex<Nonces>,
}

impl Prover {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            transport: Arc::clone(&ports.transport),
            keys: Arc::clone(&ports.key_store),
            clock: Arc::clone(&ports.clock),
            random: Arc::clone(&ports.random),
            nonces: Mutex::default(),
        }
    }

    fn nonces(&self) -> MutexGuard<'_, Nonces> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One request to the provider, its body read whole. With a `key` it goes with a proof, and once more with the
    /// provider's nonce where that is asked for: what was refused for its proof was not worked on.
    pub(crate) async fn ask(
        &self,
        key: Option<&KeyName>,
        request: Request,
    ) -> Result<(u16, Vec<u8>), Unsent> {
        let (response, hint) = self.once(key, None, &request).await?;
        let (status, body) = (response.status, response.bytes().await?);
        if !hint.asks_again(status, &body) {
            return Ok((status, body));
        }
        let (response, _) = self.once(key, None, &request).await?;
        Ok((response.status, response.bytes().await?))
    }

    /// One request to a resource, with an access token that is bound to `key`; once more as with [`Self::ask`].
    pub(crate) async fn send(
        &self,
        key: &KeyName,
        token: &Secret<String>,
        request: Request,
    ) -> Result<Response, Unsent> {
        let (response, hint) = self.once(Some(key), Some(token), &request).await?;
        if !hint.asks_again(response.status, b"") {
            return Ok(response);
        }
        Ok(self.once(Some(key), Some(token), &request).await?.0)
    }

    /// One try, and what a second one could go by.
    async fn once(
        &self,
        key: Option<&KeyName>,
        token: Option<&Secret<String>>,
        request: &Request,
    ) -> Result<(Response, Hint), Unsent> {
        let (proven, used) = self.prove(key, request, token)?;
        let response = self.transport.send(proven).await?;
        let newer = self.note(request, &response, used.as_deref());
        let hint = Hint {
            newer: newer && key.is_some(),
            had_nonce: used.is_some(),
            challenge: response.header("www-authenticate").map(str::to_owned),
        };
        Ok((response, hint))
    }

    /// The request with its proof, and the nonce in it.
    fn prove(
        &self,
        key: Option<&KeyName>,
        request: &Request,
        token: Option<&Secret<String>>,
    ) -> Result<(Request, Option<String>), Unsent> {
        let Some(name) = key else {
            return Ok((request.clone(), None));
        };
        let nonce = self.nonces().of(&request.url).map(str::to_owned);
        let device = Device {
            keys: &*self.keys,
            name,
        };
        let proof = device
            .proof(&ProofFor {
                method: request.method,
                url: &request.url,
                access_token: token.map(|t| t.reveal().as_str()),
                nonce: nonce.as_deref(),
                now: self.clock.now(),
                random: &*self.random,
            })
            .map_err(Unsent::Key)?;
        Ok((request.clone().header("dpop", proof), nonce))
    }

    /// Takes up the reply's nonce. Whether there is one now that the request did not use.
    fn note(&self, request: &Request, response: &Response, used: Option<&str>) -> bool {
        let mut nonces = self.nonces();
        nonces.note(&request.url, response.header("dpop-nonce"));
        let newest = nonces.of(&request.url);
        newest.is_some() && newest != used
    }
}

impl Inner {
    /// Sends a request as the signed-in person.
    pub(crate) async fn send_as(&self, access: &Access, request: Request) -> Result<Response, Unsent> {
        let request = request.header("authorization", access.header());
        match access.bound() {
            Some((token, key)) => self.prover.send(key, token, request).await,
            None => Ok(self.ports.transport.send(request).await?),
        }
    }

    /// Takes up the nonces of an earlier run: with them the first request goes through at once.
    pub(crate) fn recall_nonces(&self) -> Result<(), ClientError> {
        if *self.prover.nonces() != Nonces::default() {
            return Ok(());
        }
        if let Some(text) = self.setting(setting::NONCES)? {
            // What cannot be read is only a saving that is lost.
            *self.prover.nonces() = serde_json::from_str(&text).unwrap_or_default();
        }
        Ok(())
    }

    /// Keeps the nonces for the next run.
    pub(crate) fn keep_nonces(&self) -> Result<(), ClientError> {
        let nonces = self.prover.nonces().clone();
        if nonces == Nonces::default() {
            return Ok(());
        }
        let text = serde_json::to_string(&nonces).map_err(|_| ClientError::Runtime)?;
        if self.setting(setting::NONCES)?.as_ref() != Some(&text) {
            self.write(|tx| Ok::<_, ClientError>(tx.set_setting(setting::NONCES, Some(&text))?))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
