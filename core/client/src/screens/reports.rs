use crate::{Client, ClientError, Filed};
use citizen_domain::message::Lang;
use citizen_incident::{ReportRepository as _, ReportView as Held, confirm, reopen, withdraw};
use citizen_outbox::{OutboxView, Page as OutboxPage};
use citizen_screen::{
    CategoryView, OutboxRow, ReceiptView, ReportAction, ReportCard, ReportParts, ReportView, category,
    receipt, report, report_card, row,
};

impl Client {
    /// Categories to choose from.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`].
    pub fn show_categories(&self) -> Result<Vec<CategoryView>, ClientError> {
        Ok(self.report_categories()?.iter().map(category).collect())
    }

    /// Cards of drafts and reports, newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_reports(&self, skip: u32, limit: u32, lang: Lang) -> Result<Vec<ReportCard>, ClientError> {
        let pack = self.pack_or_shipped()?;
        let voice = self.voice(lang);
        let views = self.reports(skip, limit)?;
        Ok(views
            .iter()
            .map(|view| report_card(view, pack.content(), &voice))
            .collect())
    }

    /// The screen of a report, or of a draft with everything to review before it is sent.
    ///
    /// # Errors
    /// [`ClientError::NotFound`].
    pub fn show_report(&self, id: &str, lang: Lang) -> Result<ReportView, ClientError> {
        match self.review_draft(id) {
            Ok(mut filed) => {
                filed.size = self.draft_size(id)?;
                self.show_filed(&filed, lang)
            }
            Err(ClientError::NotFound) => {
                self.report_screen(&self.report(id)?, &ReportParts::default(), lang)
            }
            Err(other) => Err(other),
        }
    }

    /// The screen of what was just filed or reviewed.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_filed(&self, filed: &Filed, lang: Lang) -> Result<ReportView, ClientError> {
        let parts = ReportParts {
            place: &filed.place,
            advice: &filed.advice,
            size: filed.size,
            ..ReportParts::default()
        };
        self.report_screen(&filed.report, &parts, lang)
    }

    fn report_screen(
        &self,
        view: &Held,
        parts: &ReportParts<'_>,
        lang: Lang,
    ) -> Result<ReportView, ClientError> {
        let pack = self.pack_or_shipped()?;
        let allowed = self.allowed(&view.id)?;
        let code = match &view.receipt {
            Some(held) => self.receipt_qr(&held.id).ok(),
            None => None,
        };
        let parts = ReportParts {
            allowed: &allowed,
            receipt_code: code.as_deref(),
            ..parts.clone()
        };
        Ok(report(view, &parts, pack.content(), &self.voice(lang)))
    }

    /// What the rules let the reporter do now.
    fn allowed(&self, id: &str) -> Result<Vec<ReportAction>, ClientError> {
        let now = self.now();
        let Some(stored) = self.inner.read(|tx| Ok(tx.report(id)?))? else {
            return Ok(Vec::new());
        };
        let mend = self.is_to_be_mended(id)?;
        if stored.body.anonymous {
            return Ok(mend.then_some(ReportAction::Mend).into_iter().collect());
        }
        // Asked of the rules themselves; any reason will do to learn whether one is taken.
        Ok([
            (ReportAction::Mend, mend),
            (ReportAction::Confirm, confirm(&stored, now).is_ok()),
            (ReportAction::Reopen, reopen(&stored, "?", now).is_ok()),
            (ReportAction::Withdraw, withdraw(&stored, now).is_ok()),
        ]
        .into_iter()
        .filter_map(|(action, may)| may.then_some(action))
        .collect())
    }

    /// The screen of what a decision led to.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_decided(&self, view: &Held, lang: Lang) -> Result<ReportView, ClientError> {
        self.report_screen(view, &ReportParts::default(), lang)
    }

    /// What waits and what was sent, oldest first: at most `limit` after `after`.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_outbox(
        &self,
        after: Option<&str>,
        limit: u32,
        open_only: bool,
        lang: Lang,
    ) -> Result<Vec<OutboxRow>, ClientError> {
        let page = OutboxPage {
            after: after.map(str::to_owned),
            limit: limit.max(1),
            open_only,
        };
        let voice = self.voice(lang);
        Ok(self.outbox(&page)?.iter().map(|item| row(item, &voice)).collect())
    }

    /// The line of an item.
    pub fn show_item(&self, view: &OutboxView, lang: Lang) -> OutboxRow {
        row(view, &self.voice(lang))
    }

    /// A receipt, verified anew.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] when there is none yet.
    pub fn show_receipt(&self, item: &str, lang: Lang) -> Result<ReceiptView, ClientError> {
        let held = self.receipt(item)?;
        let code = self.receipt_qr(item)?;
        Ok(receipt(
            &held.id,
            held.issued_at,
            held.reference.as_deref(),
            held.attachments.len(),
            held.verified,
            Some(&code),
            &self.voice(lang),
        ))
    }
}
