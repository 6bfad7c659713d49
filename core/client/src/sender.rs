//! Asks the outbox what to do next, does it, hands the answer back; until nothing can be done now.

mod request;
mod run;

pub(crate) use self::run::Wrote;
use crate::api::asks_for_session;
use crate::budget::{Purse, note_spent};
use crate::client::Inner;
use crate::dpop::Unsent;
use crate::session::Access;
use crate::{Client, ClientError};
use citizen_domain::error::{Coded, Outcome};
use citizen_domain::ports::{NetworkClass, Request, TransportError};
use citizen_domain::wire::{Discovery, ItemBody};
use citizen_incident::ReportRepository as _;
use citizen_mscore::Repository as _;
use citizen_outbox::{
    Action, Applied, ApplyContext, Effect, Event, Item, Kind, OutboxError, Pause, PlanContext, Reply,
    Repository, State, Update, apply,
};
use citizen_pack::VerifiedPack;
use citizen_proof::KeySet;
use citizen_store::Tx;
use std::sync::Arc;

/// What one run of the sender came to.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// Items accepted in this run.
    pub(crate) accepted: u32,
    /// Items that the province refused in this run.
    pub(crate) rejected: u32,
    /// A receipt was refused: the person must see it.
    pub(crate) security: bool,
    /// What was wrong with it.
    pub(crate) problem: Option<citizen_outbox::ReceiptProblem>,
    /// The province asked for sign-in.
    pub(crate) sign_in_needed: bool,
    /// Why the province's server was not trusted.
    pub(crate) refused: Option<TransportError>,
    /// No proper answer came, so the rest was left for later.
    pub(crate) offline: bool,
}

pub(crate) struct Sender<'a> {
    pub(crate) inner: &'a Arc<Inner>,
    pub(crate) discovery: &'a Discovery,
    pub(crate) pack: &'a VerifiedPack,
    pub(crate) access: Option<&'a Access>,
    /// The attachment that was read last: its pieces go one after the other.
    pub(crate) attachment: LastFile,
    /// What shows whether somebody else has written.
    pub(crate) wrote: Wrote,
}

/// On what an event is applied, and what else is written with it.
#[derive(Default)]
struct Terms {
    /// The item must still be as it was when this was planned: what another program has done with it meanwhile is not done again.
    version: Option<u64>,
    /// What it has cost of the day's budget.
    cost: Option<(Purse, u64)>,
}

/// An attachment by its hash.
pub(crate) type LastFile = std::sync::Mutex<Option<(String, bytes::Bytes)>>;

impl Client {
    /// How things stand outside, for planning and for words on a screen.
    pub(crate) fn plan_context(&self) -> PlanContext {
        self.inner.plan_context(self.inner.signed_in(), false)
    }
}

impl Inner {
    pub(crate) fn plan_context(&self, signed_in: bool, offline: bool) -> PlanContext {
        let connectivity = &self.ports.connectivity;
        let network = if offline || connectivity.captive() {
            NetworkClass::None
        } else {
            connectivity.class()
        };
        let now = self.now();
        let left = self.budget_left(now);
        PlanContext {
            now,
            network,
            signed_in,
            budget_left: left.bytes,
            budget_renews_at: left.renews_at,
        }
    }

    /// Everything that is to be sent waits for the clock to be set right, and says so.
    pub(crate) async fn hold_for_clock(self: &Arc<Self>) -> Result<(), ClientError> {
        let pack = self.pack()?;
        let keys = crate::province::key_set(&pack)?;
        self.blocking(move |inner| {
            for item in inner.read(crate::outbox_facade::all_open)? {
                if matches!(item.state, State::Queued | State::Sending { .. }) {
                    let event = Event::Hold(Pause::Clock);
                    match inner.apply_event(&item.id, &event, &keys, &pack.manifest().province) {
                        Err(error) if moved_on(&error) => {}
                        other => drop(other?),
                    }
                }
            }
            Ok(())
        })
        .await
    }

    /// Applies an event to the item as it is stored now, in one transaction. Another process may have changed the
    /// item meanwhile: then the event is judged again against what is there.
    pub(crate) fn apply_event(
        &self,
        id: &str,
        event: &Event,
        keys: &KeySet,
        province: &str,
    ) -> Result<Applied, ClientError> {
        self.apply_spending(id, event, keys, province, &Terms::default())
            .map(|(applied, _)| applied)
    }

