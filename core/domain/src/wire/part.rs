//! A dossier's members one by one, so that the change feed need not repeat those that stayed.

use super::{DossierRecord, EventRecord};
use serde_json::{Map, Value};

/// The one member that is not replaced: history grows.
const EVENTS: &str = "events";

/// The members of a dossier by their names on the wire, without its history.
///
/// # Errors
/// Never for a record that was read from the wire.
pub fn members(dossier: &DossierRecord) -> Result<Map<String, Value>, serde_json::Error> {
    let mut all = match serde_json::to_value(dossier)? {
        Value::Object(all) => all,
        _ => Map::new(),
    };
    all.remove(EVENTS);
    Ok(all)
}

impl DossierRecord {
    /// With the members of `patch` in place of its own (null: it has none), and with `events` after those that it has. `None` where
    /// that is no dossier, or another one.
    pub fn patched(&self, patch: Map<String, Value>, events: Vec<EventRecord>) -> Option<Self> {
        let mut all = members(self).ok()?;
        for (name, value) in patch {
            match value {
                Value::Null => all.remove(&name),
                value => all.insert(name, value),
            };
        }
        all.insert(EVENTS.to_owned(), Value::Array(Vec::new()));
        let mut patched: Self = serde_json::from_value(Value::Object(all)).ok()?;
        if patched.code != self.code {
            return None;
        }
        // What is told again under an id that is held is judged by whoever keeps the history.
        let stays = |old: &&EventRecord| events.iter().all(|event| event.id != old.id);
        patched.events = self.events.iter().filter(stays).cloned().collect();
        patched.events.extend(events);
        patched.events.sort_by_key(|event| event.id);
        Some(patched)
    }
}
