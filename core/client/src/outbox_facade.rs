//! What waits, why, and the receipts of what was accepted.

use crate::client::{Inner, setting};
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::keys::PublicKey;
use citizen_domain::repository::Settings as _;
use citizen_outbox::{
    Action, Event, Item, OutboxView, Page, PlanContext, ReceiptView, Repository, State, verify_receipt_file,
};
use citizen_pack::VerifiedPack;
use citizen_proof::KeySet;
use citizen_screen::{Said, Voice};
use citizen_store::Tx;
use std::sync::Arc;
use std::time::Duration;

/// By what a receipt file is judged.
#[derive(Debug, Clone)]
pub enum ReceiptTrust {
    /// The shipped packs, and the profile's own where one is in use.
    Known,
    /// A pack file; it must itself stand up to the compiled-in roots.
    Pack(std::path::PathBuf),
    /// One public key, in JWK form.
    Key(String),
}

impl Client {
    /// A page of items in order of creation.
    ///
    /// # Errors
    /// The store's own.
    pub fn outbox(&self, page: &Page) -> Result<Vec<OutboxView>, ClientError> {
        let context = self.plan_context();
        let items = self.inner.read(|tx| Ok(tx.items(page)?))?;
        Ok(items.iter().map(|item| OutboxView::of(item, &context)).collect())
    }

    /// One item.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn outbox_item(&self, id: &str) -> Result<OutboxView, ClientError> {
        Ok(OutboxView::of(&self.item(id)?, &self.plan_context()))
    }

    /// Makes the next sync try at once: one item, or every open one. Naming an item that is being withdrawn takes that wish
    /// back; with all of them it stays.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn retry(&self, id: Option<&str>) -> Result<Vec<OutboxView>, ClientError> {
        let all = id.is_none();
        let items = match id {
            Some(id) => vec![self.item(id)?],
            None => self.inner.read(all_open)?,
        };
        items
            .iter()
            .map(|item| {
                let again = if all && item.discarding {
                    Event::Discard
                } else {
                    Event::Retry
                };
                (&item.id, again)
            })
            .map(|(id, again)| match self.event(id, &again) {
                // Accepted meanwhile by another program on this home.
                Err(ClientError::Room(_)) if all => self.outbox_item(id),
                other => other,
            })
            .collect()
    }

    /// Discards an item. One that the province may hold stays, `discarding`, until a sync has withdrawn it there.
    ///
    /// # Errors
    /// The outbox's own where the province has accepted it.
    pub fn discard(&self, id: &str) -> Result<OutboxView, ClientError> {
        let item = self.item(id)?;
        let view = self.event(id, &Event::Discard)?;
        self.inner
            .drop_files(item.parts.iter().map(|part| part.sha256.as_str()))?;
        Ok(view)
    }

    /// The receipt of an accepted item, verified anew.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when there is none yet.
    pub fn receipt(&self, id: &str) -> Result<ReceiptView, ClientError> {
        self.verified_receipt(&self.receipt_token(id)?)
    }

    /// The receipt of an item as the province signed it, for keeping elsewhere.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when there is none yet.
    pub fn receipt_token(&self, id: &str) -> Result<String, ClientError> {
        self.item(id)?.receipt.ok_or(ClientError::NotFound)
    }

    /// The receipt of an item as the text of one QR, which [`verify_receipt`] takes as well. A receipt that cannot be shortened is
    /// given as it was signed.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when there is none yet.
    pub fn receipt_qr(&self, id: &str) -> Result<String, ClientError> {
        let token = self.receipt_token(id)?;
        Ok(crate::receipt_qr::pack(&token).unwrap_or(token))
    }

    pub(crate) fn verified_receipt(&self, token: &str) -> Result<ReceiptView, ClientError> {
        let pack = self.inner.pack()?;
        let keys = crate::province::key_set(&pack)?;
        Ok(verify_receipt_file(
            token,
            &keys,
            Some(&pack.manifest().province),
        )?)
    }

    fn item(&self, id: &str) -> Result<Item, ClientError> {
        self.inner
            .read(|tx| Ok(tx.item(id)?))?
            .ok_or(ClientError::NotFound)
    }

    fn event(&self, id: &str, event: &Event) -> Result<OutboxView, ClientError> {
        let applied = self.inner.apply_event(id, event, &KeySet::new(Vec::new())?, "")?;
        self.inner.wake_now();
        Ok(OutboxView::of(&applied.item, &self.plan_context()))
    }
}