    /// As [`Self::apply_event`], on terms; and what [`Tx::others_wrote`] says there.
    fn apply_spending(
        &self,
        id: &str,
        event: &Event,
        keys: &KeySet,
        province: &str,
        terms: &Terms,
    ) -> Result<(Applied, i64), ClientError> {
        let jitter = self.dice()?;
        let now = self.now();
        self.write(|tx| {
            let context = ApplyContext {
                now,
                jitter,
                keys,
                province,
            };
            let item = tx.item(id)?.ok_or(ClientError::NotFound)?;
            if terms.version.is_some_and(|planned| planned != item.version) {
                return Err(OutboxError::NotPossible.into());
            }
            let applied = apply_to(tx, &item, event, &context)?;
            if let Some((purse, bytes)) = terms.cost {
                note_spent(tx, purse, bytes, now)?;
            }
            if item.receipt.is_none()
                && applied.item.receipt.is_some()
                && let Some(mended) = &item.ancestor
            {
                crate::mending::make_way(tx, mended, &context)?;
            }
            if applied.effects.contains(&Effect::Accepted) && item.takes_back() {
                // What is still under way of the report is ended there too.
                if let Some(report) = tx.item(&item.object)?.filter(|report| !report.state.is_final()) {
                    apply_to(tx, &report, &Event::Discard, &context)?;
                }
            }
            Ok((applied, tx.others_wrote()?))
        })
    }
}

/// Stores what an event makes of an item, and what follows for its subject.
pub(crate) fn apply_to(
    tx: &Tx<'_>,
    item: &Item,
    event: &Event,
    context: &ApplyContext<'_>,
) -> Result<Applied, ClientError> {
    let mut applied = apply(item, event, context)?;
    if applied.effects.contains(&Effect::Remove) {
        tx.remove_item(&item.id)?;
    } else {
        match tx.update_item(&applied.item)? {
            Update::Stored(version) => applied.item.version = version,
            // Read and written inside one transaction: nobody can have come between.
            Update::Stale => return Err(ClientError::Runtime),
        }
    }
    note_subject(tx, &applied)?;
    Ok(applied)
}

/// What else is kept of an item's subject follows the item, in the same transaction.
fn note_subject(tx: &Tx<'_>, applied: &Applied) -> Result<(), ClientError> {
    let item = &applied.item;
    let removed = applied.effects.contains(&Effect::Remove);
    let rejected = applied.effects.contains(&Effect::Rejected);
    if removed && item.state == State::Accepted {
        // It was kept long enough. What it said stands at the province; only a report is shown by its item.
        return match item.kind {
            Kind::Report => Ok(tx.remove_report(&item.id)?),
            Kind::ReportAction | Kind::Rating => Ok(()),
        };
    }
    match item.kind {
        Kind::Report if removed => {
            // What was taken back by its person's word stays on the list as that.
            let taken_back = tx
                .report(&item.id)?
                .is_some_and(|report| citizen_incident::is_taken_back(&report));
            if taken_back {
                Ok(())
            } else {
                Ok(tx.remove_report(&item.id)?)
            }
        }
        // What the province never took, or refused, was not said: the person may say it again.
        Kind::ReportAction if removed || rejected => {
            let Some(mut report) = tx.report(&item.object)? else {
                return Ok(());
            };
            if let Ok(ItemBody::ReportAction(said)) = item.parsed_body() {
                report.actions.retain(|action| *action != said);
            }
            Ok(tx.save_report(&report)?)
        }
        Kind::Rating => note_rating(tx, applied),
        Kind::Report | Kind::ReportAction => Ok(()),
    }
}

