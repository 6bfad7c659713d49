//! What the province does not know yet of what is followed here: dossiers followed without a network or before sign-in, and
//! those no longer followed. Told by the next sync that has a session.

use crate::api::read_done;
use crate::client::setting;
use crate::session::Access;
use crate::{Client, ClientError};
use citizen_domain::Secret;
use citizen_domain::codes::DossierCode;
use citizen_domain::ports::{Method, Request};
use citizen_domain::repository::{RepositoryError, Settings};
use citizen_domain::wire::{Discovery, FollowRequest};
use citizen_dossier::Repository as _;
use citizen_store::Tx;
use std::collections::BTreeMap;

/// By normalised code: followed (`true`) or no longer.
#[derive(Default)]
pub(crate) struct FollowNews(BTreeMap<String, bool>);

impl FollowNews {
    pub(crate) fn read(tx: &Tx<'_>) -> Result<Self, ClientError> {
        match tx.setting(setting::FOLLOW_NEWS)? {
            None => Ok(Self::default()),
            Some(text) => serde_json::from_str(&text)
                .map(Self)
                .map_err(|_| RepositoryError::Damaged.into()),
        }
    }

    fn write(&self, tx: &Tx<'_>) -> Result<(), ClientError> {
        let text = serde_json::to_string(&self.0).map_err(|_| ClientError::Runtime)?;
        Ok(tx.set_setting(
            setting::FOLLOW_NEWS,
            (!self.0.is_empty()).then_some(text.as_str()),
        )?)
    }

    /// Notes what was decided here, in the caller's transaction; the last decision counts.
    pub(crate) fn note(tx: &Tx<'_>, code: &str, followed: bool) -> Result<(), ClientError> {
        let mut news = Self::read(tx)?;
        let before = news.0.insert(code.to_owned(), followed);
        if followed && before == Some(false) {
            // The province does not know that it was let go of here, and would not tell it again.
            tx.set_setting(setting::CURSOR, None)?;
        }
        news.write(tx)
    }

    /// The province was told; a decision that was made meanwhile stays.
    fn told(tx: &Tx<'_>, code: &str, followed: bool) -> Result<(), ClientError> {
        let mut news = Self::read(tx)?;
        if news.0.get(code) == Some(&followed) {
            news.0.remove(code);
        }
        news.write(tx)
    }

    /// Whether the province may still send what the person no longer wants.
    pub(crate) fn is_unfollowed(&self, code: &str) -> bool {
        !self.0.is_empty()
            && DossierCode::parse(code).is_ok_and(|code| self.0.get(&code.normalized) == Some(&false))
    }
}

impl Client {
    /// Tells the province everything that it does not know yet, with the look-up secrets that were kept meanwhile. Whether
    /// every secret was the right one.
    pub(crate) async fn tell_follow_news(
        &self,
        discovery: &Discovery,
        access: &Access,
    ) -> Result<bool, ClientError> {
        let mut right = true;
        for (code, followed) in self.inner.read_soon(FollowNews::read).await?.0 {
            if followed {
                let key = code.clone();
                let secret = self
                    .inner
                    .read_soon(move |tx| Ok(tx.dossier(&key)?.and_then(|followed| followed.secret)))
                    .await?;
                let shown = self
                    .tell_follow(discovery, access, &code, secret.as_ref())
                    .await?;
                right &= shown || secret.is_none();
            } else {
                let request = follow_request(discovery, Method::Delete, &code)?;
                match read_done(self.inner.send_as(access, request).await?).await {
                    Ok(()) | Err(ClientError::NotKnownThere | ClientError::RefusedByProvince { .. }) => {}
                    Err(other) => return Err(other),
                }
                self.inner
                    .write_soon(move |tx| FollowNews::told(tx, &code, false))
                    .await?;
            }
        }
        Ok(right)
    }

    /// Tells the province that a dossier is followed. Whether it shows more of it than anybody may see.
    pub(crate) async fn tell_follow(
        &self,
        discovery: &Discovery,
        access: &Access,
        code: &str,
        secret: Option<&Secret<String>>,
    ) -> Result<bool, ClientError> {
        let mut request = follow_request(discovery, Method::Put, code)?;
        if let Some(secret) = secret {
            let body = FollowRequest {
                lookup_secret: Some(secret.reveal().clone()),
            };
            let bytes = serde_json::to_vec(&body).map_err(|_| ClientError::Runtime)?;
            request = request.body("application/json", bytes);
        }
        let shown = match read_done(self.inner.send_as(access, request).await?).await {
            Ok(()) => true,
            // Somebody else's: what anybody may see is still shown.
            Err(ClientError::NotKnownThere | ClientError::RefusedByProvince { .. }) => false,
            Err(other) => return Err(other),
        };
        let code = DossierCode::parse(code)?.normalized;
        self.inner
            .write_soon(move |tx| FollowNews::told(tx, &code, true))
            .await?;
        Ok(shown)
    }
}

fn follow_request(discovery: &Discovery, method: Method, code: &str) -> Result<Request, ClientError> {
    let mut url = crate::api::address(&discovery.endpoints.follows)?;
    url.path_segments_mut()
        .map_err(|()| ClientError::BadAddress)?
        .push(code);
    Ok(Request::new(method, url))
}
