use super::office::Office;
use super::plan::{Life, plan};
use super::{MAIN_RESIDENT, OTHER_RESIDENT};
use crate::AppState;
use crate::counter::date6;
use crate::error::ApiError;
use crate::officials::{self, Advance, NewDossier};
use citizen_domain::pack::{Agency, LimitUnit, Procedure};
use rusqlite::{Connection, params};

/// Codes of the demonstration's dossiers. Their days move with the day of the first start, so that "in time" stays
/// in time: they are data, not constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCodes {
    /// Received last of all, today if anybody was at the counter; its slip carries a signed QR.
    pub fresh: String,
    /// Being handled, in time; its slip carries the bare code.
    pub in_time: String,
    /// Being handled, overdue; its slip carries a URL.
    pub overdue: String,
    /// Waits for papers.
    pub supplement: String,
    /// Waits for a fee.
    pub fee: String,
    /// Finished before 1 July 2025.
    pub finished_old: String,
    /// Shape A of TT 01/2018/TT-VPCP, result returned.
    pub legacy: String,
    /// In a state that no catalogue knows.
    pub odd: String,
    /// Somebody else's.
    pub others: String,
}

/// Look-up secret of the overdue and of the other resident's dossier.
const SECRET: &str = "T3ST";

impl DemoCodes {
    /// The secret that stands on the slips of `overdue` and `others`.
    pub const SECRET: &'static str = SECRET;

    /// Reads them from a gateway that was started with demonstration data.
    pub fn of(state: &AppState) -> Result<Self, ApiError> {
        state.db().read(|tx| {
            let code = |owner: &str, number: &str| -> Result<String, ApiError> {
                tx.query_row(
                    "SELECT code FROM dossiers WHERE owner = ?1 AND code LIKE '%-' || ?2",
                    params![owner, number],
                    |row| row.get(0),
                )
                .map_err(|error| match error {
                    rusqlite::Error::QueryReturnedNoRows => ApiError::NotFound,
                    other => other.into(),
                })
            };
            let own = |number| code(MAIN_RESIDENT.sub, number);
            Ok(Self {
                fresh: own("0101")?,
                in_time: own("0102")?,
                overdue: own("0103")?,
                supplement: own("0104")?,
                fee: own("0105")?,
                finished_old: own("0106")?,
                legacy: own("0001")?,
                odd: own("0107")?,
                others: code(OTHER_RESIDENT.sub, "0201")?,
            })
        })
    }
}

pub(super) fn add(tx: &Connection, state: &AppState) -> Result<(), ApiError> {
    let office = Office {
        calendars: &state.pack().calendars,
    };
    let plan = plan(&office, state.now()).ok_or(ApiError::Internal("a demonstration date"))?;
    let adder = Adder { tx, state, office };
    let new = current_agency(state)?;
    let old = former_agency(state, new);
    let legacy = state
        .pack()
        .agencies
        .iter()
        .find(|a| a.id == "000.00.12.H09")
        .unwrap_or(old);
    let main = MAIN_RESIDENT.sub;
    adder.live(main, new, 0, None, &plan.fresh)?;
    adder.live(main, new, 1, None, &plan.in_time)?;
    adder.live(main, new, 2, Some(SECRET), &plan.overdue)?;
    adder.live(main, new, 3, None, &plan.supplement)?;
    adder.live(main, new, 4, None, &plan.fee)?;
    adder.live(main, old, 5, None, &plan.finished_old)?;
    adder.live(main, legacy, 6, None, &plan.legacy)?;
    adder.live(main, new, 7, None, &plan.odd)?;
    adder.live(OTHER_RESIDENT.sub, new, 0, Some(SECRET), &plan.others)
}

/// An agency of today that receives people: the first that is not a whole province's.
pub(super) fn current_agency(state: &AppState) -> Result<&Agency, ApiError> {
    let today = state.now().date();
    let open = |a: &&Agency| a.valid_to.is_none_or(|to| today <= to) && a.successor.is_none();
    let agencies = &state.pack().agencies;
    agencies
        .iter()
        .filter(open)
        .find(|a| a.id.contains('.'))
        .or_else(|| agencies.first())
        .ok_or(ApiError::Store("the base pack has no agency"))
}

/// One that ended with the districts, written left to right where the pack has such a one.
fn former_agency<'a>(state: &'a AppState, new: &'a Agency) -> &'a Agency {
    let ended = || state.pack().agencies.iter().filter(|a| a.valid_to.is_some());
    ended()
        .find(|a| a.id.contains('.') && !a.id.starts_with('0'))
        .or_else(|| ended().next())
        .unwrap_or(new)
}

struct Adder<'a> {
    tx: &'a Connection,
    state: &'a AppState,
    office: Office<'a>,
}

impl Adder<'_> {
    /// Some procedure of the pack, preferring those with a limit of several working days.
    fn procedure(&self, n: usize) -> Result<&Procedure, ApiError> {
        let procedures = &self.state.pack().procedures;
        let slow = |p: &&Procedure| {
            p.limit
                .is_some_and(|l| l.unit == LimitUnit::WorkingDays && l.amount >= 3)
        };
        let slow: Vec<&Procedure> = procedures.iter().filter(slow).collect();
        let index = n.checked_rem(slow.len()).unwrap_or(0);
        slow.get(index)
            .copied()
            .or_else(|| procedures.first())
            .ok_or(ApiError::Store("the base pack has no procedure"))
    }

    /// Receives a dossier and does everything that officials did with it.
    fn live(
        &self,
        owner: &str,
        agency: &Agency,
        procedure: usize,
        secret: Option<&str>,
        life: &Life,
    ) -> Result<(), ApiError> {
        let procedure = self.procedure(procedure)?;
        let limit = procedure.limit.map_or(5, |limit| limit.amount);
        let by_limit = || {
            let days = i32::try_from(limit).unwrap_or(5);
            self.office.day(life.received.date(), days, (17, 0))
        };
        let new = NewDossier {
            code: Some(format!("{}-{}-{}", agency.id, date6(life.received), life.number)),
            owner: owner.to_owned(),
            procedure: procedure.code.clone(),
            agency: Some(agency.id.clone()),
            received_at: Some(life.received),
            appointment_at: Some(life.appointment.unwrap_or_else(by_limit)),
            lookup_secret: secret.map(str::to_owned),
            ..NewDossier::default()
        };
        let code = officials::add(self.tx, self.state, &new)?.code;
        for act in &life.acts {
            let step = Advance {
                status: Some(act.status),
                // A state that no catalogue knows is told in the province's own words.
                status_text: (act.status == 42).then(|| "Chờ lấy ý kiến liên thông".to_owned()),
                text: act.text.map(str::to_owned),
                at: Some(act.at),
                ..Advance::default()
            };
            officials::advance(self.tx, self.state, &code, &step)?;
        }
        Ok(())
    }
}
