//! What was accepted is kept as long as the pack's rule says. Without a rule, for ever.

use crate::ClientError;
use crate::client::{Inner, setting};
use citizen_domain::Timestamp;
use citizen_domain::repository::Settings as _;
use citizen_incident::{ProvinceState, ReportRepository as _};
use citizen_outbox::{Event, Item, Kind, State};
use citizen_store::Tx;

const DAY_MS: i64 = 86_400_000;

impl Inner {
    /// Once a day: lets go of what the pack's rule no longer keeps, with the photos that nothing else needs. Only where an answer
    /// has taught the time: by a device's wrong clock a receipt of today would be years old.
    pub(crate) fn let_go(&self) -> Result<(), ClientError> {
        if !self.ports.trust.clock().is_learned() {
            return Ok(());
        }
        let now = self.now();
        let last = self
            .setting(setting::LET_GO_AT)?
            .and_then(|text| Timestamp::parse(&text));
        if last.is_some_and(|at| at.is_within(DAY_MS, now)) {
            return Ok(());
        }
        let finished = self.read(finished)?;
        // Where nothing is finished nobody has to wait for the pack to be opened.
        if !finished.is_empty() {
            self.expire(&finished)?;
        }
        self.write(|tx| Ok(tx.set_setting(setting::LET_GO_AT, Some(&now.rfc3339()))?))
    }

    /// Whatever of these the pack's rule no longer keeps goes.
    fn expire(&self, finished: &[Item]) -> Result<(), ClientError> {
        let pack = self.pack()?;
        let Some(keep_days) = pack.content().province.keep_accepted_days else {
            return Ok(());
        };
        let keys = crate::province::key_set(&pack)?;
        for item in finished {
            let event = Event::Expire { keep_days };
            match self.apply_event(&item.id, &event, &keys, &pack.manifest().province) {
                Ok(_) => self.drop_files(item.parts.iter().map(|part| part.sha256.as_str()))?,
                // Its time has not come, or it is gone already.
                Err(error) if crate::sender::moved_on(&error) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}

/// Accepted items about which nothing more is to come: nothing else about the same report waits, and the province is through with it.
fn finished(tx: &Tx<'_>) -> Result<Vec<Item>, ClientError> {
    let all = crate::outbox_facade::all_items(tx, false)?;
    let mut finished = Vec::new();
    for item in all.iter().filter(|item| item.state == State::Accepted) {
        let waits = all
            .iter()
            .any(|other| other.object == item.object && !other.state.is_final());
        if !waits && (item.kind != Kind::Report || is_through(tx, &item.id)?) {
            finished.push(item.clone());
        }
    }
    Ok(finished)
}

/// Whether the province is through with a report. Of one without an account it never tells anything.
fn is_through(tx: &Tx<'_>, id: &str) -> Result<bool, ClientError> {
    Ok(tx.report(id)?.is_none_or(|report| {
        let state = report.province_state.as_deref().and_then(ProvinceState::parse);
        report.body.anonymous || state.is_some_and(ProvinceState::is_final)
    }))
}
