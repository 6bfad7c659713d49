//! Dossiers member by member: what changed since somebody was told the whole.

use crate::error::ApiError;
use citizen_domain::wire::{Change, DossierRecord, EventRecord, members};
use rusqlite::{Connection, params};

/// Notes that `after` is now what `before` was, as of the change `seq`.
pub(super) fn note(
    tx: &Connection,
    key: &str,
    before: &DossierRecord,
    after: &DossierRecord,
    seq: i64,
) -> Result<(), ApiError> {
    let lost = |_| ApiError::Internal("a dossier's members");
    let (before_members, after_members) = (members(before).map_err(lost)?, members(after).map_err(lost)?);
    let names = before_members.keys().chain(after_members.keys());
    for name in names.filter(|name| before_members.get(*name) != after_members.get(*name)) {
        tx.prepare_cached(
            "INSERT INTO dossier_members (dossier, member, seq) VALUES (?1, ?2, ?3)
             ON CONFLICT (dossier, member) DO UPDATE SET seq = ?3",
        )?
        .execute(params![key, name, seq])?;
    }
    let last = before.events.iter().map(|event| event.id).max().unwrap_or(0);
    tx.prepare_cached("UPDATE dossier_events SET seq = ?3 WHERE dossier = ?1 AND id > ?2")?
        .execute(params![key, i64::try_from(last).unwrap_or(i64::MAX), seq])?;
    Ok(())
}

/// What changed of a dossier since the change `base`, at which the person had it as it was then.
pub(super) fn since(
    tx: &Connection,
    key: &str,
    dossier: DossierRecord,
    base: i64,
) -> Result<Change, ApiError> {
    let mut all = members(&dossier).map_err(|_| ApiError::Internal("a dossier's members"))?;
    let changed = tx
        .prepare_cached("SELECT member FROM dossier_members WHERE dossier = ?1 AND seq > ?2")?
        .query_map(params![key, base], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let mut patch: serde_json::Map<_, _> = changed
        .into_iter()
        .map(|name| {
            let now = all.remove(&name).unwrap_or_default();
            (name, now)
        })
        .collect();
    // It depends on who looks, and on what that person did.
    patch.insert("ratable".to_owned(), dossier.ratable.into());
    let new = tx
        .prepare_cached("SELECT id FROM dossier_events WHERE dossier = ?1 AND seq > ?2")?
        .query_map(params![key, base], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let is_new = |event: &EventRecord| i64::try_from(event.id).is_ok_and(|id| new.contains(&id));
    let events = dossier.events.into_iter().filter(is_new);
    Ok(Change::DossierPart {
        code: dossier.code,
        patch,
        events: events.collect(),
    })
}
