//! The lives of the demonstration's dossiers, as days and hours. Those of today move with the day of the first start.

use super::office::Office;
use citizen_domain::Timestamp;

/// One dossier from its reception on.
pub(super) struct Life {
    /// Last part of its code.
    pub(super) number: &'static str,
    /// Reception.
    pub(super) received: Timestamp,
    /// Appointment; by the procedure's limit when absent.
    pub(super) appointment: Option<Timestamp>,
    /// What officials did.
    pub(super) acts: Vec<Act>,
}

/// One act of officials.
pub(super) struct Act {
    pub(super) status: i32,
    pub(super) at: Timestamp,
    pub(super) text: Option<&'static str>,
}

const fn act(status: i32, at: Timestamp, text: Option<&'static str>) -> Act {
    Act { status, at, text }
}

/// What the demonstration shows when it is started at `now`, in the order of [`super::DemoCodes`].
pub(super) struct Plan {
    pub(super) fresh: Life,
    pub(super) in_time: Life,
    pub(super) overdue: Life,
    pub(super) supplement: Life,
    pub(super) fee: Life,
    pub(super) finished_old: Life,
    pub(super) legacy: Life,
    pub(super) odd: Life,
    pub(super) others: Life,
}

impl Plan {
    #[cfg(test)]
    fn lives(&self) -> [&Life; 9] {
        [
            &self.fresh,
            &self.in_time,
            &self.overdue,
            &self.supplement,
            &self.fee,
            &self.finished_old,
            &self.legacy,
            &self.odd,
            &self.others,
        ]
    }
}

/// Plans every life. `None` only if a date written here is none.
pub(super) fn plan(office: &Office<'_>, now: Timestamp) -> Option<Plan> {
    let today = now.date();
    let at = |n: i32, hour: i64, minute: i64| office.day(today, n, (hour, minute));
    let life = |number, received, appointment, acts| Life {
        number,
        received,
        appointment: Some(appointment),
        acts,
    };
    let day = |text: &str| Timestamp::parse(&format!("{text}:00+07:00"));
    Some(Plan {
        fresh: Life {
            number: "0101",
            received: office.last_moment(now.plus_millis(-10 * 60_000)),
            appointment: None,
            acts: Vec::new(),
        },
        in_time: life(
            "0102",
            at(-1, 9, 5),
            at(10, 16, 30),
            vec![act(4, at(-1, 14, 10), None)],
        ),
        overdue: life(
            "0103",
            at(-28, 9, 20),
            at(-8, 16, 0),
            vec![act(4, at(-27, 10, 15), None)],
        ),
        supplement: life(
            "0104",
            at(-6, 8, 40),
            at(7, 16, 30),
            vec![
                act(4, at(-5, 9, 30), None),
                act(
                    5,
                    at(-3, 15, 5),
                    Some("Bổ sung 1 bản sao giấy tờ chứng minh nơi ở."),
                ),
            ],
        ),
        fee: life(
            "0105",
            at(-4, 10, 10),
            at(6, 15, 30),
            vec![act(
                6,
                at(-3, 8, 50),
                Some("Nộp lệ phí tại quầy hoặc chuyển khoản."),
            )],
        ),
        finished_old: life(
            "0106",
            day("2025-06-10T09:15")?,
            day("2025-06-19T17:00")?,
            vec![
                act(4, day("2025-06-11T08:30")?, None),
                act(9, day("2025-06-17T15:40")?, None),
            ],
        ),
        legacy: life(
            "0001",
            day("2023-01-10T08:05")?,
            day("2023-01-31T17:00")?,
            vec![
                act(9, day("2023-01-19T10:00")?, None),
                act(10, day("2023-01-27T09:30")?, None),
            ],
        ),
        odd: life(
            "0107",
            at(-3, 13, 20),
            at(14, 16, 30),
            vec![act(42, at(-2, 10, 40), None)],
        ),
        others: life("0201", at(-2, 9, 0), at(5, 16, 30), Vec::new()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use citizen_domain::calendar::is_working_day;
    use citizen_domain::pack::{Calendar, PackFile};
    use time::{Date, Month, Weekday};

    fn calendars() -> Vec<Calendar> {
        let pack = include_bytes!("../../../../core/pack/assets/79.json");
        let pack: PackFile = serde_json::from_slice(pack).unwrap();
        serde_json::from_str(&pack.sections["calendars"]).unwrap()
    }

    /// 08–12 and 13–17 of a working day; the end of the day is the end of a limit too.
    fn in_office_hours(at: Timestamp, calendars: &[Calendar]) -> bool {
        let day = at.date();
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        // Beyond the calendars nobody knows the holidays.
        let works = is_working_day(day, calendars).unwrap_or(!weekend);
        let minute = (at.millis() - Timestamp::start_of(day).millis()) / 60_000;
        works && ((480..=720).contains(&minute) || (780..=1020).contains(&minute))
    }

    #[test]
    fn officials_keep_office_hours_whatever_day_the_demonstration_is_started_on() {
        let calendars = calendars();
        let office = Office {
            calendars: &calendars,
        };
        let mut day = Date::from_calendar_date(2026, Month::January, 1).unwrap();
        let mut days = 0;
        while day.year() < 2028 {
            for minute in [0, 30, 485, 600, 725, 750, 790, 1000, 1100, 1439] {
                let now = Timestamp::start_of(day).plus_millis(minute * 60_000);
                let plan = plan(&office, now).unwrap();
                for life in plan.lives() {
                    let acts = || life.acts.iter().map(|act| act.at);
                    let moments = std::iter::once(life.received)
                        .chain(acts())
                        .chain(life.appointment);
                    for at in moments {
                        assert!(
                            in_office_hours(at, &calendars),
                            "{} started at {}: {}",
                            life.number,
                            now.rfc3339(),
                            at.rfc3339()
                        );
                    }
                    let order: Vec<Timestamp> = std::iter::once(life.received)
                        .chain(acts())
                        .chain([now])
                        .collect();
                    assert!(order.is_sorted(), "{} at {}", life.number, now.rfc3339());
                    assert!(life.appointment.is_none_or(|at| at > life.received));
                }
                assert!(plan.overdue.appointment.unwrap() < now && plan.in_time.appointment.unwrap() > now);
            }
            day = day.next_day().unwrap();
            days += 1;
        }
        assert_eq!(days, 730);
    }

    #[test]
    fn the_judge_knows_a_rest_day() {
        let calendars = calendars();
        for (at, works) in [
            ("2026-11-25T10:00", true),
            ("2026-11-25T12:30", false),
            ("2026-11-25T17:01", false),
            // A Saturday, a Sunday, the first day of the year, the lunar new year.
            ("2026-11-28T10:00", false),
            ("2026-11-29T10:00", false),
            ("2026-01-01T10:00", false),
            ("2026-02-17T10:00", false),
        ] {
            let moment = Timestamp::parse(&format!("{at}:00+07:00")).unwrap();
            assert_eq!(in_office_hours(moment, &calendars), works, "{at}");
        }
    }
}
