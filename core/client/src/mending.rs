//! What the province refused, mended and sent again.

use crate::{Client, ClientError, Filed};
use citizen_incident::{Draft, DraftRepository as _, ReportRepository as _};
use citizen_outbox::{ApplyContext, Event, Item, OutboxError, Page, Repository as _, State};
use citizen_store::Tx;

impl Client {
    /// A draft with everything that a refused report had in it, to be changed and sent under a new id that names the refused one. The
    /// same draft again where one was begun; the refused report stays until the person discards it. Where only photos are not taken,
    /// the draft is without them, and what the province holds is withdrawn there once it holds the mended one.
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
            let mut draft = Draft::mending(&report, new_id.clone(), now)?;
            // What the province does not take stays behind.
            draft.photos.retain(|photo| {
                !item
                    .refused_parts()
                    .any(|(_, part, _)| part.sha256 == photo.sha256)
            });
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

/// It was refused for what it says, or for a photo, and no mended one was sent.
fn may_be_mended(tx: &Tx<'_>, item: &Item) -> Result<bool, ClientError> {
    Ok((item.is_editable() || item.lacks_refused_parts()) && !is_replaced(tx, &item.id)?)
}

/// Before a mended report is given to be sent: the receipt of the one that it mends may have come late.
pub(crate) fn still_lacks(tx: &Tx<'_>, mended: &str) -> Result<(), ClientError> {
    match tx.item(mended)? {
        Some(item) if item.state == State::Accepted => Err(OutboxError::NotEditable.into()),
        _ => Ok(()),
    }
}

/// Once the province holds the words of a mended report, and not before: what it holds of the one without all its photos is to be
/// withdrawn there. Until then that one counts, whatever becomes of the mended one.
pub(crate) fn make_way(tx: &Tx<'_>, mended: &str, context: &ApplyContext<'_>) -> Result<(), ClientError> {
    match tx.item(mended)? {
        Some(item) if !item.state.is_final() => {
            crate::sender::apply_to(tx, &item, &Event::Discard, context).map(drop)
        }
        _ => Ok(()),
    }
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
