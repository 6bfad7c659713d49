//! The change feed, taken over group by group: while one is written, the next is read.

use super::progress::Pull;
use crate::client::setting;
use crate::feed::Lines;
use crate::follow_news::FollowNews;
use crate::session::Access;
use crate::{Client, ClientError};
use citizen_domain::Timestamp;
use citizen_domain::ports::{Clock, Method, Request, TransportError};
use citizen_domain::repository::Settings as _;
use citizen_domain::wire::{Change, Discovery};
use citizen_dossier::{Applied, Line, Repository as _};
use citizen_incident::ReportRepository as _;
use citizen_store::Tx;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// Most changes between two cursors: a batch longer than this is no honest one.
const MAX_BATCH: usize = 20_000;
/// Stands before the cursor that is kept. It rises whenever this program learns to keep a member of a dossier that it dropped before: parts
/// do not name what stayed, so everything is asked for once more.
const FEED_FORMAT: &str = "1";
/// Batches that come while others are written are written together, up to so many changes…
const GROUP: usize = 4_000;
/// … and so many bytes.
const GROUP_BYTES: usize = 4 << 20;
/// While nothing is written, a group is not begun to be written before it has so many changes…
const GROUP_AT_REST: usize = 500;
/// … or so much time has passed: on a slow line each batch is kept as it comes.
const GROUP_TIME: Duration = Duration::from_millis(200);
/// Whoever follows no more has nearly everything still to come.
const FEW: u32 = 100;

/// Whole batches, to be written in one transaction with the cursor of the last.
#[derive(Default)]
struct Group {
    lines: Vec<Line>,
    /// `None` where no batch is whole.
    cursor: Option<String>,
}

/// How the reading of a group ended.
type Goes = Result<bool, ClientError>;

/// What of the feed was not read yet.
struct Reading<'a> {
    lines: Lines,
    /// The end of one batch is the beginning of the next.
    begun: Vec<Line>,
    /// Few of the dossiers that come whole are likely to be followed already.
    mostly_new: bool,
    /// The group before is being written. Who writes says so, since reading does not pause while there is something to read.
    writing: Arc<AtomicBool>,
    heard_at: Timestamp,
    clock: &'a dyn Clock,
    pull: &'a Pull<'a>,
}

impl Reading<'_> {
    /// The next group, and whether there is more after it. What was whole before a cut is a group too.
    async fn group(&mut self) -> (Group, Goes) {
        let mut group = Group::default();
        let goes = self.fill(&mut group).await;
        (group, goes)
    }

    async fn fill(&mut self, group: &mut Group) -> Goes {
        let until = self.clock.monotonic() + GROUP_TIME;
        let mut bytes = 0;
        while let Some(change) = self.lines.next().await? {
            match change {
                Change::Total { changes } => self.pull.announced(changes),
                Change::Cursor { cursor } => {
                    group.lines.append(&mut self.begun);
                    group.cursor = Some(cursor);
                    bytes += self.lines.batch_ends();
                    let many = group.lines.len();
                    let full = many >= GROUP || bytes >= GROUP_BYTES;
                    let at_rest = !self.writing.load(Relaxed);
                    if full || at_rest && (many >= GROUP_AT_REST || self.clock.monotonic() >= until) {
                        return Ok(true);
                    }
                }
                change => {
                    if matches!(change, Change::Reset) {
                        // Everything comes again.
                        self.mostly_new = false;
                    }
                    let line = if self.mostly_new {
                        Line::ready(change, self.heard_at)?
                    } else {
                        Line::Change(change)
                    };
                    self.begun.push(line);
                    if self.begun.len() > MAX_BATCH {
                        return Err(TransportError::TooLarge.into());
                    }
                }
            }
        }
        // The province ends with a cursor. A rest without one was cut off and comes again.
        if self.begun.is_empty() {
            Ok(false)
        } else {
            Err(TransportError::Interrupted.into())
        }
    }
}

impl Client {
    /// The change feed from the last cursor on, or from the start where what is held is not what the province thinks.
    pub(super) async fn receive(
        &self,
        discovery: &Discovery,
        access: &Access,
        pull: &Pull<'_>,
    ) -> Result<(), ClientError> {
        // From the start nothing can be missing.
        if self.receive_on(discovery, access, pull).await? || self.receive_on(discovery, access, pull).await?
        {
            return Ok(());
        }
        Err(TransportError::Interrupted.into())
    }

