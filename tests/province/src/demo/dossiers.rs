use super::{MAIN_RESIDENT, OTHER_RESIDENT};
use crate::AppState;
use crate::counter::date6;
use crate::error::ApiError;
use crate::officials::{self, Advance, NewDossier};
use citizen_domain::Timestamp;
use citizen_domain::pack::{Agency, LimitUnit, Procedure};
use rusqlite::{Connection, params};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Codes of the demonstration's dossiers. Their days move with the day of the first start, so that "in time" stays
/// in time: they are data, not constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCodes {
    /// Received today; its slip carries a signed QR.
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
    let now = state.now();
    let adder = Adder { tx, state };
    let today = Timestamp::start_of(now.date());
    let morning = |days: i64| today.plus_millis(-days * DAY + 9 * HOUR);
    let new = current_agency(state)?;
    let old = former_agency(state, new);
    let legacy = state
        .pack()
        .agencies
        .iter()
        .find(|a| a.id == "000.00.12.H09")
        .unwrap_or(old);

    // Received an hour ago at most: never before today began, never after now.
    let just_now = today.max(now.plus_millis(-HOUR));
    adder.receive(new, "0101", 0, just_now, None, None)?;

    let code = adder.receive(new, "0102", 1, morning(1), Some(morning(-14)), None)?;
    adder.step(&code, 4, None, morning(1).plus_millis(5 * HOUR))?;

    let code = adder.receive(new, "0103", 2, morning(40), Some(morning(12)), Some(SECRET))?;
    adder.step(&code, 4, None, morning(39))?;

    let code = adder.receive(new, "0104", 3, morning(8), Some(morning(-10)), None)?;
    adder.step(&code, 4, None, morning(7))?;
    adder.step(
        &code,
        5,
        Some("Bổ sung 1 bản sao giấy tờ chứng minh nơi ở."),
        morning(5),
    )?;

    let code = adder.receive(new, "0105", 4, morning(6), Some(morning(-9)), None)?;
    adder.step(
        &code,
        6,
        Some("Nộp lệ phí tại quầy hoặc chuyển khoản."),
        morning(4),
    )?;

    let day = |text: &str| Timestamp::parse(text).ok_or(ApiError::Internal("a demonstration date"));
    let received = day("2025-06-10T09:15:00+07:00")?;
    let code = adder.receive(
        old,
        "0106",
        5,
        received,
        Some(day("2025-06-19T17:00:00+07:00")?),
        None,
    )?;
    adder.step(&code, 4, None, day("2025-06-11T08:30:00+07:00")?)?;
    adder.step(&code, 9, None, day("2025-06-17T15:40:00+07:00")?)?;

    let received = day("2023-01-10T08:05:00+07:00")?;
    let code = adder.receive(
        legacy,
        "0001",
        6,
        received,
        Some(day("2023-01-31T17:00:00+07:00")?),
        None,
    )?;
    adder.step(&code, 9, None, day("2023-01-19T10:00:00+07:00")?)?;
    adder.step(&code, 10, None, day("2023-01-27T09:30:00+07:00")?)?;

    let code = adder.receive(new, "0107", 7, morning(3), Some(morning(-20)), None)?;
    let odd = Advance {
        status: Some(42),
        status_text: Some("Chờ lấy ý kiến liên thông".to_owned()),
        at: Some(morning(2)),
        ..Advance::default()
    };
    officials::advance(tx, state, &code, &odd)?;

    let other = NewDossier {
        code: Some(format!("{}-{}-0201", new.id, date6(morning(2)))),
        owner: OTHER_RESIDENT.sub.to_owned(),
        procedure: adder.procedure(0)?.code.clone(),
        agency: Some(new.id.clone()),
        received_at: Some(morning(2)),
        appointment_at: Some(morning(-7)),
        lookup_secret: Some(SECRET.to_owned()),
        ..NewDossier::default()
    };
    officials::add(tx, state, &other)?;
    Ok(())
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

    fn receive(
        &self,
        agency: &Agency,
        number: &str,
        procedure: usize,
        at: Timestamp,
        appointment: Option<Timestamp>,
        secret: Option<&str>,
    ) -> Result<String, ApiError> {
        let new = NewDossier {
            code: Some(format!("{}-{}-{number}", agency.id, date6(at))),
            owner: MAIN_RESIDENT.sub.to_owned(),
            procedure: self.procedure(procedure)?.code.clone(),
            agency: Some(agency.id.clone()),
            received_at: Some(at),
            appointment_at: appointment,
            lookup_secret: secret.map(str::to_owned),
            ..NewDossier::default()
        };
        officials::add(self.tx, self.state, &new).map(|dossier| dossier.code)
    }

    fn step(&self, code: &str, status: i32, text: Option<&str>, at: Timestamp) -> Result<(), ApiError> {
        let step = Advance {
            status: Some(status),
            text: text.map(str::to_owned),
            at: Some(at),
            ..Advance::default()
        };
        officials::advance(self.tx, self.state, code, &step).map(|_| ())
    }
}
