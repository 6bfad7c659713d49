//! Field reports: from a draft to an outbox item in one transaction, and what came back.

use crate::{Client, ClientError, Place};
use citizen_domain::pack::{PackContent, ReportCategory, Visibility};
use citizen_domain::ports::PortError;
use citizen_domain::wire::{ItemBody, ReportAction, ReportBody};
use citizen_incident::{
    Advice, Draft, DraftRepository, IncidentError, ItemState, PendingAction, PlaceFlag, ReceiptView,
    ReportRepository, ReportView, Rules, StoredReport, WireSize, advise, confirm, finalise, reopen, withdraw,
};
use citizen_outbox::{
    Effect, Event, Item, Part, PartState, PlanContext, Repository, State, WireBytes, waiting,
};
use citizen_proof::KeySet;
use citizen_store::Tx;

/// What a person says when filing a report.
#[derive(Clone, Default)]
pub struct ReportRequest {
    /// Category code.
    pub category: String,
    /// What is wrong.
    pub text: String,
    /// Pictures as they came from the camera, with their file names.
    pub photos: Vec<(String, Vec<u8>)>,
    /// Place put in by hand or measured.
    pub place: Option<Place>,
    /// Without any place, also where a photo tells one.
    pub no_place: bool,
    /// Unit code.
    pub unit: Option<String>,
    /// 1, 2 or 3; 2 unless said otherwise.
    pub severity: Option<u8>,
    /// Who may see it; the category's rule unless said otherwise.
    pub visibility: Option<Visibility>,
    /// Without account.
    pub anonymous: bool,
    /// Keep as a draft only.
    pub draft: bool,
}

impl std::fmt::Debug for ReportRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportRequest")
            .field("category", &self.category)
            .field("photos", &self.photos.len())
            .finish_non_exhaustive()
    }
}

/// A filed report with what the person should know before it leaves.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The report.
    pub report: ReportView,
    /// Numbers to call first, other ways to go.
    pub advice: Vec<Advice>,
    /// What is doubtful about the place.
    pub place: Vec<PlaceFlag>,
    /// What will leave this device.
    pub size: Option<WireSize>,
}

/// Which action on a report.
#[derive(Clone, PartialEq, Eq)]
pub enum ReportDecision {
    /// It was mended.
    Confirm,
    /// It was not, and why.
    Reopen(String),
    /// Never mind.
    Withdraw,
}

impl std::fmt::Debug for ReportDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Confirm => "Confirm",
            Self::Reopen(_) => "Reopen(…)",
            Self::Withdraw => "Withdraw",
        })
    }
}

impl Client {
    /// The province's categories.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`].
    pub fn report_categories(&self) -> Result<Vec<ReportCategory>, ClientError> {
        Ok(self.pack_or_shipped()?.content().categories.clone())
    }

    /// Files a report: kept durably when this returns, sent by the next sync. Whatever is refused (a photo, the place, the
    /// category) leaves the rest as a draft.
    ///
    /// # Errors
    /// [`ClientError::Draft`] with the incident room's own and the draft's id.
    pub fn file_report(&self, request: &ReportRequest) -> Result<Filed, ClientError> {
        let begun = self.keep_draft(request)?;
        let mut taken = begun.refused.map_or(Ok(()), Err);
        let id = begun.id;
        for (name, bytes) in &request.photos {
            let added = self.add_draft_photo(&id, name, bytes).map(drop);
            taken = taken.and(added);
        }
        taken?;
        if request.draft {
            return self.review_draft(&id);
        }
        self.send_draft(&id)
    }

    /// What to say before it leaves, and what is doubtful about the place.
    pub(crate) fn judged(
        &self,
        draft: &Draft,
        content: &PackContent,
    ) -> Result<(Vec<Advice>, Vec<PlaceFlag>), ClientError> {
        let place = draft.place_flags()?;
        let category = content.categories.iter().find(|c| c.code == draft.category);
        Ok((
            advise(&draft.text, category, draft.severity, &content.emergency),
            place,
        ))
    }

