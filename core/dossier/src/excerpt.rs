use crate::Held;
use citizen_domain::Timestamp;
use citizen_domain::wire::{DossierRecord, EventRecord, Need, ProcedureRef, StatusRecord};
use serde::{Serialize, Serializer};

/// What of a record a line of a list shows: of the history when and to which state, of the words none. A repository keeps [`Held`] with it
/// beside the whole; [`crate::Brief::read`] reads the one as the other.
#[derive(Serialize)]
pub struct Excerpt<'a> {
    procedure: &'a ProcedureRef,
    status: &'a StatusRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appointment_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_appointment_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<Timestamp>,
    #[serde(serialize_with = "steps")]
    events: &'a [EventRecord],
    #[serde(skip_serializing_if = "<[Need]>::is_empty")]
    needs: &'a [Need],
    ratable: bool,
}

impl<'a> Excerpt<'a> {
    /// Of what is held.
    pub fn of(held: &'a Held) -> Held<Self> {
        Held {
            followed_at: held.followed_at,
            trust: held.trust,
            slip: held.slip.clone(),
            completion: held.completion,
            record: held.record.as_ref().map(Self::of_record),
            as_of: held.as_of,
            anomalies: Vec::new(),
            unconfirmed: held.unconfirmed,
            gone: held.gone,
        }
    }

    fn of_record(record: &'a DossierRecord) -> Self {
        Self {
            procedure: &record.procedure,
            status: &record.status,
            received_at: record.received_at,
            appointment_at: record.appointment_at,
            previous_appointment_at: record.previous_appointment_at,
            finished_at: record.finished_at,
            events: &record.events,
            needs: &record.needs,
            ratable: record.ratable,
        }
    }
}

/// One event of a history without its words.
#[derive(Serialize)]
struct Step {
    at: Timestamp,
    status: Code,
}

#[derive(Serialize)]
struct Code {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
}

fn steps<S: Serializer>(events: &&[EventRecord], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(events.iter().map(|event| Step {
        at: event.at,
        status: Code {
            code: event.status.code,
        },
    }))
}

/// What a held dossier says of a person is not shown.
impl std::fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Excerpt(…)")
    }
}
