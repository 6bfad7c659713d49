//! `citizen due`

use super::scan::Reader;
use crate::app::App;
use crate::args::Due;
use crate::error::CliError;
use crate::out::Failure;
use citizen_client::ClientError;
use citizen_domain::Timestamp;
use citizen_domain::calendar::{due_days, due_hours};
use citizen_domain::text::human;
use citizen_domain::time::iso_date;
use serde::Serialize;

#[derive(Serialize)]
struct DueView {
    /// A day, or a moment where hours were asked for; absent beyond the calendars.
    due: Option<String>,
    covered: bool,
    provisional: bool,
    calendar_version: String,
}

pub(crate) fn run(app: &App, args: &Due) -> Result<(), Failure> {
    let pack = Reader::of(app)?.pack()?;
    let calendars = &pack.content().calendars;
    let bad = || Failure::of(&CliError::BadDate);
    let (day, time) = match args.received.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (args.received.as_str(), None),
    };
    let day = iso_date::parse(day).ok_or_else(bad)?;
    let received = match time {
        None => Timestamp::start_of(day),
        Some(time) => {
            Timestamp::parse(&format!("{}T{time}:00+07:00", iso_date::format(day))).ok_or_else(bad)?
        }
    };
    let (view, words) = match (args.working_days, args.working_hours) {
        (Some(days), _) => {
            let due = due_days(day, days, calendars).map_err(ClientError::from)?;
            let words = due.due.map(|due| human::date(app.lang, due).display);
            let due = DueView {
                due: due.due.map(iso_date::format),
                covered: due.covered,
                provisional: due.provisional,
                calendar_version: due.calendar_version,
            };
            (due, words)
        }
        (None, Some(hours)) => {
            let due = due_hours(received, hours, calendars).map_err(ClientError::from)?;
            let words = due.due.map(|due| human::date_time(app.lang, due, day).display);
            let due = DueView {
                due: due.due.map(Timestamp::rfc3339),
                covered: due.covered,
                provisional: due.provisional,
                calendar_version: due.calendar_version,
            };
            (due, words)
        }
        (None, None) => return Err(bad()),
    };
    app.out.object(&view, |view| {
        let not_covered = || app.say("error.client.not_covered", &[]);
        let mut lines = vec![words.clone().unwrap_or_else(not_covered)];
        // Where nothing was worked out there is nothing provisional either.
        if view.covered && view.provisional {
            lines.push(format!(
                "! {}",
                app.say("dossier.warning.provisional_calendar", &[])
            ));
        }
        lines
    });
    Ok(())
}
