//! The change feed: who sees which dossier or report, and when it last changed.

mod cursor;
mod part;
mod starts;
mod stream;

pub(crate) use starts::begin;
pub(crate) use stream::get;

use crate::counter;
use crate::error::ApiError;
use citizen_domain::Timestamp;
use citizen_domain::wire::DossierRecord;
use rusqlite::{Connection, params};

/// Days for which "gone" is remembered; an older cursor starts again.
const REMEMBER_MS: i64 = 180 * 86_400_000;

/// What a line of the feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dossier,
    Report,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Report => "report",
        }
    }
}

/// Shows an object to a person from now on.
pub(crate) fn show(tx: &Connection, sub: &str, kind: Kind, key: &str) -> Result<(), ApiError> {
    let seq = counter::next(tx, "feed")?;
    tx.prepare_cached(
        "INSERT INTO feed (sub, kind, key, seq, shown) VALUES (?1, ?2, ?3, ?4, ?4)
         ON CONFLICT (sub, kind, key) DO UPDATE SET seq = ?4, shown = ?4, gone_at = NULL",
    )?
    .execute(params![sub, kind.as_str(), key, seq])?;
    Ok(())
}

/// Hides an object from a person. Whether it was shown.
pub(crate) fn hide(
    tx: &Connection,
    sub: &str,
    kind: Kind,
    key: &str,
    now: Timestamp,
) -> Result<bool, ApiError> {
    let seq = counter::next(tx, "feed")?;
    let hidden = tx
        .prepare_cached(
            "UPDATE feed SET seq = ?4, gone_at = ?5
             WHERE sub = ?1 AND kind = ?2 AND key = ?3 AND gone_at IS NULL",
        )?
        .execute(params![sub, kind.as_str(), key, seq, now.millis()])?;
    Ok(hidden > 0)
}

/// Tells everybody who sees a dossier that it is no longer as it was.
pub(crate) fn dossier_changed(
    tx: &Connection,
    key: &str,
    before: &DossierRecord,
    after: &DossierRecord,
) -> Result<(), ApiError> {
    let seq = changed(tx, Kind::Dossier, key)?;
    part::note(tx, key, before, after, seq)
}

/// Tells everybody who sees a report that it changed.
pub(crate) fn report_changed(tx: &Connection, id: &str) -> Result<(), ApiError> {
    changed(tx, Kind::Report, id).map(drop)
}

/// The number of the change.
fn changed(tx: &Connection, kind: Kind, key: &str) -> Result<i64, ApiError> {
    let seq = counter::next(tx, "feed")?;
    tx.prepare_cached("UPDATE feed SET seq = ?3 WHERE kind = ?1 AND key = ?2 AND gone_at IS NULL")?
        .execute(params![kind.as_str(), key, seq])?;
    Ok(seq)
}

/// Whether a person sees an object.
pub(crate) fn sees(tx: &Connection, sub: &str, kind: Kind, key: &str) -> Result<bool, ApiError> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM feed WHERE sub = ?1 AND kind = ?2 AND key = ?3 AND gone_at IS NULL)",
        )?
        .query_row(params![sub, kind.as_str(), key], |row| row.get(0))?)
}

/// Forgets what has been gone for long, and remembers from which change on the feed is whole.
pub(crate) fn prune(tx: &Connection, now: Timestamp) -> Result<(), ApiError> {
    let before = now.plus_millis(-REMEMBER_MS).millis();
    let newest: Option<i64> = tx.query_row(
        "SELECT max(seq) FROM feed WHERE gone_at < ?1",
        params![before],
        |row| row.get(0),
    )?;
    if let Some(newest) = newest {
        tx.execute("DELETE FROM feed WHERE gone_at < ?1", params![before])?;
        tx.execute(
            "INSERT INTO counters (name, value) VALUES ('feed_floor', ?1)
             ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)",
            params![newest],
        )?;
    }
    Ok(())
}