    /// Turns a draft into a report and its outbox item, in one transaction.
    pub(crate) fn queue_draft(&self, id: &str, content: &PackContent) -> Result<Filed, ClientError> {
        let band = self.age_band()?;
        // Read and turned in one transaction: a change that another program makes meanwhile is not lost.
        let (report, item, advice, place, size) = self.inner.write(|tx| {
            let draft = tx.draft(id)?.ok_or(ClientError::NotFound)?;
            if let Some(mended) = &draft.replaces {
                crate::mending::still_lacks(tx, mended)?;
            }
            let (advice, place) = self.judged(&draft, content)?;
            let body = finalise(&draft, &rules(content, band, &draft))?;
            let size = wire_size(&body);
            let item = self.queued(id, &ItemBody::Report(body.clone()))?;
            let report = StoredReport::new(id, body, draft.photos, draft.created_at);
            tx.save_report(&report)?;
            tx.insert_item(&item)?;
            tx.remove_draft(id)?;
            Ok::<_, ClientError>((report, item, advice, place, size))
        })?;
        self.inner.wake_now();
        Ok(Filed {
            report: self.report_view(&report, Some(&item), &[]),
            advice,
            place,
            size,
        })
    }

    /// What would leave this device if a draft were sent as it stands; nothing while it could not be sent.
    ///
    /// # Errors
    /// The store's own, and [`ClientError::NoProvince`].
    pub fn draft_size(&self, id: &str) -> Result<Option<WireSize>, ClientError> {
        let pack = self.inner.pack()?;
        let draft = match self.draft(id) {
            // Sent in this moment, by somebody else.
            Err(ClientError::NotFound) => return Ok(None),
            draft => draft?,
        };
        // Who may see it is one word among many: the size does not wait for the key store.
        let body = finalise(&draft, &rules(pack.content(), None, &draft));
        Ok(body.ok().as_ref().and_then(wire_size))
    }

