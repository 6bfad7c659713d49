//! One sync: send what waits, fetch what changed, all resumable.

mod progress;
mod receive;
mod run;

pub use progress::Progress;

use crate::api::with_json;
use crate::client::{Inner, setting};
use crate::clock::ClockAdvice;
use crate::outbox_facade::Waiting;
use crate::sender::{LastFile, Sender, Wrote};
use crate::session::Access;
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::codes::DossierCode;
use citizen_domain::error::{Coded, Outcome};
use citizen_domain::ports::Method;
use citizen_domain::repository::Settings;
use citizen_domain::wire::{Discovery, Lookup, LookupRequest};
use citizen_dossier::Repository as _;
use citizen_outbox::Repository as _;
use progress::{Listener, Pull};
use run::Run;
use serde::Serialize;
use std::sync::Arc;

/// Codes in one look-up.
const LOOKUP_PAGE: usize = 50;

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SyncReport {
    /// Items accepted.
    pub sent: u32,
    /// Items that the province refused for good; each says why.
    pub rejected: u32,
    /// Changes received.
    pub received: u32,
    /// Requests made.
    pub requests: u64,
    /// Bytes of bodies sent.
    pub bytes_up: u64,
    /// Bytes of bodies received, decompressed.
    pub bytes_down: u64,
    /// What still waits.
    pub waiting: Vec<Waiting>,
    /// When something that waits is tried by itself again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_try_at: Option<Timestamp>,
    /// When everything was last up to date.
    pub as_of: Option<Timestamp>,
    /// Why this sync is not whole, as an error code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<&'static str>,
    /// Where the device's clock is wrong: what it shows and what it should show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockAdvice>,
    /// How it ended, for the exit status.
    #[serde(skip)]
    pub outcome: Option<Outcome>,
}

impl Client {
    /// Sends what waits and fetches what changed. Trouble with the network or the session is no error here: it is told
    /// in the report, and nothing is lost.
    ///
    /// # Errors
    /// The store's own, and [`ClientError::NoProvince`].
    pub async fn sync(&self) -> Result<SyncReport, ClientError> {
        self.sync_with(&|_| {}).await
    }

