use crate::course::{Course, Step};
use crate::needs::needs;
use crate::view::{Known, status_view, times};
use crate::{Content, DeadlineView, Held, NeedView, StatusView};
use citizen_domain::Timestamp;
use citizen_domain::status::Status;
use citizen_domain::wire::{Need, ProcedureRef, StatusRecord};
use serde::Deserialize;
use std::borrow::Cow;

/// A followed dossier as far as a line of a list shows it, read from how it is kept: its history without words, no fees, no agency. It
/// cannot be kept again.
pub struct Brief {
    /// Normalised code.
    code: String,
    /// Code as issued, typed or scanned.
    raw: String,
    held: Held<Record>,
}

/// The part of [`citizen_domain::wire::DossierRecord`] that is looked at.
#[derive(Deserialize)]
struct Record {
    procedure: ProcedureRef,
    status: StatusRecord,
    #[serde(default)]
    received_at: Option<Timestamp>,
    #[serde(default)]
    appointment_at: Option<Timestamp>,
    #[serde(default)]
    previous_appointment_at: Option<Timestamp>,
    #[serde(default)]
    finished_at: Option<Timestamp>,
    #[serde(default)]
    events: Vec<Step>,
    #[serde(default)]
    needs: Vec<Need>,
    #[serde(default)]
    ratable: bool,
}

/// A dossier as a line of a list shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct BriefView {
    /// Normalised code.
    pub code: String,
    /// Code as issued, typed or scanned.
    pub raw_code: String,
    /// Name of the procedure.
    pub procedure: Option<String>,
    /// Demonstration data.
    pub demo: bool,
    /// State.
    pub status: Option<StatusView>,
    /// Degree of completion from a look-up without sign-in, whole percent.
    pub completion: Option<u8>,
    /// What the deadline means now.
    pub deadline: DeadlineView,
    /// When the result was ready.
    pub finished_at: Option<Timestamp>,
    /// The first of what the person has to do.
    pub todo: Option<NeedView>,
    /// When all this was true.
    pub as_of: Option<Timestamp>,
    /// Whether that is too long ago, or never was.
    pub stale: bool,
    /// Whether it can be rated.
    pub ratable: bool,
}

impl Brief {
    /// From a dossier's codes (normalised, and as issued), whether it is [`crate::Held::unconfirmed`], and the JSON of its [`crate::Excerpt`], or of
    /// the whole [`crate::Held`].
    ///
    /// # Errors
    /// It is the JSON of neither.
    pub fn read(
        code: String,
        raw: String,
        unconfirmed: bool,
        held: &[u8],
    ) -> Result<Self, serde_json::Error> {
        let held = Held {
            unconfirmed,
            ..serde_json::from_slice(held)?
        };
        Ok(Self { code, raw, held })
    }

    /// Normalised code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether the province lets it be rated.
    pub fn is_ratable(&self) -> bool {
        self.held.record.as_ref().is_some_and(|record| record.ratable)
    }

    /// It was answered already: it is not asked again.
    pub fn was_rated(&mut self) {
        if let Some(record) = &mut self.held.record {
            record.ratable = false;
        }
    }

    /// What is so when the province's news was read to its end at `feed`: [`crate::Followed::heard`] and [`crate::view()`], as far as a
    /// line shows it.
    pub fn view(self, content: &Content<'_>, feed: Option<Timestamp>, now: Timestamp) -> BriefView {
        let held = self.held.heard(feed, now);
        let (deadline, _) = times(&Known::of(&held, Record::course), content, now);
        let as_of = held.shown_as_of();
        let mut view = BriefView {
            code: self.code,
            raw_code: self.raw,
            procedure: None,
            demo: false,
            status: None,
            completion: held.completion.and_then(|c| c.percent),
            deadline,
            finished_at: None,
            todo: None,
            as_of,
            stale: content.is_old(as_of, now),
            ratable: false,
        };
        if let Some(record) = held.record {
            view.status = Some(status_view(&record.status, content));
            view.todo = needs(record.needs, &record.status, content.lang)
                .into_iter()
                .next();
            view.demo = record.procedure.demo;
            view.procedure = Some(record.procedure.name);
            view.finished_at = record.finished_at;
            view.ratable = record.ratable;
        }
        view
    }
}

impl Record {
    fn course(&self) -> Course<'_> {
        Course {
            status: Status::from_record(&self.status),
            procedure: &self.procedure.code,
            received_at: self.received_at,
            appointment_at: self.appointment_at,
            previous_appointment_at: self.previous_appointment_at,
            finished_at: self.finished_at,
            steps: Cow::Borrowed(&self.events),
        }
    }
}

/// A dossier tells about a person: nothing of it is shown.
impl std::fmt::Debug for Brief {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Brief(…)")
    }
}

impl std::fmt::Debug for BriefView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BriefView")
            .field("deadline", &self.deadline.state)
            .finish_non_exhaustive()
    }
}
