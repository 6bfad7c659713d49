//! `citizen sync`

use super::show;
use crate::app::App;
use crate::out::{Ending, Failure};
use citizen_client::SyncReport;
use citizen_domain::text::human;

pub(crate) fn run(app: &App) -> Result<Ending, Failure> {
    let client = app.client()?;
    let listener = |progress| {
        app.out
            .progress(&client.show_progress(progress, app.lang).display)
    };
    let synced = client.block_on(client.sync_with(&listener));
    app.out.progress_ends();
    let report = synced?;
    let now = client.now();
    app.out.object(&report, |report| words(app, report, now));
    Ok(report.outcome.map_or(Ending::Done, Ending::With))
}

pub(crate) fn words(app: &App, report: &SyncReport, now: citizen_domain::Timestamp) -> Vec<String> {
    let mut lines = vec![app.say(
        "cli.sync.done",
        &[
            ("sent", &report.sent.to_string()),
            ("received", &report.received.to_string()),
            ("requests", &report.requests.to_string()),
            ("up", &report.bytes_up.to_string()),
            ("down", &report.bytes_down.to_string()),
        ],
    )];
    for waiting in &report.waiting {
        let n = waiting.missing_photos;
        let why = show::waits_for(app, &waiting.reason, n > 0);
        let why = if n > 0 {
            format!(
                "{}. {why}",
                app.say("outbox.parts_missing", &[("n", &n.to_string())])
            )
        } else {
            why
        };
        lines.push(format!("  {} — {why}", waiting.id));
    }
    if let Some(at) = report.next_try_at.filter(|at| *at > now) {
        let when = human::date_time(app.lang, at, now.date()).display;
        lines.push(app.say("screen.outbox.next_try", &[("when", &when)]));
    }
    if let Some(trouble) = report.trouble {
        lines.push(app.say(&format!("error.{trouble}"), &[]));
    }
    if let Some(advice) = &report.clock {
        lines.push(show::clock(app, advice));
    }
    if let Some(at) = report.as_of {
        // After trouble it is no news that what is held is a minute old.
        lines.push(match report.trouble {
            Some(_) => app.say("cli.updated_before", &[("when", &show::when(app, at, now))]),
            None => app.say("cli.updated", &[("age", &human::age(app.lang, at, now).display)]),
        });
    }
    lines
}
