//! What the province refused, mended and sent again.

use crate::{Client, ClientError, Filed};
use citizen_incident::{Draft, DraftRepository as _, ReportRepository as _};
use citizen_outbox::{Item, OutboxError, Page, Repository as _};
use citizen_store::Tx;

impl Client {
    /// A draft with everything that a refused report had in it, to be changed and sent under a new id that names the refused one. The
    /// same draft again where one was begun; the refused report stays until the person discards it.
    ///
    /// # Errors
    /// [`ClientError::NotFound`]; the outbox's own where nothing could be mended: it was not refused, or not for what it says, or a
    /// mended one was sent already.
    pub fn mend_report(&self, id: &str) -> Result<Filed, ClientError> {
        let (new_id, now) = (self.inner.new_id()?, self.now());
        let draft = self.inner.write(|tx| {
            let begun = tx.drafts()?.into_iter().find(|draft| mends(draft, id));
            if let Some(begun) = begun {
                return Ok(begun.id);
            }
            let (report, item) = (tx.report(id)?, tx.item(id)?);
            let (Some(report), Some(item)) = (report, item) else {
                return Err(ClientError::NotFound);
            };
            if !may_be_mended(tx, &item)? {
                return Err(OutboxError::NotEditable.into());
            }
            let draft = Draft::mending(&report, new_id.clone(), now)?;
            tx.save_draft(&draft)?;
            Ok(draft.id)
        })?;
        self.review_draft(&draft)
    }

    /// Whether a report was refused and waits to be mended.
    pub(crate) fn is_to_be_mended(&self, id: &str) -> Result<bool, ClientError> {
        self.inner.read(|tx| match tx.item(id)? {
            Some(item) => may_be_mended(tx, &item),
            None => Ok(false),
        })
    }
}

fn mends(draft: &Draft, id: &str) -> bool {
    draft.replaces.as_deref() == Some(id)
}

/// It was refused for what it says, and no mended one was sent.
fn may_be_mended(tx: &Tx<'_>, item: &Item) -> Result<bool, ClientError> {
    Ok(item.is_editable() && !is_replaced(tx, &item.id)?)
}

fn is_replaced(tx: &Tx<'_>, id: &str) -> Result<bool, ClientError> {
    let mut page = Page::default();
    loop {
        let items = tx.items(&page)?;
        if items.iter().any(|item| item.ancestor.as_deref() == Some(id)) {
            return Ok(true);
        }
        match items.last() {
            Some(last) => page.after = Some(last.id.clone()),
            None => return Ok(false),
        }
    }
}