    /// As [`Self::sync`]; where much is to come, `listener` hears after each batch that is kept how far it is.
    ///
    /// # Errors
    /// As [`Self::sync`].
    pub async fn sync_with(
        &self,
        listener: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<SyncReport, ClientError> {
        let inner = &self.inner;
        let _turn = inner.turn.lock().await;
        // Tidying up keeps nothing from being sent.
        let _ = inner.blocking(Inner::collect_files).await;
        let before = inner.meter.read();
        let mut discovery = inner.discovery()?;
        let mut run = Run::default();

        if inner.pack_is_due()? {
            let renewed = self.renew(&discovery).await;
            if let Some(newer) = run.note_renewal(renewed)? {
                discovery = newer;
            }
        }
        let mut access = if run.offline {
            None
        } else {
            run.note_keys(inner.access(&discovery).await)?.flatten()
        };
        let has_session = inner.has_session()?;
        self.exchange(&discovery, access.as_ref(), &mut run, listener)
            .await?;
        if run.sign_in
            && !run.offline
            && let Some(refused) = access.take()
        {
            let doubted = inner.doubt_session(&discovery, &refused).await;
            if run.note_keys(doubted)?.is_some() {
                access = run.note_keys(inner.access(&discovery).await)?.flatten();
            }
            if access.as_ref().is_some_and(|access| !access.is(&refused)) {
                // It was the token that was not taken, not the person: once more with the new one.
                run.sign_in = false;
                run.trouble = None;
                self.exchange(&discovery, access.as_ref(), &mut run, listener)
                    .await?;
            }
        }

        inner.keep_time()?;
        // Nor does tidying up afterwards make a sync that was whole a failed one.
        let _ = inner.blocking(Inner::let_go).await;
        if run.clock {
            inner.hold_for_clock().await?;
        }
        inner.keep_nonces()?;
        let signed_in = access.is_some() && !run.sign_in;
        let context = inner.plan_context(
            signed_in || (run.offline && has_session),
            run.offline && !run.clock,
        );
        let waiting = inner.waiting(&context)?;
        inner.wake_for(&context)?;
        let traffic = inner.meter.read().since(before);
        let as_of = inner
            .setting(setting::SYNCED_AT)?
            .and_then(|text| Timestamp::parse(&text));
        Ok(SyncReport {
            sent: run.accepted,
            rejected: run.rejected,
            received: run.received,
            requests: traffic.requests,
            bytes_up: traffic.bytes_up,
            bytes_down: traffic.bytes_down,
            outcome: run.outcome(&waiting),
            clock: self.clock_advice(),
            trouble: run.trouble,
            next_try_at: Waiting::next_moment(&waiting),
            waiting,
            as_of,
        })
    }

    /// Everything that goes out and comes in, as the person of `access` or as nobody.
    async fn exchange(
        &self,
        discovery: &Discovery,
        access: Option<&Access>,
        run: &mut Run,
        listener: &Listener<'_>,
    ) -> Result<(), ClientError> {
        let inner = &self.inner;
        // To open the pack takes longer than most syncs, and who sends nothing needs none.
        if !run.offline && inner.read(|tx| Ok(!tx.open_versions()?.is_empty()))? {
            let pack = inner.pack()?;
            let sender = Sender {
                inner,
                discovery,
                pack: &pack,
                access,
                attachment: LastFile::default(),
                wrote: Wrote::default(),
            };
            let sent = sender.run().await;
            if let Some(sent) = run.note(sent)? {
                run.sent(&sent);
            }
        }
        run.owes_sign_out = inner.owes_sign_out()?;
        if !run.offline
            && let Some(access) = access
        {
            let told = self.tell_follow_news(discovery, access).await;
            if run.note_keys(told)? == Some(false) {
                // A secret that was kept without a network is wrong, or belongs to another code: the person must learn it.
                run.trouble = run.trouble.or(Some(ClientError::NotKnownThere.code()));
            }
        }
        if !run.offline {
            let pull = Pull::new(listener);
            let received = match access {
                Some(access) => self.receive_all(discovery, access, &pull).await.map(Some),
                None => self.look_up(discovery).await,
            };
            // Where nothing was asked, nothing is up to date either.
            run.received += pull.received();
            if let Some(looked_up) = run.note_keys(received)?.flatten() {
                run.received += looked_up;
                let now = inner.now();
                inner
                    .write_soon(move |tx| Ok(tx.set_setting(setting::SYNCED_AT, Some(&now.rfc3339()))?))
                    .await?;
            }
        }
        if !run.offline && access.is_some() {
            let tokens = self.fetch_rating_tokens(discovery, access).await;
            run.note_keys(tokens)?;
        }
        Ok(())
    }

    /// Discovery and pack anew, once a day.
    async fn renew(&self, old: &Discovery) -> Result<Discovery, ClientError> {
        let inner = &self.inner;
        let found = inner.api.discovery(&inner.base_url()?).await?;
        if found.province.id != old.province.id {
            return Err(ClientError::OtherProvince);
        }
        let held = inner.pack()?;
        crate::province::check_addresses(&held, &inner.base_url()?, &found)?;
        let text = serde_json::to_string(&found).map_err(|_| ClientError::Runtime)?;
        inner
            .write_soon(move |tx| Ok(tx.set_setting(setting::DISCOVERY, Some(&text))?))
            .await?;
        inner.refresh_pack(&found.endpoints.pack, &held).await?;
        Ok(found)
    }

    /// What changed, and what anybody may see of dossiers that are not this person's: how many of the latter are news.
    async fn receive_all(
        &self,
        discovery: &Discovery,
        access: &Access,
        pull: &Pull<'_>,
    ) -> Result<u32, ClientError> {
        self.receive(discovery, access, pull).await?;
        let strange = self
            .inner
            .read_soon(crate::dossiers::codes_without_record)
            .await?;
        self.look_up_all(discovery, &strange).await
    }

    /// Without sign-in: only code and degree of completion. `None` when there is nothing to ask about.
    async fn look_up(&self, discovery: &Discovery) -> Result<Option<u32>, ClientError> {
        let codes = self.inner.read_soon(crate::dossiers::all_codes).await?;
        if codes.is_empty() {
            return Ok(None);
        }
        self.look_up_all(discovery, &codes).await.map(Some)
    }

    /// How many of the answers are news.
    async fn look_up_all(&self, discovery: &Discovery, codes: &[String]) -> Result<u32, ClientError> {
        let mut changed = 0;
        for page in codes.chunks(LOOKUP_PAGE) {
            changed += self.look_up_codes(discovery, page.to_vec()).await?;
        }
        Ok(changed)
    }

    pub(crate) async fn look_up_codes(
        &self,
        discovery: &Discovery,
        codes: Vec<String>,
    ) -> Result<u32, ClientError> {
        let url = crate::api::address(&discovery.endpoints.lookup)?;
        let request = with_json(Method::Post, url, &LookupRequest { codes })?;
        let found: Vec<Lookup> = self.inner.api.json(request).await?;
        let now = self.now();
        self.inner
            .write_soon(move |tx| {
                let mut changed = 0;
                for lookup in &found {
                    let Ok(code) = DossierCode::parse(&lookup.code) else {
                        continue;
                    };
                    if let Some(mut followed) = tx.dossier(&code.normalized)? {
                        changed += u32::from(followed.looked_up(lookup, now));
                        tx.put_dossier(&followed)?;
                    }
                }
                Ok(changed)
            })
            .await
    }
}

impl Inner {
    /// Whether tokens are held, fresh or not.
    pub(crate) fn has_session(self: &Arc<Self>) -> Result<bool, ClientError> {
        Ok(self.signed_in())
    }
}