/// Verifies a receipt file, or the text of its QR, without network and without anybody's home folder.
///
/// # Errors
/// The outbox's own: not a receipt, or refused (exit 8).
pub fn verify_receipt(
    text: &str,
    trust: &ReceiptTrust,
    shipped: &crate::Shipped,
    own: Option<&VerifiedPack>,
    now: citizen_domain::Timestamp,
) -> Result<ReceiptView, ClientError> {
    let unpacked = crate::receipt_qr::unpack(text);
    let text = unpacked.as_deref().unwrap_or(text);
    match trust {
        ReceiptTrust::Key(jwk) => {
            let key: PublicKey =
                serde_json::from_str(jwk).map_err(|_| citizen_outbox::OutboxError::NotAReceipt)?;
            Ok(verify_receipt_file(text, &KeySet::new(vec![key])?, None)?)
        }
        ReceiptTrust::Pack(file) => {
            let pack = shipped.known(file, own, now)?;
            by_pack(text, &pack)
        }
        ReceiptTrust::Known => {
            let kid = citizen_outbox::receipt_key_id(text)?;
            let shipped: Vec<Arc<VerifiedPack>> = shipped.verified(now).collect();
            let known = shipped.iter().map(AsRef::as_ref).chain(own);
            let mut answer =
                Err(citizen_outbox::OutboxError::Receipt(citizen_outbox::ReceiptProblem::Signature).into());
            for pack in known.filter(|pack| pack.content().keys.iter().any(|key| key.kid == kid)) {
                answer = by_pack(text, pack);
                if answer.is_ok() {
                    break;
                }
            }
            answer
        }
    }
}

fn by_pack(text: &str, pack: &VerifiedPack) -> Result<ReceiptView, ClientError> {
    Ok(verify_receipt_file(
        text,
        &crate::province::key_set(pack)?,
        Some(&pack.manifest().province),
    )?)
}

impl Inner {
    /// Removes pictures of something discarded that nothing else needs. Pictures go by their content, so a draft or
    /// another report may hold the same one; the transaction keeps others from beginning to need it meanwhile, for they keep a picture
    /// in the transaction that writes its row.
    pub(crate) fn drop_files<'a>(
        &self,
        hashes: impl Iterator<Item = &'a str> + Send,
    ) -> Result<(), ClientError> {
        self.write(|tx| {
            let needed = tx.needed_files()?;
            for hash in hashes.filter(|hash| !needed.contains(*hash)) {
                self.ports.files.remove(hash)?;
            }
            Ok(())
        })
    }

    /// Once a day: removes what a crash between a picture and its row has left behind.
    pub(crate) fn collect_files(&self) -> Result<(), ClientError> {
        const DAY: Duration = Duration::from_secs(86_400);
        let now = self.now();
        let last = self
            .setting(setting::COLLECTED_AT)?
            .and_then(|text| Timestamp::parse(&text));
        if last.is_some_and(|at| at.is_within(i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX), now)) {
            return Ok(());
        }
        self.write(|tx| {
            self.ports.files.collect(&tx.needed_files()?, now, DAY)?;
            Ok(tx.set_setting(setting::COLLECTED_AT, Some(&now.rfc3339()))?)
        })
    }

    /// Open items that are paused for sign-in, or wait for anything else: what `sync` reports.
    pub(crate) fn waiting(&self, context: &PlanContext) -> Result<Vec<Waiting>, ClientError> {
        let items = self.read(all_open)?;
        Ok(items
            .iter()
            .filter(|item| item.state != State::Draft)
            .map(|item| Waiting {
                id: item.id.clone(),
                reason: citizen_outbox::waiting(item, context)
                    .map_or("busy", citizen_outbox::Reason::as_str)
                    .to_owned(),
                missing_photos: if item.receipt.is_some() {
                    item.missing().count()
                } else {
                    0
                },
                next_try_at: match citizen_outbox::plan(item, context) {
                    Action::Wait { until, .. } => until,
                    _ => None,
                },
            })
            .collect())
    }
}

/// Every item that is not through yet, oldest first.
pub(crate) fn all_open(tx: &Tx<'_>) -> Result<Vec<Item>, ClientError> {
    all_items(tx, true)
}

/// Every item, page by page, oldest first.
pub(crate) fn all_items(tx: &Tx<'_>, open_only: bool) -> Result<Vec<Item>, ClientError> {
    let mut all: Vec<Item> = Vec::new();
    loop {
        let after = all.last().map(|item| item.id.clone());
        let page = tx.items(&Page {
            after,
            limit: 500,
            open_only,
        })?;
        let last = page.len() < 500;
        all.extend(page);
        if last {
            return Ok(all);
        }
    }
}

/// An item that is not through yet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Waiting {
    /// Item id.
    pub id: String,
    /// Why: `network`, `auth`, `busy`, …
    pub reason: String,
    /// The province holds the words and still misses so many pictures.
    pub missing_photos: usize,
    /// Nothing is tried before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_try_at: Option<Timestamp>,
}

impl Waiting {
    /// Why, in words: of each reason one sentence.
    pub(crate) fn reasons(all: &[Self], voice: &Voice) -> Vec<Said> {
        let mut ids: Vec<String> = all
            .iter()
            .map(|one| {
                let way = if one.missing_photos > 0 { "wait" } else { "unsent" };
                format!("outbox.{way}.{}", one.reason)
            })
            .collect();
        ids.sort();
        ids.dedup();
        ids.iter().map(|id| voice.say(id, &[])).collect()
    }

    /// When something is tried by itself again.
    pub(crate) fn next_moment(all: &[Self]) -> Option<Timestamp> {
        all.iter().filter_map(|one| one.next_try_at).min()
    }
}
