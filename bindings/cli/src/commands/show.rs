//! Values in words, for people at a terminal.

use crate::app::App;
use citizen_client::clock::ClockAdvice;
use citizen_client::dossier::DossierView;
use citizen_client::incident::{ReportView, state_text};
use citizen_domain::Timestamp;
use citizen_domain::pack::{ReportCategory, Visibility};
use citizen_domain::text::human;
use citizen_domain::wire::LocationSource;

/// A label and a value on one line; nothing for an absent value.
pub(crate) fn line(app: &App, id: &str, value: Option<String>) -> Option<String> {
    value.map(|value| format!("  {}: {value}", app.say(id, &[])))
}

pub(crate) fn when(app: &App, at: Timestamp, now: Timestamp) -> String {
    human::date_time(app.lang, at, now.date()).display
}

pub(crate) fn demo_mark(app: &App, demo: bool) -> String {
    if demo {
        format!(" [{}]", app.say("cli.demo_mark", &[]))
    } else {
        String::new()
    }
}

/// One dossier on two or three lines: plain state large, name, time, what to do.
pub(crate) fn dossier_card(app: &App, view: &DossierView, now: Timestamp) -> Vec<String> {
    let state = match (&view.status, view.completion) {
        (Some(status), _) => status.plain.clone(),
        (None, Some(percent)) => app.say("cli.dossier.completion", &[("percent", &percent.to_string())]),
        (None, None) => app.say("cli.dossier.unknown", &[]),
    };
    let mut lines = vec![format!("{state} — {}", view.raw_code)];
    if let Some(procedure) = &view.procedure {
        lines.push(format!("  {}{}", procedure.name, demo_mark(app, procedure.demo)));
    }
    lines.extend(line(app, "cli.dossier.deadline", deadline(app, view, now)));
    lines.extend(line(
        app,
        "cli.as_of",
        view.as_of.map(|at| human::age(app.lang, at, now).display),
    ));
    // In a list too: what is old or doubtful must not look like news.
    for warning in &view.warnings {
        lines.push(format!("  ! {}", app.say(warning.message_id(), &[])));
    }
    for need in &view.needs_action {
        lines.push(format!("  → {}", need.text));
    }
    lines
}

/// One dossier in full.
pub(crate) fn dossier(app: &App, view: &DossierView, now: Timestamp) -> Vec<String> {
    let mut lines = dossier_card(app, view, now);
    lines.extend(line(
        app,
        "cli.dossier.agency",
        view.agency.as_ref().map(|a| match &a.now {
            Some(now) => format!(
                "{}, {}",
                a.name,
                app.say("dossier.agency_now", &[("name", &now.name)])
            ),
            None => a.name.clone(),
        }),
    ));
    lines.extend(line(
        app,
        "cli.dossier.official",
        view.status.as_ref().map(|s| s.official.clone()),
    ));
    lines.extend(line(
        app,
        "cli.dossier.received",
        view.received_at
            .map(|at| when(app, at, now))
            .or_else(|| view.received_on.map(|day| human::date(app.lang, day).display)),
    ));
    lines.extend(line(
        app,
        "cli.dossier.appointment",
        view.appointment_at.map(|at| when(app, at, now)),
    ));
    lines.extend(line(
        app,
        "cli.dossier.previous",
        view.previous_appointment_at.map(|at| when(app, at, now)),
    ));
    lines.extend(line(
        app,
        "cli.dossier.finished",
        view.finished_at.map(|at| when(app, at, now)),
    ));
    for fee in &view.fees {
        let money = format!(
            "{} đ",
            human::integer(app.lang, i64::try_from(fee.amount_vnd).unwrap_or(i64::MAX))
        );
        let paid = app.say(if fee.paid { "cli.fee.paid" } else { "cli.fee.open" }, &[]);
        lines.push(format!("  {}: {money} ({paid})", fee.name));
    }
    if !view.events.is_empty() {
        lines.push(app.say("cli.dossier.history", &[]));
        for event in view.events.iter().rev() {
            let who = [&event.unit, &event.actor]
                .map(String::as_str)
                .into_iter()
                .filter(|s| !s.is_empty());
            lines.push(format!("  {} · {}", when(app, event.at, now), event.status.plain));
            lines.push(format!("      {}", who.collect::<Vec<_>>().join(" · ")));
            if !event.text.is_empty() {
                lines.push(format!("      {}", event.text));
            }
        }
    }
    lines
}

