use crate::{Anomaly, AnomalyKind, Held};
use citizen_domain::Timestamp;
use citizen_domain::status::Status;
use citizen_domain::wire::{DossierRecord, EventRecord, StatusRecord};
use std::collections::BTreeMap;

const MAX_ANOMALIES: usize = 50;

/// What news brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Ids of events not seen before.
    pub new_events: Vec<u64>,
    /// The state is another.
    pub status_changed: bool,
    /// The appointment is another.
    pub appointment_changed: bool,
}

impl Merged {
    /// Whether a person would see a difference.
    pub fn is_news(&self) -> bool {
        !self.new_events.is_empty() || self.status_changed || self.appointment_changed
    }
}

impl Held {
    /// Takes in the province's record as of `as_of`. The province's word wins for everything but history: an event
    /// once seen never disappears and never changes, and an appointment that was moved stays visible.
    pub fn merge(&mut self, incoming: DossierRecord, as_of: Timestamp) -> Merged {
        let mut merged = Merged::default();
        let mut record = incoming;
        if let Some(old) = self.record.take() {
            merged.status_changed = old.status != record.status;
            merged.appointment_changed = old.appointment_at != record.appointment_at;
            self.keep_old_appointment(&old, &mut record, as_of);
            record.received_at = record.received_at.or(old.received_at);
            record.events = self.keep_old_events(old.events, record.events, as_of, &mut merged);
            if is_unusual(&old.status, &record.status, &record.events) {
                self.note(
                    as_of,
                    AnomalyKind::UnusualStep {
                        from: old.status.clone(),
                        to: record.status.clone(),
                    },
                );
            }
        } else {
            merged.status_changed = true;
            merged.appointment_changed = record.appointment_at.is_some();
            record.events = self.keep_old_events(Vec::new(), record.events, as_of, &mut merged);
        }
        self.record = Some(record);
        self.as_of = Some(as_of);
        self.unconfirmed = false;
        self.gone = false;
        merged
    }

    /// Drops the details: this person may no longer see them. The code stays, so that a list can say so.
    pub fn mark_gone(&mut self, as_of: Timestamp) {
        self.record = None;
        self.completion = None;
        self.anomalies.clear();
        self.as_of = Some(as_of);
        self.unconfirmed = false;
        self.gone = true;
    }

    fn keep_old_appointment(&mut self, old: &DossierRecord, new: &mut DossierRecord, as_of: Timestamp) {
        match (old.appointment_at, new.appointment_at) {
            (Some(was), Some(is)) if was != is => {
                new.previous_appointment_at = new.previous_appointment_at.or(Some(was));
            }
            (Some(was), None) => {
                new.previous_appointment_at = new.previous_appointment_at.or(Some(was));
                self.note(as_of, AnomalyKind::AppointmentGone { was });
            }
            _ => {
                new.previous_appointment_at = new.previous_appointment_at.or(old.previous_appointment_at);
            }
        }
    }

    fn keep_old_events(
        &mut self,
        old: Vec<EventRecord>,
        new: Vec<EventRecord>,
        as_of: Timestamp,
        merged: &mut Merged,
    ) -> Vec<EventRecord> {
        // As it nearly always is when a dossier is first seen.
        if old.is_empty() && new.is_sorted_by(|a, b| a.id < b.id) {
            merged.new_events.extend(new.iter().map(|event| event.id));
            return new;
        }
        let mut events: BTreeMap<u64, EventRecord> = old.into_iter().map(|e| (e.id, e)).collect();
        let missing: Vec<u64> = events
            .keys()
            .filter(|id| !new.iter().any(|e| e.id == **id))
            .copied()
            .collect();
        for event in missing {
            self.note(as_of, AnomalyKind::EventMissing { event });
        }
        for event in new {
            match events.get(&event.id) {
                Some(first) if *first != event => {
                    self.note(as_of, AnomalyKind::EventChanged { event: event.id });
                }
                Some(_) => {}
                None => {
                    merged.new_events.push(event.id);
                    events.insert(event.id, event);
                }
            }
        }
        events.into_values().collect()
    }

    /// Notes an anomaly once, and only the last fifty.
    fn note(&mut self, at: Timestamp, kind: AnomalyKind) {
        if self.anomalies.iter().any(|a| a.kind == kind) {
            return;
        }
        if self.anomalies.len() >= MAX_ANOMALIES {
            self.anomalies.remove(0);
        }
        self.anomalies.push(Anomaly { at, kind });
    }
}

/// Whether the step is one that does not usually follow. When several steps came at once, every one of them that
/// the timeline shows is a way to get there, so only a direct step is judged.
fn is_unusual(old: &StatusRecord, new: &StatusRecord, events: &[EventRecord]) -> bool {
    let (from, to) = (Status::from_record(old), Status::from_record(new));
    if from == to || matches!(from, Status::Other(_)) || matches!(to, Status::Other(_)) {
        return false;
    }
    let before = events.iter().rev().find(|e| e.status != *new);
    let from = before.map_or(from, |e| Status::from_record(&e.status));
    !matches!(from, Status::Other(_)) && !from.usual_next().contains(&to)
}