    /// Of whoever is signed in, as far as the rules on publishing need it.
    fn age_band(&self) -> Result<Option<&'static str>, ClientError> {
        Ok(self.session()?.age_band.map(citizen_identity::AgeBand::as_str))
    }

    /// A draft as shown: who will see it is what the province's rules make of it.
    pub(crate) fn draft_view(&self, draft: &Draft) -> Result<ReportView, ClientError> {
        let views = self.draft_views(std::slice::from_ref(draft))?;
        views.into_iter().next().ok_or(ClientError::NotFound)
    }

    /// Drafts as shown. On a locked device nobody knows whose they are: then as for the youngest who may sign in, so that nothing is
    /// called public that may not be. What is sent is judged by who really is signed in.
    fn draft_views(&self, drafts: &[Draft]) -> Result<Vec<ReportView>, ClientError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let pack = self.inner.pack()?;
        let band = match self.age_band() {
            Err(error) if crate::session::is_locked(&error) => {
                Some(citizen_identity::AgeBand::From14To15.as_str())
            }
            band => band?,
        };
        let view = |draft| ReportView::of_draft(draft, &rules(pack.content(), band, draft));
        Ok(drafts.iter().map(view).collect())
    }

    /// An item given to be sent.
    pub(crate) fn queued(&self, id: &str, body: &ItemBody) -> Result<Item, ClientError> {
        let now = self.now();
        let item = Item::draft(id.to_owned(), body, now)?;
        let keys = KeySet::new(Vec::new())?;
        let context = citizen_outbox::ApplyContext {
            now,
            jitter: self.inner.dice()?,
            keys: &keys,
            province: "",
        };
        Ok(citizen_outbox::apply(&item, &Event::Queue, &context)?.item)
    }

    /// Drafts and reports, newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn reports(&self, skip: u32, limit: u32) -> Result<Vec<ReportView>, ClientError> {
        let (drafts, reports, pending) = self.inner.read(|tx| {
            let drafts = if skip == 0 { tx.drafts()? } else { Vec::new() };
            let mut reports = Vec::new();
            for report in tx.reports(skip, limit)? {
                let item = tx.item(&report.id)?;
                reports.push((report, item));
            }
            Ok((drafts, reports, pending_actions(tx)?))
        })?;
        let mut views = self.draft_views(&drafts)?;
        views.extend(
            reports
                .iter()
                .map(|(report, item)| self.report_view(report, item.as_ref(), &pending)),
        );
        Ok(views)
    }

    /// A photo of a draft or a report: the JPEG that leaves, without what the camera wrote into it.
    ///
    /// # Errors
    /// [`ClientError::NotFound`]; [`IncidentError::NoSuchPhoto`], also where it was let go of since.
    pub fn report_photo(&self, id: &str, sha256: &str) -> Result<Vec<u8>, ClientError> {
        let named = self.report(id)?.photos.iter().any(|photo| photo.sha256 == sha256);
        if !named {
            return Err(IncidentError::NoSuchPhoto.into());
        }
        match self.inner.ports.files.get(sha256) {
            Err(PortError::NotFound) => Err(IncidentError::NoSuchPhoto.into()),
            photo => Ok(photo?),
        }
    }

    /// One report or draft.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn report(&self, id: &str) -> Result<ReportView, ClientError> {
        let (draft, report, item, pending) = self
            .inner
            .read(|tx| Ok((tx.draft(id)?, tx.report(id)?, tx.item(id)?, pending_actions(tx)?)))?;
        match (draft, report) {
            (Some(draft), _) => self.draft_view(&draft),
            (None, Some(report)) => Ok(self.report_view(&report, item.as_ref(), &pending)),
            (None, None) => Err(ClientError::NotFound),
        }
    }

    /// Confirms, reopens or withdraws. What is said is kept and sent by the next sync.
    ///
    /// # Errors
    /// [`ClientError::NotFound`], the incident room's own.
    pub fn decide_report(&self, id: &str, decision: &ReportDecision) -> Result<ReportView, ClientError> {
        let inner = &self.inner;
        let now = inner.now();
        let (new_id, jitter) = (inner.new_id()?, inner.dice()?);
        let keys = KeySet::new(Vec::new())?;
        let context = citizen_outbox::ApplyContext {
            now,
            jitter,
            keys: &keys,
            province: "",
        };
        // Each in one transaction: what another program does meanwhile must not be overwritten, nor its draft that is sent
        // be called thrown away.
        if *decision == ReportDecision::Withdraw
            && let Some(draft) = inner.write(|tx| {
                let draft = tx.draft(id)?;
                if draft.is_some() {
                    tx.remove_draft(id)?;
                }
                Ok(draft)
            })?
        {
            // Its pictures go with it unless something else needs them.
            inner.drop_files(draft.photos.iter().map(|photo| photo.sha256.as_str()))?;
            let mut view = self.draft_view(&draft)?;
            view.state = "discarded".to_owned();
            return Ok(view);
        }
        let discarded = inner.write(|tx| {
            let mut report = tx.report(id)?.ok_or(ClientError::NotFound)?;
            if report.body.anonymous {
                // The province does not know whose it is, so it cannot take a word about it.
                return Err(IncidentError::NotNow.into());
            }
            // What never left is not withdrawn but taken back: nothing of it goes out any more.
            if let (ReportDecision::Withdraw, Some(item)) = (decision, tx.item(id)?)
                && citizen_outbox::apply(&item, &Event::Discard, &context)
                    .is_ok_and(|applied| applied.effects.contains(&Effect::Remove))
            {
                tx.remove_item(id)?;
                tx.remove_report(id)?;
                return Ok(Some((report, item)));
            }
            let action: ReportAction = match decision {
                ReportDecision::Confirm => confirm(&report, now)?,
                ReportDecision::Reopen(text) => reopen(&report, text, now)?,
                ReportDecision::Withdraw => withdraw(&report, now)?,
            };
            report.actions.push(action.clone());
            let draft = Item::draft(new_id.clone(), &ItemBody::ReportAction(action), now)?;
            let queued = citizen_outbox::apply(&draft, &Event::Queue, &context)?.item;
            tx.save_report(&report)?;
            tx.insert_item(&queued)?;
            Ok(None)
        })?;
        match discarded {
            None => {
                inner.wake_now();
                self.report(id)
            }
            Some((report, item)) => {
                inner.drop_files(item.parts.iter().map(|part| part.sha256.as_str()))?;
                let state = ItemState {
                    state: "discarded".to_owned(),
                    ..ItemState::default()
                };
                Ok(ReportView::of_report(&report, &state))
            }
        }
    }

    fn report_view(
        &self,
        report: &StoredReport,
        item: Option<&Item>,
        pending: &[(String, PendingAction)],
    ) -> ReportView {
        let ended = || ItemState {
            state: "discarded".to_owned(),
            ..ItemState::default()
        };
        let mut state = item.map_or_else(ended, |item| {
            let receipt = item.receipt.as_deref().filter(|_| item.state == State::Accepted);
            item_state(
                item,
                &self.plan_context(),
                receipt.and_then(|jws| self.verified_receipt(jws).ok()),
            )
        });
        let mine = pending.iter().rev().find(|(id, _)| *id == report.id);
        state.pending = mine.map(|(_, action)| action.clone());
        ReportView::of_report(report, &state)
    }
}

