//! What is shown of a dossier.

use crate::{BriefView, Source, Trust};
use citizen_domain::Timestamp;
use citizen_domain::calendar::{Basis, DeadlineState};
use serde::Serialize;

/// Something to say beside what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Older than a day, or never fetched.
    Stale,
    /// Fetched in the future: the device's clock is off.
    Clock,
    /// The province no longer shows it to this person.
    Gone,
    /// The province does not know the code.
    NotKnown,
    /// Demonstration data.
    Demo,
    /// Counted with a calendar that is not announced yet.
    ProvisionalCalendar,
    /// The province's news did not fit what it said before.
    Anomaly,
}

impl Warning {
    /// Id of the sentence that explains it.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::Stale => "dossier.warning.stale",
            Self::Clock => "dossier.warning.clock",
            Self::Gone => "dossier.warning.gone",
            Self::NotKnown => "dossier.warning.not_known",
            Self::Demo => "dossier.warning.demo",
            Self::ProvisionalCalendar => "dossier.warning.provisional_calendar",
            Self::Anomaly => "dossier.warning.anomaly",
        }
    }
}

/// A dossier as it is shown: the `dossier` object of the terminal program's contract. What is not known is null.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DossierView {
    /// Normalised code.
    pub code: String,
    /// Code as issued, typed or scanned.
    pub raw_code: String,
    /// Procedure.
    pub procedure: Option<ProcedureView>,
    /// Agency that handles it; before the province answered, the one that the slip or code names.
    pub agency: Option<AgencyView>,
    /// State.
    pub status: Option<StatusView>,
    /// Reception.
    pub received_at: Option<Timestamp>,
    /// The day of reception where only that is known: it stands in the code.
    #[serde(
        with = "citizen_domain::time::iso_date::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub received_on: Option<time::Date>,
    /// Official appointment.
    pub appointment_at: Option<Timestamp>,
    /// Official appointment before it was moved.
    pub previous_appointment_at: Option<Timestamp>,
    /// When the result was ready.
    pub finished_at: Option<Timestamp>,
    /// What the deadline means now.
    pub deadline: DeadlineView,
    /// Degree of completion from a look-up without sign-in, whole percent.
    pub completion: Option<u8>,
    /// When all this was true.
    pub as_of: Option<Timestamp>,
    /// Whether that is too long ago, or never was.
    pub stale: bool,
    /// Where it comes from.
    pub source: Source,
    /// How the dossier was found.
    pub trust: Trust,
    /// History, oldest first.
    pub events: Vec<EventView>,
    /// What the person has to do.
    pub needs_action: Vec<NeedView>,
    /// Fees; a payment code is here only because it came with the owner's own dossier.
    pub fees: Vec<FeeView>,
    /// Whether it can be rated.
    pub ratable: bool,
    /// Unit that it is rated under.
    pub unit: Option<String>,
    /// Rules that it is judged by.
    pub rule_set: Option<String>,
    /// What to say beside it.
    pub warnings: Vec<Warning>,
}

impl DossierView {
    /// As a line of a list shows it.
    pub fn brief(&self) -> BriefView {
        BriefView {
            code: self.code.clone(),
            raw_code: self.raw_code.clone(),
            procedure: self.procedure.as_ref().map(|procedure| procedure.name.clone()),
            demo: self.procedure.as_ref().is_some_and(|procedure| procedure.demo),
            status: self.status.clone(),
            completion: self.completion,
            deadline: self.deadline,
            finished_at: self.finished_at,
            todo: self.needs_action.first().cloned(),
            as_of: self.as_of,
            stale: self.stale,
            ratable: self.ratable,
        }
    }
}

impl std::fmt::Debug for DossierView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DossierView")
            .field("source", &self.source)
            .field("deadline", &self.deadline.state)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProcedureView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Demonstration data.
    pub demo: bool,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgencyView {
    /// Identifier.
    pub id: String,
    /// Name; the identifier when no name is known.
    pub name: String,
    /// The name said in full, without abbreviations where the pack knows it.
    pub spoken: String,
    /// Who answers for it today, where it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<SuccessorView>,
}

/// The agency that took over from one that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessorView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// The name said in full.
    pub spoken: String,
}

/// A state in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// Code of the exchange.
    pub code: Option<i32>,
    /// Official wording.
    pub official: String,
    /// What people say.
    pub plain: String,
    /// What is read aloud.
    pub spoken: String,
}

/// A deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DeadlineView {
    /// The class.
    pub state: DeadlineState,
    /// Working days left while the clock runs; negative when overdue.
    pub working_days_left: Option<i32>,
    /// Official, or our own count.
    pub basis: Option<Basis>,
    /// The moment that was compared with.
    pub due_at: Option<Timestamp>,
}

/// One step of the history.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// When.
    pub at: Timestamp,
    /// State that it led to.
    pub status: StatusView,
    /// Unit or department.
    pub unit: String,
    /// Who.
    pub actor: String,
    /// What.
    pub text: String,
}

impl std::fmt::Debug for EventView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventView")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// Something to do.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NeedView {
    /// `papers`, `fee`, `collect` or another word of the province's.
    pub kind: String,
    /// In words.
    pub text: String,
    /// By when.
    pub due_at: Option<Timestamp>,
}

impl std::fmt::Debug for NeedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NeedView")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// A fee.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FeeView {
    /// What for.
    pub name: String,
    /// Whole đồng.
    pub amount_vnd: u64,
    /// Paid, as the province says.
    pub paid: bool,
    /// VietQR payload; only of an unpaid fee.
    pub vietqr: Option<String>,
}

impl std::fmt::Debug for FeeView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeeView")
            .field("paid", &self.paid)
            .finish_non_exhaustive()
    }
}
