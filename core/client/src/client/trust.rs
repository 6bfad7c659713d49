//! What is kept of whom the network trusts and what time it is, and what is asked of it before anything else.

use super::{Inner, setting};
use crate::ClientError;
use crate::net::http::host_of;
use crate::net::trust::PackTrust;
use citizen_domain::Timestamp;
use citizen_domain::ports::{Clock as _, Method, Request, TransportError};
use citizen_domain::repository::{RepositoryError, Settings};

impl Inner {
    /// Goes by what was known when the profile was open last: before the first connection is made.
    pub(super) fn remember_trust(&self) -> Result<(), ClientError> {
        let (pack, roots, time) = self.read(|tx| {
            Ok((
                tx.setting(setting::PACK_TRUST)?,
                tx.setting(setting::TLS_ROOTS)?,
                tx.setting(setting::TIME)?,
            ))
        })?;
        let trust = &self.ports.trust;
        if let Some(text) = pack {
            let pack: PackTrust = serde_json::from_str(&text).map_err(|_| RepositoryError::Damaged)?;
            trust.use_pack(&pack);
        }
        if let Some(pem) = roots {
            trust.with_own_roots(&pem).ok_or(RepositoryError::Damaged)?;
        }
        if let Some(at) = time.and_then(|text| Timestamp::parse(&text)) {
            trust.clock().not_before(at);
        }
        Ok(())
    }

    /// Where the device's clock is doubted: asks for the time before anything is made that carries a time. The province first,
    /// whose keys the pack names: a provider elsewhere may have none that could be told from a wrong one. Whatever comes of it,
    /// the next request will say what is wrong.
    pub(crate) async fn settle_time(&self, province: &str, issuer: &str) {
        let mut asked: Option<url::Url> = None;
        for address in [province, issuer] {
            let Ok(mut url) = crate::api::address(address) else {
                continue;
            };
            let again = asked
                .as_ref()
                .is_some_and(|before| before.origin() == url.origin());
            if again || self.ports.trust.clock().doubt().is_none() {
                continue;
            }
            url.set_path("/");
            url.set_query(None);
            let _ = self
                .ports
                .transport
                .send(Request::new(Method::Head, url.clone()))
                .await;
            asked = Some(url);
        }
    }

    /// Before a browser is sent to a page: is there a network at all, unless something was `heard` over it just now? Over TLS
    /// also: is the server the right one, and what time is it there, unless that is known by now? The browser goes by the
    /// device's clock, and only whoever knows both can say beforehand that it will refuse.
    pub(crate) async fn look_at(&self, page: &url::Url, heard: bool) -> Result<(), ClientError> {
        let trust = &self.ports.trust;
        let taken = |host: String| trust.would_be_taken_at(&host, self.now()) == Some(true);
        let known = || trust.clock().is_learned() && host_of(page).is_some_and(taken);
        if heard && (page.scheme() != "https" || known()) {
            return self.keep_time();
        }
        let mut root = page.clone();
        root.set_path("/");
        root.set_query(None);
        match self.ports.transport.send(Request::new(Method::Head, root)).await {
            Err(refused) if refused.is_refusal() => Err(refused.into()),
            // The page could not load either, and the person would wait for nothing.
            Err(TransportError::Offline) => Err(TransportError::Offline.into()),
            Err(TransportError::Timeout) if !heard => Err(TransportError::Timeout.into()),
            _ => self.keep_time(),
        }
    }

    /// Keeps the time that was learnt, as "not before": after a restart the device's clock cannot be believed below it.
    pub(crate) fn keep_time(&self) -> Result<(), ClientError> {
        let clock = self.ports.trust.clock();
        if !clock.is_learned() {
            return Ok(());
        }
        let now = clock.now();
        self.write(|tx| {
            let kept = tx
                .setting(setting::TIME)?
                .and_then(|text| Timestamp::parse(&text));
            // Not with every command: a minute is finer than anything that hangs on it.
            if kept.is_none_or(|at| at.plus_millis(60_000) < now) {
                tx.set_setting(setting::TIME, Some(&now.rfc3339()))?;
            }
            Ok(())
        })
    }
}
