use crate::{Completion, Held, SlipFacts, Trust};
use citizen_domain::Timestamp;
use citizen_domain::wire::{DossierRecord, Need, ProcedureRef, StatusRecord};
use serde::{Serialize, Serializer};

/// What of a dossier a line of a list shows, as a repository keeps it beside the whole, which it is a part of: [`crate::Brief::read`] reads the one
/// as the other. Of the history it has when and to which state, of the words none.
#[derive(Serialize)]
pub struct Excerpt<'a> {
    followed_at: Timestamp,
    trust: Trust,
    #[serde(skip_serializing_if = "Option::is_none")]
    slip: Option<&'a SlipFacts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completion: Option<Completion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Timestamp>,
    gone: bool,
}

#[derive(Serialize)]
struct Record<'a> {
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
    events: &'a DossierRecord,
    #[serde(skip_serializing_if = "<[Need]>::is_empty")]
    needs: &'a [Need],
    ratable: bool,
}

impl<'a> Excerpt<'a> {
    /// Of what is held.
    pub fn of(held: &'a Held) -> Self {
        Self {
            followed_at: held.followed_at,
            trust: held.trust,
            slip: held.slip.as_ref(),
            completion: held.completion,
            record: held.record.as_ref().map(|record| Record {
                procedure: &record.procedure,
                status: &record.status,
                received_at: record.received_at,
                appointment_at: record.appointment_at,
                previous_appointment_at: record.previous_appointment_at,
                finished_at: record.finished_at,
                events: record,
                needs: &record.needs,
                ratable: record.ratable,
            }),
            as_of: held.as_of,
            gone: held.gone,
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

fn steps<S: Serializer>(record: &&DossierRecord, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(record.events.iter().map(|event| Step {
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