    /// The change feed from the last cursor on. Each group of batches is one transaction with its cursor in it, so that nothing is ever applied
    /// twice. A line that is cut costs the batch that was not whole; a program that is killed, what was being written and what was read since.
    /// `false` where it has to be read from the start.
    async fn receive_on(
        &self,
        discovery: &Discovery,
        access: &Access,
        pull: &Pull<'_>,
    ) -> Result<bool, ClientError> {
        let inner = &self.inner;
        let mut url = crate::api::address(&discovery.endpoints.changes)?;
        url.query_pairs_mut().append_pair("total", "1");
        let mut begun = Vec::new();
        match inner.setting(setting::CURSOR)?.as_deref().and_then(own_cursor) {
            Some(cursor) => {
                url.query_pairs_mut()
                    .append_pair("cursor", cursor)
                    .append_pair("parts", "1");
            }
            // From the start: what the province no longer shows must not stay on the screen.
            None => begun.push(Line::Change(Change::Reset)),
        }
        let mostly_new = begun.is_empty() || inner.read(|tx| Ok(tx.count_dossiers()?))? <= FEW;
        let mut request = Request::new(Method::Get, url);
        request.max_body = 256 << 20;
        let asked_at = inner.now();
        let response = inner.send_as(access, request).await?;
        if response.status != 200 {
            return Err(crate::api::refusal(response).await);
        }
        let writing = Arc::new(AtomicBool::new(false));
        let mut reading = Reading {
            lines: Lines::new(response.body),
            begun,
            mostly_new,
            writing: Arc::clone(&writing),
            // The answer has taught the time.
            heard_at: inner.now(),
            clock: inner.ports.clock.as_ref(),
            pull,
        };
        let mut whole = false;
        let (mut group, mut goes) = reading.group().await;
        loop {
            let more = matches!(goes, Ok(true));
            let write = async {
                match group.cursor {
                    Some(cursor) => self
                        .apply_group(group.lines, cursor, more, &writing)
                        .await
                        .map(Some),
                    None => Ok(None),
                }
            };
            let read = async { if more { Some(reading.group().await) } else { None } };
            let (written, next) = tokio::join!(write, read);
            match written? {
                Some(Some(applied)) => {
                    pull.kept(applied);
                    whole = true;
                }
                Some(None) => return Ok(false),
                None => {}
            }
            match next {
                Some(next) => (group, goes) = next,
                None => break,
            }
        }
        goes?;
        // An empty reply is somebody else's, and proves nothing.
        if !whole {
            return Err(TransportError::Interrupted.into());
        }
        let was_reset = inner.setting(setting::RESETTING)?.is_some();
        let now = inner.now();
        inner
            .write_soon(move |tx| {
                if was_reset {
                    citizen_dossier::finish_reset(tx, now)?;
                    tx.set_setting(setting::RESETTING, None)?;
                }
                Ok(tx.set_setting(setting::FEED_AT, Some(&asked_at.rfc3339()))?)
            })
            .await?;
        Ok(true)
    }

    /// How many changes; `None` where the feed has to be read from the start.
    async fn apply_group(
        &self,
        lines: Vec<Line>,
        cursor: String,
        more: bool,
        writing: &Arc<AtomicBool>,
    ) -> Result<Option<u32>, ClientError> {
        let now = self.now();
        let writing = Writing::begin(writing);
        self.inner
            .blocking(move |inner| {
                let apply = move |tx: &Tx<'_>| apply_lines(tx, lines, &cursor, now);
                let written = if more {
                    inner.write_in_a_row(apply)
                } else {
                    inner.write(apply)
                };
                drop(writing);
                written
            })
            .await
    }
}

/// Says that a group is being written, until it is let go of, whatever the reason.
struct Writing(Arc<AtomicBool>);

impl Writing {
    fn begin(flag: &Arc<AtomicBool>) -> Self {
        flag.store(true, Relaxed);
        Self(Arc::clone(flag))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.store(false, Relaxed);
    }
}

fn apply_lines(
    tx: &Tx<'_>,
    lines: Vec<Line>,
    cursor: &str,
    now: Timestamp,
) -> Result<Option<u32>, ClientError> {
    let mut applied = 0;
    let news = FollowNews::read(tx)?;
    for line in lines {
        let done = match line {
            Line::Ready(ready) if news.is_unfollowed(&ready.code.raw) => continue,
            Line::Ready(ready) => citizen_dossier::apply_ready(tx, ready, now)?,
            Line::Change(Change::Report { report: record }) => {
                if let Some(mut report) = tx.report(&record.id)? {
                    report.apply(&record)?;
                    tx.save_report(&report)?;
                    applied += 1;
                }
                continue;
            }
            Line::Change(Change::Dossier { dossier }) if news.is_unfollowed(&dossier.code) => {
                continue;
            }
            Line::Change(Change::DossierPart { code, .. }) if news.is_unfollowed(&code) => {
                continue;
            }
            Line::Change(other) => {
                if matches!(other, Change::Reset) {
                    tx.set_setting(setting::RESETTING, Some("1"))?;
                }
                citizen_dossier::apply(tx, other, now)?
            }
        };
        match done {
            Applied::Reset => {}
            Applied::Incomplete => {
                // What was applied stays; the whole comes again.
                tx.set_setting(setting::CURSOR, None)?;
                return Ok(None);
            }
            _ => applied += 1,
        }
    }
    tx.set_setting(setting::CURSOR, Some(&format!("{FEED_FORMAT} {cursor}")))?;
    Ok(Some(applied))
}

/// A kept cursor, if what was kept with it is all that this program keeps.
fn own_cursor(kept: &str) -> Option<&str> {
    let (format, cursor) = kept.split_once(' ')?;
    (format == FEED_FORMAT).then_some(cursor)
}