/// "còn 3 ngày làm việc", "quá hạn 2 ngày làm việc".
pub(crate) fn deadline(app: &App, view: &DossierView, now: Timestamp) -> Option<String> {
    let state = app.say(view.deadline.state.message_id(), &[]);
    let left = view.deadline.working_days_left.map(|days| {
        let id = if days < 0 {
            "cli.deadline.over"
        } else {
            "cli.deadline.left"
        };
        app.say(id, &[("days", &days.unsigned_abs().to_string())])
    });
    let due = view.deadline.due_at.map(|at| when(app, at, now));
    let parts: Vec<String> = [Some(state), left, due].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Why something waits, in words; `held` when the province has the words of it already. What the catalogue does not
/// know (the province's own reason for a refusal) stays as it came.
pub(crate) fn waits_for(app: &App, reason: &str, held: bool) -> String {
    app.say_if(&wait_id(reason, held))
        .unwrap_or_else(|| reason.to_owned())
}

fn wait_id(reason: &str, held: bool) -> String {
    let way = if held { "wait" } else { "unsent" };
    format!("outbox.{way}.{reason}")
}

fn state_id(state: &str) -> String {
    format!("outbox.state.{state}")
}

pub(crate) fn report(
    app: &App,
    view: &ReportView,
    categories: &[ReportCategory],
    now: Timestamp,
) -> Vec<String> {
    let state = match &view.province_state {
        Some(code) => state_text(app.lang, code).display,
        None if view.state == "draft" => app.say("cli.report.draft", &[]),
        None => app
            .say_if(&state_id(&view.state))
            .unwrap_or_else(|| view.state.clone()),
    };
    let mut lines = vec![format!("{state} — {}", view.id)];
    lines.push(format!("  {}", view.text));
    let acting = view.acting_for.as_ref();
    lines.extend(acting.map(|acting| format!("  {}", super::acting::line(app, acting))));
    if let Some(pending) = &view.pending_action {
        let said = app.say(&format!("incident.pending.{}", pending.action), &[]);
        lines.push(format!("  {said} {}", app.say("cli.sync_next", &[])));
    }
    let category = categories.iter().find(|c| c.code == view.category);
    lines.extend(line(app, "cli.report.category", category.map(|c| c.name.clone())));
    lines.extend(place_and_eyes(app, view));
    let reason = view
        .reason
        .as_deref()
        .map(|reason| waits_for(app, reason, view.receipt.is_some()));
    lines.extend(line(app, "cli.report.reason", reason));
    lines.extend(line(app, "cli.report.reference", view.reference.clone()));
    let photos = view.photos.iter().filter(|p| p.state == "sent").count();
    if view.state == "draft" {
        // By these numbers they can be removed.
        for (n, photo) in (1..).zip(&view.photos) {
            let numbers = [
                n,
                u64::from(photo.width),
                u64::from(photo.height),
                photo.bytes.div_ceil(1024),
            ]
            .map(|number: u64| number.to_string());
            let args: Vec<(&str, &str)> = ["n", "width", "height", "kb"]
                .into_iter()
                .zip(numbers.iter().map(String::as_str))
                .collect();
            lines.push(format!("  {}", app.say("cli.report.photo", &args)));
        }
    } else if !view.photos.is_empty() {
        let (sent, all) = (photos.to_string(), view.photos.len().to_string());
        lines.push(format!(
            "  {}",
            app.say("cli.report.photos", &[("sent", &sent), ("all", &all)])
        ));
    }
    lines.extend(line(
        app,
        "cli.report.receipt",
        view.receipt.as_ref().map(|r| when(app, r.issued_at, now)),
    ));
    for update in view.updates.iter().rev() {
        lines.push(format!(
            "  {} · {}",
            when(app, update.at, now),
            state_text(app.lang, &update.status).display
        ));
        if !update.text.is_empty() {
            lines.push(format!("      {}", update.text));
        }
    }
    lines
}

/// Where, how that is known, and who can see it.
pub(crate) fn place_and_eyes(app: &App, view: &ReportView) -> Vec<String> {
    let place = match &view.location {
        None => app.say("cli.report.no_place", &[]),
        Some(place) => {
            let source = match place.source {
                LocationSource::Gps => "incident.source.gps",
                LocationSource::MapPin => "incident.source.map_pin",
                LocationSource::PhotoExif => "incident.source.photo_exif",
            };
            let at = format!("{:.5}, {:.5} ({}", place.lat, place.lon, app.say(source, &[]));
            match place.accuracy_m {
                Some(m) => format!(
                    "{at}, {})",
                    app.say("cli.report.accuracy", &[("m", &format!("{m:.0}"))])
                ),
                None => format!("{at})"),
            }
        }
    };
    let eyes = match view.visibility {
        Visibility::Public => "incident.visibility.public",
        Visibility::Handler => "incident.visibility.handler",
    };
    let unit = view.unit.as_ref().map(|unit| unit.name.clone());
    [
        line(app, "cli.report.place", Some(place)),
        line(app, "cli.report.unit", unit),
        line(app, "cli.report.visibility", Some(app.say(eyes, &[]))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Which date to set.
pub(crate) fn clock(app: &App, advice: &ClockAdvice) -> String {
    // Seen from far away, so that the year is said.
    let far = Timestamp::from_secs(0).date();
    let shown = |at: Timestamp| human::date_time(app.lang, at, far).display;
    app.say(
        advice.message(),
        &[("now", &shown(advice.device)), ("right", &shown(advice.right()))],
    )
}

#[cfg(test)]
mod tests {
    use super::{state_id, wait_id};
    use citizen_client::outbox::{Reason, StateName};
    use citizen_domain::message::knows;

    /// Every reason; the compiler asks for an arm when there is a new one.
    fn reasons() -> Vec<Reason> {
        let next = |reason| match reason {
            Reason::Draft => Some(Reason::Network),
            Reason::Network => Some(Reason::Auth),
            Reason::Auth => Some(Reason::Clock),
            Reason::Clock => Some(Reason::Budget),
            Reason::Budget => Some(Reason::Storage),
            Reason::Storage => Some(Reason::Busy),
            Reason::Busy => Some(Reason::Receipt),
            Reason::Receipt => Some(Reason::Order),
            Reason::Order => Some(Reason::Photo),
            Reason::Photo => None,
        };
        std::iter::successors(Some(Reason::Draft), |reason| next(*reason)).collect()
    }

    #[test]
    fn every_reason_and_state_is_said_in_words_in_both_languages() {
        let waits = reasons()
            .into_iter()
            .flat_map(|reason| [true, false].map(|held| wait_id(reason.as_str(), held)));
        let states = StateName::ALL.iter().map(|state| state_id(state.as_str()));
        let missing: Vec<String> = waits.chain(states).filter(|id| !knows(id)).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
}