fn note_rating(tx: &Tx<'_>, applied: &Applied) -> Result<(), ClientError> {
    let item = &applied.item;
    let Some(mut rating) = tx.rating_of_item(&item.id)? else {
        return Ok(());
    };
    for effect in &applied.effects {
        match (effect, &item.state) {
            (Effect::Accepted, _) => rating.accept(),
            // Another phone of the same person was quicker: the dossier has its one rating.
            (Effect::Rejected, State::Rejected { code, .. }) if code == "already_rated" => rating.accept(),
            (Effect::Rejected, _) => {
                rating.reopen();
                // The same token makes the same id, so the refused item makes room for better answers.
                tx.remove_item(&item.id)?;
            }
            (Effect::Remove, _) => rating.reopen(),
            _ => {}
        }
    }
    Ok(tx.put_rating(&rating)?)
}

/// Whether the item is no longer where this program left it.
pub(crate) fn moved_on(error: &ClientError) -> bool {
    match error {
        ClientError::NotFound => true,
        ClientError::Room(room) => matches!(
            room.downcast::<OutboxError>(),
            Some(OutboxError::NotPossible | OutboxError::AlreadyAccepted)
        ),
        _ => false,
    }
}

impl Sender<'_> {
    async fn open_items(&self) -> Result<Vec<Item>, ClientError> {
        self.inner.read_soon(crate::outbox_facade::all_open).await
    }

    async fn release(&self, pause: Pause, keys: &Arc<KeySet>) -> Result<(), ClientError> {
        for item in self.open_items().await? {
            if matches!(item.state, citizen_outbox::State::Paused { reason, .. } if reason == pause) {
                self.event(&item.id, Event::Release(pause), keys).await?;
            }
        }
        Ok(())
    }

    async fn event(&self, id: &str, event: Event, keys: &Arc<KeySet>) -> Result<Applied, ClientError> {
        self.event_on(id, event, keys, Terms::default()).await
    }

    async fn event_on(
        &self,
        id: &str,
        event: Event,
        keys: &Arc<KeySet>,
        terms: Terms,
    ) -> Result<Applied, ClientError> {
        let (id, keys) = (id.to_owned(), Arc::clone(keys));
        let province = self.pack.manifest().province.clone();
        let (applied, others) = self
            .inner
            .blocking(move |inner| inner.apply_spending(&id, &event, &keys, &province, &terms))
            .await?;
        self.wrote.note(others);
        Ok(applied)
    }

    /// What a step costs the day's budget of the network in use, once it has left: photos alone.
    fn cost(&self, action: &Action, request: &Request) -> Option<(Purse, u64)> {
        let carries = matches!(action, Action::Upload { .. }) && !request.body.is_empty();
        let purse = carries
            .then(|| Purse::of(&*self.inner.ports.connectivity))
            .flatten();
        purse.map(|purse| (purse, request.body.len() as u64))
    }

    /// One request, with its intent stored before and its answer stored after.
    ///
    /// The item as it is now; nothing where another program on this home was quicker.
    async fn step(
        &self,
        (id, version): &(String, u64),
        action: Action,
        keys: &mut Arc<KeySet>,
        sent: &mut Sent,
    ) -> Result<Option<Applied>, ClientError> {
        let terms = Terms {
            version: Some(*version),
            cost: None,
        };
        let started = match self.event_on(id, Event::Start(action.clone()), keys, terms).await {
            Err(error) if moved_on(&error) => return Ok(None),
            other => other?,
        };
        let request = match self.request(&started.item, &action).await {
            Ok(request) => request,
            // The attachment cannot be read now: the item waits, and says why.
            Err(ClientError::Port(_)) => return self.not_made(id, action, Pause::Storage, keys).await,
            // Another program brought the attachment meanwhile.
            Err(error) if moved_on(&error) => return Ok(None),
            // An address that must not be spoken to: one item's trouble, and nobody else's.
            Err(ClientError::BadAddress) => {
                sent.security = true;
                let refused = Event::NoReply(action, TransportError::Forbidden);
                return self.event(id, refused, keys).await.map(Some);
            }
            Err(other) => return Err(other),
        };
        let mut cost = self.cost(&action, &request);
        let event = match self.exchange(&started.item, &action, request).await {
            Ok(reply) => match self.keys_for(&reply, keys).await {
                Ok(newer) => {
                    *keys = newer;
                    Event::Reply(action, reply)
                }
                // Whose receipt it is cannot be said now, so nothing is said of it: it is asked for again.
                Err(error) if error.is_waiting() => Event::NoReply(action, TransportError::Interrupted),
                Err(other) => return Err(other),
            },
            // A key store that does not sign now (a locked device): the item waits for its person.
            Err(Unsent::Key(_)) => {
                sent.sign_in_needed = true;
                return self.not_made(id, action, Pause::Auth, keys).await;
            }
            Err(Unsent::Net(trouble)) => {
                sent.security |= trouble.is_refusal();
                sent.refused = sent.refused.or(trouble.is_refusal().then_some(trouble));
                sent.offline |= trouble.is_refusal()
                    || matches!(trouble, TransportError::Offline | TransportError::Timeout);
                cost = cost.filter(|_| !trouble.never_left());
                Event::NoReply(action, trouble)
            }
        };
        let terms = Terms { version: None, cost };
        let applied = match self.event_on(id, event, keys, terms).await {
            Err(error) if moved_on(&error) => return Ok(None),
            other => other?,
        };
        for effect in &applied.effects {
            match effect {
                Effect::Accepted => sent.accepted += 1,
                Effect::Security(problem) => {
                    sent.security = true;
                    sent.problem = sent.problem.or(Some(*problem));
                }
                Effect::SignInNeeded => sent.sign_in_needed = true,
                Effect::Rejected => sent.rejected += 1,
                Effect::Remove => {
                    let hashes: Vec<String> = applied
                        .item
                        .parts
                        .iter()
                        .map(|part| part.sha256.clone())
                        .collect();
                    self.inner
                        .blocking(move |inner| inner.drop_files(hashes.iter().map(String::as_str)))
                        .await?;
                }
            }
        }
        Ok(Some(applied))
    }

    /// The request that was announced could not be made here: nothing has left, and the item says what it waits for.
    async fn not_made(
        &self,
        id: &str,
        action: Action,
        pause: Pause,
        keys: &Arc<KeySet>,
    ) -> Result<Option<Applied>, ClientError> {
        match self.event(id, Event::NotMade(action, pause), keys).await {
            Err(error) if moved_on(&error) => Ok(None),
            other => other.map(Some),
        }
    }

    /// The keys by which a reply is judged. A receipt by a key that the pack in use does not know may be of a newer pack:
    /// that is asked for, once in a while, before the receipt is called false.
    async fn keys_for(&self, reply: &Reply, keys: &Arc<KeySet>) -> Result<Arc<KeySet>, ClientError> {
        let signer = Some(&reply.body)
            .filter(|_| matches!(reply.status, 200 | 201))
            .and_then(|body| citizen_outbox::signer(body));
        if signer.is_none_or(|kid| keys.get(&kid).is_some()) || !self.inner.may_doubt_pack().await? {
            return Ok(Arc::clone(keys));
        }
        let held = self.inner.pack()?;
        let endpoint = &self.discovery.endpoints.pack;
        match self.inner.refresh_pack(endpoint, &held).await {
            Ok(newer) => Ok(Arc::new(crate::province::key_set(&newer)?)),
            // The pack in use stays, and judges.
            Err(error) if matches!(error.outcome(), Outcome::Security | Outcome::Refused) => {
                Ok(Arc::clone(keys))
            }
            Err(other) => Err(other),
        }
    }

    async fn exchange(&self, item: &Item, action: &Action, request: Request) -> Result<Reply, Unsent> {
        let asked = request.url.clone();
        let response = match self.access {
            Some(access) if request::needs_session(item, action) => {
                self.inner.send_as(access, request).await?
            }
            _ => self.inner.ports.transport.send(request).await?,
        };
        let (status, retry_after, date) = (
            response.status,
            response.header("retry-after").map(str::to_owned),
            response.header("date").map(str::to_owned),
        );
        let upload = request::upload_head(&response, &asked);
        let challenged = asks_for_session(&response);
        let body = match response.bytes().await {
            Ok(body) => body,
            // Longer than any answer of the province: whatever it is, it is not one.
            Err(TransportError::TooLarge) => Vec::new(),
            // The head says it all.
            Err(TransportError::Interrupted) if challenged => Vec::new(),
            Err(other) => return Err(other.into()),
        };
        Ok(Reply {
            status,
            retry_after,
            date,
            challenged,
            upload,
            body,
        })
    }
}
