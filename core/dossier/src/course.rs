use citizen_domain::Timestamp;
use citizen_domain::status::Status;
use citizen_domain::wire::{DossierRecord, EventRecord, StatusRecord};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// What of a record a deadline is judged by: when things were said and done, and none of the words.
pub(crate) struct Course<'a> {
    /// State now.
    pub status: Status,
    /// Code of the procedure.
    pub procedure: &'a str,
    pub received_at: Option<Timestamp>,
    pub appointment_at: Option<Timestamp>,
    pub previous_appointment_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// History, oldest first.
    pub steps: Cow<'a, [Step]>,
}

impl<'a> Course<'a> {
    pub(crate) fn of(record: &'a DossierRecord) -> Self {
        Self {
            status: Status::from_record(&record.status),
            procedure: &record.procedure.code,
            received_at: record.received_at,
            appointment_at: record.appointment_at,
            previous_appointment_at: record.previous_appointment_at,
            finished_at: record.finished_at,
            steps: record.events.iter().map(Step::of).collect(),
        }
    }
}

/// One event of a history: when, and the state that it led to.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Step {
    pub at: Timestamp,
    #[serde(deserialize_with = "status")]
    pub status: Status,
}

impl Step {
    fn of(event: &EventRecord) -> Self {
        Self {
            at: event.at,
            status: Status::from_record(&event.status),
        }
    }
}

/// A [`StatusRecord`] without its text.
fn status<'de, D: Deserializer<'de>>(d: D) -> Result<Status, D::Error> {
    #[derive(Deserialize)]
    struct Code {
        #[serde(default)]
        code: Option<i32>,
    }
    let Code { code } = Code::deserialize(d)?;
    Ok(Status::from_record(&StatusRecord { code, text: None }))
}
