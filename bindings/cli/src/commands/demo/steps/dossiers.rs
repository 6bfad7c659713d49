//! Dossiers: slips read, followed, led to their end.

use super::Memory;
use crate::commands::demo::cast::Cast;
use crate::commands::demo::story::{Told, Untrue, check};
use citizen_client::Found;
use citizen_client::dossier::{DossierView, EventView};
use citizen_client::scan::{Kind, Trust};
use citizen_domain::Timestamp;
use citizen_domain::calendar::DeadlineState;
use citizen_domain::message::{Lang, text};
use citizen_domain::text::human;
use citizen_province::officials::Look;
use citizen_province::officials::{Advance, SlipKind};
use serde::Serialize;

pub(super) fn slips(cast: &mut Cast, memory: &Memory) -> Told {
    let codes = memory.codes()?;
    let officials = cast.officials()?;
    let phone = cast.phone()?;
    let mut told = Vec::new();
    for (seed, code, kind, want_kind, want_trust) in [
        (
            3,
            &codes.fresh,
            SlipKind::Signed,
            Kind::DossierSlip,
            Trust::Signed,
        ),
        (5, &codes.in_time, SlipKind::Code, Kind::DossierCode, Trust::Hint),
        (8, &codes.overdue, SlipKind::Url, Kind::DossierUrl, Trust::Hint),
    ] {
        let slip = officials.slip(code, kind, Look::phone(seed))?;
        std::fs::write(cast.folder.join(format!("slip-{seed}.jpg")), &slip.jpeg)?;
        let read = phone.scan_picture(&slip.jpeg)?;
        let payload = read
            .payloads
            .first()
            .ok_or_else(|| Untrue(format!("no code found on slip {seed}")))?;
        check(payload.kind == want_kind, "a slip was taken for something else")?;
        check(
            payload.trust == want_trust,
            "a slip is trusted too much or too little",
        )?;
        let named = payload.dossier.as_ref().map(|d| d.code.as_str());
        check(named == Some(code.as_str()), "another code was read")?;
        let found = Found::Scanned(Box::new(payload.clone()));
        let view = phone.block_on(phone.follow(found, cast.lang))?;
        let status = view
            .status
            .as_ref()
            .ok_or_else(|| Untrue("the province said nothing of the dossier".into()))?;
        check(
            view.agency.is_some() && view.appointment_at.is_some(),
            "agency or appointment is missing",
        )?;
        check(!view.events.is_empty(), "the history is missing")?;
        check(
            view.deadline.working_days_left.is_some(),
            "the working days left are missing",
        )?;
        told.push(format!(
            "{code} · {} · {}",
            status.plain,
            deadline(cast.lang, &view)
        ));
        let (kind, trust) = (
            word(cast.lang, "kind", &payload.kind),
            word(cast.lang, "trust", &payload.trust),
        );
        told.push(format!("  {kind}: {trust}"));
        let reasons = payload
            .warnings
            .iter()
            .map(|why| text(cast.lang, &why.message_id(), &[]).display);
        told.extend(reasons.map(|why| format!("  {why}")));
        let now = phone.now();
        told.extend(where_and_when(cast.lang, &view, now));
        told.extend(history(cast.lang, &view, now));
    }
    Ok(told.join("\n"))
}

/// What a word of the contract means, in the chosen language.
fn word<T: Serialize>(lang: Lang, part: &str, value: &T) -> String {
    let word = serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default();
    text(lang, &format!("scan.{part}.{word}"), &[]).display
}

/// The deadline's class and the working days left.
fn deadline(lang: Lang, view: &DossierView) -> String {
    let class = text(lang, view.deadline.state.message_id(), &[]).display;
    match view.deadline.working_days_left {
        Some(days) => {
            let id = if days < 0 {
                "cli.deadline.over"
            } else {
                "cli.deadline.left"
            };
            let left = text(lang, id, &[("days", &days.unsigned_abs().to_string())]).display;
            format!("{class}, {left}")
        }
        None => class,
    }
}

/// The agency, and when the result is promised.
fn where_and_when(lang: Lang, view: &DossierView, now: Timestamp) -> Vec<String> {
    let agency = view.agency.as_ref().map(|agency| agency.name.clone());
    let appointment = view
        .appointment_at
        .map(|at| human::date_time(lang, at, now.date()).display);
    [
        ("cli.dossier.agency", agency),
        ("cli.dossier.appointment", appointment),
    ]
    .into_iter()
    .filter_map(|(id, value)| Some(format!("  {}: {}", text(lang, id, &[]).display, value?)))
    .collect()
}

/// The timeline, oldest first: when, which state, who, what.
fn history(lang: Lang, view: &DossierView, now: Timestamp) -> Vec<String> {
    let told = |event: &EventView| {
        let at = human::date_time(lang, event.at, now.date()).display;
        let parts = [&event.status.plain, &event.unit, &event.text];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let parts: Vec<&str> = std::iter::once(at.as_str())
            .chain(parts.map(String::as_str))
            .collect();
        format!("    {}", parts.join(" · "))
    };
    std::iter::once(format!("  {}", text(lang, "cli.dossier.history", &[]).display))
        .chain(view.events.iter().map(told))
        .collect()
}

pub(super) fn officials(cast: &mut Cast, memory: &Memory) -> Told {
    let code = memory.codes()?.in_time;
    let officials = cast.officials()?;
    let phone = cast.phone()?;
    let before = phone.dossier(&code, cast.lang)?;
    check(
        before.deadline.state == DeadlineState::InTime,
        "the dossier should be in time",
    )?;

    let ask = Advance {
        status: Some(5),
        text: Some("Bổ sung 1 bản sao giấy tờ chứng minh nơi ở.".to_owned()),
        ..Advance::default()
    };
    officials.advance(&code, &ask)?;
    let report = phone.block_on(phone.sync())?;
    check(report.outcome.is_none(), "the sync met trouble")?;
    let asked = phone.dossier(&code, cast.lang)?;
    check(
        asked.deadline.state == DeadlineState::Stopped,
        "the clock should stand still",
    )?;
    check(
        !asked.needs_action.is_empty(),
        "the resident is not told what to do",
    )?;
    check(
        asked.events.len() == before.events.len() + 1,
        "the timeline lacks the request",
    )?;

    officials.advance(
        &code,
        &Advance {
            status: Some(4),
            ..Advance::default()
        },
    )?;
    officials.advance(
        &code,
        &Advance {
            status: Some(9),
            ..Advance::default()
        },
    )?;
    phone.block_on(phone.sync())?;
    let done = phone.dossier(&code, cast.lang)?;
    check(done.finished_at.is_some(), "the end is missing")?;
    check(
        done.deadline.state == DeadlineState::Early,
        "it was finished before its appointment",
    )?;
    check(
        done.events.len() == before.events.len() + 3,
        "the timeline lost or gained a step",
    )?;
    check(
        done.events
            .windows(2)
            .all(|w| w.first().map(|e| e.at) <= w.last().map(|e| e.at)),
        "times run backwards",
    )?;
    let timeline = history(cast.lang, &done, phone.now());
    let classes = [&before, &asked, &done].map(|view| deadline(cast.lang, view));
    let wanted = asked
        .needs_action
        .iter()
        .map(|need| format!("{}: {}", asked.raw_code, need.text));
    Ok(wanted
        .chain([classes.join(" → ")])
        .chain(timeline)
        .collect::<Vec<_>>()
        .join("\n"))
}