/// What sending a report comes to.
fn wire_size(body: &ReportBody) -> Option<WireSize> {
    let bytes = WireBytes::of(&ItemBody::Report(body.clone()))?;
    Some(WireSize {
        body: bytes.text,
        photos: bytes.photos,
    })
}

/// The province's rules for what this person writes.
fn rules<'a>(content: &'a PackContent, band: Option<&str>, draft: &Draft) -> Rules<'a> {
    let acting = draft.acting_for.as_ref().map(|acting| acting.relation);
    Rules {
        categories: &content.categories,
        anonymous: content.province.anonymous_reports,
        publish: content.accounts.may_publish(band, acting),
    }
}

/// Decisions about reports that no receipt names yet, each with the report's id; oldest first.
fn pending_actions(tx: &Tx<'_>) -> Result<Vec<(String, PendingAction)>, ClientError> {
    let open = crate::outbox_facade::all_open(tx)?;
    Ok(open
        .into_iter()
        .filter(|item| item.kind == citizen_outbox::Kind::ReportAction)
        .filter_map(|item| match item.parsed_body().ok()? {
            ItemBody::ReportAction(said) => Some((
                said.report,
                PendingAction {
                    action: said.action,
                    text: said.text,
                    at: said.at,
                    item: item.id,
                },
            )),
            _ => None,
        })
        .collect())
}

/// What the outbox knows of an item, in the plain words that a report's view wants.
fn item_state(item: &Item, context: &PlanContext, receipt: Option<citizen_outbox::ReceiptView>) -> ItemState {
    let photo_state = |part: &Part| match part.state {
        PartState::Held => "sent",
        PartState::Waiting if part.refused.is_some() => "refused",
        PartState::Waiting => "waiting",
    };
    ItemState {
        state: item.state.name().as_str().to_owned(),
        reason: match &item.state {
            State::Rejected { reason, .. } => Some(reason.clone()),
            _ => waiting(item, context).map(|reason| reason.as_str().to_owned()),
        },
        photos: item
            .parts
            .iter()
            .map(|p| (p.sha256.clone(), photo_state(p).to_owned()))
            .collect(),
        receipt: receipt.map(|view| ReceiptView {
            id: view.id,
            issued_at: view.issued_at,
            body_sha256: view.body_sha256,
            attachments: view.attachments,
            key_id: view.key_id,
            verified: view.verified,
        }),
        pending: None,
    }
}
